"""The fitted body's angles in the motion: where they are given, and what is said where not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import BoolArray
from liftvision.body import measure
from liftvision.body.credible import SCATTERED
from liftvision.body.figure import POINTS
from liftvision.body.measure import (
    BEHIND_PLATES,
    LEAST_FRAMES,
    MOST_ERROR_DEG,
    OF_LEGS,
    measure_bodies,
)
from liftvision.body.readout import ANGLES
from liftvision.body.unknowns import InShot
from liftvision.clip.clip import Shot
from liftvision.given import Given
from liftvision.motion.columns import SIDE_HIDDEN
from liftvision.motion.measure import measure_motion
from liftvision.motion.motion import UNITS, Motion
from liftvision.pose.landmarks import SIDES, Landmark, of_side
from liftvision.pose.view import View
from liftvision.reps.rep import Style
from tests.body.made_up_lifter import (
    MadeUpLifter,
    as_usual,
    erring,
    made_up,
    someone,
    with_legs_off,
)

NEAR = ("knee_flexion_r", "ankle_dorsiflexion_r", "trunk_thigh_flexion_r")
FAR = ("knee_flexion_l", "ankle_dorsiflexion_l", "trunk_thigh_flexion_l")


def measured(
    lifter: MadeUpLifter,
    at_the_bar: BoolArray | None = None,
    style: Style = "conventional",
    given: Given | None = None,
) -> Motion:
    if at_the_bar is None:
        at_the_bar = np.ones(len(lifter.frames), dtype=np.bool_)
    return measure_bodies(lifter.motion, (lifter.seen,), (at_the_bar,), (style,), given or Given())


def is_given(motion: Motion, name: str) -> BoolArray:
    return np.asarray(np.isfinite(motion.columns[name]))


def off(lifter: MadeUpLifter, motion: Motion, name: str) -> float:
    """Give the root mean square error in degrees, where it is given."""
    return float(np.sqrt(np.nanmean((motion.columns[name] - lifter.truth[name]) ** 2)))


@pytest.fixture(scope="module")
def lifter() -> MadeUpLifter:
    return as_usual(made_up())


@pytest.fixture(scope="module")
def motion(lifter: MadeUpLifter) -> Motion:
    return measured(lifter)


def test_the_columns_are_the_fitted_body_s_and_raw_has_the_landmarks_own(lifter, motion):
    """The landmarks' knee is off by 14 degrees, the fitted one by 1."""
    assert off(lifter, motion, "knee_flexion_r") < 0.5 * off(
        lifter, replace(motion, columns=motion.raw), "knee_flexion_r"
    )
    assert set(motion.raw) == set(ANGLES)
    for name in ANGLES:
        assert motion.raw[name] == pytest.approx(lifter.motion.columns[name], nan_ok=True)
    for name in ("trunk_lean", "shank_lean", *NEAR):
        assert off(lifter, motion, name) < 3.0
        told = is_given(motion, name)
        assert (np.isfinite(motion.errors[name]) == told).all()
        assert (motion.errors[name][told] <= MOST_ERROR_DEG).all()


def test_what_is_no_angle_of_the_body_stays_as_it_is(lifter, motion):
    for name in set(UNITS) - set(ANGLES):
        assert motion.columns[name] == pytest.approx(lifter.motion.columns[name], nan_ok=True)
        assert motion.not_measured.get(name) == lifter.motion.not_measured.get(name)


def test_the_motion_before_is_left_as_it_was(lifter):
    before = lifter.motion
    columns = {name: values.copy() for name, values in before.columns.items()}
    everywhere = np.ones(len(lifter.frames), dtype=np.bool_)
    measure_bodies(before, (lifter.seen,), (everywhere,), ("conventional",), Given())
    for name, values in columns.items():
        assert before.columns[name] == pytest.approx(values, nan_ok=True)
    assert before.joints is None


def test_every_column_is_told_or_says_why_not(motion):
    for name in ANGLES:
        assert is_given(motion, name).any() != (name in motion.not_measured)
        if name not in motion.not_measured and not is_given(motion, name).all():
            assert motion.partly[name]


def test_from_the_side_the_far_leg_is_not_told(motion):
    for name in FAR:
        assert motion.not_measured[name] == SIDE_HIDDEN


def test_from_an_oblique_view_both_legs_are_told():
    lifter = as_usual(made_up(60.0))
    oblique = measured(lifter)
    for name in (*NEAR, *FAR):
        assert off(lifter, oblique, name) < 3.0


def test_the_fitted_joints_lie_on_the_lifter(lifter, motion):
    """In px, in the places of their landmarks, where the joints are marked and not as they err."""
    truth = made_up().seen.landmarks
    px_per_m = float(np.exp(lifter.shot[InShot.LOG_SCALE]))
    assert motion.joints is not None
    for name in POINTS:
        for side in SIDES:
            mark = of_side(name, side)
            away = np.linalg.norm(motion.joints[:, mark] - truth[:, mark], axis=1)
            assert away.mean() < 0.06 * px_per_m, mark
    assert np.isnan(motion.joints[:, Landmark.NOSE]).all()


