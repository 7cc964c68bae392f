"""A repetition, and the set that the repetitions make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from liftvision.measurement import Measurement

LiftName: TypeAlias = Literal["deadlift", "other", "none"]
Style: TypeAlias = Literal["conventional", "sumo", "romanian", "unknown"]
Phase: TypeAlias = Literal["set-up", "first pull", "second pull", "lockout", "lowering", ""]

FloorContact: TypeAlias = Literal["dead_stop", "touch_and_go"]

EVENTS = ("start_s", "lift_off_s", "knee_pass_s", "lockout_s", "lowering_s", "end_s")
"""The events of a rep in the order in which they happen."""


@dataclass(frozen=True)
class Rep:
    """One repetition.

    Attributes
    ----------
    number
        From 1, over the whole clip.
    complete
        Whether it was seen whole, from the set-up to the bar being down again.
    start_s, lift_off_s, knee_pass_s, lockout_s, end_s
        Seconds on the clip's clock; None where the event was not seen. Start: the hands are
        down at the bar; lift-off: the bar leaves the floor (or its lowest point); knee pass: it
        is as high as the knee, None where it never was below; lockout: it has arrived at its
        top; end: it is down again.
    metrics
        Name to measurement.
    lowering_s
        The bar leaves its top; None where it was not seen.
    event_errors
        One standard error in s of each event that was seen, by its name.
    floor
        Whether the bar rested before this rep, or turned at once; None for the first rep of a
        shot and where the bar itself was not followed.
    """

    number: int
    complete: bool
    start_s: float | None
    lift_off_s: float | None
    knee_pass_s: float | None
    lockout_s: float | None
    end_s: float | None
    metrics: Mapping[str, Measurement] = field(default_factory=dict)
    lowering_s: float | None = None
    event_errors: Mapping[str, float] = field(default_factory=dict)
    floor: FloorContact | None = None

    @property
    def top_s(self) -> float | None:
        """Middle of the hold at the top; None where its end was not seen."""
        if self.lockout_s is None or self.lowering_s is None:
            return None
        return 0.5 * (self.lockout_s + self.lowering_s)

    def phase_at(self, time_s: float) -> Phase:
        """Give the phase of this rep at a time; empty outside the rep."""
        marks: tuple[tuple[float | None, Phase], ...] = (
            (self.start_s, "set-up"),
            (self.lift_off_s, "first pull"),
            (self.knee_pass_s, "second pull"),
            (self.lockout_s, "lockout"),
            (self.lowering_s, "lowering"),
            (self.end_s, ""),
        )
        phase: Phase = ""
        for mark, name in marks:
            if mark is not None and time_s >= mark:
                phase = name
        return phase


@dataclass(frozen=True)
class LiftSet:
    """What was lifted: which lift, in which style, and its reps.

    Attributes
    ----------
    lift
        ``deadlift``, ``other`` (a lift, but not a deadlift) or ``none`` (nothing is lifted).
    style
        Of a deadlift; ``unknown`` where the view does not show it.
    reason
        What decided it, in a sentence.
    reps
        In order; empty unless it is a deadlift.
    metrics
        Of the whole set.
    remarks
        Sentences on what the numbers alone do not say, such as that hands and bar disagree.
    """

    lift: LiftName
    style: Style
    reason: str
    reps: tuple[Rep, ...]
    metrics: Mapping[str, Measurement] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
