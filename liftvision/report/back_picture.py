"""The back on the picture: its outline by how round it is, and pelvis against thorax beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.ndimage import gaussian_filter1d

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, Image, IntArray
from liftvision.clip.clip import Shot
from liftvision.motion.motion import Motion
from liftvision.pose.track import HIP_POINT
from liftvision.report import drawing, sprites
from liftvision.report.arcs import degrees, seen_direction
from liftvision.report.colours import BACK, FLAT_TO_ROUND, HALO, LUMBAR, Colour, ramp
from liftvision.report.layout import Layout

SEAT_POINTS = 16
"""Points of the outline below the hip that are drawn with a measured back: four tenths of a trunk,
past the rearmost point of the seat."""

WINDOW = 0.09
"""Standard deviation of the stretch of outline one curvature is taken of, in lengths of the
outline from hip to neck: creases of a shirt are shorter, the lumbar spine is longer."""

STEADY_S = 0.08
"""Standard deviation of the smoothing over time of curvatures and of the tangents' places."""

SPINE = (0.15, 0.9)
"""Between these parts of the outline its curvature is the spine's; below is the seat, above the
neck."""

FLAT, ROUND = 20.0, 100.0
"""Curvatures at the ends of the colours, in degrees over the outline from hip to neck. On a dozen
clips upper backs had 30 to 60, lumbar parts less than zero when upright and up to 95 when rounded.
"""

UNMEASURED = -1
"""Level of an outline beside which no flexion was measured."""

LUMBAR_PART = 0.32
"""Where the lumbar spine's middle is behind, in parts of the outline from hip to neck."""

ARM, SHORTEST = 0.24, 1.8
"""Length of a tangent in lengths of that outline, and the least, in heights of a letter. The
pelvis's goes down from the middle of the lumbar spine to the sacrum, the thorax's up to where it
begins."""

OFF_BACK = 0.35
"""Distance of the tangents from the back, in heights of a letter."""

INKS: tuple[Colour, ...] = ramp(FLAT_TO_ROUND, 9)


@dataclass(frozen=True, eq=False)
class BackPicture:
    """The back of every frame, in px of the overlay.

    Attributes
    ----------
    outline
        (T, N, 2) px from below the seat to the neck; NaN where unseen or behind the plate.
    levels
        (T, N - 1) of each piece of it: index in `INKS`, or `UNMEASURED`.
    apex
        (T, 2) px, beside the lumbar spine, where the tangents of pelvis and thorax meet; NaN where
        not measured.
    pelvis, thorax
        (T, 2) px from there to the upper end of either's tangent. The pelvis's is drawn downward,
        and dashed upward: the thorax's at no lumbar flexion.
    outward
        (T, 2) unit vector away from the back, square to the pelvis.
    flexion
        (T,) lumbar flexion in degrees; NaN where not measured.
    layout
        The sizes.
    """

    outline: FloatArray
    levels: IntArray
    apex: FloatArray
    pelvis: FloatArray
    thorax: FloatArray
    outward: FloatArray
    flexion: FloatArray
    layout: Layout

    def draw_outline(self, image: Image, frame: int) -> None:
        """Draw the outline: coloured where flexion was measured, else thin, from the hip up."""
        outline, levels, thin = self.outline[frame], self.levels[frame], self.layout.thin_line
        if levels[-1] == UNMEASURED:
            above = outline[SEAT_POINTS:]
            drawing.path(image, above, HALO, thin + 2)
            drawing.path(image, above, BACK, thin)
            return
        drawing.path(image, outline, HALO, thin + 4)
        edges = np.flatnonzero(np.diff(levels)) + 1
        for first, last in pairwise([0, *edges.tolist(), len(levels)]):
            drawing.path(image, outline[first : last + 1], INKS[levels[first]], thin + 2)

    def draw_flexion(self, image: Image, frame: int) -> None:
        """Draw the tangents of pelvis and thorax like a goniometer's arms, and the angle."""
        apex, pelvis, thorax = self.apex[frame], self.pelvis[frame], self.thorax[frame]
        if not np.isfinite([apex, pelvis, thorax]).all():
            return
        thin, text, outward = self.layout.thin_line, self.layout.text, self.outward[frame]
        drawing.dashes(image, apex, apex + pelvis, LUMBAR, thin)
        reach = 0.75 * float(np.hypot(*pelvis))
        drawing.arc(image, apex, reach, (pelvis, thorax), LUMBAR, thin + 1)
        arms = np.stack([apex - pelvis, apex, apex + thorax])
        for width, ink in ((thin + 4, HALO), (thin + 2, LUMBAR)):
            drawing.path(image, arms, ink, width)
        number = sprites.word(degrees(float(self.flexion[frame])), text, LUMBAR)
        x, y = apex + 0.4 * pelvis + 0.5 * text * outward
        sprites.paste(image, number, x, y, (0.5 - 0.5 * outward[0], 0.5 - 0.5 * outward[1]))


