"""A stick lifter with known geometry: every angle and every event is known before the drawing.

The body is built in metres (forward, up, left), origin on the floor between the ankles, from
joint angles over time; an orthographic camera at any yaw turns it into landmarks in px. The bar
stays above the middle of the feet and the arms stay straight while it is held.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray, Image
from liftvision.barbell.wrists import bar_from_wrists
from liftvision.clip.camera import CameraMotion
from liftvision.clip.clip import Clip, Shot
from liftvision.given import Given
from liftvision.measurement import Measurement
from liftvision.motion.motion import UNITS, Feet, Motion
from liftvision.motion.scale import Scale
from liftvision.pose.landmarks import LANDMARK_COUNT, LIMB_LINES, SIDES, Landmark, Side, of_side
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack
from liftvision.pose.view import View, ViewName
from liftvision.reps.rep import LiftSet, Rep

SHANK_M, THIGH_M, TRUNK_M, UPPER_ARM_M, FOREARM_M = 0.43, 0.43, 0.50, 0.30, 0.27
ANKLE_HEIGHT_M, MIDFOOT_M = 0.08, 0.06
HALF_WIDTH_M = {
    "shoulder": 0.18, "elbow": 0.21, "wrist": 0.23, "hip": 0.09, "knee": 0.12, "ankle": 0.13,
    "heel": 0.13, "foot_index": 0.15,
}  # fmt: skip
SIGNS: dict[Side, float] = {"l": 1.0, "r": -1.0}
"""Left is positive."""

STANDING = (0.0, 0.0, 0.0)
SET_UP = (12.0, 80.0, 65.0)
AT_KNEE = (3.0, 28.0, 50.0)
"""Shank lean, knee flexion and trunk lean in degrees: upright, at the bar, bar at the knee."""


@dataclass(frozen=True, eq=False)
class BodyAngles:
    """Joint angles over time: (T,) degrees, zero upright, positive in flexion or forward.

    ``elbow_flexion`` is zero while the bar is held; ``knee_in_m`` moves both knees towards
    each other.
    """

    times: FloatArray
    shank_lean: FloatArray
    knee_flexion: FloatArray
    trunk_lean: FloatArray
    elbow_flexion: FloatArray
    knee_in_m: FloatArray


@dataclass(frozen=True)
class RepTimes:
    """The true events of one rep, in seconds."""

    start_s: float
    lift_off_s: float
    knee_pass_s: float
    lockout_s: float
    lowering_s: float
    end_s: float


@dataclass(frozen=True, eq=False)
class StickDeadlift:
    """A filmed stick lifter and the truth about him.

    ``columns`` holds the true value (T,) of every name in `UNITS`; nothing is NaN, whatever the
    view. ``landmarks`` are the exact ones; those of ``pose`` carry noise and gaps.
    """

    clip: Clip
    pose: PoseTrack
    view: View
    landmarks: FloatArray
    columns: Mapping[str, FloatArray]
    reps: tuple[RepTimes, ...]
    px_per_m: float


def direction(lean_deg: FloatArray) -> FloatArray:
    """Unit vectors (T, 2), forward and up, leaning forward from the vertical by an angle."""
    lean = np.radians(lean_deg)
    return np.stack([np.sin(lean), np.cos(lean)], axis=-1)


def sagittal_joints(angles: BodyAngles) -> dict[str, FloatArray]:
    """Joints of the body in its own plane: (T, 2) m each, forward and up."""
    ankle = _still(angles, 0.0, ANKLE_HEIGHT_M)
    knee = ankle + SHANK_M * direction(angles.shank_lean)
    hip = knee + THIGH_M * direction(angles.shank_lean - angles.knee_flexion)
    shoulder = hip + TRUNK_M * direction(angles.trunk_lean)
    reach = np.clip((MIDFOOT_M - shoulder[:, 0]) / (UPPER_ARM_M + FOREARM_M), -1.0, 1.0)
    arm = 180.0 - np.degrees(np.arcsin(reach))
    elbow = shoulder + UPPER_ARM_M * direction(arm)
    wrist = elbow + FOREARM_M * direction(arm - angles.elbow_flexion)
    neck = direction(0.5 * angles.trunk_lean)
    return {
        "ankle": ankle, "knee": knee, "hip": hip, "shoulder": shoulder, "elbow": elbow,
        "wrist": wrist, "heel": _still(angles, -0.05, 0.03),
        "foot_index": _still(angles, 0.17, 0.02),
        "head": shoulder + 0.22 * neck, "hand": wrist + 0.08 * direction(arm),
    }  # fmt: skip


def _still(angles: BodyAngles, forward_m: float, up_m: float) -> FloatArray:
    return np.tile([forward_m, up_m], (len(angles.times), 1))


def body_landmarks(angles: BodyAngles) -> FloatArray:
    """The 33 landmarks (T, 33, 3) in m: forward, up, left."""
    joints = sagittal_joints(angles)
    points = np.zeros((len(angles.times), LANDMARK_COUNT, 3))
    for side, sign in SIGNS.items():
        for joint, half_width in HALF_WIDTH_M.items():
            points[:, of_side(joint, side), :2] = joints[joint]
            points[:, of_side(joint, side), 2] = sign * half_width
        points[:, of_side("knee", side), 2] -= sign * angles.knee_in_m
        for finger in ("pinky", "index", "thumb"):
            points[:, of_side(finger, side), :2] = joints["hand"]
            points[:, of_side(finger, side), 2] = sign * HALF_WIDTH_M["wrist"]
        face = {"ear": (0.0, 0.0, 0.07), "eye": (0.1, 0.03, 0.03), "eye_inner": (0.1, 0.03, 0.02),
                "eye_outer": (0.1, 0.03, 0.04), "mouth": (0.1, -0.05, 0.02)}  # fmt: skip
        for part, (ahead, above, beside) in face.items():
            points[:, of_side(part, side), :2] = joints["head"] + (ahead, above)
            points[:, of_side(part, side), 2] = sign * beside
    points[:, Landmark.NOSE, :2] = joints["head"] + (0.12, 0.0)
    return points


def seen_from(points: FloatArray, yaw_deg: float) -> FloatArray:
    """Turn (..., 3) forward, up, left into the camera's right, down, away, in m."""
    yaw = np.radians(yaw_deg)
    forward, up, left = np.moveaxis(points, -1, 0)
    right = forward * np.sin(yaw) + left * np.cos(yaw)
    away = -forward * np.cos(yaw) + left * np.sin(yaw)
    return np.stack([right, -up, away], axis=-1)


