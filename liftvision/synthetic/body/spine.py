"""The spine: vertebra-sized bones in place of the rig's four, so that the back bends as a curve."""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array, hstack

from liftvision.arrays import FloatArray, IntArray
from liftvision.synthetic.body.body import Skeleton

SACRUM = "spine05"
"""The rig's lowest spine bone: it stays, and turns with the pelvis."""

COARSE = ("spine04", "spine03", "spine02", "spine01")
"""The rig's bones that are replaced."""

LUMBAR = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")
THORACIC = ("thoracic12", "thoracic10", "thoracic8", "thoracic6", "thoracic4", "thoracic2")
SPINE = LUMBAR + THORACIC
"""From below; each is named for its lowest vertebra and begins at the joint under it."""

JOINT_HEIGHTS = np.array(
    [0.18, 0.245, 0.31, 0.375, 0.44, 0.505, 0.59, 0.675, 0.76, 0.845, 0.925],
)
"""Of the joints under the bones of `SPINE`, from the hip joints (0) to the root of the neck (1).

In a man of 1.76 m L5/S1 lies some 100 mm above the hip joints, and the five lumbar vertebrae with
their discs measure some 185 mm (Nissan and Gilad 1984).
"""

DEPTH_SHARE = 0.38
"""Of the trunk's depth at mid-line: how far in front of the skin of the back the joints lie."""

MOST_DEPTH_OF_STATURE = 0.05
"""A belly does not move the spine."""

LUMBAR_SHARES = np.array([0.15, 0.15, 0.15, 0.15, 0.2, 0.2])
"""How lumbar flexion spreads over the joints from L5/S1 up to T12/L1.

60 % of it lies between S2 and L2, 40 % between L2 and T11 (Bengtsson et al. 2022).
"""


def spine_rotations(
    pelvis: FloatArray, lumbar_deg: float, thoracic_deg: float
) -> dict[str, FloatArray]:
    """Give the rotations of pelvis and spine, for `skeleton.posed`.

    Neck, head and shoulders turn with the uppermost bone unless they are named too.

    Parameters
    ----------
    pelvis
        (3, 3) rotation of the pelvis from rest, in the world frame.
    lumbar_deg, thoracic_deg
        Flexion beyond relaxed standing: of T12 against the pelvis, and of T1 against T12.
    """
    shares = np.zeros((2, len(SPINE)))
    shares[0, : len(LUMBAR_SHARES)] = LUMBAR_SHARES
    shares[1, len(LUMBAR_SHARES) :] = 1 / (len(SPINE) - len(LUMBAR_SHARES))
    bends = np.radians(np.array([lumbar_deg, thoracic_deg]) @ np.cumsum(shares, axis=1))
    turns = pelvis @ _pitches(bends)
    return {"root": pelvis, **dict(zip(SPINE, turns, strict=True))}


def _pitches(angles: FloatArray) -> FloatArray:
    """Give the rotations (K, 3, 3) that bend forward by angles in radians."""
    pitches = np.zeros((len(angles), 3, 3))
    cosines, sines = np.cos(angles), np.sin(angles)
    pitches[:, 0, 0] = 1
    pitches[:, 1, 1] = pitches[:, 2, 2] = cosines
    pitches[:, 1, 2], pitches[:, 2, 1] = -sines, sines
    return pitches


def with_fine_spine(
    skeleton: Skeleton, weights: csr_array, vertices: FloatArray, surface: IntArray
) -> tuple[Skeleton, csr_array]:
    """Replace the rig's coarse spine.

    Parameters
    ----------
    skeleton, weights
        Of the published rig.
    vertices
        (N, 3) m at rest.
    surface
        Which of them are skin.
    """
    joints = _joints(skeleton, vertices[surface])
    fine = _skeleton(skeleton, joints)
    return fine, _weights(skeleton, fine, weights, vertices, joints)


def _joints(skeleton: Skeleton, skin: FloatArray) -> FloatArray:
    """Give where the bones of `SPINE` begin, and where the last ends, (S + 1, 3) m."""
    bottom = (skeleton.head("upperleg01.L") + skeleton.head("upperleg01.R"))[1] / 2
    neck = skeleton.head("neck01")
    heights = bottom + JOINT_HEIGHTS * (neck[1] - bottom)
    back, front = _profile(skeleton, skin, heights)
    most = MOST_DEPTH_OF_STATURE * np.ptp(skin[:, 1])
    depths = back + np.minimum(DEPTH_SHARE * (front - back), most)
    # Over the thorax the line passes on to the rig's root of the neck.
    above = np.clip((JOINT_HEIGHTS - 0.5) / 0.5, 0.0, 1.0)
    depths = (1 - above) * depths + above * neck[2]
    joints = np.stack([np.zeros(len(heights)), heights, depths], axis=1)
    return np.concatenate([joints, [neck]])


