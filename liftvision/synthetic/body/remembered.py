"""Keep what follows from an object for as long as the object lives."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

Owner = TypeVar("Owner")
Value = TypeVar("Value")


def remembered(work_out: Callable[[Owner], Value]) -> Callable[[Owner], Value]:
    """Work something out once for each object; both are forgotten together.

    The object must be one that does not change, and the value must not refer to it.
    """
    known: WeakKeyDictionary[Owner, Value] = WeakKeyDictionary()

    @wraps(work_out)
    def look_up(owner: Owner) -> Value:
        if owner not in known:
            known[owner] = work_out(owner)
        return known[owner]

    return look_up
