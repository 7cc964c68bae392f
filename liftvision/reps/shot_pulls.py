"""The pulls of one shot: what the bar does and what the hands do, held against each other.

Which lift it is, the body shows; when a rep begins and ends, the bar shows, where it was followed
itself. Hands that move while the bar stays where it is lift nothing.
"""

from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BarTrack
from liftvision.barbell.wrists import wrist_midpoint
from liftvision.clip.clip import Shot
from liftvision.motion.cleaning import clean
from liftvision.motion.motion import Motion
from liftvision.motion.seen import Seen
from liftvision.pose.view import View
from liftvision.reps.any_lift import Dip
from liftvision.reps.events import RepEvents, events_at_frames, fitted_events
from liftvision.reps.lift import MIN_RISE, judge_pulls
from liftvision.reps.posture import Posture, posture_of
from liftvision.reps.pulls import Pull, find_pulls
from liftvision.reps.resting import scatter_at_rest
from liftvision.reps.style import ToldStyle, tell_style
from liftvision.reps.style_cues import style_cues

BODY_MOVES = 0.15
"""Shoulders that travel up and down by less, in body sizes, are of somebody who lifts nothing."""

SEEN_ENOUGH = 0.5
"""A bar that was seen in this part of a movement of the hands, and did not rise, stayed down."""

RISE_BY_HANDS = (0.75, 1.6)
"""The near plate rises in the picture by 1.1 to 1.35 times what the hands do, the ends of a bar
by as much as they; beyond these, one of the two was followed wrongly."""


@dataclass(frozen=True)
class LiftedPull:
    """A pull that is a deadlift.

    Attributes
    ----------
    pull
        In frames of the shot.
    events
        Its moments, on the clip's clock.
    noise
        By which part of its way the bar scatters at rest; None where the events were seen on the
        hands.
    start
        Frame in which the hands were down at the bar.
    """

    pull: Pull
    events: RepEvents
    noise: float | None
    start: int | None


@dataclass(frozen=True, eq=False)
class ShotPulls:
    """What was pulled in one shot.

    Attributes
    ----------
    number
        Of the shot.
    shot, view, posture
        Of it; the posture has the hands for the bar.
    deadlifts
        In order.
    others
        Why other pulls are no deadlifts.
    style
        As the view shows it, and how surely.
    body_moves
        Whether the shoulders go up and down at all.
    remarks
        Where hands and bar disagree.
    dips
        Each time the lifter goes down and up again, where the reps of any lift are asked for and
        there is no deadlift.
    """

    number: int
    shot: Shot
    view: View
    posture: Posture
    deadlifts: tuple[LiftedPull, ...]
    others: tuple[str, ...]
    style: ToldStyle
    body_moves: bool
    remarks: tuple[str, ...]
    dips: tuple[Dip, ...] = ()


def pulls_of_shot(motion: Motion, bar: BarTrack, seen: Seen, number: int) -> ShotPulls:
    """Find the pulls of a shot in which the lifter was found, and judge them."""
    shot, view = motion.shots[number], motion.views[number]
    times, landmarks = motion.times[shot.frames], motion.landmarks[shot.frames]
    posture = posture_of(landmarks, wrist_midpoint(landmarks))
    by_hands = find_pulls(times, posture.hand_height, MIN_RISE)
    if bar.shots[number].source in ("none", "wrists"):
        judged, others = judge_pulls(posture, by_hands, view)
        lifted = [_by_hands(times, pull) for pull in judged]
        remarks: list[str] = []
    else:
        lifted, others, remarks = _by_bar(
            _FollowedShot(times, bar, number, shot, view, posture), by_hands
        )
    cues = style_cues(times, landmarks, seen.world, posture, [each.pull for each in lifted])
    low, high = np.nanpercentile(posture.hand_height - posture.hand_above_shoulder, [2.0, 98.0])
    return ShotPulls(
        number=number,
        shot=shot,
        view=view,
        posture=posture,
        deadlifts=tuple(lifted),
        others=tuple(others),
        style=tell_style(cues, view, followed=bar.shots[number].source not in ("none", "wrists")),
        body_moves=bool(high - low > BODY_MOVES),
        remarks=tuple(remarks),
    )