def back_outline(angles: BodyAngles) -> FloatArray:
    """The back (T, OUTLINE_POINTS, 3) in m: hip to base of the neck, 0.1 m behind the trunk."""
    hip = sagittal_joints(angles)["hip"]
    along = np.linspace(0.0, 1.0, OUTLINE_POINTS)[None, :, None]
    bulge = 0.10 + 0.03 * np.sin(np.pi * along)
    spine = direction(angles.trunk_lean)[:, None]
    behind = direction(angles.trunk_lean - 90.0)[:, None]
    curve = hip[:, None] + along * TRUNK_M * spine + bulge * behind
    return np.concatenate([curve, np.zeros_like(curve[..., :1])], axis=-1)


def deadlift_angles(
    reps: int = 3,
    *,
    fps: float = 30.0,
    times: FloatArray | None = None,
    walk_in: bool = False,
    knee_in_m: float = 0.0,
) -> tuple[BodyAngles, tuple[RepTimes, ...]]:
    """Angles and events of a set: stand, bend, then reps with a held lockout, then stand up.

    ``times`` overrides the even frame times (variable frame rate). With ``walk_in`` the arms are
    bent while the lifter stands without the bar. ``knee_in_m`` is reached at the middle of each
    pull.
    """
    keys: list[tuple[float, tuple[float, float, float]]] = [(0.0, STANDING), (0.6, STANDING)]
    keys += [(1.6, SET_UP), (2.4, SET_UP)]
    marks: list[tuple[float, float, float, float, float]] = []
    for _ in range(reps):
        lift_off = keys[-1][0]
        lockout, lowering, end = lift_off + 1.2, lift_off + 2.0, lift_off + 3.2
        keys += [(lift_off + 0.55, AT_KNEE), (lockout, STANDING), (lowering, STANDING)]
        keys += [(end - 0.6, AT_KNEE), (end, SET_UP), (end + 0.6, SET_UP)]
        marks.append((max(lift_off - 0.6, 1.6), lift_off, lockout, lowering, end))
    let_go = keys[-1][0]
    keys += [(let_go + 1.2, STANDING), (let_go + 2.0, STANDING)]
    if times is None:
        times = np.arange(0.0, keys[-1][0], 1.0 / fps)
    angles = _interpolated(keys, times, let_go, knee_in_m, walk_in, [m[1:3] for m in marks])
    pass_s = [_knee_pass(keys, lift_off, lockout) for _, lift_off, lockout, _, _ in marks]
    return angles, tuple(
        RepTimes(start, lift_off, knee, lockout, lowering, end)
        for (start, lift_off, lockout, lowering, end), knee in zip(marks, pass_s, strict=True)
    )


