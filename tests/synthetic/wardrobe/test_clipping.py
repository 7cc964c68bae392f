"""Clipping, against meshes whose areas and edges are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.wardrobe.clipping import clip, open_edges
from liftvision.synthetic.wardrobe.normals import face_normals
from liftvision.synthetic.wardrobe.subdivision import triangulated


def plate(cells=8):
    """A square of one by one metre in the x-y plane."""
    ticks = np.linspace(0.0, 1.0, cells + 1)
    points = np.stack([*np.meshgrid(ticks, ticks), np.zeros((cells + 1, cells + 1))], axis=2)
    corner = np.arange(cells * (cells + 1)).reshape(cells, cells + 1)[:, :-1].reshape(-1)
    quads = np.stack([corner, corner + 1, corner + cells + 2, corner + cells + 1], axis=1)
    return points.reshape(-1, 3), triangulated(quads)


def area(points, triangles):
    return 0.5 * np.linalg.norm(face_normals(points, triangles), axis=1).sum()


@given(
    turn=st.floats(0.0, 2 * np.pi),
    offset=st.floats(-0.6, 0.6),
)
def test_the_two_sides_of_a_cut_add_up(turn, offset):
    points, triangles = plate()
    field = (points[:, :2] - 0.5) @ [np.cos(turn), np.sin(turn)] - offset
    one, other = clip(triangles, field), clip(triangles, -field)
    areas = [area(cut.mix @ points, cut.triangles) for cut in (one, other)]
    # A cut through a vertex instead of nearby moves the edge by at most a fiftieth of a cell.
    assert sum(areas) == pytest.approx(1.0, abs=0.02)


def test_half_a_plate_is_half_its_area_and_cut_on_the_line():
    points, triangles = plate(7)
    cut = clip(triangles, points[:, 0] - 0.5)
    kept = cut.mix @ points
    assert area(kept, cut.triangles) == pytest.approx(0.5, abs=1e-12)
    assert kept[:, 0].max() == pytest.approx(0.5, abs=1e-12)
    edges = open_edges(cut.triangles)
    on_cut = np.isclose(kept[edges][:, :, 0], 0.5).all(axis=1)
    assert np.linalg.norm(np.diff(kept[edges[on_cut]], axis=1), axis=2).sum() == pytest.approx(1.0)


def test_triangles_keep_their_winding():
    points, triangles = plate()
    cut = clip(triangles, points[:, 0] + 0.7 * points[:, 1] - 0.83)
    assert (face_normals(cut.mix @ points, cut.triangles)[:, 2] > 0.0).all()


def test_a_cut_leaves_no_cracks():
    points, triangles = plate()
    cut = clip(triangles, np.hypot(*(points[:, :2] - 0.5).T) - 0.31)
    edges = open_edges(cut.triangles)
    # One closed line: as many edges as vertices, each entered once and left once.
    assert len(np.unique(edges[:, 0])) == len(np.unique(edges[:, 1])) == len(edges)
    reach = np.hypot(*((cut.mix @ points)[edges[:, 0], :2] - 0.5).T)
    assert np.abs(reach - 0.31).max() < 0.012


def test_weights_add_up_to_one():
    points, triangles = plate()
    cut = clip(triangles, points[:, 1] - 0.3)
    assert np.allclose(np.asarray(cut.mix.sum(axis=1)), 1.0)


def test_nothing_is_cut_from_what_is_wholly_inside():
    points, triangles = plate(3)
    cut = clip(triangles, np.full(len(points), -1.0))
    assert area(cut.mix @ points, cut.triangles) == pytest.approx(1.0)
    assert len(cut.triangles) == len(triangles)


def test_nothing_is_left_of_what_is_wholly_outside():
    points, triangles = plate(3)
    assert len(clip(triangles, np.full(len(points), 1.0)).triangles) == 0
