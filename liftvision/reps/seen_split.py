"""What was seen of hip and spine in one shot: three curves, their errors, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.motion.back import Back
from liftvision.motion.motion import Motion
from liftvision.reps.at_event import HIDDEN_THEN, nearest_measured
from liftvision.reps.split import Turn

NOT_LOOKED_AT = "the back was not looked at"
NEAR_S = 0.1
"""A back does not move far within such a time: what is seen then stands for a moment."""

LONGEST_GAP_S = 0.4
"""A spine that is not seen for so long has not done anything that its ends do not show."""

HIDDEN_IN_PART = "the back or the hip was hidden for a part of it"


@dataclass(frozen=True, eq=False)
class SeenSplit:
    """Hip and spine in one shot.

    Attributes
    ----------
    times
        (T,) seconds.
    columns, errors
        Name to (T,) degrees: ``lumbar_flexion``, ``pelvis_tilt`` and, of the near side,
        ``hip_flexion``; NaN where not measured.
    reasons
        Why a column is NaN where it is; without an entry it was hidden then.
    back
        How the back was measured.
    """

    times: FloatArray
    columns: Mapping[str, FloatArray]
    errors: Mapping[str, FloatArray]
    reasons: Mapping[str, str]
    back: Back

    @property
    def change_error(self) -> float:
        """Standard error of a change of lumbar flexion between two moments; NaN: not known."""
        return np.nan if self.back.change_error_deg is None else self.back.change_error_deg

    def reason(self, column: str) -> str:
        """Tell why a column has no value where it has none."""
        return self.reasons.get(column, HIDDEN_THEN)

    def missing_at(self, columns: tuple[str, ...], *moments: float) -> str | None:
        """Tell why one of some columns has no value near a moment; None if all have."""
        for column in columns:
            values = self.columns[column]
            frames = [nearest_measured(self.times, values, each, NEAR_S) for each in moments]
            if not np.isfinite(values[frames]).all():
                return self.reason(column)
        return None

    def missing_between(self, columns: tuple[str, ...], begin_s: float, end_s: float) -> str | None:
        """Tell why one of some columns is not known from moment to moment; None if all are.

        A gap of up to `LONGEST_GAP_S` is bridged.
        """
        longest = LONGEST_GAP_S + float(np.median(np.diff(self.times)))
        for column in columns:
            seen = self.times[np.isfinite(self.columns[column])]
            seen = seen[(seen >= begin_s) & (seen <= end_s)]
            if np.diff([begin_s, *seen, end_s]).max() > longest:
                return self.reasons.get(column, HIDDEN_IN_PART)
        return None

    def at(self, column: str, moment: float) -> float:
        """Give a column's value at a moment, gaps bridged; it must be seen somewhere."""
        values = self.columns[column]
        seen = np.isfinite(values)
        return float(np.interp(moment, self.times[seen], values[seen]))

    def error_at(self, column: str, moment: float) -> float:
        """Give a column's error at a moment, gaps bridged; NaN where it is never known."""
        errors = self.errors[column]
        known = np.isfinite(errors)
        return float(np.interp(moment, self.times[known], errors[known])) if known.any() else np.nan

    def between(self, column: str, begin_s: float, end_s: float) -> tuple[FloatArray, FloatArray]:
        """Give times and values (K,) from moment to moment, both of them among them."""
        inside = self.times[(self.times > begin_s) & (self.times < end_s)]
        times = np.array([begin_s, *inside, end_s])
        values = self.columns[column]
        seen = np.isfinite(values)
        return times, np.asarray(np.interp(times, self.times[seen], values[seen]))

    def turn(self, begin_s: float, end_s: float) -> Turn:
        """Give what happens from moment to moment; NaN of what was never seen."""

        def less(column: str) -> float:
            if not np.isfinite(self.columns[column]).any():
                return np.nan
            return self.at(column, begin_s) - self.at(column, end_s)

        lumbar = less("lumbar_flexion")
        return Turn(lumbar, less("hip_flexion"), less("pelvis_tilt") + lumbar)

    def split_error(self, begin_s: float, end_s: float) -> float:
        """Give the standard error of the change of lumbar flexion between two moments.

        An upright back is nearly at its own zero and a bent one is not, so that what the error of
        the one has more than that of the other is no error of both alike; at least
        `change_error`.
        """
        begin, end = (self.error_at("lumbar_flexion", moment) for moment in (begin_s, end_s))
        return max(self.change_error, float(np.sqrt(abs(begin**2 - end**2))))

    def hip_error(self, begin_s: float, end_s: float) -> float:
        """Give the standard error that the hip's extension has besides that of the split.

        It is what the error of hip flexion has more than that of lumbar flexion: the thigh's, taken
        for another one at either moment. NaN where the hip's error is not known.
        """
        own = [
            self.error_at("hip_flexion", moment) ** 2 - self.error_at("lumbar_flexion", moment) ** 2
            for moment in (begin_s, end_s)
        ]
        return float(np.sqrt(np.maximum(own, 0.0).sum()))


def seen_split(motion: Motion, number: int) -> SeenSplit:
    """Collect hip and spine of a shot, by its number."""
    frames = motion.shots[number].frames
    hip = f"hip_flexion_{motion.views[number].near_side or 'l'}"
    names = {"lumbar_flexion": "lumbar_flexion", "pelvis_tilt": "pelvis_tilt", "hip_flexion": hip}
    reasons = {**motion.not_measured, **motion.partly}
    unseen = Back.not_measured(reasons.get("lumbar_flexion", NOT_LOOKED_AT))
    return SeenSplit(
        times=motion.times[frames],
        columns={name: motion.columns[column][frames] for name, column in names.items()},
        errors={name: motion.errors[column][frames] for name, column in names.items()},
        reasons={name: reasons[column] for name, column in names.items() if column in reasons},
        back=motion.backs[number] if motion.backs else unseen,
    )
