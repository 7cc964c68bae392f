"""The document is valid by its schema, holds design's fields, and never NaN."""

import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest

from liftvision.barbell.track import Rim, ShotBar
from liftvision.given import Given
from liftvision.motion.scale import no_scale
from liftvision.pose.view import View
from liftvision.report.document import json_schema, number, to_document, write_document
from tests.report.fitted_lifter import HIDDEN, with_body
from tests.stick_lifter import as_analysis, deadlift


@pytest.fixture(scope="module")
def document():
    return to_document(as_analysis(deadlift(2)))


def validate(document):
    jsonschema.Draft202012Validator(json_schema()).validate(document)


@pytest.mark.parametrize("yaw_deg", [90.0, -90.0, 0.0, 180.0, 45.0])
def test_valid_from_every_side(yaw_deg):
    document = to_document(as_analysis(deadlift(2, yaw_deg=yaw_deg)))
    jsonschema.Draft202012Validator.check_schema(json_schema())
    validate(document)


def test_fields_are_those_of_the_schema(document):
    assert set(document) == set(json_schema()["properties"])
    assert set(document["reps"][0]) == set(
        json_schema()["properties"]["reps"]["items"]["properties"]
    )
    assert set(document["clip"]) == set(json_schema()["properties"]["clip"]["properties"])


def test_numbers_are_the_analysis(document):
    analysis = as_analysis(deadlift(2))
    assert document["clip"]["frames"] == analysis.clip.frames
    assert document["clip"]["duration_s"] == pytest.approx(analysis.clip.duration_s)
    assert document["lifter"]["facing"] == "right"
    assert [rep["number"] for rep in document["reps"]] == [1, 2]
    assert document["reps"][1]["lockout_s"] == pytest.approx(analysis.set.reps[1].lockout_s)
    metric = document["reps"][0]["metrics"]["fppa_max_l"]
    assert metric == {
        "value": None, "error": None, "unit": "deg", "reason": "filmed from the side", "rule": None,
    }  # fmt: skip
    assert {"metric": "fppa_l", "reason": "filmed from the side: film from the front"} in document[
        "not_measured"
    ]
    assert document["shots"][0]["stop_frame"] == analysis.clip.frames


def test_the_bar_has_a_source_for_each_shot_and_its_plate(document):
    reason = "no plate was found"
    assert document["bar"]["source"] == "wrists"
    (shot,) = document["bar"]["shots"]
    assert (shot["source"], shot["reason"], shot["scale"]) == ("wrists", reason, "height")
    assert shot["metres_per_px"]["value"] == document["bar"]["metres_per_px"]
    assert document["bar"]["plate_diameter_m"] is None

    analysis = as_analysis(deadlift(1))
    rim = Rim(40.0, 45.0, 0.0, 0.01, 0.9, 45.0, 0.5)
    plated = replace(analysis, bar=replace(analysis.bar, shots=(ShotBar("plate", rim),)))
    assert to_document(plated)["bar"]["plate_diameter_m"] == 0.45
    (shot,) = to_document(plated)["bar"]["shots"]
    assert (shot["source"], shot["reason"]) == ("plate", None)
    smaller = replace(plated, given=Given(plate_diameter_m=0.4))
    assert to_document(smaller)["bar"]["plate_diameter_m"] == 0.4
    validate(to_document(smaller))


def test_reps_tell_how_they_began_and_how_sure_their_events_are(document):
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    second = replace(second, event_errors={"lockout_s": 0.02}, floor="touch_and_go")
    lifted = replace(analysis.set, reps=(first, second), remarks=("Hands and bar disagree.",))
    told = to_document(replace(analysis, set=lifted))
    validate(told)
    assert [rep["floor"] for rep in told["reps"]] == [None, "touch_and_go"]
    errors = told["reps"][1]["event_errors"]
    assert (errors.pop("lockout_s"), set(errors.values())) == (0.02, {None})
    assert told["set"]["remarks"] == ["Hands and bar disagree."]


def test_what_was_given_is_named(document):
    assert document["given"].pop("lift") == "deadlift"
    assert set(document["given"].values()) == {None}
    given = Given("sumo", plate_diameter_m=0.4, height_m=1.75, load_kg=142.5)
    told = to_document(replace(as_analysis(deadlift(1)), given=given))
    validate(told)
    assert told["given"] == {
        "style": "sumo", "plate_diameter_m": 0.4, "height_m": 1.75, "load_kg": 142.5,
        "lift": "deadlift",
    }  # fmt: skip


def test_what_was_measured_in_part_has_its_reason(document):
    assert document["partly_measured"] == []
    told = to_document(with_body())
    validate(told)
    names = ("knee_flexion_r", "trunk_thigh_flexion_r")
    assert told["partly_measured"] == [{"metric": name, "reason": HIDDEN} for name in names]
    assert not {each["metric"] for each in told["not_measured"]} & set(names)


def test_a_document_from_before_that_is_still_valid(document):
    older = dict(document)
    del older["partly_measured"]
    validate(older)


def test_unknown_view_and_scale_are_null():
    analysis = as_analysis(deadlift(1))
    view = View("unknown", None, None)
    motion = replace(analysis.motion, views=(view,), scales=(no_scale(),))
    document = to_document(replace(analysis, view=view, motion=motion))
    validate(document)
    assert document["view"] == {"name": "unknown", "yaw_deg": None, "error_deg": None}
    assert document["lifter"]["facing"] is None
    assert document["bar"]["metres_per_px"] is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, None])
def test_what_is_no_number_becomes_null(value):
    assert number(value) is None


def test_a_value_without_a_reason_for_its_absence_is_invalid(document):
    broken = json.loads(json.dumps(document))
    broken["reps"][0]["metrics"]["pull_duration"].update(value=None, error=None, reason=None)
    with pytest.raises(jsonschema.ValidationError):
        validate(broken)


def test_undecodable_file_name_survives_the_file(tmp_path, document):
    odd = {**document, "clip": {**document["clip"], "path": "/clips/\udcff\N{SNOWMAN}.mp4"}}
    write_document(odd, tmp_path / "analysis.json")
    assert json.loads((tmp_path / "analysis.json").read_text("ascii")) == odd
