"""The table of a drawn lift: what its columns hold, and what leaves them as they are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.arrays import FloatArray
from liftvision.spine.rows import (
    ALONG_CHORD,
    ALONG_SEAT,
    AT_SEAT,
    FROM_CHORD,
    HIP,
    LEAN,
    LENGTH,
    OF_STANDING,
    ROW_LENGTH,
    SHOULDER,
    THIGH,
    ShotBack,
    features,
    mean_row,
    rows_of,
    upright,
)
from tests.spine.drawn_back import DrawnBack, as_shot, bent_over, enlarged, mirrored, moved

LEANS = (65.0, 50.0, 30.0, 10.0)
SHOT = as_shot([bent_over(lean) for lean in LEANS])

shots = st.builds(
    lambda lean, lumbar: as_shot([bent_over(lean, lumbar)]),
    st.floats(25.0, 70.0),
    st.floats(-20.0, 60.0),
)


def leaning(leans: list[float]) -> FloatArray:
    """Give rows of which only the lean of the trunk is known."""
    rows = np.full((len(leans), ROW_LENGTH), np.nan)
    rows[:, LEAN] = leans
    return rows


def test_a_row_holds_what_was_drawn() -> None:
    rows = rows_of(SHOT)
    assert rows.shape == (4, ROW_LENGTH)
    for row, lean in zip(rows, LEANS, strict=True):
        back = bent_over(lean)
        trunk = back.shoulder - back.hip
        assert row[LEAN] == pytest.approx(np.degrees(np.arctan2(*trunk)))
        assert row[LENGTH] == pytest.approx(np.linalg.norm(trunk))
        assert row[THIGH] == pytest.approx(back.thigh_deg)
    for row, lean in zip(rows[:3], LEANS, strict=False):
        assert row[HIP] == pytest.approx(bent_over(lean).hip, abs=0.02)
        assert row[SHOULDER] == pytest.approx(bent_over(lean).shoulder, abs=0.02)
        assert np.isfinite(row[ALONG_SEAT]).all()
        assert np.nanmin(row[FROM_CHORD]) > 0.1


def test_columns_cover_the_row_once() -> None:
    slices = [ALONG_SEAT, FROM_CHORD, ALONG_CHORD, HIP, SHOULDER]
    places = [place for each in slices for place in range(each.start, each.stop)]
    assert [*places, LEAN, LENGTH, THIGH] == list(range(ROW_LENGTH))
    assert ALONG_SEAT.start < AT_SEAT < ALONG_SEAT.stop


@settings(max_examples=25)
@given(shots, st.floats(-500.0, 500.0), st.floats(-500.0, 500.0), st.floats(0.3, 4.0))
def test_rows_know_neither_place_nor_size(
    shot: ShotBack, across: float, down: float, factor: float
) -> None:
    rows = rows_of(shot)
    assert rows_of(moved(shot, np.array([across, down]))) == pytest.approx(
        rows, abs=1e-4, nan_ok=True
    )
    assert rows_of(enlarged(shot, factor)) == pytest.approx(rows, abs=1e-4, nan_ok=True)


@settings(max_examples=25)
@given(shots)
def test_facing_left_is_facing_right(shot: ShotBack) -> None:
    rows, others = rows_of(shot), rows_of(mirrored(shot))
    assert others == pytest.approx(rows, abs=1e-6, nan_ok=True)
    standing = rows[0]
    assert features(others, standing, mirrored(shot).yaw_deg) == pytest.approx(
        features(rows, standing, shot.yaw_deg), abs=1e-6, nan_ok=True
    )


def test_a_frame_without_the_lifter_is_nan_and_leaves_the_others_alone() -> None:
    rows = rows_of(SHOT)
    gone = moved(SHOT, np.array([[0.0, 0.0], [np.nan, np.nan], [0.0, 0.0], [0.0, 0.0]]))
    found = rows_of(gone)
    assert np.isnan(found[1]).all()
    assert found[[0, 2, 3]] == pytest.approx(rows[[0, 2, 3]], nan_ok=True)


def test_a_knee_that_is_not_seen_costs_the_thigh_only() -> None:
    found = rows_of(replace(SHOT, knee=np.full_like(SHOT.knee, np.nan)))
    assert np.isnan(found[:, THIGH]).all()
    assert found[:, :THIGH] == pytest.approx(rows_of(SHOT)[:, :THIGH], nan_ok=True)


def test_a_trunk_of_unknown_length_gives_no_row() -> None:
    found = rows_of(replace(SHOT, trunk_px=np.nan))
    assert np.isnan(found[:, FROM_CHORD]).all()
    assert np.isnan(found[:, LEAN]).all()


def test_upright_is_near_the_least_lean_of_the_shot() -> None:
    assert upright(leaning([5.0] * 20 + [12.0, 14.0, 60.0]))[-3:].tolist() == [True, False, False]


def test_who_never_stands_up_is_never_upright() -> None:
    assert not upright(leaning([45.0, 30.0, 21.0, 25.0])).any()


def test_who_leans_backward_is_upright_as_well() -> None:
    assert upright(leaning([-8.0, -5.0, 0.5, 40.0])).tolist() == [True, True, False, False]


def test_an_unseen_trunk_is_not_upright() -> None:
    assert upright(leaning([np.nan, 3.0, np.nan])).tolist() == [False, True, False]
    assert not upright(leaning([np.nan, np.nan])).any()
    assert len(upright(leaning([]))) == 0


def test_the_mean_row_is_of_what_is_seen() -> None:
    rows = np.full((3, ROW_LENGTH), np.nan)
    rows[:, 0] = [1.0, 2.0, 6.0]
    rows[0, 1] = 4.0
    mean = mean_row(rows)
    assert mean[:2].tolist() == [3.0, 4.0]
    assert np.isnan(mean[2:]).all()
    assert np.isnan(mean_row(rows[:0])).all()
    assert mean_row(rows[:0]).shape == (ROW_LENGTH,)


def test_features_are_the_rows_and_then_the_standing() -> None:
    rows = rows_of(SHOT)
    standing = np.arange(ROW_LENGTH, dtype=np.float64) + 0.5
    found = features(rows, standing, 80.0)
    assert found[:, :ROW_LENGTH] == pytest.approx(rows, nan_ok=True)
    seat, stations, sideways = found[:, ROW_LENGTH:OF_STANDING].T
    assert seat.tolist() == np.isfinite(rows[:, AT_SEAT]).tolist()
    assert stations.tolist() == np.isfinite(rows[:, FROM_CHORD]).sum(axis=1).tolist()
    assert sideways == pytest.approx([np.cos(np.radians(80.0))] * 4)
    own = found[:, OF_STANDING : OF_STANDING + LEAN + 1]
    assert own == pytest.approx(np.tile(standing[: LEAN + 1], (4, 1)))
    assert found[:, OF_STANDING + LEAN + 1 :].tolist() == [[1.0, 1.0]] * 4


def test_an_unknown_standing_says_so() -> None:
    rows = rows_of(as_shot([DrawnBack()]))
    found = features(rows, np.full(ROW_LENGTH, np.nan), 90.0)
    own = found[:, OF_STANDING : OF_STANDING + LEAN + 1]
    assert np.isnan(own).all()
    assert found[0, OF_STANDING + LEAN + 1 :].tolist() == [0.0, 0.0]
