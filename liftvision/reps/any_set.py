"""The set of any lift that is no deadlift: its reps by the trunk's height, and what is measured."""

from collections.abc import Sequence
from dataclasses import replace

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.motion.motion import Motion
from liftvision.reps.any_lift import EVENTS_OF_DIP, TRUNK_ERROR_S, Dip
from liftvision.reps.frontal_metrics import with_frontal_plane
from liftvision.reps.metrics import FIRST_IN_SHOT, ShotOfReps, between, shot_of_reps
from liftvision.reps.rep import LiftSet, Rep
from liftvision.reps.set_metrics import mean_of, measure_reps
from liftvision.reps.shot_pulls import ShotPulls
from liftvision.reps.velocity import not_measured, velocity_metrics

NO_BAR = "no bar was followed: a lift that is no deadlift need not have one"
NO_HOLD = "a rep of this lift ends when the lifter is upright"


def measure_any(
    motion: Motion, bar: BarTrack, shots: Sequence[ShotPulls], why_no_deadlift: str, given: Given
) -> LiftSet | None:
    """Measure the reps of a lift that is no deadlift; None where the lifter never goes down and up.

    Parameters
    ----------
    motion
        Of the whole clip.
    bar
        Of the same frames.
    shots
        With what `reps.any_lift.find_dips` found in each.
    why_no_deadlift
        In a sentence.
    given
        What the user knows.
    """
    reps: list[Rep] = []
    for shot in shots:
        times = motion.times[shot.shot.frames]
        timed = [
            rep_of_dip(times, dip, len(reps) + number)
            for number, dip in enumerate(shot.dips, start=1)
        ]
        if timed:
            together = shot_of_reps(motion, bar, shot.number, tuple(timed), given.load_kg)
            reps += [
                replace(rep, metrics=_metrics(together, place)) for place, rep in enumerate(timed)
            ]
    if not reps:
        return None
    reps = list(with_frontal_plane(motion, reps))
    times_down = "once" if len(reps) == 1 else f"{len(reps)} times"
    return LiftSet(
        lift="other",
        style="unknown",
        reason=f"{times_down} down and up with the feet in place, and no deadlift: "
        f"{why_no_deadlift}",
        reps=tuple(reps),
        metrics=_of_set(reps),
        remarks=tuple(remark for shot in shots for remark in shot.remarks),
    )


def rep_of_dip(times: FloatArray, dip: Dip, number: int) -> Rep:
    """Give the rep of once down and up, with its events on the clip's clock."""

    def at(frame: int | None) -> float | None:
        return None if frame is None else float(times[frame])

    rep = Rep(
        number=number,
        complete=None not in (dip.lowering, dip.lift_off, dip.upright),
        start_s=at(dip.start),
        lowering_s=at(dip.lowering),
        lift_off_s=at(dip.lift_off),
        knee_pass_s=None,
        lockout_s=at(dip.upright),
        end_s=at(dip.upright),
        down_first=True,
    )
    seen = [event for event in EVENTS_OF_DIP if getattr(rep, event) is not None]
    return replace(rep, event_errors=dict.fromkeys(seen, TRUNK_ERROR_S))


def _metrics(shot: ShotOfReps, place: int) -> dict[str, Measurement]:
    rep = shot.reps[place]
    before = shot.reps[place - 1] if place > 0 else None
    return {
        "concentric_duration": between(rep, "lift_off_s", rep, "lockout_s"),
        "eccentric_duration": between(rep, "lowering_s", rep, "lift_off_s"),
        "pause_before": Measurement.not_measured("s", FIRST_IN_SHOT)
        if before is None
        else between(before, "end_s", rep, "lowering_s"),
        **_velocity(shot, rep),
    }


def _velocity(shot: ShotOfReps, rep: Rep) -> dict[str, Measurement]:
    """Measure the bar's velocity where there is a bar: hands alone may hold nothing."""
    if shot.followed_by.source in ("none", "wrists"):
        return not_measured(NO_BAR)
    if shot.height is None:
        return not_measured(shot.scale.bar.reason or NO_BAR)
    return velocity_metrics(shot.height, rep.lift_off_s, rep.lockout_s)


def _of_set(reps: Sequence[Rep]) -> dict[str, Measurement]:
    """Measure the set; what is of a deadlift only is not measured."""
    pauses = [rep.metrics["pause_before"] for rep in reps]
    return measure_reps(reps) | {
        "set_duration": between(
            reps[0], "lift_off_s" if reps[0].lowering_s is None else "lowering_s", reps[-1], "end_s"
        ),
        "pause_before": mean_of(pauses[1:] or pauses, 0.0),
        "top_hold": Measurement.not_measured("s", NO_HOLD),
    }
