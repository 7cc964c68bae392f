"""Which clip each number comes from, where both clips and what they measured are made up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.measurement import Measurement
from liftvision.motion.motion import UNITS
from liftvision.pairing.merge import NOT_IN_SECOND, joined_motion, merged_set
from liftvision.pose.landmarks import SIDES
from liftvision.reps.rep import KneeCave, LiftSet
from tests.pairing.made_up_sets import (
    DRIFTING,
    SAME_CLOCK,
    a_set,
    absent,
    measured,
    on_second_clock,
    rep,
)
from tests.stick_lifter import deadlift, sample_motion

BEGINS = (2.0, 6.0, 10.0)
FROM_SIDE, HIDDEN = "film from the front", "the plates hide the legs"


def three(*metric: Measurement, name: str = "angle") -> LiftSet:
    """Give a set of three reps with one metric in each of them."""
    reps = [
        rep(number, begin, **{name: each})
        for number, (begin, each) in enumerate(zip(BEGINS, metric, strict=True), start=1)
    ]
    return a_set(reps)


def values(lifted: LiftSet, name: str = "angle") -> list[float | None]:
    return [each.metrics[name].value for each in lifted.reps]


def test_what_is_measured_beats_what_is_not():
    mine, other = three(*[absent(FROM_SIDE)] * 3), three(*[measured(7.0, 9.0)] * 3)
    merged = merged_set(mine, other, SAME_CLOCK)
    assert values(merged) == [7.0] * 3
    assert merged.from_second == {"angle"}
    swapped = merged_set(other, mine, SAME_CLOCK)
    assert values(swapped) == [7.0] * 3
    assert swapped.from_second == frozenset()


def test_more_reps_beat_a_smaller_error():
    sharp = three(measured(1.0, 0.1), measured(1.0, 0.1), absent(HIDDEN))
    blunt = three(*[measured(2.0, 5.0)] * 3)
    assert values(merged_set(sharp, blunt, SAME_CLOCK)) == [2.0] * 3
    assert values(merged_set(blunt, sharp, SAME_CLOCK)) == [2.0] * 3


def test_of_as_many_the_smaller_median_error_counts_and_one_clip_has_all_reps():
    mine = three(measured(1.0, 3.0), measured(1.0, 3.0), measured(1.0, 0.1))
    other = three(measured(2.0, 2.0), measured(2.0, 2.0), measured(2.0, 9.0))
    assert values(merged_set(mine, other, SAME_CLOCK)) == [2.0] * 3
    assert values(merged_set(other, mine, SAME_CLOCK)) == [2.0] * 3


def test_a_gap_is_not_filled_from_the_other_clip():
    mine = three(measured(1.0), measured(1.0), absent(HIDDEN))
    other = three(measured(2.0), absent("out of the picture"), absent("out of the picture"))
    merged = merged_set(mine, other, SAME_CLOCK)
    assert values(merged) == [1.0, 1.0, None]
    assert merged.reps[2].metrics["angle"].reason == (
        f"{HIDDEN}; second clip: out of the picture"
    )  # fmt: skip


def test_where_neither_measures_there_are_both_reasons_once():
    mine = three(*[absent(FROM_SIDE)] * 3)
    (first, *_) = merged_set(mine, three(*[absent(HIDDEN)] * 3), SAME_CLOCK).reps
    assert first.metrics["angle"].reason == f"{FROM_SIDE}; second clip: {HIDDEN}"
    (first, *_) = merged_set(mine, mine, SAME_CLOCK).reps
    assert first.metrics["angle"].reason == FROM_SIDE


def test_equal_errors_leave_the_first_clip():
    merged = merged_set(three(*[measured(1.0)] * 3), three(*[measured(2.0)] * 3), SAME_CLOCK)
    assert values(merged) == [1.0] * 3
    assert merged.from_second == frozenset()


def test_without_an_error_a_number_is_worse_than_with_one():
    mine, other = three(*[measured(1.0, None)] * 3), three(*[measured(2.0, 50.0)] * 3)
    assert values(merged_set(mine, other, SAME_CLOCK)) == [2.0] * 3


def test_a_metric_of_one_clip_alone_is_there():
    mine, other = three(*[measured(1.0)] * 3), three(*[measured(2.0)] * 3, name="width")
    merged = merged_set(mine, other, SAME_CLOCK)
    assert (values(merged), values(merged, "width")) == ([1.0] * 3, [2.0] * 3)
    assert merged.from_second == {"width"}


def test_a_rep_that_the_second_clip_does_not_show_stays():
    """Both measure the angle, the second better; but the first does so in more reps."""
    mine = three(*[measured(1.0, 3.0)] * 3)
    mine = replace(mine, reps=tuple(
        replace(each, metrics={**each.metrics, "width": absent(FROM_SIDE)}) for each in mine.reps
    ))  # fmt: skip
    seen = [
        rep(number, begin, angle=measured(2.0, 1.0), width=measured(40.0))
        for number, begin in enumerate(BEGINS[:2], start=1)
    ]
    merged = merged_set(mine, a_set(on_second_clock(seen, DRIFTING)), DRIFTING)
    assert [each.number for each in merged.reps] == [1, 2, 3]
    assert values(merged) == [1.0] * 3
    assert values(merged, "width") == [40.0, 40.0, None]
    assert merged.reps[2].metrics["width"].reason == NOT_IN_SECOND
    assert merged.from_second == {"width"}
    assert merged.reps[2].moments == mine.reps[2].moments


def test_a_metric_is_never_of_two_clips():
    """The first clip measures it in the only rep that the second does not show."""
    mine = three(absent(HIDDEN), absent(HIDDEN), measured(1.0))
    other = a_set([rep(1, BEGINS[0], angle=measured(2.0)), rep(2, BEGINS[1], angle=measured(2.0))])
    merged = merged_set(mine, other, SAME_CLOCK)
    assert values(merged) == [2.0, 2.0, None]
    assert merged.from_second == {"angle"}


@st.composite
def angles(draw):
    """Three angles, each with an error or not measured."""
    each = st.one_of(
        st.builds(measured, st.floats(-90.0, 90.0), st.floats(0.1, 20.0)), st.just(absent(HIDDEN))
    )
    return tuple(draw(each) for _ in range(3))


@given(angles(), angles())
def test_which_clip_is_given_first_does_not_matter(mine, other):
    first, second = three(*mine), three(*other)
    forth, back = (
        merged_set(a, b, SAME_CLOCK) for a, b in ((first, second), (second, first))
    )  # fmt: skip
    clips = {tuple(each.value for each in clip) for clip in (mine, other)}
    assert tuple(values(forth)) in clips, "one clip throughout"
    if forth.from_second != back.from_second:
        assert values(forth) == values(back)
    else:
        assert not forth.from_second, "as good as each other"


def test_metrics_of_the_set_follow_those_of_its_reps():
    mine = replace(three(*[measured(1.0, 3.0)] * 3), metrics={"angle": measured(1.0, 0.5)})
    other = replace(three(*[measured(2.0, 2.0)] * 3), metrics={"angle": measured(2.0, 0.9)})
    assert merged_set(mine, other, SAME_CLOCK).metrics["angle"].value == 2.0
    swapped = merged_set(other, mine, SAME_CLOCK)
    assert (swapped.metrics["angle"].value, swapped.from_second) == (2.0, frozenset())


@pytest.mark.parametrize("name", ["best_mean_concentric_velocity", "velocity_loss"])
def test_what_is_made_of_the_reps_is_of_their_clip(name):
    """The second clip tells the loss a little better, but the velocities are the first's."""
    mine, other = (
        replace(
            three(*[measured(value, error)] * 3, name="mean_concentric_velocity"),
            metrics={name: measured(10.0 * value, 3.0 - error)},
        )
        for value, error in ((0.5, 0.01), (0.6, 0.02))
    )
    for pair in ((mine, other), (other, mine)):
        assert merged_set(*pair, SAME_CLOCK).metrics[name].value == 5.0


