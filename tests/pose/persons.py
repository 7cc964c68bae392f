"""Single people as landmarks, for stills: the stick lifter's body in any posture and place."""

import numpy as np

from tests.stick_lifter import STANDING, BodyAngles, body_landmarks, seen_from


def person(posture=STANDING, *, at=(320.0, 440.0), px_per_m=200.0, yaw_deg=90.0):
    """Give the landmarks (33, 2) px of a body whose ankles stand above a point on the floor.

    ``posture`` is shank lean, knee flexion and trunk lean in degrees; the arms hang.
    """
    angles = BodyAngles(*(np.array([value]) for value in (0.0, *posture, 0.0, 0.0)))
    camera = seen_from(body_landmarks(angles), yaw_deg)[0]
    return np.asarray(at) + px_per_m * camera[:, :2]


def mirrored(xy, width):
    """Give landmarks (..., 33, 2) as the mirror image of the picture shows them."""
    return np.stack([width - xy[..., 0], xy[..., 1]], axis=-1)
