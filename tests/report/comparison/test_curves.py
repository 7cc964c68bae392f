"""The curves of the page: what the sets show, in step, and the same in pictures and words."""

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from liftvision.comparison.comparison import compare
from liftvision.comparison.in_step import axis
from liftvision.report.comparison.curves import (
    COLOURS,
    common_knee,
    panel_json,
    panel_words,
    panels_of,
    still_panel,
)
from liftvision.report.comparison.paths import draw_paths
from liftvision.report.page.panels import colour_pair
from liftvision.report.page.render import embedded
from liftvision.report.page.sheet import PER_CM
from tests.comparison.made_sets import made_set, slower
from tests.stick_lifter import as_analysis, deadlift


def sessions(*analyses):
    return compare(*analyses).sessions


@pytest.fixture(scope="module")
def pair():
    return sessions(made_set(2), slower(made_set(3), 1.4))


def by_title(panels):
    return {panel.quantity.title: panel for panel in panels}


def test_the_same_movement_lies_on_itself_whatever_its_tempo(pair):
    panels = by_title(panels_of(pair))
    for title in ("Knee flexion", "Trunk lean", "Lumbar flexion", "Bar height"):
        one, two = panels[title].courses
        seen = np.isfinite(one.mean) & np.isfinite(two.mean)
        assert seen.mean() > 0.5
        assert one.mean[seen] == pytest.approx(two.mean[seen], abs=1.5)


def test_hip_flexion_stands_for_the_trunk_thigh_angle(pair):
    titles = by_title(panels_of(pair))
    assert "Hip flexion" in titles
    assert "Trunk-thigh flexion" not in titles
    bare = by_title(panels_of(sessions(*(_timed(deadlift(1)) for _ in range(2)))))
    assert "Trunk-thigh flexion" in bare


def test_what_only_one_set_shows_has_no_panel():
    side = made_set(1)
    columns = dict(side.motion.columns) | {"lumbar_flexion": np.full(side.clip.frames, np.nan)}
    hidden = replace(side, motion=replace(side.motion, columns=columns))
    assert "Lumbar flexion" not in by_title(panels_of(sessions(side, hidden)))
    assert "Trunk lean" in by_title(panels_of(sessions(side, hidden)))


def test_data_are_json_with_a_line_and_two_thin_ones_for_each_set(pair):
    knee = common_knee(pair)
    panel = by_title(panels_of(pair))["Trunk lean"]
    data = json.loads(embedded(panel_json(panel, pair, knee)))
    assert [line["faint"] for line in data["lines"]] == [True, True, False] * 2
    assert {line["label"] for line in data["lines"]} == {"A", "B"}
    assert data["x"] == axis(down_first=False).tolist()
    assert len(data["stretches"]) == 5
    assert data["stretches"][1]["end"] == pytest.approx(knee)


def test_one_rep_has_no_thin_lines():
    single = sessions(made_set(1), made_set(1))
    panel = by_title(panels_of(single))["Trunk lean"]
    assert not any(line["faint"] for line in panel_json(panel, single, 50.0)["lines"])


def test_the_words_have_values_with_errors(pair):
    words = panel_words(by_title(panels_of(pair))["Trunk lean"], pair)
    assert words.startswith("Trunk lean. A: 65 ± 4° at lift-off, 0 ± 4° at lockout; B: 65")


def test_a_still_picture_is_within_its_frame(pair):
    still = still_panel(by_title(panels_of(pair))["Trunk lean"], pair, common_knee(pair))
    numbers = [
        float(each)
        for curve in still.curves
        for each in curve.band.replace("M", " ").replace("L", " ").replace("Z", " ").split()
    ]
    assert min(numbers[1::2]) >= -0.05
    assert max(numbers[1::2]) <= 130.05
    assert len(still.curves) == 2


def test_the_error_of_the_bars_way_forward_grows_with_its_height():
    exact = made_set(2)
    track = np.full(exact.clip.frames, 0.3)
    pair = sessions(*(replace(exact, bar=replace(exact.bar, error=track)) for _ in range(2)))
    course = by_title(panels_of(pair))["Bar forward of lift-off"].courses[0]
    places = axis(down_first=False)
    assert course.mean[places == 0.0] == pytest.approx(0.0, abs=0.01)
    at_lift_off, at_top = (float(course.error[places == place][0]) for place in (0.0, 100.0))
    height = by_title(panels_of(pair))["Bar height"].courses[0].mean
    risen = float(height[places == 100.0][0] - np.nanmin(height))
    assert at_lift_off < 0.5
    assert at_top == pytest.approx(np.tan(np.radians(1.5)) * risen, rel=0.25)


def test_paths_are_in_true_centimetres(pair):
    drawing = draw_paths(panels_of(pair), pair)
    height = by_title(panels_of(pair))["Bar height"].courses[0].mean
    places = axis(down_first=False)
    risen = float(height[places == 100.0][0] - height[places == 0.0][0])
    up = [float(each) for each in drawing.paths[0].up.replace("M", "").replace("L", " ").split()]
    assert (up[1] - up[-1]) / PER_CM == pytest.approx(risen, abs=0.1)
    assert up[0] == pytest.approx(drawing.plumb, abs=0.1)
    assert [path.letter for path in drawing.paths] == ["A", "B"]


def test_from_the_front_there_is_no_path():
    front = sessions(*(_timed(deadlift(1, yaw_deg=0.0)) for _ in range(2)))
    assert draw_paths(panels_of(front), front) is None
    assert "Left knee inward (FPPA)" in by_title(panels_of(front))


def _timed(lift):
    analysis = as_analysis(lift)
    errors = made_set(1).set.reps[0].event_errors
    reps = tuple(replace(rep, event_errors=errors) for rep in analysis.set.reps)
    return replace(analysis, set=replace(analysis.set, reps=reps))


def test_the_styles_colours_are_those_of_the_curves():
    style = files("liftvision.report").joinpath("comparison/comparison.css").read_text("utf-8")
    light, dark = style.split("prefers-color-scheme: dark")
    for index, colour in enumerate(COLOURS):
        pair = colour_pair(colour)
        assert f".s-{index} {{ --s: {pair['light']}; }}" in light
        assert f".s-{index} {{ --s: {pair['dark']}; }}" in dark
