"""Heights of a bar that follows the laws of the rendered clips, with its exact events."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement.course import fall, lowering_law, pull_law

FLOOR_M = 0.225
HOLD_S, REST_S, FALL_S = 0.7, 0.9, 1.5


@dataclass(frozen=True)
class TrueEvents:
    """Exact moments of one rep, s."""

    lift_off_s: float
    lockout_s: float
    lowering_s: float
    end_s: float


@dataclass(frozen=True, eq=False)
class MadeUpBar:
    """A set of one bar: (T,) times in s, heights in m with and without noise, and its events."""

    times: FloatArray
    height: FloatArray
    true_height: FloatArray
    reps: tuple[TrueEvents, ...]
    rise_m: float


def made_up_bar(
    *,
    reps: int = 3,
    fps: float = 30.0,
    times: FloatArray | None = None,
    pull_s: float = 1.3,
    lowering_s: float = 1.2,
    rise_m: float = 0.52,
    sticking: float = 0.0,
    noise_m: float = 0.0,
    touch_and_go: bool = False,
    dropped: bool = False,
    seed: int = 0,
) -> MadeUpBar:
    """Make a set: rest, then reps with a held lockout, let down or dropped, then rest.

    ``times`` overrides the even frame times. In between the reps the bar rests for `REST_S`, or
    turns at once.
    """
    pieces = []
    events = []
    now = REST_S
    for number in range(reps):
        turned = touch_and_go and number > 0
        turns = touch_and_go and number < reps - 1
        up = pull_law(now, pull_s, sticking, turned)
        lockout = now + pull_s
        begin = lockout + HOLD_S
        if dropped:
            landed = begin + float(np.sqrt(2.0 * rise_m / 9.81))
            path = fall(np.array([0.0, FLOOR_M + rise_m, 0.0, 0.0, 0.0]), FLOOR_M, 0.0, FALL_S)
            pieces.append((now, up, begin, path))
            following = begin + FALL_S + REST_S
        else:
            landed = begin + lowering_s
            pieces.append((now, up, begin, lowering_law(begin, lowering_s, turns)))
            following = landed + (0.0 if turns else REST_S)
        events.append(TrueEvents(now, lockout, begin, landed))
        now = following
    if times is None:
        times = np.arange(0.0, now, 1.0 / fps)
    height = np.full(len(times), FLOOR_M)
    ends = [piece[0] for piece in pieces] + [np.inf]
    for (_, up, begin, down), (first, last) in zip(pieces, pairwise(ends), strict=True):
        lifted = (times >= first) & (times < begin)
        height[lifted] = FLOOR_M + rise_m * up.progress(times[lifted])
        lowered = (times >= begin) & (times < last)
        if dropped:
            share = np.clip((times[lowered] - begin) / FALL_S, 0.0, 1.0)
            height[lowered] = down.at(share)[:, 1]
        else:
            height[lowered] = FLOOR_M + rise_m * (1.0 - down.progress(times[lowered]))
    noise = np.random.default_rng(seed).normal(0.0, noise_m, len(times))
    return MadeUpBar(times, height + noise, height, tuple(events), rise_m)
