"""The barbell: shaft, sleeves, and the plates that a scene asks for.

In the bar's own frame: x along the shaft to the lifter's left, origin in its middle. Sizes are
those of the International Weightlifting Federation's men's bar and bumper plates (technical and
competition rules 2020, 3.3.2); makers' catalogues where the rules leave them open.
"""

from dataclasses import dataclass, replace

import numpy as np

from liftvision.arrays import FloatArray
from liftvision.synthetic.colour import Colour, linear
from liftvision.synthetic.mesh import Material, Mesh
from liftvision.synthetic.picture.geometry import about_y, merged, painted, placed, rod, turned
from liftvision.synthetic.picture.item import Identity, Item
from liftvision.synthetic.picture.lettering import PLATE_RADIUS_M
from liftvision.synthetic.recipes.recipe import SceneRecipe

LENGTH_M = 2.2
SHAFT_RADIUS_M = 0.014
SLEEVE_RADIUS_M = 0.025
SLEEVE_M = 0.415
FLANGE_M = 0.03
FLANGE_RADIUS_M = 0.037
FLANGE_FACE_M = 0.5 * LENGTH_M - SLEEVE_M
"""Where the innermost plate rests against the flange."""

BUMPER_RADIUS_M = PLATE_RADIUS_M
CLIP_M = 0.045
SPOKES = 6

BAR_STEEL: Colour = (0.60, 0.60, 0.61)
CHROME: Colour = (0.72, 0.73, 0.75)
RUBBER_BLACK: Colour = (0.022, 0.022, 0.024)
CAST_IRON: Colour = (0.035, 0.036, 0.040)


@dataclass(frozen=True)
class PlateKind:
    """One plate.

    Attributes
    ----------
    radius_m, thickness_m
        Of the whole plate.
    colour
        Of the disc.
    hub_m
        Radius of the steel hub; 0 for cast iron.
    """

    radius_m: float
    thickness_m: float
    colour: Colour
    hub_m: float


@dataclass(frozen=True)
class BarGeometry:
    """What the truth says of the bar.

    Attributes
    ----------
    plate_radius_m
        Of the largest plates; None without plates.
    end_m
        From the middle to the outer face of the outermost plate, or to the sleeve's end without
        plates.
    """

    plate_radius_m: float | None
    end_m: float


RED = PlateKind(BUMPER_RADIUS_M, 0.063, linear("#b3141c"), 0.105)
BLUE = PlateKind(BUMPER_RADIUS_M, 0.054, linear("#12418f"), 0.105)
YELLOW = PlateKind(BUMPER_RADIUS_M, 0.042, linear("#e0b412"), 0.105)
GREEN = PlateKind(BUMPER_RADIUS_M, 0.034, linear("#157a3c"), 0.105)
THICK_BLACK = PlateKind(BUMPER_RADIUS_M, 0.082, RUBBER_BLACK, 0.045)
THIN_BLACK = PlateKind(BUMPER_RADIUS_M, 0.056, RUBBER_BLACK, 0.045)

COMPETITION_LOADS = (
    (RED,), (RED, RED), (RED, BLUE), (BLUE,), (BLUE, GREEN), (RED, YELLOW), (YELLOW,), (GREEN,),
    (RED, RED, GREEN),
)  # fmt: skip
BLACK_LOADS = ((THICK_BLACK,), (THICK_BLACK, THIN_BLACK), (THIN_BLACK,), (THIN_BLACK, THIN_BLACK))
IRON_COUNTS = (1, 2, 3)


def loaded_plates(scene: SceneRecipe) -> tuple[PlateKind, ...]:
    """Give the plates on each side, from the inside out."""
    random = np.random.default_rng([scene.seed, 0xBA])
    if scene.plates == "none":
        return ()
    if scene.plates == "iron":
        iron = PlateKind(0.5 * scene.iron_diameter_m, 0.036, CAST_IRON, 0.0)
        return (iron,) * int(random.choice(IRON_COUNTS))
    loads = COMPETITION_LOADS if scene.plates == "competition" else BLACK_LOADS
    return loads[int(random.integers(len(loads)))]


def bar_geometry(scene: SceneRecipe) -> BarGeometry:
    """Give the measures of a scene's loaded bar."""
    plates = loaded_plates(scene)
    if not plates:
        return BarGeometry(None, 0.5 * LENGTH_M)
    radius = max(plate.radius_m for plate in plates)
    end = FLANGE_FACE_M + sum(plate.thickness_m for plate in plates)
    return BarGeometry(radius, end)


def barbell(scene: SceneRecipe) -> tuple[Item, ...]:
    """Give the loaded bar in its own frame: the shaft with its sleeves, and the plates."""
    sides = (np.eye(3), about_y(180.0))
    steel = [_shaft(), *(placed(_sleeve(), side, np.zeros(3)) for side in sides)]
    outer = FLANGE_FACE_M
    plates: list[Mesh] = []
    for plate in loaded_plates(scene):
        disc = _at(plate_mesh(plate), outer + 0.5 * plate.thickness_m)
        plates += [placed(disc, side, np.zeros(3)) for side in sides]
        outer += plate.thickness_m
    items = [Item(merged(steel), Identity.SHAFT)]
    if plates:
        clip = _at(_clip(), outer)
        clips = [placed(clip, side, np.zeros(3)) for side in sides]
        items.append(Item(merged([*plates, *clips]), Identity.PLATE))
    return tuple(items)


