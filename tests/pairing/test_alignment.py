"""The clocks of two clips, against each other."""

import numpy as np
import pytest

from liftvision.pairing.alignment import Alignment


def _alignment(drift: float, drift_error: float) -> Alignment:
    return Alignment(2.5, 0.006, drift, drift_error, start_s=1.0, end_s=21.0)


@pytest.mark.parametrize("drift", [0.0, 0.001, -0.001])
def test_both_ways_undo_each_other(drift: float) -> None:
    alignment = _alignment(drift, 1e-5)
    times = np.linspace(-3.0, 40.0, 50)
    assert np.asarray(alignment.to_first(alignment.to_second(times))) == pytest.approx(times)


def test_offset_is_that_of_the_middle_and_drift_grows_from_there() -> None:
    alignment = _alignment(0.001, 1e-5)
    assert alignment.to_second(11.0) == pytest.approx(13.5)
    assert alignment.to_second(21.0) == pytest.approx(23.51)


@pytest.mark.parametrize(
    ("drift", "error"),
    [(0.0003, 0.0001), (0.02, 0.0001)],
    ids=["not clearly different from none", "more than clocks differ by"],
)
def test_a_drift_that_cannot_be_believed_is_not_taken_out(drift: float, error: float) -> None:
    alignment = _alignment(drift, error)
    assert alignment.drift == 0.0
    assert alignment.to_second(21.0) == pytest.approx(23.5)
    assert alignment.error_at(21.0) == pytest.approx(0.006)


def test_error_grows_away_from_the_middle_with_the_drift_that_is_taken_out() -> None:
    alignment = _alignment(0.001, 1e-4)
    assert alignment.error_at(11.0) == pytest.approx(0.006)
    assert alignment.error_at(21.0) == pytest.approx(np.hypot(0.006, 0.001))
