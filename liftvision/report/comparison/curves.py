"""The curves of all sets over the rep, as data for the page's charts and as still pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.comparison.courses import Course, course_of
from liftvision.comparison.in_step import PLACES, PLACES_DOWN_FIRST, axis, knee_place
from liftvision.comparison.session import Session
from liftvision.measurement import Measurement, written
from liftvision.report.colours import PHASES, Colour
from liftvision.report.curves import near_side_column
from liftvision.report.page.panels import Line, Stretch, panel_data
from liftvision.report.page.svg import band_path, line_path
from liftvision.reps.path_errors import VERTICAL_ERROR_DEG
from liftvision.reps.rep import Phase

COLOURS: tuple[Colour, ...] = (
    (77, 176, 238), (255, 138, 60), (42, 196, 155),
    (230, 154, 200), (240, 180, 41), (200, 206, 214),
)  # fmt: skip
"""Of the sets, in their order: for colour-blind eyes too, after M. Okabe and K. Ito (2008)."""

WIDTH, HEIGHT = 400.0, 130.0
"""Of a still picture, in its own units."""

CM = 100.0
LEAST_ACROSS = 0.1
FEWEST = 2
"""Sets that must show a quantity: one curve alone compares nothing."""


@dataclass(frozen=True)
class Quantity:
    """What a panel shows.

    Attributes
    ----------
    title, unit
        Of the panel; the unit as in `motion.motion.UNITS`, or ``cm``.
    column
        Of the motion; one that is there for both sides is named without its side.
    factor
        From the column's unit to the panel's.
    from_lift_off
        Whether each rep counts from its own value at lift-off.
    has_zero
        Whether zero is a bound that the reader looks for.
    """

    title: str
    unit: str
    column: str
    factor: float = 1.0
    from_lift_off: bool = False
    has_zero: bool = False


LUMBAR = Quantity("Lumbar flexion", "deg", "lumbar_flexion")
HIP = Quantity("Hip flexion", "deg", "hip_flexion")
TRUNK_THIGH = Quantity("Trunk-thigh flexion", "deg", "trunk_thigh_flexion")
QUANTITIES = (
    LUMBAR, HIP, TRUNK_THIGH,
    Quantity("Knee flexion", "deg", "knee_flexion"),
    Quantity("Trunk lean", "deg", "trunk_lean"),
    Quantity("Bar velocity, up", "m/s", "bar_vy", has_zero=True),
    Quantity("Bar forward of lift-off", "cm", "bar_x", CM, from_lift_off=True, has_zero=True),
    Quantity("Bar height", "cm", "bar_y", CM),
    Quantity("Left knee inward (FPPA)", "deg", "fppa_l", has_zero=True),
    Quantity("Right knee inward (FPPA)", "deg", "fppa_r", has_zero=True),
    Quantity("Knees' over ankles' distance", "1", "knee_ankle_separation"),
    Quantity("Hips to the lifter's left, of the stance", "%", "pelvis_shift", has_zero=True),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Panel:
    """A quantity in every set.

    Attributes
    ----------
    quantity
        What it is.
    courses
        Of each set, in the panel's unit.
    """

    quantity: Quantity
    courses: tuple[Course, ...]


@dataclass(frozen=True)
class StillCurve:
    """A set's curve as SVG paths: the mean, and one standard error to either side."""

    style: str
    line: str
    band: str


@dataclass(frozen=True)
class StillPanel:
    """A panel where no script draws it: on paper, and without plotly.

    Attributes
    ----------
    title, low, high
        What it shows, and its bounds, written.
    events
        Places of the events, in the picture's units.
    curves
        One for each set that shows the quantity.
    words
        What the picture shows.
    """

    title: str
    low: str
    high: str
    events: tuple[float, ...]
    curves: tuple[StillCurve, ...]
    words: str


def common_knee(sessions: Sequence[Session]) -> float:
    """Give where the knee pass is on the axis that all sets share."""
    return knee_place([rep for session in sessions for rep in session.analysis.set.reps])


def goes_down_first(sessions: Sequence[Session]) -> bool:
    """Whether the reps are of a lift that goes down first."""
    return any(rep.down_first for session in sessions for rep in session.analysis.set.reps)


def panels_of(sessions: Sequence[Session]) -> tuple[Panel, ...]:
    """Give the quantities that at least two sets show."""
    knee = common_knee(sessions)
    made = [
        Panel(quantity, tuple(_course(session.analysis, quantity, knee) for session in sessions))
        for quantity in QUANTITIES
    ]
    shown = [panel for panel in made if sum(each.is_measured for each in panel.courses) >= FEWEST]
    if any(panel.quantity is HIP for panel in shown):
        shown = [panel for panel in shown if panel.quantity is not TRUNK_THIGH]
    return tuple(shown)


def panel_json(panel: Panel, sessions: Sequence[Session], knee: float) -> dict[str, object]:
    """Give a panel as data for `charts.js`.

    Of each set there is the mean with its error, and, thin, one standard deviation of its reps to
    either side.
    """
    down_first = goes_down_first(sessions)
    lines: list[Line] = []
    for session, course, colour in zip(sessions, panel.courses, COLOURS, strict=False):
        if not course.is_measured:
            continue
        if np.isfinite(course.spread).any():
            edges = (course.mean - course.spread, course.mean + course.spread)
            lines += [Line(session.letter, colour, edge, is_faint=True) for edge in edges]
        lines.append(Line(session.letter, colour, course.mean, course.error))
    return panel_data(
        panel.quantity.title,
        panel.quantity.unit,
        axis(down_first=down_first),
        lines,
        x_label="% of the pull",
        stretches=_stretches(knee, down_first=down_first),
        has_zero_line=panel.quantity.has_zero,
    )


