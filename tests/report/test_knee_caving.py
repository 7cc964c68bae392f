"""Knees that cave in: in which frames of a rep, how severely, and what is written of it."""

from dataclasses import replace

import numpy as np

from liftvision.findings.knees import knee_severity
from liftvision.findings.review import Review
from liftvision.measurement import Measurement
from liftvision.motion.front import Front, Knees
from liftvision.report.knee_caving import CALM, LEVELS, knees_caving, notes_of
from liftvision.reps.frontal_metrics import with_frontal_plane
from liftvision.reps.rep import KneeCave, Rep
from tests.findings.knee_findings import knee_found
from tests.report.front_lifter import cave, frame_of, from_front, middle_of

WIDE = Measurement(0.3, 0.02, "m")
ANGLE = Measurement(10.0, 4.0, "deg")


def with_course():
    """A set whose left knee goes 12 cm inside its plane, fastest at once, in each pull's middle.

    It is judged by liftvision's rules.
    """
    analysis = from_front(2, severity="none")
    times = analysis.clip.times
    inside = np.zeros(len(times))
    for rep in analysis.set.reps:
        inside += 0.12 * np.exp(-(((times - middle_of(rep)) / 0.12) ** 2))
    both = np.ones((len(times), 2))
    outward = 0.05 * both - np.stack([inside, 0.0 * inside], axis=1)
    knees = Knees(outward, 0.2 * both, 0.4 * both, 0.4 * both, 0.05 * both, 0.3 - inside)
    front = Front(None, WIDE, ANGLE, ANGLE, WIDE, ANGLE, knees)
    motion = replace(analysis.motion, fronts=(front,))
    reps = with_frontal_plane(motion, analysis.set.reps)
    return replace(analysis, motion=motion, set=replace(analysis.set, reps=reps)).judged()


def test_a_knee_is_shown_around_its_peak_and_only_that_knee():
    analysis = with_course()
    left, right = knees_caving(analysis.motion, analysis.set.reps, analysis.review).values()
    assert (right.levels == CALM).all()
    assert np.isnan(right.change).all()
    times = analysis.clip.times
    for rep in analysis.set.reps:
        off = np.abs(times - middle_of(rep))
        level = LEVELS.index(knee_severity(analysis.review, rep, "l"))
        assert set(left.levels[off < 0.07]) == {level} != {CALM}
        assert (left.change[off < 0.07] > 10.0).all()
        rest = (off > 0.2) & (times >= rep.start_s) & (times < rep.end_s)
        assert set(left.levels[rest]) == {CALM}
    assert ((left.levels == CALM) == np.isnan(left.change)).all()


def test_without_the_course_it_is_shown_close_to_the_peak():
    analysis = from_front(severity="moderate")
    knee = knees_caving(analysis.motion, analysis.set.reps, analysis.review)["l"]
    shown = analysis.clip.times[knee.levels == 2]
    assert np.ptp(shown) <= 0.3 + 1e-6
    assert abs(shown.mean() - middle_of(analysis.set.reps[0])) < 0.05
    assert knee.change[frame_of(analysis)] == 14.0


def test_what_is_none_or_was_not_measured_is_calm():
    analysis = from_front(knee_in_m=0.1)
    untold = KneeCave.not_measured("the legs were hidden")
    reps = (replace(analysis.set.reps[0], knee_cave={"l": untold, "r": cave(3.0)}),)
    review = Review((knee_found("l", {1: "severe"}),))
    for each in (reps, (replace(reps[0], knee_cave={}),), ()):
        knees = knees_caving(analysis.motion, each, review)
        assert all((knee.levels == CALM).all() for knee in knees.values())


def test_a_note_stays_until_the_next_rep():
    levels = {"l": np.array([0, 0, 1, 3, 0, 0, 0, 0]), "r": np.array([0, 0, 0, 0, 0, 0, 2, 0])}
    times = np.arange(8.0)
    reps = tuple(Rep(n, True, start, None, None, None, None) for n, start in ((1, 1.0), (2, 5.0)))
    left = "left knee caves in"
    assert notes_of(levels, times, reps)[:6] == [None, None, (left, 1), (left, 3), (left, 3), None]
    assert notes_of(levels, times, reps)[6:] == [("right knee caves in", 2)] * 2
    both = {"l": levels["l"], "r": levels["l"]}
    assert notes_of(both, times, reps)[3] == ("both knees cave in", 3)
