"""A least-squares problem of the fit's form, small enough to be written out in full.

Six frames with two unknowns each, three unknowns of the shot, and two offsets in each of two
postures; every frame's residuals bend with both kinds of unknowns.
"""

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.equations import Normal, Offsets, Problem, Smoothness

COUNT, OWN, WHOLE = 6, 2, 3
_RANDOM = np.random.default_rng(11)
SEEN = _RANDOM.normal(0.0, 1.0, (COUNT, 4))
GAINS = _RANDOM.uniform(0.5, 2.0, (COUNT, 2))
POSTURE = np.stack([np.ones(COUNT), np.linspace(-1.0, 1.0, COUNT)], axis=1)
USUAL = _RANDOM.normal(0.0, 0.3, (2, 2))
SPREAD = _RANDOM.uniform(0.2, 0.6, (2, 2))
SECOND = _RANDOM.normal(0.0, 1.0, (COUNT - 2, 3))
SECOND_BY = np.array([0.7, 0.3])
FIRST = _RANDOM.uniform(0.5, 1.5, COUNT - 1)
FIRST_BY = np.array([0.0, 0.8])


def of_frames(frames: FloatArray, shot: FloatArray) -> FloatArray:
    """Four residuals of every frame, for any number of tries at once."""
    one, two = frames[..., 0], frames[..., 1]
    a, b, c = (shot[..., which][..., None] for which in range(WHOLE))
    made = np.stack([np.sin(one) + a, a * two, one * two + b, np.exp(0.3 * two) * c - one], -1)
    return np.asarray(made - SEEN)


def of_shot(shot: FloatArray) -> FloatArray:
    a, b, c = (shot[..., which] for which in range(WHOLE))
    return np.stack([a - 1.0, 2.0 * b, (c - 0.5) / 0.3, 0.2 * a * c], axis=-1)


def small_problem() -> Problem:
    return Problem(
        of_frames,
        of_shot,
        Smoothness(SECOND, SECOND_BY, FIRST, FIRST_BY),
        Offsets(GAINS, POSTURE, USUAL, SPREAD),
    )


def start() -> tuple[FloatArray, FloatArray]:
    """Give unknowns somewhere: (6, 2) and (3 + 4,)."""
    random = np.random.default_rng(5)
    return random.normal(0.0, 0.5, (COUNT, OWN)), random.normal(0.0, 0.5, WHOLE + USUAL.size)


def joined(frames: FloatArray, shot: FloatArray) -> FloatArray:
    return np.concatenate([frames.ravel(), shot])


def dense_residuals(unknowns: FloatArray) -> FloatArray:
    """Give all residuals in one row, written out one by one."""
    frames = unknowns[: COUNT * OWN].reshape(COUNT, OWN)
    shot = unknowns[COUNT * OWN : COUNT * OWN + WHOLE]
    offsets = unknowns[COUNT * OWN + WHOLE :].reshape(2, 2)
    parts: list[float] = []
    seen = of_frames(frames, shot)
    for at in range(COUNT):
        for which in range(4):
            residual = seen[at, which]
            if which < 2:
                offset = POSTURE[at, 0] * offsets[0, which] + POSTURE[at, 1] * offsets[1, which]
                residual = residual + GAINS[at, which] * offset
            parts.append(residual)
    parts += list(of_shot(shot))
    parts += list(((offsets - USUAL) / SPREAD).ravel())
    for at in range(COUNT - 2):
        parts += list(SECOND_BY * (SECOND[at] @ frames[at : at + 3]))
    for at in range(COUNT - 1):
        parts += list(FIRST_BY * FIRST[at] * (frames[at + 1] - frames[at]))
    return np.array(parts)


def dense_jacobian(unknowns: FloatArray) -> FloatArray:
    """Give the derivatives of all residuals by central differences."""
    step = 1e-5
    columns = [
        (dense_residuals(unknowns + by) - dense_residuals(unknowns - by)) / (2.0 * step)
        for by in step * np.eye(len(unknowns))
    ]
    return np.stack(columns, axis=1)


def dense_truth(normal: Normal) -> FloatArray:
    """Write banded and bordered equations out as one symmetric matrix."""
    own = COUNT * OWN
    size = own + len(normal.corner)
    full = np.zeros((size, size))
    for below, diagonal in enumerate(normal.band):
        for column in range(own - below):
            full[column + below, column] = full[column, column + below] = diagonal[column]
    full[:own, own:] = normal.border
    full[own:, :own] = normal.border.T
    full[own:, own:] = normal.corner
    return full
