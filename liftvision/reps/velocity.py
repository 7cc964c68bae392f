"""The bar's velocity in a rep: the field's metrics, each with its error and its rule."""

from dataclasses import dataclass, field

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.cleaning import clean, rate
from liftvision.motion.cutoff import filtered_noise, residual_cutoff, velocity_noise
from liftvision.reps.concentric import (
    CONCENTRIC_RULE,
    PROPULSIVE_RULE,
    Concentric,
    concentric_phase,
    sticking_region,
)

LOWEST_CUTOFF_HZ, HIGHEST_CUTOFF_HZ = 5.0, 6.0
"""The cut-off is that of a residual analysis within these. Velocities of the same six reps from a
phone and from twelve cameras agree best with 4 to 6 Hz; with 8 a phone's noise passes, and with 4 a
pull of 0.7 s is smeared until its mean is 5 % too low."""

METRIC_UNITS: dict[str, str] = {
    "range_of_motion": "m",
    "mean_concentric_velocity": "m/s",
    "mean_propulsive_velocity": "m/s",
    "peak_concentric_velocity": "m/s",
    "time_to_peak_velocity": "s",
    "sticking_region": "s",
}
"""The metrics of one rep that need the bar's speed, in order, with their units."""

STICKING_RULE = "from the first peak of the velocity to the low after it"

ENDS_ERROR_S = 0.025
"""Standard error of the duration of a phase: filter and frame rate smear its ends. A pull of 0.6 s
comes out 4 % too slow at 30 frames a second, one of 1 s 1.5 %, slower ones right."""

PEAK_ERROR = 0.012
"""Standard error of a peak in m/s besides noise and scale: the filter flattens it. This and the
others were measured on 180 pulls by the bar's laws of the rendered clips, with noise of 0.6 and
1.5 mm at 24 to 60 frames a second."""

SHAKE_HZ = 0.7
"""How fast a camera in the hand goes to and fro; with it a way becomes a speed."""

WAY_ERROR_M = 0.001
"""The same of a way, from the moments at which it begins and ends."""

TURN_ERROR_S = 0.045
"""Standard error of the moment of a peak or a low of a velocity, on the same pulls."""

NO_SCALE = "there is no scale for the bar, only px"
NOT_SEEN = "the bar was not seen from lift-off to lockout"
NO_PULL = "its beginning or end is not in the clip"
NO_STICKING = "there is none: the velocity does not fall and rise again on the way up"


@dataclass(frozen=True, eq=False)
class BarHeight:
    """The height of the bar through a shot.

    Attributes
    ----------
    times
        (T,) seconds.
    raw
        (T,) m upwards, as it was tracked; NaN where the bar was not seen.
    noise_m
        Standard error of one of its frames against the next.
    scale_error
        Standard error of metres per px, as a fraction of it.
    shake_m
        By how much a moving camera moves the bar.
    height, speed
        (T,) m and m/s, low-passed.
    cutoff_hz
        Of that low-pass.
    """

    times: FloatArray
    raw: FloatArray
    noise_m: float
    scale_error: float
    shake_m: float = 0.0
    height: FloatArray = field(init=False)
    speed: FloatArray = field(init=False)
    cutoff_hz: float = field(init=False)

    def __post_init__(self) -> None:
        """Filter the height."""
        chosen = residual_cutoff(self.times, self.raw)
        cutoff_hz = float(np.clip(chosen, LOWEST_CUTOFF_HZ, HIGHEST_CUTOFF_HZ))
        height = clean(self.times, self.raw, cutoff_hz)
        object.__setattr__(self, "cutoff_hz", cutoff_hz)
        object.__setattr__(self, "height", height)
        object.__setattr__(self, "speed", rate(self.times, height))


def velocity_metrics(
    bar: BarHeight, lift_off_s: float | None, lockout_s: float | None
) -> dict[str, Measurement]:
    """Measure every metric of `METRIC_UNITS` of one rep.

    Parameters
    ----------
    bar
        Of the shot.
    lift_off_s, lockout_s
        Of the rep; None where it was not seen.
    """
    if lift_off_s is None or lockout_s is None:
        return not_measured(NO_PULL)
    phase = concentric_phase(bar.times, bar.height, bar.speed, lift_off_s, lockout_s)
    if phase is None:
        return not_measured(NOT_SEEN)
    bottom, top = np.interp([lift_off_s, lockout_s], bar.times, bar.height)
    errors = _Errors.of(bar)
    return {
        "range_of_motion": Measurement(
            float(top - bottom), errors.of_way(float(top - bottom)), "m", rule="lift-off to lockout"
        ),
        "mean_concentric_velocity": Measurement(
            phase.mean_velocity,
            errors.of_mean(phase.mean_velocity, phase.end_s - phase.begin_s),
            "m/s",
            rule=CONCENTRIC_RULE,
        ),
        "mean_propulsive_velocity": Measurement(
            phase.mean_propulsive_velocity,
            errors.of_mean(phase.mean_propulsive_velocity, phase.braked_s - phase.begin_s),
            "m/s",
            rule=PROPULSIVE_RULE,
        ),
        "peak_concentric_velocity": Measurement(
            phase.peak_velocity, errors.of_peak(phase.peak_velocity), "m/s"
        ),
        "time_to_peak_velocity": Measurement(
            phase.peak_s - lift_off_s, TURN_ERROR_S, "s", rule="from lift-off"
        ),
        "sticking_region": _sticking(bar, phase),
    }


def not_measured(reason: str) -> dict[str, Measurement]:
    """Give every metric of `METRIC_UNITS` as absent, for one reason."""
    return {name: Measurement.not_measured(unit, reason) for name, unit in METRIC_UNITS.items()}


def _sticking(bar: BarHeight, phase: Concentric) -> Measurement:
    region = sticking_region(bar.times, bar.speed, phase)
    if region is None:
        return Measurement.not_measured("s", NO_STICKING)
    begin_s, end_s = region
    error = float(np.sqrt(2.0) * TURN_ERROR_S)
    return Measurement(end_s - begin_s, error, "s", rule=STICKING_RULE)


@dataclass(frozen=True)
class _Errors:
    """What scale and noise do to a way and a speed; white noise through the low-pass.

    Attributes
    ----------
    scale
        As a fraction.
    way_m, speed
        Standard errors of one filtered height in m, and of one filtered speed in m/s.
    """

    scale: float
    way_m: float
    speed: float

    @classmethod
    def of(cls, bar: BarHeight) -> "_Errors":
        interval = float(np.median(np.diff(bar.times)))
        noise = np.array([bar.noise_m])
        way_m = filtered_noise(noise, interval, bar.cutoff_hz)
        speed = velocity_noise(noise, interval, bar.cutoff_hz)
        shaken = 2.0 * np.pi * SHAKE_HZ * bar.shake_m
        return cls(
            scale=bar.scale_error,
            way_m=float(np.hypot(way_m[0], bar.shake_m)),
            speed=float(np.hypot(speed[0], shaken)),
        )

    def of_way(self, way: float) -> float:
        parts = [self.scale * way, np.sqrt(2.0) * self.way_m, WAY_ERROR_M]
        return float(np.linalg.norm(parts))

    def of_mean(self, mean: float, duration_s: float) -> float:
        ends = [np.sqrt(2.0) * self.way_m / duration_s, mean * ENDS_ERROR_S / duration_s]
        parts = [self.scale * mean, *ends]
        return float(np.linalg.norm(parts))

    def of_peak(self, peak: float) -> float:
        return float(np.linalg.norm([self.scale * peak, self.speed, PEAK_ERROR]))
