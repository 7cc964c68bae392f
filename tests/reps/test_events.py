"""Events of bars whose laws are known, at the frame rates and with the noise of phones."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.reps.events import event_error, events_at_frames, fitted_events
from liftvision.reps.pulls import Pull, find_pulls
from tests.reps.made_up_bar import MadeUpBar, made_up_bar

EVENTS = ("lift_off_s", "lockout_s", "lowering_s", "end_s")
FRAME_S = 1.0 / 30.0


def events_of(bar: MadeUpBar):
    return fitted_events(bar.times, bar.height, find_pulls(bar.times, bar.height))


def errors(bar: MadeUpBar, event: str) -> np.ndarray:
    found = events_of(bar)
    assert len(found) == len(bar.reps)
    return np.array(
        [
            getattr(one, event) - getattr(rep, event)
            for one, rep in zip(found, bar.reps, strict=True)
        ]
    )


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("pull_s", [0.7, 1.3, 2.5])
@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_found_within_a_frame(event, pull_s, fps):
    bar = made_up_bar(fps=fps, pull_s=pull_s, noise_m=0.0004)
    assert np.abs(errors(bar, event)).max() < FRAME_S


def test_a_threshold_alone_would_miss_the_lift_off_by_many_frames():
    bar = made_up_bar(pull_s=2.5)
    first = find_pulls(bar.times, bar.height)[0]
    at_frames = events_at_frames(bar.times, first)
    assert at_frames.lift_off_s - bar.reps[0].lift_off_s > 5.0 * FRAME_S
    assert bar.reps[0].lockout_s - at_frames.lockout_s > 4.0 * FRAME_S


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_a_dropped_bar_ends_where_it_first_hits_the_floor(fps):
    bar = made_up_bar(fps=fps, dropped=True, noise_m=0.0005)
    for event in EVENTS:
        assert np.abs(errors(bar, event)).max() < FRAME_S


def test_a_bar_that_turns_has_one_moment_for_end_and_lift_off():
    bar = made_up_bar(touch_and_go=True, noise_m=0.0005)
    found = events_of(bar)
    for before, after, rep in zip(found, found[1:], bar.reps, strict=False):
        assert before.end_s == after.lift_off_s
        assert before.end_s == pytest.approx(rep.end_s, abs=FRAME_S)


def test_a_bar_that_comes_from_no_height_does_not_turn():
    """Put down on one height and pulled from another, as a lost track may show it."""
    times = np.arange(40) * FRAME_S
    height = np.concatenate([np.full(20, 0.3), np.linspace(0.29, 0.8, 20)])
    pulls = [Pull(0, 1, 3, 12, 19, 0.3, 0.8), Pull(19, 20, 38, None, None, 0.29, 0.8)]
    first, second = fitted_events(times, height, pulls)
    assert first.end_s != second.lift_off_s


def test_a_bar_that_rests_has_two():
    bar = made_up_bar(noise_m=0.0005)
    found = events_of(bar)
    for before, after in pairwise(found):
        assert after.lift_off_s - before.end_s == pytest.approx(0.9, abs=2.0 * FRAME_S)


def test_real_intervals_are_used():
    """Every third frame was dropped, now and then two: the times say so."""
    even = made_up_bar(fps=60.0).times
    kept = np.delete(even, np.union1d(np.arange(2, len(even), 3), np.arange(3, len(even), 30)))
    bar = made_up_bar(times=kept, noise_m=0.0003)
    for event in EVENTS:
        assert np.abs(errors(bar, event)).max() < 1.5 * FRAME_S


def test_what_the_record_does_not_show_has_no_moment():
    bar = made_up_bar(reps=1)
    rep = bar.reps[0]
    until = bar.times < rep.lockout_s + 0.3
    (pull,) = find_pulls(bar.times[until], bar.height[until])
    (found,) = fitted_events(bar.times[until], bar.height[until], [pull])
    assert found.lowering_s is None and found.end_s is None
    assert found.lockout_s == pytest.approx(rep.lockout_s, abs=FRAME_S)


def test_gaps_are_left_out():
    bar = made_up_bar(reps=1, noise_m=0.0003)
    pulls = find_pulls(bar.times, bar.height)
    gappy = bar.height.copy()
    gappy[::7] = np.nan
    (found,) = fitted_events(bar.times, gappy, pulls)
    assert found.lift_off_s == pytest.approx(bar.reps[0].lift_off_s, abs=FRAME_S)


@settings(max_examples=15, deadline=None)
@given(st.floats(-5.0, 5.0), st.floats(0.01, 500.0), st.floats(0.0, 100.0))
def test_moments_know_neither_zero_nor_unit_nor_clock(offset, unit, clock):
    bar = made_up_bar(reps=1, noise_m=0.0005)
    (pull,) = find_pulls(bar.times, bar.height)
    (one,) = fitted_events(bar.times, bar.height, [pull])
    moved = offset + unit * bar.height
    (other,) = fitted_events(bar.times + clock, moved, find_pulls(bar.times, moved))
    for event in EVENTS:
        assert getattr(other, event) - clock == pytest.approx(getattr(one, event), abs=1e-3)


def test_the_stated_errors_hold():
    """Of 32 reps two thirds are within one stated error, and nearly all within two."""
    noise_m = 0.001
    for event in EVENTS:
        stated = event_error(event, noise_m / 0.52)
        off = np.concatenate(
            [
                errors(made_up_bar(reps=4, pull_s=pull_s, noise_m=noise_m, seed=seed), event)
                for seed, pull_s in enumerate((0.7, 0.9, 1.1, 1.3, 1.6, 2.0, 2.4, 2.8))
            ]
        )
        assert np.mean(np.abs(off) <= stated) > 0.66
        assert np.mean(np.abs(off) <= 2.0 * stated) > 0.9
    assert event_error("lift_off_s", None) > 5.0 * event_error("lift_off_s", 0.002)
