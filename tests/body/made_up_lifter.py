"""A lifter made of the fit's own unknowns: where every joint was marked, and the truth behind it.

Whoever stands on level ground with the usual proportions, the usual stance and at the usual
distance from the camera fulfils everything that the fit takes for usual; what a test wants unlike
that it says. The bar is as high as its plates are while it lies, goes up close to the legs, and
the arms reach for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

from liftvision.arrays import BoolArray, FloatArray
from liftvision.barbell.track import Rim, ShotBar
from liftvision.body.evidence import Evidence
from liftvision.body.figure import POINTS, Figure, figure
from liftvision.body.gather import gather
from liftvision.body.proportions import CONVENTIONAL, SEGMENTS, STATURE_M, Stance
from liftvision.body.readout import ANGLES, angles_of
from liftvision.body.sight import seen_at
from liftvision.body.terms import BEHIND_BAR_M, HAND_M, TOP_BEHIND_M
from liftvision.body.unknowns import FRAME_UNKNOWNS, SHOT_UNKNOWNS, InFrame, InShot
from liftvision.clip.clip import Clip, Shot
from liftvision.measurement import Measurement
from liftvision.motion.floor import at_rest
from liftvision.motion.measure import measure_motion
from liftvision.motion.motion import Motion
from liftvision.motion.parallax import DISTANCE_M, FOCAL
from liftvision.motion.scale import BESIDE_M, Scale
from liftvision.motion.seen import Seen
from liftvision.pose.landmarks import LANDMARK_COUNT, MIRRORED, SIDES, of_side
from liftvision.pose.view import View, view_name

SIZE = (720, 1280)
CAMERA_HEIGHT_M = 1.0
PLATE_RADIUS_M = 0.225
REST_S, PULL_S, HOLD_S, LOWERING_S = 0.5, 1.0, 0.4, 0.8
SHANK_LEAN_DEG = (8.0, 0.0, -2.0)
KNEE_DEG = (75.0, 30.0, 3.0)
UPRIGHT_DEG = -3.0
"""Of the shank, the knee and the trunk: at the floor, half way up, and at the top."""

WOBBLE_S = 0.15
"""Errors of a landmark in two frames go with each other by 1/e at this distance in time."""

LEGS = ("knee", "ankle", "heel", "foot_index")


@dataclass(frozen=True, eq=False)
class MadeUpLifter:
    """What was seen of him, and the unknowns (T, 7) and (17,) that a fit should find."""

    seen: Seen
    frames: FloatArray
    shot: FloatArray

    @property
    def near(self) -> int:
        return 1 if self.seen.view.near_side == "r" else 0

    @property
    def truth(self) -> Mapping[str, FloatArray]:
        """The angles (T,) in degrees."""
        return dict(zip(ANGLES, angles_of(self.frames, self.shot, self.near).T, strict=True))

    @cached_property
    def evidence(self) -> Evidence:
        return gather(self.seen, at_rest(self.seen), None)

    @cached_property
    def upright(self) -> FloatArray:
        """How far the lifter is up (T,), 0 at the floor to 1."""
        lean = self.truth["trunk_lean"]
        return np.asarray((lean.max() - lean) / np.ptp(lean))

    @property
    def clip(self) -> Clip:
        times = self.seen.times
        return Clip(Path("made-up.mp4"), *self.seen.size, 0, times, (Shot(0, len(times)),))

    @property
    def motion(self) -> Motion:
        """As the landmarks alone give it."""
        return measure_motion(self.clip, (self.seen,))

    def of(self, frames: BoolArray) -> "MadeUpLifter":
        """Give some frames only."""
        return replace(self, seen=self.seen.of(frames), frames=self.frames[frames])

    def moved(self, by_m: FloatArray) -> "MadeUpLifter":
        """Move the landmarks by (T, 8, 2, 2) m, to the right and up in the picture."""
        landmarks = self.seen.landmarks.copy()
        px = by_m * np.exp(self.shot[InShot.LOG_SCALE]) * np.array([1.0, -1.0])
        landmarks[:, _landmarks()] += px
        return replace(self, seen=replace(self.seen, landmarks=landmarks))


def made_up(
    yaw_deg: float = 90.0,
    *,
    reps: int = 1,
    fps: float = 25.0,
    plate: bool = True,
    soft_deg: float = 0.0,
    size: tuple[int, int] = SIZE,
    stance: Stance = CONVENTIONAL,
    unlike: Mapping[InShot, float] | None = None,
    yaw_told_deg: float | None = None,
) -> MadeUpLifter:
    """Make up a lifter.

    ``soft_deg`` is by how much the knees stay bent at the top, ``unlike`` what is added to
    unknowns of the shot, and ``yaw_told_deg`` what the pose says of the view, the truth if None.
    """
    shot = usual_shot(yaw_deg, size, stance)
    for unknown, by in (unlike or {}).items():
        shot[unknown] += by
    times = np.arange(0.0, REST_S + reps * (PULL_S + HOLD_S + LOWERING_S + REST_S), 1.0 / fps)
    frames = _deadlift(_progress(times, reps), shot, soft_deg)
    return MadeUpLifter(_filmed(times, frames, shot, size, plate, yaw_told_deg), frames, shot)


def usual_shot(
    yaw_deg: float, size: tuple[int, int] = SIZE, stance: Stance = CONVENTIONAL
) -> FloatArray:
    """Give unknowns (17,) of a shot that is like all others."""
    shot = np.zeros(SHOT_UNKNOWNS)
    shot[InShot.LOG_DISTANCE] = np.log(DISTANCE_M)
    shot[InShot.LOG_SCALE] = np.log(FOCAL * max(size) / DISTANCE_M)
    shot[InShot.YAW], shot[InShot.UP] = np.radians(yaw_deg), -CAMERA_HEIGHT_M
    shot[InShot.LOG_STATURE] = np.log(STATURE_M)
    for name, usual in SEGMENTS.items():
        shot[InShot[f"LOG_{name.upper()}"]] = np.log(STATURE_M * usual.of_stature)
    shot[InShot.HAND], shot[InShot.BESIDE] = HAND_M, BESIDE_M
    shot[InShot.STANCE], shot[InShot.TOE_OUT] = stance.half_width_m, np.radians(stance.toe_out_deg)
    shot[InShot.LOG_RADIUS] = np.log(PLATE_RADIUS_M)
    return shot


def _progress(times: FloatArray, reps: int) -> FloatArray:
    """Give how far up (T,) from 0 at the floor to 1, without a jerk."""
    up = np.zeros_like(times)
    for number in range(reps):
        start = REST_S + number * (PULL_S + HOLD_S + LOWERING_S + REST_S)
        rising = np.clip((times - start) / PULL_S, 0.0, 1.0)
        falling = np.clip((times - start - PULL_S - HOLD_S) / LOWERING_S, 0.0, 1.0)
        up += _without_jerk(rising) - _without_jerk(falling)
    return up


def _without_jerk(part: FloatArray) -> FloatArray:
    return part**3 * (10.0 - 15.0 * part + 6.0 * part**2)


def _deadlift(up: FloatArray, shot: FloatArray, soft_deg: float) -> FloatArray:
    radius = float(np.exp(shot[InShot.LOG_RADIUS]))

    def above_the_floor(trunk_deg: float) -> float:
        start = _postures(np.zeros(1), shot, soft_deg, trunk_deg)
        return float(figure(start, shot).bar[0, 1]) - radius

    return _postures(up, shot, soft_deg, brentq(above_the_floor, 10.0, 89.0))


def _postures(up: FloatArray, shot: FloatArray, soft_deg: float, trunk_deg: float) -> FloatArray:
    """Give unknowns (T, 7) of postures, the trunk leaning so far at the floor."""

    def between(floor: float, half: float, top: float) -> FloatArray:
        return np.radians(PchipInterpolator([0.0, 0.5, 1.0], [floor, half, top])(up))

    shank, thigh = np.exp(shot[InShot.LOG_SHANK]), np.exp(shot[InShot.LOG_THIGH])
    shank_lean = between(*SHANK_LEAN_DEG[:2], SHANK_LEAN_DEG[2] + 0.5 * soft_deg)
    frames = np.zeros((len(up), FRAME_UNKNOWNS))
    knee = between(*KNEE_DEG[:2], KNEE_DEG[2] + soft_deg)
    frames[:, InFrame.KNEE] = knee
    frames[:, InFrame.LEG_LEAN] = shank_lean - np.arctan2(
        thigh * np.sin(knee), shank + thigh * np.cos(knee)
    )
    frames[:, InFrame.TRUNK_LEAN] = between(trunk_deg, 0.75 * trunk_deg, UPRIGHT_DEG)
    shoulder = figure(frames, shot).joints[:, POINTS.index("shoulder"), 0, 0]
    bar = BEHIND_BAR_M + (TOP_BEHIND_M - BEHIND_BAR_M) * up
    reach = np.exp(shot[InShot.LOG_ARM]) + shot[InShot.HAND]
    frames[:, InFrame.ARM_LEAN] = np.arcsin((bar - shoulder) / reach)
    return frames


def _filmed(
    times: FloatArray,
    frames: FloatArray,
    shot: FloatArray,
    size: tuple[int, int],
    plate: bool,
    yaw_told_deg: float | None,
) -> Seen:
    body = figure(frames, shot)
    yaw_deg = float(np.degrees(shot[InShot.YAW])) if yaw_told_deg is None else yaw_told_deg
    px_per_m = float(np.exp(shot[InShot.LOG_SCALE]))
    face = _plate_face(body, shot)
    plate_px_per_m = px_per_m / _depth(face, shot)
    radius_m = float(np.exp(shot[InShot.LOG_RADIUS]))
    radius = radius_m * plate_px_per_m
    rim = Rim(radius * abs(np.sin(np.radians(yaw_deg))), radius, 0.0, 0.01, 0.9, radius, 0.5)
    bar = _px(seen_at(face, shot), px_per_m, size)
    return Seen(
        times=times,
        landmarks=_all_landmarks(_px(seen_at(body.joints, shot), px_per_m, size)),
        inside=np.ones((len(times), LANDMARK_COUNT), dtype=np.bool_),
        world=np.zeros((len(times), LANDMARK_COUNT, 3)),
        bar=bar if plate else np.full_like(bar, np.nan),
        bar_noise=np.full(len(times), 0.3),
        bar_cutoff_hz=6.0,
        by=ShotBar("plate", rim) if plate else ShotBar("none", None),
        view=View(view_name(yaw_deg), yaw_deg, 6.0),
        scale=scale_of(1.0 / plate_px_per_m if plate else None, 1.0 / px_per_m),
        plate_radius_m=radius_m,
        size=size,
    )


def scale_of(bar: float | None, body: float) -> Scale:
    """Give a scale, m per px, that is known to 2 % where there is a plate and to 8 % elsewhere."""
    none = Measurement.not_measured("1", "made up")
    if bar is None:
        return Scale(
            "model", none, Measurement(body, 0.08 * body, "m"), none, none, none, none, none
        )
    return Scale(
        "plate",
        Measurement(bar, 0.02 * bar, "m"),
        Measurement(body, 0.04 * body, "m"),
        Measurement(body / bar, 0.03, "1"),
        *(none,) * 4,
    )


def _plate_face(body: Figure, shot: FloatArray) -> FloatArray:
    """Give the middle (T, 3) of the near plate's outer face: on the right if he faces right."""
    beside = -np.sign(np.sin(shot[InShot.YAW])) * shot[InShot.BESIDE]
    return np.asarray(body.bar + np.array([0.0, 0.0, beside]))


