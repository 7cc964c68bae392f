"""How a file is named in a sentence for the user."""

from pathlib import Path

LONGEST_NAME = 80
"""Characters of a file name that a message shows."""


def printable_name(path: Path) -> str:
    """Give the name of a file such that it is safe to print.

    Control characters, terminal escapes, text-direction marks and undecodable bytes become
    the replacement character; a very long name is shortened in its middle.
    """
    name = path.name or str(path)
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    if len(clean) <= LONGEST_NAME:
        return clean
    half = LONGEST_NAME // 2
    return f"{clean[:half]}\N{HORIZONTAL ELLIPSIS}{clean[-half:]}"
