"""Rows from errors whose statistics are known; the row format is a contract."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.selfcheck.compare import ClipErrors, MetricErrors
from liftvision.selfcheck.table import Row, cells, error_table, not_measured, rows_of

CONTRACT = [
    "metric", "view", "plates", "clothes", "clips", "n", "rmse", "bias", "p95", "coverage",
    "band_coverage", "unit",
]  # fmt: skip


def clip_of(*metrics, view="side", plates=True, clothes="tight"):
    return ClipErrors("c.mp4", view, plates, clothes, 100, metrics)


def metric_of(errors, stated=4.0, metric="trunk_lean", unit="deg"):
    errors = np.asarray(errors, dtype=float)
    return MetricErrors(metric, unit, errors, np.broadcast_to(float(stated), errors.shape))


def row_of(*clips) -> Row:
    (row,) = rows_of(clips)
    return row


@given(shift=st.floats(-40.0, 40.0), n=st.integers(1, 50))
def test_a_shift_is_bias_rmse_and_p95(shift, n):
    row = row_of(clip_of(metric_of(np.full(n, shift))))
    assert row.bias == pytest.approx(shift)
    assert row.rmse == pytest.approx(abs(shift))
    assert row.p95 == pytest.approx(abs(shift))
    assert (row.n, row.coverage) == (n, 1.0)


def test_noise_lies_within_its_standard_error_two_times_in_three():
    noise = np.random.default_rng(0).normal(0.0, 4.0, 20_000)
    row = row_of(clip_of(metric_of(noise, stated=4.0)))
    assert row.rmse == pytest.approx(4.0, rel=0.02)
    assert row.p95 == pytest.approx(1.96 * 4.0, rel=0.02)
    assert row.band_coverage == pytest.approx(0.683, abs=0.01)
    assert abs(row.bias) < 0.1


def test_what_is_not_given_costs_coverage_only():
    row = row_of(clip_of(metric_of([1.0, np.nan, -1.0, np.nan])))
    assert (row.coverage, row.n, row.rmse, row.bias) == (0.5, 2, 1.0, 0.0)


def test_a_metric_that_is_never_given_has_no_figures():
    row = row_of(clip_of(metric_of([np.nan, np.nan])))
    assert (row.coverage, row.n) == (0.0, 0)
    assert row.rmse is row.bias is row.p95 is row.band_coverage is None


def test_values_without_a_stated_error_have_no_band():
    row = row_of(clip_of(metric_of([1.0, 2.0], stated=np.nan)))
    assert row.rmse == pytest.approx(np.sqrt(2.5))
    assert row.band_coverage is None


def test_clips_under_the_same_conditions_are_pooled():
    row = row_of(clip_of(metric_of([1.0, 1.0])), clip_of(metric_of([4.0])))
    assert (row.clips, row.n, row.bias) == (2, 3, 2.0)


def test_a_clip_without_a_truth_of_the_metric_is_not_counted():
    assert row_of(clip_of(metric_of([1.0])), clip_of(metric_of([]))).clips == 1


def test_other_conditions_make_other_rows_in_a_steady_order():
    lean, reps = metric_of([1.0]), metric_of([0.0], metric="reps", unit="1")
    hip = metric_of([np.nan], metric="lumbar_flexion")
    rows = rows_of(
        [
            clip_of(reps, hip, lean, view="front"),
            clip_of(lean, clothes="loose"),
            clip_of(lean, plates=False),
            clip_of(lean),
        ]
    )
    assert [row.place for row in rows] == [
        ("trunk_lean", "side", True, "tight"),
        ("trunk_lean", "side", True, "loose"),
        ("trunk_lean", "side", False, "tight"),
        ("trunk_lean", "front", True, "tight"),
        ("lumbar_flexion", "front", True, "tight"),
        ("reps", "front", True, "tight"),
    ]


def test_a_row_as_json_has_the_fields_of_the_contract():
    (row,) = rows_of([clip_of(metric_of([1.0, 2.0, np.nan], stated=1.5))])
    found = row.as_json()
    assert list(found) == CONTRACT
    assert found == {
        "metric": "trunk_lean", "view": "side", "plates": True, "clothes": "tight", "clips": 1,
        "n": 2, "rmse": 1.581, "bias": 1.5, "p95": 1.95, "coverage": 0.6667,
        "band_coverage": 0.5, "unit": "deg",
    }  # fmt: skip
    assert Row.from_json(json.loads(json.dumps(found))).as_json() == found


def test_the_markdown_names_what_is_measured_and_what_is_not():
    lean, absent = metric_of([1.0, 2.0]), metric_of([np.nan], metric="fppa")
    speed = metric_of([0.01], 0.02, metric="mean_concentric_velocity", unit="m/s")
    page = error_table(rows_of([clip_of(lean, speed, absent), clip_of(lean, view="front")]))
    assert "### Side view, plates" in page
    assert "| trunk_lean | tight | 1 | 2 | 1.6 | +1.5 | 1.9 | ° | 100% | 100% |" in page
    assert "| 0.010 | +0.010 | 0.010 | m/s |" in page
    assert "Not measured: `fppa`." in page
    assert page.index("Side view") < page.index("Front view")


def test_a_column_stands_for_its_values_at_events():
    names = ("lumbar_flexion", "lumbar_flexion_at_lockout", "knee_flexion_at_lockout")
    absent = [metric_of([np.nan], metric=name) for name in names]
    knee = metric_of([-1e-9], metric="knee_flexion")
    rows = rows_of([clip_of(knee, *absent)])
    assert not_measured(rows) == ["lumbar_flexion", "knee_flexion_at_lockout"]
    assert cells(rows[0])[5] == "+0.0"
