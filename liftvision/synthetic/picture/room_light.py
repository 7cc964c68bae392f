"""The light of a room by day, in the evening and at night."""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import Colour
from liftvision.synthetic.picture.lights import Lamp, Lights, irradiance
from liftvision.synthetic.picture.rooms import Opening, RoomPlan
from liftvision.synthetic.recipes.recipe import Light, SceneRecipe

LEADING = 2.4
"""The two lamps that throw the lifter's shadow are the stronger ones."""

WHITE_BALANCE = 0.8
"""How much of a tint a phone's white balance takes away: all of it would look cold at night."""

LIFTER = np.array([0.0, 1.0, 0.0])
MAX_LAMPS = 9

CEILING_BOUNCE, FLOOR_BOUNCE = 0.55, 0.40
"""Share of the mean light that comes back from walls and ceiling, and from the floor, when they
are white; a middling floor and wall throw back a third of that."""


@dataclass(frozen=True)
class Mood:
    """What a time of day means.

    Attributes
    ----------
    lamp, window
        Power of a ceiling lamp and of a square metre of window.
    sky
        Light of a window pane as the camera sees it.
    lit
        Share of the ceiling lamps that are on.
    brightness
        Of the picture, where 1 shows a grey card at its own brightness.
    """

    lamp: tuple[float, float, float]
    window: tuple[float, float, float]
    sky: tuple[float, float, float]
    lit: float
    brightness: float


MOODS: dict[Light, Mood] = {
    "day": Mood((3.6, 3.5, 3.3), (6.2, 6.7, 7.4), (5.5, 6.2, 7.4), 1.0, 0.88),
    "evening": Mood((4.2, 3.4, 2.4), (1.5, 0.9, 0.6), (1.4, 0.75, 0.5), 1.0, 0.76),
    "night": Mood((3.4, 3.3, 3.0), (0.02, 0.025, 0.05), (0.012, 0.016, 0.035), 0.55, 0.55),
}


def room_lights(scene: SceneRecipe, plan: RoomPlan) -> Lights:
    """Give the light of a scene's room, exposed as a phone would."""
    random = np.random.default_rng([scene.seed, 0x11])
    mood = MOODS[scene.light]
    tint = 1.0 + 0.06 * random.standard_normal() * np.array([1.0, 0.0, -1.0])
    ceiling = ceiling_lamps(scene, plan)
    lamps = [
        Lamp((x, plan.height - plan.lamp_drop - 0.08, z), (0.0, -1.0, 0.0), 0.42,
             _scaled(mood.lamp, tint * plan.height**2 / 9.0))
        for x, z in ceiling
    ]  # fmt: skip
    windows = [_window_lamp(opening, plan, mood) for opening in plan.windows]
    ordered = (
        [lamps[0], *windows[:1], *lamps[1:], *windows[1:]]
        if scene.light == "day"
        else [*lamps, *windows]
    )
    kept = _balanced([*(_stronger(lamp, LEADING) for lamp in ordered[:2]), *ordered[2:MAX_LAMPS]])
    level = mean_light(kept)
    above = CEILING_BOUNCE * level * (0.35 + 0.65 * np.array(_lightness(plan.ceiling)))
    below = FLOOR_BOUNCE * level * (0.35 + 0.65 * np.array(plan.floor_colour))
    exposure = mood.brightness / float(level.mean() + 0.5 * (above + below).mean())
    return Lights(kept, _scaled(above, 1.0), _scaled(below, 1.0), exposure)


def ceiling_lamps(scene: SceneRecipe, plan: RoomPlan) -> tuple[tuple[float, float], ...]:
    """Give where the ceiling lamps that are on hang, (x, z) m; always two at least."""
    count = max(2, round(MOODS[scene.light].lit * len(plan.lamps)))
    return plan.lamps[:count]


def mean_light(lamps: tuple[Lamp, ...]) -> FloatArray:
    """Give the mean light (3,) on surfaces around the lifter."""
    directions = np.array(
        [[1.0, 0.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, -1.0]]
    )
    levels = [irradiance(lamp, LIFTER, directions).mean(axis=0) for lamp in lamps]
    return np.asarray(np.sum(levels, axis=0))


def _stronger(lamp: Lamp, factor: float) -> Lamp:
    return replace(lamp, power=_scaled(lamp.power, factor))


def _balanced(lamps: list[Lamp]) -> tuple[Lamp, ...]:
    """Take most of the light's tint away, as a phone's white balance does."""
    level = mean_light(tuple(lamps))
    balance = (level.mean() / level) ** WHITE_BALANCE
    return tuple(replace(lamp, power=_scaled(lamp.power, balance)) for lamp in lamps)


def _window_lamp(opening: Opening, plan: RoomPlan, mood: Mood) -> Lamp:
    """Give the light that comes in by a window."""
    angle = np.deg2rad(90.0 * opening.wall)
    inward = np.array([np.sin(angle), 0.0, np.cos(angle)])
    rightward = np.array([np.cos(angle), 0.0, -np.sin(angle)])
    place = (0.15 - plan.distances[opening.wall]) * inward + opening.along * rightward
    place[1] = opening.height
    area = opening.size[0] * opening.size[1]
    down = inward + [0.0, -0.25, 0.0]
    down /= np.linalg.norm(down)
    return Lamp(
        (float(place[0]), float(place[1]), float(place[2])),
        (float(down[0]), float(down[1]), float(down[2])),
        0.5 * float(np.sqrt(area)),
        _scaled(mood.window, np.full(3, area)),
    )


def _lightness(colour: Colour) -> Colour:
    mean = sum(colour) / 3.0
    return mean, mean, mean


def _scaled(colour: Colour | FloatArray, factor: float | FloatArray) -> Colour:
    red, green, blue = np.array(colour) * factor
    return float(red), float(green), float(blue)
