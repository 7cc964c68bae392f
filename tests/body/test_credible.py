"""Fits that cannot be true are refused, each with its reason."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.body.credible import (
    LEG_SCATTERED,
    MISPLACED,
    MOST_MISFIT,
    MOST_OFFSET,
    MOST_PITCH_DEG,
    SCATTERED,
    STATURES_M,
    why_no_leg,
    why_not,
)
from liftvision.body.figure import POINTS
from liftvision.body.fit import BodyFit, fit_body
from liftvision.body.proportions import CONVENTIONAL
from liftvision.body.unknowns import SHOT_UNKNOWNS, InShot
from tests.body.made_up_lifter import LEGS, MadeUpLifter, as_usual, erring, made_up


def fit_of(lifter: MadeUpLifter) -> BodyFit:
    return fit_body(lifter.evidence, (CONVENTIONAL,))[0]


@pytest.fixture(scope="module")
def good() -> BodyFit:
    return fit_of(as_usual(made_up()))


def with_unknown(fit: BodyFit, unknown: InShot, value: float) -> BodyFit:
    shot = fit.shot.copy()
    shot[unknown] = value
    return replace(fit, shot=shot)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("plate", [True, False])
def test_somebody_whose_landmarks_err_as_they_do_is_credible(seed: int, plate: bool):
    fit = fit_of(erring(made_up(plate=plate), seed, spread=0.7))
    assert why_not(fit) is None
    assert why_no_leg(fit) is None


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_camera_that_is_tilted_far_is_not(good: BodyFit, sign: float):
    assert why_not(with_unknown(good, InShot.PITCH, sign * np.radians(MOST_PITCH_DEG - 1))) is None
    reason = why_not(with_unknown(good, InShot.PITCH, sign * np.radians(MOST_PITCH_DEG + 5)))
    assert reason is not None
    assert f"{MOST_PITCH_DEG + 5:.0f} degrees" in reason


@pytest.mark.parametrize("stature_m", [STATURES_M[0] - 0.1, STATURES_M[1] + 0.1])
def test_a_dwarf_or_a_giant_is_not_but_where_the_height_is_given(good: BodyFit, stature_m: float):
    odd = with_unknown(good, InShot.LOG_STATURE, np.log(stature_m))
    reason = why_not(odd)
    assert reason is not None
    assert f"{stature_m:.2f} m" in reason
    given = replace(odd, evidence=replace(odd.evidence, height_m=stature_m))
    assert why_not(given) is None


@pytest.mark.parametrize("seed", range(3))
def test_landmarks_all_over_the_place_are_no_body(seed: int):
    lifter = made_up()
    random = np.random.default_rng(seed)
    nonsense = lifter.moved(random.normal(0.0, 0.5, lifter.evidence.trust.shape))
    assert why_not(fit_of(nonsense)) is not None


def test_a_fit_that_hardly_anything_fits_is_not(good: BodyFit):
    looks = float(np.sum(good.evidence.weights**2))
    assert why_not(replace(good, cost=(MOST_MISFIT - 1.0) * looks)) is None
    assert why_not(replace(good, cost=(MOST_MISFIT + 1.0) * looks)) == SCATTERED


@pytest.mark.parametrize(("name", "refused"), [("hip", True), ("shoulder", True), ("heel", False)])
def test_a_hip_or_shoulder_far_from_where_it_is_marked_is_not(
    good: BodyFit, name: str, refused: bool
):
    """Feet may be marked anywhere, and the far side too."""
    point = POINTS.index(name)
    for side, why in ((1, MISPLACED if refused else None), (0, None)):
        offsets = good.evidence.usual.reshape(2, len(POINTS), 2, 2).copy()
        spread = good.evidence.spread.reshape(offsets.shape)
        offsets[0, point, side, 1] += (MOST_OFFSET + 1.0) * spread[0, point, side, 1]
        shot = np.concatenate([good.figure_unknowns, offsets.ravel()])
        assert len(shot) == SHOT_UNKNOWNS + offsets.size
        assert why_not(replace(good, shot=shot)) == why


def test_hips_that_are_40_cm_off_are_refused():
    lifter = made_up()
    off = np.zeros(lifter.evidence.trust.shape)
    off[:, POINTS.index("hip")] = (-0.4, 0.4)
    assert why_not(fit_of(lifter.moved(off))) is not None


@pytest.mark.parametrize("seed", range(3))
def test_legs_all_over_the_place_are_no_legs(seed: int):
    lifter = made_up(plate=False)
    off = np.zeros(lifter.evidence.trust.shape)
    points = [POINTS.index(name) for name in LEGS]
    off[:, points] = np.random.default_rng(seed).normal(0.0, 0.25, off[:, points].shape)
    assert why_no_leg(fit_of(lifter.moved(off))) == LEG_SCATTERED


def test_a_plate_explains_why_a_leg_is_all_over_the_place():
    lifter = made_up()
    off = np.zeros(lifter.evidence.trust.shape)
    points = [POINTS.index(name) for name in LEGS]
    off[:, points] = np.random.default_rng(0).normal(0.0, 0.25, off[:, points].shape)
    assert why_no_leg(fit_of(lifter.moved(off))) is None
