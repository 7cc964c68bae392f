"""What can go wrong, as types: each error says what is wrong and what to do about it.

The command line prints ``str(error)`` and ends with ``error.exit_code``.
"""


class LiftvisionError(Exception):
    """Anything liftvision refuses to do, with a way out.

    Parameters
    ----------
    problem
        One sentence: what is wrong, naming the file or value.
    advice
        One sentence: what the user can do about it.
    """

    exit_code = 1

    def __init__(self, problem: str, advice: str) -> None:
        super().__init__(f"{problem} {advice}")
        self.problem = problem
        self.advice = advice


class ClipError(LiftvisionError):
    """The input is not a video that can be analysed."""

    exit_code = 3


class NoPersonError(LiftvisionError):
    """The video plays, but nobody is seen in it."""

    exit_code = 4


class PersonChoiceError(LiftvisionError):
    """The person that was asked for is not in the video."""

    exit_code = 4


class BarPointError(LiftvisionError):
    """The point that was given for the bar is not in the picture."""

    exit_code = 4


class GivenError(LiftvisionError):
    """What was given of the lift cannot be."""

    exit_code = 2


class OutputError(LiftvisionError):
    """The results cannot be written where they should go."""

    exit_code = 6


class ModelError(LiftvisionError):
    """A pose model or the body data is missing, cannot be fetched, or is not what it should be."""

    exit_code = 7


class SystemLibraryError(LiftvisionError):
    """The machine lacks a system library that a dependency needs."""

    exit_code = 8


class SavedAnalysisError(LiftvisionError):
    """A folder does not hold an analysis that this version can load."""

    exit_code = 9


class TruthError(LiftvisionError):
    """The truth of a rendered clip is missing, or is not what it should be."""

    exit_code = 10


class RecipeError(LiftvisionError):
    """The recipe of a clip has a key or a value that is not allowed, or cannot be read."""

    exit_code = 10


class SyntheticError(LiftvisionError):
    """What a recipe asks of the synthetic lifter cannot be done."""

    exit_code = 10


class SpinePointsError(LiftvisionError):
    """The spine points that were given cannot be read, or are not those of the clip."""

    exit_code = 11


class PairError(LiftvisionError):
    """Two clips are not of the same set, or cannot be laid over each other."""

    exit_code = 12


class FormatError(LiftvisionError):
    """A file of another program cannot be read, or one for it cannot be written."""

    exit_code = 13


class RulesError(LiftvisionError):
    """A file of rules cannot be read, or says what no rule can."""

    exit_code = 14


class ComparisonError(LiftvisionError):
    """Sets cannot be compared: too few or too many, one twice, other lifts, or no reps."""

    exit_code = 15
