"""What was seen of the lifter's frontal plane in one shot: how the feet stand, and how sure."""

from dataclasses import dataclass

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement


@dataclass(frozen=True, eq=False)
class Knees:
    """Where the knees are against the line from hip to ankle; (T, 2) m, left and right.

    NaN in frames that were not measured.

    Attributes
    ----------
    outward
        How far outside the line the knee lies in the frontal plane.
    bend
        How far it lies from the line at all: forward, too.
    thigh_up, shank_up
        How much higher the hip is than the knee, and the knee than the ankle.
    toe_out
        How far outside the line the knee would lie were it straight over the foot.
    apart
        (T,) m between both knees, across.
    """

    outward: FloatArray
    bend: FloatArray
    thigh_up: FloatArray
    shank_up: FloatArray
    toe_out: FloatArray
    apart: FloatArray


@dataclass(frozen=True)
class Front:
    """The frontal plane in one shot.

    Attributes
    ----------
    reason
        Why it was not measured; None where it was.
    stance_width
        Between the ankles, m.
    toe_out_l, toe_out_r
        How far each foot is turned outward from straight ahead, deg.
    grip_width
        Between the wrists with the hands on the bar, m.
    off_front
        How far the camera stands off the front or the rear, deg, and its error; positive where
        the lifter is turned counter-clockwise, seen from above.
    knees
        The knees in every frame of the shot; None where it was not measured.
    """

    reason: str | None
    stance_width: Measurement
    toe_out_l: Measurement
    toe_out_r: Measurement
    grip_width: Measurement
    off_front: Measurement
    knees: Knees | None = None

    @classmethod
    def not_measured(cls, reason: str) -> "Front":
        """Give a frontal plane that was not measured, with the reason."""
        width, angle = (Measurement.not_measured(unit, reason) for unit in ("m", "deg"))
        return cls(reason, width, angle, angle, width, angle)
