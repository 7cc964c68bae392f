"""Where along the spine a point lies, and how much of the back's bending is done up to there.

A level counts vertebrae upward, L5 is 1: L4 2, ..., L1 5, T12 6, ..., T1 17, C7 18. The joint
between two vertebrae lies half way, L5/S1 at 0.5. The sacrum does not bend: S1 is 0, and the
middle of the sacrum -1.
"""

from collections.abc import Callable

import numpy as np

from liftvision.arrays import FloatArray

LUMBAR_JOINTS = np.array([0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
LUMBAR_SHARES = np.array([0.15, 0.15, 0.15, 0.15, 0.2, 0.2])
"""How lumbar flexion spreads over the joints from L5/S1 up to T12/L1: 60 % of it lies between S2
and L2, 40 % between L2 and T11 (Bengtsson et al. 2022, deadlifts at 70 % of the maximum)."""

LOWEST_THORACIC, HIGHEST_THORACIC = 6.5, 16.5
"""Between them the upper back bends evenly: the joints T11/T12 and T1/T2."""

KNOTS = np.array([-1.0, 0.5, 5.5, 18.0])
HEIGHTS = np.array([0.0, 0.08, 0.43, 1.0])
"""Of the levels `KNOTS` in a lifter who stands: from the middle of the sacrum (0) to C7 (1). The
five lumbar vertebrae with their discs measure some 185 mm in a man (Nissan and Gilad 1984)."""

OTHER_NAMES = {
    "sacrum": -1.0,
    "s2": -1.0,
    "s1": 0.0,
    "l5s1": 0.5,
    "t12l1": 5.5,
    "hip": -1.0,
    "spine_01": 1.0,
    "spine_02": 3.0,
    "spine_03": 5.5,
    "spine_04": 10.0,
    "spine_05": 15.0,
    "neck": 18.0,
}
"""Besides the vertebrae: joints, and the keypoints of SpineTrack, of which ``src/spinepose/
metainfo.py`` in github.com/dfki-av/spinepose says where they lie: ``hip`` in the middle of the
sacrum, ``spine_01`` L5, ``_02`` L3, ``_03`` T12/L1, ``_04`` T8, ``_05`` T3, ``neck`` C7."""

LEVEL_OF: dict[str, float] = {
    **{f"l{number}": 6.0 - number for number in range(1, 6)},
    **{f"t{number}": 18.0 - number for number in range(1, 13)},
    "c7": 18.0,
    **OTHER_NAMES,
}
"""The level of each name that a point may have."""


def evenly_spread(count: int) -> FloatArray:
    """Give the levels (count,) of points that divide the way from sacrum to C7 evenly."""
    return np.asarray(np.interp(np.linspace(0.0, 1.0, count), HEIGHTS, KNOTS))


def heights(levels: FloatArray) -> FloatArray:
    """Give how high levels lie in a lifter who stands: sacrum 0, C7 1."""
    return np.asarray(np.interp(levels, KNOTS, HEIGHTS))


def lumbar_share(levels: FloatArray) -> FloatArray:
    """Give which part (S,) of lumbar flexion turns the line from each of (S + 1,) levels on."""
    return _mean_between(levels, lambda level: LUMBAR_SHARES @ (LUMBAR_JOINTS[:, None] < level))


def thoracic_share(levels: FloatArray) -> FloatArray:
    """Give which part (S,) of the upper back's rounding turns that line."""
    reach = HIGHEST_THORACIC - LOWEST_THORACIC
    return _mean_between(levels, lambda level: np.clip((level - LOWEST_THORACIC) / reach, 0.0, 1.0))


def _mean_between(levels: FloatArray, share_at: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Give the mean (S,) of a share between neighbours of (S + 1,) levels."""
    # Vertebrae next to each other are about equally high, so a line is the mean of those it spans.
    steps = np.linspace(0.0, 1.0, 101)
    spans = levels[:-1, None] + np.diff(levels)[:, None] * steps
    return np.array([np.mean(share_at(span)) for span in spans])
