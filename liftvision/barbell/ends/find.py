"""Both ends of the bar in front and rear views: found in the stills of a shot, or refused."""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.ends.fit import FEWEST_STILLS, learn, place_end
from liftvision.barbell.ends.look import EndsLook, learn_look, presence
from liftvision.barbell.ends.search import HALF_BAR_M, USUAL_DISTANCE_M, frames_held, search_ends
from liftvision.barbell.ends.snap import End
from liftvision.barbell.stills import Stills
from liftvision.barbell.window import Window
from liftvision.pose.view import View, off_front_deg

REACH_M = np.array([1.25, 0.5])
"""How far around the hands, across and down, a window for the ends reaches."""

MOST_OFF_DEG = 47.0
"""A view further from the front or the rear than this does not show both ends: a rendered bar
was still followed to a pixel at 41 degrees, taken for 45."""

LEAST_SCORE = 0.05
"""Of what goes with the hands; see `RoughEnds.score`. Bars with plates in front and rear views
had 0.09 and more, a drawn bar without plates 0.053, a bend and a squat without a bar 0.006 and
less."""

LEAST_SUPPORT = 0.3
"""Of both outlines, on average: plates had 0.42 and more."""

LEAST_PRESENCE = 0.12
"""See `presence`: plates had 0.22 and more, a drawn bar without any 0.0."""

MOST_UNEQUAL = 0.2
"""Heights of both ends may differ by this fraction beside what the view explains: plates' did by
0.1 at most."""

SIZE_ERROR = 0.025
"""Standard error of the mean height as a fraction where both ends agree, on rendered clips."""

NOT_FACING = "the view is not from the front or the rear"
NOTHING = "nothing on both sides goes with the hands"
NO_OUTLINE = "what goes with the hands on both sides does not look like plates"


@dataclass(frozen=True, eq=False)
class FoundEnds:
    """Both ends of the bar as the stills show them; the picture's left one first.

    Attributes
    ----------
    ends
        What both look like.
    look
        How to find them in a coarse picture.
    apart
        (2, 2) px of the window from the middle between them to each.
    beside
        (2,) px of the window from the middle of the hands to the middle of the ends.
    centres
        (S, 2, 2) px of the window, where they are in the stills; NaN where not found.
    height
        Of the plates, px of the window: the mean of both ends, so as far away as the bar's
        middle.
    height_error
        Its standard error as a fraction of it.
    score, support, presence
        Evidence that something goes with the hands on both sides, that it has the plates'
        outlines, and that these are seen only where the bar is.
    """

    ends: tuple[End, End]
    look: EndsLook
    apart: FloatArray
    beside: FloatArray
    centres: FloatArray
    height: float
    height_error: float
    score: float
    support: float
    presence: float


def faces_camera(view: View) -> bool:
    """Tell whether a view is near enough to the front or the rear for the ends to be followed."""
    if view.yaw_deg is None:
        return False
    off = off_front_deg(view.yaw_deg)
    return off <= MOST_OFF_DEG


def find_ends(stills: Stills, window: Window, view: View) -> FoundEnds | str:
    """Find both ends of the bar in stills of a shot in which the hands move.

    Gives why not, in a sentence, where there is no bar with plates at both ends.
    """
    if not faces_camera(view):
        return NOT_FACING
    rough = search_ends(stills, window, view)
    if rough is None or rough.score < LEAST_SCORE:
        return NOTHING
    held = frames_held(rough.evidence)
    if len(held) < FEWEST_STILLS:
        return NOTHING
    images = [stills.images[number] for number in held]
    learned = learn(
        images, rough.centres[held], rough.half_height, window.px_per_m, size_ratio(view)
    )
    if learned is None or learned.support < LEAST_SUPPORT:
        return NO_OUTLINE
    middle = learned.places.mean(axis=1)
    apart = np.nanmedian(learned.places - middle[:, None], axis=0)
    beside = np.nanmedian(middle - stills.hands[held], axis=0)
    starts = (stills.hands + beside)[:, None] + apart
    centres = np.stack(
        [place_end(stills.images, starts[:, side], learned.ends[side]) for side in (0, 1)], axis=1
    )
    heights = np.array([2.0 * end.outline.half_height for end in learned.ends])
    unequal = float(np.log(heights[1] / heights[0] / size_ratio(view)))
    seen = presence(stills.images, centres, learned.ends, window.px_per_m)
    if abs(unequal) > MOST_UNEQUAL or seen < LEAST_PRESENCE:
        return NO_OUTLINE
    return FoundEnds(
        ends=learned.ends,
        look=learn_look(stills.images, centres, learned.ends, apart, window),
        apart=apart,
        beside=beside,
        centres=centres,
        height=float(heights.mean()),
        height_error=float(np.hypot(SIZE_ERROR, 0.5 * unequal)),
        score=rough.score,
        support=learned.support,
        presence=seen,
    )


def size_ratio(view: View) -> float:
    """Give the height of the picture's right end over that of its left end, as the yaw makes it.

    A lifter who faces the picture's right has the own right end, the picture's left, nearer.
    """
    yaw = np.radians(view.yaw_deg or 0.0)
    nearer = HALF_BAR_M * np.sin(yaw) * np.sign(np.cos(yaw)) / USUAL_DISTANCE_M
    return float((1.0 - nearer) / (1.0 + nearer))
