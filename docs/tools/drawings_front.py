"""The drawings of what is seen from the front: knees, hips, stance and the bar's tilt."""

from figures import draw_front, front_figure
from svg import Sheet, along, between, direction

UP = 90.0


def _sheet(title: str) -> Sheet:
    return Sheet(title, 420, 380, (210.0, 352.0), 205.0)


def projection_angle() -> Sheet:
    """Thigh against shank in the frontal plane."""
    sheet = _sheet(
        "Projection angle of the knee: the thigh, carried on beyond the knee, and the shank"
    )
    body = front_figure((0.10, 0.0), stance=0.56)
    draw_front(sheet, body)
    hip, knee, ankle = body.hips[0], body.knees[0], body.ankles[0]
    thigh = direction(hip, knee)
    sheet.line([knee, along(knee, thigh, 0.34)], "dash")
    sheet.line([hip, knee, ankle], "knee")
    sheet.angle(knee, 0.20, thigh, direction(knee, ankle), "knee")
    sheet.text((knee[0] - 0.06, knee[1] + 0.02), "FPPA", "knee", "end")
    sheet.text((knee[0] - 0.06, knee[1] - 0.06), "positive: inward", "small", "end")
    return sheet


def knee_shift() -> Sheet:
    """How far the knee lies inside the line from hip to ankle."""
    sheet = _sheet(
        "Knee shift: from the line between hip and ankle to the knee, of the leg's length"
    )
    body = front_figure((0.10, 0.0), stance=0.56)
    draw_front(sheet, body)
    hip, ankle = body.hips[0], body.ankles[0]
    sheet.line([hip, ankle], "dash")
    beside = between(hip, ankle)
    sheet.arrow(beside, body.knees[0], "knee", both=True)
    sheet.text((beside[0] - 0.05, beside[1]), "knee shift", "knee", "end")
    return sheet


def separation() -> Sheet:
    """Distance of the knees over that of the ankles."""
    sheet = _sheet("Knee-ankle separation: the distance of the knees over that of the ankles")
    body = front_figure((0.05, 0.05), stance=0.46)
    draw_front(sheet, body)
    sheet.arrow(*body.knees, "knee", both=True)
    low = [(x, -0.06) for x, _ in body.ankles]
    sheet.arrow(low[0], low[1], "lean", both=True)
    sheet.text((body.knees[1][0] + 0.10, body.knees[1][1]), "knees", "knee")
    sheet.text((low[1][0] + 0.06, -0.07), "ankles", "lean")
    return sheet


def change() -> Sheet:
    """Draw the knee as it is against where the plane of its set-up has it."""
    sheet = _sheet(
        "Change: the knee against where it would be had it stayed in the plane of its set-up"
    )
    belongs = front_figure((-0.05, -0.05), stance=0.46)
    body = front_figure((0.05, -0.05), stance=0.46)
    draw_front(sheet, body)
    sheet.line([body.ankles[0], belongs.knees[0], body.hips[0]], "dash")
    sheet.arrow(belongs.knees[0], body.knees[0], "knee")
    x, y = belongs.knees[0]
    sheet.text((x - 0.05, y + 0.04), "where the set-up", "small", "end")
    sheet.text((x - 0.05, y - 0.03), "leads this knee", "small", "end")
    sheet.text((0.36, y), "change", "knee")
    sheet.line([(0.34, y), (body.knees[0][0] + 0.03, y)], "faint")
    return sheet


def hips() -> Sheet:
    """Shift of the pelvis and tilt of the hip line."""
    sheet = _sheet(
        "Pelvis shift and hip line tilt, positive to the lifter's left and with the left hip higher"
    )
    body = front_figure(shift=0.10, tilt=0.07)
    draw_front(sheet, body)
    feet, pelvis = between(*body.ankles), between(*body.hips)
    sheet.line([feet, (feet[0], 1.0)], "dash")
    sheet.arrow((feet[0], 0.60), (pelvis[0], 0.60), "hip")
    sheet.line([pelvis, (pelvis[0], 0.60)], "dash")
    sheet.text((0.36, 0.60), "pelvis shift", "hip")
    right, left = body.hips
    turn = direction(right, left)
    sheet.line([along(right, turn, -0.1), along(left, turn, 0.2)], "lean")
    sheet.line([right, (0.45, right[1])], "dash")
    sheet.angle(right, 0.42, 0.0, turn, "lean")
    sheet.text((0.45, 0.93), "hip line tilt", "lean")
    return sheet


def bar_tilt() -> Sheet:
    """One end of the bar higher than the other."""
    sheet = _sheet("Bar tilt: one end higher, positive when it is the lifter's left one")
    body = front_figure(tilt=0.05)
    draw_front(sheet, body, bar=True)
    right, left = body.hands
    turn = direction(right, left)
    sheet.line([right, (0.72, right[1])], "dash")
    sheet.angle(right, 0.90, 0.0, turn, "bar")
    sheet.text((0.42, 1.0), "bar tilt", "bar", "middle")
    sheet.text((-0.75, -0.08), "lifter's right", "small")
    sheet.text((0.75, -0.08), "lifter's left", "small", "end")
    return sheet


def stance() -> Sheet:
    """Stance and toes from above, grip above them."""
    sheet = Sheet("Stance, toes and grip, from above", 420, 300, (210.0, 215.0), 330.0)
    ahead = 0.38
    for sign, turn in ((-1.0, UP + 22.0), (1.0, UP - 22.0)):
        ankle = (sign * 0.20, 0.0)
        sheet.line([along(ankle, turn, -0.07), along(ankle, turn, 0.20)], "bone")
        sheet.line([ankle, along(ankle, UP, 0.27)], "dash")
        sheet.dot(ankle)
    sheet.angle((0.20, 0.0), 0.23, UP, UP - 22.0, "knee", "toe-out")
    sheet.arrow((-0.20, -0.13), (0.20, -0.13), "lean", both=True)
    sheet.text((0.0, -0.20), "stance width", "lean", "middle")
    sheet.line([(-0.6, ahead), (0.6, ahead)], "faint")
    sheet.arrow((-0.30, ahead), (0.30, ahead), "bar", both=True)
    sheet.text((0.0, ahead + 0.08), "grip width", "bar", "middle")
    return sheet


FRONT_DRAWINGS = {
    "projection-angle": projection_angle,
    "knee-shift": knee_shift,
    "separation": separation,
    "change": change,
    "hips": hips,
    "bar-tilt": bar_tilt,
    "stance": stance,
}
"""File name to what draws it."""
