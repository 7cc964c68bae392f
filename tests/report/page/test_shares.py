"""Hips against spine: a bar for each phase, or the reason why there is none."""

from dataclasses import replace

from liftvision.measurement import Measurement
from liftvision.report.page.shares import share_table
from tests.stick_lifter import as_analysis, deadlift

HIDDEN = "the back was hidden"


def with_shares(*shares):
    """A set whose reps have these metrics."""
    analysis = as_analysis(deadlift(len(shares)))
    reps = tuple(
        replace(rep, metrics=metrics)
        for rep, metrics in zip(analysis.set.reps, shares, strict=True)
    )
    mean = {"lumbar_share": Measurement(30.0, 3.0, "%")}
    return replace(analysis, set=replace(analysis.set, reps=reps, metrics=mean))


def test_the_hips_have_what_the_spine_has_not():
    first = {
        "lumbar_share": Measurement(26.0, 4.0, "%"),
        "lumbar_share_first_pull": Measurement.not_measured("%", HIDDEN),
    }
    second = {"lumbar_share": Measurement(34.0, None, "%")}
    table = share_table(with_shares(first, second))
    (_, (whole, first_pull)), (_, (other, _)), (name, (mean,)) = table.rows
    assert (whole.hips, whole.error, whole.words) == (
        74.0,
        (70.0, 78.0),
        "26 ± 4\N{NO-BREAK SPACE}%",
    )
    assert (first_pull.hips, first_pull.reason) == (None, HIDDEN)
    assert (other.hips, other.error) == (66.0, None)
    assert (name, mean.hips) == ("Mean of the reps", 70.0)
    assert table.reasons == (("first pull, floor to knee", HIDDEN),)


def test_a_spine_that_folds_further_leaves_the_bar_full_of_hips():
    table = share_table(with_shares({"lumbar_share": Measurement(-12.0, 5.0, "%")}))
    ((_, (cell,)),) = table.rows
    assert cell.hips == 100.0
    assert cell.error == (100.0, 100.0)
    assert cell.words.startswith("-12 ± 5")


def test_nothing_measured_has_only_its_reason():
    absent = Measurement.not_measured("%", HIDDEN)
    table = share_table(with_shares({"lumbar_share": absent}, {"lumbar_share": absent}))
    assert table.rows == ()
    assert table.reasons == (("whole pull", HIDDEN),)


def test_where_nobody_looked_there_is_no_table():
    assert share_table(with_shares({}, {})) is None