def test_a_metric_of_fewer_reps_does_not_stand_for_the_set():
    mine = a_set([rep(1, 2.0), rep(2, 6.0)], duration=measured(8.0, 0.1, "s"))
    other = a_set(
        [rep(1, 2.0)], duration=measured(4.0, 0.01, "s"), share=measured(30.0, 4.0, "%")
    )  # fmt: skip
    merged = merged_set(mine, other, SAME_CLOCK)
    assert merged.metrics["duration"].value == 8.0
    assert merged.metrics["share"].value == 30.0, "the first clip has none"
    both = replace(other, reps=mine.reps)
    assert merged_set(mine, both, SAME_CLOCK).metrics["duration"].value == 4.0


def test_the_style_is_that_of_the_clip_that_is_surer():
    unknown = replace(a_set([rep(1, 2.0)]), style="unknown", style_reason="the feet are hidden")
    sumo = replace(a_set([rep(1, 2.0)]), style="sumo", style_confidence=0.97)
    for pair in ((unknown, sumo), (sumo, unknown)):
        merged = merged_set(*pair, SAME_CLOCK)
        assert (merged.style, merged.style_confidence, merged.style_reason) == ("sumo", 0.97, None)


def test_remarks_of_the_second_clip_are_marked():
    mine, other = (replace(a_set([rep(1, 2.0)]), remarks=(text,)) for text in ("Mine.", "Other."))
    assert merged_set(mine, other, SAME_CLOCK).remarks == ("Mine.", "Second clip: Other.")


