r"""The language of patterns in packs: RE2, with three comforts for people who do not write patterns for a living.

A blank is any white space, `{visit}` is any phrase of that word list, and a pattern that begins or ends with a letter or
digit begins or ends at a word (`crown` does not match "crowned"; write `crown\w*` for that).
Source of the syntax: https://github.com/google/re2/wiki/Syntax
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.policy.edges import Edges

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


class Token(NamedTuple):
    """A part of a pattern: its kind (see TOKEN) and as it was written."""

    kind: str
    text: str


def lists_in(source: str) -> list[str]:
    """The word lists that a pattern names."""
    return LISTS.findall(source)


def alternatives(source: str) -> list[list[Token]]:
    """Cut a pattern at its outermost `|`: each part is a pattern of its own."""
    depth = 0
    parts: list[list[Token]] = [[]]
    for match in TOKEN.finditer(source):
        token = Token(match.lastgroup or "", match[0])
        depth += (token.kind == "group" and not token.text.endswith(")")) - (token.kind == "close")
        if token.kind == "either" and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def expression(tokens: Sequence[Token], edges: Edges, words: Callable[[str], str]) -> str:
    """Return one alternative as RE2 reads it. `words` gives the expression of a word list."""
    body = "".join(
        words(token.text[1:-1]) if token.kind == "list" else _spaced(token, tokens[i + 1 : i + 2])
        for i, token in enumerate(tokens)
    )
    before = r"\b" if edges.begins and not edges.empty else ""
    after = r"\b" if edges.ends and not edges.empty else ""
    return f"{before}{body}{after}"


def _spaced(token: Token, following: Sequence[Token]) -> str:
    if token.kind == "blank":
        # `a ?b` asks for an optional blank, not for a lazy run of blanks.
        return r"(?:\s+)" if following and following[0].kind == "quantifier" else r"\s+"
    if token.kind == "members":
        return token.text.replace(" ", r"\s")
    return token.text
