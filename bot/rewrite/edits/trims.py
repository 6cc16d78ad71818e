"""Identifiers taken out of a sentence together with the words that only carried them.

Each finding is first replaced by one private letter for its kind, so that grammar can be told in patterns: a name called
out (`Thanks, P!`), a date or place hung on (`on D`, `from L`), an owner (`P's`), a bracket, a clause at an end. A sentence
that still holds such a letter, or has a hole, cannot be kept.
"""

from __future__ import annotations

import re

from bot.rewrite.edits import tidy
from bot.rewrite.edits.grammar import PAST, PRESENT, YOU
from bot.rewrite.edits.pieces import Piece

P, D, L, A, X = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
LETTERS = {"PERSON": P, "USERNAME": P, "DATE": D, "LOCATION": L, "AGE": A}
ANY = f"[{P}{D}{L}{A}{X}]"
LONGEST = 600  # a longer sentence is none; it goes as a whole
LEAST = 4  # words that a clause needs to stand alone

TITLE = r"(?:(?:Mrs?|Ms|Miss|Mx|Dr|Mister|Señora?|Coach|Pastor|Grandma|Grandpa|Aunt|Uncle|little|big)\.?\s+)?"
NAME = rf"{TITLE}@?{P}(?:\s+{P}|-{P})*(?:'s family)?"
NAMES = rf"(?:the\s+)?{NAME}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){NAME})*(?:\s+family)?"
CHEER = r"(?:thank(?:s| you)|many thanks|congrats|congratulations|happy birthday|good luck|great job|way to go|well done|bravo|kudos|welcome|gracias|felicidades)"
WHEN = r"(?:(?:on|since|by|until|till|before|after|from|at|for|during|over|back|in|this|last|next|early|late|of|first thing)\s+){0,2}(?:the\s+)?"
HOUR = r"(?:\s+(?:at|around)\s+\d{1,2}(?::\d\d)?\s*(?:am|pm|a\.m\.|p\.m\.)?)?"
WHERE = r"(?:all the way |just |right |over |out )?(?:from|in|near|at|outside|around|of|on|down in|by)\s+(?:the\s+)?"
PLACE = rf"{WHERE}(?:\d+\s+)?{L}(?:,?\s+{L})*(?:\s+(?:area|neighborhood|community))?"


def _ops(*ops: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), put) for pattern, put in ops)


OPS = _ops(
    (rf"\s*[(\[][^()\[\]]*{ANY}[^()\[\]]*[)\]]", ""),  # (s/n X)
    (rf"\s*#\w*{ANY}\w*", ""),
    (rf",?\s+(?:with|that has|marked|and)\s+(?:(?:a|an|the|our)\s+)?(?:\w+\s+)?(?:tags?|labels?|name|initials|stickers?|note)\b[^.;:]*{ANY}[^.;:]*", ""),  # with a tag that says P
    (rf",?\s*\b(?:(?:license )?plate|tag|serial|s/n|order|mrn|chart|acct|account|claim|case|member|record|no\.|id)\s*(?:#|numbers?|no\.?)?:?\s*{X}", ""),
    (rf"^(hi|hello|hey|hiya|dear|good morning|good afternoon|good evening)(?:\s+there)?,?\s+{NAMES}", r"\1"),
    (rf"\b({CHEER}(?:\s+(?:so|very)\s+much|\s+again|\s+a lot|\s+a million)?),?\s+(?:to\s+|dear\s+)?{NAMES}(?=\s*[!.,?]|\s*$|\s+for\b|\s+on\b)", r"\1"),
    (rf",\s*{NAMES},(?=\s+(?:and|but|so|we|you|your|it|that)\b)", ","),
    (rf",?\s*,\s*(?:our\s+(?:friend|pal)\s+)?{NAMES}(?=\s*[,!.?…]|\s*$)", ""),  # ..., P!
    (rf"^(?:oh,?\s+)?{NAMES}\s*(?:[!.]+|[,:]+(?=\s+(?:you|your|we|i|it|thank|thanks|so|what|that|this|don't|please|congrat|happy)\b)|\s[-–—])\s+", ""),  # P, ...
    (rf"\s+{NAMES}(?=\s*[!]+)", " " + P),
    (rf",?\s+{WHEN}{D}{HOUR}(?:\s*(?:and|to|or|through|-|–|,)\s*{WHEN}{D}{HOUR})*(?=\s*[,.;:!?)]|\s*$|\s+(?:and|but|with|for|to|because|when|so|at|in|from|come|please)\b)", ""),
    (rf"^{WHEN}{D}{HOUR},?\s+", ""),
    (rf",?\s+{PLACE}(?=\s*[,.;:!?)]|\s*$|\s+(?:and|but|with|for|to|because|when|so|who|is|are|was)\b)", ""),
    (rf",?\s+(?:at\s+|aged?\s+)?{A}(?:[ -]years?[ -](?:old|young))?,?(?=\s|[.!?,]|$)", ""),
    (rf"\b{NAMES}(?:'s|’s|')\s+(?=smile|grin|laugh|kindness|words|story|cookies|card|flowers|energy|enthusiasm)", "a "),
    (rf"\b(to|for|from|with|by)\s+{NAMES}\s+(?:for|on)\b", "for"),
    (rf"\b(goes|went) to\s+{NAMES}(?=\s*[,!.?]|\s*$)", "has a happy winner"),
    (rf"\s+(?:with|alongside|for|to|from|by)\s+{NAMES}(?=\s*[,.;!?]|\s*$)", ""),
)  # fmt: skip
OPENING = re.compile(r"^(?:when|after|since|because|as|while|if|before|once|although)\b[^,]*,\s+", re.IGNORECASE)
CUT = re.compile(
    r"\s*(?:[;:\u2014\u2013]|,(?=\s)|\s-+\s|\s(?=(?:but|because|so|who|which|while|when|after|before|since)\b)|,?\s(?=and\s(?:we|i|you|she|he|they|it|the|our|his|her)\b))\s*",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself|they|them|their)\b", re.IGNORECASE)


