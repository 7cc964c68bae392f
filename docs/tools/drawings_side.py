"""The drawings of the body from the side: joints, hip and spine, start and top of the pull."""

from figures import (
    SET_UP,
    STANDING,
    SideFigure,
    draw_side,
    side_figure,
)
from svg import Point, Sheet, along, between

UP = 90.0
ARC = 0.16
"""Radius of the arcs at the joints, m."""


def _sheet(title: str, width: int = 420) -> Sheet:
    return Sheet(title, width, 360, (0.46 * width, 330.0), 225.0)


def _vertical(sheet: Sheet, foot: Point, length: float) -> None:
    sheet.line([foot, along(foot, UP, length)], "dash")


def knee_flexion() -> Sheet:
    """Thigh against shank."""
    sheet = _sheet(
        "Knee flexion: the angle between the shank, carried on beyond the knee, and thigh"
    )
    body = SET_UP
    draw_side(sheet, body)
    sheet.line([body.knee, along(body.knee, body.shank_turn, 0.32)], "dash")
    sheet.line([body.knee, body.hip], "knee")
    sheet.angle(body.knee, ARC, body.shank_turn, body.thigh_turn, "knee")
    sheet.text((body.knee[0] + 0.14, 0.66), "knee flexion", "knee")
    return sheet


def ankle_dorsiflexion() -> Sheet:
    """Shank against foot."""
    sheet = _sheet("Ankle dorsiflexion: the shank against a right angle to the foot")
    body = SET_UP
    draw_side(sheet, body, plate=False)
    _vertical(sheet, body.ankle, 0.36)
    sheet.line([body.ankle, body.knee], "knee")
    sheet.angle(body.ankle, 0.30, UP, body.shank_turn, "knee")
    sheet.text((0.16, 0.42), "ankle dorsiflexion", "knee")
    sheet.text((0.02, -0.06), "right angle to the foot", "small", "end")
    return sheet


def leans() -> Sheet:
    """Shank and trunk against the vertical."""
    sheet = _sheet("Shank lean and trunk lean: each against the vertical")
    body = SET_UP
    draw_side(sheet, body)
    _vertical(sheet, body.ankle, 0.40)
    _vertical(sheet, body.hip, 0.50)
    sheet.line([body.ankle, body.knee], "knee")
    sheet.line([body.hip, body.shoulder], "lean")
    sheet.angle(body.ankle, 0.34, UP, body.shank_turn, "knee")
    sheet.text((0.14, 0.42), "shank lean", "knee")
    sheet.angle(body.hip, 0.26, UP, body.trunk_turn, "lean")
    sheet.text((body.hip[0] + 0.02, body.hip[1] + 0.36), "trunk lean", "lean")
    return sheet


def trunk_thigh() -> Sheet:
    """Hip-shoulder line against thigh."""
    sheet = _sheet(
        "Trunk-thigh flexion: the line from hip to shoulder against the thigh carried on"
    )
    body = SET_UP
    draw_side(sheet, body)
    sheet.line([body.hip, along(body.hip, body.thigh_turn, 0.30)], "dash")
    sheet.line([body.knee, body.hip, body.shoulder], "hip")
    sheet.angle(body.hip, ARC, body.thigh_turn, body.trunk_turn, "hip")
    sheet.text(along(body.hip, 105.0, 0.24), "trunk-thigh flexion", "hip", "middle")
    return sheet


def heights() -> Sheet:
    """Hip, shoulder and bar above the floor, and the origin of the sagittal plane."""
    sheet = _sheet("Heights of hip, shoulder and bar, and the origin between the ankles")
    body = SET_UP
    draw_side(sheet, body)
    for joint, name, look, x in (
        (body.hip, "hip_height", "hip", -0.75),
        (body.shoulder, "shoulder_height", "lean", -0.48),
    ):
        sheet.line([(x, joint[1]), joint], "dash")
        sheet.arrow((x, 0.0), (x, joint[1]), look, both=True)
        sheet.text((x - 0.03, joint[1] + 0.06), name, look)
    x = 0.55
    sheet.line([body.hand, (x, body.hand[1])], "dash")
    sheet.arrow((x, 0.0), (x, body.hand[1]), "bar", both=True)
    sheet.text((x + 0.04, body.hand[1] / 2.0), "bar_y", "bar")
    sheet.arrow((0.0, -0.06), (body.hand[0], -0.06), "bar")
    sheet.text((body.hand[0] + 0.06, -0.07), "bar_x", "bar")
    sheet.line([(0.0, -0.10), (0.0, 0.04)], "ink")
    return sheet


PELVIS = 0.17
"""Length of the pelvis in the drawings, from hip to the foot of the lumbar spine, m."""


def _back(body: SideFigure, pelvis: float, thorax: float) -> tuple[list[Point], Point, Point]:
    """Give the lumbar spine as a bend from pelvis to thorax, and both of its ends."""
    low = along(body.hip, UP - pelvis, PELVIS)
    spine = [low]
    for step in range(13):
        lean = pelvis + (thorax - pelvis) * step / 12.0
        spine.append(along(spine[-1], UP - lean, 0.19 / 13.0))
    return spine, low, spine[-1]


def _hip_and_spine(title: str, pelvis: float, thorax: float) -> tuple[Sheet, SideFigure, Point]:
    """Draw legs, pelvis, lumbar spine and thorax; give the joint between the last two."""
    sheet = _sheet(title)
    leg = side_figure(12.0, 80.0, 40.0)
    spine, low, high = _back(leg, pelvis, thorax)
    shoulder = along(high, UP - thorax, 0.20)
    head = along(shoulder, UP - thorax + 8.0, 0.21)
    body = SideFigure(leg.ankle, leg.knee, leg.hip, shoulder, head, along(shoulder, -90.0, 0.60))
    draw_side(sheet, body, plate=False, trunk=False)
    sheet.line([body.hip, low], "bone")
    sheet.line([high, shoulder], "bone")
    sheet.line(spine, "spine")
    return sheet, body, high


