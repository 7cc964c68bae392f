"""What a plate looks like across its rim: all its rings, as the stack shows them.

A plate's inner rings and printed lines move with its rim. Taken together they say where it is
far better than the rim alone, which shins and hands cross, and which vanishes where plate and
background are alike. Rings stay when the plate rolls; letters and spokes do not, so the pattern
is smoothed all around.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.edges import EdgeField
from liftvision.barbell.ellipse import RAYS, Ellipse, support_at

STEP_PX = 1.0
"""Between two places on a ray."""

INWARD = 0.6
"""How far inwards the pattern goes, in half widths; further in are hub and sleeve."""

OUTWARD_PX = 6.0
"""How far outwards: rims of plates behind the front one are seen there, and move with it."""

AROUND_DEG = 15.0
"""Standard deviation of the smoothing along the rings."""

FAINT = 0.05
"""Less than this of mean support is chance."""

LINE_PX = 1.2
"""Standard deviation of the line that stands for a rim of which nothing else is known."""


@dataclass(frozen=True, eq=False)
class Pattern:
    """The edges to be expected on each ray.

    Attributes
    ----------
    rim
        Ellipse of the outer rim, px.
    depths
        (D,) px along the rim's normal, 0 at the rim and positive outside, `STEP_PX` apart.
    expected
        (RAYS, D) support for edges along the rim, 0 to 1.
    """

    rim: Ellipse
    depths: FloatArray
    expected: FloatArray


def bare_rim(rim: Ellipse) -> Pattern:
    """Give the pattern of a plate of which only the rim is known."""
    depths = np.arange(-3.0, 3.0 + STEP_PX / 2.0, STEP_PX)
    line = np.exp(-0.5 * (depths / LINE_PX) ** 2)
    return Pattern(rim, depths, np.tile(line, (RAYS, 1)))


def stacked_pattern(field: EdgeField, offset: FloatArray, rim: Ellipse) -> Pattern:
    """Take the pattern from a stack.

    Parameters
    ----------
    field
        (S, S) mean edge field of the stack.
    offset
        (2,) px of the rim's centre from the stack's middle.
    rim
        Of the front face.
    """
    inward = np.ceil(INWARD * rim.half_width / STEP_PX) * STEP_PX
    depths = np.arange(-inward, OUTWARD_PX + STEP_PX / 2.0, STEP_PX)
    _, normals = rim.outline()
    middle = np.array(field.shape[::-1]) // 2 + offset
    found = np.maximum(support_at(field, middle + along(rim, depths), normals[:, None]), 0.0)
    expected = np.maximum(_smoothed(found) - FAINT, 0.0)
    return Pattern(rim, depths, expected)


def along(rim: Ellipse, depths: FloatArray) -> FloatArray:
    """Give places (RAYS, D, 2) px about the centre, on ellipses of the rim's shape.

    A ring of the plate is the rim made smaller, so it lies at one depth for the ray's normal.
    """
    points, normals = rim.outline()
    reach = (points * normals).sum(axis=1)
    return np.asarray(points[:, None] * (1.0 + depths[:, None] / reach[:, None, None]))


def _smoothed(values: FloatArray) -> FloatArray:
    """Smooth (RAYS, D) around the rim."""
    turn = np.minimum(np.arange(RAYS), RAYS - np.arange(RAYS)) * 360.0 / RAYS
    weight = np.exp(-0.5 * (turn / AROUND_DEG) ** 2)
    spectrum = np.fft.rfft(values, axis=0) * np.fft.rfft(weight / weight.sum())[:, None]
    return np.asarray(np.fft.irfft(spectrum, RAYS, axis=0))
