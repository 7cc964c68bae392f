"""The reps of two clips: which are the same, and when their events are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from liftvision.pairing.alignment import Alignment
from liftvision.reps.rep import EVENTS, Rep

LEAST_OVERLAP = 0.5
"""Two reps are one where they have more than this part of the shorter one's way up in common."""


def partners_of(
    reps: Sequence[Rep], others: Sequence[Rep], alignment: Alignment
) -> tuple[Rep | None, ...]:
    """Give for each rep the one of the second clip that is the same; None where there is none.

    No rep has two partners: of several that overlap, the two that have most in common are one.
    """
    partners: list[Rep | None] = [None] * len(reps)
    common = {
        (mine, other): seconds
        for mine, rep in enumerate(reps)
        for other, seen in enumerate(others)
        if (seconds := _common_s(rep, seen, alignment)) > 0.0
    }
    taken: set[int] = set()
    for mine, other in sorted(common, key=lambda pair: -common[pair]):
        if partners[mine] is None and other not in taken:
            partners[mine] = others[other]
            taken.add(other)
    return tuple(partners)


def timed_by_both(
    reps: Sequence[Rep], partners: Sequence[Rep | None], alignment: Alignment
) -> list[Rep]:
    """Give the reps with every event from the clip that times it better, on the first's clock.

    Where the events of a rep would not be in their order, or two reps would run into each other,
    they keep those of the first clip.

    Parameters
    ----------
    reps
        Of the first clip, in order.
    partners
        The same reps in the second clip; None where it does not show one.
    alignment
        Of the clips.
    """
    timed = [
        rep if other is None else _better_timed(rep, other, alignment)
        for rep, other in zip(reps, partners, strict=True)
    ]
    while clashes := [
        number
        for number, (before, after) in enumerate(pairwise(timed))
        if _run_into_each_other(before, after)
        and (before is not reps[number] or after is not reps[number + 1])
    ]:
        for number in clashes:
            timed[number : number + 2] = reps[number : number + 2]
    return timed


def _run_into_each_other(before: Rep, after: Rep) -> bool:
    return bool(before.moments and after.moments) and before.moments[-1] > after.moments[0]


def _common_s(rep: Rep, other: Rep, alignment: Alignment) -> float:
    """Give how long two reps go up together, in s; 0 where that is too short for the same rep."""
    if None in (rep.lift_off_s, rep.lockout_s, other.lift_off_s, other.lockout_s):
        return 0.0
    if rep.down_first != other.down_first:
        return 0.0
    assert rep.lift_off_s is not None and rep.lockout_s is not None
    assert other.lift_off_s is not None and other.lockout_s is not None
    begin, end = (float(alignment.to_second(time)) for time in (rep.lift_off_s, rep.lockout_s))
    common = min(end, other.lockout_s) - max(begin, other.lift_off_s)
    shorter = min(end - begin, other.lockout_s - other.lift_off_s)
    return common if common > LEAST_OVERLAP * shorter else 0.0


def _better_timed(rep: Rep, other: Rep, alignment: Alignment) -> Rep:
    """Give the rep with its events from either clip; with its own where they would not go on."""
    events = {event: getattr(rep, event) for event in EVENTS}
    errors = dict(rep.event_errors)
    for event in EVENTS:
        seen_s: float | None = getattr(other, event)
        if seen_s is None or event not in other.event_errors:
            continue
        first_s = float(alignment.to_first(seen_s))
        error = float(np.hypot(other.event_errors[event], alignment.error_at(first_s)))
        if events[event] is None or error < errors.get(event, np.inf):
            events[event], errors[event] = first_s, error
    timed = replace(rep, **events, event_errors=errors)
    if list(timed.moments) != sorted(timed.moments):
        return rep
    return replace(timed, complete=rep.complete or other.complete)
