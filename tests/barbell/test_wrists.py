"""The bar taken from hands whose place is known."""

import numpy as np

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.pose.landmarks import Landmark
from tests.stick_lifter import deadlift


def test_the_bar_is_midway_between_the_wrists():
    lift = deadlift(1, yaw_deg=30.0)
    bar = bar_from_wrists(lift.pose, lift.clip.shots)
    wrists = (lift.pose.xy[:, Landmark.WRIST_L] + lift.pose.xy[:, Landmark.WRIST_R]) / 2.0
    np.testing.assert_allclose(bar.centre, wrists)
    assert bar.source == "wrists"


def test_without_a_lifter_there_is_no_bar():
    lift = deadlift(1, gap=(0, 10_000))
    bar = bar_from_wrists(lift.pose, lift.clip.shots)
    assert bar.source == "none"
    assert np.isnan(bar.centre).all()


def test_where_the_lifter_is_lost_the_bar_is_lost():
    lift = deadlift(1, gap=(20, 40))
    bar = bar_from_wrists(lift.pose, lift.clip.shots)
    assert np.isnan(bar.centre[20:40]).all()
    assert np.isfinite(np.delete(bar.centre, np.s_[20:40], axis=0)).all()
