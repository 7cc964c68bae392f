"""The frontal plane of lifters who are made up, and so known: what comes back, and what is said."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import BoolArray, FloatArray
from liftvision.clip.clip import Shot
from liftvision.front.credible import PITCHED, SCATTERED
from liftvision.front.measure import NO_LIFT, OUTSIDE_LIFT, UNSURE, measure_fronts
from liftvision.front.readout import FRONT_COLUMNS
from liftvision.front.unknowns import InFrontShot
from liftvision.given import Given
from liftvision.motion.columns import NOT_FROM_SIDE, VIEW_UNKNOWN
from liftvision.motion.motion import Motion
from liftvision.pose.landmarks import of_side
from liftvision.pose.view import UNKNOWN
from tests.front.front_figure import (
    HANDS_M,
    PLANE_DEG,
    Fall,
    FrontLifter,
    as_usual,
    enlarged,
    erring,
    falling,
    front_lifter,
    hidden_edges,
    mirrored,
    no_fall,
)

TOLERANCE: Mapping[str, float] = {
    "fppa_l": 2.0,
    "fppa_r": 2.0,
    "knee_ankle_separation": 0.025,
    "knee_shift_l": 0.8,
    "knee_shift_r": 0.8,
    "pelvis_shift": 1.0,
    "hip_line_tilt": 0.5,
}
"""Largest error in any frame where the model errs as it usually does and nothing scatters."""

BOTH: tuple[Fall, Fall] = (falling(0.05), falling(0.05))
LEFT: tuple[Fall, Fall] = (falling(0.05), no_fall)


def measured(lifter: FrontLifter, lifting: BoolArray | None = None) -> Motion:
    if lifting is None:
        lifting = np.ones(len(lifter.frames), dtype=np.bool_)
    return measure_fronts(lifter.motion, (lifter.seen,), (lifting,), Given(), deadlift=True)


def largest_error(lifter: FrontLifter, motion: Motion, name: str) -> float:
    return float(np.nanmax(np.abs(motion.columns[name] - lifter.truth[name])))


def in_units(lifter: FrontLifter, motion: Motion, name: str) -> FloatArray:
    """Give errors in standard errors, where it is measured."""
    off = (motion.columns[name] - lifter.truth[name]) / motion.errors[name]
    return np.asarray(off[np.isfinite(off)])


@pytest.mark.parametrize("yaw_deg", [0.0, 10.0, -10.0, 14.0, 180.0, -172.0, 170.0])
@pytest.mark.parametrize("fall", [(no_fall, no_fall), BOTH, LEFT])
def test_what_was_put_in_comes_back(yaw_deg, fall):
    lifter = as_usual(front_lifter(yaw_deg, fall=fall))
    motion = measured(lifter)
    for name in FRONT_COLUMNS:
        assert np.isfinite(motion.columns[name]).mean() > 0.9
        one_knee = fall is LEFT
        allowed = (2.0 if one_knee else 1.0) * TOLERANCE[name]
        assert largest_error(lifter, motion, name) < allowed, name
    (front,) = motion.fronts
    behind = 180.0 if abs(yaw_deg) > 90.0 else 0.0
    off = (yaw_deg - behind + 180.0) % 360.0 - 180.0
    assert front.reason is None
    assert front.stance_width.value == pytest.approx(lifter.stance_m, abs=0.01)
    assert front.off_front.value == pytest.approx(off, abs=0.5)
    for toe_out in (front.toe_out_l, front.toe_out_r):
        assert toe_out.value == pytest.approx(PLANE_DEG, abs=1.0)


@pytest.mark.parametrize("yaw_deg", [0.0, 6.0])
def test_the_landmarks_alone_give_it_back_too(yaw_deg):
    lifter = as_usual(front_lifter(yaw_deg, fall=BOTH, edges=False))
    motion = measured(lifter)
    for name in FRONT_COLUMNS:
        assert largest_error(lifter, motion, name) < TOLERANCE[name], name


def test_a_knee_that_falls_in_by_five_centimetres_is_seen_to():
    """5 cm are 13 degrees of a leg whose shank and thigh are 42 cm."""
    straight, fallen = (as_usual(front_lifter(fall=fall)) for fall in ((no_fall, no_fall), BOTH))
    before, after = measured(straight), measured(fallen)
    for side in ("l", "r"):
        name = f"fppa_{side}"
        change = np.nanmax(after.columns[name] - before.columns[name])
        assert change == pytest.approx((fallen.truth[name] - straight.truth[name]).max(), abs=1.0)
        assert 10.0 < change < 17.0
    assert after.columns["knee_ankle_separation"].min() < 0.75


@pytest.mark.parametrize(("yaw_deg", "told_deg"), [(6.0, 0.0), (-7.0, 0.0), (5.0, 20.0)])
def test_the_yaw_is_found_where_the_pose_has_it_wrong(yaw_deg, told_deg):
    lifter = as_usual(front_lifter(yaw_deg, yaw_told_deg=told_deg))
    motion = measured(lifter)
    off = motion.fronts[0].off_front
    assert off.value == pytest.approx(yaw_deg, abs=2.0)
    assert off.value == pytest.approx(yaw_deg, abs=1.5 * off.error)
    assert motion.views[0].yaw_deg == pytest.approx(off.value)
    assert largest_error(lifter, motion, "fppa_l") < 2.0


@pytest.mark.parametrize("pelvis_m", [0.04, -0.04])
def test_a_pelvis_that_goes_aside_is_told_with_its_sign(pelvis_m):
    lifter = as_usual(front_lifter(pelvis_m=pelvis_m))
    motion = measured(lifter)
    shift = motion.columns["pelvis_shift"]
    most = np.abs(shift).argmax()
    assert np.sign(shift[most]) == np.sign(pelvis_m)
    assert shift[most] == pytest.approx(lifter.truth["pelvis_shift"][most], abs=3.5)


@pytest.mark.parametrize("stance_m", [0.2, 0.36, 0.7])
def test_stance_grip_and_turn_out(stance_m):
    lifter = as_usual(front_lifter(stance_m=stance_m, plane_deg=(28.0, 20.0)))
    (front,) = measured(lifter).fronts
    assert front.stance_width.value == pytest.approx(lifter.stance_m, abs=0.03)
    assert front.grip_width.value == pytest.approx(2.0 * HANDS_M, abs=0.05)
    for toe_out, truth in ((front.toe_out_l, 28.0), (front.toe_out_r, 20.0)):
        assert toe_out.value == pytest.approx(truth, abs=2.0 * toe_out.error)
    assert front.toe_out_l.value > front.toe_out_r.value + 2.0


@pytest.mark.parametrize("yaw_deg", [5.0, 175.0])
def test_the_mirrored_lifter_has_the_mirrored_numbers(yaw_deg):
    lifter = erring(front_lifter(yaw_deg, fall=LEFT), 3)
    motion, mirror = measured(lifter), measured(mirrored(lifter))
    turned = {"pelvis_shift": -1.0, "hip_line_tilt": -1.0}
    for name in FRONT_COLUMNS:
        other = name[:-1] + {"l": "r", "r": "l"}[name[-1]] if name[-2:] in ("_l", "_r") else name
        np.testing.assert_allclose(
            turned.get(name, 1.0) * mirror.columns[other], motion.columns[name], atol=1e-3
        )
        np.testing.assert_allclose(mirror.errors[other], motion.errors[name], rtol=1e-3)
    front, other_front = motion.fronts[0], mirror.fronts[0]
    assert other_front.off_front.value == pytest.approx(-front.off_front.value, abs=1e-3)
    assert other_front.toe_out_l.value == pytest.approx(front.toe_out_r.value, abs=1e-3)
    assert other_front.stance_width.value == pytest.approx(front.stance_width.value, abs=1e-4)


def test_how_many_px_there_are_does_not_matter():
    lifter = erring(front_lifter(4.0, fall=LEFT), 5)
    small, large = measured(lifter), measured(enlarged(lifter, 1.5))
    for name in FRONT_COLUMNS:
        np.testing.assert_allclose(large.columns[name], small.columns[name], atol=1e-3)


def test_neither_does_the_frame_rate():
    at_25, at_60 = (
        measured(as_usual(front_lifter(fall=BOTH, fps=fps))).columns["fppa_l"]
        for fps in (25.0, 60.0)
    )
    at_60 = at_60[np.rint(np.arange(len(at_25)) * 60.0 / 25.0).astype(int).clip(0, len(at_60) - 1)]
    assert np.nanmax(np.abs(at_60 - at_25)) < 2.0


def test_legs_hidden_for_a_while_are_told_by_their_landmarks():
    """The edges' errors are the smaller ones, and say so."""
    whole = as_usual(front_lifter(fall=BOTH))
    lifter = hidden_edges(whole, 0.9, 1.4)
    motion, seen = measured(lifter), measured(whole)
    during = (lifter.seen.times >= 0.95) & (lifter.seen.times < 1.35)
    for name in ("knee_shift_l", "knee_shift_r"):
        assert np.isfinite(motion.columns[name][during]).all()
        assert np.abs(in_units(lifter, motion, name)).max() < 1.65
        assert (motion.errors[name][during] > 1.1 * seen.errors[name][during]).all()


