"""The stick lifter's own truth: what is drawn has the angles and events that it claims."""

import numpy as np
import pytest

from liftvision.pose.landmarks import MIRRORED, SIDES, of_side
from tests.stick_lifter import STANDING, deadlift, sample_analysis


def flexion(lift, joints, side):
    """Angle by which the chain of three joints is bent, from the exact landmarks."""
    start, joint, stop = (lift.landmarks[:, of_side(name, side)] for name in joints)
    first, second = joint - start, stop - joint
    cosine = (first * second).sum(1) / np.hypot(*first.T) / np.hypot(*second.T)
    return np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0])
def test_side_view_shows_the_true_angles(yaw_deg):
    lift = deadlift(2, yaw_deg=yaw_deg)
    for side in SIDES:
        knee = flexion(lift, ("hip", "knee", "ankle"), side)
        hip = flexion(lift, ("shoulder", "hip", "knee"), side)
        np.testing.assert_allclose(knee, lift.columns[f"knee_flexion_{side}"], atol=1e-4)
        np.testing.assert_allclose(hip, lift.columns[f"trunk_thigh_flexion_{side}"], atol=1e-4)


def test_facing_left_is_the_mirror_image_of_facing_right():
    right, left = deadlift(1, yaw_deg=90.0), deadlift(1, yaw_deg=-90.0)
    mirrored = right.landmarks[:, MIRRORED] * (-1, 1) + (right.clip.width, 0)
    np.testing.assert_allclose(left.landmarks, mirrored, atol=1e-9)


def test_lockout_is_upright_and_the_bar_is_highest():
    lift = deadlift(3)
    for rep in lift.reps:
        frame = int(np.searchsorted(lift.clip.times, rep.lockout_s + 0.1))
        assert lift.columns["knee_flexion_l"][frame] == pytest.approx(STANDING[1])
        assert lift.columns["bar_y"][frame] == pytest.approx(lift.columns["bar_y"].max())
        assert rep.start_s < rep.lift_off_s < rep.knee_pass_s < rep.lockout_s < rep.end_s


def test_knees_that_move_in_have_a_positive_frontal_angle():
    straight, caving = deadlift(1, yaw_deg=0.0), deadlift(1, yaw_deg=0.0, knee_in_m=0.06)
    for side in SIDES:
        name = f"fppa_{side}"
        assert caving.columns[name].max() > straight.columns[name].max() + 5.0


def test_sample_analysis_has_its_clip_on_disk(tmp_path):
    analysis = sample_analysis(tmp_path, gap=(3, 6))
    assert analysis.clip.path.stat().st_size > 0
    assert np.isnan(analysis.pose.xy[3:6]).all()
    assert np.isfinite(analysis.pose.xy[6:]).all()
