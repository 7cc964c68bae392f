"""What is believed of a back, and why one cannot be read: rows whose flaws are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.spine.credible import (
    BENT_DEG,
    HIDDEN,
    LEAST_STATIONS,
    LEAST_TRUNK_PX,
    MOST_UNLIKE,
    MOST_UNLIKE_STANDING,
    STANDING_DEVIATIONS,
    UNLIKE_DEVIATIONS,
    believable_standing,
    is_like_learned,
    why_not,
)
from liftvision.spine.network import Network
from liftvision.spine.rows import (
    ALONG_SEAT,
    AT_SEAT,
    FROM_CHORD,
    LEAN,
    LENGTH,
    OF_STANDING,
    ROW_LENGTH,
    THIGH,
    features,
)
from tests.spine.drawn_back import as_shot, bent_over

INPUTS = features(np.zeros((1, ROW_LENGTH)), np.zeros(ROW_LENGTH), 90.0).shape[1]
CHANCE = np.random.default_rng(7)
NETWORK = Network(
    mean=CHANCE.normal(0.0, 10.0, INPUTS),
    deviation=CHANCE.uniform(1.0, 5.0, INPUTS),
    out_mean=np.zeros(3),
    out_deviation=np.ones(3),
    members=(),
)


def usual(frames: int = 1, lean_deg: float = 50.0) -> FloatArray:
    """Give rows like the mean of what was learned, but for the lean."""
    rows = np.tile(NETWORK.mean[:ROW_LENGTH], (frames, 1))
    rows[:, LEAN] = lean_deg
    return rows


def off(row: FloatArray, columns: list[int], deviations: float, begin: int = 0) -> FloatArray:
    """Move some columns so many standard deviations from the mean of what was learned."""
    moved = row.copy()
    places = np.array(columns)
    moved[..., places] = (
        NETWORK.mean[begin + places] + deviations * NETWORK.deviation[begin + places]
    )
    return moved


def network_of_lean(lean_deg: float) -> Network:
    """Let this lean be the usual one."""
    mean = NETWORK.mean.copy()
    mean[[LEAN, OF_STANDING + LEAN]] = lean_deg
    return replace(NETWORK, mean=mean)


LIKE = network_of_lean(50.0)


def test_what_is_like_the_mean_is_believed() -> None:
    assert is_like_learned(usual(3), LIKE).all()


def test_a_few_inputs_far_off_are_allowed_more_are_not() -> None:
    columns = list(range(MOST_UNLIKE + 1))
    beyond = UNLIKE_DEVIATIONS + 0.01
    assert is_like_learned(off(usual(), columns[:-1], beyond), LIKE).all()
    assert is_like_learned(off(usual(), columns[:-1], -beyond), LIKE).all()
    assert not is_like_learned(off(usual(), columns, -beyond), LIKE).any()
    assert is_like_learned(off(usual(), columns, UNLIKE_DEVIATIONS - 0.01), LIKE).all()


def test_the_back_must_be_seen_at_half_of_its_places() -> None:
    rows = usual(2)
    rows[0, FROM_CHORD.start + LEAST_STATIONS : FROM_CHORD.stop] = np.nan
    rows[1, FROM_CHORD.start + LEAST_STATIONS - 1 : FROM_CHORD.stop] = np.nan
    assert is_like_learned(rows, LIKE).tolist() == [True, False]


def test_who_is_bent_over_must_show_the_seat() -> None:
    leans = np.array([BENT_DEG - 1.0, BENT_DEG + 1.0])
    rows = usual(2)
    rows[:, LEAN] = leans
    rows[:, AT_SEAT] = np.nan
    assert is_like_learned(rows, network_of_lean(BENT_DEG)).tolist() == [True, False]


def test_an_unseen_lifter_is_not_believed() -> None:
    assert not is_like_learned(np.full((2, ROW_LENGTH), np.nan), LIKE).any()


def usual_standing() -> FloatArray:
    standing = np.zeros(ROW_LENGTH)
    standing[: LEAN + 1] = LIKE.mean[OF_STANDING : OF_STANDING + LEAN + 1]
    standing[[LENGTH, THIGH]] = 0.9, -3.0
    return standing


def test_a_usual_standing_is_kept_whole() -> None:
    standing = usual_standing()
    assert np.array_equal(believable_standing(standing, LIKE), standing)


def test_a_single_odd_input_of_the_standing_is_left_out() -> None:
    column = ALONG_SEAT.start + 3
    standing = off(usual_standing(), [column], STANDING_DEVIATIONS + 0.01, OF_STANDING)
    kept = believable_standing(standing, LIKE)
    assert np.flatnonzero(np.isnan(kept)).tolist() == [column]
    assert np.isfinite(standing).all()


def test_a_standing_that_is_odd_in_many_places_is_none() -> None:
    columns = list(range(MOST_UNLIKE_STANDING + 1))
    beyond = STANDING_DEVIATIONS + 0.01
    few = off(usual_standing(), columns[:-1], beyond, OF_STANDING)
    many = off(usual_standing(), columns, beyond, OF_STANDING)
    assert np.isfinite(believable_standing(few, LIKE)).sum() == ROW_LENGTH - len(columns) + 1
    assert np.isnan(believable_standing(many, LIKE)).all()


def test_a_standing_that_leans_oddly_is_none() -> None:
    standing = off(usual_standing(), [LEAN], STANDING_DEVIATIONS + 0.01, OF_STANDING)
    assert np.isnan(believable_standing(standing, LIKE)).all()


def test_what_is_unknown_of_a_standing_is_not_odd() -> None:
    standing = usual_standing()
    standing[FROM_CHORD] = np.nan
    kept = believable_standing(standing, LIKE)
    assert np.array_equal(kept, standing, equal_nan=True)
    assert np.isnan(believable_standing(np.full(ROW_LENGTH, np.nan), LIKE)).all()


SHOT = as_shot([bent_over(60.0)] * 10)
ALWAYS = np.ones(10, dtype=np.bool_)


def bent(frames: int = 10) -> FloatArray:
    return usual(frames, BENT_DEG + 10.0)


def test_a_back_that_is_seen_can_be_read() -> None:
    assert why_not(SHOT, bent(), ALWAYS, ALWAYS) is None


@pytest.mark.parametrize(("trunk_px", "told"), [(LEAST_TRUNK_PX - 1.0, "44 px"), (np.nan, "0 px")])
def test_a_trunk_of_few_pixels_is_too_small(trunk_px: float, told: str) -> None:
    reason = why_not(replace(SHOT, trunk_px=trunk_px), bent(), ALWAYS, ALWAYS)
    assert reason is not None
    assert told in reason
    assert why_not(replace(SHOT, trunk_px=LEAST_TRUNK_PX), bent(), ALWAYS, ALWAYS) is None


def test_half_of_the_frames_bent_over_must_show_the_back() -> None:
    half = np.arange(10) < 5
    less = np.arange(10) < 4
    assert why_not(SHOT, bent(), ALWAYS, half) is None
    assert why_not(SHOT, bent(), ALWAYS, less) == HIDDEN


def test_only_the_frames_at_the_bar_count() -> None:
    at_the_bar = np.arange(10) < 4
    assert why_not(SHOT, bent(), at_the_bar, at_the_bar) is None


def test_upright_frames_alone_are_no_reason_to_refuse() -> None:
    assert why_not(SHOT, usual(10, 5.0), ALWAYS, np.arange(10) == 3) is None


def test_a_back_that_is_never_seen_cannot_be_read() -> None:
    assert why_not(SHOT, usual(10, 5.0), ALWAYS, ~ALWAYS) == HIDDEN
    assert why_not(SHOT, bent(), ALWAYS, ~ALWAYS) == HIDDEN
