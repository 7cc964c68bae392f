"""What native code writes is hidden, what Python writes is not; missing libraries are named."""

import subprocess
import sys

import pytest

from liftvision.errors import SystemLibraryError
from liftvision.native import system_libraries


def run(script: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, **options
    )


NATIVE = "os.write(2, b'{}\\n')"


def test_native_output_is_hidden_and_pythons_own_is_not():
    done = run(
        "import os, sys\n"
        "from liftvision.native import quiet_native_output\n"
        f"{NATIVE.format('before')}\n"
        "with quiet_native_output():\n"
        f"    {NATIVE.format('chatter')}\n"
        "    print('seen', file=sys.stderr)\n"
        f"{NATIVE.format('after')}\n"
        "print('end', file=sys.stderr)\n"
    )
    assert done.stderr.split() == ["before", "seen", "after", "end"]
    assert done.returncode == 0


def test_it_is_undone_after_an_error():
    done = run(
        "import os\n"
        "from liftvision.native import quiet_native_output\n"
        "try:\n"
        "    with quiet_native_output():\n"
        "        raise ValueError\n"
        "except ValueError:\n"
        f"    {NATIVE.format('after')}\n"
    )
    assert done.stderr.split() == ["after"]


def test_a_stream_kept_from_inside_still_writes_to_standard_error():
    done = run(
        "import os, sys\n"
        "from liftvision.native import quiet_native_output\n"
        "with quiet_native_output():\n"
        "    kept = sys.stderr\n"
        "print('late', file=kept)\n"
    )
    assert done.stderr.split() == ["late"]


def test_no_descriptor_is_left_open():
    done = run(
        "import os\n"
        "from liftvision.native import quiet_native_output\n"
        "before = os.dup(1); os.close(before)\n"
        "for _ in range(50):\n"
        "    with quiet_native_output():\n"
        "        pass\n"
        "after = os.dup(1)\n"
        "print(after - before)\n"
    )
    assert done.stdout.strip() == "0"


@pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors the POSIX way")
def test_a_process_without_standard_error_goes_on():
    done = run(
        "import os\n"
        "os.close(2)\n"
        "from liftvision.native import quiet_native_output\n"
        "with quiet_native_output():\n"
        "    print('fine')\n"
    )
    assert done.stdout.strip() == "fine"


@pytest.mark.parametrize("kind", [OSError, ImportError])
@pytest.mark.parametrize(
    ("library", "packages"),
    [
        ("libEGL.so.1", "apt-get install libegl1 libgles2"),
        ("libGLESv2.so.2", "apt-get install libegl1 libgles2"),
        ("libGL.so.1", "apt-get install libgl1"),
    ],
)
def test_a_missing_library_says_what_to_install(kind, library, packages):
    with pytest.raises(SystemLibraryError, match=packages), system_libraries():
        raise kind(f"{library}: cannot open shared object file: No such file or directory")


def test_an_unknown_library_is_named_without_a_guess():
    with pytest.raises(SystemLibraryError, match=r"libodd\.so\.3") as raised, system_libraries():
        raise OSError("libodd.so.3: cannot open shared object file: No such file or directory")
    assert "apt-get" not in str(raised.value)


def test_other_errors_pass():
    with pytest.raises(OSError, match="No space left"), system_libraries():
        raise OSError(28, "No space left on device")
