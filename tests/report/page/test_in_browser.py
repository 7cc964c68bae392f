"""The report in a real browser: where clicks lead, what follows the video, who can read it.

The truth is the stick lifter's: his events, on a clock that begins ten seconds before the video, as
that of a clip analysed from ``--start`` on does.
"""

import re
import shutil
import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from liftvision.findings.review import Finding, NotJudged, Review, Sign, WentWell
from liftvision.measurement import Measurement
from liftvision.report.folder import save
from liftvision.report.html import render_report
from liftvision.reps.rep import EVENTS
from tests.report.page.browsing import LONGEST_S, Visit, browser
from tests.stick_lifter import sample_analysis

LATER_S = 10.0
FPS = 15.0
FRAME_S = 1.0 / FPS
LEFT_PX, RIGHT_PX = 46, 12
"""Beside the axes of a chart."""

SHOWN = "[...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).length"


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    """A set of two reps with findings; the clip is there, and everything is measured."""
    made = sample_analysis(tmp_path_factory.mktemp("clips"), reps=2, fps=FPS)
    metrics = {
        "lumbar_share": Measurement(31.0, 4.0, "%"),
        "lumbar_share_first_pull": Measurement.not_measured("%", "the back was hidden"),
        "bar_over_midfoot": Measurement(0.01, 0.02, "m"),
    }
    reps = tuple(replace(rep, metrics={**rep.metrics, **metrics}) for rep in made.set.reps)
    review = Review(
        tuple(_finding(number, reps[number % 2].lift_off_s + 0.1) for number in range(4)),
        (WentWell("heels_lift", "The heels stayed down.", metrics["bar_over_midfoot"]),),
        (
            NotJudged(
                "knee_cave_l", "A knee that caves in", "from the side", "Film from the front."
            ),
        ),
    )
    return replace(made, set=replace(made.set, reps=reps), review=review)


def _finding(number, time_s):
    sign = Sign("lumbar_share", Measurement(31.0, 4.0, "%"), 30.0)
    return Finding(
        code="spine_dominant", title=f"Finding {number}", severity="moderate", reps=(1, 2),
        severities=("moderate", "mild"), time_s=time_s, signs=(sign,), seen="Seen.",
        compared="Compared.", meaning="Meaning.", cue="Cue.", drills=("Drill.",), source="Source.",
        strength="weak",
    )  # fmt: skip


@pytest.fixture(scope="module")
def later(analysis):
    """The same on a clock that begins later."""
    reps = tuple(
        replace(
            rep,
            **{
                name: getattr(rep, name) + LATER_S
                for name in EVENTS
                if getattr(rep, name) is not None
            },
        )
        for rep in analysis.set.reps
    )
    findings = tuple(
        replace(each, time_s=each.time_s + LATER_S) for each in analysis.review.findings
    )
    return replace(
        analysis,
        clip=replace(analysis.clip, times=analysis.clip.times + LATER_S),
        motion=replace(analysis.motion, times=analysis.motion.times + LATER_S),
        set=replace(analysis.set, reps=reps),
        review=replace(analysis.review, findings=findings),
    )


@pytest.fixture(scope="module")
def page(tmp_path_factory, analysis, later):
    folder = save(analysis, tmp_path_factory.mktemp("report") / "out", overlay_long_side=640)
    # The overlay begins at zero whatever the clip's clock shows.
    (folder / "report.html").write_text(render_report(later, overlay=True), "utf-8")
    return folder / "report.html"


@pytest.fixture(scope="module")
def opened(chromium, page):
    with Visit(chromium, page) as visited:
        visited.wait_for("document.querySelector('video').readyState >= 2")
        yield visited


@pytest.fixture
def visit(opened):
    """The report on a screen, the video at its beginning."""
    opened.page.emulate_media(media="screen", color_scheme="light")
    opened.evaluate("document.querySelector('video').pause()")
    opened.evaluate("document.querySelector('video').currentTime = 0")
    opened.wait_for("!document.querySelector('video').seeking")
    yield opened
    assert opened.complaints == []
    assert opened.foreign() == []


def video_time(visit, wanted):
    """Wait until the video shows the clip's time, and give what it shows."""
    visit.wait_for(
        "wanted => { const v = document.querySelector('video');"
        " return !v.seeking && Math.abs(v.currentTime - wanted) < 0.05; }",
        wanted - LATER_S,
    )
    return visit.evaluate("document.querySelector('video').currentTime") + LATER_S


def cursors(visit):
    """Where on the time axis each chart's cursor is, s."""
    first, last = visit.evaluate("(d => [d.begin, d.end])(charts.data())")
    places = visit.evaluate(
        """[...document.querySelectorAll('#curves .plot')].map(plot => [
            new DOMMatrix(getComputedStyle(plot.querySelector('.cursor')).transform).m41,
            plot.clientWidth])"""
    )
    return [
        first + (last - first) * (px - LEFT_PX) / (width - LEFT_PX - RIGHT_PX)
        for px, width in places
    ]


