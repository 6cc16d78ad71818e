r"""How a pattern is built: its parts, and whether it begins and ends at a word.

Source of the syntax: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

TOKEN = re.compile(
    r"""
    (?P<words>\(\?:[A-Za-z0-9_]+(?:[ |][A-Za-z0-9_]+)*\))
  | (?P<word>[A-Za-z0-9_]+(?![*+?{A-Za-z0-9_]))
  | (?P<list>\{[a-z][a-z0-9-]*\})
  | (?P<quantifier>(?:[*+?]|\{\d*,?\d*\})\??)
  | (?P<escape>\\(?:[pP]\{\^?\w+\}|x\{\w+\}|.))
  | (?P<flags>\(\?[imsU-]+\))
  | (?P<group>\((?:\?(?:P?<\w+>|[imsU-]*:))?)
  | (?P<close>\))
  | (?P<either>\|)
  | (?P<members>\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\])
  | (?P<blank>\s+)
  | (?P<letter>.)
    """,
    re.VERBOSE | re.DOTALL,
)
NO_LENGTH = frozenset({"^", "$", r"\b", r"\B", r"\A", r"\z"})


class Part(NamedTuple):
    """A part of a pattern. `ways` are the alternatives of a group; `quantifier` as written.

    Most groups hold nothing but words: such a one is a part of the kind `words`, whole, which saves time at the start.
    """

    kind: str
    text: str
    ways: tuple[tuple[Part, ...], ...] = ()
    quantifier: str = ""

    @property
    def optional(self) -> bool:
        """Whether the part may be missing."""
        return self.quantifier[:1] in {"*", "?"} or self.quantifier.startswith(("{0", "{,"))

    @property
    def repeated(self) -> bool:
        """Whether the part may stand there more than once."""
        return self.quantifier[:1] not in {"", "?"}


class Edges(NamedTuple):
    """Whether all of something begins and ends with a letter or digit."""

    begins: bool
    ends: bool


ListEdges = Callable[[str], Edges]  # of a word list, by its name
LEFT, RIGHT = 0, 1


def parse(source: str) -> tuple[tuple[Part, ...], ...]:
    """Return the outermost alternatives of a pattern. What RE2 would refuse is cut somehow, and refused later."""
    return _ways(iter(TOKEN.finditer(source)))


def _ways(tokens: Iterator[re.Match[str]]) -> tuple[tuple[Part, ...], ...]:
    ways: list[list[Part]] = [[]]
    for match in tokens:
        kind, text = match.lastgroup or "", match[0]
        if kind == "close":
            break
        if kind == "either":
            ways.append([])
        elif kind == "group":
            ways[-1].append(Part(kind, text, _ways(tokens)))
        elif kind == "quantifier" and ways[-1]:
            ways[-1][-1] = ways[-1][-1]._replace(quantifier=ways[-1][-1].quantifier + text)
        else:
            ways[-1].append(Part(kind, text))
    return tuple(tuple(way) for way in ways)


def at_word(parts: Sequence[Part], side: int, lists: ListEdges) -> bool:
    """Whether all that may come first at this side is a letter or digit: up to the first part that must be there."""
    for part in parts if side == LEFT else reversed(parts):
        if not _at_word(part, side, lists):
            return False
        if not _empty(part):
            return True
    return False


def _at_word(part: Part, side: int, lists: ListEdges) -> bool:
    if part.kind == "group":
        return all(at_word(way, side, lists) for way in part.ways)
    if part.kind == "list":
        return lists(part.text[1:-1])[side]
    return is_word(part)


def is_empty(parts: Sequence[Part]) -> bool:
    """Whether parts in a row may match the empty text."""
    return all(_empty(part) for part in parts)


def _empty(part: Part) -> bool:
    return (
        part.optional
        or part.text in NO_LENGTH
        or part.kind == "flags"
        or (part.kind == "group" and any(is_empty(way) for way in part.ways))
    )


def is_word(part: Part) -> bool:
    """Whether a single part is made of letters and digits only."""
    if part.kind == "escape":
        return part.text in {r"\w", r"\d"}
    if part.kind == "members":
        return is_letter(part.text[1]) or part.text[1:3] in {r"\w", r"\d"}
    return part.kind in {"word", "words"} or (part.kind == "letter" and is_letter(part.text))


def is_letter(character: str) -> bool:
    """ASCII, as RE2's word edges have it: after an accented letter there is no edge to ask for."""
    return character.isascii() and (character.isalnum() or character == "_")
