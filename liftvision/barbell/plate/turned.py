"""A plate whose outline changes with its place in the picture, as the line of sight turns.

A camera that is near sees a plate on the floor from above and at the hips level, and a camera that
looks down sees it larger the higher it is. The bar keeps its direction; how it looks elsewhere
follows from the focal length.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.ellipse import Ellipse
from liftvision.barbell.plate.pattern import Pattern
from liftvision.barbell.plate.slant import disc_ellipse

LEAST_DEPTH = 0.1
"""A bar has at least this part along the line of sight, if its rim is seen."""


@dataclass(frozen=True, eq=False)
class TurnedPlate:
    """What a plate looks like, anywhere in the picture.

    Attributes
    ----------
    pattern
        At the place where it was learned.
    place
        (2,) px of that place.
    radius
        px, of the plate there if it were seen along the bar.
    slant
        (2,) how the bar points there (see `slant`).
    middle
        (2,) px of the picture's middle.
    focal_px
        Focal length in px; infinite where the outline is the same everywhere.
    """

    pattern: Pattern
    place: FloatArray
    radius: float
    slant: FloatArray
    middle: FloatArray
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
        known, sight = self._sight(self.place), self._sight(place)
        deep = depth_part(self.slant, known)
        slant = self.slant + deep * (known - sight)
        return disc_ellipse(self.radius * self.scale_at(place), slant, sight)

    def scale_at(self, place: FloatArray) -> float:
        """Give how much nearer than where it was learned the plate is at a place (2,) px.

        The bar is taken to be level, and the plate to move straight up.
        """
        if not np.isfinite(self.focal_px):
            return 1.0
        known = self._sight(self.place)
        deep = depth_part(self.slant, known)
        falling = float(self.slant[1]) / deep + float(known[1])
        growth = falling / (1.0 + float(known[1]) * falling) / self.focal_px
        return 1.0 + growth * float(place[1] - self.place[1])

    def _sight(self, place: FloatArray) -> FloatArray:
        return np.asarray((place - self.middle) / self.focal_px)


def depth_part(slant: FloatArray, sight: FloatArray) -> float:
    """Give the part along the optical axis of the unit vector along a bar of a slant (2,)."""
    # |slant + deep * sight|^2 + deep^2 = 1
    square = 1.0 + float(sight @ sight)
    half = float(slant @ sight)
    rest = max(half**2 - square * (float(slant @ slant) - 1.0), 0.0)
    return max((float(np.sqrt(rest)) - half) / square, LEAST_DEPTH)
