"""Estimates of one number combined, against the textbook."""

import pytest

from liftvision.motion.estimates import Estimate, combined


def test_equal_errors_give_the_mean():
    both = combined([Estimate(1.0, 0.2), Estimate(1.1, 0.2)])
    assert both.value == pytest.approx(1.05)
    assert both.error == pytest.approx(0.2 / 2.0**0.5)


def test_the_surer_one_counts_more():
    assert combined([Estimate(0.0, 1.0), Estimate(1.0, 0.5)]).value == pytest.approx(0.8)


def test_estimates_that_lie_apart_are_not_sure():
    """Ten errors apart: the error reaches from the mean to either."""
    both = combined([Estimate(0.0, 0.1), Estimate(1.0, 0.1)])
    assert both.error == pytest.approx(0.5)


def test_one_is_itself_and_none_is_refused():
    assert combined([Estimate(2.0, 0.3)]) == pytest.approx((2.0, 0.3))
    with pytest.raises(ValueError, match="nothing"):
        combined([])
