"""The background thread changes nothing but the time it takes."""

import threading
import time

import pytest

from liftvision.clip.prefetch import prefetch


class Source:
    """Counts up and remembers whether it was closed."""

    def __init__(self, count, error=None):
        self.count, self.error = count, error
        self.given, self.closed = 0, False

    def __iter__(self):
        return self

    def __next__(self):
        if self.given == self.count:
            raise self.error or StopIteration
        self.given += 1
        return self.given

    def close(self):
        self.closed = True


def no_thread_is_left():
    return not any(thread.name == "prefetch" for thread in threading.enumerate())


@pytest.mark.parametrize("depth", [1, 4, 100])
@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_same_items_in_the_same_order(count, depth):
    source = Source(count)
    assert list(prefetch(source, depth)) == list(range(1, count + 1))
    assert source.closed
    assert no_thread_is_left()


def test_error_comes_after_the_items_before_it():
    source = Source(3, KeyError("broken"))
    items = prefetch(source)
    assert [next(items) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(KeyError, match="broken"):
        next(items)
    assert source.closed
    assert no_thread_is_left()


@pytest.mark.parametrize("depth", [1, 4])
@pytest.mark.parametrize("taken", [1, 5])
def test_closing_early_stops_the_thread_and_closes_the_source(taken, depth):
    for _ in range(50):
        source = Source(10_000)
        items = prefetch(source, depth)
        for _ in range(taken):
            next(items)
        items.close()
        assert source.closed
        assert source.given <= taken + 2 * depth + 2
    assert no_thread_is_left()


def test_error_of_the_consumer_stops_the_thread():
    source = Source(10_000)

    def consume():
        for item in prefetch(source):
            1 / (item - 3)

    with pytest.raises(ZeroDivisionError):
        consume()
    assert source.closed
    assert no_thread_is_left()


def test_nothing_begins_before_the_first_item_is_asked_for():
    source = Source(3)
    prefetch(source).close()
    assert source.given == 0


def test_work_overlaps():
    def slow():
        for index in range(10):
            time.sleep(0.02)
            yield index

    start = time.perf_counter()
    for _ in prefetch(slow()):
        time.sleep(0.02)
    assert time.perf_counter() - start < 0.34  # 0.4 s one after the other, 0.22 s at best
