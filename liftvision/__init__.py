"""What the body and the bar did in a clip of a deadlift, with an error on every number.

>>> import liftvision
>>> analysis = liftvision.analyze("clip.mp4")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liftvision.analysis import Analysis
    from liftvision.comparison.comparison import Comparison, compare
    from liftvision.errors import (
        BarPointError,
        ClipError,
        ComparisonError,
        GivenError,
        LiftvisionError,
        ModelError,
        NoPersonError,
        OutputError,
        PairError,
        PersonChoiceError,
        RulesError,
        SavedAnalysisError,
        SystemLibraryError,
    )
    from liftvision.given import Given
    from liftvision.pipeline import analyze

__all__ = [
    "Analysis",
    "BarPointError",
    "ClipError",
    "Comparison",
    "ComparisonError",
    "Given",
    "GivenError",
    "LiftvisionError",
    "ModelError",
    "NoPersonError",
    "OutputError",
    "PairError",
    "PersonChoiceError",
    "RulesError",
    "SavedAnalysisError",
    "SystemLibraryError",
    "__version__",
    "analyze",
    "compare",
]

_HOME = {
    "Analysis": "liftvision.analysis",
    "Comparison": "liftvision.comparison.comparison",
    "Given": "liftvision.given",
    "compare": "liftvision.comparison.comparison",
    "analyze": "liftvision.pipeline",
    **dict.fromkeys(
        (
            "BarPointError",
            "ClipError",
            "ComparisonError",
            "GivenError",
            "LiftvisionError",
            "ModelError",
            "NoPersonError",
            "OutputError",
            "PairError",
            "PersonChoiceError",
            "RulesError",
            "SavedAnalysisError",
            "SystemLibraryError",
        ),
        "liftvision.errors",
    ),
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module when it is first asked for: importing stays light."""
    if name == "__version__":
        from importlib.metadata import version

        return version("liftvision")
    if name not in _HOME:
        raise AttributeError(f"module 'liftvision' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """Give the public names."""
    return __all__
