"""The notebooks: committed with the outputs of their code, small, and running from anywhere."""

import importlib
import re
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = ("angle_curves", "validation")
LARGEST_BYTES = 400_000
MACHINE = re.compile(r"/home/|/root/|/tmp/|/Users/|/work/|site-packages|[A-Z]:\\\\")
PICTURES = ("image/png", "image/jpeg")


@pytest.fixture(scope="module")
def runner() -> ModuleType:
    """``notebooks/run.py``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        return importlib.import_module("run")


@pytest.fixture(params=NAMES)
def path(request) -> Path:
    return FOLDER / f"{request.param}.ipynb"


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code_cells(notebook) for output in cell.outputs]


def pictures(notebook):
    return [
        kind for output in outputs(notebook) for kind in output.get("data", {}) if kind in PICTURES
    ]


def test_every_notebook_is_tested():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted(NAMES)


def test_outputs_are_those_of_the_code(path, runner):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    told = notebook.metadata[runner.RUN_KEY]["code"]
    assert told == runner.code_digest(notebook), f"run notebooks/run.py {path.stem}"
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    assert len(pictures(notebook)) >= 4


def test_outputs_are_small_and_tell_nothing_of_a_machine(path):
    assert path.stat().st_size < LARGEST_BYTES
    notebook = nbformat.read(path, as_version=4)
    for output in outputs(notebook):
        assert output.output_type in ("display_data", "execute_result")
        for kind, content in output.data.items():
            if kind not in PICTURES:
                assert not MACHINE.search(content)
    for cell in notebook.cells:
        assert not MACHINE.search(cell.source)
        assert not cell.metadata, "times of a run"


@pytest.mark.model
@pytest.mark.usefixtures("full_model")
def test_it_runs_in_any_folder(path, runner, tmp_path):
    committed = nbformat.read(path, as_version=4)
    notebook = runner.run(path, tmp_path)
    assert {output.output_type for output in outputs(notebook)} <= {
        "display_data",
        "execute_result",
    }
    assert not list(tmp_path.iterdir())
    assert len(pictures(notebook)) == len(pictures(committed))
    nbformat.validate(runner.tidied(notebook))


def test_a_picture_becomes_smaller_and_keeps_its_size(runner):
    from base64 import b64decode, b64encode
    from io import BytesIO

    import numpy as np
    from PIL import Image

    levels = np.random.default_rng(0).integers(0, 255, (120, 200, 3), dtype=np.uint8)
    flat = np.zeros_like(levels)
    flat[:, :100] = (200, 40, 90)
    for image, kind in ((levels, "image/jpeg"), (flat, "image/png")):
        buffer = BytesIO()
        Image.fromarray(image).save(buffer, format="png")
        (found,) = runner.smaller(b64encode(buffer.getvalue()).decode()).items()
        assert found[0] == kind
        with Image.open(BytesIO(b64decode(found[1]))) as small:
            assert small.size == (200, 120)
        assert len(b64decode(found[1])) <= len(buffer.getvalue())
