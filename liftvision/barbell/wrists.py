"""The bar taken from the hands: the midpoint of the wrists."""

import numpy as np

from liftvision.barbell.track import BarTrack
from liftvision.pose.landmarks import Landmark
from liftvision.pose.track import PoseTrack


def bar_from_wrists(pose: PoseTrack) -> BarTrack:
    """Give the midpoint of the wrists as the bar, wherever the lifter was found.

    It says where the bar is only while the hands hold it.
    """
    centre = pose.xy[:, [Landmark.WRIST_L, Landmark.WRIST_R]].mean(axis=1)
    seen = bool(np.isfinite(centre).any())
    return BarTrack(pose.times, centre, "wrists" if seen else "none")
