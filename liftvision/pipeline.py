"""The recipe: a clip goes in, an analysis comes out."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from liftvision.analysis import Analysis
from liftvision.barbell.follow import follow_bar
from liftvision.barbell.track import BarTrack
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.body.measure import measure_bodies
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip
from liftvision.clip.naming import printable_name
from liftvision.clip.probe import ClipInfo, probe
from liftvision.errors import BarPointError, PairError
from liftvision.findings.rule_file import read_rules_text
from liftvision.formats.read_pose import MADE_ELSEWHERE, read_pose
from liftvision.front.measure import measure_fronts
from liftvision.given import Given
from liftvision.motion.measure import main_shot, measure_motion, see_shots
from liftvision.motion.motion import Motion
from liftvision.motion.scale_warnings import scale_warnings
from liftvision.motion.seen import Seen
from liftvision.motion.steady import steadied_bar, steadied_pose
from liftvision.pairing.two_clips import OfClip, paired
from liftvision.pose.follow import follow
from liftvision.pose.lifter import PersonChoice
from liftvision.pose.model_files import resolve
from liftvision.pose.survey import survey
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import estimate_view
from liftvision.progress import NoProgress, Progress
from liftvision.reps.at_the_bar import at_the_bar, while_lifting
from liftvision.reps.measure import find_lifts, measure_set
from liftvision.reps.shot_pulls import ShotPulls
from liftvision.spine.keypoints import read_spine_points
from liftvision.spine.measure import measure_backs
from liftvision.spine.own_back import OwnBack, steadied_back
from liftvision.spine.references import most_flexion_of, standing_of

LOW_COVERAGE = 0.7
"""Below this fraction of frames with the lifter found, the user is warned."""

BREAKS_OFF = "The file breaks off or is damaged: only what could be read is analysed."

FEW_FRAMES_PER_SECOND = 23.0
"""Below this a pull of half a second has fewer than a dozen frames."""


def analyze(
    path: str | Path,
    *,
    model: str = "full",
    pose: str | Path | None = None,
    person: PersonChoice | None = None,
    bar_at: tuple[float, float] | None = None,
    given: Given | None = None,
    standing: str | Path | None = None,
    toe_touch: str | Path | None = None,
    spine_points: str | Path | None = None,
    front: str | Path | None = None,
    rules: str | Path | None = None,
    start_s: float | None = None,
    end_s: float | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a clip of a deadlift, or with `Given.lift` as ``any`` of any lift on both legs.

    Parameters
    ----------
    path
        The video.
    model
        ``lite``, ``full`` or ``heavy``, fetched on first use; or the path of a ``.task`` file.
    pose
        The lifter's pose in this clip, made by another program: see `formats.read_pose`. No pose
        model is run then, and without a model's mask the back is not measured.
    person
        Who lifts, where the choice made is wrong: the number of the person from left to right,
        from 1, or a box left, top, width, height in px of the upright picture.
    bar_at
        Where the bar is in the first frame that is read, px of the upright picture: the middle
        of the near plate, or of the bar's end. Found by itself where None.
    given
        What is known of the lift and cannot be seen.
    standing, toe_touch
        Clips of the same lifter without a bar, from the side: standing upright, whose back is the
        zero of lumbar flexion, and touching the toes, whose flexion is the lifter's own maximum.
    spine_points
        Keypoints along the spine in this clip, made by another program: a JSON file, or a folder
        of them; see `spine.keypoints`. Lumbar flexion is then measured on them.
    front
        Another clip of the same set, filmed at the same time from elsewhere, mostly from the
        front or the rear. Every metric then comes from the clip that sees it best.
    rules
        A TOML file that replaces some of the rules by which the lift is judged; see
        ``findings/rules.toml``.
    start_s, end_s
        Only this part of the clip, in seconds from its first frame.
    progress
        Told how far the work is.

    Raises
    ------
    ClipError
        The file is no video that can be analysed.
    PairError
        Both clips are not of the same set.
    NoPersonError
        Nobody is in it.
    PersonChoiceError
        ``person`` names nobody.
    BarPointError
        ``bar_at`` is not in the picture.
    GivenError
        The clips of the lifter standing or touching the toes do not show it.
    SpinePointsError
        The spine points cannot be read, or are not of this clip.
    FormatError
        The pose cannot be read, or is not of this clip.
    RulesError
        A line of the rules is wrong.
    ModelError, SystemLibraryError
        The pose model cannot be had or run.
    """
    progress = progress or NoProgress()
    # What is wrong with the rules is told before the long work.
    own_rules = None if rules is None else read_rules_text(Path(rules))
    if front is not None:
        _check_other_clip(Path(path), Path(front))
        of_first, of_second = (
            OfClip(progress, printable_name(Path(each))) for each in (path, front)
        )
        first = analyze(
            path,
            model=model,
            pose=pose,
            person=person,
            bar_at=bar_at,
            given=given,
            standing=standing,
            toe_touch=toe_touch,
            spine_points=spine_points,
            rules=rules,
            start_s=start_s,
            end_s=end_s,
            progress=of_first,
        )
        return paired(first, analyze(front, model=model, given=given, progress=of_second))
    info = probe(Path(path))
    _check_bar_point(info, bar_at)
    needs_model = pose is None or standing is not None or toe_touch is not None
    model_file = resolve(model, progress) if needs_model else None
    own_back = look_at_own_back(standing, toe_touch, model_file, progress)
    progress.stage("looking through the clip", _expected_frames(info, start_s, end_s))
    looked = model_file if pose is None else None
    seen = survey(info, looked, start_s=start_s, end_s=end_s, advance=progress.advance)
    trimmed = start_s is not None or end_s is not None
    foreign: tuple[str, ...] = ()
    if pose is not None:
        progress.stage("reading the pose", None)
        track, model = read_pose(Path(pose), seen.clip, choice=person, trimmed=trimmed)
        foreign = (MADE_ELSEWHERE.format(made_by=model),)
    else:
        assert model_file is not None
        progress.stage("following the lifter", seen.clip.frames)
        track = follow(info, seen, model_file, choice=person, advance=progress.advance)
    if spine_points is not None:
        points = read_spine_points(Path(spine_points), seen.clip, track.xy, trimmed)
        own_back = replace(own_back or OwnBack(), points=points)
    progress.stage("following the bar", seen.clip.frames)
    bar, camera = follow_bar(seen.clip, track, at=bar_at, advance=progress.advance)
    return measure(
        seen.clip,
        track,
        bar,
        camera=camera,
        given=given,
        own_back=own_back,
        model=model,
        warnings=(*([BREAKS_OFF] if seen.truncated else []), *foreign),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        own_rules=own_rules,
    )


