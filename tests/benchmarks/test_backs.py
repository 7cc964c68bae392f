"""Which clips lie beside a lift."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def backs() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module("backs")


@pytest.mark.parametrize(
    ("clip", "beside", "found"),
    [
        ("lift-003", ("standing-003", "toe_touch-003"), ("standing-003", "toe_touch-003")),
        ("lift-003", ("standing-003",), ("standing-003",)),
        ("lift-003", ("toe_touch-003",), ()),
        ("lift-003", ("standing-004", "toe_touch-004"), ()),
        ("side-003", ("standing-003", "toe_touch-003"), ()),
    ],
)
def test_only_clips_of_the_same_lifter_are_given(
    backs: ModuleType, tmp_path: Path, clip: str, beside: tuple[str, ...], found: tuple[str, ...]
) -> None:
    for name in (clip, *beside):
        (tmp_path / f"{name}.mp4").touch()
    given = backs.own_clips(tmp_path / f"{clip}.mp4")
    assert given == [tmp_path / f"{name}.mp4" for name in found]


def test_clips_without_a_bar_are_no_lifts(backs: ModuleType, tmp_path: Path) -> None:
    assert not backs.is_lift(tmp_path / "standing-003.mp4")
    assert not backs.is_lift(tmp_path / "toe_touch-003.mp4")
