"""A made-up truth for the stick lifter: joints, camera, columns and reps known exactly."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from liftvision.analysis import Analysis
from liftvision.arrays import FloatArray
from liftvision.pose.landmarks import LANDMARK_COUNT, SIDES, Landmark, of_side
from liftvision.synthetic.movement.performance import TrueRep
from liftvision.synthetic.picture.camera import Camera
from liftvision.synthetic.recipes.recipe import (
    CameraRecipe,
    Recipe,
    SceneRecipe,
    VideoRecipe,
    WardrobeRecipe,
)
from liftvision.synthetic.truth.columns import joint_columns, pelvis_columns
from liftvision.synthetic.truth.truth import JOINTS, SIDED_JOINTS, TrueBar, TrueCamera, Truth
from tests.stick_lifter import (
    BodyAngles,
    RepTimes,
    StickDeadlift,
    as_analysis,
    body_landmarks,
    deadlift_angles,
    filmed,
)

DISTANCE_M, FOCAL_PX, SIZE = 4.0, 900.0, (720, 720)


def stick_clip(
    reps: int = 2, *, yaw_deg: float = 90.0, path: Path = Path("stick.mp4"), loose: bool = False,
    plates: bool = True, knee_in_m: float = 0.0, still: bool = False,
) -> tuple[Analysis, Truth]:  # fmt: skip
    """An analysis that is right in everything, and the truth that it is held against."""
    angles, events = deadlift_angles(reps, knee_in_m=knee_in_m)
    if still:
        angles, events = _standing(angles), ()
    lift = filmed(angles, events, yaw_deg=yaw_deg, path=path)
    truth = truth_of(lift, angles, events, yaw_deg, loose=loose, plates=plates)
    analysis = as_analysis(lift)
    known = {name: truth.columns[name] for name in analysis.motion.columns}
    columns = {
        name: np.where(np.isfinite(values), known[name], np.nan)
        for name, values in analysis.motion.columns.items()
    }
    return replace(analysis, motion=replace(analysis.motion, columns=columns)), truth


def truth_of(
    lift: StickDeadlift, angles: BodyAngles, events: tuple[RepTimes, ...], yaw_deg: float,
    *, loose: bool = False, plates: bool = True,
) -> Truth:  # fmt: skip
    """Everything about a stick lifter, seen by a camera four metres away."""
    joints = world_joints(angles)
    frames = len(angles.times)
    camera = camera_at(yaw_deg)
    near = "r" if yaw_deg > 0 else "l"
    recipe = Recipe(
        camera=CameraRecipe(yaw_deg=yaw_deg, distance_m=DISTANCE_M),
        wardrobe=WardrobeRecipe(looseness=0.6 if loose else 0.1),
        scene=SceneRecipe(plates="competition" if plates else "none"),
        video=VideoRecipe(width=SIZE[0], height=SIZE[1]),
    )
    place, still = np.zeros((frames, 3)), np.zeros((frames, 2))
    bar = TrueBar(
        place, place, place, still, still, still, place, 0.45 if plates else None,
        np.ones(frames, bool),
    )  # fmt: skip
    return Truth(
        recipe=recipe,
        times=angles.times,
        joints=joints,
        joints_px=camera.project(joints),
        hidden_by=np.zeros(joints.shape[:2], np.int64),
        columns={
            **lift.columns,
            **joint_columns(joints, near),
            **pelvis_columns(joints, angles.trunk_lean, 0.5 * angles.trunk_lean),
        },
        outline=lift.pose.outline,
        camera=TrueCamera(
            np.tile(camera.position, (frames, 1)), np.tile(camera.rotation, (frames, 1, 1)),
            camera.focal_px, camera.size,
        ),
        bar=bar,
        reps=tuple(true_rep(number, at) for number, at in enumerate(events, start=1)),
    )  # fmt: skip


def true_rep(number: int, at: RepTimes) -> TrueRep:
    """The events of a stick lifter's rep, at made-up speeds."""
    return TrueRep(
        number, at.start_s, at.lift_off_s, at.knee_pass_s, at.lockout_s, at.lowering_s, at.end_s,
        mean_velocity=0.5, peak_velocity=0.9,
        lumbar_setup_deg=33.0, lumbar_knee_deg=38.0, lumbar_lockout_deg=2.0,
    )  # fmt: skip


def camera_at(yaw_deg: float) -> Camera:
    """A level camera, before which the lifter is turned by a yaw."""
    yaw = np.radians(yaw_deg)
    right, down = [np.cos(yaw), 0.0, np.sin(yaw)], [0.0, -1.0, 0.0]
    away = np.array([np.sin(yaw), 0.0, -np.cos(yaw)])
    position = np.array([0.0, 0.9, 0.0]) - DISTANCE_M * away
    return Camera(position, np.array([right, down, away]), FOCAL_PX, SIZE)


def world_joints(angles: BodyAngles) -> FloatArray:
    """The joints (T, J, 3) m of a stick lifter: left, up, forward."""
    points = body_landmarks(angles)[..., [2, 1, 0]]
    middle = {
        name: points[:, [of_side(name, side) for side in SIDES]].mean(axis=1)
        for name in ("hip", "shoulder")
    }
    spine = middle["shoulder"] - middle["hip"]
    places = {
        f"{name}_{side}": points[:, of_side(name, side)] for name in SIDED_JOINTS for side in SIDES
    }
    places |= {
        name: middle["hip"] + along * spine
        for name, along in (("l5s1", 0.15), ("t12", 0.5), ("c7", 1.05))
    }
    places["nose"] = points[:, Landmark.NOSE]
    return np.stack([places[name] for name in JOINTS], axis=1)


def landmarks_at(joints: FloatArray, camera: Camera) -> FloatArray:
    """Landmarks (T, 33, 2) px, as a perfect model sees joints."""
    landmarks = np.full((len(joints), LANDMARK_COUNT, 2), np.nan)
    for name in SIDED_JOINTS:
        for side in SIDES:
            landmarks[:, of_side(name, side)] = camera.project(
                joints[:, JOINTS.index(f"{name}_{side}")]
            )
    return landmarks


def _standing(angles: BodyAngles) -> BodyAngles:
    """Upright throughout, the arms hanging."""
    frames = 40
    zero = np.zeros(frames)
    return BodyAngles(angles.times[:frames], zero, zero, zero, zero, zero)
