"""From the timeline to what happens: each phase with its postures and its bar."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.movement import course
from liftvision.synthetic.movement import faults as dials
from liftvision.synthetic.movement.coordinates import Coordinates
from liftvision.synthetic.movement.course import (
    COLUMNS,
    ROLL,
    TILT,
    BarPath,
    bump,
    eased_law,
    even_law,
)
from liftvision.synthetic.movement.lifter import Lifter
from liftvision.synthetic.movement.limbs import limbs_of
from liftvision.synthetic.movement.passage import Passage, backward, backward_path
from liftvision.synthetic.movement.pulling import Held, Way, knee_progress, lowered, pulled
from liftvision.synthetic.movement.standing import breath, sway, swayed, touching_toes, waves
from liftvision.synthetic.movement.timeline import FALL_S, Kind, Span, timeline
from liftvision.synthetic.movement.transitions import (
    Rows,
    bending,
    columns,
    drawn_through,
    letting_go,
)
from liftvision.synthetic.movement.walking import (
    CARRIED_AHEAD_M,
    CARRIED_UP_M,
    CARRYING,
    FREE,
    walking_in,
)
from liftvision.synthetic.recipes.recipe import Faults

PATH_KNOTS = 121

OPEN_S, SETTLED_S = 0.08, 0.7
"""How long after a bar is let go the fingers are open, and the arms hang."""

HOLD_SWAYS = 0.5
"""How much of the sway of quiet standing is left with a bar in the hands."""


def passages_of(lifter: Lifter) -> tuple[Passage, ...]:
    """Give what happens in every phase of a clip, in order."""
    spans = timeline(lifter.movement, lifter.seed)
    return tuple(_MAKERS[span.kind](lifter, span) for span in spans)


def _stand(lifter: Lifter, span: Span) -> Passage:
    rows = _swaying(lifter, span, lifter.free, 1.0)
    return Passage(span, even_law(span.begin_s, span.duration_s), rows, _lying(lifter, span.rep))


def _toe_touch(lifter: Lifter, span: Span) -> Passage:
    limbs = limbs_of(lifter.body.skeleton)
    rows = touching_toes(limbs, lifter.free, lifter.hanging)
    return Passage(span, even_law(span.begin_s, span.duration_s), rows)


def _walk(lifter: Lifter, span: Span) -> Passage:
    """Walk in; or, the same backward, out. In a Romanian deadlift the bar comes along."""
    carried = lifter.top if lifter.movement.lift == "romanian" else None
    last, gait = (carried.posture, CARRYING) if carried else (lifter.free, FREE)
    limbs = limbs_of(lifter.body.skeleton)
    rows = walking_in(limbs, lifter.body.height_m, last, lifter.arms, gait)
    bar = _carried(carried, rows) if carried else _lying(lifter, span.rep)
    if span.kind == "walk_out":
        rows, bar = backward(rows), None if bar is None else backward_path(bar)
    law = even_law(span.begin_s, span.duration_s)
    return Passage(span, law, rows, bar, carried is not None, lifter.stance.grip)


def _bend_down(lifter: Lifter, span: Span) -> Passage:
    bottom = lifter.bottoms[span.rep].posture
    limbs = limbs_of(lifter.body.skeleton)
    rows = bending(limbs, lifter.free, bottom, lifter.hanging)
    return Passage(span, eased_law(span.begin_s, span.duration_s), rows, _lying(lifter, span.rep))


def _rise(lifter: Lifter, span: Span) -> Passage:
    down = _bend_down(lifter, span)
    return replace(down, rows=backward(down.rows))


def _wait(lifter: Lifter, span: Span) -> Passage:
    """Hold the bar at the bottom: the back and the knees settle, the breath is taken."""
    bottom = lifter.bottoms[span.rep]
    braced, eased = bottom.posture, lifter.eased[span.rep]
    settling = drawn_through(np.array([0.0, 1.0]), [braced, eased])
    law = even_law(span.begin_s, span.duration_s)
    open_begin = span.kind == "set_up" and span.begin_s == 0.0

    def rows(progress: FloatArray) -> FloatArray:
        times = span.begin_s + progress * span.duration_s
        begin = -0.5 if open_begin else 0.0
        share = bump(progress, begin, begin + 0.3, 0.45, 0.95)
        return settling(share * (0.6 + 0.4 * breath(times)))

    return Passage(span, law, rows, _lying(lifter, span.rep), True, lifter.stance.grip)


def _pull(lifter: Lifter, span: Span) -> Passage:
    way = way_of(lifter, span.rep)
    movement = lifter.movement
    law = course.pull_law(
        span.begin_s, span.duration_s, movement.sticking, _rebounds(lifter, span.rep)
    )
    return Passage(span, law, pulled(way), way.path, True, lifter.stance.grip)


def _rebounds(lifter: Lifter, rep: int) -> bool:
    """Whether a rep begins with the bar coming up as it came down, without a stop."""
    movement = lifter.movement
    first = rep == 0 and movement.lift != "romanian"
    return movement.floor == "touch_and_go" and movement.lowering == "lowered" and not first


def _lower(lifter: Lifter, span: Span) -> Passage:
    """Let the bar down: to where the next rep begins; a Romanian deadlift to this rep's bottom."""
    down_to = span.rep if lifter.movement.lift == "romanian" else span.rep + 1
    way = way_of(lifter, down_to, sound=True)
    rebounds = down_to < lifter.movement.reps and _rebounds(lifter, down_to)
    law = course.lowering_law(span.begin_s, span.duration_s, rebounds)
    rows, path = backward(lowered(way)), backward_path(way.path)
    return Passage(span, law, rows, path, True, lifter.stance.grip)


