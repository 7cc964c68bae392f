"""curves.png: panels by view, gaps stay gaps, labels apart."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.report.plots import draw_curves, spread, write_curves
from tests.report.fitted_lifter import BEFORE, UNDECIDED, with_body
from tests.stick_lifter import as_analysis, deadlift


@pytest.mark.parametrize(("yaw_deg", "panels"), [(90.0, 3), (0.0, 3), (45.0, 3)])
def test_a_panel_for_each_kind_of_curve(yaw_deg, panels):
    figure = draw_curves(as_analysis(deadlift(1, yaw_deg=yaw_deg)))
    assert len(figure.axes) == panels


def test_gaps_stay_gaps():
    figure = draw_curves(as_analysis(deadlift(1, gap=(30, 60))))
    for axes in figure.axes:
        for curve in axes.get_lines():
            y = np.asarray(curve.get_ydata(), dtype=float)
            if len(y) > 2:
                assert np.isnan(y[30:60]).all()


def test_a_band_has_the_width_of_the_error_and_the_gaps_of_its_curve():
    analysis = with_body()
    axes = draw_curves(analysis).axes[-1]
    trunk_thigh, knee = (band.get_paths() for band in axes.collections[:2])
    assert len(axes.get_lines()[0].get_xdata()) == analysis.clip.frames
    for band in (trunk_thigh, knee):
        assert len(band) == 2, "before and after the frames that are not told"
    times = analysis.clip.times
    assert knee[0].vertices[:, 0].max() == times[UNDECIDED.start - 1]
    assert knee[1].vertices[:, 0].min() == times[UNDECIDED.stop]
    at_first = knee[0].vertices[knee[0].vertices[:, 0] == times[BEFORE.stop], 1]
    assert np.ptp(at_first) == pytest.approx(2 * 4.0)


def test_written_even_when_nothing_was_measured(tmp_path):
    lift = deadlift(0)
    nothing = as_analysis(deadlift(0, gap=(0, lift.clip.frames)))
    write_curves(nothing, tmp_path / "curves.png")
    assert (tmp_path / "curves.png").read_bytes()[:4] == b"\x89PNG"


def test_labels_are_moved_apart_in_order():
    heights = spread(np.array([0.5, 0.1, 0.49]), 0.1)
    assert heights[1] < heights[2] < heights[0]
    assert np.diff(np.sort(heights)).min() >= 0.1 - 1e-12


def test_key_names_the_phases_that_are_there():
    analysis = as_analysis(deadlift(1))
    words = {text.get_text()[2:] for text in draw_curves(analysis).axes[-1].texts}
    assert {"set-up", "first pull", "second pull", "lockout", "lowering"} <= words
    assert "rising" not in words


def test_a_phase_whose_end_was_not_seen_ends_with_the_next_rep():
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    cut_off = replace(first, lowering_s=None, end_s=None)
    shown = replace(analysis, set=replace(analysis.set, reps=(cut_off, second)))
    ends = [patch.get_x() + patch.get_width() for patch in draw_curves(shown).axes[0].patches]
    lockout = ends[3]
    assert first.lockout_s < lockout == pytest.approx(second.moments[0])
