"""The curves of a clip over time, as data for the page's charts."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from liftvision.analysis import Analysis
from liftvision.measurement import Measurement, written
from liftvision.report.colours import PHASES
from liftvision.report.curves import Curve, Panel, marked, panels
from liftvision.report.page.moments import PhaseSpan, spans
from liftvision.report.page.panels import Line, Stretch, panel_data
from liftvision.report.words import capitalized

MOST_POINTS = 3000
"""Of a curve: of a clip with more frames, every second or nth is shown."""

CM = 100.0


def shown_panels(analysis: Analysis) -> tuple[Panel, ...]:
    """Give the panels that the report shows: those of ``curves.png``, heights in cm."""
    motion = analysis.joined_motion
    shown = marked(panels(motion), motion, analysis.set.reps, analysis.review)
    return tuple(_in_cm(panel) for panel in shown)


def time_panels(analysis: Analysis, shown: Sequence[Panel]) -> list[dict[str, object]]:
    """Give panels as data over the clip's time, with the phases behind them."""
    times = analysis.clip.times
    chosen = slice(None, None, -(-len(times) // MOST_POINTS))
    phases = [Stretch(span.begin_s, span.end_s, PHASES[span.phase]) for span in spans(analysis)]
    return [
        panel_data(
            panel.title,
            panel.unit,
            times[chosen],
            [
                Line(each.label, each.colour, each.values[chosen], each.errors[chosen])
                for each in panel.curves
            ],
            stretches=[*phases, *(Stretch(*mark) for mark in panel.marks)],
            has_zero_line=panel.has_zero_line,
        )
        for panel in shown
    ]


def panel_words(panel: Panel) -> str:
    """Say what a panel shows, for those who cannot see it: from where to where each curve goes."""
    told = []
    for curve in panel.curves:
        low, high = int(np.nanargmin(curve.values)), int(np.nanargmax(curve.values))
        least, most = (_at(curve, panel.unit, index) for index in (low, high))
        told.append(f"{curve.label} from {least} to {most}")
    return f"{capitalized(panel.title)}: {'; '.join(told)}."


def phase_data(found: Sequence[PhaseSpan]) -> list[dict[str, object]]:
    """Give phases as data."""
    return [
        {"rep": span.rep, "phase": span.phase, "begin": span.begin_s, "end": span.end_s}
        for span in found
    ]


def _in_cm(panel: Panel) -> Panel:
    if panel.unit != "m":
        return panel
    curves = tuple(
        Curve(each.label, each.colour, CM * each.values, CM * each.errors) for each in panel.curves
    )
    return replace(panel, unit="cm", curves=curves)


def _at(curve: Curve, unit: str, index: int) -> str:
    error = float(curve.errors[index])
    known = error if np.isfinite(error) else None
    return written(Measurement(float(curve.values[index]), known, unit))
