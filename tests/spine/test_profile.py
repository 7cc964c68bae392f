"""The shape of backs that were drawn with known directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.arrays import BoolArray, FloatArray
from liftvision.spine.profile import CHORD_STATIONS, SEAT_STATIONS, Profile, lean_deg, profile
from tests.spine.drawn_back import DrawnBack

BACKS = [
    DrawnBack(),
    DrawnBack(thigh_deg=-20.0, sacrum_deg=20.0, lumbar_deg=-20.0),
    DrawnBack(thigh_deg=-45.0, sacrum_deg=70.0, lumbar_deg=60.0),
    DrawnBack(thigh_deg=-30.0, sacrum_deg=60.0, lumbar_deg=-10.0),
]

BESIDE_A_KNOT = 0.13
"""Nearer to where the curve changes, the stretch that a direction is taken of has two curves."""

drawn_backs = st.builds(
    DrawnBack,
    thigh_deg=st.floats(-50.0, -20.0),
    sacrum_deg=st.floats(25.0, 70.0),
    lumbar_deg=st.floats(-25.0, 60.0),
)


def seen(back: DrawnBack, visible: BoolArray | None = None) -> Profile:
    if visible is None:
        visible = np.ones(len(back.outline), dtype=np.bool_)
    return profile(back.outline, visible, back.hip, back.shoulder)


def is_nothing(found: Profile) -> bool:
    return all(np.isnan(part).all() for part in found)


@pytest.mark.parametrize("back", BACKS)
def test_the_rearmost_point_is_the_seat(back: DrawnBack) -> None:
    found = seen(back)
    assert np.interp(found.seat, np.arange(96), back.stations) == pytest.approx(0.0, abs=0.01)
    assert found.hip == pytest.approx(back.hip, abs=0.01)
    assert found.shoulder == pytest.approx(back.shoulder, abs=0.01)


@given(drawn_backs)
def test_directions_are_the_drawn_ones(back: DrawnBack) -> None:
    found = seen(back)
    seat = np.interp(found.seat, np.arange(96), back.stations)
    assert seat == pytest.approx(0.0, abs=0.02)
    places = seat + SEAT_STATIONS
    off = np.abs(found.along_seat - back.direction(places))
    far = np.abs(places[:, None] - back.knots[0]).min(axis=1) > BESIDE_A_KNOT
    assert far.any()
    assert np.isfinite(off).all()
    assert off[far].max() < 1.0
    assert off.max() < 8.0


@pytest.mark.parametrize("lumbar_deg", [-20.0, 0.0, 30.0, 60.0])
def test_the_lumbar_arc_is_what_lies_between_sacrum_and_thorax(lumbar_deg: float) -> None:
    back = DrawnBack(lumbar_deg=lumbar_deg)
    found = seen(back)
    places = back.knots[0]
    sacrum = np.interp(0.5 * (places[2] + places[3]), SEAT_STATIONS, found.along_seat)
    thorax = found.along_chord[CHORD_STATIONS > 0.95]
    assert thorax - sacrum == pytest.approx(lumbar_deg, abs=1.0)


@pytest.mark.parametrize("back", BACKS)
def test_distances_from_the_chord_are_those_of_the_drawn_curve(back: DrawnBack) -> None:
    """Each drawn point at a station's height lies so far behind the line hip to shoulder."""
    found = seen(back)
    chord = back.shoulder - back.hip
    length = np.linalg.norm(chord)
    upward = chord / length
    backward = np.array([-upward[1], upward[0]])
    along = np.linspace(0.0, back.knots[0][-1], 3000)
    points = back.places(along) - back.hip
    height, distance = points @ upward / length, points @ backward
    told = np.isfinite(found.from_chord)
    assert told.sum() >= 10
    drawn = np.interp(CHORD_STATIONS[told], height, distance)
    assert found.from_chord[told] == pytest.approx(drawn, abs=0.004)
    assert (found.from_chord[told] > 0.0).all()


@pytest.mark.parametrize("back", BACKS)
def test_directions_beside_the_chord_are_the_outline_s_own(back: DrawnBack) -> None:
    found = seen(back)
    assert found.along_chord[-2:] == pytest.approx([back.thorax_deg] * 2, abs=0.5)


@given(
    back=drawn_backs,
    ahead=st.floats(-5.0, 5.0),
    up=st.floats(-5.0, 5.0),
)
def test_where_it_is_drawn_does_not_matter(back: DrawnBack, ahead: float, up: float) -> None:
    by = np.array([ahead, up])
    here = seen(back)
    there = profile(
        back.outline + by, np.ones(96, dtype=np.bool_), back.hip + by, back.shoulder + by
    )
    for one, other in zip(here, there, strict=True):
        assert other == pytest.approx(one, abs=1e-5, nan_ok=True)