def _interpolated(
    keys: list[tuple[float, tuple[float, float, float]]],
    times: FloatArray,
    let_go: float,
    knee_in_m: float,
    walk_in: bool,
    pulls: list[tuple[float, float]],
) -> BodyAngles:
    shank, knee, trunk = PchipInterpolator([t for t, _ in keys], [a for _, a in keys])(times).T
    bent = 100.0 * float(walk_in)
    elbow = np.interp(times, [0.6, 1.6, let_go, let_go + 0.6], [bent, 0.0, 0.0, bent])
    cave = np.zeros_like(times)
    for lift_off, lockout in pulls:
        middle = (lift_off + lockout) / 2.0
        cave += np.interp(times, [lift_off, middle, lockout], [0.0, knee_in_m, 0.0])
    return BodyAngles(times, shank, knee, trunk, elbow, cave)


def _knee_pass(
    keys: list[tuple[float, tuple[float, float, float]]], lift_off: float, lockout: float
) -> float:
    """When the wrists rise past the knees during one pull."""
    times = np.linspace(lift_off, lockout, 500)
    joints = sagittal_joints(_interpolated(keys, times, lockout, 0.0, False, []))
    return float(times[np.argmax(joints["wrist"][:, 1] >= joints["knee"][:, 1])])


def true_columns(angles: BodyAngles, points: FloatArray) -> dict[str, FloatArray]:
    """The true value (T,) of every column of `UNITS`."""
    joints = sagittal_joints(angles)
    velocity = np.gradient(joints["wrist"], angles.times, axis=0)
    columns = {
        "shank_lean": angles.shank_lean,
        "trunk_lean": angles.trunk_lean,
        "knee_ankle_separation": _gap(points, "knee") / _gap(points, "ankle"),
        "hip_height": joints["hip"][:, 1],
        "shoulder_height": joints["shoulder"][:, 1],
        "bar_x": joints["wrist"][:, 0],
        "bar_y": joints["wrist"][:, 1],
        "bar_vx": velocity[:, 0],
        "bar_vy": velocity[:, 1],
    }
    # A stick has no back that could be seen.
    unseen = ("hip_flexion_l", "hip_flexion_r", "pelvis_tilt", "lumbar_flexion")
    columns |= {name: np.full(len(angles.times), np.nan) for name in unseen}
    thigh_lean = angles.shank_lean - angles.knee_flexion
    for side, sign in SIGNS.items():
        columns[f"knee_flexion_{side}"] = angles.knee_flexion
        columns[f"ankle_dorsiflexion_{side}"] = angles.shank_lean
        columns[f"trunk_thigh_flexion_{side}"] = angles.trunk_lean - thigh_lean
        hip, knee, ankle = (points[:, of_side(j, side), 1:] for j in ("hip", "knee", "ankle"))
        shank_out, thigh_out = (
            np.degrees(np.arctan2(sign * (lower - upper)[:, 1], (upper - lower)[:, 0]))
            for upper, lower in ((knee, ankle), (hip, knee))
        )
        columns[f"fppa_{side}"] = shank_out - thigh_out
        part = (knee - hip)[:, 0] / (ankle - hip)[:, 0]
        inside = sign * ((hip - knee)[:, 1] + part * (ankle - hip)[:, 1])
        length = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
        columns[f"knee_shift_{side}"] = 100.0 * inside / np.quantile(length, 0.9)
    columns |= {"pelvis_shift": np.zeros(len(points)), "hip_line_tilt": np.zeros(len(points))}
    return {name: columns[name] for name in UNITS}


def _gap(points: FloatArray, joint: str) -> FloatArray:
    left, right = (points[:, of_side(joint, side), 2] for side in SIDES)
    return np.asarray(left - right, dtype=np.float64)


def view_of(yaw_deg: float) -> View:
    """Name the view of a yaw, with the borders at 25 degrees from each of the pure views."""
    off = abs(yaw_deg)
    name: ViewName = "side"
    if off < 25.0:
        name = "front"
    elif off < 65.0:
        name = "front-oblique"
    elif off > 155.0:
        name = "rear"
    elif off > 115.0:
        name = "rear-oblique"
    return View(name, yaw_deg, 3.0)


