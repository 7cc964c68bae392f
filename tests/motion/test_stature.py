"""The stature of a stick figure whose landmarks stand at the measured fractions of it."""

import numpy as np
import pytest

from liftvision.motion.stature import (
    EAR_TO_ANKLE,
    EAR_TO_HIP,
    TRUNK_ERROR,
    WHOLE_ERROR,
    stature_px,
)
from liftvision.pose.landmarks import LANDMARK_COUNT, Landmark

STATURE_PX = 600.0


def standing(stature_px: float = STATURE_PX) -> np.ndarray:
    """Landmarks (33, 2) of somebody upright; ears, hips and ankles count."""
    landmarks = np.zeros((LANDMARK_COUNT, 2))
    landmarks[[Landmark.HIP_L, Landmark.HIP_R], 1] = EAR_TO_HIP * stature_px
    landmarks[[Landmark.ANKLE_L, Landmark.ANKLE_R], 1] = EAR_TO_ANKLE * stature_px
    return landmarks


def bent() -> np.ndarray:
    landmarks = standing()
    landmarks[[Landmark.EAR_L, Landmark.EAR_R], 1] += 0.3 * STATURE_PX
    return landmarks


def test_upright_frames_give_it_however_few():
    told = stature_px(np.array([bent()] * 40 + [standing()] * 5))
    assert told.px == pytest.approx(STATURE_PX, rel=0.01)
    assert told.relative_error == WHOLE_ERROR


def test_legs_that_a_plate_hides_are_left_out():
    landmarks = np.array([standing()] * 10)
    landmarks[:, [Landmark.ANKLE_L, Landmark.ANKLE_R], 1] -= 0.15 * STATURE_PX
    told = stature_px(landmarks)
    assert told.px == pytest.approx(STATURE_PX, rel=0.01)
    assert told.relative_error == TRUNK_ERROR


def test_one_wild_frame_does_not_count():
    landmarks = np.array([standing()] * 60)
    landmarks[7, [Landmark.EAR_L, Landmark.EAR_R], 1] -= STATURE_PX
    assert stature_px(landmarks).px == pytest.approx(STATURE_PX, rel=0.01)


def test_nobody_and_somebody_upside_down_have_none():
    assert stature_px(np.full((5, LANDMARK_COUNT, 2), np.nan)) is None
    assert stature_px(-np.array([standing()] * 5)) is None
