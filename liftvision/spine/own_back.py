"""What is known of the lifter's own back from other clips: standing upright, and bent over."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.measurement import Measurement


@dataclass(frozen=True, eq=False)
class OwnBack:
    """The lifter's own back; either part may be missing.

    Attributes
    ----------
    standing
        (ROW_LENGTH,) the mean of `rows.rows_of` while the lifter stands upright without a bar;
        NaN throughout where no such clip was given.
    most_flexion
        Lumbar flexion at the bottom of a toe-touch, against the same standing; None where no
        such clip was given.
    """

    standing: FloatArray
    most_flexion: Measurement | None = None

    def save(self, path: Path) -> None:
        """Write it to an ``.npz`` file."""
        most = self.most_flexion
        known = most is not None and most.value is not None and most.error is not None
        np.savez_compressed(
            path,
            standing=self.standing.astype(np.float32),
            most_flexion=np.array([most.value, most.error] if most and known else []),
            reason=np.array("" if most is None or most.reason is None else most.reason),
        )

    @classmethod
    def load(cls, path: Path) -> "OwnBack":
        """Read what `save` wrote.

        Raises
        ------
        OSError, KeyError, ValueError
            The file is missing, is not such a file, or lacks an array.
        """
        with np.load(path, allow_pickle=False) as saved:
            standing = saved["standing"].astype(np.float64)
            numbers, reason = saved["most_flexion"], str(saved["reason"])
        if len(numbers) == 2:
            return cls(standing, Measurement(float(numbers[0]), float(numbers[1]), "deg"))
        return cls(standing, Measurement.not_measured("deg", reason) if reason else None)
