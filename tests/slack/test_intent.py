"""What staff type to the bot, and what it takes it for. The rows are in messages.yaml."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.slack import pasted_review, speech
from bot.slack.intent import Ask, Request, understand

HERE = Path(__file__).parent
MARKS = str.maketrans("", "", "⟦⟧⦅⦆")


def rows(file: str) -> Iterator[Any]:
    for kind, listed in YAML(typ="safe").load(HERE / file).items():
        for number, row in enumerate(listed):
            given = {"say": row} if isinstance(row, str) else row
            named = {"is": "draft", "sure": False} if kind == "guess" else {"is": kind}
            yield pytest.param({**named, **given}, id=f"{kind}-{number}")


def within(marks: str, row: dict[str, Any]) -> str:
    """The part of a row between two marks."""
    found = re.search(f"{marks[0]}(.*){marks[1]}", f"{row['say']}\n{row.get('quote') or ''}", re.DOTALL)
    return found[1].strip() if found else ""


def got(row: dict[str, Any]) -> Request:
    quote = row.get("quote")
    return understand(
        row["say"].translate(MARKS), quoted=quote and quote.translate(MARKS), in_thread=row.get("thread", False)
    )


def faults(row: dict[str, Any]) -> list[str]:
    """Say in what an answer differs from its row. What a row does not name must be empty, but for `sure`."""
    request = got(row)
    wanted = {
        "ask": Ask(row["is"]), "draft": within("⟦⟧", row), "review": within("⦅⦆", row),
        "platform": row.get("platform", ""), "stars": row.get("stars"), "wish": row.get("wish", ""),
    }  # fmt: skip
    if "sure" in row:
        wanted["sure"] = row["sure"]
    return [f"{k}: {getattr(request, k)!r}, not {v!r}" for k, v in wanted.items() if getattr(request, k) != v]


@pytest.mark.parametrize("row", [*rows("messages.yaml")])
def test_messages_are_understood(row):
    assert not faults(row)


@pytest.mark.parametrize("row", [*rows("messages_fresh.yaml"), *rows("messages_second.yaml")])
def test_messages_written_after_the_code_are_understood(row):
    assert not faults(row)


DRAFTS = [row.values[0] for row in rows("messages.yaml") if row.values[0]["is"] == "draft"]
BARE = [row["say"][1:-1] for row in DRAFTS if row["say"][:1] == "⟦" and row["say"][-1:] == "⟧"]


@pytest.mark.parametrize("draft", BARE)
@pytest.mark.parametrize(
    "around",
    [
        "is this ok to post?\n\n{}\n\nThank you!",
        "please check:\n{}",
        "{}\n\nok to post?",
        "puedes revisar esto?\n\n{}\n\ngracias",
    ],
)
def test_any_draft_is_cut_out_of_any_request(around, draft):
    request = understand(around.format(draft))
    assert (request.ask, request.draft) == (Ask.DRAFT, draft)


@pytest.mark.parametrize("draft", BARE)
def test_a_draft_in_a_thread_is_a_new_version(draft):
    assert understand(draft, in_thread=True).draft == draft


@pytest.mark.parametrize("draft", BARE)
def test_a_draft_in_a_code_fence_or_quote_is_the_draft(draft):
    assert understand(f"check this pls\n```\n{draft}\n```").draft == draft
    assert understand("is this ok?", quoted=draft).draft == draft


@given(st.text(max_size=400), st.none() | st.text(max_size=80), st.booleans())
def test_nothing_raises(text, quoted, in_thread):
    request = understand(text, quoted=quoted, in_thread=in_thread)
    assert request.ask in Ask
    if request.ask is Ask.DRAFT:
        assert request.draft


@given(st.text("bcdfghjl .!?\n", min_size=60, max_size=300))
def test_what_does_not_speak_to_the_bot_is_checked_whole(text):
    """Words of no language are nobody's talk, so none of them may be lost."""
    assume(len(text.split()) > 3)
    assert understand(text).draft == text.strip()


@pytest.mark.parametrize(
    "hostile",
    ["a. ", '"a ', ": a", "can you check this ", "\n", "★ ", "review:\n", "reply: ", "Karen M.\n", "a", "- ", "```"],
)
def test_time_grows_with_the_text(hostile):
    began = time.process_time()
    understand(hostile * (40_000 // len(hostile)))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("quoted", "say", "wanted"),
    [
        pytest.param("Waited an hour. Rude staff.", "We got this. Not sure yet.", Ask.REPLY_DRAFT, id="words that may be an answer"),
        pytest.param("We love our patients", "and here is a longer thought about our spring open house", Ask.DRAFT, id="both are checked"),
        pytest.param("We love our patients", "may we post that patient's photo?", Ask.DRAFT, id="a question about a quote"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_quote_is_not_lost(quoted, say, wanted):
    request = understand(say, quoted=quoted)
    assert (request.ask, request.sure) == (wanted, False)


@pytest.mark.parametrize(
    ("text", "stars", "words"),
    [
        ("★★★☆☆ Fine.", 3, "Fine."),
        ("⭐️⭐️ Meh, they lost my file.", 2, "Meh, they lost my file."),
        ("4 out of 5\nGood place.", 4, "Good place."),
        ("3 estrellas\nBuen trato.", 3, "Buen trato."),
        pytest.param("3/5/2026 was my visit.", None, "3/5/2026 was my visit.", id="a date"),
        pytest.param(
            "5 star service from a kind team", None, "5 star service from a kind team", id="part of a sentence"
        ),
        pytest.param("Rude staff. 1 star", 1, "Rude staff. 1 star", id="in the review's own words"),
        pytest.param("Happy Friday\nWe close at 3", None, "Happy Friday\nWe close at 3", id="a headline is no name"),
        ("Ann B.\nAustin, TX\n2/3/2026\n★☆☆☆☆\nNo.\nUseful 2\nFunny\nCool", 1, "No."),
    ],
)
def test_the_page_is_taken_off_a_review(text, stars, words):
    pasted = pasted_review.unwrap(text)
    assert (pasted.stars, pasted.text) == (stars, words)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("for insta", "instagram"),
        ("on X please", "x"),
        ("option x", ""),
        ("the Google review", "google"),
        ("nothing", ""),
    ],
)
def test_platforms_are_known_by_their_names(words, key):
    assert speech.platform(words) == key


@pytest.mark.parametrize(
    ("typed", "read"), [("chekc", "check"), ("instgram", "instagram"), ("posted", "posted"), ("pleased", "pleased")]
)
def test_a_slip_is_mended_and_a_form_of_the_word_is_not(typed, read):
    assert speech.plain_words(typed) == read


def test_a_question_about_a_quote_in_a_thread_is_about_the_card():
    assert understand("why?", quoted="so proud of Emma", in_thread=True).ask is Ask.WHY
    assert understand("", quoted="So proud of our team.", in_thread=True).draft == "So proud of our team."


def test_a_threat_is_a_review_so_that_somebody_is_told():
    request = understand("if you dont fix this bill im going to come down there and make somebody bleed")
    assert (request.ask, request.sure) == (Ask.REVIEW, False)
