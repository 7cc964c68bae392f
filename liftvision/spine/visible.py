"""Which points of an outline are the back's, and which may be the edge of a plate before it."""

import numpy as np

from liftvision.arrays import BoolArray, FloatArray

PLATE_MARGIN, PLATE_MARGIN_OF_TRUNK = 1.06, 0.02
"""The near plate hides what lies within its rim enlarged by the first, and by the second of the
trunk's length: the mask's edge follows the rim at that distance."""


def beside_plate(
    outline: FloatArray,
    centre: FloatArray,
    half_axes: FloatArray,
    tilt_deg: float,
    trunk_px: float,
) -> BoolArray:
    """Tell which points are not hidden by the near plate.

    Parameters
    ----------
    outline
        (T, N, 2) px.
    centre
        (T, 2) px of the plate's rim; NaN where it is not followed, and then nothing is hidden.
    half_axes
        (T, 2) or (2,) px: half of its width and height.
    tilt_deg
        By how much its axes are turned, clockwise in the picture.
    trunk_px
        Length of the trunk.

    Returns
    -------
    (T, N).
    """
    tilt = np.radians(tilt_deg)
    turned = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
    away = (outline - centre[:, None]) @ turned
    reach = PLATE_MARGIN * half_axes + PLATE_MARGIN_OF_TRUNK * trunk_px
    with np.errstate(invalid="ignore"):
        inside = ((away / np.reshape(reach, (-1, 1, 2))) ** 2).sum(axis=2) < 1.0
    return np.asarray(~inside)
