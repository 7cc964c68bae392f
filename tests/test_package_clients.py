"""Fetching and unpacking, with clients and archives made here: friendly, broken and hostile."""

import hashlib
import io
import sys
import tarfile
import zipfile

import pytest

from liftvision import package_clients
from liftvision.errors import ModelError
from liftvision.package_clients import ClientError, Package, Part

WHEEL = Package("pip", "thing", "1.0", archive_bytes=5_000)
TARBALL = Package("npm", "thing", "1.0", archive_bytes=5_000)
CONTENT = b"weights " * 100
PART = Part("inside/net.tflite", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


class Steps:
    """Remembers the stages it is told of and adds up the steps."""

    def __init__(self):
        self.stages, self.done = [], 0.0

    def stage(self, name, total):
        self.stages.append((name, total))

    def advance(self, steps=1):
        assert steps >= 0
        self.done += steps


def wheel(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarball(path, members):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize(("package", "make"), [(WHEEL, wheel), (TARBALL, tarball)])
class TestExtract:
    def test_gives_the_part(self, tmp_path, package, make):
        archive = make(tmp_path / "a", {"other": b"x", PART.path: CONTENT})
        assert package_clients.extract(package, archive, [PART]) == [CONTENT]

    @pytest.mark.parametrize(
        ("content", "complaint"),
        [(b"Weights " + CONTENT[8:], "checksum"), (CONTENT + b"x", "size"), (b"", "size")],
    )
    def test_refuses_other_content(self, tmp_path, package, make, content, complaint):
        archive = make(tmp_path / "a", {PART.path: content})
        with pytest.raises(ModelError, match=complaint):
            package_clients.extract(package, archive, [PART])

    @pytest.mark.parametrize("name", ["net.tflite", "../inside/net.tflite", "/inside/net.tflite"])
    def test_only_the_exact_path_counts(self, tmp_path, package, make, name):
        archive = make(tmp_path / "a", {name: CONTENT})
        with pytest.raises(ModelError, match="missing"):
            package_clients.extract(package, archive, [PART])

    def test_refuses_a_truncated_archive(self, tmp_path, package, make):
        archive = make(tmp_path / "a", {PART.path: CONTENT})
        archive.write_bytes(archive.read_bytes()[:60])
        with pytest.raises(ModelError, match="refused"):
            package_clients.extract(package, archive, [PART])


def test_a_link_under_the_parts_name_is_no_part(tmp_path):
    path = tmp_path / "a.tgz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo(PART.path)
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(entry)
    with pytest.raises(ModelError, match="missing"):
        package_clients.extract(TARBALL, path, [PART])


def test_stops_before_a_tarball_that_unpacks_to_too_much(tmp_path, monkeypatch):
    archive = tarball(tmp_path / "a", {"bomb": bytes(5_000), PART.path: CONTENT})
    monkeypatch.setattr(package_clients, "MOST_UNPACKED_BYTES", 4_000)
    with pytest.raises(ModelError, match="missing"):
        package_clients.extract(TARBALL, archive, [PART])


@pytest.fixture
def client(monkeypatch):
    """Makes a Python script stand in for a package's client."""

    def install(script):
        monkeypatch.setattr(
            package_clients,
            "_command",
            lambda package, archives, work: [sys.executable, "-c", script, str(archives)],
        )

    return install


def test_download_gives_the_archive_and_reports_its_bytes(tmp_path, client):
    client("import sys; open(sys.argv[1] + '/thing.whl', 'wb').write(bytes(1000))")
    steps = Steps()
    archive = package_clients.download(WHEEL, tmp_path, steps)
    assert archive.stat().st_size == 1000
    assert steps.done == WHEEL.archive_bytes


def test_bytes_arriving_are_reported_before_the_end(tmp_path, client, monkeypatch):
    client(
        "import os, sys, time\n"
        "open(os.environ['TMPDIR'] + '/part', 'wb').write(bytes(4000))\n"
        "time.sleep(0.5)\n"
        "sys.exit(1)"
    )
    monkeypatch.setattr(package_clients, "POLL_S", 0.02)
    steps = Steps()
    with pytest.raises(ClientError):
        package_clients.download(WHEEL, tmp_path, steps)
    assert steps.done == 4000


def test_a_failed_client_is_quoted_without_addresses_or_control_characters(tmp_path, client):
    client(
        "import sys\n"
        "print('looking around')\n"
        "print('\\x1b[31mERROR: no \\x07route to https://user:secret@mirror.example.org/simple')\n"
        "print('ERROR: gave up')\n"
        "sys.exit(3)"
    )
    with pytest.raises(ClientError) as raised:
        package_clients.download(WHEEL, tmp_path, Steps())
    assert str(raised.value) == "pip failed: no route to (address)"


def test_without_a_marked_error_the_last_line_is_quoted(tmp_path, client):
    client("import sys; print('one'); print('No module named pip'); sys.exit(1)")
    with pytest.raises(ClientError, match="pip failed: No module named pip"):
        package_clients.download(WHEEL, tmp_path, Steps())


def test_nothing_a_client_says_reaches_the_terminal(tmp_path, client, capfd):
    client(
        "import sys; print('chatter'); print('more', file=sys.stderr)\n"
        "open(sys.argv[1] + '/thing.whl', 'w').close()"
    )
    package_clients.download(WHEEL, tmp_path, Steps())
    assert capfd.readouterr() == ("", "")


def test_a_client_that_gives_nothing_has_failed(tmp_path, client):
    client("pass")
    with pytest.raises(ClientError, match="0 archives"):
        package_clients.download(WHEEL, tmp_path, Steps())


def test_a_client_that_is_not_there_has_failed(tmp_path, monkeypatch):
    monkeypatch.setattr(package_clients.shutil, "which", lambda name: None)
    with pytest.raises(ClientError, match="npm is not on this machine"):
        package_clients.download(TARBALL, tmp_path, Steps())


def test_an_interrupt_ends_the_client(tmp_path, client, monkeypatch):
    marker = tmp_path / "finished"
    client(f"import time; time.sleep(1); open({str(marker)!r}, 'w')")
    started = []

    def interrupt(process):
        started.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(package_clients, "_wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        package_clients.download(WHEEL, tmp_path, Steps())
    assert started[0].poll() is not None
    assert not marker.exists()
