"""A lifter before the camera, made of the unknowns of the fit to front and rear views.

The truth behind it is the place of every joint in m. Its knees stay in a plane of their own that
is turned outward, but for what a test lets them fall in. The landmarks are marked as the pose model
usually marks them, beside and behind their time, and the legs have edges around their middles.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import ShotBar
from liftvision.body.gather import uprightness
from liftvision.body.proportions import HIP_HALF_WIDTH, SEGMENTS, STATURE_M
from liftvision.clip.clip import Clip, Shot
from liftvision.front.evidence import FrontEvidence, gather_front
from liftvision.front.figure import FOOT_AXIS_DEG, FRONT_POINTS, front_figure, seen_in_front
from liftvision.front.habits import DRAWN_LATE_S, HIP_AHEAD_M, KNEE_BEHIND_M
from liftvision.front.terms import USUALLY_AHEAD
from liftvision.front.unknowns import (
    FRONT_FRAME_UNKNOWNS,
    FRONT_SHOT_UNKNOWNS,
    InFrontFrame,
    InFrontShot,
)
from liftvision.given import Given
from liftvision.motion.measure import measure_motion
from liftvision.motion.motion import Motion
from liftvision.motion.parallax import DISTANCE_M, FOCAL
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, SIDES, of_side
from liftvision.pose.legs import STATIONS
from liftvision.pose.view import View, view_name
from tests.body.made_up_lifter import scale_of

SIZE = (720, 1280)
CAMERA_HEIGHT_M = 1.0
REST_S, PULL_S, HOLD_S, LOWERING_S = 0.6, 1.2, 0.5, 1.0
WHOLE_S = 2.0 * REST_S + PULL_S + HOLD_S + LOWERING_S
LIFT_OFF_S, LOCKOUT_S = REST_S, REST_S + PULL_S

STANCE_M = 0.36
"""Between the ankles."""

PLANE_DEG = 20.0
"""Each leg bends in a plane that is turned outward by so much."""

LEG_HALF_WIDTH_M = np.array([0.045, 0.065, 0.09])
"""At ankle, knee and hip."""

HANDS_M = 0.28
"""Each hand is so far beside the middle: outside the knees."""

WOBBLE_S = 0.15

SIGNS = np.array([1.0, -1.0])
LEG = ("hip", "knee", "ankle")


@dataclass(frozen=True, eq=False)
class FrontLifter:
    """What was seen of him, and the unknowns (T, 13) and (17,) that a fit should find."""

    seen: Seen
    frames: FloatArray
    shot: FloatArray

    @cached_property
    def joints(self) -> Mapping[str, FloatArray]:
        """Places (T, 2, 3) m forward, up and left, of the left and the right joint."""
        joints = front_figure(self.frames, self.shot).joints
        return {name: joints[:, at] for at, name in enumerate(FRONT_POINTS)}

    @cached_property
    def truth(self) -> Mapping[str, FloatArray]:
        """Every column (T,) of the frontal plane, by trigonometry on the joints."""
        hip, knee, ankle = (self.joints[name] for name in LEG)
        columns = {}
        for at, side in enumerate(SIDES):
            thigh, shank = hip[:, at] - knee[:, at], knee[:, at] - ankle[:, at]
            out = SIGNS[at] * np.degrees(np.arctan2(shank[:, 2], shank[:, 1]))
            columns[f"fppa_{side}"] = (
                SIGNS[at] * np.degrees(np.arctan2(thigh[:, 2], thigh[:, 1])) - out
            )
            part = shank[:, 1] / (hip[:, at, 1] - ankle[:, at, 1])
            line = ankle[:, at, 2] + part * (hip[:, at, 2] - ankle[:, at, 2])
            length = np.hypot(*thigh[:, 1:].T) + np.hypot(*shank[:, 1:].T)
            inside = SIGNS[at] * (line - knee[:, at, 2])
            columns[f"knee_shift_{side}"] = 100.0 * inside / np.quantile(length, 0.9)
        apart = {name: values[:, 0, 2] - values[:, 1, 2] for name, values in self.joints.items()}
        columns["knee_ankle_separation"] = apart["knee"] / apart["ankle"]
        beside = hip[..., 2].mean(axis=1) - ankle[..., 2].mean(axis=1)
        columns["pelvis_shift"] = 100.0 * beside / apart["ankle"]
        columns["hip_line_tilt"] = np.degrees(np.arctan2(hip[:, 0, 1] - hip[:, 1, 1], apart["hip"]))
        return columns

    @property
    def stance_m(self) -> float:
        """Between the ankles."""
        ankle = self.joints["ankle"]
        return float(np.median(ankle[:, 0, 2] - ankle[:, 1, 2]))

    @property
    def evidence(self) -> FrontEvidence:
        return gather_front(self.seen, Given())

    @property
    def clip(self) -> Clip:
        times = self.seen.times
        return Clip(Path("made-up.mp4"), *self.seen.size, 0, times, (Shot(0, len(times)),))

    @property
    def motion(self) -> Motion:
        """As the landmarks alone give it."""
        return measure_motion(self.clip, (self.seen,))


def no_fall(up: FloatArray) -> FloatArray:
    """A knee that stays in its plane."""
    return np.zeros_like(up)


def falling(by_m: float) -> Callable[[FloatArray], FloatArray]:
    """A knee that falls in by so much, most when the lifter is a third up."""
    return lambda up: by_m * np.clip(up / 0.33, 0.0, 1.0) * np.clip((1.0 - up) / 0.4, 0.0, 1.0)


Fall = Callable[[FloatArray], FloatArray]


def front_lifter(
    yaw_deg: float = 0.0,
    *,
    fall: tuple[Fall, Fall] = (no_fall, no_fall),
    plane_deg: tuple[float, float] = (PLANE_DEG, PLANE_DEG),
    stance_m: float = STANCE_M,
    pelvis_m: float = 0.0,
    edges: bool = True,
    hands_m: float = HANDS_M,
    fps: float = 25.0,
    yaw_told_deg: float | None = None,
    unlike: Mapping[InFrontShot, float] | None = None,
) -> FrontLifter:
    """Make up a deadlift that a camera sees which stands at the height of its hips.

    Parameters
    ----------
    yaw_deg
        As `View`: 0 from the front, 180 from the rear.
    fall
        By how much the left and the right knee fall in, m, by how far up the lifter is, 0 to 1.
    plane_deg
        By how much the planes of both legs are turned outward.
    pelvis_m
        How far beside the middle of the feet the pelvis is where the lifter is half up.
    edges
        Whether the legs' edges were seen.
    hands_m
        How far beside the middle each hand is.
    yaw_told_deg
        What the pose says of the view; the truth where None.
    unlike
        What is added to unknowns of the shot.
    """
    shot = usual_front_shot(yaw_deg, stance_m, plane_deg)
    for unknown, by in (unlike or {}).items():
        shot[unknown] += by
    times = np.arange(0.0, WHOLE_S, 1.0 / fps)
    up = how_far_up(times)
    frames = _postures(up, shot, [drop(up) for drop in fall], plane_deg, pelvis_m)
    told = yaw_deg if yaw_told_deg is None else yaw_told_deg
    return FrontLifter(_filmed(times, frames, shot, told, edges, hands_m), frames, shot)


def usual_front_shot(yaw_deg: float, stance_m: float, plane_deg: tuple[float, float]) -> FloatArray:
    """Give unknowns (17,) of somebody usual before a camera that is usual."""
    shot = np.zeros(FRONT_SHOT_UNKNOWNS)
    shot[InFrontShot.LOG_DISTANCE] = np.log(DISTANCE_M)
    shot[InFrontShot.LOG_SCALE] = np.log(FOCAL * max(SIZE) / DISTANCE_M)
    shot[InFrontShot.YAW], shot[InFrontShot.UP] = np.radians(yaw_deg), -CAMERA_HEIGHT_M
    shot[InFrontShot.LOG_STATURE] = np.log(STATURE_M)
    for name in ("shank", "thigh", "trunk"):
        shot[InFrontShot[f"LOG_{name.upper()}"]] = np.log(STATURE_M * SEGMENTS[name].of_stature)
    shot[InFrontShot.LOG_HIPS] = np.log(STATURE_M * HIP_HALF_WIDTH)
    shot[InFrontShot.STANCE] = 0.5 * stance_m
    shot[[InFrontShot.TOE_OUT_L, InFrontShot.TOE_OUT_R]] = np.radians(
        np.array(plane_deg) - FOOT_AXIS_DEG
    )
    shot[InFrontShot.HIP_AHEAD] = HIP_AHEAD_M
    return shot


def how_far_up(times: FloatArray) -> FloatArray:
    """Give how far up (T,) the lifter is, 0 at the floor to 1."""
    rising = np.clip((times - REST_S) / PULL_S, 0.0, 1.0)
    falling_ = np.clip((times - REST_S - PULL_S - HOLD_S) / LOWERING_S, 0.0, 1.0)
    return _without_jerk(rising) - _without_jerk(falling_)


def _without_jerk(part: FloatArray) -> FloatArray:
    return part**3 * (10.0 - 15.0 * part + 6.0 * part**2)


def _postures(
    up: FloatArray,
    shot: FloatArray,
    fallen: list[FloatArray],
    plane_deg: tuple[float, float],
    pelvis_m: float,
) -> FloatArray:
    """Give unknowns (T, 13): each knee in its plane but for its fall, hips at the pelvis' ends."""
    shank, thigh, trunk = (
        np.exp(shot[InFrontShot[f"LOG_{name}"]]) for name in ("SHANK", "THIGH", "TRUNK")
    )
    ahead = {name: each.at(2.0 * up - 1.0) for name, each in USUALLY_AHEAD.items()}
    frames = np.zeros((len(up), FRONT_FRAME_UNKNOWNS))
    for which in (InFrontFrame.SHANK_FORWARD_L, InFrontFrame.SHANK_FORWARD_R):
        frames[:, which] = np.arcsin(ahead["knee"] / shank)
    for which in (InFrontFrame.THIGH_FORWARD_L, InFrontFrame.THIGH_FORWARD_R):
        frames[:, which] = np.arcsin((ahead["hip"] - ahead["knee"]) / thigh)
    frames[:, InFrontFrame.TRUNK_FORWARD] = np.arcsin((ahead["shoulder"] - ahead["hip"]) / trunk)
    pelvis = 4.0 * pelvis_m * up * (1.0 - up)
    half = float(np.exp(shot[InFrontShot.LOG_HIPS]))
    for _ in range(12):
        joints = front_figure(frames, shot).joints
        hip, knee, ankle = (joints[:, FRONT_POINTS.index(name)] for name in LEG)
        for at, sign in enumerate(SIGNS):
            line, bend = _line_and_bend(hip[:, at], knee[:, at], ankle[:, at])
            outward = bend * np.sin(np.radians(plane_deg[at])) - fallen[at]
            knee_off = line + sign * outward - knee[:, at, 2]
            frames[:, InFrontFrame.SHANK_LEFT_L + at] += knee_off / shank
            hip_off = pelvis + sign * half - (hip[:, at, 2] + knee_off)
            frames[:, InFrontFrame.THIGH_LEFT_L + at] += hip_off / thigh
    return frames