def filmed(
    angles: BodyAngles,
    reps: tuple[RepTimes, ...],
    *,
    yaw_deg: float = 90.0,
    size: tuple[int, int] = (360, 480),
    px_per_m: float = 200.0,
    noise_px: float = 0.0,
    gap: tuple[int, int] = (0, 0),
    path: Path = Path("stick.mp4"),
    seed: int = 0,
) -> StickDeadlift:
    """Film a body: yaw as in `View`; frames in ``gap`` (half open) do not see the lifter."""
    width, height = size
    origin = np.array([width / 2.0, 0.92 * height])
    points = body_landmarks(angles)
    camera = seen_from(points, yaw_deg)
    exact = origin + px_per_m * camera[..., :2]
    xy = exact + np.random.default_rng(seed).normal(0.0, noise_px, exact.shape)
    world = camera - camera[:, [Landmark.HIP_L, Landmark.HIP_R]].mean(axis=1, keepdims=True)
    hidden = camera[..., 2] > camera[..., 2].mean(axis=1, keepdims=True) + 0.03
    visibility = np.where(hidden, 0.6, 0.97)
    outline = origin + px_per_m * seen_from(back_outline(angles), yaw_deg)[..., :2]
    view = view_of(yaw_deg)
    if view.name in ("front", "rear"):
        outline[:] = np.nan
    for seen in (xy, world, visibility, outline):
        seen[slice(*gap)] = np.nan
    clip = Clip(path, width, height, 0, angles.times, (Shot(0, len(angles.times)),))
    pose = PoseTrack(angles.times, xy, world, visibility, outline, 0, 0)
    return StickDeadlift(clip, pose, view, exact, true_columns(angles, points), reps, px_per_m)


def deadlift(
    reps: int = 3,
    *,
    fps: float = 30.0,
    yaw_deg: float = 90.0,
    size: tuple[int, int] = (360, 480),
    px_per_m: float = 200.0,
    noise_px: float = 0.0,
    walk_in: bool = False,
    knee_in_m: float = 0.0,
    gap: tuple[int, int] = (0, 0),
    path: Path = Path("stick.mp4"),
) -> StickDeadlift:
    """A set of deadlifts, filmed: `deadlift_angles`, then `filmed`."""
    angles, events = deadlift_angles(reps, fps=fps, walk_in=walk_in, knee_in_m=knee_in_m)
    return filmed(
        angles, events, yaw_deg=yaw_deg, size=size, px_per_m=px_per_m, noise_px=noise_px,
        gap=gap, path=path,
    )  # fmt: skip


def set_on_the_floor(
    reps: int,
    *,
    yaw_deg: float = 90.0,
    noise_px: float = 0.0,
    gap: tuple[int, int] = (0, 0),
    path: Path = Path("stick.mp4"),
) -> StickDeadlift:
    """A set that ends with the bar on the floor and the hands still at it."""
    _, events = deadlift_angles(reps)
    times = np.arange(0.0, events[-1].end_s + 0.5, 1.0 / 30.0)
    angles, _ = deadlift_angles(reps, times=times, walk_in=True)
    return filmed(angles, events, yaw_deg=yaw_deg, noise_px=noise_px, gap=gap, path=path)


def sample_motion(lift: StickDeadlift) -> Motion:
    """The true motion as `Motion`: NaN where the view or a gap hides it, 4 % or 4 deg errors."""
    frontal = lift.view.name in ("front", "rear")
    across = {name for name in UNITS if name.startswith(("fppa", "knee_an", "knee_sh"))}
    across |= {"pelvis_shift", "hip_line_tilt"}
    frontal_names = across | {"hip_height", "shoulder_height"}
    seen = np.isfinite(lift.pose.xy[:, 0, 0])
    columns, errors, reasons = {}, {}, {}
    for name, unit in UNITS.items():
        measured = (name in frontal_names) if frontal else name not in across
        columns[name] = np.where(seen & measured, lift.columns[name], np.nan)
        error = 4.0 if unit == "deg" else 0.04
        errors[name] = np.where(np.isfinite(columns[name]), error, np.nan)
        if not measured:
            wanted = "side" if frontal else "front"
            reasons[name] = f"filmed from the {lift.view.name}: film from the {wanted}"
    landmarks = np.where(seen[:, None, None], lift.landmarks, np.nan)
    nowhere = Feet.not_measured("the feet of a stick lifter are points")
    return Motion(
        lift.clip.times, landmarks, columns, errors, reasons, lift.clip.shots, (lift.view,),
        (sample_scale(lift.px_per_m),), (nowhere,),
    )  # fmt: skip