def test_bands_hold_the_truth():
    """Of 12 noisy films at two yaws: 90 % bands hold in at least 85 % of the frames."""
    held = {name: [] for name in FRONT_COLUMNS}
    squares = []
    for seed in range(12):
        yaw_deg = (0.0, 8.0)[seed % 2]
        told = yaw_deg + 4.0 * np.random.default_rng(seed).normal()
        lifter = erring(front_lifter(yaw_deg, fall=LEFT, yaw_told_deg=told), seed)
        motion = measured(lifter)
        for name in FRONT_COLUMNS:
            held[name].append((np.abs(in_units(lifter, motion, name)) < 1.645).mean())
        squares.append(np.nanmean((motion.columns["fppa_l"] - lifter.truth["fppa_l"]) ** 2))
    for name, parts in held.items():
        assert np.mean(parts) > 0.85, name
    assert np.sqrt(np.mean(squares)) < 3.5


@pytest.mark.parametrize("yaw_deg", [17.0, -19.0, 25.0, 35.0, 162.0, -160.0])
def test_farther_off_it_is_refused_with_advice(yaw_deg):
    motion = measured(as_usual(front_lifter(yaw_deg)))
    (front,) = motion.fronts
    assert front.reason == NOT_FROM_SIDE
    assert "15 degrees" in front.reason and "film from there" in front.reason
    assert front.knees is None
    for name in FRONT_COLUMNS:
        assert np.isnan(motion.columns[name]).all()
        assert motion.not_measured[name] == NOT_FROM_SIDE


