"""The drawings of curves over time: shares, drift, lag, velocity, force, events."""

from math import cos, exp, pi

from svg import Point, Sheet

EVENTS = {"lift-off": 1.0, "knee pass": 2.0, "lockout": 3.2}
"""Made-up times of a rep's events, in the units of the drawings."""


def _sheet(title: str, height: int = 260) -> Sheet:
    return Sheet(title, 460, height, (50.0, height - 60.0), 100.0)


def _axes(sheet: Sheet, top: float, words: str) -> None:
    sheet.arrow((0.0, 0.0), (3.95, 0.0), "ink")
    sheet.arrow((0.0, 0.0), (0.0, top), "ink")
    sheet.text((0.08, top), words, "small")
    sheet.text((3.95, -0.32), "time", "small", "end")


def _events(sheet: Sheet, top: float) -> None:
    for name, time in EVENTS.items():
        sheet.line([(time, 0.0), (time, top)], "faint")
        sheet.text((time, -0.16), name, "small", "middle")


def _smooth(begin: Point, end: Point) -> list[Point]:
    """Give a curve that leaves one level and arrives at another without a corner."""
    parts = [step / 30.0 for step in range(31)]
    return [
        (
            begin[0] + part * (end[0] - begin[0]),
            begin[1] + (end[1] - begin[1]) * (1.0 - cos(pi * part)) / 2.0,
        )
        for part in parts
    ]


def drift() -> Sheet:
    """Lumbar flexion in the first pull against the set-up."""
    sheet = _sheet(
        "Lumbar drift: the highest held lumbar flexion up to the knee, less the set-up's"
    )
    _axes(sheet, 1.8, "lumbar flexion")
    _events(sheet, 1.6)
    level, peak = 0.8, 1.35
    sheet.line([(0.35, level), (1.0, level)], "lean")
    sheet.text((0.32, level - 0.17), "set-up", "lean")
    curve = [(0.1, level), (1.0, level)]
    curve += _smooth((1.0, level), (1.7, peak)) + _smooth((1.85, peak), (3.2, 0.12))
    sheet.line(curve + [(3.7, 0.12)], "spine")
    sheet.line([(1.0, level), (2.5, level)], "dash")
    sheet.arrow((1.78, level), (1.78, peak), "hip", both=True)
    sheet.text((2.1, 1.44), "drift", "hip")
    return sheet


def peak() -> Sheet:
    """Draw the peak of two reps against each other and the lifter's own most."""
    sheet = _sheet("Peak lumbar flexion of a rep, against the first rep and the lifter's own most")
    _axes(sheet, 1.9, "lumbar flexion")
    peaks = {"first rep": (0.3, 0.95), "a later rep": (2.0, 1.3)}
    for name, (begin, height) in peaks.items():
        curve = _smooth((begin, 0.6), (begin + 0.6, height))
        curve += _smooth((begin + 0.7, height), (begin + 1.4, 0.15))
        sheet.line(curve, "spine")
        sheet.dot((begin + 0.65, height))
        sheet.text((begin + 0.65, -0.16), name, "small", "middle")
    sheet.text((0.95, 1.1), "peak", "spine", "middle")
    sheet.line([(0.95, 0.95), (1.95, 0.95)], "dash")
    sheet.line([(1.8, 1.3), (2.65, 1.3)], "dash")
    sheet.arrow((1.85, 0.95), (1.85, 1.3), "hip", both=True)
    sheet.text((1.75, 1.2), "change", "hip", "end")
    sheet.line([(0.0, 1.65), (3.7, 1.65)], "lean")
    sheet.text((3.7, 1.77), "most in the toe-touch: 100 %", "lean", "end")
    return sheet


def velocity_loss() -> Sheet:
    """Draw the mean velocity of five reps, and the loss from the best to the last."""
    sheet = _sheet("Velocity loss: from the fastest rep to the last one, of the fastest")
    _axes(sheet, 1.8, "mean concentric velocity")
    for number, height in enumerate((1.35, 1.42, 1.3, 1.2, 1.08), start=1):
        x = 0.55 * number
        sheet.line([(x, 0.0), (x, height)], "bone")
        sheet.text((x, -0.16), str(number), "small", "middle")
    sheet.line([(1.1, 1.42), (3.2, 1.42)], "dash")
    sheet.line([(2.75, 1.08), (3.2, 1.08)], "dash")
    sheet.arrow((3.1, 1.42), (3.1, 1.08), "hip", both=True)
    sheet.text((3.2, 1.25), "loss", "hip")
    sheet.text((1.1, 1.54), "best", "small", "middle")
    return sheet


def share() -> Sheet:
    """Draw hip and spine as they straighten."""
    sheet = _sheet(
        "Lumbar share: the spine's part of what hip and lumbar spine straighten together"
    )
    _axes(sheet, 1.8, "flexion")
    _events(sheet, 1.6)
    ends = {"hip": (1.5, 0.08), "spine": (0.72, 0.16)}
    for look, (begin, end) in ends.items():
        curve = [(0.1, begin), (1.0, begin), *_smooth((1.0, begin), (3.2, end)), (3.6, end)]
        sheet.line(curve, look)
    sheet.line([(1.0, 1.5), (3.45, 1.5)], "dash")
    sheet.arrow((3.4, 1.5), (3.4, 0.08), "hip", both=True)
    sheet.text((3.47, 1.0), "ΔH", "hip")
    sheet.line([(1.0, 0.72), (2.95, 0.72)], "dash")
    sheet.arrow((2.9, 0.72), (2.9, 0.22), "spine", both=True)
    sheet.text((2.55, 0.45), "ΔL", "spine")
    sheet.text((0.2, 1.36), "hip", "hip")
    sheet.text((0.2, 0.58), "lumbar spine", "spine")
    sheet.text((1.35, 1.65), "share = ΔL / (|ΔL| + |ΔH|)")
    return sheet


