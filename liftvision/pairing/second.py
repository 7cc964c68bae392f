"""The second clip of a set, and what it added to the analysis of the first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from liftvision.pairing.alignment import Alignment

if TYPE_CHECKING:
    from liftvision.analysis import Analysis


@dataclass(frozen=True, eq=False)
class SecondClip:
    """The other clip of the same set, analysed by itself.

    Attributes
    ----------
    analysis
        Of the second clip alone, on its own clock.
    alignment
        How its clock runs against that of the first clip.
    """

    analysis: "Analysis"
    alignment: Alignment
