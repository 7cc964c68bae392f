"""Curves: the nearer side in each shot, and only panels with something to show."""

from dataclasses import replace

import numpy as np

from liftvision.clip.clip import Shot
from liftvision.pose.view import View
from liftvision.report.colours import CAVING
from liftvision.report.curves import main_panels, marked, near_side_column, panels
from tests.report.back_lifter import with_back
from tests.report.front_lifter import from_front
from tests.stick_lifter import deadlift, sample_motion


def two_shots():
    """Knee flexion 1 on the left and 2 on the right; first facing left, then right."""
    motion = sample_motion(deadlift(1))
    frames = len(motion.times)
    columns = dict(motion.columns)
    columns["knee_flexion_l"] = np.full(frames, 1.0)
    columns["knee_flexion_r"] = np.full(frames, 2.0)
    shots = (Shot(0, 50), Shot(60, frames))
    views = (View("side", -90.0, 5.0), View("side", 90.0, 5.0))
    return replace(motion, columns=columns, shots=shots, views=views)


def test_each_shot_has_its_nearer_side_and_nothing_between():
    values, _ = near_side_column(two_shots(), "knee_flexion")
    assert set(values[:50]) == {1.0}
    assert np.isnan(values[50:60]).all()
    assert set(values[60:]) == {2.0}


def test_far_side_stands_in_only_where_the_near_one_has_nothing():
    motion = two_shots()
    motion.columns["knee_flexion_l"][:50] = np.nan
    values, _ = near_side_column(motion, "knee_flexion")
    assert set(values[:50]) == {2.0}


def test_side_view_has_bar_and_angles():
    titles = [panel.title for panel in panels(sample_motion(deadlift(1)))]
    assert titles == ["bar height", "bar velocity, up", "flexion and lean"]


def test_front_view_has_the_knees():
    titles = [panel.title for panel in panels(sample_motion(deadlift(1, yaw_deg=0.0)))]
    assert titles == [
        "knees inward (FPPA)", "knee / ankle separation", "hips to the lifter's left"
    ]  # fmt: skip


def test_nothing_seen_gives_no_panel():
    lift = deadlift(1)
    assert panels(sample_motion(deadlift(1, gap=(0, lift.clip.frames)))) == ()


def test_strip_takes_the_small_panels_first():
    assert [panel.unit for panel in main_panels(sample_motion(deadlift(1)))] == ["m", "m/s", "deg"]


def test_strip_of_a_front_view_has_the_knees_in_place_of_the_bar_s_velocity():
    lift = deadlift(1, yaw_deg=0.0)
    motion = sample_motion(lift)
    assert [panel.unit for panel in main_panels(motion)] == ["deg", "1"]
    bar = {name: lift.columns[name] for name in ("bar_y", "bar_vy")}
    with_bar = replace(motion, columns=dict(motion.columns) | bar)
    assert [panel.unit for panel in main_panels(with_bar)] == ["m", "deg", "1"]
    knees = main_panels(with_bar)[1]
    assert [curve.label for curve in knees.curves] == ["left knee in", "right knee in"]
    assert knees.has_zero_line


def test_hip_flexion_stands_in_place_of_trunk_thigh_and_lumbar_beside_it():
    measured = panels(with_back().motion)[-1]
    labels = [curve.label for curve in measured.curves]
    assert labels == ["hip", "knee", "lumbar", "trunk lean"]
    assert main_panels(with_back().motion)[-1].curves[2].label == "lumbar"


def test_trunk_thigh_stays_in_a_shot_whose_pelvis_was_not_measured():
    motion = with_back().motion
    frames = len(motion.times)
    for name in ("hip_flexion_l", "hip_flexion_r"):
        motion.columns[name][70:] = np.nan
    shots, views = (Shot(0, 70), Shot(70, frames)), motion.views * 2
    angles = panels(replace(motion, shots=shots, views=views))[-1]
    hip, trunk_thigh = (
        next(curve for curve in angles.curves if curve.label == label)
        for label in ("hip", "trunk-thigh")
    )
    assert np.isfinite(hip.values[:50]).all()
    assert np.isnan(hip.values[70:]).all()
    assert np.isnan(trunk_thigh.values[:70]).all()
    assert np.isfinite(trunk_thigh.values[70:]).all()


def test_where_a_knee_falls_in_is_marked_once_by_its_worst_level():
    analysis = from_front(2, knee_in_m=0.06, severity="moderate")
    motion, reps = analysis.motion, analysis.set.reps
    shown = marked(panels(motion), motion, reps, analysis.review)
    by_title = {panel.title: panel.marks for panel in shown}
    marks = by_title.pop("knees inward (FPPA)")
    assert [mark.colour for mark in marks] == [CAVING[1]] * 2
    for mark, rep in zip(marks, reps, strict=True):
        assert rep.lift_off_s < mark.begin_s < mark.end_s < rep.lockout_s
    assert not any(by_title.values())
    calm = from_front()
    still = marked(panels(calm.motion), calm.motion, calm.set.reps, calm.review)
    assert not any(panel.marks for panel in still)
