"""The face: eyes, brows and lips cut out along clean lines, and the skin's own shades."""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.wardrobe.clipping import clip
from liftvision.synthetic.wardrobe.colours import blended, light_of
from liftvision.synthetic.wardrobe.hair import Head, hairline, take_head
from liftvision.synthetic.wardrobe.measures import Measures, follows
from liftvision.synthetic.wardrobe.piece import Piece, plain_piece, refined
from liftvision.synthetic.wardrobe.subdivision import triangulated

IRIS = 0.50
PUPIL = 0.22
"""Sines of the angles from the gaze, as seen from the middle of the eye."""

EYE_WHITE = "#ded9d2"
IRIS_COLOUR = "#4a3220"
BLUSH = np.array([1.06, 0.80, 0.76])
"""What well-perfused skin is multiplied by."""


def face(body: Body, measures: Measures, skin: FloatArray, hair_colour: str) -> tuple[Piece, ...]:
    """Make the eyes, the brows and the lips."""
    head = take_head(body, measures)
    dark = 0.8 * light_of(hair_colour) + 0.2 * skin
    return (
        *(_eye(body, f"helper-{side}-eye") for side in "lr"),
        *(_brow(body, head, side, dark) for side in (1.0, -1.0)),
        _lips(body, head, skin),
    )


def skin_shades(body: Body, measures: Measures, skin: FloatArray, hair_colour: str) -> FloatArray:
    """Give the colour (N, 3) of all skin: redder where blood is near, darker with stubble."""
    head = take_head(body, measures)
    rest, scale = body.vertices, head.scale
    colours = np.tile(skin, (len(rest), 1))
    ruddy = 0.35 * follows(body, ["finger"]) + 0.15 * follows(body, ["wrist", "metacarpal"])
    for side in (1.0, -1.0):
        cheek = head.eyes + np.array([0.045 * side, -0.042, 0.0]) * scale
        ruddy += 0.45 * np.exp(-(((rest - cheek)[:, :2] / (0.020 * scale)) ** 2).sum(axis=1))
    colours = blended(colours, skin * BLUSH, ruddy)
    shaven = 0.6 * skin + 0.4 * light_of(hair_colour)
    colours = blended(colours, shaven, 0.5 * _beard(body) * _stubble(body, head))
    scalp = np.clip(-hairline(head, rest) / 0.006, 0.0, 1.0) * (measures.head > 0.3)
    return np.where((scalp > 0.0)[:, None], blended(colours, 0.55 * skin, 0.6 * scalp), colours)


def _beard(body: Body) -> float:
    """Tell from the shoulders whether a beard grows: their width over that of the hips.

    Over all ages and builds of the body data men have 2.00 to 2.15 between the joints, women
    1.85 to 1.91.
    """
    shoulder, hip = (body.skeleton.head(f"{bone}01.L")[0] for bone in ("upperarm", "upperleg"))
    return float(np.clip((shoulder / hip - 1.93) / 0.05, 0.0, 1.0))


def _stubble(body: Body, head: Head) -> FloatArray:
    """Give how much (N,) of a beard's shadow lies on the skin, 0 to 1."""
    from_eyes = (body.vertices - head.eyes) / head.scale
    jaw_line = -0.055 + 0.35 * np.clip(-from_eyes[:, 2] - 0.01, 0.0, 0.06)
    low = np.clip((jaw_line - from_eyes[:, 1]) / 0.012, 0.0, 1.0)
    not_neck = np.clip((from_eyes[:, 1] + 0.135) / 0.02, 0.0, 1.0)
    front = np.clip((from_eyes[:, 2] + 0.085) / 0.012, 0.0, 1.0)
    return np.asarray(low * not_neck * front)


def _eye(body: Body, group: str) -> Piece:
    """Paint one eyeball: white, iris, pupil."""
    faces, blend = refined(body.quads[body.groups[group]], len(body.vertices), 1)
    rest = blend @ body.vertices
    from_centre = rest - 0.5 * (rest.min(axis=0) + rest.max(axis=0))
    away = np.hypot(from_centre[:, 0], from_centre[:, 1]) / np.linalg.norm(from_centre, axis=1)
    ahead = from_centre[:, 2] > 0.0
    colours = np.tile(light_of(EYE_WHITE), (len(rest), 1))
    for edge, colour in ((IRIS, light_of(IRIS_COLOUR)), (PUPIL, np.full(3, 0.01))):
        colours = blended(colours, colour, np.where(ahead, (edge - away) / 0.1 + 0.5, 0.0))
    return plain_piece("skin", blend, triangulated(faces), rest, colours, Material.EYE, 0.0005)


def _brow(body: Body, head: Head, side: float, colour: FloatArray) -> Piece:
    """Cut one brow out of the forehead's skin: an arch over the eye, thinner outward."""

    def outside(points: FloatArray) -> FloatArray:
        place = (points - head.eyes) / head.scale
        across = np.clip((side * place[:, 0] - 0.012) / 0.042, 0.0, 1.0)
        arch = 0.0195 + 0.0065 * np.sin(np.pi * (0.15 + 0.75 * across)) - 0.003 * across
        half = 0.0036 * (1.0 - 0.6 * across)
        ends = np.abs(side * place[:, 0] - 0.033) - 0.022
        return np.asarray(np.maximum(np.abs(place[:, 1] - arch) - half, ends))

    middle = head.eyes + np.array([0.033 * side, 0.023, 0.01]) * head.scale
    return _patch(body, middle, 0.036 * head.scale, outside, colour, 0.0009, Material.HAIR)


def _lips(body: Body, head: Head, skin: FloatArray) -> Piece:
    """Cut the lips out, between the corners of the mouth."""
    skeleton = body.skeleton
    ring = [name for name in skeleton.names if name.startswith("oris")]
    tails = np.array([skeleton.tail(name) for name in ring])
    low, high = tails.min(axis=0), tails.max(axis=0)
    centre = 0.5 * (low + high)
    half_width = 0.5 * (high[0] - low[0])

    def outside(points: FloatArray) -> FloatArray:
        across = np.abs(points[:, 0] - centre[0]) / half_width
        bow = 1.0 - np.clip(across, 0.0, 1.0) ** 2.2
        upper = points[:, 1] - (centre[1] + 0.0105 * head.scale * bow)
        lower = (centre[1] - 0.0115 * head.scale * bow) - points[:, 1]
        return np.asarray(np.maximum(upper, lower))

    shade = skin * np.array([0.84, 0.58, 0.57])
    return _patch(body, centre, 1.2 * half_width, outside, shade, 0.0003, Material.SKIN)


def _patch(
    body: Body,
    middle: FloatArray,
    reach: float,
    outside: Callable[[FloatArray], FloatArray],
    colour: FloatArray,
    height: float,
    material: Material,
) -> Piece:
    """Cut a patch out of the skin about a point, where `outside` of it is below zero."""
    quads = body.quads[body.groups["body"]]
    quads = quads[(np.linalg.norm(body.vertices - middle, axis=1) < reach)[quads].all(axis=1)]
    faces, blend = refined(quads, len(body.vertices), 2)
    cut = clip(triangulated(faces), outside(blend @ body.vertices))
    weights = csr_array(cut.mix @ blend)
    return plain_piece(
        "skin", weights, cut.triangles, weights @ body.vertices, colour, material, height
    )
