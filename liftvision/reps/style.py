"""The style of a deadlift, as far as the view shows it."""

from collections.abc import Sequence

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import Landmark
from liftvision.pose.view import View
from liftvision.reps.posture import Posture
from liftvision.reps.pulls import Pull
from liftvision.reps.rep import Style

STANCE_OVER_GRIP = 1.0
"""Ankles further apart than hands is sumo. Stance and grip are 70 and 47 cm in sumo, 32 and 55
in conventional (Escamilla et al. 2000): 1.5 against 0.6."""

UNSURE = 0.15
"""This near to the limit the style is unknown."""

NARROWEST_GRIP = 0.22
"""In body sizes; hands closer together hold a kettlebell, whose grip says nothing of style."""

MIN_ACROSS = 0.5
"""Least share of a sideways distance that the view must show (60 degrees off front or rear)."""

ABOVE_KNEE = 0.0
"""Hands that never come below the knees, in body sizes: a Romanian deadlift."""


def tell_style(landmarks: FloatArray, posture: Posture, pulls: Sequence[Pull], view: View) -> Style:
    """Tell the style of the deadlifts in one shot.

    From the front or the rear, stance against grip tells sumo from conventional; from the side,
    hands that turn above the knee tell a Romanian deadlift. Everything else stays unknown.

    Parameters
    ----------
    landmarks
        (T, 33, 2) px, cleaned.
    posture
        Of the same frames.
    pulls
        The deadlifts among its pulls.
    view
        Of the shot.
    """
    bottoms = [pull.lift_off for pull in pulls if pull.lift_off is not None]
    if view.yaw_deg is None or not bottoms:
        return "unknown"
    if view.name == "side":
        above = bool(np.min(posture.hand_above_knee[bottoms]) > ABOVE_KNEE)
        return "romanian" if above else "unknown"
    across = abs(float(np.cos(np.radians(view.yaw_deg))))
    grip = float(np.median(posture.grip[bottoms]))
    if across < MIN_ACROSS or not grip / across > NARROWEST_GRIP or view.name.startswith("rear"):
        return "unknown"
    ankles = landmarks[bottoms, Landmark.ANKLE_L] - landmarks[bottoms, Landmark.ANKLE_R]
    wrists = landmarks[bottoms, Landmark.WRIST_L] - landmarks[bottoms, Landmark.WRIST_R]
    ratio = float(np.median(np.abs(ankles[:, 0]) / np.abs(wrists[:, 0])))
    if abs(ratio - STANCE_OVER_GRIP) < UNSURE:
        return "unknown"
    return "sumo" if ratio > STANCE_OVER_GRIP else "conventional"
