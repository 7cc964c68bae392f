"""What is repaired in a raw track before it is handed on: wrong poses, flanks, exchanged limbs."""

from dataclasses import replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.clip.clip import Shot
from liftvision.pose.heading import shows_a_side, turned_away
from liftvision.pose.swaps import ARMS, LEGS, find_swaps, swap_back
from liftvision.pose.track import PoseTrack


def repaired(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Give the track without poses that cannot be the lifter's, and with the limbs' right names."""
    for repair in (_without_wrong_poses, _without_flanks, _without_side_legs, _without_swaps):
        track = repair(track, shots)
    return track


def _without_wrong_poses(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Make gaps of the frames in which the model saw a body that the lifter cannot have."""
    wrong = np.zeros(len(track.times), dtype=bool)
    for shot in shots:
        wrong[shot.frames] = turned_away(track.world[shot.frames])

    def with_gaps(values: FloatArray) -> FloatArray:
        return np.where(wrong.reshape(-1, *[1] * (values.ndim - 1)), np.nan, values)

    return replace(
        track,
        xy=with_gaps(track.xy),
        world=with_gaps(track.world),
        visibility=with_gaps(track.visibility),
        outline=with_gaps(track.outline),
        legs=None if track.legs is None else with_gaps(track.legs),
    )


def _without_flanks(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Leave the outline out where the shot shows the front or the rear: it is not the back's."""
    outline = track.outline.copy()
    for shot in shots:
        if not shows_a_side(track.world[shot.frames]):
            outline[shot.frames] = np.nan
    return replace(track, outline=outline)


def _without_side_legs(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Leave the legs' edges out where the shot shows a side: one leg hides the other there."""
    if track.legs is None:
        return track
    legs = track.legs.copy()
    for shot in shots:
        if shows_a_side(track.world[shot.frames]):
            legs[shot.frames] = np.nan
    return replace(track, legs=legs if np.isfinite(legs).any() else None)


def _without_swaps(track: PoseTrack, shots: tuple[Shot, ...]) -> PoseTrack:
    """Exchange the limbs back that the model exchanged, shot by shot, and count the frames."""
    xy, world, visibility = track.xy.copy(), track.world.copy(), track.visibility.copy()
    legs = None if track.legs is None else track.legs.copy()
    exchanged = np.zeros(len(track.times), dtype=bool)
    for shot in shots:
        frames = shot.frames
        for limbs in (ARMS, LEGS):
            swapped = find_swaps(track.xy[frames], limbs)
            xy[frames] = swap_back(xy[frames], swapped, limbs)
            world[frames] = swap_back(world[frames], swapped, limbs)
            visibility[frames] = swap_back(visibility[frames], swapped, limbs)
            if limbs is LEGS and legs is not None:
                legs[frames][swapped] = legs[frames][swapped][:, ::-1]
            exchanged[frames] |= swapped
    return replace(
        track,
        xy=xy,
        world=world,
        visibility=visibility,
        legs=legs,
        side_swaps_repaired=int(exchanged.sum()),
    )
