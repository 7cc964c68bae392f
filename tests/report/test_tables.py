"""The tables hold the motion frame by frame and the reps one a row."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.motion.motion import UNITS
from liftvision.report.tables import angles_table, reps_table
from tests.report.fitted_lifter import UNDECIDED, with_body
from tests.stick_lifter import as_analysis, deadlift


def test_angles_are_the_motion_with_an_error_beside_each_column():
    lift = deadlift(2, gap=(10, 20))
    table = angles_table(as_analysis(lift))
    assert list(table.columns[:4]) == ["time_s", "shot", "rep", "phase"]
    assert list(table.columns[4:]) == [c for name in UNITS for c in (name, f"{name}_error")]
    np.testing.assert_array_equal(table["time_s"], lift.clip.times)
    np.testing.assert_allclose(table["trunk_lean"][20:], lift.columns["trunk_lean"][20:])
    assert table["trunk_lean"][10:20].isna().all()
    assert table["fppa_l"].isna().all()


def test_raw_angles_stand_beside_the_fitted_ones_when_asked_for():
    analysis = with_body()
    assert not [name for name in angles_table(analysis).columns if name.endswith("_raw")]
    table = angles_table(analysis, raw=True)
    raw = [name for name in table.columns if name.endswith("_raw")]
    assert raw == [f"{name}_raw" for name in UNITS if name in analysis.motion.raw]
    columns = list(table.columns)
    assert columns.index("knee_flexion_r_raw") == columns.index("knee_flexion_r_error") + 1
    np.testing.assert_array_equal(
        table["knee_flexion_r_raw"], analysis.motion.raw["knee_flexion_r"]
    )
    assert table["knee_flexion_r"][UNDECIDED].isna().all()
    assert table["knee_flexion_r_raw"][UNDECIDED].notna().all()


def test_rep_and_phase_of_a_frame_are_those_of_its_time():
    lift = deadlift(2)
    table = angles_table(as_analysis(lift)).set_index("time_s")
    second = lift.reps[1]
    pull = table.loc[second.lift_off_s + 0.05 : second.knee_pass_s - 0.05]
    assert set(pull["phase"]) == {"first pull"}
    assert set(pull["rep"]) == {2}
    assert table["rep"].isna().iloc[0]
    assert table["phase"].iloc[0] == ""


def test_reps_have_events_and_metrics():
    lift = deadlift(3)
    table = reps_table(as_analysis(lift))
    assert list(table["number"]) == [1, 2, 3]
    assert list(table["lockout_s"]) == pytest.approx([rep.lockout_s for rep in lift.reps])
    assert list(table["pull_duration"]) == pytest.approx([1.2] * 3)
    assert list(table["pull_duration_error"]) == pytest.approx([0.03] * 3)
    assert table["fppa_max_l"].isna().all()


def test_events_have_their_errors_and_a_rep_how_it_began():
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    second = replace(second, event_errors={"lockout_s": 0.02}, floor="touch_and_go")
    table = reps_table(replace(analysis, set=replace(analysis.set, reps=(first, second))))
    assert list(table["floor"]) == ["", "touch_and_go"]
    assert (
        list(table.columns).index("lockout_s_error") == list(table.columns).index("lockout_s") + 1
    )
    assert table["lockout_s_error"].isna()[0]
    assert table["lockout_s_error"][1] == 0.02


def test_no_reps_give_an_empty_table_with_columns():
    table = reps_table(as_analysis(deadlift(0)))
    assert len(table) == 0
    assert "lockout_s" in table.columns
