"""What a report tells of bar and back: the source, why not a better one, what numbers rest on."""

from dataclasses import replace

import pytest

from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.motion.front import Front
from liftvision.motion.scale import Scale
from liftvision.report.facts import back_facts, back_line, bar_facts, front_facts
from tests.report.back_lifter import BACK
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


def with_backs(*backs):
    analysis = with_plate(1)
    return replace(analysis, motion=replace(analysis.motion, backs=backs))


def test_back_tells_route_zero_and_clothes():
    most = Measurement(58.0, 6.0, "deg")
    facts = dict(back_facts(with_backs(replace(BACK, most_flexion=most))))
    assert facts == {
        "Measured on": "the outline of the back",
        "Zero": "the lifter's own upright frames",
        "Worn over it": "tight clothes",
        "Error of a change": "4.0° of lumbar flexion",
        "The lifter's own most": "58 ± 6° of lumbar flexion",
    }


def test_back_that_was_measured_in_one_shot_only_has_the_other_s_reason():
    facts = dict(back_facts(with_backs(Back.not_measured("the shirt hides the back"), BACK)))
    assert facts["Not measured, shot 1"] == "the shirt hides the back"
    assert facts["Measured on, shot 2"] == "the outline of the back"


def test_back_that_was_measured_nowhere_is_left_to_the_list_of_reasons():
    assert back_facts(with_backs(Back.not_measured("the shirt hides the back"))) == []
    assert back_facts(with_backs()) == []


@pytest.mark.parametrize(
    ("backs", "line"),
    [
        ((), None),
        (
            (BACK, BACK),
            "Hip against spine: measured on the outline of the back in tight clothes; zero is the "
            "lifter's own upright frames",
        ),
        (
            (Back("keypoints", zero="standing clip"),),
            "Hip against spine: measured on the spine points that were given; zero is the "
            "lifter's standing in the clip that was given for it",
        ),
        (
            (Back.not_measured("hidden"), Back.not_measured("hidden"), Back.not_measured("dark")),
            "Hip against spine: not measured: hidden; dark",
        ),
    ],
)
def test_back_in_a_line(backs, line):
    assert back_line(with_backs(*backs)) == line


def with_fronts(*fronts):
    analysis = as_analysis(deadlift(1, yaw_deg=0.0))
    return replace(analysis, motion=replace(analysis.motion, fronts=fronts))


FRONT = Front(
    None,
    stance_width=Measurement(0.313, 0.02, "m"),
    toe_out_l=Measurement(14.2, 4.0, "deg"),
    toe_out_r=Measurement(9.8, 4.0, "deg"),
    grip_width=Measurement.not_measured("m", "the hands are not seen on the bar"),
    off_front=Measurement(-3.0, 5.0, "deg"),
)


def test_front_tells_how_the_lifter_stands():
    assert front_facts(with_fronts(FRONT)) == [
        ("Stance, between the ankles", "31 ± 2\N{NO-BREAK SPACE}cm"),
        ("Left foot turned out", "14 ± 4°"),
        ("Right foot turned out", "10 ± 4°"),
        ("Camera off the front or rear", "-3 ± 5°"),
    ]


def test_front_that_was_not_measured_has_no_facts():
    absent = Front.not_measured("filmed from the side")
    assert front_facts(with_fronts()) == front_facts(with_fronts(absent)) == []
    both = dict(front_facts(with_fronts(absent, FRONT)))
    assert both["Left foot turned out, shot 2"] == "14 ± 4°"
