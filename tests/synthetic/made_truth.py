"""A truth that is consistent in itself, without a body or a renderer behind it."""

import numpy as np

from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.recipes.recipe import Recipe, VideoRecipe
from liftvision.synthetic.truth.truth import HIDERS, JOINTS, TrueBar, TrueCamera, Truth
from liftvision.synthetic.truth.truth_document import TRUE_COLUMNS


def turned(frames, shake_deg):
    """A camera that looks along the world's -x, a little unsteady: (T, 3, 3)."""
    looks = np.array([[0.0, 0.0, -1.0], [0.0, -1.0, 0.0], [-1.0, 0.0, 0.0]])
    angles = np.radians(shake_deg) * np.sin(np.arange(frames))
    rolls = np.zeros((frames, 3, 3))
    rolls[:, 0, 0] = rolls[:, 1, 1] = np.cos(angles)
    rolls[:, 0, 1], rolls[:, 1, 0] = -np.sin(angles), np.sin(angles)
    rolls[:, 2, 2] = 1.0
    return rolls @ looks


def projected(points, camera):
    """(T, ..., 3) m to (T, ..., 2) px, frame by frame."""
    return np.stack(
        [
            Camera(position, rotation, camera.focal_px, camera.size).project(frame)
            for frame, position, rotation in zip(
                points, camera.position, camera.rotation, strict=True
            )
        ]
    )


def made_truth(frames=150, *, with_bar=True, shake_deg=0.4, recipe=None, seed=0):
    """Joints that move by and by, seen by one camera; every value different in every frame."""
    rng = np.random.default_rng(seed)
    recipe = Recipe(title="made", video=VideoRecipe(1280, 720)) if recipe is None else recipe
    size = (recipe.video.width, recipe.video.height)
    times = np.arange(frames) / recipe.video.fps
    camera = TrueCamera(
        np.tile([3.6, 1.0, 0.1], (frames, 1)), turned(frames, shake_deg), 924.4, size
    )
    sway = 0.3 * np.sin(times)[:, None, None]
    joints = rng.uniform([-0.3, 0.0, -0.4], [0.3, 1.8, 0.5], (len(JOINTS), 3)) + sway
    outline = np.cumsum(rng.uniform(1.0, 6.0, (frames, 32, 2)), axis=1) + 300.0
    outline[1] = np.nan
    outline[2, 3:5] = np.nan
    columns = {name: 30.0 * np.sin(times + index) for index, name in enumerate(TRUE_COLUMNS)}
    columns["fppa_l"] = np.full(frames, np.nan)
    return Truth(
        recipe=recipe,
        times=times,
        joints=joints,
        joints_px=projected(joints, camera),
        hidden_by=rng.integers(0, len(HIDERS), (frames, len(JOINTS))),
        columns=columns,
        outline=outline,
        camera=camera,
        bar=made_bar(times, camera) if with_bar else None,
        reps=(
            TrueRep(1, 0.2, 0.51, 0.9, 1.75, 2.0, 3.1, 0.412, 0.8, 33.0, 41.5, 2.0),
            TrueRep(2, 3.2, None, 3.9, 4.0, None, None, 0.3, 0.5, 33.0, 38.0, 1.0),
        ),
    )


def made_bar(times, camera):
    """A bar that goes up and down."""
    centre = np.stack([0.0 * times, 0.225 + 0.3 * np.sin(times) ** 2, 0.05 * times], axis=1)
    left, right = centre + [0.8, 0.0, 0.0], centre - [0.8, 0.0, 0.0]
    velocity = np.gradient(centre, times, axis=0)
    pixels = [projected(points, camera) for points in (centre, left, right)]
    return TrueBar(centre, left, right, *pixels, velocity, 0.45, times > 0.1)
