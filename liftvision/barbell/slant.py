"""How the bar points, seen from the camera: what makes plates ellipses and shows their thickness.

A slant is the part along the picture, to the right and down, of the unit vector
along the bar away from the camera. Its length is the sine of the angle between the bar and the
line of sight; the plate's ellipse is that much narrower along it, and rear rims are shifted
along it.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.view import View

USUAL_FOCAL = 0.72
"""Focal length of a phone, against the long side of the picture: 26 mm of 36 mm."""

LEVEL_ERROR = 0.12
"""Sine of the angle by which phones are not held level, and yaws are wrong at the least."""


@dataclass(frozen=True, eq=False)
class Slant:
    """How the bar is expected to point away from the camera.

    Attributes
    ----------
    expected, error
        (2,) the parts along the picture, to the right and down, of the unit vector along the bar
        away from the camera, and their standard errors.
    """

    expected: FloatArray
    error: FloatArray


ANY_SLANT = Slant(np.zeros(2), np.array([0.5, 0.25]))
"""Of a bar of which nothing is known; cameras look down or up by less than they turn."""


def expected_slant(view: View, place: FloatArray, picture: tuple[int, int]) -> Slant:
    """Tell how the bar points, from where the lifter faces and where in the picture it is.

    Parameters
    ----------
    view
        From where the shot was filmed.
    place
        (2,) px, about where the plate is.
    picture
        Width and height in px.
    """
    sight = (place - 0.5 * np.array(picture)) / (USUAL_FOCAL * max(picture))
    if view.yaw_deg is None:
        return Slant(np.array([0.0, -sight[1]]), ANY_SLANT.error)
    yaw = np.radians(view.yaw_deg)
    side = 1.0 if np.sin(yaw) >= 0.0 else -1.0
    across, away = side * np.cos(yaw), side * np.sin(yaw)
    error = np.hypot(np.radians(view.error_deg or 0.0), LEVEL_ERROR)
    return Slant(np.array([across, 0.0]) - away * sight, np.array([error, LEVEL_ERROR]))
