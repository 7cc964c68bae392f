"""What a report tells of the bar: the source, why not a better one, and what metres rest on."""

from dataclasses import replace

import pytest

from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.motion.scale import Scale
from liftvision.report.facts import bar_facts
from tests.report.plate_lifter import with_plate
from tests.stick_lifter import as_analysis, deadlift

RATIO = Measurement(1.2, 0.04, "1")
SCALE = Scale(
    source="plate",
    bar=Measurement(0.00267, 0.0000267, "m"),
    body=Measurement(0.0032, 0.0001, "m"),
    parallax=RATIO,
    camera_distance=Measurement(4.0, 0.6, "m"),
    stature=Measurement(1.75, 0.07, "m"),
    against_model=RATIO,
    against_height=RATIO,
)


def told(analysis, scale, given=None):
    motion = replace(analysis.motion, scales=(scale,))
    return dict(bar_facts(replace(analysis, motion=motion, given=given or Given())))


@pytest.mark.parametrize(
    ("given", "rests_on"),
    [
        (Given(), "a plate of 450 mm, assumed"),
        (Given(plate_diameter_m=0.4), "a plate of 400 mm, as given"),
    ],
)
def test_metres_rest_on_the_plate(given, rests_on):
    facts = told(with_plate(1), SCALE, given)
    assert facts["Metres from"] == f"{rests_on}; 1 px is 2.67 mm ± 1.0 % in the bar's plane"
    assert facts["Lifter by that scale"] == "175 ± 7\N{NO-BREAK SPACE}cm tall"


def test_metres_rest_on_the_height():
    facts = told(with_plate(1), replace(SCALE, source="height"), Given(height_m=1.8))
    assert facts["Metres from"].startswith("the lifter's height of 180 cm, as given; ")


def test_without_metres_the_reason_is_told():
    absent = Measurement.not_measured("m", "nothing of known size is seen")
    facts = told(as_analysis(deadlift(1)), replace(SCALE, source="model", bar=absent))
    assert facts["Metres"] == "not measured: nothing of known size is seen"
    assert facts["Why not better"] == "no plate was found"
    assert "Lifter by that scale" not in facts
