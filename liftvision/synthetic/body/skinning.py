"""The skin: where a pose takes it."""

import numpy as np
from scipy.spatial.transform import Rotation

from liftvision.arrays import FloatArray
from liftvision.synthetic.body.body import Body, Pose
from liftvision.synthetic.body.skeleton import chain

SCREW_SHARE = 0.7
"""How far the skin moves by blended screws; the rest by blended matrices.

Blended matrices (linear blend skinning) flatten the seat and the front of the knee in deep
flexion; blended screws (dual quaternions, Kavan et al. 2008) keep the flesh but puff it up a
little. Judged by eye at 120 degrees of hip and 110 of knee flexion.
"""


def skin(body: Body, pose: Pose) -> FloatArray:
    """Give the vertices (N, 3) m of a body in a pose."""
    rotated_heads = np.einsum("bij,bj->bi", pose.rotations, body.skeleton.heads)
    shifts = pose.heads - rotated_heads
    by_matrices = _blend_matrices(body, pose.rotations, shifts)
    by_screws = _blend_screws(body, pose.rotations, shifts)
    return (1 - SCREW_SHARE) * by_matrices + SCREW_SHARE * by_screws


def _blend_matrices(body: Body, rotations: FloatArray, shifts: FloatArray) -> FloatArray:
    """Move each vertex by the mean of its bones' rotations and shifts."""
    moves = body.weights @ np.concatenate((rotations.reshape(-1, 9), shifts), axis=1)
    turned = np.einsum("nij,nj->ni", moves[:, :9].reshape(-1, 3, 3), body.vertices)
    return np.asarray(turned + moves[:, 9:])


def _blend_screws(body: Body, rotations: FloatArray, shifts: FloatArray) -> FloatArray:
    """Move each vertex by the mean of its bones' unit dual quaternions."""
    quaternions = _quaternions(body, rotations)
    imaginary, scalar = quaternions[:, :3], quaternions[:, 3:]
    dual_imaginary = (scalar * shifts + np.cross(shifts, imaginary)) / 2
    dual_scalar = -np.sum(shifts * imaginary, axis=1, keepdims=True) / 2
    blended = body.weights @ np.concatenate((quaternions, dual_imaginary, dual_scalar), axis=1)
    blended /= np.linalg.norm(blended[:, :4], axis=1, keepdims=True)
    turn, real, slide, dual = blended[:, :3], blended[:, 3:4], blended[:, 4:7], blended[:, 7:]
    swept = np.cross(turn, body.vertices) + real * body.vertices + slide
    return np.asarray(body.vertices + 2 * (np.cross(turn, swept) + real * slide - dual * turn))


def _quaternions(body: Body, rotations: FloatArray) -> FloatArray:
    """Give unit quaternions (B, 4), scalar last, each on the same side as its parent's.

    A quaternion and its opposite are the same rotation, but their mean is none: neighbours that
    share vertices must agree.
    """
    quaternions = Rotation.from_matrix(rotations).as_quat()
    links = chain(body.skeleton)
    opposed = np.sum(quaternions * quaternions[np.asarray(links.parents)], axis=1) < 0
    flips = np.rint(links.line @ opposed) % 2
    return np.asarray(np.where(flips[:, None] > 0, -quaternions, quaternions))
