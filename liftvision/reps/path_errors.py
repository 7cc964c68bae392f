"""What is wrong with a whole bar path alike: scale, foreshortening, a lean, a moving camera."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.reps.rep import Rep

VERTICAL_ERROR_DEG = 1.5
"""Standard error of the picture's vertical where the bar is, for a camera whose roll is not known.
The upright lines of 29 real scenes lean there by less than that in 25, and by less than 0.9 degrees
in two thirds; in the other four, filmed with a propped or a swung phone, by 3.4 to 6.7."""

REST_S = 2.0
"""So long before and after a rep the bar is looked at on the floor."""

LIFT_OFF_MARGIN_S, END_MARGIN_S = 0.15, 0.5
"""Nearer to a lift-off the bar may be moving, and after the end it may still bounce."""

FLOOR_REACH_M = 0.05
"""Nearer than that to its height at lift-off the bar lies on the floor; no hand shakes as much. A
bar that turns at its lowest point without a rest is so near for a few frames only."""

LEAST_REST_S = 0.6
"""A shorter rest does not show how a hand shakes."""


@dataclass(frozen=True)
class PathErrors:
    """Standard errors that all of a path has in common; `path_errors` gives them.

    Attributes
    ----------
    forward
        Of a forward distance, as a fraction of it.
    vertical_deg
        Of the direction in the sagittal plane that is taken for vertical.
    jitter
        In m, of one place along x against another: noise of the track, and a moving camera.
    across_planes
        In m, of the bar's x against the x of the feet, which are further from the camera.
    """

    forward: float
    vertical_deg: float
    jitter: float
    across_planes: float = 0.0


def path_errors(
    scale_error: float,
    yaw_deg: float,
    yaw_error_deg: float,
    noise: float,
    *,
    shake: float = 0.0,
    vertical_error_deg: float = VERTICAL_ERROR_DEG,
    across_planes: float = 0.0,
) -> PathErrors:
    """Give the errors of a path in the sagittal plane from those of the picture.

    A forward metre is foreshortened by the sine of the yaw, so what moves or leans the path across
    the picture counts for more in the sagittal plane, by the same factor.

    Parameters
    ----------
    scale_error
        Of metres per px, as a fraction.
    yaw_deg, yaw_error_deg
        Where the lifter faces, and one standard error of it.
    noise
        In m across the picture, of the bar in one frame against the next.
    shake
        In m across the picture; see `shake_at_rest`.
    vertical_error_deg
        Of the vertical in the picture.
    across_planes
        In m along x, as for `PathErrors`.
    """
    yaws = np.array([yaw_deg, yaw_deg - yaw_error_deg, yaw_deg + yaw_error_deg])
    seen = np.sin(np.radians(yaws))
    from_yaw = np.abs(seen[1:] / seen[0] - 1.0).max()
    leaned = np.arctan(np.tan(np.radians(vertical_error_deg)) / abs(seen[0]))
    return PathErrors(
        forward=float(np.hypot(scale_error, from_yaw)),
        vertical_deg=float(np.degrees(leaned)),
        jitter=float(np.hypot(noise, shake) / abs(seen[0])),
        across_planes=across_planes,
    )


def shake_at_rest(times: FloatArray, y: FloatArray, reps: Sequence[Rep]) -> float | None:
    """Give by how much the camera moves the bar, in m, from the bar that lies on the floor.

    A bar on the floor may roll, but not rise: its height moves with the camera and with the noise
    of its track. The standard deviation over the rests around the reps is given; None where the
    clip shows no rest. Sideways a hand is taken to shake as much as up and down.

    Parameters
    ----------
    times
        (T,) seconds of one shot.
    y
        (T,) m, cleaned; NaN where not seen.
    reps
        Of this shot.
    """
    lift_offs = [rep.lift_off_s for rep in reps if rep.lift_off_s is not None]
    if not lift_offs:
        return None
    heights = np.interp(lift_offs, times, y)
    if not np.isfinite(heights).any():
        return None
    floor = float(np.nanmedian(heights))
    with np.errstate(invalid="ignore"):
        resting = _around(times, reps) & (np.abs(y - floor) < FLOOR_REACH_M)
    rested_s = resting.sum() * float(np.median(np.diff(times)))
    return float(y[resting].std()) if rested_s >= LEAST_REST_S else None


def _around(times: FloatArray, reps: Sequence[Rep]) -> BoolArray:
    """Tell in which frames (T,) the bar should lie on the floor: around the reps, in none."""
    around = np.zeros(len(times), dtype=bool)
    lifted = np.zeros(len(times), dtype=bool)
    for rep in reps:
        begin = -np.inf if rep.lift_off_s is None else rep.lift_off_s - LIFT_OFF_MARGIN_S
        end = np.inf if rep.end_s is None else rep.end_s + END_MARGIN_S
        around |= (times > begin - REST_S) & (times < end + REST_S)
        lifted |= (times > begin) & (times < end)
    return around & ~lifted
