"""From the motion to the set: which lift, in which style, and its reps with their metrics."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.given import Given
from liftvision.motion.estimates import Estimate
from liftvision.motion.motion import Motion
from liftvision.motion.seen import Seen
from liftvision.reps.any_lift import find_dips
from liftvision.reps.any_set import measure_any
from liftvision.reps.events import LONGEST_TURN_S, event_error
from liftvision.reps.frontal_metrics import with_frontal_plane
from liftvision.reps.knee_pass import KneePass, knee_height, knee_pass
from liftvision.reps.metrics import measure_rep, shot_of_reps
from liftvision.reps.rep import EVENTS, FloorContact, LiftName, LiftSet, Rep
from liftvision.reps.set_metrics import measure_reps, velocity_remark
from liftvision.reps.shot_pulls import LiftedPull, ShotPulls, pulls_of_shot
from liftvision.reps.style import ToldStyle

AS_GIVEN = "as given"
SHOTS_DISAGREE = "the shots show different styles"


def find_lifts(
    motion: Motion, bar: BarTrack, seen: Sequence[Seen], given: Given
) -> tuple[ShotPulls, ...]:
    """Find what was lifted in each shot in which the lifter was found.

    Deadlifts first. Only where there is none and any lift is asked for, whatever goes down and
    comes up again.

    Parameters
    ----------
    motion
        Of the whole clip.
    bar
        Of the same frames.
    seen
        What was seen in each shot.
    given
        What the user knows, and which lift is asked for.
    """
    shots = tuple(
        pulls_of_shot(motion, bar, seen[number], number)
        for number, shot in enumerate(motion.shots)
        if np.isfinite(motion.landmarks[shot.frames, 0, 0]).any()
    )
    if given.lift != "any" or any(shot.deadlifts for shot in shots):
        return shots
    return tuple(
        replace(
            shot,
            dips=tuple(
                find_dips(
                    motion.times[shot.shot.frames],
                    motion.landmarks[shot.shot.frames],
                    shot.posture,
                )
            ),
        )
        for shot in shots
    )


def measure_set(motion: Motion, bar: BarTrack, shots: Sequence[ShotPulls], given: Given) -> LiftSet:
    """Measure the reps of a clip.

    Parameters
    ----------
    motion
        Of the whole clip.
    bar
        Of the same frames.
    shots
        What was pulled, as `find_lifts` found it.
    given
        What the user knows; a style overrides what the view shows.
    """
    lift, reason = _which_lift(shots)
    remarks = tuple(remark for shot in shots for remark in shot.remarks)
    if lift != "deadlift":
        lifted = measure_any(motion, bar, shots, reason, given)
        return lifted or LiftSet(
            lift=lift, style="unknown", reason=reason, reps=(), remarks=remarks
        )
    reps: list[Rep] = []
    for shot in shots:
        reps += _reps_of(motion, bar, shot, len(reps) + 1, given)
    reps = list(with_frontal_plane(motion, reps))
    style = _common_style(shots)
    return LiftSet(
        lift=lift,
        style=given.style or style.name,
        style_confidence=None if given.style else style.confidence,
        style_reason=AS_GIVEN if given.style else style.reason,
        reason=reason,
        reps=tuple(reps),
        metrics=measure_reps(reps, _shared_error(motion, shots)),
        remarks=(*remarks, *_slow_reps(reps)),
    )


def _which_lift(shots: Sequence[ShotPulls]) -> tuple[LiftName, str]:
    pulls = sum(len(shot.deadlifts) for shot in shots)
    if pulls:
        return "deadlift", f"{pulls} pull{'s' * (pulls > 1)} with hanging arms, bent to upright"
    reasons = Counter(reason for shot in shots if shot.body_moves for reason in shot.others)
    if reasons:
        return "other", reasons.most_common(1)[0][0]
    if any(shot.remarks for shot in shots):
        return "none", "the bar stays where it is"
    return "none", "the hands never rise from below the hips to the hips"


def _common_style(shots: Sequence[ShotPulls]) -> ToldStyle:
    """Give the style that the shots agree on; unknown where they do not or none shows it."""
    told = [shot.style for shot in shots if shot.deadlifts]
    known = [style for style in told if style.confidence is not None]
    if not known:
        return told[0]
    if len({style.name for style in known}) > 1:
        return ToldStyle.unknown(SHOTS_DISAGREE)
    return max(known, key=lambda style: style.confidence or 0.0)


def _shared_error(motion: Motion, shots: Sequence[ShotPulls]) -> float:
    """Give the scale's error as a fraction, where all reps are of one shot."""
    numbers = [shot.number for shot in shots if shot.deadlifts]
    scale = motion.scales[numbers[0]].bar
    if len(numbers) > 1 or scale.value is None or scale.error is None:
        return 0.0
    return scale.error / scale.value