def caving(change: Measurement, time_s: float) -> KneeCave:
    percent = measured(5.0, 1.0, "%")
    return KneeCave(change, percent, percent, time_s)


def with_knees(lifted: LiftSet, **caves: KneeCave) -> LiftSet:
    return replace(lifted, reps=tuple(replace(each, knee_cave=caves) for each in lifted.reps))


def test_knee_cave_is_on_the_first_clip_s_clock():
    unseen = KneeCave.not_measured(FROM_SIDE)
    mine = with_knees(a_set([rep(1, 2.0)]), l=unseen, r=unseen)
    seen = a_set(on_second_clock([rep(1, 2.0)], DRIFTING))
    at_s = float(DRIFTING.to_second(2.7))
    other = with_knees(seen, l=caving(measured(9.0, 2.0), at_s), r=KneeCave.not_measured(HIDDEN))
    (merged,) = merged_set(mine, other, DRIFTING).reps
    assert merged.knee_cave["l"].change == measured(9.0, 2.0)
    assert merged.knee_cave["l"].time_s == pytest.approx(2.7)
    assert merged.knee_cave["r"].change.reason == f"{FROM_SIDE}; second clip: {HIDDEN}"


def test_equal_knees_keep_the_time_of_their_own_clip():
    """The first clip's left knee is just what the second says of the right one."""
    late = replace(SAME_CLOCK, offset_s=1.0)
    alike = caving(measured(9.0, 2.0), 2.7)
    mine = with_knees(a_set([rep(1, 2.0)]), l=alike, r=alike)
    blunt = replace(alike, change=measured(9.0, 4.0))
    other = with_knees(a_set(on_second_clock([rep(1, 2.0)], late)), l=blunt, r=alike)
    (merged,) = merged_set(mine, other, late).reps
    assert [merged.knee_cave[side].time_s for side in SIDES] == [2.7, 2.7]


def test_knees_and_their_metrics_are_of_one_clip_throughout():
    sharp_once = [measured(4.0, 1.0), measured(4.0, 6.0), measured(4.0, 6.0)]
    mine, other = (
        replace(lifted, reps=tuple(
            replace(each, knee_cave=dict.fromkeys(
                SIDES, caving(each.metrics["fppa_change_l"], each.lift_off_s)))
            for each in lifted.reps
        ))
        for lifted in (
            three(*sharp_once, name="fppa_change_l"),
            three(*[measured(8.0, 3.0)] * 3, name="fppa_change_l"),
        )
    )  # fmt: skip
    merged = merged_set(mine, other, SAME_CLOCK)
    assert values(merged, "fppa_change_l") == [8.0] * 3
    assert [each.knee_cave["l"].change.value for each in merged.reps] == [8.0] * 3


def test_a_rep_without_partner_has_no_knees_of_the_other_clip():
    unseen = KneeCave.not_measured(FROM_SIDE)
    mine = with_knees(a_set([rep(1, 2.0), rep(2, 6.0)]), l=unseen, r=unseen)
    knee = caving(measured(9.0, 2.0), 2.7)
    other = with_knees(a_set([rep(1, 2.0)]), l=knee, r=knee)
    seen, unmatched = merged_set(mine, other, SAME_CLOCK).reps
    assert seen.knee_cave["l"] == knee
    assert unmatched.knee_cave["l"].change.reason == NOT_IN_SECOND


