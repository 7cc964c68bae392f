"""Paths that go with hands on a known course, and paths that do not."""

import numpy as np
import pytest

from liftvision.barbell.plate.credible import (
    GOES,
    GOES_CLOSELY,
    LIKELY,
    MOSTLY,
    POSSIBLE,
    SEEN,
    SMOOTH_M,
    SURE,
    Behaviour,
    behaviour,
    is_plate,
)

TIMES = np.arange(60) / 30.0
HANDS = np.stack([np.full(60, 300.0), 500.0 - 90.0 * np.sin(TIMES)], axis=1)
PX_PER_M = 300.0


def test_a_plate_goes_with_the_hands_smoothly():
    path = 1.2 * HANDS + [40.0, -30.0]
    path += np.random.default_rng(0).normal(0.0, 0.3, path.shape)
    behaved = behaviour(path, HANDS, PX_PER_M)
    assert behaved.agreement > 0.999
    assert behaved.roughness_m < 0.3 * 2.0 / PX_PER_M
    assert behaved.seen == 1.0


def test_a_wall_does_not_go_with_the_hands():
    path = np.tile([100.0, 200.0], (60, 1)) + np.random.default_rng(1).normal(0.0, 0.2, (60, 2))
    assert abs(behaviour(path, HANDS, PX_PER_M).agreement) < 0.5


def test_what_jumps_is_rough():
    path = HANDS + np.where(np.arange(60) % 3 == 0, 12.0, 0.0)[:, None]
    assert behaviour(path, HANDS, PX_PER_M).roughness_m > SMOOTH_M


def test_nothing_seen_is_nothing():
    behaved = behaviour(np.full((60, 2), np.nan), HANDS, PX_PER_M)
    assert (behaved.agreement, behaved.seen) == (0.0, 0.0)
    assert not is_plate(LIKELY, behaved)


def test_gaps_count_as_unseen_and_not_as_jumps():
    path = HANDS.copy()
    path[20:30] = np.nan
    behaved = behaviour(path, HANDS, PX_PER_M)
    assert behaved.seen == pytest.approx(5.0 / 6.0)
    assert behaved.roughness_m < SMOOTH_M


@pytest.mark.parametrize(
    ("support", "behaved", "accepted"),
    [
        (SURE, Behaviour(0.0, np.inf, 0.2), True),
        (LIKELY, Behaviour(GOES, np.inf, MOSTLY), True),
        (LIKELY, Behaviour(GOES, np.inf, MOSTLY - 0.01), False),
        (LIKELY, Behaviour(GOES - 0.01, 0.0, 1.0), False),
        (POSSIBLE, Behaviour(GOES_CLOSELY, SMOOTH_M, SEEN), True),
        (POSSIBLE, Behaviour(GOES_CLOSELY - 0.01, SMOOTH_M, SEEN), False),
        (POSSIBLE, Behaviour(GOES_CLOSELY, 1.1 * SMOOTH_M, SEEN), False),
        (POSSIBLE, Behaviour(GOES_CLOSELY, SMOOTH_M, SEEN - 0.01), False),
        (POSSIBLE - 0.01, Behaviour(1.0, 0.0, 1.0), False),
    ],
)
def test_the_weaker_the_outline_the_better_it_must_behave(support, behaved, accepted):
    assert is_plate(support, behaved) is accepted
