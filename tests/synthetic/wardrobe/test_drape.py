"""Cloth over columns whose shape is known."""

import numpy as np
import pytest

from liftvision.synthetic.wardrobe.drape import hung, membrane
from tests.synthetic.wardrobe.conftest import column

THICKNESS = 0.003
DOWNWARD = np.array([0.0, -1.0, 0.0])


def cloth_over(tube, room, hang):
    count = len(tube.points)
    return membrane(
        tube.quads,
        tube.points,
        np.tile(DOWNWARD, (count, 1)),
        np.full(count, THICKNESS),
        np.broadcast_to(room, (count,)),
        np.zeros(count),
        hang,
    )


def worn(tube, room, hang, turn=None, beneath=0.0):
    turn = np.eye(3) if turn is None else turn
    cloth = cloth_over(tube, room, hang)
    return hung(
        cloth, tube.points @ turn.T, tube.normals @ turn.T, np.full(len(tube.points), beneath)
    )


def lying():
    """The column's own up is the world's forward: its +z side faces down, its -z side up."""
    return np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


def reach(cover, tube):
    """How far from the axis of a standing column its cloth lies (rows, around)."""
    return np.hypot(cover.points[:, 0], cover.points[:, 2]).reshape(tube.rows, tube.around)


def test_stretch_fabric_on_a_convex_body_is_its_thickness_only():
    tube = column(-0.02)
    cover = worn(tube, room=0.05, hang=0.0)
    assert np.allclose(cover.height, THICKNESS, atol=2e-4)


def test_cloth_without_room_is_its_thickness_only():
    cover = worn(column(0.04), room=0.0, hang=1.0, turn=lying())
    assert cover.height.max() < 1.5 * THICKNESS
    assert np.allclose(cover.slack, 0.0)


@pytest.mark.parametrize("hang", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("turn", [np.eye(3), lying()])
def test_cloth_is_never_inside_the_body(hang, turn):
    tube = column(0.05)
    cover = worn(tube, room=0.06, hang=hang, turn=turn)
    outward = ((cover.points - tube.points @ turn.T) * (tube.normals @ turn.T)).sum(axis=1)
    assert outward.min() >= THICKNESS - 1e-9


def test_hanging_cloth_spans_a_waist_and_falls_straight_below_it():
    tube = column(0.04)
    # Held at the top, as a shirt is at the collar.
    room = np.where(tube.points[:, 1] > 0.55, 0.0, 0.08)
    wide = reach(worn(tube, room=room, hang=1.0), tube)
    middle = tube.rows // 2
    # The column is 4 cm thinner there; cloth keeps nearly the width of the ends.
    assert wide[middle].min() > 0.15 - 0.01
    assert wide[middle].max() < 0.15 + 0.03
    assert np.ptp(wide[2:middle], axis=0).max() < 0.01


def test_the_span_is_no_deeper_than_the_room():
    tube = column(0.04)
    narrow = worn(tube, room=0.02, hang=1.0)
    assert narrow.slack.max() <= 0.02 + 1e-9


def test_cloth_on_a_lying_body_is_taut_above_and_hangs_below():
    tube = column(0.0)
    cover = worn(tube, room=0.05, hang=1.0, turn=lying())
    slack = cover.slack.reshape(tube.rows, tube.around)
    turns = np.arange(tube.around) * 2 * np.pi / tube.around
    # The side with +z at rest faces down now.
    down, up = int(np.argmax(np.cos(turns))), int(np.argmin(np.cos(turns)))
    assert slack[:, up].max() < 0.002
    assert slack[:, down].min() > 0.02


def test_cloth_is_as_symmetric_as_the_body():
    tube = column(0.04)
    slack = worn(tube, room=0.06, hang=0.8, turn=lying()).slack.reshape(tube.rows, tube.around)
    mirrored = slack[:, -np.arange(tube.around) % tube.around]
    assert np.allclose(slack, mirrored, atol=1e-9)


def test_cloth_lies_over_what_is_worn_beneath():
    tube = column(0.0)
    plain, over = worn(tube, 0.0, 0.0), worn(tube, 0.0, 0.0, beneath=0.01)
    assert np.allclose(over.height - plain.height, 0.01, rtol=0.02)


def test_cloth_moves_no_faster_than_the_body_by_much():
    tube = column(0.04)
    cloth = cloth_over(tube, 0.06, 1.0)
    small = 1e-4
    places = []
    for angle in (0.7, 0.7 + small):
        turn = np.array(
            [
                [1.0, 0.0, 0.0],
                [0.0, np.cos(angle), -np.sin(angle)],
                [0.0, np.sin(angle), np.cos(angle)],
            ]
        )
        nothing = np.zeros(len(tube.points))
        places.append(hung(cloth, tube.points @ turn.T, tube.normals @ turn.T, nothing).points)
    moved = np.linalg.norm(places[1] - places[0], axis=1).max() / small
    assert moved < 1.5


def test_crushed_cloth_is_reported_where_the_body_shortens():
    tube = column(0.0)
    cloth = cloth_over(tube, 0.02, 1.0)
    squashed = tube.points * np.array([1.0, 0.7, 1.0])
    crush = hung(cloth, squashed, tube.normals, np.zeros(len(tube.points))).crush
    # Thirty per cent shorter, of which the first ten are taken up by the fabric.
    assert np.allclose(crush, 0.2, atol=1e-6)
