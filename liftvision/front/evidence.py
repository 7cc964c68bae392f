"""What was seen of one shot from the front or the rear, as the fit takes it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.body.evidence import CORRELATION_S
from liftvision.body.gather import uprightness
from liftvision.front.figure import FRONT_POINTS
from liftvision.front.habits import DRAWN_LATE_S, trust_from_the_front, with_middles
from liftvision.front.knees import DEEP, knee_middles
from liftvision.given import Given
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import SIDES, of_side

MOSTLY = 0.3
"""Where the legs' edges tell the knees in this part of the frames, they tell how they err."""


@dataclass(frozen=True, eq=False)
class FrontEvidence:
    """One shot.

    Attributes
    ----------
    times
        (T,) s.
    places
        (T, 6, 2, 2) px right and up from the optical axis, of `FRONT_POINTS` left and right; 0
        where not seen.
    trust
        (T, 6, 2, 2) one over what they scatter, per m; 0 where not seen.
    usual, spread
        (2, 24) offsets and swings of the landmarks in m, and their standard deviations.
    upright
        (T,) -1 bent to 1 upright.
    rear
        Whether the camera stands behind the lifter.
    yaw_deg, yaw_error_deg
        As the pose tells it.
    scale
        Metres per px at the lifter, and its standard error as a fraction of it.
    height_m
        Of the lifter, where given.
    long_side_px
        Of the picture.
    deadlift
        Whether the lift is one: where the joints usually are rests on it.
    by_middles
        Whether the knees are mostly the middles of the legs' edges.
    """

    times: FloatArray
    places: FloatArray
    trust: FloatArray
    usual: FloatArray
    spread: FloatArray
    upright: FloatArray
    rear: bool
    yaw_deg: float
    yaw_error_deg: float
    scale: tuple[float, float]
    height_m: float | None
    long_side_px: float
    deadlift: bool
    by_middles: bool

    @cached_property
    def posture(self) -> FloatArray:
        """By how much offset and swing count in each frame, (T, 2)."""
        return np.stack([np.ones_like(self.upright), self.upright], axis=1)

    @cached_property
    def bent(self) -> FloatArray:
        """0 upright to 1 bent, (T,)."""
        return np.asarray(0.5 * (1.0 - self.upright))

    @cached_property
    def weights(self) -> FloatArray:
        """Roots (T,) of how many independent looks each frame is."""
        return np.asarray(np.sqrt(np.gradient(self.times) / CORRELATION_S))


def gather_front(
    seen: Seen, given: Given, *, deadlift: bool = True, knees: FloatArray | None = None
) -> FrontEvidence:
    """Give the evidence of a shot.

    Parameters
    ----------
    seen
        The shot, filmed from the front or the rear.
    given
        What the user knows.
    deadlift
        Whether that is what is lifted.
    knees
        (T, 2, 2) px, where the knees are, left and right; as their landmarks have it where None.
    """
    pairs = [[of_side(name, side) for side in SIDES] for name in FRONT_POINTS]
    landmarks = _in_time(seen)
    upright = _upright(seen.times, landmarks)
    yaw, yaw_error, scale = seen.view.yaw_deg, seen.view.error_deg, seen.scale.body
    assert yaw is not None and yaw_error is not None
    assert scale.value is not None and scale.error is not None
    rear = abs(yaw) > 90.0
    trust = trust_from_the_front(seen.inside[:, pairs], rear=rear)
    by_middles = False
    if seen.legs is not None:
        marked = [of_side("knee", side) for side in SIDES]
        about = landmarks[:, marked] if knees is None else knees
        inside = _hands_inside(landmarks, upright)
        middles = knee_middles(seen.legs, about, upright, hands_inside=inside, rear=rear)
        found = np.isfinite(middles.across)
        by_middles = bool(found.mean() > MOSTLY)
        if by_middles:
            landmarks[:, marked, 0] = np.where(found, middles.across, landmarks[:, marked, 0])
            trust = with_middles(trust, found, middles.by_both, upright < DEEP, rear=rear)
    middle = 0.5 * np.array(seen.size)
    places = (landmarks[:, pairs] - middle) * np.array([1.0, -1.0])
    known = np.isfinite(places)
    return FrontEvidence(
        times=seen.times,
        places=np.nan_to_num(places),
        trust=np.where(known, 1.0 / trust.scatter, 0.0),
        usual=trust.usual.reshape(2, -1),
        spread=trust.spread.reshape(2, -1),
        upright=upright,
        rear=rear,
        yaw_deg=yaw,
        yaw_error_deg=yaw_error,
        scale=(scale.value, scale.error / scale.value),
        height_m=given.height_m,
        deadlift=deadlift,
        by_middles=by_middles,
        long_side_px=float(max(seen.size)),
    )


def _hands_inside(landmarks: FloatArray, upright: FloatArray) -> bool:
    """Tell whether the hands of a bent lifter are between the knees."""
    wrist, knee = (
        np.abs(np.subtract(*(landmarks[:, of_side(name, side), 0] for side in SIDES)))
        for name in ("wrist", "knee")
    )
    known = np.isfinite(wrist + knee)
    bent = known & (upright <= np.median(upright[known]))
    return bool(np.median(wrist[bent]) < np.median(knee[bent]))


def _in_time(seen: Seen) -> FloatArray:
    """Give the landmarks (T, 33, 2) px as they would be had the model drawn them in time."""
    landmarks = seen.landmarks.copy()
    for name, late_s in DRAWN_LATE_S.items():
        for side in SIDES:
            index = of_side(name, side)
            for axis in range(2):
                values = seen.landmarks[:, index, axis]
                landmarks[:, index, axis] = np.interp(seen.times + late_s, seen.times, values)
    return landmarks


def _upright(times: FloatArray, landmarks: FloatArray) -> FloatArray:
    shoulders = -landmarks[:, [of_side("shoulder", side) for side in SIDES], 1].mean(axis=1)
    known = np.isfinite(shoulders)
    return uprightness(np.interp(times, times[known], shoulders[known]))
