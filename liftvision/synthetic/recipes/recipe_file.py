"""Recipes as TOML: what a user writes, and what stands beside a rendered clip.

A file names only what is unlike the default. Keys are those of `synthetic.recipes.recipe`, a table
for each part: ``[movement.faults]`` holds ``lumbar_drift_deg``.
"""

import dataclasses
import difflib
import json
import tomllib
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from liftvision.clip.naming import printable_name
from liftvision.errors import RecipeError
from liftvision.synthetic.recipes.recipe import Recipe
from liftvision.synthetic.recipes.recipe_limits import (
    ADVICE,
    check_together,
    checked_value,
    choices,
    is_optional,
    plain_type,
    printable,
    refusal,
    table_keys,
    value_types,
)

LARGEST_BYTES = 64 * 1024
"""Of a recipe's file; one that sets every key takes 3 kB."""

USUAL = "usual"
"""What a command line calls a value that is left to what is usual: None."""

Part = TypeVar("Part")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe's file.

    Raises
    ------
    RecipeError
        There is no such file, it is not TOML, or it holds a key or a value that is not allowed.
    """
    name = printable_name(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "the system refuses"
        raise RecipeError(f"{name} cannot be read: {reason}.", "Check the file's name.") from error
    if len(content) > LARGEST_BYTES:
        raise RecipeError(f"{name} is too large for a recipe.", ADVICE)
    try:
        mapping = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        why = " ".join(str(error).split()).rstrip(".") or "it is nested too deeply"
        raise RecipeError(f"{name} is not TOML: {printable(why)}.", ADVICE) from error
    try:
        return recipe_from_mapping(mapping)
    except RecipeError as error:
        raise RecipeError(f"{name}: {error.problem}", error.advice) from error


def write_recipe(recipe: Recipe) -> str:
    """Give a recipe as TOML, only what is unlike the default.

    Raises
    ------
    RecipeError
        A value is not allowed, so that it could not be read again.
    """
    mapping = recipe_as_mapping(recipe)
    recipe_from_mapping(mapping)
    usual = dict(flat(recipe_as_mapping(Recipe())))
    unlike = {key: value for key, value in flat(mapping) if value != usual[key]}
    lines = []
    for table in ("", *table_keys()):
        held = [key for key in unlike if key.rpartition(".")[0] == table]
        if held and table:
            lines += ["", f"[{table}]"]
        lines += [f"{key.rpartition('.')[2]} = {_toml_value(unlike[key])}" for key in held]
    return "\n".join(lines).lstrip("\n") + "\n"


def recipe_as_mapping(recipe: Recipe) -> dict[str, Any]:
    """Give all values of a recipe as nested dicts of plain values, the defaults too."""
    return dataclasses.asdict(recipe)


def recipe_from_mapping(mapping: Mapping[str, Any]) -> Recipe:
    """Make a recipe from nested mappings; what they do not name is the default.

    Raises
    ------
    RecipeError
        A key is unknown, or a value has the wrong type or lies out of its range.
    """
    values = {}
    for key, value in flat(mapping):
        if key not in value_types():
            raise unknown_key(key)
        values[key] = checked_value(key, value)
    recipe = _made(Recipe, "", values)
    check_together(recipe)
    return recipe


def with_values(recipe: Recipe, settings: Mapping[str, str]) -> Recipe:
    """Give a recipe in which some values are others.

    Parameters
    ----------
    recipe
        Stays as it is.
    settings
        Values as a command line has them, by dotted key: ``movement.reps`` to ``3``; ``usual``
        for what is left open.

    Raises
    ------
    RecipeError
        A key is unknown or a value is not allowed.
    """
    values = dict(flat(recipe_as_mapping(recipe)))
    for key, text in settings.items():
        if key not in value_types():
            raise unknown_key(key)
        values[key] = checked_value(key, _from_text(key, text))
    changed = _made(Recipe, "", values)
    check_together(changed)
    return changed


def flat(mapping: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Give the values of nested mappings by their dotted keys.

    Raises
    ------
    RecipeError
        A table stands where a value belongs, a value where a table belongs, or a table is unknown.
    """
    for name, value in mapping.items():
        key = f"{start}{name}"
        if key in table_keys():
            if not isinstance(value, Mapping):
                raise refusal(key, value, f"a table: [{key}]")
            yield from flat(value, f"{key}.")
        elif isinstance(value, Mapping) and key not in value_types():
            raise unknown_key(key)
        else:
            yield key, value


def unknown_key(key: str) -> RecipeError:
    """Give the error of a key that no recipe has, with the one that may have been meant."""
    known = (*value_types(), *table_keys())
    same_name = [each for each in known if each.rpartition(".")[2] == key.rpartition(".")[2]]
    near = same_name or difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if not near:
        leaves = {each.rpartition(".")[2]: each for each in known}
        leaf = difflib.get_close_matches(key.rpartition(".")[2], leaves, n=1)
        near = [leaves[each] for each in leaf]
    advice = f"Did you mean {near[0]}?" if near else "docs/synthetic.md lists every key."
    return RecipeError(f"{printable(key)} is no key of a recipe.", advice)


def _made(kind: type[Part], start: str, values: Mapping[str, Any]) -> Part:
    """Make a part of a recipe, and its parts, from checked values by dotted keys."""
    given: dict[str, Any] = {}
    hints = typing.get_type_hints(kind)
    for name, hint in hints.items():
        key = f"{start}{name}"
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            given[name] = _made(hint, f"{key}.", values)
        elif key in values:
            given[name] = values[key]
    return kind(**given)


def _from_text(key: str, text: str) -> object:
    """Read a value from a command line; a text that does not fit stays one, to be refused."""
    hint = value_types()[key]
    if is_optional(hint) and text == USUAL:
        return None
    hint = plain_type(hint)
    if hint is bool:
        return {"true": True, "false": False}.get(text, text)
    if hint is str or choices(hint):
        return text
    try:
        return int(text) if hint is int else float(text)
    except ValueError:
        return text


def _toml_value(value: object) -> str:
    """Write a value as TOML has it; its strings with escapes are those of JSON."""
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
