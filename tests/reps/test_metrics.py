"""Angles at the events of a rep: the value in that frame, or the reason for none."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.reps.at_event import HIDDEN_THEN
from liftvision.reps.metrics import measure_rep, shot_of_reps
from liftvision.reps.rep import EVENTS
from tests.report.fitted_lifter import HIDDEN, UNDECIDED, with_body


def angles_at_events(analysis):
    """The metrics of the first rep of one shot."""
    rep = replace(analysis.set.reps[0], event_errors=dict.fromkeys(EVENTS, 0.02))
    shot = shot_of_reps(analysis.motion, analysis.bar, 0, (rep,), None)
    return measure_rep(analysis.motion, shot, 0)


def lift_off_frame(analysis):
    return int(np.argmin(np.abs(analysis.clip.times - analysis.set.reps[0].lift_off_s)))


def test_an_angle_at_an_event_is_the_value_of_that_frame():
    analysis = with_body()
    frame = lift_off_frame(analysis)
    metric = angles_at_events(analysis)["trunk_lean_at_lift_off"]
    assert metric.value == pytest.approx(analysis.motion.columns["trunk_lean"][frame])
    assert metric.error == pytest.approx(4.0, rel=1e-3)


def test_an_angle_that_is_not_told_there_has_the_reason_of_its_column():
    analysis = with_body()
    assert UNDECIDED.start <= lift_off_frame(analysis) < UNDECIDED.stop
    metrics = angles_at_events(analysis)
    assert metrics["knee_flexion_at_lift_off"].value is None
    assert metrics["knee_flexion_at_lift_off"].reason == HIDDEN
    assert metrics["knee_flexion_at_lockout"].value is not None
    # A column that is empty throughout has its reason elsewhere.
    motion = replace(analysis.motion, partly={}, not_measured={"knee_flexion_r": "too dark"})
    absent = angles_at_events(replace(analysis, motion=motion))
    assert absent["knee_flexion_at_lift_off"].reason == "too dark"
    motion = replace(motion, not_measured={})
    unseen = angles_at_events(replace(analysis, motion=motion))
    assert unseen["knee_flexion_at_lift_off"].reason == HIDDEN_THEN
