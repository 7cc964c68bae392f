"""Outlines of a level bar's plate at other places, against the picture of its circle."""

import numpy as np
import pytest

from liftvision.barbell.plate.pattern import bare_rim
from liftvision.barbell.plate.slant import disc_ellipse
from liftvision.barbell.plate.turned import TurnedPlate

FOCAL_PX, RADIUS_M = 900.0, 0.225
MIDDLE = np.array([320.0, 240.0])


def seen(height, pitch, turned):
    """Centre px, half width and half height px of a plate this high above the camera, m."""
    looking = np.array(
        [
            [1.0, 0.0, 0.0],
            [0.0, np.cos(pitch), -np.sin(pitch)],
            [0.0, np.sin(pitch), np.cos(pitch)],
        ]
    )
    along = np.array([np.sin(turned), 0.0, np.cos(turned)])
    turn = np.linspace(0.0, 2.0 * np.pi, 400, endpoint=False)[:, None]
    first = np.array([np.cos(turned), 0.0, -np.sin(turned)])
    circle = RADIUS_M * (np.cos(turn) * first + np.sin(turn) * np.array([0.0, 1.0, 0.0]))
    points = (circle + np.array([0.2, -height, 4.0])) @ looking.T
    picture = MIDDLE + FOCAL_PX * points[:, :2] / points[:, 2:]
    size = 0.5 * np.ptp(picture, axis=0)
    return picture.mean(axis=0), size, (looking @ along, looking @ [0.2, -height, 4.0])


@pytest.mark.parametrize("pitch", [-0.1, 0.0, 0.2])
@pytest.mark.parametrize("turned", [-0.3, 0.0, 0.6])
def test_the_outline_is_known_wherever_the_plate_is_lifted(pitch, turned):
    place, _, (along, centre) = seen(-0.8, pitch, turned)
    sight = centre[:2] / centre[2]
    slant, radius = along[:2] - along[2] * sight, FOCAL_PX * RADIUS_M / centre[2]
    rim = disc_ellipse(radius, slant, sight)
    plate = TurnedPlate(bare_rim(rim), place, radius, slant, MIDDLE, FOCAL_PX)
    for height in (-0.8, -0.4, 0.1):
        place, size, _ = seen(height, pitch, turned)
        points, _ = plate.rim_at(place).outline(400)
        assert np.ptp(points, axis=0) / 2.0 == pytest.approx(size, rel=0.012)
