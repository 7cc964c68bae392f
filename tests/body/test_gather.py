"""What a made-up lifter shows, as evidence: places, gaps, posture, the plate and what it hides."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.body.evidence import CORRELATION_S
from liftvision.body.figure import POINTS
from liftvision.body.gather import PLANTED_M, WALKING_M, gather
from liftvision.body.sight import seen_at
from liftvision.body.trust import BY_A_PLATE, CLEAR
from liftvision.body.unknowns import InShot
from liftvision.motion.floor import at_rest
from liftvision.pose.landmarks import Landmark
from tests.body.made_up_lifter import (
    HOLD_S,
    PLATE_RADIUS_M,
    PULL_S,
    REST_S,
    SIZE,
    MadeUpLifter,
    made_up,
    scale_of,
)

KNEE = POINTS.index("knee")


@pytest.fixture(scope="module")
def lifter() -> MadeUpLifter:
    return made_up()


def evidence_of(seen):
    return gather(seen, at_rest(seen), None)


def test_places_are_right_and_up_from_the_middle_of_the_picture(lifter):
    evidence = lifter.evidence
    knee = lifter.seen.landmarks[:, Landmark.KNEE_R] - 0.5 * np.array(SIZE)
    assert evidence.places[:, KNEE, 1] == pytest.approx(knee * np.array([1.0, -1.0]))
    assert evidence.long_side_px == max(SIZE)
    px_per_m = np.exp(lifter.shot[InShot.LOG_SCALE])
    assert evidence.scale[0] == pytest.approx(1.0 / px_per_m)
    assert evidence.scale[1] == pytest.approx(0.04)


def test_what_was_not_seen_is_not_trusted(lifter):
    landmarks = lifter.seen.landmarks.copy()
    landmarks[10:20] = np.nan
    landmarks[30, Landmark.KNEE_R] = np.nan
    evidence = evidence_of(replace(lifter.seen, landmarks=landmarks))
    assert np.isfinite(evidence.places).all()
    assert np.isfinite(evidence.posture).all()
    seen = np.ones(evidence.trust.shape[:3], dtype=np.bool_)
    seen[10:20] = False
    seen[30, KNEE, 1] = False
    assert ((evidence.trust > 0.0).all(axis=-1) == seen).all()


def test_posture_goes_from_bent_to_upright(lifter):
    posture = lifter.evidence.posture
    assert posture[:, 0] == pytest.approx(1.0)
    assert posture[0, 1] == pytest.approx(-1.0, abs=0.05)
    top = round((REST_S + PULL_S + 0.5 * HOLD_S) * 25.0)
    assert posture[top, 1] == pytest.approx(1.0, abs=0.05)
    assert np.abs(posture).max() == pytest.approx(1.0)


@pytest.mark.parametrize("plate", [True, False])
def test_the_top_is_where_the_bar_is_high(plate: bool):
    lifter = made_up(plate=plate, reps=2)
    top = lifter.evidence.top
    assert top[lifter.upright > 0.99].all()
    assert not top[lifter.upright < 0.7].any()


@pytest.mark.parametrize("plate", [True, False])
def test_a_bar_that_hardly_rises_has_no_top(plate: bool):
    lifter = made_up(plate=plate)
    low = lifter.upright < 0.2
    assert low.sum() > 20
    evidence = evidence_of(lifter.of(low).seen)
    assert not evidence.top.any()


def test_the_plate_is_followed_and_held_and_lies(lifter):
    plate = lifter.evidence.plate
    assert plate is not None
    assert plate.seen.all()
    assert plate.held.all()
    assert plate.resting[:8].all()
    assert not plate.resting[lifter.upright > 0.1].any()
    assert plate.radius_m == PLATE_RADIUS_M
    assert plate.m_error == pytest.approx(0.02)
    at_camera = seen_at(np.zeros((1, 1, 3)), lifter.shot)[0, 0]
    assert plate.places[0, 1] > at_camera[1] * np.exp(lifter.shot[InShot.LOG_SCALE])


@pytest.mark.parametrize("yaw", [60.0, -50.0, 120.0, -130.0])
def test_hands_hold_the_bar_in_oblique_views_too(yaw: float):
    """There the near plate's face is up to half a metre beside the hands in the picture."""
    plate = made_up(yaw).evidence.plate
    assert plate is not None
    assert plate.held.all()


def test_hands_that_are_away_hold_no_bar(lifter):
    evidence = evidence_of(replace(lifter.seen, bar=lifter.seen.bar + np.array([400.0, 0.0])))
    assert evidence.plate is not None
    assert not evidence.plate.held.any()
    assert evidence.loose_feet == pytest.approx(WALKING_M)


def test_feet_stand_still_under_a_bar_that_is_in_the_air(lifter):
    in_the_air = lifter.upright > 0.1
    assert lifter.evidence.loose_feet[in_the_air] == pytest.approx(PLANTED_M)
    assert (lifter.evidence.loose_feet[:8] > PLANTED_M).all()


def test_without_the_plate_in_some_frames_the_bar_is_not_held_there(lifter):
    bar = lifter.seen.bar.copy()
    bar[20:30] = np.nan
    evidence = evidence_of(replace(lifter.seen, bar=bar))
    plate = evidence.plate
    assert plate is not None
    assert not plate.held[20:30].any()
    assert plate.held[30:].all()
    assert np.isfinite(plate.places).all()


@pytest.mark.parametrize(("yaw", "hides"), [(90.0, True), (-90.0, True), (60.0, False)])
def test_a_plate_hides_the_legs_from_the_side_only(yaw: float, hides: bool):
    lifter = made_up(yaw)
    near = lifter.near
    expected = (BY_A_PLATE if hides else CLEAR)["knee"][0].offset_spread
    spread = lifter.evidence.spread.reshape(2, len(POINTS), 2, 2)[0, KNEE, near]
    assert spread == pytest.approx(np.array(expected) / 100.0)


def test_nobody_trusts_a_lifter_who_collapses_for_some_frames(lifter):
    """Another person, or nobody, was found there."""
    landmarks = lifter.seen.landmarks.copy()
    middle = landmarks[10:13].mean(axis=1, keepdims=True)
    landmarks[10:13] = middle + 0.4 * (landmarks[10:13] - middle)
    evidence = evidence_of(replace(lifter.seen, landmarks=landmarks))
    hip = POINTS.index("hip")
    assert (evidence.trust[10:13, hip] < 0.5 * evidence.trust[9, hip]).all()


def test_looks_that_follow_each_other_quickly_are_one_look():
    for fps in (25.0, 60.0):
        lifter = made_up(fps=fps)
        duration = float(np.ptp(lifter.seen.times))
        looks = float(np.sum(lifter.evidence.weights**2))
        assert looks == pytest.approx(duration / CORRELATION_S, rel=0.05)


def test_without_a_scale_of_the_bar_its_size_is_hardly_known(lifter):
    body = lifter.seen.scale.body.value
    assert body is not None
    evidence = evidence_of(replace(lifter.seen, scale=scale_of(None, body)))
    assert evidence.plate is not None
    assert evidence.plate.m_error > 0.1
