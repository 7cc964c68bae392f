"""From a JSON document to the truth of a clip; one that is not as it should be is refused."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.recipes.recipe_file import recipe_from_mapping
from liftvision.synthetic.truth.truth import HIDERS, JOINTS, TrueBar, TrueCamera, Truth
from liftvision.synthetic.truth.truth_document import (
    BAR_POINTS,
    PICTURE,
    SCHEMA_VERSION,
    SPACE,
    TRUE_COLUMNS,
    VELOCITY,
)

MOST_FRAMES = 20_000
"""Five minutes at 60 fps take 30 MB."""

MOST_COLUMNS = 200
MOST_OUTLINE_POINTS = 200
MOST_REPS = 100
LARGEST_NUMBER = 1e7
"""No metre, pixel or degree of a clip comes near it."""

TURN_TOLERANCE = 1e-4
"""How far rounding may take a camera's axes from being unit vectors at right angles."""


class DamagedError(ValueError):
    """What is wrong with a document, in words."""


@dataclass(frozen=True)
class _Part:
    """A table of the document, and its dotted name for messages."""

    name: str
    table: Mapping[str, Any]

    def inner(self, name: str) -> "_Part":
        """Give a table within."""
        return _part(self.get(name), self.dotted(name))

    def get(self, name: str) -> object:
        """Give what stands under a name."""
        if name not in self.table:
            raise DamagedError(f"it lacks {self.dotted(name)}")
        return self.table[name]

    def number(self, name: str) -> float:
        """Give a number; NaN for null."""
        return _number(self.get(name), self.dotted(name))

    def whole(self, name: str, least: int, most: int) -> int:
        """Give a whole number within limits."""
        value = self.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise DamagedError(f"{self.dotted(name)} is no whole number from {least} to {most}")
        return value

    def column(self, name: str, frames: int) -> FloatArray:
        """Give a column (frames,); NaN for null."""
        return _column(self.get(name), frames, self.dotted(name))

    def columns(self, names: tuple[str, ...], frames: int) -> FloatArray:
        """Give columns side by side (frames, names); NaN for null."""
        return np.stack([self.column(name, frames) for name in names], axis=1)

    def places(self, frames: int) -> FloatArray:
        """Give places (frames, 3) m, none of them null."""
        places = self.columns(SPACE, frames)
        if np.isnan(places).any():
            raise DamagedError(f"{self.name} is unknown in some frame")
        return places

    def dotted(self, name: str) -> str:
        """Give the name of what is within."""
        return f"{self.name}.{name}" if self.name else name


def from_document(document: object) -> Truth:
    """Give the truth that a document holds.

    Raises
    ------
    DamagedError
        The document is of another version, lacks something, or is not consistent.
    RecipeError
        Its recipe is not allowed.
    """
    parts = _part(document, "it")
    if parts.table.get("schema_version") != SCHEMA_VERSION:
        raise DamagedError(f"its schema_version is not {SCHEMA_VERSION}")
    return _truth(_Part("", parts.table))


def _truth(document: _Part) -> Truth:
    frames = document.whole("frames", 1, MOST_FRAMES)
    recipe = recipe_from_mapping(document.inner("recipe").table)
    if document.get("hiders") != list(HIDERS):
        raise DamagedError("its hiders are others")
    times = document.column("times_s", frames)
    if np.isnan(times).any() or not (np.diff(times) > 0.0).all():
        raise DamagedError("times_s do not rise")
    joints = [document.inner("joints").inner(name) for name in JOINTS]
    return Truth(
        recipe=recipe,
        times=times,
        joints=np.stack([joint.places(frames) for joint in joints], axis=1),
        joints_px=np.stack([joint.columns(PICTURE, frames) for joint in joints], axis=1),
        hidden_by=np.stack([_codes(joint, frames) for joint in joints], axis=1),
        columns=_columns(document.inner("columns"), frames),
        outline=_outline(document.inner("outline"), frames),
        camera=_camera(document.inner("camera"), frames, recipe),
        bar=None if document.get("bar") is None else _bar(document.inner("bar"), frames),
        reps=_reps(document.get("reps")),
    )


def _codes(joint: _Part, frames: int) -> IntArray:
    codes = joint.column("hidden_by", frames)
    if not np.isin(codes, range(len(HIDERS))).all():
        raise DamagedError(f"{joint.dotted('hidden_by')} has a code that is none of the hiders")
    return codes.astype(np.int64)


