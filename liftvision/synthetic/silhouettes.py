"""Silhouettes of a lifter: the back's outline of a recipe at single moments, without a picture.

A film of a lift takes half a minute to render and to look through, its silhouettes a few seconds.
They show the outline as exactly as the clothes are modelled, and no landmark: what is learned
from them is told how wrong landmarks are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from liftvision.arrays import BoolArray, FloatArray
from liftvision.pose.landmarker import Mask
from liftvision.pose.outline import back_outline, turn_of
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.joints import joint_points
from liftvision.synthetic.body.skinning import skin
from liftvision.synthetic.mesh import Mesh
from liftvision.synthetic.movement.perform import perform
from liftvision.synthetic.movement.performance import Performance
from liftvision.synthetic.picture.barbell import bar_geometry
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.context import new_context, new_program, packed
from liftvision.synthetic.picture.path import camera_path
from liftvision.synthetic.picture.projection import camera_projection
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.truth.columns import picture_landmarks
from liftvision.synthetic.truth.truth import JOINTS
from liftvision.synthetic.wardrobe.figure import Figure, surface

SOFTNESS_PX = 1.0
"""Standard deviation of the blur that makes a mask's edge as soft as a camera sees it."""


@dataclass(frozen=True, eq=False)
class Silhouettes:
    """What the silhouettes of one lift show, and what is true of them.

    Attributes
    ----------
    outline
        (T, OUTLINE_POINTS, 2) px, as `pose.outline.back_outline` gives it.
    joints_px
        (T, J, 2) px, in the order of `truth.JOINTS`.
    lumbar_flexion, thoracic_flexion, pelvis_tilt
        (T,) degrees, zero in relaxed standing.
    plate_px, plate_radius_px
        (T, 2) and (T,) px of the near plate, taken for a circle; NaN without plates.
    held
        (T,) whether the hands are on the bar; False without one.
    """

    outline: FloatArray
    joints_px: FloatArray
    lumbar_flexion: FloatArray
    thoracic_flexion: FloatArray
    pelvis_tilt: FloatArray
    plate_px: FloatArray
    plate_radius_px: FloatArray
    held: BoolArray


class SilhouetteCutter:
    """Draws the masks of lifters; used in a with block.

    Raises
    ------
    SystemLibraryError
        moderngl, EGL or an OpenGL driver is missing.
    """

    def __init__(self) -> None:
        self._context = new_context()
        self._program = new_program(self._context, "shadow.vert", ("shadow.frag",))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give everything back."""
        self._context.release()

    def mask(self, mesh: Mesh, camera: Camera) -> Mask:
        """Give (height, width) 0-1: what of the picture a body covers, with soft edges."""
        context, size = self._context, camera.size
        depth = context.depth_texture(size)
        frame = context.framebuffer(depth_attachment=depth)
        content = context.buffer(mesh.vertices.astype(np.float32).tobytes())
        order = context.buffer(mesh.triangles.astype(np.int32).tobytes())
        array = context.vertex_array(self._program, [(content, "3f", "in_place")], order)
        frame.use()
        frame.clear(depth=1.0)
        context.enable_only(context.DEPTH_TEST)
        self._program["view_projection"].write(packed(camera_projection(camera), matrices=True))  # type: ignore[union-attr]
        array.render()
        seen = np.frombuffer(depth.read(), np.float32).reshape(size[1], size[0]) < 1.0
        for each in (array, content, order, frame, depth):
            each.release()
        soft = cv2.GaussianBlur(seen.astype(np.float32), (0, 0), SOFTNESS_PX)
        return np.asarray(soft, dtype=np.float32)

    def cut(
        self, recipe: Recipe, body: Body, figure: Figure, times: Sequence[float]
    ) -> Silhouettes:
        """Give the silhouettes of a recipe's lift at some times, s.

        Raises
        ------
        SyntheticError
            The body cannot do the lift.
        """
        moments = np.array(times, dtype=np.float64)
        measures = bar_geometry(recipe.scene)
        radius = measures.plate_radius_m
        lift = perform(body, recipe.movement, radius, moments, recipe.seed)
        cameras = camera_path(recipe.camera, recipe.video, moments, recipe.seed)
        turn = turn_of(recipe.camera.yaw_deg)
        outlines, joints = [], []
        for pose, camera in zip(lift.poses, cameras, strict=True):
            points = joint_points(body, pose)
            pixels = camera.project(np.array([points[name] for name in JOINTS]))
            mask = self.mask(surface(figure, skin(body, pose)), camera)
            outlines.append(back_outline(mask, picture_landmarks(pixels), turn))
            joints.append(pixels)
        plate, plate_radius = _near_plate(lift, cameras, measures.end_m, radius)
        return Silhouettes(
            outline=np.array(outlines),
            joints_px=np.array(joints),
            lumbar_flexion=lift.dials["lumbar_flexion"],
            thoracic_flexion=lift.dials["thoracic_flexion"],
            pelvis_tilt=lift.dials["pelvis_tilt"],
            plate_px=plate,
            plate_radius_px=plate_radius,
            held=np.zeros(len(moments), np.bool_) if lift.bar is None else lift.bar.held,
        )


def _near_plate(
    lift: Performance, cameras: Sequence[Camera], end_m: float, radius_m: float | None
) -> tuple[FloatArray, FloatArray]:
    """Give the px (T, 2) of the near plate's middle, and of its radius (T,)."""
    count = len(cameras)
    if lift.bar is None or radius_m is None:
        return np.full((count, 2), np.nan), np.full(count, np.nan)
    places, radii = np.empty((count, 2)), np.empty(count)
    for moment, camera in enumerate(cameras):
        centre, axis = lift.bar.centre[moment], lift.bar.axis[moment]
        ends = np.array([centre + side * end_m * axis for side in (-1.0, 1.0)])
        depths = camera.in_camera(ends)[:, 2]
        near = int(np.argmin(depths))
        places[moment] = camera.project(ends[near])
        radii[moment] = camera.focal_px * radius_m / depths[near]
    return places, radii
