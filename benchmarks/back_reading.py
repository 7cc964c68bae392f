"""A back read once more: by other weights, or with what other clips show of it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

from liftvision.analysis import Analysis
from liftvision.pipeline import measure, without_bar
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
    return BUILT_IN if weights is None else str(weights)


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


def own_back(standing: Analysis, toe_touch: Analysis | None = None) -> OwnBack:
    """Give what the lifter's own clips without a bar show, as `liftvision.analyze` looks at them.

    Raises
    ------
    GivenError
        One of them does not show it.
    """
    own = OwnBack(standing=standing_of(*without_bar(standing.clip, standing.pose)))
    if toe_touch is None:
        return own
    return replace(
        own,
        most_flexion=most_flexion_of(*without_bar(toe_touch.clip, toe_touch.pose), own.standing),
    )