def _columns(columns: _Part, frames: int) -> dict[str, FloatArray]:
    if len(columns.table) > MOST_COLUMNS:
        raise DamagedError("it has too many columns")
    names = dict.fromkeys([*TRUE_COLUMNS, *columns.table])
    return {name: columns.column(name, frames) for name in names}


def _outline(outline: _Part, frames: int) -> FloatArray:
    points = outline.whole("points", 2, MOST_OUTLINE_POINTS)
    axes = []
    for name in PICTURE:
        rows = outline.get(name)
        if not isinstance(rows, list) or len(rows) != frames:
            raise DamagedError(f"{outline.dotted(name)} has not a list for each frame")
        axes.append(np.array([_column(row, points, outline.dotted(name)) for row in rows]))
    return np.stack(axes, axis=2)


def _camera(camera: _Part, frames: int, recipe: Recipe) -> TrueCamera:
    size = (recipe.video.width, recipe.video.height)
    if (camera.get("width"), camera.get("height")) != size:
        raise DamagedError("camera.width and camera.height are not those of its recipe")
    focal_px = camera.number("focal_px")
    if not focal_px > 0.0:
        raise DamagedError("camera.focal_px is not above zero")
    rows: Any = camera.get("rotation")
    if not _is_list_of(3, rows) or not all(_is_list_of(3, row) for row in rows):
        raise DamagedError("camera.rotation has not three rows of three columns")
    columns = [[_column(values, frames, "camera.rotation") for values in row] for row in rows]
    rotation = np.moveaxis(np.array(columns), 2, 0)
    off = np.abs(rotation @ np.swapaxes(rotation, 1, 2) - np.eye(3)).max()
    if not (off < TURN_TOLERANCE and (np.linalg.det(rotation) > 0.0).all()):
        raise DamagedError("camera.rotation is no rotation")
    return TrueCamera(camera.places(frames), rotation, focal_px, size)


def _is_list_of(length: int, value: object) -> bool:
    return isinstance(value, list) and len(value) == length


def _bar(bar: _Part, frames: int) -> TrueBar:
    points = {name: bar.inner(name) for name in BAR_POINTS}
    places = {name: point.places(frames) for name, point in points.items()}
    pixels = {f"{name}_px": point.columns(PICTURE, frames) for name, point in points.items()}
    diameter = bar.number("plate_diameter_m")
    held = bar.get("held")
    all_held = held if isinstance(held, list) else [held] * frames
    if len(all_held) != frames or not all(isinstance(each, bool) for each in all_held):
        raise DamagedError("bar.held has not true or false for each frame")
    return TrueBar(
        **places,
        **pixels,
        velocity=bar.inner("velocity_m_s").columns(VELOCITY, frames),
        plate_diameter_m=None if math.isnan(diameter) else diameter,
        held=np.array(all_held),
    )


def _reps(rows: object) -> tuple[TrueRep, ...]:
    if not isinstance(rows, list) or len(rows) > MOST_REPS:
        raise DamagedError("reps is no list, or too long a one")
    return tuple(_rep(_part(row, f"reps[{index}]"), index + 1) for index, row in enumerate(rows))


def _rep(rep: _Part, number: int) -> TrueRep:
    values: dict[str, Any] = {"number": rep.whole("number", number, number)}
    for field in fields(TrueRep)[1:]:
        value = rep.number(field.name)
        is_absent = field.type is not float and math.isnan(value)
        values[field.name] = None if is_absent else value
    return TrueRep(**values)


def _part(value: object, name: str) -> _Part:
    if not isinstance(value, Mapping):
        raise DamagedError(f"{name} is no table")
    return _Part(name, value)


def _column(values: object, frames: int, name: str) -> FloatArray:
    """Give a column (frames,) from a list, or from the one value of all frames."""
    if not isinstance(values, list):
        return np.full(frames, _number(values, name))
    if len(values) != frames:
        raise DamagedError(f"{name} has {len(values)} values instead of {frames}")
    return np.array([_number(value, name) for value in values])


def _number(value: object, name: str) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DamagedError(f"{name} has something that is no number")
    if not abs(value) <= LARGEST_NUMBER:
        raise DamagedError(f"{name} has a number that is too large")
    return float(value)
