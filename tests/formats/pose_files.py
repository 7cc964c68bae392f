"""A pose as other programs write it: OpenPose's folder, Sports2D's .trc, movement's netCDF."""

import json

import numpy as np

from liftvision.formats.keypoint_names import BODY_25, landmark_named

HALPE = ["Nose", "Head", "Neck", "Hip"] + [
    side + joint
    for side in "RL"
    for joint in (
        "Hip", "Knee", "Ankle", "Heel", "BigToe", "SmallToe", "Shoulder", "Elbow", "Wrist",
    )
]  # fmt: skip


def keypoints(pose, names, frame):
    """The named keypoints (K, 3) of a frame; zeros for what the landmarks do not have."""
    rows = np.zeros((len(names), 3))
    for row, name in enumerate(names):
        landmark = landmark_named(name)
        if landmark is not None and np.isfinite(pose.xy[frame, landmark]).all():
            rows[row] = *pose.xy[frame, landmark], pose.visibility[frame, landmark]
    return rows


def openpose_person(rows):
    return {"person_id": [-1], "pose_keypoints_2d": [float(value) for value in rows.ravel()]}


def write_openpose(pose, folder, names=BODY_25, *, first=0, others=()):
    """A file a frame; ``others`` are written before the lifter."""
    folder.mkdir()
    for frame in range(len(pose.times)):
        people = [each(frame) for each in others] + [keypoints(pose, names, frame)]
        document = {"version": 1.3, "people": [openpose_person(rows) for rows in people]}
        path = folder / f"clip_{frame + first:012d}_keypoints.json"
        path.write_text(json.dumps(document))
    return folder


def write_trc(pose, path, *, scale=1.0, frames=None, offset_s=0.0):
    """As Sports2D: px with y down under a header that says m; empty cells for what was not seen."""
    frames = range(len(pose.times)) if frames is None else frames
    axes = "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(HALPE) + 1))
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames",
        f"30\t30\t{len(frames)}\t{len(HALPE)}\tm\t30\t0\t{len(frames)}",
        "Frame#\tTime\t" + "\t\t\t".join(HALPE) + "\t\t",
        "\t\t" + axes,
    ]
    for frame in frames:
        cells = []
        for x, y, sure in keypoints(pose, HALPE, frame):
            cells += [str(scale * x), str(scale * y), "0.0"] if sure else ["", "", ""]
        lines.append("\t".join([str(frame), str(pose.times[frame] + offset_s), *cells]))
    path.write_text("\n".join(lines) + "\n")
    return path
