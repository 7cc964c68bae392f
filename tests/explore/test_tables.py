"""Tables of findings and of what was not measured: a row each, nothing lost."""

from dataclasses import replace

import numpy as np

from liftvision.findings.review import Review
from liftvision.measurement import Measurement
from tests.explore.found import FINDING
from tests.report.back_lifter import with_back
from tests.stick_lifter import as_analysis, deadlift


def test_a_finding_is_a_row_with_its_leading_sign():
    analysis = replace(with_back(2), review=Review((FINDING,)))
    (row,) = analysis.findings.to_dict("records")
    assert (row["code"], row["severity"], row["reps"]) == ("lumbar_drift", "moderate", (1, 2))
    assert (row["metric"], row["value"], row["error"]) == ("lumbar_drift", 14.2, 4.1)
    assert (row["unit"], row["threshold"]) == ("deg", 10.0)
    assert row["cue"] == FINDING.cue


def test_without_findings_the_columns_are_there():
    table = with_back(1).findings
    assert len(table) == 0
    assert {"code", "title", "value", "error", "cue"} <= set(table.columns)


def test_every_absence_has_its_reason_and_its_place():
    analysis = as_analysis(deadlift(2))
    table = analysis.not_measured.set_index("name")
    for name, reason in analysis.motion.not_measured.items():
        assert table.loc[name, "reason"] == reason
        assert table.loc[name, "where"] == "in the whole clip"
    assert table.loc["fppa_l", "label"] == "Knee inward (FPPA), left"


def test_a_metric_lacks_in_the_reps_that_have_none():
    analysis = with_back(2)
    first, second = analysis.set.reps
    lost = Measurement.not_measured("%", "hidden")
    reps = (first, replace(second, metrics={**second.metrics, "lumbar_share": lost}))
    table = replace(analysis, set=replace(analysis.set, reps=reps)).not_measured
    (row,) = table[table["name"] == "lumbar_share"].to_dict("records")
    assert (row["where"], row["reason"]) == ("rep 2", "hidden")


def test_tables_are_indexed_by_time_and_rep():
    analysis = with_back(2)
    times, rep = analysis.clip.times, analysis.set.reps[1]
    frame = int(np.searchsorted(times, rep.lockout_s))
    assert analysis.angles.loc[times[frame], "rep"] == 2
    assert analysis.reps.loc[2, "lockout_s"] == analysis.set.reps[1].lockout_s
    metrics = analysis.metrics.set_index(["rep", "name"])
    assert metrics.loc[(1, "lumbar_share"), "unit"] == "%"
