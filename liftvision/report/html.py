"""The report as a single page that opens from the disk: ``report.html``."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from math import floor, log10

from liftvision.analysis import Analysis
from liftvision.clip.clip import Clip
from liftvision.clip.naming import printable_name
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import without_side
from liftvision.pose.view import View
from liftvision.reps.rep import Rep

EVENT_NAMES = {
    "lift_off_s": "lift-off",
    "knee_pass_s": "bar at the knee",
    "lockout_s": "lockout",
    "lowering_s": "lowering begins",
    "end_s": "end",
}
UNIT_MARKS = {"deg": "°", "1": ""}
MOST_DECIMALS = 3
NO_ERROR_DECIMALS = 2
"""Decimals of a number whose error is not known."""


def render_report(analysis: Analysis, *, overlay: bool) -> str:
    """Give the page; ``overlay``: whether an overlay video lies beside it.

    Everything that comes from outside (file names, reasons) is escaped; the page loads nothing
    but the video and the picture beside it and runs no script.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("liftvision.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("liftvision.report").joinpath("report.css").read_text("utf-8")
    page = environment.get_template("report.html.j2").render(
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
        overlay=overlay,
        name=printable_name(analysis.clip.path),
        summary=summary(analysis),
        reason=analysis.set.reason,
        reps=analysis.set.reps,
        event_rows=_event_rows(analysis.set.reps),
        metric_rows=_metric_rows([rep.metrics for rep in analysis.set.reps]),
        set_rows=_metric_rows([analysis.set.metrics]),
        not_measured=_not_measured(analysis),
        warnings=analysis.warnings,
        facts=_facts(analysis),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def summary(analysis: Analysis) -> str:
    """Say in a sentence what was lifted and from where it was filmed."""
    lifted, reps = analysis.set, analysis.set.reps
    if lifted.lift == "none":
        what = "Nobody lifts a bar here"
    elif lifted.lift == "other":
        what = "A lift, but not a deadlift"
    else:
        style = "" if lifted.style == "unknown" else f"{lifted.style} "
        what = f"{len(reps)} {'rep' if len(reps) == 1 else 'reps'} of the {style}deadlift"
    return f"{what}, filmed from {filmed_from(analysis.view)}."


def filmed_from(view: View) -> str:
    """Say where the camera stood, in words."""
    return {
        "side": "the side",
        "front": "the front",
        "rear": "behind",
        "front-oblique": "the front at an angle",
        "rear-oblique": "behind at an angle",
        "unknown": "an unknown direction",
    }[view.name]


def spelled_out(metric: str) -> str:
    """Give the name of a metric or column as words."""
    words = without_side(metric).replace("_", " ").replace("fppa", "FPPA")
    side = {"_l": ", left", "_r": ", right"}.get(metric[-2:], "")
    return words[:1].upper() + words[1:] + side


def written(measured: Measurement) -> str:
    """Write ``value ± error unit``, with as many decimals as the error's first digit needs."""
    if measured.value is None:
        return "not measured"
    mark = UNIT_MARKS.get(measured.unit, f"\N{NO-BREAK SPACE}{measured.unit}")
    if measured.error is None:
        return f"{measured.value:.{NO_ERROR_DECIMALS}f}{mark}"
    decimals = MOST_DECIMALS
    if measured.error > 0.0:
        decimals = min(MOST_DECIMALS, max(0, -floor(log10(measured.error))))
    # Adding zero turns -0.0 into 0.0.
    value = round(measured.value, decimals) + 0.0
    return f"{value:.{decimals}f} ± {measured.error:.{decimals}f}{mark}"


def _event_rows(reps: Sequence[Rep]) -> list[tuple[str, list[str]]]:
    """Give a row for each event: its name, and when it was in each rep."""
    rows = []
    for event, name in EVENT_NAMES.items():
        times = [getattr(rep, event) for rep in reps]
        cells = ["not seen" if time is None else f"{time:.2f}\N{NO-BREAK SPACE}s" for time in times]
        rows.append((name, cells))
    return rows if reps else []


def _metric_rows(
    metrics: Sequence[Mapping[str, Measurement]],
) -> list[tuple[str, list[Measurement], list[str]]]:
    """Give a row for each metric: its name, its measurements, and how they are written."""
    rows = []
    for name in dict.fromkeys(name for each in metrics for name in each):
        absent = Measurement.not_measured("1", "not measured in this rep")
        values = [each.get(name, absent) for each in metrics]
        rows.append((spelled_out(name), values, [written(value) for value in values]))
    return rows


def _not_measured(analysis: Analysis) -> list[tuple[str, str]]:
    """Reasons with the names of what they kept from being measured, each reason once."""
    reasons = dict(analysis.motion.not_measured)
    for metrics in (*(rep.metrics for rep in analysis.set.reps), analysis.set.metrics):
        for name, measured in metrics.items():
            if measured.value is None:
                reasons.setdefault(name, measured.reason or "")
    names: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        names.setdefault(reason, []).append(name)
    return [("; ".join(_without_pairs(listed)), reason) for reason, listed in names.items()]


def _without_pairs(names: Sequence[str]) -> list[str]:
    """Spell names out; one that is there for left and right comes once, without its side."""
    bases = [without_side(name) for name in names]
    whole = [
        base if bases.count(base) > 1 else name for base, name in zip(bases, names, strict=True)
    ]
    return [spelled_out(name) for name in dict.fromkeys(whole)]


def _facts(analysis: Analysis) -> list[tuple[str, str]]:
    """Tell what is worth knowing of the clip and of how it was read."""
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
        ("Others in the picture", str(pose.others_in_frame)),
        ("Left and right exchanged back", f"in {pose.side_swaps_repaired} frames"),
        ("Bar taken from", {"wrists": "the wrists", "none": "nothing"}[analysis.bar.source]),
        ("Pose model", analysis.model),
        ("Made", analysis.created),
    ]


def _rotated(clip: Clip) -> str:
    return f", turned by {clip.rotation_deg}°" if clip.rotation_deg else ""
