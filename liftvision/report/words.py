"""Names and numbers as words: every metric has one name wherever people read it."""

from collections.abc import Mapping

from liftvision.barbell.track import BarSource
from liftvision.motion.back import BackRoute, BackZero, Clothes
from liftvision.pose.landmarks import without_side
from liftvision.reps.rep import SURE_STYLE, FloorContact, LiftSet

HIP_AND_SPINE = {
    "lumbar_share": "Lumbar spine's share, lift-off to lockout",
    "lumbar_flexion_at_lift_off": "Lumbar flexion at lift-off",
    "lumbar_flexion_peak": "Lumbar flexion, peak",
    "lumbar_drift": "Lumbar drift, set-up to knee pass",
    "largest_lumbar_flexion_peak": "Lumbar flexion, largest peak",
    "largest_lumbar_drift": "Lumbar drift, largest",
    "lumbar_change": "Peak lumbar flexion against the first rep",
    "largest_lumbar_change": "Peak lumbar flexion against the first rep, largest change",
    "lumbar_peak_percent": "Peak lumbar flexion of the lifter's own most",
    "lumbar_flexion_at_set_up": "Lumbar flexion at set-up",
    "lumbar_flexion_at_knee_pass": "Lumbar flexion at knee pass",
    "lumbar_flexion_at_lockout": "Lumbar flexion at lockout",
    "hip_contribution": "Hip extension, lift-off to lockout",
    "lumbar_contribution": "Lumbar unfolding, lift-off to lockout",
    "lumbar_share_first_pull": "Lumbar spine's share, first pull",
    "lumbar_share_second_pull": "Lumbar spine's share, second pull",
    "lumbar_share_of_trunk": "Lumbar spine's share of the trunk's turn",
    "lumbar_early": "Lumbar unfolding done by knee pass",
    "lumbar_lag": "Lumbar spine behind the hip",
    "hip_flexion_at_lift_off": "Hip flexion at lift-off",
    "hip_flexion_at_knee_pass": "Hip flexion at knee pass",
    "hip_flexion_at_lockout": "Hip flexion at lockout",
    "pelvis_tilt_at_lift_off": "Pelvis tilt at lift-off",
    "pelvis_tilt_at_knee_pass": "Pelvis tilt at knee pass",
    "pelvis_tilt_at_lockout": "Pelvis tilt at lockout",
}
BAR_VELOCITY = {
    "mean_concentric_velocity": "Mean concentric velocity",
    "mean_propulsive_velocity": "Mean propulsive velocity",
    "peak_concentric_velocity": "Peak concentric velocity",
    "best_mean_concentric_velocity": "Best mean concentric velocity",
    "first_mean_concentric_velocity": "Mean concentric velocity, first rep",
    "last_mean_concentric_velocity": "Mean concentric velocity, last rep",
    "velocity_loss": "Velocity loss, best to last rep",
    "time_to_peak_velocity": "Time to peak velocity",
    "sticking_region": "Sticking region",
}
BAR_PATH = {
    "range_of_motion": "Range of motion",
    "bar_over_midfoot": "Bar in front of mid-foot at lift-off",
    "bar_forward_drift": "Forward drift of the bar",
    "bar_horizontal_range": "Horizontal range of the bar",
    "bar_path_deviation": "Deviation from the straight line",
    "bar_wobble": "Wobble in the first 10 cm",
    "bar_path_change": "Bar path against the first rep",
    "largest_bar_path_change": "Largest change of the bar path",
    "bar_tilt_peak": "Bar tilt, largest (positive: left end higher)",
    "bar_tilt_at_lockout": "Bar tilt at lockout (positive: left end higher)",
}
RISE_AND_TOP = {
    "trunk_pitch": "Trunk tips forward at the start of the pull",
    "hip_shoulder_rise": "Hips' rise over the shoulders', first pull",
    "hip_rise_before_lift_off": "Hips rise before lift-off",
    "heel_rise": "Heels' rise",
    "lean_back": "Lean back at the top",
    "knee_flexion_left": "Knee flexion that remains at the top",
    "hip_flexion_left": "Hip flexion that remains at the top",
}
KNEES_AND_HIPS = {
    "fppa_change_l": "Left knee further in than its set-up leads it (FPPA)",
    "fppa_change_r": "Right knee further in than its set-up leads it (FPPA)",
    "fppa_change_difference": "Left knee further in than the right one (FPPA)",
    "knee_shift_change_l": "Left knee further in than its set-up leads it, of the leg",
    "knee_shift_change_r": "Right knee further in than its set-up leads it, of the leg",
    "knee_ankle_separation_change": "Knees' separation against what the set-up leads to",
    "fppa_peak_l": "Left knee inward (FPPA), largest",
    "fppa_peak_r": "Right knee inward (FPPA), largest",
    "fppa_l_at_lift_off": "Left knee inward (FPPA) at lift-off",
    "fppa_r_at_lift_off": "Right knee inward (FPPA) at lift-off",
    "fppa_l_at_knee_pass": "Left knee inward (FPPA) at knee pass",
    "fppa_r_at_knee_pass": "Right knee inward (FPPA) at knee pass",
    "fppa_l_at_lockout": "Left knee inward (FPPA) at lockout",
    "fppa_r_at_lockout": "Right knee inward (FPPA) at lockout",
    "knee_ankle_separation_at_lift_off": "Knees' over ankles' distance at lift-off",
    "knee_ankle_separation_at_knee_pass": "Knees' over ankles' distance at knee pass",
    "knee_ankle_separation_at_lockout": "Knees' over ankles' distance at lockout",
    "pelvis_shift_peak": "Hips' shift, largest, of the stance (positive: to the left)",
    "hip_line_tilt_peak": "Hip line's tilt, largest (positive: left hip higher)",
    "stance_width": "Stance, between the ankles",
    "toe_out_l": "Left foot turned out",
    "toe_out_r": "Right foot turned out",
    "grip_width": "Grip, between the wrists",
}
FORCE = {
    "mean_force": "Mean force",
    "peak_force": "Peak force",
    "work": "Work",
    "mean_power": "Mean power",
    "peak_power": "Peak power",
}
TEMPO = {
    "concentric_duration": "Concentric duration",
    "top_hold": "Hold at the top",
    "eccentric_duration": "Eccentric duration",
    "pause_before": "Pause on the floor before",
    "set_duration": "Duration of the set",
    "rep_count": "Reps",
}
SPLIT = "Hip against spine"
KNEES = "Knees and hips, from front or rear"
COLUMNS = {
    "fppa": "Knee inward (FPPA)",
    "knee_ankle_separation": "Knees' over ankles' distance",
    "knee_shift": "Knee inside the line from hip to ankle",
    "fppa_peak": "Knee inward (FPPA), most",
    "fppa_change": "Knee further in than its set-up leads it (FPPA)",
    "knee_shift_change": "Knee further in than its set-up leads it, of the leg",
    "toe_out": "Foot turned out",
    "pelvis_shift": "Hips' shift to the lifter's left",
    "hip_line_tilt": "Hip line's tilt",
    "bar_x": "Bar forward of the ankles",
    "bar_y": "Height of the bar",
    "bar_vx": "Velocity of the bar, forward",
    "bar_vy": "Velocity of the bar, up",
}
"""Columns and metrics, without their side, whose name alone says too little."""

