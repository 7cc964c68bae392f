"""Tables of what rendered clips' frontal planes came to."""

from collections.abc import Sequence

import numpy as np
from body_summary import rmse
from clip_runs import number, percent, signed
from front_aims import AIMS
from front_scores import FrontScore, LegScore
from front_summary import (
    CAVES_DEG,
    CAVES_NOT_DEG,
    COLUMNS,
    STANDS,
    VIEWS,
    Caves,
    caves,
    errors_needed,
    joined,
    known,
    of_group,
    standing,
    summary,
)
from rich import box
from rich.table import Table

from liftvision.arrays import FloatArray

GROUPS = tuple(
    (title, near, view)
    for title, near in (("within 10°", True), ("beyond 10°", False))
    for view in VIEWS
)
"""Titles of the groups, whether they are near the front or the rear, and their view."""


def clips_table(scores: Sequence[FrontScore]) -> Table:
    """Give a row for each clip: RMSE and bias of each column, and what was told of the knees."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title="RMSE and bias from lift-off to lockout; knees: true and told change",
    )
    for heading in ("clip", "view"):
        table.add_column(heading, no_wrap=True)
    for heading in ("yaw", "told", *(plain(name) for name in COLUMNS)):
        table.add_column(heading.replace(" ", "\n", 1), justify="right")
    table.add_column("knees")
    for clip in sorted(scores, key=lambda each: (each.rear, each.clip)):
        if not clip.measured:
            continue
        errors = [joined(clip, name, "errors") for name in COLUMNS]
        cells = [
            f"{_form(name, rmse(each))} {_form(name, _bias(each))}"
            for name, each in zip(COLUMNS, errors, strict=True)
        ]
        yaws = (signed(clip.off_deg), signed(clip.standing["off_front"].value))
        view = "rear" if clip.rear else "front"
        table.add_row(clip.clip, view, *yaws, *cells, ", ".join(map(leg_in_words, clip.legs)))
    return table


def columns_table(scores: Sequence[FrontScore]) -> Table:
    """Give what every column comes to, by yaw and view."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title="lift-off to lockout, each clip weighs the same; change: from the set-up; "
        "cover: of the 90 % bands",
    )
    for heading in ("yaw", "view", "what"):
        table.add_column(heading, no_wrap=True)
    for heading in (
        "told in", "RMSE", "median", "90 %", "bias", "all frames", "change", "told", "cover",
    ):  # fmt: skip
        table.add_column(heading, justify="right", no_wrap=True)
    for title, near, view in GROUPS:
        clips = of_group(scores, view, near=near)
        for name in COLUMNS if clips else ():
            found = summary(clips, name)
            values = (found.rmse, found.median, found.p90, found.bias, found.everywhere)
            table.add_row(
                title, view, plain(name), f"{found.told_in}/{len(clips)}",
                *(_form(name, value) for value in (*values, found.change)),
                percent(found.told), percent(found.cover), end_section=name == COLUMNS[-1],
            )  # fmt: skip
    return table


def standing_table(scores: Sequence[FrontScore]) -> Table:
    """Give how well stance, grip, feet and yaw are told."""
    table = Table(box=box.SIMPLE_HEAD, title="how the lifter stands: cm and degrees")
    for heading in ("yaw", "view", "what"):
        table.add_column(heading, no_wrap=True)
    for heading in ("told", "RMSE", "bias", "cover"):
        table.add_column(heading, justify="right")
    for title, near, view in GROUPS:
        clips = of_group(scores, view, near=near)
        for name in STANDS if clips else ():
            found, times = standing(clips, name), _times(name)
            table.add_row(
                title, view, plain(name), str(found.told), number(times * found.rmse),
                signed(times * found.bias), percent(found.cover), end_section=name == STANDS[-1],
            )  # fmt: skip
    return table


