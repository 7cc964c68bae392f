"""Rotations, as matrices, of one posture or of many at once (leading axes)."""

import numpy as np
from numpy.typing import ArrayLike

from liftvision.arrays import FloatArray

ACROSS = np.array([1.0, 0.0, 0.0])
UP = np.array([0.0, 1.0, 0.0])
FORWARD = np.array([0.0, 0.0, 1.0])

_CROSSING = np.array(
    [
        [[0.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]],
        [[0.0, 0.0, 1.0], [0.0, 0.0, 0.0], [-1.0, 0.0, 0.0]],
        [[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
    ]
).reshape(3, 9)
"""From a vector to the matrix that takes its cross product with another."""

_SMALL = 1e-9


def lengths(vectors: FloatArray) -> FloatArray:
    """Give the lengths (...) of vectors (..., 3)."""
    return np.asarray(np.sqrt(np.einsum("...i,...i->...", vectors, vectors)))


def unit(vectors: FloatArray) -> FloatArray:
    """Give vectors (..., 3) at length one."""
    return np.asarray(vectors / lengths(vectors)[..., None])


def cross(first: FloatArray, second: FloatArray) -> FloatArray:
    """Give the cross products (..., 3); several times as fast as numpy's for few vectors."""
    one, two = [1, 2, 0], [2, 0, 1]
    return np.asarray(first[..., one] * second[..., two] - first[..., two] * second[..., one])


def across_to(vectors: FloatArray, axes: FloatArray) -> FloatArray:
    """Give unit vectors (..., 3): what of the vectors is at right angles to the unit axes."""
    return unit(vectors - np.sum(vectors * axes, axis=-1, keepdims=True) * axes)


def about(axes: FloatArray, degrees: ArrayLike) -> FloatArray:
    """Give rotations (..., 3, 3) about unit axes (..., 3), right-handed (Rodrigues)."""
    radians = np.radians(np.asarray(degrees, dtype=np.float64))[..., None, None]
    crossing = _crossing(axes)
    turn = np.sin(radians) * crossing + (1.0 - np.cos(radians)) * (crossing @ crossing)
    return np.asarray(np.eye(3) + turn)


def _crossing(vectors: FloatArray) -> FloatArray:
    return np.asarray((vectors @ _CROSSING).reshape(*vectors.shape, 3))


def frame(first: FloatArray, second: FloatArray) -> FloatArray:
    """Give right-handed frames (..., 3, 3): columns along `first`, towards `second`, and across."""
    along = unit(first)
    towards = across_to(second, along)
    return np.stack([along, towards, cross(along, towards)], axis=-1)


def turned(rotations: FloatArray, vectors: FloatArray) -> FloatArray:
    """Give vectors (..., 3) turned by rotations (..., 3, 3)."""
    return np.asarray((rotations @ vectors[..., None])[..., 0])


def angle_about(axis: FloatArray, start: FloatArray, end: FloatArray) -> float:
    """Give the angle in degrees, within ±180, that turns `start` to `end` seen along the axis."""
    first, last = across_to(start, axis), across_to(end, axis)
    return float(np.degrees(np.arctan2(cross(first, last) @ axis, first @ last)))


def swing(start: FloatArray, end: FloatArray) -> FloatArray:
    """Give the shortest rotations (..., 3, 3) that bring directions (..., 3) to others.

    Undefined where they are opposite.
    """
    first, last = unit(start), unit(end)
    crossing = _crossing(cross(first, last))
    cosine = np.sum(first * last, axis=-1)[..., None, None]
    return np.asarray(np.eye(3) + crossing + crossing @ crossing / (1.0 + cosine))


def part_of(rotation: FloatArray, share: float) -> FloatArray:
    """Give the rotation (3, 3) about the same axis by a share of the angle (below 180 degrees)."""
    axis = np.array(
        [
            rotation[2, 1] - rotation[1, 2],
            rotation[0, 2] - rotation[2, 0],
            rotation[1, 0] - rotation[0, 1],
        ]
    )
    length = float(lengths(axis))
    if length < _SMALL:
        return np.eye(3)
    angle = np.degrees(np.arctan2(length, np.trace(rotation) - 1.0))
    return about(axis / length, share * angle)


def between(first: FloatArray, last: FloatArray, share: float) -> FloatArray:
    """Give the rotation (3, 3) that lies a share of the way from `first` to `last`."""
    return np.asarray(part_of(last @ first.T, share) @ first)
