"""What a stack of pictures says for a plate of a certain place, size, slant and thickness."""

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.plate.slant import disc_root
from liftvision.barbell.plate.stack import Stack

FARTHER = 0.075
"""By how much the rear rim is smaller than the front, for a stack of plates as thick as their
radius: 225 mm at a distance of 3 m."""

RAYS = 60

SLEEVE_STEPS, SLEEVE_END = 12, 7
"""Points on each side of the sleeve, and around its end."""

SLEEVE_COST = 0.25
"""Support lost where a sleeve is said to be."""

RINGS = np.linspace(0.25, 0.93, 14)
RING_RAYS = 24
"""Where within the front face rings are looked for, in radii, and at how many points of each."""

DISTINCT_PX = 3.0
"""So far apart, and a pixel more, are two edges where both can be told."""

ACROSS_PX = 3.0
"""Change is compared this far inside and outside of the rim."""

STEADY = 8.0
"""Grey levels of change that are noise."""

Maps = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Edges (S, S, 2) with where the stack is seen (S, S), and its change (S, S)."""


def maps_of(stack: Stack) -> Maps:
    """Prepare a stack, smoothed a little, for `evidence`."""
    import cv2

    field = stack.field
    parts = np.ascontiguousarray(field).view(np.float32).reshape(*field.shape, 2)
    smooth = cv2.GaussianBlur(parts, (0, 0), 0.8)
    seen = stack.weight / max(float(stack.weight.max()), 1e-6)
    change = cv2.GaussianBlur(stack.change.astype(np.float32), (0, 0), 1.5)
    return np.dstack([smooth, seen]).astype(np.float32), change


def plate_outlines(
    shapes: FloatArray, sight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Give what shapes (N, 9) look like on rays about the middle of a patch.

    A shape is: centre x and y, radius (px); the slant of the bar, right and down (see `slant`);
    thickness in radii; the radius at which the front face breaks off into the bevel, in radii;
    and the length and radius of the sleeve before it, in radii. The sight (2,) is that of the
    plate's place.

    Returns
    -------
    outline, face, normals
        (N, RAYS, 2): points of the outline of both ellipses together, of the front face's edge,
        and the unit normals of both.
    apart
        (N, RAYS) px by which the rear rim shows beyond the front; 0 where it does not.
    """
    x, y, radius, right, down, thick, face = shapes.T[:7, :, None]
    turn = 2.0 * np.pi * np.arange(RAYS) / RAYS
    around = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    root = disc_root(shapes[:, 3:5], sight)
    points = radius[..., None] * (around @ root)
    normals = around @ np.linalg.inv(root)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    behind = (radius * thick)[..., None] * np.stack([right, down], axis=-1)
    reach = (points * normals).sum(axis=-1)
    apart = np.maximum((behind * normals).sum(axis=-1) - FARTHER * thick * reach, 0.0)
    smaller = (1.0 - FARTHER * thick)[..., None]
    centre = np.stack([x, y], axis=-1)
    outline = np.where(apart[..., None] > 0.0, smaller * points + behind, points)
    return centre + outline, centre + face[..., None] * points, normals, apart


