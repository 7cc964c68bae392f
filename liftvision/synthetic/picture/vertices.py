"""Items in the memory of the graphics card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from liftvision.synthetic.mesh import Material
from liftvision.synthetic.picture.item import Item

if TYPE_CHECKING:
    import moderngl

LAYOUT = "3f 3f 3f 3f 2f"
ATTRIBUTES = ("in_place", "in_normal", "in_colour", "in_texture", "in_kind")
FLOATS = 14


class VertexArrays:
    """The triangles of some items, ready to be drawn by several programs.

    Parameters
    ----------
    context
        Where.
    programs
        That will draw them.
    """

    def __init__(self, context: moderngl.Context, programs: Sequence[moderngl.Program]) -> None:
        self._context = context
        self._programs = tuple(programs)
        self._buffers: list[moderngl.Buffer] = []
        self._arrays: dict[moderngl.Program, moderngl.VertexArray] = {}
        self.materials: tuple[Material, ...] = ()

    def fill(self, items: Sequence[Item]) -> None:
        """Take these items instead of whatever was there before."""
        self.release()
        if not items:
            return
        numbers = np.unique(np.concatenate([item.mesh.materials for item in items]))
        self.materials = tuple(Material(number) for number in numbers)
        vertices, triangles = packed_items(items)
        content = self._context.buffer(vertices.tobytes())
        order = self._context.buffer(triangles.tobytes())
        self._buffers = [content, order]
        for program in self._programs:
            # A program that leaves an attribute out has it skipped.
            self._arrays[program] = self._context.vertex_array(
                program, [(content, LAYOUT, *ATTRIBUTES)], order, skip_errors=True
            )

    def draw(self, program: moderngl.Program) -> None:
        """Draw them with a program into the framebuffer in use."""
        if program in self._arrays:
            self._arrays[program].render()

    def release(self) -> None:
        """Give the memory back."""
        for array in self._arrays.values():
            array.release()
        for buffer in self._buffers:
            buffer.release()
        self._arrays, self._buffers, self.materials = {}, [], ()


def packed_items(
    items: Sequence[Item],
) -> tuple[
    np.ndarray[tuple[int, int], np.dtype[np.float32]],
    np.ndarray[tuple[int, int], np.dtype[np.int32]],
]:
    """Give all vertices (V, 14) and triangles (F, 3) of some items in one list each."""
    counts = [len(item.mesh.vertices) for item in items]
    vertices = np.empty((sum(counts), FLOATS), dtype=np.float32)
    triangles = []
    start = 0
    for item, count in zip(items, counts, strict=True):
        mesh, rows = item.mesh, slice(start, start + count)
        vertices[rows, 0:3] = mesh.vertices
        vertices[rows, 3:6] = mesh.normals
        vertices[rows, 6:9] = mesh.colours
        vertices[rows, 9:12] = mesh.texture
        vertices[rows, 12] = mesh.materials
        vertices[rows, 13] = int(item.identity)
        triangles.append((mesh.triangles + start).astype(np.int32))
        start += count
    return vertices, np.concatenate(triangles)
