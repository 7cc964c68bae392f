"""The bar's path stands over the feet, in true proportions."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.motion.motion import Feet
from liftvision.report.page.bar_drawing import draw_bar_paths
from liftvision.report.page.sheet import PER_CM
from tests.report.plate_lifter import with_plate
from tests.stick_lifter import as_analysis, deadlift

HEEL_M, TOE_M = -0.07, 0.19
OVER_M, UNSURE_M = 0.024, 0.01


def on_feet(reps=2):
    """A set whose bar leaves the floor 2.4 cm in front of the middle of a foot of 26 cm."""
    analysis = with_plate(reps)
    feet = Feet(Measurement(HEEL_M, 0.01, "m"), Measurement(TOE_M, 0.01, "m"), 0.01)
    over = {"bar_over_midfoot": Measurement(OVER_M, UNSURE_M, "m")}
    lifted = tuple(replace(rep, metrics={**rep.metrics, **over}) for rep in analysis.set.reps)
    motion = replace(analysis.motion, feet=(feet,) * len(analysis.motion.shots))
    return replace(analysis, motion=motion, set=replace(analysis.set, reps=lifted))


def test_the_foot_is_as_long_as_it_is_and_the_bar_where_it_left_the_floor():
    drawing = draw_bar_paths(on_feet())
    foot = drawing.foot
    assert (foot.toe - foot.heel) / PER_CM == pytest.approx(26.0, abs=0.1)
    assert foot.middle == pytest.approx(drawing.plumb)
    assert (foot.unsure[1] - foot.unsure[0]) / PER_CM == pytest.approx(2.0, abs=0.1)
    begin_x = drawing.data[0]["x"][0]
    assert (begin_x - foot.middle) / PER_CM == pytest.approx(2.4, abs=0.05)


def test_heights_and_times_are_the_motion_s():
    analysis = on_feet()
    drawing = draw_bar_paths(analysis)
    path, rep = drawing.data[1], analysis.set.reps[1]
    first = int(np.searchsorted(analysis.motion.times, rep.lift_off_s))
    heights = (drawing.floor - np.array(path["y"])) / PER_CM
    wanted = 100.0 * analysis.motion.columns["bar_y"][first : first + len(heights)]
    assert heights == pytest.approx(wanted, abs=0.05)
    assert path["t"][0] == pytest.approx(analysis.motion.times[first], abs=1e-3)
    assert path["rep"] == 2


def test_it_is_told_in_words_rep_by_rep_while_they_are_few():
    over_foot = "On the way up, forward of the middle of the foot: "
    assert (
        draw_bar_paths(on_feet(2)).words
        == over_foot + "rep 1 from +2 to +2 cm; rep 2 from +2 to +2 cm."
    )
    assert draw_bar_paths(on_feet(7)).words == over_foot + "from +2 to +2 cm in all reps."


def test_everything_is_inside():
    drawing = draw_bar_paths(on_feet(3))
    for path in drawing.data:
        assert min(path["x"]) > 0.0
        assert max(path["x"]) < drawing.width
        assert min(path["y"]) > 0.0
        assert max(path["y"]) <= drawing.floor


def test_without_feet_it_is_counted_from_lift_off():
    drawing = draw_bar_paths(with_plate(1))
    assert drawing.foot is None
    assert drawing.data[0]["x"][0] == pytest.approx(drawing.plumb, abs=0.1)
    assert "forward of where it left the floor" in drawing.words


def test_from_the_front_there_is_no_path():
    assert draw_bar_paths(as_analysis(deadlift(1, yaw_deg=0.0))) is None
