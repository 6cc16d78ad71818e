"""Where a pattern begins and ends: at a letter, so that it must begin or end at a word, or at anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bot.policy.patterns import Token


class Edges(NamedTuple):
    """Whether every match begins and ends with a letter or digit, and whether it may be empty."""

    begins: bool
    ends: bool
    empty: bool = False


def edges(tokens: Sequence[Token], phrases: Callable[[str], Sequence[str]]) -> Edges:
    """The edges of a pattern. `phrases` gives the phrases of a word list."""
    return _sequence(iter(tokens), phrases)


def alternation(phrases: Sequence[str]) -> str:
    """Any of `phrases`, where a hyphen and a blank are one; each at word edges unless all begin and end with letters."""
    edges = phrase_edges(phrases)
    forms = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        form = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", phrase.strip()))
        before = r"\b" if is_letter(phrase[0]) and not edges.begins else ""
        after = r"\b" if is_letter(phrase[-1]) and not edges.ends else ""
        forms.append(f"{before}{form}{after}")
    return f"(?:{'|'.join(forms)})"


def phrase_edges(phrases: Sequence[str]) -> Edges:
    """The edges of a word list."""
    return Edges(all(is_letter(p[:1]) for p in phrases), all(is_letter(p[-1:]) for p in phrases))


def _sequence(tokens: Iterator[Token], phrases: Callable[[str], Sequence[str]]) -> Edges:
    """Read tokens up to the end of the group; return the edges of all its ways together."""
    ways: list[list[Edges]] = [[]]
    for token in tokens:
        if token.kind in {"close", "either"}:
            if token.kind == "close":
                return _any([_joined(way) for way in ways])
            ways.append([])
        elif token.kind == "group":
            if not token.text.endswith(")"):  # `(?i)` only sets a flag
                ways[-1].append(_sequence(tokens, phrases))
        elif token.kind == "quantifier":
            if (ways[-1] and token.text[0] in "*?") or token.text.startswith(("{0", "{,")):
                ways[-1][-1] = ways[-1][-1]._replace(empty=True)
        elif token.kind == "list":
            ways[-1].append(phrase_edges(phrases(token.text[1:-1])))
        else:
            word = _is_word(token)
            ways[-1].append(Edges(word, word, empty=token.text in {"^", "$", r"\b", r"\B", r"\A", r"\z"} and not word))
    return _any([_joined(way) for way in ways])


def _joined(way: list[Edges]) -> Edges:
    return Edges(_first(way, 0), _first(way[::-1], 1), all(edges.empty for edges in way))


def _first(way: list[Edges], side: int) -> bool:
    """Whether all that may come first at this side is a letter: up to the first part that must be there."""
    for edges in way:
        if not edges[side]:
            return False
        if not edges.empty:
            return True
    return False


def _any(ways: list[Edges]) -> Edges:
    return Edges(all(w.begins for w in ways), all(w.ends for w in ways), any(w.empty for w in ways))


def _is_word(token: Token) -> bool:
    if token.kind == "escape":
        return token.text in {r"\w", r"\d"}
    if token.kind == "members":
        return is_letter(token.text[1]) or token.text[1:3] in {r"\w", r"\d"}
    return token.kind == "letter" and is_letter(token.text)


def is_letter(character: str) -> bool:
    # ASCII, as RE2's \b has it: after an accented letter there is no edge to ask for.
    return character.isascii() and (character.isalnum() or character == "_")
