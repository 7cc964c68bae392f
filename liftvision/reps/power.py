"""Force, work and power on the bar while it is lifted, for a load that the user gives.

The system is the bar with its plates, and nothing else: the force is what moves the load against
gravity and its own inertia, ``load * (g + acceleration)``. The lifter's body, which is lifted as
well, is not part of it; values that count it in are larger.
"""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean, low_pass, rate

POWER_UNITS: dict[str, str] = {
    "mean_force": "N",
    "peak_force": "N",
    "work": "J",
    "mean_power": "W",
    "peak_power": "W",
}
"""The metrics of a rep's concentric phase that need the load, with their units."""

GRAVITY = 9.80665
"""Standard gravity, m/s²; it differs by 0.3 % over the Earth."""

ACCELERATION_CUTOFF_HZ = 4.0
"""Of the height before it is differentiated twice. Lower than for speed: noise grows with the
square of the frequency. On a phone's track of six deadlifts the peak power at 4 Hz is on average
1 % off that of the motion capture at 10 Hz, at 6 Hz 21 %."""

PEAK_SMOOTHING_ERROR = 0.2
"""Standard error of a peak, as a fraction of what acceleration adds to it. On a 100 Hz record of
six deadlifts that part of the peak force is 13 % smaller at 4 Hz than at 10 Hz, 24 % than at 15."""

NO_LOAD = "give --load"
NO_PHASE = "the concentric phase is not in the clip"
GAP = "the bar was hidden during the concentric phase"
TOO_FEW = "too few frames for an acceleration: film with more frames per second"

LEAST_FRAMES = 6
"""Of a concentric phase whose acceleration is measured."""

SYSTEM_RULE = "on the bar alone, without the body"
PEAK_RULE = f"{SYSTEM_RULE}; up to {ACCELERATION_CUTOFF_HZ:.0f} Hz"


def measure_power(
    times: FloatArray,
    height: FloatArray,
    noise: float,
    concentric_s: tuple[float, float] | None,
    load_kg: float | None,
    scale_error: float,
) -> dict[str, Measurement]:
    """Measure every metric of `POWER_UNITS` over the concentric phase of one rep.

    Parameters
    ----------
    times
        (T,) seconds; a second before and after the phase, if the shot has it, steadies its ends.
    height
        (T,) m, upwards from anywhere; not smoothed yet, NaN where not seen.
    noise
        In m, standard error of one frame's height against the next.
    concentric_s
        When the phase begins and ends; None where it was not seen.
    load_kg
        Bar and plates together; it is taken for exact.
    scale_error
        Of metres per px, as a fraction.
    """
    if load_kg is None:
        return _not_measured(NO_LOAD)
    if concentric_s is None:
        return _not_measured(NO_PHASE)
    smooth = clean(times, height, ACCELERATION_CUTOFF_HZ)
    velocity = rate(times, smooth)
    acceleration = rate(times, velocity)
    phase = slice(*np.searchsorted(times, concentric_s))
    if phase.stop - phase.start < LEAST_FRAMES:
        return _not_measured(TOO_FEW)
    heights, velocities = (np.interp(concentric_s, times, each) for each in (smooth, velocity))
    if not np.isfinite([*heights, *velocities, *acceleration[phase]]).all():
        return _not_measured(GAP)
    jitter = noise * _noise_gains(times, phase)
    interval_s = float(np.median(np.diff(times[phase])))
    means = _means(concentric_s, interval_s, heights, velocities, jitter, load_kg, scale_error)
    peaks = _peaks(velocity[phase], acceleration[phase], jitter, load_kg, scale_error)
    return means | peaks


def _not_measured(reason: str) -> dict[str, Measurement]:
    return {name: Measurement.not_measured(unit, reason) for name, unit in POWER_UNITS.items()}


def _noise_gains(times: FloatArray, phase: slice) -> FloatArray:
    """Give by how much white noise of the height grows in height, velocity and acceleration.

    A single displaced frame in the middle of the phase is filtered and differentiated as the
    heights are: the root of the sum of squares of the answer is the gain.

    Returns
    -------
    FloatArray
        (3,) in 1, 1/s and 1/s².
    """
    displaced = np.zeros(len(times))
    displaced[(phase.start + phase.stop) // 2] = 1.0
    height = low_pass(times, displaced, ACCELERATION_CUTOFF_HZ)
    velocity = rate(times, height)
    return np.array([np.linalg.norm(each) for each in (height, velocity, rate(times, velocity))])


def _means(
    concentric_s: tuple[float, float],
    interval_s: float,
    height: FloatArray,
    velocity: FloatArray,
    jitter: FloatArray,
    load_kg: float,
    scale_error: float,
) -> dict[str, Measurement]:
    """Give mean force, work and mean power from the ends of the phase alone.

    The impulse is the change of momentum and the weight's share, the work the change of kinetic
    and potential energy: no acceleration is needed. Heights and velocities are those of both ends.
    """
    duration = concentric_s[1] - concentric_s[0]
    added = load_kg * float(velocity[1] - velocity[0]) / duration
    force = load_kg * GRAVITY + added
    force_error = np.hypot(load_kg * np.sqrt(2.0) * jitter[1] / duration, scale_error * added)
    kinetic = 0.5 * load_kg * float(velocity[1] ** 2 - velocity[0] ** 2)
    work = load_kg * GRAVITY * float(height[1] - height[0]) + kinetic
    kinetic_error = load_kg * jitter[1] * float(np.hypot(velocity[1], velocity[0]))
    height_error = load_kg * GRAVITY * np.sqrt(2.0) * jitter[0]
    work_error = np.linalg.norm([height_error, kinetic_error, scale_error * work])
    # Each end is known to a frame: it lies anywhere within an interval.
    duration_error = interval_s / np.sqrt(6.0)
    power = work / duration
    power_error = np.hypot(work_error / duration, power * duration_error / duration)
    return {
        "mean_force": Measurement(force, float(force_error), "N", rule=SYSTEM_RULE),
        "work": Measurement(work, float(work_error), "J", rule=SYSTEM_RULE),
        "mean_power": Measurement(power, float(power_error), "W", rule=SYSTEM_RULE),
    }


def _peaks(
    velocity: FloatArray,
    acceleration: FloatArray,
    jitter: FloatArray,
    load_kg: float,
    scale_error: float,
) -> dict[str, Measurement]:
    """Give the largest force and power of any frame."""
    of_acceleration = float(np.hypot(scale_error, PEAK_SMOOTHING_ERROR))
    force = load_kg * (GRAVITY + acceleration)
    power = force * velocity
    first, second = int(np.argmax(force)), int(np.argmax(power))
    # The peak is picked for its noise as well: on average it is too high by one of its errors.
    force_noise = np.sqrt(2.0) * load_kg * jitter[2]
    force_error = np.hypot(force_noise, of_acceleration * load_kg * acceleration[first])
    speed = velocity[second]
    power_error = np.linalg.norm(
        [
            force_noise * speed,
            force[second] * jitter[1],
            force[second] * scale_error * speed,
            of_acceleration * load_kg * acceleration[second] * speed,
        ]
    )
    return {
        "peak_force": Measurement(float(force[first]), float(force_error), "N", rule=PEAK_RULE),
        "peak_power": Measurement(float(power[second]), float(power_error), "W", rule=PEAK_RULE),
    }
