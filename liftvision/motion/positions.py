"""The positions of bar and body in metres, with what each of their errors is made of."""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.angles import MAX_OFF_SIDE_DEG, forward_scale
from liftvision.motion.bar_middle import Shift, middle_of, to_the_middle
from liftvision.motion.cleaning import low_pass, rate
from liftvision.motion.cutoff import filtered_noise, velocity_noise
from liftvision.motion.estimates import Estimate
from liftvision.motion.feet import NOT_SEEN, ankles_right, find_feet
from liftvision.motion.floor import Floor, at_rest, find_floor
from liftvision.motion.landmark_errors import landmark_error
from liftvision.motion.motion import Feet
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.scale import UNSEEN
from liftvision.pose.view import off_side_deg

NOT_FROM_FRONT = "needs a view from the side, at most 50 degrees off: film from the side"
NO_BAR = "the bar was not followed"

BAR_COLUMNS = ("bar_x", "bar_y", "bar_vx", "bar_vy")
HEIGHTS = ("hip_height", "shoulder_height")

VERTICAL_ERROR_DEG = 1.2
"""Standard error of the picture's vertical, for a camera whose roll is not known; see
`reps.bar_path`."""

LEAST_SPEED_ERROR_M_S = 0.008
"""Of a velocity, whatever its parts amount to: what the rim is mistaken by changes slowly as the
plate moves through the picture, and is no noise. Measured on rendered clips."""


class Column(NamedTuple):
    """Values and standard errors (T,) of one column."""

    values: FloatArray
    errors: FloatArray


class Positions(NamedTuple):
    """The columns of one shot that could be measured, the reasons for the others, and the feet."""

    columns: dict[str, Column]
    reasons: dict[str, str]
    feet: Feet


def measure_positions(seen: Seen) -> Positions:
    """Measure heights of the body and the path and velocity of the bar in one shot."""
    if seen.scale.body.value is None:
        return Positions(
            {}, dict.fromkeys((*HEIGHTS, *BAR_COLUMNS), UNSEEN), Feet.not_measured(UNSEEN)
        )
    shift = to_the_middle(seen)
    resting = at_rest(seen)
    floor = find_floor(seen, shift, resting)
    columns: dict[str, Column] = {}
    reasons: dict[str, str] = {}
    if floor is None:
        reasons.update(dict.fromkeys(HEIGHTS, NOT_SEEN))
    else:
        columns |= {name: _height(seen, name, floor) for name in HEIGHTS}
    upward, why = _bar_up(seen, floor, resting)
    columns |= upward
    reasons |= why
    forward, why, feet = _bar_forward(seen, shift, resting)
    return Positions(columns | forward, reasons | why, feet)


def _height(seen: Seen, name: str, floor: Floor) -> Column:
    joint = name.removesuffix("_height")
    above = seen.body_m[:, [of_side(joint, side) for side in SIDES], 1].mean(axis=1)
    height = above - floor.body.value
    scaled = _relative(seen, "body") * height
    own = landmark_error(name, seen.view.name)
    return Column(height, _root(floor.body.error, scaled, own))


def _bar_up(
    seen: Seen, floor: Floor | None, resting: BoolArray
) -> tuple[dict[str, Column], dict[str, str]]:
    names = ("bar_y", "bar_vy")
    if seen.scale.bar.value is None:
        return {}, dict.fromkeys(names, seen.scale.bar.reason or UNSEEN)
    above = seen.bar_m[:, 1]
    if not np.isfinite(above).any():
        return {}, dict.fromkeys(names, NO_BAR)
    relative = _relative(seen, "bar")
    speed = rate(seen.times, above)
    columns = {"bar_vy": Column(speed, _speed_error(seen, speed, "bar_vy", relative, resting))}
    if floor is None:
        return columns, {"bar_y": NOT_SEEN}
    height = above - floor.bar.value
    # A plate on the floor is one radius above it, however wrong the scale: the error of the
    # scale grows from there.
    scaled = relative * np.abs(height - (seen.plate_radius_m if floor.rests else 0.0))
    noise = _noise_m(seen, height, resting)
    if seen.by.source == "wrists":
        noise = np.full(len(height), landmark_error("bar_y", seen.view.name))
    columns["bar_y"] = Column(height, _root(floor.bar.error, scaled, noise))
    return columns, {}


