"""Time and memory of ``liftvision analyze`` with all outputs, against the plain loop.

Both run as processes of their own, in turn, on the same clip with the same model; what is
printed are medians. ``--long`` also analyses the clip looped to five minutes, for its memory.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from liftvision.pose.model_files import resolve

CLIP = Path(__file__).parents[1].parent / "shared" / "clips" / "oblique-long-holds.mp4"
PLAIN_LOOP = Path(__file__).with_name("plain_loop.py")
LONG_S = 300.0
RUNS = 3
MOST_RATIO = 1.0
MOST_MEMORY_MB = 1000.0
ANALYSED = (0, 5)
"""Exit codes of an analysis that wrote its outputs: a deadlift, and none."""


@dataclass(frozen=True)
class Run:
    """What one run of a process took."""

    seconds: float
    peak_mb: float


def main() -> int:
    """Print the table; the exit code says whether the aims are met."""
    options = _arguments()
    clip: Path = options.clip
    if not clip.exists():
        print(f"There is no clip at {clip}: give one with --clip.", file=sys.stderr)
        return 2
    model = resolve("full")
    frames, size = _frames_and_size(clip)
    with tempfile.TemporaryDirectory() as scratch:
        ours, theirs = _alternate(clip, model, Path(scratch), options.runs)
        ratio = _median_s(ours) / _median_s(theirs)
        _print_table(f"{clip.name}, {size}, {frames} frames", frames, ours, theirs)
        print(f"time, liftvision / plain loop: {ratio:.2f} (aim: at most {MOST_RATIO})")
        met = ratio <= MOST_RATIO
        if options.long:
            met &= _long_run(clip, Path(scratch))
    return 0 if met else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clip", type=Path, default=CLIP, help="a 1080p clip")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each, in turn")
    parser.add_argument("--long", action="store_true", help="also the clip looped to 5 minutes")
    return parser.parse_args()


def _alternate(clip: Path, model: Path, scratch: Path, runs: int) -> tuple[list[Run], list[Run]]:
    """Run both in turn: what else the machine does then falls on both."""
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(_run(_analyze(clip, scratch / "out"), ANALYSED))
        dots = str(scratch / "dots.mp4")
        theirs.append(_run([str(PLAIN_LOOP), str(clip), str(model), dots]))
    return ours, theirs


def _analyze(clip: Path, out: Path) -> list[str]:
    return ["-m", "liftvision", "analyze", str(clip), "--out", str(out), "--overwrite", "-q"]


def _run(arguments: list[str], succeeded: tuple[int, ...] = (0,)) -> Run:
    """Run Python with arguments to its end, and give its time and peak memory."""
    before = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([sys.executable, *arguments], stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in succeeded:
            said.seek(0)
            sys.exit(f"{arguments} failed:\n{said.read().decode(errors='replace')}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(time.perf_counter() - before, used.ru_maxrss / unit)


def _long_run(clip: Path, scratch: Path) -> bool:
    """Print time and peak memory on the looped clip; tell whether the memory is in bounds."""
    looped = scratch / f"looped{clip.suffix}"
    frames = loop_clip(clip, looped, LONG_S)
    run = _run(_analyze(looped, scratch / "long"), ANALYSED)
    print(
        f"looped to {LONG_S:.0f} s, {frames} frames: {1000 * run.seconds / frames:.1f} ms a frame, "
        f"peak {run.peak_mb:.0f} MB (aim: under {MOST_MEMORY_MB:.0f})"
    )
    return run.peak_mb < MOST_MEMORY_MB


def loop_clip(clip: Path, looped: Path, seconds: float) -> int:
    """Write a clip's packets over and over until it is long enough; give its frames."""
    import av

    frames, start = 0, 0
    with av.open(str(looped), "w") as out:
        stream = None
        while stream is None or start * stream.time_base < seconds:
            with av.open(str(clip)) as container:
                source = container.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(source)
                    stream.time_base = source.time_base
                packets = [packet for packet in container.demux(source) if packet.dts is not None]
                first = packets[0].dts
                length = max(packet.pts + (packet.duration or 1) for packet in packets) - min(
                    packet.pts for packet in packets
                )
                for packet in packets:
                    packet.pts += start - first
                    packet.dts += start - first
                    packet.stream = stream
                    out.mux(packet)
                frames += len(packets)
                start += length
    return frames


def _frames_and_size(clip: Path) -> tuple[int, str]:
    import av

    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        frames = sum(1 for packet in container.demux(stream) if packet.pts is not None)
        return frames, f"{stream.codec_context.width} x {stream.codec_context.height}"


def _median_s(runs: list[Run]) -> float:
    return statistics.median(run.seconds for run in runs)


def _print_table(title: str, frames: int, ours: list[Run], theirs: list[Run]) -> None:
    table = Table(title=title, box=box.SIMPLE_HEAD)
    for heading in ("", "ms a frame", "of each run", "peak MB"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, runs in (("liftvision analyze", ours), ("plain loop", theirs)):
        each = ", ".join(f"{1000 * run.seconds / frames:.1f}" for run in runs)
        peak = statistics.median(run.peak_mb for run in runs)
        table.add_row(name, f"{1000 * _median_s(runs) / frames:.1f}", each, f"{peak:.0f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    sys.exit(main())
