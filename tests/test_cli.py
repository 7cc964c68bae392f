"""The command line as a user runs it; the analysis behind it is replaced, save at the end."""

import json
import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from liftvision import errors
from liftvision.cli import app
from liftvision.findings.review import Review, WentWell
from liftvision.findings.rule_file import default_rules, rules_with
from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.pose.view import View
from liftvision.reps.rep import LiftSet, Rep
from tests.video_files import make_clip

SIDE = View("side", 88.0, 4.0)
REP = Rep(
    number=1, complete=True, start_s=0.1, lift_off_s=0.5, knee_pass_s=0.9, lockout_s=1.75,
    lowering_s=2.0, end_s=2.5,
)  # fmt: skip
DEADLIFT = LiftSet("deadlift", "conventional", "the bar rises from the floor.", (REP,))
ROW = LiftSet("other", "unknown", "the trunk never rises", ())


def analysis(lifted=DEADLIFT):
    return SimpleNamespace(
        set=lifted,
        view=SIDE,
        second=None,
        pose=SimpleNamespace(coverage=0.98),
        warnings=("dim light",),
        bar=SimpleNamespace(source="plate"),
        motion=SimpleNamespace(backs=(), not_measured={}),
        given=Given(),
        review=Review(
            went_well=(
                WentWell("bar_drift", "The bar goes up straight.", Measurement(0.01, 0.01, "m")),
            )
        ),
    )


class Library:
    """Stands in for the pipeline and the report: remembers how it was called."""

    def __init__(self):
        self.result = analysis()
        self.fails = None
        self.called = {}

    def check_output(self, out, clip, *, overwrite):
        self.called["check"] = (out, clip, overwrite)

    def analyze(self, clip, **options):
        options["progress"].stage("finding the lifter", 10)
        self.called["analyze"] = (clip, options)
        if self.fails is not None:
            raise self.fails
        return self.result

    def save(self, result, out, **options):
        self.called["save"] = (out, options)


@pytest.fixture
def library(monkeypatch):
    stand_in = Library()
    modules = {
        "liftvision.pipeline": SimpleNamespace(analyze=stand_in.analyze),
        "liftvision.report.folder": SimpleNamespace(
            check_output=stand_in.check_output, save=stand_in.save
        ),
        "liftvision.report.document": SimpleNamespace(to_document=lambda result: {"reps": [1]}),
    }
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return stand_in


def run(*arguments: str):
    return CliRunner().invoke(app, [str(each) for each in arguments])


def plain(text: str) -> str:
    """Join the lines of a box into one sentence."""
    return " ".join(text.replace("│", " ").split())


def test_results_are_a_table_and_where_the_files_are(library):
    done = run("analyze", "a/squad.day.mp4")
    assert done.exit_code == 0
    assert "conventional deadlift, side view, facing right" in done.stdout
    assert "1.75 s" in done.stdout
    assert str(Path("squad.day.liftvision") / "overlay.mp4") in done.stdout
    assert str(Path("squad.day.liftvision") / "report.html") in done.stdout
    assert "dim light" in done.stdout
    assert "finding the lifter" in done.stderr


def test_a_files_name_cannot_steer_the_terminal(library):
    done = run("analyze", "a\x1b[2J\nb.mp4", "--no-overlay")
    assert "a?[2J?b.liftvision" in done.stdout
    assert "overlay.mp4" not in done.stdout


def test_options_reach_the_library_in_its_units(library):
    run(
        "analyze", "c.mp4", "--out", "o", "--model", "lite", "--person", "10,20,30.5,40",
        "--style", "sumo", "--bar", "100.5,300", "--plate-diameter", "400", "--height", "175",
        "--load", "142.5", "--lift", "any", "--start", "1", "--end", "2.5",
        "--standing", "s.mp4", "--toe-touch", "t.mp4", "--spine-points", "p.json",
        "--front", "f.mp4", "--overlay-size", "source", "--no-overlay", "--raw-angles",
        "--overwrite", "--pose", "p.nc", "--rules", "r.toml", "--blur-faces",
    )  # fmt: skip
    clip, options = library.called["analyze"]
    del options["progress"]
    assert str(clip) == "c.mp4"
    assert options == {
        "model": "lite",
        "pose": Path("p.nc"),
        "rules": Path("r.toml"),
        "person": (10.0, 20.0, 30.5, 40.0),
        "bar_at": (100.5, 300.0),
        "given": Given("sumo", plate_diameter_m=0.4, height_m=1.75, load_kg=142.5, lift="any"),
        "standing": Path("s.mp4"),
        "toe_touch": Path("t.mp4"),
        "spine_points": Path("p.json"),
        "front": Path("f.mp4"),
        "start_s": 1.0,
        "end_s": 2.5,
    }
    out, saved = library.called["save"]
    del saved["progress"]
    assert str(out) == "o"
    assert saved == {
        "overlay": False, "overlay_long_side": None, "raw_angles": True, "overwrite": True,
        "blur_faces": True,
    }  # fmt: skip
    assert library.called["check"][2] is True


