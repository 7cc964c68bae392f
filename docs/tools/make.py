"""Make drawings, pages of metrics and the page of rules anew, from code and measured numbers.

    python docs/tools/make.py [--check]

With --check nothing is written; the command fails when anything is out of step.
"""

import argparse
import sys
from pathlib import Path

from cards import pages
from catalogue import DOCS
from drawings import all_drawings
from rules_table import rules_page


def made() -> dict[Path, str]:
    """Give the text of every file that is made, by its path."""
    texts = all_drawings() | pages() | rules_page()
    return {DOCS / name: text for name, text in texts.items()}


def out_of_step() -> list[Path]:
    """Give the files that are not as they would be made."""
    return [
        path
        for path, text in made().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write what has changed, or tell of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    only_check = parser.parse_args().check
    changed, texts = out_of_step(), made()
    for path in changed:
        sys.stdout.write(f"{path.relative_to(DOCS.parent)}\n")
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[path], encoding="utf-8")
    return int(only_check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
