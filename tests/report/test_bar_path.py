"""bar_path.png: each rep's path against its own lift-off, centimetres alike in both directions."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.report.bar_path import draw_bar_paths, rep_paths, write_bar_path
from liftvision.report.velocity_scale import VelocityScale
from tests.report.plate_lifter import with_ends, with_plate


def test_paths_begin_at_lift_off_and_are_in_cm():
    analysis = with_plate(2)
    columns = analysis.motion.columns
    columns["bar_x"][:] = 0.02 + 0.1 * columns["bar_y"]
    paths = rep_paths(analysis)
    assert [path.number for path in paths] == [1, 2]
    for path, rep in zip(paths, analysis.set.reps, strict=True):
        first, top = np.searchsorted(analysis.clip.times, [rep.lift_off_s, rep.lockout_s])
        assert path.up[0, 0] == 0.0
        assert path.up[0, 1] == pytest.approx(100.0 * columns["bar_y"][first])
        rise = columns["bar_y"][top] - columns["bar_y"][first]
        assert path.up[-1, 0] == pytest.approx(10.0 * rise)
        assert len(path.velocities) == len(path.up)
        np.testing.assert_array_equal(path.down[0], path.up[-1])


def test_midfoot_is_as_far_behind_as_the_bar_is_in_front_of_it():
    analysis = with_plate(1)
    analysis.set.reps[0].metrics["bar_over_midfoot"] = Measurement(0.03, 0.012, "m")
    (path,) = rep_paths(analysis)
    assert path.midfoot == pytest.approx(-3.0)
    assert path.midfoot_error == pytest.approx(1.2)


@pytest.mark.parametrize(("reps", "pictures"), [(1, 1), (3, 4), (9, 1)])
def test_all_together_and_each_by_itself_with_equal_scales(reps, pictures):
    figure = draw_bar_paths(rep_paths(with_plate(reps)), VelocityScale(1.0))
    figure.canvas.draw()
    shown = [axes for axes in figure.axes if axes.get_title(loc="left") != "m/s"]
    assert len(shown) == pictures
    for axes in shown:
        box = axes.get_window_extent()
        (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
        assert box.width / (right - left) == pytest.approx(box.height / (high - low), rel=1e-6)
        assert left < 0.0 < right


def test_gaps_stay_gaps():
    analysis = with_plate(1)
    middle = int(np.searchsorted(analysis.clip.times, analysis.set.reps[0].knee_pass_s))
    analysis.motion.columns["bar_x"][middle] = np.nan
    figure = draw_bar_paths(rep_paths(analysis), VelocityScale(1.0))
    (path,) = rep_paths(analysis)
    (coloured,) = figure.axes[0].collections
    assert len(coloured.get_segments()) == len(path.up) - 1 - 2


def test_nothing_is_written_where_the_bar_was_not_seen_from_the_side(tmp_path):
    from_the_front = with_plate(1)
    from_the_front.motion.columns["bar_x"][:] = np.nan
    no_reps = replace(with_plate(1), set=with_plate(0).set)
    for analysis in (with_ends(), from_the_front, no_reps):
        assert not write_bar_path(analysis, tmp_path / "bar_path.png")
    assert not list(tmp_path.iterdir())
    assert write_bar_path(with_plate(1), tmp_path / "bar_path.png")
    assert (tmp_path / "bar_path.png").read_bytes()[:4] == b"\x89PNG"
