"""Some frames of what was seen."""

from dataclasses import fields

import numpy as np
import pytest

from tests.front.front_figure import front_lifter

BY_FRAME = {"times", "landmarks", "inside", "world", "bar", "bar_noise", "legs"}


@pytest.mark.parametrize("edges", [True, False])
def test_some_frames_have_all_that_was_seen_in_them(edges):
    seen = front_lifter(edges=edges).seen
    frames = np.random.default_rng(0).random(len(seen.times)) < 0.4
    some = seen.of(frames)
    for field in fields(seen):
        whole, part = (getattr(each, field.name) for each in (seen, some))
        if field.name not in BY_FRAME:
            assert part is whole
        elif field.name == "legs" and not edges:
            assert part is None
        else:
            np.testing.assert_array_equal(part, whole[frames])
