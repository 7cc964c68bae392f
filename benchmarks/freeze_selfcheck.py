"""Run the self-check on the sample clips and write its figures into the docs.

What has become worse than the published figures is printed first; they are replaced all the same.
"""

import argparse
import sys
from pathlib import Path

from rich.console import Console

from liftvision.errors import LiftvisionError
from liftvision.native import quiet_native_output
from liftvision.selfcheck.clips import sample_folder
from liftvision.selfcheck.frozen import ROWS_NAME, freeze, read_frozen, worsened
from liftvision.selfcheck.run import check_clips
from liftvision.selfcheck.table import rows_of
from liftvision.terminal import progress

DOCS = Path(__file__).parents[1] / "docs"


def main() -> int:
    """Write ``docs/selfcheck.json`` and the table of ``docs/selfcheck.md``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder in which poses are kept")
    chosen = parser.parse_args()
    console = Console()
    try:
        with quiet_native_output(), progress(quiet=False) as shown:
            rows = rows_of(check_clips(sample_folder(), cache=chosen.cache, progress=shown))
        if (DOCS / ROWS_NAME).is_file():
            for sentence in worsened(rows, read_frozen(DOCS)):
                console.print(f"worse: {sentence}", markup=False)
        freeze(rows, DOCS)
    except LiftvisionError as error:
        console.print(f"error: {error}", markup=False)
        return error.exit_code
    console.print(f"{len(rows)} rows written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
