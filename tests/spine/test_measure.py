"""From outlines to columns: a lifter whose back is drawn, and a network whose answers are known."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import BoolArray, FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.columns import SIDE_HIDDEN
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import SIDES, of_side
from liftvision.pose.outline import turn_of
from liftvision.pose.view import View
from liftvision.spine import by_outline
from liftvision.spine.calibration import CHANGE
from liftvision.spine.credible import HIDDEN, NO_OUTLINE, TOO_OBLIQUE, UNSEEN
from liftvision.spine.keypoints import SpinePoints
from liftvision.spine.levels import evenly_spread
from liftvision.spine.measure import COLUMNS, measure_backs
from liftvision.spine.own_back import OwnBack
from liftvision.spine.rows import LEAN, ROW_LENGTH
from liftvision.spine.shot_back import middle, shot_back
from tests.spine.backed_lifter import BackedLifter, backed_lifter, lean_network

LONGEST_BRIDGE = 5
"""Frames without a back that are bridged, at 30 a second."""

SIDE = View("side", 90.0, 3.0)
OBLIQUE = View("front-oblique", 60.0, 3.0)
MOST = Measurement(62.0, 5.0, "deg")


@pytest.fixture(autouse=True)
def _known_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_outline, "back_network", lean_network)


@pytest.fixture(scope="module")
def lifter() -> BackedLifter:
    return backed_lifter()


def measured(
    lifter: BackedLifter,
    at_the_bar: Sequence[BoolArray] | None = None,
    own: OwnBack | None = None,
) -> Motion:
    if at_the_bar is None:
        at_the_bar = [lifter.always[shot.frames] for shot in lifter.motion.shots]
    return measure_backs(lifter.motion, lifter.pose, lifter.bar, at_the_bar, own)


def is_told(motion: Motion, name: str) -> BoolArray:
    return np.asarray(np.isfinite(motion.columns[name]))


def off(motion: Motion, name: str, truth: FloatArray) -> float:
    """Give the largest error in degrees; the filter rounds off where the movement begins."""
    return float(np.nanmax(np.abs(motion.columns[name] - truth)))


def test_the_columns_are_what_the_outline_says(lifter: BackedLifter) -> None:
    motion = measured(lifter)
    hip = f"hip_flexion_{lifter.near}"
    for name in ("pelvis_tilt", "lumbar_flexion", hip):
        assert is_told(motion, name).all()
    assert off(motion, "pelvis_tilt", lifter.pelvis_tilt) < 1.5
    assert off(motion, "lumbar_flexion", lifter.lumbar_flexion) < 1.0
    assert off(motion, hip, lifter.hip_flexion) < 1.5


def test_hip_flexion_is_the_pelvis_against_the_thigh(lifter: BackedLifter) -> None:
    motion = measured(lifter)
    thigh = lifter.lean - lifter.lift.columns["trunk_thigh_flexion_r"]
    assert motion.columns["hip_flexion_r"] == pytest.approx(motion.columns["pelvis_tilt"] - thigh)


@pytest.mark.parametrize("yaw_deg", [-90.0, 80.0, -75.0])
def test_facing_the_other_way_is_the_same(lifter: BackedLifter, yaw_deg: float) -> None:
    other = backed_lifter(yaw_deg)
    motion = measured(other)
    assert off(motion, "pelvis_tilt", lifter.pelvis_tilt) < 2.5
    assert is_told(motion, f"hip_flexion_{other.near}").all()
    assert motion.backs[0].route == "outline"


def test_every_value_has_an_error_and_nothing_else_has(lifter: BackedLifter) -> None:
    at_the_bar = lifter.always.copy()
    at_the_bar[:30] = False
    motion = measured(lifter.unseen(slice(60, 62)), [at_the_bar])
    for name in COLUMNS:
        told = is_told(motion, name)
        assert np.array_equal(np.isfinite(motion.errors[name]), told), name
        assert (motion.errors[name][told] > 0.0).all()


def test_away_from_the_bar_there_is_nothing(lifter: BackedLifter) -> None:
    at_the_bar = lifter.always.copy()
    at_the_bar[:40], at_the_bar[120:] = False, False
    motion = measured(lifter, [at_the_bar])
    for name in ("pelvis_tilt", "lumbar_flexion", "hip_flexion_r"):
        assert np.array_equal(is_told(motion, name), at_the_bar), name


def test_a_long_gap_stays_one_and_a_short_one_is_bridged(lifter: BackedLifter) -> None:
    motion = measured(lifter.unseen(slice(70, 70 + 3 * LONGEST_BRIDGE)))
    gap = np.zeros_like(lifter.always)
    gap[70 : 70 + 3 * LONGEST_BRIDGE] = True
    assert np.array_equal(is_told(motion, "lumbar_flexion"), ~gap)
    assert motion.partly["lumbar_flexion"]
    motion = measured(lifter.unseen(slice(70, 70 + LONGEST_BRIDGE - 2)))
    assert off(motion, "lumbar_flexion", lifter.lumbar_flexion) < 1.5


def test_the_far_side_is_not_measured_for_it_is_hidden(lifter: BackedLifter) -> None:
    motion = measured(lifter)
    assert not is_told(motion, "hip_flexion_l").any()
    assert motion.not_measured["hip_flexion_l"] == SIDE_HIDDEN
    assert set(COLUMNS) & set(motion.not_measured) == {"hip_flexion_l"}


def test_other_columns_stay_as_they_are(lifter: BackedLifter) -> None:
    motion = measured(lifter)
    for name, values in lifter.motion.columns.items():
        if name not in COLUMNS:
            assert np.array_equal(motion.columns[name], values, equal_nan=True)
        else:
            assert np.isnan(values).all()
    kept = {name for name in lifter.motion.not_measured if name not in COLUMNS}
    assert kept <= set(motion.not_measured)
    assert lifter.motion.backs == ()


def refused(motion: Motion, reason: str) -> bool:
    """Tell whether nothing is told, for this reason."""
    return (
        not any(is_told(motion, name).any() for name in COLUMNS)
        and not any(np.isfinite(motion.errors[name]).any() for name in COLUMNS)
        and all(motion.not_measured[name] == reason for name in COLUMNS)
        and all(name not in motion.partly for name in COLUMNS)
        and [(back.route, back.reason) for back in motion.backs] == [(None, reason)]
    )


@pytest.mark.parametrize("yaw_deg", [60.0, -65.0, 115.0])
def test_an_oblique_view_is_refused(yaw_deg: float) -> None:
    assert refused(measured(backed_lifter(yaw_deg)), TOO_OBLIQUE)


def test_an_unknown_view_is_refused(lifter: BackedLifter) -> None:
    unknown = replace(lifter.motion, views=(View("unknown", None, None),))
    assert refused(measured(replace(lifter, motion=unknown)), TOO_OBLIQUE)


def test_nobody_at_the_bar_is_refused(lifter: BackedLifter) -> None:
    assert refused(measured(lifter, [~lifter.always]), UNSEEN)


def test_a_trunk_that_was_not_measured_gives_its_own_reason(lifter: BackedLifter) -> None:
    nowhere = np.full(len(lifter.motion.times), np.nan)
    unfitted = replace(
        lifter.motion,
        columns={**lifter.motion.columns, "trunk_lean": nowhere},
        not_measured={**lifter.motion.not_measured, "trunk_lean": "the head is missing"},
    )
    assert refused(measured(replace(lifter, motion=unfitted)), "the head is missing")


def test_a_small_lifter_is_refused() -> None:
    motion = measured(backed_lifter(px_per_m=80.0))
    reason = motion.backs[0].reason
    assert reason is not None
    assert "40 px" in reason
    assert refused(motion, reason)


def test_a_seat_behind_the_plate_while_bent_over_is_refused(lifter: BackedLifter) -> None:
    hidden = lifter.behind_a_plate(lifter.seat_px, 30.0)
    assert refused(measured(hidden), HIDDEN)


def test_a_seat_behind_the_plate_while_upright_does_not_matter(lifter: BackedLifter) -> None:
    upright = lifter.lean < 10.0
    centre = np.where(upright[:, None], lifter.seat_px, np.nan)
    motion = measured(lifter.behind_a_plate(centre, 30.0))
    assert motion.backs[0].reason is None
    assert off(motion, "lumbar_flexion", lifter.lumbar_flexion) < 1.5


def test_a_lost_outline_is_refused(lifter: BackedLifter) -> None:
    lost = replace(lifter.pose, outline=np.full_like(lifter.pose.outline, np.nan))
    assert refused(measured(replace(lifter, pose=lost)), NO_OUTLINE)


@pytest.mark.parametrize(
    ("looseness", "clothes"), [(0.1, "tight"), (0.34, "tight"), (0.4, "loose")]
)
def test_clothes_are_judged_by_the_network(
    lifter: BackedLifter, monkeypatch: pytest.MonkeyPatch, looseness: float, clothes: str
) -> None:
    monkeypatch.setattr(by_outline, "back_network", lambda: lean_network(looseness))
    motion = measured(lifter)
    (back,) = motion.backs
    assert (back.route, back.reason, back.clothes) == ("outline", None, clothes)
    assert back.change_error_deg == CHANGE[clothes]  # type: ignore[index]
    assert (back.zero, back.most_flexion) == ("upright frames", None)


def test_loose_clothes_narrow_no_error_and_widen_that_of_a_bent_spine(
    lifter: BackedLifter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = measured(lifter)
    monkeypatch.setattr(by_outline, "back_network", lambda: lean_network(0.8))
    loose = measured(lifter)
    for name in ("pelvis_tilt", "lumbar_flexion", "hip_flexion_r"):
        assert (loose.errors[name] >= tight.errors[name]).all()
    bent = lifter.lean > 45.0
    assert (loose.errors["lumbar_flexion"] > tight.errors["lumbar_flexion"])[bent].all()


def test_the_lifter_s_own_standing_is_the_zero(lifter: BackedLifter) -> None:
    standing = np.full(ROW_LENGTH, np.nan)
    standing[LEAN] = 3.0
    motion = measured(lifter, own=OwnBack(standing, MOST))
    assert motion.backs[0].zero == "standing clip"
    assert motion.backs[0].most_flexion == MOST
    usual = measured(lifter)
    assert (motion.errors["lumbar_flexion"] <= usual.errors["lumbar_flexion"]).all()


def test_who_never_stands_up_is_measured_against_the_usual_back(lifter: BackedLifter) -> None:
    bent = lifter.lean > 25.0
    first = int(np.argmax(bent))
    last = first + int(np.argmin(bent[first:]))
    never = lifter.unseen(slice(0, first)).unseen(slice(last, None))
    motion = measured(never)
    assert motion.backs[0].zero == "usual back"
    assert is_told(motion, "lumbar_flexion")[first:last].all()


def test_every_shot_is_measured_on_its_own(lifter: BackedLifter) -> None:
    cut = len(lifter.motion.times) // 2
    motion = measured(lifter.in_shots((cut,), (OBLIQUE, SIDE)))
    assert [back.route for back in motion.backs] == [None, "outline"]
    assert motion.backs[0].reason == TOO_OBLIQUE
    told = is_told(motion, "lumbar_flexion")
    assert not told[:cut].any()
    assert told[cut:].all()
    assert "lumbar_flexion" not in motion.not_measured
    assert "lumbar_flexion" in motion.partly


def test_shots_do_not_know_each_other(lifter: BackedLifter) -> None:
    cut = len(lifter.motion.times) // 2
    both = measured(lifter.in_shots((cut,), (SIDE, SIDE)))
    alone = measured(lifter.in_shots((cut,), (SIDE, OBLIQUE)))
    assert both.columns["pelvis_tilt"][:cut] == pytest.approx(alone.columns["pelvis_tilt"][:cut])
    assert off(both, "pelvis_tilt", lifter.pelvis_tilt) < 2.0


def with_joints(lifter: BackedLifter) -> BackedLifter:
    """Fit a body: its joints are the exact ones."""
    joints = np.asarray(lifter.lift.landmarks.copy())
    return replace(lifter, motion=replace(lifter.motion, joints=joints))


def test_behind_a_plate_the_fitted_thigh_is_a_guess_with_a_larger_error(
    lifter: BackedLifter,
) -> None:
    hidden = slice(60, 90)
    columns = {name: values.copy() for name, values in lifter.motion.columns.items()}
    columns["trunk_thigh_flexion_r"][hidden] = np.nan
    plain = replace(lifter, motion=replace(lifter.motion, columns=columns))
    guess = np.zeros_like(lifter.always)
    guess[hidden] = True
    assert np.array_equal(is_told(measured(plain), "hip_flexion_r"), ~guess)
    motion = measured(with_joints(plain))
    assert is_told(motion, "hip_flexion_r").all()
    assert off(motion, "hip_flexion_r", lifter.hip_flexion) < 2.0
    sure = measured(lifter).errors["hip_flexion_r"]
    assert (motion.errors["hip_flexion_r"][guess] > sure[guess]).all()
    assert motion.errors["hip_flexion_r"][~guess] == pytest.approx(sure[~guess])


def test_the_fitted_body_s_joints_go_before_the_landmarks(lifter: BackedLifter) -> None:
    """Landmarks that lie 30 px off, and joints that do not; where there are none, landmarks."""
    wrong = replace(lifter.motion, landmarks=lifter.motion.landmarks + 30.0)
    joints = np.asarray(lifter.lift.landmarks.copy())
    joints[:20] = np.nan
    found = shot_back(replace(wrong, joints=joints), lifter.pose, lifter.bar, 0)
    assert found is not None
    exact = middle(lifter.lift.landmarks, "hip")
    assert found.hip[20:] == pytest.approx(exact[20:])
    assert found.hip[:20] == pytest.approx(exact[:20] + 30.0)
    assert found.trunk_px == pytest.approx(100.0, rel=0.02)


def test_a_shot_of_unknown_view_shows_no_back(lifter: BackedLifter) -> None:
    unknown = replace(lifter.motion, views=(View("unknown", None, None),))
    assert shot_back(unknown, lifter.pose, lifter.bar, 0) is None
    assert [turn_of(yaw) for yaw in (90.0, -90.0, 120.0, -60.0)] == [1, -1, 1, -1]


def test_the_middle_lies_between_both_sides() -> None:
    joints = np.full((2, 33, 2), np.nan)
    for side, place in zip(SIDES, ([1.0, 2.0], [3.0, 8.0]), strict=True):
        joints[:, of_side("knee", side)] = place
    assert middle(joints, "knee").tolist() == [[2.0, 5.0], [2.0, 5.0]]
    assert np.isnan(middle(joints, "hip")).all()


def spine_points(lifter: BackedLifter) -> SpinePoints:
    """Put points on the line hip to shoulder: a stick's pelvis turns with its trunk."""
    hip, shoulder = (middle(lifter.lift.landmarks, name) for name in ("hip", "shoulder"))
    levels = np.asarray(evenly_spread(6))
    share = np.linspace(0.0, 1.0, 6)[:, None]
    xy = hip[:, None] + share * (shoulder - hip)[:, None]
    names = tuple(str(number) for number in range(6))
    return SpinePoints(names, levels, xy, np.ones(xy.shape[:2]))