def measure(
    clip: Clip,
    pose: PoseTrack,
    bar: BarTrack,
    *,
    camera: CameraMotion | None = None,
    given: Given | None = None,
    own_back: OwnBack | None = None,
    model: str = "",
    warnings: tuple[str, ...] = (),
    created: str = "",
    own_rules: str | None = None,
) -> Analysis:
    """Analyse a pose and a bar: everything after the pictures, without inference.

    Parameters
    ----------
    clip, pose, bar
        As they were read, or loaded from a saved analysis.
    camera
        How the camera moved; None: it stood still.
    given
        What is known of the lift and cannot be seen.
    own_back
        What other clips show of the lifter's back.
    model
        Name of the model that the pose came from.
    warnings
        What is known already of the clip and worth a warning.
    created
        When the pose was made, ISO 8601.
    own_rules
        What the user changes of the rules by which it is judged, as TOML.
    """
    given = given or Given()
    camera = camera or CameraMotion.standing(clip.times, (clip.width, clip.height))
    steady_pose, steady_bar, seen, motion, lifts = find_pulled(clip, pose, bar, camera, given)
    frames, styles = at_the_bar(motion, lifts)
    motion = measure_bodies(motion, seen, frames, styles, given)
    own = None if own_back is None else steadied_back(own_back, camera)
    deadlift = not any(shot.dips for shot in lifts)
    lifting = while_lifting(motion, lifts)
    motion = measure_fronts(motion, seen, lifting, given, deadlift=deadlift)
    motion = measure_backs(motion, steady_pose, steady_bar, frames, own)
    lifted = measure_set(motion, steady_bar, lifts, given)
    analysis = Analysis(
        clip=clip,
        pose=pose,
        bar=bar,
        camera=camera,
        motion=motion,
        set=lifted,
        given=given,
        own_back=own_back,
        view=motion.views[main_shot(clip, pose.xy)],
        model=model,
        warnings=tuple(dict.fromkeys((*warnings, *_warnings(clip, pose, motion, given)))),
        created=created,
    )
    return analysis.judged(own_rules)


