"""The graphics context, its shaders, and what to say when the machine has none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.errors import SystemLibraryError

if TYPE_CHECKING:
    import moderngl

EGL: dict[str, Any] = {"backend": "egl"}
VERSION = "#version 330\n"


def new_context() -> moderngl.Context:
    """Open a context that draws into memory, on the graphics card or in software.

    Raises
    ------
    SystemLibraryError
        moderngl is not installed, or the machine has no EGL or no OpenGL driver.
    """
    try:
        import moderngl
    except ImportError as error:
        raise SystemLibraryError(
            "Rendering clips needs moderngl, which is not installed.",
            "Install it with pip install 'liftvision[synthetic]'.",
        ) from error
    try:
        return moderngl.create_context(standalone=True, require=330, **EGL)
    # What loads EGL for moderngl raises nothing more special.
    except Exception as error:
        raise SystemLibraryError(
            f"The machine cannot open a graphics context ({error}).",
            "Install Mesa's software renderer: apt install libegl1 libgl1 libgl1-mesa-dri.",
        ) from error


def shader(*names: str, defines: str = "") -> str:
    """Give the source of a shader made of several files, in this order."""
    folder = resources.files(__package__) / "shaders"
    return (
        VERSION + defines + "".join((folder / name).read_text(encoding="utf-8") for name in names)
    )


def new_program(
    context: moderngl.Context, vertex: str, fragment: tuple[str, ...], defines: str = ""
) -> moderngl.Program:
    """Compile a program from a vertex shader's file and the files of its fragment shader."""
    return context.program(
        vertex_shader=shader(vertex), fragment_shader=shader(*fragment, defines=defines)
    )


def set_uniforms(program: moderngl.Program, values: Mapping[str, Any]) -> None:
    """Hand values to a program: numbers and tuples as they are, arrays as 32-bit floats.

    Square matrices (N, N) and stacks of them (..., N, N) are given row by row, as everywhere in
    liftvision. Names that the compiler found unused are passed over.
    """
    for name, value in values.items():
        if name not in program:
            continue
        member: Any = program[name]
        if isinstance(value, np.ndarray):
            member.write(packed(value, matrices=member.matrix))
        else:
            member.value = value


def packed(values: FloatArray, matrices: bool) -> bytes:
    """Give 32-bit floats as OpenGL wants them: matrices column by column."""
    ordered = np.swapaxes(values, -1, -2) if matrices else values
    return np.ascontiguousarray(ordered, dtype=np.float32).tobytes()


def bind(program: moderngl.Program, textures: Mapping[str, moderngl.Texture]) -> None:
    """Give each sampler of a program its texture."""
    for unit, (name, texture) in enumerate(textures.items()):
        if name in program:
            texture.use(unit)
            program[name] = unit
