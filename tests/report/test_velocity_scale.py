"""The colours of velocity: they hold the fastest pull and can be told apart by every eye."""

from dataclasses import replace

import numpy as np
import pytest

from liftvision.report.velocity_scale import LEVELS, NO_LEVEL, VelocityScale, velocity_scale
from tests.report.plate_lifter import with_plate

# What protans, deutans and tritans see: Machado, Oliveira, Fernandes 2009, severity 1.
EYES = {
    "all cones": np.eye(3),
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


@pytest.mark.parametrize("eye", EYES)
def test_faster_is_lighter_to_every_eye(eye):
    light = (np.array(VelocityScale.colours()) / 255.0) ** 2.2
    luminance = np.clip(light @ np.array(EYES[eye]).T, 0.0, 1.0) @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(luminance) > 0.0).all()
    assert luminance[-1] > 4.0 * luminance[0]


def test_levels_are_of_the_speed_up_or_down_and_end_at_the_last():
    levels = VelocityScale(1.0).levels(np.array([0.0, 0.5, -0.5, 1.0, 3.0, np.nan]))
    assert levels[0] == 0
    assert levels[1] == levels[2]
    assert levels[3] == levels[4] == LEVELS - 1
    assert levels[5] == NO_LEVEL


def test_top_holds_the_fastest_pull_but_not_a_drop():
    analysis = with_plate(2)
    motion, reps = analysis.motion, analysis.set.reps
    velocities = motion.columns["bar_vy"]
    end = int(np.searchsorted(motion.times, reps[0].end_s))
    velocities[end - 3 : end] = -4.0
    scale = velocity_scale(motion, reps)
    fastest = max(
        velocities[(motion.times >= rep.lift_off_s) & (motion.times <= rep.lockout_s)].max()
        for rep in reps
    )
    assert fastest <= scale.top < fastest + 0.2 + 1e-9


def test_no_scale_without_velocities_or_pulls():
    analysis = with_plate(1)
    assert velocity_scale(analysis.motion, ()) is None
    nothing = dict(analysis.motion.columns) | {
        "bar_vy": np.full(len(analysis.motion.times), np.nan)
    }
    assert velocity_scale(replace(analysis.motion, columns=nothing), analysis.set.reps) is None
