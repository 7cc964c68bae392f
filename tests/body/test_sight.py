"""The pinhole against points whose place in the picture is plain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.arrays import FloatArray
from liftvision.body.sight import nearness, seen_at
from liftvision.body.unknowns import SHOT_UNKNOWNS, InShot

DISTANCE_M = 4.0

angles = st.floats(-180.0, 180.0)
pitches = st.floats(-20.0, 20.0)
metres = st.floats(-1.0, 1.0)


def camera(
    yaw_deg: float, pitch_deg: float = 0.0, right: float = 0.0, up: float = 0.0
) -> FloatArray:
    shot = np.zeros(SHOT_UNKNOWNS)
    shot[InShot.LOG_DISTANCE] = np.log(DISTANCE_M)
    shot[InShot.YAW], shot[InShot.PITCH] = np.radians(yaw_deg), np.radians(pitch_deg)
    shot[InShot.RIGHT], shot[InShot.UP] = right, up
    return shot


def one(shot: FloatArray, x: float, y: float, z: float) -> FloatArray:
    return np.asarray(seen_at(np.array([[x, y, z]]), shot)[0])


@given(yaw=angles, pitch=pitches, right=metres, up=metres)
def test_the_origin_is_where_it_is_told_to_be(yaw: float, pitch: float, right: float, up: float):
    assert one(camera(yaw, pitch, right, up), 0.0, 0.0, 0.0) == pytest.approx((right, up))


@given(nearer=metres, yaw=angles)
def test_a_point_on_the_optical_axis_stays_there_however_near(nearer: float, yaw: float):
    """The axis goes through the height of 1 m above the origin."""
    turned = np.radians(yaw)
    place = one(camera(yaw, up=-1.0), nearer * np.cos(turned), 1.0, -nearer * np.sin(turned))
    assert place == pytest.approx((0.0, 0.0), abs=1e-12)


@pytest.mark.parametrize(
    ("yaw", "forward", "leftward"),
    [(90.0, 0.2, 0.0), (-90.0, -0.2, 0.0), (0.0, 0.0, 0.2), (180.0, 0.0, -0.2)],
)
def test_yaw_says_where_the_lifter_faces(yaw: float, forward: float, leftward: float):
    """+90: forward is to the picture's right. 0: who faces the camera has his left at its right."""
    shot = camera(yaw)
    sizes = (nearness(np.array([[0.2, 0.0, 0.0], [0.0, 0.0, 0.2]]), shot),)
    assert one(shot, 0.2, 0.0, 0.0)[0] == pytest.approx(forward * sizes[0][0])
    assert one(shot, 0.0, 0.0, 0.2)[0] == pytest.approx(leftward * sizes[0][1])


def test_what_is_nearer_is_larger_by_the_ratio_of_the_distances():
    """Half a metre towards a camera that is 4 m away."""
    side = camera(90.0)
    near, far = (one(side, 0.3, 0.0, z)[0] for z in (-0.5, 0.5))
    assert near == pytest.approx(0.3 * 4.0 / 3.5)
    assert far == pytest.approx(0.3 * 4.0 / 4.5)
    assert nearness(np.array([[0.3, 0.0, -0.5]]), side)[0] == pytest.approx(4.0 / 3.5)


def test_from_above_what_is_nearer_is_lower_and_what_is_higher_nearer():
    above = camera(90.0, pitch_deg=10.0)
    assert one(above, 0.0, 0.0, -0.3)[1] < 0.0 < one(above, 0.0, 0.0, 0.3)[1]
    assert one(above, 0.0, 1.0, 0.0)[1] == pytest.approx(
        np.cos(np.radians(10.0)) / (1.0 - np.sin(np.radians(10.0)) / DISTANCE_M)
    )


@given(yaw=angles, pitch=pitches, x=metres, y=metres, z=metres, right=metres, up=metres)
def test_it_is_a_pinhole_that_is_turned(
    yaw: float, pitch: float, x: float, y: float, z: float, right: float, up: float
):
    """Two rotations as matrices, a shift, and the division by the depth."""
    turn, tilt = np.radians(yaw), np.radians(pitch)
    turning = np.array(
        [[np.sin(turn), 0, np.cos(turn)], [0, 1, 0], [np.cos(turn), 0, -np.sin(turn)]]
    )
    tilting = np.array(
        [[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]]
    )
    across, above, nearer = tilting @ turning @ np.array([x, y, z])
    scale = DISTANCE_M / (DISTANCE_M - nearer)
    shot = camera(yaw, pitch, right, up)
    expected = ((right + across) * scale, (up + above) * scale)
    assert one(shot, x, y, z) == pytest.approx(expected)
    assert nearness(np.array([[x, y, z]]), shot)[0] == pytest.approx(scale)


def test_tries_at_once_are_tries_one_by_one():
    points = np.random.default_rng(0).normal(0.0, 0.5, (2, 5, 8, 2, 3))
    shots = np.stack([camera(80.0, 3.0, 0.2, -1.0), camera(-60.0)])
    together = seen_at(points, shots)
    for at in range(2):
        assert together[at] == pytest.approx(seen_at(points[at], shots[at]))
