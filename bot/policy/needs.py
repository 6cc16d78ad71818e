"""What a draft must hold before a pattern is worth running: words, and phrases of the word lists it names.

Most patterns are ruled out here, by looking up words in a set, and only what is left runs. A need is only stated where
every match has it: outside of optional parts, between blanks, marks or the pattern's own edges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.policy.edges import Edges, is_letter
from bot.policy.patterns import Token

WORDS = re.compile(r"[a-z0-9_]+")  # as RE2 sees words; an accented letter parts two


class Needs(NamedTuple):
    """For each set of `words`, one that the draft holds; of each of `lists`, a phrase."""

    words: tuple[frozenset[str], ...]
    lists: tuple[str, ...]


def needs(tokens: Sequence[Token], edges: Edges) -> Needs:
    """What every match of these tokens holds."""
    units = _units(tokens)
    words: list[frozenset[str]] = []
    lists: list[str] = []
    for at, unit in enumerate(units):
        if not (_parted(units, at - 1, edges.begins) and _parted(units, at + 1, edges.ends)):
            continue
        if unit[0].kind == "list" and len(unit) == 1:
            lists.append(unit[0].text[1:-1])
        elif word := _word(unit):
            words.append(frozenset([word]))
        elif ways := _ways(unit):
            words.append(ways)
    return Needs(tuple(words), tuple(lists))


def _units(tokens: Sequence[Token]) -> list[list[Token]]:
    """Cut a pattern into what stands together: runs of letters, whole groups, single marks; with their quantifiers."""
    units: list[list[Token]] = []
    depth = 0
    for token in tokens:
        joins = depth > 0 or token.kind == "quantifier" or (_plain(token) and units and _plain(units[-1][-1]))
        if joins and units:
            units[-1].append(token)
        else:
            units.append([token])
        depth += (token.kind == "group" and not token.text.endswith(")")) - (token.kind == "close")
    return units


def _plain(token: Token) -> bool:
    return token.kind == "letter" and is_letter(token.text)


def _parted(units: list[list[Token]], at: int, edge: bool) -> bool:
    """Whether the unit at this place parts words. Beyond either end the pattern's edge does, where it has one."""
    if not 0 <= at < len(units):
        return edge
    unit = units[at]
    if len(unit) > 1:  # an optional blank parts nothing
        return False
    token = unit[0]
    if token.kind == "letter":
        return not is_letter(token.text) and token.text != "."
    return token.kind == "blank" or (
        token.kind == "escape" and (token.text in {r"\b", r"\s"} or not token.text[1].isalnum())
    )


def _word(unit: list[Token]) -> str:
    return "".join(token.text for token in unit).lower() if all(_plain(token) for token in unit) else ""


def _ways(unit: list[Token]) -> frozenset[str]:
    """The words of which a group holds one: `(?:call|ring up)` needs call or ring. Empty where it is not as simple."""
    if unit[0].kind != "group" or unit[-1].kind != "close" or unit[0].text not in {"(", "(?:"}:
        return frozenset()
    words: list[list[Token]] = [[]]
    ways = []
    for token in [*unit[1:-1], Token("either", "|")]:
        if token.kind == "either":
            ways.append(words)
            words = [[]]
        elif token.kind == "blank":
            words.append([])
        else:
            words[-1].append(token)
    found = {
        next((w for part in way if part and (w := _word(part))), "") for way in ways if all(_simple(p) for p in way)
    }
    return frozenset(found) if "" not in found and all(_simple(p) for way in ways for p in way) else frozenset()


def _simple(part: list[Token]) -> bool:
    return bool(part) and all(_plain(token) for token in part)
