"""A long tail of hair: it hangs from the back of the head and lies on the neck and the back."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.mesh import Material
from liftvision.synthetic.wardrobe.carried import rigid_weights
from liftvision.synthetic.wardrobe.hair import hairline, take_head, tube
from liftvision.synthetic.wardrobe.measures import Measures
from liftvision.synthetic.wardrobe.normals import outward, unit
from liftvision.synthetic.wardrobe.piece import Piece, plain_piece

NODES = 22
AROUND = 14
DOWN = np.array([0.0, -1.0, 0.0])
NEAR = 0.03
"""m: how far about a point of the tail the body is felt."""


@dataclass(frozen=True, eq=False)
class Tail:
    """A tail of hair.

    Attributes
    ----------
    root
        (3, N) weights that give where it is tied, a point behind that, and one to the left.
    obstacle
        (K,) vertices of the body it may lie on.
    step
        m from node to node.
    widths, depths
        (NODES,) half of it, across and front to back, m.
    """

    root: csr_array
    obstacle: IntArray
    step: float
    widths: FloatArray
    depths: FloatArray


def tail(body: Body, measures: Measures) -> Tail:
    """Tie the hair of a head into a tail."""
    head = take_head(body, measures)
    tied = head.back + np.array([0.0, -0.012, -0.004]) * head.scale
    points = tied + np.array([[0.0, 0.0, 0.0], [0.0, -0.07, -0.07], [0.1, 0.0, 0.0]])
    on_head = measures.head * (hairline(head, body.vertices) < 0.0)
    skin = np.unique(body.quads[body.groups["body"]])
    rest = body.vertices
    high = rest[skin, 1] > measures.shoulder_y - 0.40 * measures.scale
    near = skin[high & (measures.arm[skin] < 0.3) & (rest[skin, 2] < head.eyes[2] - 0.05)]
    share = np.linspace(0.0, 1.0, NODES)
    full = np.interp(share, [0.0, 0.08, 0.3, 0.75, 1.0], [0.55, 0.6, 1.0, 0.85, 0.12])
    return Tail(
        root=rigid_weights(points, body, on_head),
        obstacle=near,
        step=0.40 * head.scale / (NODES - 1),
        widths=0.032 * head.scale * full,
        depths=0.019 * head.scale * full,
    )


def tail_piece(colour: FloatArray) -> Piece:
    """Give the surface of a tail; its carrier is called ``tail``."""
    count = NODES * AROUND
    turn = np.tile(np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False), NODES)
    along = np.repeat(np.linspace(0.0, 1.0, NODES), AROUND)
    place = np.stack([0.03 * np.cos(turn), -0.4 * along, 0.03 * np.sin(turn)], axis=1)
    shade = colour * (1.0 + 0.18 * np.sin(5.0 * turn + 2.0 * np.sin(9.0 * along)))[:, None]
    return plain_piece(
        "tail", csr_array(np.eye(count)), tube(NODES, AROUND), place, shade, Material.HAIR
    )


def hanging(tied: Tail, skinned: FloatArray, normals: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the points and unit normals (NODES * AROUND, 3) of a tail in one posture."""
    start, behind, left = tied.root @ skinned
    body, facing = skinned[tied.obstacle], normals[tied.obstacle]
    way = (behind - start) / np.linalg.norm(behind - start)
    across = (left - start) / np.linalg.norm(left - start)
    to_back = body.mean(axis=0) - start
    to_back /= np.linalg.norm(to_back)
    nodes = [start]
    ways = [way]
    for number in range(1, NODES):
        outside, normal = _clearance(nodes[-1], body, facing)
        resting = np.clip(1.5 - outside / (tied.depths[number] + 0.01), 0.0, 1.0)
        weight = DOWN + resting * (max(float(-DOWN @ normal), 0.0) * normal + 0.8 * to_back)
        way = way + (0.40 if number > 1 else 0.0) * weight
        way /= np.linalg.norm(way)
        ahead = nodes[-1] + tied.step * way
        outside, normal = _clearance(ahead, body, facing)
        moved = ahead + max(tied.depths[number] - outside, 0.0) * normal - nodes[-1]
        way = moved / np.linalg.norm(moved)
        nodes.append(nodes[-1] + tied.step * way)
        ways.append(way)
    middle, ahead = np.array(nodes), np.array(ways)
    aside = unit(across - ahead * (ahead @ across)[:, None])
    back = np.cross(aside, ahead)
    turn = np.linspace(0.0, 2.0 * np.pi, AROUND, endpoint=False)
    ring = (
        np.cos(turn)[None, :, None] * (tied.widths[:, None] * aside)[:, None]
        + np.sin(turn)[None, :, None] * (tied.depths[:, None] * back)[:, None]
    )
    points = (middle[:, None] + ring).reshape(-1, 3)
    return points, outward(points, tube(NODES, AROUND))


def _clearance(point: FloatArray, body: FloatArray, facing: FloatArray) -> tuple[float, FloatArray]:
    """Give how far outside the body a point lies, m, and the unit normal of the body there."""
    apart = point - body
    squared = np.einsum("ij,ij->i", apart, apart)
    nearness = np.exp(-(squared - squared.min()) / (0.5 * NEAR**2))
    nearness /= nearness.sum()
    normal = nearness @ facing
    normal /= max(float(np.linalg.norm(normal)), 1e-9)
    return float(nearness @ np.einsum("ij,ij->i", apart, facing)), normal