def ring_evidence(maps: Maps, shapes: FloatArray, sight: FloatArray) -> FloatArray:
    """Give how well edges run along rings of the front face, (N,) root mean square over them.

    Hub, dish and printed rings have the face's centre and shape.
    """
    import cv2

    edges, _ = maps
    turn = 2.0 * np.pi * np.arange(RING_RAYS) / RING_RAYS
    around = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    root = disc_root(shapes[:, 3:5], sight)
    normals = around @ np.linalg.inv(root)
    doubled = (normals[..., 0] + 1j * normals[..., 1]) ** 2
    doubled = (doubled / np.abs(doubled))[:, None]
    points = (shapes[:, 2, None, None] * (around @ root))[:, None] * RINGS[:, None, None]
    at = (shapes[:, None, None, :2] + points + edges.shape[0] // 2).astype(np.float32)
    found = cv2.remap(edges, at.reshape(len(shapes), -1, 2), None, cv2.INTER_LINEAR, borderValue=0)
    found = found.reshape(*at.shape[:3], 3)
    support = (found[..., 0] * doubled.real + found[..., 1] * doubled.imag).mean(axis=-1)
    return np.asarray(np.sqrt((np.maximum(support, 0.0) ** 2).mean(axis=1)))


def sleeve_evidence(maps: Maps, shapes: FloatArray) -> FloatArray:
    """Give how well edges run along both sides of the sleeve and around its end, (N,) radii.

    The sleeve stands out from the plate's centre towards the camera, against the slant.
    """
    import cv2

    edges, _ = maps
    middle = edges.shape[0] // 2
    slant = np.linalg.norm(shapes[:, 3:5], axis=1) + 1e-9
    out = -shapes[:, 3:5] / slant[:, None]
    aside = np.stack([-out[:, 1], out[:, 0]], axis=1)
    length, half = shapes[:, 7] * slant, shapes[:, 8]
    steps = (np.arange(SLEEVE_STEPS) + 0.5) / SLEEVE_STEPS * length[:, None]
    turn = np.linspace(-0.5 * np.pi, 0.5 * np.pi, SLEEVE_END)
    sides = [
        steps[..., None] * out[:, None] + sign * (half[:, None] * aside)[:, None]
        for sign in (-1.0, 1.0)
    ]
    round_end = np.cos(turn)[:, None] * out[:, None] + np.sin(turn)[:, None] * aside[:, None]
    end = (length[:, None] * out)[:, None] + half[:, None, None] * round_end
    points = shapes[:, 2, None, None] * np.concatenate([*sides, end], axis=1)
    across = np.repeat(aside[:, None], 2 * SLEEVE_STEPS, axis=1)
    normals = np.concatenate([across, round_end], axis=1)
    at = (shapes[:, None, :2] + points + middle).astype(np.float32)
    found = cv2.remap(edges, at, None, cv2.INTER_LINEAR, borderValue=0)
    doubled = (normals[..., 0] + 1j * normals[..., 1]) ** 2
    along = found[..., 0] * doubled.real + found[..., 1] * doubled.imag - SLEEVE_COST
    each_side = along[:, : 2 * SLEEVE_STEPS].sum(axis=1) / SLEEVE_STEPS
    return np.asarray(length * each_side + np.pi * half * along[:, 2 * SLEEVE_STEPS :].mean(axis=1))


def evidence(
    maps: Maps, shapes: FloatArray, sight: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give what a stack says for shapes (N, 9) of `plate_outlines` at a sight (2,).

    Returns
    -------
    edge, face, change
        (N,) means over the outline in the picture: how well edges run along it; along the front
        face before a rear rim, where both can be told; and how much more changes outside than
        inside, -1 to 1.
    """
    import cv2

    edges, changes = maps
    middle = edges.shape[0] // 2
    outline, face, normals, apart = plate_outlines(shapes, sight)
    doubled = (normals[..., 0] + 1j * normals[..., 1]) ** 2

    def along(points: FloatArray) -> tuple[FloatArray, BoolArray]:
        at = (points + middle).astype(np.float32)
        found = cv2.remap(edges, at, None, cv2.INTER_LINEAR, borderValue=0)
        seen = found[..., 2] > 0.25
        return (found[..., 0] * doubled.real + found[..., 1] * doubled.imag) * seen, seen

    def change(points: FloatArray) -> FloatArray:
        at = (points + middle).astype(np.float32)
        return np.asarray(cv2.remap(changes, at, None, cv2.INTER_LINEAR, borderValue=0))

    on_outline, seen = along(outline)
    on_face, _ = along(face)
    inner, outer = change(outline - ACROSS_PX * normals), change(outline + ACROSS_PX * normals)
    contrast = seen * (outer - inner) / (outer + inner + STEADY)
    distinct = np.clip((apart - 1.0) / DISTINCT_PX, 0.0, 1.0)
    count = np.maximum(seen.sum(axis=1), 0.4 * RAYS)
    return (
        on_outline.sum(axis=1) / count,
        (on_face * distinct).sum(axis=1) / count,
        contrast.sum(axis=1) / count,
    )