def _by_hands(times: FloatArray, pull: Pull) -> LiftedPull:
    start = pull.start if pull.lift_off is not None else None
    return LiftedPull(pull, events_at_frames(times, pull), noise=None, start=start)


@dataclass(frozen=True, eq=False)
class _FollowedShot:
    """A shot in which the bar itself was followed."""

    times: FloatArray
    bar: BarTrack
    number: int
    shot: Shot
    view: View
    posture: Posture

    def pulls(self) -> tuple[list[Pull], FloatArray, float]:
        """Give the bar's pulls, its height (T,), and by how much that scatters at rest.

        Heights are in body sizes. Pulls are found with short gaps bridged, the height has gaps.
        """
        frames, size = self.shot.frames, self.posture.body_size_px
        bridged = self.bar.centre[frames, 1]
        pulls = find_pulls(self.times, clean(self.times, -bridged) / size, MIN_RISE)
        seen = self.bar.seen_by(self.bar.shots[self.number].source)[frames, 1]
        height = -seen / size
        noise = float(np.nanmedian(self.bar.error[frames])) / size
        scatter = scatter_at_rest(self.times, height, pulls)
        return pulls, height, float(np.nanmax([scatter, noise]))


def _by_bar(
    seen: _FollowedShot, by_hands: list[Pull]
) -> tuple[list[LiftedPull], list[str], list[str]]:
    """Give the deadlifts of a followed bar, the reasons for the others, and what disagrees."""
    times, posture = seen.times, seen.posture
    pulls, raw, scatter = seen.pulls()
    events = dict(zip(pulls, fitted_events(times, raw, pulls), strict=True))
    judged, others = judge_pulls(posture, pulls, seen.view)
    lifted, remarks = [], []
    for pull in judged:
        hands = [each for each in by_hands if _overlap(pull, each, len(times))]
        start = max((each.start for each in hands), default=None)
        noise = float(scatter / (pull.top - pull.bottom))
        lifted.append(LiftedPull(pull, events[pull], noise, start))
        remarks += _different_rise(times, pull, hands)
    for pull in by_hands:
        if any(_overlap(pull, each, len(times)) for each in pulls):
            continue
        deadlift, reason = judge_pulls(posture, [pull], seen.view)
        others += reason
        if not deadlift:
            continue
        first, last = _span(pull, len(times))
        if np.isfinite(raw[first : last + 1]).mean() < SEEN_ENOUGH:
            lifted.append(_by_hands(times, pull))
        elif pull.end is not None:
            # To stand up from a bar that was put down is nothing to speak of.
            remarks.append(
                f"At {times[first]:.1f} s the hands come up and the bar stays where it is: "
                "that is not counted."
            )
    return sorted(lifted, key=lambda each: each.pull.start), others, remarks


def _span(pull: Pull, frames: int) -> tuple[int, int]:
    """Give the first and the last frame of the way up."""
    first = pull.start if pull.lift_off is None else pull.lift_off
    return first, frames - 1 if pull.lockout is None else pull.lockout


def _overlap(pull: Pull, other: Pull, frames: int) -> bool:
    (first, last), (other_first, other_last) = _span(pull, frames), _span(other, frames)
    return min(last, other_last) > max(first, other_first)


def _different_rise(times: FloatArray, pull: Pull, hands: list[Pull]) -> list[str]:
    """Say so where the hands rise with the bar, but by another amount."""
    if len(hands) != 1 or None in (pull.lift_off, pull.lockout):
        return []
    least, most = RISE_BY_HANDS
    ratio = (pull.top - pull.bottom) / (hands[0].top - hands[0].bottom)
    if least <= ratio <= most:
        return []
    first, _ = _span(pull, len(times))
    return [
        f"At {times[first]:.1f} s the bar rises by {ratio:.1f} times what the hands do: "
        "one of them was followed wrongly."
    ]
