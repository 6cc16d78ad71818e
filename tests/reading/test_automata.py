"""RE2 asked directly finds what RE2 finds through its wrapper, at the same places."""

from __future__ import annotations

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.automata import Automaton, Flock, Gated, Text

PATTERNS = [r"\bcrown\b", r"(?i)c(r)?own", r"\w+'s", r"é+", r"[^\x00-\x7f]", r"a*", r"(\d)(\d)?", r"^\s*x|y$", r"\pL\d"]
TEXTS = st.text(alphabet="crown aAé🦷x1'y\n\u00a0ñ", max_size=40)


@given(TEXTS, st.sampled_from(PATTERNS))
def test_spans_are_those_of_the_wrapper(string: str, pattern: str) -> None:
    asked, text = Automaton(pattern), Text(string)
    expected = [match.span() for match in re2.compile(pattern).finditer(string)]
    assert asked.spans(text) == expected
    assert asked.occurs(text) == bool(expected)


@given(TEXTS, st.sampled_from(PATTERNS))
def test_groups_are_those_of_the_wrapper(string: str, pattern: str) -> None:
    asked = Automaton(pattern)
    for whole in (True, False):
        compiled = re2.compile(pattern)
        match = compiled.fullmatch(string) if whole else compiled.match(string)
        expected = [match.span(group) for group in range(compiled.groups + 1)] if match else None
        assert asked.groups(Text(string), whole=whole) == expected


@given(TEXTS)
def test_a_flock_knows_which_of_many_match(string: str) -> None:
    many = [*PATTERNS, *(rf"\b{word}\b" for word in ("crown", "own", "x", "y", "1", "aa", "é", "none", "w", "r", "c"))]
    expected = [number for number, pattern in enumerate(many) if re2.compile(pattern).search(string)]
    assert Flock(many).present(Text(string)) == expected


@given(
    TEXTS,
    st.sampled_from([r"\bcrown\b", r"\w+'s", r"(?:^|\s)x", r"y$", r"(?<!c)own", r"(?=a)a", r"[\u00a0-\u00ff]", r"\s\S", r"(c)\1", r"[a-"]),
)  # fmt: skip
def test_a_gated_pattern_is_the_pattern(string: str, pattern: str) -> None:
    if pattern == "[a-":
        with pytest.raises(re.error):
            Gated(pattern).search("a")
        return
    for flags in (0, re.IGNORECASE):
        gated, plain = Gated(pattern, flags), re.compile(pattern, flags)
        found, expected = gated.search(string), plain.search(string)
        assert (found and found.span()) == (expected and expected.span())
        assert [m.span() for m in gated.finditer(string)] == [m.span() for m in plain.finditer(string)]


def test_half_a_character_is_survived() -> None:
    assert Automaton("b").spans(Text("a\ud800b")) == [(2, 3)]