def _depth(face: FloatArray, shot: FloatArray) -> float:
    """Give how far from the camera the plate is where it lies, as a fraction of the lifter's."""
    x, y, z = face[np.argmin(face[:, 1])]
    level = x * np.cos(shot[InShot.YAW]) - z * np.sin(shot[InShot.YAW])
    nearer = level * np.cos(shot[InShot.PITCH]) + y * np.sin(shot[InShot.PITCH])
    return float(1.0 - nearer / np.exp(shot[InShot.LOG_DISTANCE]))


def _px(places: FloatArray, px_per_m: float, size: tuple[int, int]) -> FloatArray:
    return np.asarray(places * px_per_m * np.array([1.0, -1.0]) + 0.5 * np.array(size))


def _landmarks() -> list[list[int]]:
    """Give the landmarks of `figure.POINTS`, left and right."""
    return [[of_side(name, side) for side in SIDES] for name in POINTS]


def _all_landmarks(joints: FloatArray) -> FloatArray:
    """Give (T, 33, 2): those that the fit does not use lie where the shoulders are."""
    landmarks = np.repeat(joints[:, :1, 0], LANDMARK_COUNT, axis=1)
    landmarks[:, _landmarks()] = joints
    return landmarks


def erring(lifter: MadeUpLifter, seed: int, spread: float = 1.0) -> MadeUpLifter:
    """Mark the landmarks beside their places, as `trust` says that the pose model does.

    Offset and swing are drawn once, what scatters around them wobbles slowly. ``spread`` is by
    how much both are wider than they are; with 0 the model errs as it usually does.
    """
    random, evidence = np.random.default_rng(seed), lifter.evidence
    drawn = random.standard_normal(evidence.usual.shape) * evidence.spread
    offsets = evidence.posture @ (evidence.usual + spread * drawn)
    scatter = _wobble(evidence.times, evidence.trust.shape[1:], random) / evidence.trust
    return lifter.moved(offsets.reshape(scatter.shape) + spread * scatter)


