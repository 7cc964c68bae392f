"""Faces covered in the overlay: the lifter's in every frame, others' where they are found.

What is covered gets one colour, the mean of what was there: nothing else of it is left in the file.
Where it is unsure where a head is, more is covered.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from scipy.ndimage import maximum_filter1d, median_filter

from liftvision.analysis import Analysis
from liftvision.arrays import BoolArray, FloatArray, Image
from liftvision.clip.probe import probe
from liftvision.pose.landmarks import HEAD
from liftvision.pose.model_files import MODELS, resolve
from liftvision.pose.people import PersonTrack, body_size
from liftvision.pose.survey import Survey, survey
from liftvision.progress import Progress

RADIUS = 0.15
"""Of what is covered, in body sizes (of 1.24 m): 0.19 m, where a head is 0.12 m from its middle."""

BEYOND_LANDMARKS = 1.7
"""The least radius over the distance of the head's landmarks from their middle."""

UNSURE_BELOW, UNSURE = 0.3, 1.5
"""Heads of which no landmark is more visible than the first are covered so many times as large."""

STEADY_S = 0.5
"""A head that jumps is covered where it seems to be, and where it mostly is during this time."""

AROUND_S = 0.12
"""A head is covered where it is and was so long before and after: landmarks lag behind."""

SPEED = 0.5
"""Body sizes a second by which a head that is not seen may have moved."""

LONGEST_GAP_S = 1.0
"""So far in time from where anybody was seen, the head may be anywhere: all is covered."""

OTHERS_SEEN_S = 0.5
"""Others are covered for so long before and after they were found, as stills are 0.25 s apart."""

CELLS = 12
"""Cells across a picture that is covered whole."""


@dataclass(frozen=True, eq=False)
class Faces:
    """What is covered.

    Attributes
    ----------
    circles
        (P, T, 3) px: centre and radius of P circles; NaN where there is none.
    whole
        (T,) whether the whole picture is covered.
    """

    circles: FloatArray
    whole: BoolArray

    def scaled(self, scale: FloatArray) -> "Faces":
        """Give the same in a picture that is larger by ``scale`` (2,) across and down."""
        larger = float(np.max(scale))
        return replace(self, circles=self.circles * np.array([scale[0], scale[1], larger]))

    def cover(self, picture: Image, frame: int) -> None:
        """Cover the faces of a frame, in place."""
        if self.whole[frame]:
            small = cv2.resize(picture, (CELLS, CELLS), interpolation=cv2.INTER_AREA)
            size = (picture.shape[1], picture.shape[0])
            picture[:] = cv2.resize(small, size, interpolation=cv2.INTER_NEAREST)
            return
        for circle in self.circles[:, frame]:
            if np.isfinite(circle).all():
                _cover(picture, circle)


def find_faces(analysis: Analysis, progress: Progress) -> Faces:
    """Tell where faces are in each frame of an analysis, in px of the clip's upright picture.

    The clip is looked through again for other people, a few times a second, by the pose model.
    Small, hidden and passing faces can escape it.

    Raises
    ------
    ClipError
        The clip cannot be read any more.
    ModelError
        The pose model cannot be had.
    """
    clip, pose = analysis.clip, analysis.pose
    lifter, whole = lifters_heads(clip.times, pose.xy, pose.visibility, analysis)
    others = others_heads(clip.times, _people(analysis, progress))
    return Faces(np.concatenate([lifter, others]), whole)


def lifters_heads(
    times: FloatArray, xy: FloatArray, visibility: FloatArray, analysis: Analysis
) -> tuple[FloatArray, BoolArray]:
    """Give circles (2, T, 3) around the lifter's head, and the frames (T,) to be covered whole.

    Parameters
    ----------
    times
        (T,) seconds.
    xy, visibility
        (T, 33, 2) px and (T, 33); NaN where the lifter was not found.
    analysis
        Whose shots they are.
    """
    circles = np.full((2, len(times), 3), np.nan)
    whole = np.ones(len(times), dtype=np.bool_)
    for shot in analysis.clip.shots:
        frames = shot.frames
        seen_heads = _heads(xy[frames], visibility[frames])
        filled, far = _through_gaps(times[frames], seen_heads, _size(xy[frames]))
        steady = filled.copy()
        window = _odd(STEADY_S, times[frames])
        steady[:, :2] = median_filter(filled[:, :2], (window, 1), mode="nearest")
        circles[:, frames] = [_widened(each, times[frames]) for each in (filled, steady)]
        whole[frames] = far
    return circles, whole