def settled_cursors(visit, wanted):
    """Wait until every chart's cursor is at a time: a busy browser draws the charts later."""
    end = time.monotonic() + LONGEST_S
    while (places := cursors(visit)) != pytest.approx([wanted] * len(places), abs=2.5 * FRAME_S):
        assert time.monotonic() < end, f"the cursors are at {places}, not at {wanted}"
        visit.page.wait_for_timeout(30)
    return places


def test_the_video_plays_here(visit):
    assert visit.evaluate("document.querySelector('video').error") is None
    assert visit.evaluate("document.querySelector('video').videoWidth") > 100


def test_a_finding_goes_to_its_moment(visit, later):
    wanted = later.review.findings[1].time_s
    visit.page.get_by_role("button", name="See it: Finding 1").click()
    video_time(visit, wanted)
    assert cursors(visit) == pytest.approx([wanted] * len(cursors(visit)), abs=FRAME_S)
    assert "rep 2, first pull" in visit.page.locator("#now").inner_text()
    assert "rep 2, first pull" in visit.page.locator("#said").inner_text()


def test_a_finding_is_reached_by_keyboard(visit, later):
    button = visit.page.get_by_role("button", name="See it: Finding 0")
    visit.page.locator("main").focus()
    for _ in range(9):
        visit.page.keyboard.press("Tab")
        if button.evaluate("each => each === document.activeElement"):
            break
    visit.page.keyboard.press("Enter")
    video_time(visit, later.review.findings[0].time_s)


@pytest.mark.parametrize("part", [0.2, 0.7])
def test_a_curve_goes_where_it_is_clicked(visit, later, part):
    plot = visit.page.locator("#curves .plot").nth(1)
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    place = LEFT_PX + part * (box["width"] - LEFT_PX - RIGHT_PX)
    plot.click(position={"x": place, "y": 60})
    first, last = later.clip.times[[0, -1]]
    video_time(visit, first + part * (last - first))


def test_a_phase_an_event_a_rep_and_the_path_lead_to_their_time(visit, later):
    second = later.set.reps[1]
    ribbon = visit.page.locator(".ribbon rect", has_text="rep 2, lowering")
    ribbon.dispatch_event("click")
    video_time(visit, second.lowering_s)
    visit.page.get_by_role("group", name="Rep 2").get_by_role("button", name="lift-off").click()
    video_time(visit, second.lift_off_s)
    picture = visit.page.locator("svg.rep").nth(1)
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] - 2, "y": 20})
    video_time(visit, second.lockout_s)
    drawing = visit.page.locator("svg.bar-path")
    drawing.scroll_into_view_if_needed()
    drawing.click(position={"x": drawing.bounding_box()["width"] / 2, "y": 3})
    highest = visit.evaluate(
        "charts.data().paths.flatMap(p => p.t.map((t, i) => [p.y[i], t]))"
        ".filter(each => each[0] !== null).sort((a, b) => a[0] - b[0]).slice(0, 60).map(e => e[1])"
    )
    visit.wait_for("!document.querySelector('video').seeking")
    reached = visit.evaluate("document.querySelector('video').currentTime") + LATER_S
    assert np.abs(np.array(highest) - reached).min() < FRAME_S


def test_the_cursors_follow_the_video_while_it_plays(visit):
    settled_cursors(visit, LATER_S)
    visit.evaluate("document.querySelector('video').play()")
    visit.wait_for("document.querySelector('video').currentTime > 0.6")
    visit.evaluate("document.querySelector('video').pause()")
    shown = visit.evaluate("document.querySelector('video').currentTime") + LATER_S
    assert len(settled_cursors(visit, shown)) > 1


def test_the_values_over_a_curve_are_those_at_the_cursor(visit, later):
    lift_off = later.set.reps[0].lift_off_s
    visit.page.get_by_role("group", name="Rep 1").get_by_role("button", name="lift-off").click()
    video_time(visit, lift_off)
    frame = int(np.searchsorted(later.clip.times, lift_off + 0.002, side="right")) - 1
    trunk = later.motion.columns["trunk_lean"][frame]
    chip = visit.page.locator(".chip", has_text="trunk lean").inner_text()
    assert float(re.search(r"-?\d+(\.\d+)?", chip)[0]) == pytest.approx(trunk, abs=1.0)


