"""The truth of a clip as a JSON document; its schema is ``truth.schema.json``.

A column is a list with one value a frame, or a single value where it is the same in all frames.
Unknown is null, never NaN.
"""

from dataclasses import asdict
from typing import Any

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.motion import UNITS
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.recipes.recipe_file import recipe_as_mapping
from liftvision.synthetic.truth.truth import HIDERS, JOINTS, TrueBar, TrueCamera, Truth

SCHEMA_VERSION = "1"
"""Rises when a field is taken away or changes its meaning; new fields leave it as it is."""

LATER_COLUMNS = ("knee_shift_l", "knee_shift_r", "pelvis_shift", "hip_line_tilt")
"""Columns that truths of earlier versions do not have; they follow from the joints."""

TRUE_COLUMNS = {name: unit for name, unit in UNITS.items() if name not in LATER_COLUMNS}
"""The columns that every truth has, with their units (``1``: a ratio)."""

BAR_COLUMNS = tuple(name for name in UNITS if name.startswith("bar_"))

DECIMALS = {"m": 4, "m/s": 4, "1": 4, "deg": 2, "%": 2, "px": 1, "s": 6, "rotation": 6}
"""Of each kind of number: a tenth of a millimetre, a hundredth of a degree, a microsecond."""

SPACE = ("x_m", "y_m", "z_m")
PICTURE = ("x_px", "y_px")
VELOCITY = ("vx", "vy", "vz")
BAR_POINTS = ("centre", "left_end", "right_end")


def to_document(truth: Truth) -> dict[str, Any]:
    """Give the truth as plain dicts, lists, strings and finite numbers, rounded."""
    import liftvision

    return {
        "schema_version": SCHEMA_VERSION,
        "liftvision_version": liftvision.__version__,
        "frames": len(truth.times),
        "recipe": recipe_as_mapping(truth.recipe),
        "times_s": _rounded(truth.times, "s"),
        "hiders": list(HIDERS),
        "joints": {name: _joint(truth, index) for index, name in enumerate(JOINTS)},
        "columns": _columns(truth),
        "outline": _outline(truth.outline),
        "camera": _camera(truth.camera),
        "bar": None if truth.bar is None else _bar(truth.bar),
        "reps": [_rep(rep) for rep in truth.reps],
    }


def _columns(truth: Truth) -> dict[str, Any]:
    """Give all columns; those of a bar that is not there are null."""
    absent = {} if truth.bar is not None else dict.fromkeys(BAR_COLUMNS)
    given = {name: _column(values, UNITS.get(name, "1")) for name, values in truth.columns.items()}
    return absent | given


def _joint(truth: Truth, index: int) -> dict[str, Any]:
    return {
        **_vectors(truth.joints[:, index], SPACE, "m"),
        **_vectors(truth.joints_px[:, index], PICTURE, "px"),
        "hidden_by": _same_or_all([int(code) for code in truth.hidden_by[:, index]]),
    }


def _outline(outline: FloatArray) -> dict[str, Any]:
    """Give the outline, a list of its points in each frame; null in frames that show none."""
    rows = {
        name: [
            _rounded(frame[:, axis], "px") if np.isfinite(frame).any() else None
            for frame in outline
        ]
        for axis, name in enumerate(PICTURE)
    }
    return {"points": outline.shape[1], **rows}


def _camera(camera: TrueCamera) -> dict[str, Any]:
    width, height = camera.size
    return {
        "width": width,
        "height": height,
        "focal_px": round(float(camera.focal_px), 4),
        **_vectors(camera.position, SPACE, "m"),
        "rotation": [
            [_column(camera.rotation[:, row, axis], "rotation") for axis in range(3)]
            for row in range(3)
        ],
    }


def _bar(bar: TrueBar) -> dict[str, Any]:
    points: dict[str, Any] = {
        name: {
            **_vectors(getattr(bar, name), SPACE, "m"),
            **_vectors(getattr(bar, f"{name}_px"), PICTURE, "px"),
        }
        for name in BAR_POINTS
    }
    return {
        "plate_diameter_m": bar.plate_diameter_m,
        "held": _same_or_all([bool(held) for held in bar.held]),
        **points,
        "velocity_m_s": _vectors(bar.velocity, VELOCITY, "m/s"),
    }


def _rep(rep: TrueRep) -> dict[str, Any]:
    return {
        name: value if name == "number" else _number(value, _rep_unit(name))
        for name, value in asdict(rep).items()
    }


def _rep_unit(name: str) -> str:
    return {"s": "s", "deg": "deg"}.get(name.rpartition("_")[2], "m/s")


def _vectors(values: FloatArray, names: tuple[str, ...], unit: str) -> dict[str, Any]:
    return {name: _column(values[:, axis], unit) for axis, name in enumerate(names)}


def _column(values: FloatArray, unit: str) -> Any:
    return _same_or_all(_rounded(values, unit))


def _same_or_all(values: list[Any]) -> Any:
    """Give one value where all frames have the same, else all of them."""
    return values[0] if all(value == values[0] for value in values) else values


def _rounded(values: FloatArray, unit: str) -> list[float | None]:
    return [_number(value, unit) for value in values.tolist()]


def _number(value: float | None, unit: str) -> float | None:
    """Give a number as the document has it: rounded, a whole one without a point, null if none."""
    if value is None or not np.isfinite(value):
        return None
    near = round(float(value), DECIMALS[unit])
    return int(near) if near.is_integer() else near