def sample_scale(px_per_m: float) -> Scale:
    """A scale by the lifter's height, the bar as far away as the body."""
    metres = Measurement(1.0 / px_per_m, 0.04 / px_per_m, "m")
    same = Measurement(1.0, 0.02, "1")
    unknown = Measurement.not_measured("m", "no plate was followed")
    return Scale("height", metres, metres, same, unknown, unknown, same, same)


def sample_set(lift: StickDeadlift) -> LiftSet:
    """The true reps as `LiftSet`, with a few metrics, one of them not measured."""
    reps = []
    for number, at in enumerate(lift.reps, start=1):
        metrics = {
            "pull_duration": Measurement(at.lockout_s - at.lift_off_s, 0.03, "s"),
            "knee_flexion_lift_off": Measurement(SET_UP[1], 4.0, "deg"),
            "trunk_lean_lift_off": Measurement(SET_UP[2], 4.0, "deg"),
            "fppa_max_l": Measurement.not_measured("deg", "filmed from the side"),
        }
        events = (at.start_s, at.lift_off_s, at.knee_pass_s, at.lockout_s, at.end_s)
        reps.append(Rep(number, True, *events, metrics, at.lowering_s))
    metrics = {"reps_per_minute": Measurement(18.8, 0.5, "1/min")}
    return LiftSet("deadlift", "conventional", "the bar rises from the floor", tuple(reps), metrics)


def standing(clip: Clip) -> CameraMotion:
    """The camera of a stick lifter."""
    return CameraMotion.standing(clip.times, (clip.width, clip.height))


def as_analysis(lift: StickDeadlift) -> Analysis:
    """The whole plausible `Analysis` of a filmed stick lifter."""
    bar = bar_from_wrists(lift.pose, lift.clip.shots, "no plate was found")
    return Analysis(
        lift.clip, lift.pose, bar, standing(lift.clip), sample_motion(lift), sample_set(lift),
        lift.view, Given(),
        model="full", warnings=("The bar is taken from the wrists.",),
        created="2024-05-01T12:00:00+00:00",
    )  # fmt: skip


def sample_analysis(
    folder: Path,
    *,
    name: str = "stick.mp4",
    reps: int = 2,
    yaw_deg: float = 90.0,
    size: tuple[int, int] = (360, 480),
    px_per_m: float = 200.0,
    fps: float = 15.0,
    gap: tuple[int, int] = (0, 0),
) -> Analysis:
    """A complete analysis whose clip exists as a rendered video in ``folder``."""
    path = folder / name
    lift = deadlift(
        reps, fps=fps, yaw_deg=yaw_deg, size=size, px_per_m=px_per_m, knee_in_m=0.05, gap=gap,
        path=path,
    )  # fmt: skip
    write_video(lift, path)
    return as_analysis(lift)


def draw_frame(lift: StickDeadlift, frame: int) -> Image:
    """The stick figure on a dark background."""
    import cv2

    image = np.full((lift.clip.height, lift.clip.width, 3), (38, 42, 48), np.uint8)
    xy = np.round(lift.landmarks[frame]).astype(int)
    thick = max(2, round(0.03 * lift.px_per_m))
    for side in SIDES:
        for start, stop in LIMB_LINES:
            ends = tuple(xy[of_side(start, side)]), tuple(xy[of_side(stop, side)])
            cv2.line(image, *ends, (150, 140, 130), thick, cv2.LINE_AA)
    for joint in ("shoulder", "hip"):
        ends = tuple(xy[of_side(joint, "l")]), tuple(xy[of_side(joint, "r")])
        cv2.line(image, *ends, (150, 140, 130), thick, cv2.LINE_AA)
    head = xy[[Landmark.EAR_L, Landmark.EAR_R]].mean(axis=0).round().astype(int)
    cv2.circle(image, tuple(head), round(0.1 * lift.px_per_m), (150, 140, 130), -1, cv2.LINE_AA)
    return image


def write_video(lift: StickDeadlift, path: Path) -> None:
    """Write the stick lifter as a small H.264 video with the clip's own timestamps."""
    import av

    width, height = lift.clip.width, lift.clip.height
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=round(lift.clip.fps))
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.options = {"preset": "ultrafast"}
        stream.codec_context.time_base = Fraction(1, 90_000)
        for index, time_s in enumerate(lift.clip.times):
            frame = av.VideoFrame.from_ndarray(draw_frame(lift, index), format="rgb24")
            frame.pts, frame.time_base = round(time_s * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
