"""What the fit looks for: a few numbers for every frame, and a few for the whole shot."""

from enum import IntEnum


class InFrame(IntEnum):
    """Unknowns of each frame; angles in radians."""

    LEG_LEAN = 0
    KNEE = 1
    TRUNK_LEAN = 2
    ARM_LEAN = 3
    TRUNK_STRETCH = 4
    ANKLE_FORWARD = 5
    HEEL_LIFT = 6


class InShot(IntEnum):
    """Unknowns of the whole shot; lengths in m, most as logarithms, angles in radians."""

    LOG_SCALE = 0
    LOG_DISTANCE = 1
    YAW = 2
    PITCH = 3
    RIGHT = 4
    UP = 5
    LOG_SHANK = 6
    LOG_THIGH = 7
    LOG_TRUNK = 8
    LOG_ARM = 9
    HAND = 10
    LOG_STATURE = 11
    STANCE = 12
    TOE_OUT = 13
    STAGGER = 14
    BESIDE = 15
    LOG_RADIUS = 16


FRAME_UNKNOWNS = len(InFrame)
SHOT_UNKNOWNS = len(InShot)
"""Behind them, the shot has the offsets of the landmarks."""
