"""What every page shares: escaped data, a policy that fits, plotly beside it."""

import json

import numpy as np
import pytest

from liftvision.report.page.render import PLOTLY_NAME, embedded, numbers, policy, write_plotly


def test_data_cannot_end_its_element_and_is_read_back():
    data = {"name": "</script><!--<script>&amp;\u2028"}
    text = embedded(data)
    assert not set("<>&") & set(text)
    assert text.isascii()
    assert json.loads(text) == data


def test_a_number_that_json_does_not_have_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        embedded({"value": float("nan")})


def test_what_was_not_measured_is_null():
    values = np.array([1.23456, np.nan, np.inf, -0.00001])
    assert numbers(values) == [1.2346, None, None, -0.0]
    assert numbers(values, 1) == [1.2, None, None, -0.0]


def test_without_scripts_none_may_run():
    assert "script-src 'none'" in policy(())
    assert "script-src 'self' file: 'sha256-" in policy(("let x = 1;",))


def test_plotly_is_laid_beside_the_page(tmp_path):
    write_plotly(tmp_path)
    script = (tmp_path / PLOTLY_NAME).read_text("utf-8")
    assert "plotly.js" in script[:200]
    assert len(script) > 1_000_000
