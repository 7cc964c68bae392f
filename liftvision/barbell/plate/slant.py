"""How the bar points, seen from the camera: what makes plates ellipses and shows their thickness.

The slant is the way that a step along the bar, away from the camera, makes in the picture, against
that of a step of the same length across the line of sight: to the right and down. With the unit
vector n along the bar and the sight s, by which is meant the place in the picture from its middle
over the focal length, it is n_xy - s n_z. Rear rims are shifted along it.

A disc across the bar is seen as an ellipse whose points p fulfil p' M^-1 p = r^2, where r is its
radius over its depth and M = 1 + s s' - slant slant'. A plate that is parallel to the picture is
thus a circle anywhere in it, though it may be seen from the side or from above.

Held by somebody who aims at a lifter, the camera looks down or up. Its pitch t (the tangent) makes
the plate larger the higher it is, by the fraction t / f per px: this is seen better than the
ellipse.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.ellipse import Ellipse
from liftvision.pose.view import View

USUAL_FOCAL = 0.72
"""Focal length of a phone, against the long side of the picture: 26 mm of 36 mm."""

FOCAL_ERROR = 0.3
"""Of the focal length, as a fraction."""

PITCH, PITCH_ERROR = 0.05, 0.12
"""Tangent of the angle by which phones look down."""

YAW_ERROR = 0.1
"""Sine of the angle by which yaws are wrong at the least."""

ANY_AWAY, ANY_ACROSS = 0.85, 0.5
"""Parts of the bar's direction along the line of sight and across it where nothing is known."""

MOST_SLANT = 0.97
"""A bar that lies more across the line of sight shows its plates as lines."""


@dataclass(frozen=True, eq=False)
class Growth:
    """How an outline changes down the picture.

    Attributes
    ----------
    rate, error
        (2,) by which fraction half width and half height grow for each px down, and one standard
        error of this.
    """

    rate: FloatArray
    error: FloatArray


@dataclass(frozen=True, eq=False)
class Slant:
    """How the bar is expected to point away from the camera, at one place of the picture.

    Attributes
    ----------
    across, away
        Parts of the unit vector along the bar: to the right, and along the optical axis of a
        camera that is held level.
    across_error
        Standard error of the first.
    pitch, pitch_error
        Tangent of the angle by which the camera looks down, and its standard error.
    sight
        (2,) the place in the picture from its middle, over the focal length.
    focal_px
        Focal length.
    """

    across: float
    away: float
    across_error: float
    pitch: float
    pitch_error: float
    sight: FloatArray
    focal_px: float

    @property
    def expected(self) -> FloatArray:
        """The slant (2,), to the right and down."""
        level = 1.0 / np.hypot(1.0, self.pitch)
        down, deep = -self.pitch * level * self.away, level * self.away
        return np.asarray(np.array([self.across, down]) - deep * self.sight)

    @property
    def error(self) -> FloatArray:
        """Standard errors (2,) of the expected slant."""
        return np.array([self.across_error, self.away * self.pitch_error])

    def with_growth(self, growth: Growth) -> "Slant":
        """Give what is expected when the plate was seen to grow."""
        down = float(self.sight[1])
        upright = 1.0 + down**2 - self.expected[1] ** 2
        turned = down * (1.0 - self.away**2) / upright
        # Both rates are these multiples of the pitch, the second with a part of its own.
        rates = -np.array([1.0, 1.0 + self.away**2 / upright])
        seen = self.focal_px * growth.rate - [0.0, turned]
        weight = (rates / (self.focal_px * growth.error)) ** 2
        measured = float(weight @ (seen / rates) / weight.sum())
        error = float(np.hypot(weight.sum() ** -0.5, FOCAL_ERROR * measured))
        trust = np.array([self.pitch_error, error]) ** -2.0
        pitch = float(trust @ [self.pitch, measured] / trust.sum())
        return replace(self, pitch=pitch, pitch_error=float(trust.sum() ** -0.5))


ANY_SLANT = Slant(0.0, ANY_AWAY, ANY_ACROSS, 0.0, 0.3, np.zeros(2), np.inf)
"""Of a bar of which nothing is known."""


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
    focal_px = USUAL_FOCAL * max(picture)
    sight = (place - 0.5 * np.array(picture)) / focal_px
    if view.yaw_deg is None:
        return Slant(0.0, ANY_AWAY, ANY_ACROSS, PITCH, PITCH_ERROR, sight, focal_px)
    yaw = np.radians(view.yaw_deg)
    side = 1.0 if np.sin(yaw) >= 0.0 else -1.0
    across, away = side * np.cos(yaw), side * np.sin(yaw)
    error = float(np.hypot(np.radians(view.error_deg or 0.0), YAW_ERROR))
    return Slant(float(across), float(away), error, PITCH, PITCH_ERROR, sight, focal_px)


def disc_root(slant: FloatArray, sight: FloatArray) -> FloatArray:
    """Give the symmetric matrices (..., 2, 2) that make a circle the ellipse of a disc.

    Parameters
    ----------
    slant
        (..., 2) of its axis; longer than `MOST_SLANT` is taken for this.
    sight
        (2,) of its place.
    """
    long = np.linalg.norm(slant, axis=-1, keepdims=True)
    slant = slant * (MOST_SLANT / np.maximum(long, MOST_SLANT))
    shape = np.eye(2) + np.outer(sight, sight) - slant[..., :, None] * slant[..., None, :]
    # The root of a symmetric 2 by 2 matrix, after Cayley and Hamilton.
    area = np.sqrt(np.maximum(np.linalg.det(shape), 0.01))[..., None, None]
    trace = np.trace(shape, axis1=-2, axis2=-1)[..., None, None]
    return np.asarray((shape + area * np.eye(2)) / np.sqrt(trace + 2.0 * area))


def disc_ellipse(radius: float, slant: FloatArray, sight: FloatArray) -> Ellipse:
    """Give the ellipse of a disc of a radius, px, whose axis has a slant (2,), at a sight (2,)."""
    axes, directions = np.linalg.eigh(disc_root(slant, sight))
    upright = int(np.abs(directions[1]).argmax())
    right = directions[:, 1 - upright]
    right = right * (1.0 if right[0] >= 0.0 else -1.0)
    tilt = float(np.arctan2(right[1], right[0]))
    return Ellipse(float(radius * axes[1 - upright]), float(radius * axes[upright]), tilt)
