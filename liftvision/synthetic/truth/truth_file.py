"""The truth beside a clip, ``NAME.truth.json``: written whole, and read with care."""

import contextlib
import json
import os
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError, RecipeError, TruthError
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_document import to_document
from liftvision.synthetic.truth.truth_reading import DamagedError, from_document

SUFFIX = ".truth.json"
LARGEST_BYTES = 64 * 2**20
ADVICE = "Render the clip again, or take the file that was written beside it."


def truth_path(clip: Path) -> Path:
    """Give where the truth of a clip stands: ``squad.mp4`` has ``squad.truth.json``."""
    return clip.with_suffix(SUFFIX)


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the document."""
    text = files("liftvision.synthetic.truth").joinpath("truth.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def write_truth(truth: Truth, path: Path) -> None:
    """Write the truth of a clip; the file appears whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    text = json.dumps(to_document(truth), separators=(",", ":"), allow_nan=False)
    part = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        part.write_text(text + "\n", encoding="ascii")
        part.replace(path)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise OutputError(
            f"{printable_name(path)} cannot be written: {reason}.", "Choose another place."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def read_truth(path: Path) -> Truth:
    """Read the truth of a clip.

    Numbers are rounded as `truth_document.DECIMALS` says; fields that are not known are passed
    over.

    Raises
    ------
    TruthError
        The file is missing, damaged, of another version or not consistent.
    """
    name = printable_name(path)
    try:
        return from_document(_document(path))
    except DamagedError as error:
        raise TruthError(f"{name} is not the truth of a clip: {error}.", ADVICE) from error
    except RecipeError as error:
        problem = f"{name} is not the truth of a clip: in its recipe, {error.problem}"
        raise TruthError(problem, ADVICE) from error
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise TruthError(f"{name} cannot be read: {reason}.", ADVICE) from error


def _document(path: Path) -> object:
    with path.open("rb") as file:
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise DamagedError("it is too large")
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise DamagedError("it is not JSON") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
