"""Metres per px in the bar's plane and in the body's plane of one shot, and what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import ShotBar
from liftvision.given import STANDARD_PLATE_M, Given
from liftvision.measurement import Measurement
from liftvision.motion.parallax import Evidence, Planes, weigh
from liftvision.motion.stature import StaturePx, stature_px
from liftvision.pose.scale import MODEL_ERROR, UNSEEN, model_scale
from liftvision.pose.view import View

ScaleSource: TypeAlias = Literal["plate", "height", "model", "none"]

BESIDE_M, BESIDE_ERROR_M = 0.77, 0.07
"""How far the outer face of the near plate is beside the middle of the bar, and its standard
deviation: a sleeve begins 0.655 m from the middle, and carries 0.02 to 0.25 m of plates."""

POINT_BESIDE_M, POINT_BESIDE_ERROR_M = 0.9, 0.2
"""The same for a point that was given: somewhere between the plates and the end of the sleeve."""

AHEAD_M, AHEAD_ERROR_M = 0.05, 0.08
"""How far the bar is in front of the ankles, and its standard deviation with the body's sway."""

DISAGREEMENT = 2.0
"""Scales that differ by more than so many of their standard errors contradict each other."""

NO_SIZE = (
    "nothing of known size is in the bar's plane: film from the side so that a plate is seen, "
    "or give --height"
)


@dataclass(frozen=True)
class Scale:
    """The scale of one shot.

    Attributes
    ----------
    source
        What the metres of the bar rest on: a ``plate``, the lifter's ``height``; ``model``: only
        the pose model's idea of the lifter's size, which gives the body no better than to 8 %
        and the bar not at all.
    bar, body
        Metres per px in the plane of what is followed of the bar (the near plate's outer face,
        or the body's plane in front and rear views), and at the lifter's feet.
    parallax
        The second over the first.
    camera_distance
        To the lifter; from what is usual, and as unsure as that.
    stature
        Of the lifter by the plate's scale alone, m.
    against_model, against_height
        The body's scale by the plate alone, over that by the pose model and by the height given.
    """

    source: ScaleSource
    bar: Measurement
    body: Measurement
    parallax: Measurement
    camera_distance: Measurement
    stature: Measurement
    against_model: Measurement
    against_height: Measurement


@dataclass(frozen=True)
class _Clues:
    """What there is to scale by; None or empty where it is not there."""

    plate: tuple[Evidence, ...]
    model: tuple[Evidence, ...]
    height: tuple[Evidence, ...]
    stature: StaturePx | None


def measure_scale(
    landmarks: FloatArray,
    world: FloatArray,
    bar: ShotBar,
    view: View,
    given: Given,
    long_side_px: float,
) -> Scale:
    """Measure the scale of one shot from everything that tells of it.

    A plate's error is that of its size in the picture: that it has the diameter which was given,
    or 450 mm, is taken for granted as long as the body does not contradict it. If it does, the
    lifter's height, where given, overrules a diameter that is only assumed; else the plate is
    kept with an error as large as the contradiction, and the body is scaled without it.

    Parameters
    ----------
    landmarks
        (T, 33, 2) px, cleaned.
    world
        (T, 33, 3) m, the model's 3D guess, x right, y down, z away.
    bar
        What the bar was followed by.
    view
        Of the shot.
    given
        Plate and height, where the user knows them.
    long_side_px
        Of the picture.
    """
    clues = _clues(landmarks, world, bar, given)
    near = nearer_than_body(bar, view)

    def planes_of(*, bar: tuple[Evidence, ...] = (), body: tuple[Evidence, ...] = ()) -> Planes:
        return weigh(bar, body, near, long_side_px)

    if not (clues.plate or clues.model or clues.height):
        return no_scale()
    by_plate = planes_of(bar=clues.plate) if clues.plate else None
    against_height = _against(by_plate, clues.height, "the lifter's height was not given")
    against_model = _against(by_plate, clues.model, UNSEEN)
    known = against_height if clues.height else against_model
    body = (*clues.height, *clues.model)
    source: ScaleSource = "plate" if clues.plate else "height" if clues.height else "model"
    if contradicts(known) and clues.height and given.plate_diameter_m is None:
        # What is known of the lifter beats what is assumed of the plate.
        source = "height"
    planes = planes_of(bar=clues.plate if source == "plate" else (), body=body)
    bar_scale = planes.bar
    if source == "plate" and contradicts(known):
        planes = planes_of(body=body)
        bar_scale = _doubted(by_plate, known)
    return Scale(
        source=source,
        bar=Measurement.not_measured("m", NO_SIZE) if source == "model" else bar_scale,
        body=planes.body,
        parallax=planes.parallax,
        camera_distance=_to_the_lifter(planes, near[0]),
        stature=_stature(by_plate, clues.stature),
        against_model=against_model,
        against_height=against_height,
    )


