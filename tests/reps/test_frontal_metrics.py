"""Metrics of the frontal plane, of stick lifters and of knees that are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.clip.clip import Shot
from liftvision.findings.judge import review_of
from liftvision.findings.knees import knee_severity
from liftvision.findings.rule_file import default_rules
from liftvision.motion.columns import NOT_FROM_SIDE
from liftvision.motion.front import Front
from liftvision.motion.motion import UNITS
from liftvision.reps.at_event import NOT_IN_CLIP
from liftvision.reps.frontal_metrics import FRONTAL_UNITS, with_frontal_plane
from tests.reps.made_up_knees import front_of, knees_of
from tests.stick_lifter import deadlift, sample_motion, sample_set

CAVES_M = 0.06


def knees_for(motion, rep, fallen_m):
    """Knees whose bend goes with the knees' own flexion, falling in in the middle of the pull."""
    bend = np.interp(motion.times, [rep.lift_off_s, rep.lockout_s], [0.20, 0.03])
    middle = 0.5 * (rep.lift_off_s + rep.lockout_s)
    shape = np.clip(1.5 * (1.0 - np.abs(motion.times - middle) / 0.4), 0.0, 1.0)
    return knees_of(bend, (20.0, 20.0), tuple(by * shape for by in fallen_m))


def of(lift, fallen_m=(0.0, 0.0)):
    motion, reps = sample_motion(lift), sample_set(lift).reps
    fronts = (front_of(knees_for(motion, reps[0], fallen_m)),)
    return replace(motion, fronts=fronts), reps


@pytest.fixture(scope="module")
def lift():
    return deadlift(1, yaw_deg=0.0, knee_in_m=CAVES_M)


def test_every_metric_is_there_in_order_with_its_unit(lift):
    motion, reps = of(lift)
    (rep,) = with_frontal_plane(motion, reps)
    assert [name for name in rep.metrics if name in FRONTAL_UNITS] == list(FRONTAL_UNITS)
    for name, unit in FRONTAL_UNITS.items():
        assert rep.metrics[name].unit == unit
    assert set(rep.knee_cave) == {"l", "r"}


def test_what_was_there_stays(lift):
    motion, reps = of(lift)
    (rep,) = with_frontal_plane(motion, reps)
    for name, value in reps[0].metrics.items():
        assert rep.metrics[name] == value
    assert replace(rep, metrics=reps[0].metrics, knee_cave={}) == reps[0]


@pytest.mark.parametrize("event", ["lift_off", "knee_pass", "lockout"])
@pytest.mark.parametrize("name", ["fppa_l", "fppa_r", "knee_ankle_separation"])
def test_values_at_events_are_those_of_the_columns(lift, name, event):
    motion, reps = of(lift)
    (rep,) = with_frontal_plane(motion, reps)
    told = rep.metrics[f"{name}_at_{event}"]
    truth = np.interp(getattr(lift.reps[0], f"{event}_s"), motion.times, lift.columns[name])
    assert told.value == pytest.approx(truth, abs=1.0 if name.startswith("fppa") else 0.02)
    assert told.error > 0.0
    assert told.unit == UNITS[name]


@pytest.mark.parametrize("side", ["l", "r"])
def test_the_peak_is_the_furthest_inward_under_load(lift, side):
    motion, reps = of(lift)
    values = lift.columns[f"fppa_{side}"]
    rep = lift.reps[0]
    loaded = (motion.times >= rep.lift_off_s) & (motion.times <= rep.lockout_s)
    (told,) = with_frontal_plane(motion, reps)
    assert told.metrics[f"fppa_peak_{side}"].value == pytest.approx(values[loaded].max())
    assert told.metrics[f"fppa_peak_{side}"].rule


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_what_goes_to_either_side_keeps_its_sign(lift, sign):
    motion, reps = of(lift)
    shift = (
        sign
        * 7.0
        * np.exp(-((motion.times - np.mean([reps[0].lift_off_s, reps[0].lockout_s])) ** 2) / 0.02)
    )
    columns = {**motion.columns, "pelvis_shift": shift - sign * 0.5}
    (rep,) = with_frontal_plane(replace(motion, columns=columns), reps)
    assert rep.metrics["pelvis_shift_peak"].value == pytest.approx(6.5 * sign, abs=0.2)


