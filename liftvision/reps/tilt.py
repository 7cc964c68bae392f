"""How far the bar tilts, seen from the front or the rear: one end higher than the other.

Two things tilt a level bar in the picture. A camera that is not level tilts everything by the same
angle; a bar that lies on the floor shows that angle, and it is taken off. A camera that does not
stand straight in front sees one end nearer than the other, and the nearer end rises faster in the
picture; that follows from the yaw and is taken off as well, as far as the yaw is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean
from liftvision.motion.columns import NOT_FROM_SIDE, VIEW_UNKNOWN
from liftvision.motion.frontal import MAX_OFF_FRONT_DEG
from liftvision.pose.view import View, off_front_deg
from liftvision.reps.path_errors import VERTICAL_ERROR_DEG
from liftvision.reps.rep import Rep

TILT_METRICS = ("bar_tilt_peak", "bar_tilt_at_lockout")
"""The metrics of a rep's tilt, both in degrees; positive: the lifter's left end is higher."""

FOCAL_OF_LONG_SIDE = 0.80
"""Focal length over the long side of the picture: 0.72 is a phone's main camera (26 mm equivalent),
stabilised or slightly zoomed video lies above."""

FOCAL_ERROR = 0.25
"""Its standard error, as a fraction of it."""

OFF_AXIS = 0.2
"""Standard error of the bar's height above the camera's axis over its distance, where the bar was
not seen on the floor: 0.8 m at 4 m."""

REST_S, REST_MARGIN_S = 1.0, 0.1
"""The bar on the floor is looked at so long before a lift-off, up to so long before it."""

FLOOR_REACH = 0.03
"""Nearer than that, in lengths of the bar, to its height at lift-off the bar lies on the floor."""

LEAST_REST_S = 0.4
"""A bar that turns at its lowest point without a rest is as near for less."""

FLOOR_ERROR_DEG = 0.3
"""Standard error of the floor's own level along a bar of 2 m: 1 cm."""

UNSEEN = "an end of the bar was hidden or outside the picture"
NO_LIFT = "lift-off or lockout is not in the clip"


@dataclass(frozen=True)
class RestingBar:
    """The bar on the floor, as the picture shows it.

    Attributes
    ----------
    tilt
        In degrees, and its standard error: that of the camera.
    y_px
        Height of its middle in the picture, px downwards.
    """

    tilt: tuple[float, float]
    y_px: float


def bar_tilt(ends: FloatArray) -> FloatArray:
    """Give the tilt of the bar in the picture, (T,) degrees, positive where the left is higher.

    Parameters
    ----------
    ends
        (T, 2, 2) px, the lifter's left first; NaN where not seen.
    """
    left, right = ends[:, 0], ends[:, 1]
    higher = right[:, 1] - left[:, 1]
    return np.asarray(np.degrees(np.arctan2(higher, np.abs(left[:, 0] - right[:, 0]))))


def resting_bar(
    times: FloatArray, ends: FloatArray, reps: Sequence[Rep], error_px: float
) -> RestingBar | None:
    """Give the bar on the floor before the reps of a shot; None where it is not seen there.

    Parameters
    ----------
    times
        (T,) seconds of one shot.
    ends
        (T, 2, 2) px, the lifter's left first; NaN where not seen.
    reps
        Of this shot.
    error_px
        Standard error of an end that all frames have in common.
    """
    middle = ends[..., 1].mean(axis=1)
    reach = FLOOR_REACH * np.abs(ends[:, 0, 0] - ends[:, 1, 0])
    resting = np.zeros(len(times), dtype=bool)
    for lift_off_s in (rep.lift_off_s for rep in reps if rep.lift_off_s is not None):
        level = middle[min(int(np.searchsorted(times, lift_off_s)), len(times) - 1)]
        before = lift_off_s - times
        with np.errstate(invalid="ignore"):
            near = np.abs(middle - level) < reach
        resting |= near & (before > REST_MARGIN_S) & (before < REST_S)
    for rep in reps:
        if rep.lift_off_s is not None and rep.end_s is not None:
            resting &= ~((times > rep.lift_off_s) & (times < rep.end_s))
    if resting.sum() * float(np.median(np.diff(times))) < LEAST_REST_S:
        return None
    seen = ends[resting]
    tilts = bar_tilt(seen)
    # How they scatter at rest shows how a hand rolls the camera.
    error = np.linalg.norm([_from_pixels(seen, error_px), FLOOR_ERROR_DEG, tilts.std()])
    tilt = (float(np.median(tilts)), float(error))
    return RestingBar(tilt, float(np.median(seen[..., 1])))


