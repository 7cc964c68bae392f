"""The frontal plane of each shot in the motion, measured on the fitted figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import BoolArray, FloatArray, spread
from liftvision.front.calibration import front_error_factor
from liftvision.front.credible import legs_are_seen, why_not_front
from liftvision.front.evidence import gather_front
from liftvision.front.figure import FOOT_AXIS_DEG, FRONT_POINTS, front_figure, seen_in_front
from liftvision.front.fit import FrontFit, fit_front
from liftvision.front.readout import FRONT_COLUMNS, read_front, read_knees
from liftvision.front.unknowns import InFrontShot
from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.motion.columns import NOT_FROM_SIDE, VIEW_UNKNOWN
from liftvision.motion.front import Front, Knees
from liftvision.motion.frontal import MAX_OFF_FRONT_DEG
from liftvision.motion.motion import Motion
from liftvision.motion.positions import Column
from liftvision.motion.seen import Seen
from liftvision.pose.heading import wrapped
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.placing import as_landmarks
from liftvision.pose.view import off_front_deg, view_name

LEAST_FRAMES = 8

WORTH_A_FIT_DEG = 28.0
"""The view as the pose tells it may be off by so much more than the fit's own limit."""

MOST_ERROR_DEG = 6.0
"""A projection angle that is less sure than this tells nothing."""

HANDS_AHEAD_M = 0.10
"""The bar hangs so far in front of the ankles."""

WRISTS_INSIDE_M, GRIP_ERROR_M = 0.018, 0.02
"""By how much less than the wrists their landmarks are apart, measured on rendered clips of split
``train``, and the standard error of it."""

NO_LIFT = "no lift was found: it is measured while the lifter stands at the bar"
OUTSIDE_LIFT = "measured only while the lifter stands at the bar"
UNSURE = "in so deep a posture a centimetre sideways is many degrees: too unsure to be told"
HIDDEN = "hip, knee or ankle was hidden or outside the picture"
NO_HANDS = "the hands were not seen at the bar"


@dataclass(frozen=True, eq=False)
class _ShotFront:
    """What one shot gives: its front, columns (T,), fitted joints (T, 33, 2) px, yaw in degrees."""

    front: Front
    columns: dict[str, Column]
    joints: FloatArray | None = None
    yaw: tuple[float, float] | None = None


def measure_fronts(
    motion: Motion,
    shots: Sequence[Seen],
    while_lifting: Sequence[BoolArray],
    given: Given,
    *,
    deadlift: bool,
) -> Motion:
    """Fit a figure to each shot from the front or the rear, and measure the frontal plane on it.

    Without a lift in it, what the landmarks tell of the frontal plane stays as it is.

    Parameters
    ----------
    motion
        Of the clip.
    shots
        What was seen in each shot.
    while_lifting
        For each shot (T,) in which frames the lifter stands at the bar.
    given
        What the user knows.
    deadlift
        Whether that is what is lifted.
    """
    columns = {name: values.copy() for name, values in motion.columns.items()}
    errors = {name: values.copy() for name, values in motion.errors.items()}
    joints = np.full_like(motion.landmarks, np.nan) if motion.joints is None else motion.joints
    fronts, views = [], list(motion.views)
    for number, (shot, seen) in enumerate(zip(motion.shots, shots, strict=True)):
        found = _front_of(seen, while_lifting[number], given, deadlift=deadlift)
        fronts.append(found.front)
        for name, column in found.columns.items():
            columns[name][shot.frames] = column.values
            errors[name][shot.frames] = column.errors
        if found.joints is not None:
            joints[shot.frames] = found.joints
        if found.yaw is not None:
            yaw_deg, error_deg = found.yaw
            views[number] = replace(
                views[number], name=view_name(yaw_deg), yaw_deg=yaw_deg, error_deg=error_deg
            )
    return replace(
        motion,
        columns=columns,
        errors=errors,
        joints=joints,
        fronts=tuple(fronts),
        views=tuple(views),
        not_measured=_why_absent(motion, columns, fronts),
        partly=_why_partly(motion, columns, fronts),
    )


