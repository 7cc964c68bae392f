"""The page is whole, escapes what is hostile, and loads nothing from elsewhere."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from liftvision.measurement import Measurement
from liftvision.report.html import render_report, spelled_out, summary, written
from tests.stick_lifter import as_analysis, deadlift

HOSTILE = "<script>alert(1)</script>\"'&{{ 7 * 7 }}"


class Tags(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.seen = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page():
    return render_report(as_analysis(deadlift(3)), overlay=True)


def test_everything_is_on_the_page(page):
    assert "3 reps of the conventional deadlift, filmed from the side." in page
    assert page.count("1.20 ± 0.03\N{NO-BREAK SPACE}s") == 3
    assert "80 ± 4°" in page
    assert "filmed from the side: film from the front" in page
    assert "The bar is taken from the wrists." in page
    assert "It is not medical advice" in page
    assert 'src="overlay.mp4"' in page
    assert 'src="curves.png"' in page


def test_without_overlay_there_is_no_video():
    page = render_report(as_analysis(deadlift(1)), overlay=False)
    assert "video" not in {tag for tag, _ in Tags(page).seen}


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs(page):
    tags = Tags(page).seen
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in tags}
    targets = [attrs[name] for _, attrs in tags for name in ("src", "href") if name in attrs]
    assert set(targets) == {"overlay.mp4", "curves.png"}
    assert not any(name.startswith("on") for _, attrs in tags for name in attrs)


def test_policy_allows_the_style_that_is_there(page):
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = next(
        a["content"] for _, a in Tags(page).seen if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "url(" not in style


def test_hostile_names_and_reasons_are_text():
    analysis = as_analysis(deadlift(1))
    rep = replace(
        analysis.set.reps[0],
        metrics={HOSTILE: Measurement.not_measured("deg", HOSTILE)},
    )
    hostile = replace(
        analysis,
        clip=replace(analysis.clip, path=Path(HOSTILE.replace("/", "") + "\udcff.mp4")),
        set=replace(analysis.set, reason=HOSTILE, reps=(rep,), metrics=dict(rep.metrics)),
        warnings=(HOSTILE,),
        model=HOSTILE,
    )
    page = render_report(hostile, overlay=True)
    tags = Tags(page).seen
    assert "script" not in {tag for tag, _ in tags}
    assert {"title", "class"} >= {name for tag, attrs in tags if tag == "td" for name in attrs}
    assert "49" not in re.findall(r"<h1>.*?</h1>|<li>.*?</li>", page)
    page.encode("utf-8")


@pytest.mark.parametrize(
    ("measured", "text"),
    [
        (Measurement(71.34, 4.2, "deg"), "71 ± 4°"),
        (Measurement(1.2345, 0.031, "s"), "1.23 ± 0.03\N{NO-BREAK SPACE}s"),
        (Measurement(-0.2, 3.0, "deg"), "0 ± 3°"),
        (Measurement(0.91234, 0.00001, "1"), "0.912 ± 0.000"),
        (Measurement(5.0, None, "m"), "5.00\N{NO-BREAK SPACE}m"),
        (Measurement.not_measured("m", "too few frames"), "not measured"),
    ],
)
def test_written_with_the_decimals_that_the_error_leaves(measured, text):
    assert written(measured) == text


def test_names_in_words():
    assert spelled_out("knee_flexion_l") == "Knee flexion, left"
    assert spelled_out("fppa_r") == "FPPA, right"
    assert spelled_out("bar_x") == "Bar x"


@pytest.mark.parametrize(
    ("lift", "words"), [("other", "A lift, but not a deadlift"), ("none", "Nobody lifts a bar")]
)
def test_summary_of_what_is_no_deadlift(lift, words):
    analysis = as_analysis(deadlift(0))
    assert summary(replace(analysis, set=replace(analysis.set, lift=lift))).startswith(words)
