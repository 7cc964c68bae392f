"""Two views of known angles, and crops around known points."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TIMES = np.arange(0.0, 6.0, 1.0 / 30.0)
REPS = ((0.5, 2.5), (3.0, 5.0))


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        return importlib.import_module(name)


view_agreement = module("view_agreement")
body_sheet = module("body_sheet")


def told(times: np.ndarray, off: Any = 0.0, reps: Any = REPS) -> Any:
    """Give a clip whose angles are one slow curve, all off by some degrees by the fit."""
    curve = 60.0 + 40.0 * np.sin(times)
    return view_agreement.ToldAngles(
        times,
        dict.fromkeys(view_agreement.ANGLES, curve + off),
        dict.fromkeys(view_agreement.ANGLES, curve),
        reps,
    )


def fitted_knee(first: Any, second: Any) -> Any:
    agreements = view_agreement.view_agreements(first, second)
    return next(each for each in agreements if (each.by, each.angle) == ("fitted", "knee"))


@given(off=st.floats(-40.0, 40.0))
def test_a_constant_difference_is_the_rms_and_with_its_sign_the_bias(off: float) -> None:
    agreement = fitted_knee(told(TIMES, off), told(TIMES))
    assert agreement.rms == pytest.approx(abs(off), abs=1e-9)
    assert agreement.bias == pytest.approx(off, abs=1e-9)
    assert agreement.reps == pytest.approx([abs(off)] * 2, abs=1e-9)


def test_views_of_other_frame_rates_are_compared_at_the_same_time() -> None:
    agreement = fitted_knee(told(TIMES), told(np.arange(0.01, 6.0, 1.0 / 50.0)))
    assert agreement.rms < 0.02


def test_only_what_both_tell_is_compared() -> None:
    off = np.where(TIMES < 3.0, np.nan, 2.0)
    agreement = fitted_knee(told(TIMES, off), told(TIMES))
    assert agreement.frames == np.isfinite(off).sum()
    assert agreement.reps == pytest.approx([2.0])
    assert not agreement.is_within(6.0), "a rep that neither tells does not agree"


def test_one_bad_rep_is_not_hidden_by_a_good_one() -> None:
    off = np.where((TIMES > 3.0) & (TIMES < 5.0), 7.0, 0.0)
    agreement = fitted_knee(told(TIMES, off), told(TIMES))
    assert agreement.rms < 6.0
    assert agreement.reps[1] == pytest.approx(7.0, abs=0.2)
    assert not agreement.is_within(6.0)
    assert agreement.is_within(7.5)


def test_only_the_fitted_angles_have_an_aim() -> None:
    apart = told(TIMES, 20.0)
    missed = [
        (each.by, each.angle)
        for each in view_agreement.view_agreements(apart, told(TIMES))
        if not each.is_right
    ]
    assert missed == [("fitted", "knee"), ("fitted", "trunk-thigh"), ("fitted", "trunk lean")]


def test_two_views_that_tell_nothing_do_not_agree() -> None:
    agreement = fitted_knee(told(TIMES, np.full(len(TIMES), np.nan)), told(TIMES))
    assert agreement.rms is None
    assert agreement.frames == 0
    assert not agreement.is_within(6.0)


def test_without_reps_nothing_is_agreed_rep_by_rep() -> None:
    assert not fitted_knee(told(TIMES, reps=()), told(TIMES)).is_within(6.0)


@given(
    st.lists(
        st.tuples(st.floats(0.0, 640.0), st.floats(0.0, 480.0)), min_size=1, max_size=9, unique=True
    )
)
def test_a_crop_holds_the_points_and_stays_in_the_picture(
    points: list[tuple[float, float]],
) -> None:
    crop = body_sheet.crop_around(np.array([*points, (np.nan, 3.0)]), (640, 480))
    for point in points:
        assert (crop.corner <= point).all()
        assert (crop.corner + crop.size >= np.array(point) - 1e-9).all()
    assert (crop.corner >= 0.0).all()
    assert (crop.corner + crop.size <= np.array([640.0, 480.0]) + 1.0).all()


def test_a_crop_without_a_point_is_the_whole_picture() -> None:
    crop = body_sheet.crop_around(np.full((5, 2), np.nan), (640, 480))
    assert crop.corner.tolist() == [0.0, 0.0]
    assert crop.size.tolist() == [640.0, 480.0]


def test_every_row_is_on_a_sheet_in_its_place(tmp_path: Path) -> None:
    rows = [np.full((10, 20 + n, 3), 40 * n, dtype=np.uint8) for n in range(body_sheet.ROWS + 1)]
    paths = body_sheet.write_sheets(rows, tmp_path / "sheets")
    first, second = (cv2.imread(str(path)) for path in paths)
    assert first.shape == (10 * body_sheet.ROWS, 20 + body_sheet.ROWS - 1, 3)
    assert first[::10, 0, 0].tolist() == [40 * n for n in range(body_sheet.ROWS)]
    assert second.shape == (10, 20 + body_sheet.ROWS, 3)
