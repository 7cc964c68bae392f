"""The curves as data: what the clip shows, no more, and the same in words."""

import json
from dataclasses import replace

import numpy as np
import pytest

from liftvision.report.page import curves
from liftvision.report.page.curves import panel_words, shown_panels, time_panels
from liftvision.report.page.panels import Line, colour_pair, panel_data
from liftvision.report.page.render import embedded
from tests.report.back_lifter import HIDDEN_BACK, with_back


def test_curves_are_those_of_the_motion_with_their_gaps():
    analysis = with_back(1)
    panels = json.loads(embedded({"panels": time_panels(analysis, shown_panels(analysis))}))
    by_title = {panel["title"]: panel for panel in panels["panels"]}
    angles = by_title["flexion and lean"]
    lumbar = next(line for line in angles["lines"] if line["label"] == "lumbar")
    seen = np.array([value is not None for value in lumbar["y"]])
    wanted = analysis.motion.columns["lumbar_flexion"]
    assert seen.tolist() == np.isfinite(wanted).tolist()
    assert not seen[HIDDEN_BACK].any()
    drawn = np.array([value for value in lumbar["y"] if value is not None])
    assert drawn == pytest.approx(wanted[np.isfinite(wanted)], abs=1e-4)
    assert angles["unit"] == "°"
    assert len(angles["stretches"]) == 5, "a phase each"


def test_lengths_are_in_cm():
    analysis = with_back(1)
    (height,) = [panel for panel in shown_panels(analysis) if panel.title == "bar height"]
    assert height.unit == "cm"
    wanted = 100.0 * analysis.motion.columns["bar_y"]
    assert height.curves[0].values == pytest.approx(wanted, nan_ok=True)


def test_long_clips_have_fewer_points(monkeypatch):
    analysis = with_back(1)
    monkeypatch.setattr(curves, "MOST_POINTS", 40)
    (first, *_) = time_panels(analysis, shown_panels(analysis))
    assert 20 < len(first["x"]) <= 40
    assert len(first["lines"][0]["y"]) == len(first["x"])


def test_a_panel_in_words_has_its_least_and_its_most():
    analysis = with_back(1)
    angles = next(panel for panel in shown_panels(analysis) if panel.unit == "deg")
    trunk = next(curve for curve in angles.curves if curve.label == "trunk lean")
    least, most = (round(float(bound(trunk.values))) for bound in (np.nanmin, np.nanmax))
    words = panel_words(angles)
    assert words.startswith("Flexion and lean: ")
    told = words.split("trunk lean from ")[1]
    assert told.startswith(f"{least} ")
    assert f"to {most} " in told


def test_a_curve_without_errors_has_no_band():
    x = np.arange(3.0)
    nan = np.full(3, np.nan)
    panel = panel_data("t", "%", x, [Line("a", (200, 100, 50), x), Line("b", (0, 0, 9), x, nan)])
    assert [line["error"] for line in panel["lines"]] == [None, None]
    assert panel["unit"] == "\N{NO-BREAK SPACE}%"


def test_colours_are_darker_on_a_light_page():
    pair = colour_pair((200, 100, 50))
    assert pair["dark"] == "#c86432"
    assert int(pair["light"][1:3], 16) < 200


def test_two_panels_share_nothing_that_changes():
    analysis = replace(with_back(1), warnings=())
    before = analysis.motion.columns["bar_y"].copy()
    shown_panels(analysis)
    assert np.array_equal(analysis.motion.columns["bar_y"], before, equal_nan=True)
