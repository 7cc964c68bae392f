"""A made-up pull whose hip, pelvis and lumbar spine are known at every moment."""

from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.back import Back
from liftvision.reps.rep import EVENTS, Rep
from liftvision.reps.seen_split import SeenSplit

FPS = 30.0
TIMES = np.arange(0.0, 4.5, 1.0 / FPS)
LIFT_OFF_S, KNEE_PASS_S, LOCKOUT_S = 1.0, 2.0, 2.5
EVENT_ERROR_S = 0.02
CHANGE_ERROR_DEG, COMMON_ERROR_DEG, THIGH_ERROR_DEG = 4.0, 6.0, 2.0
LUMBAR_DEG, HIP_DEG, THIGH_DEG = 30.0, 100.0, 60.0
"""Flexion at the floor, where the thigh leans back by the last of these."""

REP = Rep(
    number=1,
    complete=True,
    start_s=0.2,
    lift_off_s=LIFT_OFF_S,
    knee_pass_s=KNEE_PASS_S,
    lockout_s=LOCKOUT_S,
    lowering_s=3.2,
    end_s=4.2,
    event_errors=dict.fromkeys(EVENTS, EVENT_ERROR_S),
)
BACK = Back("outline", clothes="tight", zero="upright frames", change_error_deg=CHANGE_ERROR_DEG)


def eased(begin_s: float, end_s: float) -> FloatArray:
    """From 0 to 1 (T,) between two moments, at rest at both."""
    part = np.clip((TIMES - begin_s) / (end_s - begin_s), 0.0, 1.0)
    return np.asarray(part**2 * (3.0 - 2.0 * part))


UPRIGHT = eased(LIFT_OFF_S, LOCKOUT_S)


def made_up(
    lumbar: FloatArray | None = None,
    hip: FloatArray | None = None,
    *,
    off: FloatArray | float = 0.0,
    thigh_off: FloatArray | float = 0.0,
    back: Back = BACK,
) -> SeenSplit:
    """What is seen of a pull.

    ``off`` (T,) is what lumbar flexion gains and the hip loses by mistake; ``thigh_off`` is what
    the hip gains besides.
    """
    lumbar = LUMBAR_DEG * (1.0 - UPRIGHT) if lumbar is None else lumbar
    hip = HIP_DEG * (1.0 - UPRIGHT) if hip is None else hip
    pelvis = hip - THIGH_DEG * (1.0 - UPRIGHT)
    of_lumbar = np.full(len(TIMES), np.hypot(COMMON_ERROR_DEG, CHANGE_ERROR_DEG / np.sqrt(2.0)))
    return SeenSplit(
        times=TIMES,
        columns={
            "lumbar_flexion": lumbar + off,
            "pelvis_tilt": pelvis - off,
            "hip_flexion": hip - off + thigh_off,
        },
        errors={
            "lumbar_flexion": of_lumbar,
            "pelvis_tilt": of_lumbar,
            "hip_flexion": np.hypot(of_lumbar, THIGH_ERROR_DEG),
        },
        reasons={},
        back=back,
    )


def hidden(seen: SeenSplit, column: str, begin_s: float, end_s: float) -> SeenSplit:
    """The same with a column unseen from moment to moment."""
    gone = (seen.times >= begin_s) & (seen.times <= end_s)
    columns = {**seen.columns, column: np.where(gone, np.nan, seen.columns[column])}
    errors = {**seen.errors, column: np.where(gone, np.nan, seen.errors[column])}
    return replace(seen, columns=columns, errors=errors)


def wandering(random: np.random.Generator, forgets_s: float) -> FloatArray:
    """An error (T,) of standard deviation 1 that forgets itself within a time."""
    stays = np.exp(-1.0 / FPS / forgets_s)
    steps = np.sqrt(1.0 - stays**2) * random.normal(size=len(TIMES))
    values = np.empty(len(TIMES))
    values[0] = random.normal()
    for frame in range(1, len(TIMES)):
        values[frame] = stays * values[frame - 1] + steps[frame]
    return values
