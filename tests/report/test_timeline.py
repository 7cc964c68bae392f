"""Frame by frame, the timeline says what Rep.phase_at says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from liftvision.report.timeline import NO_REP, begin_of, marker_of, phase_spans, timeline
from liftvision.reps.rep import Rep

TIMES = np.arange(0.0, 10.0, 0.1)


@given(st.lists(st.floats(0.0, 10.0), min_size=6, max_size=6), st.sets(st.integers(0, 5)))
def test_agrees_with_the_rep(marks, unseen):
    events = [None if i in unseen else mark for i, mark in enumerate(sorted(marks))]
    rep = Rep(1, True, *events[:4], events[5], lowering_s=events[4])
    on, phases = timeline((rep,), TIMES)
    assert phases == [rep.phase_at(float(time)) for time in TIMES]
    assert [index != NO_REP for index in on] == [phase != "" for phase in phases]


def test_spans_leave_out_what_was_not_seen():
    rep = Rep(1, False, None, 1.0, None, 3.0, None)
    assert phase_spans(rep) == [("first pull", 1.0, 3.0), ("lockout", 3.0, np.inf)]
    assert begin_of(rep) == 1.0
    assert marker_of(rep) == 3.0


def test_a_rep_without_events_is_nowhere():
    rep = Rep(1, False, None, None, None, None, None)
    assert phase_spans(rep) == []
    assert marker_of(rep) is None
