"""Stick lifters filmed twice: one set is aligned, anything else is refused with the reason.

The truth is the performance itself: one course of angles is seen by two cameras, each with its own
start, rate and clock.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.errors import PairError
from liftvision.given import Given
from liftvision.pairing.align import align
from liftvision.pipeline import find_pulled
from liftvision.reps.measure import measure_set
from tests.stick_lifter import as_analysis, deadlift_angles, filmed

Performance = Callable[[FloatArray], FloatArray]
"""How far through a set of three reps the lifter is, in s of an even set, at a time in s."""

BAND_SIGMAS = 1.645


def uneven(times: FloatArray) -> FloatArray:
    """Reps that differ in how long they last, as a lifter's do."""
    return np.asarray(times + 0.25 * np.sin(2.0 * np.pi * times / 5.3))


def uneven_otherwise(times: FloatArray) -> FloatArray:
    """As many reps, each with another length."""
    return np.asarray(times + 0.25 * np.sin(2.0 * np.pi * times / 5.3 + 2.0))


def even(times: FloatArray) -> FloatArray:
    """Three reps that are the same to the digit."""
    return times


def nearly_even(times: FloatArray) -> FloatArray:
    """Reps that differ by less than two views of one rep do."""
    return np.asarray(times + 0.015 * np.sin(2.0 * np.pi * times / 5.3))


def quick(times: FloatArray) -> FloatArray:
    """The uneven set, 3 % faster."""
    return uneven(1.03 * times)


def still(times: FloatArray) -> FloatArray:
    """Nothing is lifted."""
    return np.full_like(times, 0.3)


@dataclass(frozen=True)
class Phone:
    """Where it stands, which part of the performance it films, and its rate and clock."""

    yaw_deg: float = 90.0
    start_s: float = 0.0
    end_s: float = 15.0
    rate_hz: float = 30.0
    clock: float = 0.0

    def films(self, performance: Performance) -> Analysis:
        """Film a set, and measure it by its landmarks, which are a px wrong."""
        moments = np.arange(self.start_s, self.end_s, 1.0 / self.rate_hz)
        angles, reps = deadlift_angles(3, times=performance(moments))
        angles = replace(angles, times=(moments - self.start_s) * (1.0 + self.clock))
        lift = filmed(angles, reps, yaw_deg=self.yaw_deg, noise_px=1.0, seed=round(self.rate_hz))
        plain = as_analysis(lift)
        pulled = find_pulled(plain.clip, plain.pose, plain.bar, plain.camera, Given())
        lifted = measure_set(pulled.motion, pulled.bar, pulled.lifts, Given())
        return replace(plain, motion=pulled.motion, set=lifted)

    def shows_s(self, moment_s: float) -> float:
        """Give what its clock shows at a moment of the performance."""
        return (moment_s - self.start_s) * (1.0 + self.clock)


SIDE = Phone()


@pytest.mark.parametrize(
    "other",
    [
        Phone(yaw_deg=0.0),
        Phone(yaw_deg=0.0, start_s=1.37, rate_hz=25.0),
        Phone(yaw_deg=180.0, start_s=0.61, end_s=13.0, rate_hz=60.0),
        Phone(yaw_deg=40.0, start_s=2.1, rate_hz=24.0, clock=1e-4),
        Phone(yaw_deg=-5.0, start_s=5.0, end_s=13.2, rate_hz=50.0, clock=-1e-4),
    ],
    ids=["in front", "started later", "behind", "a clock that is fast", "two reps of three"],
)
def test_two_views_of_one_set_are_aligned(other: Phone) -> None:
    found = align(SIDE.films(uneven), other.films(uneven))
    true_s = other.shows_s(found.middle_s) - found.middle_s
    assert found.offset_s == pytest.approx(true_s, abs=0.01)
    assert abs(found.offset_s - true_s) < 2.0 * BAND_SIGMAS * found.error_s
    assert abs(found.drift_found - other.clock) < 2.0 * BAND_SIGMAS * found.drift_error
    assert found.error_s < 0.01


def test_a_clock_that_is_clearly_slow_is_put_right() -> None:
    other = Phone(yaw_deg=0.0, clock=-0.002)
    found = align(SIDE.films(uneven), other.films(uneven))
    for moment_s in (3.0, 13.0):
        assert found.to_second(moment_s) == pytest.approx(other.shows_s(moment_s), abs=0.02)


@settings(max_examples=8)
@given(start_s=st.floats(0.0, 2.0), yaw_deg=st.sampled_from([0.0, 30.0, 180.0]))
def test_which_clip_comes_first_makes_no_difference(start_s: float, yaw_deg: float) -> None:
    side, other = SIDE.films(uneven), Phone(yaw_deg, start_s, rate_hz=25.0).films(uneven)
    there, back = align(side, other), align(other, side)
    moment_s = there.middle_s
    assert back.to_second(there.to_second(moment_s)) == pytest.approx(moment_s, abs=0.006)


@pytest.mark.parametrize(
    ("performance", "why"),
    [
        (uneven_otherwise, "their reps differ in number or timing"),
        (quick, "their reps differ in number or timing|faster than the other"),
        (still, "their reps differ in number or timing"),
    ],
)
def test_another_set_is_refused(performance: Performance, why: str) -> None:
    side, front = SIDE.films(uneven), Phone(yaw_deg=0.0, end_s=14.5).films(performance)
    with pytest.raises(PairError, match=why) as refused:
        align(side, front)
    assert refused.value.exit_code == 12
    assert "stick.mp4 and stick.mp4 cannot be taken for the same set" in refused.value.problem


def test_equal_reps_that_fit_one_rep_off_are_refused() -> None:
    # From the first rep to the second, and from the second to the third: the clips are alike.
    first = Phone(start_s=1.7, end_s=10.0).films(even)
    second = Phone(yaw_deg=0.0, start_s=5.7, end_s=13.6, rate_hz=25.0).films(even)
    with pytest.raises(PairError, match=r"fit as well (3\.8|7\.6) s later or earlier") as refused:
        align(first, second)
    assert "begin before the first rep and end after the last" in refused.value.advice


@pytest.mark.parametrize("start_s", [5.3, 5.7, 6.1])
def test_clips_that_hardly_overlap_are_not_put_a_rep_off(start_s: float) -> None:
    first = Phone(start_s=1.7, end_s=6.6).films(nearly_even)
    second = Phone(yaw_deg=0.0, start_s=start_s, rate_hz=25.0).films(nearly_even)
    with pytest.raises(PairError, match=r"too little of the set|so alike"):
        align(first, second)


def test_equal_reps_are_aligned_where_both_show_all_of_them() -> None:
    found = align(SIDE.films(even), Phone(yaw_deg=0.0, start_s=1.0).films(even))
    assert found.offset_s == pytest.approx(-1.0, abs=0.01)


@pytest.mark.parametrize(("end_s", "start_s"), [(6.0, 9.0), (3.0, 1.0)], ids=["later", "set-up"])
def test_too_little_in_common_is_refused(end_s: float, start_s: float) -> None:
    first = Phone(end_s=end_s).films(uneven)
    second = Phone(yaw_deg=0.0, start_s=start_s, rate_hz=25.0).films(uneven)
    with pytest.raises(
        PairError, match=r"too little of the set in common|differ in number"
    ) as refused:
        align(first, second)
    assert "inf s" not in refused.value.problem
    assert "whole set" in refused.value.advice or "most of it" in refused.value.advice
