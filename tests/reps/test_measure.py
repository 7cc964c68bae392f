"""Reps of the stick lifter against his true events, and of what is no deadlift."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.barbell.track import BAR_SOURCES, BarTrack, Rim, ShotBar
from liftvision.barbell.wrists import bar_from_wrists, wrist_midpoint
from liftvision.clip.clip import Shot
from liftvision.given import STANDARD_PLATE_M, Given
from liftvision.motion.landmark_errors import landmark_error
from liftvision.motion.measure import measure_motion, see_shots
from liftvision.pose.landmarks import Landmark
from liftvision.pose.view import estimate_view
from liftvision.reps.concentric import CONCENTRIC_RULE
from liftvision.reps.measure import find_lifts, measure_set
from tests.stick_lifter import (
    BodyAngles,
    StickDeadlift,
    deadlift,
    deadlift_angles,
    filmed,
    set_on_the_floor,
)

NEARER = 1.22
"""How much larger the plate's plane is than the body's, for a camera 4 m away."""


def set_of(lift: StickDeadlift, style=None):
    return set_with(lift, bar_from_wrists(lift.pose, lift.clip.shots), Given(style=style))


def set_with(lift: StickDeadlift, bar: BarTrack, given: Given | None = None):
    given = given or Given()
    views = tuple(estimate_view(lift.pose.world[shot.frames]) for shot in lift.clip.shots)
    seen = see_shots(lift.clip, lift.pose, bar, views, given)
    motion = measure_motion(lift.clip, seen)
    return measure_set(motion, bar, find_lifts(motion, bar, seen, given), given)


def part_of(lift: StickDeadlift, start_s: float, stop_s: float) -> StickDeadlift:
    """Only these seconds of a filmed lift."""
    first, last = np.searchsorted(lift.clip.times, [start_s, stop_s])
    frames = slice(int(first), int(last))
    clip = replace(lift.clip, times=lift.clip.times[frames], shots=(Shot(0, int(last - first)),))
    pose = replace(
        lift.pose,
        times=clip.times,
        xy=lift.pose.xy[frames],
        world=lift.pose.world[frames],
        visibility=lift.pose.visibility[frames],
        outline=lift.pose.outline[frames],
    )
    return replace(lift, clip=clip, pose=pose)


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 50.0, -140.0, 0.0, 180.0])
@pytest.mark.parametrize("reps", [1, 3])
def test_every_rep_is_found_from_everywhere(reps, yaw_deg):
    lift = set_on_the_floor(reps, yaw_deg=yaw_deg, noise_px=0.5)
    lifted = set_of(lift)
    assert lifted.lift == "deadlift"
    assert [rep.number for rep in lifted.reps] == list(range(1, reps + 1))
    for rep, truth in zip(lifted.reps, lift.reps, strict=True):
        assert rep.complete
        # The stick lifter eases in and out: it takes 0.3 s over the last 5 % of its way.
        assert rep.lift_off_s == pytest.approx(truth.lift_off_s, abs=0.2)
        assert rep.knee_pass_s == pytest.approx(truth.knee_pass_s, abs=0.1)
        assert rep.lockout_s == pytest.approx(truth.lockout_s, abs=0.35)
        assert rep.lowering_s == pytest.approx(truth.lowering_s, abs=0.35)
        assert rep.end_s == pytest.approx(truth.end_s, abs=0.35)
        assert truth.lockout_s - 0.1 < rep.top_s < truth.lowering_s + 0.1


def test_events_are_in_order_and_phases_follow_them():
    (rep,) = set_of(set_on_the_floor(1)).reps
    times = [rep.start_s, rep.lift_off_s, rep.knee_pass_s, rep.lockout_s, rep.lowering_s, rep.end_s]
    assert times == sorted(times)
    phases = [rep.phase_at(time_s + 1e-6) for time_s in times]
    assert phases == ["set-up", "first pull", "second pull", "lockout", "lowering", ""]
    assert rep.phase_at(rep.start_s - 0.1) == ""


def test_angles_at_the_events_come_with_their_errors():
    lift = set_on_the_floor(1)
    (rep,) = set_of(lift).reps
    for name in ("trunk_lean", "knee_flexion"):
        column = lift.columns[name if name == "trunk_lean" else "knee_flexion_r"]
        for event in ("lift_off", "knee_pass", "lockout"):
            frame = int(np.searchsorted(lift.clip.times, getattr(rep, f"{event}_s")))
            metric = rep.metrics[f"{name}_at_{event}"]
            assert metric.value == pytest.approx(column[frame], abs=3.0)
            assert metric.error >= landmark_error(name, "side")
            assert metric.unit == "deg"
    assert rep.metrics["concentric_duration"].value == pytest.approx(1.2, abs=0.4)


def test_what_the_view_does_not_show_is_not_measured():
    (rep,) = set_of(set_on_the_floor(1, yaw_deg=0.0)).reps
    metric = rep.metrics["knee_flexion_at_lift_off"]
    assert metric.value is None and metric.error is None
    assert metric.reason is not None and "from the side" in metric.reason


def test_a_clip_that_starts_in_the_middle_of_a_pull_gives_an_incomplete_rep():
    lift = set_on_the_floor(1)
    (truth,) = lift.reps
    (rep,) = set_of(part_of(lift, truth.lift_off_s + 0.45, truth.end_s + 0.4)).reps
    assert not rep.complete
    assert rep.start_s is None and rep.lift_off_s is None
    assert rep.lockout_s == pytest.approx(truth.lockout_s, abs=0.25)
    assert rep.metrics["concentric_duration"].value is None


def test_a_clip_that_ends_at_lockout_gives_an_incomplete_rep():
    lift = set_on_the_floor(1)
    (truth,) = lift.reps
    (rep,) = set_of(part_of(lift, truth.start_s, truth.lockout_s + 0.3)).reps
    assert not rep.complete
    assert rep.lift_off_s is not None and rep.lockout_s is not None
    assert rep.lowering_s is None and rep.end_s is None


def test_standing_up_with_empty_hands_is_no_rep():
    """Seen from the front: after the set the hands come together while the lifter stands up."""
    lift = deadlift(2, yaw_deg=0.0)
    empty = lift.clip.times > lift.reps[-1].end_s + 0.6
    together = lift.pose.xy.copy()
    middle = together[:, [Landmark.WRIST_L, Landmark.WRIST_R], 0].mean(axis=1)
    share = np.clip((lift.clip.times - lift.reps[-1].end_s - 0.6) / 0.6, 0.0, 0.8)
    for wrist in (Landmark.WRIST_L, Landmark.WRIST_R):
        apart = together[:, wrist, 0] - middle
        together[:, wrist, 0] = np.where(
            empty, middle + (1.0 - share) * apart, together[:, wrist, 0]
        )
    assert len(set_of(replace(lift, pose=replace(lift.pose, xy=together))).reps) == 2


def test_two_shots_are_counted_apart():
    lift = set_on_the_floor(2)
    between = int(np.searchsorted(lift.clip.times, lift.reps[0].end_s + 0.3))
    clip = replace(lift.clip, shots=(Shot(0, between), Shot(between, lift.clip.frames)))
    lifted = set_of(replace(lift, clip=clip))
    assert [rep.number for rep in lifted.reps] == [1, 2]


def _squat() -> StickDeadlift:
    """The same legs, the trunk nearly upright, the hands at the shoulders."""
    angles, reps = deadlift_angles(3)
    squat = replace(
        angles,
        shank_lean=2.0 * angles.shank_lean,
        trunk_lean=0.4 * angles.trunk_lean,
        elbow_flexion=np.full_like(angles.times, 150.0),
    )
    return filmed(squat, reps)


def test_a_squat_with_the_bar_at_the_shoulders_is_another_lift():
    lifted = set_of(_squat())
    assert lifted.lift == "other"
    assert lifted.reps == ()
    assert lifted.style == "unknown"
    assert lifted.reason


def _standing() -> BodyAngles:
    angles, _ = deadlift_angles(1)
    still = 0.0 * angles.times
    return replace(angles, shank_lean=still, knee_flexion=still, trunk_lean=still)


def test_somebody_who_stands_lifts_nothing():
    assert set_of(filmed(_standing(), ())).lift == "none"


def test_somebody_who_waves_lifts_nothing():
    still = _standing()
    waving = replace(still, elbow_flexion=70.0 + 70.0 * np.sin(3.0 * still.times))
    assert set_of(filmed(waving, ())).lift == "none"


def test_the_style_is_seen_from_the_front_and_not_from_the_side():
    assert set_of(set_on_the_floor(1, yaw_deg=0.0)).style == "conventional"
    unseen = set_of(set_on_the_floor(1))
    assert (unseen.style, unseen.style_confidence) == ("unknown", None)
    assert "hidden from the side" in unseen.style_reason
    given = set_of(set_on_the_floor(1), style="sumo")
    assert (given.style, given.style_confidence, given.style_reason) == ("sumo", None, "as given")


def test_a_wide_stance_inside_of_which_the_hands_hang_is_sumo():
    lift = set_on_the_floor(1, yaw_deg=0.0)
    wide = lift.pose.xy.copy()
    middle = lift.clip.width / 2.0
    legs = list(range(Landmark.KNEE_L, Landmark.FOOT_INDEX_R + 1))
    wide[:, legs, 0] = middle + 2.6 * (wide[:, legs, 0] - middle)
    world = lift.pose.world.copy()
    world[:, legs, 0] *= 2.6
    for side, outward in ((Landmark.FOOT_INDEX_L, 0.15), (Landmark.FOOT_INDEX_R, -0.15)):
        world[:, side, 0] += outward
    lifted = set_of(replace(lift, pose=replace(lift.pose, xy=wide, world=world)))
    assert lifted.style == "sumo"
    assert lifted.style_confidence > 0.8


def test_hands_that_turn_above_the_knee_are_a_romanian_deadlift():
    angles, reps = deadlift_angles(3, walk_in=True)
    romanian = replace(
        angles,
        shank_lean=0.0 * angles.shank_lean,
        knee_flexion=0.15 * angles.knee_flexion,
        trunk_lean=1.3 * angles.trunk_lean,
    )
    lift = part_of(filmed(romanian, reps), 0.0, reps[-1].end_s + 0.5)
    lifted = set_of(lift)
    assert (lifted.lift, lifted.style, len(lifted.reps)) == ("deadlift", "romanian", 3)


def with_plate(lift: StickDeadlift, *, held: bool = True, noise_px: float = 0.2) -> BarTrack:
    """The near plate of a lift, on the floor before and after the set; not held, it stays there.

    It is nearer to the camera than the body, so all of it is larger in the picture.
    """
    hands = wrist_midpoint(lift.landmarks)
    times = lift.clip.times
    ends = lift.reps[0].lift_off_s, lift.reps[-1].end_s
    first, last = (int(np.searchsorted(times, at)) for at in ends)
    centre = np.tile(hands[first], (len(times), 1))
    if held:
        centre[first : last + 1] += NEARER * (hands[first : last + 1] - hands[first])
    centre += np.random.default_rng(0).normal(0.0, noise_px, centre.shape)
    radius = 0.5 * STANDARD_PLATE_M * NEARER * lift.px_per_m
    plate = Rim(
        radius, radius, tilt_deg=0.0, size_error=0.01, support=0.8, radius=radius, offset_error=0.5
    )
    return BarTrack(
        times=times,
        centre=centre,
        error=np.full(len(times), noise_px),
        score=np.ones(len(times)),
        sources=np.full(len(times), BAR_SOURCES.index("plate")),
        ends=np.full((len(times), 2, 2), np.nan),
        shots=tuple(ShotBar("plate", plate) for _ in lift.clip.shots),
    )


def test_the_plate_gives_the_events_and_their_errors():
    lift = set_on_the_floor(3, noise_px=0.5)
    lifted = set_with(lift, with_plate(lift))
    assert len(lifted.reps) == 3
    for rep, truth in zip(lifted.reps, lift.reps, strict=True):
        for event in ("lift_off_s", "lockout_s", "lowering_s", "end_s"):
            assert getattr(rep, event) == pytest.approx(getattr(truth, event), abs=0.08)
            assert 0.0 < rep.event_errors[event] < 0.1
        # The stick lifter's hands begin higher than a plate's radius above his floor.
        assert rep.knee_pass_s == pytest.approx(truth.knee_pass_s, abs=0.15)
    by_hands = set_of(lift).reps[0]
    assert by_hands.event_errors["lift_off_s"] > lifted.reps[0].event_errors["lift_off_s"]


def test_standing_up_from_a_bar_that_stays_down_is_no_rep():
    """From the side empty hands rise as a bar does: only the bar tells."""
    lift = deadlift(2)
    assert len(set_of(lift).reps) == 3
    lifted = set_with(lift, with_plate(lift))
    assert len(lifted.reps) == 2
    assert lifted.remarks == ()


def test_hands_that_go_up_and_down_over_a_bar_that_stays_lift_nothing_and_it_is_said():
    lift = set_on_the_floor(2)
    lifted = set_with(lift, with_plate(lift, held=False))
    assert (lifted.lift, lifted.reps) == ("none", ())
    assert len(lifted.remarks) == 2
    assert "the bar stays where it is" in lifted.remarks[0]


def test_a_bar_that_rises_otherwise_than_the_hands_is_remarked():
    lift = set_on_the_floor(1)
    bar = with_plate(lift)
    bottom = np.median(bar.centre[:30], axis=0)
    twice = replace(bar, centre=bottom + 2.0 * (bar.centre - bottom))
    (remark,) = set_with(lift, twice).remarks
    assert "followed wrongly" in remark


def test_where_the_plate_was_not_seen_the_hands_count():
    lift = set_on_the_floor(2, noise_px=0.5)
    bar = with_plate(lift)
    hidden = bar.times > lift.reps[1].start_s
    gone = replace(
        bar,
        centre=np.where(hidden[:, None], np.nan, bar.centre),
        sources=np.where(hidden, BAR_SOURCES.index("none"), bar.sources),
    )
    first, second = set_with(lift, gone).reps
    assert first.metrics["mean_concentric_velocity"].value is not None
    assert second.metrics["mean_concentric_velocity"].value is None
    assert second.metrics["mean_concentric_velocity"].reason
    assert second.floor is None


def test_velocity_comes_with_its_rule_and_needs_a_scale():
    lift = set_on_the_floor(2, noise_px=0.5)
    lifted = set_with(lift, with_plate(lift))
    for rep, truth in zip(lifted.reps, lift.reps, strict=True):
        ends = [truth.lift_off_s, truth.lockout_s]
        bottom, top = np.interp(ends, lift.clip.times, lift.columns["bar_y"])
        way, mean = rep.metrics["range_of_motion"], rep.metrics["mean_concentric_velocity"]
        assert way.value == pytest.approx(top - bottom, rel=0.05)
        assert mean.rule == CONCENTRIC_RULE and mean.error < 0.1 * mean.value
        assert rep.metrics["concentric_duration"].value == pytest.approx(1.2, abs=0.12)
    assert lifted.metrics["rep_count"].value == 2.0
    without = set_of(lift).reps[0].metrics["mean_concentric_velocity"]
    assert without.value is None and without.reason


def test_the_pause_before_a_rep_and_how_the_bar_touched_the_floor():
    lift = set_on_the_floor(2, noise_px=0.5)
    first, second = set_with(lift, with_plate(lift)).reps
    assert (first.floor, second.floor) == (None, "dead_stop")
    assert first.metrics["pause_before"].value is None
    pause = lift.reps[1].lift_off_s - lift.reps[0].end_s
    assert second.metrics["pause_before"].value == pytest.approx(pause, abs=0.12)


def test_power_needs_the_load():
    lift = set_on_the_floor(1, noise_px=0.5)
    bar = with_plate(lift)
    (without,), (rep,) = set_with(lift, bar).reps, set_with(lift, bar, Given(load_kg=100.0)).reps
    assert without.metrics["work"].value is None
    rise = rep.metrics["range_of_motion"].value
    assert rep.metrics["work"].value == pytest.approx(100.0 * 9.81 * rise, rel=0.1)
