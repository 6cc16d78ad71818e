"""Whatever a model says is read with patience, and never with an exception."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rewrite.model.answers import VOICES, wordings

GOOD = {"warm": "We are glad.", "formal": "We appreciate it.", "brief": "Thanks."}
PLAIN = json.dumps(GOOD)


@pytest.mark.parametrize(
    "answer",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f"Sure! Here are three wordings:\n\n{PLAIN}\n\nLet me know if you need more.",
        f"<think>The draft names {{nobody}}. I must not ...</think>\n{PLAIN}",
        f"I should be careful {{here}}.</think>{PLAIN}",
        f"<reasoning>unclosed in front</reasoning>```\n{PLAIN}\n```",
        PLAIN[:-1] + ",}",
        json.dumps({"wordings": GOOD}),
        json.dumps({"result": {"suggestions": GOOD}}),
        json.dumps([{"voice": voice, "text": text} for voice, text in GOOD.items()]),
        json.dumps({"wordings": [{"voice": v.title(), "text": t} for v, t in GOOD.items()]}),
        json.dumps({"Warm": "We are glad.", "Formal": "We appreciate it.", "Brief": "Thanks."}),
        PLAIN.replace('"', "\u201c", 1).replace("\u201c", '"'),
        '{"warm": "We are glad.", "formal": "We appreciate it.", "brief": "Thanks."',
        '{"warm":\n"We are glad.",\n"formal": "We appreciate it.", "brief": "Thanks.", "note": "cut of',
    ],
)
def test_the_wordings_are_found(answer: str) -> None:
    assert wordings(answer) == GOOD


def test_what_was_cut_off_is_left_out_and_the_rest_is_kept() -> None:
    assert wordings('{"warm": "We are glad.", "formal": "We appre') == {"warm": "We are glad."}


def test_a_line_break_inside_a_string_is_no_fault() -> None:
    assert wordings('{"warm": "One.\nTwo.", "formal": "a\\n\\"b\\"", "brief": "c"}') == {
        "warm": "One.\nTwo.",
        "formal": 'a\n"b"',
        "brief": "c",
    }


@pytest.mark.parametrize(
    "answer", ["", "I cannot help with that.", "{}", "[]", "null", '{"warm": 3}', "<html></html>", '{"warm": "  "}']
)
def test_nothing_is_made_of_nothing(answer: str) -> None:
    assert wordings(answer) == {}


@given(st.text(max_size=400) | st.text(alphabet='{}[]",:\\ abwarm`<think>/\n', max_size=200))
def test_any_answer_is_read_without_a_fault(answer: str) -> None:
    assert wordings(answer).keys() <= set(VOICES)
