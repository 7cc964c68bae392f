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
from liftvision.pairing.partners import partners_of, timed_by_both
from liftvision.pose.landmarks import SIDES, Side
from liftvision.reps.rep import KneeCave, LiftSet, Rep

MADE_OF = {"velocity_loss": "mean_concentric_velocity"}
"""A metric of the set by what it is made of in the reps, besides those that end in its name."""

NOT_IN_SECOND = "the second clip, which measures this better, does not show this rep"


def merged_set(first: LiftSet, second: LiftSet, alignment: Alignment) -> LiftSet:
    """Give the set with every metric from the clip that sees it best, on the first clip's clock.

    Of two that measure a metric the one counts that does so in more reps, then the one with the
    smaller error. The reps are those of the first clip; their events are the more certain ones.
    A metric of the set that is made of one of the reps comes from the same clip as theirs; another
    one that both clips measure may come from the second only where both show the same reps.

    Parameters
    ----------
    first, second
        As each clip shows it by itself.
    alignment
        Of the clips.
    """
    partners = partners_of(first.reps, second.reps, alignment)
    seen = [other for other in partners if other is not None]
    better = _better_in([rep.metrics for rep in first.reps], [rep.metrics for rep in seen])
    caves = _better_in(*([_changes(rep) for rep in reps] for reps in (first.reps, seen)))
    same_reps = len(seen) == len(first.reps) == len(second.reps)
    of_set = _better_of_set(first, second, better, same_reps=same_reps)
    timed = timed_by_both(first.reps, partners, alignment)
    told = second if (second.style_confidence or 0.0) > (first.style_confidence or 0.0) else first
    return replace(
        first,
        reps=tuple(
            replace(
                rep,
                metrics=_without(rep.metrics, better)
                if other is None
                else _chosen(rep.metrics, other.metrics, better),
                knee_cave=_knee_caves(rep, other, caves, alignment),
            )
            for rep, other in zip(timed, partners, strict=True)
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
    alignment may be off is part of their errors. Where neither clip measures a column, the reasons
    of both are given.

    Parameters
    ----------
    first, second
        Of each clip by itself.
    alignment
        Of the clips.
    """
    columns, errors = dict(first.columns), dict(first.errors)
    at_s = np.asarray(alignment.to_second(first.times))
    unsure_s = np.array([alignment.error_at(float(time)) for time in first.times])
    filled = set()
    for name in UNITS:
        values = _at(at_s, second.times, second.columns[name])
        if np.isfinite(first.columns[name]).any() or not np.isfinite(values).any():
            continue
        filled.add(name)
        columns[name] = values
        late = unsure_s * _speed(at_s, second.times, second.columns[name])
        errors[name] = np.hypot(_at(at_s, second.times, second.errors[name]), late)
    partly = {name: why for name, why in second.partly.items() if name in filled}
    return replace(
        first,
        columns=columns,
        errors=errors,
        not_measured={
            name: _both_reasons(why, second.not_measured.get(name))
            for name, why in first.not_measured.items()
            if name not in filled
        },
        partly={**first.partly, **partly},
    )


def _at(at_s: FloatArray, times: FloatArray, values: FloatArray) -> FloatArray:
    return np.asarray(np.interp(at_s, times, values, left=np.nan, right=np.nan))


def _speed(at_s: FloatArray, times: FloatArray, values: FloatArray) -> FloatArray:
    """Give how fast values change, per s; beside a gap as fast as where that is last known."""
    speed = np.abs(np.gradient(values, times))
    known = np.isfinite(speed)
    return np.asarray(np.interp(at_s, times[known], speed[known])) if known.any() else at_s * np.nan


def _better_in(
    first: Sequence[Mapping[str, Measurement]], second: Sequence[Mapping[str, Measurement]]
) -> set[str]:
    """Give the names that the second clip measures in more reps, or in as many with less error."""
    names = dict.fromkeys(name for each in (*first, *second) for name in each)
    return {
        name
        for name in names
        if _is_better([each.get(name) for each in second], [each.get(name) for each in first])
    }


def _better_of_set(
    first: LiftSet, second: LiftSet, of_reps: set[str], *, same_reps: bool
) -> set[str]:
    """Give the names of the set's metrics that come from the second clip."""
    in_reps = {name for each in (first, second) for rep in each.reps for name in rep.metrics}
    better = _better_in([first.metrics], [second.metrics])
    if not same_reps:
        better -= {name for name, mine in first.metrics.items() if mine.value is not None}
    sources = {name: _source(name, in_reps) for name in {**first.metrics, **second.metrics}}
    return {
        name for name, of in sources.items() if (name in better if of is None else of in of_reps)
    }


def _source(name: str, in_reps: set[str]) -> str | None:
    """Give the metric of the reps that one of the set is made of; None where there is none."""
    source = MADE_OF.get(name, name)
    found = [each for each in in_reps if source == each or source.endswith(f"_{each}")]
    return max(found, key=len, default=None)


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
    chosen = {
        name: _told(first.get(name), second.get(name), from_second=name in better)
        for name in {**first, **second}
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _told(
    first: Measurement | None, second: Measurement | None, *, from_second: bool
) -> Measurement | None:
    """Give what one clip measured; where neither did, with the reasons of both."""
    mine, other = (second, first) if from_second else (first, second)
    if mine is None:
        return other if other is not None and other.value is None else None
    if first is None or second is None or first.value is not None or second.value is not None:
        return mine
    return replace(mine, reason=_both_reasons(first.reason or "", second.reason))


def _without(metrics: Mapping[str, Measurement], better: set[str]) -> dict[str, Measurement]:
    """Give the metrics of a rep that the second clip does not show, without those from there."""
    return {
        name: Measurement.not_measured(mine.unit, NOT_IN_SECOND) if name in better else mine
        for name, mine in metrics.items()
    }


def _both_reasons(first: str, second: str | None) -> str:
    return first if second is None or second == first else f"{first}; second clip: {second}"


def _changes(rep: Rep) -> dict[str, Measurement]:
    """Give by how much the knees cave in, by side."""
    return {side: cave.change for side, cave in rep.knee_cave.items()}


def _knee_caves(
    rep: Rep, other: Rep | None, better: set[str], alignment: Alignment
) -> dict[Side, KneeCave]:
    """Give both knees, each from the clip that sees it better throughout the set."""
    caves = dict(rep.knee_cave)
    for side in SIDES:
        if other is None:
            if side in better:
                caves[side] = KneeCave.not_measured(NOT_IN_SECOND)
        elif side in other.knee_cave:
            seen = other.knee_cave[side]
            if side in better or side not in caves:
                caves[side] = _on_first_clock(seen, alignment)
            elif not (seen.is_measured or caves[side].is_measured):
                reason = caves[side].change.reason or ""
                caves[side] = KneeCave.not_measured(_both_reasons(reason, seen.change.reason))
    return caves


def _on_first_clock(cave: KneeCave, alignment: Alignment) -> KneeCave:
    if cave.time_s is None:
        return cave
    return replace(cave, time_s=float(alignment.to_first(cave.time_s)))
