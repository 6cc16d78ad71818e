"""Cuts the draft out of the words around it: sentences that speak to the bot are peeled off both ends, and no other.

What is peeled was heard by `speech`; whatever was not stays in the draft, since checking more is safe and checking less is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.slack.speech import ASKING, LONGEST, Act, Said, hear, hear_apart, plain_words

END = re.compile(
    r"(?P<line>[ \t]*\n\s*)"
    r"|(?P<stop>[.!?…]+[\"'”’)]*(?:[^\w\s\"'“‘«¿¡`#@$(\[]*)(?=\s|$)[ \t]*)"
    r"|(?P<colon>\s?:(?=\s|[\"'“‘«¡¿`]|$)\s*|(?<=[a-z]):(?=[A-Za-z]))"
    r"|(?P<dash>\s+[-–—]+>?\s+|\s?—\s?|\s+\.\.\.\s+)"
    r"|(?P<open>\s+(?=[\"“«'‘`]\S))"
    r"|(?P<last>\s*$)"
)
AFTER = re.compile(r"\s*\n\s*|\s*[-–—]+\s+")  # sets apart as well, behind a full stop
BEGIN = re.compile(r"\n\s*|[.!?…]+[\"'”’)]*\s+|[”\"»`'’]\s+|[^\w\s.,;]\s+|\s[-–—]+\s|\s?—\s?|,\s+|[¿(]")
ABBREVIATED = re.compile(r"\b(?:dr|dra|mr|mrs|ms|st|sr|sra|vs|no|jr|approx|e\.g|i\.e)\.$", re.IGNORECASE)
APART = frozenset({"line", "colon", "dash", "open"})  # what sets a draft apart from the words before it
RUN_ON = 9  # words
TRIES = 4  # how many ends of a sentence are tried: `hi - could you` has a dash inside
PAIRS = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’", "`": "`"}
SPAN = 12  # characters; a shorter quotation is a word that is spoken of
FENCE = re.compile(r"```(?:[a-z]*\n)?(.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cut:
    """A message taken apart. `outside`: the sentences that speak to the bot; `runs`: what the
    first words ask for, where their end cannot be told and they stay in the draft."""

    body: str
    outside: str
    heard: tuple[Said, ...]
    runs: Act | None = None

    @property
    def acts(self) -> frozenset[Act]:
        """What is asked."""
        return frozenset(said.act for said in self.heard if said.act in ASKING)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the message from `start` to `end`; the next one begins at `after`. `mark` is what ends it."""

    start: int
    end: int
    after: int
    mark: str
    ending: str = ""


def cut(text: str) -> Cut:
    """Return the draft in `text` and what was said around it."""
    return _quotation(text) or _peeled(text)


def fenced(text: str) -> tuple[str, str] | None:
    """Return (the words around, what stands in code fences)."""
    blocks = FENCE.findall(text)
    return (FENCE.sub("\n", text).strip(), "\n\n".join(b.strip("\n") for b in blocks)) if blocks else None


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of `text`."""
    at = 0
    while at < len(text):
        sentence = next(s for s in _ends(text, at, None) if s.mark in ("line", "stop", "last"))
        if sentence.end > sentence.start:
            yield text[sentence.start : sentence.end]
        at = sentence.after


def _quotation(text: str) -> Cut | None:
    """A draft in quotation marks, if all that stands around them speaks to the bot."""
    for opening, closing in PAIRS.items():
        start, end = text.find(opening), text.rfind(closing)
        if start < 0 or end - start <= SPAN or not _bounds(text, start, end):
            continue
        if opening == closing != "'" and text.count(opening) > 2:  # two quotations, not one
            continue
        around = _peeled(f"{text[:start]} this {text[end + 1 :]}")
        if plain_words(around.body) in ("", "this") and around.acts:
            return Cut(text[start + 1 : end].strip(), around.outside, around.heard)
    return None


def _bounds(text: str, start: int, end: int) -> bool:
    """Whether quotation marks stand outside words: the apostrophe of `don't` is none."""
    return (start == 0 or not text[start - 1].isalnum()) and (end + 1 == len(text) or not text[end + 1].isalnum())


def _peeled(text: str) -> Cut:
    start, first = _head(text)
    end, last = _tail(text, start, bool(first))
    heard = (*first, *last)
    body = text[start:end].strip()
    outside = f"{text[:start]}\n{text[end:]}".strip()
    return Cut(unquoted(body) if heard else body, outside, heard, None if first else _runs_on(text))


def _head(text: str) -> tuple[int, tuple[Said, ...]]:
    """Return where the draft begins and what was said before. A greeting is the bot's only if a request follows it."""
    at = kept = taken = 0
    heard: list[Said] = []
    while at < len(text):
        sentence, said = _next(text, at)
        if said is None or said.act is None or not _leads(said.act, bool(taken)):
            break
        heard.append(said)
        at = sentence.after
        if said.act in ASKING or taken or (said.act is Act.CONTEXT and sentence.mark in APART):
            kept, taken = at, len(heard)
    return kept, tuple(heard[:taken])


