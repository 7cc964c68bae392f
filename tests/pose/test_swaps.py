"""Exchanged limbs: what is exchanged on purpose is found and put back, and nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose.landmarks import MIRRORED, Landmark
from liftvision.pose.swaps import ARMS, LEGS, find_swaps, swap_back
from tests.stick_lifter import deadlift

LIMBS = {"legs": LEGS, "arms": ARMS}
WIDE_YAWS = (0.0, 25.0, -25.0, 155.0, 180.0)
"""Views in which the two legs, and the two arms, are seen clearly apart."""

JITTER_PX = 2.0
"""Of a body of 270 px: 0.007 body sizes, as the model's landmarks tremble."""


def exchanged(xy, limbs, runs):
    """A copy of landmarks with the limbs of some runs of frames exchanged by hand."""
    broken = xy.copy()
    for start, stop in runs:
        for limb in limbs:
            broken[start:stop, limb] = xy[start:stop, MIRRORED[limb]]
    return broken


def marked(frames, runs):
    truth = np.zeros(frames, dtype=bool)
    for start, stop in runs:
        truth[start:stop] = True
    return truth


def test_limbs_are_whole_and_have_their_partners():
    expected = {
        "legs": ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"),
        "arms": ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB"),
    }
    for name, limbs in LIMBS.items():
        both_sides = {Landmark[f"{joint}_{side}"] for joint in expected[name] for side in "LR"}
        assert set(limbs) == both_sides
        assert {MIRRORED[limb] for limb in limbs} == set(limbs)


@pytest.mark.parametrize("yaw_deg", WIDE_YAWS)
@pytest.mark.parametrize("limbs", LIMBS.values(), ids=LIMBS)
@pytest.mark.parametrize(
    "runs", [[(40, 41)], [(0, 30)], [(20, 60), (100, 130)], [(10, 11), (12, 13)], [(250, 10**6)]]
)
def test_exchanged_runs_are_found_and_repaired_exactly(yaw_deg, limbs, runs):
    true = deadlift(2, yaw_deg=yaw_deg, noise_px=JITTER_PX).pose.xy
    broken = exchanged(true, limbs, runs)

    swapped = find_swaps(broken, limbs)

    np.testing.assert_array_equal(swapped, marked(len(true), runs))
    np.testing.assert_array_equal(swap_back(broken, swapped, limbs), true)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), max_size=3),
    st.sampled_from(WIDE_YAWS),
    st.sampled_from(sorted(LIMBS)),
    st.floats(0.2, 5.0),
)
def test_any_minority_of_frames_is_found_at_any_size(runs, yaw_deg, name, scale):
    true = deadlift(1, yaw_deg=yaw_deg).pose.xy
    truth = marked(len(true), [(start, start + length) for start, length in runs])
    broken = swap_back(true, truth, LIMBS[name])
    np.testing.assert_array_equal(find_swaps(scale * broken, LIMBS[name]), truth)


@pytest.mark.parametrize("yaw_deg", [*WIDE_YAWS, 45.0, 70.0, 90.0, -90.0, -135.0])
@pytest.mark.parametrize("limbs", LIMBS.values(), ids=LIMBS)
def test_nothing_is_found_in_a_trembling_track(yaw_deg, limbs):
    xy = deadlift(2, yaw_deg=yaw_deg, noise_px=JITTER_PX).pose.xy
    assert not find_swaps(xy, limbs).any()


@pytest.mark.parametrize("limbs", LIMBS.values(), ids=LIMBS)
def test_limbs_that_coincide_are_left_alone(limbs):
    xy = deadlift(1, yaw_deg=90.0).pose.xy
    np.testing.assert_allclose(xy[:, list(limbs)], xy[:, [MIRRORED[limb] for limb in limbs]])
    assert not find_swaps(exchanged(xy, limbs, [(30, 60)]), limbs).any()


@pytest.mark.parametrize("gap", [(35, 45), (50, 51), (0, 5), (40, 80)])
def test_gaps_do_not_hide_what_is_exchanged_around_them(gap):
    true = deadlift(1, yaw_deg=25.0, noise_px=JITTER_PX, gap=gap).pose.xy
    truth = marked(len(true), [(40, 70)]) & np.isfinite(true[:, 0, 0])
    broken = swap_back(true, truth, LEGS)

    swapped = find_swaps(broken, LEGS)

    np.testing.assert_array_equal(swapped, truth)
    np.testing.assert_array_equal(swap_back(broken, swapped, LEGS), true)


@pytest.mark.parametrize("seen", [0, 1, 2])
def test_too_few_frames_say_nothing(seen):
    xy = deadlift(1, yaw_deg=0.0).pose.xy[:10].copy()
    xy[seen:] = np.nan
    assert not find_swaps(xy, LEGS).any()


def test_legs_that_are_exchanged_leave_the_arms_alone():
    true = deadlift(1, yaw_deg=0.0).pose.xy
    broken = exchanged(true, LEGS, [(30, 60)])
    assert not find_swaps(broken, ARMS).any()
    untouched = [mark for mark in Landmark if mark not in LEGS]
    repaired = swap_back(broken, find_swaps(broken, LEGS), LEGS)
    np.testing.assert_array_equal(repaired[:, untouched], true[:, untouched])


@given(st.lists(st.booleans(), min_size=8, max_size=8), st.sampled_from(sorted(LIMBS)))
def test_exchanging_twice_changes_nothing(marks, name):
    swapped = np.array(marks)
    for values in (np.random.default_rng(1).random((8, 33, 3)), np.arange(8.0 * 33).reshape(8, 33)):
        before = values.copy()
        once = swap_back(values, swapped, LIMBS[name])
        np.testing.assert_array_equal(values, before)
        np.testing.assert_array_equal(swap_back(once, swapped, LIMBS[name]), values)
