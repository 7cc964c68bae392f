"""The plane of the plate and the plane of the body, weighed together.

A plate at the near end of the bar is nearer to the camera than the lifter, so it is larger in the
picture than something of its size at the lifter. By how much follows from the camera's distance
and from how far the plate stands beside the lifter towards the camera. The distance is never
known; what is known of it is weighed with every other evidence of scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement

DISTANCE_M, DISTANCE_SPREAD = 3.7, 0.30
"""Phones stand 2.5 to 6 m from the lifter: the middle, and the standard deviation of its log."""

FOCAL, FOCAL_SPREAD = 0.80, 0.25
"""Focal length over the long side of the picture, and the standard deviation of its log: 0.72 is a
phone's main camera (26 mm equivalent); stabilised or cropped video and light zoom lie above."""


@dataclass(frozen=True)
class Evidence:
    """One guess at a scale: metres per px, and its standard error as a fraction of it."""

    metres_per_px: float
    relative_error: float


@dataclass(frozen=True)
class Planes:
    """What was found of the two planes; see `weigh`.

    Attributes
    ----------
    bar, body
        Metres per px.
    parallax
        Metres per px of the body's over those of the bar's plane.
    distance
        From the camera to the bar's plane, m.
    """

    bar: Measurement
    body: Measurement
    parallax: Measurement
    distance: Measurement


def weigh(
    bar: Sequence[Evidence],
    body: Sequence[Evidence],
    nearer: tuple[float, float],
    long_side_px: float,
) -> Planes:
    """Weigh all evidence of the scale in both planes.

    All distances and places of the bar that are possible are gone through; under each the two
    scales are bound together, and the evidence is weighed by its inverse variance.

    Parameters
    ----------
    bar, body
        Evidence in either plane, at least one of them.
    nearer
        By how much the bar's plane is nearer to the camera, m, and its standard error.
    long_side_px
        Of the picture.
    """
    steps = np.linspace(-2.0, 2.0, 9)
    spread = np.linspace(-3.5, 3.5, 141)
    log_distance, beside = (
        grid.ravel()
        for grid in np.meshgrid(
            np.log(DISTANCE_M) + DISTANCE_SPREAD * spread, nearer[0] + nearer[1] * steps
        )
    )
    log_parallax = np.log1p(np.maximum(beside / np.exp(log_distance), -0.5))
    # Everything is a guess at the log of the bar's metres per px, with a standard deviation.
    guesses = [(np.full_like(beside, np.log(one.metres_per_px)), one.relative_error) for one in bar]
    guesses += [(np.log(one.metres_per_px) - log_parallax, one.relative_error) for one in body]
    guesses += [(log_distance - np.log(FOCAL * long_side_px), FOCAL_SPREAD)]
    precision = sum(error**-2 for _, error in guesses)
    middle = sum(guess / error**2 for guess, error in guesses) / precision
    misfit = sum(((guess - middle) / error) ** 2 for guess, error in guesses)
    misfit = misfit + ((log_distance - np.log(DISTANCE_M)) / DISTANCE_SPREAD) ** 2
    if nearer[1] > 0.0:
        misfit = misfit + ((beside - nearer[0]) / nearer[1]) ** 2
    weights = np.exp(-0.5 * (misfit - misfit.min()))
    weights /= weights.sum()

    def told(log_value: FloatArray, variance: float, unit: str) -> Measurement:
        mean = float(weights @ log_value)
        value = float(np.exp(mean))
        error = float(np.sqrt(weights @ (log_value - mean) ** 2 + variance))
        return Measurement(value, value * error, unit)

    return Planes(
        bar=told(middle, 1.0 / precision, "m"),
        body=told(middle + log_parallax, 1.0 / precision, "m"),
        parallax=told(log_parallax, 0.0, "1"),
        distance=told(log_distance, 0.0, "m"),
    )
