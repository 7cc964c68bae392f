"""Files that are fetched and kept: beside each its sha256, by which damage is told."""

import hashlib
from pathlib import Path


def keep(made: Path, path: Path) -> None:
    """Move a file that was made in a scratch folder to its path, its sha256 beside it.

    The record is as ``sha256sum`` writes it.

    Raises
    ------
    OSError
        One of the two cannot be written.
    """
    record = made.with_name(f"{made.name}.sha256")
    record.write_text(f"{_sha256(made)}  {path.name}\n", encoding="utf-8")
    record.replace(_record_path(path))
    made.replace(path)


def is_whole(path: Path) -> bool:
    """Tell whether a kept file can be read and is still as it was."""
    try:
        recorded = _record_path(path).read_text(encoding="utf-8").split()
        return recorded[:1] == [_sha256(path)]
    except (OSError, UnicodeDecodeError):
        return False


def _record_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
