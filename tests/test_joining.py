"""Rules of form and the learned reader, joined: what each adds to the other, and where the safer of the two wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot import phi, policy
from bot.drafts import Draft, Kind, Verdict
from bot.policy import Judgement
from bot.practice import Practice
from bot.reading import Learned, Reading, read, reader
from bot.reading.joining import BELIEVED, CERTAIN, Share, joined
from bot.reading.learned import PATIENTS, rules

PACKS = policy.load(Path(__file__).parent.parent / "policies")
PRACTICE = Practice(staff=("Bea Lindqvist",))


def learned(text: str, sure: Mapping[str, float], scores: Mapping[str, float]) -> Reading:
    """A reading of `text` as a reader would leave it that is so sure of these words, and gives these scores."""
    reading = read(text)
    plain = reader().read(reading.norm, frozenset(), (), None)
    patient = [0.0] * len(plain.pieces)
    for words, probability in sure.items():
        start = reading.norm.index(words)
        for k in plain.within(start, start + len(words)):
            patient[k] = probability
    rows = [[p, *[0.0] * (len(PATIENTS) - 1)] for p in patient]
    said = Learned(plain.pieces, rows, patient, {rule: scores.get(rule, 0.001) for rule in rules()}, plain.points)
    return replace(reading, learned=said)


def judged(text: str, scores: Mapping[str, float], kind: Kind = Kind.POST) -> Judgement:
    return policy.judge(learned(text, {}, scores), (), PACKS, Draft(text, kind), PRACTICE)


def found(text: str, sure: Mapping[str, float]) -> tuple[set[str], set[str]]:
    """The words found, and those hidden in what is kept, of a post."""
    findings, disputed, _ = phi.search(learned(text, sure, {}), PRACTICE)
    return {text[f.start : f.end] for f in findings}, {text[f.start : f.end] for f in disputed}


def test_the_reader_adds_a_rule_that_no_phrase_finds_and_shows_the_words() -> None:
    text = "The ladder won again. Third time this autumn, and he still blames the cat."
    assert judged(text, {}).verdict is Verdict.PASS
    judgement = judged(text, {"patient-gossip": 0.99})
    assert judgement.rules == ("patient-gossip",) and judgement.verdict is Verdict.BLOCK
    (violation,) = judgement.violations
    assert violation.spans and all(text[s.start : s.end].strip() for s in violation.spans)


def test_the_reader_drops_what_a_phrase_finds_and_the_whole_does_not_say() -> None:
    text = "We are the best dentists in town, no one comes close."
    assert "superlative-claim" in judged(text, {"superlative-claim": 0.9}).rules
    assert "superlative-claim" not in judged(text, {"superlative-claim": 0.001}).rules


def test_a_context_clue_that_the_reader_sees_acknowledges_a_patient() -> None:
    assert set(judged("Cheers to the mayor's twin, upstairs.", {"context-clue": 0.99}).rules) == {
        "context-clue",
        "patient-acknowledged",
    }


def test_the_reader_adds_a_name_that_forms_do_not_see() -> None:
    text = "so glad that xanquill could finally chew on the left."
    assert found(text, {})[0] == set()
    assert found(text, {"xanquill": 0.15})[0] == set()
    assert found(text, {"xanquill": 0.97})[0] == {"xanquill"}


def test_the_reader_takes_back_what_is_nobodys_and_it_is_hidden_all_the_same_in_what_is_kept() -> None:
    text = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
    sure = {"Maria Lopez": 0.97, "March 3rd": 0.97}
    assert found(text, sure)[0] == {"Maria Lopez", "March 3rd"}
    findings, hidden = found(text, dict.fromkeys(sure, 0.0001))
    assert "Maria Lopez" not in findings and "Maria Lopez" in hidden


def test_what_the_profile_makes_public_is_never_hidden() -> None:
    assert found("Bea Lindqvist turns forty on Friday.", {"Bea Lindqvist": 0.99})[1].isdisjoint({"Bea Lindqvist"})


def test_against_forms_that_say_no_the_reader_is_believed_from_where_it_is_sure() -> None:
    share = Share(bias=-3.0, forms=1.0, reader=0.1, least=0.3)
    assert joined(share, 0.01, BELIEVED - 0.01) < 0.1
    assert joined(share, 0.01, BELIEVED) >= BELIEVED


@pytest.mark.parametrize(("forms", "reader", "tie"), [(1.0, 0.0, 1.0), (0.2, CERTAIN - 0.01, 0.2), (0.2, 0.9, 0.9)])
def test_a_format_that_proves_itself_loses_nothing_to_the_reader(forms: float, reader: float, tie: float) -> None:
    assert joined(None, forms, reader) == tie
