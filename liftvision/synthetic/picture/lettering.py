"""What is written around a weight plate, as a picture wound about its axis."""

import numpy as np
from numpy.typing import NDArray

RADIUS_M = 0.25
RINGS = 96
"""Rows of the picture: from the axis to `RADIUS_M`."""

TURN = 1536
"""Columns: once around, clockwise as one looks at a face."""

PLATE_RADIUS_M = 0.225
"""Of a bumper plate, to whose size every inscription is scaled."""

INSCRIPTIONS = ("OLYMPIC", "BARBELL")
LETTERS_M = (0.155, 0.195)
"""Radii of the letters' feet and heads."""

LINE_M = 0.207
"""Radius of a line around them."""


def lettering() -> NDArray[np.uint8]:
    """Give the inscription (RINGS, TURN) of a 450 mm plate, 0-255; the first row is the axis."""
    import cv2

    picture = np.zeros((RINGS, TURN), dtype=np.uint8)
    foot, head = (round(RINGS * radius / RADIUS_M) for radius in LETTERS_M)
    metres_per_column = np.pi * sum(LETTERS_M) / TURN
    for at, text in enumerate(INSCRIPTIONS):
        letters = _letters(text)
        wide_m = (LETTERS_M[1] - LETTERS_M[0]) * letters.shape[1] / letters.shape[0]
        columns = round(wide_m / metres_per_column)
        left = TURN // 4 + at * TURN // 2 - columns // 2
        written = cv2.resize(letters, (columns, head - foot), interpolation=cv2.INTER_AREA)
        picture[foot:head, left : left + columns] = written[::-1]
    picture[round(RINGS * LINE_M / RADIUS_M)] = 160
    return picture


def _letters(text: str) -> NDArray[np.uint8]:
    """Give a word in white on black, cut to its size."""
    import cv2

    font, thickness = cv2.FONT_HERSHEY_DUPLEX, 9
    (width, height), below = cv2.getTextSize(text, font, 3.0, thickness)
    canvas = np.zeros((height + below, width), dtype=np.uint8)
    cv2.putText(canvas, text, (0, height), font, 3.0, 255, thickness, cv2.LINE_AA)
    rows, columns = np.nonzero(canvas)
    return canvas[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
