"""No pattern is ruled out that would have matched: whatever is written, the words it needs are in what it matches."""

from __future__ import annotations

import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.policy.matching import WORDS, options
from bot.policy.needs import needs
from bot.policy.patterns import alternation, alternatives, expression, phrase_edges
from bot.reading import read

LISTS = {"hue": ("red", "dark red", "re"), "care": ("crown", "root canal"), "odd": ("b12", "'s")}
WORD = st.sampled_from(["red", "re", "a", "crown", "you", "do", "don", "un", "n't", "t", "12", "b"])
ATOM = st.one_of(
    WORD,
    st.sampled_from([r"\w+", r"\w*", r"\d", ".", r"\b", "[^.]{0,5}", "[ -]", "[ab]", "-", ",", "'s", "é", "{hue}", "{care}", "{odd}"]),
)  # fmt: skip


def groups(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Groups of ways, with and without a quantifier."""
    ways = st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})")
    return st.tuples(ways, st.sampled_from(["", "?", "*", "{0,2}", "{1,2}", "+"])).map("".join)


ROW = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        groups(inner), st.lists(st.tuples(inner, st.sampled_from(["", " ", " ?"])).map("".join), min_size=1, max_size=4).map("".join)
    ),
    max_leaves=8,
)  # fmt: skip
TEXT = st.lists(st.sampled_from(["red", "dark", "re", "a", "crown", "root", "canal", "you", "do", "don't", "un", "'s", "b12", "b", "12", "é", ",", "-", ".", "x"]), max_size=8).flatmap(
    lambda words: st.sampled_from([" ", "", " - "]).map(lambda glue: glue.join(words))
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(ROW, TEXT)
def test_what_a_pattern_matches_holds_what_it_needs(source, text):
    low = read(text).low
    reading = read(low)
    held = set(WORDS.findall(low))
    tokens = tuple(token.low for token in reading.tokens)
    for name, phrases in LISTS.items():
        spelled = [tuple(t.low for t in read(phrase).tokens) for phrase in phrases]
        if any(tokens[at : at + len(p)] == p for p in spelled for at in range(len(tokens))):
            held.add(f"{{{name}}}")
    edges = {name: phrase_edges(phrases) for name, phrases in LISTS.items()}
    for parts in alternatives(source):
        whole = expression(parts, edges.__getitem__, lambda name: alternation(LISTS[name]))
        try:
            matches = re2.compile(whole, options()).search(low)
        except re2.error:
            continue
        if matches and matches[0]:
            found = needs(parts, edges.__getitem__, lambda name: name)
            assert not any(held.isdisjoint(need) for need in found), (whole, low, found)


def test_words_are_found_through_gaps_groups_and_endings():
    def spoken(source):
        (parts,) = alternatives(source)
        return [set(need) for need in needs(parts, {"hue": phrase_edges(("red",))}.__getitem__, lambda name: name)]

    assert spoken("your (?:last |recent )?crown") == [{"crown"}, {"your"}]
    assert spoken("(?:call|ring)(?:ed|ing)? up") == [{"up"}, {"call", "called", "calling", "ring", "ringed", "ringing"}]
    assert sorted(spoken("{hue} door"), key=str) == [{"door"}, {"{hue}"}]
    assert spoken(r"crown\w*") == []
