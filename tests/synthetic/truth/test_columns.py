"""The columns of joints whose angles are known by construction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.movement.performance import BarMotion
from liftvision.synthetic.truth.columns import bar_columns, joint_columns, pelvis_columns
from liftvision.synthetic.truth.truth import JOINTS

SHANK, THIGH, TRUNK = 0.42, 0.44, 0.5


def joints_of(shank_lean, knee, trunk_lean, inward=0.0):
    """One frame of joints: leans and knee flexion in degrees, knees moved inward by m."""
    joints = np.full((1, len(JOINTS), 3), np.nan)

    def put(name, side, sign, height, forward, across=0.1):
        joints[0, JOINTS.index(f"{name}_{side}")] = (sign * across, height, forward)

    leans = np.radians([shank_lean, shank_lean - knee, trunk_lean])
    lengths = (SHANK, THIGH, TRUNK)
    steps = [
        (length * np.cos(lean), length * np.sin(lean))
        for length, lean in zip(lengths, leans, strict=True)
    ]
    for side, sign in (("l", 1.0), ("r", -1.0)):
        at = np.array([0.08, 0.0])
        put("ankle", side, sign, *at)
        put("heel", side, sign, 0.0, -0.05)
        put("foot_index", side, sign, 0.0, 0.2)
        for name, step in zip(("knee", "hip", "shoulder"), steps, strict=True):
            at = at + step
            put(name, side, sign, *at, across=0.1 - (inward if name == "knee" else 0.0))
    return joints


@given(
    shank=st.floats(-20, 40), knee=st.floats(0, 120), trunk=st.floats(-20, 75),
)  # fmt: skip
def test_the_sagittal_angles_are_those_it_was_built_with(shank, knee, trunk):
    columns = joint_columns(joints_of(shank, knee, trunk), "l")
    for side in ("l", "r"):
        assert columns[f"knee_flexion_{side}"][0] == pytest.approx(knee, abs=1e-6)
        expected = trunk - (shank - knee)
        assert columns[f"trunk_thigh_flexion_{side}"][0] == pytest.approx(expected, abs=1e-6)
        assert columns[f"ankle_dorsiflexion_{side}"][0] == pytest.approx(shank, abs=1e-6)
    assert columns["shank_lean"][0] == pytest.approx(shank, abs=1e-6)
    assert columns["trunk_lean"][0] == pytest.approx(trunk, abs=1e-6)


def test_knees_inside_the_ankles_are_positive_and_alike_on_both_sides():
    columns = joint_columns(joints_of(0.0, 0.0, 0.0, inward=0.04), "r")
    expected = np.degrees(np.arctan(0.04 / SHANK) + np.arctan(0.04 / THIGH))
    assert columns["fppa_l"][0] == pytest.approx(expected)
    assert columns["fppa_r"][0] == pytest.approx(expected)
    assert columns["knee_ankle_separation"][0] == pytest.approx(0.06 / 0.1)


def test_straight_legs_are_neither_in_nor_out():
    columns = joint_columns(joints_of(0.0, 0.0, 0.0), "l")
    assert columns["fppa_l"][0] == pytest.approx(0.0, abs=1e-9)
    assert columns["knee_ankle_separation"][0] == pytest.approx(1.0)
    assert columns["hip_height"][0] == pytest.approx(0.08 + SHANK + THIGH)


def test_the_hip_flexes_by_what_pelvis_and_thigh_differ():
    joints = joints_of(10.0, 60.0, 50.0)
    columns = pelvis_columns(joints, np.array([30.0]), np.array([20.0]))
    assert columns["hip_flexion_l"][0] == pytest.approx(30.0 + 50.0)
    assert columns["lumbar_flexion"][0] == 20.0


def test_the_bar_is_given_from_the_ankles():
    bar = BarMotion(
        centre=np.array([[0.0, 0.3, 0.1]]),
        velocity=np.array([[0.0, 0.5, -0.2]]),
        axis=np.array([[1.0, 0.0, 0.0]]),
        spin_deg=np.zeros(1),
        held=np.ones(1, dtype=bool),
    )
    columns = bar_columns(bar, 0.02)
    given = {name: float(values[0]) for name, values in columns.items()}
    assert given == pytest.approx({"bar_x": 0.08, "bar_y": 0.3, "bar_vx": -0.2, "bar_vy": 0.5})
