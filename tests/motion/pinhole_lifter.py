"""The stick lifter with a loaded bar, filmed by a pinhole camera: every length is known in metres.

The hands hold the bar as measured hands do, `KNUCKLES_ABOVE_BAR_M` above it. A plate as large as
the bar lies high stands on each end; the rim of the nearer one is followed without an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.barbell.track import BAR_SOURCES, BarTrack, Rim, ShotBar
from liftvision.clip.clip import Clip, Shot
from liftvision.given import Given
from liftvision.motion.bar_middle import KNUCKLES, KNUCKLES_ABOVE_BAR_M
from liftvision.motion.measure import measure_motion, see_shots
from liftvision.motion.motion import Motion
from liftvision.motion.scale import BESIDE_M
from liftvision.pose.landmarks import MIRRORED, SIDES, Landmark, of_side
from liftvision.pose.track import OUTLINE_POINTS, PoseTrack
from liftvision.pose.view import View, view_name
from tests.stick_lifter import body_landmarks, deadlift_angles, seen_from

SIZE_ERROR = 0.01
NOISE_PX = 0.3


@dataclass(frozen=True, eq=False)
class PinholeDeadlift:
    """What was filmed, and the truth in metres.

    ``columns`` are the true ones by name; ``bar_scale`` and ``body_scale`` the true metres per px
    of the near plate's plane and of the ankles'.
    """

    clip: Clip
    pose: PoseTrack
    bar: BarTrack
    view: View
    columns: Mapping[str, FloatArray]
    plate_diameter_m: float
    bar_scale: float
    body_scale: float

    def motion(self, given: Given | None = None) -> Motion:
        """Measure it; the plate's true diameter is given where nothing else is."""
        given = given or Given(plate_diameter_m=self.plate_diameter_m)
        seen = see_shots(self.clip, self.pose, self.bar, (self.view,), given)
        return measure_motion(self.clip, seen)


def filmed_deadlift(
    yaw_deg: float = 90.0,
    *,
    reps: int = 2,
    distance_m: float = 4.2,
    focal: float = 0.8,
    lifted_m: float = 0.0,
    size: tuple[int, int] = (720, 1280),
    off_middle_m: float = 0.0,
    camera_height_m: float = 1.0,
    yaw_error_deg: float = 6.0,
) -> PinholeDeadlift:
    """Film a set of deadlifts, the camera level.

    ``focal`` is over the picture's long side; ``lifted_m`` is how high the blocks are that the
    plates rest on; ``off_middle_m`` moves the lifter to the picture's right.
    """
    angles, events = deadlift_angles(reps)
    points = body_landmarks(angles)
    bar, plate_radius_m = _bar(angles.times, points, events[0].lift_off_s, events[-1].end_s)
    near = BESIDE_M * np.array([0.0, 0.0, -np.sign(yaw_deg)])
    focal_px = focal * max(size)

    def camera(places: FloatArray) -> FloatArray:
        return seen_from(places, yaw_deg) + (off_middle_m, camera_height_m, distance_m)

    def project(places: FloatArray) -> FloatArray:
        seen = camera(places)
        return 0.5 * np.array(size) + focal_px * seen[..., :2] / seen[..., 2:]

    radius_m = plate_radius_m - lifted_m
    depth = float(np.median(camera(bar + near)[:, 2]))
    half_height = focal_px * radius_m / depth
    half_width = half_height * abs(np.sin(np.radians(yaw_deg)))
    rim = Rim(half_width, half_height, 0.0, SIZE_ERROR, 0.9, half_height, 0.5)
    oriented = seen_from(points, yaw_deg)
    hips = oriented[:, [Landmark.HIP_L, Landmark.HIP_R]].mean(axis=1, keepdims=True)
    frames = len(angles.times)
    return PinholeDeadlift(
        clip=Clip(Path("pinhole.mp4"), *size, 0, angles.times, (Shot(0, frames),)),
        pose=PoseTrack(
            times=angles.times,
            xy=project(points),
            world=oriented - hips,
            visibility=np.full(points.shape[:2], 0.9),
            outline=np.full((frames, OUTLINE_POINTS, 2), np.nan),
            others_in_frame=0,
            side_swaps_repaired=0,
        ),
        bar=_track(angles.times, project(bar + near), ShotBar("plate", rim)),
        view=View(view_name(yaw_deg), yaw_deg, yaw_error_deg),
        columns=_columns(angles.times, points, bar),
        plate_diameter_m=2.0 * radius_m,
        bar_scale=depth / focal_px,
        body_scale=distance_m / focal_px,
    )


