"""Two phones' clips of one lifter, cut to other starts and rates and analysed from the pictures.

The truth is how the shared files themselves lie against each other. The labels call both files of a
pair synchronised. How much of the picture changes from frame to frame, which no landmark has a part
in, says how exactly: the correct pair begins together to a part of a frame, while the rounded
pair's second file runs 2.7 of its 60 frames a second behind: its clock shows 45 ms more at the same
moment. Both are known to about 4 ms. The cuts add what their own times say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import pytest

from liftvision import analyze
from liftvision.analysis import Analysis
from liftvision.errors import PairError
from liftvision.pairing.align import align

APART_S = {"correct": -0.004, "rounded": 0.045}
"""What the oblique file's clock shows more than the side file's."""

CLOCK = Fraction(1, 60_000)
"""Ticks of the timestamps."""

HEIGHT = 480
"""Of the cut pictures in px: enough for the pose model, and quick."""


@dataclass(frozen=True)
class Cut:
    """Which part of a file is kept, and at how many frames a second."""

    start_s: float
    end_s: float
    rate_hz: int


# Both begin on a frame of their file, whose time is then known.
CUTS = {"side": Cut(1.30, 9.8, 25), "oblique": Cut(0.45, 8.9, 30)}

Take = Callable[[str, str], Analysis]


@pytest.fixture(scope="module")
def take(shared_clips: Path, full_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Take:
    """Give the analysis of a cut file of a view and a back, made once."""
    folder = tmp_path_factory.mktemp("cut")

    @cache
    def analysed(view: str, back: str) -> Analysis:
        name = f"kettlebell-{view}-{back}.mp4"
        if not (shared_clips / name).is_file():
            pytest.skip(f"{name} is not beside the checkout")
        cut_file(shared_clips / name, folder / name, CUTS[view])
        return analyze(folder / name)

    return analysed


def cut_file(source: Path, path: Path, cut: Cut) -> None:
    """Write the frames that come next after even times, each with its own time."""
    with av.open(str(source)) as old, av.open(str(path), "w") as new:
        film = old.streams.video[0]
        width = round(film.width * HEIGHT / film.height / 2) * 2
        stream = new.add_stream("libx264", rate=cut.rate_hz, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, HEIGHT, "yuv420p"
        stream.codec_context.time_base = CLOCK
        written = 0
        for frame in old.decode(film):
            if frame.time < cut.start_s + written / cut.rate_hz:
                continue
            if frame.time > cut.end_s:
                break
            small = frame.reformat(width=width, height=HEIGHT, format="yuv420p")
            small.pts, small.time_base = round((frame.time - cut.start_s) / CLOCK), CLOCK
            new.mux(stream.encode(small))
            written += 1
        new.mux(stream.encode(None))


@pytest.mark.model
@pytest.mark.clips
@pytest.mark.parametrize("back", APART_S)
def test_filmed_pairs_are_aligned_within_40_ms(take: Take, back: str) -> None:
    found = align(take("side", back), take("oblique", back))
    true_s = CUTS["side"].start_s - CUTS["oblique"].start_s + APART_S[back]
    assert found.offset_s == pytest.approx(true_s, abs=0.04)
    assert found.error_s < 0.02
    assert found.drift == 0.0


@pytest.mark.model
@pytest.mark.clips
def test_clips_of_two_sets_are_refused(take: Take) -> None:
    with pytest.raises(PairError, match="cannot be taken for the same set"):
        align(take("side", "correct"), take("oblique", "rounded"))
