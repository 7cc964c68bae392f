"""Pose and bar as they would have been seen by a camera that stands still."""

from dataclasses import replace

import numpy as np

from liftvision.barbell.track import BarTrack
from liftvision.clip.camera import CameraMotion
from liftvision.pose.track import PoseTrack


def steadied_pose(pose: PoseTrack, camera: CameraMotion) -> PoseTrack:
    """Give a pose with the camera's motion taken out of its places in the picture."""
    return replace(
        pose,
        xy=camera.steadied(pose.xy),
        outline=camera.steadied(pose.outline),
        legs=None if pose.legs is None else camera.steadied(pose.legs),
    )


def steadied_bar(bar: BarTrack, camera: CameraMotion) -> BarTrack:
    """Give a bar with the camera's motion taken out, and that motion's error in its own.

    A frame in which the background was not seen has the largest error of those in which it was.
    """
    largest = float(np.nanmax(camera.errors, initial=0.0))
    errors = np.where(np.isfinite(camera.errors), camera.errors, largest)
    return replace(
        bar,
        centre=camera.steadied(bar.centre),
        ends=camera.steadied(bar.ends),
        error=np.hypot(bar.error, errors),
    )