def look_at_own_back(
    standing: str | Path | None,
    toe_touch: str | Path | None,
    model_file: Path | None,
    progress: Progress,
) -> OwnBack | None:
    """Look at clips of the lifter without a bar; None where there are none.

    Where only a toe-touch is given, the lifter stands upright in it first.

    Raises
    ------
    ClipError, NoPersonError, GivenError
        As `analyze`.
    """
    first = standing or toe_touch
    if first is None or model_file is None:
        return None
    upright = _followed_without_bar(first, model_file, progress)
    own = OwnBack(standing=standing_of(*upright))
    if toe_touch is None:
        return own
    is_both = standing is None
    bent = upright if is_both else _followed_without_bar(toe_touch, model_file, progress)
    return replace(own, most_flexion=most_flexion_of(*bent, own.standing))


def _followed_without_bar(
    path: str | Path, model_file: Path, progress: Progress
) -> tuple[Motion, PoseTrack, BarTrack]:
    """Follow a lifter who lifts nothing."""
    info = probe(Path(path))
    progress.stage(f"looking at {printable_name(info.path)}", _expected_frames(info, None, None))
    seen = survey(info, model_file, start_s=None, end_s=None, advance=progress.advance)
    progress.stage("following the lifter", seen.clip.frames)
    pose = follow(info, seen, model_file, choice=None, advance=progress.advance)
    return without_bar(seen.clip, pose)


def without_bar(clip: Clip, pose: PoseTrack) -> tuple[Motion, PoseTrack, BarTrack]:
    """Give what `spine.references` asks of a clip in which nothing is lifted."""
    bar = bar_from_wrists(pose, clip.shots)
    still = CameraMotion.standing(clip.times, (clip.width, clip.height))
    return find_pulled(clip, pose, bar, still, Given()).motion, pose, bar


class Pulled(NamedTuple):
    """What is known before a body is fitted: pose and bar steadied, each shot, motion, pulls."""

    pose: PoseTrack
    bar: BarTrack
    shots: tuple[Seen, ...]
    motion: Motion
    lifts: tuple[ShotPulls, ...]


def find_pulled(
    clip: Clip, pose: PoseTrack, bar: BarTrack, camera: CameraMotion, given: Given
) -> Pulled:
    """Measure by the landmarks, and find what was pulled."""
    views = tuple(estimate_view(pose.world[shot.frames]) for shot in clip.shots)
    steady_pose, steady_bar = steadied_pose(pose, camera), steadied_bar(bar, camera)
    shots = see_shots(clip, steady_pose, steady_bar, views, given, camera)
    motion = measure_motion(clip, shots)
    lifts = find_lifts(motion, steady_bar, shots, given)
    return Pulled(steady_pose, steady_bar, shots, motion, lifts)


def _check_other_clip(first: Path, second: Path) -> None:
    """Make sure, before the long work, that there are two clips."""
    if probe(first).path.resolve() == probe(second).path.resolve():
        raise PairError(
            f"{printable_name(first)} was given twice.",
            "Give two clips of the same set, filmed at the same time from two sides.",
        )


def _check_bar_point(info: ClipInfo, point: tuple[float, float] | None) -> None:
    if point is None or (0.0 <= point[0] < info.width and 0.0 <= point[1] < info.height):
        return
    raise BarPointError(
        f"The point {point[0]:g},{point[1]:g} that was given for the bar is not in the picture, "
        f"which is {info.width} px wide and {info.height} px high.",
        "Give it as X,Y in px of the upright picture, from its upper left corner.",
    )


def _expected_frames(info: ClipInfo, start_s: float | None, end_s: float | None) -> float | None:
    """Estimate how many frames will be read, for the progress bar only."""
    if info.duration_s is None or info.fps is None:
        return info.frames
    end = info.duration_s if end_s is None else min(end_s, info.duration_s)
    return max(1.0, (end - (start_s or 0.0)) * info.fps)


def _warnings(clip: Clip, pose: PoseTrack, motion: Motion, given: Given) -> list[str]:
    warnings = []
    if pose.coverage < LOW_COVERAGE:
        warnings.append(
            f"The lifter was found in {pose.coverage:.0%} of the frames only: film head to feet, "
            "with nothing in front of the lifter."
        )
    if clip.fps < FEW_FRAMES_PER_SECOND:
        warnings.append(
            f"The clip has {clip.fps:.0f} frames a second: film with 30 or more for sharp times."
        )
    if len({view.name for view in motion.views if view.name != "unknown"}) > 1:
        warnings.append("The view changes within the clip: each shot is measured by itself.")
    if any(motion.refused) and any(np.isfinite(motion.columns[name]).any() for name in motion.raw):
        reason = next(reason for reason in motion.refused if reason)
        end = "" if reason.endswith("?") else "."
        warnings.append(f"Angles are the landmarks' own, without a fitted body: {reason}{end}")
    return warnings + scale_warnings(motion.scales, given)
