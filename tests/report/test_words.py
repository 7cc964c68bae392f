"""Numbers are written as sharp as their error, and every metric has a name."""

import pytest

from liftvision.measurement import Measurement
from liftvision.report.words import GROUPS, spelled_out, written
from liftvision.reps.bar_path import BAR_PATH_METRICS
from liftvision.reps.frontal_metrics import FRONTAL_UNITS
from liftvision.reps.power import POWER_UNITS
from liftvision.reps.set_metrics import SET_UNITS
from liftvision.reps.split_metrics import SPLIT_UNITS
from liftvision.reps.tilt import TILT_METRICS
from liftvision.reps.velocity import METRIC_UNITS


@pytest.mark.parametrize(
    ("measured", "text"),
    [
        (Measurement(71.34, 4.2, "deg"), "71 ± 4°"),
        (Measurement(1.2345, 0.031, "s"), "1.23 ± 0.03\N{NO-BREAK SPACE}s"),
        (Measurement(0.4712, 0.0117, "m/s"), "0.471 ± 0.012\N{NO-BREAK SPACE}m/s"),
        (Measurement(0.4712, 0.0197, "m/s"), "0.47 ± 0.02\N{NO-BREAK SPACE}m/s"),
        (Measurement(0.5512, 0.006, "m"), "55.1 ± 0.6\N{NO-BREAK SPACE}cm"),
        (Measurement(12.34, 3.0, "%"), "12 ± 3\N{NO-BREAK SPACE}%"),
        (Measurement(-0.2, 3.0, "deg"), "0 ± 3°"),
        (Measurement(0.91234, 0.00001, "1"), "0.912 ± 0.000"),
        (Measurement(3.0, 0.0, "1"), "3"),
        (Measurement(5.0, None, "s"), "5.00\N{NO-BREAK SPACE}s"),
        (Measurement.not_measured("m", "too few frames"), "not measured"),
    ],
)
def test_written_with_the_decimals_that_the_error_leaves(measured, text):
    assert written(measured) == text


def test_names_in_words():
    assert spelled_out("knee_flexion_l") == "Knee flexion, left"
    assert spelled_out("fppa_r") == "FPPA, right"
    assert spelled_out("trunk_thigh_flexion_l") == "Trunk-thigh flexion, left"
    assert spelled_out("bar_x") == "Bar x"
    assert spelled_out("knee_flexion_at_lift_off") == "Knee flexion at lift-off"
    assert spelled_out("velocity_loss") == "Velocity loss, best to last rep"


def test_a_set_says_what_is_a_mean():
    assert spelled_out("range_of_motion") == "Range of motion"
    assert spelled_out("range_of_motion", of_set=True) == "Range of motion, mean of the reps"


def test_every_metric_of_the_bar_has_a_name_and_a_group():
    named = {name for _, words in GROUPS for name in words}
    measured = (*METRIC_UNITS, *BAR_PATH_METRICS, *TILT_METRICS, *POWER_UNITS, *SET_UNITS)
    assert set(measured) <= named


def test_every_metric_of_hip_and_spine_has_a_name_and_leads_the_report():
    title, names = GROUPS[0]
    assert title == "Hip against spine"
    assert set(SPLIT_UNITS) <= set(names)
    first = [name for name in names if name in SPLIT_UNITS][:4]
    assert first == [
        "lumbar_share", "lumbar_flexion_at_lift_off", "lumbar_flexion_peak", "lumbar_drift",
    ]  # fmt: skip
    assert spelled_out("lumbar_share", of_set=True).endswith(", mean of the reps")


def test_every_metric_of_the_frontal_plane_has_a_name():
    named = {name for _, words in GROUPS for name in words}
    assert set(FRONTAL_UNITS) <= named
    assert spelled_out("fppa_change_l").startswith("Left knee further in")
