"""The still room as pictures: its light, lamp by lamp, its depth, and what each pixel belongs to.

It is drawn once for a clip, at twice the size and with all of its lamps' soft shadows, since
neither room nor camera move from their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.picture.context import bind, new_program, set_uniforms
from liftvision.synthetic.picture.fullscreen import FullScreen
from liftvision.synthetic.picture.item import Item
from liftvision.synthetic.picture.lights import Lamp, Lights
from liftvision.synthetic.picture.projection import NEAR_FAR, lamp_projection
from liftvision.synthetic.picture.uniforms import lens_of, of_lamp, seen_by
from liftvision.synthetic.picture.vertices import VertexArrays

if TYPE_CHECKING:
    import moderngl

SHADOW_SIZE = 2048
LAMP_HALF_ANGLE_DEG = 74.0
"""A flat lamp gives little light further to the side."""

OPENNESS_REACH_M = 0.6
OPENNESS_TAPS = 40
OPENNESS_STRENGTH = 1.2
NOWHERE_M = 1000.0
"""Depth where the room has a hole."""

MOVERS = 2
"""The first lamps throw the shadows of what moves, so each has a picture of its own."""


@dataclass(frozen=True, eq=False)
class StillRoom:
    """Pictures of the room without what moves, all of the camera's size.

    Attributes
    ----------
    camera
        As which they are seen.
    rest, lamps
        Linear light of everything but the shadow lamps, and of each of those.
    away, identity
        Depth in m, and `Identity` / 255.
    """

    camera: Camera
    rest: moderngl.Texture
    lamps: tuple[moderngl.Texture, ...]
    away: moderngl.Texture
    identity: moderngl.Texture

    def as_seen_by(self, camera: Camera) -> dict[str, Any]:
        """Give what the shaders need to find this room's pixels from another camera's."""
        width, height = self.camera.size
        return {
            "to_still": self.camera.rotation @ camera.rotation.T,
            "still_lens": (self.camera.focal_px, 0.5 * width, 0.5 * height),
            "still_size": (float(width), float(height)),
            "lens": lens_of(camera)["lens"],
            "range": NEAR_FAR,
        }

    def release(self) -> None:
        """Give the memory back."""
        for texture in (self.rest, *self.lamps, self.away, self.identity):
            texture.release()


@dataclass(frozen=True, eq=False)
class Surfaces:
    """What each pixel of the room is made of, before any light."""

    albedo_roughness: moderngl.Texture
    normal_reflectance: moderngl.Texture
    place_glow: moderngl.Texture

    def samplers(self) -> dict[str, moderngl.Texture]:
        """Give the textures by the names that the shaders use."""
        return dict(vars(self))


class Baker:
    """Draws still rooms in a context."""

    def __init__(self, context: moderngl.Context, lettering: moderngl.Texture) -> None:
        lit = ("noise.glsl", "materials.glsl", "lighting.glsl")
        self._context = context
        self._lettering = lettering
        self._surfaces = new_program(
            context, "mesh.vert", ("noise.glsl", "materials.glsl", "gbuffer.frag")
        )
        self._depth = new_program(context, "mesh.vert", ("depth.frag",))
        self._shadow = new_program(context, "shadow.vert", ("shadow.frag",))
        self._light = FullScreen(context, (*lit, "still_light.frag"))
        self._seen = FullScreen(context, ("noise.glsl", "shadows.glsl", "still_seen.frag"))
        self._ambient = FullScreen(context, (*lit, "still_ambient.frag"))
        self._openness = FullScreen(
            context, ("noise.glsl", "view.glsl", "openness.glsl", "still_openness.frag")
        )
        self._smooth = FullScreen(context, ("smooth.frag",))
        self._shrink = FullScreen(context, ("shrink.frag",))

    def bake(self, items: Sequence[Item], lights: Lights, camera: Camera) -> StillRoom:
        """Draw a room as a camera sees it."""
        room = VertexArrays(self._context, (self._surfaces, self._depth, self._shadow))
        room.fill(items)
        away, identity = self._draw_depth(room, camera)
        openness = self._draw_openness(away, camera)
        surfaces = self._draw_surfaces(room, camera)
        pictures = [
            self._shrunk(self._light_of([lamp], room, surfaces, away, camera), camera)
            for lamp in lights.lamps[:MOVERS]
        ]
        rest = self._light_of(lights.lamps[MOVERS:], room, surfaces, away, camera)
        self._add_ambient(rest, surfaces, openness, lights, camera)
        still = StillRoom(camera, self._shrunk(rest, camera), tuple(pictures), away, identity)
        for texture in (openness, *surfaces.samplers().values()):
            texture.release()
        room.release()
        return still

    def _draw_depth(
        self, room: VertexArrays, camera: Camera
    ) -> tuple[moderngl.Texture, moderngl.Texture]:
        away = self._context.texture(camera.size, 1, dtype="f4")
        identity = self._context.texture(camera.size, 1)
        for texture in (away, identity):
            texture.filter = (self._context.NEAREST, self._context.NEAREST)
        depth = self._context.depth_renderbuffer(camera.size)
        target = self._context.framebuffer([away, identity], depth)
        target.use()
        target.clear(NOWHERE_M)
        beyond = self._context.framebuffer([identity])
        beyond.clear()
        beyond.release()
        target.use()
        self._context.enable_only(self._context.DEPTH_TEST)
        set_uniforms(self._depth, seen_by(camera))
        room.draw(self._depth)
        target.release()
        depth.release()
        return away, identity

    def _draw_openness(self, away: moderngl.Texture, camera: Camera) -> moderngl.Texture:
        openness = self._context.texture(camera.size, 1)
        target = self._context.framebuffer([openness])
        target.use()
        self._context.enable_only(self._context.NOTHING)
        bind(self._openness.program, {"depth": away})
        set_uniforms(self._openness.program, lens_of(camera))
        how = {"reach": OPENNESS_REACH_M, "taps": OPENNESS_TAPS}
        how |= {"strength": OPENNESS_STRENGTH, "step_px": 1}
        set_uniforms(self._openness.program, how)
        self._openness.draw()
        target.release()
        return self._smoothed(openness, away)

    def _smoothed(self, rough: moderngl.Texture, away: moderngl.Texture) -> moderngl.Texture:
        """Give a picture of one channel without its grain, its edges kept."""
        smooth = self._context.texture(rough.size, 1)
        target = self._context.framebuffer([smooth])
        target.use()
        self._context.enable_only(self._context.NOTHING)
        bind(self._smooth.program, {"mask": rough, "depth": away})
        set_uniforms(self._smooth.program, {"step_px": 1})
        self._smooth.draw()
        target.release()
        rough.release()
        return smooth

    def _draw_surfaces(self, room: VertexArrays, camera: Camera) -> Surfaces:
        size = (2 * camera.size[0], 2 * camera.size[1])
        textures = [self._context.texture(size, 4, dtype=kind) for kind in ("f2", "f2", "f4")]
        depth = self._context.depth_renderbuffer(size)
        target = self._context.framebuffer(textures, depth)
        target.use()
        target.clear()
        self._context.enable_only(self._context.DEPTH_TEST)
        bind(self._surfaces, {"lettering": self._lettering})
        set_uniforms(self._surfaces, seen_by(camera))
        room.draw(self._surfaces)
        target.release()
        depth.release()
        return Surfaces(*textures)

    def _light_of(
        self,
        lamps: Sequence[Lamp],
        room: VertexArrays,
        surfaces: Surfaces,
        away: moderngl.Texture,
        camera: Camera,
    ) -> moderngl.Texture:
        """Add up the light of some lamps, at the size of the surfaces."""
        light = self._context.texture(surfaces.place_glow.size, 4, dtype="f2")
        target = self._context.framebuffer([light])
        target.clear()
        for lamp in lamps:
            seen = self._lamp_seen(lamp, room, surfaces, away)
            target.use()
            self._context.enable_only(self._context.BLEND)
            self._context.blend_func = self._context.ONE, self._context.ONE
            bind(self._light.program, {**surfaces.samplers(), "seen": seen})
            set_uniforms(self._light.program, {"eye": tuple(camera.position), **of_lamp(lamp)})
            self._light.draw()
            seen.release()
        target.release()
        return light

    def _lamp_seen(
        self, lamp: Lamp, room: VertexArrays, surfaces: Surfaces, away: moderngl.Texture
    ) -> moderngl.Texture:
        """Give how much of a lamp each pixel sees."""
        context = self._context
        shadow = context.depth_texture((SHADOW_SIZE, SHADOW_SIZE))
        shadow.compare_func = ""
        shadow.filter = (context.NEAREST, context.NEAREST)
        shadow_target = context.framebuffer(depth_attachment=shadow)
        middle = np.array(lamp.position) + np.array(lamp.direction)
        projection, near_far = lamp_projection(lamp, middle, LAMP_HALF_ANGLE_DEG)
        shadow_target.use()
        shadow_target.clear()
        context.enable_only(context.DEPTH_TEST)
        set_uniforms(self._shadow, {"view_projection": projection})
        room.draw(self._shadow)
        seen = context.texture(away.size, 1)
        target = context.framebuffer([seen])
        target.use()
        context.enable_only(context.NOTHING)
        bind(self._seen.program, {**surfaces.samplers(), "shadow": shadow})
        set_uniforms(self._seen.program, {"lamp_range": near_far, "lamp_projection": projection})
        set_uniforms(self._seen.program, of_lamp(lamp))
        self._seen.draw()
        for resource in (target, shadow_target, shadow):
            resource.release()
        return self._smoothed(seen, away)

    def _add_ambient(
        self,
        light: moderngl.Texture,
        surfaces: Surfaces,
        openness: moderngl.Texture,
        lights: Lights,
        camera: Camera,
    ) -> None:
        target = self._context.framebuffer([light])
        target.use()
        self._context.enable_only(self._context.BLEND)
        self._context.blend_func = self._context.ONE, self._context.ONE
        bind(self._ambient.program, {**surfaces.samplers(), "openness": openness})
        around = {"from_above": lights.from_above, "from_below": lights.from_below}
        set_uniforms(self._ambient.program, {"eye": tuple(camera.position), **around})
        self._ambient.draw()
        target.release()

    def _shrunk(self, large: moderngl.Texture, camera: Camera) -> moderngl.Texture:
        small = self._context.texture(camera.size, 4, dtype="f2")
        target = self._context.framebuffer([small])
        target.use()
        self._context.enable_only(self._context.NOTHING)
        bind(self._shrink.program, {"source": large})
        self._shrink.draw()
        target.release()
        large.release()
        return small
