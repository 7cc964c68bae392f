"""The analysis as a JSON document, ``analysis.json``; its schema is ``analysis.schema.json``."""

import json
from collections.abc import Mapping
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any

from liftvision.analysis import Analysis
from liftvision.clip.clip import Clip, Shot
from liftvision.findings.knees import KneeSeverity, knee_severity
from liftvision.findings.review import Finding, WentWell
from liftvision.given import STANDARD_PLATE_M
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.motion.front import Front
from liftvision.motion.measure import main_shot
from liftvision.pairing.second import SecondClip
from liftvision.pose.view import View
from liftvision.reps.rep import EVENTS, KneeCave, LiftSet, Rep

SCHEMA_VERSION = "1"
"""Rises when a field is taken away or changes its meaning; new fields leave it as it is."""

ALIGNMENT = ("offset_s", "error_s", "drift_found", "drift_error", "start_s", "end_s")
"""What is kept of how two clips are aligned; see `pairing.alignment.Alignment`."""

OF_FRONT = ("stance_width", "toe_out_l", "toe_out_r", "grip_width", "off_front")
"""What a shot from the front or the rear tells of how the lifter stands."""

SIGNIFICANT_DIGITS = 7
"""Of every number in the document: more than any measurement has."""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of the document."""
    text = files("liftvision.report").joinpath("analysis.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def to_document(analysis: Analysis) -> dict[str, Any]:
    """Give the analysis as plain dicts, lists, strings and finite numbers.

    What was not measured or not seen is None, never NaN.
    """
    import liftvision

    clip, pose, motion = analysis.clip, analysis.pose, analysis.motion
    joined = analysis.joined_motion
    return {
        "schema_version": SCHEMA_VERSION,
        "liftvision_version": liftvision.__version__,
        "created": analysis.created,
        "model": analysis.model,
        "clip": _clip(clip),
        "shots": [
            _shot(
                clip,
                shot,
                view,
                motion.backs[number] if motion.backs else None,
                motion.fronts[number] if motion.fronts else None,
            )
            for number, (shot, view) in enumerate(zip(motion.shots, motion.views, strict=True))
        ],
        "lifter": {
            "coverage": number(pose.coverage),
            "facing": analysis.view.facing,
            "side_swaps_repaired": pose.side_swaps_repaired,
            "others_in_frame": pose.others_in_frame,
        },
        "view": _view(analysis.view),
        "lift": {
            "name": analysis.set.lift,
            "style": analysis.set.style,
            "style_confidence": number(analysis.set.style_confidence),
            "style_reason": analysis.set.style_reason,
            "reason": analysis.set.reason,
        },
        "bar": _bar(analysis),
        "given": {
            "style": analysis.given.style,
            "plate_diameter_m": number(analysis.given.plate_diameter_m),
            "height_m": number(analysis.given.height_m),
            "load_kg": number(analysis.given.load_kg),
            "lift": analysis.given.lift,
        },
        "second": None if analysis.second is None else _second(analysis.second),
        "reps": [_rep(rep, analysis) for rep in analysis.set.reps],
        "set": _set(analysis.set),
        "findings": [_finding(finding) for finding in analysis.review.findings],
        "went_well": [_went_well(each) for each in analysis.review.went_well],
        "not_judged": [vars(each) for each in analysis.review.not_judged],
        "own_rules": analysis.own_rules,
        "not_measured": _reasons(joined.not_measured),
        "partly_measured": _reasons(joined.partly),
        "warnings": list(analysis.warnings),
    }


def write_document(document: Mapping[str, Any], path: Path) -> None:
    """Write a document as JSON in ASCII, so that no file name can spoil it."""
    text = json.dumps(document, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="ascii")


def number(value: float | None) -> float | None:
    """Give a number as the document has it: None for NaN and infinity."""
    if value is None or not isfinite(value):
        return None
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}")


def measurement(measured: Measurement) -> dict[str, Any]:
    """Give a measurement as the document has it."""
    return {
        "value": number(measured.value),
        "error": number(measured.error),
        "unit": measured.unit,
        "reason": measured.reason,
        "rule": measured.rule,
    }


def _clip(clip: Clip) -> dict[str, Any]:
    return {
        "path": str(clip.path.absolute()),
        "width": clip.width,
        "height": clip.height,
        "frames": clip.frames,
        "duration_s": number(clip.duration_s),
        "fps": number(clip.fps),
        "variable_frame_rate": clip.variable_frame_rate,
        "rotation_deg": clip.rotation_deg,
        "cuts_s": [number(cut) for cut in clip.cuts_s],
    }


def _shot(
    clip: Clip, shot: Shot, view: View, back: Back | None, front: Front | None
) -> dict[str, Any]:
    return {
        "start_s": number(float(clip.times[shot.start])),
        "end_s": number(float(clip.times[shot.stop - 1])),
        "start_frame": shot.start,
        "stop_frame": shot.stop,
        "view": _view(view),
        "back": None if back is None else _back(back),
        "front": None if front is None else _front(front),
    }


def _front(front: Front) -> dict[str, Any]:
    """Give how the lifter stands, as seen from the front or the rear, or why it was not."""
    return {
        "reason": front.reason,
        **{name: measurement(getattr(front, name)) for name in OF_FRONT},
    }


def _back(back: Back) -> dict[str, Any]:
    """Give how hip and spine were told apart in a shot, or why they were not."""
    most = back.most_flexion
    return {
        "route": back.route,
        "reason": back.reason,
        "clothes": back.clothes,
        "zero": back.zero,
        "change_error_deg": number(back.change_error_deg),
        "most_flexion": None if most is None else measurement(most),
    }


def _view(view: View) -> dict[str, Any]:
    return {
        "name": view.name,
        "yaw_deg": number(view.yaw_deg),
        "error_deg": number(view.error_deg),
    }


def _bar(analysis: Analysis) -> dict[str, Any]:
    """Give what the bar was taken from; the plate's diameter only where plates give the scale."""
    bar, scales = analysis.bar, analysis.motion.scales
    has_plates = any(shot.source in ("plate", "ends") for shot in bar.shots)
    diameter_m = analysis.given.plate_diameter_m or STANDARD_PLATE_M
    return {
        "source": bar.source,
        "shots": [
            {
                "source": shot.source,
                "reason": shot.reason or None,
                "scale": scale.source,
                "metres_per_px": measurement(scale.bar),
                "body_metres_per_px": measurement(scale.body),
            }
            for shot, scale in zip(bar.shots, scales, strict=True)
        ],
        "metres_per_px": number(scales[main_shot(analysis.clip, analysis.pose.xy)].bar.value),
        "plate_diameter_m": number(diameter_m) if has_plates else None,
    }


