"""Pelvis tilt and lumbar flexion from points along the spine.

Each line between two neighbouring points turns with the pelvis, with the part of lumbar flexion
that lies below it (`levels.lumbar_share`), and over the thorax with its share of the upper back's
rounding. Against the same line in upright standing that is one equation a line; all of them are
solved together, each by its length and its points' noise.

Measured on 21 performed lifts (bodies, backs and cameras of split ``train``, within 15 degrees of
a side view), the points put on the true vertebrae of SpineTrack's seven: root mean square error in
degrees over frames with the trunk beyond 30 degrees, zero in the same upright frames.

====================================  ===============  ============  ===========================
noise of a point, of the trunk        lumbar flexion   pelvis tilt   in stated errors
====================================  ===============  ============  ===========================
none                                  1.0              0.6           0.1 and 0.1
1.5 %, another in every frame         5.1              3.3           0.5 and 0.5
1 %, and 1 % that wanders in 0.3 s    6.6              4.5           0.7 and 0.7
1.5 % that wanders in 0.3 s           9.1              6.1           0.9 and 1.0
====================================  ===============  ============  ===========================

Of the last 72 % lie within one stated error and 98 % within two. Nine evenly spread points without
names do the same; four (hips, L5/S1, T12/L1, C7) give 2.1, 4.8, 5.9 and 7.2 degrees of lumbar
flexion at a stated 12, since they tell the upper back's rounding badly from the lumbar spine's.
How far the points of a given program lie off real vertebrae is not measured here.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.motion.cleaning import CUTOFF_HZ, MAD_TO_SIGMA, clean
from liftvision.pose.outline import Turn
from liftvision.spine.keypoints import LEAST_CONFIDENCE, SpinePoints
from liftvision.spine.levels import lumbar_share, thoracic_share
from liftvision.spine.profile import lean_deg

NOISE_OF_TRUNK = 0.015
"""Standard deviation of a point across the spine that slow wandering leaves after cleaning, of
the way from lowest to highest point, at full confidence; its square grows as confidence falls.
Assumed: how far the points of a given program lie off is not known here. A scatter that is seen
to be larger replaces it."""

SHARE_SPREAD_DEG = 4.0
"""Standard deviation by which a line half way up the lumbar spine turns otherwise than the shares
say: lifters bend in different places. A tenth of the shares at 40 degrees of flexion."""

PRIORS_DEG = np.array([180.0, 60.0, 15.0])
"""Standard deviations of pelvis tilt, lumbar flexion and the upper back's rounding beyond their
standing."""

LEAST_UPRIGHT = 5
"""Upright frames that a line must be seen in."""

ALIKE_FRAMES = 10
"""Neighbouring frames that share their noise, at the least rate."""

MOST_ERROR_DEG = 15.0
"""An angle less sure than this is none."""

UNKNOWN = 1e6
"""Variance of a line that was not seen."""


@dataclass(frozen=True, eq=False)
class StandingSpine:
    """The lines between the points in upright standing.

    Attributes
    ----------
    directions
        (K - 1,) degrees against the vertical, forward positive; NaN where not seen.
    frames
        (K - 1,) how many frames each was seen in.
    """

    directions: FloatArray
    frames: FloatArray


@dataclass(frozen=True, eq=False)
class SpineAngles:
    """What the points say of the back in one shot.

    Attributes
    ----------
    pelvis_tilt, lumbar_flexion
        (T,) degrees, forward and flexion positive, zero in upright standing; NaN where not seen
        or too unsure.
    pelvis_tilt_error, lumbar_flexion_error
        (T,) one standard error each, that of the zero included; NaN likewise.
    change_error_deg
        One standard error of the change of lumbar flexion between two moments; NaN where there is
        no angle.
    reason
        Why there is no angle at all; None where there is one.
    """

    pelvis_tilt: FloatArray
    lumbar_flexion: FloatArray
    pelvis_tilt_error: FloatArray
    lumbar_flexion_error: FloatArray
    change_error_deg: float
    reason: str | None


def standing_spine(
    points: SpinePoints, times: FloatArray, turn: Turn, upright: BoolArray
) -> StandingSpine:
    """Give the spine in upright standing, the median over frames.

    Parameters
    ----------
    points
        Of one shot, or of a clip of the lifter standing, in pixels of one size.
    times
        (T,) seconds.
    turn
        Which way the lifter faces.
    upright
        (T,) the frames in which the lifter stands upright.
    """
    directions = _directions(clean(times, points.xy), turn)[upright]
    frames = np.isfinite(directions).sum(axis=0)
    enough = frames >= LEAST_UPRIGHT
    middle = np.full(directions.shape[1], np.nan)
    middle[enough] = np.nanmedian(directions[:, enough], axis=0) if enough.any() else np.nan
    return StandingSpine(middle, frames.astype(np.float64))


def angles_by_points(
    points: SpinePoints, times: FloatArray, turn: Turn, standing: StandingSpine
) -> SpineAngles:
    """Give the angles of one shot.

    Parameters
    ----------
    points
        Of the shot.
    times
        (T,) seconds.
    turn
        Which way the lifter faces.
    standing
        The same lifter's spine upright, of the same points: its angles are zero.
    """
    xy = clean(times, points.xy)
    turned = _directions(xy, turn) - standing.directions
    known = np.isfinite(turned)
    if not known.any():
        return _nothing(len(xy), "the spine points are not seen in upright standing")
    lengths = _lengths(xy)
    noise = _noise(points, times, float(np.nansum(lengths)))
    covariance = _covariance(noise, np.where(known, lengths, np.inf), points.levels)
    weights, variances = _estimators(covariance, points.levels)
    values = np.einsum("tas,ts->ta", weights, np.where(known, turned, 0.0))
    zero = variances * _zero_share(standing)
    return _angles(values, np.sqrt(variances + zero), np.sqrt(2.0 * variances[:, 1]))


def _directions(xy: FloatArray, turn: Turn) -> FloatArray:
    """Give the directions (T, K - 1) of the lines between neighbouring points."""
    lines = np.diff(xy, axis=1) * np.array([turn, -1.0])
    return np.where(np.abs(lines).max(axis=2) > 0.0, lean_deg(lines), np.nan)


def _lengths(xy: FloatArray) -> FloatArray:
    """Give the lengths (K - 1,) px of the lines, medians over the frames; NaN where not seen."""
    lengths = np.linalg.norm(np.diff(xy, axis=1), axis=2)
    seen = np.isfinite(lengths).any(axis=0)
    middle = np.full(lengths.shape[1], np.nan)
    middle[seen] = np.nanmedian(lengths[:, seen], axis=0)
    return middle


def _covariance(noise: FloatArray, lengths: FloatArray, levels: FloatArray) -> FloatArray:
    """Give the covariance (T, K - 1, K - 1) deg^2 of the lines' turns.

    Neighbouring lines share a point, whose noise turns one forward and the other backward.

    Parameters
    ----------
    noise
        (T, K) px.
    lengths
        (T, K - 1) px; infinite where a line was not seen.
    levels
        (K,) of the points.
    """
    reach = np.degrees(1.0 / lengths)
    below, above = noise[:, :-1] ** 2, noise[:, 1:] ** 2
    share = lumbar_share(levels)
    alone = (below + above) * reach**2 + (SHARE_SPREAD_DEG * 4.0 * share * (1.0 - share)) ** 2
    covariance = np.zeros((*lengths.shape, lengths.shape[1]))
    every = np.arange(lengths.shape[1])
    covariance[:, every, every] = np.where(np.isfinite(lengths), alone, UNKNOWN)
    shared = -above[:, :-1] * reach[:, :-1] * reach[:, 1:]
    covariance[:, every[:-1], every[1:]] = shared
    covariance[:, every[1:], every[:-1]] = shared
    return covariance


def _noise(points: SpinePoints, times: FloatArray, trunk: float) -> FloatArray:
    """Give the standard deviation (T, K) px of each point once it is cleaned."""
    between = points.xy[1:-1] - 0.5 * (points.xy[:-2] + points.xy[2:])
    least = np.full(points.confidence.shape[1], NOISE_OF_TRUNK * trunk)
    seen = np.isfinite(between[..., 0]).sum(axis=0) >= LEAST_UPRIGHT
    if seen.any():
        # Of three independent values, the middle one against the mean of the others.
        scatter = MAD_TO_SIGMA * np.nanmedian(np.abs(between[:, seen]), axis=(0, 2)) / 1.5**0.5
        passed = min(1.0, 2.0 * CUTOFF_HZ * float(np.median(np.diff(times))))
        least[seen] = np.maximum(least[seen], scatter * passed**0.5)
    return np.asarray(least / np.sqrt(np.maximum(points.confidence, LEAST_CONFIDENCE)))


def _estimators(covariance: FloatArray, levels: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give weights (T, 2, K - 1) of the lines in pelvis tilt and lumbar flexion, and variances.

    Generalised least squares with a third unknown, the upper back's rounding. The three have
    normal priors, wide ones but for the rounding: too few lines give a large variance.
    """
    design = np.stack(
        [np.ones(len(levels) - 1), lumbar_share(levels), thoracic_share(levels)], axis=1
    )
    weighed = np.linalg.solve(covariance, np.broadcast_to(design, (len(covariance), *design.shape)))
    information = np.swapaxes(weighed, 1, 2) @ design + np.diag(1.0 / PRIORS_DEG**2)
    inverse = np.linalg.inv(information)
    weights = inverse @ np.swapaxes(weighed, 1, 2)
    return weights[:, :2], np.diagonal(inverse, axis1=1, axis2=2)[:, :2]


def _zero_share(standing: StandingSpine) -> float:
    """Give the variance of the zero in variances of one frame: that of a median."""
    frames = standing.frames[np.isfinite(standing.directions)]
    return float(np.pi / 2.0 * np.minimum(1.0, ALIKE_FRAMES / frames.min()))


def _angles(values: FloatArray, errors: FloatArray, change: FloatArray) -> SpineAngles:
    """Put the angles of the frames that are sure enough together."""
    sure = errors[:, 1] <= MOST_ERROR_DEG
    if not sure.any():
        return _nothing(len(values), "the spine points are too few or too unsure")
    values, errors = (np.where(sure[:, None], each, np.nan) for each in (values, errors))
    return SpineAngles(
        pelvis_tilt=values[:, 0],
        lumbar_flexion=values[:, 1],
        pelvis_tilt_error=errors[:, 0],
        lumbar_flexion_error=errors[:, 1],
        change_error_deg=float(np.median(change[sure])),
        reason=None,
    )


def _nothing(frames: int, reason: str) -> SpineAngles:
    nowhere = np.full(frames, np.nan)
    return SpineAngles(nowhere, nowhere, nowhere, nowhere, np.nan, reason)
