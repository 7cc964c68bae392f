"""The sample clips' truths check themselves: physics, cameras, contacts, dialled faults."""

from pathlib import Path

import numpy as np
import pytest

from liftvision.clip.probe import probe
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.recipes.recipe import Faults
from liftvision.synthetic.recipes.recipe_file import read_recipe
from liftvision.synthetic.truth.truth import JOINTS, Truth
from liftvision.synthetic.truth.truth_file import read_truth

FOLDER = Path(__file__).parents[1] / "sample_videos"
NAMES = sorted(path.name.removesuffix(".truth.json") for path in FOLDER.glob("*.truth.json"))

LARGEST_TOTAL = 6_000_000

PX = 0.08
"""Pixels are rounded to a tenth, joints to a tenth of a millimetre."""


@pytest.fixture(params=NAMES)
def name(request) -> str:
    return request.param


@pytest.fixture
def truth(name) -> Truth:
    return read_truth(FOLDER / f"{name}.truth.json")


def test_the_samples_are_few_and_small():
    assert 10 <= len(NAMES) <= 14
    sizes = [path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(sizes) <= LARGEST_TOTAL


def test_a_clip_is_what_its_truth_tells_of(name, truth):
    info = probe(FOLDER / f"{name}.mp4")
    assert (info.width, info.height) == truth.camera.size
    assert info.frames == len(truth.times)
    assert truth.recipe == read_recipe(FOLDER / f"{name}.toml")


def test_joints_fall_where_the_camera_sees_them(truth):
    for frame in range(0, len(truth.times), 10):
        camera = Camera(
            truth.camera.position[frame],
            truth.camera.rotation[frame],
            truth.camera.focal_px,
            truth.camera.size,
        )
        seen = camera.project(truth.joints[frame])
        assert np.abs(seen - truth.joints_px[frame]).max() < PX


def test_the_bar_moves_as_fast_as_is_said(truth):
    if truth.bar is None:
        pytest.skip("no bar")
    # Over two intervals the mean speed is that of the middle, but for the jerk between them.
    moved = (truth.bar.centre[2:] - truth.bar.centre[:-2]) / (truth.times[2:] - truth.times[:-2])[
        :, None
    ]
    even = np.isclose(np.diff(truth.times)[1:], np.diff(truth.times)[:-1], rtol=0.02)
    off = np.abs(moved - truth.bar.velocity[1:-1])[even]
    assert np.median(off) < 0.004
    assert np.percentile(off, 99) < 0.06


def test_mean_velocity_is_the_way_over_its_time(truth):
    for rep in truth.reps:
        begin, end = (
            np.interp(when, truth.times, truth.bar.centre[:, 1])
            for when in (rep.lift_off_s, rep.lockout_s)
        )
        mean = (end - begin) / (rep.lockout_s - rep.lift_off_s)
        assert mean == pytest.approx(rep.mean_velocity, abs=0.004)


def test_feet_stay_where_they_are_and_above_the_floor(truth):
    feet = [JOINTS.index(f"{joint}_{side}") for joint in ("ankle", "heel", "foot_index")
            for side in "lr"]  # fmt: skip
    places = truth.joints[:, feet]
    assert places[..., 1].min() > -0.002
    lifts_heels = truth.recipe.movement.faults.heel_lift_m > 0.0
    walks = "walk" in truth.recipe.movement.start + truth.recipe.movement.ending
    if not (lifts_heels or walks):
        assert np.ptp(places, axis=0).max() < 0.0015


def test_segments_keep_their_lengths(truth):
    for upper, lower in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow")):
        for side in "lr":
            lengths = np.linalg.norm(
                truth.joint(f"{upper}_{side}") - truth.joint(f"{lower}_{side}"), axis=1
            )
            assert np.ptp(lengths) < 0.0006


def test_hands_stay_on_the_bar(truth):
    if truth.bar is None:
        pytest.skip("no bar")
    axis = truth.bar.left_end - truth.bar.right_end
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    for side in "lr":
        away = truth.joint(f"wrist_{side}") - truth.bar.centre
        along = (away * axis).sum(axis=1, keepdims=True)
        from_shaft = np.linalg.norm(away - along * axis, axis=1)[truth.bar.held]
        assert from_shaft.max() < 0.13
        assert np.ptp(from_shaft) < 0.015


def test_a_fault_that_is_not_dialled_is_not_there(truth):
    faults, none = truth.recipe.movement.faults, Faults()
    for rep in truth.reps:
        up = (truth.times >= rep.lift_off_s) & (truth.times <= rep.lockout_s)
        top = np.argmin(np.abs(truth.times - rep.lockout_s))
        if faults.lumbar_drift_deg == none.lumbar_drift_deg:
            assert rep.lumbar_knee_deg - rep.lumbar_setup_deg < 0.1
        if faults.lean_back_deg == none.lean_back_deg:
            assert truth.columns["trunk_lean"][top] > -6.0
        if faults.soft_lockout_deg == none.soft_lockout_deg:
            assert truth.columns["knee_flexion_l"][top] < 10.0
        if faults.bar_tilt_deg == none.bar_tilt_deg:
            tilt = truth.bar.left_end[up, 1] - truth.bar.right_end[up, 1]
            assert np.abs(tilt).max() < 0.0005
        if faults.hip_shift_m == none.hip_shift_m:
            hips = 0.5 * (truth.joint("hip_l") + truth.joint("hip_r"))[up, 0]
            assert np.abs(hips).max() < 0.012


def test_a_fault_that_is_dialled_is_there(truth):
    faults = truth.recipe.movement.faults
    for rep in truth.reps:
        up = (truth.times >= rep.lift_off_s) & (truth.times <= rep.lockout_s)
        if faults.lumbar_drift_deg:
            drift = rep.lumbar_knee_deg - rep.lumbar_setup_deg
            assert drift == pytest.approx(
                faults.lumbar_drift_deg, abs=0.2 * faults.lumbar_drift_deg
            )
        for side, asked in (("l", faults.knee_valgus_l_deg), ("r", faults.knee_valgus_r_deg)):
            if asked:
                assert truth.columns[f"fppa_{side}"][up].max() == pytest.approx(asked, abs=2.0)
        if faults.bar_tilt_deg:
            rise = truth.bar.left_end[up, 1] - truth.bar.right_end[up, 1]
            wide = np.linalg.norm(truth.bar.left_end - truth.bar.right_end, axis=1)[up]
            tilt = np.degrees(np.arcsin(rise / wide))
            assert tilt.max() == pytest.approx(faults.bar_tilt_deg, abs=0.3)
