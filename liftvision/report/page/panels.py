"""Curves as `charts.js` draws them: a panel, its lines, and the stretches behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import unit_mark
from liftvision.report.colours import Colour, on_white
from liftvision.report.page.render import numbers


@dataclass(frozen=True, eq=False)
class Line:
    """One curve.

    Attributes
    ----------
    label
        Its name; text that may come from outside.
    colour
        As on the dark video.
    values, errors
        (N,) in the panel's unit; NaN where not measured. The errors, where given, are drawn as a
        band of one standard error.
    is_faint
        Whether it is drawn thin, as one of many.
    """

    label: str
    colour: Colour
    values: FloatArray
    errors: FloatArray | None = None
    is_faint: bool = False


@dataclass(frozen=True)
class Stretch:
    """A part of the axis that is shaded.

    Attributes
    ----------
    begin, end
        In the unit of the axis.
    colour
        Of the shade.
    """

    begin: float
    end: float
    colour: Colour


def panel_data(
    title: str,
    unit: str,
    x: FloatArray,
    lines: Sequence[Line],
    *,
    x_label: str = "s",
    stretches: Sequence[Stretch] = (),
    has_zero_line: bool = False,
) -> dict[str, object]:
    """Give a panel as JSON.

    Parameters
    ----------
    title
        What the panel shows.
    unit
        Of its values, as in `motion.motion.UNITS`.
    x
        (N,) of the axis.
    lines
        The curves at these places.
    x_label
        What the axis counts.
    stretches
        What is shaded behind the curves.
    has_zero_line
        Whether zero is a bound that the reader looks for.
    """
    return {
        "title": title,
        "unit": unit_mark(unit),
        "x": numbers(x),
        "x_label": x_label,
        "zero": has_zero_line,
        "stretches": [
            {"begin": each.begin, "end": each.end, "colour": css(each.colour)} for each in stretches
        ],
        "lines": [_line_data(line) for line in lines],
    }


def colour_pair(colour: Colour) -> dict[str, str]:
    """Give a colour for a light and for a dark page, as CSS."""
    return {"light": css(on_white(colour)), "dark": css(colour)}


def css(colour: Colour) -> str:
    """Give a colour as CSS writes it."""
    return "#" + "".join(f"{channel:02x}" for channel in colour)


def _line_data(line: Line) -> dict[str, object]:
    errors = np.full(len(line.values), np.nan) if line.errors is None else line.errors
    has_errors = bool(np.isfinite(errors).any())
    return {
        "label": line.label,
        "colour": colour_pair(line.colour),
        "y": numbers(line.values),
        "error": numbers(errors) if has_errors else None,
        "faint": line.is_faint,
    }