def masked(piece: Piece) -> str:
    """The sentence with each finding replaced by the letter of its kind; one of several words is one letter."""
    text = piece.text
    for finding in sorted(piece.findings, key=lambda f: -f.start):
        start, end = max(finding.start - piece.start, 0), min(finding.end - piece.start, len(piece.text))
        text = text[:start] + LETTERS.get(finding.type, X) + text[end:]
    return text


def trimmed(piece: Piece, also: re.Pattern[str] | None = None) -> str | None:
    """The sentence without its findings and what `also` finds, or None where it cannot do without."""
    if len(piece.text) > LONGEST or re.search("[\ue000-\ue00f]", piece.text):
        return None
    text = also.sub(X, masked(piece)) if also else masked(piece)
    before = text
    for pattern, put in OPS:
        text = pattern.sub(put, text)
    if re.search(ANY, text):
        text = _without_clauses(text) or ""
    if not text or re.search(ANY, text):
        return None
    text = tidy.sentence(text, like=piece.text)
    bare = re.sub(ANY, "it", before)
    return None if not text or tidy.has_hole(text, bare) or not re.search(r"[^\W\d_]", text) else text


STRONG = re.compile(
    r"\s*(?:;|\u2014|\s-+\s|,?\s(?=(?:because|but|so that|and)\s(?:we|i|you|the|our|it|nobody|no|they)\b))\s*",
    re.IGNORECASE,
)


def shortened(piece: Piece) -> str | None:
    """The sentence up to the clause in which a rule is broken, where that much stands alone."""
    if len(piece.text) > LONGEST or not piece.spots:
        return None
    text = list(masked(piece))
    if len(text) != len(piece.text):
        return None
    for start, end in piece.spots:
        text[start:end] = X * (end - start)
    head = _without_clauses("".join(text), STRONG)
    if head is None:
        return None
    cut = tidy.sentence(head, like=piece.text)
    return None if tidy.has_hole(cut, "") else cut


def _without_clauses(text: str, at: re.Pattern[str] = CUT) -> str | None:
    """Drop a clause at either end where the rest stands."""
    opening = OPENING.match(text)
    if opening and re.search(ANY, opening[0]) and not re.search(ANY, text[opening.end() :]):
        rest = text[opening.end() :]
        return rest if len(rest.split()) >= LEAST and not PERSONAL.search(rest) else None
    first = re.search(ANY, text)
    cuts = [m for m in at.finditer(text) if first and m.end() <= first.start()]
    for cut in reversed(cuts):
        head = text[: cut.start()]
        whole = head.count("(") == head.count(")") and any(w in PRESENT | PAST | YOU for w in head.lower().split())
        if len(head.split()) >= LEAST and whole and not re.search(ANY, head):
            return head
    return None


def before_care(text: str) -> str | None:
    """A notice up to where it goes on about its owner."""
    cut = re.search(
        r",?\s(?:and|because|so|but)\s(?:you|your|he|she|they)\b|\s*[(]|:\s(?=(?:name|he|she|you are in|you're in)\b)",
        text,
        re.IGNORECASE,
    )
    head = text[: cut.start()] if cut else ""
    return tidy.sentence(head, like=text) if len(head.split()) >= LEAST else None