def as_usual(lifter: MadeUpLifter) -> MadeUpLifter:
    """Mark the landmarks exactly as beside their places as the pose model usually does."""
    return erring(lifter, 0, spread=0.0)


def _wobble(times: FloatArray, shape: tuple[int, ...], random: np.random.Generator) -> FloatArray:
    """Give noise (T, ...) of variance 1 that goes on from frame to frame for a while."""
    noise = random.standard_normal((len(times), *shape))
    for frame in range(1, len(times)):
        kept = np.exp(-(times[frame] - times[frame - 1]) / WOBBLE_S)
        noise[frame] = kept * noise[frame - 1] + np.sqrt(1.0 - kept**2) * noise[frame]
    return noise


def with_legs_off(lifter: MadeUpLifter, by_m: float) -> MadeUpLifter:
    """Mark the knees too far ahead and the feet too high where the plate is before them."""
    assert lifter.seen.by.rim is not None
    away = lifter.seen.landmarks[:, _landmarks()] - lifter.seen.bar[:, None, None]
    hidden = np.linalg.norm(away, axis=-1) < 1.3 * lifter.seen.by.rim.radius
    off = np.zeros((*hidden.shape, 2))
    ahead = np.sign(np.sin(lifter.shot[InShot.YAW]))
    for name in LEGS:
        direction = (ahead, 0.0) if name == "knee" else (0.0, 1.0)
        off[:, POINTS.index(name)] = by_m * np.array(direction)
    return lifter.moved(off * hidden[..., None])


