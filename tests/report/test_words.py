"""Every metric and column has a name in words."""

from liftvision.pose.landmarks import without_side
from liftvision.report.words import GROUPS, spelled_out
from liftvision.reps.at_event import NAMED_EVENTS
from liftvision.reps.metric_units import REP_METRIC_UNITS
from liftvision.reps.metrics import ANGLES_AT_EVENTS
from liftvision.reps.set_metrics import SET_UNITS
from liftvision.reps.split_metrics import SPLIT_UNITS


def test_names_in_words():
    assert spelled_out("knee_flexion_l") == "Knee flexion, left"
    assert spelled_out("fppa_r") == "Knee inward (FPPA), right"
    assert spelled_out("trunk_thigh_flexion_l") == "Trunk-thigh flexion, left"
    assert spelled_out("bar_x") == "Bar forward of the ankles"
    assert spelled_out("knee_flexion_at_lift_off") == "Knee flexion at lift-off"
    assert spelled_out("velocity_loss") == "Velocity loss, best to last rep"


def test_a_set_says_what_is_a_mean():
    assert spelled_out("range_of_motion") == "Range of motion"
    assert spelled_out("range_of_motion", of_set=True) == "Range of motion, mean of the reps"


def test_every_metric_has_a_name_and_a_group():
    named = {name for _, words in GROUPS for name in words}
    joints = {f"{angle}_at_{event}" for angle in ANGLES_AT_EVENTS for event in NAMED_EVENTS}
    assert {*REP_METRIC_UNITS, *SET_UNITS} - joints <= named


def test_every_metric_of_hip_and_spine_leads_the_report():
    title, names = GROUPS[0]
    assert title == "Hip against spine"
    assert set(SPLIT_UNITS) <= set(names)
    first = [name for name in names if name in SPLIT_UNITS][:4]
    assert first == [
        "lumbar_share", "lumbar_flexion_at_lift_off", "lumbar_flexion_peak", "lumbar_drift",
    ]  # fmt: skip
    assert spelled_out("lumbar_share", of_set=True).endswith(", mean of the reps")


def test_a_metric_of_both_sides_has_a_name_without_one():
    both = {without_side(name) for name in REP_METRIC_UNITS if name.endswith(("_l", "_r"))}
    assert {"fppa_peak", "knee_shift_change", "toe_out"} <= both
    assert all("_" not in spelled_out(name) for name in both)
    assert not [name for name in both if spelled_out(name).startswith("Fppa")]