def contradicts(ratio: Measurement) -> bool:
    """Tell whether a ratio of two scales is further from one than their errors explain."""
    if ratio.value is None or ratio.error is None:
        return False
    return abs(float(np.log(ratio.value))) > DISAGREEMENT * ratio.error / ratio.value


def nearer_than_body(bar: ShotBar, view: View) -> tuple[float, float]:
    """Give by how much the bar's plane is nearer to the camera than the ankles, and its error, m.

    Parameters
    ----------
    bar
        What it is followed by.
    view
        Of the shot. Where it is unknown, the rim itself shows how far it is turned.
    """
    beside, beside_error = beside_the_middle(bar)
    if view.yaw_deg is None or view.error_deg is None:
        aspect = 1.0 if bar.rim is None else min(1.0, bar.rim.half_width / bar.rim.half_height)
        return beside * aspect, float(np.hypot(beside_error + 0.1 * beside, AHEAD_ERROR_M))
    yaw, yaw_error = np.radians(view.yaw_deg), np.radians(view.error_deg)
    towards, across = np.cos(yaw), abs(np.sin(yaw))
    errors = [
        beside_error * across,
        beside * towards * yaw_error,
        AHEAD_ERROR_M * towards,
        AHEAD_M * across * yaw_error,
    ]
    return float(beside * across + AHEAD_M * towards), float(np.linalg.norm(errors))


def beside_the_middle(bar: ShotBar) -> tuple[float, float]:
    """Give how far what is followed is beside the bar's middle, and its standard error, m."""
    if bar.source == "plate":
        return BESIDE_M, BESIDE_ERROR_M
    if bar.source == "point":
        return POINT_BESIDE_M, POINT_BESIDE_ERROR_M
    return 0.0, 0.0


def _clues(landmarks: FloatArray, world: FloatArray, bar: ShotBar, given: Given) -> _Clues:
    diameter = given.plate_diameter_m or STANDARD_PLATE_M
    plate: tuple[Evidence, ...] = ()
    if bar.rim is not None:
        plate = (Evidence(0.5 * diameter / bar.rim.radius, bar.rim.size_error),)
    elif bar.end_height is not None and bar.end_height_error is not None:
        plate = (Evidence(diameter / bar.end_height, bar.end_height_error),)
    model = model_scale(landmarks, world)
    stature = stature_px(landmarks)
    height: tuple[Evidence, ...] = ()
    if given.height_m is not None and stature is not None:
        height = (Evidence(given.height_m / stature.px, stature.relative_error),)
    return _Clues(
        plate=plate,
        model=() if model.value is None else (Evidence(model.value, MODEL_ERROR),),
        height=height,
        stature=stature,
    )


def _doubted(by_plate: Planes | None, ratio: Measurement) -> Measurement:
    """Give the plate's scale with an error that reaches to what contradicts it."""
    assert by_plate is not None and by_plate.bar.value is not None and ratio.value is not None
    value = by_plate.bar.value
    return Measurement(value, value * abs(1.0 - 1.0 / ratio.value), "m")


def _to_the_lifter(planes: Planes, nearer_m: float) -> Measurement:
    distance = planes.distance
    assert distance.value is not None
    return Measurement(distance.value + nearer_m, distance.error, "m")


def _stature(by_plate: Planes | None, stature: StaturePx | None) -> Measurement:
    if by_plate is None or stature is None:
        return Measurement.not_measured("m", "no plate was followed, or nobody stood upright")
    body = by_plate.body
    assert body.value is not None and body.error is not None
    relative = float(np.hypot(body.error / body.value, stature.relative_error))
    height = body.value * stature.px
    return Measurement(height, relative * height, "m")


def _against(by_plate: Planes | None, other: Sequence[Evidence], absent: str) -> Measurement:
    if by_plate is None:
        return Measurement.not_measured("1", "no plate was followed")
    if not other:
        return Measurement.not_measured("1", absent)
    body = by_plate.body
    assert body.value is not None and body.error is not None
    ratio = body.value / other[0].metres_per_px
    relative = float(np.hypot(body.error / body.value, other[0].relative_error))
    return Measurement(ratio, relative * ratio, "1")


def no_scale() -> Scale:
    """Give the scale of a shot in which the lifter was not found."""
    unseen = Measurement.not_measured("m", UNSEEN)
    ratio = Measurement.not_measured("1", UNSEEN)
    return Scale("none", unseen, unseen, ratio, unseen, unseen, ratio, ratio)