def _leads(act: Act, asked: bool) -> bool:
    """Whether a sentence may stand before a draft: after the request no greeting, which would be the draft's."""
    return act in ASKING or (act is not Act.HELLO if asked else act in (Act.HELLO, Act.CONTEXT, Act.THANKS))


def _runs_on(text: str) -> Act | None:
    """What the first words ask for, though their sentence goes on to a topic: no end of the request is in sight."""
    first = text[:LONGEST].split()[:RUN_ON]
    said = (hear(" ".join(first[:n])) for n in range(3, len(first) + 1))
    return next((s.act for s in said if s and s.act in ASKING - {Act.LABEL, Act.HELP} and not s.weak), None)


def _next(text: str, at: int) -> tuple[Sentence, Said | None]:
    """The sentence that begins at `at` and what it says, tried with each of its possible ends."""
    first = None
    for number, sentence in enumerate(_ends(text, at, LONGEST)):
        first = first or sentence
        apart = sentence.mark in ("line", "colon") and bool(text[sentence.after :].strip())
        said = (hear_apart if apart else hear)(text[sentence.start : sentence.end])
        if said and said.act and _may_end(said, sentence, text):
            return sentence, said
        if sentence.mark in ("line", "last") or sentence.ending or number >= TRIES:
            break
    return first or Sentence(at, len(text), len(text), "last"), None


def _may_end(said: Said, sentence: Sentence, text: str) -> bool:
    """A label needs a colon or a line; what a post may say to its readers needs to be set apart."""
    alone = not text[sentence.after :].strip()
    if said.act is Act.LABEL:
        return sentence.mark in APART
    if said.weak:
        return sentence.mark in APART or alone or ("!" not in sentence.ending and "?" not in sentence.ending)
    if said.act in (Act.HELLO, Act.THANKS):
        return sentence.mark != "open"
    return True


def _tail(text: str, start: int, asked: bool) -> tuple[int, tuple[Said, ...]]:
    """Return where the draft ends and what was said after it. Thanks alone may be the draft's."""
    end = kept = len(text.rstrip())
    heard: list[Said] = []
    taken = 0
    while end > start:
        found = _before(text, start, end)
        if found is None:
            break
        begin, said, apart = found
        heard.append(said)
        end = len(text[:begin].rstrip(" \t\n,-–—"))
        if said.act in ASKING:
            asked = True
        if asked and (said.act in ASKING or said.act is not Act.CONTEXT or apart):
            kept, taken = end, len(heard)
    return kept, tuple(heard[:taken])


def _before(text: str, start: int, end: int) -> tuple[int, Said, bool] | None:
    """The last sentence before `end` that speaks to the bot: where it begins, and whether it stands on its own line."""
    low = max(start, end - LONGEST)
    begins = [m.end() if m[0] not in "¿(" else m.start() for m in BEGIN.finditer(text, low, end)]
    for begin in [*reversed(begins), *([low] if low == start else [])][:TRIES]:
        said = hear(text[begin:end])
        if said is None or said.act in (None, Act.HELLO, Act.LABEL):
            continue
        own = "\n" in text[:begin][len(text[:begin].rstrip()) :] or begin == start
        if (said.weak or said.act in (Act.HELP, Act.COMPOSE)) and not own:
            continue
        if said.act is Act.THANKS and (begin == start or (not own and "\n" in text.strip())):
            continue  # in a message of several lines, thanks on the draft's last line are the draft's
        return begin, said, own
    return None


def _ends(text: str, at: int, within: int | None) -> Iterator[Sentence]:
    limit = len(text) if within is None else min(len(text), at + within)
    for match in END.finditer(text, at):
        if match.start() > limit:
            return
        mark = str(match.lastgroup)
        if mark == "stop" and ABBREVIATED.search(text, at, match.start() + 1):
            continue
        if match.start() == at and mark in ("line", "stop", "dash", "open") and match.end() < len(text):
            continue
        ending = match[0] if mark == "stop" else ""
        after = match.end()
        if mark == "stop" and (following := AFTER.match(text, after)):
            after, mark = following.end(), "line"
        stop = match.start() + len(ending.rstrip()) if ending else match.start()
        yield Sentence(at, stop, after, mark, ending)


def unquoted(body: str) -> str:
    """Take off quotation marks around the whole of a draft."""
    closing = PAIRS.get(body[:1])
    if closing and len(body) > 1 and body.endswith(closing) and closing not in body[1:-1] and body[0] not in body[1:-1]:
        return body[1:-1].strip()
    return body