def test_the_yaw_is_the_fitted_one():
    lifter = as_usual(made_up(100.0, yaw_told_deg=90.0, plate=False))
    found = measured(lifter).views[0]
    assert found.yaw_deg is not None
    assert 93.0 < found.yaw_deg < 107.0
    assert found.error_deg is not None
    assert 0.0 < found.error_deg < 6.5
    assert found.name == lifter.seen.view.name


def test_away_from_the_bar_nothing_is_told(lifter):
    pulling = np.zeros(len(lifter.frames), dtype=np.bool_)
    pulling[10:60] = True
    motion = measured(lifter, pulling)
    for name in ANGLES:
        assert not is_given(motion, name)[~pulling].any()
        assert not np.isfinite(motion.errors[name])[~pulling].any()
    assert is_given(motion, "trunk_lean")[pulling].all()
    assert motion.joints is not None
    assert np.isnan(motion.joints[~pulling]).all()


def test_a_knee_at_the_top_behind_plates_is_not_told(lifter, motion):
    """Nothing that was seen decides it: only that most people straighten their knees."""
    told = is_given(motion, "knee_flexion_r")
    assert not told[lifter.upright > 0.98].any()
    assert told[lifter.upright < 0.5].all()
    assert motion.partly["knee_flexion_r"]
    assert is_given(measured(as_usual(made_up(plate=False))), "knee_flexion_r").all()


@pytest.mark.parametrize("soft_deg", [10.0, 17.0, 25.0])
@pytest.mark.parametrize("seed", range(2))
def test_a_soft_lockout_is_not_reported_straight(soft_deg: float, seed: int):
    """Where the knee is told, nine tenths of a band around it do not exclude the truth."""
    unlike = someone(np.random.default_rng(seed))
    lifter = erring(made_up(soft_deg=soft_deg, unlike=unlike, yaw_told_deg=90.0), seed)
    motion = measured(lifter)
    top = lifter.upright > 0.95
    knee, error = motion.columns["knee_flexion_r"][top], motion.errors["knee_flexion_r"][top]
    told = np.isfinite(knee)
    highest = knee[told] + 1.645 * error[told]
    assert (highest >= lifter.truth["knee_flexion_r"][top][told]).all()


@pytest.mark.parametrize("soft_deg", [15.0, 20.0, 25.0])
def test_a_soft_lockout_in_plain_sight_is_seen(soft_deg: float):
    lifter = as_usual(made_up(soft_deg=soft_deg, plate=False))
    top = lifter.upright > 0.98
    motion = measured(lifter)
    knee, error = motion.columns["knee_flexion_r"][top], motion.errors["knee_flexion_r"][top]
    off = knee - lifter.truth["knee_flexion_r"][top]
    assert (np.abs(off) < 1.645 * error).all()
    assert np.abs(off).max() < 0.4 * soft_deg


def test_legs_15_cm_off_behind_plates_are_found():
    """The landmarks' knee is off by 46 degrees, the fitted one by less than 8."""
    lifter = with_legs_off(as_usual(made_up()), 0.15)
    motion = measured(lifter)
    assert off(lifter, replace(motion, columns=motion.raw), "knee_flexion_r") > 30.0
    assert off(lifter, motion, "knee_flexion_r") < 8.0


def nonsense(lifter: MadeUpLifter) -> MadeUpLifter:
    random = np.random.default_rng(0)
    return lifter.moved(random.normal(0.0, 0.4, lifter.evidence.trust.shape))


def test_nonsense_is_refused_with_the_reason():
    lifter = nonsense(made_up())
    motion = measured(lifter)
    for name in ANGLES:
        if name.startswith(OF_LEGS):
            assert not is_given(motion, name).any()
            assert "not where a body" in motion.not_measured[name]
    assert motion.joints is not None
    assert np.isnan(motion.joints).all()
    assert motion.views == lifter.motion.views


