r"""The language of patterns in packs: RE2, with three comforts for people who do not write patterns for a living.

A blank is any white space, `{visit}` is any phrase of that word list, and a pattern that begins or ends with a letter or
digit begins or ends at a word (`crown` does not match "crowned"; write `crown\w*` for that).
Source of the syntax: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    (?P<list>\{[a-z][a-z0-9-]*\})
  | (?P<quantifier>(?:[*+?]|\{\d*,?\d*\})\??)
  | (?P<escape>\\(?:[pP]\{\^?\w+\}|x\{\w+\}|.))
  | (?P<group>\((?:\?(?:P?<\w+>|[imsU-]*[:)]))?)
  | (?P<close>\))
  | (?P<either>\|)
  | (?P<members>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])
  | (?P<blank>\s+)
  | (?P<letter>.)
    """,
    re.VERBOSE | re.DOTALL,
)
LISTS = re.compile(r"(?<!\\[pPx])\{([a-z][a-z0-9-]*)\}")
LONGEST_LIST = 400  # phrases; beyond it a pattern costs more than it finds


class Edges(NamedTuple):
    """Whether every match begins and ends with a letter or digit, and whether it may be empty."""

    begins: bool
    ends: bool
    empty: bool = False


class _Token(NamedTuple):
    kind: str
    text: str


def lists_in(source: str) -> list[str]:
    """The word lists that a pattern names."""
    return LISTS.findall(source)


def compiled(source: str, phrases: Callable[[str], Sequence[str]]) -> str:
    """Return `source` as RE2 reads it. `phrases` gives the phrases of a word list."""
    tokens = [_Token(m.lastgroup or "", m[0]) for m in TOKEN.finditer(source)]
    return "|".join(_whole(part, phrases) for part in _alternatives(tokens))


def alternation(phrases: Sequence[str]) -> str:
    """Any of `phrases`, where a hyphen and a blank are one; each at word edges unless all begin and end with letters."""
    edges = phrase_edges(phrases)
    forms = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        form = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", phrase.strip()))
        before = r"\b" if _letter(phrase[0]) and not edges.begins else ""
        after = r"\b" if _letter(phrase[-1]) and not edges.ends else ""
        forms.append(f"{before}{form}{after}")
    return f"(?:{'|'.join(forms)})"


def phrase_edges(phrases: Sequence[str]) -> Edges:
    """The edges of a word list."""
    return Edges(all(_letter(p[:1]) for p in phrases), all(_letter(p[-1:]) for p in phrases))


def _whole(tokens: list[_Token], phrases: Callable[[str], Sequence[str]]) -> str:
    edges = _sequence(iter(tokens), phrases)[0]
    body = "".join(
        alternation(phrases(token.text[1:-1])) if token.kind == "list" else _spaced(token, tokens[i + 1 : i + 2])
        for i, token in enumerate(tokens)
    )
    before = r"\b" if edges.begins and not edges.empty else ""
    after = r"\b" if edges.ends and not edges.empty else ""
    return f"{before}{body}{after}"


def _spaced(token: _Token, following: list[_Token]) -> str:
    if token.kind == "blank":
        # `a ?b` asks for an optional blank, not for a lazy run of blanks.
        return r"(?:\s+)" if following and following[0].kind == "quantifier" else r"\s+"
    if token.kind == "members":
        return token.text.replace(" ", r"\s")
    return token.text


def _alternatives(tokens: list[_Token]) -> Iterator[list[_Token]]:
    depth = 0
    part: list[_Token] = []
    for token in tokens:
        depth += (token.kind == "group" and not token.text.endswith(")")) - (token.kind == "close")
        if token.kind == "either" and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _sequence(tokens: Iterator[_Token], phrases: Callable[[str], Sequence[str]]) -> tuple[Edges, str]:
    """Read tokens up to the end of the group; return the edges of all its ways together, and what ended it."""
    ways: list[list[Edges]] = [[]]
    for token in tokens:
        if token.kind in {"close", "either"}:
            if token.kind == "close":
                return _any([_joined(way) for way in ways]), token.kind
            ways.append([])
        elif token.kind == "group":
            if not token.text.endswith(")"):  # `(?i)` only sets a flag
                ways[-1].append(_sequence(tokens, phrases)[0])
        elif token.kind == "quantifier":
            if (ways[-1] and token.text[0] in "*?") or token.text.startswith(("{0", "{,")):
                ways[-1][-1] = ways[-1][-1]._replace(empty=True)
        elif token.kind == "list":
            ways[-1].append(phrase_edges(phrases(token.text[1:-1])))
        else:
            word = _is_word(token)
            ways[-1].append(Edges(word, word, empty=token.text in {"^", "$", r"\b", r"\B", r"\A", r"\z"} and not word))
    return _any([_joined(way) for way in ways]), ""


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


def _is_word(token: _Token) -> bool:
    if token.kind == "escape":
        return token.text in {r"\w", r"\d"}
    if token.kind == "members":
        return _letter(token.text[1]) or token.text[1:3] in {r"\w", r"\d"}
    return token.kind == "letter" and _letter(token.text)


def _letter(character: str) -> bool:
    # ASCII, as RE2's \b has it: after an accented letter there is no edge to ask for.
    return character.isascii() and (character.isalnum() or character == "_")