def _profile(
    skeleton: Skeleton, skin: FloatArray, heights: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Give the z of the back and of the front of the trunk at heights, along the mid-line."""
    middle = skin[np.abs(skin[:, 0]) < 1e-4]
    middle = middle[np.argsort(middle[:, 1])]
    chain = [skeleton.head(bone) for bone in (SACRUM, *COARSE, "neck01")]
    inside = np.interp(middle[:, 1], *np.array(chain)[:, 1:].T)
    behind, before = middle[middle[:, 2] < inside], middle[middle[:, 2] > inside]
    return (
        np.interp(heights, behind[:, 1], behind[:, 2]),
        np.interp(heights, before[:, 1], before[:, 2]),
    )


def _skeleton(skeleton: Skeleton, joints: FloatArray) -> Skeleton:
    """Put the fine bones after the sacrum, and hang on them what hung on the coarse ones."""
    names = [name for name in skeleton.names if name not in COARSE]
    after = names.index(SACRUM) + 1
    names[after:after] = SPINE
    parents = {
        name: skeleton.names[parent] if parent >= 0 else ""
        for name, parent in zip(skeleton.names, skeleton.parents, strict=True)
    }
    parents.update(zip(SPINE, (SACRUM, *SPINE), strict=False))
    for name in names:
        if parents[name] in COARSE:
            parents[name] = _bone_at(skeleton.head(name)[1], joints)
    ordered = _parents_first(names, parents)
    heads = dict(zip(SPINE, joints[:-1], strict=True))
    tails = dict(zip(SPINE, joints[1:], strict=True))
    places = {name: place for place, name in enumerate(ordered)}
    return Skeleton(
        names=tuple(ordered),
        parents=np.array([places.get(parents[name], -1) for name in ordered]),
        heads=np.array([heads[n] if n in heads else skeleton.head(n) for n in ordered]),
        tails=np.array([tails[n] if n in tails else skeleton.tail(n) for n in ordered]),
    )


def _bone_at(height: float, joints: FloatArray) -> str:
    """Give the bone of `SPINE` at a height."""
    return SPINE[int(np.clip(np.searchsorted(joints[:-1, 1], height) - 1, 0, len(SPINE) - 1))]


def _parents_first(names: list[str], parents: Mapping[str, str]) -> list[str]:
    """Order bones so that each comes after its parent."""
    ordered: list[str] = []
    waiting = list(names)
    while waiting:
        ready = [name for name in waiting if not parents[name] or parents[name] in ordered]
        ordered.extend(ready)
        waiting = [name for name in waiting if name not in ready]
    return ordered


def _weights(
    skeleton: Skeleton,
    fine: Skeleton,
    weights: csr_array,
    vertices: FloatArray,
    joints: FloatArray,
) -> csr_array:
    """Give the weights (N, B) of the fine skeleton.

    What a vertex owed to the coarse spine and the sacrum goes to the bones about its height.
    """
    chain = [skeleton.index(name) for name in (SACRUM, *COARSE)]
    columns = weights.tocsc()
    owed = np.asarray(columns[:, chain].sum(axis=1)).ravel()
    shares = _level_shares(vertices[:, 1], joints[:, 1])
    spread = csr_array(owed[:, None] * np.where(shares > 1e-4, shares, 0.0))
    chain_names = (SACRUM, *SPINE)
    kept = [name for name in fine.names if name not in chain_names]
    joined = hstack([spread, columns[:, [skeleton.index(name) for name in kept]]], format="csc")
    order = [(*chain_names, *kept).index(name) for name in fine.names]
    whole = csr_array(joined[:, order])
    totals = np.asarray(whole.sum(axis=1)).ravel()
    whole.data /= np.repeat(totals, np.diff(whole.indptr))
    return whole


def _level_shares(heights: FloatArray, joints: FloatArray) -> FloatArray:
    """Give how much (N, 1 + S) points at heights follow the sacrum and each bone of `SPINE`.

    Each joint turns what is above it; a joint's turn sets in smoothly over the two bones about
    it, which gives a curve without kinks.
    """
    lengths = np.diff(joints)
    below = np.concatenate(([lengths[0]], lengths[:-1]))
    reach = 0.75 * (below + lengths)
    ramp = np.clip((heights[:, None] - joints[:-1]) / reach + 0.5, 0.0, 1.0)
    turned = ramp * ramp * (3 - 2 * ramp)
    steps = np.concatenate(
        [np.ones((len(heights), 1)), np.minimum.accumulate(turned, axis=1)], axis=1
    )
    return np.asarray(steps - np.concatenate([steps[:, 1:], np.zeros((len(heights), 1))], axis=1))
