"""A repetition, and the set that the repetitions make."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from liftvision.measurement import Measurement
from liftvision.pose.landmarks import Side

LiftName: TypeAlias = Literal["deadlift", "other", "none"]
LiftChoice: TypeAlias = Literal["deadlift", "any"]
Style: TypeAlias = Literal["conventional", "sumo", "romanian", "unknown"]
Phase: TypeAlias = Literal[
    "set-up", "first pull", "second pull", "lockout", "lowering", "rising", ""
]

SURE_STYLE = 0.95
"""From this probability on a style is sure enough for what follows to rest on it."""

FloorContact: TypeAlias = Literal["dead_stop", "touch_and_go"]

EVENTS = ("start_s", "lift_off_s", "knee_pass_s", "lockout_s", "lowering_s", "end_s")
"""The events of a rep in the order in which they happen in a deadlift."""


@dataclass(frozen=True)
class KneeCave:
    """How far one knee caves in during a rep; whether that is much, the rules say.

    Attributes
    ----------
    change, shift, separation
        The largest that are held for 0.15 s: degrees, % of the leg's length, and by how many % of
        their separation the knees come nearer to each other.
    time_s
        When the change is largest; None where it was not measured.
    """

    change: Measurement
    shift: Measurement
    separation: Measurement
    time_s: float | None = None

    @property
    def is_measured(self) -> bool:
        """Whether the knee was seen well enough."""
        return self.change.value is not None

    @classmethod
    def not_measured(cls, reason: str) -> "KneeCave":
        """Give a knee that was not measured, with the reason."""
        percent = Measurement.not_measured("%", reason)
        return cls(Measurement.not_measured("deg", reason), percent, percent)


@dataclass(frozen=True)
class Rep:
    """One repetition.

    A rep of another lift than the deadlift goes down first: it is set up upright (start), goes down
    (lowering), leaves its lowest point (lift-off), and is over when it is upright again (lockout
    and end at once). Its moments are those of the trunk, not of a bar, and it passes no knee.

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
    down_first
        Whether it goes down before it comes up: the lowering comes before lift-off.
    knee_cave
        Of the left and the right knee; empty before the frontal plane was measured.
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
    down_first: bool = False
    knee_cave: Mapping[Side, KneeCave] = field(default_factory=dict)

    @property
    def top_s(self) -> float | None:
        """Middle of the hold at the top; None where its end was not seen."""
        if self.lockout_s is None or self.lowering_s is None or self.down_first:
            return None
        return 0.5 * (self.lockout_s + self.lowering_s)

    @property
    def moments(self) -> tuple[float, ...]:
        """The events that were seen, in s, in the order in which they happen."""
        events = ("start_s", "lowering_s", "lift_off_s", "end_s") if self.down_first else EVENTS
        seen = (getattr(self, event) for event in events)
        return tuple(time_s for time_s in seen if time_s is not None)

    def phase_at(self, time_s: float) -> Phase:
        """Give the phase of this rep at a time; empty outside the rep."""
        phase: Phase = ""
        for mark, name in self._marks():
            if mark is not None and time_s >= mark:
                phase = name
        return phase

    def _marks(self) -> tuple[tuple[float | None, Phase], ...]:
        """Give the events with which a phase begins, in order."""
        if self.down_first:
            return (
                (self.start_s, "set-up"),
                (self.lowering_s, "lowering"),
                (self.lift_off_s, "rising"),
                (self.end_s, ""),
            )
        return (
            (self.start_s, "set-up"),
            (self.lift_off_s, "first pull"),
            (self.knee_pass_s, "second pull"),
            (self.lockout_s, "lockout"),
            (self.lowering_s, "lowering"),
            (self.end_s, ""),
        )


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
        In order; empty unless it is a deadlift, or the reps of any lift were asked for.
    metrics
        Of the whole set.
    remarks
        Sentences on what the numbers alone do not say, such as that hands and bar disagree.
    style_confidence
        Probability that it is this style; None where it is unknown or was given.
    style_reason
        Why the style is unknown, or that it was given; None where it was seen.
    from_second
        Names of the metrics that the second of two clips saw better; empty with one clip.
    """

    lift: LiftName
    style: Style
    reason: str
    reps: tuple[Rep, ...]
    metrics: Mapping[str, Measurement] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    style_confidence: float | None = None
    style_reason: str | None = None
    from_second: frozenset[str] = frozenset()
