"""One rendered clip's fitted body, held against its truth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, IntArray
from liftvision.body.calibration import Condition
from liftvision.motion.back import Clothes
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.view import off_side_deg
from liftvision.selfcheck.compare import conditions, in_picture, same_frames
from liftvision.selfcheck.landmark_offsets import corrected_columns, true_near_side
from liftvision.synthetic.truth.truth import Truth

Group: TypeAlias = Literal[
    "side, plates", "side, plate lost", "side, no plates", "oblique", "beyond"
]

GROUPS: tuple[Group, ...] = (
    "side, plates", "side, plate lost", "side, no plates", "oblique", "beyond",
)  # fmt: skip

SIDE_WITHIN_DEG = 20.0
OBLIQUE_WITHIN_DEG = 45.0
"""Off the side view; what is filmed from still farther off is beyond."""

ANGLES = ("knee_flexion", "trunk_thigh_flexion", "trunk_lean", "shank_lean", "ankle_dorsiflexion")
"""Of the near side."""

BAND, BAND_HOLDS = 1.645, 0.9
"""A band reaches so many stated errors to either side, and should hold the truth so often."""

TOP = 0.95
"""The bar is at the top above this part of its way."""


@dataclass(frozen=True, eq=False)
class AngleScore:
    """One angle in the N frames of a clip that are judged, degrees.

    Attributes
    ----------
    errors, stated
        (N,) told minus true, and the stated standard error; NaN where it was not told.
    raw
        (N,) error of the landmarks' own angle.
    true
        (N,) at the landmarks' marks.
    lift_off
        (R,) error told in the frame of each true lift-off.
    """

    errors: FloatArray
    stated: FloatArray
    raw: FloatArray
    true: FloatArray
    lift_off: FloatArray

    @property
    def told(self) -> BoolArray:
        """Whether (N,) the angle was told."""
        return np.asarray(np.isfinite(self.errors))

    @property
    def held(self) -> BoolArray:
        """Whether (M,) the band holds the truth, in the frames in which the angle was told."""
        with np.errstate(invalid="ignore"):
            held = np.abs(self.errors) <= BAND * self.stated
        return np.asarray(held[self.told])


@dataclass(frozen=True, eq=False)
class BodyScore:
    """One clip.

    Attributes
    ----------
    clip, group, plates, clothes
        Name, how it was filmed, whether there are plates on the bar, and how the clothes sit.
    frames, fit_ms
        Of the whole clip, and the time that fitting the body took for each of them.
    condition
        Under which its errors are calibrated; None where no body was fitted.
    yaw_error_deg
        Of the fitted yaw; NaN where no body was fitted.
    top
        (N,) whether the bar truly is at the top, in the frames judged.
    angles
        The scores of `ANGLES`; empty where the analysis failed.
    reasons
        Why an angle of `ANGLES` was told in no frame that is judged.
    trouble
        Why there is no analysis: a refusal, or the end of a crash.
    crashed
        Whether it is a crash.
    """

    clip: str
    group: Group
    plates: bool
    clothes: Clothes
    frames: int = 0
    fit_ms: float = np.nan
    condition: Condition | None = None
    yaw_error_deg: float = np.nan
    top: BoolArray = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    angles: Mapping[str, AngleScore] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    crashed: bool = False


def score(
    analysis: Analysis, truth: Truth, clip: str, condition: Condition, fit_ms: float
) -> BodyScore:
    """Hold one clip's angles against its truth, in the frames in which the bar is truly held.

    Parameters
    ----------
    analysis, truth
        Of the clip; there is a bar in it.
    clip
        Its name.
    condition
        Under which the errors of its fit are calibrated.
    fit_ms
        Time of the fit for each frame.

    Raises
    ------
    TruthError
        The truth is that of another clip.
    """
    assert truth.bar is not None
    motion = analysis.motion
    frames = same_frames(truth.times, motion.times, clip)
    judged = (frames >= 0) & in_picture(truth) & truth.bar.held
    angles = {name: _angle_score(name, motion, truth, frames, judged) for name in ANGLES}
    fitted = motion.joints is not None and bool(np.isfinite(motion.joints).any())
    yaw_deg = motion.views[0].yaw_deg
    off = np.nan if yaw_deg is None or not fitted else yaw_deg - truth.recipe.camera.yaw_deg
    plates, clothes = conditions(truth)
    return BodyScore(
        clip=clip,
        group=group_of(truth, plate_followed=analysis.bar.source == "plate"),
        plates=plates,
        clothes=clothes,
        frames=analysis.clip.frames,
        fit_ms=fit_ms,
        condition=condition if fitted else None,
        yaw_error_deg=off,
        top=at_the_top(truth.bar.centre[judged, 1]),
        angles=angles,
        reasons={
            name: _reason(motion, _column(name, truth))
            for name, angle in angles.items()
            if not angle.told.any()
        },
    )


def group_of(truth: Truth, *, plate_followed: bool) -> Group:
    """Give a clip's group."""
    off_side = off_side_deg(truth.recipe.camera.yaw_deg)
    if off_side > SIDE_WITHIN_DEG:
        return "oblique" if off_side <= OBLIQUE_WITHIN_DEG else "beyond"
    if not conditions(truth)[0]:
        return "side, no plates"
    return "side, plates" if plate_followed else "side, plate lost"


def at_the_top(height: FloatArray) -> BoolArray:
    """Tell in which frames a bar of these heights (N,) is at the top of its way."""
    if len(height) == 0:
        return np.empty(0, dtype=np.bool_)
    low, high = float(height.min()), float(height.max())
    return np.asarray(height > low + TOP * (high - low))


def _angle_score(
    name: str, motion: Motion, truth: Truth, frames: IntArray, judged: BoolArray
) -> AngleScore:
    """Compare one angle; `frames` (T,) are the analysed ones of the true ones."""
    column = _column(name, truth)
    true = corrected_columns(truth)[column]
    seen = (frames >= 0) & in_picture(truth)
    errors, raw = (
        np.where(seen, values[frames] - true, np.nan)
        for values in (motion.columns[column], motion.raw[column])
    )
    lift_offs = [rep.lift_off_s for rep in truth.reps if rep.lift_off_s is not None]
    nearest = [int(np.argmin(np.abs(truth.times - lift_off_s))) for lift_off_s in lift_offs]
    return AngleScore(
        errors=errors[judged],
        stated=motion.errors[column][frames][judged],
        raw=raw[judged],
        true=true[judged],
        lift_off=errors[nearest],
    )


def _column(angle: str, truth: Truth) -> str:
    return angle if angle in UNITS else f"{angle}_{true_near_side(truth)}"


def _reason(motion: Motion, column: str) -> str:
    return motion.not_measured.get(column) or motion.partly.get(column) or "no reason told"
