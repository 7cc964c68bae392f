"""The stated errors: larger the more a back is bent, the looser the clothes, the less is known."""

from typing import get_args

import numpy as np
import pytest

from liftvision.motion.back import BackZero, Clothes
from liftvision.spine.calibration import BENT, BENT_DEG, CHANGE, UPRIGHT, UPRIGHT_DEG, back_error

LEANS = np.arange(-20.0, 121.0)
CLOTHES: tuple[Clothes, ...] = get_args(Clothes)
ZEROS: tuple[BackZero, ...] = get_args(BackZero)


@pytest.mark.parametrize("name", BENT)
@pytest.mark.parametrize("clothes", CLOTHES)
@pytest.mark.parametrize("zero", ZEROS)
def test_the_error_grows_with_the_lean(name: str, clothes: Clothes, zero: BackZero) -> None:
    error = back_error(name, LEANS, clothes, zero)
    assert error.shape == LEANS.shape
    assert (error > 0.0).all()
    assert (np.diff(error) >= 0.0).all()
    assert np.ptp(error[LEANS >= BENT_DEG]) == 0.0
    assert np.ptp(error[LEANS <= UPRIGHT_DEG]) == 0.0


@pytest.mark.parametrize("name", BENT)
def test_between_upright_and_bent_it_is_between_the_two(name: str) -> None:
    half = np.array([0.5 * (BENT_DEG + UPRIGHT_DEG)])
    middle = 0.5 * (BENT[name]["tight"] + UPRIGHT[name]["tight"])
    assert back_error(name, half, "tight", "usual back") == pytest.approx([middle])


@pytest.mark.parametrize("name", BENT)
@pytest.mark.parametrize("zero", ZEROS)
def test_loose_clothes_are_no_better_than_tight_ones(name: str, zero: BackZero) -> None:
    tight, loose = (back_error(name, LEANS, clothes, zero) for clothes in CLOTHES)
    assert (loose >= tight).all()
    assert CHANGE["loose"] >= CHANGE["tight"] > 0.0


@pytest.mark.parametrize("name", BENT)
@pytest.mark.parametrize("clothes", CLOTHES)
def test_knowing_the_lifter_standing_does_no_harm(name: str, clothes: Clothes) -> None:
    own, upright = (
        back_error(name, LEANS, clothes, zero) for zero in ("standing clip", "upright frames")
    )
    assert (own <= upright).all()


def test_every_column_has_both_errors() -> None:
    assert set(BENT) == set(UPRIGHT) == {"lumbar_flexion", "pelvis_tilt", "hip_flexion"}


def test_an_unknown_lean_has_an_unknown_error() -> None:
    error = back_error("pelvis_tilt", np.array([np.nan, 10.0]), "tight", "upright frames")
    assert np.isfinite(error).tolist() == [False, True]
