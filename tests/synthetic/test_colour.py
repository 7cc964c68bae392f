"""Colours, against the sRGB standard."""

import numpy as np
import pytest

from liftvision.errors import RecipeError
from liftvision.synthetic.colour import linear, to_code, to_light


def test_linear_follows_the_srgb_curve():
    assert np.allclose(linear("#ffffff"), 1.0)
    assert np.allclose(linear("#000000"), 0.0)
    # IEC 61966-2-1: code 128 is 21.6 % of the light of white, and below 0.04045 it is a line.
    assert np.allclose(linear("#808080"), 0.21586, atol=1e-5)
    assert np.allclose(linear("#0a0000"), [10 / 255 / 12.92, 0.0, 0.0])


@pytest.mark.parametrize("wrong", ["red", "#12345", "#gggggg", ""])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(RecipeError, match="#rrggbb"):
        linear(wrong)


def test_coding_undoes_itself():
    values = np.linspace(0.0, 1.0, 101)
    assert np.allclose(to_code(to_light(values)), values, atol=1e-4)
