"""Changes inside a sentence that stays: a claim turned into a plain statement, capitals and marks calmed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bot.rewrite.edits import tidy
from bot.rewrite.edits.grammar import ACRONYMS
from bot.rewrite.edits.wordings import Turn

CAPITALS = re.compile(r"[A-Z][A-Z'’]*[A-Z]")
# The noun that an article belongs to: the last word before a preposition or a mark.
NOUN = re.compile(
    r"((?:[\w'&-]+ ){0,4}?[\w'&-]+?)(?= (?:in|of|on|for|at|around|near|that|who|this|with|you)\b|[.,!?;]|$)",
    re.IGNORECASE,
)
PLURAL = re.compile(r"(?<![sui])s$")
MARKS = re.compile(r"([!?])[!?]+")


def turned(text: str, turns: Sequence[Turn]) -> str | None:
    """Apply `turns` to a sentence; None where none of them changes it or a hole is left."""
    new = text
    for turn in turns:
        if turn.polish and new == text:
            continue
        new = turn.find.sub(lambda match, turn=turn: _put(match, turn), new)  # type: ignore[misc]
        if turn.article and new != text:
            new = tidy.article(new)
    if new == text:
        return None
    new = tidy.sentence(new, like=text)
    return None if tidy.has_hole(new, text) or len(new.split()) < 3 else new


def _put(match: re.Match[str], turn: Turn) -> str:
    before = match.string[: match.start()].rstrip()
    if turn.after and not turn.after.search(before):
        return match[0]
    put = turn.put
    if turn.article and (noun := NOUN.match(match.string, match.end())) and PLURAL.search(noun[1]):
        put = ""
    if not before and put:
        return put.lstrip()[:1].upper() + put.lstrip()[1:]
    return put


def calmed(text: str, names: Collection[str]) -> str:
    """Turn shouted words to lower case (acronyms and the practice's names stay) and rows of marks into one."""
    text = MARKS.sub(r"\1", text)
    calm = CAPITALS.sub(lambda m: m[0] if m[0] in ACRONYMS else _as_name(m[0], names), text)
    return re.sub(r"(?:^|(?<=[.!?]\s))[^\W\d_]", lambda m: m[0].upper(), calm) if calm != text else calm


def _as_name(word: str, names: Collection[str]) -> str:
    low = word.lower()
    return word.title() if low in names else low


def shouts(text: str) -> bool:
    """Whether the text is shouted: most of its words are capitals, or marks stand in rows."""
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text) if w not in ACRONYMS]
    return bool(MARKS.search(text)) or sum(w.isupper() for w in words) > max(1, len(words) // 3)