def test_points_of_another_program_go_before_the_outline(lifter: BackedLifter) -> None:
    at_the_bar = lifter.always.copy()
    at_the_bar[-20:] = False
    motion = measured(lifter, [at_the_bar], OwnBack(points=spine_points(lifter), most_flexion=MOST))
    (back,) = motion.backs
    assert (back.route, back.reason, back.clothes) == ("keypoints", None, None)
    assert back.zero == "upright frames"
    assert back.most_flexion == MOST
    assert back.change_error_deg is not None
    assert np.array_equal(is_told(motion, "lumbar_flexion"), at_the_bar)
    assert off(motion, "lumbar_flexion", np.zeros(len(at_the_bar))) < 1.0
    assert off(motion, "pelvis_tilt", lifter.lean) < 2.0
    assert off(motion, "hip_flexion_r", lifter.lift.columns["trunk_thigh_flexion_r"]) < 2.0
    assert np.array_equal(np.isfinite(motion.errors["hip_flexion_r"]), at_the_bar)


def test_points_need_no_outline(lifter: BackedLifter) -> None:
    lost = replace(lifter.pose, outline=np.full_like(lifter.pose.outline, np.nan))
    motion = measured(replace(lifter, pose=lost), own=OwnBack(points=spine_points(lifter)))
    assert motion.backs[0].route == "keypoints"
    assert is_told(motion, "pelvis_tilt").all()


def test_points_that_are_nowhere_give_their_reason(lifter: BackedLifter) -> None:
    points = spine_points(lifter)
    nowhere = replace(
        points, xy=np.full_like(points.xy, np.nan), confidence=0.0 * points.confidence
    )
    motion = measured(lifter, own=OwnBack(points=nowhere))
    reason = motion.backs[0].reason
    assert reason is not None
    assert refused(motion, reason)
