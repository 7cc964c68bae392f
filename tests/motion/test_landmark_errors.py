"""Where an error was measured it is given, and nowhere else."""

import numpy as np
import pytest

from liftvision.motion.landmark_errors import LANDMARK_ERRORS, landmark_error
from liftvision.motion.motion import UNITS
from liftvision.pose.landmarks import without_side


def test_every_error_is_of_a_column_and_larger_than_nothing():
    metrics = {without_side(name) for name in UNITS}
    assert set(LANDMARK_ERRORS) <= metrics
    assert all(error > 0.0 for views in LANDMARK_ERRORS.values() for error in views.values())


@pytest.mark.parametrize("views", [("front", "rear"), ("front-oblique", "rear-oblique")])
def test_views_of_a_family_share_their_errors(views):
    for metric in LANDMARK_ERRORS:
        first, second = (landmark_error(metric, view) for view in views)
        np.testing.assert_equal(first, second)


def test_what_was_never_measured_has_no_error():
    assert np.isnan(landmark_error("fppa", "side"))
    assert np.isnan(landmark_error("knee_flexion", "front"))
    assert np.isnan(landmark_error("knee_flexion", "unknown"))
    assert np.isnan(landmark_error("hip_flexion", "side"))