def test_what_is_not_asked_for_is_left_to_the_library(library):
    run("analyze", "c.mp4")
    options = library.called["analyze"][1]
    left = ("person", "bar_at", "front", "start_s", "end_s")
    assert [options[name] for name in left] == [None] * 5
    assert options["given"] == Given()
    assert library.called["save"][1]["overlay_long_side"] == 1280
    assert library.called["save"][1]["raw_angles"] is False


def test_a_person_may_be_a_number(library):
    run("analyze", "c.mp4", "--person", "2")
    assert library.called["analyze"][1]["person"] == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--start", "4", "--end", "3"], "--end 3 must come after --start 4"),
        (["--end", "0"], "--end 0 must come after"),
        (["--start", "-1"], "--start"),
        (["--start", "nan"], "--start"),
        (["--person", "0"], "neither a number from 1 nor a box"),
        (["--person", "1,2,3"], "neither a number from 1 nor a box"),
        (["--person", "1,2,-3,4"], "neither a number from 1 nor a box"),
        (["--person", "nan,2,3,4"], "neither a number from 1 nor a box"),
        (["--overlay-size", "12"], "neither 'source' nor a size in px from 160"),
        (["--style", "hexagonal"], "hexagonal"),
        (["--bar", "100"], "'100' is not a point X,Y in px"),
        (["--bar", "1,2,3"], "is not a point X,Y in px"),
        (["--bar", "-1,3"], "is not a point X,Y in px"),
        (["--bar", "nan,3"], "is not a point X,Y in px"),
        (["--plate-diameter", "0.45"], "0.45 mm is not between 150 and 500 mm (--plate-diameter)"),
        (["--plate-diameter", "nan"], "nan mm is not between"),
        (["--height", "1.8"], "1.8 cm is not between 100 and 250 cm (--height)"),
        (["--load", "0"], "0 kg is not between 1 and 1000 kg (--load)"),
        (["--load", "heavy"], "--load"),
    ],
)
def test_bad_values_are_refused_before_any_work(library, options, sentence):
    done = run("analyze", "c.mp4", *options)
    assert done.exit_code == 2
    assert sentence in plain(done.stderr)
    assert library.called == {}


@pytest.mark.parametrize(
    "kind",
    [
        errors.ClipError,
        errors.NoPersonError,
        errors.BarPointError,
        errors.OutputError,
        errors.ModelError,
        errors.SystemLibraryError,
        errors.SavedAnalysisError,
        errors.PairError,
    ],
)
def test_each_refusal_is_a_sentence_and_an_exit_code(library, kind):
    library.fails = kind("It is [bad].", "Do that.")
    done = run("analyze", "c.mp4")
    assert done.exit_code == kind.exit_code > 2
    assert "error: It is [bad]. Do that." in done.stderr
    assert "Traceback" not in done.output
    assert "save" not in library.called


def test_the_exit_codes_are_the_documented_ones():
    kinds = [each for each in vars(errors).values() if isinstance(each, type)]
    assert {kind.__name__: kind.exit_code for kind in kinds} == {
        "LiftvisionError": 1,
        "ClipError": 3,
        "NoPersonError": 4,
        "PersonChoiceError": 4,
        "BarPointError": 4,
        "GivenError": 2,
        "OutputError": 6,
        "ModelError": 7,
        "SystemLibraryError": 8,
        "SavedAnalysisError": 9,
        "TruthError": 10,
        "RecipeError": 10,
        "SyntheticError": 10,
        "SpinePointsError": 11,
        "PairError": 12,
        "FormatError": 13,
        "RulesError": 14,
        "ComparisonError": 15,
    }


def test_what_went_well_is_told(library):
    assert "The bar goes up straight." in run("analyze", "c.mp4").stdout


def test_where_the_print_lies_is_told(library, monkeypatch):
    monkeypatch.setattr("liftvision.report.pdf.find_printer", lambda: "browser")
    monkeypatch.setattr("liftvision.report.pdf.write_pdf", lambda folder, printer: None)
    assert "report.pdf" in run("analyze", "c.mp4", "--pdf").stdout
    assert "report.pdf" not in run("analyze", "c.mp4").stdout