def _slow_reps(reps: list[Rep]) -> list[str]:
    return [
        f"Rep {rep.number}: {remark}"
        for rep in reps
        if (velocity := rep.metrics.get("mean_concentric_velocity"))
        and (remark := velocity_remark(velocity))
    ]


def _reps_of(
    motion: Motion, bar: BarTrack, shot: ShotPulls, first_number: int, given: Given
) -> list[Rep]:
    """Give the reps of one shot with everything that is measured of them."""
    reps: list[Rep] = []
    knee = knee_height(motion, bar, shot.number)
    for place, lifted in enumerate(shot.deadlifts):
        passed = _knee_pass(motion, shot, lifted, knee)
        rep = _timed(motion.times[shot.shot.frames], lifted, passed, first_number + place)
        by_bar = place > 0 and None not in (lifted.noise, shot.deadlifts[place - 1].noise)
        reps.append(replace(rep, floor=_floor(reps[-1], rep) if by_bar else None))
    together = shot_of_reps(motion, bar, shot.number, tuple(reps), given.load_kg)
    return [
        replace(rep, metrics=measure_rep(motion, together, place)) for place, rep in enumerate(reps)
    ]


def _timed(times: FloatArray, lifted: LiftedPull, passed: KneePass | None, number: int) -> Rep:
    """Give a rep with its events and their errors."""
    events = lifted.events
    seen = (events.lift_off_s, events.lockout_s, events.lowering_s, events.end_s)
    start_s = None
    if lifted.start is not None and events.lift_off_s is not None:
        start_s = min(float(times[lifted.start]), events.lift_off_s)
    rep = Rep(
        number=number,
        complete=None not in seen,
        start_s=start_s,
        lift_off_s=events.lift_off_s,
        knee_pass_s=None if passed is None else passed.time_s,
        lockout_s=events.lockout_s,
        lowering_s=events.lowering_s,
        end_s=events.end_s,
    )
    errors = {
        event: event_error(event, lifted.noise)
        for event in EVENTS
        if event != "knee_pass_s" and getattr(rep, event) is not None
    }
    if passed is not None:
        errors["knee_pass_s"] = passed.error_s
    return replace(rep, event_errors=errors)


def _knee_pass(
    motion: Motion, shot: ShotPulls, lifted: LiftedPull, knee: Estimate | None
) -> KneePass | None:
    """Give when the bar passes the knees; the hands, where the bar's height is not known."""
    times, events = motion.times[shot.shot.frames], lifted.events
    height = motion.columns["bar_y"][shot.shot.frames]
    if lifted.noise is None or knee is None or not np.isfinite(height).any():
        frame = _hands_pass_knees(shot, lifted)
        return (
            None
            if frame is None
            else KneePass(float(times[frame]), event_error("knee_pass_s", None))
        )
    begin = times[0] if events.lift_off_s is None else events.lift_off_s
    end = times[-1] if events.lockout_s is None else events.lockout_s
    bar_error = float(np.nanmedian(motion.errors["bar_y"][shot.shot.frames]))
    unsure = Estimate(knee.value, float(np.hypot(knee.error, bar_error)))
    return knee_pass(times, height, unsure, begin, end)


def _hands_pass_knees(shot: ShotPulls, lifted: LiftedPull) -> int | None:
    """Give the frame from which the hands stay above the knees; None where they always were."""
    above, pull = shot.posture.hand_above_knee, lifted.pull
    first = pull.start if pull.lift_off is None else pull.lift_off
    last = len(above) - 1 if pull.lockout is None else pull.lockout
    below = np.flatnonzero(above[first : last + 1] < 0.0)
    if len(below) == 0 or first + below[-1] >= last:
        return None
    return int(first + below[-1] + 1)


def _floor(before: Rep, rep: Rep) -> FloorContact | None:
    """Tell whether the bar rested between two reps."""
    if before.end_s is None or rep.lift_off_s is None:
        return None
    rested = rep.lift_off_s - before.end_s >= LONGEST_TURN_S
    return "dead_stop" if rested else "touch_and_go"
