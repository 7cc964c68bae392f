"""The overlay videos of the sets beside each other, and what keeps them in step."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from liftvision.clip.naming import printable_name
from liftvision.comparison.in_step import knots
from liftvision.comparison.session import Session
from liftvision.report.folder import OVERLAY_NAME
from liftvision.report.page.moments import EVENT_NAMES
from liftvision.report.page.render import DECIMALS

VIDEO_NAMES = tuple(f"{letter}.mp4" for letter in "abcdef")
"""Beside the page, in the order of the sets."""


@dataclass(frozen=True)
class Film:
    """The video of a set.

    Attributes
    ----------
    session
        The set.
    style
        Class of its colour.
    video
        The file beside the page; None where there is no overlay.
    advice
        How to make it, where it is missing.
    command
        The command for that; empty where the place of the analysis is not known.
    is_wide
        Whether the clip is wider than high.
    """

    session: Session
    style: str
    video: str | None
    advice: str
    command: str
    is_wide: bool


def films_of(sessions: Sequence[Session]) -> tuple[Film, ...]:
    """Give the videos, in the order of the sets."""
    return tuple(
        _film(index, session, name)
        for index, (session, name) in enumerate(zip(sessions, VIDEO_NAMES, strict=False))
    )


def overlay_of(session: Session) -> Path | None:
    """Give the overlay of a set; None where there is none, or where a link leads elsewhere."""
    if session.folder is None:
        return None
    path = session.folder / OVERLAY_NAME
    return path if path.is_file() and not path.is_symlink() else None


def copy_videos(sessions: Sequence[Session], folder: Path) -> None:
    """Lay the overlays beside a page, so that its folder can be moved and mailed.

    Raises
    ------
    OSError
        One cannot be read or written.
    """
    for session, name in zip(sessions, VIDEO_NAMES, strict=False):
        overlay = overlay_of(session)
        if overlay is not None:
            shutil.copyfile(overlay, folder / name)


def step_data(sessions: Sequence[Session], knee: float) -> list[dict[str, object]]:
    """Give for each set what the page needs to keep its video in step: JSON.

    ``begin`` and ``end`` of what was read of the clip; for each rep its number and its ``marks``:
    name of the event, time on the clip's clock, and place on the axis of the curves.
    """
    return [
        {
            "letter": session.letter,
            "begin": round(float(session.analysis.clip.times[0]), DECIMALS),
            "end": round(float(session.analysis.clip.times[-1]), DECIMALS),
            "reps": [
                {
                    "number": rep.number,
                    "marks": [
                        [EVENT_NAMES[name], round(time_s, DECIMALS), place]
                        for name, time_s, place in knots(rep, knee)
                    ],
                }
                for rep in session.analysis.set.reps
            ],
        }
        for session in sessions
    ]


def _film(index: int, session: Session, name: str) -> Film:
    clip = session.analysis.clip
    has_video = overlay_of(session) is not None
    advice, command = "", ""
    if not has_video and session.folder is None:
        advice = "Save its analysis with the overlay, and compare the folders."
    elif not has_video and session.folder is not None:
        advice = "Make it, and compare again:"
        of, out = printable_name(clip.path), printable_name(session.folder.resolve())
        command = f"liftvision analyze {quote(of)} --out {quote(out)}"
    return Film(
        session, f"s-{index}", name if has_video else None, advice, command,
        is_wide=clip.width > clip.height,
    )  # fmt: skip
