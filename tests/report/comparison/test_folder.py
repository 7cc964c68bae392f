"""The folder of a comparison: whole, self-contained, never over what is not ours."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from liftvision.comparison.comparison import compare, comparison_of
from liftvision.errors import OutputError
from liftvision.measurement import Measurement
from liftvision.report.comparison.folder import FILE_NAMES, check_output, save
from liftvision.report.comparison.tables import comparison_table, to_document
from tests.comparison.made_sets import ABSENT, SHARE, finding, made_set, reviewed
from tests.report.comparison.filmed_sets import SHARES, filmed_comparison


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return filmed_comparison(tmp_path_factory.mktemp("sets"))


def three():
    """B has more of it than A, C was not seen."""
    shares = (Measurement(20.0, 2.0, "%"), Measurement(40.0, 2.0, "%"), ABSENT)
    return compare(
        *(made_set(2, name=f"{i}.mp4", **{SHARE: share}) for i, share in enumerate(shares))
    )


def test_it_holds_everything_that_the_page_needs(comparison, tmp_path):
    out = save(comparison, tmp_path / "out")
    assert {path.name for path in out.iterdir()} == {
        "comparison.html", "comparison.csv", "comparison.json", "plotly.min.js", "a.mp4", "b.mp4",
    }  # fmt: skip
    for session, name in zip(comparison.sessions, ("a.mp4", "b.mp4"), strict=True):
        assert (out / name).read_bytes() == (session.folder / "overlay.mp4").read_bytes()
    assert not list(tmp_path.glob(".*"))


def test_the_table_is_tidy_and_read_back(comparison, tmp_path):
    table = comparison_table(comparison)
    rows = table[table["metric"] == SHARE].set_index("session")
    assert rows.loc["A", "value"] == SHARES[0].value
    assert rows.loc["B", "difference"] == SHARES[1].value - SHARES[0].value
    assert rows.loc["B", "difference_error"] == pytest.approx(8.0**0.5)
    assert rows.loc["B", "verdict"] == "more"
    assert rows.loc["A", "verdict"] == ""
    read = pd.read_csv(save(comparison, tmp_path / "out") / "comparison.csv")
    assert read["value"].to_numpy() == pytest.approx(table["value"].to_numpy(), nan_ok=True)
    assert list(read.columns) == list(table.columns)
    assert not table.duplicated(["metric", "session"]).any()


def test_each_of_three_sets_has_its_row():
    rows = comparison_table(three()).query("metric == @SHARE").set_index("session")
    assert list(rows.index) == ["A", "B", "C"]
    assert list(rows["verdict"]) == ["", "more", "not comparable"]
    assert rows.loc["C", "reason"] == ABSENT.reason


def test_the_document_has_no_nan_and_says_the_same(comparison):
    document = json.loads(json.dumps(to_document(comparison), allow_nan=False))
    (against,) = document["against_first"]
    (share,) = [each for each in against["metrics"] if each["metric"] == SHARE]
    assert share["difference"]["value"] == 21.0
    assert share["verdict"] == "more"
    assert against["findings"][0]["change"] == "new"
    assert against["findings"][0]["beyond_error"] is True
    assert [each["letter"] for each in document["sessions"]] == ["A", "B"]


def test_the_same_clips_replace_their_comparison_others_do_not(comparison, tmp_path):
    out = save(comparison, tmp_path / "out")
    save(comparison, out)
    other = three()
    with pytest.raises(OutputError, match="comparison of other clips"):
        save(other, out)
    save(other, out, overwrite=True)
    assert not (out / "a.mp4").exists()


def test_a_folder_with_anything_else_is_never_touched(comparison, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        save(comparison, out, overwrite=True)
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]
    with pytest.raises(OutputError, match="is a file"):
        check_output(out / "thesis.docx", [])


def test_what_fails_leaves_nothing(comparison, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("liftvision.report.comparison.folder.write_plotly", full)
    with pytest.raises(OutputError, match="no room left"):
        save(comparison, tmp_path / "deep" / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_overlay_that_is_a_link_is_not_copied(tmp_path):
    made = filmed_comparison(tmp_path, overlays=(True, False))
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (made.sessions[1].folder / "overlay.mp4").symlink_to(secret)
    out = save(made, tmp_path / "out")
    assert not (out / "b.mp4").exists()
    assert "There is no overlay video of B" in (out / "comparison.html").read_text("utf-8")


def test_a_page_escapes_what_comes_from_outside(tmp_path):
    evil = "<script>alert(1).mp4"
    sets = [
        reviewed(made_set(2, name=evil), replace(finding(), title="<img src=x onerror=1>")),
        made_set(2),
    ]
    page = (save(compare(*sets), tmp_path / "out") / "comparison.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<img" not in page


def test_nothing_else_can_be_in_the_folder(comparison, tmp_path):
    names = {path.name for path in save(comparison, tmp_path / "out").iterdir()}
    assert names <= set(FILE_NAMES)


def test_six_sets_have_their_columns_and_colours(tmp_path):
    sets = compare(*(made_set(1, name=f"{i}.mp4") for i in range(6)))
    page = (save(sets, tmp_path / "out") / "comparison.html").read_text("utf-8")
    for index in range(6):
        assert f'class="s-{index}"' in page
    assert comparison_of(sets.sessions[:2]).against[0].session.letter == "B"


def test_squats_are_compared_on_an_axis_of_their_own(tmp_path):
    squats = []
    for number in range(2):
        made = made_set(2, name=f"{number}.mp4")
        reps = tuple(
            replace(
                rep, down_first=True, lowering_s=rep.start_s + 0.2, knee_pass_s=None,
                end_s=rep.lockout_s,
            )
            for rep in made.set.reps
        )  # fmt: skip
        squats.append(replace(made, set=replace(made.set, lift="other", reps=reps)))
    page = (save(compare(*squats), tmp_path / "out") / "comparison.html").read_text("utf-8")
    assert '"words":["down","bottom","upright"]' in page
    assert "2 reps of another lift" in page
    assert 'class="paths"' not in page
