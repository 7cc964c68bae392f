"""Other weights are read meanwhile, and those that are built in before and after."""

import importlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from liftvision.spine.network import back_network

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def back_reading() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module("back_reading")


def test_other_weights_are_read_meanwhile(back_reading: ModuleType, tmp_path: Path) -> None:
    built_in = back_network()
    assert len(built_in.members) > 1
    other = tmp_path / "other.npz"
    replace(built_in, members=built_in.members[:1]).save(other)
    with back_reading.reading_with(other):
        assert len(back_network().members) == 1
    assert len(back_network().members) == len(built_in.members)
    with back_reading.reading_with(None):
        assert len(back_network().members) == len(built_in.members)


def test_those_built_in_come_back_after_a_failure(back_reading: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), back_reading.reading_with(tmp_path / "none.npz"):
        back_network()
    assert len(back_network().members) > 1


def test_weights_of_one_name_in_two_folders_are_two_networks(back_reading: ModuleType) -> None:
    names = {back_reading.network_name(Path(folder) / "back.npz") for folder in ("a", "b")}
    assert len(names | {back_reading.network_name(None)}) == 3
