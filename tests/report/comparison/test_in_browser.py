"""The comparison in a real browser: all videos show the same part of the rep.

The truth is one movement, filmed twice, the second time slower by `FACTOR` throughout: the second
video's time is always the first one's times the factor.
"""

import re
from itertools import pairwise

import pytest

from liftvision.report.comparison.folder import PAGE_NAME, save
from tests.report.comparison.filmed_sets import FACTOR, FPS, LOOK_S, filmed_comparison
from tests.report.page.browsing import Visit, browser

EXACT_S = 0.02
PLAYING_S = 2.5 / FPS
"""Of the first one's clock, while both play."""

TIMES = "[...document.querySelectorAll('video')].map(video => video.currentTime)"
AT_REST = "[...document.querySelectorAll('video')].every(v => v.readyState >= 2 && !v.seeking)"


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return filmed_comparison(tmp_path_factory.mktemp("sets"))


@pytest.fixture(scope="module")
def page(tmp_path_factory, comparison):
    return save(comparison, tmp_path_factory.mktemp("out") / "compared") / PAGE_NAME


@pytest.fixture(scope="module")
def opened(chromium, page):
    with Visit(chromium, page) as visited:
        visited.wait_for(AT_REST)
        yield visited


@pytest.fixture
def visit(opened):
    """The page as it is when it is opened: the first reps, at lift-off."""
    opened.page.emulate_media(media="screen", color_scheme="light")
    for letter in "AB":
        opened.page.get_by_label(f"Rep of {letter}").select_option(label="1")
    opened.page.get_by_role("button", name="lift-off", exact=True).click()
    opened.wait_for(AT_REST)
    yield opened
    assert opened.complaints == []
    assert opened.foreign() == []


def shown(visit, wanted=None):
    """What both videos show, at rest; ``wanted``: wait until the first one shows it."""
    if wanted is not None:
        visit.wait_for(f"wanted => {AT_REST} && Math.abs({TIMES}[0] - wanted) < 0.02", wanted)
    visit.wait_for(AT_REST)
    return visit.evaluate(TIMES)


def assert_in_step(times, within=EXACT_S):
    assert times[1] == pytest.approx(FACTOR * times[0], abs=FACTOR * within)


def first_rep(comparison):
    return comparison.sessions[0].analysis.set.reps[0]


def test_both_begin_at_lift_off(opened, comparison):
    times = shown(opened, first_rep(comparison).lift_off_s)
    assert_in_step(times)


def test_events_lead_both_there(visit, comparison):
    for event, name in (("lockout_s", "lockout"), ("knee_pass_s", "bar at the knee")):
        visit.page.get_by_role("button", name=name, exact=True).click()
        assert_in_step(shown(visit, getattr(first_rep(comparison), event)))
        assert name in visit.page.locator("#said").inner_text()


def test_the_place_is_reached_by_keyboard(visit, comparison):
    shown(visit, first_rep(comparison).lift_off_s)
    slider = visit.page.get_by_role("slider", name="Where in the rep")
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        if slider.evaluate("each => each === document.activeElement"):
            break
    for _ in range(10):
        visit.page.keyboard.press("ArrowRight")
    times = shown(visit, first_rep(comparison).lift_off_s + 10 * 0.02)
    assert_in_step(times)
    assert slider.get_attribute("aria-valuetext").startswith("A, rep 1: lift-off +")


def test_seeking_anywhere_keeps_them_in_step(visit):
    slider = visit.page.locator("#place")
    last = float(slider.get_attribute("max"))
    before = shown(visit)[0]
    for part in (0.9, 0.1, 0.62, 0.33):
        slider.fill(str(round(part * last / 0.02) * 0.02))
        times = shown(visit)
        visit.wait_for(f"before => {TIMES}[0] !== before", before)
        assert_in_step(shown(visit))
        before = times[0]


def test_playing_keeps_them_in_step_at_the_first_ones_speed(visit, comparison):
    begin = shown(visit, first_rep(comparison).lift_off_s)[0]
    clock = visit.evaluate("performance.now()")
    visit.page.get_by_role("button", name="Play").click()
    visit.wait_for(f"begin => {TIMES}[0] > begin + 0.9", begin)
    while_playing, passed = visit.evaluate(f"[{TIMES}, performance.now()]")
    assert_in_step(while_playing, PLAYING_S)
    assert while_playing[0] - begin == pytest.approx((passed - clock) / 1000.0, abs=0.4)
    visit.page.get_by_role("button", name="Pause").click()
    assert_in_step(shown(visit))
    assert visit.evaluate("[...document.querySelectorAll('video')].every(v => v.paused)")


