"""When the lifter stands at the bar: around each pull, and not while he walks."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.clip import Shot
from liftvision.given import Given
from liftvision.motion.measure import see_shots
from liftvision.reps.at_the_bar import AROUND_S, LONGEST_SET_UP_S, at_the_bar, while_pulling
from liftvision.reps.measure import find_lifts
from liftvision.reps.pulls import Pull
from tests.stick_lifter import sample_motion, set_on_the_floor

FPS = 25.0
TIMES = np.arange(0.0, 20.0, 1.0 / FPS)


def frame(time_s: float) -> int:
    return round(time_s * FPS)


def pull(
    start_s: float,
    lift_off_s: float | None,
    end_s: float | None,
    *,
    lockout_s: float | None = None,
    lowering_s: float | None = None,
) -> Pull:
    def at(time_s: float | None) -> int | None:
        return None if time_s is None else frame(time_s)

    return Pull(frame(start_s), at(lift_off_s), at(lockout_s), at(lowering_s), at(end_s), 0.0, 1.0)


def span(pulls: list[Pull]) -> tuple[float, float]:
    """Give the first and the last second at the bar; in between there is no gap."""
    inside = np.flatnonzero(while_pulling(TIMES, pulls))
    assert (np.diff(inside) == 1).all()
    return float(TIMES[inside[0]]), float(TIMES[inside[-1]])


def test_nobody_pulls_nobody_stands_at_the_bar():
    assert not while_pulling(TIMES, []).any()


def test_it_lasts_from_going_down_until_the_bar_is_back():
    whole = pull(5.0, 6.0, 9.0, lockout_s=7.0, lowering_s=8.0)
    assert span([whole]) == pytest.approx((5.0 - AROUND_S, 9.0 + AROUND_S), abs=1.0 / FPS)


def test_of_a_long_set_up_only_the_end_counts():
    slow = pull(1.0, 9.0, 12.0, lockout_s=10.0, lowering_s=11.0)
    first, _ = span([slow])
    assert first == pytest.approx(9.0 - LONGEST_SET_UP_S - AROUND_S, abs=1.0 / FPS)


def test_a_record_that_begins_on_the_way_up_counts_from_its_beginning():
    first, _ = span([pull(0.0, None, 3.0, lockout_s=1.0, lowering_s=2.0)])
    assert first == 0.0


def test_a_record_that_ends_on_the_way_up_counts_to_its_end():
    _, last = span([pull(17.0, 19.0, None)])
    assert last == TIMES[-1]


def test_of_what_follows_a_lockout_whose_end_was_not_seen_not_everything_counts():
    """He may walk away from a bar that was dropped."""
    _, last = span([pull(5.0, 6.0, None, lockout_s=7.0)])
    assert 7.0 < last < 10.0
    _, last = span([pull(5.0, 6.0, None, lockout_s=7.0, lowering_s=8.0)])
    assert 8.0 <= last < 10.0


def test_between_two_sets_nobody_stands_at_the_bar():
    pulls = [
        pull(2.0, 2.5, 4.5, lockout_s=3.5, lowering_s=4.0),
        pull(12.0, 12.5, 14.5, lockout_s=13.5, lowering_s=14.0),
    ]
    inside = while_pulling(TIMES, pulls)
    assert not inside[frame(6.0) : frame(11.0)].any()
    assert inside[frame(2.0) : frame(4.5)].all()
    assert inside[frame(12.0) : frame(14.5)].all()


def test_with_touch_and_go_he_never_leaves_it():
    pulls = [
        pull(2.0, 2.5, 5.0, lockout_s=3.5, lowering_s=4.0),
        pull(5.0, 5.0, 7.5, lockout_s=6.0, lowering_s=6.5),
    ]
    assert span(pulls) == pytest.approx((2.0 - AROUND_S, 7.5 + AROUND_S), abs=1.0 / FPS)


def test_time_counts_and_not_frames():
    """A phone that drops every third frame in the set-up changes nothing."""
    keep = np.ones(len(TIMES), dtype=np.bool_)
    keep[: frame(5.0) : 3] = False
    times = TIMES[keep]
    at = {second: int(np.searchsorted(times, second - 1e-9)) for second in (6, 7, 8, 9)}
    late = Pull(at[6], at[7], at[8], at[8], at[9], 0.0, 1.0)
    inside = times[while_pulling(times, [late])]
    assert inside[0] == pytest.approx(6.0 - AROUND_S, abs=1.0 / FPS)
    assert inside[-1] == pytest.approx(9.0 + AROUND_S, abs=1.0 / FPS)


def test_a_filmed_set_is_found_and_the_walk_to_it_left_out():
    lift = set_on_the_floor(2)
    motion = sample_motion(lift)
    bar = bar_from_wrists(lift.pose, lift.clip.shots, "no plate was found")
    seen = see_shots(lift.clip, lift.pose, bar, (lift.view,), Given())
    (frames,), (style,) = at_the_bar(motion, find_lifts(motion, bar, seen, Given()))
    times = motion.times
    for rep in lift.reps:
        lifting = (times >= rep.lift_off_s) & (times <= rep.end_s - 0.2)
        assert frames[lifting].all()
    assert not frames[times < lift.reps[0].lift_off_s - LONGEST_SET_UP_S - 2.0 * AROUND_S].any()
    assert style in ("conventional", "unknown")


def test_a_shot_without_a_pull_has_nobody_at_the_bar():
    lift = set_on_the_floor(1)
    count = len(lift.clip.times)
    first_pull = int(np.searchsorted(lift.clip.times, lift.reps[0].start_s)) - 10
    motion = replace(
        sample_motion(lift),
        shots=(Shot(0, first_pull), Shot(first_pull, count)),
        views=(lift.view, lift.view),
    )
    bar = bar_from_wrists(lift.pose, motion.shots, "no plate was found")
    clip = replace(lift.clip, shots=motion.shots)
    seen = see_shots(clip, lift.pose, bar, motion.views, Given())
    frames, styles = at_the_bar(motion, find_lifts(motion, bar, seen, Given()))
    assert [len(each) for each in frames] == [first_pull, count - first_pull]
    assert not frames[0].any()
    assert frames[1].any()
    assert styles[0] == "unknown"
