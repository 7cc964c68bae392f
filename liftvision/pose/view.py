"""From where a shot was filmed, from the model's own guess at the lifter's 3D pose.

The lines through shoulders, hips and ankles, seen from above, turn with the lifter. The model's
depth is poor for a single landmark, but over a shot the direction of such a line is steady, and
of the three at most one is usually spoilt by what hides it. On real clips labelled as side views
their median lies 6 degrees (standard deviation) around the true side.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.heading import median_heading, wrapped
from liftvision.pose.landmarks import Landmark, Side

ViewName: TypeAlias = Literal["side", "front", "rear", "front-oblique", "rear-oblique", "unknown"]
Facing: TypeAlias = Literal["left", "right", "front", "rear"]


@dataclass(frozen=True)
class View:
    """From where a shot was filmed.

    Attributes
    ----------
    name
        ``side``, ``front``, ``rear``, an oblique between them, or ``unknown``.
    yaw_deg
        Where the lifter faces, seen from above: 0 to the camera, +90 to the picture's right,
        -90 to its left, 180 away from the camera. None when unknown.
    error_deg
        One standard error of the yaw.
    """

    name: ViewName
    yaw_deg: float | None
    error_deg: float | None

    @property
    def facing(self) -> Facing | None:
        """The nearest of the four directions; None when unknown."""
        if self.yaw_deg is None:
            return None
        if abs(self.yaw_deg) < 45.0:
            return "front"
        if abs(self.yaw_deg) > 135.0:
            return "rear"
        return "right" if self.yaw_deg > 0 else "left"

    @property
    def near_side(self) -> Side | None:
        """The lifter's side that is nearer to the camera; None when unknown."""
        if self.yaw_deg is None:
            return None
        return "r" if self.yaw_deg > 0 else "l"


UNKNOWN = View("unknown", None, None)

LINES = (
    (Landmark.SHOULDER_L, Landmark.SHOULDER_R),
    (Landmark.HIP_L, Landmark.HIP_R),
    (Landmark.ANKLE_L, Landmark.ANKLE_R),
)

YAW_ERROR_DEG = 6.0
"""Standard deviation of the estimate on clips whose view is known; see the module's text."""

MIN_FRAMES = 5
MAX_ERROR_DEG = 30.0
"""A yaw that is less sure than this names no view."""

SECTORS: tuple[tuple[float, ViewName], ...] = (
    (22.5, "front"),
    (67.5, "front-oblique"),
    (112.5, "side"),
    (157.5, "rear-oblique"),
    (180.0, "rear"),
)
"""Upper end in degrees of each view's sector of the absolute yaw: eight equal sectors."""


def estimate_view(world: FloatArray) -> View:
    """Estimate the view of one shot.

    Parameters
    ----------
    world
        (T, 33, 3) m, x right, y down, z away from the camera; NaN where unseen.
    """
    seen = world[np.isfinite(world[:, 0, 0])]
    if len(seen) < MIN_FRAMES:
        return UNKNOWN
    headings = np.array([median_heading(seen, left, right) for left, right in LINES])
    # Angles are compared around the first one, so that 179 and -179 degrees are neighbours.
    around = wrapped(headings - headings[0])
    error = float(np.hypot(YAW_ERROR_DEG, np.ptp(around) / 2.0))
    if error > MAX_ERROR_DEG:
        return UNKNOWN
    yaw = float(wrapped(headings[0] + np.median(around)))
    return View(view_name(yaw), yaw, error)


def view_name(yaw_deg: float) -> ViewName:
    """Name the view for a yaw of -180 to 180 degrees."""
    return next(name for end, name in SECTORS if abs(yaw_deg) <= end)


def off_side_deg(yaw_deg: float) -> float:
    """Give how far a yaw is off a view from the side, 0 to 90 degrees."""
    return abs(abs(yaw_deg) - 90.0)


def off_front_deg(yaw_deg: float) -> float:
    """Give how far a yaw is off a view from the front or the rear, 0 to 90 degrees."""
    return min(abs(yaw_deg), 180.0 - abs(yaw_deg))
