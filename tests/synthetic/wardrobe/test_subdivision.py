"""Subdivision, against surfaces that it must leave as they are."""

import numpy as np

from liftvision.synthetic.wardrobe.clipping import open_edges
from liftvision.synthetic.wardrobe.subdivision import subdivided, triangulated
from tests.synthetic.wardrobe.conftest import column

CUBE = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
CUBE_QUADS = np.array(
    [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
)


def test_a_flat_sheet_stays_flat_and_evenly_spaced():
    ticks = np.arange(5.0)
    points = np.stack([*np.meshgrid(ticks, ticks)], axis=2).reshape(-1, 2)
    corner = np.arange(20).reshape(4, 5)[:, :-1].reshape(-1)
    quads = np.stack([corner, corner + 1, corner + 6, corner + 5], axis=1)
    fine, weights = subdivided(quads, 25)
    finer = weights @ points
    inner = finer[((finer > 0.6) & (finer < 3.4)).all(axis=1)]
    assert np.allclose(inner * 2, np.rint(inner * 2))
    assert len(fine) == 4 * len(quads)


def test_the_vertices_of_a_cube_go_where_catmull_and_clark_put_them():
    _, weights = subdivided(CUBE_QUADS, 8)
    finer = weights @ CUBE
    # A corner: (F + 2R) / 3 with F = R = the mean over its faces and edges.
    assert np.allclose(finer[0], [2 / 9, 2 / 9, 2 / 9])
    assert np.allclose(np.abs(finer[8:14] - 0.5).max(axis=1), 0.5)


def test_a_closed_surface_stays_closed_and_weights_add_up():
    fine, weights = subdivided(CUBE_QUADS, 8)
    assert len(open_edges(triangulated(fine))) == 0
    assert np.allclose(np.asarray(weights.sum(axis=1)), 1.0)


def test_open_edges_follow_only_themselves():
    tube = column(0.04)
    fine, weights = subdivided(tube.quads, len(tube.points))
    finer = weights @ tube.points
    rim = np.unique(open_edges(triangulated(fine)))
    heights = finer[rim, 1]
    assert np.allclose(np.minimum(heights, 0.6 - heights), 0.0)
