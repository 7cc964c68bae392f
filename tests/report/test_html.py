"""The page is whole, escapes what is hostile, and loads nothing from elsewhere."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from liftvision.findings.review import Finding, NotJudged, Review, Sign, WentWell
from liftvision.measurement import Measurement
from liftvision.motion.back import Back
from liftvision.report.html import render_report, summary
from tests.report.back_lifter import with_back
from tests.report.fitted_lifter import HIDDEN, with_body
from tests.report.plate_lifter import with_plate
from tests.stick_lifter import as_analysis, deadlift

NUMBERS = "All numbers, rep by rep</h2>"
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


def test_nothing_is_loaded_from_elsewhere(page):
    tags = Tags(page).seen
    assert not {"link", "iframe", "object", "embed", "base"} & {tag for tag, _ in tags}
    targets = [attrs[name] for _, attrs in tags for name in ("src", "href") if name in attrs]
    files = {target for target in targets if not target.startswith("#")}
    assert files == {
        "overlay.mp4", "moment.jpg", "curves.png", "bar_path.png", "plotly.min.js",
    }  # fmt: skip
    assert not any(name.startswith("on") or name == "style" for _, attrs in tags for name in attrs)


def test_every_target_within_the_page_is_there(page):
    tags = Tags(page).seen
    names = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(names) == len(set(names))
    within = [attrs["href"][1:] for _, attrs in tags if attrs.get("href", "").startswith("#")]
    titles = [attrs["aria-labelledby"] for _, attrs in tags if "aria-labelledby" in attrs]
    assert {*within, *titles} <= set(names)
    assert len(titles) >= 4


def test_policy_allows_the_scripts_that_are_there_and_no_other(page):
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = policy_of(page)
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(hashes) == 2
    assert f"script-src 'self' file: 'sha256-{hashes[0]}' 'sha256-{hashes[1]}';" in policy
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "style-src-attr 'none'" in policy
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style


def policy_of(page):
    return next(
        a["content"] for _, a in Tags(page).seen if a.get("http-equiv") == "Content-Security-Policy"
    )


def test_hostile_names_and_reasons_are_text(page):
    analysis = as_analysis(deadlift(1))
    share = Measurement.not_measured("%", HOSTILE)
    rep = replace(
        analysis.set.reps[0],
        metrics={HOSTILE: Measurement.not_measured("deg", HOSTILE), "lumbar_share": share},
    )
    mild = finding(HOSTILE, reps=(1,))
    text = dict.fromkeys(("seen", "compared", "meaning", "cue", "source"), HOSTILE)
    review = Review(
        (replace(mild, **text, drills=(HOSTILE,)),),
        (WentWell("heels_lift", HOSTILE, mild.measured),),
        (NotJudged("bar_tilt", HOSTILE, HOSTILE, HOSTILE),),
    )
    hostile = replace(
        analysis,
        clip=replace(analysis.clip, path=Path(HOSTILE.replace("/", "") + "\udcff.mp4")),
        set=replace(analysis.set, reason=HOSTILE, reps=(rep,), metrics=dict(rep.metrics)),
        warnings=(HOSTILE,),
        model=HOSTILE,
        review=review,
    )
    told = render_report(hostile, overlay=True)
    tags = Tags(told).seen
    assert [tag for tag, _ in tags].count("script") == 4
    assert policy_of(told) == policy_of(page), "the scripts are those of every report"
    assert {"title", "class"} >= {name for tag, attrs in tags if tag == "td" for name in attrs}
    assert "49" not in re.findall(r"<h1>.*?</h1>|<li>.*?</li>", told)
    told.encode("utf-8")


def test_what_matters_comes_first_then_what_went_well():
    analysis = as_analysis(deadlift(2))
    found = tuple(finding(f"Title {n}", reps=(1, 2)) for n in range(1, 5))
    well = WentWell("heels_lift", "The heels stayed down.", found[0].measured)
    unseen = NotJudged(
        "knee_cave_l", "A knee that caves in", "from the side", "Film from the front."
    )
    reviewed = replace(analysis, review=Review(found, (well,), (unseen,)))
    page = render_report(reviewed, overlay=True)
    order = [
        "Three things stand out", "Title 1", "Severe: well worth working on", "See it: 0:03.2",
        "It was <b>".replace("<", "&lt;").replace(">", "&gt;"), "Compared.",
        "Meaning.", "Cue.", "Drill.", "supported by some studies. Source.", "Title 3",
        "1 more, of less weight", "Title 4", "The heels stayed down.", "A knee that caves in",
        "from the side", "Film from the front.", "<video", "Curves</h2>",
    ]  # fmt: skip
    place = 0
    for words in order:
        place = page.index(words, place)
    assert page.count('data-show="video"') == 4
    alone = render_report(reviewed, overlay=False)
    assert "data-seek=" not in alone, "there is no video to go to"
    assert "See it" not in alone


def test_nothing_found_is_said_plainly():
    analysis = as_analysis(deadlift(1))
    assert "Nothing could be told for sure in this clip." in render_report(analysis, overlay=False)
    well = WentWell("heels_lift", "The heels stayed down.", Measurement(0.0, 0.1, "m"))
    page = render_report(replace(analysis, review=Review((), (well,))), overlay=False)
    assert "Nothing stands out in what could be judged." in page


def test_the_page_itself_frightens_nobody():
    words = render_report(with_back(2), overlay=True).split("<main")[1].split("<script")[0].lower()
    for scare in ("danger", "injur", "damage", "diagnos", "unsafe", "harm", "wrong"):
        assert scare not in words


def test_without_reps_nothing_is_judged():
    page = render_report(as_analysis(deadlift(0)), overlay=True)
    assert "What matters most" not in page
    assert "Rep by rep" not in page


def finding(title, *, reps, severity="severe", time_s=3.2):
    sign = Sign("lumbar_share", Measurement(42.0, 4.0, "%"), 30.0)
    return Finding(
        code="spine_dominant", title=title, severity=severity, reps=reps,
        severities=(severity,) * len(reps), time_s=time_s, signs=(sign,), seen="It was <b>.",
        compared="Compared.", meaning="Meaning.", cue="Cue.", drills=("Drill.",), source="Source.",
        strength="moderate",
    )  # fmt: skip


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
    table, rest = page.split(NUMBERS)[1].split("</table>")
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
    rest = page.split("Not measured, and why</h2>")[1].split("</section>")[0]
    names = (
        "Knee flexion at lockout; Knee flexion, right (in some frames); "
        "Trunk-thigh flexion, right (in some frames)"
    )
    assert f"<dt>{names}</dt>\n<dd>{HIDDEN}</dd>" in rest
    assert rest.count(HIDDEN) == 1


def test_bar_tells_what_it_was_taken_from_and_why_not_from_better():
    page = render_report(as_analysis(deadlift(1)), overlay=False)
    section = page.split(">The bar</h2>")[1].split("</section>")[0]
    assert "the wrists, in 100 % of the frames" in section
    assert "no plate was found" in section
    page = render_report(with_plate(1), overlay=False)
    section = page.split(">The bar</h2>")[1].split("</section>")[0]
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
    assert page.split(NUMBERS)[1].count("26 ± 4\N{NO-BREAK SPACE}%") == 2
    section = page.split(">The back</h2>")[1].split("</section>")[0]
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
    assert f"Not measured (whole pull): {reason}" in page
    assert page.split("Not measured, and why</h2>")[1].count(reason) == 1
    assert "Lumbar flexion; Pelvis tilt; Hip flexion; Hip against spine</dt>" in page
    assert ">The back</h2>" not in page


def test_nothing_is_said_of_a_bar_that_was_never_at_the_knee():
    analysis = as_analysis(deadlift(2))
    words = "the short line is the bar at the knee"
    assert words in render_report(analysis, overlay=False)
    reps = tuple(replace(rep, knee_pass_s=None) for rep in analysis.set.reps)
    squats = replace(analysis, set=replace(analysis.set, reps=reps))
    assert words not in render_report(squats, overlay=False)
