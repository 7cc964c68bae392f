"""A body made up of round limbs, with every bone that the movement turns."""

from functools import cache

import numpy as np
from scipy.sparse import csr_array

from liftvision.synthetic.body.body import Body, Skeleton
from liftvision.synthetic.body.spine import SPINE
from liftvision.synthetic.movement.coordinates import Stance

CONVENTIONAL = Stance(width=0.32, toe_out=14.0, grip=0.55)
SUMO = Stance(width=0.70, toe_out=42.0, grip=0.46)

THIGH_RADIUS, SHANK_RADIUS = 0.06, 0.04

MIDDLE = {
    "root": ("", (0.0, 0.92, -0.06)),
    "spine05": ("root", (0.0, 0.92, 0.0)),
    "neck01": (SPINE[-1], (0.0, 1.48, 0.01)),
    "neck02": ("neck01", (0.0, 1.51, 0.02)),
    "neck03": ("neck02", (0.0, 1.54, 0.03)),
    "head": ("neck03", (0.0, 1.58, 0.04)),
}
LEFT = {
    "clavicle": (SPINE[-2], (0.02, 1.41, 0.02)),
    "shoulder01": ("clavicle", (0.11, 1.42, 0.02)),
    "upperarm01": ("shoulder01", (0.19, 1.38, 0.02)),
    "upperarm02": ("upperarm01", (0.23, 1.32, 0.015)),
    "lowerarm01": ("upperarm02", (0.35, 1.19, 0.02)),
    "lowerarm02": ("lowerarm01", (0.42, 1.13, 0.12)),
    "wrist": ("lowerarm02", (0.49, 1.06, 0.21)),
    "upperleg01": ("root", (0.10, 0.92, 0.0)),
    "upperleg02": ("upperleg01", (0.11, 0.83, 0.015)),
    "lowerleg01": ("upperleg02", (0.14, 0.50, 0.025)),
    "lowerleg02": ("lowerleg01", (0.16, 0.29, 0.02)),
    "foot": ("lowerleg02", (0.18, 0.07, 0.0)),
    **{f"toe{n}-1": ("foot", (0.14 + 0.018 * n, 0.03, 0.15)) for n in range(1, 6)},
    "toe1-2": ("toe1-1", (0.158, 0.02, 0.18)),
}
TIPS = {"head": (0.0, 1.76, 0.04), "toe1-2": (0.158, 0.01, 0.21)}

ALONG_HAND, ACROSS_HAND = np.array([0.48, -0.49, 0.73]), np.array([0.40, -0.45, -0.80])
FINGER_BONES = (0.035, 0.024, 0.021)


@cache
def made_body() -> Body:
    """Give a body 1.76 m tall."""
    skeleton = _skeleton()
    vertices, bones = _skin(skeleton)
    count = len(vertices)
    return Body(
        skeleton=skeleton,
        vertices=vertices,
        quads=np.arange(count - count % 4).reshape(-1, 4),
        groups={"body": np.arange(count // 4)},
        weights=csr_array(
            (np.ones(count), (np.arange(count), bones)), shape=(count, len(skeleton.names))
        ),
        height_m=1.76,
    )


def _skeleton() -> Skeleton:
    bones = {name: (parent, np.array(head)) for name, (parent, head) in MIDDLE.items()}
    heights = np.linspace(1.02, 1.44, len(SPINE))
    for below, name, height in zip(("spine05", *SPINE), SPINE, heights, strict=False):
        bones[name] = (below, np.array([0.0, height, -0.03]))
    left = {name: (parent, np.array(head)) for name, (parent, head) in LEFT.items()}
    left |= _fingers(left["wrist"][1])
    for ending, sign in (("L", 1.0), ("R", -1.0)):
        for name, (parent, head) in left.items():
            above = parent if parent in bones else f"{parent}.{ending}"
            bones[f"{name}.{ending}"] = (above, head * (sign, 1.0, 1.0))
    names = _parents_first({name: parent for name, (parent, _) in bones.items()})
    heads = np.array([bones[name][1] for name in names])
    parents = np.array([names.index(bones[n][0]) if bones[n][0] else -1 for n in names])
    return Skeleton(tuple(names), parents, heads, _tails(names, parents, heads))


def _fingers(wrist):
    """Give the bones of the left fingers, which follow the hand with little flexion."""
    along = ALONG_HAND / np.linalg.norm(ALONG_HAND)
    across = ACROSS_HAND - ACROSS_HAND @ along * along
    across /= np.linalg.norm(across)
    bones = {}
    for finger in range(2, 6):
        head, above = wrist + 0.1 * along + 0.02 * (finger - 3.5) * across, "wrist"
        for joint, length in enumerate(FINGER_BONES, start=1):
            bones[f"finger{finger}-{joint}"] = (above, head)
            above, head = f"finger{finger}-{joint}", head + length * along
    head, above = wrist + 0.03 * along - 0.02 * across, "wrist"
    for joint in range(1, 4):
        bones[f"finger1-{joint}"] = (above, head)
        above, head = f"finger1-{joint}", head + 0.03 * (0.7 * along - 0.7 * across)
    return bones


def _parents_first(parents):
    names = []
    while len(names) < len(parents):
        names += [n for n, p in parents.items() if n not in names and (not p or p in names)]
    return names


def _tails(names, parents, heads):
    """Give the tails: where the first child begins, or a little further on."""
    tails = heads + (heads - heads[np.maximum(parents, 0)]) * 0.8
    for bone in range(len(names)):
        children = np.flatnonzero(parents == bone)
        if len(children):
            tails[bone] = heads[children[0]]
    for name, tip in TIPS.items():
        for ending, sign in (("", 1.0),) if name in names else ((".L", 1.0), (".R", -1.0)):
            tails[names.index(name + ending)] = np.array(tip) * (sign, 1.0, 1.0)
    return tails


def _skin(skeleton):
    points, bones = [], []

    def add(bone, places):
        points.extend(places)
        bones.extend([skeleton.index(bone)] * len(places))

    for ending, sign in (("L", 1.0), ("R", -1.0)):
        joints = [skeleton.head(f"{b}.{ending}") for b in ("upperleg01", "lowerleg01", "foot")]
        add(f"upperleg02.{ending}", _tube(joints[0], joints[1], THIGH_RADIUS))
        add(f"lowerleg01.{ending}", _tube(joints[1], joints[2], SHANK_RADIUS))
        sole = [(0.18, 0.0, -0.06), (0.18, 0.0, -0.02), (0.16, 0.0, 0.12), (0.21, 0.0, 0.12)]
        add(f"foot.{ending}", np.array(sole) * (sign, 1.0, 1.0))
        toes = [(0.158, 0.0, 0.17), (0.158, 0.0, 0.19), (0.16, 0.01, 0.2), (0.158, 0.01, 0.21)]
        add(f"toe1-2.{ending}", np.array(toes) * (sign, 1.0, 1.0))
    face = [(0.0, 1.62, 0.15), (0.0, 1.62, 0.14), (0.05, 1.62, 0.1), (-0.05, 1.62, 0.1)]
    add("head", np.array(face))
    return np.array(points), np.array(bones)


def _tube(start, end, radius):
    angles = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    ring = radius * np.stack([np.cos(angles), np.zeros(16), np.sin(angles)], axis=1)
    return np.concatenate([start + t * (end - start) + ring for t in np.linspace(0, 1, 41)])
