"""Silhouettes of random lifts, from which the network of the back is learned."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from liftvision.errors import SyntheticError
from liftvision.progress import NoProgress
from liftvision.synthetic.body.body import Body
from liftvision.synthetic.body.data import body_data
from liftvision.synthetic.body.make import make_body
from liftvision.synthetic.movement.perform import duration, perform
from liftvision.synthetic.picture.barbell import bar_geometry
from liftvision.synthetic.recipes.dice import Dice
from liftvision.synthetic.recipes.pools import random_outfit, random_person
from liftvision.synthetic.recipes.random_recipes import SPLITS, Wishes, random_recipe
from liftvision.synthetic.recipes.recipe import MovementRecipe, Recipe, Split
from liftvision.synthetic.silhouettes import SilhouetteCutter, Silhouettes
from liftvision.synthetic.wardrobe.figure import dress

PICTURE = Wishes(size=(1280, 720), fps=30.0, reps=1)

MOST_OFF_SIDE_DEG = 32.0

LUMBAR_DEG = (-10.0, 75.0)
"""Of the set-up, drift included: as likely everywhere, so that nothing is drawn to a middle."""

NEAR_SIDE = 0.7
"""Part of the lifts that are seen from about the side."""

MOMENTS_UP, MOMENTS_DOWN = 6, 3

PEOPLE, OUTFITS = 77_000, 78_000
"""Seeds of bodies and clothes of split ``train``; more of them than its pool has."""


@dataclass(frozen=True, eq=False)
class Pull:
    """One lift of one lifter.

    Attributes
    ----------
    recipe
        Of the lift.
    lift
        Its silhouettes: before it, at the set-up, on the way up, at the top, and after.
    standing
        One of the same lifter standing without a bar.
    """

    recipe: Recipe
    lift: Silhouettes
    standing: Silhouettes


def pulls(split: Split, seed: int, numbers: range) -> Iterator[Pull]:
    """Cut the silhouettes of random lifts; a lift that the body cannot do is left out."""
    data = body_data(NoProgress())
    with SilhouetteCutter() as cutter:
        for number in numbers:
            recipe, chance = pull_recipe(split, seed, number)
            body = make_body(recipe.body, data)
            try:
                yield _cut(cutter, recipe, body, chance)
            except SyntheticError:
                continue


def _cut(cutter: SilhouetteCutter, recipe: Recipe, body: Body, chance: np.random.Generator) -> Pull:
    figure = dress(body, recipe.wardrobe)
    standing = replace(
        recipe,
        movement=MovementRecipe(lift="standing", reps=1),
        scene=replace(recipe.scene, plates="none"),
    )
    lasts = duration(standing.movement, recipe.seed)
    return Pull(
        recipe,
        lift=cutter.cut(recipe, body, figure, _moments(recipe, body, chance)),
        standing=cutter.cut(standing, body, figure, [chance.uniform(0.1, 0.9) * lasts]),
    )


def _moments(recipe: Recipe, body: Body, chance: np.random.Generator) -> list[float]:
    """Choose when to look, s."""
    radius = bar_geometry(recipe.scene).plate_radius_m
    rep = perform(body, recipe.movement, radius, np.zeros(1), recipe.seed).reps[0]
    end = duration(recipe.movement, recipe.seed)
    lift_off = rep.lift_off_s or 0.0
    lockout = end if rep.lockout_s is None else rep.lockout_s
    start = max(lift_off - 0.3, 0.0) if rep.start_s is None else rep.start_s
    up = np.sort(chance.uniform(lift_off, lockout, MOMENTS_UP))
    later = np.sort(chance.uniform(lockout + 0.2, max(end, lockout + 0.3), MOMENTS_DOWN))
    top = [lockout - 0.04, lockout, min(lockout + 0.15, end)]
    return [0.0, start, 0.5 * (start + lift_off), lift_off, *up, *top, *later]


def pull_recipe(split: Split, seed: int, number: int) -> tuple[Recipe, np.random.Generator]:
    """Draw a lift seen from the side or near it; give also the chance that goes on from there."""
    place = SPLITS.index(split)
    chance = np.random.default_rng((seed, number, place))
    recipe = _seen_from_side(split, seed, number)
    faults = recipe.movement.faults
    if chance.random() < 0.35:
        faults = replace(faults, upper_back_deg=round(float(chance.uniform(0.0, 40.0)), 1))
    if chance.random() < 0.25:
        faults = replace(faults, lumbar_drift_deg=round(float(chance.uniform(5.0, 25.0)), 1))
    most = LUMBAR_DEG[1] - faults.lumbar_drift_deg
    lumbar = round(float(chance.uniform(LUMBAR_DEG[0], most)), 1)
    yaw = recipe.camera.yaw_deg
    if chance.random() < NEAR_SIDE:
        yaw = float(np.sign(yaw) * np.clip(round(chance.normal(90.0, 8.0), 1), 70.0, 110.0))
    recipe = replace(
        recipe,
        movement=replace(recipe.movement, lumbar_setup_deg=lumbar, faults=faults),
        camera=replace(recipe.camera, yaw_deg=yaw),
    )
    if split == "train":
        person = random_person(Dice(PEOPLE + seed, place, number))
        outfit = random_outfit(Dice(OUTFITS + seed, place, number))
        recipe = replace(recipe, body=person.body, wardrobe=replace(outfit, hair=person.hair))
    return recipe, chance


def _seen_from_side(split: Split, seed: int, number: int) -> Recipe:
    draw = 0
    while True:
        recipe = random_recipe(split, seed, 1000 * number + draw, PICTURE)
        is_lift = recipe.movement.lift not in ("standing", "toe_touch")
        if is_lift and abs(abs(recipe.camera.yaw_deg) - 90.0) <= MOST_OFF_SIDE_DEG:
            return recipe
        draw += 1


def kept(folder: Path) -> list[Pull]:
    """Read all pulls that were cut into a folder."""
    found: list[Pull] = []
    for path in sorted(folder.glob("*.pulls")):
        # Written by this very program into the user's own folder.
        found += pickle.loads(path.read_bytes())
    return found
