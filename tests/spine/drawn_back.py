"""A back drawn as a chain: thigh, round seat, straight sacrum, lumbar arc, straight thorax.

Lengths are those of the trunk, places forward and up, angles in degrees against the vertical,
forward positive. The outline turns evenly along the seat and along the lumbar spine, and nowhere
else; it begins and ends as `pose.outline` has it, below the seat and at the neck.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.outline import Turn
from liftvision.pose.track import HIP_POINT, OUTLINE_POINTS
from liftvision.spine.rows import ShotBack

SACRUM, LUMBAR, THORAX = 0.22, 0.3, 0.45
"""How long the parts are."""

SEAT_RADIUS = 0.25
"""Of the round seat, from the back of the thigh to the sacrum."""

BELOW_SEAT = 0.25
"""How much of the thigh's back is drawn below the round seat."""

HIP_AHEAD = np.array([0.27, 0.05])
"""From the seat's rearmost point to the hip joint."""

FINE = 4000


@dataclass(frozen=True)
class DrawnBack:
    """Which way the parts lean; the lumbar spine bends from the sacrum's way to the thorax's."""

    thigh_deg: float = -35.0
    sacrum_deg: float = 45.0
    lumbar_deg: float = 25.0

    @property
    def thorax_deg(self) -> float:
        return self.sacrum_deg + self.lumbar_deg

    @property
    def knots(self) -> tuple[FloatArray, FloatArray]:
        """Where along the outline from the rearmost point the parts meet, and directions there."""
        around = SEAT_RADIUS * np.radians([self.thigh_deg, self.sacrum_deg])
        lumbar = around[1] + SACRUM
        thorax = lumbar + LUMBAR
        places = [around[0] - BELOW_SEAT, *around, lumbar, thorax, thorax + THORAX]
        ways = [self.thigh_deg] * 2 + [self.sacrum_deg] * 2 + [self.thorax_deg] * 2
        return np.array(places), np.array(ways)

    def direction(self, along: FloatArray) -> FloatArray:
        """Give the outline's direction at places along it from the rearmost point."""
        return np.interp(along, *self.knots)

    def places(self, along: FloatArray) -> FloatArray:
        """Give points (N, 2) from the rearmost point, at places along the outline."""
        fine = np.linspace(self.knots[0][0], self.knots[0][-1], FINE)
        ways = np.radians(self.direction(0.5 * (fine[1:] + fine[:-1])))
        steps = np.diff(fine)[:, None] * np.stack([np.sin(ways), np.cos(ways)], axis=1)
        course = np.concatenate([np.zeros((1, 2)), steps.cumsum(axis=0)])
        curve = np.stack([np.interp(along, fine, course[:, axis]) for axis in (0, 1)], axis=1)
        origin = [np.interp(0.0, fine, course[:, axis]) for axis in (0, 1)]
        return np.asarray(curve - origin)

    @property
    def stations(self) -> FloatArray:
        """Where along it (OUTLINE_POINTS,) the points of the outline lie."""
        first, *_, last = self.knots[0]
        hip = HIP_AHEAD[1]
        below = np.linspace(first, hip, HIP_POINT, endpoint=False)
        return np.concatenate([below, np.linspace(hip, last, OUTLINE_POINTS - HIP_POINT)])

    @property
    def outline(self) -> FloatArray:
        """(OUTLINE_POINTS, 2) from the rearmost point."""
        return self.places(self.stations)

    @property
    def shoulder(self) -> FloatArray:
        """The joint: ahead of the thorax's end, and a little below it."""
        way = np.radians(self.thorax_deg)
        ahead = np.array([np.cos(way), -np.sin(way)])
        down = -np.array([np.sin(way), np.cos(way)])
        return np.asarray(self.outline[-1] + 0.17 * ahead + 0.05 * down)

    @property
    def hip(self) -> FloatArray:
        return HIP_AHEAD

    @property
    def knee(self) -> FloatArray:
        """The joint, at the end of a thigh that leans as its back does."""
        way = np.radians(self.thigh_deg)
        return np.asarray(self.hip - 0.85 * np.array([np.sin(way), np.cos(way)]))


def bent_over(lean_deg: float, lumbar_deg: float = 25.0) -> DrawnBack:
    """Give a back of a lifter on the way up, whose sacrum leans so far."""
    return DrawnBack(thigh_deg=-15.0 - 0.4 * lean_deg, sacrum_deg=lean_deg, lumbar_deg=lumbar_deg)


def as_shot(
    backs: list[DrawnBack],
    trunk_px: float = 180.0,
    hip_px: tuple[float, float] = (300.0, 400.0),
    turn: Turn = 1,
    yaw_off_deg: float = 0.0,
) -> ShotBack:
    """Give the backs as frames of one shot, the hip joint always in one place of the picture."""
    to_px = trunk_px * np.array([turn, -1.0])

    def seen(name: str) -> FloatArray:
        places = np.array([getattr(back, name) - back.hip for back in backs])
        return np.asarray(np.array(hip_px) + to_px * places)

    outline = seen("outline")
    return ShotBack(
        outline=outline,
        visible=np.ones(outline.shape[:2], dtype=np.bool_),
        hip=seen("hip"),
        shoulder=seen("shoulder"),
        knee=seen("knee"),
        trunk_px=trunk_px,
        turn=turn,
        yaw_deg=turn * (90.0 - yaw_off_deg),
    )


def moved(shot: ShotBack, by_px: FloatArray) -> ShotBack:
    """Move all that is seen, frame by frame (T, 2) or (2,)."""
    by = np.broadcast_to(by_px, shot.hip.shape)
    return replace(
        shot,
        outline=shot.outline + by[:, None],
        hip=shot.hip + by,
        shoulder=shot.shoulder + by,
        knee=shot.knee + by,
    )


def enlarged(shot: ShotBack, factor: float) -> ShotBack:
    """Enlarge the whole picture."""
    return replace(
        shot,
        outline=factor * shot.outline,
        hip=factor * shot.hip,
        shoulder=factor * shot.shoulder,
        knee=factor * shot.knee,
        trunk_px=factor * shot.trunk_px,
    )


def mirrored(shot: ShotBack, width: float = 640.0) -> ShotBack:
    """Mirror the picture: the lifter faces the other way."""

    def across(points: FloatArray) -> FloatArray:
        return np.asarray(points * [-1.0, 1.0] + [width, 0.0])

    return replace(
        shot,
        outline=across(shot.outline),
        hip=across(shot.hip),
        shoulder=across(shot.shoulder),
        knee=across(shot.knee),
        turn=1 if shot.turn < 0 else -1,
        yaw_deg=-shot.yaw_deg,
    )
