"""Render the sample clips anew from the recipes beside this file, and their table of contents.

    python sample_videos/render.py [NAME ...]

Without names all clips are made; it takes some 25 minutes on two cores.
"""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np

from liftvision.clip.read import read_frames
from liftvision.errors import LiftvisionError
from liftvision.synthetic.film import make_clip
from liftvision.synthetic.recipes.recipe_file import read_recipe
from liftvision.synthetic.truth.truth import Truth
from liftvision.synthetic.truth.truth_file import read_truth, truth_path
from liftvision.terminal import progress as shown_progress

HERE = Path(__file__).parent
FRAME_HEIGHT = 180
FRAME_QUALITY = 80

SHOWN_AT = 0.55
"""How far between lift-off and lockout of the first rep the frame in the table is taken."""

TABLE_BEGINS = "<!-- table -->"
TABLE_ENDS = "<!-- end of table -->"


def main() -> int:
    """Render what was asked for, then write the table of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="clips to render; all without any")
    names = parser.parse_args().names
    recipes = sorted(HERE.glob("*.toml"))
    unknown = set(names) - {path.stem for path in recipes}
    if unknown:
        parser.error(f"there is no recipe for {', '.join(sorted(unknown))}")
    try:
        for path in recipes:
            if not names or path.stem in names:
                _render(path)
    except LiftvisionError as error:
        sys.stderr.write(f"error: {error}\n")
        return error.exit_code
    _write_table(recipes)
    return 0


def _render(recipe: Path) -> None:
    clip = recipe.with_suffix(".mp4")
    with shown_progress(quiet=False) as progress:
        truth = make_clip(read_recipe(recipe), clip, progress)
    picture = _frame_at(clip, _shown_s(truth))
    height, width = picture.shape[:2]
    small = cv2.resize(
        picture, (round(width * FRAME_HEIGHT / height), FRAME_HEIGHT), interpolation=cv2.INTER_AREA
    )
    quality = [cv2.IMWRITE_JPEG_QUALITY, FRAME_QUALITY]
    (HERE / "frames").mkdir(exist_ok=True)
    cv2.imwrite(str(HERE / "frames" / f"{recipe.stem}.jpg"), small[..., ::-1], quality)


def _shown_s(truth: Truth) -> float:
    if not truth.reps:
        return float(truth.times[np.argmax(truth.columns["trunk_lean"])])
    rep = truth.reps[0]
    begin, end = rep.lift_off_s or 0.0, rep.lockout_s or 0.0
    return begin + SHOWN_AT * (end - begin)


def _frame_at(clip: Path, time_s: float) -> np.ndarray:
    for frame in read_frames(clip):
        if frame.time_s >= time_s:
            return np.asarray(frame.image)
    raise ValueError(f"{clip.name} ends before {time_s} s")


def _write_table(recipes: list[Path]) -> None:
    rows = ["| | clip | what it shows | lift | view |", "|---|---|---|---|---|"]
    for path in recipes:
        if not truth_path(path.with_suffix(".mp4")).exists():
            continue
        truth = read_truth(truth_path(path.with_suffix(".mp4")))
        movement, camera = truth.recipe.movement, truth.recipe.camera
        lift = movement.lift.replace("_", "-") + _counted(len(truth.reps))
        rows.append(
            f"| ![a frame](frames/{path.stem}.jpg) | `{path.stem}` | {truth.recipe.title} | "
            f"{lift} | {camera.yaw_deg:g}° |"
        )
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, after = text.split(TABLE_BEGINS)[0], text.split(TABLE_ENDS)[1]
    table = "\n".join(rows)
    readme.write_text(f"{before}{TABLE_BEGINS}\n{table}\n{TABLE_ENDS}{after}", encoding="utf-8")


def _counted(reps: int) -> str:
    return f", {reps} rep{'s' if reps > 1 else ''}" if reps else ""


if __name__ == "__main__":
    sys.exit(main())