def bar_at(
    items: tuple[Item, ...], centre: FloatArray, axis: FloatArray, spin_deg: float
) -> list[Item]:
    """Give the bar where it is in a frame.

    Parameters
    ----------
    items
        In the bar's own frame.
    centre, axis
        (3,) m of the shaft's middle, and unit vector along it to the lifter's left.
    spin_deg
        How far the plates have rolled about the axis.
    """
    third = np.cross(axis, [0.0, 1.0, 0.0])
    third /= np.linalg.norm(third)
    level = np.stack([axis, np.cross(third, axis), third], axis=1)
    cosine, sine = np.cos(np.deg2rad(spin_deg)), np.sin(np.deg2rad(spin_deg))
    spun = np.array([[1.0, 0.0, 0.0], [0.0, cosine, -sine], [0.0, sine, cosine]])
    return [replace(item, mesh=placed(item.mesh, level @ spun, centre)) for item in items]


def plate_mesh(plate: PlateKind) -> Mesh:
    """Give one plate about the x axis, its middle at the origin."""
    parts = [_hub(plate), _disc(plate)] if plate.hub_m else [_disc(plate), *_spokes(plate)]
    solid = merged(parts)
    scale = PLATE_RADIUS_M / plate.radius_m
    return replace(solid, texture=solid.vertices * [1.0, scale, scale])


def _disc(plate: PlateKind) -> Mesh:
    """Turn the disc: a raised rim, a shallow dish, and a thick middle."""
    radius, half, inner = plate.radius_m, 0.5 * plate.thickness_m, max(plate.hub_m, 0.026)
    dish = half - min(0.012, 0.3 * half)
    middle = inner + 0.25 * (radius - inner)
    outside = [
        (half, inner), (half, middle), (dish, middle + 0.012), (dish, radius - 0.030),
        (half, radius - 0.020), (half, radius - 0.006), (half - 0.006, radius),
    ]  # fmt: skip
    profile = [(-x, r) for x, r in outside] + outside[::-1]
    return turned(profile, [plate.colour] * (len(profile) - 1), Material.PLATE, 96)


def _hub(plate: PlateKind) -> Mesh:
    """Turn the steel hub of a bumper, with a ring of rivets on both faces."""
    half = 0.5 * plate.thickness_m + 0.002
    profile = [(-half, 0.026), (-half, plate.hub_m), (half, plate.hub_m), (half, 0.026)]
    disc = turned(profile, [CHROME] * 3, Material.STEEL, 64)
    if plate.hub_m < 0.09:
        return disc
    rivets = []
    for turn in np.arange(5) * 2.0 * np.pi / 5.0:
        y, z = 0.075 * np.cos(turn), 0.075 * np.sin(turn)
        rivets.append(
            rod((-half - 0.004, y, z), (half + 0.004, y, z), 0.009, BAR_STEEL, Material.STEEL, 12)
        )
    return merged([disc, *rivets])


def _spokes(plate: PlateKind) -> list[Mesh]:
    """Give the ribs across the dish of a cast-iron plate."""
    half = 0.5 * plate.thickness_m - 0.002
    inner, outer = 0.03, plate.radius_m - 0.012
    ribs = []
    for turn in np.arange(SPOKES) * 2.0 * np.pi / SPOKES:
        y, z = np.cos(turn), np.sin(turn)
        ribs.append(_rib(inner, outer, half, np.array([0.0, y, z]), plate.colour))
    return ribs


def _rib(inner: float, outer: float, half: float, away: FloatArray, colour: Colour) -> Mesh:
    """Give a flat rib of both faces, from one radius to another, 22 mm wide."""
    across = 0.011 * np.cross([1.0, 0.0, 0.0], away)
    faces = []
    for side in (-1.0, 1.0):
        lift = np.array([side * half, 0.0, 0.0])
        corners = np.array(
            [lift + inner * away - across, lift + outer * away - across,
             lift + outer * away + across, lift + inner * away + across]
        )  # fmt: skip
        order = [[0, 1, 2], [0, 2, 3]] if side > 0.0 else [[0, 2, 1], [0, 3, 2]]
        normals = np.tile([side, 0.0, 0.0], (4, 1))
        faces.append(painted(corners, normals, np.array(order), colour, Material.PLATE))
    return merged(faces)


def _shaft() -> Mesh:
    end = FLANGE_FACE_M - FLANGE_M
    return rod((-end, 0.0, 0.0), (end, 0.0, 0.0), SHAFT_RADIUS_M, BAR_STEEL, Material.STEEL)


def _sleeve() -> Mesh:
    """Turn the left sleeve with its flange."""
    start, face, end = FLANGE_FACE_M - FLANGE_M, FLANGE_FACE_M, 0.5 * LENGTH_M
    profile = [
        (start, 0.0), (start, FLANGE_RADIUS_M), (face, FLANGE_RADIUS_M), (face, SLEEVE_RADIUS_M),
        (end - 0.003, SLEEVE_RADIUS_M), (end, SLEEVE_RADIUS_M - 0.003), (end, 0.0),
    ]  # fmt: skip
    return turned(profile, [CHROME] * (len(profile) - 1), Material.STEEL, 32)


def _clip() -> Mesh:
    """Turn the clip that holds the plates, beginning at the origin."""
    profile = [(0.0, SLEEVE_RADIUS_M), (0.0, 0.038), (CLIP_M, 0.038), (CLIP_M, SLEEVE_RADIUS_M)]
    return turned(profile, [CAST_IRON] * 3, Material.PAINT, 32)


def _at(mesh: Mesh, x: float) -> Mesh:
    return placed(mesh, np.eye(3), np.array([x, 0.0, 0.0]))
