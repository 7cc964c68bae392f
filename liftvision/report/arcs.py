"""Arcs with numbers at the joints of one frame; a number that was not measured is not drawn."""

from collections.abc import Mapping
from math import isfinite

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.pose.landmarks import Side, of_side
from liftvision.pose.view import View
from liftvision.report import drawing, sprites
from liftvision.report.colours import KNEE, TRUNK_LEAN, TRUNK_THIGH, Colour
from liftvision.report.layout import Layout
from liftvision.report.skeleton import is_frontal

UP = np.array([0.0, -1.0])

CLEAR_OF_BACK = 0.6
"""The hip's number stands lower by so many heights of a letter where lines are drawn beside the
back."""


def degrees(value: float) -> str:
    """Write an angle in whole degrees."""
    return f"{round(value)}°"


def seen_direction(lean_deg: FloatArray | float, ahead: FloatArray | float) -> FloatArray:
    """Give where leans (...) point in the picture: (..., 2) px, of one px seen square to them.

    Parameters
    ----------
    lean_deg
        Against the vertical, forward positive.
    ahead
        How long forward is in the picture, to the right positive.
    """
    lean = np.radians(lean_deg)
    return np.stack([ahead * np.sin(lean), -np.cos(lean)], axis=-1)


def draw_angles(
    image: Image, xy: FloatArray, values: Mapping[str, float], view: View, layout: Layout
) -> None:
    """Draw what a view from the side shows: knee, hip and trunk lean; nothing in others.

    The hip's angle is pelvis against thigh where that was measured, else trunk against thigh. A
    trunk whose pelvis and lumbar spine were measured has no lean beside them.

    Parameters
    ----------
    image
        The picture, changed in place.
    xy
        (33, 2) px of this picture; NaN where unseen.
    values
        ``knee_flexion``, ``hip_flexion``, ``trunk_thigh_flexion`` of the near side,
        ``pelvis_tilt``, ``lumbar_flexion`` and ``trunk_lean`` at this frame, degrees; NaN where
        not measured.
    view
        Of this shot.
    layout
        The sizes.
    """
    if is_frontal(view):
        return
    near: Side = "r" if view.near_side == "r" else "l"
    ahead = 1.0 if (view.yaw_deg or 0.0) > 0.0 else -1.0
    joints = ("shoulder", "hip", "knee", "ankle")
    shoulder, hip, knee, ankle = (xy[of_side(joint, near)] for joint in joints)
    trunk = float(np.hypot(*(shoulder - hip)))
    _draw_flexion(image, (ankle, knee, hip), values["knee_flexion"], KNEE, ahead, layout)
    above, bend, lower = shoulder, values["trunk_thigh_flexion"], 0.0
    if isfinite(values["hip_flexion"]) and isfinite(values["pelvis_tilt"]):
        pelvis = seen_direction(values["pelvis_tilt"], np.sin(np.radians(view.yaw_deg or 0.0)))
        above, bend, lower = hip + trunk * pelvis, values["hip_flexion"], CLEAR_OF_BACK
    _draw_flexion(image, (knee, hip, above), bend, TRUNK_THIGH, -ahead, layout, lower)
    lean = values["trunk_lean"]
    if isfinite(lean) and isfinite(trunk) and not isfinite(values["lumbar_flexion"]):
        top = hip + 0.95 * trunk * UP
        drawing.dashes(image, hip, top, TRUNK_LEAN, layout.thin_line)
        between = (UP, shoulder - hip)
        drawing.arc(image, hip, 0.72 * trunk, between, TRUNK_LEAN, layout.thin_line)
        beside = top + np.array([-ahead * 0.4 * layout.text, 0.3 * layout.text])
        _draw_number(image, lean, beside, TRUNK_LEAN, -ahead, layout)


def _draw_flexion(
    image: Image,
    chain: tuple[FloatArray, FloatArray, FloatArray],
    value: float,
    colour: Colour,
    beside: float,
    layout: Layout,
    lower: float = 0.0,
) -> None:
    """Draw how far the second segment of a chain is turned from the first one's direction.

    The number stands beside the joint, lower by so many heights of a letter.
    """
    start, joint, stop = chain
    radius = 0.36 * min(float(np.hypot(*(joint - start))), float(np.hypot(*(stop - joint))))
    if not (isfinite(value) and isfinite(radius)) or radius < 1.0:
        return
    straight = (joint - start) / np.hypot(*(joint - start))
    drawing.dashes(image, joint, joint + 1.3 * radius * straight, colour, layout.thin_line)
    drawing.arc(image, joint, radius, (straight, stop - joint), colour, layout.thin_line + 1)
    at = joint + layout.text * np.array([1.1 * beside, lower])
    _draw_number(image, value, at, colour, beside, layout)


def _draw_number(
    image: Image, value: float, at: FloatArray, colour: Colour, beside: float, layout: Layout
) -> None:
    """Write an angle to the right (``beside`` > 0) or the left of a point."""
    if np.isfinite(at).all():
        anchor = (0.0 if beside > 0.0 else 1.0, 0.5)
        sprites.paste(
            image, sprites.word(degrees(value), layout.text, colour), at[0], at[1], anchor
        )
