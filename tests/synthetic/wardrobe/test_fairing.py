"""Spanning hollows, against a sheet with a dent."""

import numpy as np

from liftvision.synthetic.wardrobe.fairing import fairing


def sheet(cells=14):
    ticks = np.arange(cells + 1.0)
    flat = np.stack([*np.meshgrid(ticks, ticks)], axis=2).reshape(-1, 2)
    corner = np.arange(cells * (cells + 1)).reshape(cells, cells + 1)[:, :-1].reshape(-1)
    quads = np.stack([corner, corner + 1, corner + cells + 2, corner + cells + 1], axis=1)
    return flat, quads


def test_a_dent_in_a_slope_is_filled_to_the_slope():
    flat, quads = sheet()
    slope = 0.3 * flat[:, 0] - 0.1 * flat[:, 1]
    away = np.hypot(*(flat - 7.0).T)
    dented = slope - np.where(away < 2.5, 3.0, 0.0)
    filled = fairing(quads, away < 2.5) @ np.column_stack([flat, dented])
    assert np.allclose(filled[:, 2], slope)
    assert np.allclose(filled[:, :2], flat)


def test_what_is_no_hollow_stays_as_it_is():
    flat, quads = sheet()
    rough = np.random.default_rng(0).normal(size=len(flat))
    hollow = np.hypot(*(flat - 7.0).T) < 2.0
    assert np.array_equal((fairing(quads, hollow) @ rough)[~hollow], rough[~hollow])
