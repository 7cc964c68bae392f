"""Everything a clip is filmed from, worked out from its recipe before the first frame."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.progress import Progress
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.data import body_data
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.bystanders import bystanders, standing_places
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.movement.perform import duration, perform
from liftvision.synthetic.movement.performance import Performance
from liftvision.synthetic.picture.barbell import (
    SLEEVE_RADIUS_M,
    BarGeometry,
    bar_at,
    bar_geometry,
    barbell,
)
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.geometry import box
from liftvision.synthetic.picture.item import Identity, Item
from liftvision.synthetic.picture.lights import Lights
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.picture.surroundings import surroundings
from liftvision.synthetic.picture.timing import frame_times
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.wardrobe.figure import Figure, dress, surface

SUBFRAMES = 3
"""Pictures that are added up while the shutter is open, where it is open at all."""


BLOCK_M, BLOCK_AT_M = 0.3, 0.88
BLOCK_COLOUR = (0.32, 0.2, 0.11)
"""Width of the wooden blocks that a bar without plates lies on, and how far to each side."""


@dataclass(frozen=True, eq=False)
class Shoot:
    """A lifter, a lift, a room and a camera.

    Attributes
    ----------
    recipe
        What all of it was made from.
    times
        (T,) s of the frames; each begins when the shutter opens.
    exposures
        (T, K) s of the pictures that make up each frame.
    body, figure
        The lifter at rest, and dressed.
    performance
        At all exposures, one frame's after the other's.
    cameras
        One for each frame: it does not move while the shutter is open.
    bar, bar_measures
        In its own frame; empty and None without one.
    room, light
        What stands still, and what lights it.
    """

    recipe: Recipe
    times: FloatArray
    exposures: FloatArray
    body: Body
    figure: Figure
    performance: Performance
    cameras: list[Camera]
    bar: tuple[Item, ...]
    bar_measures: BarGeometry | None
    room: tuple[Item, ...]
    light: Lights

    def moving(self, moment: int) -> list[Item]:
        """Give the lifter and the bar at one of the performance's moments."""
        pose = self.performance.poses[moment]
        lifter = Item(surface(self.figure, skin(self.body, pose)), Identity.LIFTER)
        bar = self.performance.bar
        if bar is None:
            return [lifter]
        place = (bar.centre[moment], bar.axis[moment], float(bar.spin_deg[moment]))
        return [lifter, *bar_at(self.bar, *place)]


def prepare(recipe: Recipe, moments: FloatArray | None, progress: Progress) -> Shoot:
    """Prepare a clip.

    Parameters
    ----------
    recipe
        Of the clip.
    moments
        (T,) fractions of the clip's duration at which to film; None: all its frames.
    progress
        Told of what takes long.

    Raises
    ------
    ModelError
        The body data is not here and cannot be fetched.
    SyntheticError
        The body cannot do the lift.
    """
    data = body_data(progress)
    progress.stage("working out the movement", None)
    body = make_body(recipe.body, data)
    lasts = duration(recipe.movement, recipe.seed)
    times = frame_times(recipe.video, lasts, recipe.seed) if moments is None else lasts * moments
    exposures = _exposures(recipe, times)
    measures = bar_geometry(recipe.scene)
    performance = perform(
        body, recipe.movement, measures.plate_radius_m, exposures.ravel(), recipe.seed
    )
    cameras = camera_path(recipe.camera, recipe.video, times, recipe.seed)
    blocks = _blocks(performance) if measures.plate_radius_m is None else ()
    places = standing_places(recipe.scene, recipe.camera.yaw_deg)
    stand = np.array([(place.x, place.z) for place in places]).reshape(-1, 2)
    room = surroundings(recipe.scene, cameras[0].position[None], stand)
    others = bystanders(recipe.scene, places, data)
    return Shoot(
        recipe=recipe,
        times=times,
        exposures=exposures,
        body=body,
        figure=dress(body, recipe.wardrobe),
        performance=performance,
        cameras=cameras,
        bar=() if performance.bar is None else barbell(recipe.scene),
        bar_measures=None if performance.bar is None else measures,
        room=(*room.items, *blocks, *(Item(person, Identity.PERSON) for person in others)),
        light=room.lights,
    )


def _blocks(performance: Performance) -> tuple[Item, ...]:
    """Give what a bar without plates is put down on; nothing where it is never let go."""
    bar = performance.bar
    if bar is None or bar.held.all():
        return ()
    free = bar.centre[~bar.held]
    lies = free[np.argmin(free[:, 1])]
    height = float(lies[1]) - SLEEVE_RADIUS_M
    size = (BLOCK_M, height, BLOCK_M)
    return tuple(
        Item(
            box((x, 0.5 * height, float(lies[2])), size, BLOCK_COLOUR, Material.WOOD),
            Identity.OBJECT,
        )
        for x in (-BLOCK_AT_M, BLOCK_AT_M)
    )


def _exposures(recipe: Recipe, times: FloatArray) -> FloatArray:
    """Give when (T, K) s the pictures of each frame are taken."""
    video = recipe.video
    if video.shutter == 0.0:
        return times[:, None]
    # A frame's own time is the first of them: what is true then is what the truth says.
    open_s = video.shutter / video.fps
    return np.asarray(times[:, None] + open_s * np.arange(SUBFRAMES) / SUBFRAMES)