def _why_absent(
    motion: Motion, columns: dict[str, FloatArray], fronts: Sequence[Front]
) -> dict[str, str]:
    reasons = {name: why for name, why in motion.not_measured.items() if name not in FRONT_COLUMNS}
    refused = [front.reason for front in fronts if front.reason is not None]
    for name in FRONT_COLUMNS:
        if not np.isfinite(columns[name]).any():
            known = motion.not_measured.get(name)
            reasons[name] = (refused[0] if refused else None) or known or HIDDEN
    return reasons


def _why_partly(
    motion: Motion, columns: dict[str, FloatArray], fronts: Sequence[Front]
) -> dict[str, str]:
    partly = dict(motion.partly)
    if any(front.reason is None for front in fronts):
        for name in FRONT_COLUMNS:
            known = np.isfinite(columns[name])
            if known.any() and not known.all():
                partly[name] = UNSURE if _is_unsure(motion, known, fronts) else OUTSIDE_LIFT
    return partly


def _is_unsure(motion: Motion, known: BoolArray, fronts: Sequence[Front]) -> bool:
    """Tell whether a column has no value somewhere though the legs were seen there."""
    return any(
        bool((np.isfinite(front.knees.apart) & ~known[shot.frames]).any())
        for shot, front in zip(motion.shots, fronts, strict=True)
        if front.knees is not None
    )


def _front_of(seen: Seen, lifting: BoolArray, given: Given, *, deadlift: bool) -> _ShotFront:
    view = seen.view
    if view.yaw_deg is None or view.error_deg is None:
        return _ShotFront(Front.not_measured(VIEW_UNKNOWN), {})
    if off_front_deg(view.yaw_deg) > WORTH_A_FIT_DEG:
        return _ShotFront(Front.not_measured(NOT_FROM_SIDE), {})
    found = np.asarray(np.isfinite(seen.landmarks).any(axis=(1, 2)))
    if (lifting & found).sum() < LEAST_FRAMES or seen.scale.body.value is None:
        return _ShotFront(Front.not_measured(NO_LIFT), {})
    fit = _fitted(seen.of(lifting), given, deadlift=deadlift)
    yaw_deg = float(wrapped(np.degrees(fit.shot[InFrontShot.YAW])))
    variance = fit.covariance.shot[InFrontShot.YAW, InFrontShot.YAW]
    yaw_error = float(np.degrees(np.sqrt(variance))) * front_error_factor("off_front")
    reason = why_not_front(fit)
    if reason is None and off_front_deg(yaw_deg) > MAX_OFF_FRONT_DEG:
        reason = NOT_FROM_SIDE
    if reason is not None:
        return _ShotFront(Front.not_measured(reason), _nothing(len(seen.times)))
    sure = legs_are_seen(fit) & found[lifting]
    front, columns = _told(fit, sure, seen.of(lifting), yaw_deg, yaw_error)
    among_all = {
        name: Column(*(spread(lifting, part) for part in column))
        for name, column in columns.items()
    }
    assert front.knees is not None
    knees = Knees(**{name: spread(lifting, part) for name, part in vars(front.knees).items()})
    places = spread(lifting, _only(found[lifting], _places(fit, seen)))
    return _ShotFront(replace(front, knees=knees), among_all, places, (yaw_deg, yaw_error))


def _fitted(seen: Seen, given: Given, *, deadlift: bool) -> FrontFit:
    """Fit the figure, and once more with the legs looked at where its knees are.

    The model marks the knee of a bent leg too low; where the leg is bent sideways, its middle
    elsewhere is not the knee's.
    """
    fit = fit_front(gather_front(seen, given, deadlift=deadlift))
    if not fit.evidence.by_middles:
        return fit
    knees = _places(fit, seen)[:, [of_side("knee", side) for side in SIDES]]
    return fit_front(gather_front(seen, given, deadlift=deadlift, knees=knees))


