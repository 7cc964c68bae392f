"""The middle of a knee between edges whose place is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.front.knees import INNER, OUTER, KneeMiddles, knee_middles
from liftvision.pose.legs import STATIONS

FRAMES = 40
UPRIGHT = np.concatenate([np.full(20, -0.4), np.full(20, 0.9)])
DEEP = np.concatenate([np.full(20, -0.9), np.full(20, 0.9)])
HEIGHT, LEG_PX, WIDTH = 500.0, 400.0, 60.0
MIDDLES = np.array([420.0, 300.0])
"""Of the left and the right knee, seen from the front."""


def legs_at(middles=MIDDLES, width=WIDTH, frames=FRAMES):
    """Straight legs (T, 2, 2, 24, 2), the knee at HEIGHT; inner edges face each other."""
    outward = np.sign(middles - middles[::-1])
    legs = np.empty((frames, 2, 2, len(STATIONS), 2))
    for side in (0, 1):
        for edge, way in ((INNER, -1.0), (OUTER, 1.0)):
            legs[:, side, edge, :, 0] = middles[side] + way * outward[side] * 0.5 * width
    legs[..., 1] = HEIGHT + 0.5 * LEG_PX - STATIONS * LEG_PX
    return legs


def knees_at(middles=MIDDLES, frames=FRAMES):
    return np.broadcast_to(np.stack([middles, np.full(2, HEIGHT)], axis=1), (frames, 2, 2)).copy()


def found(legs, knees=None, upright=UPRIGHT, hands_inside=False, rear=False) -> KneeMiddles:
    about = knees_at() if knees is None else knees
    return knee_middles(legs, about, upright, hands_inside=hands_inside, rear=rear)


@pytest.mark.parametrize("rear", [False, True])
def test_it_lies_midway_wherever_the_landmark_is(rear):
    middles = MIDDLES[::-1] if rear else MIDDLES
    knees = knees_at(middles) + [13.0, 0.0]
    told = found(legs_at(middles), knees, rear=rear)
    np.testing.assert_allclose(told.across, np.tile(middles, (FRAMES, 1)))
    assert told.by_both.all()


def test_it_is_told_at_the_height_of_the_knee():
    legs = legs_at()
    legs[..., 0] += 0.1 * (HEIGHT - legs[..., 1])
    knees = knees_at()
    knees[:, :, 1] -= 50.0
    np.testing.assert_allclose(found(legs, knees).across, np.tile(MIDDLES + 5.0, (FRAMES, 1)))


@pytest.mark.parametrize("lost", [INNER, OUTER])
def test_one_edge_tells_it_with_the_width_of_other_frames(lost):
    legs = legs_at()
    legs[:10, :, lost] = np.nan
    told = found(legs)
    np.testing.assert_allclose(told.across, np.tile(MIDDLES, (FRAMES, 1)))
    assert not told.by_both[:10].any()
    assert told.by_both[10:].all()


def test_an_arm_outside_the_leg_leaves_the_inner_edge():
    legs = legs_at()
    legs[:10, 0, OUTER, :, 0] += 35.0
    told = found(legs)
    np.testing.assert_allclose(told.across, np.tile(MIDDLES, (FRAMES, 1)))
    assert not told.by_both[:10, 0].any()


def test_hands_between_the_knees_leave_the_outer_edge():
    """As in sumo: the arms adjoin the inner edges."""
    legs = legs_at()
    legs[:10, :, INNER, :, 0] += [[-25.0], [25.0]]
    inside = found(legs, hands_inside=True)
    np.testing.assert_allclose(inside.across, np.tile(MIDDLES, (FRAMES, 1)))
    outside = found(legs, hands_inside=False)
    np.testing.assert_allclose(np.abs(outside.across[:10] - MIDDLES), 25.0)


def test_with_hands_inside_an_inner_edge_alone_tells_nothing():
    legs = legs_at()
    legs[:10, :, OUTER] = np.nan
    told = found(legs, hands_inside=True)
    assert np.isnan(told.across[:10]).all()
    np.testing.assert_allclose(told.across[10:], np.tile(MIDDLES, (30, 1)))


def test_knees_that_touch_are_not_told_by_edges_that_cross():
    legs = legs_at()
    legs[:10, :, OUTER] = np.nan
    legs[:10, 0, INNER, :, 0], legs[:10, 1, INNER, :, 0] = 350.0, 370.0
    assert np.isnan(found(legs).across[:10]).all()


def test_one_edge_of_a_deeply_bent_lifter_tells_nothing_in_front():
    """A camera in front sees those knees from above; from behind they are in sight."""
    legs = legs_at()
    legs[:10, :, OUTER] = np.nan
    front = found(legs, upright=DEEP)
    assert np.isnan(front.across[:10]).all()
    np.testing.assert_allclose(front.across[10:], np.tile(MIDDLES, (30, 1)))
    rear = found(legs_at(MIDDLES[::-1]), knees_at(MIDDLES[::-1]), upright=DEEP, rear=True)
    lost = legs_at(MIDDLES[::-1])
    lost[:10, :, OUTER] = np.nan
    by_one = found(lost, knees_at(MIDDLES[::-1]), upright=DEEP, rear=True)
    np.testing.assert_allclose(by_one.across, rear.across)


def test_no_edges_at_all_tell_nothing():
    told = found(np.full_like(legs_at(), np.nan))
    assert np.isnan(told.across).all()
    assert not told.by_both.any()


def test_frames_without_edges_do_not_spoil_the_others():
    legs = legs_at()
    legs[5:12] = np.nan
    told = found(legs)
    assert np.isnan(told.across[5:12]).all()
    np.testing.assert_allclose(told.across[12:], np.tile(MIDDLES, (28, 1)))


def test_a_knee_that_was_not_seen_is_nowhere():
    knees = knees_at()
    knees[3:6] = np.nan
    told = found(legs_at(), knees)
    assert np.isnan(told.across[3:6]).all()
    assert np.isfinite(told.across[6:]).all()


@given(
    left=st.floats(-20.0, 20.0),
    right=st.floats(-20.0, 20.0),
    arm=st.floats(0.0, 40.0),
    hands_inside=st.booleans(),
    rear=st.booleans(),
)
def test_the_mirrored_picture_has_the_mirrored_middles(left, right, arm, hands_inside, rear):
    legs, knees = legs_at(), knees_at() + np.array([[left, 0.0], [right, 0.0]])
    legs[:10, 0, INNER if hands_inside else OUTER, :, 0] += arm
    legs[20:25, 1, OUTER] = np.nan
    flip, width = np.array([-1.0, 1.0]), np.array([720.0, 0.0])
    told = found(legs, knees, upright=DEEP, hands_inside=hands_inside, rear=rear)
    mirror = found(
        (width + flip * legs)[:, ::-1],
        (width + flip * knees)[:, ::-1],
        upright=DEEP,
        hands_inside=hands_inside,
        rear=rear,
    )
    np.testing.assert_allclose(720.0 - mirror.across[:, ::-1], told.across, atol=1e-9)
    np.testing.assert_array_equal(mirror.by_both[:, ::-1], told.by_both)