def lag() -> Sheet:
    """When the spine unfolds against when the hip extends."""
    sheet = _sheet(
        "Lag: half of the spine's unfolding comes so long after half of the hip's extension"
    )
    _axes(sheet, 1.8, "part done")
    for time, name in ((EVENTS["lift-off"], "lift-off"), (EVENTS["lockout"], "lockout")):
        sheet.line([(time, 0.0), (time, 1.6)], "faint")
        sheet.text((time, -0.16), name, "small", "middle")
    sheet.line([(0.0, 0.75), (3.7, 0.75)], "dash")
    sheet.text((0.06, 0.84), "half", "small")
    sheet.line([(0.4, 0.0), *_smooth((1.0, 0.0), (2.6, 1.5)), (3.6, 1.5)], "hip")
    sheet.line([(0.4, 0.0), *_smooth((1.6, 0.0), (3.2, 1.5)), (3.6, 1.5)], "spine")
    sheet.arrow((1.8, 0.75), (2.4, 0.75), "lean", both=True)
    sheet.text((2.5, 0.66), "lag", "lean")
    sheet.text((1.65, 1.2), "hip", "hip", "end")
    sheet.text((2.95, 1.1), "spine", "spine")
    return sheet


def _speed(time: float) -> float:
    return 1.25 * exp(-(((time - 1.55) / 0.38) ** 2)) + 0.95 * exp(-(((time - 2.55) / 0.42) ** 2))


def velocity() -> Sheet:
    """Mean, propulsive and peak velocity, and the sticking region."""
    sheet = _sheet("Velocity: concentric phase, peak, time to peak and sticking region", 280)
    _axes(sheet, 2.0, "bar velocity")
    times = [0.4 + step * 0.03 for step in range(107)]
    sheet.line([(time, _speed(time)) for time in times], "bar")
    begin, end, peak, low = 0.98, 3.15, 1.55, 2.03
    for time in (begin, end):
        sheet.line([(time, -0.02), (time, 1.55)], "dash")
    sheet.arrow((begin, 1.55), (end, 1.55), "lean", both=True)
    sheet.text((2.07, 1.66), "concentric phase: mean over it", "lean", "middle")
    sheet.dot((peak, _speed(peak)))
    sheet.text((peak + 0.1, _speed(peak) + 0.12), "peak")
    sheet.line([(peak, 0.0), (peak, _speed(peak))], "faint")
    sheet.line([(low, 0.0), (low, _speed(low))], "faint")
    sheet.arrow((begin - 0.08, -0.12), (peak, -0.12), "knee", both=True)
    sheet.text((1.24, -0.30), "time to peak", "knee", "middle")
    sheet.arrow((peak, -0.12), (low, -0.12), "hip", both=True)
    sheet.text((2.1, -0.30), "sticking region", "hip")
    return sheet


def events() -> Sheet:
    """Draw the events of a rep on the height of the bar, and the durations between them."""
    sheet = Sheet(
        "Events and durations of a rep on the bar's height", 560, 300, (30.0, 230.0), 100.0
    )
    sheet.arrow((0.0, 0.0), (5.2, 0.0), "ink")
    sheet.text((0.0, 0.3), "bar height", "small")
    height = 1.35
    curve = [(0.1, 0.12), (1.0, 0.12), *_smooth((1.0, 0.12), (2.3, height)), (2.9, height)]
    curve += [*_smooth((2.9, height), (4.0, 0.12)), (5.0, 0.12)]
    sheet.line(curve, "bar")
    marks = {"set-up": 0.35, "lift-off": 1.0, "knee pass": 1.55, "lockout": 2.3, "lowering": 2.95,
             "end": 4.0}  # fmt: skip
    for place, (name, time) in enumerate(marks.items()):
        sheet.line([(time, 0.0), (time, height + 0.1)], "faint")
        sheet.text((time, height + (0.18 if place % 2 else 0.32)), name, "small", "middle")
    spans = (
        ("concentric", "lift-off", "lockout", "knee"),
        ("top hold", "lockout", "lowering", "lean"),
        ("eccentric", "lowering", "end", "hip"),
    )
    for name, begin, end, look in spans:
        sheet.arrow((marks[begin], -0.15), (marks[end], -0.15), look, both=True)
        sheet.text(((marks[begin] + marks[end]) / 2.0, -0.35), name, look, "middle")
    sheet.arrow((4.0, -0.15), (5.0, -0.15), "spine")
    sheet.text((4.55, -0.35), "pause", "spine", "middle")
    return sheet


CURVE_DRAWINGS = {
    "drift": drift,
    "peak": peak,
    "velocity-loss": velocity_loss,
    "share": share,
    "lag": lag,
    "velocity": velocity,
    "events": events,
}
"""File name to what draws it."""
