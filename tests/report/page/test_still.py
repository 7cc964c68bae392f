"""The picture for paper is the frame that the video shows at that time."""

import cv2
import numpy as np
import pytest

from liftvision.clip.write import VideoWriter
from liftvision.report.page.still import write_still

FPS = 25.0
GREYS = np.linspace(20, 230, 80).round().astype(int)
"""Of each frame: brighter every time, over more than one group of pictures."""


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    path = tmp_path_factory.mktemp("video") / "overlay.mp4"
    with VideoWriter(path) as writer:
        for index, grey in enumerate(GREYS):
            writer.write(np.full((64, 96, 3), grey, np.uint8), index / FPS)
    return path


@pytest.mark.parametrize("frame", [0, 1, 59, 60, 61, 79])
@pytest.mark.parametrize("into", [0.0, 0.5])
def test_it_is_the_frame_on_screen(video, tmp_path, frame, into):
    write_still(video, (frame + into) / FPS, tmp_path / "moment.jpg")
    picture = cv2.imread(str(tmp_path / "moment.jpg"))
    assert picture.shape == (64, 96, 3)
    assert float(picture.mean()) == pytest.approx(GREYS[frame], abs=1.4)


def test_after_the_end_it_is_the_last(video, tmp_path):
    write_still(video, 99.0, tmp_path / "moment.jpg")
    picture = cv2.imread(str(tmp_path / "moment.jpg"))
    assert float(picture.mean()) == pytest.approx(GREYS[-1], abs=1.4)
