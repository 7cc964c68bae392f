"""What was seen of the back in one shot: by what, against which zero, and how sure."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from liftvision.measurement import Measurement

BackRoute: TypeAlias = Literal["outline", "keypoints"]
Clothes: TypeAlias = Literal["tight", "loose"]
BackZero: TypeAlias = Literal["standing clip", "upright frames", "usual back"]


@dataclass(frozen=True)
class Back:
    """The back in one shot.

    Attributes
    ----------
    route
        What lumbar flexion was measured on: the outline of the back, or spine points that were
        read in; None where it was not measured.
    reason
        Why not; None where it was.
    clothes
        How they sit on the back, judged from the picture; None where that was not needed.
    zero
        Whose standing is the zero of lumbar flexion and pelvis tilt: that of the clip that was
        given for it, that of the lifter's upright frames in this shot, or that of the backs the
        method was learned from.
    change_error_deg
        One standard error of the change of lumbar flexion between two moments of the shot. It is
        smaller than that of its amount, since shape and clothes of a back are wrong in all
        frames alike.
    most_flexion
        The lifter's own maximum of lumbar flexion, from the clip of a toe-touch.
    """

    route: BackRoute | None
    reason: str | None = None
    clothes: Clothes | None = None
    zero: BackZero | None = None
    change_error_deg: float | None = None
    most_flexion: Measurement | None = None

    @classmethod
    def not_measured(cls, reason: str) -> "Back":
        """Give a back that was not measured, with the reason."""
        return cls(None, reason)
