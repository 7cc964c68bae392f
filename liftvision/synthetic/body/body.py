"""A body at rest: skin, skeleton, and which bones each point of the skin follows."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Skeleton:
    """Bones at rest, standing upright, arms a little away from the body.

    Attributes
    ----------
    names
        Of the B bones, parents before their children.
    parents
        (B,) index of each bone's parent; -1 for the root.
    heads, tails
        (B, 3) m; world frame of the synthetic room.
    """

    names: tuple[str, ...]
    parents: IntArray
    heads: FloatArray
    tails: FloatArray

    def index(self, name: str) -> int:
        """Give the index of a bone."""
        return self.names.index(name)

    def head(self, name: str) -> FloatArray:
        """Give where a bone begins at rest, (3,) m."""
        return np.asarray(self.heads[self.index(name)])

    def tail(self, name: str) -> FloatArray:
        """Give where a bone ends at rest, (3,) m."""
        return np.asarray(self.tails[self.index(name)])


@dataclass(frozen=True, eq=False)
class Pose:
    """Where every bone is.

    Attributes
    ----------
    rotations
        (B, 3, 3) from rest to now, in the world frame.
    heads, tails
        (B, 3) m, now.
    """

    rotations: FloatArray
    heads: FloatArray
    tails: FloatArray


@dataclass(frozen=True, eq=False)
class Body:
    """One person at rest.

    Attributes
    ----------
    skeleton
        The bones.
    vertices
        (N, 3) m.
    quads
        (F, 4) vertices of each face; the skin, the eyes, and helper surfaces for clothes and hair.
    groups
        For each group (``body``, ``helper-tights``, ``helper-hair``, ``helper-l-eye``, ...) the
        faces in it.
    weights
        (N, B) how much each vertex follows each bone; rows add up to one.
    height_m
        From the soles to the crown.
    """

    skeleton: Skeleton
    vertices: FloatArray
    quads: IntArray
    groups: Mapping[str, IntArray]
    weights: csr_array
    height_m: float
