"""Offsets that are put in come out again; none of them leaves the truth as it is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.selfcheck.landmark_offsets import (
    LANDMARK_OFFSETS,
    corrected_columns,
    measure_offsets,
    segment_frame,
    with_offsets,
)
from liftvision.synthetic.truth.truth import HIDERS, JOINTS, SIDED_JOINTS
from tests.selfcheck.made_up_truth import camera_at, landmarks_at, stick_clip

CENTIMETRES = st.floats(-0.05, 0.05)
OFFSETS = {
    "shoulder": (0.01, -0.03, 0.02), "hip": (0.02, 0.05, -0.01), "knee": (0.03, 0.0, 0.01),
    "ankle": (-0.01, 0.02, 0.0), "heel": (-0.02, 0.01, 0.0), "foot_index": (0.04, 0.01, 0.01),
}  # fmt: skip


def no_offsets():
    return dict.fromkeys(LANDMARK_OFFSETS, (0.0, 0.0, 0.0))


def seen(truth, offsets):
    camera = camera_at(truth.recipe.camera.yaw_deg)
    return landmarks_at(with_offsets(truth.joints, offsets), camera)


def test_no_offset_leaves_every_column_as_it_is():
    _, truth = stick_clip()
    columns = corrected_columns(truth, no_offsets())
    assert list(columns) == list(truth.columns)
    for name, values in columns.items():
        np.testing.assert_allclose(values, truth.columns[name], atol=1e-9)


@pytest.mark.parametrize("joint", list(LANDMARK_OFFSETS))
@pytest.mark.parametrize("side", ["l", "r"])
def test_a_segments_axes_are_square_and_point_forward_up_and_outward(joint, side):
    _, truth = stick_clip()
    axes = segment_frame(truth.joints, joint, side)
    identity = np.broadcast_to(np.eye(3), axes.shape)
    np.testing.assert_allclose(np.swapaxes(axes, 1, 2) @ axes, identity, atol=1e-9)
    standing = axes[0]
    outward = 1.0 if side == "l" else -1.0
    assert (np.diag(standing[[2, 1, 0]]) * [1.0, 1.0, outward] > 0.97).all()


@settings(max_examples=20, deadline=None)
@given(offset=st.tuples(CENTIMETRES, CENTIMETRES, CENTIMETRES), joint=st.sampled_from(SIDED_JOINTS))
def test_offsets_of_both_sides_mirror_each_other(offset, joint):
    if joint not in LANDMARK_OFFSETS:
        return
    _, truth = stick_clip()
    moved = with_offsets(truth.joints, {joint: offset})
    left, right = (moved[:, JOINTS.index(f"{joint}_{side}")] for side in "lr")
    np.testing.assert_allclose(left, right * [-1.0, 1.0, 1.0], atol=1e-9)


def test_a_knee_seen_too_far_forward_looks_bent():
    _, truth = stick_clip()
    columns = corrected_columns(truth, {"knee": (0.03, 0.0, 0.0)})
    more = columns["knee_flexion_r"][0] - truth.columns["knee_flexion_r"][0]
    assert more == pytest.approx(2 * np.degrees(np.arctan(0.03 / 0.43)), abs=0.1)


def test_hips_seen_too_high_are_higher():
    _, truth = stick_clip()
    columns = corrected_columns(truth, {"hip": (0.0, 0.05, 0.0)})
    assert columns["hip_height"][0] == pytest.approx(truth.columns["hip_height"][0] + 0.05)


def test_offsets_are_found_again_from_the_side_and_the_front():
    clips = [stick_clip(still=True, yaw_deg=yaw)[1] for yaw in (90.0, -90.0, 0.0, 180.0)]
    measured = measure_offsets([(truth, seen(truth, OFFSETS)) for truth in clips])
    assert list(measured) == list(OFFSETS)
    for joint, offset in OFFSETS.items():
        np.testing.assert_allclose(measured[joint].offset, offset, atol=1e-6)
        assert (measured[joint].error < 1e-6).all()
        # A side view shows one side, a front view both.
        assert measured[joint].limbs == 6


def test_one_direction_alone_does_not_show_an_offset():
    clips = [stick_clip(still=True, yaw_deg=yaw)[1] for yaw in (90.0, -90.0)]
    measured = measure_offsets([(truth, seen(truth, OFFSETS)) for truth in clips])
    assert np.isnan(measured["hip"].offset).all()


def test_hidden_joints_and_unseen_landmarks_are_left_out():
    clips = [stick_clip(still=True, yaw_deg=yaw)[1] for yaw in (90.0, 0.0)]
    hidden = clips[0].hidden_by.copy()
    hidden[:, JOINTS.index("knee_r")] = HIDERS.index("plate")
    clips[0] = replace(clips[0], hidden_by=hidden)
    landmarks = [seen(truth, OFFSETS) for truth in clips]
    landmarks[1][:] = np.nan
    measured = measure_offsets(list(zip(clips, landmarks, strict=True)))
    assert measured["knee"].limbs == 0
    assert np.isnan(measured["knee"].offset).all()
    assert measured["hip"].limbs == 1
