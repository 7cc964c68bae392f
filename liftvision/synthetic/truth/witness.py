"""Take down what is true, frame by frame, while a clip is made."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray, IntArray
from liftvision.pose.heading import wrapped
from liftvision.pose.outline import back_outline, evenly, turn_of
from liftvision.pose.track import HIP_POINT
from liftvision.pose.view import View, view_name
from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.movement.performance import BarMotion
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.hidden import hidden_by
from liftvision.synthetic.picture.item import Identity
from liftvision.synthetic.picture.renderer import Rendered
from liftvision.synthetic.shoot import Shoot
from liftvision.synthetic.truth.columns import (
    bar_columns,
    joint_columns,
    pelvis_columns,
    picture_landmarks,
)
from liftvision.synthetic.truth.truth import JOINTS, TrueBar, TrueCamera, Truth

OUTLINE_POINTS = 32
"""Of the true outline, from the hip to the base of the neck, evenly spaced."""

LEAST_SIDE = 0.5
"""Sine of the yaw from which the back is seen edge-on."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What is true of one frame.

    Attributes
    ----------
    joints, joints_px
        (J, 3) m and (J, 2) px.
    hidden_by
        (J,) codes of `truth.HIDERS`.
    outline
        (OUTLINE_POINTS, 2) px; NaN where the back is not seen.
    """

    joints: FloatArray
    joints_px: FloatArray
    hidden_by: IntArray
    outline: FloatArray


def sight(shoot: Shoot, moment: int, camera: Camera, rendered: Rendered) -> Sight:
    """Give what is true of a frame that was just rendered."""
    points = joint_points(shoot.body, shoot.performance.poses[moment])
    joints = np.array([points[name] for name in JOINTS])
    pixels = camera.project(joints)
    return Sight(
        joints=joints,
        joints_px=pixels,
        hidden_by=hidden_by(joints, camera, rendered.identity, rendered.depth),
        outline=_outline(pixels, rendered, shoot.recipe.camera.yaw_deg),
    )


def _outline(pixels: FloatArray, rendered: Rendered, yaw_deg: float) -> FloatArray:
    """Give the back's outline as the lifter's own pixels show it."""
    across = float(np.sin(np.radians(yaw_deg)))
    if abs(across) < LEAST_SIDE or not np.isfinite(pixels).all():
        return np.full((OUTLINE_POINTS, 2), np.nan)
    mask = (rendered.identity == Identity.LIFTER).astype(np.float32)
    seen = back_outline(mask, picture_landmarks(pixels), turn_of(yaw_deg))[HIP_POINT:]
    return evenly(seen, OUTLINE_POINTS)


def testimony(shoot: Shoot, sights: Sequence[Sight]) -> Truth:
    """Put the truth of all frames together."""
    count = len(sights)
    first = np.arange(count) * shoot.exposures.shape[1]
    joints = np.array([each.joints for each in sights])
    dials = {name: values[first] for name, values in shoot.performance.dials.items()}
    columns = joint_columns(joints, _view(shoot).near_side or "l")
    columns |= pelvis_columns(joints, dials["pelvis_tilt"], dials["lumbar_flexion"])
    bar = shoot.performance.bar
    if bar is not None:
        bar = _moments(bar, first)
        columns |= bar_columns(bar, _ankles_forward(joints, bar))
    return Truth(
        recipe=shoot.recipe,
        times=shoot.times[:count] - shoot.times[0],
        joints=joints,
        joints_px=np.array([each.joints_px for each in sights]),
        hidden_by=np.array([each.hidden_by for each in sights]),
        columns=columns,
        outline=np.array([each.outline for each in sights]),
        camera=_camera(shoot.cameras[:count]),
        bar=None if bar is None else _true_bar(shoot, bar),
        reps=shoot.performance.reps,
    )


def _view(shoot: Shoot) -> View:
    yaw = float(wrapped(np.array(shoot.recipe.camera.yaw_deg)))
    return View(view_name(yaw), yaw, 0.0)


def _moments(bar: BarMotion, chosen: IntArray) -> BarMotion:
    return BarMotion(
        centre=bar.centre[chosen],
        velocity=bar.velocity[chosen],
        axis=bar.axis[chosen],
        spin_deg=bar.spin_deg[chosen],
        held=bar.held[chosen],
    )


def _ankles_forward(joints: FloatArray, bar: BarMotion) -> float:
    """Give where the ankles are along the forward axis while the bar is held."""
    ankles = joints[:, [JOINTS.index("ankle_l"), JOINTS.index("ankle_r")], 2].mean(axis=1)
    return float(np.median(ankles[bar.held] if bar.held.any() else ankles))


def _camera(cameras: Sequence[Camera]) -> TrueCamera:
    return TrueCamera(
        position=np.array([camera.position for camera in cameras]),
        rotation=np.array([camera.rotation for camera in cameras]),
        focal_px=cameras[0].focal_px,
        size=cameras[0].size,
    )


def _true_bar(shoot: Shoot, bar: BarMotion) -> TrueBar:
    measures = shoot.bar_measures
    assert measures is not None
    ends = {sign: bar.centre + sign * measures.end_m * bar.axis for sign in (1.0, -1.0)}
    radius = measures.plate_radius_m

    def pixels(points: FloatArray) -> FloatArray:
        return np.array(
            [camera.project(point) for camera, point in zip(shoot.cameras, points, strict=False)]
        )

    return TrueBar(
        centre=bar.centre,
        left_end=ends[1.0],
        right_end=ends[-1.0],
        centre_px=pixels(bar.centre),
        left_end_px=pixels(ends[1.0]),
        right_end_px=pixels(ends[-1.0]),
        velocity=bar.velocity,
        plate_diameter_m=None if radius is None else 2.0 * radius,
        held=bar.held,
    )
