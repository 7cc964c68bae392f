"""The drawings of the bar from the side: where it is, its path, what moves it."""

from math import pi, sin

from figures import ANKLE_HEIGHT, HEEL, TOE, floor
from svg import Point, Sheet, along, between

UP = 90.0
TIMES = "\N{MULTIPLICATION SIGN}"


def _lift(sheet: Sheet, path: list[Point]) -> None:
    """Draw a bar's path with the plate at its beginning and its plumb line."""
    floor(sheet, -0.5, 0.6)
    sheet.circle(path[0], 0.225, "faint")
    sheet.line([path[0], (path[0][0], path[-1][1] + 0.08)], "dash")
    sheet.line(path, "bar")
    sheet.dot(path[0])
    sheet.dot(path[-1])
    sheet.text((path[0][0] - 0.28, path[0][1] - 0.03), "lift-off", "small", "end")
    sheet.text((path[-1][0] - 0.06, path[-1][1]), "lockout", "small", "end")


def _path(forward: float, back: float) -> list[Point]:
    """Give a path that goes forward in its first half and ends behind its beginning."""
    parts = [step / 40.0 for step in range(41)]
    return [
        (
            0.1 + forward * sin(pi * part) ** 2 - back * part**2,
            0.225 + 0.62 * part,
        )
        for part in parts
    ]


def bar_path() -> Sheet:
    """Forward drift, range and deviation of the bar's path; sideways drawn larger."""
    sheet = Sheet(
        "Bar path: forward drift, horizontal range and deviation", 420, 360, (150, 330), 330
    )
    path = _path(0.15, 0.08)
    _lift(sheet, path)
    foremost, rearmost = max(path), min(path)
    sheet.arrow((path[0][0], foremost[1]), foremost, "hip", both=True)
    sheet.text((foremost[0] + 0.03, foremost[1]), "forward drift", "hip")
    top = 0.93
    for place in (foremost, rearmost):
        sheet.line([place, (place[0], top)], "faint")
    sheet.arrow((rearmost[0], top), (foremost[0], top), "lean", both=True)
    sheet.text((foremost[0] + 0.03, top), "horizontal range", "lean")
    sheet.line([path[0], path[-1]], "spine")
    sheet.text((0.14, 0.76), "deviation: from this line", "spine")
    sheet.text((0.14, 0.70), "(root mean square)", "small")
    return sheet


def bar_position() -> Sheet:
    """Draw the bar's position at lift-off and lockout, and its rise between them."""
    sheet = Sheet("Bar position, forward of the ankles and above the floor; range of motion",
                  420, 360, (120, 325), 270)  # fmt: skip
    floor(sheet, -0.35, 1.0)
    low, high = (0.13, 0.225), (0.10, 0.85)
    foot = [(HEEL, 0.012), (TOE, 0.012), (0.0, ANKLE_HEIGHT), (HEEL, 0.012)]
    sheet.line(foot, "bone", closed=True)
    sheet.line([(0.0, -0.07), (0.0, 0.95)], "dash")
    for place, words in ((low, "lift-off"), (high, "lockout")):
        sheet.circle(place, 0.225, "faint")
        sheet.dot(place)
        sheet.line([place, (0.62, place[1])], "dash")
        sheet.text((0.64, place[1] + 0.05), words, "small")
    sheet.arrow((0.0, -0.05), (low[0], -0.05), "bar")
    sheet.text((low[0] + 0.03, -0.06), "bar_x", "bar")
    sheet.arrow((0.45, 0.0), (0.45, low[1]), "bar")
    sheet.text((0.48, 0.11), "bar_y", "bar")
    sheet.arrow((0.56, low[1]), (0.56, high[1]), "hip", both=True)
    sheet.text((0.59, 0.54), "range of motion", "hip")
    return sheet


def path_change() -> Sheet:
    """Draw two reps' paths, and their distance at equal heights."""
    sheet = Sheet("Change of the path: the distance of two reps' paths at equal heights",
                  420, 320, (140, 320), 300)  # fmt: skip
    first, later = _path(0.05, 0.06), _path(0.16, 0.03)
    sheet.line(first, "lean")
    sheet.line(later, "bar")
    for place in (8, 14, 20, 26, 32):
        sheet.line([first[place], later[place]], "spine")
    sheet.dot(first[0])
    sheet.text((0.06, 0.15), "lift-off: both at zero", "small")
    sheet.text((first[-1][0] - 0.04, first[-1][1]), "first rep", "lean", "end")
    sheet.text((later[-1][0] + 0.04, later[-1][1]), "a later rep", "bar")
    sheet.text((0.34, 0.52), "root mean square", "spine")
    sheet.text((0.34, 0.46), "of these distances", "small")
    return sheet


