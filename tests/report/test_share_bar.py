"""The share bar: grows with the pull, is full at lockout, and says nothing unmeasured."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.report import share_bar
from liftvision.report.layout import lay_out
from liftvision.report.share_bar import HIPS, SPINE, plan_share_bar, share_of, turned_so_far
from tests.report.back_lifter import with_back


def plan(analysis):
    return plan_share_bar(analysis, lay_out(analysis.clip.width, analysis.clip.height, 1280))


def frame_at(analysis, time_s):
    return int(np.searchsorted(analysis.clip.times, time_s))


def with_metric(analysis, name, measured):
    for rep in analysis.set.reps:
        rep.metrics[name] = measured
    return analysis


def drawn(bar, frame):
    picture = np.full((bar.layout.picture_height, bar.layout.width, 3), 60, np.uint8)
    bar.draw(picture, frame, 3.6 * bar.layout.text)
    return picture


def test_it_grows_from_nothing_at_lift_off_to_the_whole_at_lockout():
    analysis = with_back()
    rep, bar = analysis.set.reps[0], plan(analysis)
    first, last = frame_at(analysis, rep.lift_off_s), frame_at(analysis, rep.lockout_s)
    whole = bar.hips + bar.spine
    assert whole[first] == 0.0
    assert (np.diff(whole[first : last + 1]) > -1e-9).all()
    assert whole[last - 1] == pytest.approx(1.0, abs=0.05)
    np.testing.assert_allclose(whole[last:], 1.0)
    hip, spine = (rep.metrics[f"{name}_contribution"].value for name in ("hip", "lumbar"))
    np.testing.assert_allclose(bar.spine[last:], spine / (hip + spine))


def test_number_comes_at_lockout_and_goes_when_the_next_rep_begins(monkeypatch):
    words = []
    real = share_bar.sprites.word
    monkeypatch.setattr(
        share_bar.sprites, "word", lambda text, *a, **k: words.append(text) or real(text, *a, **k)
    )
    analysis = with_back(2)
    first, second = analysis.set.reps
    bar = plan(analysis)
    told = {}
    for name, time_s in (
        ("before", first.lift_off_s - 0.1),
        ("pull", first.knee_pass_s),
        ("lockout", first.lockout_s + 0.1),
        ("lowering", first.lowering_s + 0.1),
        ("next", second.lift_off_s - 0.1),
    ):
        words.clear()
        drawn(bar, frame_at(analysis, time_s))
        told[name] = list(words)
    assert told["before"] == told["next"] == []
    assert told["pull"] == ["hips", "spine"]
    assert told["lockout"] == told["lowering"] == ["hips", "spine 26 ± 4 %"]


def test_parts_of_the_bar_have_the_colours_of_hips_and_spine():
    analysis = with_back()
    bar = plan(analysis)
    frame = frame_at(analysis, analysis.set.reps[0].lockout_s) + 1
    width = share_bar.WIDTH * bar.layout.text
    row = drawn(bar, frame)[round((3.6 + share_bar.GAP + 0.3) * bar.layout.text)]
    hips, spine = (int((row == np.array(ink)).all(axis=1).sum()) for ink in (HIPS, SPINE))
    assert hips / width == pytest.approx(bar.hips[frame], abs=0.02)
    assert spine / width == pytest.approx(bar.spine[frame], abs=0.02)


def test_a_spine_that_folds_further_has_no_part_but_its_number():
    analysis = with_metric(with_back(), "lumbar_contribution", Measurement(-9.0, 4.0, "deg"))
    analysis = with_metric(analysis, "lumbar_share", Measurement(-8.0, 4.0, "%"))
    bar = plan(analysis)
    assert bar.hips[-1] == 1.0
    assert bar.spine[-1] == 0.0
    assert bar.shares[-1].words == "-8 ± 4 %"


@pytest.mark.parametrize("name", ["hip_contribution", "lumbar_contribution", "lumbar_share"])
def test_no_bar_where_the_share_was_not_measured(name):
    unit = "%" if name == "lumbar_share" else "deg"
    analysis = with_metric(with_back(), name, Measurement.not_measured(unit, "too little"))
    assert plan(analysis) is None
    rep = analysis.set.reps[0]
    without = {key: value for key, value in rep.metrics.items() if key != name}
    assert share_of(replace(rep, metrics=without)) is None


def test_what_is_hidden_stays_as_it_last_was_and_never_is_below_zero():
    flexion = np.array([50.0, 52.0, 40.0, np.nan, np.nan, 20.0])
    np.testing.assert_allclose(turned_so_far(flexion), [0.0, 0.0, 10.0, 10.0, 10.0, 30.0])
    assert (turned_so_far(np.full(3, np.nan)) == 0.0).all()