@pytest.mark.parametrize("plate", [True, False])
def test_landmarks_that_are_all_over_the_place_give_no_angle_at_all(
    plate: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(measure, "why_not", lambda fit: SCATTERED)
    motion = measured(as_usual(made_up(plate=plate)))
    for name in ANGLES:
        assert not is_given(motion, name).any()
        assert motion.not_measured[name] == SCATTERED


def test_a_body_that_cannot_be_leaves_no_leg_behind_plates(
    lifter: MadeUpLifter, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(measure, "why_not", lambda fit: "he would be a giant")
    motion = measured(lifter)
    for name in ANGLES:
        if name.startswith(OF_LEGS):
            assert not is_given(motion, name).any()
            assert motion.not_measured[name] == f"{BEHIND_PLATES}, and he would be a giant"
    trunk = motion.columns["trunk_lean"]
    assert trunk == pytest.approx(lifter.motion.columns["trunk_lean"], nan_ok=True)
    assert motion.joints is not None
    assert np.isnan(motion.joints).all()


def test_a_body_that_cannot_be_leaves_the_landmarks_angles_in_plain_sight(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(measure, "why_not", lambda fit: "he would be a giant")
    lifter = as_usual(made_up(plate=False))
    motion = measured(lifter)
    for name in ANGLES:
        assert motion.columns[name] == pytest.approx(lifter.motion.columns[name], nan_ok=True)


def test_a_leg_that_cannot_be_is_not_told_but_the_trunk_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(measure, "why_no_leg", lambda fit: "he would have three legs")
    lifter = as_usual(made_up(plate=False))
    motion = measured(lifter)
    for name in ("shank_lean", *NEAR):
        assert not is_given(motion, name).any()
        assert motion.not_measured[name] == "he would have three legs"
    assert is_given(motion, "trunk_lean").all()


@pytest.mark.parametrize("frames", [0, LEAST_FRAMES - 1])
def test_nobody_at_the_bar_leaves_no_leg_behind_plates(frames: int):
    lifter = made_up()
    at_the_bar = np.arange(len(lifter.frames)) < frames
    motion = measured(lifter, at_the_bar)
    for name in NEAR:
        assert not is_given(motion, name).any()
        assert motion.not_measured[name]
    assert motion.joints is not None
    assert np.isnan(motion.joints).all()


def test_from_the_front_nothing_changes(lifter):
    seen = replace(lifter.seen, view=View("front", 5.0, 6.0))
    before = measure_motion(lifter.clip, (seen,))
    everywhere = np.ones(len(lifter.frames), dtype=np.bool_)
    after = measure_bodies(before, (seen,), (everywhere,), ("conventional",), Given())
    for name in UNITS:
        assert after.columns[name] == pytest.approx(before.columns[name], nan_ok=True)
    assert after.not_measured == before.not_measured


def test_26_frames_of_a_pull_are_measured(lifter):
    pulled = np.zeros(len(lifter.frames), dtype=np.bool_)
    pulled[13:39] = True
    short = lifter.of(pulled)
    motion = measured(short)
    for name in ("trunk_lean", "trunk_thigh_flexion_r", "knee_flexion_r"):
        assert is_given(motion, name).sum() > 8
        assert off(short, motion, name) < 4.0


def test_frames_without_a_lifter_are_not_told(lifter):
    """They are bridged in the fit, but what is told there would be made up."""
    landmarks = lifter.seen.landmarks.copy()
    landmarks[30:38] = np.nan
    gappy = replace(lifter, seen=replace(lifter.seen, landmarks=landmarks))
    motion = measured(gappy)
    gap = np.isnan(landmarks).all(axis=(1, 2))
    for name in ANGLES:
        assert not is_given(motion, name)[gap].any()
    assert is_given(motion, "trunk_lean")[~gap].all()
    assert off(gappy, motion, "trunk_lean") < 3.0
    assert motion.joints is not None
    assert np.isnan(motion.joints[gap]).all()
    assert np.isfinite(motion.joints[~gap][:, Landmark.KNEE_R]).all()


def in_two_shots(lifter: MadeUpLifter, pulling: Sequence[bool]) -> Motion:
    """Film him twice, one film after the other."""
    count = len(lifter.frames)
    later = replace(lifter.seen, times=lifter.seen.times + 10.0)
    clip = replace(
        lifter.clip,
        times=np.concatenate([lifter.seen.times, later.times]),
        shots=(Shot(0, count), Shot(count, 2 * count)),
    )
    motion = measure_motion(clip, (lifter.seen, later))
    frames = [np.full(count, is_pulling) for is_pulling in pulling]
    styles: tuple[Style, Style] = ("conventional", "conventional")
    return measure_bodies(motion, (lifter.seen, later), frames, styles, Given())


def test_each_shot_is_fitted_on_its_own(lifter, motion):
    count = len(lifter.frames)
    both = in_two_shots(lifter, [True, True])
    for name in NEAR:
        for part in (slice(0, count), slice(count, 2 * count)):
            assert both.columns[name][part] == pytest.approx(
                motion.columns[name], abs=0.01, nan_ok=True
            )


def test_a_shot_in_which_nobody_pulls_does_not_spoil_the_other(lifter, motion):
    count = len(lifter.frames)
    one = in_two_shots(lifter, [True, False])
    knee = one.columns["knee_flexion_r"]
    assert knee[:count] == pytest.approx(motion.columns["knee_flexion_r"], nan_ok=True)
    assert np.isnan(knee[count:]).all()
    assert "knee_flexion_r" not in one.not_measured
    assert one.partly["knee_flexion_r"]


def test_a_style_that_was_given_is_believed():
    lifter = as_usual(made_up())
    for given, style in ((Given(style="sumo"), "conventional"), (Given(), "sumo")):
        as_told = measured(lifter, style="sumo").columns["knee_flexion_r"]
        found = measured(lifter, given=given, style=style).columns["knee_flexion_r"]
        assert found == pytest.approx(as_told, nan_ok=True)
