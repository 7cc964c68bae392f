"""The drawings of where the phone stands, from above."""

from svg import Sheet, along, distance

UP = 90.0
PHONE_DISTANCE = 3.5
"""Between three and four metres."""


def _sheet(title: str, height: int = 260) -> Sheet:
    return Sheet(title, 460, height, (150.0, height / 2.0), 60.0)


def _lifter(sheet: Sheet, *, faces: float = UP) -> None:
    """Draw shoulders, head, feet and bar of a lifter from above."""
    across = faces - 90.0
    bar = along((0.0, 0.0), faces, 0.28)
    sheet.line([along(bar, across, -0.95), along(bar, across, 0.95)], "ink")
    for sign in (-1.0, 1.0):
        plate = along(bar, across, sign * 0.72)
        sheet.line([along(plate, faces, -0.22), along(plate, faces, 0.22)], "bone")
    sheet.line([along((0, 0), across, -0.24), along((0, 0), across, 0.24)], "bone")
    sheet.circle((0.0, 0.0), 0.13, "dot")
    sheet.arrow(along((0.0, 0.0), faces, 0.4), along((0.0, 0.0), faces, 1.0), "dash")


def _phone(sheet: Sheet, turn: float, off: float, words: str) -> None:
    """Draw a phone, and the wedge in which it may stand."""
    place = along((0.0, 0.0), turn, PHONE_DISTANCE)
    for edge in (turn - off, turn + off):
        sheet.line([(0.0, 0.0), along((0.0, 0.0), edge, PHONE_DISTANCE)], "faint")
    sheet.arc((0.0, 0.0), PHONE_DISTANCE, turn - off, turn + off, "knee")
    sheet.line([along(place, turn + 90.0, -0.16), along(place, turn + 90.0, 0.16)], "bar")
    sheet.line([place, along(place, turn + 180.0, 0.5)], "bar")
    sheet.line([along((0.0, 0.0), turn, 0.95), along((0.0, 0.0), turn, PHONE_DISTANCE)], "dash")
    side = 1.0 if place[1] > -1.0 else -1.0
    if distance(place, (PHONE_DISTANCE, 0.0)) < 0.1:
        sheet.text((place[0] + 0.25, place[1]), words, "bar")
    else:
        sheet.text((place[0] + 0.35, place[1] + 0.1 * side), words, "bar")


def from_the_side() -> Sheet:
    """Draw a phone straight from the side."""
    sheet = _sheet(
        "From above: the phone stands straight to the side of the lifter, three to four metres away"
    )
    _lifter(sheet)
    _phone(sheet, 0.0, 20.0, "phone")
    sheet.text((1.35, -0.22), "3 to 4 m", "small")
    sheet.text((0.95, 1.75), "at most 20° off for the back", "knee")
    sheet.text((0.1, 1.15), "toes point", "small")
    return sheet


def from_the_front() -> Sheet:
    """Draw a phone straight from the front."""
    sheet = _sheet(
        "From above: the phone stands straight in front of the lifter, three to four metres away"
    )
    _lifter(sheet, faces=0.0)
    _phone(sheet, 0.0, 15.0, "phone")
    sheet.text((1.55, -0.22), "3 to 4 m", "small")
    sheet.text((0.6, 1.55), "at most 15° off, best below 10°", "knee")
    return sheet


def two_phones() -> Sheet:
    """Draw one phone from the side and one from the front."""
    sheet = Sheet("From above: one phone straight from the side, one straight in front", 460, 400,
                  (120.0, 270.0), 58.0)  # fmt: skip
    _lifter(sheet)
    _phone(sheet, 0.0, 20.0, "first phone")
    _phone(sheet, UP, 15.0, "second phone")
    sheet.text((0.3, -1.6), "both from before the first rep", "small")
    sheet.text((0.3, -1.9), "until after the last", "small")
    return sheet


FILM_DRAWINGS = {
    "from-the-side": from_the_side,
    "from-the-front": from_the_front,
    "two-phones": two_phones,
}
"""File name to what draws it."""