def _second(second: SecondClip) -> dict[str, Any]:
    """Give the second clip, and how its clock runs against the first's."""
    return {
        "path": str(second.analysis.clip.path.absolute()),
        "view": _view(second.analysis.view),
        "alignment": {name: number(getattr(second.alignment, name)) for name in ALIGNMENT},
    }


def _metrics(
    metrics: Mapping[str, Measurement], from_second: frozenset[str]
) -> dict[str, dict[str, Any]]:
    """Give metrics, each with the clip it comes from where that is the second one."""
    return {
        name: measurement(metric) | ({"clip": "second"} if name in from_second else {})
        for name, metric in metrics.items()
    }


def _rep(rep: Rep, analysis: Analysis) -> dict[str, Any]:
    events = {event: number(getattr(rep, event)) for event in EVENTS}
    return {
        "number": rep.number,
        "complete": rep.complete,
        **events,
        "event_errors": {event: number(rep.event_errors.get(event)) for event in EVENTS},
        "floor": rep.floor,
        "knee_cave": {
            side: _knee_cave(cave, knee_severity(analysis.review, rep, side))
            for side, cave in rep.knee_cave.items()
        },
        "metrics": _metrics(rep.metrics, analysis.set.from_second),
    }


def _knee_cave(cave: KneeCave, severity: KneeSeverity | None) -> dict[str, Any]:
    """Give whether a knee caves in; by how much, the metrics say."""
    return {
        "severity": severity,
        "time_s": number(cave.time_s),
        "reason": cave.change.reason,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "title": finding.title,
        "severity": finding.severity,
        "reps": list(finding.reps),
        "severities": list(finding.severities),
        "time_s": number(finding.time_s),
        "metric": finding.signs[0].metric,
        "value": number(finding.measured.value),
        "error": number(finding.measured.error),
        "unit": finding.measured.unit,
        "threshold": number(finding.threshold),
        "signs": [
            {
                "metric": sign.metric,
                "threshold": number(sign.threshold),
                **measurement(sign.measured),
            }
            for sign in finding.signs
        ],
        "text": finding.text,
        "cue": finding.cue,
        "drills": list(finding.drills),
        "source": finding.source,
        "strength": finding.strength,
    }


def _went_well(well: WentWell) -> dict[str, Any]:
    return {"code": well.code, "text": well.text, **measurement(well.measured)}


def _reasons(reasons: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"metric": name, "reason": text} for name, text in reasons.items()]


def _set(lifted: LiftSet) -> dict[str, Any]:
    return {
        "remarks": list(lifted.remarks),
        "metrics": _metrics(lifted.metrics, lifted.from_second),
    }
