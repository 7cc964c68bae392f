"""The back's outline on masks of a drawn body whose dorsal edge is known."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, Landmark
from liftvision.pose.outline import back_outline, facing_turn
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS
from tests.pose.persons import mirrored, person

SIZE = (320, 360)
"""Width and height of the masks."""

FINE = 8
"""Masks are drawn this many times larger and averaged, which gives the edges their values."""

TRUNK = 110.0
"""Hip to neck in px."""

BEHIND, BULGE, BEFORE = 24.0, 10.0, 22.0
"""Half width of the trunk behind the hip-neck line, more of it in its middle, and before it."""


def frame(lean_deg, turn):
    """Unit vectors from hip to neck and towards the back, in px (x right, y down)."""
    lean = np.radians(lean_deg)
    up = np.array([turn * np.sin(lean), -np.cos(lean)])
    return up, turn * np.array([up[1], -up[0]])


def dorsal_edge(hip, lean_deg, turn, extra=0.25):
    """The true edge of the back, a little further than from hip to neck."""
    up, back = frame(lean_deg, turn)
    along = np.linspace(-extra, 1.0 + extra, 400)[:, None]
    return hip + along * TRUNK * up + (BEHIND + BULGE * np.sin(np.pi * along)) * back


def draw(*shapes):
    """A mask 0-1 of filled polygons (N, 2) in px."""
    fine = np.zeros((SIZE[1] * FINE, SIZE[0] * FINE), np.uint8)
    for shape in shapes:
        cells = np.rint((np.asarray(shape) + 0.5) * FINE - 0.5).astype(np.int32)
        cv2.fillPoly(fine, [cells], 255)
    return cv2.resize(fine, SIZE, interpolation=cv2.INTER_AREA).astype(np.float32) / 255.0


def bar(start, stop, half_width):
    along = (stop - start) / np.linalg.norm(stop - start)
    side = half_width * np.array([along[1], -along[0]])
    return [start - side, start + side, stop + side, stop - side]


def body(lean_deg, turn, hip=(160.0, 200.0)):
    """A mask with trunk, head, a thigh and an arm, its landmarks, and the back's true edge."""
    hip = np.array(hip)
    up, back = frame(lean_deg, turn)
    neck = hip + TRUNK * up
    edge = dorsal_edge(hip, lean_deg, turn)
    trunk = [
        *edge,
        neck + 0.25 * TRUNK * up - BEFORE * back,
        hip - 0.25 * TRUNK * up - BEFORE * back,
    ]
    knee = hip + (turn * 35.0, 75.0)
    mask = draw(
        trunk,
        bar(hip, knee, 20.0),
        bar(knee, knee + (-turn * 12.0, 70.0), 13.0),
        bar(neck - 4.0 * back, neck - 4.0 * back + (0.0, 95.0), 8.0),
        bar(neck, neck + 42.0 * up, 14.0),
    )
    xy = np.tile(hip, (LANDMARK_COUNT, 1))
    xy[[Landmark.SHOULDER_L, Landmark.SHOULDER_R]] = neck
    return mask, xy, edge


def off_edge(outline, edge):
    """Distance (N,) in px of each point to a polyline."""
    start, step = edge[:-1], np.diff(edge, axis=0)
    to_start = outline[:, None] - start
    along = np.clip((to_start * step).sum(-1) / (step**2).sum(-1), 0.0, 1.0)
    return np.linalg.norm(to_start - along[..., None] * step, axis=-1).min(axis=1)


@pytest.mark.parametrize("turn", [-1, 1])
@pytest.mark.parametrize("lean_deg", [-5.0, 0.0, 20.0, 45.0, 70.0, 85.0])
def test_the_outline_lies_on_the_back_from_hip_to_neck(lean_deg, turn):
    mask, xy, edge = body(lean_deg, turn)

    whole = back_outline(mask, xy, turn)

    assert whole.shape == (OUTLINE_POINTS, 2)
    outline = whole[HIP_POINT:]
    assert off_edge(outline, edge).max() < 1.0
    up, _ = frame(lean_deg, turn)
    along = (outline - xy[Landmark.HIP_L]) @ up / TRUNK
    assert np.all(np.diff(along) > 0.0)
    assert along[0] == pytest.approx(0.0, abs=0.03)
    assert along[-1] == pytest.approx(1.0, abs=0.03)
    steps = np.linalg.norm(np.diff(outline, axis=0), axis=1)
    np.testing.assert_allclose(steps, steps.mean(), rtol=0.05)


@settings(max_examples=20, deadline=None)
@given(st.floats(-10.0, 88.0), st.floats(-15.0, 15.0), st.floats(-15.0, 15.0))
def test_facing_left_is_the_mirror_image_of_facing_right(lean_deg, across, down):
    mask, xy, _ = body(lean_deg, 1, hip=(160.0 + across, 200.0 + down))
    right = back_outline(mask, xy, 1)

    turned = mirrored(xy, SIZE[0] - 1.0)[list(MIRRORED)]
    left = back_outline(np.ascontiguousarray(mask[:, ::-1]), turned, -1)

    assert np.isfinite(right[HIP_POINT:]).all()
    # A point between two pixels that are equally far may go to either.
    np.testing.assert_allclose(mirrored(left, SIZE[0] - 1.0), right, atol=1.5)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.0, 85.0), st.integers(-25, 25), st.integers(-25, 25))
