"""The edges of two legs that are drawn: where they are known to 1 px."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, SIDES, of_side
from liftvision.pose.legs import LEG_STATIONS, STATIONS, leg_edges, shows_legs
from tests.stick_lifter import deadlift

WIDTH, HEIGHT = 360, 480
ANKLE_Y, KNEE_Y, HIP_Y = 420.0, 270.0, 120.0
HALF_WIDTHS = (14.0, 20.0, 24.0)
"""Of each leg at ankle, knee and hip, px."""

TROUSERS, WALL = (40, 60, 160), (200, 190, 170)
INNER, OUTER = 0, 1
AT = [0.0, 0.5, 1.0]


def landmarks(stance=120.0, knees=(0.0, 0.0), middle=0.5 * WIDTH, rear=False):
    """Legs that stand ``stance`` apart, the knees moved inward by px."""
    xy = np.full((LANDMARK_COUNT, 2), [middle, 60.0])
    for side, sign, inward in zip(SIDES, (1.0, -1.0), knees, strict=True):
        way = -sign if rear else sign
        for joint, y in (("ankle", ANKLE_Y), ("knee", KNEE_Y), ("hip", HIP_Y)):
            x = middle + way * (0.5 * stance - (inward if joint == "knee" else 0.0))
            xy[of_side(joint, side)] = (x, y)
    return xy


def middles(xy, side, heights):
    joints = np.array([xy[of_side(joint, side)] for joint in ("hip", "knee", "ankle")])
    return np.interp(heights, joints[:, 1], joints[:, 0])


def half_width(heights):
    return np.interp(heights, [HIP_Y, KNEE_Y, ANKLE_Y], HALF_WIDTHS[::-1])


def drawn(xy, arms=()):
    """Coverage (height, width) 0-1 of both legs from above the hips to below the ankles."""
    across = np.arange(WIDTH, dtype=np.float64)
    rows = np.arange(HEIGHT, dtype=np.float64)
    covered = np.zeros((HEIGHT, WIDTH))
    for side in SIDES:
        away = np.abs(across - middles(xy, side, rows)[:, None])
        covered = np.maximum(covered, np.clip(half_width(rows)[:, None] + 0.5 - away, 0.0, 1.0))
    covered[:60] = covered[460:] = 0.0
    for left, right in arms:
        covered[60:400, left:right] = 1.0
    return covered


def seen(xy, *, mask_off_px=0.0, arms=()):
    """A mask that is soft and as a whole too wide by px, and a picture that is sharp."""
    covered = drawn(xy, arms)
    grown = covered
    if mask_off_px:
        size = 2 * round(abs(mask_off_px)) + 1
        kernel = np.ones((1, size), dtype=np.uint8)
        grown = (cv2.dilate if mask_off_px > 0 else cv2.erode)(covered, kernel)
    mask = cv2.GaussianBlur(grown, (0, 0), 1.5).astype(np.float32)
    picture = covered[..., None] * np.array(TROUSERS) + (1.0 - covered[..., None]) * np.array(WALL)
    return mask, np.rint(picture).astype(np.uint8)


def truth(xy, edges):
    """Where the edges (2, 2, N) are across, at the heights at which they were found."""
    expected = np.empty(edges.shape[:3])
    for at, side in enumerate(SIDES):
        other = xy[of_side("ankle", SIDES[1 - at]), 0]
        inward = np.sign(other - xy[of_side("ankle", side), 0])
        for edge, way in ((INNER, inward), (OUTER, -inward)):
            heights = edges[at, edge, :, 1]
            expected[at, edge] = middles(xy, side, heights) + way * half_width(heights)
    return expected


@pytest.mark.parametrize("rear", [False, True])
@pytest.mark.parametrize("knees", [(0.0, 0.0), (20.0, 20.0), (-25.0, 10.0)])
def test_the_edges_are_found_to_one_pixel(knees, rear):
    xy = landmarks(knees=knees, rear=rear)
    edges = leg_edges(*seen(xy), xy)
    assert edges.shape == (2, 2, LEG_STATIONS, 2)
    assert np.abs(edges[..., 0] - truth(xy, edges)).max() < 1.0


@pytest.mark.parametrize("mask_off_px", [-3.0, 2.0, 3.0])
def test_a_mask_that_is_too_wide_or_narrow_is_set_right_by_the_picture(mask_off_px):
    xy = landmarks()
    edges = leg_edges(*seen(xy, mask_off_px=mask_off_px), xy)
    assert np.abs(edges[..., 0] - truth(xy, edges)).max() < 1.0


@settings(max_examples=15, deadline=None)
@given(st.floats(-10.0, 10.0), st.floats(-10.0, 10.0))
def test_landmarks_beside_the_middle_find_the_same_edges(left, right):
    """As the model draws knees: the legs are where they are."""
    xy = landmarks(knees=(8.0, 8.0))
    moved = xy.copy()
    for side, by in zip(SIDES, (left, right), strict=True):
        moved[of_side("knee", side), 0] += by
    edges = leg_edges(*seen(xy), moved)
    assert np.abs(edges[..., 0] - truth(xy, edges)).max() < 1.0


def test_stations_go_from_the_ankle_up():
    xy = landmarks()
    edges = leg_edges(*seen(xy), xy)
    heights = np.interp(STATIONS, AT, [ANKLE_Y, KNEE_Y, HIP_Y])
    np.testing.assert_allclose(edges[..., 1], np.broadcast_to(heights, edges.shape[:3]), atol=2.0)
    assert (np.diff(edges[..., 1], axis=-1) < 0.0).all()


def test_legs_that_touch_have_no_inner_edges_there():
    """Thighs together, shanks apart."""
    xy = landmarks(stance=60.0, knees=(-6.0, -6.0))
    for side in SIDES:
        xy[of_side("hip", side), 0] = 0.5 * WIDTH + (12.0 if side == "l" else -12.0)
    edges = leg_edges(*seen(xy), xy)
    together = np.interp(STATIONS, AT, [30.0, 36.0, 12.0]) < np.interp(STATIONS, AT, HALF_WIDTHS)
    assert together.any() and not together.all()
    assert np.isnan(edges[:, INNER, together]).all()
    assert np.isfinite(edges[:, INNER, :10]).all()
    assert np.isfinite(edges[:, OUTER]).all()


def test_an_arm_that_hangs_against_the_leg_hides_its_outer_edge():
    """So wide that the mask does not end within reach."""
    xy = landmarks()
    right_of_left_leg = int(0.5 * WIDTH + 60.0)
    edges = leg_edges(*seen(xy, arms=[(right_of_left_leg, WIDTH)]), xy)
    assert np.isnan(edges[0, OUTER, 8:]).all()
    assert np.isfinite(edges[0, INNER]).all()
    assert np.isfinite(edges[1]).all()


def test_a_landmark_off_the_body_finds_nothing():
    xy = landmarks()
    moved = xy.copy()
    for joint in ("ankle", "knee", "hip"):
        moved[of_side(joint, "l"), 0] += 45.0
    edges = leg_edges(*seen(xy), moved)
    assert np.isnan(edges[0]).all()
    assert np.isfinite(edges[1]).all()


def test_outside_the_picture_nothing_is_found():
    xy = landmarks()
    away = xy + [WIDTH, 0.0]
    assert np.isnan(leg_edges(*seen(xy), away)).all()


def test_a_leg_cut_off_below_has_its_upper_edges():
    """The picture ends above the ankles."""
    xy = landmarks()
    mask, picture = seen(xy)
    cut = int(0.5 * (ANKLE_Y + KNEE_Y))
    edges = leg_edges(np.ascontiguousarray(mask[:cut]), np.ascontiguousarray(picture[:cut]), xy)
    heights = np.interp(STATIONS, AT, [ANKLE_Y, KNEE_Y, HIP_Y])
    assert np.isnan(edges[:, :, heights > cut]).all()
    above = edges[:, :, heights < cut - 20]
    assert np.isfinite(above).all()
    assert np.abs(above[..., 0] - truth(xy, above)).max() < 1.0


def test_an_empty_mask_has_no_edges():
    xy = landmarks()
    mask, picture = seen(xy)
    assert np.isnan(leg_edges(np.zeros_like(mask), picture, xy)).all()
    assert np.isnan(leg_edges(np.ones_like(mask), picture, xy)[:, :, 2:-2]).all()


@settings(max_examples=15, deadline=None)
@given(
    stance=st.floats(80.0, 160.0),
    left=st.floats(-20.0, 20.0),
    right=st.floats(-20.0, 20.0),
)
def test_the_mirrored_picture_has_the_mirrored_edges(stance, left, right):
    xy = landmarks(stance, (left, right), middle=0.5 * (WIDTH - 1))
    mask, picture = seen(xy)
    mirrored = (np.array([WIDTH - 1.0, 0.0]) + xy * [-1.0, 1.0])[list(MIRRORED)]
    edges = leg_edges(mask, picture, xy)
    other = leg_edges(
        np.ascontiguousarray(mask[:, ::-1]), np.ascontiguousarray(picture[:, ::-1]), mirrored
    )[::-1]
    np.testing.assert_allclose(WIDTH - 1.0 - other[..., 0], edges[..., 0], atol=0.7)


@pytest.mark.parametrize(
    ("yaw_deg", "shown"),
    [(0.0, True), (30.0, True), (-35.0, True), (180.0, True), (150.0, True), (50.0, False),
     (90.0, False), (-120.0, False)],
)  # fmt: skip
def test_legs_are_looked_at_near_the_front_and_the_rear(yaw_deg, shown):
    world = deadlift(1, yaw_deg=yaw_deg).pose.world[40]
    assert shows_legs(world) is shown
