"""C3D files: markers in mm, angles as points of a kind of their own, the events of the reps.

See the format's user guide (Motion Lab Systems): a point's residual is -1 where it is not valid and
0 where it was filtered; angles are points that ``POINT:ANGLES`` lists, flexion in their first axis.
"""

from pathlib import Path
from typing import Any

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.formats.markers import Markers, markers_of
from liftvision.formats.uniform import AbsentError, Uniform, uniform
from liftvision.reps.rep import Rep

ANGLES = {
    "PelvisAngles": "pelvis_tilt",
    "SpineAngles": "lumbar_flexion",
    "TrunkLean": "trunk_lean",
    "ShankLean": "shank_lean",
    "RHipAngles": "hip_flexion_r",
    "RKneeAngles": "knee_flexion_r",
    "RAnkleAngles": "ankle_dorsiflexion_r",
    "RTrunkThigh": "trunk_thigh_flexion_r",
    "RKneeFPPA": "fppa_r",
    "LHipAngles": "hip_flexion_l",
    "LKneeAngles": "knee_flexion_l",
    "LAnkleAngles": "ankle_dorsiflexion_l",
    "LTrunkThigh": "trunk_thigh_flexion_l",
    "LKneeFPPA": "fppa_l",
}
"""Labels of the angles with their columns: those of Plug-in Gait where it has the angle, with the
same signs (pelvis, spine, hip, knee and ankle are positive forward or in flexion)."""

EVENTS = {
    "start_s": "Set-up",
    "lift_off_s": "Lift-off",
    "knee_pass_s": "Knee pass",
    "lockout_s": "Lockout",
    "lowering_s": "Lowering",
    "end_s": "End",
}

MOST_EVENTS = 255
"""A dimension of a parameter is one byte."""

MM_PER_M = 1000.0
NOT_VALID = -1.0


def write_c3d(analysis: Analysis, path: Path) -> tuple[str, ...]:
    """Write markers, angles and events of the main shot; give what is not in it, in sentences.

    Frames are evenly spaced. The first is at zero; ``LIFTVISION:FIRST_FRAME_TIME`` has its time on
    the clip's clock.

    Raises
    ------
    AbsentError
        Neither a marker nor an angle was measured.
    """
    import ezc3d

    even = uniform(analysis)
    labels, points, notes = _markers(analysis, even)
    angle_labels, angles = _angles(analysis, even)
    if not labels and not angle_labels:
        raise AbsentError("neither a marker nor an angle was measured")
    file = ezc3d.c3d()
    every = np.concatenate([points, angles])
    _put_points(file, (*labels, *angle_labels), every, even)
    file.add_parameter("POINT", "UNITS", ["mm"])
    if angle_labels:
        file.add_parameter("POINT", "ANGLES", list(angle_labels))
        file.add_parameter("POINT", "ANGLE_UNITS", ["deg"])
    file.add_parameter("POINT", "X_SCREEN", ["+X"])
    file.add_parameter("POINT", "Y_SCREEN", ["+Y"])
    file.add_parameter("LIFTVISION", "FIRST_FRAME_TIME", [float(even.times[0])])
    file.add_parameter("MANUFACTURER", "SOFTWARE", ["liftvision"])
    _put_events(file, analysis.set.reps, even)
    file.write(str(path))
    return notes


def _markers(
    analysis: Analysis, even: Uniform
) -> tuple[tuple[str, ...], FloatArray, tuple[str, ...]]:
    """Give the markers' names, places (M, N, 3) in mm, and notes; none where there are none."""
    try:
        markers: Markers = markers_of(analysis, even)
    except AbsentError as absent:
        return (), np.empty((0, len(even.times), 3)), (f"There are no markers: {absent}.",)
    return markers.names, MM_PER_M * markers.places.transpose(1, 0, 2), markers.notes


def _angles(analysis: Analysis, even: Uniform) -> tuple[tuple[str, ...], FloatArray]:
    """Give labels and degrees (A, N, 3) of the angles that were measured: x, and zeros."""
    columns = analysis.joined_motion.columns
    found = {label: even.of(columns[name]) for label, name in ANGLES.items()}
    measured = {label: values for label, values in found.items() if np.isfinite(values).any()}
    points = np.zeros((len(measured), len(even.times), 3))
    for place, values in enumerate(measured.values()):
        points[place, :, 0] = values
    return tuple(measured), points


def _put_points(file: Any, labels: tuple[str, ...], points: FloatArray, even: Uniform) -> None:
    """Put points (P, N, 3) into a file; NaN becomes zero with the residual of the invalid."""
    absent = np.asarray(np.isnan(points).any(axis=2))
    places = np.where(absent[..., None], 0.0, points).transpose(2, 0, 1)
    file["parameters"]["POINT"]["RATE"]["value"] = [even.rate]
    file["parameters"]["POINT"]["LABELS"]["value"] = list(labels)
    file["data"]["points"] = np.concatenate([places, np.ones((1, *places.shape[1:]))])
    file["data"]["meta_points"]["residuals"] = np.where(absent, NOT_VALID, 0.0)[None]


def _put_events(file: Any, reps: tuple[Rep, ...], even: Uniform) -> None:
    """Put the reps' events that lie in the frames into a file, on its own clock."""
    first, last = (float(time_s) for time_s in even.times[[0, -1]])
    found = [(rep, getattr(rep, event), label) for rep in reps for event, label in EVENTS.items()]
    inside = [each for each in found if each[1] is not None and first <= each[1] <= last]
    for rep, at_s, label in inside[:MOST_EVENTS]:
        file.add_event(
            time=list(divmod(at_s - first, 60.0)),
            context="General",
            label=label,
            description=f"rep {rep.number}",
            subject="lifter",
        )