def _line_and_bend(
    hip: FloatArray, knee: FloatArray, ankle: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give where across the line from ankle to hip passes the knee, and the knee's distance."""
    axis = (hip - ankle) / np.linalg.norm(hip - ankle, axis=1, keepdims=True)
    away = np.cross(knee - ankle, axis)
    part = (knee[:, 1] - ankle[:, 1]) / (hip[:, 1] - ankle[:, 1])
    return ankle[:, 2] + part * (hip[:, 2] - ankle[:, 2]), np.linalg.norm(away, axis=1)


def _filmed(
    times: FloatArray,
    frames: FloatArray,
    shot: FloatArray,
    yaw_told_deg: float,
    edges: bool,
    hands_m: float,
) -> Seen:
    px_per_m = float(np.exp(shot[InFrontShot.LOG_SCALE]))
    joints = front_figure(frames, shot).joints
    rear = abs(yaw_told_deg) > 90.0
    marked = joints.copy()
    bent = 0.5 * (1.0 - uprightness(joints[:, 0, :, 1].mean(axis=1)))
    if not rear:
        marked[:, FRONT_POINTS.index("hip"), :, 0] += HIP_AHEAD_M * bent[:, None]
    places = _px(seen_in_front(marked, shot), px_per_m)
    landmarks = np.repeat(places[:, :1, 0], LANDMARK_COUNT, axis=1)
    for at, name in enumerate(FRONT_POINTS):
        late_s = DRAWN_LATE_S.get(name, 0.0)
        for side, of in enumerate(SIDES):
            for axis in range(2):
                landmarks[:, of_side(name, of), axis] = np.interp(
                    times - late_s, times, places[:, at, side, axis]
                )
    middle = joints[:, FRONT_POINTS.index("shoulder")].mean(axis=1)
    hands = np.stack([middle * [1.0, 1.0, 0.0] + [0.0, -0.55, sign * hands_m] for sign in SIGNS], 1)
    hands_px = _px(seen_in_front(hands, shot), px_per_m)
    for at, side_ in enumerate(SIDES):
        landmarks[:, of_side("wrist", side_)] = hands_px[:, at]
    return Seen(
        times=times,
        landmarks=landmarks,
        inside=np.ones((len(times), LANDMARK_COUNT), dtype=np.bool_),
        world=np.zeros((len(times), LANDMARK_COUNT, 3)),
        bar=np.full((len(times), 2), np.nan),
        bar_noise=np.full(len(times), 0.3),
        bar_cutoff_hz=6.0,
        by=ShotBar("none", None),
        view=View(view_name(yaw_told_deg), yaw_told_deg, 6.0),
        scale=scale_of(None, 1.0 / px_per_m),
        plate_radius_m=0.225,
        size=SIZE,
        legs=_edges(joints, bent, shot, px_per_m) if edges else None,
    )


def _edges(joints: FloatArray, bent: FloatArray, shot: FloatArray, px_per_m: float) -> FloatArray:
    """Give the legs' edges (T, 2, 2, 24, 2) px: half a width beside the legs' middles."""
    chain = np.stack([joints[:, FRONT_POINTS.index(name)] for name in LEG[::-1]], axis=2)
    upright = 1.0 - 2.0 * bent
    halfway, low = KNEE_BEHIND_M
    chain[:, :, 1, 0] -= (halfway * (1.0 - upright**2) + low * bent)[:, None]
    line = _px(seen_in_front(chain, shot), px_per_m)
    at = [0.0, 0.5, 1.0]
    legs = np.empty((len(line), 2, 2, len(STATIONS), 2))
    half = np.interp(STATIONS, at, LEG_HALF_WIDTH_M) * px_per_m
    outward = np.sign(line[0, 0, 1, 0] - line[0, 1, 1, 0]) * SIGNS
    for place in np.ndindex(line.shape[:2]):
        middle = np.stack([np.interp(STATIONS, at, line[place][:, axis]) for axis in (0, 1)], 1)
        for edge, way in enumerate((-1.0, 1.0)):
            legs[place][edge] = middle
            legs[place][edge, :, 0] += way * outward[place[1]] * half
    return legs


def _px(places: FloatArray, px_per_m: float) -> FloatArray:
    return np.asarray(places * px_per_m * np.array([1.0, -1.0]) + 0.5 * np.array(SIZE))


def erring(lifter: FrontLifter, seed: int, spread: float = 1.0) -> FrontLifter:
    """Mark the landmarks beside their places as `habits` has it, and move the legs' edges.

    Offset and swing are drawn once, what scatters around them wobbles slowly. ``spread`` is by how
    much both are wider than they are; with 0 the model errs as it usually does.
    """
    random, seen = np.random.default_rng(seed), lifter.seen
    of_landmarks = gather_front(replace(seen, legs=None), Given())
    moved = _errors(of_landmarks, random, spread) * np.exp(lifter.shot[InFrontShot.LOG_SCALE])
    landmarks = seen.landmarks.copy()
    pairs = [[of_side(name, side) for side in SIDES] for name in FRONT_POINTS]
    landmarks[:, pairs] += moved * np.array([1.0, -1.0])
    if seen.legs is None:
        return replace(lifter, seen=replace(seen, landmarks=landmarks))
    by_edges = _errors(gather_front(seen, Given()), random, spread)[:, FRONT_POINTS.index("knee")]
    across = by_edges[..., 0] * np.exp(lifter.shot[InFrontShot.LOG_SCALE])
    legs = seen.legs.copy()
    legs[..., 0] += across[:, :, None, None]
    return replace(lifter, seen=replace(seen, landmarks=landmarks, legs=legs))


def _errors(evidence: FrontEvidence, random: np.random.Generator, spread: float) -> FloatArray:
    """Draw errors (T, 6, 2, 2) m to the right and up."""
    drawn = random.standard_normal(evidence.usual.shape) * evidence.spread
    offsets = evidence.posture @ (evidence.usual + spread * drawn)
    noise = random.standard_normal(evidence.trust.shape)
    for frame in range(1, len(noise)):
        kept = np.exp(-(evidence.times[frame] - evidence.times[frame - 1]) / WOBBLE_S)
        noise[frame] = kept * noise[frame - 1] + np.sqrt(1.0 - kept**2) * noise[frame]
    return np.asarray(offsets.reshape(noise.shape) + spread * noise / evidence.trust)


def as_usual(lifter: FrontLifter) -> FrontLifter:
    """Mark the landmarks exactly as beside their places as the pose model usually does."""
    return erring(lifter, 0, spread=0.0)


def mirrored(lifter: FrontLifter) -> FrontLifter:
    """Give the same film in a mirror: left is right."""
    seen, flip = lifter.seen, np.array([-1.0, 1.0])
    width = np.array([seen.size[0], 0.0])
    assert seen.view.yaw_deg is not None
    legs = None if seen.legs is None else (width + flip * seen.legs)[:, ::-1]
    mirror = replace(
        seen,
        landmarks=(width + flip * seen.landmarks)[:, MIRRORED],
        inside=seen.inside[:, MIRRORED],
        view=replace(seen.view, yaw_deg=-seen.view.yaw_deg),
        legs=legs,
    )
    shot, frames = lifter.shot.copy(), lifter.frames.copy()
    turned = [InFrontShot.YAW, InFrontShot.RIGHT, InFrontShot.STAGGER, InFrontShot.ROLL]
    shot[turned] *= -1.0
    toes = [InFrontShot.TOE_OUT_L, InFrontShot.TOE_OUT_R]
    shot[toes] = shot[toes[::-1]]
    for left in (InFrontFrame.SHANK_FORWARD_L, InFrontFrame.THIGH_FORWARD_L):
        frames[:, [left, left + 1]] = frames[:, [left + 1, left]]
    for left in (
        InFrontFrame.SHANK_LEFT_L,
        InFrontFrame.THIGH_LEFT_L,
        InFrontFrame.ANKLE_LEFT_L,
    ):
        frames[:, [left, left + 1]] = -frames[:, [left + 1, left]]
    frames[:, InFrontFrame.TRUNK_LEFT] *= -1.0
    return FrontLifter(mirror, frames, shot)


def enlarged(lifter: FrontLifter, times: float) -> FrontLifter:
    """Give the same film with every px so many times as large."""
    seen = lifter.seen
    body = seen.scale.body.value
    assert body is not None
    larger = replace(
        seen,
        landmarks=times * seen.landmarks,
        legs=None if seen.legs is None else times * seen.legs,
        scale=scale_of(None, body / times),
        size=(round(times * seen.size[0]), round(times * seen.size[1])),
    )
    shot = lifter.shot.copy()
    shot[InFrontShot.LOG_SCALE] += np.log(times)
    return FrontLifter(larger, lifter.frames, shot)


def hidden_edges(lifter: FrontLifter, from_s: float, to_s: float) -> FrontLifter:
    """Give the same film with the edges of both legs not seen for a while."""
    seen = lifter.seen
    assert seen.legs is not None
    legs = seen.legs.copy()
    legs[(seen.times >= from_s) & (seen.times < to_s)] = np.nan
    return replace(lifter, seen=replace(seen, legs=legs))
