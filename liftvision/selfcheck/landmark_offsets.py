"""Where the pose model puts its landmarks, against the joints of the body.

A landmark is not the centre of a joint: the model was taught by people who clicked on pictures.
Where it lies is measured once on lifters who stand still without a bar, and the truth's joints are
moved there before angles are compared, so that both sides mean the same points. The offsets are
fixed in the segment that the joint belongs to and turn with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarks import SIDES, Side, of_side
from liftvision.synthetic.movement.turning import unit
from liftvision.synthetic.truth.columns import joint_columns
from liftvision.synthetic.truth.truth import HIDERS, JOINTS, Truth

Offset = tuple[float, float, float]

LANDMARK_OFFSETS: dict[str, Offset] = {
    "shoulder": (-0.013, 0.020, 0.001),
    "hip": (0.019, -0.018, 0.010),
    "knee": (0.000, -0.008, -0.001),
    "ankle": (0.004, 0.032, 0.005),
    "heel": (0.019, 0.010, -0.006),
    "foot_index": (-0.024, 0.017, 0.005),
}
"""From the joint to its landmark, in m: forward, up along the segment, and outward.

Measured with the model ``full`` on 14 rendered clips of the split ``train`` in which somebody
stands still without a bar, seen from all sides: standard errors of 2 to 8 mm. The command is
`benchmarks/landmark_offsets.py`; the clips are those of ``liftvision synth --random 14 --split
train --seed 900 --lift standing --size 960x540 --fps 24``."""

NOT_HIDDEN = (HIDERS.index(""), HIDERS.index("clothes"))

OFF_FRONT_DEG = 45.0
"""With the camera farther off the front or the rear than this, the far side is not looked at."""

MIN_LIMBS = 2
"""One line of sight does not make a place."""

MAX_CONDITION = 10.0
"""Of the equations: above it, the clips show the body from one direction only."""


@dataclass(frozen=True, eq=False)
class MeasuredOffset:
    """The offset of one landmark.

    Attributes
    ----------
    offset
        (3,) m: forward, up along the segment, outward; NaN where the clips show the body from
        one direction only.
    error
        (3,) m, standard error from the scatter between clips.
    limbs
        How many limbs it was seen on: one of a clip from the side, two of one from the front.
    """

    offset: FloatArray
    error: FloatArray
    limbs: int


def corrected_columns(
    truth: Truth, offsets: Mapping[str, Offset] = LANDMARK_OFFSETS
) -> dict[str, FloatArray]:
    """Give the true columns (T,) with every joint moved to where its landmark lies.

    Columns that do not follow from the joints alone are the truth's own.
    """
    moved = with_offsets(truth.joints, offsets)
    return {**truth.columns, **joint_columns(moved, true_near_side(truth))}


def true_near_side(truth: Truth) -> Side:
    """Give the lifter's side that is nearer to the camera."""
    return "r" if truth.recipe.camera.yaw_deg > 0 else "l"


def with_offsets(joints: FloatArray, offsets: Mapping[str, Offset]) -> FloatArray:
    """Move joints (T, J, 3) m, in the order of `JOINTS`, by the offsets of their landmarks."""
    moved = joints.copy()
    for joint, offset in offsets.items():
        for side in SIDES:
            turned = segment_frame(joints, joint, side) @ np.array(offset)
            moved[:, JOINTS.index(f"{joint}_{side}")] += turned
    return moved


