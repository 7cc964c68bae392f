"""Make a body from its recipe."""

import numpy as np

from liftvision.synthetic.body.body import Body, Skeleton
from liftvision.synthetic.body.data import BodyData
from liftvision.synthetic.body.hips import with_hip_centres
from liftvision.synthetic.body.shape import rest_vertices
from liftvision.synthetic.body.spine import with_fine_spine
from liftvision.synthetic.recipes.recipe import BodyRecipe


def make_body(recipe: BodyRecipe, data: BodyData) -> Body:
    """Make the body of a recipe, standing at rest with the ankles over the origin."""
    vertices = rest_vertices(recipe, data)
    rig = Skeleton(
        names=data.bone_names,
        parents=data.bone_parents,
        heads=data.bone_heads @ vertices,
        tails=data.bone_tails @ vertices,
    )
    surface = np.unique(data.quads[data.groups["body"]])
    rig = with_hip_centres(rig, vertices[surface])
    skeleton, weights = with_fine_spine(rig, data.weights, vertices, surface)
    return Body(
        skeleton=skeleton,
        vertices=vertices,
        quads=data.quads,
        groups=data.groups,
        weights=weights,
        height_m=float(np.ptp(vertices[surface, 1])),
    )
