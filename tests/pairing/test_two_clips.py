"""Two made-up analyses of one set become one, or it is said why not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from liftvision import pipeline
from liftvision.errors import PairError
from liftvision.findings.knees import knee_severity
from liftvision.given import Given
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.two_clips import OfClip, paired
from liftvision.pipeline import _check_other_clip
from liftvision.progress import NoProgress
from liftvision.report.facts import back_facts, back_line, front_facts, pair_line
from tests.pairing.two_views import OFFSET_S, front_view, side_view, without_reps
from tests.report.back_lifter import BACK
from tests.video_files import make_clip

KNOWN = Alignment(1.65, 0.02, 0.0, 0.001, 0.0, 10.0)


@pytest.fixture(scope="module")
def side():
    return side_view()


@pytest.fixture(scope="module")
def front():
    return front_view()


@pytest.fixture(scope="module")
def pair(side, front):
    return paired(side, front)


def test_the_clock_of_the_second_clip_is_found(pair):
    found = pair.second.alignment
    assert found.offset_s == pytest.approx(OFFSET_S, abs=0.01)
    assert abs(found.offset_s - OFFSET_S) < 3.0 * found.error_s


def test_all_is_on_the_first_clip_s_clock(pair, side, front):
    assert pair.clip is side.clip
    assert pair.second.analysis is front
    assert len(pair.set.reps) == len(side.set.reps) == 2
    for rep, alone in zip(pair.set.reps, side.set.reps, strict=True):
        assert rep.lift_off_s == pytest.approx(alone.lift_off_s, abs=0.1)
        for cave in rep.knee_cave.values():
            assert rep.lift_off_s < cave.time_s < rep.lockout_s


def test_knees_are_those_of_the_front_and_the_trunk_that_of_the_side(pair, side, front):
    (rep, _), (from_side, _), (from_front, _) = (
        each.set.reps for each in (pair, side, front)
    )  # fmt: skip
    assert rep.metrics["fppa_change_l"] == from_front.metrics["fppa_change_l"]
    assert rep.metrics["stance_width"] == from_front.metrics["stance_width"]
    assert rep.metrics["trunk_lean_at_lift_off"] == from_side.metrics["trunk_lean_at_lift_off"]
    assert rep.knee_cave["l"].change == from_front.knee_cave["l"].change
    assert rep.knee_cave["l"].is_measured
    assert {"fppa_change_l", "stance_width"} <= pair.set.from_second
    assert "trunk_lean_at_lift_off" not in pair.set.from_second
    assert "fppa_l" in side.motion.not_measured
    assert "fppa_l" not in pair.joined_motion.not_measured
    assert np.isfinite(pair.joined_motion.columns["fppa_l"]).any()


def test_the_first_clip_s_rules_judge_both(side, front):
    """Knees that cave in are shown in the second clip's picture as well."""
    own = "\n".join(
        f"[knee_cave_{side}.signs.{sign}]\nlimits = [-40.0, 80.0, 90.0]"
        for side in "lr"
        for sign in ("change", "shift")
    )
    pair = paired(side.judged(own), front, KNOWN)
    for each in (pair, pair.second.analysis):
        severities = {knee_severity(each.review, rep, "l") for rep in each.set.reps}
        assert severities == {"mild"}
    assert {knee_severity(front.review, rep, "l") for rep in front.set.reps} != {"mild"}


def test_either_clip_may_come_first(pair, side, front):
    swapped = paired(front, side)
    assert swapped.second.alignment.offset_s == pytest.approx(-OFFSET_S, abs=0.01)
    assert swapped.clip is front.clip
    for name in ("fppa_change_l", "stance_width", "trunk_lean_at_lift_off"):
        values = [[rep.metrics[name].value for rep in each.set.reps] for each in (pair, swapped)]
        assert values[0] == values[1], name


@pytest.mark.parametrize("idle", ["first", "second"])
def test_a_clip_without_a_lift_is_refused(side, front, idle):
    clips = {"first": (without_reps(side), front), "second": (side, without_reps(front))}[idle]
    name = "side.mp4" if idle == "first" else "front.mp4"
    with pytest.raises(PairError, match=rf"^{name} shows no lift.*the trunk never rises\. "):
        paired(*clips, KNOWN)


