"""What a drawn plate hides of points whose places are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.arrays import BoolArray, FloatArray
from liftvision.spine.visible import PLATE_MARGIN, PLATE_MARGIN_OF_TRUNK, beside_plate

CENTRE = np.array([[100.0, 200.0]])
AXES = np.array([30.0, 50.0])
TRUNK = 150.0
REACH = PLATE_MARGIN * AXES + PLATE_MARGIN_OF_TRUNK * TRUNK


def is_seen(
    points: FloatArray,
    centre: FloatArray = CENTRE,
    half_axes: FloatArray = AXES,
    tilt_deg: float = 0.0,
) -> BoolArray:
    return np.asarray(beside_plate(points[None], centre, half_axes, tilt_deg, TRUNK)[0])


def on_ellipse(share: float, tilt_deg: float, count: int = 40) -> FloatArray:
    """Give points (count, 2) at so much of the plate's reach; the tilt is clockwise, y is down."""
    around = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
    tilt = np.radians(tilt_deg)
    across = np.array([np.cos(tilt), np.sin(tilt)])
    down = np.array([-np.sin(tilt), np.cos(tilt)])
    own = share * REACH * np.stack([np.cos(around), np.sin(around)], axis=1)
    return np.asarray(CENTRE[0] + own[:, :1] * across + own[:, 1:] * down)


@given(st.floats(-90.0, 90.0))
def test_a_plate_hides_what_lies_within_its_enlarged_rim(tilt_deg: float) -> None:
    assert not is_seen(on_ellipse(0.99, tilt_deg), tilt_deg=tilt_deg).any()
    assert is_seen(on_ellipse(1.01, tilt_deg), tilt_deg=tilt_deg).all()


def test_the_mask_s_edge_along_the_rim_is_the_plate_s() -> None:
    rim = CENTRE[0] + AXES * np.array([[1.0, 0.0], [0.0, -1.0], [0.6, 0.8]])
    assert not is_seen(rim).any()
    assert not is_seen(rim + [1.5, 0.0]).any()


def test_a_plate_that_is_not_followed_hides_nothing() -> None:
    assert is_seen(on_ellipse(0.2, 0.0), np.full((1, 2), np.nan)).all()
    assert is_seen(on_ellipse(0.2, 0.0), half_axes=np.full((1, 2), np.nan)).all()


def test_a_point_that_was_not_found_is_not_called_hidden() -> None:
    points = np.array([[np.nan, np.nan], [100.0, 200.0]])
    assert is_seen(points).tolist() == [True, False]


def test_every_frame_has_its_own_plate() -> None:
    points = np.tile(np.array([[100.0, 200.0], [300.0, 200.0]]), (3, 1, 1))
    centres = np.array([[100.0, 200.0], [300.0, 200.0], [np.nan, np.nan]])
    seen = beside_plate(points, centres, AXES, 0.0, TRUNK)
    assert seen.tolist() == [[False, True], [True, False], [True, True]]
    axes = np.array([[30.0, 50.0], [300.0, 50.0], [30.0, 50.0]])
    seen = beside_plate(points, centres, axes, 0.0, TRUNK)
    assert seen.tolist() == [[False, True], [False, False], [True, True]]


def test_a_longer_trunk_widens_the_margin() -> None:
    point = np.array([[[100.0 + 1.06 * 30.0 + 4.0, 200.0]]])
    assert beside_plate(point, CENTRE, AXES, 0.0, 150.0).all()
    assert not beside_plate(point, CENTRE, AXES, 0.0, 300.0).any()
    assert pytest.approx(0.02) == PLATE_MARGIN_OF_TRUNK