def force() -> Sheet:
    """Draw what holds and what speeds up a plate."""
    sheet = Sheet("Force on the bar: its weight, and what speeds it up", 420, 300, (150, 150), 300)
    sheet.circle((0.0, 0.0), 0.225, "faint")
    sheet.circle((0.0, 0.0), 0.02, "ink")
    sheet.arrow((0.0, 0.0), (0.0, -0.36), "lean")
    sheet.text((0.05, -0.33), f"weight: load {TIMES} 9.81 m/s²", "lean")
    sheet.arrow((0.0, 0.0), (0.0, 0.44), "hip")
    sheet.text((0.05, 0.42), f"force: load {TIMES}", "hip")
    sheet.text((0.05, 0.35), "(9.81 m/s² + acceleration)", "hip")
    sheet.arrow((-0.30, 0.0), (-0.30, 0.22), "bar")
    sheet.text((-0.28, 0.11), "velocity", "bar")
    return sheet


def wobble() -> Sheet:
    """To and fro in the first 10 cm."""
    sheet = Sheet("Wobble: what is left of the first 10 cm beside the line that fits them best",
                  420, 300, (150, 270), 1800)  # fmt: skip
    rise = [step * 0.1 / 60.0 for step in range(61)]
    path = [(0.12 * up + 0.012 * sin(2.0 * pi * up / 0.055), up) for up in rise]
    sheet.line([(0.0, 0.0), (0.012, 0.1)], "dash")
    sheet.line(path, "bar")
    for up in (0.014, 0.041, 0.069, 0.096):
        line, there = 0.12 * up, 0.12 * up + 0.012 * sin(2.0 * pi * up / 0.055)
        sheet.line([(line, up), (there, up)], "spine")
    sheet.line([(-0.04, 0.0), (0.05, 0.0)], "faint")
    sheet.line([(-0.04, 0.1), (0.05, 0.1)], "faint")
    sheet.text((0.052, 0.0), "lift-off", "small")
    sheet.text((0.052, 0.1), "10 cm higher", "small")
    sheet.text((0.032, 0.055), "wobble", "spine")
    sheet.text((0.032, 0.045), "root mean square of", "small")
    sheet.text((0.032, 0.037), "these distances", "small")
    return sheet


def midfoot() -> Sheet:
    """Bar in front of the middle of the foot at lift-off."""
    sheet = Sheet("Bar over mid-foot: from the middle of the foot to the bar, at lift-off",
                  420, 260, (120, 220), 620)  # fmt: skip
    floor(sheet, -0.2, 0.47)
    heel, toe, bar = (-0.06, 0.0), (0.20, 0.0), (0.15, 0.225)
    sheet.line(
        [(heel[0], 0.012), (toe[0], 0.012), (0.0, 0.08), (heel[0], 0.012)], "bone", closed=True
    )
    sheet.line([(0.0, 0.08), (0.06, 0.34)], "bone")
    sheet.circle(bar, 0.225, "faint")
    sheet.circle(bar, 0.014, "ink")
    middle = between(heel, toe)
    sheet.line([middle, along(middle, UP, 0.30)], "dash")
    sheet.line([bar, (bar[0], 0.0)], "dash")
    sheet.arrow((middle[0], 0.10), (bar[0], 0.10), "bar", both=True)
    sheet.text((bar[0] + 0.02, 0.10), "bar_over_midfoot", "bar")
    sheet.arrow((heel[0], -0.03), (toe[0], -0.03), "faint", both=True)
    sheet.text((toe[0] + 0.02, -0.03), "heel to toe", "small")
    return sheet


BAR_DRAWINGS = {
    "bar-path": bar_path,
    "bar-position": bar_position,
    "path-change": path_change,
    "force": force,
    "wobble": wobble,
    "midfoot": midfoot,
}
"""File name to what draws it."""
