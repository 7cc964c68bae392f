"""The lifter's own standing and most flexion, from clips in which both are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import BoolArray, FloatArray
from liftvision.errors import GivenError
from liftvision.pose.view import View
from liftvision.spine import references
from liftvision.spine.calibration import BENT
from liftvision.spine.references import most_flexion_of, standing_of
from liftvision.spine.rows import AT_SEAT, LEAN, ROW_LENGTH
from tests.spine.backed_lifter import LUMBAR_OF_LEAN, BackedLifter, backed_lifter, lean_network

OBLIQUE = View("front-oblique", 25.0, 5.0)
UNKNOWN_STANDING = np.full(ROW_LENGTH, np.nan)


@pytest.fixture(autouse=True)
def _known_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "back_network", lean_network)


@pytest.fixture(scope="module")
def lifter() -> BackedLifter:
    return backed_lifter()


def standing(lifter: BackedLifter) -> FloatArray:
    return standing_of(lifter.motion, lifter.pose, lifter.bar)


def only(lifter: BackedLifter, kept: BoolArray) -> BackedLifter:
    """Leave the lifter out of all frames but these (T,)."""
    for frame in np.flatnonzero(~kept):
        lifter = lifter.unseen(slice(int(frame), int(frame) + 1))
    return lifter


def test_the_standing_is_the_mean_of_the_upright_frames(lifter: BackedLifter) -> None:
    found = standing(lifter)
    assert found.shape == (ROW_LENGTH,)
    assert found[LEAN] == pytest.approx(0.0, abs=2.0)
    assert np.isfinite(found[AT_SEAT])


def test_a_clip_without_anyone_upright_is_told(lifter: BackedLifter) -> None:
    with pytest.raises(GivenError, match="standing"):
        standing(only(lifter, lifter.lean > 25.0))


def test_a_standing_clip_filmed_obliquely_is_told(lifter: BackedLifter) -> None:
    with pytest.raises(GivenError, match="standing"):
        standing(replace(lifter, motion=replace(lifter.motion, views=(OBLIQUE,))))


def test_a_standing_lifter_who_is_too_small_is_told() -> None:
    with pytest.raises(GivenError, match="standing"):
        standing(backed_lifter(px_per_m=80.0))


def test_an_oblique_shot_is_left_out_of_the_standing(lifter: BackedLifter) -> None:
    cut = len(lifter.motion.times) // 2
    side = lifter.lift.view
    assert standing(lifter.in_shots((cut,), (side, OBLIQUE)))[LEAN] == pytest.approx(0.0, abs=2.0)


def test_most_flexion_is_that_of_the_deepest_frames(lifter: BackedLifter) -> None:
    most = most_flexion_of(lifter.motion, lifter.pose, lifter.bar, UNKNOWN_STANDING)
    assert most.value == pytest.approx(LUMBAR_OF_LEAN * lifter.lean.max(), abs=1.0)
    assert most.error == BENT["lumbar_flexion"]["tight"]
    assert most.unit == "deg"


def test_loose_clothes_make_the_most_flexion_less_sure(
    lifter: BackedLifter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "back_network", lambda: lean_network(0.9))
    most = most_flexion_of(lifter.motion, lifter.pose, lifter.bar, UNKNOWN_STANDING)
    assert most.error == BENT["lumbar_flexion"]["loose"]


def test_who_does_not_bend_far_enough_has_not_touched_the_toes(lifter: BackedLifter) -> None:
    half = only(lifter, lifter.lean < 55.0)
    with pytest.raises(GivenError, match="toe-touch"):
        most_flexion_of(half.motion, half.pose, half.bar, UNKNOWN_STANDING)
