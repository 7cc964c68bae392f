"""Angles from spine points against a chain of vertebrae that bends by known angles, and against
the exact joints of rendered clips."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.spine.by_points import angles_by_points, standing_spine
from liftvision.spine.keypoints import SPINETRACK, SpinePoints
from liftvision.spine.levels import LEVEL_OF, heights, lumbar_share, thoracic_share
from liftvision.synthetic.truth.truth import JOINTS as JOINT_NAMES
from liftvision.synthetic.truth.truth_file import read_truth

SAMPLES = Path(__file__).parents[2] / "sample_videos"
TIMES = np.arange(150) / 30.0
UPRIGHT = (TIMES < 1.0) | (TIMES > 4.0)
TRUNK = 300.0
BENT = np.interp(TIMES, [1.0, 2.0, 3.0, 4.0], [0.0, 1.0, 1.0, 0.0])
LITERATURE = (0.15, 0.15, 0.15, 0.15, 0.2, 0.2)


def spine(pelvis, lumbar, rounding=0.0, shares=LITERATURE, turn=1):
    """Points (T, 7, 2) px of SpineTrack on a chain of small bones, curved in standing too."""
    levels = np.linspace(-1.0, 18.0, 191)
    joints = np.array([0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
    middles = 0.5 * (levels[1:] + levels[:-1])
    done = np.array(shares) @ (joints[:, None] < middles)
    above = np.clip((middles - 6.5) / 10.0, 0.0, 1.0)
    standing = 20.0 - 60.0 * np.exp(-(((middles - 2.0) / 3.0) ** 2)) * 0.5 + 1.5 * middles * above
    lean = np.radians(
        standing
        + np.multiply.outer(pelvis * BENT, np.ones_like(middles))
        + np.multiply.outer(lumbar * BENT, done)
        + np.multiply.outer(rounding * BENT, above)
    )
    steps = np.diff(heights(levels))[:, None] * TRUNK
    lines = np.stack([turn * np.sin(lean), -np.cos(lean)], axis=2) * steps
    places = np.concatenate([np.zeros((len(TIMES), 1, 2)), np.cumsum(lines, axis=1)], axis=1)
    own = np.array([LEVEL_OF[name] for name in SPINETRACK])
    return places[:, [int(np.argmin(np.abs(levels - level))) for level in own]] + [500.0, 700.0]


def points(xy, confidence=0.9):
    levels = np.array([LEVEL_OF[name] for name in SPINETRACK])
    return SpinePoints(tuple(SPINETRACK), levels, xy, np.full(xy.shape[:2], confidence))


def measured(given_points, turn=1, upright=UPRIGHT):
    standing = standing_spine(given_points, TIMES, turn, upright)
    return angles_by_points(given_points, TIMES, turn, standing)


def off(angles, pelvis, lumbar):
    """The errors (2, T) of pelvis tilt and lumbar flexion."""
    return np.array(
        [angles.pelvis_tilt - pelvis * BENT, angles.lumbar_flexion - lumbar * BENT],
    )


@pytest.mark.parametrize(
    ("pelvis", "lumbar"), [(60.0, 0.0), (40.0, 40.0), (0.0, 60.0), (70.0, -10.0)]
)
@pytest.mark.parametrize("turn", [1, -1])
def test_a_chain_that_bends_as_published_is_read_exactly(pelvis, lumbar, turn):
    angles = measured(points(spine(pelvis, lumbar, turn=turn)), turn)
    assert angles.reason is None
    assert np.abs(off(angles, pelvis, lumbar)).max() < 2.5


@pytest.mark.parametrize("shares", [np.full(6, 1 / 6), (0.25, 0.2, 0.2, 0.15, 0.1, 0.1)])
def test_a_lifter_who_bends_elsewhere_is_read_within_the_band(shares):
    angles = measured(points(spine(40.0, 45.0, shares=shares)))
    errors = np.array([angles.pelvis_tilt_error, angles.lumbar_flexion_error])
    assert (np.abs(off(angles, 40.0, 45.0)) < 1.5 * errors).all()


def test_a_rounded_upper_back_is_not_taken_for_the_lumbar_spine():
    angles = measured(points(spine(40.0, 20.0, rounding=25.0)))
    # The line from T12/L1 to C7 alone would take half of the rounding for lumbar flexion.
    assert np.abs(off(angles, 40.0, 20.0)).max() < 0.25 * 25.0


def test_more_lean_with_the_same_spine_changes_only_the_pelvis():
    less, more = (measured(points(spine(pelvis, 30.0))) for pelvis in (35.0, 55.0))
    assert np.abs(more.lumbar_flexion - less.lumbar_flexion).max() < 0.5
    assert more.pelvis_tilt - less.pelvis_tilt == pytest.approx(20.0 * BENT, abs=0.5)


@given(
    pelvis=st.floats(-10.0, 80.0),
    lumbar=st.floats(-10.0, 70.0),
    seed=st.integers(0, 99),
    size=st.floats(0.3, 4.0),
)
@settings(max_examples=15, deadline=None)
def test_a_mirrored_or_larger_picture_gives_the_same_angles(pelvis, lumbar, seed, size):
    xy = spine(pelvis, lumbar) + np.random.default_rng(seed).normal(0.0, 3.0, (len(TIMES), 7, 2))
    original = measured(points(xy))
    other = measured(points(([1080.0, 0.0] + xy * [-1.0, 1.0]) * size), turn=-1)
    for name in ("pelvis_tilt", "lumbar_flexion", "pelvis_tilt_error", "lumbar_flexion_error"):
        assert getattr(other, name) == pytest.approx(getattr(original, name), abs=1e-6, nan_ok=True)


@pytest.mark.parametrize(("noise", "most"), [(0.01, 5.0), (0.015, 7.0)])
def test_noisy_points_miss_by_what_is_stated(noise, most):
    missed, stated = [], []
    for seed in range(8):
        jitter = np.random.default_rng(seed).normal(0.0, noise * TRUNK, (len(TIMES), 7, 2))
        angles = measured(points(spine(45.0, 35.0) + jitter, confidence=1.0))
        missed.append(off(angles, 45.0, 35.0)[1])
        stated.append(angles.lumbar_flexion_error)
    assert np.sqrt(np.nanmean(np.square(missed))) < most
    known = np.isfinite(missed)
    assert known.mean() > 0.98
    assert (np.abs(missed) < 2.0 * np.array(stated))[known].mean() > 0.95


def test_noise_that_is_seen_and_confidence_that_falls_widen_the_error():
    quiet = spine(45.0, 35.0)
    loud = quiet + np.random.default_rng(1).normal(0.0, 0.05 * TRUNK, quiet.shape)
    plain = measured(points(quiet, 0.9))
    for worse in (measured(points(loud, 0.9)), measured(points(quiet, 0.5))):
        known = np.isfinite(worse.lumbar_flexion_error)
        ratio = worse.lumbar_flexion_error[known] / plain.lumbar_flexion_error[known]
        assert not known.any() or ratio.min() > 1.15
        assert worse.change_error_deg > plain.change_error_deg or not known.any()


def test_a_point_that_is_hidden_for_long_widens_the_error_there_only():
    xy = spine(45.0, 35.0)
    xy[60:90, 2] = np.nan
    angles = measured(points(xy))
    whole = measured(points(spine(45.0, 35.0)))
    error, before = angles.lumbar_flexion_error, whole.lumbar_flexion_error
    assert (error[62:88] > 1.02 * before[62:88]).all()
    assert error[:55] == pytest.approx(before[:55], rel=0.01)
    assert error[95:] == pytest.approx(before[95:], rel=0.01)
    assert np.nanmax(np.abs(off(angles, 45.0, 35.0))) < 2.0


def test_frames_without_the_pelvis_have_no_angle():
    xy = spine(45.0, 35.0)
    xy[60:90, :3] = np.nan
    angles = measured(points(xy))
    assert np.isnan(angles.lumbar_flexion[60:90]).all()
    assert np.isnan(angles.pelvis_tilt_error[60:90]).all()
    assert np.isfinite(angles.lumbar_flexion[:55]).all()


def test_nothing_is_measured_without_a_zero_or_without_points():
    xy = spine(45.0, 35.0)
    never = measured(points(xy), upright=np.zeros(len(TIMES), dtype=bool))
    assert never.reason == "the spine points are not seen in upright standing"
    unseen = measured(points(np.full_like(xy, np.nan), 0.0))
    assert unseen.reason == "the spine points are not seen in upright standing"
    xy[:, :3] = np.nan
    few = measured(points(xy))
    assert few.reason == "the spine points are too few or too unsure"
    for angles in (never, unseen, few):
        assert np.isnan(angles.lumbar_flexion).all() and np.isnan(angles.change_error_deg)


@pytest.mark.parametrize("frames", [1, 2, 3, 7])
def test_a_short_shot_takes_the_zero_of_another(frames):
    standing = standing_spine(points(spine(0.0, 0.0)), TIMES, 1, UPRIGHT)
    part = points(spine(45.0, 35.0)[75 : 75 + frames])
    angles = angles_by_points(part, TIMES[75 : 75 + frames], 1, standing)
    assert angles.lumbar_flexion == pytest.approx(np.full(frames, 35.0), abs=2.0)


def test_two_points_in_one_place_say_nothing():
    xy = spine(45.0, 35.0)
    xy[:, 2] = xy[:, 1]
    assert np.isfinite(measured(points(xy)).lumbar_flexion).any()
    xy[:] = xy[:, :1]
    assert measured(points(xy)).reason is not None


def test_another_clip_of_the_lifter_standing_gives_the_zero():
    bent = points(spine(45.0, 35.0))
    standing = standing_spine(points(spine(0.0, 0.0)), TIMES, 1, np.ones(len(TIMES), dtype=bool))
    angles = angles_by_points(bent, TIMES, 1, standing)
    assert np.abs(off(angles, 45.0, 35.0)).max() < 1.5
    shorter = replace(standing, frames=np.minimum(standing.frames, 5.0))
    unsure = angles_by_points(bent, TIMES, 1, shorter)
    assert (unsure.lumbar_flexion_error > angles.lumbar_flexion_error).all()


@pytest.mark.parametrize(
    ("clip", "most"), [("side-conventional", 4.0), ("side-spine-dominant", 6.0)]
)
def test_exact_joints_of_a_rendered_clip_give_its_true_angles(clip, most):
    truth = read_truth(SAMPLES / f"{clip}.truth.json")
    names = ("hip", "l5s1", "t12l1", "c7")
    joint = dict(zip(JOINT_NAMES, np.moveaxis(truth.joints_px, 1, 0), strict=True))
    hip = 0.5 * (joint["hip_l"] + joint["hip_r"])
    xy = np.stack([hip, joint["l5s1"], joint["t12"], joint["c7"]], axis=1)
    levels = np.array([LEVEL_OF[name] for name in names])
    given_points = SpinePoints(names, levels, xy, np.ones(xy.shape[:2]))
    turn = 1 if truth.recipe.camera.yaw_deg > 0.0 else -1
    upright = np.abs(truth.columns["trunk_lean"]) < 12.0
    standing = standing_spine(given_points, truth.times, turn, upright)
    angles = angles_by_points(given_points, truth.times, turn, standing)
    for name, limit in (("pelvis_tilt", 1.5), ("lumbar_flexion", most)):
        true = truth.columns[name] - np.median(truth.columns[name][upright])
        missed = getattr(angles, name) - true
        assert np.sqrt(np.nanmean(missed**2)) < limit
        assert (np.abs(missed) < getattr(angles, f"{name}_error"))[np.isfinite(missed)].all()


def test_shares_of_lines_are_those_of_the_vertebrae_they_span():
    levels = np.array([LEVEL_OF[name] for name in ("s2", "s1", "l5s1", "l3", "t12l1", "t8", "c7")])
    shares = lumbar_share(levels)
    assert shares[[0, 1, 4, 5]] == pytest.approx([0.0, 0.0, 1.0, 1.0], abs=0.01)
    # L5 and L4 whole and the lower half of L3, which turn by 15, 30 and 45 %.
    assert shares[2] == pytest.approx((0.15 + 0.30 + 0.5 * 0.45) / 2.5, abs=0.01)
    upper = thoracic_share(levels)
    assert upper[:4] == pytest.approx(np.zeros(4)) and 0.0 < upper[4] < upper[5] < 1.0
