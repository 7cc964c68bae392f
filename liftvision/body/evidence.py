"""What was seen in one shot, as the fit takes it: places in px, and how far each is trusted."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.body.proportions import Stance
from liftvision.pose.view import View

CORRELATION_S = 0.3
"""Errors of frames nearer to each other than this are one error, once the offsets are out."""


@dataclass(frozen=True, eq=False)
class PlateSeen:
    """The near plate.

    Attributes
    ----------
    places
        (T, 2) px right and up from the optical axis; 0 where not seen.
    seen, held, resting
        (T,) whether it was followed, whether the hands are on the bar, and whether it lies on
        the floor.
    radius_px, radius_m
        Of the plate.
    px_error, m_error
        Their standard errors as fractions of them.
    """

    places: FloatArray
    seen: BoolArray
    held: BoolArray
    resting: BoolArray
    radius_px: float
    px_error: float
    radius_m: float
    m_error: float


@dataclass(frozen=True, eq=False)
class Evidence:
    """One shot.

    Attributes
    ----------
    times
        (T,) s.
    places
        (T, 8, 2, 2) px right and up from the optical axis, of `figure.POINTS` left and right;
        0 where not seen.
    trust
        (T, 8, 2, 2) one over what they scatter, per m; 0 where not seen.
    usual, spread
        (2, 32) offsets and swings of the landmarks in m, and their standard deviations.
    posture
        (T, 2) by how much offset and swing count in each frame.
    top
        (T,) whether the bar is at its highest: whoever stands there mostly has straight knees.
    loose_feet
        (T,) how far a foot may shift, m for the root of a second.
    plate
        None where none was followed.
    view
        From where the shot was filmed, as the pose tells it.
    scale
        Metres per px at the lifter, and its standard error as a fraction of it.
    height_m
        Of the lifter, where given.
    stance
        How the feet are thought to stand.
    long_side_px
        Of the picture.
    """

    times: FloatArray
    places: FloatArray
    trust: FloatArray
    usual: FloatArray
    spread: FloatArray
    posture: FloatArray
    top: BoolArray
    loose_feet: FloatArray
    plate: PlateSeen | None
    view: View
    scale: tuple[float, float]
    height_m: float | None
    stance: Stance
    long_side_px: float

    @property
    def near(self) -> int:
        """Which side is the near one: 0 left, 1 right."""
        return 1 if self.view.near_side == "r" else 0

    @property
    def nearward(self) -> float:
        """Sign of the near side along the figure's z."""
        return -1.0 if self.near else 1.0

    @cached_property
    def weights(self) -> FloatArray:
        """Roots (T,) of how many independent looks each frame is."""
        return np.asarray(np.sqrt(np.gradient(self.times) / CORRELATION_S))


@dataclass(frozen=True, eq=False)
class Believed:
    """How far each piece of evidence is still believed, by how well it fits.

    Attributes
    ----------
    landmarks
        (T, 8, 2) roots of the weights of the landmarks, 0 to 1.
    grip
        (T,) the same of the hands' hold on the bar.
    offsets
        (2, 32) by how much wider the spread of each offset is taken than usual.
    """

    landmarks: FloatArray
    grip: FloatArray
    offsets: FloatArray
