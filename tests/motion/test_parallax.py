"""Scales of two planes against a camera whose distance and focal length are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.motion.parallax import DISTANCE_M, FOCAL, Evidence, weigh

LONG_PX = 1280.0


def evidence(distance_m: float, focal: float = FOCAL, error: float = 0.01) -> Evidence:
    return Evidence(distance_m / (focal * LONG_PX), error)


@given(distance_m=st.floats(2.5, 6.0), nearer_m=st.floats(0.4, 0.8))
def test_a_usual_camera_gives_the_body_from_the_plate_within_its_error(distance_m, nearer_m):
    planes = weigh([evidence(distance_m - nearer_m)], [], (nearer_m, 0.05), LONG_PX)
    true = evidence(distance_m).metres_per_px
    assert planes.body.value == pytest.approx(true, abs=2.0 * planes.body.error)
    assert planes.bar.value == pytest.approx(
        evidence(distance_m - nearer_m).metres_per_px, rel=2e-3
    )
    assert 0.01 < planes.body.error / planes.body.value < 0.08
    assert 1.0 < planes.parallax.value < 1.5


def test_the_usual_distance_at_the_usual_focal_length_is_found():
    planes = weigh([evidence(DISTANCE_M)], [], (0.75, 0.0), LONG_PX)
    assert planes.distance.value == pytest.approx(DISTANCE_M, rel=0.02)
    assert planes.parallax.value == pytest.approx(1.0 + 0.75 / DISTANCE_M, abs=0.01)


@given(st.floats(2.0, 7.0), st.floats(0.01, 0.1), st.floats(0.0, 0.8))
def test_evidence_of_both_planes_is_better_than_of_one(distance_m, error, nearer_m):
    near = (nearer_m, 0.05)
    plate, body = evidence(distance_m - nearer_m), evidence(distance_m, error=error)
    both = weigh([plate], [body], near, LONG_PX)
    one, other = weigh([plate], [], near, LONG_PX), weigh([], [body], near, LONG_PX)
    assert both.body.error <= min(one.body.error, other.body.error) * 1.02
    assert both.body.value == pytest.approx(body.metres_per_px, abs=2.5 * both.body.error)


def test_in_one_plane_there_is_one_scale():
    planes = weigh([evidence(4.0)], [], (0.0, 0.0), LONG_PX)
    assert planes.bar.value == pytest.approx(planes.body.value)
    assert planes.parallax.value == pytest.approx(1.0)
    assert planes.parallax.error == pytest.approx(0.0, abs=1e-12)


@given(times=st.floats(0.2, 5.0))
def test_a_larger_picture_has_smaller_px_and_the_same_parallax(times):
    small = weigh([evidence(3.0)], [], (0.7, 0.05), LONG_PX)
    finer = Evidence(evidence(3.0).metres_per_px / times, 0.01)
    large = weigh([finer], [], (0.7, 0.05), LONG_PX * times)
    np.testing.assert_allclose(large.body.value * times, small.body.value, rtol=1e-9)
    np.testing.assert_allclose(large.parallax.value, small.parallax.value, rtol=1e-9)
