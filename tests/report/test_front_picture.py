"""The frontal plane on the picture: sides, colours, numbers, bars, and what is not measured."""

import numpy as np
import pytest

from liftvision.pose.landmarks import SIDES, of_side
from liftvision.report import front_picture
from liftvision.report.colours import CAVING, LEFT, MUTED, RIGHT, SEPARATION
from liftvision.report.front_picture import inward_words
from liftvision.report.overlay import plan_overlay
from tests.report.front_lifter import frame_of, from_front


def drawn(planned, frame):
    """One frame on a grey picture, without the strip."""
    picture = np.full((planned.layout.picture_height, planned.layout.width, 3), 60, np.uint8)
    planned.draw_picture(picture, frame)
    return picture


def count(image, colour):
    """Pixels of exactly a colour."""
    return int((image == np.array(colour, np.uint8)).all(axis=2).sum())


@pytest.fixture
def words(monkeypatch):
    """What the frontal picture writes: the word, and the box it is pasted into."""
    texts, pasted = {}, []
    word, paste = front_picture.sprites.word, front_picture.sprites.paste

    def remember(text, *args, **options):
        sprite = word(text, *args, **options)
        texts[id(sprite)] = text
        return sprite

    def note(image, sprite, x, y, anchor):
        if id(sprite) in texts:
            left, top = x - anchor[0] * sprite.width, y - anchor[1] * sprite.height
            box = (left, top, left + sprite.width, top + sprite.height)
            pasted.append((texts[id(sprite)], box))
        paste(image, sprite, x, y, anchor)

    monkeypatch.setattr(front_picture.sprites, "word", remember)
    monkeypatch.setattr(front_picture.sprites, "paste", note)
    return pasted


def test_angles_are_written_with_their_direction():
    assert [inward_words(angle) for angle in (12.4, -30.0, 0.3, -0.3)] == [
        "12° in", "30° out", "0°", "0°",
    ]  # fmt: skip


@pytest.mark.parametrize("yaw_deg", [0.0, 180.0])
def test_each_number_stands_outside_its_own_knee_in_front_and_rear_views(words, yaw_deg):
    analysis = from_front(yaw_deg=yaw_deg, knee_in_m=0.06, severity="moderate")
    planned, frame = plan_overlay(analysis, 1280), frame_of(analysis)
    drawn(planned, frame)
    boxes = {text[0]: box for text, box in words if text[:2] in ("L ", "R ")}
    assert {text for text, _ in words} >= {"L 14° in", "R 14° in", "14° further in"}
    for side in SIDES:
        knee, other = (
            planned.body[frame, of_side("knee", s)] for s in (side, "lr".replace(side, ""))
        )
        left, _, right, _ = boxes[side.upper()]
        if knee[0] > other[0]:
            assert left > knee[0]
        else:
            assert right < knee[0]
    left_knee_x, right_knee_x = (planned.body[frame, of_side("knee", s), 0] for s in SIDES)
    assert (left_knee_x > right_knee_x) == (yaw_deg == 0.0)


def test_no_word_covers_a_knee(words):
    for knee_in_m in (0.0, 0.1):
        analysis = from_front(knee_in_m=knee_in_m, severity="severe")
        planned = plan_overlay(analysis, 960)
        for frame in range(0, analysis.clip.frames, 10):
            words.clear()
            drawn(planned, frame)
            for side in SIDES:
                x, y = planned.body[frame, of_side("knee", side)]
                for _, (left, top, right, bottom) in words:
                    assert not (left <= x <= right and top <= y <= bottom)


def test_a_leg_has_its_side_s_colour_and_that_of_its_level_where_the_knee_is_in():
    calm = from_front()
    picture = drawn(plan_overlay(calm, 1280), frame_of(calm))
    assert min(count(picture, colour) for colour in (LEFT, RIGHT, SEPARATION)) > 50
    assert max(count(picture, colour) for colour in CAVING) == 0
    caving = from_front(knee_in_m=0.06, severity="moderate")
    planned, frame = plan_overlay(caving, 1280), frame_of(caving)
    assert planned.front.leg_colours(frame) == {"l": CAVING[1], "r": CAVING[1]}
    picture = drawn(planned, frame)
    knee, ankle = planned.body[frame, [of_side("knee", "l"), of_side("ankle", "l")]]
    x, y = (0.2 * knee + 0.8 * ankle).round().astype(int)
    assert (picture[y, x] == CAVING[1]).all()
    assert count(picture, SEPARATION) == 0, "the bar warns as well"