def measure_tilt(
    rep: Rep,
    times: FloatArray,
    ends: FloatArray,
    error_px: float,
    view: View,
    long_side_px: float,
    resting: RestingBar | None,
) -> dict[str, Measurement]:
    """Measure every metric of `TILT_METRICS` of one rep.

    Parameters
    ----------
    rep
        Its lift-off and lockout are used.
    times
        (T,) seconds.
    ends
        (T, 2, 2) px of the bar's ends, the lifter's left first, not smoothed; NaN where not seen.
    error_px
        Standard error of an end.
    view
        Of the shot.
    long_side_px
        Of the picture; NaN where it tells nothing of the lens.
    resting
        The bar on the floor in the same shot, if it was seen.
    """
    reason = _why_not(rep, view)
    if reason is not None or rep.lift_off_s is None or rep.lockout_s is None:
        return dict.fromkeys(TILT_METRICS, Measurement.not_measured("deg", reason or NO_LIFT))
    if not np.isfinite(ends).all(axis=(1, 2)).any():
        return dict.fromkeys(TILT_METRICS, Measurement.not_measured("deg", UNSEEN))
    smooth = clean(times, ends)
    tilt, error = _true_tilt(smooth, error_px, view, long_side_px, resting)
    lockout = min(int(np.searchsorted(times, rep.lockout_s)), len(times) - 1)
    lift = np.arange(int(np.searchsorted(times, rep.lift_off_s)), lockout + 1)
    seen = lift[np.isfinite(tilt[lift])]
    unseen = Measurement.not_measured("deg", UNSEEN)
    # What an end does while it is hidden is not known, so its peak is not either.
    peak = seen[np.argmax(np.abs(tilt[seen]))] if len(seen) == len(lift) else None
    return {
        name: unseen
        if frame is None
        else Measurement(float(tilt[frame]), float(error[frame]), "deg")
        for name, frame in zip(
            TILT_METRICS, (peak, lockout if np.isfinite(tilt[lockout]) else None), strict=True
        )
    }


def _why_not(rep: Rep, view: View) -> str | None:
    if view.yaw_deg is None or view.error_deg is None:
        return VIEW_UNKNOWN
    if off_front_deg(view.yaw_deg) > MAX_OFF_FRONT_DEG:
        return NOT_FROM_SIDE
    return NO_LIFT if rep.lift_off_s is None or rep.lockout_s is None else None


def _true_tilt(
    ends: FloatArray,
    error_px: float,
    view: View,
    long_side_px: float,
    resting: RestingBar | None,
) -> tuple[FloatArray, FloatArray]:
    """Give the tilt (T,) of the bar itself and its error, in degrees.

    Off the front by an angle, a level bar at a height above the camera's axis looks tilted by that
    height over the distance times the angle's tangent. Since it is only compared with the bar on
    the floor, the height is the rise from there, and over the distance it is px over focal length.
    """
    # With a positive yaw the left end is the further one.
    yaw, yaw_error = np.radians(view.yaw_deg or 0.0), np.radians(view.error_deg or 0.0)
    off_front = float(np.sin(yaw) / abs(np.cos(yaw)))
    off_error = float(np.tan(yaw_error) / np.cos(yaw) ** 2)
    if resting is None or not np.isfinite(long_side_px):
        apparent = np.zeros(len(ends))
        from_yaw = np.full(len(ends), np.degrees(OFF_AXIS * np.hypot(off_front, off_error)))
    else:
        rise = resting.y_px - ends[..., 1].mean(axis=1)
        slope = np.degrees(rise / (FOCAL_OF_LONG_SIDE * long_side_px))
        apparent = -slope * off_front
        from_yaw = np.abs(slope) * np.hypot(off_error, FOCAL_ERROR * off_front)
    level, level_error = (0.0, VERTICAL_ERROR_DEG) if resting is None else resting.tilt
    tilt = bar_tilt(ends) - level - apparent
    error = np.sqrt(_from_pixels(ends, error_px) ** 2 + level_error**2 + from_yaw**2)
    return tilt, np.where(np.isfinite(tilt), error, np.nan)


def _from_pixels(ends: FloatArray, error_px: float) -> float:
    """Give the tilt's error in degrees from that of the ends."""
    length = float(np.nanmedian(np.abs(ends[:, 0, 0] - ends[:, 1, 0])))
    return float(np.degrees(np.sqrt(2.0) * error_px / length))