def test_a_drag_zooms_every_curve_and_does_not_seek(visit):
    plot = visit.page.locator("#curves .plot").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    visit.page.mouse.move(box["x"] + 120, box["y"] + 60)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 260, box["y"] + 60, steps=6)
    visit.page.mouse.up()
    ranges = "[...document.querySelectorAll('#curves .plot')].map(p => p.layout.xaxis.range.join())"
    visit.wait_for(f"new Set({ranges}).size === 1 && {ranges}[0] !== `${{charts.data().begin}}`")
    low, high = (float(each) for each in visit.evaluate(ranges)[0].split(","))
    whole = visit.evaluate("(d => d.end - d.begin)(charts.data())")
    assert 0.05 * whole < high - low < 0.6 * whole
    assert visit.evaluate("document.querySelector('video').currentTime") == 0
    visit.page.mouse.dblclick(box["x"] + 200, box["y"] + 60)
    visit.wait_for(
        f"span => {ranges}.every(r => Math.abs(r.split(',')[1] - r.split(',')[0] - span) < 0.01)",
        whole,
    )


def test_the_cursors_stay_in_place_when_the_window_changes(visit, later):
    lockout = later.set.reps[0].lockout_s
    visit.page.get_by_role("group", name="Rep 1").get_by_role("button", name="lockout").click()
    video_time(visit, lockout)
    width = "document.querySelector('#curves .plot svg').getBoundingClientRect().width"
    before = visit.evaluate(width)
    visit.page.set_viewport_size({"width": 500, "height": 900})
    visit.wait_for(f"before => Math.abs({width} - before) > 50", before)
    visit.page.wait_for_timeout(100)
    assert cursors(visit) == pytest.approx([lockout] * len(cursors(visit)), abs=FRAME_S)
    visit.page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_within_its_width(chromium, page, scheme):
    with Visit(chromium, page, width=390, height=844, color_scheme=scheme) as phone:
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        dark = scheme == "dark"
        ground = phone.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(int(each) for each in re.findall(r"\d+", ground)[:3]) < 150) == dark
        colours = phone.evaluate(
            "document.querySelector('#curves .plot').data.map(trace => trace.line.color)"
        )
        ours = phone.evaluate("charts.data().panels[0].lines.map(line => line.colour)")
        assert set(colours) >= {each[scheme] for each in ours}
        assert phone.complaints == []


def test_headings_names_and_landmarks_are_in_order(visit):
    levels = visit.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for role in ("banner", "main", "contentinfo", "navigation"):
        assert visit.page.get_by_role(role).count() == 1
    for unnamed in (
        "img:not([alt])", 'img[alt=""]', "svg[role=img]:not([aria-label])",
        "video:not([aria-label])", "figure.chart:not([aria-label])",
        "button:empty", "a:empty", "section:not([aria-label]):not([aria-labelledby])",
    ):  # fmt: skip
        assert visit.page.locator(unnamed).count() == 0, unnamed
    assert visit.page.locator("#said").get_attribute("aria-live") == "polite"
    words = visit.page.locator("figure.chart").first.get_attribute("aria-label")
    assert re.search(r"from -?[\d.]+ .* to -?[\d.]+", words)


def test_without_script_everything_stands_still_but_is_there(chromium, page):
    with Visit(chromium, page, java_script_enabled=False) as still:
        for words in ("Finding 0", "The heels stayed down.", "Film from the front."):
            assert still.page.get_by_text(words, exact=words != "Finding 0").count() >= 1
        assert still.page.locator('img[src="curves.png"]').is_visible()
        assert still.page.locator('img[src="moment.jpg"]').is_visible()
        assert still.page.locator("svg.bar-path").is_visible()
        assert still.page.locator("svg.rep").first.is_visible()
        assert not still.page.locator("button").first.is_visible()
        assert not still.page.locator("figure.chart").first.is_visible()


def test_without_plotly_the_picture_stands_for_the_curves(chromium, page, later, tmp_path):
    lone = shutil.copytree(page.parent, tmp_path / "lone")
    (lone / "plotly.min.js").unlink()
    with Visit(chromium, lone / "report.html") as visit:
        assert visit.page.locator('img[src="curves.png"]').is_visible()
        visit.wait_for("document.querySelector('video').readyState >= 2")
        visit.page.get_by_role("button", name="See it: Finding 0").click()
        video_time(visit, later.review.findings[0].time_s)


def test_print_has_pictures_in_place_of_what_moves(visit):
    visit.page.emulate_media(media="print")
    assert visit.page.locator('img[src="curves.png"]').is_visible()
    assert visit.page.locator('img[src="moment.jpg"]').is_visible()
    assert visit.evaluate(f"(selector => {SHOWN})('video, .plot, button, nav')") == 0
    loaded = "[...document.images].every(image => image.complete && image.naturalWidth > 0)"
    assert visit.evaluate(loaded)


def test_colours_change_with_the_scheme(visit):
    colour = "document.querySelector('#curves .plot').data.at(-1).line.color"
    visit.page.emulate_media(color_scheme="light")
    light = visit.evaluate(colour)
    visit.page.emulate_media(color_scheme="dark")
    visit.wait_for(f"light => {colour} !== light", light)
