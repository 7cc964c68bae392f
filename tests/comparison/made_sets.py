"""Sets with metrics that are known, on the stick lifter."""

from dataclasses import replace

from liftvision.analysis import Analysis
from liftvision.findings.review import Finding, NotJudged, Review, Sign, WentWell
from liftvision.measurement import Measurement
from liftvision.reps.rep import EVENTS
from tests.report.back_lifter import with_back

SHARE, LEAN, FORWARD = "lumbar_share", "trunk_lean_at_lift_off", "bar_forward_drift"
ABSENT = Measurement.not_measured("deg", "needs a view from the front")


def made_set(reps: int = 2, *, name: str = "stick.mp4", **values: Measurement) -> Analysis:
    """A set whose reps have these metrics, besides those of the stick lifter."""
    analysis = with_back(reps)
    errors = dict.fromkeys(EVENTS, 0.03)
    lifted = tuple(
        replace(rep, metrics={**rep.metrics, **values}, event_errors=errors)
        for rep in analysis.set.reps
    )
    clip = replace(analysis.clip, path=analysis.clip.path.with_name(name))
    return replace(analysis, clip=clip, set=replace(analysis.set, reps=lifted))


def slower(analysis: Analysis, factor: float) -> Analysis:
    """The same set at another tempo: all times are longer by a factor."""
    reps = tuple(
        replace(
            rep,
            start_s=factor * rep.start_s, lift_off_s=factor * rep.lift_off_s,
            knee_pass_s=factor * rep.knee_pass_s, lockout_s=factor * rep.lockout_s,
            lowering_s=factor * rep.lowering_s, end_s=factor * rep.end_s,
        )
        for rep in analysis.set.reps
    )  # fmt: skip
    times = factor * analysis.clip.times
    return replace(
        analysis,
        clip=replace(analysis.clip, times=times),
        motion=replace(analysis.motion, times=times),
        set=replace(analysis.set, reps=reps),
    )


def finding(code="spine_dominant", severity="moderate", metric=SHARE, time_s=1.74) -> Finding:
    """A finding that one metric speaks for."""
    sign = Sign(metric, Measurement(38.0, 4.0, "%"), 30.0)
    return Finding(
        code=code, title=f"Title of {code}", severity=severity, reps=(1,), severities=(severity,),
        time_s=time_s, signs=(sign,), seen="Seen.", compared="Compared.", meaning="Meaning.",
        cue=f"Cue of {code}.", drills=(), source="Source.", strength="weak",
    )  # fmt: skip


def praise(code: str) -> WentWell:
    """What is said where a finding was looked for and clearly is not there."""
    return WentWell(code, f"Praise of {code}.", Measurement(20.0, 4.0, "%"))


def unjudged(code: str) -> NotJudged:
    """What is said where nobody could look."""
    return NotJudged(code, f"Title of {code}", "the back was hidden", "Film from the side.")


def reviewed(analysis: Analysis, *findings: Finding, well=(), not_judged=()) -> Analysis:
    """An analysis with a review."""
    return replace(analysis, review=Review(findings, tuple(well), tuple(not_judged)))
