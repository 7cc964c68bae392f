"""A recipe survives its file; what is not allowed is refused by key, value and range."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liftvision.errors import RecipeError
from liftvision.synthetic.recipes import recipe as recipe_module
from liftvision.synthetic.recipes.recipe import Faults, Recipe, SceneRecipe
from liftvision.synthetic.recipes.recipe_file import (
    flat,
    read_recipe,
    recipe_as_mapping,
    recipe_from_mapping,
    with_values,
    write_recipe,
)
from liftvision.synthetic.recipes.recipe_limits import (
    EVEN,
    LONGEST,
    RANGES,
    choices,
    is_optional,
    plain_type,
    value_types,
)

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "synthetic.md"


def nested(key, value):
    for part in reversed(key.split(".")):
        value = {part: value}
    return value


def values_of(key):
    """Every allowed value of a key, as a strategy."""
    hint = plain_type(value_types()[key])
    if hint is bool:
        strategy = st.booleans()
    elif hint is int:
        step = 2 if key in EVEN else 1
        least, most = (int(bound / step) for bound in RANGES[key])
        strategy = st.integers(least, most).map(lambda number: step * number)
    elif hint is float:
        strategy = st.floats(*RANGES[key])
    elif choices(hint):
        strategy = st.sampled_from(choices(hint))
    elif key in LONGEST:
        strategy = st.text(max_size=LONGEST[key]).filter(str.isprintable)
    else:
        strategy = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
    return st.none() | strategy if is_optional(value_types()[key]) else strategy


def is_sound(values):
    bend = values["movement.lumbar_setup_deg"] + values["movement.faults.lumbar_drift_deg"]
    return bend <= 75 and (values["scene.people"] > 0 or not values["scene.spotter"])


whole_recipes = st.fixed_dictionaries({key: values_of(key) for key in value_types()})


@settings(max_examples=60, deadline=None)
@given(whole_recipes.filter(is_sound))
def test_any_recipe_survives_its_file(tmp_path_factory, values):
    mapping = {}
    for key, value in values.items():
        table = mapping
        *parents, name = key.split(".")
        for parent in parents:
            table = table.setdefault(parent, {})
        table[name] = value
    recipe = recipe_from_mapping(mapping)
    assert dict(flat(recipe_as_mapping(recipe))) == values
    path = tmp_path_factory.mktemp("recipe") / "any.toml"
    path.write_text(write_recipe(recipe), encoding="utf-8")
    assert read_recipe(path) == recipe


def test_only_what_is_unlike_the_default_is_written():
    assert write_recipe(Recipe()) == "\n"
    drift = replace(Recipe().movement, reps=3, faults=Faults(lumbar_drift_deg=15.0))
    text = write_recipe(
        Recipe(title='say "hi" \\ ü', movement=drift, scene=SceneRecipe(rack=False))
    )
    assert text == (
        'title = "say \\"hi\\" \\\\ ü"\n\n[movement]\nreps = 3\n\n'
        "[movement.faults]\nlumbar_drift_deg = 15.0\n\n[scene]\nrack = false\n"
    )


def test_an_empty_file_is_the_default(tmp_path):
    (tmp_path / "a.toml").write_text("")
    assert read_recipe(tmp_path / "a.toml") == Recipe()


def test_a_whole_number_will_do_for_any_number():
    recipe = recipe_from_mapping({"camera": {"distance_m": 4}})
    assert isinstance(recipe.camera.distance_m, float)


def test_every_number_has_a_range_that_holds_its_default():
    numbers = {key for key, hint in value_types().items() if plain_type(hint) in (int, float)}
    assert set(RANGES) == numbers
    assert recipe_from_mapping(recipe_as_mapping(Recipe())) == Recipe()


def test_ranges_are_those_of_the_docstrings():
    """Where a docstring states a range after the name of a value, it is the one of the table."""
    stated = {"pull_s": (0.5, 6), "knee_setup_deg": (15, 110), "reps": (1, 5), "fps": (24, 60)}
    text = " ".join(
        " ".join((each.__doc__ or "").split())
        for each in vars(recipe_module).values()
        if isinstance(each, type)
    )
    assert "Duration from lift-off to lockout, 0.5 (light) to 6" in text
    assert "Knee flexion at lift-off, 15 to 110" in text
    for name, bounds in stated.items():
        (key,) = [key for key in RANGES if key.endswith(f".{name}")]
        assert RANGES[key] == bounds


@pytest.mark.parametrize("key", RANGES)
def test_both_ends_are_allowed_and_nothing_beyond(key):
    least, most = RANGES[key]
    for value in (least, most):
        recipe_from_mapping(nested(key, value))
    step = 2 if plain_type(value_types()[key]) is int else 0.01
    for value in (least - step, most + step):
        with pytest.raises(RecipeError, match=rf"{re.escape(key)} is .* from .* to ") as caught:
            recipe_from_mapping(nested(key, value))
        assert f"{value}" in caught.value.problem


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 10**400])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(RecipeError, match=r"camera\.yaw_deg"):
        recipe_from_mapping({"camera": {"yaw_deg": value}})


@pytest.mark.parametrize(
    ("key", "value", "demand"),
    [
        ("movement.reps", 2.0, "a whole number from 1 to 5"),
        ("movement.reps", True, "a whole number from 1 to 5"),
        ("movement.pull_s", "long", "a number from 0.5 to 6"),
        ("movement.pull_s", None, "a number from 0.5 to 6"),
        ("movement.lift", "hexagonal", "one of conventional, sumo, romanian"),
        ("movement.lift", ["sumo"], "one of conventional, sumo, romanian"),
        ("wardrobe.belt", 1, "true or false"),
        ("wardrobe.shirt_colour", "red", "a colour such as"),
        ("wardrobe.shirt_colour", "#12345g", "a colour such as"),
        ("video.width", 641, "an even number from 160 to 3840"),
        ("video.caption", "x" * 61, "at most 60 printable characters"),
        ("video.caption", "a\nb", "at most 60 printable characters"),
        ("video.caption", "a\x1b[2J", "at most 60 printable characters"),
        ("title", 5, "at most 120 printable characters"),
        ("body", 5, r"a table: [body]"),
        ("movement.faults", [], r"a table: [movement.faults]"),
        ("movement.reps", {"many": 1}, "a whole number"),
    ],
)
def test_the_wrong_kind_is_refused_in_one_sentence(key, value, demand):
    with pytest.raises(RecipeError) as caught:
        recipe_from_mapping(nested(key, value))
    assert caught.value.problem.startswith(f"{key} is ")
    assert demand in caught.value.problem
    assert caught.value.problem.isprintable()
    assert len(caught.value.problem) < 200


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("movement.lumbar_setup", "movement.lumbar_setup_deg"),
        ("camera.yaw", "camera.yaw_deg"),
        ("lumbar_drift_deg", "movement.faults.lumbar_drift_deg"),
        ("movement.lumbar_drift_deg", "movement.faults.lumbar_drift_deg"),
        ("body.yaw_deg", "camera.yaw_deg"),
        ("movment.reps", "Did you mean movement?"),
        ("faults.bar_tilt_deg", "Did you mean movement.faults?"),
        ("knee_valgus", "movement.faults.knee_valgus_"),
    ],
)
def test_an_unknown_key_is_told_with_what_was_meant(key, meant):
    with pytest.raises(RecipeError) as caught:
        recipe_from_mapping(nested(key, 1))
    assert "is no key of a recipe" in caught.value.problem
    assert meant in caught.value.advice


def test_a_key_like_no_other_leads_to_the_list():
    with pytest.raises(RecipeError, match=r"q\?w is no key of a recipe\. docs/synthetic\.md"):
        recipe_from_mapping({"q\x07w": 1})


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({"scene": {"spotter": True}}, "scene.spotter is true, but scene.people is 0"),
        (
            {"movement": {"lumbar_setup_deg": 60, "faults": {"lumbar_drift_deg": 20}}},
            "add up to 80",
        ),
    ],
)
def test_values_that_cannot_be_together_are_refused(mapping, words):
    with pytest.raises(RecipeError, match=re.escape(words)):
        recipe_from_mapping(mapping)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"reps = ", "is not TOML"),
        (b"\xff\xfe", "is not TOML"),
        (b"a = " + b"[" * 20_000, "is not TOML"),
        (b"x = 1\n" + b"#" * 70_000, "too large"),
        (b"[movement]\nreps = 9", r"a.toml: movement.reps is 9, but must be"),
        (b"[movement]\nreps = 2024-01-01", "movement.reps is "),
        (b"[[body]]\nage_years = 20", "body is "),
    ],
)
def test_a_file_that_holds_no_recipe_is_named(tmp_path, content, words):
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(RecipeError, match=r"^a\.toml") as caught:
        read_recipe(path)
    assert words in caught.value.problem
    assert caught.value.exit_code == 10


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(RecipeError, match="cannot be read: No such file"):
        read_recipe(tmp_path / "none.toml")


def test_what_cannot_be_read_again_is_not_written():
    with pytest.raises(RecipeError, match="seed is -1"):
        write_recipe(Recipe(seed=-1))


def test_values_from_a_command_line():
    changed = with_values(
        Recipe(),
        {
            "movement.reps": "3",
            "movement.faults.lumbar_drift_deg": "15",
            "movement.lift": "sumo",
            "movement.knee_setup_deg": "70",
            "wardrobe.belt": "true",
            "video.caption": "2024",
        },
    )
    assert changed.movement.reps == 3
    assert changed.movement.faults == Faults(lumbar_drift_deg=15.0)
    assert changed.movement.lift == "sumo"
    assert changed.wardrobe.belt is True
    assert changed.video.caption == "2024"
    again = with_values(changed, {"movement.knee_setup_deg": "usual"})
    assert again.movement.knee_setup_deg is None


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("movement.reps", "3.0", "movement.reps is '3.0', but must be a whole number"),
        ("wardrobe.belt", "yes", "wardrobe.belt is 'yes', but must be true or false"),
        ("movement.pull_s", "nan", "movement.pull_s is nan"),
        ("movement.pull_s", "usual", "movement.pull_s is 'usual'"),
        ("movement.faults", "1", "movement.faults is no key"),
        ("movement.yaw_deg", "1", "Did you mean camera.yaw_deg?"),
    ],
)
def test_bad_values_from_a_command_line_are_refused(key, text, words):
    with pytest.raises(RecipeError) as caught:
        with_values(Recipe(), {key: text})
    assert words in str(caught.value)


def test_toml_of_every_kind_of_value_is_toml():
    recipe = with_values(Recipe(), {"scene.clutter": "1e-9", "movement.knee_setup_deg": "70"})
    assert tomllib.loads(write_recipe(recipe))["scene"]["clutter"] == 1e-9


def documented():
    """The rows of the documentation's tables of keys: key to default and what is allowed."""
    rows, table = {}, None
    for line in DOCUMENTATION.read_text("utf-8").splitlines():
        if line.startswith("### "):
            found = re.search(r"`\[(.+)\]`", line)
            table = f"{found[1]}." if found else ""
        elif line.startswith("## "):
            table = None
        elif table is not None and line.startswith("| `"):
            name, default, allowed = (cell.strip() for cell in line.split("|")[1:4])
            rows[f"{table}{name.strip('`')}"] = (default.strip("`"), allowed)
    return rows


def test_the_documentation_lists_every_key_with_its_default_and_range():
    rows = documented()
    assert set(rows) == set(value_types())
    defaults = dict(flat(recipe_as_mapping(Recipe())))
    for key, (default, allowed) in rows.items():
        if key in RANGES and not key.endswith("seed"):
            assert allowed == "{:g} to {:g}".format(*RANGES[key]), key
        for choice in choices(plain_type(value_types()[key])):
            assert f"`{choice}`" in allowed, key
        if key in LONGEST:
            assert str(LONGEST[key]) in allowed
        text = {"none": "", "usual": "usual"}.get(default, default)
        value = with_values(Recipe(), {key: text})
        assert dict(flat(recipe_as_mapping(value)))[key] == defaults[key], key


def test_the_examples_of_the_documentation_are_recipes():
    examples = re.findall(r"```toml\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        assert recipe_from_mapping(tomllib.loads(example)) != Recipe()
