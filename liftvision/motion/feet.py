"""Where the feet stand along the forward axis, against which the bar is compared."""

import numpy as np

from liftvision.measurement import Measurement
from liftvision.motion.estimates import Estimate
from liftvision.motion.floor import clear_of_plates, feet_are_hidden
from liftvision.motion.motion import Feet
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import SIDES, of_side

ANKLES_ERROR_M, HIDDEN_ANKLES_ERROR_M = 0.01, 0.05
HEEL_ERROR_M, HIDDEN_HEEL_ERROR_M = 0.01, 0.05
TOE_ERROR_M, HIDDEN_TOE_ERROR_M = 0.02, 0.06
"""Standard errors along the floor, of the ankles themselves and of heel and toe against them: seen,
and behind the plates of a side view. Measured on 20 rendered clips."""

NOT_SEEN = "the feet were not seen"


def ankles_right(seen: Seen) -> Estimate | None:
    """Give the point midway between the ankles, m to the right of the middle of the picture."""
    place = _median_right(seen, "ankle")
    error = HIDDEN_ANKLES_ERROR_M if feet_are_hidden(seen) else ANKLES_ERROR_M
    return None if place is None else Estimate(place, error)


def find_feet(seen: Seen, forward: float, bar_x_error: float) -> Feet:
    """Find heel and toe.

    Parameters
    ----------
    seen
        Of the shot.
    forward
        M to the right for one m forward.
    bar_x_error
        As `Feet` has it.
    """
    hidden = feet_are_hidden(seen)
    ankles, heel, toe = (_median_right(seen, name) for name in ("ankle", "heel", "foot_index"))
    if ankles is None or heel is None or toe is None:
        return Feet.not_measured(NOT_SEEN)
    return Feet(
        heel_x=Measurement(
            (heel - ankles) / forward, HIDDEN_HEEL_ERROR_M if hidden else HEEL_ERROR_M, "m"
        ),
        toe_x=Measurement(
            (toe - ankles) / forward, HIDDEN_TOE_ERROR_M if hidden else TOE_ERROR_M, "m"
        ),
        bar_x_error=bar_x_error,
    )


def _median_right(seen: Seen, joint: str) -> float | None:
    both = [of_side(joint, side) for side in SIDES]
    places = seen.body_m[clear_of_plates(seen)][:, both, 0].mean(axis=1)
    places = places[np.isfinite(places)]
    return float(np.median(places)) if len(places) else None