def pelvis_tilt() -> Sheet:
    """Pelvis against the vertical."""
    sheet, body, _ = _hip_and_spine("Pelvis tilt: the pelvis against the vertical", 35.0, 72.0)
    _vertical(sheet, body.hip, 0.36)
    sheet.angle(body.hip, 0.26, UP, UP - 35.0, "hip")
    sheet.text((body.hip[0] - 0.04, body.hip[1] + 0.28), "pelvis tilt", "hip", "end")
    return sheet


def hip_flexion() -> Sheet:
    """Pelvis against thigh."""
    sheet, body, _ = _hip_and_spine("Hip flexion: the pelvis against the thigh", 35.0, 72.0)
    sheet.line([body.hip, along(body.hip, body.thigh_turn, 0.30)], "dash")
    sheet.line([body.knee, body.hip, along(body.hip, UP - 35.0, PELVIS)], "hip")
    sheet.angle(body.hip, 0.13, body.thigh_turn, UP - 35.0, "hip")
    sheet.text(along(body.hip, 112.0, 0.22), "hip flexion", "hip", "middle")
    return sheet


def lumbar_flexion() -> Sheet:
    """Thorax against pelvis."""
    sheet, body, high = _hip_and_spine(
        "Lumbar flexion: the thorax against the pelvis, less the same in standing", 25.0, 75.0
    )
    low = along(body.hip, UP - 25.0, PELVIS)
    corner = between(low, high)
    sheet.line([along(corner, UP - 25.0, -0.1), along(corner, UP - 25.0, 0.30)], "dash")
    sheet.line([corner, along(corner, UP - 75.0, 0.34)], "dash")
    sheet.angle(corner, 0.24, UP - 25.0, UP - 75.0, "spine")
    sheet.text((corner[0] + 0.06, corner[1] + 0.32), "lumbar flexion", "spine", "end")
    return sheet


def standing_and_bent() -> Sheet:
    """Zero of the angles, and where they are positive."""
    sheet = Sheet("Angles are zero in upright standing, positive when bent or leaning forward",
                  480, 400, (110, 375), 200)  # fmt: skip
    draw_side(sheet, STANDING, plate=False)
    sheet.text((0.0, -0.07), "all angles 0°", "small", "middle")
    right = Sheet(sheet.title, 480, 400, (320, 375), 200, sheet.parts)
    draw_side(right, SET_UP)
    right.text((0.0, -0.07), "bent, leaning forward: positive", "small", "middle")
    return sheet


def rise() -> Sheet:
    """Hips that come up before the shoulders."""
    sheet = _sheet("The hips rise before the chest: the trunk tips forward")
    before, after = SET_UP, side_figure(6.0, 55.0, 73.0)
    draw_side(sheet, after)
    faint = [before.knee, before.hip, before.shoulder]
    sheet.line([before.ankle, *faint], "dash")
    sheet.arrow(before.hip, after.hip, "hip")
    sheet.text((after.hip[0] - 0.06, after.hip[1] - 0.04), "hips' rise", "hip", "end")
    sheet.arrow(before.shoulder, after.shoulder, "lean")
    sheet.text((-0.15, 1.12), "shoulders' rise", "lean", "middle")
    sheet.text((-0.3, -0.07), "dashed: at lift-off", "small", "end")
    return sheet


def top() -> Sheet:
    """Leaning back at the top, and knees that stay bent."""
    sheet = Sheet(
        "At the top: leaning back, and knees and hips that stay bent", 480, 400, (120, 375), 200
    )
    body = side_figure(2.0, 0.0, -12.0)
    draw_side(sheet, body, plate=False)
    _vertical(sheet, body.hip, 0.62)
    sheet.angle(body.hip, 0.48, UP, body.trunk_turn, "lean")
    sheet.text((body.hip[0] + 0.04, 1.42), "lean back", "lean")
    right = Sheet(sheet.title, 480, 400, (330, 375), 200, sheet.parts)
    soft = side_figure(14.0, 26.0, 8.0)
    draw_side(right, soft, plate=False)
    right.line([soft.knee, along(soft.knee, soft.shank_turn, 0.3)], "dash")
    right.angle(soft.knee, 0.2, soft.shank_turn, soft.thigh_turn, "knee")
    right.text((soft.knee[0] + 0.1, soft.knee[1] + 0.1), "knee left", "knee")
    right.line([soft.hip, along(soft.hip, soft.thigh_turn, 0.3)], "dash")
    right.angle(soft.hip, 0.2, soft.thigh_turn, soft.trunk_turn, "hip")
    right.text((soft.hip[0] - 0.06, soft.hip[1] + 0.1), "hip left", "hip", "end")
    return sheet


SIDE_DRAWINGS = {
    "rise": rise,
    "top": top,
    "zero": standing_and_bent,
    "knee-flexion": knee_flexion,
    "ankle-dorsiflexion": ankle_dorsiflexion,
    "leans": leans,
    "trunk-thigh-flexion": trunk_thigh,
    "heights": heights,
    "pelvis-tilt": pelvis_tilt,
    "hip-flexion": hip_flexion,
    "lumbar-flexion": lumbar_flexion,
}
"""File name to what draws it."""
