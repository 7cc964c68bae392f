"""Two filmed sets of the same movement, the second slower by a known factor, as if saved."""

from dataclasses import replace

from liftvision.comparison.comparison import Comparison, comparison_of
from liftvision.comparison.session import Session
from liftvision.findings.review import Review
from liftvision.measurement import Measurement
from liftvision.reps.rep import EVENTS
from tests.comparison.made_sets import SHARE, finding, slower
from tests.stick_lifter import as_analysis, deadlift, write_video

FACTOR = 1.5
FPS = 15.0
REPS = 2
ERRORS = dict.fromkeys(EVENTS, 0.03)
SHARES = (Measurement(20.0, 2.0, "%"), Measurement(41.0, 2.0, "%"))
LOOK_S = 5.0
"""When the finding of the slower set shows."""


def filmed_comparison(folder, *, overlays=(True, True)) -> Comparison:
    """A against B; each has a folder, and in it the clip itself as its overlay."""
    sessions = []
    for letter, factor, share, has_video in zip("AB", (1.0, FACTOR), SHARES, overlays, strict=True):
        place = folder / f"{letter}.liftvision"
        place.mkdir(parents=True)
        lift = deadlift(REPS, fps=FPS, path=folder / f"{letter}.mp4")
        lift = replace(lift, clip=replace(lift.clip, times=factor * lift.clip.times))
        analysis = slower(as_analysis(deadlift(REPS, fps=FPS, path=lift.clip.path)), factor)
        reps = tuple(
            replace(rep, metrics={SHARE: share}, event_errors=ERRORS) for rep in analysis.set.reps
        )
        analysis = replace(analysis, set=replace(analysis.set, reps=reps))
        if letter == "B":
            analysis = replace(analysis, review=Review((finding(time_s=LOOK_S),)))
        if has_video:
            write_video(lift, place / "overlay.mp4")
        sessions.append(Session(letter, f"{letter}.mp4", analysis, place))
    return comparison_of(sessions)
