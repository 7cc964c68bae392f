"""The postures of a pull: what is dialled is what joints show, and nothing else."""

from functools import cache

import numpy as np
import pytest

from liftvision.motion.frontal import frontal_plane_projection_angle
from liftvision.pose.landmarks import of_side
from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.movement.contact import bar_clearance
from liftvision.synthetic.movement.lifter import make_ready
from liftvision.synthetic.movement.limits import LIMITS, beyond_limits
from liftvision.synthetic.movement.phases import way_of
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.pulling import Way, lowered, pulled
from liftvision.synthetic.movement.transitions import columns, from_row
from liftvision.synthetic.recipes.recipe import Faults, MovementRecipe
from tests.synthetic.movement.made_body import made_body

BODY = made_body()
RISE = np.linspace(0.0, 1.0, 41)


@cache
def way(lift="conventional", **faults) -> Way:
    movement = MovementRecipe(lift=lift, reps=1, variation=0.0, faults=Faults(**faults))
    return way_of(make_ready(BODY, movement, 0.225, seed=1), 0)


@cache
def pull(lift="conventional", **faults):
    """Give the rows of a pull and the joints' places, each over RISE."""
    rows = pulled(way(lift, **faults))(RISE)
    poses = [pose_of(BODY.skeleton, from_row(row)) for row in rows]
    points = [joint_points(BODY, pose) for pose in poses]
    return rows, {name: np.stack([each[name] for each in points]) for name in points[0]}


def trunk_lean(points):
    line = points["shoulder_l"] + points["shoulder_r"] - points["hip_l"] - points["hip_r"]
    return np.degrees(np.arctan2(line[:, 2], line[:, 1]))


def knee_flexion(points):
    upper, lower = points["knee_l"] - points["hip_l"], points["ankle_l"] - points["knee_l"]
    lengths = np.linalg.norm(upper, axis=1) * np.linalg.norm(lower, axis=1)
    return np.degrees(np.arccos(np.clip((upper * lower).sum(axis=1) / lengths, -1.0, 1.0)))


def projection(points, side):
    xy = np.zeros((len(RISE), 33, 2))
    for joint in ("hip", "knee", "ankle"):
        for each in "lr":
            xy[:, of_side(joint, each)] = points[f"{joint}_{each}"][:, :2] * (1.0, -1.0)
    return frontal_plane_projection_angle(xy, side)


def pitched(points, knee):
    lean = trunk_lean(points)
    return lean[knee >= RISE].max() - lean[0]


@pytest.mark.parametrize("lift", ["conventional", "sumo"])
def test_the_knees_extend_first_and_the_trunk_does_not_pitch_forward(lift):
    _, points = pull(lift)
    knee, flexion, lean = way(lift).knee, knee_flexion(points), trunk_lean(points)
    at_knee = np.searchsorted(RISE, knee)
    assert flexion[0] - flexion[at_knee] > 0.45 * flexion[0]
    assert lean[at_knee] > 0.6 * lean[0]
    assert pitched(points, knee) < 0.5
    assert 15.0 < flexion[at_knee] < 42.0
    assert flexion[-1] < 5.0


@pytest.mark.parametrize("dialled", [5.0, 12.0])
def test_hips_that_shoot_up_pitch_the_trunk_by_what_is_dialled(dialled):
    _, points = pull(hips_shoot_up_deg=dialled)
    assert pitched(points, way().knee) == pytest.approx(dialled, abs=0.6)
    _, sound = pull()
    assert trunk_lean(points)[[0, -1]] == pytest.approx(trunk_lean(sound)[[0, -1]], abs=0.1)


def test_a_knee_caves_in_by_what_is_dialled_and_the_other_tracks():
    _, points = pull(knee_valgus_l_deg=12.0)
    _, sound = pull()
    assert projection(points, "l").max() == pytest.approx(12.0, abs=0.3)
    assert projection(points, "r").max() < 0.0
    assert projection(sound, "l").max() < 0.0
    worst = RISE[np.argmax(projection(points, "l"))]
    assert abs(worst - way().knee) < 0.12


def test_caving_on_the_other_side_is_its_mirror_image():
    left = pull(knee_valgus_l_deg=12.0)[1]
    right = pull(knee_valgus_r_deg=12.0)[1]
    for joint in ("hip", "knee", "ankle", "shoulder", "wrist"):
        for side, other in ("lr", "rl"):
            mirrored = right[f"{joint}_{other}"] * (-1.0, 1.0, 1.0)
            assert np.abs(left[f"{joint}_{side}"] - mirrored).max() < 2e-3


def test_hips_shift_to_the_side_by_what_is_dialled():
    middle = [
        (points["hip_l"] + points["hip_r"])[:, 0] / 2
        for _, points in (
            pull(hip_shift_m=0.04),
            pull(hip_shift_m=-0.04),
            pull(),
        )
    ]
    assert middle[0].max() == pytest.approx(0.04, abs=1e-3)
    assert middle[0][[0, -1]] == pytest.approx([0.0, 0.0], abs=1e-6)
    assert middle[1] == pytest.approx(-middle[0], abs=1e-3)
    assert np.abs(middle[2]).max() < 1e-4


def test_heels_lift_early_by_what_is_dialled_and_come_down():
    heels = pull(heel_lift_m=0.03)[1]["heel_l"][:, 1]
    flat = pull()[1]["heel_l"][:, 1]
    assert (heels - flat).max() == pytest.approx(0.03, abs=2e-3)
    assert np.argmax(heels) < len(RISE) * 0.5 * way().knee + 2
    assert (heels - flat)[[0, -1]] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert np.ptp(flat) < 1e-9


def test_the_back_gives_way_by_what_is_dialled():
    drifting, sound = (
        pull(lumbar_drift_deg=drift)[0][:, columns("lumbar")][:, 0] for drift in (15.0, 0.0)
    )
    first_pull = way().knee >= RISE
    assert drifting[first_pull].max() - drifting[0] == pytest.approx(15.0, abs=0.5)
    assert sound[first_pull].max() - sound[0] == pytest.approx(0.0, abs=0.05)
    assert drifting[-1] == pytest.approx(0.0, abs=1e-6)


MIXED = {
    "lumbar_drift_deg": 12.0,
    "upper_back_deg": 15.0,
    "hips_shoot_up_deg": 8.0,
    "knee_valgus_l_deg": 10.0,
    "bar_drift_m": 0.03,
    "bar_tilt_deg": 3.0,
    "hip_shift_m": 0.03,
}


@pytest.mark.parametrize("faults", [{}, {"bar_wobble_m": 0.015}, {"lean_back_deg": 12.0}, MIXED])
def test_the_bar_stays_out_of_the_legs_and_joints_within_their_limits(faults):
    path = way(**faults).path.at(RISE)
    rows, _ = pull(**faults)
    for row, bar in zip(rows, path, strict=True):
        pose = pose_of(BODY.skeleton, from_row(row))
        assert bar_clearance(BODY, pose, bar[:3], bar[3]).min() > -0.003
        assert beyond_limits(BODY.skeleton, pose, LIMITS) == {}


def test_a_lowering_ends_where_the_next_pull_begins_with_straighter_knees_on_the_way():
    down = lowered(way())(RISE)
    up, _ = pull()
    assert down[[0, -1]] == pytest.approx(up[[0, -1]], abs=1e-6)
    legs = [
        np.linalg.norm(rows[:, columns("pelvis")] - (0.0, 0.07, 0.0), axis=1) for rows in (down, up)
    ]
    before_the_knees = np.searchsorted(RISE, 0.9 * way().knee)
    assert legs[0][before_the_knees] > legs[1][before_the_knees]
