"""Moments are written as the video's player shows them, on the clip's clock underneath."""

from dataclasses import replace

import numpy as np

from liftvision.clip.clip import Shot
from liftvision.findings.review import Finding, Review, Sign
from liftvision.measurement import Measurement
from liftvision.report.page.moments import (
    clock_note,
    events_of,
    moment,
    spans,
    telling_moment,
)
from tests.stick_lifter import as_analysis, deadlift

LATER_S = 12.5


def test_a_clip_that_begins_later_has_its_own_clock():
    analysis = as_analysis(deadlift(1))
    assert clock_note(analysis) == ""
    times = analysis.clip.times + LATER_S
    later = replace(analysis, clip=replace(analysis.clip, times=times))
    found = moment(later, "here", LATER_S + 3.0)
    assert (found.time_s, found.words) == (LATER_S + 3.0, "0:03.0")
    assert "12.50 s more than the video shows" in clock_note(later)


def test_a_moment_is_within_the_clip():
    analysis = as_analysis(deadlift(1))
    first, last = analysis.clip.times[[0, -1]]
    assert moment(analysis, "before", first - 5.0).time_s == first
    assert moment(analysis, "after", last + 5.0).time_s == last


def test_events_that_were_not_seen_are_left_out():
    analysis = as_analysis(deadlift(1))
    rep = replace(analysis.set.reps[0], knee_pass_s=None)
    names = [each.name for each in events_of(analysis, rep)]
    assert names == ["set-up", "lift-off", "lockout", "lowering", "end"]


def test_phases_end_with_the_clip():
    analysis = as_analysis(deadlift(2))
    rep = replace(analysis.set.reps[1], lowering_s=None, end_s=None)
    cut = replace(analysis, set=replace(analysis.set, reps=(analysis.set.reps[0], rep)))
    found = spans(cut)
    assert found[-1].phase == "lockout"
    assert found[-1].rep == 2
    assert found[-1].end_s == analysis.clip.times[-1]
    assert [span.phase for span in found[:5]] == [
        "set-up", "first pull", "second pull", "lockout", "lowering",
    ]  # fmt: skip


def test_a_phase_ends_with_its_shot_and_where_the_next_rep_begins():
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    open_ended = replace(first, lowering_s=None, end_s=None)
    reps = (open_ended, second)
    joined = replace(analysis, set=replace(analysis.set, reps=reps))
    (lockout,) = [span for span in spans(joined) if span.rep == 1 and span.phase == "lockout"]
    assert lockout.end_s == second.start_s
    cut = int(np.searchsorted(analysis.clip.times, first.lockout_s + 0.2))
    shots = (Shot(0, cut), Shot(cut, analysis.clip.frames))
    shot_twice = replace(joined, clip=replace(analysis.clip, shots=shots))
    (lockout,) = [span for span in spans(shot_twice) if span.rep == 1 and span.phase == "lockout"]
    assert lockout.end_s == analysis.clip.times[cut - 1]


def test_the_most_telling_moment_is_the_leading_finding_s():
    analysis = as_analysis(deadlift(1))
    lift_off = analysis.set.reps[0].lift_off_s
    assert telling_moment(analysis).time_s == lift_off
    assert telling_moment(analysis).name == "rep 1, lift-off"
    sign = Sign("lumbar_share", Measurement(42.0, 4.0, "%"), 30.0)
    found = Finding(
        "spine_dominant", "The back", "mild", (1,), ("mild",), 2.5, (sign,), "", "", "", "", (), "",
        "weak",
    )  # fmt: skip
    reviewed = replace(analysis, review=Review((found,)))
    assert telling_moment(reviewed).time_s == 2.5
    assert telling_moment(as_analysis(deadlift(0))).name == "the first frame"
