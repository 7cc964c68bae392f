"""Stick figures for the drawings: a lifter from the side and from the front, in metres."""

from dataclasses import dataclass

from svg import Point, Sheet, along, between, direction, distance

SHANK, THIGH, TRUNK, ARM, NECK = 0.43, 0.43, 0.50, 0.645, 0.21
HEAD_RADIUS = 0.10
PLATE_RADIUS = 0.225
ANKLE_HEIGHT = 0.08
HEEL, TOE = -0.06, 0.20


@dataclass(frozen=True)
class SideFigure:
    """Where the joints of a lifter are who faces right; the ankle stands above x = 0."""

    ankle: Point
    knee: Point
    hip: Point
    shoulder: Point
    head: Point
    hand: Point

    @property
    def shank_turn(self) -> float:
        """Direction from ankle to knee."""
        return direction(self.ankle, self.knee)

    @property
    def thigh_turn(self) -> float:
        """Direction from knee to hip."""
        return direction(self.knee, self.hip)

    @property
    def trunk_turn(self) -> float:
        """Direction from hip to shoulder."""
        return direction(self.hip, self.shoulder)


def side_figure(shank_lean: float, knee_flexion: float, trunk_lean: float) -> SideFigure:
    """Place the joints from three angles in degrees, zero upright, positive forward or bent."""
    ankle = (0.0, ANKLE_HEIGHT)
    knee = along(ankle, 90.0 - shank_lean, SHANK)
    hip = along(knee, 90.0 - shank_lean + knee_flexion, THIGH)
    shoulder = along(hip, 90.0 - trunk_lean, TRUNK)
    head = along(shoulder, 90.0 - 0.7 * trunk_lean, NECK)
    return SideFigure(ankle, knee, hip, shoulder, head, along(shoulder, -92.0, ARM))


SET_UP = side_figure(14.0, 92.0, 55.0)
STANDING = side_figure(0.0, 0.0, 0.0)


def draw_side(sheet: Sheet, body: SideFigure, *, plate: bool = True, trunk: bool = True) -> None:
    """Draw a lifter from the side, with floor and plate."""
    floor(sheet, -0.75, 0.85)
    if plate:
        sheet.circle(body.hand, PLATE_RADIUS, "faint")
        sheet.circle(body.hand, 0.014, "ink")
    foot = [(HEEL, 0.015), (TOE, 0.015), body.ankle, (HEEL, 0.015)]
    sheet.line(foot, "bone", closed=True)
    sheet.line([body.ankle, body.knee, body.hip], "bone")
    if trunk:
        sheet.line([body.hip, body.shoulder], "bone")
    sheet.line([body.shoulder, body.hand], "faint")
    sheet.circle(body.head, HEAD_RADIUS, "ink")
    joints = [body.ankle, body.knee, body.hip]
    for joint in [*joints, body.shoulder] if trunk else joints:
        sheet.dot(joint)


def floor(sheet: Sheet, begin: float, end: float) -> None:
    """Draw the floor."""
    sheet.line([(begin, 0.0), (end, 0.0)], "faint")


@dataclass(frozen=True)
class FrontFigure:
    """Where the joints of a lifter are who faces the reader; left is on the reader's right."""

    ankles: tuple[Point, Point]
    knees: tuple[Point, Point]
    hips: tuple[Point, Point]
    shoulders: tuple[Point, Point]
    hands: tuple[Point, Point]


def front_figure(
    inward: tuple[float, float] = (0.0, 0.0),
    *,
    stance: float = 0.40,
    shift: float = 0.0,
    tilt: float = 0.0,
) -> FrontFigure:
    """Place the joints.

    Parameters
    ----------
    inward
        How far the right and the left knee lie inside the line from hip to ankle, m.
    stance
        Between the ankles, m.
    shift
        Of the hips to the lifter's left, m.
    tilt
        By how much the left hip is higher, m.
    """
    feet = [(side * stance / 2.0, ANKLE_HEIGHT) for side in (-1.0, 1.0)]
    hips = [(shift + side * 0.13, 0.88 + side * tilt / 2.0) for side in (-1.0, 1.0)]
    knees = [
        (middle[0] - side * inner, middle[1])
        for side, inner, middle in zip((-1.0, 1.0), inward, map(between, feet, hips), strict=True)
    ]
    shoulders = [(0.6 * shift + side * 0.20, 1.32 + side * tilt / 3.0) for side in (-1.0, 1.0)]
    hands = [(0.4 * shift + side * 0.30, 0.76 + side * tilt) for side in (-1.0, 1.0)]
    pairs = ((each[0], each[1]) for each in (feet, knees, hips, shoulders, hands))
    return FrontFigure(*pairs)


def draw_front(sheet: Sheet, body: FrontFigure, *, bar: bool = False) -> None:
    """Draw a lifter from the front."""
    floor(sheet, -0.75, 0.75)
    for side, sign in ((0, -1.0), (1, 1.0)):
        ankle = body.ankles[side]
        sheet.line([ankle, (ankle[0] + sign * 0.05, 0.02), (ankle[0], 0.02)], "bone")
        sheet.line([ankle, body.knees[side], body.hips[side]], "bone")
        sheet.line([body.shoulders[side], body.hands[side]], "faint")
    trunk = [*body.hips, body.shoulders[1], body.shoulders[0]]
    sheet.line(trunk, "bone", closed=True)
    neck = between(*body.shoulders)
    sheet.circle((neck[0], neck[1] + 0.20), HEAD_RADIUS, "ink")
    if bar:
        draw_bar_from_front(sheet, body)
    for joint in (*body.ankles, *body.knees, *body.hips):
        sheet.dot(joint)


def draw_bar_from_front(sheet: Sheet, body: FrontFigure) -> None:
    """Draw bar and plates, edge-on, through the hands."""
    right, left = body.hands
    turn = direction(right, left)
    reach = (1.5 - distance(right, left)) / 2.0
    ends = along(right, turn + 180.0, reach), along(left, turn, reach)
    sheet.line(ends, "bar")
    for end in ends:
        rim = [along(end, turn + 90.0, PLATE_RADIUS), along(end, turn - 90.0, PLATE_RADIUS)]
        sheet.line(rim, "bone")
