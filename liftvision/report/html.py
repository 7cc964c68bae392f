"""The report as a page that opens from the disk: ``report.html``."""

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.pose.view import View
from liftvision.report.facts import back_facts, bar_facts, clip_facts, front_facts
from liftvision.report.folder import OVERLAY_NAME
from liftvision.report.page.absent import not_measured
from liftvision.report.page.advice import advice, lead_words, not_judged
from liftvision.report.page.bar_drawing import BarDrawing, draw_bar_paths
from liftvision.report.page.curves import panel_words, phase_data, shown_panels, time_panels
from liftvision.report.page.metrics import event_rows, metric_groups, set_metrics
from liftvision.report.page.moments import clock_note, events_of, spans, telling_moment
from liftvision.report.page.render import render_page
from liftvision.report.page.rep_curves import rep_rows
from liftvision.report.page.shares import share_table
from liftvision.report.page.still import STILL_NAME
from liftvision.report.words import style_words


def render_report(analysis: Analysis, *, overlay: bool) -> str:
    """Give the page; ``overlay``: whether an overlay video and a picture of it lie beside it.

    Everything that comes from outside (file names, reasons) is escaped; the page loads nothing
    but what lies beside it.
    """
    shown = shown_panels(analysis)
    drawing = draw_bar_paths(analysis)
    found = spans(analysis)
    context = {
        **_told(analysis),
        **_tables(analysis),
        "video": OVERLAY_NAME if overlay else None,
        "still": STILL_NAME,
        "still_moment": telling_moment(analysis),
        "is_wide": analysis.clip.width > analysis.clip.height,
        "clock_note": clock_note(analysis),
        "begin_s": float(analysis.clip.times[0]),
        "end_s": float(analysis.clip.times[-1]),
        "spans": found,
        "events": [(rep, events_of(analysis, rep)) for rep in analysis.set.reps],
        "panels": [(panel, panel_words(panel)) for panel in shown],
        "rep_rows": rep_rows(analysis, shown),
        "drawing": drawing,
        "shares": share_table(analysis),
    }
    data = {
        "begin": float(analysis.clip.times[0]),
        "end": float(analysis.clip.times[-1]),
        "panels": time_panels(analysis, shown),
        "phases": phase_data(found),
        "paths": _path_data(drawing),
    }
    return render_page(
        "report.html.j2", context, styles=("report.css",), scripts=("report.js",), data=data
    )


def _path_data(drawing: BarDrawing | None) -> list[dict[str, object]]:
    return [] if drawing is None else drawing.data


def _told(analysis: Analysis) -> dict[str, object]:
    """Give what is said in words."""
    review, other = analysis.review, analysis.second
    leading = review.leading
    return {
        "name": printable_name(analysis.clip.path),
        "second": None if other is None else printable_name(other.analysis.clip.path),
        "summary": summary(analysis),
        "reason": analysis.set.reason,
        "lead_words": lead_words(analysis),
        "leading": advice(analysis, leading),
        "further": advice(analysis, review.findings[len(leading) :]),
        "went_well": review.went_well,
        "not_judged": not_judged(review),
        "warnings": analysis.warnings,
        "remarks": analysis.set.remarks,
    }


def _tables(analysis: Analysis) -> dict[str, object]:
    """Give every number, what has none, and what all of them rest on."""
    lifted = analysis.set
    of_reps = [rep.metrics for rep in lifted.reps]
    return {
        "reps": lifted.reps,
        "event_rows": event_rows(lifted.reps),
        "metric_groups": metric_groups(of_reps, lifted.from_second),
        "set_groups": metric_groups([set_metrics(lifted)], lifted.from_second, of_set=True),
        "not_measured": not_measured(analysis),
        "facts": [
            ("The back", back_facts(analysis)),
            ("Stance and grip", front_facts(analysis)),
            ("The bar", bar_facts(analysis)),
            ("The clip", clip_facts(analysis)),
        ],
    }


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