def plan_back(analysis: Analysis, layout: Layout) -> BackPicture:
    """Prepare the back's pictures."""
    clip, motion = analysis.clip, analysis.motion
    per_px = np.array([layout.width / clip.width, layout.picture_height / clip.height])
    outline = _beside_plate(analysis)[:, HIP_POINT - SEAT_POINTS :] * per_px
    steadied = analysis.camera.steadied(analysis.pose.outline[:, HIP_POINT:])
    steady = steadied_in_time(steadied, motion.times, motion.shots) * per_px
    pelvis_tilt, flexion = motion.columns["pelvis_tilt"], motion.columns["lumbar_flexion"]
    ahead = _ahead(motion)
    measured = np.isfinite(pelvis_tilt) & np.isfinite(flexion) & np.isfinite(ahead)
    levels = np.zeros((clip.frames, outline.shape[1] - 1), dtype=np.int64)
    levels[:, SEAT_POINTS:] = _levels(curvature(steady, np.sign(ahead)))
    levels[~measured] = UNMEASURED
    along = np.where(measured, pelvis_tilt, np.nan)
    pelvis, thorax = (seen_direction(lean, ahead) for lean in (along, along + flexion))
    lengths = np.linalg.norm(np.diff(steady, axis=1), axis=2).sum(axis=1)
    arm = np.maximum(ARM * lengths, SHORTEST * layout.text)[:, None]
    outward = _square_to(pelvis, ahead)
    seen = analysis.camera.shaken(steady / per_px) * per_px
    normals = outward, _square_to(thorax, ahead)
    off = OFF_BACK * layout.text + _clearance(seen, (pelvis, thorax), normals, arm[:, 0])
    apex = seen[:, round(LUMBAR_PART * (seen.shape[1] - 1))] + off[:, None] * outward
    return BackPicture(
        outline=outline,
        levels=levels,
        apex=apex,
        pelvis=arm * pelvis,
        thorax=arm * thorax,
        outward=outward,
        flexion=np.where(measured, flexion, np.nan),
        layout=layout,
    )


def curvature(outline: FloatArray, turn: FloatArray) -> FloatArray:
    """Give how round outlines (T, N, 2) px are: (T, N) degrees over the whole of each.

    Positive where the back bulges outward.

    Parameters
    ----------
    outline
        From the hip to the neck, evenly spaced; NaN where unseen.
    turn
        (T,) which way the lifter faces in the picture: -1 left, +1 right.
    """
    pieces = outline.shape[1] - 1
    # Not the filter's own derivatives: the second of them gives a constant one as well.
    smooth = gaussian_filter1d(outline, WINDOW * pieces, axis=1, mode="nearest")
    first = np.gradient(smooth, axis=1)
    second = np.gradient(first, axis=1)
    forward, upward = turn[:, None] * first[..., 0], -first[..., 1]
    forward_change, upward_change = turn[:, None] * second[..., 0], -second[..., 1]
    square = np.maximum(forward**2 + upward**2, 1e-12)
    bend = (upward * forward_change - forward * upward_change) / square
    return np.asarray(np.degrees(bend) * pieces)