def mirrored(lifter: MadeUpLifter) -> MadeUpLifter:
    """Give the same film in a mirror: left is right, and the lifter faces the other way."""
    seen, flip = lifter.seen, np.array([-1.0, 1.0])
    assert seen.view.yaw_deg is not None
    width = np.array([seen.size[0], 0.0])
    shot = lifter.shot.copy()
    shot[[InShot.YAW, InShot.RIGHT, InShot.STAGGER]] *= -1.0
    mirror = replace(
        seen,
        landmarks=(width + flip * seen.landmarks)[:, MIRRORED],
        inside=seen.inside[:, MIRRORED],
        bar=width + flip * seen.bar,
        view=replace(seen.view, yaw_deg=-seen.view.yaw_deg),
    )
    return MadeUpLifter(mirror, lifter.frames, shot)


def enlarged(lifter: MadeUpLifter, times: float) -> MadeUpLifter:
    """Give the same film with every px so many times as large."""
    seen, rim = lifter.seen, lifter.seen.by.rim
    bar, body = seen.scale.bar.value, seen.scale.body.value
    assert body is not None
    if rim is not None:
        rim = replace(
            rim,
            half_width=times * rim.half_width,
            half_height=times * rim.half_height,
            radius=times * rim.radius,
        )
    larger = replace(
        seen,
        landmarks=times * seen.landmarks,
        bar=times * seen.bar,
        bar_noise=times * seen.bar_noise,
        by=replace(seen.by, rim=rim),
        scale=scale_of(None if bar is None else bar / times, body / times),
        size=(round(times * seen.size[0]), round(times * seen.size[1])),
    )
    shot = lifter.shot.copy()
    shot[InShot.LOG_SCALE] += np.log(times)
    return MadeUpLifter(larger, lifter.frames, shot)


def someone(random: np.random.Generator) -> dict[InShot, float]:
    """Draw how somebody and his camera differ from what is usual, within its spread."""
    by = {InShot[f"LOG_{name.upper()}"]: usual.spread for name, usual in SEGMENTS.items()}
    by |= {InShot.LOG_STATURE: 0.04, InShot.YAW: np.radians(6.0), InShot.PITCH: np.radians(3.0)}
    by |= {InShot.STANCE: 0.02, InShot.TOE_OUT: np.radians(6.0), InShot.LOG_DISTANCE: 0.15}
    drawn = {which: float(np.clip(random.normal(), -1.5, 1.5)) * sd for which, sd in by.items()}
    for name in SEGMENTS:
        drawn[InShot[f"LOG_{name.upper()}"]] += drawn[InShot.LOG_STATURE]
    return drawn | {InShot.LOG_SCALE: -drawn[InShot.LOG_DISTANCE]}