def test_rules_can_be_written_down_and_given_back(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(run("rules").stdout, encoding="utf-8")
    assert rules_with(mine.read_text("utf-8")) == default_rules()


def test_a_wrong_rule_is_refused_before_any_work(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("[bar_drift]\nagree = 9\n", encoding="utf-8")
    clip = make_clip(tmp_path / "clip.mp4")
    done = run("analyze", clip, "--out", tmp_path / "o", "--rules", mine)
    assert done.exit_code == 14
    assert "mine.toml cannot be used as rules: line 2, bar_drift.agree" in plain(done.stderr)
    assert not (tmp_path / "o").exists()


def test_two_clips_that_are_not_of_one_set_end_with_12(library):
    library.fails = errors.PairError("a.mp4 and b.mp4 cannot be taken for the same set: x.", "Do.")
    done = run("analyze", "a.mp4", "--front", "b.mp4")
    assert done.exit_code == 12
    assert "cannot be taken for the same set" in done.stderr
    assert "save" not in library.called


def test_a_clip_given_twice_is_refused_before_any_work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make_clip(tmp_path / "squad.mp4")
    done = run("analyze", "squad.mp4", "--front", "./squad.mp4")
    assert done.exit_code == 12
    assert "squad.mp4 was given twice" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["squad.mp4"]


@pytest.mark.parametrize("content", [None, b"", b"no video"])
def test_a_second_clip_that_cannot_be_read_is_named_before_any_work(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    make_clip(tmp_path / "side.mp4")
    if content is not None:
        (tmp_path / "front.mp4").write_bytes(content)
    before = sorted(tmp_path.iterdir())
    done = run("analyze", "side.mp4", "--front", "front.mp4")
    assert done.exit_code == 3
    assert "front.mp4" in done.stderr
    assert "looking through" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_an_output_folder_that_would_hold_the_second_clip_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    make_clip(tmp_path / "side.mp4")
    make_clip(tmp_path / "out" / "overlay.mp4")
    done = run(
        "analyze", "side.mp4", "--front", "out/overlay.mp4", "--out", "out", "--overwrite"
    )  # fmt: skip
    assert done.exit_code == 6
    assert "would hold the clip" in done.stderr
    assert (tmp_path / "out" / "overlay.mp4").exists()


def test_an_unforeseen_error_asks_for_a_report(library):
    library.fails = ZeroDivisionError("division by zero")
    done = run("analyze", "c.mp4")
    assert done.exit_code == 1
    assert "division by zero" in done.stderr
    assert "--debug" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize("kind", [ZeroDivisionError("x"), errors.ClipError("Bad.", "Mend it.")])
def test_debug_shows_the_traceback(library, kind):
    library.fails = kind
    done = run("analyze", "c.mp4", "--debug")
    assert "Traceback" in done.stderr
    assert done.exit_code == getattr(kind, "exit_code", 1)


def test_an_interrupt_ends_with_130(library):
    library.fails = KeyboardInterrupt()
    done = run("analyze", "c.mp4")
    assert done.exit_code == 130
    assert "interrupted" in done.stderr
    assert "save" not in library.called


def test_no_deadlift_is_told_after_everything_was_written(library):
    library.result = analysis(ROW)
    done = run("analyze", "c.mp4")
    assert done.exit_code == 5
    assert "the trunk never rises." in done.stderr
    assert "save" in library.called


def test_json_is_all_there_is_on_standard_output(library):
    done = run("analyze", "c.mp4", "--json")
    assert json.loads(done.stdout) == {"reps": [1]}


def test_quiet_shows_nothing(library):
    done = run("analyze", "c.mp4", "--quiet")
    assert (done.stdout, done.stderr, done.exit_code) == ("", "", 0)


def test_quiet_still_tells_errors(library):
    library.fails = errors.ClipError("It is empty.", "Take another.")
    assert "It is empty." in run("analyze", "c.mp4", "--quiet").stderr


def test_models_lists_all_three(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTVISION_MODELS", str(tmp_path))
    done = run("models")
    assert done.exit_code == 0
    for word in ("lite", "full", "heavy", "Apache-2.0", "9.4 MB", "mediapipe 0.10.21", "not here"):
        assert word in done.stdout
    assert str(tmp_path) in done.stdout


def test_an_unknown_model_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("LIFTVISION_MODELS", str(tmp_path))
    done = run("models", "pull", "huge")
    assert done.exit_code == 7
    assert "lite, full, heavy" in done.stderr


def module(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "liftvision", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_runs_as_a_module():
    done = module("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("liftvision 0.")


def test_help_takes_half_a_second_of_the_processor_at_most():
    taken = []
    for _ in range(3):
        before = processor_s()
        assert "analyze" in module("--help").stdout
        taken.append(processor_s() - before)
    assert min(taken) < 0.5


def processor_s():
    """Seconds of the processor that finished children took: others on the machine do not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("statement", ["import liftvision", "import liftvision.cli"])
def test_importing_stays_light(statement):
    heavy = ("numpy", "cv2", "av", "mediapipe", "matplotlib", "pandas", "scipy")
    script = f"{statement}; import sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_the_librarys_own():
    import liftvision

    assert liftvision.ClipError is errors.ClipError
    assert liftvision.__version__.startswith("0.")
    assert set(liftvision.__all__) == set(dir(liftvision))
    with pytest.raises(AttributeError):
        liftvision.analyse  # noqa: B018
