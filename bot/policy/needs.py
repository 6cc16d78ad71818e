r"""What a draft must hold before a pattern is worth running: words, and phrases of the word lists it names.

Most patterns are ruled out here, by looking words up, and only what is left runs. To find the needs, a pattern is spelled
out piece by piece: `(?:check|look) (?:\w+ )?up` gives check or look, and up. Where a piece has too many spellings, or
letters may stand beside it, nothing is needed of it. A need too few only costs time; a need too many would miss a match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.policy.matching import Needs
from bot.policy.syntax import LEFT, RIGHT, ListEdges, Part, at_word, is_empty, is_letter
from bot.policy.words import words_of

MOST = 300  # spellings of one piece
ANY, GAP = "\0", " "  # any text, or none; what parts words
LIST = 0xE000  # the first of the characters that stand for word lists (private use: no draft's letter)
COMMON = words_of(
    "a an the i we you he she it they this that our your my me us in on of to for and or at is was are be with no not all"
)


def needs(parts: Sequence[Part], sides: ListEdges, known: Callable[[str], str]) -> Needs:
    """What every match of these parts holds. `known` names a list as scenes do, or gives nothing where that is not safe."""
    names: list[str] = []
    pieces: list[list[Part]] = [[]]
    for part in parts:
        if part.kind == "blank" and not part.optional:
            pieces.append([])
        else:
            pieces[-1].append(part)
    begin = GAP if _held(parts, sides, LEFT) else ANY
    end = GAP if _held(parts, sides, RIGHT) else ANY
    found: list[frozenset[str]] = []
    for at, piece in enumerate(pieces):
        before = begin if at == 0 else GAP
        after = end if at == len(pieces) - 1 else GAP
        if need := _needed(_spellings(piece, names, known), before, after, names):
            found.append(need)
    return tuple(sorted(set(found), key=_rarity))


def _rarity(need: frozenset[str]) -> tuple[int, int, list[str]]:
    """Rare needs first: few words, none of them common. A pattern is filed under its first need."""
    return 40 * len(need & COMMON) + len(need), -min(len(word) for word in need), sorted(need)


def _held(parts: Sequence[Part], sides: ListEdges, side: int) -> bool:
    """Whether spellings that begin (or end) with a letter are held to a word edge there; see `patterns._row`."""
    if is_empty(parts):
        return False
    if at_word(parts, side, sides):
        return True
    part = parts[0 if side == LEFT else -1]
    if part.kind == "group":
        return not part.quantifier and all(_held(way, sides, side) for way in part.ways)
    return not part.optional


def _needed(spellings: Iterable[str], before: str, after: str, names: Sequence[str]) -> frozenset[str]:
    """A word out of each spelling, one for all if there is; empty where a spelling has none that stands for itself."""
    each = [
        [
            word
            for word in f"{before}{spelling}{after}".split()
            if ANY not in word and (len(word) == 1 or word.isascii())
        ]
        for spelling in spellings
    ]
    if not all(each):
        return frozenset()
    shared = set(each[0]).intersection(*each[1:])
    chosen = [_rarest(shared)] if shared else {_rarest(words) for words in each}
    return frozenset(names[ord(word[0]) - LIST] if ord(word[0]) >= LIST else word for word in chosen)


def _rarest(words: Iterable[str]) -> str:
    return min(words, key=lambda word: (word in COMMON, -len(word), word))


def _spellings(parts: Sequence[Part], names: list[str], known: Callable[[str], str]) -> set[str]:
    """All spellings of parts in a row, with ANY for what has too many."""
    found = {""}
    for part in parts:
        more = _spelled(part, names, known)
        if len(found) * len(more) > MOST:
            more = {ANY}
        found = {a + b for a in found for b in more}
    return found


def _spelled(part: Part, names: list[str], known: Callable[[str], str]) -> set[str]:
    once = _once(part, names, known)
    if part.repeated:
        pairs = {f"{a}{ANY}{b}" for a in once for b in once} if len(once) ** 2 <= MOST else {ANY}
        once = once | pairs
    return once | {""} if part.optional else once


def _once(part: Part, names: list[str], known: Callable[[str], str]) -> set[str]:
    if part.kind == "group":
        ways: set[str] = set()
        for way in part.ways:
            ways |= _spellings(way, names, known)
        return ways if len(ways) <= MOST else {ANY}
    if part.kind == "words":
        spelled = set(part.text[3:-1].lower().split("|"))
        return spelled if len(spelled) <= MOST else {ANY}
    if part.kind == "word":
        return {part.text.lower()}
    if part.kind == "list":
        name = known(part.text[1:-1])
        if name:
            names.append(f"{{{name}}}")
        return {chr(LIST + len(names) - 1) if name else ANY}
    return {_mark(part)}


def _mark(part: Part) -> str:
    """A letter, what parts words, or anything."""
    text = part.text
    if part.kind == "escape":
        return GAP if text in {r"\b", r"\s", r"\A", r"\z"} or not text[1].isalnum() else ANY
    if part.kind == "members":
        inner = text[1:-1].replace(r"\s", "")
        return ANY if inner.startswith("^") or "\\" in inner or any(is_letter(c) for c in inner) else GAP
    if part.kind == "letter":
        return text.lower() if is_letter(text) else ANY if text == "." else GAP
    return GAP if part.kind == "blank" else ANY if part.kind == "flags" else GAP