def _bar(
    times: FloatArray, points: FloatArray, lift_off_s: float, end_s: float
) -> tuple[FloatArray, float]:
    """Give the bar's middle (T, 3): with the hands from lift-off to the end, else at rest."""
    bar = points[:, KNUCKLES].mean(axis=1) - (0.0, KNUCKLES_ABOVE_BAR_M, 0.0)
    held = (times >= lift_off_s) & (times <= end_s)
    bar[~held] = bar[np.argmax(held)]
    return bar, float(bar[held, 1].min())


def _track(times: FloatArray, centre: FloatArray, shot: ShotBar) -> BarTrack:
    frames = len(times)
    return BarTrack(
        times=times,
        centre=centre,
        error=np.full(frames, NOISE_PX),
        score=np.full(frames, 0.9),
        sources=np.full(frames, BAR_SOURCES.index(shot.source)),
        ends=np.full((frames, 2, 2), np.nan),
        shots=(shot,),
    )


def _columns(times: FloatArray, points: FloatArray, bar: FloatArray) -> dict[str, FloatArray]:
    ankles = points[:, [of_side("ankle", side) for side in SIDES], 0].mean(axis=1)
    along, above = bar[:, 0] - ankles, bar[:, 1]
    return {
        "bar_x": along,
        "bar_y": above,
        "bar_vx": np.gradient(along, times),
        "bar_vy": np.gradient(above, times),
        "hip_height": points[:, [of_side("hip", side) for side in SIDES], 1].mean(axis=1),
        "shoulder_height": points[:, [of_side("shoulder", side) for side in SIDES], 1].mean(axis=1),
    }


def mirrored(lift: PinholeDeadlift) -> PinholeDeadlift:
    """Give the same film in a mirror: left is right, and the lifter faces the other way."""
    flip = np.array([-1.0, 1.0])
    width = np.array([lift.clip.width, 0.0])
    xy = (width + flip * lift.pose.xy)[:, MIRRORED]
    world = (lift.pose.world * (-1.0, 1.0, 1.0))[:, MIRRORED]
    assert lift.view.yaw_deg is not None
    return replace(
        lift,
        pose=replace(lift.pose, xy=xy, world=world),
        bar=replace(lift.bar, centre=width + flip * lift.bar.centre),
        view=replace(lift.view, yaw_deg=-lift.view.yaw_deg),
    )


def enlarged(lift: PinholeDeadlift, times: int) -> PinholeDeadlift:
    """Give the same film with every px cut into ``times`` by ``times``."""
    rim = lift.bar.shots[0].rim
    assert rim is not None
    larger = replace(
        rim,
        half_width=times * rim.half_width,
        half_height=times * rim.half_height,
        radius=times * rim.radius,
    )
    return replace(
        lift,
        clip=replace(lift.clip, width=times * lift.clip.width, height=times * lift.clip.height),
        pose=replace(lift.pose, xy=times * lift.pose.xy),
        bar=replace(
            lift.bar,
            centre=times * lift.bar.centre,
            error=times * lift.bar.error,
            shots=(replace(lift.bar.shots[0], rim=larger),),
        ),
        bar_scale=lift.bar_scale / times,
        body_scale=lift.body_scale / times,
    )
