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
SUBJECT = re.compile(
    r"\b(our) ((?:(?!(?:is|are|will|was|has|and|or|that|who)\b)[A-Za-z][\w'-]*\s+){0,4}?(?!is\b|are\b|will\b)[A-Za-z][\w'-]*?)\s+"
    r"(?:=|(?:is|are|will|won't|can|has|have|does|do|work|help)\b|(?:flush|balance|reset|melt|reverse|cure|clear|prevent|boost|fix|heal|stop|erase|eliminate|remove|restore|burn|detox|regrow|treat|guarantee|end|work|help|make|keep)(?:s|es)\b)",
    re.IGNORECASE,
)
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
    put = _agreed(match.expand(turn.put)) if "\\" in turn.put else turn.put
    if turn.article and (noun := NOUN.match(match.string, match.end())) and PLURAL.search(noun[1]):
        put = ""
    if not before and put:
        return put.lstrip()[:1].upper() + put.lstrip()[1:]
    return put


def _agreed(text: str) -> str:
    """`We doe`, `we teache`: a verb that lost its s, as `we` has it."""
    text = re.sub(r"^(We) (?:doe|goe)\b", lambda m: f"{m[1]} {m[0].split()[1][:-1]}", text)
    text = re.sub(r"^We ha\b", "We have", text)
    return re.sub(r"^(We \w+(?:ch|sh|ss|x|zz))e\b", r"\1", text)


def plain(text: str) -> str:
    """A claim that became a statement, without the marks of a shout."""
    return re.sub(r"[!]+(?=\s|$)", ".", text)


def subject(text: str) -> str | None:
    """The treatment or product of ours that a sentence makes claims about."""
    match = SUBJECT.search(text)
    return f"{match[1].lower()} {match[2]}" if match and not match[2].isupper() else None


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