def segment_frame(joints: FloatArray, joint: str, side: Side) -> FloatArray:
    """Give the axes (T, 3, 3) of the segment that a joint's landmark is fixed to.

    The columns are unit vectors of the world: forward, up along the segment, and outward (to the
    joint's own side). Hips move with the pelvis, shoulders with the chest, a knee with its thigh,
    an ankle with its shank; heel and toes with the foot, whose up is the shank's direction
    where it is square to the foot.
    """

    def at(name: str) -> FloatArray:
        return np.asarray(joints[:, JOINTS.index(name)])

    outward = -1.0 if side == "r" else 1.0
    if joint in ("hip", "shoulder"):
        across = at(f"{joint}_l") - at(f"{joint}_r")
        middle = 0.5 * (at(f"{joint}_l") + at(f"{joint}_r"))
        along = at("l5s1") - middle if joint == "hip" else at("c7") - at("t12")
        up = unit(along)
        forward = unit(np.cross(across, up))
        return np.stack([forward, up, outward * np.cross(up, forward)], axis=-1)
    foot = at(f"foot_index_{side}") - at(f"heel_{side}")
    shank = at(f"knee_{side}") - at(f"ankle_{side}")
    if joint in ("heel", "foot_index"):
        forward = unit(foot)
        left = unit(np.cross(shank, forward))
        up = np.cross(forward, left)
    else:
        up = unit(at(f"hip_{side}") - at(f"knee_{side}") if joint == "knee" else shank)
        left = unit(np.cross(up, foot))
        forward = np.cross(left, up)
    return np.stack([forward, up, outward * left], axis=-1)


def measure_offsets(
    clips: Sequence[tuple[Truth, FloatArray]],
) -> dict[str, MeasuredOffset]:
    """Measure where the landmarks lie, on clips of lifters who stand still.

    A landmark in a picture is a line of sight: a clip shows the two directions across it, and
    clips from the side and the front together show all three. The offset is the least-squares
    solution over all clips and both sides; of each clip the median over its frames counts.

    Parameters
    ----------
    clips
        For each its truth, and the landmarks (T, 33, 2) px at the truth's times; NaN where
        unseen.
    """
    measured = {}
    for joint in LANDMARK_OFFSETS:
        equations = [
            equation
            for truth, landmarks in clips
            for side in _sides_seen(truth)
            if (equation := _across_sight(truth, landmarks, joint, side)) is not None
        ]
        measured[joint] = _solved(equations)
    return measured


def _sides_seen(truth: Truth) -> tuple[Side, ...]:
    yaw = abs(truth.recipe.camera.yaw_deg)
    return SIDES if min(yaw, 180.0 - yaw) < OFF_FRONT_DEG else (true_near_side(truth),)


def _across_sight(
    truth: Truth, landmarks: FloatArray, joint: str, side: Side
) -> tuple[FloatArray, FloatArray] | None:
    """Give the equations of one clip: (2, 3) m in the picture per m of offset, and (2,) m.

    With the joint's place p from the camera, its offset o in its segment's axes F, and the line
    of sight u (right and down per metre away), the point p + F o lies on the line of sight where
    (R - u A) (p + F o) = 0; R are the camera's directions right and down, A the one away.
    """
    index = JOINTS.index(f"{joint}_{side}")
    camera = truth.camera
    centre = 0.5 * np.array(camera.size, dtype=np.float64)
    sight = (landmarks[:, of_side(joint, side)] - centre) / camera.focal_px
    across = camera.rotation[:, :2] - sight[:, :, None] * camera.rotation[:, 2:]
    miss = -np.einsum("tij,tj->ti", across, truth.joints[:, index] - camera.position)
    seen = _visible(truth, index) & np.isfinite(miss).all(axis=1)
    if not seen.any():
        return None
    axes = across @ segment_frame(truth.joints, joint, side)
    return np.median(axes[seen], axis=0), np.median(miss[seen], axis=0)


def _visible(truth: Truth, index: int) -> BoolArray:
    return np.asarray(np.isin(truth.hidden_by[:, index], NOT_HIDDEN))


def _solved(equations: list[tuple[FloatArray, FloatArray]]) -> MeasuredOffset:
    nothing = np.full(3, np.nan)
    if len(equations) < MIN_LIMBS:
        return MeasuredOffset(nothing, nothing, len(equations))
    axes = np.concatenate([axes for axes, _ in equations])
    miss = np.concatenate([miss for _, miss in equations])
    if np.linalg.cond(axes) > MAX_CONDITION:
        return MeasuredOffset(nothing, nothing, len(equations))
    offset, *_ = np.linalg.lstsq(axes, miss, rcond=None)
    variance = float(np.sum((miss - axes @ offset) ** 2)) / (len(miss) - 3)
    error = np.sqrt(variance * np.diag(np.linalg.inv(axes.T @ axes)))
    return MeasuredOffset(offset, error, len(equations))
