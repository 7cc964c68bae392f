"""The pose of a rendered lifter, exact, as if a model had seen it."""

import numpy as np

from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, Landmark, of_side
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack
from liftvision.synthetic.truth.truth import JOINTS, SIDED_JOINTS, Truth


def true_pose(truth: Truth) -> PoseTrack:
    """The joints of the truth as landmarks, the hands at the wrists; nothing is hidden."""
    frames = len(truth.times)
    xy = np.full((frames, LANDMARK_COUNT, 2), np.nan)
    world = np.full((frames, LANDMARK_COUNT, 3), np.nan)
    camera = truth.camera
    seen = np.einsum("tij,tkj->tki", camera.rotation, truth.joints - camera.position[:, None])
    for name in SIDED_JOINTS:
        for side in SIDES:
            number = JOINTS.index(f"{name}_{side}")
            xy[:, of_side(name, side)] = truth.joints_px[:, number]
            world[:, of_side(name, side)] = seen[:, number]
    nose = JOINTS.index("nose")
    xy[:, Landmark.NOSE], world[:, Landmark.NOSE] = truth.joints_px[:, nose], seen[:, nose]
    for side in SIDES:
        wrist = of_side("wrist", side)
        for hand in ("pinky", "index", "thumb"):
            xy[:, of_side(hand, side)] = xy[:, wrist]
            world[:, of_side(hand, side)] = world[:, wrist]
    hips = [Landmark.HIP_L, Landmark.HIP_R]
    world -= world[:, hips].mean(axis=1)[:, None]
    return PoseTrack(
        times=truth.times,
        xy=xy,
        world=world,
        visibility=np.ones((frames, LANDMARK_COUNT)),
        outline=np.full((frames, OUTLINE_POINTS, 2), np.nan),
        others_in_frame=0,
        side_swaps_repaired=0,
    )
