"""What is believed of a back, and why one cannot be read: rows whose flaws are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import BoolArray, FloatArray
from liftvision.spine.credible import (
    BENT_DEG,
    HIDDEN,
    LEAST_POINTS,
    LEAST_STATIONS,
    LEAST_TRUNK_PX,
    MOST_FURTHER,
    MOST_STEP,
    MOST_UNLIKE,
    MOST_UNLIKE_STANDING,
    SEAT_BEHIND_HIP,
    STANDING_DEVIATIONS,
    UNLIKE_DEVIATIONS,
    believable_standing,
    largest_step,
    readable,
    why_not,
)
from liftvision.spine.network import Network
from liftvision.spine.rows import (
    ALONG_SEAT,
    FROM_CHORD,
    HIP,
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
    mean=CHANCE.normal(0.0, 10.0, (INPUTS,)),
    deviation=CHANCE.uniform(1.0, 5.0, (INPUTS,)),
    out_mean=np.zeros(3),
    out_deviation=np.ones(3),
    members=(),
)


SEAT = 0.25
"""How far behind the hip the seat lies here."""


def usual(frames: int = 1, lean_deg: float = 50.0) -> FloatArray:
    """Give rows like the mean of what was learned, but for the lean and the seat."""
    rows = np.tile(NETWORK.mean[:ROW_LENGTH], (frames, 1))
    rows[:, LEAN], rows[:, HIP.start] = lean_deg, SEAT
    return rows


def in_shot(rows: FloatArray, network: Network) -> BoolArray:
    """Tell in which frames a back of even course can be read, whose rows are these."""
    return readable(as_shot([bent_over(50.0)] * len(rows)), rows, network)


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
    mean[HIP.start] = SEAT
    return replace(NETWORK, mean=mean)


LIKE = network_of_lean(50.0)


def test_what_is_like_the_mean_is_believed() -> None:
    assert in_shot(usual(3), LIKE).all()


def test_a_few_inputs_far_off_are_allowed_more_are_not() -> None:
    columns = list(range(MOST_UNLIKE + 1))
    beyond = UNLIKE_DEVIATIONS + 0.01
    assert in_shot(off(usual(), columns[:-1], beyond), LIKE).all()
    assert in_shot(off(usual(), columns[:-1], -beyond), LIKE).all()
    assert not in_shot(off(usual(), columns, -beyond), LIKE).any()
    assert in_shot(off(usual(), columns, UNLIKE_DEVIATIONS - 0.01), LIKE).all()


def test_the_back_must_be_seen_at_half_of_its_places() -> None:
    rows = usual(2)
    rows[0, FROM_CHORD.start + LEAST_STATIONS : FROM_CHORD.stop] = np.nan
    rows[1, FROM_CHORD.start + LEAST_STATIONS - 1 : FROM_CHORD.stop] = np.nan
    assert in_shot(rows, LIKE).tolist() == [True, False]


def test_who_is_bent_over_must_show_the_seat() -> None:
    rows = usual(2)
    rows[:, LEAN] = [BENT_DEG - 1.0, BENT_DEG + 1.0]
    rows[:, HIP] = np.nan
    assert in_shot(rows, network_of_lean(BENT_DEG)).tolist() == [True, False]


@pytest.mark.parametrize("behind", [SEAT_BEHIND_HIP[0] - 0.01, SEAT_BEHIND_HIP[1] + 0.01])
def test_what_is_too_near_to_the_hip_or_too_far_is_no_seat(behind: float) -> None:
    rows = usual(10)
    rows[8:, HIP.start] = behind
    rows[9, LEAN] = BENT_DEG - 1.0
    assert in_shot(rows, LIKE).tolist() == [True] * 8 + [False, True]


def test_a_seat_further_back_than_the_lifter_s_own_is_something_behind() -> None:
    rows = usual(10)
    rows[8:, HIP.start] = SEAT + MOST_FURTHER + np.array([-0.01, 0.01])
    assert in_shot(rows, LIKE).tolist() == [True] * 9 + [False]


def drawn_step(step: float, trunk_px: float = 100.0) -> FloatArray:
    """Give an outline (90, 2) px straight up that steps aside once, in trunk lengths."""
    up = np.linspace(0.0, -1.5 * trunk_px, 90)
    aside = np.where(np.arange(90) < 45, 0.0, step * trunk_px)
    return np.stack([aside, up], axis=1)


@pytest.mark.parametrize("trunk_px", [60.0, 400.0])
def test_a_step_is_seen_by_less_than_half_of_its_size(trunk_px: float) -> None:
    """Its course goes through the middle, and turns there."""
    steps = np.array([0.02, 0.05, 0.1])
    found = np.array([largest_step(drawn_step(step, trunk_px), trunk_px) for step in steps])
    assert (found < 0.5 * steps).all()
    assert (found > 0.3 * steps).all()
    assert largest_step(drawn_step(0.0, trunk_px), trunk_px) == pytest.approx(0.0, abs=1e-9)


def test_too_few_points_have_no_course() -> None:
    assert largest_step(drawn_step(0.0)[: LEAST_POINTS - 1], 100.0) == np.inf


@pytest.mark.parametrize("lumbar_deg", [-20.0, 10.0, 40.0, 70.0])
@pytest.mark.parametrize("lean_deg", [20.0, 45.0, 70.0])
def test_a_back_takes_no_step_however_round_it_is(lean_deg: float, lumbar_deg: float) -> None:
    assert largest_step(bent_over(lean_deg, lumbar_deg).outline, 1.0) < 0.5 * MOST_STEP


@pytest.mark.parametrize("lumbar_deg", [-20.0, 25.0, 70.0])
@pytest.mark.parametrize("hidden", [(-0.05, 0.25), (0.1, 0.4), (0.35, 0.7), (0.3, 0.8)])
def test_what_a_plate_hides_is_no_step(lumbar_deg: float, hidden: tuple[float, float]) -> None:
    back = bent_over(60.0, lumbar_deg)
    is_seen = (back.stations < hidden[0]) | (back.stations > hidden[1])
    assert largest_step(back.outline[is_seen], 1.0) < MOST_STEP


def test_an_outline_that_steps_onto_something_else_cannot_be_read() -> None:
    shot = as_shot([bent_over(50.0)] * 3)
    outline = shot.outline.copy()
    outline[1, 55:, 0] -= 0.12 * shot.trunk_px
    stepping = replace(shot, outline=outline)
    assert readable(stepping, usual(3), LIKE).tolist() == [True, False, True]
    visible = shot.visible.copy()
    visible[1, 55:] = False
    behind_plate = replace(stepping, visible=visible)
    assert readable(behind_plate, usual(3), LIKE).all()


def test_an_unseen_lifter_is_not_believed() -> None:
    assert not in_shot(np.full((2, ROW_LENGTH), np.nan), LIKE).any()


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
