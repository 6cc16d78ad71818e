"""The packs that come with Checkpost: they load, and each rule does what its examples say."""

from __future__ import annotations

import pytest

from bot import phi
from bot.drafts import Verdict
from bot.policy import judge, load
from bot.policy.examples import every_example, staged
from bot.policy.platforms import folder
from bot.reading import read

PACKS = load(folder())

# The rules of the labelled drafts' guidelines, by what follows from them.
BLOCKS = {
    "phi-identifier", "patient-acknowledged", "health-detail", "context-clue", "patient-gossip", "image-without-consent",
    "testimonial-without-authorization", "private-group-share", "security-exposure",
}  # fmt: skip
REVISES = {
    "unprofessional-tone", "argues-with-reviewer", "legal-threat", "no-offline-path", "individual-medical-advice",
    "outcome-guarantee", "superlative-claim", "misleading-health-claim", "review-incentive", "undisclosed-endorsement",
    "disparages-others",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "side", "example"),
    [pytest.param(*case, id=f"{case[0].id}-{case[1]}-{case[2].text[:40]}") for case in every_example(PACKS)],
)
def test_a_rule_does_what_its_examples_say(rule, side, example):
    draft, practice = staged(rule, example)
    reading = read(draft.text)
    judgement = judge(reading, phi.find(reading, practice, draft.kind), PACKS, draft, practice)
    assert judgement.faults == ()
    assert (rule.id in judgement.rules) is (side == "breaks")


def test_each_rule_of_the_guidelines_is_there_with_its_verdict():
    verdicts = {rule.id: rule.verdict for rule in PACKS.rules}
    assert {name: verdicts.get(name) for name in BLOCKS} == dict.fromkeys(BLOCKS, Verdict.BLOCK)
    assert {name: verdicts.get(name) for name in REVISES} == dict.fromkeys(REVISES, Verdict.REVISE)


def test_a_pattern_of_a_pack_never_fails_to_compile():
    """Patterns are compiled when a draft first needs them: here all of them are."""
    PACKS.warm()
