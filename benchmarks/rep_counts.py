"""Run the rep detector alone on recorded bar tracks whose true counts are known.

The tracks lie in ``../shared/data/bar``: trajectories digitised by hand (decimal commas; the file
name ends in the true count) and a motion-capture record of both ends of a bar.
"""

import re
import sys
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from liftvision.arrays import FloatArray
from liftvision.reps.pulls import find_pulls

TRACKS = Path(__file__).parents[2] / "shared" / "data" / "bar"


def read_kinovea(path: Path) -> tuple[FloatArray, FloatArray]:
    """Give times and heights of a Kinovea trajectory; y grows upwards."""
    rows = [
        [float(number.replace(",", ".")) for number in line.split()]
        for line in path.read_text().splitlines()
        if line and not line.startswith("#")
    ]
    table = np.array([row for row in rows if len(row) == 3])
    _, once = np.unique(table[:, 0], return_index=True)
    return table[once, 0], table[once, 2]


def read_qualisys(path: Path) -> tuple[FloatArray, FloatArray]:
    """Give times and the mean height of both ends of the bar of a Qualisys record."""
    lines = path.read_text().splitlines()
    header = next(number for number, line in enumerate(lines) if line.startswith("Frame\t"))
    table = np.array(
        [[float(cell) for cell in line.split()] for line in lines[header + 1 :] if line]
    )
    return table[:, 1], (table[:, 4] + table[:, 7]) / 2.0


def main() -> int:
    """Print one row a track; the exit code says whether every count is right."""
    table = Table("track", "true", "found")
    wrong = 0
    for path in sorted(TRACKS.glob("*reps.t*")):
        read = read_qualisys if path.suffix == ".tsv" else read_kinovea
        true = int(re.findall(r"(\d+)reps", path.stem)[0])
        found = len(find_pulls(*read(path)))
        wrong += found != true
        table.add_row(path.stem, str(true), str(found))
    console = Console()
    console.print(table)
    console.print(f"{table.row_count - wrong} of {table.row_count} counts right")
    return int(wrong > 0 or table.row_count == 0)


if __name__ == "__main__":
    sys.exit(main())
