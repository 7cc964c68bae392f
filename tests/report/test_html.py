"""The page is whole, escapes what is hostile, and loads nothing from elsewhere."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.report.html import render_report, summary
from tests.report.back_lifter import with_back
from tests.report.fitted_lifter import HIDDEN, with_body
from tests.report.plate_lifter import with_plate
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
    assert set(targets) == {"overlay.mp4", "curves.png", "bar_path.png"}
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


def test_bar_metrics_come_first_with_their_rule_and_in_cm():
    analysis = as_analysis(deadlift(2))
    for rep in analysis.set.reps:
        rep.metrics["mean_concentric_velocity"] = Measurement(
            0.512, 0.012, "m/s", rule="from <peak> outwards"
        )
        rep.metrics["bar_forward_drift"] = Measurement(0.0213, 0.004, "m")
    page = render_report(analysis, overlay=False)
    assert page.count("0.512 ± 0.012\N{NO-BREAK SPACE}m/s") == 2
    assert page.count("2.1 ± 0.4\N{NO-BREAK SPACE}cm") == 2
    assert '<span class="small">from &lt;peak&gt; outwards</span>' in page
    titles = ["Bar velocity", "Bar path", "Joints", "When"]
    places = [page.index(f">{title}</th>") for title in titles]
    assert places == sorted(places)


def test_a_metric_of_no_rep_is_only_under_not_measured():
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    for rep in (first, second):
        rep.metrics["mean_power"] = Measurement.not_measured("W", "the load is not known")
    first.metrics["bar_wobble"] = Measurement.not_measured("m", "too few frames")
    second.metrics["bar_wobble"] = Measurement(0.004, 0.001, "m")
    page = render_report(analysis, overlay=False)
    table, rest = page.split("</table>")
    assert "Mean power" not in table
    assert "<dt>Mean power</dt>" in rest
    assert "the load is not known" in rest
    assert 'title="too few frames"' in table
    assert "Wobble" not in rest


def test_what_was_measured_in_part_is_told_with_the_rest_of_its_reason():
    analysis = with_body()
    analysis.set.reps[0].metrics["knee_flexion_at_lockout"] = Measurement.not_measured(
        "deg", HIDDEN
    )
    page = render_report(analysis, overlay=False)
    rest = page.split("<h2>Not measured, and why</h2>")[1].split("</section>")[0]
    names = (
        "Knee flexion at lockout; Knee flexion, right (in some frames); "
        "Trunk-thigh flexion, right (in some frames)"
    )
    assert f"<dt>{names}</dt>\n<dd>{HIDDEN}</dd>" in rest
    assert rest.count(HIDDEN) == 1


def test_bar_tells_what_it_was_taken_from_and_why_not_from_better():
    page = render_report(as_analysis(deadlift(1)), overlay=False)
    section = page.split("<h2>The bar</h2>")[1].split("</section>")[0]
    assert "the wrists, in 100 % of the frames" in section
    assert "no plate was found" in section
    page = render_report(with_plate(1), overlay=False)
    section = page.split("<h2>The bar</h2>")[1].split("</section>")[0]
    assert "the near plate, in" in section
    assert "6 frames bridged by the wrists" in section


def test_a_lone_rep_is_not_told_twice():
    for reps, is_told in ((1, False), (2, True)):
        analysis = as_analysis(deadlift(reps))
        mean = {"top_hold": Measurement(0.8, 0.03, "s")}
        whole = replace(analysis.set, metrics=mean)
        page = render_report(replace(analysis, set=whole), overlay=False)
        assert ("Hold at the top, mean of the reps" in page) == is_told


def test_bar_path_is_shown_where_there_is_one():
    assert 'src="bar_path.png"' in render_report(with_plate(1), overlay=False)
    from_front = render_report(as_analysis(deadlift(1, yaw_deg=0.0)), overlay=False)
    assert "bar_path.png" not in from_front


def test_floor_contact_and_remarks_are_told():
    analysis = as_analysis(deadlift(2))
    first, second = analysis.set.reps
    reps = (first, replace(second, floor="touch_and_go"))
    lifted = replace(analysis.set, reps=reps, remarks=("Hands and bar <disagree>.",))
    page = render_report(replace(analysis, set=lifted), overlay=False)
    assert "touch and go" in page
    assert "<p>Hands and bar &lt;disagree&gt;.</p>" in page


@pytest.mark.parametrize(
    ("lift", "words"), [("other", "A lift, but not a deadlift"), ("none", "Nobody lifts a bar")]
)
def test_summary_of_what_is_no_deadlift(lift, words):
    analysis = as_analysis(deadlift(0))
    assert summary(replace(analysis, set=replace(analysis.set, lift=lift))).startswith(words)


def test_hip_against_spine_comes_first_and_says_what_it_rests_on():
    page = render_report(with_back(2), overlay=False)
    assert page.index(">Hip against spine</th>") < page.index(">When</th>")
    assert page.count("26 ± 4\N{NO-BREAK SPACE}%") == 2
    section = page.split("<h2>The back</h2>")[1].split("</section>")[0]
    assert "the outline of the back" in section
    assert "tight clothes" in section


def test_a_back_that_was_not_measured_has_its_reason_once():
    analysis = with_plate(1)
    reason = "the shirt hides the back"
    columns = ("lumbar_flexion", "pelvis_tilt", "hip_flexion_l", "hip_flexion_r")
    absent = {**analysis.motion.not_measured, **dict.fromkeys(columns, reason)}
    for name in ("lumbar_share", "lumbar_drift", "hip_contribution"):
        analysis.set.reps[0].metrics[name] = Measurement.not_measured("deg", reason)
    backs = (Back.not_measured(reason),)
    motion = replace(analysis.motion, not_measured=absent, backs=backs)
    page = render_report(replace(analysis, motion=motion), overlay=False)
    assert page.count(reason) == 1
    assert "Lumbar flexion; Pelvis tilt; Hip flexion; Hip against spine</dt>" in page
    assert "<h2>The back</h2>" not in page
