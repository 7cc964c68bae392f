"""The stick lifter's plates and limbs lie in his areas; the rest of the picture does not."""

import numpy as np
import pytest

from liftvision.pose.busy import busy_areas
from tests.stick_lifter import deadlift

PLATE_M, PLATE_ASIDE_M = 0.225, 0.75


@pytest.mark.parametrize(("yaw_deg", "aside_m"), [(90.0, 0.0), (0.0, PLATE_ASIDE_M)])
def test_lifter_and_plates_are_within_their_areas(yaw_deg, aside_m):
    lift = deadlift(1, yaw_deg=yaw_deg)
    person, bar = np.moveaxis(busy_areas(lift.clip, lift.pose), 1, 0)
    assert (person[:, None, :2] < lift.pose.xy).all()
    assert (person[:, None, 2:] > lift.pose.xy).all()
    hands = lift.pose.xy[:, [15, 16]].mean(axis=1)
    reach = lift.px_per_m * np.array([PLATE_M + aside_m, PLATE_M])
    assert (bar[:, :2] < hands - reach).all()
    assert (bar[:, 2:] > hands + reach).all()
    width = bar[:, 2] - bar[:, 0]
    assert (width < 2.0 * lift.px_per_m * (2.0 * PLATE_M + 1.7 * aside_m)).all()


def test_where_nobody_is_seen_there_are_none():
    lift = deadlift(1, gap=(5, 20))
    areas = busy_areas(lift.clip, lift.pose)
    assert np.isnan(areas[5:20]).all()
    assert np.isfinite(areas[:5]).all()
    nobody = deadlift(0, gap=(0, lift.clip.frames))
    assert np.isnan(busy_areas(nobody.clip, nobody.pose)).all()
