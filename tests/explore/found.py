"""A finding, and what goes with it, as the rules might make them."""

from liftvision.findings.review import Finding, NotJudged, Review, Sign, WentWell
from liftvision.measurement import Measurement

DRIFT = Measurement(14.2, 4.1, "deg")
FINDING = Finding(
    code="lumbar_drift",
    title="The lower back gives way under the bar",
    severity="moderate",
    reps=(1, 2),
    severities=("mild", "moderate"),
    time_s=1.74,
    signs=(Sign("lumbar_drift", DRIFT, 10.0),),
    seen="The lumbar spine bends 14 ± 4° further.",
    compared="We speak of it from 10° on.",
    meaning="",
    cue="Big breath before you pull.",
    drills=("Paused pulls",),
    source="our own proposal",
    strength="heuristic",
)
WELL = WentWell("bar_drift", "The bar goes up straight.", Measurement(0.01, 0.01, "m"))
NOT_JUDGED = (
    NotJudged("knee_cave_l", "The left knee falls in", "needs a front view", "Film the front."),
    NotJudged("knee_cave_r", "The right knee falls in", "needs a front view", "Film the front."),
)
REVIEW = Review((FINDING,), (WELL,), NOT_JUDGED)
