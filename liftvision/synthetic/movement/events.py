"""The events of a rep, exactly: from when the bar moves how, and where the knees are then."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import brentq

from liftvision.synthetic.body.body import Body
from liftvision.synthetic.movement.course import GRAVITY
from liftvision.synthetic.movement.passage import Passage
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.movement.posture import pose_of
from liftvision.synthetic.movement.pulling import joints
from liftvision.synthetic.movement.transitions import columns, from_row

FINE = 801
"""Moments of a pull among which its most is looked for."""

TIME_ERROR_S = 1e-5


def true_reps(body: Body, passages: Sequence[Passage]) -> tuple[TrueRep, ...]:
    """Give every rep of a clip, from its phases in order."""
    pulls = [place for place, passage in enumerate(passages) if passage.span.kind == "pull"]
    return tuple(_rep(body, passages, place, number) for number, place in enumerate(pulls, 1))


def _rep(body: Body, passages: Sequence[Passage], place: int, number: int) -> TrueRep:
    pull = passages[place]
    begin_s, end_s = pull.span.begin_s, pull.span.end_s
    down = next((each for each in passages[place:] if each.span.kind in ("lower", "fall")), None)
    knee_pass_s = _knee_pass(body, pull)
    times = np.linspace(begin_s, end_s, FINE)
    lumbar = pull.rows_at(times)[:, columns("lumbar")][:, 0]
    heights = pull.bar_at(times)[:, 1]
    first_pull = times <= (begin_s if knee_pass_s is None else knee_pass_s)
    return TrueRep(
        number=number,
        start_s=_start(passages, place),
        lift_off_s=begin_s,
        knee_pass_s=knee_pass_s,
        lockout_s=end_s,
        lowering_s=None if down is None else down.span.begin_s,
        end_s=None if down is None else _down_again(down),
        mean_velocity=float(heights[-1] - heights[0]) / pull.span.duration_s,
        peak_velocity=float(pull.velocity_at(times)[:, 1].max()),
        lumbar_setup_deg=float(lumbar[0]),
        lumbar_knee_deg=float(lumbar[first_pull].max()),
        lumbar_lockout_deg=float(lumbar[-1]),
    )


def _start(passages: Sequence[Passage], place: int) -> float:
    """Give when the hands are down at the bar: they stay there until the pull."""
    while place > 0 and passages[place - 1].span.kind in ("set_up", "rest"):
        place -= 1
    return passages[place].span.begin_s


def _down_again(down: Passage) -> float:
    """Give when a bar that is lowered is down, or one that is dropped first hits the floor."""
    if down.span.kind == "lower":
        return down.span.end_s
    heights = down.bar_at(np.array([down.span.begin_s, down.span.end_s]))[:, 1]
    return down.span.begin_s + float(np.sqrt(2.0 * (heights[0] - heights[1]) / GRAVITY))


def _knee_pass(body: Body, pull: Passage) -> float | None:
    """Give when the bar's centre is as high as the knee joints; None where it never was below."""

    def above(time_s: float) -> float:
        at = np.array([time_s])
        knees = joints(body, pose_of(body.skeleton, from_row(pull.rows_at(at)[0])), "lowerleg01")
        return float(pull.bar_at(at)[0, 1] - knees[:, 1].mean())

    if above(pull.span.begin_s) >= 0.0:
        return None
    return float(brentq(above, pull.span.begin_s, pull.span.end_s, xtol=TIME_ERROR_S))
