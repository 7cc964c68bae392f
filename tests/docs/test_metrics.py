"""The pages of metrics and rules against the code, the self-check's numbers and each other."""

import importlib
import json
from pathlib import Path
from types import ModuleType

import pytest

from liftvision.barbell.wrists import bar_from_wrists
from liftvision.findings.rule import SignRule
from liftvision.findings.rule_file import default_rules
from liftvision.given import Given
from liftvision.motion.motion import UNITS
from liftvision.pipeline import measure
from liftvision.report.words import GROUPS, spelled_out
from tests.stick_lifter import deadlift, standing

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ANEW = "python docs/tools/make.py"


def module(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS / "tools"))
        return importlib.import_module(name)


catalogue = module("catalogue")
make = module("make")
CARDS = [card for page in catalogue.PAGES for card in catalogue.cards(page)]
DOCUMENTED = {
    name: unit for card in CARDS for name, unit in zip(card.names, card.units, strict=True)
}


@pytest.fixture(scope="module")
def given_by_the_program() -> dict[str, str]:
    """Every column and metric that an analysis has, measured or not, with its unit."""
    lift = deadlift(2)
    bar = bar_from_wrists(lift.pose, lift.clip.shots)
    analysis = measure(lift.clip, lift.pose, bar, camera=standing(lift.clip), given=Given())
    of_reps = [rep.metrics for rep in analysis.set.reps]
    assert of_reps
    metrics = [*of_reps, analysis.set.metrics]
    return {
        **UNITS,
        **{name: measured.unit for each in metrics for name, measured in each.items()},
    }


def test_every_number_of_the_program_is_documented_in_its_unit(given_by_the_program):
    missing = sorted(set(given_by_the_program) - set(DOCUMENTED))
    assert not missing, f"document these in docs/metrics/PAGE.toml, then {ANEW}: {missing}"
    assert {name: DOCUMENTED[name] for name in given_by_the_program} == given_by_the_program


def test_nothing_is_documented_that_the_program_does_not_give(given_by_the_program):
    assert not sorted(set(DOCUMENTED) - set(given_by_the_program))


def test_every_metric_with_a_name_in_words_is_documented():
    in_words = {name for _, names in GROUPS for name in names}
    assert in_words <= set(DOCUMENTED)


def test_every_metric_but_one_is_drawn_on_its_page():
    assert [card.title for card in CARDS if not (card.drawing or card.drawn_under)] == ["Heels"]


def test_no_name_is_documented_twice():
    names = [name for card in CARDS for name in card.names]
    assert sorted(names) == sorted(set(names))


def test_what_is_made_from_code_and_numbers_is_in_step():
    stale = [str(path.relative_to(ROOT)) for path in make.out_of_step()]
    assert not stale, f"{ANEW} writes these anew: {stale}"


def test_the_pages_have_the_numbers_of_the_self_check():
    pages = "".join((DOCS / "metrics" / f"{page}.md").read_text() for page in catalogue.PAGES)
    rows = json.loads((DOCS / "selfcheck.json").read_text())
    checked = {name for card in CARDS for name in card.checked}
    degrees = [row for row in rows if row["n"] and row["metric"] in checked]
    degrees = [row for row in degrees if row["unit"] == "deg"]
    assert len(degrees) > 30
    for row in degrees:
        lines = [line for line in pages.splitlines() if line.startswith(f"| `{row['metric']}` |")]
        assert any(f"{row['rmse']:.1f}° ({row['n']}" in line for line in lines), row


def test_every_compared_number_of_the_self_check_is_on_a_page():
    compared = {row["metric"] for row in json.loads((DOCS / "selfcheck.json").read_text())}
    events = {name for name in compared if name.endswith("_s")}
    assert compared - events <= {name for card in CARDS for name in card.checked}


def test_every_rule_is_on_the_page_of_findings_with_its_limits():
    page = (DOCS / "findings.md").read_text()
    for rule in default_rules():
        begin = page.index(f"## {rule.title}\n")
        part = page[begin : page.find("\n## ", begin + 1)]
        assert f"`{rule.code}`" in part
        assert rule.source in part
        assert f"**Evidence:** {rule.strength}" in part


def test_every_sign_of_a_rule_is_a_metric_that_is_documented():
    metrics = {name for rule in default_rules() for sign in rule.signs for name in sign.metrics}
    assert len(metrics) > 10
    assert metrics <= set(DOCUMENTED)


@pytest.mark.parametrize(
    ("metric", "limits", "row"),
    [
        ("bar_forward_drift", (0.03, 0.05, 0.08), "3 cm | 5 cm | 8 cm"),
        ("trunk_pitch", (6.0, 10.0, 15.0), "6° | 10° | 15°"),
        ("hip_shoulder_rise", (1.3, 1.6, 2.2), "1.3 | 1.6 | 2.2"),
        ("bar_wobble", (0.005, 0.008, 0.012), "0.5 cm | 0.8 cm | 1.2 cm"),
    ],
)
def test_limits_are_written_as_the_report_writes_them(metric, limits, row):
    sign = SignRule("made_up", (metric,), limits, "{value}")
    (written,) = module("rules_table")._limits(sign, {metric: "x.md"})
    assert written == f"| [{spelled_out(metric)}](x.md) | {row} |"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("trunk_lean", ["trunk_lean"]),
        ("toe_out_{side}", ["toe_out_l", "toe_out_r"]),
        (
            "hip_flexion_{event}",
            ["hip_flexion_at_lift_off", "hip_flexion_at_knee_pass", "hip_flexion_at_lockout"],
        ),
    ],
)
def test_a_pattern_stands_for_its_names(pattern, names):
    assert catalogue.spread(pattern) == names


def test_a_table_of_errors_is_read_by_its_row():
    measured = module("measured")
    unseen = catalogue.Unseen("back.md", row="drift of lumbar flexion")
    words = measured.unseen_words(unseen)
    (line,) = [line for line in (DOCS / "back.md").read_text().splitlines() if unseen.row in line]
    tight, loose = (cell.strip() for cell in line.strip("|").split("|")[1:])
    assert words == f"{unseen.row}: {tight} in tight clothes, {loose} in loose clothes"


def test_a_table_of_errors_without_that_row_is_an_error():
    with pytest.raises(ValueError, match=r"docs/back\.md has no table with a row 'no such row'"):
        module("measured").unseen_words(catalogue.Unseen("back.md", row="no such row"))


def test_a_constant_of_the_program_is_put_into_the_text():
    from liftvision.reps import rise

    text = catalogue.with_constants("{reps.rise:PITCH_ERROR_DEG}°, {reps.rise:BAR_RISE_M:cm}")
    assert text == f"{rise.PITCH_ERROR_DEG:g}°, {100.0 * rise.BAR_RISE_M:g} cm"