UNITS = {"deg": "degrees", "1": "ratio", "%": "% of the stance"}
"""Units of columns whose sign is not what an axis says."""

SHARES = {
    "lumbar_share": "whole pull",
    "lumbar_share_first_pull": "first pull, floor to knee",
    "lumbar_share_second_pull": "second pull, knee to lockout",
}
"""The spine's shares, by the part of the rep that each is of."""

GROUPS: tuple[tuple[str, Mapping[str, str]], ...] = (
    (SPLIT, HIP_AND_SPINE),
    ("Start and top of the pull", RISE_AND_TOP),
    (KNEES, KNEES_AND_HIPS),
    ("Bar velocity", BAR_VELOCITY),
    ("Bar path", BAR_PATH),
    ("Force and power on the bar", FORCE),
    ("Tempo", TEMPO),
)
"""Titles of the groups of metrics and the name of each metric, in the order of a report."""

OTHERS = "Joints"
"""Title of the group of what is in none of `GROUPS`."""

MEAN_OF_REPS = (
    "lumbar_share", "mean_concentric_velocity", "range_of_motion", "concentric_duration",
    "top_hold", "eccentric_duration", "pause_before",
)  # fmt: skip
"""Metrics of a set that are the mean over its reps."""

BAR_SOURCE_WORDS: dict[BarSource, str] = {
    "plate": "the near plate",
    "ends": "the plates at both ends",
    "point": "the point that was given",
    "wrists": "the wrists",
    "none": "nothing",
}
BACK_ROUTE_WORDS: dict[BackRoute, str] = {
    "outline": "the outline of the back",
    "keypoints": "the spine points that were given",
}
BACK_ZERO_WORDS: dict[BackZero, str] = {
    "standing clip": "the lifter's standing in the clip that was given for it",
    "upright frames": "the lifter's own upright frames",
    "usual back": "the usual standing back, as the lifter's own was not seen",
}
CLOTHES_WORDS: dict[Clothes, str] = {"tight": "tight clothes", "loose": "loose clothes"}
FLOOR_WORDS: dict[FloorContact | None, str] = {
    "dead_stop": "dead stop",
    "touch_and_go": "touch and go",
    None: "",
}


def spelled_out(name: str, *, of_set: bool = False) -> str:
    """Give the name of a metric or column as words."""
    known = next((words[name] for _, words in GROUPS if name in words), None)
    if known is not None:
        return f"{known}, mean of the reps" if of_set and name in MEAN_OF_REPS else known
    base = without_side(name)
    words = base.replace("_", " ").replace("lift off", "lift-off")
    words = COLUMNS.get(base, words.replace("trunk thigh", "trunk-thigh"))
    side = {"_l": ", left", "_r": ", right"}.get(name[-2:], "")
    return capitalized(words) + side


def capitalized(words: str) -> str:
    """Give words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def lowered(words: str) -> str:
    """Give words as they stand within a sentence."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def unit_words(unit: str) -> str:
    """Give the unit of a column as an axis or a heading says it."""
    return UNITS.get(unit, unit)


def partly(name: str) -> str:
    """Say of a column that it was not measured in some of the frames."""
    return f"{name} (in some frames)"


def style_words(lifted: LiftSet) -> str | None:
    """Name the style and how sure it is, such as ``sumo (likely)``; None where it is unknown."""
    if lifted.style == "unknown":
        return None
    if lifted.style_confidence is None:
        return lifted.style
    return f"{lifted.style} ({'sure' if lifted.style_confidence >= SURE_STYLE else 'likely'})"