def test_an_unknown_view_is_refused():
    lifter = front_lifter()
    unknown = replace(lifter, seen=replace(lifter.seen, view=UNKNOWN))
    (front,) = measured(unknown).fronts
    assert front.reason == VIEW_UNKNOWN


def test_without_a_lift_what_the_landmarks_tell_stays():
    lifter = as_usual(front_lifter())
    motion = measured(lifter, np.zeros(len(lifter.frames), dtype=np.bool_))
    assert motion.fronts[0].reason == NO_LIFT
    for name in ("fppa_l", "fppa_r", "knee_ankle_separation"):
        np.testing.assert_array_equal(motion.columns[name], lifter.motion.columns[name])
        assert np.isfinite(motion.columns[name]).any()
    for name in ("knee_shift_l", "pelvis_shift", "hip_line_tilt"):
        assert name in motion.not_measured


def test_outside_the_lift_nothing_is_told():
    lifter = as_usual(front_lifter())
    lifting = np.zeros(len(lifter.frames), dtype=np.bool_)
    lifting[10:70] = True
    motion = measured(lifter, lifting)
    for name in FRONT_COLUMNS:
        assert np.isnan(motion.columns[name][~lifting]).all()
        assert np.isfinite(motion.columns[name][lifting]).mean() > 0.9
        assert motion.partly[name] in (OUTSIDE_LIFT, UNSURE)
    knees = motion.fronts[0].knees
    assert knees is not None and len(knees.outward) == len(lifter.frames)
    assert np.isnan(knees.apart[~lifting]).all()


def test_frames_without_the_lifter_are_nan():
    lifter = as_usual(front_lifter(fall=BOTH))
    landmarks = lifter.seen.landmarks.copy()
    landmarks[30:40] = np.nan
    motion = measured(replace(lifter, seen=replace(lifter.seen, landmarks=landmarks)))
    for name in FRONT_COLUMNS:
        assert np.isnan(motion.columns[name][30:40]).all()
        assert np.isfinite(motion.columns[name][45:]).mean() > 0.9
        assert largest_error(lifter, motion, name) < TOLERANCE[name]


