"""Numbers are written as sharp as their error."""

import pytest

from liftvision.measurement import Measurement, written


@pytest.mark.parametrize(
    ("measured", "text"),
    [
        (Measurement(71.34, 4.2, "deg"), "71 ± 4°"),
        (Measurement(1.2345, 0.031, "s"), "1.23 ± 0.03\N{NO-BREAK SPACE}s"),
        (Measurement(0.4712, 0.0117, "m/s"), "0.471 ± 0.012\N{NO-BREAK SPACE}m/s"),
        (Measurement(0.4712, 0.0197, "m/s"), "0.47 ± 0.02\N{NO-BREAK SPACE}m/s"),
        (Measurement(0.5512, 0.006, "m"), "55.1 ± 0.6\N{NO-BREAK SPACE}cm"),
        (Measurement(12.34, 3.0, "%"), "12 ± 3\N{NO-BREAK SPACE}%"),
        (Measurement(-0.2, 3.0, "deg"), "0 ± 3°"),
        (Measurement(0.91234, 0.00001, "1"), "0.912 ± 0.000"),
        (Measurement(3.0, 0.0, "1"), "3"),
        (Measurement(5.0, None, "s"), "5.00\N{NO-BREAK SPACE}s"),
        (Measurement.not_measured("m", "too few frames"), "not measured"),
    ],
)
def test_written_with_the_decimals_that_the_error_leaves(measured, text):
    assert written(measured) == text
