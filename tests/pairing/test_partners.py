"""Which reps of two clips are the same, and when their events are: both are known beforehand."""

from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.pairing.partners import partners_of, timed_by_both
from liftvision.reps.rep import EVENTS
from tests.pairing.made_up_sets import DRIFTING, SAME_CLOCK, on_second_clock, rep

REPS = [rep(1, 2.0), rep(2, 6.0), rep(3, 10.0)]


def test_reps_are_matched_over_offset_and_drift():
    others = on_second_clock(REPS, DRIFTING)
    assert partners_of(REPS, others, DRIFTING) == tuple(others)
    assert partners_of(REPS, others[1:], DRIFTING) == (None, others[1], others[2])
    assert partners_of(REPS[1:], others, DRIFTING) == (others[1], others[2])
    assert partners_of(REPS, others, SAME_CLOCK) != tuple(others), "2.5 s off"


@pytest.mark.parametrize(("late_s", "same"), [(0.59, True), (0.61, False)])
def test_half_of_the_way_up_must_be_in_common(late_s, same):
    found = partners_of([rep(1, 2.0)], [rep(1, 2.0 + late_s)], SAME_CLOCK)
    assert (found[0] is not None) is same


def test_a_rep_that_lacks_lift_off_or_lockout_has_no_partner():
    (mine,) = REPS[:1]
    for event in ("lift_off_s", "lockout_s"):
        assert partners_of([replace(mine, **{event: None})], [mine], SAME_CLOCK) == (None,)
        assert partners_of([mine], [replace(mine, **{event: None})], SAME_CLOCK) == (None,)


def test_a_rep_of_another_kind_of_lift_is_no_partner():
    other = replace(REPS[0], down_first=True)
    assert partners_of(REPS[:1], [other], SAME_CLOCK) == (None,)


def test_a_rep_has_one_partner_only():
    """One clip took two pulls for one: the pull with more in common has it."""
    long = replace(rep(1, 2.0), lockout_s=4.4)
    short = [rep(1, 1.9), rep(2, 3.2)]
    assert partners_of(short, [long], SAME_CLOCK) == (None, long)
    assert partners_of([long], short, SAME_CLOCK) == (short[1],)


PAUSES = st.lists(st.floats(3.7, 9.0), max_size=5)


@given(PAUSES, PAUSES)
def test_who_comes_first_does_not_matter(pauses, other_pauses):
    first, second = (
        [rep(number, begin) for number, begin in enumerate(accumulate(each), start=1)]
        for each in (pauses, other_pauses)
    )
    forth, back = (
        partners_of(mine, others, SAME_CLOCK) for mine, others in ((first, second), (second, first))
    )
    pairs = [(a, b) for a, b in zip(first, forth, strict=True) if b is not None]
    assert pairs == [(a, b) for b, a in zip(second, back, strict=True) if a is not None]


def test_each_event_is_that_of_the_clip_that_times_it_better():
    mine = rep(1, 2.0, error_s=dict.fromkeys(EVENTS, 0.03) | {"lockout_s": 0.004})
    seen = rep(1, 2.02, error_s=0.01)
    (other,) = on_second_clock([seen], DRIFTING)
    (timed,) = timed_by_both([mine], [other], DRIFTING)
    assert timed.lift_off_s == pytest.approx(2.02, abs=1e-9)
    assert timed.lockout_s == mine.lockout_s
    expected = (0.01**2 + DRIFTING.error_at(2.02) ** 2) ** 0.5
    assert timed.event_errors["lift_off_s"] == pytest.approx(expected)
    assert timed.event_errors["lockout_s"] == 0.004


def test_what_the_alignment_may_be_off_counts():
    unsure = replace(SAME_CLOCK, error_s=0.05)
    (timed,) = timed_by_both([rep(1, 2.0)], [rep(1, 2.01, error_s=0.001)], unsure)
    assert timed.lift_off_s == 2.0


def test_an_event_that_one_clip_lacks_is_the_other_s():
    errors = {event: 0.02 for event in EVENTS if event != "end_s"}
    mine = replace(rep(1, 2.0, error_s=errors), end_s=None, complete=False)
    (timed,) = timed_by_both([mine], [rep(1, 2.0, error_s=0.5)], SAME_CLOCK)
    assert timed.end_s == pytest.approx(5.2)
    assert timed.event_errors["end_s"] == 0.5
    assert timed.complete
    assert timed.lift_off_s == mine.lift_off_s


def test_events_that_would_not_go_on_are_not_mixed():
    """The other's knee pass would come before the lift-off of this clip."""
    mine = rep(1, 2.0)
    other = replace(
        rep(1, 1.3, error_s=dict.fromkeys(EVENTS, 0.5) | {"knee_pass_s": 0.001}), lockout_s=3.2
    )
    assert timed_by_both([mine], [other], SAME_CLOCK) == [mine]


def test_reps_do_not_run_into_each_other():
    """Only the end of the first rep comes from the other clip, after the second has begun."""
    close = [rep(1, 2.0), rep(2, 5.75)]
    late = replace(close[0], end_s=5.4, event_errors=dict.fromkeys(EVENTS, 0.5) | {"end_s": 0.001})
    timed = timed_by_both(close, [late, None], SAME_CLOCK)
    assert timed == close
    apart = [close[0], rep(2, 6.5)]
    assert timed_by_both(apart, [late, None], SAME_CLOCK)[0].end_s == pytest.approx(5.4)


@given(st.lists(st.floats(-0.4, 0.4), min_size=18, max_size=18), st.lists(
    st.floats(0.001, 0.1), min_size=36, max_size=36))  # fmt: skip
def test_events_are_always_in_order(shifts, errors):
    mine, others = [], []
    for number in range(3):
        own = dict(zip(EVENTS, errors[12 * number :], strict=False))
        theirs = dict(zip(EVENTS, errors[12 * number + 6 :], strict=False))
        mine.append(rep(number + 1, 2.0 + 3.75 * number, error_s=own))
        moved = {
            event: getattr(mine[-1], event) + shift
            for event, shift in zip(EVENTS, shifts[6 * number :], strict=False)
        }
        others.append(replace(mine[-1], **moved, event_errors=theirs))
    timed = timed_by_both(mine, others, SAME_CLOCK)
    moments = [moment for each in timed for moment in each.moments]
    assert moments == sorted(moments)
