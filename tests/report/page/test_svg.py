"""Lines break where nothing was measured."""

import numpy as np

from liftvision.report.page.svg import band_path, line_path

X = np.arange(6.0)


def test_a_gap_breaks_the_line_and_a_lone_point_is_none():
    y = np.array([0.0, 1.0, np.nan, 5.0, np.nan, 2.0])
    assert line_path(X, y) == "M0.0 0.0L1.0 1.0"


def test_a_band_goes_there_and_back():
    low, high = np.full(6, 1.0), np.full(6, 3.0)
    low[2:] = np.nan
    assert band_path(X, low, high) == "M0.0 3.0L1.0 3.0L1.0 1.0L0.0 1.0Z"


def test_nothing_is_an_empty_path():
    assert line_path(X, X * np.nan) == ""
    assert band_path(X, X * np.nan, X) == ""
