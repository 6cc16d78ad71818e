"""What only Python can detect: manner, what is missing, and lengths."""

from __future__ import annotations

import pytest

from bot.drafts import Kind
from bot.policy import platforms
from bot.policy.packs import load
from bot.practice import Practice
from tests.policy.small import REPLY, judged, packs, rule


def seen(tmp_path, detector, text, practice=None, **draft):
    """Whether a rule with this detector is broken."""
    judgement = judged(packs(tmp_path, rule(detects={"detector": detector})), text, practice, **draft)
    assert judgement.faults == ()
    return bool(judgement.rules)


@pytest.mark.parametrize(
    ("text", "shouts"),
    [
        ("You NEVER paid and we TOLD you so.", True),
        ("STOP LYING about our office.", True),
        ("READ the policy BEFORE you book.", True),
        ("WE ARE TIRED OF PEOPLE WHO NEVER SHOW UP AND STILL COMPLAIN ABOUT FEES. GROW UP.", True),
        ("HAPPY FRIDAY to all of you!", False),
        ("We are SO PROUD of our team. YAY!", False),
        ("Our MRI and CT are HIPAA safe. Ask your DDS.", False),
        ("CLOSED MONDAY for LABOR DAY. See you Tuesday.", False),
        ("WE ARE HIRING! DON'T MISS OUR OPEN HOUSE", False),
        ("DO NOT FORGET to floss, you know who you are", False),
        ("Please do not be late.", False),
    ],
)
def test_capitals_shout_only_when_they_scold(tmp_path, text, shouts):
    assert seen(tmp_path, "shouting", text) is shouts


@pytest.mark.parametrize(
    ("text", "swears"),
    [
        ("What a load of sh!t", True),
        ("f*** this", True),
        ("f**king late again", True),
        ("Total a$$hole", True),
        ("d@mn right", True),
        ("She is a b*tch", True),
        ("What the #@$%!", True),
        ("Hello @dana, 50% off!!", False),
        ("Save $$$ on whitening!!!", False),
        ("Great job!!! So fun!", False),
        ("Email a@b.example or call 555#2", False),
        ("Brush 2x a day *every* day", False),
        ("Hoover Dam! What a hell of a view", False),
    ],
)
def test_a_masked_swear_word_is_one(tmp_path, text, swears):
    assert seen(tmp_path, "profanity-mask", text) is swears


ANGRY = "Waited two hours, rude front desk, nobody called me back. Avoid."


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("We take all feedback seriously.", True),
        ("We called you three times and you never called back.", True),
        ("We would not call that a long wait.", True),
        ("We are sorry to read this. Please call us.", False),
        ("We will ring you today.", False),
        ("Reach out to us at 555-010-7788.", False),
        ("Please message the office.", False),
        ("Dana at the front desk would be glad to listen: ask for her.", False),
        ("You can find us at hello@riverside.example.", False),
        ("Pat Moreno would like to hear more.", False),
        ("Nuestra gerente quiere escucharle. Llámenos, por favor.", False),
        ("Please stop by the office at any time.", False),
    ],
)
def test_an_angry_review_is_offered_a_private_way_on(tmp_path, text, missing):
    practice = Practice(contact_person="Pat Moreno, office manager", phone="(555) 010-9000")
    assert seen(tmp_path, "no-offline-path", text, practice, review=ANGRY, **REPLY) is missing


@pytest.mark.parametrize("review", ["Lovely people, highly recommend!", "The pizza was cold.", None])
def test_nobody_else_needs_one(tmp_path, review):
    assert not seen(tmp_path, "no-offline-path", "Thank you.", review=review, **REPLY)


@pytest.mark.parametrize(
    ("platform", "kind", "text", "figure"),
    [
        ("x", Kind.POST, "a" * 280, ""),
        ("x", Kind.POST, "a" * 281, "281 of 280 weighted characters"),
        ("x", Kind.POST, "🦷" * 141, "282 of 280 weighted characters"),
        ("x", Kind.POST, "歯" * 141, "282 of 280 weighted characters"),
        ("x", Kind.POST, "é" * 280, ""),
        ("x", Kind.POST, "e\u0301" * 280, ""),
        ("x", Kind.POST, "👩‍⚕️" * 140, ""),
        ("x", Kind.POST, "a" * 256 + " https://example.org/" + "b" * 300, ""),
        ("x", Kind.POST, "a" * 257 + " https://example.org/" + "b" * 300, "281 of 280 weighted characters"),
        ("google", Kind.REVIEW_REPLY, "a" * 4096, ""),
        ("google", Kind.REVIEW_REPLY, "é" * 2049, "4,098 of 4,096 bytes"),
        ("google", Kind.REVIEW_REPLY, "🦷" * 1025, "4,100 of 4,096 bytes"),
        ("instagram", Kind.POST, "#a #b #c #d #e", ""),
        ("instagram", Kind.POST, "#a #b #c #d #e #f", "6 of 5 hashtags"),
        ("instagram", Kind.POST, "We are #1, #2 and #3 & #4 #5 #6", ""),
        ("instagram", Kind.POST, "#a #b #c #d #e #f" + "a" * 2200, "2,217 of 2,200 characters and 6 of 5 hashtags"),
        ("yelp", Kind.POST, "a" * 9000, ""),
        ("nowhere", Kind.POST, "a" * 9000, ""),
    ],
)
def test_length_is_counted_as_the_platform_counts(platform, kind, text, figure):
    """The note carries the figure; a platform without a limit of that kind has none."""
    notes = judged(load(platforms.folder()), text, platform=platform, kind=kind).notes
    assert [note.figure for note in notes if note.rule == "over-length"] == ([figure] if figure else [])
