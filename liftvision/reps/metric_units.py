"""The units of every metric of a rep, by its name."""

from liftvision.reps.at_event import NAMED_EVENTS
from liftvision.reps.bar_path import BAR_PATH_METRICS
from liftvision.reps.frontal_metrics import FRONTAL_UNITS
from liftvision.reps.metrics import ANGLES_AT_EVENTS, DURATIONS
from liftvision.reps.power import POWER_UNITS
from liftvision.reps.rise import RISE_UNITS
from liftvision.reps.split_metrics import SPLIT_UNITS
from liftvision.reps.top import TOP_UNITS
from liftvision.reps.velocity import METRIC_UNITS

REP_METRIC_UNITS: dict[str, str] = {
    **dict.fromkeys(DURATIONS, "s"),
    "pause_before": "s",
    **METRIC_UNITS,
    **POWER_UNITS,
    **dict.fromkeys(BAR_PATH_METRICS, "m"),
    "bar_path_change": "m",
    "bar_tilt_peak": "deg",
    "bar_tilt_at_lockout": "deg",
    **{f"{angle}_at_{event}": "deg" for angle in ANGLES_AT_EVENTS for event in NAMED_EVENTS},
    **RISE_UNITS,
    **TOP_UNITS,
    **SPLIT_UNITS,
    **FRONTAL_UNITS,
}
"""In the order in which they are given; ``1``: a ratio."""
