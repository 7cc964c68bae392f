import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.synthetic.picture.timing import frame_times
from liftvision.synthetic.recipes.recipe import VideoRecipe


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_a_steady_phone_takes_frames_at_even_times(fps):
    times = frame_times(VideoRecipe(fps=fps), 4.0, 0)
    assert times == pytest.approx(np.arange(round(4.0 * fps)) / fps)


@given(seed=st.integers(0, 10_000), duration_s=st.floats(0.5, 12.0))
def test_a_variable_rate_still_goes_forward_through_the_whole_clip(seed, duration_s):
    video = VideoRecipe(fps=30.0, variable_frame_rate=True)
    times = frame_times(video, duration_s, seed)
    intervals = np.diff(times) * 30.0
    assert times[0] == 0.0
    assert times[-1] < duration_s + 1.0 / 30.0
    assert intervals.min() > 0.4
    assert np.array_equal(times, frame_times(video, duration_s, seed))


def test_a_variable_rate_is_uneven_and_leaves_frames_out():
    times = frame_times(VideoRecipe(fps=30.0, variable_frame_rate=True), 20.0, 1)
    intervals = np.diff(times) * 30.0
    assert intervals.std() > 0.1
    assert 540 < len(times) < 600
    assert intervals.max() > 1.6