def test_what_is_hidden_has_no_direction_and_the_rest_keeps_its_own() -> None:
    """A plate before the lumbar spine: NaN there, the same as before far from it."""
    back = DrawnBack()
    hidden = (back.stations > 0.40) & (back.stations < 0.75)
    open_to_view, behind_plate = seen(back), seen(back, ~hidden)
    inside = (SEAT_STATIONS > 0.44) & (SEAT_STATIONS < 0.71)
    away = (SEAT_STATIONS < 0.2) | (SEAT_STATIONS > 0.95)
    assert np.isnan(behind_plate.along_seat[inside]).all()
    assert behind_plate.along_seat[away] == pytest.approx(open_to_view.along_seat[away], abs=0.01)
    assert behind_plate.seat == pytest.approx(open_to_view.seat)
    assert 3 <= np.isfinite(behind_plate.from_chord).sum() < 10
    told = np.isfinite(behind_plate.from_chord)
    assert behind_plate.from_chord[told] == pytest.approx(open_to_view.from_chord[told], abs=0.006)


def test_what_was_never_found_has_no_direction_either() -> None:
    """A stretch of NaN inside the outline counts as a hidden one."""
    back = DrawnBack()
    outline = back.outline.copy()
    lost = (back.stations > 0.40) & (back.stations < 0.75)
    outline[lost] = np.nan
    found = profile(outline, np.ones(96, dtype=np.bool_), back.hip, back.shoulder)
    inside = (SEAT_STATIONS > 0.49) & (SEAT_STATIONS < 0.66)
    assert np.isnan(found.along_seat[inside]).all()
    middle = np.isfinite(found.from_chord)
    assert found.from_chord[middle] == pytest.approx(seen(back).from_chord[middle], abs=0.01)


def test_a_hidden_seat_leaves_what_is_seen_beside_the_chord() -> None:
    back = DrawnBack()
    found = seen(back, np.abs(back.stations) > 0.1)
    assert np.isnan(found.seat)
    assert np.isnan(found.along_seat).all()
    assert np.isnan(found.hip).all()
    assert np.isnan(found.shoulder).all()
    assert np.isfinite(found.from_chord).sum() >= 8


def test_an_outline_that_begins_above_the_seat_shows_none() -> None:
    """It leans forward from its first point on: the rearmost point is its end, not a seat."""
    back = DrawnBack()
    outline = back.outline.copy()
    outline[back.stations < 0.1] = np.nan
    found = profile(outline, np.ones(96, dtype=np.bool_), back.hip, back.shoulder)
    assert np.isnan(found.seat)
    assert np.isfinite(found.from_chord).any()


def test_the_upper_back_is_no_seat() -> None:
    """Upright, the upper back of a lifter who leans backward lies behind the seat."""
    back = DrawnBack(thigh_deg=-5.0, sacrum_deg=10.0, lumbar_deg=-35.0)
    assert back.outline[-1, 0] < -0.05
    found = seen(back)
    assert np.linalg.norm(found.hip) < 0.4
    assert found.seat < 70.0


def test_what_cannot_be_described_is_nan_throughout() -> None:
    back = DrawnBack()
    visible = np.ones(96, dtype=np.bool_)
    unseen = np.full_like(back.outline, np.nan)
    short = back.outline.copy()
    short[19:] = np.nan
    nowhere = np.full(2, np.nan)
    assert is_nothing(profile(unseen, visible, back.hip, back.shoulder))
    assert is_nothing(profile(short, visible, back.hip, back.shoulder))
    assert is_nothing(profile(back.outline, visible, nowhere, back.shoulder))
    assert is_nothing(profile(back.outline, visible, back.hip, nowhere))


def test_all_of_it_hidden_is_nan_throughout() -> None:
    assert is_nothing(seen(DrawnBack(), np.zeros(96, dtype=np.bool_)))


def test_joints_in_one_place_leave_the_directions_from_the_seat() -> None:
    back = DrawnBack()
    found = profile(back.outline, np.ones(96, dtype=np.bool_), back.hip, back.hip)
    assert np.isnan(found.from_chord).all()
    assert found.along_seat == pytest.approx(seen(back).along_seat)


@given(st.floats(-115.0, 235.0))
def test_lean_is_forward_and_goes_on_beyond_a_half_turn(angle: float) -> None:
    way: FloatArray = np.array([np.sin(np.radians(angle)), np.cos(np.radians(angle))])
    assert float(lean_deg(3.0 * way)) == pytest.approx(angle, abs=1e-9)