def test_what_was_not_measured_is_dashed_and_has_no_number(words):
    analysis = from_front(knee_in_m=0.06)
    frame = frame_of(analysis)
    planned = plan_overlay(analysis, 1280)
    knee, ankle = planned.body[frame, [of_side("knee", "l"), of_side("ankle", "l")]]
    x, y = (0.5 * (knee + ankle)).round().astype(int)
    measured = drawn(planned, frame)
    assert "L 14° in" in {text for text, _ in words}
    for name in ("fppa_l", "fppa_r", "knee_ankle_separation"):
        analysis.motion.columns[name][frame] = np.nan
    untold = plan_overlay(analysis, 1280)
    words.clear()
    faint = drawn(untold, frame)
    assert untold.front.leg_colours(frame) == {"l": None, "r": None}
    assert not [text for text, _ in words if "°" in text or "ankles" in text]
    reach = untold.layout.line
    box = np.s_[y - reach : y + reach, x - reach : x + reach]
    assert count(measured[box], LEFT) > 3 * count(faint[box], LEFT)


def test_bars_are_as_long_as_knees_and_ankles_are_apart(monkeypatch):
    analysis = from_front()
    planned, frame = plan_overlay(analysis, 1280), frame_of(analysis)
    bars = []
    monkeypatch.setattr(
        front_picture.FrontPicture,
        "_draw_bar",
        lambda _, image, ends, y, ink: bars.append((ends, y)),
    )
    drawn(planned, frame)
    lengths = [abs(float(np.subtract(*ends))) for ends, _ in bars]
    ratio = analysis.motion.columns["knee_ankle_separation"][frame]
    assert lengths[1] / lengths[0] == pytest.approx(ratio, abs=0.001)
    toes = planned.body[frame, [of_side("foot_index", side) for side in SIDES], 1]
    assert all(y > toes.max() for _, y in bars)
    assert all(y < planned.layout.picture_height for _, y in bars)


def test_nothing_of_it_is_drawn_in_a_view_from_the_side(words):
    analysis = from_front(yaw_deg=90.0)
    planned = plan_overlay(analysis, 1280)
    assert not planned.front.shown.any()
    drawn(planned, frame_of(analysis))
    assert not [text for text, _ in words if text[0] in "LR" and "°" in text]


def test_the_caption_says_which_knee_fell_in_until_the_next_rep():
    analysis = from_front(2, knee_in_m=0.06, severity="moderate")
    planned = plan_overlay(analysis, 1280)
    first, second = analysis.set.reps
    times = analysis.clip.times
    lockout, again = (int(np.searchsorted(times, s)) for s in (first.lockout_s, second.start_s))
    assert planned.front.note(lockout + 3) == ("both knees cave in", CAVING[1])
    assert planned.front.note(again + 1) is None


def test_a_shot_that_does_not_measure_the_knees_says_so():
    analysis = from_front()
    for name in ("fppa_l", "fppa_r", "knee_ankle_separation"):
        analysis.motion.columns[name][:] = np.nan
    planned = plan_overlay(analysis, 1280)
    assert planned.front.note(5) == ("knees not measured", MUTED)
    from_the_side = plan_overlay(from_front(yaw_deg=90.0), 1280)
    assert from_the_side.front.note(5) is None


def test_a_knee_whose_angle_is_not_told_still_caves_in(words):
    analysis = from_front(knee_in_m=0.06, severity="moderate")
    frame = frame_of(analysis)
    for side in SIDES:
        analysis.motion.columns[f"fppa_{side}"][frame] = np.nan
    planned = plan_overlay(analysis, 1280)
    drawn(planned, frame)
    assert {text for text, _ in words if "°" in text} == {"L 14°", "R 14°"}
    assert [text for text, _ in words].count("further in") == 2
    assert planned.front.leg_colours(frame) == {"l": CAVING[1], "r": CAVING[1]}
