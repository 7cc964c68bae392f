"""The report as a single page that opens from the disk: ``report.html``."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.measurement import Measurement
from liftvision.pose.landmarks import without_side
from liftvision.pose.view import View
from liftvision.report.bar_path import rep_paths
from liftvision.report.facts import back_facts, bar_facts, clip_facts, front_facts
from liftvision.report.words import (
    FLOOR_WORDS,
    GROUPS,
    HIP_AND_SPINE,
    OTHERS,
    SPLIT,
    partly,
    spelled_out,
    style_words,
    written,
)
from liftvision.reps.rep import LiftSet, Rep

EVENT_NAMES = {
    "lift_off_s": "lift-off",
    "knee_pass_s": "bar at the knee",
    "lockout_s": "lockout",
    "lowering_s": "lowering begins",
    "end_s": "end",
}
ABSENT = Measurement.not_measured("1", "not measured in this rep")


@dataclass(frozen=True)
class MetricRow:
    """A metric in each rep, or in the set.

    Attributes
    ----------
    name, rule
        As words; the rule is empty where the metric has one meaning only.
    cells
        What was measured, and how it is written.
    from_second
        Whether the second of two clips measured it.
    """

    name: str
    rule: str
    cells: tuple[tuple[Measurement, str], ...]
    from_second: bool = False


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
    other, from_second = analysis.second, analysis.set.from_second
    page = environment.get_template("report.html.j2").render(
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
        overlay=overlay,
        name=printable_name(analysis.clip.path),
        second=None if other is None else printable_name(other.analysis.clip.path),
        summary=summary(analysis),
        reason=analysis.set.reason,
        reps=analysis.set.reps,
        event_rows=_event_rows(analysis.set.reps),
        metric_groups=_metric_groups([rep.metrics for rep in analysis.set.reps], from_second),
        set_groups=_metric_groups([_set_metrics(analysis.set)], from_second, of_set=True),
        remarks=analysis.set.remarks,
        has_bar_path=bool(rep_paths(analysis)),
        bar_facts=bar_facts(analysis),
        back_facts=back_facts(analysis),
        front_facts=front_facts(analysis),
        not_measured=_not_measured(analysis),
        warnings=analysis.warnings,
        facts=clip_facts(analysis),
    )
    return page.encode("utf-8", "replace").decode("utf-8")


def summary(analysis: Analysis) -> str:
    """Say in a sentence what was lifted and from where it was filmed."""
    lifted, reps = analysis.set, analysis.set.reps
    if lifted.lift == "none":
        what = "Nobody lifts a bar here"
    elif lifted.lift == "other" and not reps:
        what = "A lift, but not a deadlift"
    elif lifted.lift == "other":
        what = f"{len(reps)} {'rep' if len(reps) == 1 else 'reps'} of a lift that is no deadlift"
    else:
        words = style_words(lifted)
        style = "" if words is None else f"{words} "
        what = f"{len(reps)} {'rep' if len(reps) == 1 else 'reps'} of the {style}deadlift"
    views = [filmed_from(analysis.view)]
    if analysis.second is not None:
        views.append(filmed_from(analysis.second.analysis.view))
    return f"{what}, filmed from {' and from '.join(dict.fromkeys(views))}."


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


def _event_rows(reps: Sequence[Rep]) -> list[tuple[str, list[str]]]:
    """Give a row for each event: its name, and when it was in each rep; then the floor contact."""
    rows = []
    for event, name in EVENT_NAMES.items():
        rows.append((name, [_when(rep, event) for rep in reps]))
    if any(rep.floor for rep in reps):
        rows.append(("from the floor", [FLOOR_WORDS[rep.floor] for rep in reps]))
    return rows if reps else []


def _when(rep: Rep, event: str) -> str:
    time_s: float | None = getattr(rep, event)
    if time_s is None:
        return "not seen"
    return written(Measurement(time_s, rep.event_errors.get(event), "s"))


def _set_metrics(lifted: LiftSet) -> Mapping[str, Measurement]:
    """Give the metrics of the set where they tell more than its only rep does."""
    return lifted.metrics if len(lifted.reps) > 1 else {}


def _metric_groups(
    metrics: Sequence[Mapping[str, Measurement]],
    from_second: frozenset[str],
    *,
    of_set: bool = False,
) -> list[tuple[str, list[MetricRow]]]:
    """Give the title and the rows of each group of metrics that has any.

    A metric that was not measured at all has no row: it is under 'not measured', with the reason.
    """
    names = dict.fromkeys(name for each in metrics for name in each)
    measured = [
        name for name in names if any(each.get(name, ABSENT).value is not None for each in metrics)
    ]
    known = [(title, [name for name in words if name in measured]) for title, words in GROUPS]
    grouped = {name for _, listed in known for name in listed}
    known.append((OTHERS, [name for name in measured if name not in grouped]))
    return [
        (title, [_metric_row(name, metrics, name in from_second, of_set=of_set) for name in listed])
        for title, listed in known
        if listed
    ]


def _metric_row(
    name: str, metrics: Sequence[Mapping[str, Measurement]], from_second: bool, *, of_set: bool
) -> MetricRow:
    values = [each.get(name, ABSENT) for each in metrics]
    rule = next((value.rule for value in values if value.rule), "")
    cells = tuple((value, written(value)) for value in values)
    return MetricRow(spelled_out(name, of_set=of_set), rule, cells, from_second)


def _not_measured(analysis: Analysis) -> list[tuple[str, str]]:
    """Give reasons with the names of what they kept from being measured, each reason once.

    What they kept from it in part only is marked. Of hip and spine all metrics that lack what the
    curve lacks are named together.
    """
    reasons = dict(analysis.joined_motion.not_measured)
    no_curve = reasons.get("lumbar_flexion")
    for name, reason in _absent_metrics(analysis.set):
        of_split = name in HIP_AND_SPINE and reason == no_curve
        reasons.setdefault(SPLIT if of_split else name, reason)
    listed = _by_reason(reasons)
    for reason, names in _by_reason(analysis.joined_motion.partly).items():
        listed.setdefault(reason, []).extend(partly(name) for name in names)
    return [("; ".join(names), reason) for reason, names in listed.items()]


def _by_reason(reasons: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the spelled-out names of what has each reason."""
    names: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        names.setdefault(reason, []).append(name)
    return {reason: _without_pairs(listed) for reason, listed in names.items()}


def _absent_metrics(lifted: LiftSet) -> list[tuple[str, str]]:
    """Give name and reason of each metric that was measured in no rep, or not of the set."""
    absent = []
    for metrics in ([rep.metrics for rep in lifted.reps], [_set_metrics(lifted)]):
        measured = {name for each in metrics for name in each if each[name].value is not None}
        absent += [
            (name, each[name].reason or "")
            for each in metrics
            for name in each
            if name not in measured
        ]
    return absent


def _without_pairs(names: Sequence[str]) -> list[str]:
    """Spell names out; one that is there for left and right comes once, without its side."""
    bases = [without_side(name) for name in names]
    whole = [
        base if bases.count(base) > 1 else name for base, name in zip(bases, names, strict=True)
    ]
    return [spelled_out(name) for name in dict.fromkeys(whole)]
