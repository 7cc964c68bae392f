"""Hip against lumbar spine, phase by phase and rep by rep."""

from collections import Counter

import numpy as np
from matplotlib.axes import Axes

from liftvision.analysis import Analysis
from liftvision.explore.canvas import (
    NO_REPS,
    RepChoice,
    axes_for,
    chosen_reps,
    finish,
    say_absent,
)
from liftvision.measurement import Measurement, written
from liftvision.report.colours import LUMBAR, TRUNK_THIGH, fraction, on_white
from liftvision.report.plots import FAINT, INK
from liftvision.report.words import SHARES
from liftvision.reps.rep import Rep

PARTS = ("lumbar_share_first_pull", "lumbar_share_second_pull", "lumbar_share")
"""Shares of a pull, from top to bottom of the plot."""

TITLE = "Hips or lower back?"
NOT_MEASURED = Measurement.not_measured("%", "it was not measured in this rep")


def draw_contribution(analysis: Analysis, reps: RepChoice, ax: Axes | None) -> Axes:
    """Draw the shares; see `Plots.contribution`."""
    shown = chosen_reps(analysis, reps)
    axes = axes_for(ax, (7.6, 1.3 + 1.15 * max(2, len(shown))))
    shares = [rep.metrics.get(name, NOT_MEASURED) for rep in shown for name in PARTS]
    if all(share.value is None for share in shares):
        reasons = Counter(share.reason for share in shares if share.reason).most_common(1)
        say_absent(axes, TITLE, reasons[0][0] if reasons else NO_REPS)
        return axes
    places, labels = [], []
    for index, rep in enumerate(shown):
        for part, name in enumerate(PARTS):
            place = index * (len(PARTS) + 0.8) + part
            _draw_share(axes, rep, name, place)
            places.append(place)
            labels.append(f"rep {rep.number}: {SHARES[name]}" if part == 0 else SHARES[name])
    finish(axes, TITLE, "% of the turning of hips and lumbar spine together", "", _notes(shares))
    axes.set_yticks(places, labels, color=INK)
    axes.grid(visible=False, axis="y")
    axes.set_ylim(places[-1] + 0.7, -0.9)
    axes.set_xlim(min(0.0, *(_lowest(share) for share in shares)), 128.0)
    axes.set_xticks([tick for tick in range(-100, 101, 25) if tick >= axes.get_xlim()[0]])
    _key(axes)
    return axes


def _draw_share(axes: Axes, rep: Rep, name: str, place: float) -> None:
    """Draw one bar: the spine from zero on, to the left where it folded, then the hips."""
    share = rep.metrics.get(name, NOT_MEASURED)
    if share.value is None:
        axes.text(1.0, place, f"not measured: {share.reason}", va="center", color=FAINT,
                  fontsize=8, clip_on=True)  # fmt: skip
        return
    spine, height = share.value, 0.82 if name == "lumbar_share" else 0.62
    axes.barh(place, spine, height=height, color=fraction(on_white(LUMBAR)))
    axes.barh(place, 100.0 - abs(spine), left=max(spine, 0.0), height=height,
              color=fraction(on_white(TRUNK_THIGH)), alpha=0.75)  # fmt: skip
    if share.error is not None:
        axes.errorbar(spine, place, xerr=share.error, color=INK, capsize=3.0, linewidth=1.1)
    axes.text(102.0, place, f"spine {written(share)}", va="center", color=INK, fontsize=9,
              fontweight="bold" if name == "lumbar_share" else "normal")  # fmt: skip


def _lowest(share: Measurement) -> float:
    """Give how far a bar with its error reaches to the left of zero."""
    if share.value is None:
        return 0.0
    return float(np.floor(min(0.0, share.value - (share.error or 0.0)) / 10.0) * 10.0)


def _notes(shares: list[Measurement]) -> list[str]:
    notes = ["Black: \N{PLUS-MINUS SIGN} one standard error of where hips and spine meet."]
    if any(share.value is not None and share.value < 0.0 for share in shares):
        notes.append("Left of zero: the spine folded further, and the hips made up for it.")
    return notes


def _key(axes: Axes) -> None:
    for words, colour in (("lumbar spine", LUMBAR), ("hips", TRUNK_THIGH)):
        axes.plot([], [], "s", color=fraction(on_white(colour)), markersize=8, label=words)
    axes.legend(loc="lower left", bbox_to_anchor=(0.45, 1.0), ncols=2, frameon=False, fontsize=9,
                borderaxespad=0.1)  # fmt: skip
