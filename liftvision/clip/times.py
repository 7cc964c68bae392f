"""Timestamps as cameras and editors write them, made strictly increasing."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

LONGEST_PAUSE_S = 60.0
"""A step forward longer than this is a fault of the clock, not time that was filmed."""

LONGEST_FAULT = 8
"""Frames: after so many without a usable time the clock itself has jumped."""


def strictly_increasing(
    items: Iterable[tuple[Item, float | None]], interval_s: float
) -> Iterator[tuple[Item, float]]:
    """Pass items on with times that strictly increase, repairing those that do not.

    A time is usable if it comes after the last usable one, by at most ``LONGEST_PAUSE_S``.
    Items without one (missing, duplicate, backwards, far off) are spread evenly between
    their usable neighbours, which therefore keep their own times. After ``LONGEST_FAULT``
    such items in a row, and at the end, they follow each other by ``interval_s`` and the
    clock goes on from there. At most ``LONGEST_FAULT`` items are held back.

    Parameters
    ----------
    items
        Anything with its time in seconds; None where it has none.
    interval_s
        The usual time between two items.
    """
    held: list[tuple[Item, float | None]] = []
    last: float | None = None
    offset = 0.0
    for item, stamp in items:
        time = None if stamp is None else stamp + offset
        if time is not None and (last is None or last < time <= last + LONGEST_PAUSE_S):
            begin = time - (len(held) + 1) * interval_s if last is None else last
            yield from _spread(held, begin, time)
            yield item, time
            held, last = [], time
            continue
        held.append((item, stamp))
        if len(held) == LONGEST_FAULT:
            begin = -interval_s if last is None else last
            last = begin + LONGEST_FAULT * interval_s
            yield from _spread(held, begin, last + interval_s)
            offset = offset if stamp is None else last - stamp
            held = []
    begin = -interval_s if last is None else last
    yield from _spread(held, begin, begin + (len(held) + 1) * interval_s)


def _spread(
    held: list[tuple[Item, float | None]], begin: float, end: float
) -> Iterator[tuple[Item, float]]:
    step = (end - begin) / (len(held) + 1)
    for place, (item, _) in enumerate(held, start=1):
        yield item, begin + place * step
