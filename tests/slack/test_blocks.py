"""Every message and form at its fullest passes Slack's limits as others wrote them down."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slackblocks._surfaces import validate_surface_blocks

from bot import policy
from bot.audit import CheckId, Decision, State
from bot.checkpost import Checkpost
from bot.desk.writers import writers
from bot.drafts import Draft, Kind, Verdict
from bot.practice import Practice
from bot.slack import approvals, cards, sentences, views
from bot.slack.card import Card, Wording, of_report
from tests.slack_workspace import check_blocks, check_view

ROOT = Path(__file__).resolve().parents[2]
CHECK = CheckId("35bqz654g7")
PHONE_SCREEN = 750 / 22  # lines of text


@pytest.fixture(scope="module")
def checkpost() -> Checkpost:
    return Checkpost(policy.load(ROOT / "policies"), writers(ROOT / "prompts"))


def fine(blocks: list, surface: str = "message") -> None:
    assert check_blocks(blocks, surface) == []
    validate_surface_blocks(blocks, surface)


def every_state(card: Card) -> list[Card]:
    at = datetime(2026, 3, 3, tzinfo=UTC)
    states = [State(d, "U012 Ann Lee", at, "A wording. " * 40, "offline", "A reason & <more>. " * 80) for d in Decision]
    return [card, *(card.at(state) for state in states if state.decision in cards.HEADS)]


LONGEST = {
    "many findings": "Maria Lopez, SSN 219-09-9999, came on March 3rd for her root canal, call (512) 555-7788. " * 110,
    "one sentence": "Thank you Maria Lopez for your root canal " + "and your smile " * 2500,
    "every rule": (
        "GUARANTEED!!! We are the BEST, unlike those idiots next door. Maria Lopez had her crown on March 3rd, see the photo! "
        "Join our private Facebook group for patients. The wifi password is teeth123. 5 stars gets you $20! Call our lawyer. "
        * 30
    ),
    "markup": "<!channel> <@U123> *bold* `code` <https://evil.example|x> & Maria Lopez's root canal on March 3rd " * 30,
    "emoji": "🦷😬🎉" * 3000 + " Maria Lopez",
    "empty lines": "Maria Lopez\n\n\n\nroot canal\n\nMarch 3rd\n" * 200,
}


@pytest.mark.parametrize("name", LONGEST)
@pytest.mark.parametrize("kind", list(Kind))
def test_the_fullest_card_is_within_the_limits(checkpost: Checkpost, name: str, kind: Kind) -> None:
    report = checkpost.check_and_suggest(
        Draft(LONGEST[name][:39_000], kind, "google", "One star. An hour!"), Practice()
    )
    for masked in (report.findings, None):
        for card in every_state(of_report(report, CHECK, "U012 Ann Lee", masked=masked)):
            shown = cards.message(card)
            fine([*shown["blocks"], *cards.guess(card), cards.feedback(card)])
            assert shown["text"] and len(shown["text"]) < 200
            assert check_view(views.result(card)) == []
            assert check_view(views.why(card, cards.examples(checkpost.packs))) == []
            assert check_view(views.told("Other wordings", cards.others(card))) == []
            fine(approvals.request(card)["blocks"])
            if card.wordings:
                assert check_view(views.ask(card.wordings[0])) == []
                assert check_view(views.edit(card.wordings[0])) == []
            if card.points:
                assert check_view(views.dispute(card)) == []
            assert check_view(views.override(card)) == []


def test_the_other_pages_are_within_the_limits(checkpost: Checkpost) -> None:
    fine(sentences.lines([sentences.HELP, *sentences.rules(checkpost.packs)]))
    fine(sentences.alert("Tell somebody. " * 400))
    fine(cards.rules(checkpost.packs.rules[:2]))
    assert all(check_view(views.compose(kind, "", "x" * 7000, "y" * 5000)) == [] for kind in views.KINDS)
    assert check_view(views.send_back(CHECK)) == []
    replies = tuple(Wording(CHECK, n, "Thank you. " * 90, voice) for n, voice in enumerate(("warm", "formal", "brief")))
    card = Card(
        CHECK,
        "U1",
        Kind.REVIEW_REPLY,
        "google",
        Verdict.PASS,
        (),
        (),
        (),
        replies,
        0,
        replies=True,
        advice=("x" * 3000,),
    )
    fine(cards.blocks(card))


@settings(max_examples=60, deadline=None)
@given(text=st.text(min_size=1, max_size=400))
def test_no_draft_makes_an_invalid_card_or_a_live_mention(checkpost: Checkpost, text: str) -> None:
    report = checkpost.check_and_suggest(Draft("Thank you Maria Lopez, root canal March 3rd! " + text), Practice())
    for masked in (report.findings, None):
        shown = cards.message(of_report(report, CHECK, "U012", masked=masked))
        fine(shown["blocks"])
        assert shown["blocks"][0]["text"]["text"] == "⛔ Block: do not publish this"


def test_the_first_block_and_the_notification_hold_no_word_of_the_draft(checkpost: Checkpost) -> None:
    report = checkpost.check_and_suggest(Draft(LONGEST["every rule"]), Practice())
    shown = cards.message(of_report(report, CHECK, "U012"))
    for word in ("Maria", "Lopez", "teeth123", "March"):
        assert word not in shown["text"] and word not in str(shown["blocks"][0])
