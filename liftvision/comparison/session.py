"""What is compared: two to six sets, each with a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from string import ascii_uppercase

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.errors import ComparisonError
from liftvision.progress import NoProgress, Progress

FEWEST, MOST = 2, 6
"""Sets that can be compared at once: more curves in one picture cannot be told apart."""


@dataclass(frozen=True, eq=False)
class Session:
    """One of the sets that are compared.

    Attributes
    ----------
    letter
        ``A`` for the first, with which the others are compared.
    name
        Of its clip.
    analysis
        Of the clip.
    folder
        Where the analysis is saved; None: it is not known to be.
    """

    letter: str
    name: str
    analysis: Analysis
    folder: Path | None = None


def sessions_of(
    given: Sequence[Analysis | str | Path], progress: Progress | None = None
) -> tuple[Session, ...]:
    """Give the sets with their letters; the analysis of a folder is loaded.

    Parameters
    ----------
    given
        Analyses, or the folders that they are saved in.
    progress
        Told of each folder.

    Raises
    ------
    ComparisonError
        They are too few or too many, the same one twice, of different lifts, or without reps.
    SavedAnalysisError
        A folder holds no analysis.
    """
    check_count(len(given))
    folders = [None if isinstance(each, Analysis) else Path(each) for each in given]
    check_folders([folder for folder in folders if folder is not None])
    told = progress or NoProgress()
    made = [
        _session(letter, each, folder, told)
        for letter, each, folder in zip(ascii_uppercase, given, folders, strict=False)
    ]
    check_lifts(made)
    return tuple(made)


def check_count(count: int) -> None:
    """Make sure that there is something to compare, and not too much.

    Raises
    ------
    ComparisonError
        It is not.
    """
    if not FEWEST <= count <= MOST:
        raise ComparisonError(
            f"{count} {'set' if count == 1 else 'sets'} cannot be compared.",
            f"Give {FEWEST} to {MOST}, the one to compare with first.",
        )


def check_folders(folders: Sequence[Path]) -> None:
    """Make sure, before the long work, that no folder is given twice.

    Raises
    ------
    ComparisonError
        One is.
    """
    for one, other in combinations(folders, 2):
        if one.resolve() == other.resolve():
            raise ComparisonError(
                f"{printable_name(one.resolve())} is given twice.", "Give different sets."
            )


def check_lifts(sessions: Sequence[Session]) -> None:
    """Make sure that every set has reps, and that all are of the same kind of lift.

    Raises
    ------
    ComparisonError
        One has none, is of another lift, or is there twice.
    """
    for one, other in combinations(sessions, 2):
        if one.analysis is other.analysis:
            raise ComparisonError(f"{one.name} is given twice.", "Give different sets.")
    for session in sessions:
        lifted = session.analysis.set
        if not lifted.reps:
            raise ComparisonError(
                f"{session.name} has no reps to compare: {lifted.reason.rstrip('.')}.",
                "Give the analysis of a set in which reps were found.",
            )
    first = sessions[0]
    for session in sessions[1:]:
        if session.analysis.set.lift != first.analysis.set.lift:
            raise ComparisonError(
                f"{first.name} and {session.name} are different lifts: "
                f"{_lift(first)} and {_lift(session)}.",
                "Compare sets of the same lift.",
            )


def _session(
    letter: str, given: Analysis | str | Path, folder: Path | None, progress: Progress
) -> Session:
    if not isinstance(given, Analysis):
        progress.stage(f"measuring {printable_name(Path(given).resolve())}", None)
    analysis = given if isinstance(given, Analysis) else Analysis.load(given)
    return Session(letter, printable_name(analysis.clip.path), analysis, folder)


def _lift(session: Session) -> str:
    return "a deadlift" if session.analysis.set.lift == "deadlift" else "no deadlift"