def test_legs_that_jump_about_are_refused():
    lifter = as_usual(front_lifter(edges=False))
    random = np.random.default_rng(0)
    landmarks = lifter.seen.landmarks.copy()
    for joint in ("hip", "knee", "ankle"):
        for side in ("l", "r"):
            jumps = random.normal(0.0, 120.0, landmarks[:, 0].shape)
            landmarks[:, of_side(joint, side)] += jumps
    motion = measured(replace(lifter, seen=replace(lifter.seen, landmarks=landmarks)))
    assert motion.fronts[0].reason == SCATTERED
    assert np.isnan(motion.columns["fppa_l"]).all()


def test_a_camera_that_looks_down_steeply_is_refused():
    lifter = as_usual(front_lifter(unlike={InFrontShot.PITCH: np.radians(-35.0)}))
    (front,) = measured(lifter).fronts
    assert front.reason is not None
    assert front.reason.startswith(PITCHED.split("{", maxsplit=1)[0])


@pytest.mark.parametrize("pitch_deg", [-6.0, 6.0])
def test_a_phone_that_leans_a_little_is_no_harm(pitch_deg):
    lifter = as_usual(front_lifter(fall=BOTH, unlike={InFrontShot.PITCH: np.radians(pitch_deg)}))
    motion = measured(lifter)
    for name in FRONT_COLUMNS:
        assert largest_error(lifter, motion, name) < 2.0 * TOLERANCE[name], name


@pytest.mark.parametrize(
    "unlike",
    [
        {InFrontShot.ROLL: np.radians(4.0)},
        {InFrontShot.STAGGER: 0.05},
        {InFrontShot.LOG_DISTANCE: -0.4, InFrontShot.LOG_SCALE: 0.4},
        {InFrontShot.LOG_DISTANCE: 0.4, InFrontShot.LOG_SCALE: -0.4},
    ],
    ids=["roll", "stagger", "near", "far"],
)
def test_neither_is_a_camera_or_a_stance_unlike_others(unlike):
    lifter = as_usual(front_lifter(fall=BOTH, unlike=unlike))
    motion = measured(lifter)
    for name in FRONT_COLUMNS:
        assert largest_error(lifter, motion, name) < 1.5 * TOLERANCE[name], name
    assert motion.fronts[0].stance_width.value == pytest.approx(lifter.stance_m, abs=0.01)


@pytest.mark.parametrize("stance_m", [0.7, 0.85])
def test_sumo(stance_m):
    """Legs far apart and turned out, the hands between them; all within 1.645 errors."""
    lifter = as_usual(front_lifter(stance_m=stance_m, plane_deg=(40.0, 40.0), hands_m=0.15))
    motion = measured(lifter)
    for name in FRONT_COLUMNS:
        assert np.abs(in_units(lifter, motion, name)).max() < 1.645, name
    assert motion.fronts[0].stance_width.value == pytest.approx(lifter.stance_m, abs=0.03)


def test_the_fitted_joints_lie_on_the_landmarks_where_those_are_right():
    lifter = as_usual(front_lifter())
    motion = measured(lifter)
    ankles = [of_side("ankle", side) for side in ("l", "r")]
    assert motion.joints is not None
    off = np.linalg.norm(motion.joints[:, ankles] - motion.landmarks[:, ankles], axis=-1)
    assert off.max() < 0.02 * np.exp(lifter.shot[InFrontShot.LOG_SCALE])


def test_each_shot_has_its_own_front():
    """The first from the front, the second from the side."""
    first, second = as_usual(front_lifter()), front_lifter()
    frames = len(first.frames)
    motion = first.motion
    twice = {name: np.concatenate([values, values]) for name, values in motion.columns.items()}
    both = replace(
        motion,
        times=np.concatenate([first.seen.times, first.seen.times + 10.0]),
        landmarks=np.concatenate([motion.landmarks] * 2),
        columns=twice,
        errors={name: np.concatenate([each] * 2) for name, each in motion.errors.items()},
        shots=(Shot(0, frames), Shot(frames, 2 * frames)),
        views=motion.views * 2,
    )
    side = replace(second.seen, view=replace(second.seen.view, name="side", yaw_deg=90.0))
    lifting = np.ones(frames, dtype=np.bool_)
    told = measure_fronts(both, (first.seen, side), (lifting, lifting), Given(), deadlift=True)
    assert [front.reason for front in told.fronts] == [None, NOT_FROM_SIDE]
    alone = measured(first)
    np.testing.assert_allclose(told.columns["fppa_l"][:frames], alone.columns["fppa_l"])
    np.testing.assert_array_equal(told.columns["fppa_l"][frames:], twice["fppa_l"][frames:])
