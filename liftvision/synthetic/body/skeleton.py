"""The bones: where they are at rest, and where a posture takes them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Pose, Skeleton
from liftvision.synthetic.body.remembered import remembered


@dataclass(frozen=True, eq=False)
class Chain:
    """How the bones of a skeleton hang together.

    Attributes
    ----------
    places
        Index of each bone by its name.
    parents
        Index of each bone's parent; the root is its own.
    steps
        (B, 3) m at rest: from the parent's head to a bone's head; the root's from the origin.
    lengths
        (B, 3) m at rest: from head to tail.
    line
        (B, B) 1 where the column is the row's bone itself or one of its forebears.
    """

    places: Mapping[str, int]
    parents: tuple[int, ...]
    steps: FloatArray
    lengths: FloatArray
    line: FloatArray


@remembered
def chain(skeleton: Skeleton) -> Chain:
    """Give how the bones of a skeleton hang together."""
    count = len(skeleton.names)
    parents = np.where(skeleton.parents < 0, np.arange(count), skeleton.parents)
    line = np.eye(count)
    for bone in range(1, count):
        line[bone] += line[parents[bone]]
    steps = skeleton.heads - skeleton.heads[parents]
    steps[0] = skeleton.heads[0]
    return Chain(
        places={name: place for place, name in enumerate(skeleton.names)},
        parents=tuple(int(parent) for parent in parents),
        steps=steps,
        lengths=skeleton.tails - skeleton.heads,
        line=line,
    )


def posed(
    skeleton: Skeleton,
    rotations: Mapping[str, FloatArray],
    root_shift: FloatArray,
) -> Pose:
    """Put the bones where a posture takes them.

    Parameters
    ----------
    skeleton
        At rest.
    rotations
        For some bones (3, 3): the rotation from rest to now, in the world frame, not relative to
        the parent. A bone that is not named turns with its parent.
    root_shift
        (3,) m from where the root's head is at rest.

    Raises
    ------
    KeyError
        There is no bone of such a name.
    """
    links = chain(skeleton)
    given = {links.places[name]: place for place, name in enumerate(rotations, start=1)}
    sources = [0] * len(links.parents)
    for bone, parent in enumerate(links.parents):
        sources[bone] = given.get(bone, sources[parent])
    turns = np.stack([np.eye(3), *rotations.values()])[sources]
    steps = np.einsum("bij,bj->bi", turns[np.asarray(links.parents)], links.steps)
    steps[0] = links.steps[0] + root_shift
    heads = links.line @ steps
    tails = heads + np.einsum("bij,bj->bi", turns, links.lengths)
    return Pose(rotations=turns, heads=heads, tails=tails)


def rest_pose(skeleton: Skeleton) -> Pose:
    """Give the pose in which nothing has moved."""
    return posed(skeleton, {}, np.zeros(3))
