"""The part of a sentence that stands without the rest: its beginning, or a clause that starts anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.rewrite.edits import stands, tidy
from bot.rewrite.edits.grammar import PAST, PRESENT, YOU
from bot.rewrite.edits.pieces import Piece

LONGEST = 600  # a longer sentence is none; it goes as a whole
LEAST = 4  # words that a clause needs to stand alone
# Where a sentence could end earlier: before a clause that turns to somebody or something else.
ENDS = re.compile(
    r"\s*(?:;|\u2014|\s-+\s|,?\s(?=(?:and|but|so|because)\s(?:this|that|we|i|you|your|the|our|it|he|she|they|one|maybe|if|come|keep|see|give|tell)\b)"
    r"|,\s(?=(?:here's|here is|which|because|you|we|then|thanks|and \w+ (?:finally|just|still|even))\b)|\s(?=because\b))\s*",
    re.IGNORECASE,
)
# A clause that starts anew: an order to the reader, or what holds for the practice.
STARTS = re.compile(
    r"(?:[,;:\u2014\u2013]|\s-+\s|\s(?=(?:and|but|so|then)\s))\s*(?:(?:and|but|so|then|plus|or)\s+)*"
    r"(?=(?:please|call|ring|book|come|stop by|swing by|walk in|bring|ask|schedule|visit|remember|wear|keep|drink|brush|floss|"
    r"start|let us|bear with|check|share|join|talk|tell us|we|our|you can|everyone|everybody|(?-i:(?:Dr\. )?[A-Z][a-z]+ (?:will|would|can|is (?:glad|happy|here))))\b)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"^(?:\W*(?:so|and|but)\s+)?(?:if|unless|when|whenever|until|before|after|because)\b", re.IGNORECASE
)
FREE = re.compile(r"^(?:\W*(?:so|and|but)\s+)?(?:if|whether|when) (?:you|your|you're|you've|y'all)\b", re.IGNORECASE)
JOINED = re.compile(
    r"^(?:this is why|that's why|that is why|which is why|and|but|so|plus|also|anyway|besides|again|then|p\.?s\.?),?\s+"
    r"(?=(?:we|our|you|your|please|if|when|everyone|everybody|call|book|ask|bring|come|keep|brush|wear|remember|let|don't|the)\b)",
    re.IGNORECASE,
)


def parts(piece: Piece) -> Iterator[Piece]:
    """What might stand alone of a sentence, the longest first; none of it was found or breaks a rule."""
    text = piece.text
    if len(text) > LONGEST:
        return
    spans = [(0, m.start()) for m in ENDS.finditer(text)]
    if not CONDITION.match(text) or FREE.match(text):
        spans += [(m.end(), len(text)) for m in STARTS.finditer(text)]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if piece.clean(start, end) and (part := _standing(piece, text[start:end])):
            yield part


def _standing(piece: Piece, said: str) -> Piece | None:
    if len(said.split()) < LEAST or said.count("(") != said.count(")") or said.count('"') % 2:
        return None
    text = tidy.sentence(said, like=piece.text)
    part = piece.anew(text)
    verb = any(t.low in PRESENT or t.low in PAST or t.low in YOU for t in part.tokens)
    if not verb or tidy.has_hole(text, "") or stands.leans(text, known=False, previous=False):
        return None
    return part


def loosened(text: str) -> str | None:
    """The sentence without the word that ties it to the one before, where it starts with one."""
    match = JOINED.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    return rest[:1].upper() + rest[1:] if text[:1].isupper() else rest
