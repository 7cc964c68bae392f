"""What a value of a recipe may be: its type, its range, its length."""

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from liftvision.errors import RecipeError
from liftvision.synthetic.recipes.recipe import Recipe

RANGES: Mapping[str, tuple[float, float]] = {
    "seed": (0, 2**53),
    "body.age_years": (18, 80),
    "body.height_m": (1.45, 2.05),
    "body.muscle": (0, 1),
    "body.weight": (0, 1),
    "body.legs": (-1, 1),
    "body.arms": (-1, 1),
    "body.torso": (-1, 1),
    "wardrobe.looseness": (0, 1),
    "wardrobe.skin_tone": (0, 1),
    "movement.reps": (1, 5),
    "movement.lumbar_setup_deg": (-10, 75),
    "movement.knee_setup_deg": (15, 110),
    "movement.pull_s": (0.5, 6),
    "movement.sticking": (0, 0.9),
    "movement.lowering_s": (0.3, 6),
    "movement.floor_pause_s": (0, 10),
    "movement.hold_s": (0, 10),
    "movement.stance_m": (0.1, 1.1),
    "movement.toe_out_deg": (0, 60),
    "movement.grip_m": (0.25, 1.1),
    "movement.variation": (0, 1),
    "movement.faults.lumbar_drift_deg": (0, 40),
    "movement.faults.unfolding": (-1, 1),
    "movement.faults.upper_back_deg": (0, 45),
    "movement.faults.hips_shoot_up_deg": (0, 30),
    "movement.faults.knee_valgus_l_deg": (0, 30),
    "movement.faults.knee_valgus_r_deg": (0, 30),
    "movement.faults.bar_drift_m": (0, 0.2),
    "movement.faults.bar_wobble_m": (0, 0.05),
    "movement.faults.bar_off_midfoot_m": (0, 0.15),
    "movement.faults.soft_lockout_deg": (0, 30),
    "movement.faults.lean_back_deg": (0, 25),
    "movement.faults.hip_shift_m": (-0.12, 0.12),
    "movement.faults.bar_tilt_deg": (-8, 8),
    "movement.faults.heel_lift_m": (0, 0.08),
    "camera.yaw_deg": (-180, 180),
    "camera.distance_m": (2.5, 6),
    "camera.height_m": (0.4, 1.6),
    "camera.focal_mm": (24, 70),
    "camera.pan_deg": (-15, 15),
    "camera.tilt_deg": (-15, 15),
    "camera.roll_deg": (-15, 15),
    "camera.shake_deg": (0, 2),
    "scene.iron_diameter_m": (0.2, 0.4),
    "scene.people": (0, 3),
    "scene.clutter": (0, 1),
    "scene.seed": (0, 2**53),
    "video.width": (160, 3840),
    "video.height": (160, 3840),
    "video.fps": (24, 60),
    "video.blur_px": (0, 5),
    "video.shutter": (0, 1),
    "video.noise": (0, 40),
    "video.crf": (18, 40),
}
"""Least and most of every number in a recipe, by its key."""

LONGEST: Mapping[str, int] = {"title": 120, "video.caption": 60}
"""Characters of the free texts."""

EVEN = ("video.width", "video.height")
"""H.264 halves the colours' resolution."""

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

ADVICE = "Correct the recipe; docs/synthetic.md lists every key with its range."

SHOWN_VALUE = 40
SHOWN_TEXT = 100
"""Characters of a refused value, and of any other text of a file, that a message shows."""


@cache
def value_types() -> Mapping[str, Any]:
    """Give the annotated type of every value of a recipe, by its dotted key, in order."""
    return dict(_types_under(Recipe, ""))


@cache
def table_keys() -> tuple[str, ...]:
    """Give the dotted keys of the tables of a recipe, parents before their children."""
    tables = []
    for key in value_types():
        parts = key.split(".")[:-1]
        tables += [".".join(parts[: depth + 1]) for depth in range(len(parts))]
    return tuple(dict.fromkeys(tables))


