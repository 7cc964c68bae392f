"""The lifter's skeleton and back on the picture of one frame."""

import numpy as np

from liftvision.arrays import FloatArray, Image
from liftvision.pose.landmarks import LIMB_LINES, SIDES, Landmark, Side, of_side
from liftvision.pose.view import View
from liftvision.report import drawing
from liftvision.report.colours import (
    BACK,
    FAR,
    HALO,
    KNEE,
    LEFT,
    NEAR,
    RIGHT,
    TRUNK_THIGH,
    Colour,
)
from liftvision.report.layout import Layout

SIDE_COLOURS: dict[Side, Colour] = {"l": LEFT, "r": RIGHT}
JOINT_DOTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot_index")
JOINT_COLOURS = {"knee": KNEE, "hip": TRUNK_THIGH}


def is_frontal(view: View) -> bool:
    """Whether left and right lie beside each other in the picture, not behind each other."""
    return view.name in ("front", "rear", "unknown") or view.near_side is None


def draw_skeleton(image: Image, xy: FloatArray, view: View, layout: Layout) -> None:
    """Draw the skeleton of one frame.

    Parameters
    ----------
    image
        The picture, changed in place.
    xy
        (33, 2) px of this picture; NaN where unseen.
    view
        From the side the near limbs are drawn strong and over the far ones; from the front or
        the rear left and right have their own colours.
    layout
        The sizes.
    """
    if is_frontal(view):
        _draw_across(image, xy, layout)
        for side in SIDES:
            colour = SIDE_COLOURS[side]
            _draw_limbs(image, xy, side, colour, layout)
            _draw_joints(image, xy, side, dict.fromkeys(JOINT_DOTS, colour), layout)
        return
    near: Side = "r" if view.near_side == "r" else "l"
    far: Side = "l" if near == "r" else "r"
    for start, stop in (*LIMB_LINES, ("shoulder", "ear")):
        ends = xy[of_side(start, far)], xy[of_side(stop, far)]
        drawing.line(image, *ends, FAR, layout.thin_line)
    _draw_across(image, xy, layout)
    _draw_limbs(image, xy, near, NEAR, layout)
    _draw_joints(image, xy, near, JOINT_COLOURS, layout)


def draw_back(image: Image, outline: FloatArray, layout: Layout) -> None:
    """Draw the outline of the back (N, 2) px, thin."""
    drawing.path(image, outline, HALO, layout.thin_line + 2)
    drawing.path(image, outline, BACK, layout.thin_line)


def _draw_across(image: Image, xy: FloatArray, layout: Layout) -> None:
    for joint in ("shoulder", "hip"):
        ends = xy[of_side(joint, "l")], xy[of_side(joint, "r")]
        drawing.line(image, *ends, FAR, layout.thin_line)


def _draw_limbs(image: Image, xy: FloatArray, side: Side, colour: Colour, layout: Layout) -> None:
    lines = [(of_side(start, side), of_side(stop, side)) for start, stop in LIMB_LINES]
    lines.append((of_side("shoulder", side), of_side("ear", side)))
    for thickness, ink in ((layout.line + 2, HALO), (layout.line, colour)):
        for start, stop in lines:
            drawing.line(image, xy[start], xy[stop], ink, thickness)


def _draw_joints(
    image: Image, xy: FloatArray, side: Side, colours: dict[str, Colour], layout: Layout
) -> None:
    for joint in JOINT_DOTS:
        large = joint in JOINT_COLOURS
        radius = layout.line * (1.5 if large else 1.0)
        colour = colours.get(joint, NEAR)
        drawing.dot(image, xy[of_side(joint, side)], radius, colour, max(1, layout.line // 2))


def is_seen(xy: FloatArray) -> bool:
    """Whether anything of the lifter's trunk and legs is there to be drawn, of (33, 2)."""
    return bool(np.isfinite(xy[Landmark.SHOULDER_L : Landmark.FOOT_INDEX_R + 1]).all(axis=1).any())
