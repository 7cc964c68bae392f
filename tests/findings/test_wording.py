"""Words: moments, limits and lists as people write them."""

import pytest

from liftvision.findings.wording import clock, exact


@pytest.mark.parametrize(
    ("time_s", "text"),
    [(0.0, "0:00.0"), (4.24, "0:04.2"), (59.96, "1:00.0"), (125.5, "2:05.5"), (-0.1, "0:00.0")],
)
def test_a_moment_reads_as_in_a_player(time_s, text):
    assert clock(time_s) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(5.0, "deg", "5°"), (0.03, "m", "3\xa0cm"), (0.005, "m", "0.5\xa0cm"), (1.3, "1", "1.3"),
     (30.0, "%", "30\xa0%")],
)  # fmt: skip
def test_a_limit_is_written_without_an_error(value, unit, text):
    assert exact(value, unit) == text
