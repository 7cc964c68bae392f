"""Where and when to look for the bar in each shot, from the pose alone."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.barbell.ends.find import REACH_M as ENDS_REACH_M
from liftvision.barbell.ends.find import faces_camera
from liftvision.barbell.hands import hand_path, without_gaps
from liftvision.barbell.plate.search import PLATE_BESIDE_M
from liftvision.barbell.point import PointTrack
from liftvision.barbell.stills import choose_stills
from liftvision.barbell.window import Window, reduction, window_around
from liftvision.clip.clip import Clip, Shot
from liftvision.pose.scale import model_scale
from liftvision.pose.track import PoseTrack
from liftvision.pose.view import View, estimate_view, off_side_deg

REACH_M = 0.55
"""A plate's centre is this close to where the hands put it, in the body's plane."""

FEWEST_FRAMES = 10
"""In which the lifter was found, for a shot to be searched."""

EDGE_ON_DEG = 75.0
"""Further off the side than this, plates are seen edge-on."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is known of a shot before its pictures are looked at.

    Attributes
    ----------
    shot, view
        Which frames, and from where they were filmed.
    times
        (T,) s of its frames.
    hands
        (T, 2) px of the clip, without gaps; or the point that was given, if ``pointed_at``.
    pointed_at
        Whether the user said where the bar is.
    stills
        (S,) the frames of the shot to search first.
    window
        In which to look.
    """

    shot: Shot
    view: View
    times: FloatArray
    hands: FloatArray
    pointed_at: bool
    stills: IntArray
    window: Window

    @property
    def shows_rims(self) -> bool:
        """Whether the plates are not seen edge-on."""
        return self.view.yaw_deg is None or off_side_deg(self.view.yaw_deg) <= EDGE_ON_DEG


def plan_shots(clip: Clip, pose: PoseTrack, point: PointTrack | None) -> dict[int, Plan]:
    """Decide for each shot in which the lifter was seen where and when to look for the bar.

    Parameters
    ----------
    clip, pose
        Of the same frames.
    point
        What the user pointed at, through the first shot.
    """
    seen: dict[int, tuple[float, View]] = {}
    for number, shot in enumerate(clip.shots):
        xy, world = pose.xy[shot.frames], pose.world[shot.frames]
        scale = model_scale(xy, world).value
        if scale is not None and np.isfinite(xy[:, 0, 0]).sum() >= FEWEST_FRAMES:
            seen[number] = 1.0 / scale, estimate_view(world)
    if not seen:
        return {}
    picture = reduction((clip.width, clip.height), max(scale for scale, _ in seen.values()))
    plans = {}
    for number, (px_per_m, view) in seen.items():
        shot = clip.shots[number]
        times = clip.times[shot.frames]
        pointed_at = point is not None and number == 0
        if point is not None and pointed_at:
            hands = without_gaps(times, point.centre)
        else:
            hands = hand_path(times, pose.xy[shot.frames], pose.visibility[shot.frames])
        stills = choose_stills(times, hands, px_per_m)
        window = window_around(
            hands[stills], _reach(view), (clip.width, clip.height), picture, px_per_m
        )
        plans[number] = Plan(shot, view, times, hands, pointed_at, stills, window)
    return plans


def _reach(view: View) -> FloatArray:
    """Give how far around the hands to look, m across and down in the body's plane."""
    turned = 1.0 if view.yaw_deg is None else abs(np.cos(np.radians(view.yaw_deg)))
    plate = np.array([REACH_M + PLATE_BESIDE_M * turned, REACH_M])
    return np.maximum(plate, ENDS_REACH_M) if faces_camera(view) else plate
