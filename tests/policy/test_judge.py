"""What breaks a rule, what excuses it, and which words are shown."""

from __future__ import annotations

import pytest

from bot.drafts import Verdict
from bot.policy import detectors
from bot.practice import Practice
from bot.reading import read as read_text
from tests.policy.small import REPLY, judged, packs, rule, words_of


def broken(tmp_path, text, rules, practice=None, more=None, **draft):
    """The ids of the rules that `text` breaks."""
    loaded = packs(tmp_path, *rules, **(more or {}))
    judgement = judged(loaded, text, practice, **draft)
    assert judgement.faults == ()
    return list(judgement.rules)


@pytest.mark.parametrize(
    ("pattern", "text", "breaks"),
    [
        pytest.param("root canal", "A Root  Canal!", True, id="case and blanks do not matter"),
        pytest.param("root canal", "A root\ncanal", True, id="a line break is a blank"),
        pytest.param("crown", "crowned heads", False, id="it ends at a word"),
        pytest.param(r"crown\w*", "crowned heads", True, id="unless it says otherwise"),
        pytest.param("own", "the crown", False, id="it begins at a word"),
        pytest.param("best|top doctors?", "the top doctor", True, id="each alternative has its own edges"),
        pytest.param("(?:his|'s) crown", "this crown", False, id="edges inside a group"),
        pytest.param("(?:his|'s) crown", "Ana's crown", True, id="a group whose ways begin differently"),
        pytest.param("a ?b", "ab", True, id="an optional blank"),
        pytest.param("(?:not|n't) sure", "I don't sure", True, id="n't is any verb with it"),
        pytest.param("visit.{0,20}today", "A visit. Come today", False, id="one sentence only"),
        pytest.param("visit.{0,20}today", "Hm. A visit here today. Yes", True, id="whichever sentence"),
        pytest.param("^you", "Hello. You came.", True, id="the beginning is the sentence's"),
        pytest.param("ana", "mañana", False, id="an accented letter is part of the word"),
        pytest.param("{colour} wine", "A dark-red wine", True, id="a hyphen in a phrase is a blank"),
        pytest.param("{colour} wine", "A darkred wine", False, id="a phrase is whole words"),
        pytest.param("(?:call|ring)(?:ed|ing)? (?:\\w+ ){0,2}red", "ringing the old red", True, id="gaps of words"),
        pytest.param("{marked}", "So 🙄 that", True, id="a list may hold emoji"),
        pytest.param("{marked}", "We are #1 here", True, id="and marks"),
        pytest.param("{marked}", "We are #10 here", False, id="that end at a word too"),
        pytest.param(r"\d{2} pounds?", "a 14 pound baby", True, id="figures alone need no word"),
        pytest.param("colou?r(?:s|ed)?", "coloured", True, id="spellings of one word"),
    ],
)
def test_a_pattern_matches_as_its_keeper_means_it(tmp_path, pattern, text, breaks):
    words = {"colour": ["red", "dark red"], "marked": ["🙄", "#1"]}
    rules = [rule(detects={"patterns": [pattern]})]
    assert (broken(tmp_path, text, rules, more={"words": words}) == ["red-word"]) is breaks


@pytest.mark.parametrize(
    ("together", "text", "breaks"),
    [
        ({"all": ["you", "hue"]}, "Your red door", True),
        ({"all": ["you", "hue"]}, "Thank you. A red door", False),
        ({"all": ["you", "hue"]}, "You know, a red door", False),
        ({"all": ["you", "hue"]}, "You know who has a red door", True),
        ({"all": ["you", "hue"]}, "You came. A red door", False),
        ({"all": ["you", "hue"], "within": "draft"}, "You came. A red door", True),
        ({"all": ["you", "hue"], "within": "clause"}, "You came, but the red door", False),
        ({"all": ["third-person", "hue"]}, "She saw the red door", True),
        ({"all": ["third-person", "hue"]}, "They are red doors", False),
        ({"all": ["third-person", "hue"]}, "One patient said they like the red door", True),
        ({"all": ["finding:PERSON", "hue"]}, "<<PERSON|Ana>> is red", True),
        ({"all": ["finding:PERSON", "hue"]}, "<<DATE|Today>> is red", False),
        ({"all": ["finding:any", "hue"]}, "<<DATE|Today>> is red", True),
        ({"all": ["hue"], "none": ["calm"]}, "A red door", True),
        ({"all": ["hue"], "none": ["calm"]}, "A red door, gently", False),
        ({"all": ["hue"], "none": ["calm"]}, "A red door. Gently.", True),
        ({"all": ["hue", "kin"]}, "A red mother", True),
    ],
)
def test_words_near_each_other(tmp_path, together, text, breaks):
    """`kin` is a concept of the lexicon, `hue` and `calm` are the pack's own, `you` and the rest are marks."""
    rules = [rule(detects={"together": [together]})]
    words = {"hue": ["red", "😡"], "calm": ["gent(ly|le)"]}
    assert (broken(tmp_path, text, rules, more={"words": words}) == ["red-word"]) is breaks


def test_the_words_shown_are_the_authors(tmp_path):
    """Places are code points of the draft as typed, whatever normalising moved."""
    loaded = packs(tmp_path, rule(detects={"patterns": ["root canal"]}))
    text = "\u200bÅ 🦷 the ｒｏｏｔ\u00a0ca\u00adnal &amp; more"
    assert words_of(judged(loaded, text), text) == ["ｒｏｏｔ\u00a0ca\u00adnal"]


