"""The style of a deadlift, with how sure it is, as far as the view shows it.

Stance, grip and toes tell sumo from conventional, the thigh at the lowest point a Romanian deadlift
from both. Each style has what is usual of it and how far lifters spread around it; Bayes' rule
makes probabilities of what was seen. Since landmarks can be wrong altogether, what was seen counts
only as much as they can be relied on in the view.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from liftvision.pose.view import View, off_side_deg
from liftvision.reps.rep import Style
from liftvision.reps.style_cues import StyleCues

KnownStyle: TypeAlias = Literal["conventional", "sumo", "romanian"]
Angle: TypeAlias = Literal["frontal", "oblique", "side"]

USUAL: dict[KnownStyle, float] = {"conventional": 0.6, "sumo": 0.2, "romanian": 0.2}
"""How common the styles are taken to be before anything was seen."""

STANCE_OVER_GRIP: dict[KnownStyle, tuple[float, float]] = {
    "conventional": (-0.54, 0.31),
    "sumo": (0.40, 0.25),
    "romanian": (-0.54, 0.31),
}
"""Mean and standard deviation of the logarithm of stance over grip: 32 ± 8 over 55 ± 10 cm and
70 ± 11 over 47 ± 4 cm (Escamilla et al. 2000). Hands inside the knees go with the second."""

TOES_OUT: dict[Angle, dict[KnownStyle, tuple[float, float]]] = {
    "frontal": {"conventional": (25.0, 13.0), "sumo": (68.0, 15.0), "romanian": (25.0, 13.0)},
    "oblique": {"conventional": (20.0, 13.0), "sumo": (45.0, 18.0), "romanian": (20.0, 13.0)},
}
"""The same of the angle between the feet in degrees: twice 14 ± 6 and 42 ± 8 (same source), as
the pose model sees them on rendered clips."""

OF_THIGH: dict[KnownStyle, tuple[float, float]] = {
    "conventional": (0.53, 0.13),
    "sumo": (0.38, 0.15),
    "romanian": (0.82, 0.06),
}
THIGH_UPRIGHT: dict[Angle, dict[KnownStyle, tuple[float, float]]] = {
    "frontal": OF_THIGH,
    "oblique": OF_THIGH,
    "side": {"conventional": (0.47, 0.16), "sumo": (0.40, 0.14), "romanian": (0.82, 0.09)},
}
"""The same of the thigh's height at the lowest point over its length, on rendered clips; from the
side wider for lifters whose hips rise first (0.6 to 0.7 on real clips)."""

TRUNK_UPRIGHT: dict[KnownStyle, tuple[float, float]] = {
    "conventional": (0.31, 0.14),
    "sumo": (0.53, 0.12),
    "romanian": (0.24, 0.12),
}
"""The same of the trunk's, from the side: in sumo the trunk is 5 to 10 degrees more upright (same
source). On rendered clips 0.32 ± 0.12, 0.51 ± 0.06 and 0.25 ± 0.07, wider for real lifters."""

LIMITS_DEG: dict[Angle, float] = {"frontal": 60.0, "oblique": 30.0}
"""Least angle off the side of each kind of view."""

OBLIQUE_SPREAD = 1.2
"""By how much the spread of stance over grip is wider in an oblique view."""

AGREE = 0.8
"""Where stance over grip in the picture and by the model's guess at 3D differ by more, hands or
feet were not found. On rendered obliques they differ by up to 0.7."""

RELIABLE: dict[Angle, float] = {"frontal": 0.97, "oblique": 0.85, "side": 0.8}
"""Part of the shots in which the landmarks of legs and hands are where they should be."""

FROM_BEHIND = 0.85
"""The same, times this, from behind: the lifter hides the hands, and plates hide the feet."""

NARROWEST_GRIP = 0.22
"""In body sizes; hands closer together hold a kettlebell, whose grip says nothing of style."""

KNOWN = 0.8
"""From this probability on a style is named."""

NO_VIEW = "from where it was filmed is not known"
NOT_DOWN = "the clip does not show the bar's lowest point before it rises"
NO_BAR = "the stance is hidden from the side, and no bar was followed that would show what is held"
LOST = "hands or feet were not seen well enough"
NARROW = "the hands are too close together for a bar"
UNDECIDED = "what was seen fits more than one style"
FROM_THE_SIDE = "the stance is hidden from the side, and the posture fits more than one style"


@dataclass(frozen=True)
class ToldStyle:
    """A style and how sure it is.

    Attributes
    ----------
    name
        ``unknown`` where no style is probable enough.
    confidence
        Probability that it is this style; None where it is unknown.
    reason
        Why it is unknown; None where it is known.
    """

    name: Style
    confidence: float | None
    reason: str | None

    @classmethod
    def unknown(cls, reason: str) -> "ToldStyle":
        """Give a style that was not told, with the reason."""
        return cls("unknown", None, reason)


def tell_style(cues: StyleCues | None, view: View, followed: bool) -> ToldStyle:
    """Tell the style of the deadlifts in one shot.

    Parameters
    ----------
    cues
        Of the shot; None where the lowest point was not seen.
    view
        Of the shot.
    followed
        Whether the bar itself was followed, not only the hands.
    """
    if view.yaw_deg is None:
        return ToldStyle.unknown(NO_VIEW)
    if cues is None:
        return ToldStyle.unknown(NOT_DOWN)
    angle = _angle_of(view.yaw_deg)
    across = abs(float(np.cos(np.radians(view.yaw_deg))))
    if angle != "side" and cues.grip / across < NARROWEST_GRIP:
        return ToldStyle.unknown(NARROW)
    if angle != "side" and abs(cues.stance_over_grip - cues.stance_over_grip_3d) > AGREE:
        return ToldStyle.unknown(LOST)
    probabilities = style_probabilities(cues, view.yaw_deg)
    best = max(probabilities, key=lambda style: probabilities[style])
    if angle == "side" and not followed and best != "romanian":
        return ToldStyle.unknown(NO_BAR)
    if probabilities[best] < KNOWN:
        return ToldStyle.unknown(FROM_THE_SIDE if angle == "side" else UNDECIDED)
    return ToldStyle(best, probabilities[best], None)


def style_probabilities(cues: StyleCues, yaw_deg: float) -> dict[KnownStyle, float]:
    """Give the probability of each style.

    Parameters
    ----------
    cues
        What was seen; NaN says nothing.
    yaw_deg
        Of the view.
    """
    angle = _angle_of(yaw_deg)
    from_behind = abs(yaw_deg) > 90.0
    seen = [(cues.thigh_upright, THIGH_UPRIGHT[angle], 1.0)]
    if angle == "side":
        seen.append((cues.trunk_upright, TRUNK_UPRIGHT, 1.0))
    else:
        spread = 1.0 if angle == "frontal" else OBLIQUE_SPREAD
        both = np.array([cues.stance_over_grip, cues.stance_over_grip_3d])
        told = both[np.isfinite(both)]
        seen.append((float(told.mean()) if len(told) else np.nan, STANCE_OVER_GRIP, spread))
        if not from_behind:
            seen.append((cues.toes_out, TOES_OUT[angle], 1.0))
    logs = {style: float(np.log(share)) for style, share in USUAL.items()}
    for value, of_styles, spread in seen:
        if np.isfinite(value):
            logs = {
                style: log + _log_density(value, of_styles[style], spread)
                for style, log in logs.items()
            }
    reliable = RELIABLE[angle] * (FROM_BEHIND if from_behind and angle != "side" else 1.0)
    return _mixed(logs, reliable)


def _angle_of(yaw_deg: float) -> Angle:
    off = off_side_deg(yaw_deg)
    if off >= LIMITS_DEG["frontal"]:
        return "frontal"
    return "oblique" if off >= LIMITS_DEG["oblique"] else "side"


def _log_density(value: float, of_style: tuple[float, float], spread: float) -> float:
    mean, deviation = of_style[0], spread * of_style[1]
    return float(-0.5 * ((value - mean) / deviation) ** 2 - np.log(deviation))


def _mixed(logs: Mapping[KnownStyle, float], reliable: float) -> dict[KnownStyle, float]:
    """Give probabilities from unnormalised logarithms that are relied on in part only."""
    most = max(logs.values())
    likely = {style: float(np.exp(log - most)) for style, log in logs.items()}
    total = sum(likely.values())
    return {
        style: reliable * each / total + (1.0 - reliable) * USUAL[style]
        for style, each in likely.items()
    }
