"""Hold the bar's numbers against records of bars, without any picture.

The records lie in ``../shared/data/bar``: trajectories that were digitised by hand (decimal commas;
the file name ends in the true count), and one set of six deadlifts that was recorded twice, by a
phone that followed the plate (30 frames a second) and by twelve cameras that followed both ends of
the bar (100 Hz). The exit code says whether the aims are met.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from liftvision.arrays import FloatArray
from liftvision.given import STANDARD_PLATE_M
from liftvision.reps.events import fitted_events
from liftvision.reps.pulls import find_pulls
from liftvision.reps.velocity import METRIC_UNITS, BarHeight, velocity_metrics

RECORDS = Path(__file__).parents[2] / "shared" / "data" / "bar"
PHONE = RECORDS / "phone-plate-deadlift-6reps.csv"
CAMERAS = RECORDS / "qualisys-deadlift-6reps.tsv"

AIMS: dict[str, tuple[float, float]] = {
    "mean_concentric_velocity": (0.02, 0.025),
    "range_of_motion": (0.015, 0.015),
}
"""Largest mean and standard deviation of phone minus cameras, over the reps."""

PHONE_NOISE_M, CAMERAS_NOISE_M = 0.0024, 0.0003
"""Of single frames, by residual analysis."""


@dataclass(frozen=True, eq=False)
class Differences:
    """One metric by the phone and by the cameras, rep by rep: (R,) values."""

    metric: str
    phone: FloatArray
    cameras: FloatArray

    @property
    def bias(self) -> float:
        """Mean of phone minus cameras."""
        return float(np.mean(self.phone - self.cameras))

    @property
    def spread(self) -> float:
        """Standard deviation of phone minus cameras."""
        return float(np.std(self.phone - self.cameras, ddof=1))

    @property
    def as_aimed(self) -> bool:
        """Whether both are within the aims; True where there is none."""
        if self.metric not in AIMS:
            return True
        bias, spread = AIMS[self.metric]
        return abs(self.bias) <= bias and self.spread <= spread


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


def read_cameras(path: Path) -> tuple[FloatArray, FloatArray]:
    """Give times in s and the mean height in m of both ends of the bar."""
    lines = path.read_text().splitlines()
    header = next(number for number, line in enumerate(lines) if line.startswith("Frame\t"))
    table = np.array(
        [[float(cell) for cell in line.split()] for line in lines[header + 1 :] if line]
    )
    return table[:, 1], (table[:, 4] + table[:, 7]) / 2000.0


def read_phone(path: Path) -> tuple[FloatArray, FloatArray]:
    """Give times in s and heights in m of the plate; its own height in the picture scales it."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    scale = STANDARD_PLATE_M / float(np.median(table["norm_plate_height"]))
    return np.asarray(table["time"]), np.asarray(-scale * table["y"])


def true_count(path: Path) -> int:
    """Give the number of reps that a file's name ends in."""
    return int(re.findall(r"(\d+)reps", path.stem)[0])


def counted(path: Path) -> int:
    """Count the pulls of one record."""
    read = {".tsv": read_cameras, ".csv": read_phone}.get(path.suffix, read_kinovea)
    return len(find_pulls(*read(path)))


def differences() -> list[Differences]:
    """Measure every rep of the set that was recorded twice.

    Raises
    ------
    ValueError
        The two records do not have the same number of reps.
    """
    phone = rep_values(*read_phone(PHONE), PHONE_NOISE_M)
    cameras = rep_values(*read_cameras(CAMERAS), CAMERAS_NOISE_M)
    if len(phone) != len(cameras):
        raise ValueError(f"{len(phone)} reps by the phone and {len(cameras)} by the cameras")
    return [
        Differences(metric, phone[:, column], cameras[:, column])
        for column, metric in enumerate(METRIC_UNITS)
    ]


def rep_values(times: FloatArray, height: FloatArray, noise_m: float) -> FloatArray:
    """Give the metrics (R, M) of the R pulls of a record; NaN where not measured."""
    bar = BarHeight(times, height, noise_m, scale_error=0.0)
    rows = [
        velocity_metrics(bar, moments.lift_off_s, moments.lockout_s)
        for moments in fitted_events(times, height, find_pulls(times, height))
    ]
    return np.array(
        [[_number(row[name].value) for name in METRIC_UNITS] for row in rows], dtype=np.float64
    )


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def count_table() -> tuple[Table, bool]:
    """Give a row for each record, and whether every count is right."""
    table = Table("record", "true reps", "found")
    wrong = 0
    for path in sorted(RECORDS.glob("*reps.*")):
        true, found = true_count(path), counted(path)
        wrong += true != found
        table.add_row(path.stem, str(true), str(found))
    table.caption = f"{table.row_count - wrong} of {table.row_count} counts right"
    return table, wrong == 0


def difference_table(compared: Sequence[Differences]) -> Table:
    """Give a row for each metric of the set that was recorded twice."""
    table = Table("phone minus cameras", "cameras", "mean", "sd", "aim", "met")
    for each in compared:
        if not np.isfinite(each.phone - each.cameras).all():
            continue
        aim = " / ".join(f"{limit:g}" for limit in AIMS.get(each.metric, ()))
        table.add_row(
            f"{each.metric} ({METRIC_UNITS[each.metric]})",
            f"{np.mean(each.cameras):.3f}",
            f"{each.bias:+.3f}",
            f"{each.spread:.3f}",
            aim,
            ("yes" if each.as_aimed else "no") if aim else "",
        )
    return table


def main() -> int:
    """Print both tables."""
    console = Console(highlight=False)
    if not PHONE.is_file():
        console.print(f"error: no records in {RECORDS}", markup=False)
        return 1
    counts, all_right = count_table()
    console.print(counts)
    compared = differences()
    console.print(difference_table(compared))
    return int(not all_right or not all(each.as_aimed for each in compared))


if __name__ == "__main__":
    sys.exit(main())