def test_space_plays_and_the_end_of_the_rep_stops(visit, comparison):
    visit.page.get_by_role("button", name="end", exact=True).click()
    shown(visit, first_rep(comparison).end_s)
    visit.page.locator("#place").focus()
    visit.page.keyboard.press(" ")
    visit.wait_for("document.getElementById('play').textContent === 'Pause'")
    visit.wait_for("document.getElementById('play').textContent === 'Play'")
    ends = [session.analysis.set.reps[0].end_s for session in comparison.sessions]
    # After the last event both go on at their own speed.
    assert shown(visit) == pytest.approx([end + 0.5 for end in ends], abs=0.05)


def test_another_rep_of_one_set_is_at_the_same_part(visit, comparison):
    slow = comparison.sessions[1].analysis.set.reps[1]
    visit.page.get_by_role("button", name="lockout", exact=True).click()
    first = shown(visit, first_rep(comparison).lockout_s)[0]
    visit.page.get_by_label("Rep of B").select_option(label="2")
    visit.wait_for(f"wanted => Math.abs({TIMES}[1] - wanted) < 0.02", slow.lockout_s)
    assert shown(visit)[0] == first
    visit.page.get_by_label("Rep of A").select_option(label="2")
    second = comparison.sessions[0].analysis.set.reps[1]
    shown(visit, second.lockout_s)


def test_a_finding_leads_to_its_moment_in_its_set(visit):
    visit.page.get_by_role("button", name=re.compile("^See it in B")).click()
    times = shown(visit, LOOK_S / FACTOR)
    assert times[1] == pytest.approx(LOOK_S, abs=EXACT_S)
    assert_in_step(times)


def test_a_click_in_a_curve_leads_there_and_the_cursors_follow(visit, comparison):
    plot = visit.page.locator("#curves .plot").first
    plot.scroll_into_view_if_needed()
    low, high, width = visit.evaluate(
        "(p => [...p.layout.xaxis.range, p.clientWidth])(document.querySelector('#curves .plot'))"
    )
    px = 46 + (100.0 - low) / (high - low) * (width - 46 - 12)
    plot.click(position={"x": px, "y": 60})
    wanted = first_rep(comparison).lockout_s
    visit.wait_for(f"wanted => Math.abs({TIMES}[0] - wanted) < 0.05", wanted)
    assert_in_step(shown(visit))
    cursor = visit.evaluate(
        "new DOMMatrix(getComputedStyle(document.querySelector('.cursor')).transform).m41"
    )
    assert cursor == pytest.approx(px, abs=3.0)


def test_the_axis_names_the_events_in_light_and_dark(visit):
    ticks = "[...document.querySelectorAll('.xtick')].map(t => t.textContent).filter(t => t)"
    for scheme in ("light", "dark"):
        visit.page.emulate_media(color_scheme=scheme)
        visit.wait_for(f"{ticks}.join().startsWith('lift-off,knee,lockout,end')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_both_videos_at_once_within_its_width(chromium, page, scheme):
    with Visit(chromium, page, width=390, height=844, color_scheme=scheme) as phone:
        phone.wait_for(AT_REST)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        boxes = [video.bounding_box() for video in phone.page.locator("video").all()]
        top = min(box["y"] for box in boxes)
        bottom = max(box["y"] + box["height"] for box in boxes)
        assert bottom - top < 844
        assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
        assert phone.complaints == []


def test_without_a_script_videos_and_curves_are_there(chromium, page):
    with Visit(chromium, page, java_script_enabled=False) as still:
        assert still.page.locator("video[controls]").count() == 2
        assert still.page.locator("svg.still-curve").first.is_visible()
        assert not still.page.locator("#play").is_visible()


def test_print_shows_still_curves(visit):
    visit.page.emulate_media(media="print")
    assert visit.page.locator("svg.still-curve").first.is_visible()
    assert not visit.page.locator("video").first.is_visible()


def test_names_and_headings(visit):
    levels = visit.evaluate(
        "[...document.querySelectorAll('h1,h2,h3')].map(each => Number(each.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    named = ("svg[role=img]", "video", "figure.live", "input", "select")
    unnamed = ",".join(f"{each}:not([aria-label])" for each in named)
    assert visit.page.locator(unnamed).count() == 0


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_video_is_explained_and_the_other_plays_on(chromium, tmp_path, missing):
    comparison = filmed_comparison(tmp_path, overlays=tuple(i != missing for i in range(2)))
    out = save(comparison, tmp_path / "compared")
    letter = "AB"[missing]
    with Visit(chromium, out / PAGE_NAME) as visit:
        visit.wait_for(AT_REST)
        assert (
            f"liftvision analyze {letter}.mp4 --out {letter}.liftvision"
            in visit.page.locator(".missing").inner_text()
        )
        factor = FACTOR if missing == 0 else 1.0
        lockout = factor * first_rep(comparison).lockout_s
        visit.page.get_by_role("button", name="lockout", exact=True).click()
        visit.wait_for(f"wanted => Math.abs({TIMES}[0] - wanted) < 0.02", lockout)
        visit.page.get_by_role("button", name="Play").click()
        visit.wait_for(f"from => {TIMES}[0] > from + 0.2", lockout)
        assert visit.complaints == []
