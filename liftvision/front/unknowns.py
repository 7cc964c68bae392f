"""What the fit looks for: some numbers for every frame, and some for the whole shot."""

from enum import IntEnum

from liftvision.body.unknowns import InShot


class InFrontFrame(IntEnum):
    """Unknowns of each frame; angles in radians, lengths in m.

    A segment's lean forward is that of its upper end; its lean to the left likewise. The ankles'
    places are beside those where the feet mostly stand.
    """

    SHANK_FORWARD_L = 0
    SHANK_FORWARD_R = 1
    SHANK_LEFT_L = 2
    SHANK_LEFT_R = 3
    THIGH_FORWARD_L = 4
    THIGH_FORWARD_R = 5
    THIGH_LEFT_L = 6
    THIGH_LEFT_R = 7
    TRUNK_FORWARD = 8
    TRUNK_LEFT = 9
    TRUNK_STRETCH = 10
    ANKLE_LEFT_L = 11
    ANKLE_LEFT_R = 12


class InFrontShot(IntEnum):
    """Unknowns of the whole shot; lengths in m, most as logarithms, angles in radians."""

    LOG_SCALE = InShot.LOG_SCALE
    LOG_DISTANCE = InShot.LOG_DISTANCE
    YAW = InShot.YAW
    PITCH = InShot.PITCH
    RIGHT = InShot.RIGHT
    UP = InShot.UP
    ROLL = 6
    LOG_SHANK = 7
    LOG_THIGH = 8
    LOG_TRUNK = 9
    LOG_STATURE = 10
    LOG_HIPS = 11
    STANCE = 12
    STAGGER = 13
    TOE_OUT_L = 14
    TOE_OUT_R = 15
    HIP_AHEAD = 16


FRONT_FRAME_UNKNOWNS = len(InFrontFrame)
FRONT_SHOT_UNKNOWNS = len(InFrontShot)
"""Behind them, the shot has the offsets of the landmarks."""
