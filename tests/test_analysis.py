"""The analysis as its user holds it: tables, and the way to a folder and back."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liftvision.analysis import Analysis
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.errors import SavedAnalysisError
from liftvision.given import Given
from liftvision.motion.motion import UNITS
from liftvision.pipeline import measure
from liftvision.reps.rep import EVENTS
from tests.stick_lifter import deadlift, set_on_the_floor

GAP = (20, 60)


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    """Two reps whose clip does not exist; the lifter is lost for more than a second."""
    path = tmp_path_factory.mktemp("gone") / "gone.mp4"
    lift = set_on_the_floor(2, noise_px=0.5, gap=GAP, path=path)
    return measure(
        lift.clip, lift.pose, bar_from_wrists(lift.pose, lift.clip.shots), model="full",
        warnings=("mind the step",), created="2024-05-01T12:00:00+00:00",
    )  # fmt: skip


def test_angles_have_a_row_a_frame_and_every_column_with_its_error(analysis):
    table = analysis.angles
    pairs = [name for column in UNITS for name in (column, f"{column}_error")]
    assert list(table.columns) == ["shot", "rep", "phase", *pairs]
    assert table.index.name == "time_s"
    np.testing.assert_array_equal(table.index, analysis.clip.times)
    for name in UNITS:
        np.testing.assert_array_equal(table[name], analysis.motion.columns[name])
        np.testing.assert_array_equal(table[f"{name}_error"], analysis.motion.errors[name])


def test_what_was_not_seen_or_not_measured_is_nan(analysis):
    table = analysis.angles
    lost = table.iloc[slice(*GAP)]
    assert lost[list(UNITS)].isna().all(axis=None)
    assert table["fppa_l"].isna().all(), "filmed from the side"
    assert "fppa_l" in analysis.motion.not_measured
    assert table["trunk_lean"].notna().sum() > 0.7 * len(table)


def test_reps_have_a_row_each_with_events_and_metrics(analysis):
    table = analysis.reps
    assert (table.index.name, list(table.index)) == ("number", [1, 2])
    assert list(table["complete"]) == [rep.complete for rep in analysis.set.reps]
    metrics = dict.fromkeys(name for rep in analysis.set.reps for name in rep.metrics)
    pairs = [name for metric in metrics for name in (metric, f"{metric}_error")]
    events = [name for event in EVENTS for name in (event, f"{event}_error")]
    assert list(table.columns) == ["complete", "floor", *events, *pairs]
    for row, rep in zip(table.itertuples(), analysis.set.reps, strict=True):
        assert row.lockout_s == rep.lockout_s
        assert row.concentric_duration == rep.metrics["concentric_duration"].value
        assert row.concentric_duration_error == rep.metrics["concentric_duration"].error


def test_each_frame_of_a_rep_carries_its_number_and_a_phase(analysis):
    table = analysis.angles
    for rep in analysis.set.reps:
        during = table[(table.index >= rep.lift_off_s) & (table.index < rep.lowering_s)]
        assert (during["rep"] == rep.number).all()
        assert (during["phase"] != "").all()
    after = table[table.index > analysis.set.reps[-1].end_s]
    assert after["rep"].isna().all()
    assert (after["phase"] == "").all()


def test_save_and_load_change_nothing(analysis, tmp_path):
    folder = analysis.save(tmp_path / "out", overlay=False)
    once = Analysis.load(str(folder))
    again = Analysis.load(once.save(tmp_path / "again", overlay=False))

    for loaded in (once, again):
        assert loaded.clip.path == analysis.clip.path
        assert loaded.clip.shots == analysis.clip.shots
        assert (loaded.model, loaded.created, loaded.warnings) == (
            analysis.model, analysis.created, analysis.warnings,
        )  # fmt: skip
        assert (loaded.set.lift, loaded.set.style, loaded.set.reason) == (
            analysis.set.lift, analysis.set.style, analysis.set.reason,
        )  # fmt: skip
        for name in UNITS:
            np.testing.assert_allclose(
                loaded.motion.columns[name], analysis.motion.columns[name], atol=1e-3
            )
        for rep, before in zip(loaded.set.reps, analysis.set.reps, strict=True):
            for event in EVENTS:
                assert getattr(rep, event) == getattr(before, event), event
    np.testing.assert_array_equal(once.pose.xy, again.pose.xy)


def test_raw_angles_are_saved_when_asked_for(analysis, tmp_path):
    assert not [name for name in analysis.angles.columns if name.endswith("_raw")]
    folder = analysis.save(tmp_path / "out", overlay=False, raw_angles=True)
    table = pd.read_csv(folder / "angles.csv")
    for name, values in analysis.motion.raw.items():
        np.testing.assert_allclose(table[f"{name}_raw"], values, atol=1e-6)
    assert table["trunk_lean_raw"].notna().any()


def test_what_was_given_is_saved_and_may_be_replaced(analysis, tmp_path):
    given = Given("sumo", plate_diameter_m=0.4, height_m=1.75, load_kg=142.5)
    folder = replace(analysis, given=given).save(tmp_path / "out", overlay=False)
    loaded = Analysis.load(folder)
    assert loaded.given == given
    assert loaded.set.style == "sumo"
    assert Analysis.load(folder, given=Given()).set.style == analysis.set.style


def test_another_style_can_be_given_when_loading(analysis, tmp_path):
    folder = analysis.save(tmp_path / "out", overlay=False)
    assert analysis.set.style != "romanian"
    assert Analysis.load(folder, given=Given(style="romanian")).set.style == "romanian"


def test_a_folder_without_an_analysis_is_refused(tmp_path):
    with pytest.raises(SavedAnalysisError, match="no analysis"):
        Analysis.load(tmp_path)


def test_a_clip_without_reps_has_empty_tables_of_reps():
    lift = deadlift(1)
    standing = np.repeat(lift.pose.xy[:1], len(lift.pose.times), axis=0)
    lift.pose.xy[:] = standing
    table = measure(lift.clip, lift.pose, bar_from_wrists(lift.pose, lift.clip.shots)).reps
    assert (table.index.name, table.columns[0]) == ("number", "complete")
    assert len(table) == 0
