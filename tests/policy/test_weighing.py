"""What many small signs add up to, and a patient's own words."""

from __future__ import annotations

import time

import pytest

from bot.drafts import Draft, Kind
from bot.policy import weighing
from bot.policy.detect_speech import quoted_patient
from bot.policy.evidence import evidence, signs_of
from bot.policy.scene import Scene
from bot.practice import Practice
from bot.reading import read
from tests.policy.small import REPLY, judged, packs, rule, words_of


def scene(text, practice=None, **draft):
    return Scene(read(text), (), Draft(text, **draft), practice or Practice(), read)


def test_signs_stand_in_their_sentences():
    first, second = signs_of(scene("She cracked a crown. Do you floss?", Practice(staff=("Flora Crown",))))
    assert {"she", "past", "care", "staff named"} <= first
    assert {"you", "question"} <= second
    assert "she" not in second


def test_evidence_tells_what_stands_together_and_what_follows():
    found = set(evidence(scene("A woman came in. Her crown fell out.")))
    assert {"draft: she", "she + care", "next: one, care", "sentences: 2"} <= found
    assert "one + care" not in found


def test_evidence_of_a_reply_tells_what_it_takes_up_of_the_review():
    review = "The crown hurt for weeks."
    assert "repeats: care" in set(evidence(scene("Your crown was fine.", **REPLY, review=review)))
    assert "repeats: care" not in set(evidence(scene("We are sorry.", **REPLY, review=review)))


@pytest.mark.parametrize("rule_id", weighing.LEAST)
def test_weights_know_every_rule_that_is_weighed(rule_id):
    known = [weighing.weights().get(f"{rule_id}, {kind}") for kind in Kind]
    assert any(known)
    assert all(table["bias"] < 0 for table in known if table)


def test_a_rule_without_weights_for_this_kind_of_draft_is_never_broken_nor_doubted(tmp_path):
    room = packs(tmp_path, rule(detects={"patterns": ["red"], "detector": "weighs-patient-gossip"}))
    assert judged(room, "The mayor came in red.", **REPLY).rules == ("red-word",)


def test_where_nothing_speaks_for_it_a_pattern_is_doubted(tmp_path):
    room = packs(tmp_path, rule(detects={"patterns": ["grown people"], "detector": "weighs-patient-gossip"}))
    assert (
        judged(
            room, "Our hours: open 9 to 5 for grown people. Free parking. Call us for flu shots, or ask your doctor."
        ).rules
        == ()
    )


def test_the_sentence_that_says_most_is_shown_where_no_pattern_is_narrower(tmp_path):
    text = "We open at nine. <<PERSON|Ana>> came in <<DATE|yesterday>> and we pulled her tooth. Bye."
    detects = {"patterns": ["bye"], "detector": "weighs-health-detail"}
    assert words_of(judged(packs(tmp_path, rule(detects=detects)), text), text) == ["Bye"]
    detects["patterns"] = ["red"]
    shown = words_of(judged(packs(tmp_path, rule(detects=detects)), text), text)
    assert shown == ["Ana came in yesterday and we pulled her tooth."]


def test_a_picture_needs_something_of_a_person(tmp_path):
    room = packs(tmp_path, rule(detects={"detector": "weighs-image-without-consent"}))
    assert judged(room, "Swipe for the photos of our parking lot!").rules == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"I could not sleep for a year, and now I do." Ready for yours? Book a visit.', True),
        ('This card made our day: "You held my hand the whole time." ', True),
        ('★★★★★ "Came in limping, left dancing on both feet." Call us.', True),
        ('"You changed my whole life, all of you!" We put that line on our homepage.', True),
        ('"I never floss, do I have to?" Ask us, or call for a visit.', False),
        ('"My teeth never hurt, so they are fine." A common myth. Call us.', False),
        ('Bingo: "I lost my retainer again today", "my dog ate it again". Call us.', False),
        ('"I have loved every day of these ten years," says our nurse. Call to book.', False),
        ('"I never met a plant I could not kill." That is all for today.', False),
        ("No quotation. Book a visit.", False),
    ],
)
def test_a_patients_own_words_are_told_from_sayings(text, told):
    assert bool(quoted_patient(scene(text))) is told


@pytest.mark.parametrize("unit", ['"i ', "she was here. ", "we removed her tooth and she cried today ", "'abc "])
def test_signs_take_time_linear_in_the_draft(unit):
    text = (unit * (100_000 // len(unit)))[:100_000]
    seen = scene(text)
    start = time.perf_counter()
    list(evidence(seen))
    quoted_patient(seen)
    assert time.perf_counter() - start < 5
