"""Points that a known turn and zoom has moved, among points that moved otherwise."""

import numpy as np
import pytest

from liftvision.clip.camera_fit import fit_change, moved
from tests.clip.shaken_room import FOCAL_PX, HEIGHT, MIDDLE, WIDTH, seen_by

PX = 1.0 / FOCAL_PX
CHANGE = np.array([0.010, -0.016, 0.006, 0.02])


def places(count, seed=0):
    return np.random.default_rng(seed).uniform(0.0, [WIDTH, HEIGHT], (count, 2))


def slopes(points, focal_px=FOCAL_PX):
    return (points - MIDDLE) / focal_px


def noise(count, px, seed=1):
    return np.random.default_rng(seed).normal(0.0, px, (count, 2))


def test_a_change_is_that_of_a_turned_camera():
    points = places(20)
    seen = seen_by(-CHANGE[:3], np.exp(CHANGE[3]), points)
    np.testing.assert_allclose(moved(slopes(points), CHANGE), slopes(seen), atol=1e-12)
    np.testing.assert_array_equal(moved(slopes(points), np.zeros(4)), slopes(points))


@pytest.mark.parametrize("others", [0, 60])
def test_the_change_of_most_points_is_found(others):
    points = places(80 + others)
    seen = seen_by(-CHANGE[:3], np.exp(CHANGE[3]), points) + noise(len(points), 0.2)
    seen[80:] += [9.0, -4.0]
    fit = fit_change(slopes(points), slopes(seen), np.zeros(4), PX)
    assert fit is not None
    middle = moved(np.zeros((1, 2)), fit.change) - moved(np.zeros((1, 2)), CHANGE)
    assert np.abs(middle).max() < 4.0 * fit.error
    assert fit.error / PX == pytest.approx(0.2 / np.sqrt(80), rel=0.5)
    np.testing.assert_allclose(fit.change, CHANGE, atol=6e-4)
    assert not fit.inliers[80:].any()
    assert fit.inliers[:80].mean() > 0.9


def test_a_guess_of_the_frame_before_leads_to_a_large_change():
    points, large = places(60), np.array([0.2, -0.25, 0.1, 0.1])
    seen = seen_by(-large[:3], np.exp(large[3]), points)
    fit = fit_change(slopes(points), slopes(seen), large - [0.008, 0.004, 0.002, 0.0], PX)
    assert fit is not None
    np.testing.assert_allclose(fit.change, large, atol=1e-6)


@pytest.mark.parametrize("assumed", [0.7, 1.0, 1.5])
def test_many_pictures_tell_the_focal_length(assumed):
    score = information = 0.0
    px = PX / assumed
    for seed in range(12):
        turn = np.random.default_rng(seed).normal(0.0, 0.02, 3)
        points = places(80, seed)
        seen = seen_by(turn, 1.0, points) + noise(80, 0.1, seed)
        before, after = (slopes(each, assumed * FOCAL_PX) for each in (points, seen))
        fit = fit_change(before, after, np.append(-turn / assumed, 0.0), px)
        assert fit is not None
        score, information = score + fit.focal.score, information + fit.focal.information
    assert np.sqrt(1.0 + score / information) == pytest.approx(assumed, rel=0.06)


def test_too_few_points_or_none_that_agree():
    points = places(40)
    assert fit_change(slopes(points[:7]), slopes(points[:7]), np.zeros(4), PX) is None
    anywhere = places(40, seed=5)
    assert fit_change(slopes(points), slopes(anywhere), np.zeros(4), PX) is None
