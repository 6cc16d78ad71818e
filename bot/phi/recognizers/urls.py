"""Addresses of pages: with a scheme, with `www.`, and bare (`mollyskitchen.example/about`, `bit.ly/3xYz`).

Source: RFC 3986 3, RFC 1035 2.3.1 for labels. A detector that fails closed does not ask whether a top-level domain exists
(phi.md 1.2, 7), so a bare name is told from a missing blank (`smile.Thanks`, `done.we`) by its letters only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._codes import WORD_CHARACTERS as W
from bot.phi.recognizers._gate import HAS_DOT, Recognizer, mark, word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

TAIL = r"[^\s<>\"|\\^`{}]*"
SCHEME = Pattern(rf"(?i)\b(?:https?|hxxps?|ftp|sftp|file)(?:://|\[:\]//|:/){TAIL}|\bwww\.[{W}]{TAIL}")
BARE = Pattern(
    rf"[{W}](?:[{W}-]*[{W}])?(?:\.[{W}](?:[{W}-]*[{W}])?)*\.[A-Za-z\x{{AA}}-\x{{1FFF}}\x{{2C00}}-\x{{D7FF}}][A-Za-z\x{{AA}}-\x{{1FFF}}\x{{2C00}}-\x{{D7FF}}]+\b(?::\d+)?"
    rf"(?:[/?#][^\s<>\"|\\^`{{}}]*)?"
)
SPOKEN = Pattern(r"(?i)\b[a-z0-9-]{2,}(?:\s+dot\s+[a-z0-9-]{2,}){1,3}(?:\s+(?:slash|/)\s+[a-z0-9._-]+)*")

KNOWN = word_set(
    "com org net edu gov mil int info biz name pro app dev page site online website web blog shop store link club live life world today "
    "health healthcare dental dentist doctor clinic care hospital surgery vision fit med io co us uk ca mx de fr es eu au nz ie in me tv "
    "ly gl cc fm gg ai to be it is so sh st ws xyz top photos photo pics gallery pictures social video team family example test invalid "
    "localhost local company email digital agency group place zone space tech cloud click love baby wedding fyi bio"
)
# Endings that are words as well: after a lower-case word they mostly start a sentence.
WORDS = word_set("it is so in to be me us as at am by do no my we he or an if of on up go ok hi oh la") | word_set(
    "the this that then they there these and but she you your our his her him its all not now just how who what when where why can will was "
    "had has have for from with thank thanks please call text come see get let one two book ask new yes also here some every most if after "
    "before today live love care life place top name team family smile smiles great good best happy very even more as per today "
    "health dental vision social click store shop group space world surgery baby"
)
# `dana at mail dot com` is a mailbox, `find it at mail dot com` a page.
MAILBOX = re.compile(
    r"(?<!\bit)(?<!\bus)(?<!\bme)(?<!\bthem)(?<!\bmore)(?<!\bonline)(?<!\bpage)(?<!\bsite)(?<!\bblog)(?<!\bshop) (?:at|@) $"
)
ABBREVIATED = word_set("dr mr mrs ms st prof sr jr vs no fr mt ft approx dept est ave rd blvd e.g i.e etc a.m p.m")
FILES = word_set(
    "jpg jpeg png gif heic pdf doc docx xls xlsx csv txt mp3 mp4 mov zip dcm ppt pptx py js html htm json exe"
)
HOST = re.compile(r"[/?#:]")
OPENERS = {")": "(", "]": "["}


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each address without the mark that ends its sentence."""
    text = reading.norm
    for match in SCHEME.finditer(text):
        yield Finding("URL", match.start(), _end(text, match.start(), match.end()), 0.97, "url")
    for match in BARE.finditer(text):
        start, end = match.start(), _end(text, match.start(), match.end())
        if text[start - 1 : start] in ("@", "/", ".", "-", ":", "_") or text[match.end() : match.end() + 1] == "@":
            continue
        if score := _score(text[start:end]):
            yield Finding("URL", start, end, score, "url")
    if " dot " in reading.low:
        for match in SPOKEN.finditer(text):
            last = match[0].lower().split(" dot ")[-1].split()[0]
            if last in KNOWN and not MAILBOX.search(reading.low[max(0, match.start() - 24) : match.start()]):
                yield mark("URL", match, 0.6, "url")


def _score(written: str) -> float:
    """How surely a bare name is an address, 0 if it is none."""
    name = HOST.split(written, 1)[0]
    *rest, last = name.split(".")
    top, path = last.lower(), len(written) > len(name) + 1
    if _is_prose(rest, last, path) or (top in FILES and not (path and len(rest) > 1)):
        return 0.0
    if path or len(rest) > 1:
        return 0.9 if top in KNOWN else 0.8
    if top in WORDS:
        return 0.0 if rest[0].isalpha() else 0.4
    return 0.9 if top in KNOWN else 0.5


def _is_prose(rest: list[str], last: str, path: bool) -> bool:
    """Abbreviations (e.g., Ph.D., Dr.Smith), figures, and a blank left out before the next sentence."""
    if any(len(label) == 1 for label in rest) and not (path and len(rest) == 1):
        return True
    if rest[-1].lower() in ABBREVIATED or (all(label.isdigit() for label in rest) and not path):
        return True
    shouted = last.isupper() and rest[-1].isupper()
    return last[0].isupper() and not (shouted or path or last.lower() in ("com", "org", "net"))


def _end(text: str, start: int, end: int) -> int:
    while end > start:
        last = text[end - 1]
        opener = OPENERS.get(last)
        if last in ".,;:!?*~…'" or (opener and text.count(opener, start, end) < text.count(last, start, end)):
            end -= 1
        elif text.endswith("'s", start, end):
            end -= 2
        else:
            break
    return end


RECOGNIZER = Recognizer("url", find, frozenset([HAS_DOT, "http", "https", "dot", "hxxp", "hxxps"]))
