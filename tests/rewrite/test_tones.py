"""Another tone for a post, without a model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rewrite.tones import toned

TONES = Path(__file__).parents[2] / "prompts" / "tones.yaml"


@pytest.mark.parametrize(
    ("chatty", "formal"),
    [
        ("Hey everyone! We're open Saturday 🎉", "We are open Saturday"),
        (
            "Kids don't like flu shots, and that's no surprise!!",
            "Children do not like flu shots, and that is no surprise.",
        ),
        ("Thanks so much! Can't wait. #smile #teeth", "Thank you very much. Cannot wait."),
        ("Let's talk about gums. You'll be glad.", "Let us talk about gums. You will be glad."),
    ],
)
def test_more_formal_takes_the_chat_out(chatty: str, formal: str) -> None:
    assert list(toned(chatty, "more formal", TONES)) == [formal]


def test_warmer_adds_one_sentence_in_the_language_of_the_post() -> None:
    english = next(toned("Floss once a day", "warmer", TONES))
    spanish = next(toned("Los martes abrimos a las ocho para toda la familia", "warmer", TONES))
    assert english.startswith("Floss once a day. ")
    assert spanish.startswith("Los martes abrimos a las ocho para toda la familia. ")
    assert any(mark in spanish for mark in "¡áéíóúñ") or "Gracias" in spanish


def test_warmer_twice_never_says_the_same() -> None:
    once = next(toned("Floss once a day.", "warmer", TONES))
    twice = next(toned(once, "warmer", TONES))
    assert twice.startswith(once) and twice.removeprefix(once).strip() not in once


@given(st.text(max_size=300), st.sampled_from(["warmer", "more formal", "other"]))
def test_any_text_can_be_toned(text: str, wish: str) -> None:
    for worded in toned(text, wish, TONES):
        assert isinstance(worded, str)