@pytest.fixture(scope="module")
def views():
    """One set at 30 frames a second from the side and at 50 from the front, knees going in."""
    side, front = (
        deadlift(2, fps=fps, yaw_deg=yaw_deg, knee_in_m=0.05)
        for fps, yaw_deg in ((30.0, 90.0), (50.0, 0.0))
    )
    clock = np.asarray(DRIFTING.to_second(front.clip.times))
    return side, sample_motion(side), replace(sample_motion(front), times=clock)


def test_what_only_the_second_measures_is_between_its_frames(views):
    side, first, second = views
    joined = joined_motion(first, second, DRIFTING)
    for name in ("fppa_l", "fppa_r", "knee_ankle_separation", "knee_shift_l"):
        # Knees go in linearly: a corner is off by what they do within a frame.
        np.testing.assert_allclose(
            joined.columns[name], side.columns[name], atol=0.5 if UNITS[name] != "1" else 0.02
        )
        assert name not in joined.not_measured
    for name in ("trunk_lean", "hip_height", "bar_y"):
        np.testing.assert_array_equal(joined.columns[name], first.columns[name])
        np.testing.assert_array_equal(joined.errors[name], first.errors[name])
    assert joined.not_measured.keys() == set(), "no column is left that neither has"
    np.testing.assert_array_equal(joined.times, first.times)


def test_gaps_and_what_was_not_filmed_stay_empty(views):
    _, first, second = views
    columns = {name: values.copy() for name, values in second.columns.items()}
    errors = {name: values.copy() for name, values in second.errors.items()}
    on_first = np.asarray(DRIFTING.to_first(second.times))
    gap = (on_first > 3.0) & (on_first < 4.0)
    columns["fppa_l"][gap], errors["fppa_l"][gap] = np.nan, np.nan
    later = slice(int(np.searchsorted(on_first, 1.5)), None)
    second = replace(
        second,
        times=second.times[later],
        columns={name: values[later] for name, values in columns.items()},
        errors={name: values[later] for name, values in errors.items()},
    )
    joined = joined_motion(first, second, DRIFTING)
    seen = np.isfinite(joined.columns["fppa_l"])
    times = first.times
    expected = (times >= 1.5) & ((times < 3.0 - 0.02) | (times > 4.0 + 0.02))
    unsure = (
        (np.abs(times - 3.0) < 0.03) | (np.abs(times - 4.0) < 0.03) | (np.abs(times - 1.5) < 0.02)
    )
    np.testing.assert_array_equal(seen[~unsure], expected[~unsure])
    np.testing.assert_array_equal(np.isfinite(joined.errors["fppa_l"]), seen)


def test_the_error_grows_with_the_speed_and_with_the_alignment_s_own(views):
    _, first, second = views
    unsure = replace(DRIFTING, error_s=0.1)
    joined, sure = (joined_motion(first, second, each) for each in (unsure, DRIFTING))
    speed = np.abs(np.gradient(joined.columns["fppa_l"], first.times))
    error, own = joined.errors["fppa_l"], 4.0
    still = speed < 1e-6
    # Ten degrees a second, known to a tenth of a second: a degree.
    np.testing.assert_allclose(error[still & np.roll(still, 1) & np.roll(still, -1)], own)
    fast = int(np.argmax(speed))
    at_s = unsure.error_at(first.times[fast])
    assert error[fast] == pytest.approx(np.hypot(own, speed[fast] * at_s), rel=0.1)
    assert error[fast] > sure.errors["fppa_l"][fast] >= own


def test_a_column_that_neither_measures_has_both_reasons(views):
    _, first, second = views
    nothing = np.full(len(second.times), np.nan)
    second = replace(
        second,
        columns={**second.columns, "fppa_l": nothing},
        not_measured={**second.not_measured, "fppa_l": HIDDEN},
    )
    joined = joined_motion(first, second, DRIFTING)
    assert joined.not_measured == {
        "fppa_l": f"{first.not_measured['fppa_l']}; second clip: {HIDDEN}"
    }
    assert np.isnan(joined.columns["fppa_l"]).all()


def test_clips_that_were_never_on_at_once_add_nothing(views):
    _, first, second = views
    joined = joined_motion(first, second, replace(DRIFTING, offset_s=500.0))
    assert np.isnan(joined.columns["fppa_l"]).all()
    assert "fppa_l" in joined.not_measured
