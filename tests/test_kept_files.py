"""A kept file is whole until a byte of it, or of its record, changes."""

import hashlib

import pytest

from liftvision.kept_files import is_whole, keep


@pytest.fixture
def kept(tmp_path):
    made = tmp_path / "scratch" / "a.bin"
    made.parent.mkdir()
    made.write_bytes(b"content")
    path = tmp_path / "a.bin"
    keep(made, path)
    return path


def test_a_kept_file_has_the_record_that_sha256sum_reads(kept):
    record = kept.with_name("a.bin.sha256").read_text()
    assert record == f"{hashlib.sha256(b'content').hexdigest()}  a.bin\n"
    assert list((kept.parent / "scratch").iterdir()) == []
    assert is_whole(kept)


def test_a_changed_file_is_not_whole(kept):
    kept.write_bytes(b"contents")
    assert not is_whole(kept)


@pytest.mark.parametrize("record", [b"", b"\xff\xfe", b"0123  a.bin\n"])
def test_a_record_that_is_not_its_own_is_none(kept, record):
    kept.with_name("a.bin.sha256").write_bytes(record)
    assert not is_whole(kept)


def test_what_is_not_there_is_not_whole(tmp_path):
    assert not is_whole(tmp_path / "a.bin")
