"""Pulls of one length: made-up curves whose mean and spread are known."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.reps.time_normalised import STEPS, is_pulled, mean_and_spread, over_pull
from tests.stick_lifter import as_analysis, deadlift


def test_a_pull_goes_from_lift_off_to_lockout():
    analysis = as_analysis(deadlift(1))
    rep = analysis.set.reps[0]
    course = over_pull(analysis.clip.times, analysis.clip.times, rep)
    assert len(course) == STEPS
    assert course[[0, -1]] == pytest.approx([rep.lift_off_s, rep.lockout_s])
    assert np.ptp(np.diff(course)) == pytest.approx(0.0, abs=1e-9)


def test_without_lockout_or_with_one_before_lift_off_nothing_was_pulled():
    rep = as_analysis(deadlift(1)).set.reps[0]
    assert is_pulled(rep)
    assert not is_pulled(replace(rep, lockout_s=None))
    assert not is_pulled(replace(rep, lockout_s=rep.lift_off_s))


def test_where_half_of_the_reps_are_hidden_there_is_a_mean_and_where_more_are_none():
    curves = np.array([[1.0, 1.0, 1.0], [3.0, 3.0, np.nan], [5.0, np.nan, np.nan]])
    mean, spread = mean_and_spread(curves)
    assert mean == pytest.approx([3.0, 2.0, np.nan], nan_ok=True)
    assert spread == pytest.approx([2.0, np.sqrt(2.0), np.nan], nan_ok=True)


def test_a_single_rep_may_have_a_mean_but_no_spread():
    mean, spread = mean_and_spread(np.array([[1.0, 2.0]]), least_reps=1)
    assert mean == pytest.approx([1.0, 2.0])
    assert np.isnan(spread).all()
