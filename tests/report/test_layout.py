"""The layout fits every size of clip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liftvision.report.layout import lay_out


@given(
    st.integers(120, 4096),
    st.integers(120, 4096),
    st.sampled_from([160, 240, 400, 640, 960, 1280, 1920]),
)
def test_fits_is_even_and_keeps_the_shape(width, height, long_side):
    layout = lay_out(width, height, long_side)
    assert max(layout.width, layout.height) <= long_side
    assert layout.width % 2 == layout.picture_height % 2 == layout.strip_height % 2 == 0
    shown = layout.width / layout.picture_height
    assert shown == pytest.approx(
        width / height, rel=3.0 / min(layout.width, layout.picture_height)
    )


def test_the_strip_is_left_out_where_it_has_no_room():
    assert lay_out(360, 480, 400).strip_height == 0
    assert lay_out(360, 480, 400).height == 400
    assert lay_out(1080, 1920, 640).strip_height > 0
    assert lay_out(1920, 1080, 300).strip_height == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160)])
def test_none_keeps_the_picture_at_the_size_of_the_clip(size):
    layout = lay_out(*size, None)
    assert (layout.width, layout.picture_height) == size


@pytest.mark.parametrize("long_side", [1280, None])
def test_small_clips_are_enlarged(long_side):
    layout = lay_out(166, 360, long_side)
    assert max(layout.width, layout.height) >= 640


def test_large_clips_are_never_enlarged():
    layout = lay_out(1000, 800, 4000)
    assert (layout.width, layout.picture_height) == (1000, 800)