def _bar_forward(
    seen: Seen, shift: Shift, resting: BoolArray
) -> tuple[dict[str, Column], dict[str, str], Feet]:
    names = ("bar_x", "bar_vx")
    yaw, yaw_error = seen.view.yaw_deg, seen.view.error_deg
    if yaw is None or yaw_error is None or off_side_deg(yaw) > MAX_OFF_SIDE_DEG:
        return {}, dict.fromkeys(names, NOT_FROM_FRONT), Feet.not_measured(NOT_FROM_FRONT)
    forward = forward_scale(yaw)
    if seen.scale.bar.value is None:
        reason = seen.scale.bar.reason or UNSEEN
        return {}, dict.fromkeys(names, reason), find_feet(seen, forward, np.nan)
    if not np.isfinite(seen.bar_m).any():
        return {}, dict.fromkeys(names, NO_BAR), find_feet(seen, forward, np.nan)
    # One degree of yaw changes a forward metre by the cotangent of the yaw.
    foreshortening = abs(np.cos(np.radians(yaw)) / forward) * np.radians(yaw_error)
    foreshortening = float(np.hypot(foreshortening, 0.5 * np.radians(yaw_error) ** 2))
    relative = float(np.hypot(_relative(seen, "bar"), foreshortening))
    along = middle_of(seen, shift)[:, 0] / forward
    speed = rate(seen.times, along)
    columns = {"bar_vx": Column(speed, _speed_error(seen, speed, "bar_vx", relative, resting))}
    ankles = ankles_right(seen)
    constant = shift.right.error / abs(forward)
    feet = find_feet(seen, forward, constant)
    if ankles is None:
        return columns, {"bar_x": NOT_SEEN}, feet
    ahead = along - ankles.value / forward
    columns["bar_x"] = Column(ahead, _ahead_error(seen, ahead, relative, constant, ankles, resting))
    return columns, {}, feet


def _ahead_error(
    seen: Seen,
    ahead: FloatArray,
    relative: float,
    constant: float,
    ankles: Estimate,
    resting: BoolArray,
) -> FloatArray:
    """Give the error (T,) of the bar's place against the ankles, m."""
    above = seen.bar_m[:, 1]
    leans = np.abs(above - np.nanmedian(above)) * np.sin(np.radians(VERTICAL_ERROR_DEG))
    forward = abs(forward_scale(seen.view.yaw_deg or 90.0))
    noise = _noise_m(seen, ahead, resting)
    if seen.by.source == "wrists":
        noise = np.full(len(ahead), landmark_error("bar_x", seen.view.name))
    return _root(relative * np.abs(ahead), constant, ankles.error / forward, leans, noise)


def _speed_error(
    seen: Seen, speed: FloatArray, name: str, relative: float, resting: BoolArray
) -> FloatArray:
    """Give the error (T,) of a velocity in m/s; of hands it is what was measured of hands."""
    if seen.by.source == "wrists":
        return _root(landmark_error(name, seen.view.name), relative * np.abs(speed))
    noise = velocity_noise(seen.bar_noise, seen.interval_s, seen.bar_cutoff_hz)
    noise = noise * (seen.scale.bar.value or np.nan)
    if name == "bar_vx":
        noise = noise / abs(forward_scale(seen.view.yaw_deg or 90.0))
    # A bar on the floor that seems to move shows how the camera shakes.
    still = speed[resting & np.isfinite(speed)]
    shaken = float(np.sqrt(np.mean(still**2))) if len(still) else 0.0
    # What the filter takes from sharp changes of speed is about what it would take again.
    taken = speed - low_pass(seen.times, speed, seen.bar_cutoff_hz)
    return _root(relative * np.abs(speed), np.maximum(noise, shaken), taken, LEAST_SPEED_ERROR_M_S)


def _noise_m(seen: Seen, values: FloatArray, resting: BoolArray) -> FloatArray:
    """Give the error (T,) of single places in m, not less than what a bar at rest scatters."""
    noise = filtered_noise(seen.bar_noise, seen.interval_s, seen.bar_cutoff_hz)
    noise = noise * (seen.scale.bar.value or np.nan)
    still = values[resting & np.isfinite(values)]
    return np.maximum(noise, np.std(still) if len(still) else 0.0)


def _relative(seen: Seen, plane: str) -> float:
    scale = seen.scale.bar if plane == "bar" else seen.scale.body
    return np.nan if scale.value is None or scale.error is None else scale.error / scale.value


def _root(*errors: FloatArray | float) -> FloatArray:
    """Give the root of the sum of squares of independent errors."""
    return np.asarray(np.sqrt(sum(np.square(error) for error in errors)), dtype=np.float64)
