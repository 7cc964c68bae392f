"""A back read once more: by other weights, or with what other clips show of it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from liftvision.analysis import Analysis
from liftvision.barbell.track import BarTrack
from liftvision.motion.steady import steadied_bar, steadied_pose
from liftvision.pipeline import measure
from liftvision.pose.track import PoseTrack
from liftvision.spine import network
from liftvision.spine.own_back import OwnBack
from liftvision.spine.references import most_flexion_of, standing_of

BUILT_IN = "built in"


def add_networks(parser: argparse.ArgumentParser) -> None:
    """Add the option that names other weights."""
    parser.add_argument(
        "--network",
        dest="networks",
        metavar="FILE",
        type=Path,
        action="append",
        help="weights to read backs with, instead of those built in; several files, trained "
        "alike, give mean and range",
    )


def network_name(weights: Path | None) -> str:
    """Name some weights; None: those that are built in."""
    return BUILT_IN if weights is None else weights.stem


@contextmanager
def reading_with(weights: Path | None) -> Iterator[None]:
    """Read backs with the weights of a file meanwhile; None: with those that are built in."""
    if weights is None:
        yield
        return
    with mock.patch.object(network, "FILE", str(weights.resolve())):
        network.back_network.cache_clear()
        try:
            yield
        finally:
            network.back_network.cache_clear()


def read_again(analysis: Analysis, own: OwnBack | None) -> Analysis:
    """Measure everything that follows pose and bar once more, with what is known of the back."""
    return measure(
        analysis.clip,
        analysis.pose,
        analysis.bar,
        camera=analysis.camera,
        given=analysis.given,
        own_back=own,
        model=analysis.model,
    )


def own_back(standing: Analysis, toe_touch: Analysis | None) -> OwnBack:
    """Give what the lifter's own clips without a bar show.

    Raises
    ------
    GivenError
        One of them does not show it.
    """
    own = standing_of(standing.motion, *_steadied(standing))
    if toe_touch is None:
        return OwnBack(own)
    most = most_flexion_of(toe_touch.motion, *_steadied(toe_touch), own)
    return OwnBack(own, most)


def _steadied(analysis: Analysis) -> tuple[PoseTrack, BarTrack]:
    pose, bar, camera = analysis.pose, analysis.bar, analysis.camera
    return steadied_pose(pose, camera), steadied_bar(bar, camera)