def others_heads(times: FloatArray, people: tuple[PersonTrack, ...]) -> FloatArray:
    """Give circles (P, T, 3) around the heads of people who were seen in stills.

    Between two stills they lie on the straight line.
    """
    circles = np.full((len(people), len(times), 3), np.nan)
    for number, person in enumerate(people):
        heads = _heads(person.xy, np.ones(person.xy.shape[:2]))
        among = [np.interp(times, person.times, axis) for axis in heads.T]
        # Between two stills a head may leave the straight line.
        off = np.abs(times[:, None] - person.times[None]).min(axis=1)
        among[2] = among[2] + SPEED * person.size_px * np.minimum(off, OTHERS_SEEN_S)
        near = (times >= person.times[0] - OTHERS_SEEN_S) & (
            times <= person.times[-1] + OTHERS_SEEN_S
        )
        circles[number, near] = np.stack(among, axis=1)[near]
    return circles


def _people(analysis: Analysis, progress: Progress) -> tuple[PersonTrack, ...]:
    """Look through the clip again for everybody in it."""
    clip = analysis.clip
    progress.stage("looking for faces", clip.frames)
    name = analysis.model if analysis.model in MODELS else "full"
    margin = clip.frame_interval_s / 2.0
    seen: Survey = survey(
        probe(clip.path),
        resolve(name, progress),
        start_s=float(clip.times[0]) - margin,
        end_s=float(clip.times[-1]) + margin,
        advance=progress.advance,
    )
    return tuple(person for shot in seen.shots for person in shot.people)


def _heads(xy: FloatArray, visibility: FloatArray) -> FloatArray:
    """Give a circle (T, 3) around each head of landmarks (T, 33, 2); NaN where not seen."""
    head = xy[:, HEAD]
    middle = head.mean(axis=1)
    reach = np.linalg.norm(head - middle[:, None], axis=2).max(axis=1)
    radius = np.fmax(BEYOND_LANDMARKS * reach, RADIUS * _size(xy))
    with np.errstate(invalid="ignore"):
        unsure = ~(visibility[:, HEAD].max(axis=1) >= UNSURE_BELOW)
    radius = np.where(unsure, UNSURE * radius, radius)
    return np.column_stack([middle, np.where(np.isfinite(middle[:, 0]), radius, np.nan)])


def _size(xy: FloatArray) -> float:
    """Give how large a body (T, 33, 2) is in px; NaN where it was never seen."""
    sizes = body_size(xy)
    seen = sizes[np.isfinite(sizes)]
    return float(np.percentile(seen, 90.0)) if len(seen) else float("nan")


def _through_gaps(
    times: FloatArray, circles: FloatArray, size: float
) -> tuple[FloatArray, BoolArray]:
    """Lay circles (T, 3) through the gaps, the larger the further from where they were seen.

    Returns
    -------
    The circles, and the frames (T,) that are too far from where the head was seen.
    """
    seen = np.asarray(np.isfinite(circles).all(axis=1))
    if not seen.any():
        return circles, ~seen
    among = np.stack([np.interp(times, times[seen], axis[seen]) for axis in circles.T], axis=1)
    after = np.clip(np.searchsorted(times[seen], times), 0, seen.sum() - 1)
    before = np.clip(after - 1, 0, None)
    away = np.minimum(*(np.abs(times - times[seen][place]) for place in (after, before)))
    among[:, 2] += SPEED * size * away
    return among, np.asarray(away > LONGEST_GAP_S)


def _widened(circles: FloatArray, times: FloatArray) -> FloatArray:
    """Give circles (T, 3) that also cover where they are shortly before and after."""
    reach = max(1, (_odd(2.0 * AROUND_S, times) - 1) // 2)
    wide = circles.copy()
    wide[:, 2] = maximum_filter1d(circles[:, 2], 2 * reach + 1, mode="nearest")
    padded = np.pad(circles[:, :2], ((reach, reach), (0, 0)), mode="edge")
    for shift in range(2 * reach + 1):
        moved = np.linalg.norm(padded[shift : shift + len(circles)] - circles[:, :2], axis=1)
        wide[:, 2] = np.maximum(wide[:, 2], circles[:, 2] + moved)
    return wide


def _odd(duration_s: float, times: FloatArray) -> int:
    """Give the odd number of frames that a duration takes."""
    interval = float(np.median(np.diff(times))) if len(times) > 1 else duration_s
    return 2 * max(0, round(0.5 * duration_s / interval)) + 1


def _cover(picture: Image, circle: FloatArray) -> None:
    """Give the pixels in a circle their mean colour, in place."""
    height, width = picture.shape[:2]
    x, y, radius = (float(number) for number in circle)
    left, right = (int(np.clip(edge, 0, width)) for edge in (x - radius, x + radius + 1.0))
    top, bottom = (int(np.clip(edge, 0, height)) for edge in (y - radius, y + radius + 1.0))
    if left >= right or top >= bottom:
        return
    across, down = np.arange(left, right) - x, np.arange(top, bottom) - y
    inside = across[None] ** 2 + down[:, None] ** 2 <= radius**2
    part = picture[top:bottom, left:right]
    if inside.any():
        part[inside] = np.rint(part[inside].mean(axis=0)).astype(np.uint8)
