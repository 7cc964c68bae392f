"""Read back what was saved of two clips of one set: the second's folder, and how it is aligned."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liftvision.errors import SavedAnalysisError
from liftvision.pairing.alignment import Alignment
from liftvision.report.document import ALIGNMENT
from liftvision.report.saved import ADVICE, DOCUMENT_NAME, read_document, refusal

SECOND_NAME = "second"
"""Folder of the second clip's own analysis."""


def alignment_in(folder: Path, document: Mapping[str, Any]) -> Alignment | None:
    """Read how the clock of a second clip runs; None where there is none.

    Parameters
    ----------
    folder
        Of the analysis; that of the second clip lies in it.
    document
        Of the analysis.

    Raises
    ------
    SavedAnalysisError
        The alignment is not as it should be, or the folder has no second clip's analysis.
    """
    second = document.get("second")
    if second is None:
        return None
    try:
        found = _alignment(second["alignment"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise SavedAnalysisError(
            f"The {DOCUMENT_NAME} of this analysis says what cannot be of a second clip.", ADVICE
        ) from error
    _check_folder(folder)
    return found


def _alignment(saved: Mapping[str, Any]) -> Alignment:
    numbers = {name: float(saved[name]) for name in ALIGNMENT if name != "drift_error"}
    if not all(math.isfinite(value) for value in numbers.values()):
        raise ValueError("a number is not finite")
    # JSON has no infinity.
    drift_error = math.inf if saved["drift_error"] is None else float(saved["drift_error"])
    found = Alignment(**numbers, drift_error=drift_error)
    if not (found.error_s >= 0.0 and found.drift_error >= 0.0 and found.start_s <= found.end_s):
        raise ValueError("an error is negative, or the clips have nothing in common")
    return found


def _check_folder(folder: Path) -> None:
    """Make sure that the second clip's analysis is there, and is of a clip alone."""
    second = folder / SECOND_NAME
    if second.is_symlink() or not second.is_dir():
        raise refusal(folder, f"it has no folder {SECOND_NAME} with that of its other clip")
    if read_document(second).get("second") is not None:
        raise refusal(second, "it is that of two clips, where one alone should be")
