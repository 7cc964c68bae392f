"""Time and memory of following the bar alone, on a 1080p clip whose pose is known.

Every run is a process of its own. The clip is also looped to five minutes, in one shot, with its
pose looped alike: the peak memory shows whether anything grows with the clip's length.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from speed import loop_clip

from liftvision.barbell.follow import follow_bar
from liftvision.clip.clip import Clip, Shot
from liftvision.clip.decode import Decoder
from liftvision.pipeline import analyze
from liftvision.pose.track import PoseTrack
from liftvision.report.saved import read_saved

CLIP = Path(__file__).parents[1].parent / "shared" / "clips" / "side-good-01.mp4"
LONG_S = 300.0
RUNS = 3
MOST_MS = 10.0
MOST_GROWTH_MB = 100.0
"""Five minutes of pose and bar take 30 MB."""

MARK = "MEASURED "


@dataclass(frozen=True)
class Run:
    """What one process took: for each frame, and at most.

    Attributes
    ----------
    wall_ms, processor_ms
        ms a frame of `follow_bar`: on the clock, and of all cores together.
    decoding_ms
        ms a frame, on the clock, of decoding the clip once without doing anything with it.
    peak_mb
        Memory, after following the bar.
    frames, source
        How many frames there were, and what the bar was taken from.
    """

    wall_ms: float
    processor_ms: float
    decoding_ms: float
    peak_mb: float
    frames: int
    source: str


def main() -> int:
    """Print the table; the exit code says whether the aims are met."""
    options = _arguments()
    if options.worker:
        print(MARK + json.dumps(asdict(_follow(options.clip, options.worker))))
        return 0
    if not options.clip.exists():
        print(f"There is no clip at {options.clip}: give one with --clip.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        pose = options.pose or _analysed(options.clip, Path(scratch) / "analysis")
        short = [_run(options.clip, pose) for _ in range(options.runs)]
        looped = Path(scratch) / f"looped{options.clip.suffix}"
        loop_clip(options.clip, looped, options.seconds)
        long = _run(looped, pose)
    _print_table(options.clip.name, [*short, long])
    wall = float(np.median([run.wall_ms for run in short]))
    growth = long.peak_mb - min(run.peak_mb for run in short)
    print(f"following the bar: {wall:.1f} ms a frame, {long.wall_ms:.1f} in the long clip "
          f"(aim: at most {MOST_MS:.0f} on two cores)")  # fmt: skip
    print(f"memory grows by {growth:.0f} MB over {options.seconds:.0f} s "
          f"(aim: at most {MOST_GROWTH_MB:.0f})")  # fmt: skip
    return 0 if max(wall, long.wall_ms) <= MOST_MS and growth <= MOST_GROWTH_MB else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", type=Path, default=CLIP, help="a 1080p clip")
    parser.add_argument("--pose", type=Path, help="a saved analysis of it; made when not given")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs on the clip as it is")
    parser.add_argument("--seconds", type=float, default=LONG_S, help="length of the looped clip")
    parser.add_argument("--worker", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _analysed(clip: Path, folder: Path) -> Path:
    return analyze(clip).save(folder, overlay=False)


def _run(clip: Path, pose: Path) -> Run:
    """Follow the bar in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--clip", str(clip), "--worker", str(pose)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        sys.exit(f"following the bar in {clip.name} failed:\n{text}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    line = next(line for line in text.splitlines() if line.startswith(MARK))
    measured = Run(**json.loads(line.removeprefix(MARK)))
    return replace(measured, peak_mb=used.ru_maxrss / unit)


def _follow(path: Path, saved: Path) -> Run:
    """Follow the bar in a clip, with a pose that is looped to its length."""
    known, pose, *_ = read_saved(saved)
    before = time.perf_counter()
    decoder = Decoder(path)
    frames = sum(1 for _ in decoder.frames())
    decoder.close()
    decoding_s = time.perf_counter() - before
    clip, pose = _looped(replace(known, path=path), pose, frames)
    before, before_processor = time.perf_counter(), time.process_time()
    bar, _ = follow_bar(clip, pose, at=None, advance=lambda _: None)
    wall_s, processor_s = time.perf_counter() - before, time.process_time() - before_processor
    each = 1e3 / frames
    return Run(each * wall_s, each * processor_s, each * decoding_s, 0.0, frames, bar.source)


def _looped(clip: Clip, pose: PoseTrack, frames: int) -> tuple[Clip, PoseTrack]:
    """Repeat a clip's times and pose until it has so many frames, in one shot."""
    if frames == clip.frames:
        return clip, pose
    places = np.arange(frames) % clip.frames
    rounds = np.arange(frames) // clip.frames
    times = clip.times[places] + rounds * clip.duration_s
    repeated = {
        name: getattr(pose, name)[places] for name in ("xy", "world", "visibility", "outline")
    }
    looped = replace(clip, times=times, shots=(Shot(0, frames),))
    return looped, replace(pose, times=times, **repeated)


def _print_table(title: str, runs: list[Run]) -> None:
    table = Table(title=title, box=box.SIMPLE_HEAD)
    for heading in ("frames", "ms a frame", "of all cores", "decoding alone", "peak MB", "source"):
        table.add_column(heading, justify="right")
    for run in runs:
        table.add_row(
            str(run.frames),
            f"{run.wall_ms:.1f}",
            f"{run.processor_ms:.1f}",
            f"{run.decoding_ms:.1f}",
            f"{run.peak_mb:.0f}",
            run.source,
        )
    Console(width=100).print(table)


if __name__ == "__main__":
    sys.exit(main())
