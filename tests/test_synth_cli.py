"""``liftvision synth`` as a user runs it; what renders is replaced."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from liftvision import errors
from liftvision.cli import app
from liftvision.synthetic.recipes.recipe import Faults
from liftvision.synthetic.recipes.recipe_file import read_recipe
from liftvision.synthetic.truth.truth_file import truth_path
from tests.synthetic import stand_in_film


class Film:
    """Stands in for the renderer: remembers what it was asked for."""

    def __init__(self):
        self.clips, self.stills, self.fails = [], [], None

    def make_clip(self, recipe, out, progress=None):
        progress.stage("rendering", 10)
        self.clips.append((recipe, out))
        if self.fails is not None:
            raise self.fails
        out.write_text("video")
        truth_path(out).write_text("truth")

    def make_still(self, recipe, fraction, out, progress=None):
        progress.stage("rendering", 1)
        self.stills.append((recipe, fraction, out))
        out.write_text("picture")


@pytest.fixture
def film(monkeypatch, tmp_path):
    stand_in = Film()
    module = SimpleNamespace(make_clip=stand_in.make_clip, make_still=stand_in.make_still)
    monkeypatch.setitem(sys.modules, "liftvision.synthetic.film", module)
    monkeypatch.chdir(tmp_path)
    return stand_in


def run(*arguments):
    return CliRunner().invoke(app, ["synth", *(str(each) for each in arguments)])


def plain(text):
    """Join the lines of a box into one sentence."""
    return " ".join(text.replace("│", " ").split())


def test_a_recipe_becomes_a_clip_and_its_truth(film, tmp_path):
    (tmp_path / "squad.toml").write_text("[movement]\nreps = 3\n")
    done = run("squad.toml")
    assert done.exit_code == 0, done.stderr
    ((recipe, out),) = film.clips
    assert recipe.movement.reps == 3
    assert str(out) == "squad.mp4"
    assert "clip: squad.mp4" in done.stdout
    assert "truth: squad.truth.json" in done.stdout
    assert "rendering" in done.stderr


def test_options_stand_above_the_file_and_set_above_both(film, tmp_path):
    (tmp_path / "a.toml").write_text('[movement]\nlift = "romanian"\nreps = 2\npull_s = 2.0\n')
    run(
        "a.toml", "--lift", "sumo", "--yaw", "45", "--lumbar", "55", "--valgus", "15",
        "--drift", "8", "--plates", "none", "--seed", "3", "--reps", "4", "--fps", "60",
        "--size", "854x480", "--split", "test", "--set", "camera.yaw_deg=-30",
        "--set", "movement.faults.knee_valgus_r_deg=0", "--out", "b.mp4", "--quiet",
    )  # fmt: skip
    ((recipe, out),) = film.clips
    assert str(out) == "b.mp4"
    movement = recipe.movement
    assert (movement.lift, movement.reps, movement.pull_s) == ("sumo", 4, 2.0)
    assert movement.lumbar_setup_deg == 55.0
    assert movement.faults == Faults(lumbar_drift_deg=8.0, knee_valgus_l_deg=15.0)
    assert recipe.camera.yaw_deg == -30.0
    assert (recipe.scene.plates, recipe.seed, recipe.split) == ("none", 3, "test")
    assert (recipe.video.width, recipe.video.height, recipe.video.fps) == (854, 480, 60.0)


def test_without_a_file_the_lift_gives_the_name(film):
    assert run("--lift", "romanian").exit_code == 0
    assert str(film.clips[0][1]) == "romanian.mp4"


def test_dump_writes_the_recipe_and_renders_nothing(film, tmp_path):
    done = run("--lift", "sumo", "--set", "movement.faults.bar_tilt_deg=3", "--dump")
    assert film.clips == []
    (tmp_path / "again.toml").write_text(done.stdout)
    recipe = read_recipe(tmp_path / "again.toml")
    assert (recipe.movement.lift, recipe.movement.faults) == ("sumo", Faults(bar_tilt_deg=3.0))


def test_a_still_is_one_picture(film):
    done = run("--still", "0.5")
    ((_, part, out),) = film.stills
    assert (part, str(out)) == (0.5, "conventional.png")
    assert "still: conventional.png" in done.stdout
    assert film.clips == []


@pytest.mark.parametrize("there", ["a.mp4", "a.truth.json"])
def test_what_is_there_is_replaced_only_when_asked(film, tmp_path, there):
    (tmp_path / there).write_text("mine")
    done = run("--out", "a.mp4")
    assert done.exit_code == 6
    assert f"{there} is there already" in done.stderr
    assert (tmp_path / there).read_text() == "mine"
    assert run("--out", "a.mp4", "--overwrite").exit_code == 0


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["none.toml"], 10, "none.toml cannot be read"),
        (["--lumbar", "90"], 10, "movement.lumbar_setup_deg is 90.0"),
        (["--set", "camera.yaw=3"], 10, "Did you mean camera.yaw_deg?"),
        (["--set", "reps"], 2, "'reps' is not KEY=VALUE"),
        (["--set", "=3"], 2, "'=3' is not KEY=VALUE"),
        (["--size", "854"], 2, "'854' is not WIDTHxHEIGHT"),
        (["--size", "99999999999x3"], 2, "is not WIDTHxHEIGHT"),
        (["--size", "855x480"], 10, "video.width is 855, but must be an even number"),
        (["--lift", "hexagonal"], 2, "hexagonal"),
        (["--still", "1.5"], 2, "--still"),
        (["--jobs", "2"], 2, "--jobs needs --random"),
        (["--out", "a.avi"], 6, "a.avi does not end in .mp4"),
        (["--still", "0", "--out", "a.jpg"], 6, "a.jpg does not end in .png"),
        (["--out", "no/a.mp4"], 6, "There is no folder for a.mp4"),
        (["--random", "2", "--yaw", "45"], 2, "--random draws everything"),
        (["--random", "2", "--dump"], 2, "--random draws everything"),
        (["--random", "2", "a.toml"], 2, "--random draws everything"),
        (["--random", "0"], 2, "--random"),
        (["--random", "2", "--seed", "-1"], 2, "--seed"),
        (["--random", "2", "--fps", "1000"], 10, "video.fps is 1000"),
        (["--random", "2", "--reps", "9"], 10, "movement.reps is 9"),
    ],
)
def test_what_cannot_be_is_refused_before_any_work(film, tmp_path, options, code, words):
    done = run(*options)
    assert done.exit_code == code, done.output
    assert words in plain(done.stderr)
    assert film.clips == []
    assert list(tmp_path.iterdir()) == []


def test_a_failure_is_a_sentence(film):
    film.fails = errors.SyntheticError("The bar is too low.", "Lift it.")
    done = run()
    assert done.exit_code == 10
    assert "error: The bar is too low. Lift it." in done.stderr


@pytest.fixture
def many(film, monkeypatch):
    """The renderer of random sets, which works in other processes."""

    monkeypatch.syspath_prepend(str(Path(__file__).parents[1]))

    def choose(make):
        monkeypatch.setattr(sys.modules["liftvision.synthetic.film"], "make_clip", make)

    choose(stand_in_film.make)
    return choose


def test_a_random_set_is_made_and_gone_on_with(many, tmp_path):
    arguments = ("--random", "2", "--split", "test", "--seed", "7", "--size", "320x180")
    done = run(*arguments, "--out", "set", "--jobs", "1")
    assert done.exit_code == 0, done.stderr
    assert "2 clips made: set" in done.stdout
    recipe = read_recipe(tmp_path / "set" / "test-7-0001.toml")
    assert sorted((recipe.video.width, recipe.video.height)) == [180, 320]
    assert recipe.split == "test"
    assert "0 clips made, 2 were there" in run(*arguments, "--out", "set").stdout
    assert run(*arguments, "--out", "set", "--fps", "24").exit_code == 6


def test_clips_that_failed_are_named_in_the_end(many, tmp_path):
    many(stand_in_film.fail_once)
    done = run("--random", "2", "--split", "test", "--seed", "7")
    assert done.exit_code == 10
    assert "test-7-0001 failed: The bar is too low. Lift it." in done.stderr
    assert "1 of the clips could not be made" in done.stderr
    assert (tmp_path / "synthetic-test-7" / "test-7-0000.truth.json").is_file()
