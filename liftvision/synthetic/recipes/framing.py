"""How long a lens may be, so that the lifter, the arms and the bar stay in the picture."""

import itertools
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.picture.barbell import bar_geometry
from liftvision.synthetic.picture.path import FULL_FRAME_MM, camera_path
from liftvision.synthetic.recipes.recipe import CameraRecipe, Recipe

MARGIN = 0.03
"""Of the picture's width and height that stays free at each edge."""

SHAKES = 3.0
"""So many standard deviations of the hand's tremble are allowed for."""

LEAST_DEPTH_M = 0.3
"""What is nearer to the camera is not in the picture."""

SHOES_M = 0.04

REGIONS = (
    (0.0, 0.3, 0.6, -0.36, 0.46),
    (0.3, 0.6, 0.46, -0.55, 0.74),
    (0.6, 0.86, 0.42, -0.36, 0.74),
    (0.86, 1.0, 0.25, -0.36, 0.46),
)
"""Where a lifter is at the bar: between which fractions of the stature, how far to either side,
and from where to where forward, m. Measured on 40 rendered lifters of all kinds, and a little
more: wide feet, then the seat behind and the head in front of the bar, then who stands."""

WALKER_M = (0.46, -0.36)
"""How far a walking lifter is to either side, and behind the middle of the feet."""

HELD = 0.48
"""Highest place of the bar, as a fraction of the stature."""

BAR_FORWARD_M = (-0.1, 0.4)
"""Of the bar's axis: held against the thighs to drifted, or dropped and bounced, forward."""

WALK_STRIDES = 0.78
"""How far behind the bar a walk begins or ends, as a fraction of the stature."""


def longest_lens(recipe: Recipe) -> float:
    """Give the longest focal length in mm at which everything stays in the picture at all times.

    The camera's own focal length plays no part. 0: something is beside or behind the camera.
    """
    camera, video = recipe.camera, recipe.video
    level = replace(camera, focal_mm=FULL_FRAME_MM, shake_deg=0.0)
    (seen,) = camera_path(level, video, np.zeros(1), recipe.seed)
    places = seen.in_camera(reach(recipe))
    if places[:, 2].min() < LEAST_DEPTH_M:
        return 0.0
    slopes = np.abs(places[:, :2] / places[:, 2:])
    slopes = slopes + _unsteadiness(camera, slopes)
    free = (0.5 - MARGIN) * np.array([video.width, video.height])
    focal_px = float((free / slopes.max(axis=0)).min())
    return focal_px * FULL_FRAME_MM / max(video.width, video.height)


def _unsteadiness(camera: CameraRecipe, slopes: FloatArray) -> FloatArray:
    """Give by how much a hand's shake may move what is seen at slopes (..., 2), as slopes.

    A turn moves the edge of the picture further than its middle; half a turn is a roll, which
    swaps the axes.
    """
    turn = SHAKES * np.radians(camera.shake_deg)
    return np.asarray(turn * (1.0 + slopes**2 + 0.5 * slopes[..., ::-1]))


def reach(recipe: Recipe) -> FloatArray:
    """Give corners (K, 3) m of boxes that hold the lifter and the bar through a whole clip."""
    movement, height = recipe.movement, recipe.body.height_m
    boxes = [
        ((-side, side), (low * height, high * height + SHOES_M), (back, front))
        for low, high, side, back, front in REGIONS
    ]
    walks = movement.start == "walk_in" or movement.ending == "walk_out"
    furthest_back = -WALK_STRIDES * height if walks else 0.0
    if walks:
        side, behind = WALKER_M
        boxes.append(((-side, side), (0.0, height + SHOES_M), (furthest_back + behind, 0.0)))
    if movement.lift not in ("standing", "toe_touch"):
        bar = bar_geometry(recipe.scene)
        radius = bar.plate_radius_m or 0.0
        # Only a Romanian deadlift begins and ends with the bar in the hands.
        carried = furthest_back if movement.lift == "romanian" else 0.0
        forward = (carried + BAR_FORWARD_M[0] - radius, BAR_FORWARD_M[1] + radius)
        boxes.append(((-bar.end_m, bar.end_m), (0.0, HELD * height + radius), forward))
    return np.array([corner for box in boxes for corner in itertools.product(*box)])
