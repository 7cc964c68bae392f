"""The document is valid by its schema, holds design's fields, and never NaN."""

import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest

from liftvision.measurement import Measurement
from liftvision.pose.view import View
from liftvision.report.document import json_schema, number, to_document, write_document
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
    assert metric == {"value": None, "error": None, "unit": "deg", "reason": "filmed from the side"}
    assert {"metric": "fppa_l", "reason": "filmed from the side: film from the front"} in document[
        "not_measured"
    ]
    assert document["shots"][0]["stop_frame"] == analysis.clip.frames


def test_unknown_view_and_scale_are_null():
    analysis = as_analysis(deadlift(1))
    view = View("unknown", None, None)
    scale = Measurement.not_measured("m/px", "the lifter is cut off")
    motion = replace(analysis.motion, views=(view,), metres_per_px=scale)
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
