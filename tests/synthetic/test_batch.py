"""A set of clips: whole ones only, resumed where it was left, one failure costs one clip."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from liftvision.errors import OutputError, RecipeError
from liftvision.processes import processors
from liftvision.progress import NoProgress
from liftvision.synthetic.batch import render_many
from liftvision.synthetic.recipes.random_recipes import Wishes, random_recipe
from liftvision.synthetic.recipes.recipe_file import read_recipe
from tests.synthetic import stand_in_film

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    """The other processes find the stand-in."""
    monkeypatch.syspath_prepend(str(ROOT))


class Counted(NoProgress):
    def __init__(self):
        self.stages, self.steps = [], 0

    def stage(self, name, total):
        self.stages.append((name, total))

    def advance(self, steps=1):
        self.steps += steps


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def all_of(*stems):
    return sorted(f"{stem}{end}" for stem in stems for end in (".mp4", ".toml", ".truth.json"))


def test_a_set_is_made_and_then_kept(tmp_path):
    out, progress = tmp_path / "deep" / "set", Counted()
    result = render_many(2, "test", 7, out, stand_in_film.make, progress=progress)
    assert result.made == ("test-7-0000", "test-7-0001")
    assert (result.kept, result.failed) == ((), {})
    assert names(out) == all_of("test-7-0000", "test-7-0001")
    assert progress.stages == [("rendering 2 clips", 2)]
    assert progress.steps == 2
    recipe = random_recipe("test", 7, 1)
    assert read_recipe(out / "test-7-0001.toml") == recipe
    threads = max(1, processors() // min(2, processors()))
    assert (out / "test-7-0001.mp4").read_text() == f"{recipe.title} {threads}"
    again = render_many(3, "test", 7, out, stand_in_film.make, jobs=1)
    assert again.kept == ("test-7-0000", "test-7-0001")
    assert again.made == ("test-7-0002",)
    assert (out / "test-7-0002.mp4").read_text().endswith(f" {processors()}")
    assert "LP_NUM_THREADS" not in os.environ


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (stand_in_film.fail_once, "The bar is too low. Lift it."),
        (stand_in_film.break_once, "ZeroDivisionError: division by zero"),
        (stand_in_film.die_once, "its process ended with -9"),
    ],
)
def test_one_failure_costs_one_clip_which_is_tried_again(tmp_path, make, why):
    result = render_many(2, "test", 7, tmp_path, make)
    assert result.failed == {"test-7-0001": why}
    assert result.made == ("test-7-0000",)
    assert names(tmp_path) == all_of("test-7-0000")
    again = render_many(2, "test", 7, tmp_path, stand_in_film.make)
    assert (again.kept, again.made) == (("test-7-0000",), ("test-7-0001",))


def test_a_clip_without_its_truth_is_none(tmp_path):
    result = render_many(1, "test", 7, tmp_path, stand_in_film.forget_truth)
    assert result.failed == {"test-7-0000": "test-7-0000.truth.json was not written"}
    assert names(tmp_path) == []


def test_a_clip_of_another_recipe_is_not_taken_for_it(tmp_path):
    render_many(1, "test", 7, tmp_path, stand_in_film.make)
    before = (tmp_path / "test-7-0000.toml").read_text()
    smaller = Wishes(size=(320, 180))
    with pytest.raises(OutputError, match="by another recipe"):
        render_many(1, "test", 7, tmp_path, stand_in_film.make, wishes=smaller)
    assert (tmp_path / "test-7-0000.toml").read_text() == before
    result = render_many(1, "test", 7, tmp_path, stand_in_film.make, wishes=smaller, overwrite=True)
    assert result.made == ("test-7-0000",)
    assert "320" in (tmp_path / "test-7-0000.toml").read_text()


def test_wishes_out_of_range_are_refused_before_any_work(tmp_path):
    with pytest.raises(RecipeError, match=r"video\.fps is 1000"):
        render_many(1, "test", 7, tmp_path / "a", stand_in_film.make, wishes=Wishes(fps=1000.0))
    assert names(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file cannot be written"):
        render_many(1, "test", 7, tmp_path / "file", stand_in_film.make)


def test_an_interrupt_leaves_nothing_half_written(tmp_path):
    script = (
        "from pathlib import Path\n"
        "from liftvision.synthetic.batch import render_many\n"
        "from tests.synthetic.stand_in_film import take_long\n"
        "if __name__ == '__main__':\n"
        f"    render_many(2, 'test', 7, Path({str(tmp_path)!r}), take_long, jobs=2)\n"
    )
    (tmp_path.parent / "interrupted.py").write_text(script)
    command = subprocess.Popen(
        [sys.executable, str(tmp_path.parent / "interrupted.py")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has interrupts ignored, and so would the command.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30.0
    while len(list(tmp_path.glob(".*/*/*.mp4"))) < 2:
        assert command.poll() is None, command.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(command.pid, signal.SIGINT)
    _, said = command.communicate(timeout=60.0)
    assert "KeyboardInterrupt" in said
    assert names(tmp_path) == []


def test_what_a_killed_run_left_is_cleared(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f".liftvision-synth-{gone.pid}"
    (left / "test-7-0000").mkdir(parents=True)
    other = tmp_path / f".liftvision-synth-{os.getppid()}"
    other.mkdir()
    render_many(1, "test", 7, tmp_path, stand_in_film.make)
    assert names(tmp_path) == sorted([other.name, *all_of("test-7-0000")])