def _hold(lifter: Lifter, span: Span) -> Passage:
    top = lifter.held_top
    still = np.array([0.0, top.bar_height, top.bar_forward, 0.0, _roll(lifter, span.rep)])
    progress = np.linspace(0.0, 1.0, PATH_KNOTS)
    moved = HOLD_SWAYS * sway(_times(span, progress), lifter.seed) * _own(progress)[:, None]
    rows = np.tile(still, (PATH_KNOTS, 1))
    rows[:, :3] += moved
    law = even_law(span.begin_s, span.duration_s)
    postures = _swaying(lifter, span, top.posture, HOLD_SWAYS)
    path = course.path_through(progress, rows)
    return Passage(span, law, postures, path, True, lifter.stance.grip)


def _fall(lifter: Lifter, span: Span) -> Passage:
    """Let the bar go at the top, and stay up."""
    rows = letting_go(
        lifter.held_top.posture,
        lifter.free,
        opened=OPEN_S / span.duration_s,
        settled=SETTLED_S / span.duration_s,
    )
    path = _dropped(lifter, span.rep, _roll(lifter, span.rep))
    return Passage(span, even_law(span.begin_s, span.duration_s), rows, path)


_MAKERS: Mapping[Kind, Callable[[Lifter, Span], Passage]] = {
    "walk_in": _walk,
    "walk_out": _walk,
    "stand": _stand,
    "toe_touch": _toe_touch,
    "bend_down": _bend_down,
    "rise": _rise,
    "set_up": _wait,
    "rest": _wait,
    "pull": _pull,
    "lower": _lower,
    "hold": _hold,
    "fall": _fall,
}


def _times(span: Span, progress: FloatArray) -> FloatArray:
    return np.asarray(span.begin_s + progress * span.duration_s)


def _own(progress: FloatArray) -> FloatArray:
    """Give how much (T,) a phase's own small movements show: none at its ends."""
    return bump(progress, 0.0, 0.3, 0.7, 1.0)


def _swaying(lifter: Lifter, span: Span, posture: Coordinates, amount: float) -> Rows:
    def rows(progress: FloatArray) -> FloatArray:
        times, share = _times(span, progress), amount * _own(progress)
        nodding = share * waves(times, lifter.seed + 1, 1)[:, 0]
        moved = share[:, None] * sway(times, lifter.seed)
        return swayed(posture, moved, share * breath(times), nodding)

    return rows


def _lying(lifter: Lifter, rep: int) -> BarPath | None:
    """Give the bar at rest where a rep begins, or where it came down after the last."""
    if not lifter.bottoms:
        return None
    bottom = lifter.bottoms[rep]
    place = [0.0, bottom.bar_height, bottom.bar_forward, 0.0, _roll(lifter, rep)]
    return course.still(np.array(place))


def _carried(held: Held, rows: Rows) -> BarPath:
    """Give the path of a bar in the hands of somebody who walks: it goes with the pelvis."""
    progress = np.linspace(0.0, 1.0, 401)
    path = np.zeros((len(progress), COLUMNS))
    away = bump(progress, 0.0, 0.08, 0.92, 1.0)[:, None] * (0.0, CARRIED_UP_M, CARRIED_AHEAD_M)
    pelvis = rows(progress)[:, columns("pelvis")]
    path[:, :3] = pelvis - held.posture.pelvis + away
    path[:, :3] += (0.0, held.bar_height, held.bar_forward)
    return course.path_through(progress, path)


def way_of(lifter: Lifter, rep: int, sound: bool = False) -> Way:
    """Give the bar's way from where a rep begins up to the top; a sound one has no faults."""
    bottom, top = lifter.bottoms[rep], lifter.held_top
    plan, faults = lifter.plans[min(rep, len(lifter.plans) - 1)], lifter.movement.faults
    if sound:
        faults = Faults(upper_back_deg=faults.upper_back_deg)
    knee = knee_progress(lifter.body, bottom, top)
    return Way(
        body=lifter.body,
        stance=lifter.stance,
        bottom=bottom,
        top=top,
        path=_path(bottom, top, plan.forward_m, faults, knee, _roll(lifter, rep)),
        straight=_path(
            bottom, top, plan.forward_m, Faults(bar_off_midfoot_m=0.0), knee, _roll(lifter, rep)
        ),
        lumbar_deg=plan.lumbar_deg,
        faults=faults,
        knee=knee,
    )


def _path(
    bottom: Held, top: Held, off_midfoot: float, faults: Faults, knee: float, roll: float
) -> BarPath:
    rise = np.linspace(0.0, 1.0, PATH_KNOTS)
    rows = np.zeros((PATH_KNOTS, COLUMNS))
    rows[:, 1] = bottom.bar_height + rise * (top.bar_height - bottom.bar_height)
    rows[:, 2] = course.forward(
        rise, bottom.bar_forward, top.bar_forward, off_midfoot, faults, knee
    )
    rows[:, TILT] = faults.bar_tilt_deg * dials.tilting(rise)
    rows[:, ROLL] = roll
    return course.path_through(rise, rows)


def _roll(lifter: Lifter, rep: int) -> float:
    """Give how far the plates have rolled before a rep: each time the bar was dropped."""
    if lifter.movement.lowering != "dropped" or lifter.movement.lift == "romanian":
        return 0.0
    return float(sum(_dropped(lifter, done, 0.0).end[ROLL] for done in range(rep)))


def _dropped(lifter: Lifter, rep: int, roll: float) -> BarPath:
    """Give the path of the bar that is dropped after a rep, to where the next one begins."""
    top, after = lifter.held_top, lifter.bottoms[rep + 1]
    start = np.array([0.0, top.bar_height, top.bar_forward, 0.0, roll])
    return course.fall(start, after.bar_height, after.bar_forward, FALL_S)