def test_findings_keep_their_places(tmp_path):
    loaded = packs(tmp_path, rule(id="phi-identifier", detects={"findings": "any"}))
    text = "Hi\u200b <<PERSON|A\u200bna>><<DATE|today>>!"
    judgement = judged(loaded, text)
    assert words_of(judgement, text) == ["A\u200bna", "today"]
    assert judgement.verdict is Verdict.BLOCK


def test_unless_excuses_in_its_sentence_only(tmp_path):
    rules = [rule(unless=["not"])]
    assert broken(tmp_path, "It is not red.", rules) == []
    assert broken(tmp_path, "It is red. It is not.", rules) == ["red-word"]
    assert broken(tmp_path, "It is not red. It is red.", rules) == ["red-word"]


def test_unless_draft_excuses_wherever_it_stands(tmp_path):
    rules = [rule(unless_draft=["written {word}"])]
    assert broken(tmp_path, "Red. Shared with written consent.", rules, more={"words": {"word": ["consent"]}}) == []


@pytest.mark.parametrize(
    ("when", "practice", "draft", "applies"),
    [
        ({"states": ["FL"]}, {"state": "FL"}, {}, True),
        ({"states": ["FL"]}, {"state": "TX"}, {}, False),
        ({"specialties": ["dent"]}, {"specialty": "Pediatric Dentistry"}, {}, True),
        ({"specialties": ["dent"]}, {"specialty": "cardiology"}, {}, False),
        ({"profile": ["part2"]}, {"part2": True}, {}, True),
        ({"profile": ["part2"]}, {}, {}, False),
        ({"platforms": ["yelp"]}, {}, {"platform": "yelp"}, True),
        ({"platforms": ["yelp"]}, {}, {"platform": "x"}, False),
        ({"review": ["negative"]}, {}, {**REPLY, "review": "Rude. Avoid."}, True),
        ({"review": ["negative"]}, {}, {**REPLY, "review": "Wonderful, thank you!"}, False),
        ({"review": ["negative"]}, {}, REPLY, False),
    ],
)
def test_when_says_whom_a_rule_concerns(tmp_path, when, practice, draft, applies):
    found = broken(tmp_path, "red", [rule(when=when)], Practice(**practice), **draft)
    assert (found == ["red-word"]) is applies


def test_the_review_is_read_only_where_a_rule_asks(tmp_path):
    """A long review costs nothing where no rule depends on it."""
    from bot.drafts import Draft
    from bot.policy import judge

    loaded = packs(tmp_path, rule())

    def never(text):
        raise AssertionError(text)

    draft = Draft("red", review="Awful.", **REPLY)
    assert judge(read_text("red"), (), loaded, draft, Practice(), reader=never).rules == ("red-word",)


def test_a_rule_brings_others_along(tmp_path):
    """What brings a rule along gives it its words, through several steps, and never one that is not meant."""
    rules = [
        rule(also=["second"]),
        rule(id="second", detects={"patterns": ["blue"]}, also=["third"]),
        rule(id="third", detects={"patterns": ["green"]}, verdict="revise"),
        rule(id="other-kind", detects={"patterns": ["green"]}, applies_to=["review_reply"]),
    ]
    judgement = judged(packs(tmp_path, *rules), "a red door")
    assert [(v.rule, v.spans) for v in judgement.violations] == [
        (name, judgement.violations[0].spans) for name in ("red-word", "second", "third")
    ]


def test_a_note_advises_and_changes_no_verdict(tmp_path):
    judgement = judged(packs(tmp_path, rule(verdict="note")), "red")
    assert judgement.verdict is Verdict.PASS
    assert [note.rule for note in judgement.notes] == ["red-word"]


def test_the_worst_comes_first(tmp_path):
    rules = [rule(verdict="revise"), rule(id="blue-word", detects={"patterns": ["blue"]})]
    assert judged(packs(tmp_path, *rules), "red and blue").rules == ("blue-word", "red-word")


def test_a_rule_that_fails_is_a_fault_that_names_it_and_blocks(tmp_path, monkeypatch):
    """Half a check proves nothing; and what went wrong must not repeat the draft."""

    def failing(scene):
        raise RuntimeError(scene.draft.text)

    monkeypatch.setitem(detectors.registered(), "failing", failing)
    loaded = packs(
        tmp_path, rule(detects={"detector": "failing"}), rule(id="blue-word", detects={"patterns": ["blue"]})
    )
    judgement = judged(loaded, "blue and Maria")
    assert judgement.verdict is Verdict.BLOCK
    assert judgement.faults == ("Rule red-word failed (RuntimeError).",)
    assert judgement.rules == ("blue-word",), "the other rules are asked all the same"


def test_when_nothing_can_be_asked_nothing_passes(tmp_path, monkeypatch):
    loaded = packs(tmp_path, rule())
    monkeypatch.setattr(loaded.patterns, "possible", None)
    judgement = judged(loaded, "blue")
    assert judgement.verdict is Verdict.BLOCK
    assert judgement.faults == ("The rules could not be asked (TypeError).",)


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200b", "a" * 20_000, "🦷" * 10_000, "\ud800 red", "red " * 20_000])
def test_no_text_breaks_the_judge(tmp_path, text):
    judgement = judged(packs(tmp_path, rule(), rule(id="x", detects={"detector": "shouting"})), text)
    assert judgement.faults == ()
    assert (judgement.rules == ("red-word",)) is ("red" in text)
