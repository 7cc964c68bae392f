"""What is written of two clips is whole, comes back, and is refused where it was tampered with."""

import csv
import json
import math
import re
import shutil
from dataclasses import replace

import jsonschema
import numpy as np
import pytest

from liftvision import set_display
from liftvision.analysis import Analysis
from liftvision.errors import OutputError, SavedAnalysisError
from liftvision.pairing.alignment import Alignment
from liftvision.pairing.second import SecondClip
from liftvision.pairing.two_clips import paired
from liftvision.report.document import json_schema, to_document
from liftvision.report.folder import check_output, save
from liftvision.report.html import render_report, summary
from liftvision.report.saved_pair import alignment_in
from liftvision.reps.rep import EVENTS
from tests.pairing.two_views import front_view, side_view


@pytest.fixture(scope="module")
def side():
    return side_view()


@pytest.fixture(scope="module")
def pair(side):
    return paired(side, front_view())


@pytest.fixture(scope="module")
def kept(tmp_path_factory, pair):
    return save(pair, tmp_path_factory.mktemp("kept") / "out", overlay=False)


@pytest.fixture
def folder(tmp_path, kept):
    return shutil.copytree(kept, tmp_path / "out")


def names(path):
    return sorted(entry.name for entry in path.iterdir())


def edit(folder, change):
    document = json.loads((folder / "analysis.json").read_text())
    change(document)
    (folder / "analysis.json").write_text(json.dumps(document))


def test_the_second_clip_has_a_folder_with_all_that_loading_needs(folder):
    assert names(folder / "second") == ["analysis.json", "bar.npz", "camera.npz", "pose.npz"]
    document = json.loads((folder / "second" / "analysis.json").read_text())
    assert document["clip"]["path"].endswith("front.mp4")
    assert document["second"] is None


def test_loading_changes_nothing(folder, pair):
    loaded = Analysis.load(folder)
    assert loaded.second is not None
    assert loaded.second.analysis.clip.path == pair.second.analysis.clip.path.absolute()
    assert loaded.second.alignment.offset_s == pytest.approx(pair.second.alignment.offset_s)
    assert loaded.warnings == pair.warnings
    assert loaded.set.from_second == pair.set.from_second
    for rep, before in zip(loaded.set.reps, pair.set.reps, strict=True):
        for event in EVENTS:
            assert getattr(rep, event) == pytest.approx(getattr(before, event), abs=1e-5)
        for name in ("fppa_change_l", "trunk_lean_at_lift_off"):
            # Poses are kept with the precision of half a hundredth of a px.
            assert rep.metrics[name].value == pytest.approx(before.metrics[name].value, abs=0.05)


def test_the_document_is_valid_and_tells_the_clip_of_each_metric(pair):
    document = to_document(pair)
    jsonschema.Draft202012Validator(json_schema()).validate(document)
    assert document["second"]["path"].endswith("front.mp4")
    assert document["second"]["view"]["name"] == "front"
    metrics = document["reps"][0]["metrics"]
    assert metrics["fppa_change_l"]["clip"] == "second"
    assert "clip" not in metrics["trunk_lean_at_lift_off"]
    absent = {each["metric"] for each in document["not_measured"]}
    assert not absent & {"fppa_l", "fppa_r", "knee_ankle_separation", "trunk_lean"}
    assert document["reps"][0]["knee_cave"]["l"]["severity"] is not None


def test_a_drift_that_could_not_be_told_is_null(pair):
    short = replace(pair.second.alignment, drift_found=0.0, drift_error=math.inf)
    document = to_document(replace(pair, second=replace(pair.second, alignment=short)))
    jsonschema.Draft202012Validator(json_schema()).validate(document)
    assert document["second"]["alignment"]["drift_error"] is None
    assert np.isfinite(pair.joined_motion.errors["fppa_l"]).any()


def test_a_short_set_comes_back(folder):
    edit(folder, lambda d: d["second"]["alignment"].update(drift_error=None))
    found = alignment_in(folder, json.loads((folder / "analysis.json").read_text()))
    assert (found.drift_error, found.drift) == (math.inf, 0.0)
    assert found.error_at(0.0) == found.error_s


