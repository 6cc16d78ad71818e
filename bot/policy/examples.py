"""The examples of the rules, run as tests, and the packs as people read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from bot.drafts import Draft, Finding, Kind
from bot.policy.judge import judge
from bot.policy.packs import Pack, Packs
from bot.policy.rules import Example, Rule, word
from bot.policy.scene import Reader
from bot.practice import Practice
from bot.reading import Reading, read

Find = Callable[[Reading, Practice, Kind], Sequence[Finding]]

# The review that an example answers where it does not say, for rules that depend on how the review reads.
REVIEWS = {
    "negative": "1 star. Waited two hours, the front desk was rude, and nobody called me back. Avoid.",
    "mixed": "Good dentist and a friendly team, but the wait was too long and the bill was confusing.",
    "positive": "Five stars! Wonderful, friendly team. Highly recommend.",
    "unclear": "Do you take walk-ins on Saturday?",
    "elsewhere": "The pizza was cold and the delivery driver never found our house. One star.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not do what it says: `got` are the rules that its text breaks."""

    rule: str
    side: str  # breaks, keeps
    text: str
    got: tuple[str, ...]


def run_examples(packs: Packs, find: Find, reader: Reader = read) -> list[Failure]:
    """Judge every example of every rule. `find` finds identifiers, as the check itself does."""
    failures = []
    for rule, side, example in every_example(packs):
        draft, practice = staged(rule, example)
        reading = reader(draft.text)
        judgement = judge(reading, find(reading, practice, draft.kind), packs, draft, practice, reader=reader)
        got = (*judgement.rules, *judgement.faults)
        if (rule.id in got) != (side == "breaks") or judgement.faults:
            failures.append(Failure(rule.id, side, example.text, got))
    return failures


def every_example(packs: Packs) -> Iterator[tuple[Rule, str, Example]]:
    """Each rule that is switched on with each of its examples, and the side it stands on."""
    for rule in packs.rules:
        yield from ((rule, "breaks", example) for example in rule.breaks)
        yield from ((rule, "keeps", example) for example in rule.keeps)


def staged(rule: Rule, example: Example) -> tuple[Draft, Practice]:
    """The draft and practice of an example. What it leaves out is chosen so that the rule applies."""
    kind = example.kind or (Kind.POST if Kind.POST in rule.applies_to and not rule.when.review else Kind.REVIEW_REPLY)
    if not example.kind and kind not in rule.applies_to:
        kind = next(iter(sorted(rule.applies_to)))
    platform = example.platform or next(iter(rule.when.platforms), "facebook" if kind is Kind.POST else "google")
    review = example.review
    if review is None and rule.when.review and kind is Kind.REVIEW_REPLY:
        review = REVIEWS[rule.when.review[0]]
    given = dict(example.practice)
    profile = {
        "state": next(iter(rule.when.states), ""),
        "specialty": next(iter(rule.when.specialties), ""),
        **{field.name: _set(field.type) for field in fields(Practice) if field.name in rule.when.profile},
    }
    return Draft(example.text, kind, platform, review), Practice(**{**profile, **given})


def _set(kind: object) -> object:
    return True if "bool" in str(kind) else ("set",) if "tuple" in str(kind) else "set"


def describe(packs: Packs) -> list[tuple[Pack, list[tuple[Rule, str]]]]:
    """Each pack with its rules and the word of their verdict, for `policy list`."""
    return [(pack, [(rule, word(rule)) for rule in packs.rules if rule.pack == pack.name]) for pack in packs.packs]
