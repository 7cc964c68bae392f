"""What is given is believed only within its limits."""

import pytest

from liftvision.errors import GivenError
from liftvision.given import HEIGHTS_M, LOADS_KG, PLATE_DIAMETERS_M, Given


@pytest.mark.parametrize(
    ("name", "limits"),
    [("plate_diameter_m", PLATE_DIAMETERS_M), ("height_m", HEIGHTS_M), ("load_kg", LOADS_KG)],
)
def test_numbers_have_limits(name, limits):
    for limit in limits:
        assert getattr(Given(**{name: limit}), name) == limit
    for beyond in (limits[0] * 0.99, limits[1] * 1.01, -1.0, float("nan"), float("inf")):
        with pytest.raises(GivenError, match=r"cannot be.* from "):
            Given(**{name: beyond})


def test_a_diameter_in_mm_is_told_its_unit():
    with pytest.raises(GivenError, match=r"of 450 m cannot be\. Give it in m, from 0\.15 to 0\.5"):
        Given(plate_diameter_m=450.0)


def test_a_lift_that_cannot_be_looked_for_is_refused():
    with pytest.raises(GivenError, match="deadlift, any"):
        Given(lift="curl")


def test_a_style_that_does_not_exist_is_refused():
    with pytest.raises(GivenError, match="conventional, sumo"):
        Given(style="hexagonal")