def test_tables_have_what_the_second_clip_measured(folder, pair):
    with (folder / "reps.csv").open() as file:
        first, _ = csv.DictReader(file)
    assert float(first["fppa_change_l"]) == pytest.approx(
        pair.set.reps[0].metrics["fppa_change_l"].value, abs=1e-5
    )
    with (folder / "angles.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == pair.clip.frames, "a row for each frame of the first clip"
    inward = [row for row in rows if row["fppa_l"]]
    assert len(inward) > 0.3 * len(rows)
    assert all(row["fppa_l_error"] for row in inward)
    assert any(row["trunk_lean"] for row in rows)


@pytest.mark.parametrize(
    "change",
    [
        lambda second: second.update(alignment=None),
        lambda second: second.pop("alignment"),
        lambda second: second["alignment"].pop("drift_error"),
        lambda second: second["alignment"].update(offset_s=None),
        lambda second: second["alignment"].update(offset_s="soon"),
        lambda second: second["alignment"].update(offset_s=10**400),
        lambda second: second["alignment"].update(error_s=-0.01),
        lambda second: second["alignment"].update(drift_error=-0.01),
        lambda second: second["alignment"].update(start_s=9.0, end_s=1.0),
    ],
)
def test_an_alignment_that_cannot_be_is_refused(folder, change):
    edit(folder, lambda document: change(document["second"]))
    with pytest.raises(SavedAnalysisError, match="what cannot be of a second clip"):
        Analysis.load(folder)


def test_an_infinite_offset_is_refused(folder):
    path = folder / "analysis.json"
    path.write_text(re.sub(r'"offset_s": [-\d.]+', '"offset_s": 1e999', path.read_text()))
    with pytest.raises(SavedAnalysisError, match="what cannot be of a second clip"):
        Analysis.load(folder)


@pytest.mark.parametrize("second", [[], 7, "front.mp4", {}])
def test_a_second_clip_that_is_none_is_refused(folder, second):
    edit(folder, lambda document: document.update(second=second))
    with pytest.raises(SavedAnalysisError, match="what cannot be of a second clip"):
        Analysis.load(folder)


def test_a_missing_second_folder_is_refused(folder):
    shutil.rmtree(folder / "second")
    with pytest.raises(SavedAnalysisError, match=r"out holds no.*no folder second") as refused:
        Analysis.load(folder)
    assert "Analyse the clip again" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"), [("analysis.json", b"{"), ("pose.npz", b"PK no"), ("bar.npz", b"")]
)
def test_a_damaged_file_of_the_second_clip_is_named(folder, name, content):
    (folder / "second" / name).write_bytes(content)
    with pytest.raises(SavedAnalysisError, match=rf"second holds no.*{re.escape(name)}"):
        Analysis.load(folder)


@pytest.mark.parametrize("name", ["analysis.json", "pose.npz"])
def test_a_file_that_the_second_clip_lacks_is_named(folder, name):
    (folder / "second" / name).unlink()
    with pytest.raises(SavedAnalysisError, match=rf"second holds no.*it has no {re.escape(name)}"):
        Analysis.load(folder)


def test_a_folder_that_is_its_own_second_is_refused(folder):
    shutil.rmtree(folder / "second")
    (folder / "second").symlink_to(folder)
    with pytest.raises(SavedAnalysisError, match="no folder second"):
        Analysis.load(folder)


def test_a_second_clip_of_two_clips_is_refused(folder):
    shutil.copy(folder / "analysis.json", folder / "second" / "analysis.json")
    with pytest.raises(SavedAnalysisError, match="where one alone should be"):
        Analysis.load(folder)


def test_one_clip_s_analysis_and_a_pair_replace_each_other(tmp_path, side, pair):
    out = save(side, tmp_path / "out", overlay=False)
    assert "second" not in names(out)
    save(pair, out, overlay=False)
    assert "second" in names(out)
    save(pair, out, overlay=False)
    save(side, out, overlay=False)
    assert "second" not in names(out)
    assert names(tmp_path) == ["out"]


def foreign_file(second):
    (second / "holiday.jpg").write_text("mine")


def foreign_folder(second):
    (second / "pose.npz").unlink()
    (second / "pose.npz").mkdir()


def whole_report(second):
    (second / "report.html").write_text("an analysis that somebody put there")


def link_elsewhere(second):
    elsewhere = second.parent.parent / "elsewhere"
    second.rename(elsewhere)
    second.symlink_to(elsewhere)


def dead_link(second):
    shutil.rmtree(second)
    second.symlink_to("nowhere")


def plain_file(second):
    shutil.rmtree(second)
    second.write_text("mine")


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize(
    "hostile",
    [foreign_file, foreign_folder, whole_report, link_elsewhere, dead_link, plain_file],
)
def test_a_second_folder_with_anything_foreign_is_never_touched(folder, pair, hostile, overwrite):
    hostile(folder / "second")
    before = {path: path.lstat().st_mtime_ns for path in sorted(folder.parent.rglob("*"))}
    with pytest.raises(OutputError, match=r"not liftvision's: second\."):
        save(pair, folder, overlay=False, overwrite=overwrite)
    after = {path: path.lstat().st_mtime_ns for path in sorted(folder.parent.rglob("*"))}
    assert after == before


def test_a_link_in_the_second_folder_is_not_followed_when_it_is_replaced(folder, pair):
    elsewhere = folder.parent / "precious.npz"
    (folder / "second" / "pose.npz").rename(elsewhere)
    (folder / "second" / "pose.npz").symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    save(pair, folder, overlay=False)
    assert elsewhere.read_bytes() == before
    assert not (folder / "second" / "pose.npz").is_symlink()


def test_the_second_clip_is_never_in_the_way(tmp_path, pair):
    """Its name is one that the output has, so that nothing in the folder looks foreign."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "overlay.mp4").write_text("the film")
    other = pair.second.analysis
    there = replace(other, clip=replace(other.clip, path=out / "overlay.mp4"))
    hers = replace(pair, second=SecondClip(there, pair.second.alignment))
    with pytest.raises(OutputError, match="would hold the clip"):
        save(hers, out, overlay=False, overwrite=True)
    assert (out / "overlay.mp4").read_text() == "the film"
    with pytest.raises(OutputError, match="would hold the clip"):
        check_output(out, out / "overlay.mp4", overwrite=True)


@pytest.mark.parametrize("existing", [False, True])
def test_an_interruption_leaves_nothing_half_written(folder, tmp_path, pair, monkeypatch, existing):
    out = folder if existing else tmp_path / "new"
    before = names(tmp_path)
    saved = type(pair.pose).save

    def fail_at_second(pose, path):
        if path.parent.name == "second":
            raise KeyboardInterrupt
        saved(pose, path)

    monkeypatch.setattr(type(pair.pose), "save", fail_at_second)
    with pytest.raises(KeyboardInterrupt):
        save(pair, out, overlay=False)
    assert names(tmp_path) == before
    if existing:
        assert names(out / "second") == ["analysis.json", "bar.npz", "camera.npz", "pose.npz"]


def test_the_report_marks_what_the_second_clip_measured(pair, side):
    page = render_report(pair, overlay=False)
    mark = '<sup title="from the second clip">2</sup>'
    assert f"Left knee inward (FPPA) at knee pass{mark}" in page
    assert re.search(r"Trunk lean at lift-off(?!<sup)", page)
    assert "From the second clip, front.mp4." in page
    assert '<p class="clip">side.mp4 and front.mp4</p>' in page
    assert page.startswith("<!doctype html>")
    assert "<sup" not in render_report(side, overlay=False)
    absent = page.split("Not measured, and why")[1].split("</section>")[0]
    assert "Knees' over ankles' distance</dt>" not in absent
    assert "needs a view from the front or the rear, at most 15 degrees off: film from there</dd>" \
        not in absent  # fmt: skip


def test_a_hostile_name_of_the_second_clip_stays_text(pair):
    other = pair.second.analysis
    path = other.clip.path.with_name("<script>&.mp4")
    second = replace(pair.second, analysis=replace(other, clip=replace(other.clip, path=path)))
    page = render_report(replace(pair, second=second), overlay=False)
    assert "<script>&" not in page
    assert page.count("&lt;script&gt;&amp;.mp4") >= 2


def test_both_views_are_in_the_summary(pair, side):
    assert summary(pair).endswith("filmed from the side and from the front.")
    assert summary(side).endswith("filmed from the side.")
    twice = replace(pair, second=SecondClip(side, Alignment(0.0, 0.01, 0.0, 0.1, 0.0, 9.0)))
    assert summary(twice).endswith("filmed from the side.")


def test_the_terminal_names_the_second_clip_and_shows_its_knees(pair, capsys):
    set_display.show_reps(pair)
    shown = " ".join(capsys.readouterr().out.split())
    assert "second clip front.mp4, front view: its clock shows 1.70 s more" in shown
    assert "left knee inward" in shown
    assert "Knees and hips, from front or rear: not measured" not in shown


def test_knees_of_a_rep_that_only_one_clip_shows_are_a_dash(pair):
    first, *others = pair.set.reps
    columns = set_display.knee_columns((replace(first, knee_cave={}), *others), pair.review)
    left = columns["left knee inward"]
    assert left[0] == set_display.NOT_MEASURED
    assert left[1] != set_display.NOT_MEASURED
