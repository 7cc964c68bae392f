"""What is worth knowing of a clip, and of how lifter and bar were read from it, as words."""

import numpy as np

from liftvision.analysis import Analysis
from liftvision.barbell.track import BAR_SOURCES, ShotBar
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.naming import printable_name
from liftvision.given import STANDARD_PLATE_M
from liftvision.measurement import written
from liftvision.motion.back import Back
from liftvision.motion.front import Front
from liftvision.motion.motion import Motion
from liftvision.motion.scale import Scale
from liftvision.pairing.second import SecondClip
from liftvision.report.words import (
    BACK_ROUTE_WORDS,
    BACK_ZERO_WORDS,
    BAR_SOURCE_WORDS,
    CLOTHES_WORDS,
    KNEES,
    SPLIT,
    style_words,
)
from liftvision.reps.rep import LiftSet


def clip_facts(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell of the clip and of the lifter in it: names and facts."""
    clip, pose, view = analysis.clip, analysis.pose, analysis.view
    yaw = "unknown"
    if view.yaw_deg is not None:
        yaw = f"{view.yaw_deg:.0f}°" + (f" ± {view.error_deg:.0f}°" if view.error_deg else "")
    return [
        ("Picture", f"{clip.width} by {clip.height} px" + _rotated(clip)),
        ("Length", f"{clip.duration_s:.1f} s, {clip.frames} frames"),
        ("Frame rate", f"{clip.fps:.1f} fps" + (", varying" if clip.variable_frame_rate else "")),
        ("Cuts", ", ".join(f"{cut:.1f} s" for cut in clip.cuts_s) or "none"),
        ("Lifter seen", f"in {100.0 * pose.coverage:.0f} % of the frames"),
        ("View", f"{view.name}, yaw {yaw}"),
        *_style_facts(analysis.set),
        ("Others in the picture", str(pose.others_in_frame)),
        ("Left and right exchanged back", f"in {pose.side_swaps_repaired} frames"),
        *_second_facts(analysis),
        ("Pose model", analysis.model),
        ("Made", analysis.created),
    ]


def _style_facts(lifted: LiftSet) -> list[tuple[str, str]]:
    """Tell the style of a deadlift and how sure it is, or why it is not known."""
    if lifted.lift != "deadlift":
        return []
    words = style_words(lifted)
    if words is None:
        return [("Style", f"unknown: {lifted.style_reason or 'not seen'}")]
    if lifted.style_confidence is None:
        return [("Style", ", ".join(filter(None, (words, lifted.style_reason))))]
    return [("Style", f"{words}, {100.0 * lifted.style_confidence:.0f} % probable")]


def bar_facts(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell what the bar was taken from in each shot, why not from better, and its scale."""
    shots = analysis.clip.shots
    facts = []
    for number, (shot, by) in enumerate(zip(shots, analysis.bar.shots, strict=True), start=1):
        of_shot = f", shot {number}" if len(shots) > 1 else ""
        facts.append((f"Taken from{of_shot}", _taken_from(analysis, shot, by)))
        if by.reason:
            facts.append((f"Why not better{of_shot}", by.reason))
        if number <= len(analysis.motion.scales):
            scale = analysis.motion.scales[number - 1]
            facts += [(name + of_shot, fact) for name, fact in _scale_facts(analysis, by, scale)]
    return facts


def _taken_from(analysis: Analysis, shot: Shot, by: ShotBar) -> str:
    words = BAR_SOURCE_WORDS[by.source]
    if by.source == "none":
        return words
    sources = analysis.bar.sources[shot.frames]
    seen = float(np.mean(sources == BAR_SOURCES.index(by.source)))
    bridged = int(np.sum(sources == BAR_SOURCES.index("wrists"))) if by.source != "wrists" else 0
    more = f"; {bridged} frames bridged by the wrists" if bridged else ""
    return f"{words}, in {100.0 * seen:.0f} % of the frames{more}"


def _scale_facts(analysis: Analysis, by: ShotBar, scale: Scale) -> list[tuple[str, str]]:
    """Tell what metres rest on, and whether the lifter's size agrees."""
    if scale.bar.value is None or scale.bar.error is None:
        return [("Metres", f"not measured: {scale.bar.reason}")]
    given = analysis.given
    if scale.source == "plate":
        diameter = given.plate_diameter_m or STANDARD_PLATE_M
        how = "as given" if given.plate_diameter_m else "assumed"
        rests_on = f"a plate of {1000.0 * diameter:.0f} mm, {how}"
    else:
        rests_on = f"the lifter's height of {100.0 * (given.height_m or np.nan):.0f} cm, as given"
    relative = 100.0 * scale.bar.error / scale.bar.value
    in_picture = f"1 px is {1000.0 * scale.bar.value:.2f} mm ± {relative:.1f} %"
    facts = [("Metres from", f"{rests_on}; {in_picture} in the bar's plane")]
    if by.source in ("plate", "ends") and scale.stature.value is not None:
        facts.append(("Lifter by that scale", f"{written(scale.stature)} tall"))
    return facts


def back_facts(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell what lumbar flexion was measured on in each shot, from which zero, and how surely.

    Nothing of a clip where it was measured in no shot: the reasons are with all others.
    """
    facts = []
    for motion, of_clip in _motions(analysis):
        if all(back.route is None for back in motion.backs):
            continue
        for number, back in enumerate(motion.backs, start=1):
            of_shot = of_clip + (f", shot {number}" if len(motion.backs) > 1 else "")
            facts += [(name + of_shot, fact) for name, fact in _facts_of_back(back)]
    return facts


def _motions(analysis: Analysis) -> list[tuple[Motion, str]]:
    """Give the motion that each clip shows, and what marks the facts of that clip."""
    second = analysis.second
    other = [] if second is None else [(second.analysis.motion, ", second clip")]
    return [(analysis.motion, ""), *other]


def _second_facts(analysis: Analysis) -> list[tuple[str, str]]:
    return [] if analysis.second is None else [("Two clips", pair_line(analysis.second))]


def front_facts(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell how the lifter stands and grips in each shot from the front or the rear, and how surely.

    Nothing where that was measured in no shot: the reasons are with all others.
    """
    facts = []
    for motion, of_clip in _motions(analysis):
        for number, front in enumerate(motion.fronts, start=1):
            of_shot = of_clip + (f", shot {number}" if len(motion.fronts) > 1 else "")
            if front.reason is None:
                facts += [(name + of_shot, fact) for name, fact in _facts_of_front(front)]
    return facts


def _facts_of_front(front: Front) -> list[tuple[str, str]]:
    named = (
        ("Stance, between the ankles", front.stance_width),
        ("Left foot turned out", front.toe_out_l),
        ("Right foot turned out", front.toe_out_r),
        ("Grip, between the wrists", front.grip_width),
        ("Camera off the front or rear", front.off_front),
    )
    return [(name, written(measured)) for name, measured in named if measured.value is not None]


def _facts_of_back(back: Back) -> list[tuple[str, str]]:
    if back.route is None:
        return [("Not measured", back.reason or "the back was not looked at")]
    facts = [("Measured on", BACK_ROUTE_WORDS[back.route])]
    if back.zero is not None:
        facts.append(("Zero", BACK_ZERO_WORDS[back.zero]))
    if back.clothes is not None:
        facts.append(("Worn over it", CLOTHES_WORDS[back.clothes]))
    if back.change_error_deg is not None:
        facts.append(("Error of a change", f"{back.change_error_deg:.1f}° of lumbar flexion"))
    if back.most_flexion is not None and back.most_flexion.value is not None:
        facts.append(("The lifter's own most", f"{written(back.most_flexion)} of lumbar flexion"))
    return facts


def pair_line(second: SecondClip) -> str:
    """Say in a line which other clip was used, and how exactly the two are aligned."""
    alignment, view = second.alignment, second.analysis.view
    seen = "view unknown" if view.name == "unknown" else f"{view.name} view"
    later = f"{abs(alignment.offset_s):.2f} s {'more' if alignment.offset_s >= 0 else 'less'}"
    line = (
        f"second clip {printable_name(second.analysis.clip.path)}, {seen}: its clock shows "
        f"{later} ± {1000.0 * alignment.error_s:.0f} ms"
    )
    if alignment.drift:
        line += f", and runs by {1e6 * alignment.drift:+.0f} ppm"
    return line


def knee_line(analysis: Analysis) -> str:
    """Say why the knees were not measured from the front."""
    reasons = [
        cave.change.reason
        for rep in analysis.set.reps
        for cave in rep.knee_cave.values()
        if cave.change.reason
    ]
    return f"{KNEES}: not measured: {reasons[0] if reasons else 'not seen'}"


def back_line(analysis: Analysis) -> str | None:
    """Say in a line how hip and spine were told apart, or why not; None where nobody tried."""
    backs = [back for motion, _ in _motions(analysis) for back in motion.backs]
    if not backs:
        return None
    told = [_told_of_back(back) for back in backs if back.route is not None]
    if told:
        return f"{SPLIT}: measured on " + "; on ".join(dict.fromkeys(told))
    reasons = dict.fromkeys(back.reason for back in backs if back.reason)
    return f"{SPLIT}: not measured: " + "; ".join(reasons)


def _told_of_back(back: Back) -> str:
    assert back.route is not None
    words = BACK_ROUTE_WORDS[back.route]
    if back.clothes is not None:
        words += f" in {CLOTHES_WORDS[back.clothes]}"
    return words if back.zero is None else f"{words}; zero is {BACK_ZERO_WORDS[back.zero]}"


def _rotated(clip: Clip) -> str:
    return f", turned by {clip.rotation_deg}°" if clip.rotation_deg else ""
