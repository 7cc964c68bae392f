"""Verdicts on tracks that are right, astray or absent at known places."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from liftvision.barbell.track import BAR_SOURCES, BarSource, BarTrack, Rim, ShotBar

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def plate_labels() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plate_labels", BENCHMARKS / "plate_labels.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["plate_labels"] = module
    spec.loader.exec_module(module)
    return module


def track(centre: tuple[float, float], source: BarSource, unseen: int | None = None) -> BarTrack:
    """Give a bar that stays at one place for three frames, not seen in one of them."""
    path = np.tile(np.array(centre), (3, 1))
    sources = np.full(3, BAR_SOURCES.index(source))
    if unseen is not None:
        path[unseen], sources[unseen] = np.nan, 0
    rim = Rim(48.0, 50.0, 0.0, 0.01, 0.6, 50.0, 0.5) if source == "plate" else None
    return BarTrack(
        times=np.arange(3) / 30.0,
        centre=path,
        error=np.full(3, 0.3),
        score=np.ones(3),
        sources=sources,
        ends=np.full((3, 2, 2), np.nan),
        shots=(ShotBar(source, rim),),
    )


def labels(module: ModuleType, plate: str = "near", at: float = 100.0) -> list[object]:
    """Judge the plate to be at one place in the first and last frame, 50 px high by half."""
    return [
        module.PlateLabel("a.mp4", time_s, plate, at, 200.0, 4.0, 50.0, 2.0, "")
        for time_s in (0.0, 2.0 / 30.0)
    ]


@pytest.mark.parametrize(("x", "verdict"), [(103.0, "right"), (108.0, "inexact"), (150.0, "WRONG")])
def test_a_track_is_judged_by_how_far_off_it_is(
    plate_labels: ModuleType, x: float, verdict: str
) -> None:
    found = plate_labels.agreement(track((x, 200.0), "plate"), 0, labels(plate_labels))
    assert found.verdict == verdict
    assert found.off == pytest.approx((x - 100.0, x - 100.0))


def test_a_frame_that_was_not_seen_is_a_gap(plate_labels: ModuleType) -> None:
    seen_at_first = track((100.0, 200.0), "plate", unseen=2)
    assert plate_labels.agreement(seen_at_first, 0, labels(plate_labels)).verdict == "gaps"


def test_the_plate_at_the_far_end_is_told_from_the_near_one(plate_labels: ModuleType) -> None:
    both = labels(plate_labels) + labels(plate_labels, "far", at=300.0)
    found = plate_labels.agreement(track((300.0, 200.0), "plate"), 0, both)
    assert found.verdict == "far plate"


def test_a_plate_where_none_can_be_followed_is_wrong(plate_labels: ModuleType) -> None:
    bar = track((100.0, 200.0), "plate")
    assert plate_labels.agreement(bar, 0, []).verdict == "WRONG"
    wrists = track((100.0, 200.0), "wrists")
    assert plate_labels.agreement(wrists, 0, []).verdict == "nothing there"
    assert plate_labels.agreement(wrists, 0, labels(plate_labels)).verdict == "refused"


def test_a_painted_ring_has_the_wrong_size(plate_labels: ModuleType) -> None:
    bar = track((100.0, 200.0), "plate")
    rim = labels(plate_labels)
    assert plate_labels.agreement(bar, 0, rim).size_right
    small = [
        plate_labels.PlateLabel("a.mp4", 0.0, "near", 100.0, 200.0, 4.0, 65.0, 2.0, "painted ring")
    ]
    found = plate_labels.agreement(bar, 0, small)
    assert found.size == pytest.approx(50.0 / 65.0)
    assert not found.size_right


def test_every_row_of_the_labels_can_be_read(plate_labels: ModuleType) -> None:
    rows = plate_labels.read_labels()
    files = {row.file for row in rows if row.plate == "near"}
    assert len([file for file in files if file.startswith("side-")]) == 23
    assert all(0.0 < row.tolerance_px < 40.0 for row in rows)
