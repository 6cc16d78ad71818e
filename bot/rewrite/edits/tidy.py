"""Text as a careful typist leaves it: no doubled blanks, no comma before a full stop, a capital where one belongs."""

from __future__ import annotations

import re

EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55\u2b05\u27a1\ufe0f\u200d\U0001f3fb-\U0001f3ff]"
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
FIXES = (
    (re.compile(r"\(\s*[,;.]?\s*\)|\[\s*\]|\"\s*\"|“\s*”"), ""),
    (re.compile(r"[ \t\u00a0]{2,}"), " "),
    (re.compile(r"[ \t]+(?=[,;:.!?)\]](?:\s|$|[,;:.!?)]))"), ""),
    (re.compile(r"(?<=[(\[])[ \t]+"), ""),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r"[,;:]+\s*(?=[.!?])"), ""),
    (re.compile(r"(?<=[!?])\.(?!\.)"), ""),
    (re.compile(r"(?<![.])\.[.](?![.])"), "."),
    (re.compile(r"[ \t]+\n"), "\n"),
    (re.compile(r"\n{3,}"), "\n\n"),
)
LEADING = re.compile(r"^[\s,;:.)\]\u2014\u2013-]+(?=\S)")
TRAILING = re.compile(r"(?:\s*[,;:\u2014\u2013(\[-])+\s*$")
LETTER = re.compile(r"[^\W\d_]")
# A sentence that ends here lost what followed: a preposition, an article or a conjunction that leads nowhere.
HOLE = re.compile(
    r"\b(?:for|to|from|with|of|and|or|but|the|a|an|our|my|your|his|her|their|dear|because|than|that|as|is|are|was|were|if|when|who|at|about|has|had|says|reads|named|called|via|will|would)\s*"
    rf"(?:[,.;:!?)\u2014]|\s{EMOJI}|$)|"
    r"\b(?:for|to|from|with|of|at)\s+(?:for|to|from|with|of|at|and|or|on|in|but|who|is|are|was)\b|\b(?:the|a|an|our|my)\s+(?:for|from|with|of|at|and|or|is|was|has|the|a|an)\b|"
    r"[\ue000-\ue00f]",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Return `text` without the traces that cutting leaves."""
    text = INVISIBLE.sub("", text)
    for pattern, put in FIXES:
        text = pattern.sub(put, text)
    return text.strip()


def sentence(text: str, *, like: str = "") -> str:
    """Tidy one sentence that was cut: it begins as `like` did (a capital stays one) and ends with a mark if `like` did."""
    text = tidy(LEADING.sub("", text))
    end = re.search(rf"([.!?]+)?(?:\s*{EMOJI}+)?\s*$", like)
    mark = end[1][:1] if end and end[1] else ""
    body, tail = _without_emoji(text)
    body = TRAILING.sub("", body)
    if mark and body and body[-1] not in ".!?\"'”)":
        body += mark
    first = LETTER.search(body)
    was = LETTER.search(like)
    if first and was and was[0].isupper() and first.start() <= 2:
        body = body[: first.start()] + first[0].upper() + body[first.end() :]
    return tidy(body + tail)


def _without_emoji(text: str) -> tuple[str, str]:
    match = re.search(rf"\s*(?:{EMOJI}\s*)+$", text)
    return (text[: match.start()], text[match.start() :]) if match else (text, "")


def has_hole(text: str, before: str) -> bool:
    """Whether cutting `before` down to `text` left a hole that `before` had not."""
    return len(HOLE.findall(text)) > len(HOLE.findall(before))


def join(parts: list[tuple[str, str]]) -> str:
    """Join sentences, each with the blank that goes before it."""
    text = ""
    for gap, part in parts:
        text = f"{text}{gap if text else ''}{part}" if part else text
    return tidy(text)


def article(text: str) -> str:
    """Make `a` into `an` before a vowel, and back."""
    text = re.sub(r"\b([Aa]) (?=[aeio]|u(?!ni|se|ro|s\b))", r"\1n ", text)
    return re.sub(r"\b([Aa])n (?=[^aeiouhAEIOUHFLMNRSX\W])", r"\1 ", text)
