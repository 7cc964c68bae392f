"""Where lifter and bar are in the picture: what moves there says nothing about the camera."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Clip
from liftvision.pose.landmarks import Landmark
from liftvision.pose.people import body_size, box_of
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View, estimate_view

AROUND_LIFTER = 0.12
AROUND_HANDS = 0.25
PLATES_ASIDE = 0.8
"""How far clothes and shoes reach beyond the landmarks, plates beyond the hands, and plates beside
a lifter seen from the front, in body sizes of about 1.3 m."""

WRISTS = [Landmark.WRIST_L, Landmark.WRIST_R]


def busy_areas(clip: Clip, pose: PoseTrack) -> FloatArray:
    """Give the areas of lifter and bar in each frame.

    Returns
    -------
    FloatArray
        (T, 2, 4) px of the clip: left, top, right, bottom; NaN where the lifter was not found.
    """
    areas = np.full((clip.frames, 2, 4), np.nan)
    for shot in clip.shots:
        view = estimate_view(pose.world[shot.frames])
        areas[shot.frames] = _of_shot(pose.xy[shot.frames], view)
    return areas


def _of_shot(xy: FloatArray, view: View) -> FloatArray:
    sizes = body_size(xy)
    size = float(np.nanmedian(sizes)) if np.isfinite(sizes).any() else np.nan
    lifter = box_of(xy) + AROUND_LIFTER * size * np.array([-1.0, -1.0, 1.0, 1.0])
    turned = 1.0 if view.yaw_deg is None else abs(np.cos(np.radians(view.yaw_deg)))
    reach = size * np.array([AROUND_HANDS + PLATES_ASIDE * turned, AROUND_HANDS])
    hands = xy[:, WRISTS].mean(axis=1)
    bar = np.concatenate([hands - reach, hands + reach], axis=1)
    return np.stack([lifter, bar], axis=1)
