"""Every column of the motion table, from joints whose places are known.

The definitions are those of the measurement: the joints are projected straight onto the
lifter's sagittal and frontal plane, and the same functions are applied to them.
"""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.angles import lean, sagittal_angles
from liftvision.motion.frontal import (
    frontal_plane_projection_angle,
    hip_line_tilt,
    knee_ankle_separation,
    knee_shift,
    pelvis_shift,
)
from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, Landmark, Side, of_side
from liftvision.synthetic.movement.performance import BarMotion
from liftvision.synthetic.truth.truth import JOINTS, SIDED_JOINTS


def joint_columns(joints: FloatArray, near: Side) -> dict[str, FloatArray]:
    """Give the columns (T,) that follow from the joints alone.

    Parameters
    ----------
    joints
        (T, J, 3) m in the order of `JOINTS`; world frame of `synthetic.recipes.recipe`.
    near
        The side nearer to the camera, whose shank gives ``shank_lean``.
    """
    sagittal = as_landmarks(joints, axes=(2, 1))
    # The picture of a front view: the lifter's left is on the right, and y points down.
    frontal = as_landmarks(joints, axes=(0, 1)) * np.array([1.0, -1.0])
    columns = sagittal_angles(sagittal, near)
    for side in SIDES:
        columns[f"fppa_{side}"] = frontal_plane_projection_angle(frontal, side)
        columns[f"knee_shift_{side}"] = knee_shift(frontal, side)
    columns["knee_ankle_separation"] = knee_ankle_separation(frontal)
    columns["pelvis_shift"] = pelvis_shift(frontal)
    columns["hip_line_tilt"] = hip_line_tilt(frontal)
    for name in ("hip", "shoulder"):
        pair = [of_side(name, side) for side in SIDES]
        columns[f"{name}_height"] = sagittal[:, pair, 1].mean(axis=1)
    return columns


def as_landmarks(joints: FloatArray, axes: tuple[int, int]) -> FloatArray:
    """Give joints (T, J, 3) as landmarks (T, 33, 2) along two axes; NaN where there is none."""
    landmarks = np.full((len(joints), LANDMARK_COUNT, 2), np.nan)
    for name in SIDED_JOINTS:
        for side in SIDES:
            place = joints[:, JOINTS.index(f"{name}_{side}")]
            landmarks[:, of_side(name, side)] = place[:, axes]
    landmarks[:, Landmark.NOSE] = joints[:, JOINTS.index("nose")][:, axes]
    return landmarks


def picture_landmarks(pixels: FloatArray) -> FloatArray:
    """Give joints (J, 2) px of one picture as its landmarks (33, 2); NaN where there is none."""
    return np.asarray(as_landmarks(pixels[None], axes=(0, 1))[0])


def pelvis_columns(
    joints: FloatArray, pelvis_tilt: FloatArray, lumbar_flexion: FloatArray
) -> dict[str, FloatArray]:
    """Give what only a lifter of known pelvis can tell: hip against spine, (T,) degrees.

    Parameters
    ----------
    joints
        (T, J, 3) m.
    pelvis_tilt, lumbar_flexion
        (T,) degrees against relaxed standing, forward and flexion positive.
    """
    plane = as_landmarks(joints, axes=(2, 1))
    columns = {"pelvis_tilt": pelvis_tilt, "lumbar_flexion": lumbar_flexion}
    for side in SIDES:
        thigh = lean(plane[:, of_side("knee", side)], plane[:, of_side("hip", side)])
        columns[f"hip_flexion_{side}"] = wrapped(pelvis_tilt - thigh)
    return columns


def bar_columns(bar: BarMotion, ankles_forward: float) -> dict[str, FloatArray]:
    """Give the bar's columns (T,) in m and m/s.

    Parameters
    ----------
    bar
        The barbell.
    ankles_forward
        Where the middle of the ankles is along the forward axis, m.
    """
    return {
        "bar_x": bar.centre[:, 2] - ankles_forward,
        "bar_y": bar.centre[:, 1],
        "bar_vx": bar.velocity[:, 2],
        "bar_vy": bar.velocity[:, 1],
    }
