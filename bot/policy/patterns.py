r"""The language of patterns in packs: RE2, with four comforts for people who do not write patterns for a living.

A blank is any white space. `{visit}` is any phrase of that word list. What begins or ends with a letter or digit begins
or ends at a word (`crown` does not match "crowned"; write `crown\w*` for that). `n't` on its own is any verb with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.policy.syntax import LEFT, RIGHT, Edges, ListEdges, Part, at_word, is_empty, is_letter, parse

LONGEST_LIST = 400  # phrases; beyond it a pattern costs more than it finds
LISTS = re.compile(r"(?<!\\[pPx])\{([a-z][a-z0-9-]*)\}")
Words = Callable[[str], str]  # the expression of a word list, by its name
BARE_NOT = re.compile(r"(?<![A-Za-z\\\]])n't\b")


def lists_in(source: str) -> list[str]:
    """The word lists that a pattern names."""
    return LISTS.findall(source)


def alternatives(source: str) -> tuple[tuple[Part, ...], ...]:
    """Cut a pattern at its outermost `|`: each part is a pattern of its own."""
    return parse(BARE_NOT.sub(r"\\w+n't", source))


def expression(parts: Sequence[Part], lists: ListEdges, words: Words) -> str:
    """Return one alternative as RE2 reads it. `words` gives the expression of a word list."""
    return _row(parts, lists, words, True, True)


def _row(parts: Sequence[Part], lists: ListEdges, words: Words, left: bool, right: bool) -> str:
    """Parts in a row, held to word edges at the outer sides: before or after the row, or inside its outermost groups."""
    if not (left or right) or is_empty(parts):
        return "".join(_part(part, lists, words) for part in parts)
    begins, ends = left and at_word(parts, LEFT, lists), right and at_word(parts, RIGHT, lists)
    last = len(parts) - 1
    body = "".join(
        _part(part, lists, words, left and not begins and at == 0, right and not ends and at == last)
        for at, part in enumerate(parts)
    )
    before, after = r"\b" if begins else "", r"\b" if ends else ""
    return f"{before}{body}{after}"


def _part(part: Part, lists: ListEdges, words: Words, left: bool = False, right: bool = False) -> str:
    if part.kind == "group":
        once = not part.quantifier
        ways = (_row(way, lists, words, left and once, right and once) for way in part.ways)
        text = f"{part.text}{'|'.join(ways)})"
    elif part.kind == "list":
        text = words(part.text[1:-1])
    elif part.kind == "blank":
        # `a ?b` asks for an optional blank, not for a lazy run of blanks.
        text = r"(?:\s+)" if part.quantifier else r"\s+"
    elif part.kind == "words":
        text = part.text.replace(" ", r"\s+")
    elif part.kind == "members":
        text = part.text.replace(" ", r"\s")
    else:
        text = part.text
    return text + part.quantifier


def alternation(phrases: Sequence[str]) -> str:
    """Any of `phrases`, where a hyphen and a blank are one; each at word edges unless all begin and end with letters."""
    sides = phrase_edges(phrases)
    forms = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        form = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", phrase.strip()))
        before = r"\b" if is_letter(phrase[0]) and not sides.begins else ""
        after = r"\b" if is_letter(phrase[-1]) and not sides.ends else ""
        forms.append(f"{before}{form}{after}")
    return f"(?:{'|'.join(forms)})"


def phrase_edges(phrases: Sequence[str]) -> Edges:
    """The edges of a word list."""
    return Edges(all(is_letter(p[:1]) for p in phrases), all(is_letter(p[-1:]) for p in phrases))
