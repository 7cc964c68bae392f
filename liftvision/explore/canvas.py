"""What every plot shares: axes to draw on, chosen reps, and how it says what was not measured.

A plot draws on the axes it is given. Without any it makes a figure of its own that pyplot does not
know of, so that none is left open; in a notebook the axes show themselves.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from textwrap import fill
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from liftvision.analysis import Analysis
from liftvision.errors import GivenError
from liftvision.report.plots import FAINT, INK, dress
from liftvision.reps.rep import Rep

RepChoice: TypeAlias = int | Iterable[int] | None
"""Numbers of reps, from 1; None: all."""

SIZE = (7.2, 4.0)
"""Of a plot, inches."""

LOW = 1.6
"""Height of a plot that says only why it is empty."""

CHARACTERS_PER_INCH = 13.0
NO_REPS = "no reps were found"


class ShownAxes(Axes):
    """Axes that are their figure's picture in a notebook."""

    def _repr_png_(self) -> bytes:
        return png(self.get_figure(root=True))


class ShownFigure(Figure):
    """A figure that shows itself in a notebook, also where matplotlib was not set up for one."""

    def _repr_png_(self) -> bytes:
        return png(self)


def png(figure: Figure | None) -> bytes:
    """Give a figure as PNG, cut to what is drawn, at the figure's own resolution."""
    assert figure is not None
    buffer = BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight", facecolor="white", dpi=figure.dpi)
    return buffer.getvalue()


def axes_for(ax: Axes | None, size: tuple[float, float] = SIZE) -> Axes:
    """Give the axes to draw on: ``ax``, or those of a new figure ``size`` inches large."""
    if ax is not None:
        return ax
    figure = ShownFigure(figsize=size, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot(axes_class=ShownAxes)


def chosen_reps(analysis: Analysis, reps: RepChoice) -> tuple[Rep, ...]:
    """Give the reps of these numbers, in the order of the set.

    Raises
    ------
    GivenError
        There is no rep of one of the numbers.
    """
    every = analysis.set.reps
    if reps is None:
        return every
    wanted = {reps} if isinstance(reps, int) else set(reps)
    known = [rep.number for rep in every]
    if unknown := sorted(wanted.difference(known)):
        numbers = ", ".join(map(str, known)) or "none: no rep was found"
        raise GivenError(f"There is no rep {unknown[0]}.", f"The reps are {numbers}.")
    return tuple(rep for rep in every if rep.number in wanted)


def finish(axes: Axes, title: str, x_label: str, y_label: str, notes: Sequence[str] = ()) -> None:
    """Give a plot its frame, title and labels; notes stand under the label of the x axis."""
    dress(axes)
    figure = axes.get_figure(root=True)
    assert figure is not None
    width = axes.get_position().width * float(figure.get_figwidth())
    room = max(30, int(CHARACTERS_PER_INCH * width))
    lines = [x_label, *(fill(note, room) for note in dict.fromkeys(notes))]
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    axes.set_xlabel("\n".join(lines), loc="left", color=INK, fontsize=9, linespacing=1.4)
    axes.set_ylabel(y_label, color=INK, fontsize=9)


def say_absent(axes: Axes, title: str, reason: str) -> None:
    """Say in an empty plot that nothing was measured, and why; a figure of its own is made low."""
    figure = axes.get_figure(root=True)
    if isinstance(figure, ShownFigure):
        figure.set_size_inches(SIZE[0], LOW)
    axes.set_title(title, loc="left", color=INK, fontsize=11)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_color("#c8ced8")
    axes.text(0.5, 0.5, fill(f"not measured: {reason}", 56), transform=axes.transAxes,
              ha="center", va="center", color=FAINT, fontsize=11)  # fmt: skip
