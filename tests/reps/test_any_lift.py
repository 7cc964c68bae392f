"""Squats of the stick lifter, whose reps go down first, and what is no rep."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from liftvision.barbell.wrists import bar_from_wrists, wrist_midpoint
from liftvision.clip.clip import Shot
from liftvision.given import Given
from liftvision.motion.measure import measure_motion, see_shots
from liftvision.pose.view import estimate_view
from liftvision.reps.any_lift import LEAST_DEPTH, dips_of, find_dips
from liftvision.reps.any_set import NO_BAR
from liftvision.reps.at_the_bar import AROUND_S, STANDING_S, at_the_bar, while_lifting
from liftvision.reps.measure import find_lifts, measure_set
from liftvision.reps.posture import posture_of
from liftvision.reps.windows import strain_window
from tests.stick_lifter import BodyAngles, StickDeadlift, filmed, set_on_the_floor

DOWN_S, BOTTOM_S, UP_S, STAND_S = 1.0, 0.3, 0.8, 0.9
"""How long each part of a squat takes, and the standing between two."""

SQUATTING = (25.0, 110.0, 30.0)
"""Shank lean, knee flexion and trunk lean at the bottom, degrees."""


def squats(count: int, yaw_deg: float = 0.0, noise_px: float = 0.0) -> StickDeadlift:
    """Body-weight squats, the hands at the shoulders."""
    keys = [(0.0, 0.0), (1.2, 0.0)]
    for _ in range(count):
        begin = keys[-1][0]
        keys += [(begin + DOWN_S, 1.0), (begin + DOWN_S + BOTTOM_S, 1.0)]
        keys += [(begin + DOWN_S + BOTTOM_S + UP_S, 0.0)]
        keys += [(keys[-1][0] + STAND_S, 0.0)]
    times = np.arange(0.0, keys[-1][0], 1.0 / 30.0)
    depth = PchipInterpolator(*np.transpose(keys))(times)
    shank, knee, trunk = (angle * depth for angle in SQUATTING)
    zero = np.zeros_like(times)
    angles = BodyAngles(times, shank, knee, trunk, np.full_like(times, 150.0), zero)
    return filmed(angles, (), yaw_deg=yaw_deg, noise_px=noise_px)


def true_events(lift: StickDeadlift) -> list[tuple[float, float, float]]:
    """When the trunk has left its top, its lowest point, and is back, by 5 % of its way each."""
    height = lift.columns["hip_height"] + lift.columns["shoulder_height"]
    up = (height - height.min()) / np.ptp(height)
    times = lift.clip.times

    def crossings(level: float, upward: bool) -> np.ndarray:
        above = up > level
        step = np.flatnonzero(above[1:] != above[:-1])
        return times[step[above[step + 1] == upward] + 1]

    moments = crossings(0.95, False), crossings(0.05, True), crossings(0.95, True)
    return list(zip(*moments, strict=True))


def found(lift: StickDeadlift, given: Given):
    bar = bar_from_wrists(lift.pose, lift.clip.shots)
    views = tuple(estimate_view(lift.pose.world[shot.frames]) for shot in lift.clip.shots)
    seen = see_shots(lift.clip, lift.pose, bar, views, given)
    motion = measure_motion(lift.clip, seen)
    return motion, bar, find_lifts(motion, bar, seen, given)


def set_of(lift: StickDeadlift, lift_choice: str = "any"):
    given = Given(lift=lift_choice)
    motion, bar, lifts = found(lift, given)
    return measure_set(motion, bar, lifts, given)


def dips_in(lift: StickDeadlift, xy=None):
    landmarks = lift.pose.xy if xy is None else xy
    posture = posture_of(landmarks, wrist_midpoint(landmarks))
    return find_dips(lift.clip.times, landmarks, posture)


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0, 90.0, -50.0])
@pytest.mark.parametrize("count", [1, 4])
def test_every_squat_is_found_from_everywhere(count, yaw_deg):
    lift = squats(count, yaw_deg, noise_px=0.5)
    lifted = set_of(lift)
    assert (lifted.lift, lifted.style) == ("other", "unknown")
    assert [rep.number for rep in lifted.reps] == list(range(1, count + 1))
    for rep, truth in zip(lifted.reps, true_events(lift), strict=True):
        assert rep.complete
        assert rep.down_first
        events = rep.lowering_s, rep.lift_off_s, rep.lockout_s
        assert events == pytest.approx(truth, abs=0.1)
        assert rep.end_s == rep.lockout_s
        assert rep.knee_pass_s is None
        assert rep.start_s < rep.lowering_s < rep.lift_off_s < rep.lockout_s
        assert set(rep.event_errors) == {
            "start_s", "lowering_s", "lift_off_s", "lockout_s", "end_s",
        }  # fmt: skip


def test_nothing_but_deadlifts_is_counted_unless_it_is_asked_for():
    lifted = set_of(squats(3), "deadlift")
    assert (lifted.lift, lifted.reps) == ("other", ())


def test_a_deadlift_stays_a_deadlift_whatever_is_asked_for():
    lift = set_on_the_floor(2)
    asked, usual = set_of(lift, "any"), set_of(lift, "deadlift")
    assert asked == usual
    assert len(asked.reps) == 2


def test_durations_are_those_of_a_lift_that_goes_down_first():
    lift = squats(3)
    lifted, truth = set_of(lift), true_events(lift)
    for rep, (lowering_s, lift_off_s, lockout_s) in zip(lifted.reps, truth, strict=True):
        down, up = (rep.metrics[f"{way}_duration"].value for way in ("eccentric", "concentric"))
        assert down == pytest.approx(lift_off_s - lowering_s, abs=0.1)
        assert up == pytest.approx(lockout_s - lift_off_s, abs=0.1)
    first, second, _ = lifted.reps
    assert first.metrics["pause_before"].value is None
    pause_s = truth[1][0] - truth[0][2]
    assert second.metrics["pause_before"].value == pytest.approx(pause_s, abs=0.1)
    assert lifted.metrics["pause_before"].value == pytest.approx(pause_s, abs=0.1)
    assert lifted.metrics["rep_count"].value == 3
    assert lifted.metrics["top_hold"].value is None
    whole_s = truth[-1][2] - truth[0][0]
    assert lifted.metrics["set_duration"].value == pytest.approx(whole_s, abs=0.1)


def test_hands_that_hold_nothing_have_no_velocity():
    (rep,) = set_of(squats(1)).reps
    velocity = rep.metrics["mean_concentric_velocity"]
    assert (velocity.value, velocity.reason) == (None, NO_BAR)


def test_somebody_who_stands_has_no_reps():
    lift = squats(1)
    before = int(np.searchsorted(lift.clip.times, 1.0))
    clip = replace(lift.clip, times=lift.clip.times[:before], shots=(Shot(0, before),))
    parts = {name: getattr(lift.pose, name)[:before] for name in ("xy", "world", "visibility")}
    pose = replace(lift.pose, times=clip.times, outline=lift.pose.outline[:before], **parts)
    assert set_of(replace(lift, clip=clip, pose=pose)).reps == ()


def test_a_step_in_between_is_no_rep():
    lift = squats(1)
    walking = lift.pose.xy.copy()
    walking[:, :, 0] += np.interp(lift.clip.times, [1.4, 3.0], [0.0, 120.0])[:, None]
    assert len(dips_in(lift)) == 1
    assert dips_in(lift, walking) == []


def test_who_stays_bent_has_not_come_up():
    lift = squats(1)
    angles = lift.columns["trunk_lean"]
    assert angles.max() > 25.0
    bent = lift.pose.xy.copy()
    shoulders = [11, 12]
    hips = bent[:, [23, 24]]
    bent[:, shoulders, 1] = hips[..., 1] - 0.3 * (hips[..., 1] - bent[:, shoulders, 1])
    bent[:, shoulders, 0] += 0.9 * 0.5 * lift.px_per_m
    assert dips_in(lift, bent) == []


def test_a_record_that_begins_at_the_bottom_shows_the_rest_of_the_rep():
    times = np.arange(0.0, 3.0, 1.0 / 30.0)
    height = np.interp(times, [0.0, 0.5, 1.5, 3.0], [0.0, 0.0, 0.4, 0.4])
    (dip,) = dips_of(times, height)
    assert (dip.start, dip.lowering) == (None, None)
    assert times[dip.lift_off] == pytest.approx(0.5, abs=0.1)
    assert times[dip.upright] == pytest.approx(1.5, abs=0.1)


@given(st.floats(0.02, 0.9 * LEAST_DEPTH))
def test_a_nod_is_no_rep(depth):
    times = np.arange(0.0, 6.0, 1.0 / 30.0)
    assert dips_of(times, 0.5 * depth * np.cos(times)) == []


@given(st.integers(1, 6), st.floats(0.2, 0.5), st.floats(20.0, 60.0))
def test_as_many_dips_as_there_are(count, depth, fps):
    times = np.arange(0.0, 2.0 * count + 1.0, 1.0 / fps)
    phase = np.clip(times - 0.5, 0.0, 2.0 * count)
    dips = dips_of(times, -0.5 * depth * (1.0 - np.cos(np.pi * phase)))
    assert len(dips) == count
    bottoms = [times[dip.lift_off] for dip in dips]
    assert bottoms == pytest.approx(1.5 + 2.0 * np.arange(count), abs=0.25)


def test_the_whole_rep_and_some_standing_is_lifting_and_nobody_stands_at_a_bar():
    lift, given = squats(2), Given(lift="any")
    motion, bar, lifts = found(lift, given)
    (inside,) = while_lifting(motion, lifts)
    assert not at_the_bar(motion, lifts)[0][0].any()
    times = motion.times
    for rep in measure_set(motion, bar, lifts, given).reps:
        begin_s, end_s = strain_window(rep)
        around = (times >= begin_s - STANDING_S) & (times <= end_s + AROUND_S)
        assert inside[around].all()
