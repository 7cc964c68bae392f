"""Tables of what rendered clips' hips and lumbar spine came to."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from back_aims import AIMS
from back_scores import QUANTITIES, BackScore
from back_summary import WORN, Summary, errors_needed, group_biases, of_clothes, summary
from clip_runs import number, percent, signed
from rich import box
from rich.table import Table

ByNetwork: TypeAlias = Mapping[str, Sequence[BackScore]]
"""The scores of each network, by its name."""


def clips_table(scores: Sequence[BackScore]) -> Table:
    """Give a row for each clip: told and true values of its first rep that was told."""
    table = Table(box=box.SIMPLE_HEAD, title="told/true of the first rep, degrees and %")
    for heading in ("clip", "clothes", "judged", "zero"):
        table.add_column(heading, no_wrap=True)
    for name in QUANTITIES:
        table.add_column(plain(name).replace(" at ", "\n"), justify="right")
    for each in sorted(scores, key=lambda each: (each.clothes, each.clip)):
        cells = [
            f"{_whole(compared.told[0])}/{_whole(compared.true[0])}"
            for compared in each.compared.values()
        ]
        head = (each.clip, each.clothes, each.told_clothes or "-", each.zero or "-")
        table.add_row(*head, *cells)
    return table


def quantities_table(scores: ByNetwork) -> Table:
    """Give RMSE, bias and cover of every quantity, by clothes and together."""
    table = Table(
        box=box.SIMPLE_HEAD,
        title="degrees, shares in %; cover: of the 90 % bands; each clip weighs the same",
    )
    for heading in ("clothes", "what"):
        table.add_column(heading, no_wrap=True)
    for heading in ("told in", "RMSE", "bias", "cover"):
        table.add_column(heading, justify="right", no_wrap=True)
    for clothes in WORN:
        chosen = [of_clothes(each, clothes) for each in scores.values()]
        for name in QUANTITIES if any(chosen) else ():
            found = [summary(each, name) for each in chosen]
            last = name == QUANTITIES[-1]
            table.add_row(clothes, plain(name), *_summary_cells(found), end_section=last)
    return table


def _summary_cells(found: Sequence[Summary]) -> tuple[str, ...]:
    return (
        f"{ranged([each.told_in for each in found], lambda n: f'{n:.0f}')}/{found[0].clips}",
        ranged([each.rmse for each in found], number),
        ranged([each.bias for each in found], signed),
        ranged([each.cover for each in found], percent),
    )


def biases_table(scores: ByNetwork) -> Table:
    """Give the bias in each group of lifters."""
    table = Table(
        box=box.SIMPLE_HEAD, title="bias of lumbar flexion at set-up and knee pass, degrees"
    )
    for heading in ("network", "lifters", "clips", "bias"):
        table.add_column(heading, justify="left" if heading in ("network", "lifters") else "right")
    for network, each in scores.items():
        for group in group_biases(each):
            bias = f"{signed(group.bias)} ± {number(group.error)}"
            table.add_row(network, group.name, str(group.clips), bias)
    return table


def calibration_table(network: str, scores: Sequence[BackScore]) -> Table:
    """Give the standard errors that bands of 90 % need to hold 90 %."""
    table = Table(box=box.SIMPLE_HEAD, title=f"{network}: standard errors, degrees")
    for heading in ("table", "angle", "judged"):
        table.add_column(heading)
    for heading in ("clips", "present", "needed"):
        table.add_column(heading, justify="right")
    for each in errors_needed(scores):
        row = (each.table, each.name, each.clothes, str(each.clips))
        table.add_row(*row, number(each.present), number(each.needed))
    return table


def aims_table(scores: ByNetwork, own: ByNetwork) -> tuple[Table, bool]:
    """Give what the aims come to, the mean over networks, and whether none is missed.

    Parameters
    ----------
    scores, own
        Without and with the lifter's own clips given.
    """
    table = Table(box=box.SIMPLE_HEAD, title="aims")
    for heading in ("what", "found", "aim", ""):
        table.add_column(heading, no_wrap=True)
    misses = 0
    for aim in AIMS:
        values = [aim.measure(each) for each in (own if aim.own else scores).values()]
        value = float(np.mean(values)) if values else np.nan
        missed = aim.missed(value)
        misses += missed
        state = "MISSED" if missed else "met" if np.isfinite(value) else "not measured"
        name = f"{aim.name}, own clips given" if aim.own else aim.name
        table.add_row(name, ranged(values, hundredths), aim.bounds, state)
    return table, not misses


def ranged(values: Sequence[float], form: Callable[[float], str]) -> str:
    """Write the mean over networks, and where they differ the range; a dash for NaN or none."""
    if not values or not np.isfinite(values).all():
        return form(np.nan)
    texts = sorted({form(value): value for value in values}.items(), key=lambda each: each[1])
    mean = form(float(np.mean(values)))
    return mean if len(texts) == 1 else f"{mean} ({texts[0][0]} to {texts[-1][0]})"


def plain(quantity: str) -> str:
    """Name a quantity in short."""
    return quantity.replace("_flexion", "").replace("_tilt", "").replace("_", " ")


def _whole(value: float) -> str:
    return f"{value:.0f}" if np.isfinite(value) else "-"


def hundredths(value: float) -> str:
    """Write a number with two decimals, a dash for NaN."""
    return f"{value:.2f}" if np.isfinite(value) else "-"