def test_a_body_elsewhere_in_the_picture_has_the_same_outline_there(lean_deg, across, down):
    mask, xy, _ = body(lean_deg, 1)
    moved = cv2.warpAffine(mask, np.float64([[1, 0, across], [0, 1, down]]), SIZE)
    np.testing.assert_allclose(
        back_outline(moved, xy + (across, down), 1),
        back_outline(mask, xy, 1) + (across, down),
        atol=0.75,
    )


@pytest.mark.parametrize("turn", [-1, 1])
def test_the_outline_goes_on_below_the_hip_around_seat_and_thigh(turn):
    mask, xy, _ = body(60.0, turn)
    below = back_outline(mask, xy, turn)[: HIP_POINT + 1]
    steps = np.linalg.norm(np.diff(below, axis=0), axis=1)
    np.testing.assert_allclose(steps, 0.7 * TRUNK / HIP_POINT, rtol=0.3)
    rows, columns = np.rint(below.T[::-1]).astype(int)
    assert np.all((mask[rows, columns] > 0.0) | (np.abs(mask[rows, columns] - 0.5) < 0.5))
    knee = xy[Landmark.HIP_L] + (turn * 35.0, 75.0)
    reached = np.linalg.norm(below[0] - knee)
    assert reached < np.linalg.norm(below[-1] - knee), "towards the knee"


def test_a_round_back_is_further_out_than_a_flat_one():
    mask, xy, _ = body(60.0, 1)
    _, back = frame(60.0, 1)
    outline = back_outline(mask, xy, 1)[HIP_POINT:]
    from_line = (outline - xy[Landmark.HIP_L]) @ back
    assert from_line[[0, -1]] == pytest.approx(BEHIND, abs=1.0)
    assert from_line.max() == pytest.approx(BEHIND + BULGE, abs=1.0)


def test_a_second_person_in_the_mask_does_not_attract_the_outline():
    mask, xy, edge = body(30.0, 1)
    beside = draw([(8.0, 60.0), (40.0, 60.0), (40.0, 330.0), (8.0, 330.0)])
    outline = back_outline(np.maximum(mask, beside), xy, 1)[HIP_POINT:]
    assert off_edge(outline, edge).max() < 1.0


def test_a_hole_in_the_trunk_does_not_matter_off_the_way():
    mask, xy, edge = body(30.0, 1)
    up, back = frame(30.0, 1)
    middle = xy[Landmark.HIP_L] + 0.5 * TRUNK * up
    cv2.circle(mask, tuple(np.rint(middle - 6.0 * back).astype(int)), 6, 0.0, -1)
    assert off_edge(back_outline(mask, xy, 1)[HIP_POINT:], edge).max() < 1.0


def unseen(outline):
    return outline.shape == (OUTLINE_POINTS, 2) and np.isnan(outline).all()


def test_no_outline_where_the_mask_shows_none():
    mask, xy, _ = body(30.0, 1)
    assert unseen(back_outline(np.zeros_like(mask), xy, 1)), "empty"
    assert unseen(back_outline(np.ones_like(mask), xy, 1)), "person everywhere"
    assert unseen(back_outline(np.roll(mask, 150, axis=1), xy, 1)), "the mask is elsewhere"


def test_no_outline_where_the_back_is_cut_off_by_the_picture():
    mask, xy, _ = body(0.0, 1)
    left = int(xy[Landmark.HIP_L, 0]) - 12
    assert unseen(back_outline(np.ascontiguousarray(mask[:, left:]), xy - (left, 0), 1))


@pytest.mark.parametrize("offset", [(-500.0, 0.0), (0.0, 900.0), (318.0, 0.0)])
def test_no_outline_where_the_trunk_is_outside_of_the_picture(offset):
    mask, xy, _ = body(30.0, 1)
    assert unseen(back_outline(mask, xy + offset, 1))


def test_no_outline_of_a_trunk_too_short_to_show_one():
    mask, xy, _ = body(30.0, 1)
    assert unseen(back_outline(mask, np.tile(xy[Landmark.HIP_L], (LANDMARK_COUNT, 1)), 1))


def test_no_outline_where_the_back_is_hidden_between_hip_and_neck():
    mask, xy, _ = body(0.0, 1)
    middle = int(xy[Landmark.HIP_L, 1] - 0.5 * TRUNK)
    mask[middle - 10 : middle + 10] = 0.0
    assert unseen(back_outline(mask, xy, 1))


@pytest.mark.parametrize(("yaw_deg", "turn"), [(90.0, 1), (-90.0, -1), (50.0, 1), (-130.0, -1)])
def test_facing_follows_feet_and_face(yaw_deg, turn):
    stills = np.array([person(yaw_deg=yaw_deg), person((12.0, 80.0, 65.0), yaw_deg=yaw_deg)])
    assert facing_turn(stills) == turn
    assert facing_turn(stills[0]) == turn
    assert facing_turn(np.concatenate([stills, np.full_like(stills, np.nan)])) == turn
