"""The labelled real clips, which lie beside the checkout in ``../shared/clips``."""

import csv
import sys
from pathlib import Path

CLIPS = Path(__file__).parents[1].parent / "shared" / "clips"
LABELS = CLIPS / "labels.csv"


def label_rows(only: str = "") -> list[dict[str, str]]:
    """Give the rows of ``labels.csv`` whose file's name contains a text.

    Raises
    ------
    SystemExit
        With 2: the clips are not there.
    """
    if not LABELS.exists():
        print("The labelled clips are not beside the checkout: nothing to measure.")
        sys.exit(2)
    with LABELS.open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if only in row["file"]]
