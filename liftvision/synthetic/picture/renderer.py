"""Draw what the camera sees: the still room once, what moves in every frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from liftvision.arrays import Image
from liftvision.synthetic.picture.bake import MOVERS, Baker, StillRoom
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.context import bind, new_context, new_program, set_uniforms
from liftvision.synthetic.picture.fullscreen import FullScreen
from liftvision.synthetic.picture.item import Item
from liftvision.synthetic.picture.lettering import RINGS, lettering
from liftvision.synthetic.picture.lights import Lamp, Lights, light_cube
from liftvision.synthetic.picture.moving import Box, MovingPainter, box_around
from liftvision.synthetic.picture.path import common_position
from liftvision.synthetic.picture.projection import covering, lamp_projection
from liftvision.synthetic.picture.uniforms import lens_of
from liftvision.synthetic.picture.vertices import VertexArrays

if TYPE_CHECKING:
    import moderngl

SHADOW_SIZE = 1024
MASK_STEP = 2
"""Occlusion and shadows are soft: half the size shows them as well."""

OPENNESS_REACH_M = 0.22
OPENNESS_TAPS = 10
OPENNESS_STRENGTH = 2.6

STAGE = (3.4, 2.3)
"""Radius around the lifter and height, m, within which what moves is seen to shade places."""

ACTORS = (0.0, 0.9, 0.0)
ACTORS_RADIUS_M = 1.75
"""Where what throws those shadows is, m."""

CEILING = Lamp((0.05, 4.2, 0.0), (0.0, -1.0, 0.0), 1.5, (0.0, 0.0, 0.0))
"""Stands for all other lamps together where what moves takes their light away."""

MAX_LAMPS = 12
"""As many as the shaders have places for."""


@dataclass(frozen=True, eq=False)
class Rendered:
    """One frame.

    Attributes
    ----------
    image
        (height, width, 3) sRGB, 0-255.
    identity
        (height, width) `Identity` of the surface in each pixel, a quarter of a pixel above and
        to the left of its middle.
    depth
        (height, width) m along the viewing direction to it.
    """

    image: Image
    identity: NDArray[np.uint8]
    depth: NDArray[np.float32]


class Renderer:
    """Draws frames of one size; used in a with block.

    Parameters
    ----------
    size
        Width and height in px.

    Raises
    ------
    SystemLibraryError
        moderngl, EGL or an OpenGL driver is missing.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self._context = new_context()
        letters = self._new_lettering()
        self._baker = Baker(self._context, letters)
        self._painter = MovingPainter(self._context, size, letters)
        self._shadow = new_program(self._context, "shadow.vert", ("shadow.frag",))
        self._depth = self._full("still_place.glsl", "quarters.glsl", "seen_depth.frag")
        view = ("noise.glsl", "view.glsl")
        self._sort_stage = self._full("view.glsl", "sort_stage.frag")
        self._mask = self._full(*view, "openness.glsl", "shadows.glsl", "mask.frag")
        self._smooth = self._full("smooth.frag")
        self._new_targets()
        self._moving = VertexArrays(self._context, (self._shadow, self._painter.surfaces))
        self._room: StillRoom | None = None

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

    def set_surroundings(
        self, items: Sequence[Item], lights: Lights, cameras: Sequence[Camera]
    ) -> None:
        """Take a room in which nothing moves.

        Parameters
        ----------
        items
            All that stands still.
        lights
            Of the room, for what moves too.
        cameras
            All that will be rendered with; they stand in one place.
        """
        common_position(cameras)
        if self._room is not None:
            self._room.release()
        self._room = self._baker.bake(items, lights, covering(cameras))
        self._set_lights(lights)

    def render(self, camera: Camera, moving: Sequence[Item]) -> Rendered:
        """Draw a frame.

        Parameters
        ----------
        camera
            One of those that the surroundings were given.
        moving
            What is not part of the room.
        """
        if self._room is None:
            raise ValueError("set the surroundings before rendering")
        self._moving.fill(moving)
        box = box_around(camera, moving)
        self._draw_shadows()
        self._painter.draw_surfaces(self._moving, camera, box)
        self._draw_depth(self._room, camera, box)
        self._draw_mask(camera)
        mask = {"mask": self._masks[1], "depth": self._depth_picture}
        self._painter.paint(self._moving.materials, self._room, camera, mask, box)
        return self._read()

    def _full(self, *shaders: str) -> FullScreen:
        return FullScreen(self._context, shaders)

    def _new_targets(self) -> None:
        context, size = self._context, self.size
        half = ((size[0] + 1) // MASK_STEP, (size[1] + 1) // MASK_STEP)
        self._depth_picture = context.texture(size, 1, dtype="f4")
        self._identity_picture = context.texture(size, 1)
        self._masks = [context.texture(half, 4) for _ in range(2)]
        self._maps = [context.depth_texture((SHADOW_SIZE, SHADOW_SIZE)) for _ in range(MOVERS + 1)]
        for texture in (self._depth_picture, *self._masks, *self._maps):
            texture.filter = (context.NEAREST, context.NEAREST)
        for shadow in self._maps:
            shadow.compare_func = ""
        self._map_targets = [context.framebuffer(depth_attachment=one) for one in self._maps]
        self._depth_target = context.framebuffer([self._depth_picture, self._identity_picture])
        self._mask_targets = [
            context.framebuffer([mask], context.depth_renderbuffer(half)) for mask in self._masks
        ]

    def _new_lettering(self) -> moderngl.Texture:
        pattern = lettering()
        texture = self._context.texture(
            (pattern.shape[1], RINGS), 1, pattern.tobytes(), alignment=1
        )
        texture.filter = (self._context.LINEAR, self._context.LINEAR)
        texture.repeat_y = False
        return texture

    def _set_lights(self, lights: Lights) -> None:
        middle = np.array(ACTORS)
        casting = (*lights.lamps[:MOVERS], CEILING)
        projections, ranges = [], []
        for lamp in casting:
            distance = float(np.linalg.norm(np.array(lamp.position) - middle))
            angle = np.rad2deg(np.arcsin(min(0.97, ACTORS_RADIUS_M / distance)))
            projection, near_far = lamp_projection(lamp, middle, float(angle))
            projections.append(projection)
            ranges.append(near_far)
        self._lamp_projections = projections
        shadows = {
            "lamp_projection": np.array(projections),
            "lamp_range": ranges,
            "lamp_place": [lamp.position for lamp in casting],
            "lamp_radius": [lamp.radius_m for lamp in casting],
        }
        openness = {"reach": OPENNESS_REACH_M, "taps": OPENNESS_TAPS}
        openness |= {"strength": OPENNESS_STRENGTH, "step_px": MASK_STEP}
        set_uniforms(self._mask.program, {**shadows, **openness})
        for sized in (self._sort_stage, self._smooth):
            set_uniforms(sized.program, {"step_px": MASK_STEP, "stage": STAGE})
        lamps = [lights.lamps[min(at, len(lights.lamps) - 1)] for at in range(MAX_LAMPS)]
        self._painter.set_light(
            {
                "lamps": min(len(lights.lamps), MAX_LAMPS),
                "lamp_places": np.array([lamp.position for lamp in lamps]),
                "lamp_directions": np.array([lamp.direction for lamp in lamps]),
                "lamp_radii": np.array([lamp.radius_m for lamp in lamps]),
                "lamp_powers": np.array([lamp.power for lamp in lamps]),
                "cube": light_cube(lights.lamps[MOVERS:], lights, middle),
                "from_above": lights.from_above,
                "from_below": lights.from_below,
                "exposure": lights.exposure,
            }
        )

    def _draw_shadows(self) -> None:
        # Walls of a body cast the same shadow from behind, and half of them are enough.
        self._context.enable_only(self._context.DEPTH_TEST | self._context.CULL_FACE)
        self._context.front_face = "cw"
        for target, projection in zip(self._map_targets, self._lamp_projections, strict=True):
            target.use()
            target.clear()
            set_uniforms(self._shadow, {"view_projection": projection})
            self._moving.draw(self._shadow)

    def _draw_depth(self, room: StillRoom, camera: Camera, box: Box) -> None:
        self._depth_target.use()
        self._context.enable_only(self._context.NOTHING)
        still = {"still_away": room.away, "still_identity": room.identity}
        textures = {**still, **self._painter.layers}
        drawn = {"box": tuple(float(side) for side in box)}
        self._use(self._depth, textures, {**room.as_seen_by(camera), **drawn}).draw()

    def _draw_mask(self, camera: Camera) -> None:
        # Only places near what moves are worth the work; the depth test refuses all others.
        context, target = self._context, self._mask_targets[0]
        target.use()
        target.depth_mask = True
        context.enable_only(context.DEPTH_TEST)
        context.depth_func = "1"
        lens = lens_of(camera)
        self._use(self._sort_stage, {"depth": self._depth_picture}, lens).draw()
        target.depth_mask = False
        context.depth_func = "=="
        shadows = {f"shadow_{at}": shadow for at, shadow in enumerate(self._maps)}
        self._use(self._mask, {"depth": self._depth_picture, **shadows}, lens).draw(0.5)
        context.depth_func = "<"
        context.enable_only(context.NOTHING)
        self._mask_targets[1].use()
        both = {"mask": self._masks[0], "depth": self._depth_picture}
        self._use(self._smooth, both, {}).draw()

    def _use(
        self,
        shader: FullScreen,
        textures: Mapping[str, moderngl.Texture],
        uniforms: Mapping[str, Any],
    ) -> FullScreen:
        bind(shader.program, textures)
        set_uniforms(shader.program, uniforms)
        return shader

    def _read(self) -> Rendered:
        width, height = self.size
        picture = np.frombuffer(self._painter.whole.read(components=4, alignment=1), np.uint8)
        identity = np.frombuffer(self._identity_picture.read(alignment=1), np.uint8)
        depth = np.frombuffer(self._depth_picture.read(alignment=1), np.float32)
        return Rendered(
            image=np.ascontiguousarray(picture.reshape(height, width, 4)[..., :3]),
            identity=identity.reshape(height, width),
            depth=depth.reshape(height, width),
        )
