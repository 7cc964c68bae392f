"""Whether what was followed is the plate: it looks like one, goes with the hands, and smoothly.

A ring can be seen in a wall, a thigh or a head. Its outline is weak then, or it does not go
where the hands go, or it jumps from one place to another. A plate that is hardly told from a
dark background by its looks alone may still be followed smoothly wherever the hands take it.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray

SURE = 0.45
"""Support that needs nothing else: none was seen where there is no plate, heads and painted
circles included, above 0.28."""

LIKELY, GOES, MOSTLY = 0.29, 0.8, 0.8
"""Support that needs this agreement with the hands, and to be seen in so many of the frames in
which they move: plates are seen in 0.9 of them and more, other things that go with them in 0.75."""

POSSIBLE, GOES_CLOSELY, SMOOTH_M, SEEN = 0.2, 0.99, 0.0075, 0.9
"""Support that needs this agreement, no more roughness than this, and to be seen in so many of
the frames in which the hands move."""

SPREAD_OF_SECOND_DIFFERENCE = float(np.sqrt(6.0))
"""Of the second difference of white noise, against that of the noise."""


@dataclass(frozen=True)
class Behaviour:
    """How a path went through the frames in which the hands move.

    Attributes
    ----------
    agreement
        Correlation of its height with that of the hands; 0 where nothing was seen.
    roughness_m
        90th percentile of its jitter from frame to frame, m in the body's plane.
    seen
        Part of the frames in which it was seen.
    """

    agreement: float
    roughness_m: float
    seen: float


def behaviour(centre: FloatArray, hands: FloatArray, px_per_m: float) -> Behaviour:
    """Describe a path (T, 2) px, NaN where unseen, beside that of the hands (T, 2) px."""
    seen = np.isfinite(centre[:, 0])
    if seen.sum() < 3:
        return Behaviour(0.0, np.inf, 0.0)
    height, by_hands = centre[seen, 1], hands[seen, 1]
    spread = float(np.std(height) * np.std(by_hands))
    together = float(np.mean((height - height.mean()) * (by_hands - by_hands.mean())))
    bend = np.diff(centre, n=2, axis=0)
    bend = np.abs(bend[np.isfinite(bend[:, 0])])
    rough = float(np.percentile(bend, 90.0, axis=0).max()) if len(bend) else np.inf
    return Behaviour(
        agreement=together / spread if spread > 0.0 else 0.0,
        roughness_m=rough / SPREAD_OF_SECOND_DIFFERENCE / px_per_m,
        seen=float(seen.mean()),
    )


def is_plate(support: float, behaved: Behaviour) -> bool:
    """Decide whether something with this support of its outline that behaved so is the plate."""
    if support >= SURE:
        return True
    if support >= LIKELY:
        return behaved.agreement >= GOES and behaved.seen >= MOSTLY
    return (
        support >= POSSIBLE
        and behaved.agreement >= GOES_CLOSELY
        and behaved.roughness_m <= SMOOTH_M
        and behaved.seen >= SEEN
    )
