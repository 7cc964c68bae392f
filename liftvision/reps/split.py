"""Hip against spine: how becoming upright is split between them, from three curves of one rep.

The angles are those of the sagittal plane, forward positive, zero in the lifter's own standing:
pelvis tilt, lumbar flexion (thorax against pelvis) and hip flexion (pelvis against thigh). The
thorax leans by the sum of pelvis tilt and lumbar flexion. In between two moments the lumbar spine
unfolds by dL, the hip extends by dH and the thorax comes upright by dT.

A share depends wholly on its definition. Of 24 lifters at 70 % of their maximum (Bengtsson et al.
2022, 33° of lumbar flexion from start to lockout) the spine has about 20-28 % of spine and hip
together, and about 47 % of the thorax's turn; touching the toes it has 37.5 % of the latter (41.6
of 111°, Esola et al. 1996). So both shares are given, each under its own name.

**The sign of a share.** The literature writes amounts, |dL| / (|dL| + |dH|). Here dL keeps its
sign, positive where the spine turns the same way as the thorax. The amount is the literature's;
negative means that the spine folded further while the hip made the lifter upright, and the hip had
to make up for it. An amount alone would give the same 20 % to a back that opens and one that gives
way, and a back that does nothing would seem to do something, since noise has no sign either.

**Errors.** Thorax and thigh are seen far better than where between them the pelvis is: what is
added to dL by mistake is missing from dH. `share_error` moves both against each other.
"""

from typing import NamedTuple

import numpy as np

from liftvision.arrays import FloatArray

LEAST_TURN_DEG = 15.0
"""Shares of a smaller turn of the thorax are not given: a quotient of two small differences has no
bounds. Chosen, not published."""

MIDDLE_ERROR = np.sqrt(0.75)
"""Error of a value against the mean of two others, in errors of a difference of two: each of the
three has the same error of its own, 1 / sqrt(2) of the latter."""

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(5)
"""Five places of a normal distribution and their weights, which stand for all of it."""


class Turn(NamedTuple):
    """What happens between two moments, in degrees, positive towards upright.

    Attributes
    ----------
    lumbar
        The spine unfolds.
    hip
        The hip extends.
    thorax
        The thorax comes upright.
    """

    lumbar: float
    hip: float
    thorax: float


def lumbar_share(turn: Turn) -> float:
    """Give the lumbar spine's share of the motion of spine and hip, in %.

    It is dL / (|dL| + |dH|), with the sign explained above: 0 where the spine keeps its shape, 100
    where the hip does. Going down the same way gives the same. NaN where nothing moves, and where
    the thorax turns by no more than `LEAST_TURN_DEG`.
    """
    moved = abs(turn.lumbar) + abs(turn.hip)
    if not abs(turn.thorax) > LEAST_TURN_DEG or moved == 0.0:
        return np.nan
    return float(100.0 * np.sign(turn.thorax) * turn.lumbar / moved)


def share_of_trunk(turn: Turn) -> float:
    """Give the lumbar spine's share of the thorax's turn, in %: dL / dT, the lumbopelvic rhythm.

    Above 100 where the pelvis turned against the thorax, negative where the spine did. NaN where
    the thorax turns by no more than `LEAST_TURN_DEG`.
    """
    if not abs(turn.thorax) > LEAST_TURN_DEG:
        return np.nan
    return 100.0 * turn.lumbar / turn.thorax


def share_error(turn: Turn, split_deg: float, hip_deg: float) -> float:
    """Give the standard error of `lumbar_share` in %.

    It is how far the share gets from itself, root mean square, when dL gains what dH loses, and
    when dH alone is wrong. Where both go the same way the first is ``split_deg / (dL + dH)``.

    Parameters
    ----------
    turn
        The turn.
    split_deg
        Standard error of dL, which is that of dH with the other sign.
    hip_deg
        Standard error that dH has besides, from the thigh.
    """
    share = lumbar_share(turn)
    split = [
        lumbar_share(turn._replace(lumbar=turn.lumbar + off, hip=turn.hip - off))
        for off in split_deg * NODES
    ]
    thigh = [lumbar_share(turn._replace(hip=turn.hip + off)) for off in hip_deg * NODES]
    variances = [WEIGHTS @ (np.array(each) - share) ** 2 / WEIGHTS.sum() for each in (split, thigh)]
    return float(np.sqrt(sum(variances)))


def share_of_trunk_error(turn: Turn, split_deg: float) -> float:
    """Give the standard error of `share_of_trunk` in %, from that of dL; dT counts as known."""
    return float(100.0 * split_deg / abs(turn.thorax)) if turn.thorax else np.nan


def time_done(times: FloatArray, values: FloatArray, part: float) -> float:
    """Give since when at least a part of a change is done, and stays done.

    Parameters
    ----------
    times
        (K,) seconds.
    values
        (K,) of any unit; the change is from the first to the last of them.
    part
        Of the change, above 0 and below 1.

    Returns
    -------
    float
        Seconds, between frames; NaN where first and last are the same.
    """
    change = values[-1] - values[0]
    if change == 0.0:
        return np.nan
    done = (values - values[0]) / change - part
    last = int(np.flatnonzero(done < 0.0)[-1])
    step = -done[last] / (done[last + 1] - done[last])
    return float(times[last] + step * (times[last + 1] - times[last]))


def lumbar_lag(times: FloatArray, lumbar: FloatArray, hip: FloatArray) -> float:
    """Give by how many seconds half of the unfolding comes after half of the extension.

    Parameters
    ----------
    times
        (K,) seconds, from lift-off to lockout.
    lumbar, hip
        (K,) degrees of flexion, without gaps.
    """
    return time_done(times, lumbar, 0.5) - time_done(times, hip, 0.5)


def half_time_error(times: FloatArray, values: FloatArray, change_error: float) -> float:
    """Give the standard error in s of the moment at which half of a change is done.

    It is the error of a value in the middle of the change over how fast the middle half of it goes.

    Parameters
    ----------
    times, values
        As for `time_done`.
    change_error
        Standard error of a difference of two values.
    """
    begin, end = (time_done(times, values, part) for part in (0.25, 0.75))
    # A change between one frame and the next is told no better than they lie apart.
    lasts = max(end - begin, float(np.median(np.diff(times))))
    return float(MIDDLE_ERROR * change_error * lasts / (0.5 * abs(values[-1] - values[0])))


def part_done(first: float, then: float, last: float) -> float:
    """Give how much of the way from a first value to a last one is done, in %.

    Negative where the value went the other way, NaN where there is no way.
    """
    return 100.0 * (first - then) / (first - last) if first != last else np.nan


def part_done_error(first: float, then: float, last: float, change_error: float) -> float:
    """Give the standard error of `part_done` in %, from that of a difference of two values."""
    part = 0.01 * part_done(first, then, last)
    own = change_error / np.sqrt(2.0)
    return float(100.0 * own * np.sqrt((1.0 - part) ** 2 + 1.0 + part**2) / abs(first - last))
