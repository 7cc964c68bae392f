"""Align two clips of one set by what moves in both, or say why they are not of the same set."""

import numpy as np

from liftvision.analysis import Analysis
from liftvision.clip.naming import printable_name
from liftvision.errors import PairError
from liftvision.pairing.alignment import LARGEST_DRIFT, Alignment
from liftvision.pairing.heights import heights
from liftvision.pairing.partners import partners_of
from liftvision.pairing.refine import Fit, fit
from liftvision.pairing.search import APART_S, candidates

LARGEST_MISFIT_S = 0.025
"""Two views of one set agree in time within 0.010 to 0.022 s, root mean square over the movement
(eight pairs, benchmarks/pairs.py); two sets that look alike begin at 0.023 s."""

CLEAR_MISFIT_S = 0.020
"""Above it the bar must agree within as much, where both clips show it: in views of one set it does
within 0.005 to 0.016 s, in two sets that look alike within 0.024 s at best."""

BY_REPS_MISFIT_S, LEAST_REPS, SAME_MOMENT_S = 0.05, 2, 0.06
"""A misfit up to the first is that of a view in which the pose wavers, where at least so many reps
leave the floor and arrive at the top at the same moments in both clips."""

LEAST_EVIDENCE = 0.2
"""Of an offset, against that of the one for which most speaks: sets whose reps are much alike fit
longer, but worse, some reps off."""

CLEARLY_WORSE = 1.5
"""By this factor a rival's misfit must be larger, or it cannot be told from the best."""

WORSE, CLEARLY_LESS = 1.2, 0.6
"""Or by this one, where what speaks for it is at most this part of what speaks for the best."""

DRIFT_SIGMAS = 3.0
"""A tempo that differs by more than clocks do must do so by this many standard errors."""

OTHER_SETS = "Give two clips of one set, filmed at the same time, that both show most of it."


def align(first: Analysis, second: Analysis) -> Alignment:
    """Find how the second clip's clock runs against the first's.

    Raises
    ------
    PairError
        The clips are not of the same set, show too little of it in common, or could be laid over
        each other in several ways.
    """
    mine, other = heights(first), heights(second)
    found = candidates(mine, other)
    tried = [
        (each, fit(mine, other, each.offset_s))
        for each in found
        if each.evidence >= LEAST_EVIDENCE * found[0].evidence
    ]
    # Without a misfit, nothing moves in what both clips show.
    fits = sorted(
        (pair for pair in tried if np.isfinite(pair[1].misfit_s)), key=lambda pair: pair[1].misfit_s
    )
    if not fits:
        raise _too_little(first, second)
    (most_alike, best), *others = fits
    if not _agree(best) and not _reps_agree(first, second, best):
        raise _refusal(
            first, second,
            "their reps differ in number or timing: wherever they are laid over each other, the "
            f"lifter of one is {best.misfit_s:.2f} s off that of the other",
            OTHER_SETS,
        )  # fmt: skip
    if _is_other_tempo(best.alignment):
        raise _refusal(
            first, second,
            f"one runs {abs(best.alignment.drift_found):.1%} faster than the other", OTHER_SETS,
        )  # fmt: skip
    for candidate, rival in others:
        if _is_rival(rival, best, candidate.evidence / most_alike.evidence):
            away_s = abs(rival.alignment.offset_s - best.alignment.offset_s)
            raise _refusal(
                first, second,
                f"the reps are so alike that they fit as well {away_s:.1f} s later or earlier",
                "Let both clips begin before the first rep and end after the last.",
            )  # fmt: skip
    if not most_alike.ample:
        raise _too_little(first, second)
    return best.alignment


def _agree(found: Fit) -> bool:
    """Tell whether two clips, laid over each other so, can show one set."""
    if found.misfit_s <= CLEAR_MISFIT_S:
        return True
    # A bar that one clip does not show says nothing.
    return found.misfit_s <= LARGEST_MISFIT_S and not found.bar_misfit_s > CLEAR_MISFIT_S


def _reps_agree(first: Analysis, second: Analysis, found: Fit) -> bool:
    """Tell whether several reps, told apart in each clip by itself, happen at the same moments."""
    if found.misfit_s > BY_REPS_MISFIT_S:
        return False
    alignment = found.alignment
    partners = partners_of(first.set.reps, second.set.reps, alignment)
    moments = [
        (float(alignment.to_second(mine)), theirs)
        for rep, other in zip(first.set.reps, partners, strict=True)
        if other is not None
        for mine, theirs in (
            (rep.lift_off_s, other.lift_off_s),
            (rep.lockout_s, other.lockout_s),
        )
        if mine is not None and theirs is not None
    ]
    together = [abs(mine - theirs) < SAME_MOMENT_S for mine, theirs in moments]
    return len(together) >= 2 * LEAST_REPS and all(together)


def _is_other_tempo(alignment: Alignment) -> bool:
    """Tell whether one clip is faster by more than clocks can be."""
    beyond = abs(alignment.drift_found) - LARGEST_DRIFT
    return beyond > DRIFT_SIGMAS * alignment.drift_error


def _is_rival(other: Fit, best: Fit, evidence: float) -> bool:
    """Tell whether another offset could be it, with this part of the evidence of the best."""
    if abs(other.alignment.offset_s - best.alignment.offset_s) < APART_S:
        return False
    worse = WORSE if evidence <= CLEARLY_LESS else CLEARLY_WORSE
    return other.misfit_s < worse * best.misfit_s


def _too_little(first: Analysis, second: Analysis) -> PairError:
    return _refusal(
        first, second, "they have too little of the set in common",
        "Film the whole set with both phones, lifter from head to feet.",
    )  # fmt: skip


def _refusal(first: Analysis, second: Analysis, why: str, advice: str) -> PairError:
    names = " and ".join(printable_name(each.clip.path) for each in (first, second))
    return PairError(f"{names} cannot be taken for the same set: {why}.", advice)
