"""The gauge: lit as far as the velocity, and never over the lifter where a corner is free."""

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.report import gauge as gauge_module
from liftvision.report.gauge import free_corner, plan_gauge
from liftvision.report.layout import lay_out
from liftvision.report.velocity_scale import VelocityScale
from tests.report.plate_lifter import BRIDGED, with_ends, with_plate

LAYOUT = lay_out(1280, 720, 1280)
NOBODY = np.full((1, 1, 2), np.nan)


def drawn(analysis, velocity, monkeypatch, frame=0):
    """The words, and how many rows are fully lit above and below the middle."""
    words = []
    real = gauge_module.sprites.word
    monkeypatch.setattr(
        gauge_module.sprites,
        "word",
        lambda text, *a, **k: words.append(text) or real(text, *a, **k),
    )
    analysis.motion.columns["bar_vy"][frame] = velocity
    gauge = plan_gauge(analysis, LAYOUT, VelocityScale(1.0), NOBODY)
    image = np.full((LAYOUT.picture_height, LAYOUT.width, 3), 60, np.uint8)
    gauge.draw(image, frame)
    column = gauge.column[:, 0]
    x = round(gauge.left + gauge_module.WIDTH * gauge.text) - 3
    shown = image[gauge.top : gauge.top + len(column), x]
    lit = (shown == column).all(axis=1)
    middle = len(column) // 2
    return words, int(lit[:middle].sum()) / middle, int(lit[middle:].sum()) / middle


def test_up_lights_the_upper_half_and_down_the_lower(monkeypatch):
    words, above, below = drawn(with_plate(1), 0.5, monkeypatch)
    assert "↑ 0.50 m/s" in words
    assert above == pytest.approx(0.5, abs=0.06)
    assert below == 0.0
    words, above, below = drawn(with_plate(1), -2.0, monkeypatch)
    assert "↓ 2.00 m/s" in words
    assert above == 0.0
    assert below > 0.9


def test_a_velocity_that_was_not_measured_has_no_number(monkeypatch):
    words, above, below = drawn(with_plate(1), np.nan, monkeypatch)
    assert sorted(words) == ["+1.0", "-1.0"]
    assert above == below == 0.0


def test_says_when_it_is_the_hands(monkeypatch):
    words, *_ = drawn(with_plate(1), 0.2, monkeypatch, BRIDGED.start)
    assert "by the wrists" in words
    words, *_ = drawn(with_plate(1), 0.2, monkeypatch, BRIDGED.stop)
    assert "by the wrists" not in words


def test_results_of_a_rep_stand_from_its_lockout_to_the_next_rep():
    analysis = with_plate(2)
    for rep, mean in zip(analysis.set.reps, (0.44, 0.41), strict=True):
        rep.metrics["mean_concentric_velocity"] = Measurement(mean, 0.01, "m/s")
        rep.metrics["peak_concentric_velocity"] = Measurement.not_measured("m/s", "hidden")
    gauge = plan_gauge(analysis, LAYOUT, VelocityScale(1.0), NOBODY)
    first, second = analysis.set.reps
    times = analysis.clip.times

    def at(time_s):
        return gauge.results[int(np.searchsorted(times, time_s))]

    assert at(first.lockout_s - 0.1) == ()
    assert at(first.lockout_s + 0.1) == ("mean 0.44",)
    assert at(second.lift_off_s + 0.1) == ()
    assert at(second.end_s + 0.3) == ("mean 0.41",)


def test_tells_which_end_was_higher():
    analysis = with_ends()
    analysis.set.reps[0].metrics["bar_tilt_at_lockout"] = Measurement(-1.24, 0.4, "deg")
    gauge = plan_gauge(analysis, LAYOUT, VelocityScale(1.0), NOBODY)
    assert gauge.results[-1] == ("right end 1.2° up",)


@pytest.mark.parametrize(
    ("occupied", "at_right", "at_top"),
    [
        ([], True, True),
        ([(1200.0, 60.0)], False, True),
        ([(1200.0, 60.0), (100.0, 150.0)], True, False),
        ([(1200.0, 60.0), (100.0, 150.0), (1200.0, 650.0)], False, False),
    ],
)
def test_goes_where_the_lifter_is_not(occupied, at_right, at_top):
    points = np.array([*occupied, (640.0, 400.0)])[None]
    left, top, is_right = free_corner(LAYOUT, points)
    assert is_right == at_right
    assert (left > LAYOUT.width / 2) == at_right
    assert (top < LAYOUT.picture_height / 2) == at_top


def test_of_four_taken_corners_the_one_taken_shortest():
    corners = np.array([(1200.0, 60.0), (100.0, 150.0), (1200.0, 650.0), (100.0, 650.0)])
    frames = np.full((10, 4, 2), np.nan)
    for corner, frames_taken in enumerate((9, 8, 2, 5)):
        frames[:frames_taken, corner] = corners[corner]
    _, top, is_right = free_corner(LAYOUT, frames)
    assert is_right
    assert top > LAYOUT.picture_height / 2