def test_an_alignment_that_is_known_is_kept(side, front):
    pair = paired(side, front, KNOWN)
    assert pair.second.alignment is KNOWN
    with_it = pair.set.reps[0].knee_cave["l"].time_s
    assert with_it == pytest.approx(front.set.reps[0].knee_cave["l"].time_s - 1.65)


def test_two_views_of_one_side_are_worth_a_warning(side, front):
    near = replace(side.view, yaw_deg=side.view.yaw_deg - 10.0)
    other = replace(side, view=near, clip=replace(side.clip, path=Path("again.mp4")))
    same = Alignment(0.0, 0.005, 0.0, 0.001, 0.0, 10.0)
    assert any("filmed from the same side" in each for each in paired(side, other, same).warnings)
    assert not any("same side" in each for each in paired(side, front, KNOWN).warnings)
    rear = replace(front, view=replace(front.view, name="rear", yaw_deg=179.0))
    across = replace(front, view=replace(front.view, name="rear", yaw_deg=-176.0))
    assert any("same side" in each for each in paired(rear, across, same).warnings)


def test_warnings_of_the_second_clip_name_it_once(side, front):
    dim = replace(front, warnings=("It is dim.", "It is dim."))
    assert paired(side, dim, KNOWN).warnings.count("front.mp4: It is dim.") == 1


def test_each_stage_tells_of_which_clip_it_is():
    class Told(NoProgress):
        def __init__(self):
            self.stages, self.steps = [], 0.0

        def stage(self, name, total):
            self.stages.append((name, total))

        def advance(self, steps=1):
            self.steps += steps

    told = Told()
    progress = OfClip(told, "front.mp4")
    progress.stage("following the bar", 20.0)
    progress.advance(3)
    assert (told.stages, told.steps) == ([("front.mp4: following the bar", 20.0)], 3)


def test_what_is_of_the_first_clip_alone_does_not_reach_the_second(tmp_path, monkeypatch):
    analyze, called = pipeline.analyze, []

    def remembered(path, **options):
        called.append((path, {name: each for name, each in options.items() if name != "progress"}))
        return path

    monkeypatch.setattr(pipeline, "analyze", remembered)
    monkeypatch.setattr(pipeline, "paired", lambda *clips: clips)
    first, second = tmp_path / "side.mp4", tmp_path / "front.mp4"
    for path in (first, second):
        make_clip(path)
    given, rules = Given(height_m=1.8), tmp_path / "rules.toml"
    rules.write_text("[lean_back]\nenabled = false")
    of_first = {"pose": "p.npz", "person": 2, "bar_at": (1.0, 2.0), "start_s": 1.0, "end_s": 3.0,
                "standing": "s.mp4", "toe_touch": None, "spine_points": None,
                "rules": rules}  # fmt: skip
    assert analyze(first, front=second, model="lite", given=given, **of_first) == (first, second)
    assert called == [
        (first, {"model": "lite", "given": given, **of_first}),
        (second, {"model": "lite", "given": given}),
    ]


def test_one_file_given_twice_is_refused(tmp_path):
    clip = tmp_path / "squad.mp4"
    make_clip(clip)
    (tmp_path / "link.mp4").symlink_to(clip)
    for other in (clip, tmp_path / "link.mp4"):
        with pytest.raises(PairError, match=r"squad\.mp4 was given twice"):
            _check_other_clip(clip, other)


def test_the_second_clip_is_told_in_a_line(pair):
    line = pair_line(pair.second)
    assert line.startswith("second clip front.mp4, front view: its clock shows 1.70 s more ± ")
    drifting = replace(pair.second, alignment=replace(
        pair.second.alignment, offset_s=-0.25, drift_found=2e-4, drift_error=1e-5
    ))  # fmt: skip
    assert "its clock shows 0.25 s less" in pair_line(drifting)
    assert pair_line(drifting).endswith("ms, and runs by +200 ppm")


def test_facts_of_back_and_stance_come_from_either_clip(pair):
    assert ", second clip" in dict(front_facts(pair)).popitem()[0]
    assert back_facts(pair) == [], "a stick has no back"
    motion = replace(pair.second.analysis.motion, backs=(BACK,))
    seen = replace(pair.second, analysis=replace(pair.second.analysis, motion=motion))
    facts = dict(back_facts(replace(pair, second=seen)))
    assert facts["Measured on, second clip"] == "the outline of the back"
    assert "measured on the outline of the back" in back_line(replace(pair, second=seen))
