"""A folder of results that is written whole or not at all."""

import contextlib
import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from liftvision.clip.naming import printable_name
from liftvision.errors import OutputError
from liftvision.processes import is_alive

ANOTHER_FOLDER = "Choose another folder with --out."
LARGEST_RECORD_BYTES = 2**24


@contextlib.contextmanager
def written_whole(out_dir: Path) -> Iterator[Path]:
    """Give a hidden folder to write into, which takes the place of ``out_dir`` in the end.

    It lies beside it; an error or an interruption leaves what was there before. Whether that may
    be replaced is for the caller to know.

    Raises
    ------
    OutputError
        The folder cannot be written.
    """
    target = out_dir.resolve()
    with translated(target), _parents(target.parent):
        _clear_stale(target)
        part = _hidden(target.parent, target, "part")
        part.mkdir()
        try:
            yield part
            _put_in_place(part, target)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def check_parent(target: Path) -> None:
    """Make sure, before the long work, that a folder can be made at a path.

    Raises
    ------
    OSError
        It cannot.
    """
    nearest = next(folder for folder in target.parents if folder.exists())
    trial = _hidden(nearest, target, "part")
    trial.mkdir()
    trial.rmdir()


def check_foreign(target: Path, is_ours: Callable[[Path], bool], kind: str) -> list[Path]:
    """Give what a folder holds, after making sure that all of it may be replaced.

    Parameters
    ----------
    target
        There is something at this path.
    is_ours
        Tells whether a path in it can only be what was written there.
    kind
        What the folder would hold, such as ``an export``.

    Raises
    ------
    OutputError
        It is a file, or holds something else.
    """
    name = printable_name(target)
    if not target.is_dir():
        raise OutputError(f"{name} is a file, not a folder.", ANOTHER_FOLDER)
    found = sorted(target.iterdir())
    foreign = next((path for path in found if not is_ours(path)), None)
    if foreign is not None:
        raise OutputError(
            f"{name} holds something that is not {kind}: {printable_name(foreign)}.",
            ANOTHER_FOLDER,
        )
    return found


def recorded(record: Path, key: str, name: str) -> object:
    """Give what a folder's JSON record has by a name under a key; None where it cannot be told."""
    try:
        with record.open("rb") as file:
            return json.loads(file.read(LARGEST_RECORD_BYTES))[key][name]
    except (OSError, ValueError, RecursionError, KeyError, TypeError, IndexError):
        return None


def _put_in_place(part: Path, target: Path) -> None:
    """Give the finished folder its name; what was there is deleted only after that."""
    if not target.exists():
        part.rename(target)
        return
    old = _hidden(target.parent, target, "old")
    target.rename(old)
    try:
        part.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _hidden(parent: Path, target: Path, kind: str) -> Path:
    """Give an unused hidden name that tells whose it is, what, and which process made it."""
    mark = secrets.token_hex(4)
    return parent / f"{_hidden_start(target)}{kind}-{os.getpid()}-{mark}"


def _hidden_start(target: Path) -> str:
    # A name may have 255 bytes, and a letter up to four of them.
    return f".{target.name[:40]}.liftvision-"


def _clear_stale(target: Path) -> None:
    """Remove what a killed process left of this folder; bring back what it had put aside."""
    start = re.escape(_hidden_start(target))
    for path in sorted(target.parent.iterdir()):
        match = re.fullmatch(start + r"(part|old)-(\d+)-[0-9a-f]{8}", path.name)
        if match is None or path.is_symlink() or not path.is_dir() or is_alive(int(match[2])):
            continue
        if match[1] == "old" and not target.exists() and any(path.iterdir()):
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make a folder with its parents; after an error, remove those that were made."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


@contextlib.contextmanager
def translated(target: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        name = printable_name(target)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            problem, advice = (
                f"There is no room left to write {name}.",
                "Free some space, or choose",
            )
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            problem, advice = f"You have no right to write {name}.", "Choose"
        else:
            reason = error.strerror or "the system refuses"
            problem, advice = f"{name} cannot be written: {reason}.", "Choose"
        raise OutputError(problem, f"{advice} another folder with --out.") from error
