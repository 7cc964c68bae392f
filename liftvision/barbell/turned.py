"""A plate whose outline changes with its place in the picture, as the line of sight turns.

A camera that is near sees a plate on the floor from above and at the hips level: the ellipse
becomes wider or narrower and tilts. The bar itself keeps its direction; what changes is the line
of sight, by an angle that the focal length gives.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.pattern import Pattern

MOST_SLANT = 0.97
"""Sine of the angle between bar and line of sight: further off, a plate is a line."""


@dataclass(frozen=True, eq=False)
class TurnedPlate:
    """What a plate looks like, anywhere in the picture.

    Attributes
    ----------
    pattern
        At the place where it was learned.
    place
        (2,) px of that place.
    slant
        (2,) the parts along the picture, right and down, of the unit vector along the bar away
        from the camera, there.
    focal_px
        Focal length in px; infinite where the outline is the same everywhere.
    """

    pattern: Pattern
    place: FloatArray
    slant: FloatArray
    focal_px: float

    @property
    def rim(self) -> Ellipse:
        """The rim at the place where the pattern was learned."""
        return self.pattern.rim

    def at(self, place: FloatArray) -> Pattern:
        """Give the pattern at a place (2,) px."""
        return replace(self.pattern, rim=self.rim_at(place))

    def rim_at(self, place: FloatArray) -> Ellipse:
        """Give the rim at a place (2,) px."""
        if not np.isfinite(self.focal_px):
            return self.rim
        along = np.sqrt(1.0 - float(self.slant @ self.slant))
        slant = self.slant - along * (place - self.place) / self.focal_px
        return ellipse_of(self.rim.half_height, slant)


def slant_of(rim: Ellipse, behind: FloatArray) -> FloatArray:
    """Give how the bar points (2,), from a rim and the side (2,) on which its rear is seen."""
    sine = np.sqrt(max(0.0, 1.0 - (rim.half_width / rim.half_height) ** 2))
    short = np.array([np.cos(rim.tilt), np.sin(rim.tilt)])
    return np.asarray(min(sine, MOST_SLANT) * short * (1.0 if short @ behind >= 0.0 else -1.0))


def ellipse_of(radius: float, slant: FloatArray) -> Ellipse:
    """Give the ellipse of a disc of a radius, px, whose axis points along a slant (2,)."""
    sine = min(float(np.hypot(*slant)), MOST_SLANT)
    tilt = float(np.arctan2(slant[1], slant[0]))
    # The short axis has no direction: the turn that is nearer to upright.
    tilt = (tilt + np.pi / 2.0) % np.pi - np.pi / 2.0
    return Ellipse(radius * float(np.sqrt(1.0 - sine**2)), radius, tilt)
