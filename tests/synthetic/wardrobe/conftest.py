"""A made-up trunk of cloth over a round column, and real bodies where their data is here."""

from dataclasses import dataclass

import numpy as np
import pytest

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body import data as body_data_module
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.data import body_data
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.body.skeleton import posed
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.recipes.recipe import BodyRecipe


@dataclass(frozen=True)
class Column:
    """A column of quads: its surface, and its outward normals."""

    quads: IntArray
    points: FloatArray
    normals: FloatArray
    rows: int
    around: int


def column(waist: float, rows: int = 31, around: int = 24) -> Column:
    """A column 0.6 m high and 0.3 m thick, drawn in by `waist` metres halfway up."""
    height, turn = np.meshgrid(
        np.linspace(0.0, 0.6, rows), np.arange(around) * 2 * np.pi / around, indexing="ij"
    )
    radius = 0.15 - waist * np.sin(np.pi * height / 0.6) ** 2
    points = np.stack([radius * np.sin(turn), height, radius * np.cos(turn)], axis=2)
    slope = waist * np.pi / 0.6 * np.sin(2 * np.pi * height / 0.6)
    normals = np.stack([np.sin(turn), slope, np.cos(turn)], axis=2)
    normals /= np.linalg.norm(normals, axis=2, keepdims=True)
    row, here = np.meshgrid(np.arange(rows - 1), np.arange(around), indexing="ij")
    there = (here + 1) % around
    quads = np.stack(
        [
            row * around + here,
            row * around + there,
            (row + 1) * around + there,
            (row + 1) * around + here,
        ],
        axis=2,
    )
    return Column(quads.reshape(-1, 4), points.reshape(-1, 3), normals.reshape(-1, 3), rows, around)


@pytest.fixture(scope="session")
def bodies() -> dict[str, Body]:
    """A man and a woman."""
    if not body_data_module.is_here():
        pytest.skip("the body data is not here: liftvision.synthetic.body.data.pull() fetches it")
    data = body_data()
    return {
        "man": make_body(BodyRecipe(), data),
        "woman": make_body(BodyRecipe(sex="female", height_m=1.62, muscle=0.5), data),
    }


@pytest.fixture(scope="session")
def bent(bodies) -> dict[str, FloatArray]:
    """The man's and the woman's skin, the whole trunk pitched forward by 90 degrees at the hips."""
    forward = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    upright = np.eye(3)
    result = {}
    for name, body in bodies.items():
        turns = {"root": forward, "upperleg01.L": upright, "upperleg01.R": upright}
        result[name] = skin(body, posed(body.skeleton, turns, np.zeros(3)))
    return result