def caves_table(scores: Sequence[FrontScore]) -> Table:
    """Give how well knees that cave in are told from those that do not."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title=f"legs; caving: truly by {CAVES_DEG:g}° and more, still: by less than "
        f"{CAVES_NOT_DEG:g}°; change: RMSE, bias and cover of the 90 % bands",
    )
    for heading in ("yaw", "view"):
        table.add_column(heading, no_wrap=True)
    for heading in (
        "told", "not told", "caving", "found", "still", "flagged", "change", "bias", "cover",
    ):  # fmt: skip
        table.add_column(heading, justify="right")
    for title, near, view in GROUPS:
        clips = of_group(scores, view, near=near)
        if clips:
            found = caves(clips)
            counts = (found.legs, found.untold, found.caving)
            table.add_row(
                title, view, *map(str, counts), percent(found.found), str(found.still),
                percent(found.flagged), number(found.error), signed(found.bias),
                percent(found.cover), end_section=view == VIEWS[-1],
            )  # fmt: skip
    return table


def calibration_table(scores: Sequence[FrontScore]) -> Table:
    """Give the factors with which bands of 90 % hold 90 %, each clip weighing the same.

    Which angles are told depends on them: after a change they are to be found anew.
    """
    table = Table(box=box.SIMPLE_HEAD, title="factors of the stated errors")
    table.add_column("name", no_wrap=True)
    for heading in ("clips", "present", "needed"):
        table.add_column(heading, justify="right")
    for each in errors_needed(scores):
        table.add_row(each.name, str(each.clips), f"{each.present:.2f}", f"{each.needed:.2f}")
    return table


def aims_table(scores: Sequence[FrontScore]) -> tuple[Table, bool]:
    """Give what the aims come to, and whether none is missed."""
    table = Table(box=box.SIMPLE_HEAD, title="aims; within 10° of yaw where nothing else is said")
    for heading in ("what", "found", "aim", ""):
        table.add_column(heading, no_wrap=True)
    misses = 0
    for aim in AIMS:
        value = aim.measure(scores)
        missed = aim.missed(value)
        misses += missed
        state = "MISSED" if missed else "met" if np.isfinite(value) else "not measured"
        table.add_row(aim.name, f"{value:.3g}" if np.isfinite(value) else "-", aim.bounds, state)
    return table, not misses


def markdown_lines(scores: Sequence[FrontScore]) -> list[str]:
    """Give the table of ``docs/front.md``: what comes of each group of clips that has any."""
    of_groups = [
        (
            f"{'front and rear' if view == 'both' else view}, {title}",
            of_group(scores, view, near=near),
        )
        for title, near, view in GROUPS
        if near == (view != "both")
    ]
    groups = [(title, clips) for title, clips in of_groups if clips]
    counts = [
        f"{title} ({sum(clip.measured for clip in clips)} of {len(clips)})"
        for title, clips in groups
    ]
    rows = [["", *counts], ["---"] * (len(groups) + 1)]
    for name in COLUMNS:
        found = [summary(clips, name) for _, clips in groups]
        cells = [
            f"{_form(name, each.rmse)}, {_form(name, each.median)}; {percent(each.cover)}"
            for each in found
        ]
        rows.append([_with_unit(name), *cells])
    for name in STANDS:
        stands, times = [standing(clips, name) for _, clips in groups], _times(name)
        cells = [f"{number(times * each.rmse)}; {percent(each.cover)}" for each in stands]
        rows.append([_with_unit(name), *cells])
    plain_change = [number(summary(clips, "fppa").change) for _, clips in groups]
    rows.append(["projection angle less that of the set-up, °", *plain_change])
    told = [caves(clips) for _, clips in groups]
    change = [f"{number(each.error)}; {percent(each.cover)}" for each in told]
    rows.append(["change against the plane of the set-up, °", *change])
    rows.append([f"knees that cave in by {CAVES_DEG:g}° and more, found", *map(_found, told)])
    rows.append([f"knees below {CAVES_NOT_DEG:g}°, flagged", *map(_flagged, told)])
    rows.append(["knees not told", *(str(each.untold) for each in told)])
    return [f"| {' | '.join(row)} |" for row in rows]


def _found(told: Caves) -> str:
    return f"{told.caving * told.found:.0f} of {told.caving}" if told.caving else "-"


def _flagged(told: Caves) -> str:
    return f"{told.still * told.flagged:.0f} of {told.still}" if told.still else "-"


def _times(name: str) -> float:
    """Give what turns the unit of how the lifter stands into cm or degrees."""
    return 100.0 if name.endswith("width") else 1.0


def _with_unit(name: str) -> str:
    units = {"knee_ankle_separation": "", "knee_shift": ", % of the leg"}
    units |= {"pelvis_shift": ", % of the stance", "stance_width": ", cm", "grip_width": ", cm"}
    return f"{plain(name)}{units.get(name, ', °')}"


def leg_in_words(leg: LegScore) -> str:
    """Tell the true and the told change of a knee, and how severe it was told to be."""
    return f"{leg.side} {number(leg.true.change)}/{number(leg.change.value)} {leg.severity or '-'}"


def plain(name: str) -> str:
    """Name a column, or how the lifter stands, in words."""
    return name.replace("fppa", "projection angle").replace("off_front", "yaw").replace("_", " ")


def _form(name: str, value: float) -> str:
    if name == "knee_ankle_separation":
        return f"{value:.3f}" if np.isfinite(value) else "-"
    return number(value)


def _bias(errors: FloatArray) -> float:
    there = known(errors)
    return float(there.mean()) if len(there) else np.nan