def _told(
    fit: FrontFit, sure: BoolArray, seen: Seen, yaw_deg: float, yaw_error: float
) -> tuple[Front, dict[str, Column]]:
    """Give the front and its columns, NaN where they are too unsure, with errors that are true."""
    reading = read_front(fit)
    columns = {}
    for name, (values, errors) in reading.columns.items():
        errors = errors * front_error_factor(name)
        unsure = ~sure
        if name.startswith("fppa"):
            unsure = unsure | (errors > MOST_ERROR_DEG)
        columns[name] = Column(*(np.where(unsure, np.nan, part) for part in (values, errors)))
    knees = read_knees(fit)
    knees = Knees(**{name: _only(sure, part) for name, part in vars(knees).items()})
    stance, error = (float(np.median(part)) for part in reading.stance)
    behind = 180.0 if fit.evidence.rear else 0.0
    off = float(wrapped(np.asarray(yaw_deg - behind)))
    front = Front(
        reason=None,
        stance_width=Measurement(stance, error * front_error_factor("stance_width"), "m"),
        toe_out_l=_toe_out(fit, InFrontShot.TOE_OUT_L),
        toe_out_r=_toe_out(fit, InFrontShot.TOE_OUT_R),
        grip_width=_grip_width(fit, seen),
        off_front=Measurement(off, yaw_error, "deg"),
        knees=knees,
    )
    return front, columns


def _toe_out(fit: FrontFit, which: InFrontShot) -> Measurement:
    error = float(np.degrees(np.sqrt(fit.covariance.shot[which, which])))
    value = float(np.degrees(fit.shot[which])) + FOOT_AXIS_DEG
    return Measurement(value, error * front_error_factor("toe_out"), "deg")


def _grip_width(fit: FrontFit, seen: Seen) -> Measurement:
    """Give the distance of the wrists where the hands are lowest: there they hold the bar."""
    wrists = seen.landmarks[:, [of_side("wrist", side) for side in SIDES]]
    height = wrists[..., 1].mean(axis=1)
    if not np.isfinite(height).any():
        return Measurement.not_measured("m", NO_HANDS)
    low = height >= np.nanquantile(height, 0.8)
    scale = float(np.exp(-fit.shot[InFrontShot.LOG_SCALE]))
    nearer = (-1.0 if fit.evidence.rear else 1.0) * HANDS_AHEAD_M
    depth = 1.0 - nearer * float(np.exp(-fit.shot[InFrontShot.LOG_DISTANCE]))
    apart = np.abs(wrists[low, 0, 0] - wrists[low, 1, 0])
    width = float(np.nanmedian(apart)) * scale * depth + WRISTS_INSIDE_M
    relative = float(np.sqrt(fit.covariance.shot[InFrontShot.LOG_SCALE, InFrontShot.LOG_SCALE]))
    error = float(np.hypot(relative * width, GRIP_ERROR_M)) * front_error_factor("grip_width")
    return Measurement(width, error, "m")


def _places(fit: FrontFit, seen: Seen) -> FloatArray:
    """Give the fitted joints (T, 33, 2) px in the places of their landmarks; NaN elsewhere."""
    shot = fit.figure_unknowns
    there = seen_in_front(front_figure(fit.frames, shot).joints, shot)
    px = there * np.exp(shot[InFrontShot.LOG_SCALE]) * np.array([1.0, -1.0])
    return as_landmarks(px + 0.5 * np.array(seen.size), FRONT_POINTS)


def _only(sure: BoolArray, values: FloatArray) -> FloatArray:
    """Give values (T, ...) in some frames, NaN in the others."""
    return np.where(sure.reshape(-1, *(1,) * (values.ndim - 1)), values, np.nan)


def _nothing(frames: int) -> dict[str, Column]:
    nothing = np.full(frames, np.nan)
    return dict.fromkeys(FRONT_COLUMNS, Column(nothing, nothing))
