"""``liftvision synth``: clips of a lifter whose truth is known."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from liftvision.command import Debug, Quiet, errors_shown, libraries_quiet
from liftvision.synthetic.recipes.recipe import LiftKind, Plates, Split

if TYPE_CHECKING:
    from liftvision.synthetic.batch import BatchResult
    from liftvision.synthetic.recipes.recipe import Recipe

LONGEST_LIST = 10
"""So many failed clips of a set are named."""


def synth(
    recipe: Annotated[
        Path | None, typer.Argument(help="The recipe, a TOML file.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The video, or with --still the PNG; with --random the folder.",
            show_default="RECIPE-NAME.mp4",
        ),
    ] = None,
    lift: Annotated[LiftKind | None, typer.Option(help="Kind of lift.")] = None,
    reps: Annotated[int | None, typer.Option(metavar="N", help="How many, 1 to 5.")] = None,
    lumbar: Annotated[
        float | None, typer.Option(metavar="DEG", help="Lumbar flexion at the set-up.")
    ] = None,
    drift: Annotated[
        float | None,
        typer.Option(metavar="DEG", help="Lumbar flexion that comes in between floor and knee."),
    ] = None,
    valgus: Annotated[
        float | None, typer.Option(metavar="DEG", help="How far both knees cave in.")
    ] = None,
    yaw: Annotated[
        float | None,
        typer.Option(
            metavar="DEG",
            help="Where the lifter faces: 0 to the camera, 90 to the picture's right.",
        ),
    ] = None,
    plates: Annotated[Plates | None, typer.Option(help="On the bar.")] = None,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="Of the picture in px.")] = None,
    fps: Annotated[float | None, typer.Option(metavar="N", help="24 to 60.")] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, help="Of what is random: tremble, noise; with --random, of the set."
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Any value of a recipe, such as movement.pull_s=2.5; may be given again.",
        ),
    ] = None,
    dump: Annotated[
        bool, typer.Option("--dump", help="Write the recipe to standard output, render nothing.")
    ] = False,
    still: Annotated[
        float | None,
        typer.Option(metavar="F", min=0.0, max=1.0, help="One frame, at this part of the clip."),
    ] = None,
    random: Annotated[
        int | None,
        typer.Option("--random", metavar="N", min=1, max=10_000, help="A set of N random clips."),
    ] = None,
    split: Annotated[
        Split | None,
        typer.Option(
            help="What the clips are for: no body or room is in two of them.",
            show_default="train",
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="With --random: clips at a time.", show_default="processors"
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Render a lifter whose truth is known: from a recipe, from options, or at random."""
    flags = {
        "movement.lumbar_setup_deg": lumbar,
        "movement.faults.lumbar_drift_deg": drift,
        "movement.faults.knee_valgus_l_deg": valgus,
        "movement.faults.knee_valgus_r_deg": valgus,
        "camera.yaw_deg": yaw,
        "scene.plates": plates,
    }
    settings = {key: str(value) for key, value in flags.items() if value is not None}
    settings.update(_setting(text) for text in set_ or ())
    picture = None if size is None else _size(size)
    if random is not None:
        if recipe is not None or settings or dump or still is not None:
            raise typer.BadParameter(
                "--random draws everything but --size, --fps, --reps and --lift; it takes no "
                "recipe, no other value, no --dump and no --still."
            )
        _synth_set(
            random, split or "train", seed or 0, out, (picture, fps, reps, lift), jobs, overwrite,
            quiet=quiet, debug=debug,
        )  # fmt: skip
        return
    if jobs is not None:
        raise typer.BadParameter("--jobs needs --random.")
    same = {
        "movement.lift": lift,
        "movement.reps": reps,
        "video.fps": fps,
        "seed": seed,
        "split": split,
    }
    if picture is not None:
        same |= {"video.width": picture[0], "video.height": picture[1]}
    settings = {key: str(value) for key, value in same.items() if value is not None} | settings
    _synth_one(recipe, settings, out, dump, still, overwrite, quiet=quiet, debug=debug)


