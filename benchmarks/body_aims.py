"""What the fitted body's angles should come to in each group of clips."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from body_scores import ANGLES, Group
from body_summary import Summary

SHARE = 0.9
COVER = (0.85, 0.95)
"""Bands of 90 % should hold so many of the frames."""

MIN_CLIPS = 5
"""Of fewer clips, be they all or those in tight or in loose clothes, the cover is not judged."""


@dataclass(frozen=True)
class Aim:
    """What an angle should come to in a group; None: no aim.

    Attributes
    ----------
    mean
        At most, of the RMSE's mean over clips, in degrees.
    clip, share
        The RMSE that so many of the clips should be within.
    lift_off
        At most, root mean square in degrees.
    told
        At most, share of the frames.
    cover
        Whether that of the bands is judged.
    """

    mean: float | None = None
    clip: float | None = None
    share: float | None = None
    lift_off: float | None = None
    told: float | None = None
    cover: bool = True


AIMS: Mapping[Group, Mapping[str, Aim]] = {
    "side, plates": {
        "knee_flexion": Aim(5.0, 8.0, SHARE, 7.0),
        "trunk_thigh_flexion": Aim(3.5, 6.0, SHARE, 7.0),
        "trunk_lean": Aim(3.5, 6.0, SHARE, 7.0),
        "shank_lean": Aim(4.0, 7.0, SHARE, 7.0),
    },
    # Where plates hide the leg and none was found, there is nothing to tell the knee by.
    "side, plate lost": {"knee_flexion": Aim(told=0.0)},
    "side, no plates": {
        "knee_flexion": Aim(4.0, 4.0),
        "trunk_thigh_flexion": Aim(5.0, 5.0),
        "trunk_lean": Aim(3.0, 3.0),
    },
    "oblique": {
        name: Aim(7.0, 7.0)
        for name in ("knee_flexion", "trunk_thigh_flexion", "trunk_lean", "shank_lean")
    },
    # There is hardly a body that is fitted there.
    "beyond": {name: Aim(cover=False) for name in ANGLES},
}


def missed(result: Summary, aim: Aim) -> list[str]:
    """Name what an angle misses of its aim; what was not measured at all misses nothing."""
    covers = [
        ("cover", result.cover if result.told_in >= MIN_CLIPS else np.nan),
        ("cover tight", result.cover_tight if result.tight >= MIN_CLIPS else np.nan),
        ("cover loose", result.cover_loose if result.loose >= MIN_CLIPS else np.nan),
    ]
    checks: list[tuple[str, bool]] = [
        ("mean", aim.mean is not None and result.mean > aim.mean),
        ("within", aim.share is not None and result.within < aim.share),
        ("lift-off", aim.lift_off is not None and result.lift_off > aim.lift_off),
        ("told", aim.told is not None and result.told > aim.told),
        *((name, aim.cover and (cover < COVER[0] or cover > COVER[1])) for name, cover in covers),
    ]
    return [name for name, is_missed in checks if is_missed]


def is_judged(result: Summary, aim: Aim) -> bool:
    """Tell whether there is anything to meet, and anything that could."""
    by_cover = aim.cover and result.told_in >= MIN_CLIPS
    return by_cover or (result.clips > 0 and replace(aim, cover=False) != Aim(cover=False))
