"""What stands in the picture: a surface, and what it is to somebody who asks who hides what."""

from dataclasses import dataclass
from enum import IntEnum

from liftvision.synthetic.mesh import Mesh


class Identity(IntEnum):
    """What a surface belongs to."""

    NOTHING = 0
    LIFTER = 1
    SHAFT = 2
    PLATE = 3
    PERSON = 4
    OBJECT = 5


@dataclass(frozen=True, eq=False)
class Item:
    """A surface in the world, and what it belongs to.

    Attributes
    ----------
    mesh
        In the world frame.
    identity
        The room itself (floor, walls, ceiling) is `Identity.NOTHING`.
    """

    mesh: Mesh
    identity: Identity