def test_changes_are_those_of_the_caves(lift):
    motion, reps = of(lift, (0.08, 0.0))
    (rep,) = with_frontal_plane(motion, reps)
    left, right = rep.knee_cave["l"], rep.knee_cave["r"]
    review = review_of(motion, replace(sample_set(lift), reps=(rep,)), default_rules())
    assert knee_severity(review, rep, "l") in ("moderate", "severe")
    assert knee_severity(review, rep, "r") == "none"
    for side, cave in rep.knee_cave.items():
        assert rep.metrics[f"fppa_change_{side}"].value == cave.change.value
        assert rep.metrics[f"knee_shift_change_{side}"].value == cave.shift.value
    difference = rep.metrics["fppa_change_difference"]
    assert difference.value == pytest.approx(left.change.value - right.change.value)
    assert difference.error == pytest.approx(np.hypot(left.change.error, right.change.error))


def test_knees_that_come_nearer_have_a_negative_change_of_their_separation(lift):
    motion, reps = of(lift, (0.06, 0.06))
    (rep,) = with_frontal_plane(motion, reps)
    change = rep.metrics["knee_ankle_separation_change"]
    assert change.value == -rep.knee_cave["l"].separation.value
    assert change.value < -20.0


def test_how_the_lifter_stands_is_that_of_the_shot(lift):
    motion, reps = of(lift)
    (rep,) = with_frontal_plane(motion, reps)
    for name in ("stance_width", "toe_out_l", "toe_out_r", "grip_width"):
        assert rep.metrics[name] == getattr(motion.fronts[0], name)


def test_from_the_side_all_say_what_to_do():
    side = deadlift(1, yaw_deg=90.0)
    motion = replace(sample_motion(side), fronts=(Front.not_measured(NOT_FROM_SIDE),))
    (rep,) = with_frontal_plane(motion, sample_set(side).reps)
    for name in FRONTAL_UNITS:
        assert rep.metrics[name].value is None
        assert rep.metrics[name].reason
    assert not rep.knee_cave["l"].is_measured
    assert rep.metrics["fppa_change_l"].reason == NOT_FROM_SIDE
    assert rep.metrics["stance_width"].reason == NOT_FROM_SIDE


def test_a_motion_whose_front_was_not_looked_at():
    """As in analyses made before there was such a thing."""
    lift = deadlift(1, yaw_deg=0.0)
    (rep,) = with_frontal_plane(sample_motion(lift), sample_set(lift).reps)
    assert rep.metrics["fppa_l_at_lift_off"].value is not None
    assert rep.metrics["fppa_change_l"].value is None
    assert rep.metrics["stance_width"].value is None


def test_an_event_that_was_not_seen(lift):
    motion, reps = of(lift)
    without = replace(reps[0], knee_pass_s=None, lockout_s=None)
    (rep,) = with_frontal_plane(motion, (without,))
    assert rep.metrics["fppa_l_at_knee_pass"].value is None
    assert rep.metrics["fppa_peak_l"].reason == NOT_IN_CLIP
    assert rep.metrics["fppa_l_at_lift_off"].value is not None
    assert not rep.knee_cave["l"].is_measured


def test_a_rep_without_any_event_does_not_stop_the_rest(lift):
    motion, reps = of(lift)
    nothing = replace(
        reps[0], start_s=None, lift_off_s=None, knee_pass_s=None, lockout_s=None, end_s=None,
        lowering_s=None,
    )  # fmt: skip
    empty, whole = with_frontal_plane(motion, (nothing, reps[0]))
    assert empty.metrics["fppa_peak_l"].value is None
    assert whole.metrics["fppa_peak_l"].value is not None


def test_each_rep_has_the_front_of_its_own_shot():
    """Two reps, cut in between: the first shot was refused."""
    lift = deadlift(2, yaw_deg=0.0)
    motion, reps = sample_motion(lift), sample_set(lift).reps
    cut = int(np.searchsorted(motion.times, reps[0].end_s + 0.1))
    shots = (Shot(0, cut), Shot(cut, len(motion.times)))
    knees = knees_for(replace(motion, times=motion.times[cut:]), reps[1], (0.0, 0.0))
    motion = replace(
        motion,
        shots=shots,
        views=motion.views * 2,
        fronts=(Front.not_measured(NOT_FROM_SIDE), front_of(knees)),
    )
    first, second = with_frontal_plane(motion, reps)
    assert first.metrics["fppa_change_l"].reason == NOT_FROM_SIDE
    assert second.metrics["fppa_change_l"].value == pytest.approx(0.0, abs=0.5)
    assert second.metrics["stance_width"].value is not None
