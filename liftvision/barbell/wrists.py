"""The bar taken from the hands: the midpoint of the wrists."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BAR_SOURCES, BarTrack, ShotBar
from liftvision.clip.clip import Shot
from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import body_size
from liftvision.pose.track import PoseTrack

WRISTS_ERROR = 0.05
"""Standard error of the hands as the bar, in body sizes (trunk, thigh and shank end to end)."""


def wrist_midpoint(xy: FloatArray) -> FloatArray:
    """Give the middle between the wrists (T, 2) px of landmarks (T, 33, 2) px."""
    return np.asarray(xy[:, [Landmark.WRIST_L, Landmark.WRIST_R]].mean(axis=1))


def bar_from_wrists(pose: PoseTrack, shots: tuple[Shot, ...], reason: str = "") -> BarTrack:
    """Give the midpoint of the wrists as the bar, wherever the lifter was found.

    It says where the bar is only while the hands hold it.
    """
    centre = wrist_midpoint(pose.xy)
    seen = np.asarray(np.isfinite(centre).all(axis=1))
    frames = len(centre)
    sizes = body_size(pose.xy)
    return BarTrack(
        times=pose.times,
        centre=centre,
        error=np.where(seen, WRISTS_ERROR * sizes, np.nan),
        score=np.full(frames, np.nan),
        sources=np.where(seen, BAR_SOURCES.index("wrists"), BAR_SOURCES.index("none")),
        ends=np.full((frames, 2, 2), np.nan),
        shots=tuple(
            ShotBar("wrists" if seen[shot.frames].any() else "none", reason=reason)
            for shot in shots
        ),
    )
