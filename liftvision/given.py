"""What the user knows of the lift and cannot be seen, or is seen wrongly."""

from dataclasses import dataclass
from typing import get_args

from liftvision.errors import GivenError
from liftvision.reps.rep import LiftChoice, Style

STANDARD_PLATE_M = 0.45
"""Diameter of competition plates (International Weightlifting Federation, 3.3.2.2)."""

PLATE_DIAMETERS_M = (0.15, 0.5)
HEIGHTS_M = (1.0, 2.5)
LOADS_KG = (1.0, 1000.0)
"""Least and most of each that is believed; beyond, the unit is probably another one."""


@dataclass(frozen=True)
class Given:
    """Sizes and names given by the user; None: not given.

    Attributes
    ----------
    style
        Of the lift.
    plate_diameter_m
        Of the largest plates; `STANDARD_PLATE_M` is assumed where it is not given.
    height_m
        Of the lifter, standing.
    load_kg
        Bar and plates together.
    lift
        What to look for: deadlifts, or, where there are none, the reps of any lift that goes down
        and up on both legs.

    Raises
    ------
    GivenError
        A number is not within its limits, or the style or the lift is none.
    """

    style: Style | None = None
    plate_diameter_m: float | None = None
    height_m: float | None = None
    load_kg: float | None = None
    lift: LiftChoice = "deadlift"

    def __post_init__(self) -> None:
        if self.style is not None and self.style not in get_args(Style):
            raise GivenError(
                f"There is no style {self.style!r}.", f"Give one of {', '.join(get_args(Style))}."
            )
        if self.lift not in get_args(LiftChoice):
            raise GivenError(
                f"There is no choice {self.lift!r} of what to look for.",
                f"Give one of {', '.join(get_args(LiftChoice))}.",
            )
        _check("plate diameter", self.plate_diameter_m, PLATE_DIAMETERS_M, "m")
        _check("height of the lifter", self.height_m, HEIGHTS_M, "m")
        _check("load", self.load_kg, LOADS_KG, "kg")


def _check(what: str, value: float | None, limits: tuple[float, float], unit: str) -> None:
    least, most = limits
    if value is not None and not least <= value <= most:
        raise GivenError(
            f"A {what} of {value:g} {unit} cannot be.",
            f"Give it in {unit}, from {least:g} to {most:g}.",
        )
