"""Where the bar is, frame by frame, and what it was seen by."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import numpy as np

from liftvision.arrays import FloatArray, IntArray

BarSource: TypeAlias = Literal["none", "wrists", "point", "ends", "plate"]

BAR_SOURCES: tuple[BarSource, ...] = get_args(BarSource)
"""In the order of their codes in `BarTrack.sources`, the poorest first."""


@dataclass(frozen=True)
class Rim:
    """The outline of the near plate in one shot: an ellipse whose size is the same throughout.

    Attributes
    ----------
    half_width, half_height
        Half axes in px, the second the longer one.
    tilt_deg
        By how much the axes are turned, clockwise in the picture.
    size_error
        Standard error of the radius as a fraction of it.
    support
        Evidence for the outline over the whole shot, 0 to 1.
    radius
        px, the half of its upright extent: as the bar is level, that of the plate's true radius.
    offset_error
        px, one standard error of the centre that is the same in all frames, along either axis.
    """

    half_width: float
    half_height: float
    tilt_deg: float
    size_error: float
    support: float
    radius: float
    offset_error: float


@dataclass(frozen=True)
class ShotBar:
    """What the bar was followed by in one shot.

    Attributes
    ----------
    source
        ``plate``: the rim of the near plate; ``ends``: the plates at both ends, edge-on, in
        front and rear views; ``point``: a point that was given; ``wrists``: their midpoint.
    rim
        Of the near plate; None unless the source is ``plate``.
    end_height
        Height in px of the plates seen edge-on, standing for their diameter; None unless the
        source is ``ends``.
    end_height_error
        Its standard error as a fraction of it.
    reason
        Why it is not a better source, in a sentence; empty for the best that the view allows.
    """

    source: BarSource
    rim: Rim | None = None
    end_height: float | None = None
    end_height_error: float | None = None
    reason: str = ""


@dataclass(frozen=True, eq=False)
class BarTrack:
    """The bar through the clip, as it was seen: nothing smoothed.

    Attributes
    ----------
    times
        (T,) seconds; the clip's times.
    centre
        (T, 2) px in the upright image: the centre of the near plate's rim (``plate``), the
        middle between both ends (``ends``), the point (``point``), or the middle between the
        wrists; NaN where it was not seen.
    error
        (T,) px, one standard error of the centre along either axis; NaN where that is NaN.
    score
        (T,) 0 to 1, the part of the outline that was seen; NaN where it is not of plates.
    sources
        (T,) code of `BAR_SOURCES` of what each frame's centre was taken from. In a shot that
        follows a plate, ``wrists`` marks frames that were bridged.
    ends
        (T, 2, 2) px of the bar's ends in front and rear views, the lifter's left first; NaN
        where not seen, and in other views.
    shots
        One for each shot of the clip.
    """

    times: FloatArray
    centre: FloatArray
    error: FloatArray
    score: FloatArray
    sources: IntArray
    ends: FloatArray
    shots: tuple[ShotBar, ...]

    @property
    def source(self) -> BarSource:
        """What most of the clip's bar was taken from."""
        seen = self.sources[self.sources > 0]
        return BAR_SOURCES[int(np.bincount(seen).argmax())] if len(seen) else "none"

    def seen_by(self, source: BarSource) -> FloatArray:
        """Give the centre (T, 2) px where it was taken from one source; NaN elsewhere."""
        of_source = self.sources == BAR_SOURCES.index(source)
        return np.where(of_source[:, None], self.centre, np.nan)

    def save(self, path: Path) -> None:
        """Write the track to an ``.npz`` file."""
        numbers = ["end_height", "end_height_error"]
        rim = [field.name for field in fields(Rim)]
        shots: dict[str, Any] = {
            f"shot_{name}": np.array([_number(getattr(shot, name)) for shot in self.shots])
            for name in numbers
        }
        shots |= {
            f"rim_{name}": np.array([_number(getattr(shot.rim, name, None)) for shot in self.shots])
            for name in rim
        }
        np.savez_compressed(
            path,
            times=self.times,
            centre=self.centre.astype(np.float32),
            error=self.error.astype(np.float32),
            score=self.score.astype(np.float32),
            sources=self.sources.astype(np.int8),
            ends=self.ends.astype(np.float32),
            shot_source=np.array([BAR_SOURCES.index(shot.source) for shot in self.shots]),
            shot_reason=np.array([shot.reason for shot in self.shots], dtype=np.str_),
            **shots,
        )

    @classmethod
    def load(cls, path: Path) -> "BarTrack":
        """Read a track that `save` wrote.

        Raises
        ------
        OSError, KeyError, IndexError, TypeError, ValueError
            The file is missing, is not such a file, or lacks an array.
        """
        with np.load(path, allow_pickle=False) as saved:
            # Each look into the archive unpacks the array anew.
            arrays = {name: saved[name] for name in saved.files}
        shots = tuple(_shot(arrays, index) for index in range(len(arrays["shot_source"])))
        floats = ("times", "centre", "error", "score", "ends")
        return cls(
            **{name: arrays[name].astype(np.float64) for name in floats},
            sources=arrays["sources"].astype(np.int64),
            shots=shots,
        )


def _shot(saved: Mapping[str, Any], index: int) -> ShotBar:
    """Read what the bar was followed by in one shot.

    Raises
    ------
    ValueError
        There is no such source.
    """
    code = int(saved["shot_source"][index])
    if not 0 <= code < len(BAR_SOURCES):
        raise ValueError(f"no bar source {code}")
    rim = {field.name: float(saved[f"rim_{field.name}"][index]) for field in fields(Rim)}
    return ShotBar(
        source=BAR_SOURCES[code],
        rim=Rim(**rim) if np.isfinite(rim["half_height"]) else None,
        end_height=_maybe(saved["shot_end_height"][index]),
        end_height_error=_maybe(saved["shot_end_height_error"][index]),
        reason=str(saved["shot_reason"][index]),
    )


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _maybe(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
