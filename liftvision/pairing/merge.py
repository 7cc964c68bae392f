"""One analysis of two clips: every metric from the clip that sees it best.

A metric of the reps comes from one clip throughout the set, so that what changes from rep to rep is
the lifter and not the camera.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement
from liftvision.motion.motion import UNITS, Motion
from liftvision.pairing.alignment import Alignment
from liftvision.pose.landmarks import SIDES, Side
from liftvision.reps.rep import EVENTS, KneeCave, LiftSet, Rep

LEAST_OVERLAP = 0.5
"""Two reps are one where they have this part of the shorter one's way up in common."""


def merged_set(first: LiftSet, second: LiftSet, alignment: Alignment) -> LiftSet:
    """Give the set with every metric from the clip that sees it best, on the first clip's clock.

    Of two that measure a metric the one counts that does so in more reps, then the one with the
    smaller error. The reps are those of the first clip; their events are the more certain ones.

    Parameters
    ----------
    first, second
        As each clip shows it by itself.
    alignment
        Of the clips.
    """
    partners = [_partner(rep, second.reps, alignment) for rep in first.reps]
    pairs = [
        (rep, other) for rep, other in zip(first.reps, partners, strict=True) if other is not None
    ]
    names = dict.fromkeys(name for pair in pairs for rep in pair for name in rep.metrics)
    better = {
        name
        for name in names
        if _is_better(
            [other.metrics.get(name) for _, other in pairs],
            [rep.metrics.get(name) for rep, _ in pairs],
        )
    }
    of_set = {
        name
        for name in {**first.metrics, **second.metrics}
        if _is_better([second.metrics.get(name)], [first.metrics.get(name)])
    }
    told = second if (second.style_confidence or 0.0) > (first.style_confidence or 0.0) else first
    return replace(
        first,
        reps=tuple(
            rep if other is None else _merged(rep, other, better, alignment)
            for rep, other in zip(first.reps, partners, strict=True)
        ),
        style=told.style,
        style_confidence=told.style_confidence,
        style_reason=told.style_reason,
        metrics=_chosen(first.metrics, second.metrics, of_set),
        remarks=(*first.remarks, *(f"Second clip: {remark}" for remark in second.remarks)),
        from_second=frozenset(better | of_set),
    )


def joined_motion(first: Motion, second: Motion, alignment: Alignment) -> Motion:
    """Give the first clip's motion with the columns that only the second one measures.

    They are interpolated between the second clip's frames; in its gaps they stay NaN. What the
    alignment may be off is part of their errors.

    Parameters
    ----------
    first, second
        Of each clip by itself.
    alignment
        Of the clips.
    """
    columns, errors = dict(first.columns), dict(first.errors)
    at_s = np.asarray(alignment.to_second(first.times))
    filled = [
        name
        for name in UNITS
        if not np.isfinite(first.columns[name]).any() and np.isfinite(second.columns[name]).any()
    ]
    for name in filled:
        values = second.columns[name]
        speed = np.abs(np.gradient(values, second.times))
        late = np.interp(at_s, second.times, speed, left=np.nan, right=np.nan) * alignment.error_s
        columns[name] = _at(at_s, second.times, values)
        errors[name] = np.hypot(_at(at_s, second.times, second.errors[name]), late)
    partly = {name: why for name, why in second.partly.items() if name in filled}
    return replace(
        first,
        columns=columns,
        errors=errors,
        not_measured={name: why for name, why in first.not_measured.items() if name not in filled},
        partly={**first.partly, **partly},
    )


def _at(at_s: FloatArray, times: FloatArray, values: FloatArray) -> FloatArray:
    return np.asarray(np.interp(at_s, times, values, left=np.nan, right=np.nan))


def _partner(rep: Rep, others: Sequence[Rep], alignment: Alignment) -> Rep | None:
    """Give the rep of the second clip that is this one; None where it was not seen there."""
    if rep.lift_off_s is None or rep.lockout_s is None:
        return None
    begin, end = (float(alignment.to_second(time)) for time in (rep.lift_off_s, rep.lockout_s))
    for other in others:
        if other.lift_off_s is None or other.lockout_s is None:
            continue
        common = min(end, other.lockout_s) - max(begin, other.lift_off_s)
        if common > LEAST_OVERLAP * min(end - begin, other.lockout_s - other.lift_off_s):
            return other
    return None


def _is_better(these: Sequence[Measurement | None], those: Sequence[Measurement | None]) -> bool:
    """Tell whether these measure more, or as many with less error."""
    mine, other = _errors(these), _errors(those)
    if len(mine) != len(other) or not mine:
        return len(mine) > len(other)
    return float(np.median(mine)) < float(np.median(other))


def _errors(measurements: Iterable[Measurement | None]) -> list[float]:
    return [
        np.inf if each.error is None else each.error
        for each in measurements
        if each is not None and each.value is not None
    ]


def _chosen(
    first: Mapping[str, Measurement], second: Mapping[str, Measurement], better: set[str]
) -> dict[str, Measurement]:
    """Give the metrics, those that the second clip sees better from there."""
    chosen = {name: second[name] if name in better else value for name, value in first.items()
              if name not in better or name in second}  # fmt: skip
    return chosen | {name: value for name, value in second.items() if name not in chosen}


def _merged(rep: Rep, other: Rep, better: set[str], alignment: Alignment) -> Rep:
    timed = _better_timed(rep, other, alignment)
    caves: dict[Side, KneeCave] = {}
    for side in SIDES:
        seen = [each.knee_cave[side] for each in (rep, other) if side in each.knee_cave]
        known = [cave for cave in seen if cave.severity is not None]
        if seen:
            caves[side] = min(known or seen[:1], key=lambda cave: cave.change.error or np.inf)
            if known and caves[side] in other.knee_cave.values():
                caves[side] = _on_first_clock(caves[side], alignment)
    return replace(timed, metrics=_chosen(rep.metrics, other.metrics, better), knee_cave=caves)


def _on_first_clock(cave: KneeCave, alignment: Alignment) -> KneeCave:
    if cave.time_s is None:
        return cave
    return replace(cave, time_s=float(alignment.to_first(cave.time_s)))


def _better_timed(rep: Rep, other: Rep, alignment: Alignment) -> Rep:
    """Give the rep with every event from the clip that times it better, as long as they go on."""
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
