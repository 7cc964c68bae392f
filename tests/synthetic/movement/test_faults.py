"""Faults over the bar's way: each reaches its dial, and none is there at its zero."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.movement import faults

RISE = np.linspace(0.0, 1.0, 2001)
KNEES = st.floats(0.3, 0.65)


@given(st.floats(-10.0, 75.0), st.floats(0.0, 30.0), st.floats(-1.0, 1.0), KNEES)
def test_the_back_gives_way_by_the_drift_before_the_knees_and_is_straight_at_the_top(
    setup, drift, unfolding, knee
):
    flexion = faults.lumbar(RISE, max(setup, 0.0), drift, unfolding, knee)
    first_pull = flexion[knee >= RISE]
    assert flexion[0] == pytest.approx(max(setup, 0.0))
    assert first_pull.max() == pytest.approx(max(setup, 0.0) + drift, abs=0.05)
    assert flexion[-1] == pytest.approx(0.0, abs=1e-9)
    assert flexion.max() == pytest.approx(first_pull.max())


def test_an_arched_back_comes_to_standing_too():
    flexion = faults.lumbar(RISE, -10.0, 0.0, 0.0, 0.5)
    assert flexion[[0, -1]] == pytest.approx([-10.0, 0.0])
    assert (np.diff(flexion) >= 0.0).all()


@given(KNEES, st.floats(0.0, 0.99))
def test_a_later_unfolding_keeps_the_back_bent_longer(knee, later):
    early, late = (faults.unfolded(RISE, unfolding) for unfolding in (later - 1.0, later))
    assert (late <= early + 1e-12).all()
    assert (late < early - 0.01).any()


@pytest.mark.parametrize("unfolding", [-1.0, 0.0, 1.0])
def test_unfolding_goes_one_way_and_is_complete(unfolding):
    share = faults.unfolded(RISE, unfolding)
    assert share[[0, -1]] == pytest.approx([0.0, 1.0])
    assert (np.diff(share) >= 0.0).all()


@given(KNEES)
def test_what_comes_and_goes_is_not_there_at_either_end_and_once_whole(knee):
    for share in (
        faults.hips_early(RISE, knee),
        faults.caving(RISE, knee),
        faults.shifting(RISE, knee),
        faults.tilting(RISE),
        faults.heels(RISE, knee),
    ):
        assert share[[0, -1]] == pytest.approx([0.0, 0.0], abs=1e-12)
        assert share.max() == pytest.approx(1.0, abs=1e-3)
        assert share.min() >= -1e-12


@given(KNEES)
def test_knees_cave_in_most_about_knee_pass_and_heels_lift_before(knee):
    assert abs(RISE[np.argmax(faults.caving(RISE, knee))] - knee) < 0.1
    assert RISE[np.argmax(faults.heels(RISE, knee))] < 0.55 * knee


@given(st.floats(0.5, 8.0))
def test_a_tilting_bar_keeps_its_lower_end_off_the_floor(tilt):
    half_a_bar, way = 0.9, 0.45
    lower_end = way * RISE - half_a_bar * np.sin(np.radians(tilt * faults.tilting(RISE)))
    assert lower_end.min() >= -1e-3
