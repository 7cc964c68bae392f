"""Passes over the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liftvision.synthetic.picture.context import new_program

if TYPE_CHECKING:
    import moderngl


class FullScreen:
    """A fragment shader that is run for every pixel of the framebuffer in use.

    Parameters
    ----------
    context
        Where.
    shaders
        The files that its source is made of.
    defines
        Lines to put before it.
    """

    def __init__(
        self, context: moderngl.Context, shaders: tuple[str, ...], defines: str = ""
    ) -> None:
        self._triangles = context.TRIANGLES
        self.program = new_program(context, "full.vert", shaders, defines)
        self._array = context.vertex_array(self.program, [])

    def draw(self, level: float = 0.5) -> None:
        """Draw at a level, 0-1, of the depth test."""
        if "level" in self.program:
            self.program["level"] = level
        self._array.render(self._triangles, vertices=3)