def steadied_in_time(values: FloatArray, times: FloatArray, shots: Sequence[Shot]) -> FloatArray:
    """Smooth values (T, ...) over `STEADY_S` within each shot; NaN stays NaN and is left out."""
    steady = np.full_like(values, np.nan)
    interval = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    for shot in shots:
        part = values[shot.frames]
        seen = np.isfinite(part)
        sums, weights = (
            gaussian_filter1d(of, STEADY_S / interval, axis=0, mode="constant")
            for of in (np.where(seen, part, 0.0), seen.astype(np.float64))
        )
        steady[shot.frames] = np.where(seen, sums / np.maximum(weights, 1e-12), np.nan)
    return steady


def _beside_plate(analysis: Analysis) -> FloatArray:
    """Give the outline (T, N, 2) px of the clip without what lies behind the near plate.

    There the mask's edge is that of whatever the plate shows.
    """
    outline, bar = analysis.pose.outline.copy(), analysis.bar
    for shot, by in zip(analysis.clip.shots, bar.shots, strict=True):
        if by.rim is not None:
            away = np.linalg.norm(outline[shot.frames] - bar.centre[shot.frames, None], axis=2)
            outline[shot.frames][away < by.rim.radius] = np.nan
    return outline


def _ahead(motion: Motion) -> FloatArray:
    """Give how long forward is in the picture (T,), to the right positive; NaN without a view."""
    ahead = np.full(len(motion.times), np.nan)
    for shot, view in zip(motion.shots, motion.views, strict=True):
        if view.yaw_deg is not None:
            ahead[shot.frames] = np.sin(np.radians(view.yaw_deg))
    return ahead


def _levels(bends: FloatArray) -> IntArray:
    """Give the level (T, N - 1) of each piece between points of curvatures (T, N)."""
    middles = 0.5 * (bends[:, :-1] + bends[:, 1:])
    share = np.clip((middles - FLAT) / (ROUND - FLAT), 0.0, 1.0)
    levels = np.rint(np.nan_to_num(share) * (len(INKS) - 1)).astype(np.int64)
    place = (np.arange(levels.shape[1]) + 0.5) / levels.shape[1]
    levels[:, (place < SPINE[0]) | (place > SPINE[1])] = 0
    return levels


def _square_to(direction: FloatArray, ahead: FloatArray) -> FloatArray:
    """Give unit vectors (T, 2) px square to directions (T, 2), away from the back."""
    across = np.stack([direction[:, 1], -direction[:, 0]], axis=1) * np.sign(ahead)[:, None]
    return np.asarray(across / np.linalg.norm(across, axis=1, keepdims=True))


def _clearance(
    outline: FloatArray,
    directions: tuple[FloatArray, FloatArray],
    normals: tuple[FloatArray, FloatArray],
    arm: FloatArray,
) -> FloatArray:
    """Give how far (T,) px arms from the lumbar middle must be moved off the back to clear it.

    Parameters
    ----------
    outline
        (T, N, 2) px from the hip to the neck.
    directions, normals
        (T, 2) unit vectors of pelvis and thorax, and square to them, away from the back. The
        pelvis's arm goes down.
    arm
        (T,) px, its length.
    """
    middle = round(LUMBAR_PART * (outline.shape[1] - 1))
    away = outline - outline[:, [middle]]
    clearance = np.zeros(len(outline))
    for direction, normal, sign in zip(directions, normals, (-1.0, 1.0), strict=True):
        along = sign * np.einsum("tni,ti->tn", away, direction)
        beside = (along >= 0.0) & (along <= arm[:, None])
        out = np.where(beside, np.einsum("tni,ti->tn", away, normal), 0.0)
        clearance = np.maximum(clearance, out.max(axis=1))
    return clearance
