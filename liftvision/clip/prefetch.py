"""Let decoding run beside what is done with the frames."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class _End(Generic[Item]):
    """The last thing in the queue: the items are over, or failed with an error."""

    error: BaseException | None


def prefetch(items: Iterable[Item], depth: int = 4) -> Iterator[Item]:
    """Give the same items, made ahead of need in a background thread.

    The thread begins with the first item asked for and ends with the last, or when the
    iterator that is returned is closed or dropped; ``items`` is then closed too.

    Parameters
    ----------
    items
        Used from the background thread only, until it ends.
    depth
        How many finished items may wait; at least 1.

    Raises
    ------
    BaseException
        Whatever ``items`` raised, after the items before it.
    """
    queue: Queue[Item | _End[Item]] = Queue(maxsize=max(1, depth))
    stop = Event()
    worker = Thread(target=_fill, args=(items, queue, stop), name="prefetch", daemon=True)
    worker.start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()
        _empty(queue)
        worker.join()


def _fill(items: Iterable[Item], queue: Queue[Item | _End[Item]], stop: Event) -> None:
    # After stop is set the queue is emptied once; each put is followed by a look at stop, so
    # that at most one more comes and there is room for it.
    error: BaseException | None = None
    try:
        for item in items:
            queue.put(item)
            if stop.is_set():
                break
    except BaseException as raised:  # noqa: BLE001 - the consumer raises it
        error = raised
    close = getattr(items, "close", None)
    if close is not None:
        close()
    if not stop.is_set():
        queue.put(_End(error))


def _empty(queue: Queue[Item | _End[Item]]) -> None:
    while True:
        try:
            queue.get_nowait()
        except Empty:
            return
