"""Residuals of a lifter whose unknowns are known: zero at the truth, by hand beside it."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.arrays import FloatArray
from liftvision.body.evidence import Believed, Evidence
from liftvision.body.figure import POINTS
from liftvision.body.proportions import SEGMENTS, STATURE_SPREAD, SUMO
from liftvision.body.terms import (
    GRIP_M,
    frame_residuals,
    landmark_misfits,
    plate_misfits,
    shot_residuals,
)
from liftvision.body.unknowns import InFrame, InShot
from tests.body.made_up_lifter import MadeUpLifter, made_up

KNEE = POINTS.index("knee")


@pytest.fixture(scope="module")
def lifter() -> MadeUpLifter:
    return made_up()


def with_no_offsets(lifter: MadeUpLifter) -> FloatArray:
    return np.concatenate([lifter.shot, np.zeros(lifter.evidence.usual.size)])


def all_believed(evidence: Evidence) -> Believed:
    return Believed(
        landmarks=np.ones(evidence.trust.shape[:3]),
        grip=np.ones(len(evidence.times)),
        offsets=np.ones_like(evidence.usual),
    )


def residuals(
    lifter: MadeUpLifter, frames: FloatArray, *, blind: bool = False, straight: bool = True
) -> FloatArray:
    evidence = lifter.evidence
    if blind:
        evidence = replace(evidence, trust=np.zeros_like(evidence.trust))
    return frame_residuals(
        frames, lifter.shot, evidence, all_believed(evidence), assume_straight=straight
    )


@pytest.mark.parametrize("yaw", [90.0, -90.0, 60.0, -115.0])
@pytest.mark.parametrize("plate", [True, False])
def test_the_truth_fits_what_was_marked(yaw: float, plate: bool):
    lifter = made_up(yaw, plate=plate)
    shot = with_no_offsets(lifter)
    assert landmark_misfits(lifter.frames, shot, lifter.evidence) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("yaw", [90.0, -90.0, 60.0, -115.0])
def test_the_hands_hold_the_bar_and_the_plate_is_as_large_as_it_is(yaw: float):
    lifter = made_up(yaw)
    misfits = plate_misfits(lifter.frames, with_no_offsets(lifter), lifter.evidence)
    assert misfits == pytest.approx(0.0, abs=1e-9)
    assert shot_residuals(lifter.shot, lifter.evidence) == pytest.approx(0.0, abs=0.5)


@pytest.mark.parametrize("yaw", [90.0, -90.0])
def test_nobody_is_surprised_by_somebody_who_is_like_everybody(yaw: float):
    lifter = made_up(yaw)
    assert shot_residuals(lifter.shot, lifter.evidence) == pytest.approx(0.0, abs=0.1)


def test_a_landmark_beside_its_place_misfits_by_that_over_what_it_scatters(lifter):
    off = np.zeros(lifter.evidence.trust.shape)
    off[10, KNEE, 1] = (0.03, -0.02)
    evidence = replace(
        lifter.evidence, places=lifter.evidence.places + off / lifter.evidence.scale[0]
    )
    misfits = landmark_misfits(lifter.frames, with_no_offsets(lifter), evidence)
    assert misfits == pytest.approx(-off * evidence.trust, abs=1e-9)


def test_an_offset_goes_with_the_posture(lifter):
    """The first half of the offsets counts alike in all frames, the other by how upright he is."""
    evidence = lifter.evidence
    shot = with_no_offsets(lifter)
    offsets = np.zeros(evidence.usual.shape)
    knee_forward = np.ravel_multi_index((KNEE, 1, 0), evidence.trust.shape[1:])
    offsets[:, knee_forward] = (0.01, 0.04)
    shot[len(lifter.shot) :] = offsets.ravel()
    misfits = landmark_misfits(lifter.frames, shot, evidence)
    in_m = misfits[:, KNEE, 1, 0] / evidence.trust[:, KNEE, 1, 0]
    assert in_m[0] == pytest.approx(0.01 - 0.04, abs=1e-6)
    assert in_m.max() == pytest.approx(0.01 + 0.04, abs=1e-6)


def test_a_bar_out_of_the_hands_misfits_by_that_over_what_hands_hold(lifter):
    plate = lifter.evidence.plate
    assert plate is not None
    off = np.array([0.02, 0.05])
    moved = replace(plate, places=plate.places + off / lifter.evidence.scale[0])
    evidence = replace(lifter.evidence, plate=moved)
    misfits = plate_misfits(lifter.frames, with_no_offsets(lifter), evidence)
    assert misfits[plate.held] == pytest.approx(np.tile(-off / GRIP_M, (plate.held.sum(), 1)))


def test_what_is_not_held_is_held_to_nothing(lifter):
    plate = lifter.evidence.plate
    loose = replace(plate, held=np.zeros_like(plate.held), places=plate.places + 300.0)
    evidence = replace(lifter.evidence, plate=loose)
    misfits = plate_misfits(lifter.frames, with_no_offsets(lifter), evidence)
    assert misfits == pytest.approx(0.0)


def test_a_frame_weighs_its_own_unknowns_only(lifter):
    """On this the derivatives and the banded equations rest."""
    moved = lifter.frames.copy()
    moved[20] += 0.1
    change = np.abs(residuals(lifter, moved) - residuals(lifter, lifter.frames)).max(axis=1)
    assert change[20] > 0.1
    assert np.delete(change, 20) == pytest.approx(0.0)


def test_tries_at_once_are_tries_one_by_one(lifter):
    evidence = lifter.evidence
    random = np.random.default_rng(0)
    frames = lifter.frames + random.normal(0.0, 0.05, (3, *lifter.frames.shape))
    shots = lifter.shot + random.normal(0.0, 0.02, (3, len(lifter.shot)))
    believed = all_believed(evidence)
    together = frame_residuals(frames, shots, evidence, believed)
    of_shots = shot_residuals(shots, evidence)
    for at in range(3):
        alone = frame_residuals(frames[at], shots[at], evidence, believed)
        assert together[at] == pytest.approx(alone)
        assert of_shots[at] == pytest.approx(shot_residuals(shots[at], evidence))


def test_a_clip_weighs_as_much_at_every_frame_rate():
    def weight(fps: float) -> float:
        lifter = made_up(fps=fps)
        wrong = lifter.frames + 0.1
        return float(np.sum(residuals(lifter, wrong) ** 2))

    assert weight(60.0) == pytest.approx(weight(20.0), rel=0.05)


@pytest.mark.parametrize(
    ("unknown", "degrees"),
    [("KNEE", -25.0), ("TRUNK_LEAN", -50.0), ("LEG_LEAN", 60.0), ("LEG_LEAN", -60.0),
     ("HEEL_LIFT", -10.0), ("HEEL_LIFT", 25.0), ("ARM_LEAN", 80.0)],
)  # fmt: skip
def test_joints_that_do_what_joints_do_not_cost_something(unknown: str, degrees: float):
    """Without landmarks and plate nothing else speaks."""
    lifter = made_up(plate=False)
    frames = np.zeros_like(lifter.frames)
    usual = np.sum(residuals(lifter, frames, blind=True, straight=False) ** 2)
    frames[:, InFrame[unknown]] = np.radians(degrees)
    odd = np.sum(residuals(lifter, frames, blind=True, straight=False) ** 2)
    assert odd > usual + 5.0


def test_a_deadlift_is_within_what_joints_do():
    lifter = made_up(plate=False)
    frames = lifter.frames.copy()
    frames[:, InFrame.ARM_LEAN] = 0.0
    within = residuals(lifter, frames, blind=True, straight=False)
    assert np.sum(within**2) < 0.1


def test_a_bar_inside_the_leg_costs_something(lifter):
    def cost(back_deg: float) -> float:
        frames = lifter.frames.copy()
        frames[:, InFrame.ARM_LEAN] -= np.radians(back_deg)
        evidence = replace(lifter.evidence, trust=np.zeros_like(lifter.evidence.trust))
        believed = replace(all_believed(evidence), grip=np.zeros(len(frames)))
        return float(np.sum(frame_residuals(frames, lifter.shot, evidence, believed) ** 2))

    assert cost(15.0) > cost(0.0) + 5.0


def test_straight_knees_at_the_top_are_an_assumption_that_can_be_left_out(lifter):
    assumed = residuals(lifter, lifter.frames)
    free = residuals(lifter, lifter.frames, straight=False)
    assert assumed[:, : free.shape[1]] == pytest.approx(free)
    extra = assumed[:, free.shape[1] :]
    assert extra.shape[1] == 2
    assert extra[~lifter.evidence.top] == pytest.approx(0.0)
    soft = made_up(soft_deg=30.0)
    bent = residuals(soft, soft.frames)[:, free.shape[1] :]
    assert np.sum(bent**2) > np.sum(extra**2) + 2.0


def test_the_top_counts_as_one_look_however_long_it_is_held():
    short, long = made_up(soft_deg=30.0), made_up(soft_deg=30.0, reps=3)
    sums = [np.sum(residuals(each, each.frames)[:, -2:] ** 2) for each in (short, long)]
    assert sums[1] == pytest.approx(sums[0], rel=0.3)


def test_what_is_unlike_others_costs_by_its_spread(lifter):
    def cost(unknown: InShot, by: float, evidence: Evidence = lifter.evidence) -> float:
        shot = lifter.shot.copy()
        shot[unknown] += by
        return float(
            np.sum(shot_residuals(shot, evidence) ** 2)
            - np.sum(shot_residuals(lifter.shot, evidence) ** 2)
        )

    assert cost(InShot.LOG_SHANK, 2.0 * SEGMENTS["shank"].spread) == pytest.approx(4.0, abs=0.1)
    spread = lifter.evidence.stance.half_width_spread_m
    assert cost(InShot.STANCE, spread) == pytest.approx(1.0, abs=0.01)
    without = made_up(plate=False).evidence
    assert without.view.error_deg is not None
    off = np.radians(without.view.error_deg)
    assert cost(InShot.YAW, off, without) == pytest.approx(1.0, abs=0.01)
    wide = replace(lifter.evidence, stance=SUMO)
    by = SUMO.half_width_m - lifter.shot[InShot.STANCE]
    assert cost(InShot.STANCE, by, wide) < 0.0


def test_a_height_that_was_given_is_known_better(lifter):
    height = float(np.exp(lifter.shot[InShot.LOG_STATURE]))
    told = replace(lifter.evidence, height_m=height)
    shot = lifter.shot.copy()
    shot[InShot.LOG_STATURE] += STATURE_SPREAD
    known, guessed = (
        np.sum(shot_residuals(shot, evidence) ** 2) for evidence in (told, lifter.evidence)
    )
    assert known > guessed + 3.0