def _types_under(kind: type, start: str) -> Iterator[tuple[str, Any]]:
    hints = typing.get_type_hints(kind)
    for part in dataclasses.fields(kind):
        hint = hints[part.name]
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            yield from _types_under(hint, f"{start}{part.name}.")
        else:
            yield f"{start}{part.name}", hint


def is_optional(hint: Any) -> bool:
    """Tell whether a type allows None."""
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


def plain_type(hint: Any) -> Any:
    """Give a type without its None."""
    if not is_optional(hint):
        return hint
    (inner,) = [each for each in typing.get_args(hint) if each is not type(None)]
    return inner


def choices(hint: Any) -> tuple[str, ...]:
    """Give the words that a type allows; none where it is no choice between words."""
    return typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()


def checked_value(key: str, value: object) -> object:
    """Give a value of a recipe as its type demands, a whole number as float where due.

    Raises
    ------
    RecipeError
        It has another type, or lies out of its range.
    """
    hint = value_types()[key]
    if value is None and is_optional(hint):
        return None
    hint = plain_type(hint)
    if hint is bool:
        return _checked(value, isinstance(value, bool), key, "true or false")
    if hint in (int, float):
        return _checked_number(key, value, hint)
    if allowed := choices(hint):
        return _checked(value, value in allowed, key, f"one of {', '.join(allowed)}")
    return _checked_text(key, value)


def check_together(recipe: Recipe) -> None:
    """Check what two values of a recipe must have in common.

    Raises
    ------
    RecipeError
        They do not.
    """
    movement = recipe.movement
    bend = movement.lumbar_setup_deg + movement.faults.lumbar_drift_deg
    most = RANGES["movement.lumbar_setup_deg"][1]
    if bend > most:
        raise RecipeError(
            "movement.lumbar_setup_deg and movement.faults.lumbar_drift_deg add up to "
            f"{bend:g}, but a lumbar spine bends by {most:g} at most.",
            ADVICE,
        )
    if recipe.scene.spotter and recipe.scene.people < 1:
        raise RecipeError("scene.spotter is true, but scene.people is 0.", "Set it to 1 or more.")


def shown(value: object) -> str:
    """Write a value of a recipe such that a message can hold it."""
    return printable(str(value).lower() if isinstance(value, bool) else repr(value), SHOWN_VALUE)


def printable(text: str, longest: int = SHOWN_TEXT) -> str:
    """Make a text from a file fit for a message: nothing that steers a terminal, nor too long."""
    clean = "".join(each if each.isprintable() else "?" for each in text)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"


def _checked_number(key: str, value: object, kind: type) -> float:
    least, most = RANGES[key]
    what = "a whole number" if kind is int else "a number"
    demand = f"{what} from {least:.16g} to {most:.16g}"
    if isinstance(value, bool) or not isinstance(value, int if kind is int else int | float):
        raise refusal(key, value, demand)
    if not least <= value <= most:  # NaN lies nowhere
        raise refusal(key, value, demand)
    if key in EVEN and value % 2:
        raise refusal(key, value, f"an even number from {least:g} to {most:g}")
    return value if kind is int else float(value)


def _checked_text(key: str, value: object) -> object:
    longest = LONGEST.get(key)
    if longest is None:
        is_colour = isinstance(value, str) and COLOUR.fullmatch(value) is not None
        return _checked(value, is_colour, key, "a colour such as #20242c")
    fits = isinstance(value, str) and len(value) <= longest and value.isprintable()
    return _checked(value, fits, key, f"a line of at most {longest} printable characters")


def _checked(value: object, is_right: bool, key: str, demand: str) -> object:
    if not is_right:
        raise refusal(key, value, demand)
    return value


def refusal(key: str, value: object, demand: str) -> RecipeError:
    """Give the error of a value that is not what its key demands."""
    return RecipeError(f"{key} is {shown(value)}, but must be {demand}.", ADVICE)
