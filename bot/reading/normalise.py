"""What a reader sees, as plain letters, with a map back to the author's code points.

Compatibility forms (UAX #15, NFKC), look-alike letters of other scripts (the idea of UTS #39's skeleton, cut down to
Cyrillic, Greek and small capitals), invisible and bidirectional marks, HTML's entities and plain tags, Slack's escapes
and links, letters spaced out (`M a r i a`). Most drafts need none of it and are returned as they are.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple


class Normal(NamedTuple):
    """`text` with, for each of its code points, where it began and ended in the original (None: nothing moved)."""

    text: str
    starts: list[int] | None
    ends: list[int] | None


class _Piece(NamedTuple):
    """What one stretch of the original turns into. `spread`: letter for letter, else each letter maps to the whole."""

    start: int
    end: int
    text: str
    spread: bool = False


_INVISIBLE_RANGES = (
    (0x200B, 0x2010),  # zero width, direction marks
    (0x202A, 0x202F),  # bidirectional embeddings
    (0x2060, 0x2070),  # joiners, isolates
    (0xFE00, 0xFE10),  # variation selectors
    (0xE0000, 0xE0080),  # tags
    (0xE0100, 0xE01F0),  # more variation selectors
)
INVISIBLE = frozenset({0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0x20E3}).union(
    *(range(start, stop) for start, stop in _INVISIBLE_RANGES)
)
MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4`\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2028\u2029\u0085\u000b\u000c", "\n")
)
LOOKALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһӏԛԝгпвкмнтʀɴɢʟʏʙʜɪΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχγᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ",
        "ABESIJKMHOPCTYXaesijopcyxdhlqwrnbkmhtrnglybhiABEZHIKMNOPTYXabeiknoptuxyacdejkmoptuvwzfs",
        strict=True,
    )
)
SMALL_CAPITALS = frozenset("ʀɴɢʟʏʙʜɪᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ")

ENTITY = re.compile(r"&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8}[0-9]{0,2});", re.IGNORECASE | re.ASCII)
# Slack wraps links, mentions and channels: <https://x.example|label>, <@U123|name>, <mailto:a@b.example|a@b.example>.
SLACK = re.compile(r"<((?:https?://|mailto:|tel:|[@#!])[^<>|\s]{1,2000})(?:\|([^<>]{0,2000}))?>")
TAG = re.compile(r"</?(?:b|i|u|s|em|strong|p|br|div|span|small|big|mark|a|li|ul|ol|h[1-6])\s?/?>", re.IGNORECASE)
# Four or more single letters with the same single mark between them; no letter touches either end.
SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_](?:([ .\-_*·|/])[^\W\d_])(?:\1[^\W\d_]){2,60}(?![^\W_])(?!'[^\W_])"
    r"|(?<![^\W_])[A-Z] [a-z] [a-z](?![^\W_])"  # M r s
)
PLAIN = re.compile(r"[ -_a-~]+")  # what stands for itself
# Singles in a row, in a text whose marks are blanks: without three of them nothing is spaced out.
SINGLES = re.compile(r" [^ ] [^ ] [^ ] ")
BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
UNUSUAL = re.compile(r"[^\x00-\x7f]|[&<\x00-\x08\x0b-\x1f\x7f`]")


def normalise(text: str) -> Normal:
    """Return `text` as a reader sees it, and the map back. Linear in its length."""
    pieces = _pieces(text) if UNUSUAL.search(text) else None
    plain = Normal(text, None, None) if pieces is None else _join(pieces)
    return _unspace(plain)


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    for match in _escapes(text):
        pieces += _characters(text, at, match.start)
        pieces.append(match)
        at = match.end
    return pieces + _characters(text, at, len(text))


def _escapes(text: str) -> list[_Piece]:
    found: list[_Piece] = []
    if "<" in text:
        found += [_Piece(m.start(), m.end(), _unwrapped(m)) for m in SLACK.finditer(text)]
        found += [_Piece(m.start(), m.end(), "\n" if "br" in m[0].lower() else "") for m in TAG.finditer(text)]
    if "&" in text:
        inside = [(p.start, p.end) for p in found]
        for m in ENTITY.finditer(text):
            character = html.unescape(m[0])
            if character != m[0] and not any(start <= m.start() < end for start, end in inside):
                found.append(_Piece(m.start(), m.end(), _fold(character)))
    return sorted(found)


def _unwrapped(match: re.Match[str]) -> str:
    target, label = match[1], match[2] or ""
    bare = re.sub(r"^(?:mailto:|tel:)", "", target)
    if bare[0] in "@#!":
        return (bare[0] if bare[0] != "!" else "@") + (label.lstrip("@#") or bare[1:])
    return bare if not label or label in bare else f"{bare} {label}"


def _characters(text: str, start: int, end: int) -> list[_Piece]:
    """Fold each cluster (a letter and the marks upon it) of `text[start:end]`; ASCII runs stay one piece."""
    pieces: list[_Piece] = []
    at = start
    while at < end:
        run = PLAIN.match(text, at, end)
        if run:
            stop = run.end()
            if stop < end and unicodedata.combining(text[stop]):
                stop -= 1
            if stop > at:
                pieces.append(_Piece(at, stop, text[at:stop], spread=True))
                at = stop
        if at >= end:
            break
        stop = at + 1
        while stop < end and unicodedata.combining(text[stop]):
            stop += 1
        pieces.append(_Piece(at, stop, _fold(text[at:stop])))
        at = stop
    return pieces


def _fold(cluster: str) -> str:
    if ord(cluster[0]) in INVISIBLE:
        return ""
    if "\ud800" <= cluster[0] <= "\udfff":
        return "\ufffd"  # half a character, as broken JSON gives: no encoding can write it
    if cluster in "\n\t":
        return cluster
    folded = unicodedata.normalize("NFKC", cluster.translate(MARKS)).translate(MARKS)
    # Marks that compose with no letter are decoration, piled up to get past a filter.
    folded = "".join(c for c in folded if not unicodedata.combining(c) and ord(c) not in INVISIBLE)
    return "".join(" " if c.isspace() and c != "\n" else "" if c < " " and c != "\n" else c for c in folded)


def _join(pieces: list[_Piece]) -> Normal:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        letters.append(piece.text)
        if piece.spread:
            starts += range(piece.start, piece.end)
            ends += range(piece.start + 1, piece.end + 1)
        else:
            starts += [piece.start] * len(piece.text)
            ends += [piece.end] * len(piece.text)
    return Normal(_latin("".join(letters)), starts, ends)


def _latin(text: str) -> str:
    """Turn look-alikes into Latin letters in words that mix scripts, or that are made of look-alikes only."""
    if text.isascii():
        return text
    return re.sub(r"[^\W\d_]+", _latin_word, text)


def _latin_word(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or not any(c in LOOKALIKES for c in word):
        return word
    mixed = any(c.isascii() or c in SMALL_CAPITALS for c in word)
    if mixed or all(c in LOOKALIKES for c in word):
        return "".join(LOOKALIKES.get(c, c) for c in word)
    return word


def _unspace(plain: Normal) -> Normal:
    text = plain.text
    if text.isascii() and not SINGLES.search(f" {text.translate(BLANKS)} "):
        return plain
    keep: list[tuple[int, int]] = []
    at = 0
    for match in SPACED.finditer(text):
        for k in range(match.start(), match.end() - 1, 2):
            keep.append((at, k + 1))
            at = k + 2
    if not keep:
        return plain
    keep.append((at, len(text)))
    where = [k for start, end in keep for k in range(start, end)]
    starts = plain.starts or range(len(text))
    ends = plain.ends or range(1, len(text) + 1)
    return Normal("".join(text[k] for k in where), [starts[k] for k in where], [ends[k] for k in where])
