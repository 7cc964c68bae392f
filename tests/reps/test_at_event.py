"""A column at a moment: its value there, and what the moment's own error does to it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.reps.at_event import HIDDEN_THEN, NO_ERROR, NOT_IN_CLIP, measured_at

TIMES = np.arange(0.0, 2.0, 0.04)
ERRORS = np.full_like(TIMES, 3.0)


@given(st.floats(0.0, 90.0), st.floats(0.0, 0.2))
def test_a_moment_that_may_be_elsewhere_makes_a_moving_angle_unsure(speed, late_s):
    measured = measured_at(TIMES, speed * TIMES, ERRORS, 1.0, "deg", moment_error_s=late_s)
    assert measured.value == pytest.approx(speed * 1.0)
    assert measured.error == pytest.approx(np.hypot(3.0, speed * late_s))


def test_what_was_not_seen_has_its_reason():
    hidden = np.where(np.abs(TIMES - 1.0) < 0.1, np.nan, 5.0)
    assert measured_at(TIMES, hidden, ERRORS, 1.0, "deg").reason == HIDDEN_THEN
    assert measured_at(TIMES, hidden, ERRORS, 1.0, "deg", within_s=0.2).value == 5.0
    assert measured_at(TIMES, hidden, ERRORS, None, "deg").reason == NOT_IN_CLIP
    assert measured_at(TIMES, TIMES, np.nan * TIMES, 1.0, "deg").reason == NO_ERROR
