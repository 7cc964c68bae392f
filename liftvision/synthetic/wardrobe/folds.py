"""Where cloth folds and creases: patterns that stay with the cloth."""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.wardrobe.measures import Measures

FOLD_LENGTH = 0.06
"""m from one hanging fold to the next, about."""

CREASE_LENGTH = 0.09
"""m from one crease to the next where cloth is crushed, about."""


def grain(measures: Measures) -> FloatArray:
    """Give where each vertex of a body lies in its cloth (N, 4), m.

    The first three numbers are its place across the limb, the last along it.
    """
    rest = measures.rest
    shoulder = np.where(measures.side[:, None] > 0.0, 1.0, np.array([-1.0, 1.0, 1.0]))
    from_shoulder = rest - shoulder * measures.shoulder
    ways = measures.along
    on_arm = from_shoulder - (from_shoulder * ways).sum(axis=1, keepdims=True) * ways
    on_trunk = rest * np.array([1.0, 0.0, 1.0])
    of_arm = (measures.arm > 0.5)[:, None]
    lengthwise = np.where(of_arm, measures.along_arm[:, None], -rest[:, 1:2])
    return np.concatenate([np.where(of_arm, on_arm, on_trunk), lengthwise], axis=1)


def limber(measures: Measures) -> FloatArray:
    """Give how far (N,) cloth creases where it is crushed, 0 to 1.

    It does not about the shoulders, where it is ample.
    """
    below = (measures.shoulder_y - 0.16 * measures.scale - measures.rest[:, 1]) / 0.08
    elbow = (measures.along_arm / measures.arm_length - 0.3) / 0.1 * (measures.arm > 0.9)
    return np.asarray(np.clip(np.where(measures.arm > 0.5, elbow, below), 0.0, 1.0))


def folding(place: FloatArray, seed: int) -> FloatArray:
    """Give where hanging cloth folds (V,), from -0.4 (inward) to 1 (outward).

    The folds run along the limb; `place` (V, 4) is that of `grain`.
    """
    return 0.3 + 0.7 * _waves(place * np.array([1.0, 1.0, 1.0, 0.12]), FOLD_LENGTH, seed)


def creasing(place: FloatArray, seed: int) -> FloatArray:
    """Give where crushed cloth creases (V,), 0 to 1 (outward).

    The creases run across the limb; `place` (V, 4) is that of `grain`.
    """
    pattern = _waves(place * np.array([0.5, 0.5, 0.5, 1.3]), CREASE_LENGTH, seed)
    return np.maximum(pattern, 0.0)


def _waves(place: FloatArray, length: float, seed: int) -> FloatArray:
    """Give an uneven pattern (V,) of waves over places (V, K), -1 to 1."""
    chance = np.random.default_rng(seed)
    total: FloatArray = np.zeros(len(place))
    for share in (1.0, 0.7, 0.5):
        for _ in range(3):
            way = chance.normal(size=place.shape[1])
            way *= 2.0 * np.pi / (length * (0.6 + share) * float(np.linalg.norm(way)))
            total += share * np.sin(place @ way + chance.uniform(0.0, 2.0 * np.pi))
    return np.tanh(0.6 * total)