def _synth_one(
    file: Path | None,
    settings: dict[str, str],
    out: Path | None,
    dump: bool,
    still: float | None,
    overwrite: bool,
    *,
    quiet: bool,
    debug: bool,
) -> None:
    """Render a recipe's clip, or one frame of it, or write the recipe."""
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.synthetic.recipes.recipe_file import write_recipe

        recipe = _recipe(file, settings)
        if dump:
            sys.stdout.write(write_recipe(recipe))
            return
        name = recipe.movement.lift if file is None else file.stem
        suffix = ".mp4" if still is None else ".png"
        target = Path(f"{name}{suffix}") if out is None else out
        made = _targets(target, suffix, overwrite)
        from liftvision.synthetic.film import make_clip, make_still

        with terminal.progress(quiet) as progress:
            if still is None:
                make_clip(recipe, target, progress)
            else:
                make_still(recipe, still, target, progress)
        if not quiet:
            for label, path in made.items():
                terminal.show(f"{label}: {path}")


def _recipe(file: Path | None, settings: dict[str, str]) -> "Recipe":
    from liftvision.synthetic.recipes.recipe import Recipe
    from liftvision.synthetic.recipes.recipe_file import read_recipe, with_values

    return with_values(Recipe() if file is None else read_recipe(file), settings)


def _targets(target: Path, suffix: str, overwrite: bool) -> dict[str, Path]:
    """Give what will be written, and make sure that it may be."""
    from liftvision.clip.naming import printable_name
    from liftvision.errors import OutputError
    from liftvision.synthetic.truth.truth_file import truth_path

    name = printable_name(target)
    if target.suffix != suffix:
        raise OutputError(f"{name} does not end in {suffix}.", "Choose another name with --out.")
    targets = {"still": target} if suffix == ".png" else {"clip": target}
    if suffix == ".mp4":
        targets["truth"] = truth_path(target)
    for path in targets.values():
        if path.is_dir() or (path.exists() and not overwrite):
            raise OutputError(
                f"{printable_name(path)} is there already.",
                "Choose another name with --out, or replace it with --overwrite.",
            )
    if not target.absolute().parent.is_dir():
        raise OutputError(f"There is no folder for {name}.", "Make it, or choose another --out.")
    return targets


def _synth_set(
    count: int,
    split: Split,
    seed: int,
    out: Path | None,
    same: tuple[tuple[int, int] | None, float | None, int | None, LiftKind | None],
    jobs: int | None,
    overwrite: bool,
    *,
    quiet: bool,
    debug: bool,
) -> None:
    """Render a random set; fails in the end where a clip of it failed."""
    with errors_shown(debug), libraries_quiet(debug):
        from liftvision import terminal
        from liftvision.synthetic.batch import render_many
        from liftvision.synthetic.film import make_clip
        from liftvision.synthetic.recipes.random_recipes import Wishes

        folder = Path(f"synthetic-{split}-{seed}") if out is None else out
        with terminal.progress(quiet) as progress:
            result = render_many(
                count,
                split,
                seed,
                folder,
                make_clip,
                jobs=jobs,
                wishes=Wishes(*same),
                overwrite=overwrite,
                progress=progress,
            )
        if not quiet:
            there = f", {len(result.kept)} were there" if result.kept else ""
            terminal.show(f"{len(result.made)} clips made{there}: {folder}")
        _report_failed(result)


def _report_failed(result: "BatchResult") -> None:
    from liftvision import terminal
    from liftvision.errors import SyntheticError

    for name, why in list(result.failed.items())[:LONGEST_LIST]:
        terminal.say(f"{name} failed: {why}")
    if result.failed:
        raise SyntheticError(
            f"{len(result.failed)} of the clips could not be made.",
            "The same command tries these again, and keeps those that are there.",
        )


def _setting(text: str) -> tuple[str, str]:
    """Read ``KEY=VALUE``."""
    key, separator, value = text.partition("=")
    if not separator or not key.strip():
        raise typer.BadParameter(f"'{text}' is not KEY=VALUE (--set).")
    return key.strip(), value.strip()


def _size(text: str) -> tuple[int, int]:
    """Read ``WIDTHxHEIGHT``."""
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()) or max(len(width), len(height)) > 5:
        raise typer.BadParameter(f"'{text}' is not WIDTHxHEIGHT in px (--size).")
    return int(width), int(height)
