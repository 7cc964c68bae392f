"""The reps at one length, with the mean and the spread of the set."""

import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from liftvision.report.page.curves import shown_panels
from liftvision.report.page.rep_curves import HEIGHT, WIDTH, rep_rows
from tests.report.back_lifter import with_back
from tests.report.front_lifter import from_front


def test_one_rep_has_nothing_to_compare_with():
    analysis = with_back(1)
    assert rep_rows(analysis, shown_panels(analysis)) == ()


def test_every_quantity_has_a_picture_of_every_rep():
    analysis = with_back(3)
    rows = rep_rows(analysis, shown_panels(analysis))
    assert {"bar height", "knee", "trunk lean", "hip"} <= {row.name for row in rows}
    for row in rows:
        assert [picture.number for picture in row.pictures] == [1, 2, 3]
        for picture in row.pictures:
            points = picture.line.replace("M", "L").split("L")[1:]
            places = np.array([point.split() for point in points], dtype=float)
            assert places.min() >= 0.0
            assert places[:, 0].max() <= WIDTH
            assert places[:, 1].max() <= HEIGHT


def test_every_angle_has_its_colour_in_both_schemes():
    style = files("liftvision.report").joinpath("report.css").read_text("utf-8")
    for analysis in (with_back(2), from_front(2)):
        for row in rep_rows(analysis, shown_panels(analysis)):
            if row.name in ("hip", "knee", "lumbar", "trunk lean", "left knee in", "right knee in"):
                assert len(re.findall(rf"\.{row.style}\b", style)) == 2, row.style


def test_the_spread_is_the_sample_s():
    analysis = with_back(2)
    motion = analysis.motion
    second = motion.times >= analysis.set.reps[1].start_s
    columns = dict(motion.columns)
    columns["trunk_lean"] = columns["trunk_lean"] + np.where(second, 4.0, 0.0)
    tilted = replace(analysis, motion=replace(motion, columns=columns))
    row = next(r for r in rep_rows(tilted, shown_panels(tilted)) if r.name == "trunk lean")
    # Of two values the sample's standard deviation is their difference over the root of two.
    spread = float(row.spread_words.split()[1].rstrip("°"))
    assert spread == pytest.approx(4.0 / np.sqrt(2.0), abs=0.25)


def test_a_rep_that_was_not_measured_says_so():
    analysis = with_back(3)
    motion, rep = analysis.motion, analysis.set.reps[1]
    away = (motion.times > rep.lift_off_s - 0.1) & (motion.times < rep.lockout_s + 0.1)
    columns = dict(motion.columns)
    columns["trunk_lean"] = np.where(away, np.nan, columns["trunk_lean"])
    hidden = replace(analysis, motion=replace(motion, columns=columns))
    row = next(r for r in rep_rows(hidden, shown_panels(hidden)) if r.name == "trunk lean")
    assert [bool(picture.line) for picture in row.pictures] == [True, False, True]
    assert row.pictures[1].words == "Rep 2, trunk lean: not measured"