def phases_shown(*, down_first: bool) -> tuple[Phase, ...]:
    """Give the phases behind the curves, in order."""
    if down_first:
        return ("set-up", "lowering", "rising")
    return ("set-up", "first pull", "second pull", "lockout", "lowering")


def panel_words(panel: Panel, sessions: Sequence[Session]) -> str:
    """Say what a panel shows: each set's value at lift-off and at lockout, with its error."""
    told = []
    places = axis(down_first=goes_down_first(sessions))
    for session, course in zip(sessions, panel.courses, strict=True):
        values = [_at(panel, course, places, place) for place in (0.0, PLACES["lockout_s"])]
        told.append(f"{session.letter}: {values[0]} at lift-off, {values[1]} at lockout")
    return f"{panel.quantity.title}. {'; '.join(told)}."


def still_panel(panel: Panel, sessions: Sequence[Session], knee: float) -> StillPanel:
    """Give a panel as a still picture."""
    down_first = goes_down_first(sessions)
    places = axis(down_first=down_first)
    x = WIDTH * (places - places[0]) / (places[-1] - places[0])
    every = [
        (course.mean, np.nan_to_num(course.error)) for course in panel.courses if course.is_measured
    ]
    low = min(float(np.nanmin(mean - error)) for mean, error in every)
    high = max(float(np.nanmax(mean + error)) for mean, error in every)
    reach = (high - low) or 1.0

    def heights(values: FloatArray) -> FloatArray:
        return np.asarray(HEIGHT * (high - values) / reach)

    curves = tuple(
        StillCurve(
            f"s-{index}",
            line_path(x, heights(course.mean)),
            band_path(x, heights(course.mean - course.error), heights(course.mean + course.error)),
        )
        for index, course in enumerate(panel.courses)
        if course.is_measured
    )
    marks = (-100.0, 0.0) if down_first else (0.0, knee, PLACES["lockout_s"], PLACES["lowering_s"])
    return StillPanel(
        title=panel.quantity.title,
        low=_rounded(low, panel.quantity.unit),
        high=_rounded(high, panel.quantity.unit),
        events=tuple(round(float(np.interp(mark, places, x)), 1) for mark in marks),
        curves=curves,
        words=panel_words(panel, sessions),
    )


def _course(analysis: Analysis, quantity: Quantity, knee: float) -> Course:
    motion = analysis.joined_motion
    if quantity.column in motion.columns:
        values, errors = motion.columns[quantity.column], motion.errors[quantity.column]
    else:
        values, errors = near_side_column(motion, quantity.column)
    if quantity.from_lift_off:
        errors = _lean_errors(analysis)
    return course_of(
        motion.times,
        quantity.factor * values,
        quantity.factor * errors,
        analysis.set.reps,
        knee,
        from_lift_off=quantity.from_lift_off,
    )


def _lean_errors(analysis: Analysis) -> FloatArray:
    """Give the error (T,) in m of the bar's way forward since lift-off.

    Where the bar is forward of the feet is not part of it. What is, is the track's own error, and
    the direction that is taken for vertical: the higher the bar, the further it is off; see
    `reps.path_errors`.
    """
    motion, yaw = analysis.motion, analysis.view.yaw_deg
    height = motion.columns["bar_y"]
    if yaw is None or not np.isfinite(height).any():
        return np.full(len(motion.times), np.nan)
    across = max(abs(float(np.sin(np.radians(yaw)))), LEAST_ACROSS)
    lean = float(np.tan(np.radians(VERTICAL_ERROR_DEG))) * (height - np.nanmin(height))
    scales = (scale.bar.value for scale in motion.scales)
    metres_per_px = next((scale for scale in scales if scale is not None), 0.0)
    return np.asarray(np.hypot(lean, metres_per_px * analysis.bar.error) / across)


def _stretches(knee: float, *, down_first: bool) -> list[Stretch]:
    """Give the phases as what is shaded behind the curves."""
    fixed = PLACES_DOWN_FIRST if down_first else PLACES | {"knee_pass_s": knee}
    bounds = sorted(fixed.values())
    phases = phases_shown(down_first=down_first)
    return [
        Stretch(begin, end, PHASES[phase])
        for phase, begin, end in zip(phases, bounds, bounds[1:], strict=False)
    ]


def _at(panel: Panel, course: Course, places: FloatArray, place: float) -> str:
    index = int(np.searchsorted(places, place))
    value, error = float(course.mean[index]), float(course.error[index])
    if not np.isfinite(value):
        return "not measured"
    known = error if np.isfinite(error) else None
    return written(Measurement(value, known, panel.quantity.unit))


def _rounded(value: float, unit: str) -> str:
    decimals = 2 if unit in ("1", "m/s") else 0
    mark = {"deg": "°", "1": ""}.get(unit, f" {unit}")
    return f"{round(value, decimals) + 0.0:.{decimals}f}{mark}"
