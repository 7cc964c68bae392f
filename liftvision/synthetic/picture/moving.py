"""Paint what moves over the still room, with smooth edges.

The surfaces are drawn at twice the size without light. Each pixel's colour is then worked out
once, by the shader of its material alone; only pixels with an edge in them look at their four
quarters, and take the colours of their neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.picture.bake import StillRoom
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.context import bind, new_program, set_uniforms
from liftvision.synthetic.picture.fullscreen import FullScreen
from liftvision.synthetic.picture.item import Item
from liftvision.synthetic.picture.projection import NEAR_FAR
from liftvision.synthetic.picture.uniforms import lens_of, seen_by
from liftvision.synthetic.picture.vertices import VertexArrays

if TYPE_CHECKING:
    import moderngl

Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in px, the last two just outside."""

EDGE_LEVEL, ABOVE_EDGE_LEVEL, INSIDE_LEVEL = 0.5, 0.6, 0.75
"""Depths that `sort_edges.frag` writes, the room's being lower than them."""

MATERIAL_LEVELS = 32.0

NEIGHBOURS_PX = 2
"""How far around a pixel its neighbours are looked at; what lies beyond the box is stale."""


class MovingPainter:
    """Paints pictures of one size.

    Parameters
    ----------
    context, size, lettering
        Where, how large, and what stands on the plates.
    """

    def __init__(
        self, context: moderngl.Context, size: tuple[int, int], lettering: moderngl.Texture
    ) -> None:
        self._context = context
        self._lettering = lettering
        self._light: Mapping[str, Any] = {}
        self.surfaces = new_program(context, "mesh.vert", ("moving_surfaces.frag",))
        quarters = ("still_place.glsl", "quarters.glsl")
        self._sort_materials = FullScreen(context, (*quarters, "sort_materials.frag"))
        self._sort_edges = FullScreen(context, (*quarters, "sort_edges.frag"))
        self._edge = FullScreen(context, (*quarters, "edge.frag"))
        self._inside = FullScreen(context, ("inside.frag",))
        self._room = FullScreen(
            context, ("developed.glsl", "still_place.glsl", "mask_read.glsl", "room.frag")
        )
        self._materials: dict[Material, FullScreen] = {}
        self._new_targets(size)

    def set_light(self, light: Mapping[str, Any]) -> None:
        """Take the light of the room, by the names that the shaders use."""
        self._light = light
        for painter in (self._room, *self._materials.values()):
            set_uniforms(painter.program, light)

    def paint(
        self,
        materials: Sequence[Material],
        room: StillRoom,
        camera: Camera,
        mask: Mapping[str, moderngl.Texture],
        box: Box,
    ) -> None:
        """Paint a frame into `whole`, once the surfaces are drawn.

        Parameters
        ----------
        materials, box
            Of what moves, and the part of the picture that it is in.
        room, camera
            What it moves in, and who sees it.
        mask
            Textures of how open places are and which lamps they see, and of depth.
        """
        still = {"still_away": room.away}
        placing = {**room.as_seen_by(camera), **lens_of(camera)}
        self._paint_materials(materials, {**still, **mask}, placing, box)
        self._compose(room, mask, placing, box)

    def _new_targets(self, size: tuple[int, int]) -> None:
        context = self._context
        large = (2 * size[0], 2 * size[1])
        self.layers = {
            "texture_material": context.texture(large, 4, dtype="f2"),
            "facing": context.texture(large, 4, dtype="f2"),
            "paint_colour": context.texture(large, 4),
            "distance_away": context.texture(large, 1, dtype="f4"),
        }
        self._painted = context.texture(size, 4)
        for texture in (*self.layers.values(), self._painted):
            texture.filter = (context.NEAREST, context.NEAREST)
        self._surfaces_target = context.framebuffer(
            list(self.layers.values()), context.depth_renderbuffer(large)
        )
        self._painted_target = context.framebuffer(
            [self._painted], context.depth_renderbuffer(size)
        )
        self.whole = context.framebuffer(
            [context.renderbuffer(size, 4)], context.depth_renderbuffer(size)
        )

    def draw_surfaces(self, moving: VertexArrays, camera: Camera, box: Box) -> None:
        """Draw what moves into `layers`, at twice the size and without light."""
        left, top, right, bottom = (2 * side for side in box)
        target = self._surfaces_target
        target.use()
        target.scissor = (left, top, right - left, bottom - top)
        target.clear()
        self._context.enable_only(self._context.DEPTH_TEST)
        # The picture's top comes first, which turns every triangle round.
        self._context.front_face = "cw"
        set_uniforms(self.surfaces, seen_by(camera))
        moving.draw(self.surfaces)

    def _paint_materials(
        self,
        materials: Sequence[Material],
        textures: Mapping[str, moderngl.Texture],
        placing: Mapping[str, Any],
        box: Box,
    ) -> None:
        self._begin(self._painted_target, box)
        self._sort(self._sort_materials, textures, placing)
        self._context.depth_func = "=="
        for material in materials:
            painter = self._painter_of(material)
            bind(painter.program, {**self.layers, **textures, "lettering": self._lettering})
            set_uniforms(painter.program, placing)
            painter.draw((material + 1.0) / MATERIAL_LEVELS)

    def _compose(
        self,
        room: StillRoom,
        mask: Mapping[str, moderngl.Texture],
        placing: Mapping[str, Any],
        box: Box,
    ) -> None:
        context = self._context
        still = {"still_away": room.away}
        self._begin(self.whole, box)
        self._sort(self._sort_edges, still, placing)
        self.whole.scissor = (0, 0, *self.whole.size)
        lamps = {f"still_lamp_{at}": lamp for at, lamp in enumerate(room.lamps)}
        bind(self._room.program, {**still, "still_rest": room.rest, **lamps, **mask})
        set_uniforms(self._room.program, placing)
        context.depth_func = ">"
        self._room.draw(ABOVE_EDGE_LEVEL)
        context.depth_func = "=="
        bind(self._inside.program, {"painted": self._painted})
        self._inside.draw(INSIDE_LEVEL)
        context.enable(context.BLEND)
        context.blend_func = context.ONE, context.SRC_ALPHA
        bind(self._edge.program, {**self.layers, **still, "painted": self._painted})
        set_uniforms(self._edge.program, placing)
        self._edge.draw(EDGE_LEVEL)
        context.depth_func = "<"

    def _begin(self, target: moderngl.Framebuffer, box: Box) -> None:
        """Empty a target whose depth will say which shader draws a pixel."""
        left, top, right, bottom = box
        target.use()
        target.scissor = (0, 0, *target.size)
        target.depth_mask = True
        target.clear(depth=0.0)
        target.scissor = (left, top, right - left, bottom - top)
        self._context.enable_only(self._context.DEPTH_TEST)

    def _sort(
        self,
        sorter: FullScreen,
        textures: Mapping[str, moderngl.Texture],
        placing: Mapping[str, Any],
    ) -> None:
        target = self._context.fbo
        self._context.depth_func = "1"
        bind(sorter.program, {**self.layers, **textures})
        set_uniforms(sorter.program, placing)
        sorter.draw()
        target.depth_mask = False

    def _painter_of(self, material: Material) -> FullScreen:
        if material not in self._materials:
            shaders = (
                "noise.glsl", "materials.glsl", "lighting.glsl", "developed.glsl",
                "still_place.glsl", "quarters.glsl", "mask_read.glsl", "moving.frag",
            )  # fmt: skip
            painter = FullScreen(self._context, shaders, f"#define MATERIAL {material:d}\n")
            set_uniforms(painter.program, self._light)
            self._materials[material] = painter
        return self._materials[material]


def box_around(camera: Camera, items: Sequence[Item]) -> Box:
    """Give the part of the picture outside of which no item can be seen."""
    width, height = camera.size
    if not items:
        return 0, 0, 0, 0
    corners = np.concatenate([bounds_corners(item.mesh.vertices) for item in items])
    if camera.in_camera(corners)[:, 2].min() < NEAR_FAR[0]:
        return 0, 0, width, height
    pixels = camera.project(corners)
    first, last = pixels.min(axis=0) - NEIGHBOURS_PX, pixels.max(axis=0) + NEIGHBOURS_PX
    left, top = np.clip(np.floor(first), 0, camera.size).astype(int)
    right, bottom = np.clip(np.ceil(last), 0, camera.size).astype(int)
    return int(left), int(top), int(right), int(bottom)


def bounds_corners(vertices: FloatArray) -> FloatArray:
    """Give the corners (8, 3) of the box along the axes around vertices (V, 3)."""
    ends = np.stack([vertices.min(axis=0), vertices.max(axis=0)])
    picks = np.array([[at >> axis & 1 for axis in range(3)] for at in range(8)])
    return np.asarray(np.take_along_axis(ends, picks, axis=0))
