"""Names of persons without a learned model: lists with their counts, casing, and the words around.

A list hit is evidence, no more (Census 2020: one person in eight bears a surname that fewer than 100 share), so each
candidate adds up what speaks for and against it. Whose name it is, a patient's or a colleague's, is asked elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.drafts import Finding
from bot.phi import lists
from bot.phi.name_words import (
    ACTS,
    AGED,
    CALLS,
    CLINICIAN,
    CONTRACTED,
    EPONYM_OF,
    HASHTAG,
    HOUSEHOLD,
    INITIALS,
    KIN,
    LEET,
    LISTED,
    MEDICAL_NOUNS,
    MONTH_NAMES,
    MONTH_USE,
    NEVER,
    OFFICES,
    ORG_NEXT,
    PARTICLES,
    PET,
    STRONG_CALLS,
    SUFFIXES,
    TAG_AFFIX,
    TITLES,
)
from bot.reading import Reading, Token

THRESHOLD = 0.45


class NameFinder:
    """Finds names in one reading. Its parts share what is known of each token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.given = lists.given_names()
        self.surnames = lists.surnames()
        self.common = lists.common_words()
        self.words = lists.dictionary()
        letters = sum(map(len, (token.text for token in self.tokens)))
        capitals = sum(map(str.isupper, reading.norm))
        self.shouted = letters > 12 and capitals > 0.6 * letters
        self.hushed = letters > 12 and capitals < 0.006 * letters + 1
        self.titled = self._title_cased()
        self.eponyms = self._eponyms()
        self.visits = {m.first for m in reading.concepts.get("visit-verb", ())}

    def _title_cased(self) -> frozenset[int]:
        """Sentences in which nearly every word has a capital: a capital says nothing there."""
        counts: dict[int, list[int]] = {}
        for token in self.tokens:
            if len(token.low) > 3 and token.low.isalpha():
                row = counts.setdefault(token.sentence, [0, 0])
                row[0] += 1
                row[1] += token.text[0].isupper()
        return frozenset(s for s, (n, caps) in counts.items() if n >= 5 and caps >= 0.8 * n)

    def _eponyms(self) -> frozenset[str]:
        """Names that an illness, an operation or a device bears here: Bell's palsy, the Epley maneuver, a Herbst appliance."""
        things = {m.first for c in EPONYM_OF for m in self.reading.concepts.get(c, ())}
        found = set()
        for at, token in enumerate(self.tokens):
            if not token.text[0].isupper():
                continue
            after = at + 1
            owned = after < len(self.tokens) and self.tokens[after].low == "'s"
            thing = self.tokens[after + owned] if after + owned < len(self.tokens) else None
            if thing is None or thing.sentence != token.sentence or thing.text[0].isupper():
                continue
            if self._called(at) < 0.3 and (
                thing.low in MEDICAL_NOUNS
                or (not owned and at + 1 in things and self.reading.norm[token.end : thing.start] == " ")
            ):
                found.add(token.low)
        return frozenset(found)

    def find(self) -> Iterator[Finding]:
        """Yield each name, at places of the normalised text."""
        taken: list[tuple[int, int]] = []
        heads: dict[str, float] = {}
        at = 0
        seldom_names = lists.words_that_are_no_names()
        while at < len(self.tokens):
            if self.tokens[at].text in seldom_names:
                at += 1
                continue
            score = self._score(at)
            if score < THRESHOLD:
                at += 1
                continue
            last = self._extent(at)
            first = self._backward(at, taken[-1][1] if taken else 0)
            if any(token.low in self.eponyms for token in self.tokens[first:last]):
                at = last
                continue
            taken.append((first, last))
            for token in self.tokens[first:last]:
                if len(token.low) > 1 and token.low not in PARTICLES:
                    heads[token.low] = max(heads.get(token.low, 0.0), score)
            yield self._finding(first, last, score, self._kind(at))
            at = last
        yield from self._again(heads, taken)
        yield from self._hashtags(heads)
        yield from self._initials()

    def _finding(self, first: int, last: int, score: float, how: str) -> Finding:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Finding("PERSON", start, end, min(score, 0.99), how)

    def _kind(self, at: int) -> str:
        """What sort of name it is, as evidence for whose."""
        low = self._key(self.tokens[at].low)
        listed = "given name" if low in self.given else "surname" if low in self.surnames else "unlisted name"
        return f"{listed}, a word" if low in self.words else listed

    # ---- evidence ----

    def _key(self, low: str) -> str:
        if not low.isascii() and low not in self.given and low not in self.surnames:
            low = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
        if low.isalpha() or len(low) < 3 or not (low[0].isalpha() and low[-1].isalpha()):
            return low
        plain = low.translate(LEET)
        return plain if plain in self.given and any(c.isdigit() for c in low) else low

    def _score(self, at: int) -> float:
        token = self.tokens[at]
        low = token.low
        if low in NEVER or token.text in NEVER or low in self.eponyms or not low[0].isalpha() or CONTRACTED.search(low):
            return 0.0
        if low in ORG_NEXT and at and self.tokens[at - 1].text[0].isupper() and self._called(at) < 0.4:
            return 0.0  # the Ave of Larkspur Ave
        low = self._key(low)
        capital = token.text[0].isupper()
        if not capital and (low in self.common or (low in self.words and low not in self.given)):
            return self._word_as_name(at)
        given, surname = self.given.get(low, 0), self.surnames.get(low, 0)
        if not capital and not given and not (surname and self._called(at) >= 0.4):
            return 0.0
        if len(low) == 1:
            return self._initial(at)
        if any(map(str.isdigit, low)):
            return 0.0
        if low in MONTH_NAMES and MONTH_USE.search(self.reading.norm, max(0, token.start - 12), token.end + 5):
            return 0.0
        score = self._listed(low, given, surname) + self._casing(at, capital) + self._around(at, capital)
        if self._part_of_an_organisation(at):
            score -= 0.5
        return score

    def _listed(self, low: str, given: int, surname: int) -> float:
        """What the lists say: how many bear it, and whether it is a word as well."""
        if given:
            score = 0.22 + 0.02 * given
        elif surname:
            score = 0.05 + 0.015 * surname
        else:
            score = 0.12
        if low in self.common:
            score -= 0.42 if given < 17 else 0.28
        elif low in self.words:
            score -= 0.28 if given < 15 else 0.15 if given < 17 else 0.05
        return score

    def _casing(self, at: int, capital: bool) -> float:
        token = self.tokens[at]
        if self.shouted:
            return 0.0 if self.given.get(token.low, 0) >= 12 else -0.2
        if not capital:
            return (0.08 if self.hushed else -0.12) - (0.15 if token.low in self.words else 0.0)
        if len(token.text) > 1 and token.text.isupper() and (token.low not in self.given or len(token.text) < 4):
            return 0.0 if self._called(at) >= 0.3 else -0.4
        if token.sentence in self.titled:
            return -0.1
        if token.text.isupper() and len(token.text) > 1:
            return 0.0
        mixed = any(c.isupper() for c in token.text[2:])
        if mixed and token.low not in self.given and token.low not in self.surnames:
            return -0.15
        if self._opens(token):
            return 0.1
        # In mid-sentence a word has no capital unless it is a name.
        return 0.45 if token.low in self.words and token.low in self.given else 0.3

    def _opens(self, token: Token) -> bool:
        """Whether a capital stands here anyhow: at a sentence's start, after a bullet, a quote, a colon or an emoji."""
        before = self.reading.norm[max(0, token.start - 3) : token.start].rstrip(" ")
        return not before or not (before[-1].isalnum() or before[-1] in ",'-;)&/@#")

    def _called(self, at: int) -> float:
        """What stands before: a title, a kin word, a greeting."""
        if at == 0:
            return 0.0
        before = self.tokens[at - 1]
        gap = self.reading.norm[before.end : self.tokens[at].start]
        if (
            gap in (" ", ". ")
            and before.low in OFFICES
            and before.text[0].isupper()
            and self.tokens[at].text[0].isupper()
        ):
            return 0.4
        if before.low in TITLES and gap in (" ", ". ", ".", " . "):
            # "We miss that", "our lady in red": a title goes before a capital.
            return (
                0.55
                if self.tokens[at].text[0].isupper()
                or (self.tokens[at].low in self.surnames and self.tokens[at].low not in self.common)
                else 0.0
            )
        if before.low in CLINICIAN and gap in (" ", ". ", "."):
            return 0.5
        if gap.strip(" ,:\"'(") or before.sentence != self.tokens[at].sentence:
            return 0.0
        if before.low in KIN:
            return 0.35 if gap == " " else 0.25
        if before.low in PET and gap == " ":
            return 0.3
        if before.low in STRONG_CALLS:
            return 0.3
        return 0.1 if before.low in CALLS else 0.0

    def _around(self, at: int, capital: bool) -> float:
        """What the words around say."""
        norm, token = self.reading.norm, self.tokens[at]
        score = self._called(at)
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        mark = norm[token.end : token.end + 1]
        if after is not None and after.sentence == token.sentence:
            gap = norm[token.end : after.start]
            if after.low == "'s" and gap == "":
                score += 0.12
            elif gap == " " and after.low in ACTS:
                score += 0.35 if at + 1 in self.visits else 0.15
            elif (
                gap == " "
                and after.low in HOUSEHOLD
                and (not self._opens(token) or self.surnames.get(token.low, 0) > 14)
            ):
                score += 0.35
            elif (gap in (" ", "-") and capital and self._pairs(token, after)) or (
                gap == " " and len(after.text) == 1 and after.text.isupper()
            ):
                score += 0.3
        if AGED.match(norm, token.end):
            score += 0.4
        if at == 0 and capital and mark == "," and token.low not in self.words:
            score += 0.35  # a reply that opens with whom it speaks to
        if mark in "!,." and norm[max(0, token.start - 2) : token.start] == ", ":
            score += 0.15  # called by name: "thank you, Maria!"
        return score

    def _pairs(self, token: Token, after: Token) -> bool:
        """Whether a given name and a surname stand side by side, both with a capital."""
        if not after.text[0].isupper() or self.shouted or after.low in NEVER or after.low in ORG_NEXT:
            return False
        first = token.low in self.given
        known = after.low in self.surnames or after.low in self.given
        return (first and (known or after.low not in self.words)) or (
            known and after.low not in self.words and token.low not in self.words
        )

    def _part_of_an_organisation(self, at: int) -> bool:
        """Rosa's Bakery, Kettering Hospital, Bell's palsy, the Stanley Cup."""
        here = at + 1
        if here < len(self.tokens) and self.tokens[here].low == "'s":
            here += 1
        for k in range(here, min(here + 2, len(self.tokens))):
            token = self.tokens[k]
            if token.sentence != self.tokens[at].sentence:
                return False
            if token.low in ORG_NEXT and (
                token.text[0].isupper() or token.low in ("syndrome", "disease", "palsy", "lymphoma")
            ):
                return k == here or self.tokens[k - 1].text[0].isupper()
        return False

    def _initial(self, at: int) -> float:
        """A single letter is a name after a title (`Mrs. P.`) or a kin word."""
        token = self.tokens[at]
        if not token.text.isupper():
            return 0.0
        if at and self._called(at) >= 0.5 and self.tokens[at - 1].low not in CLINICIAN:
            return 0.75
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        dotted = after is not None and self.reading.norm[token.end : after.start] == ". "
        if dotted and after is not None and token.text != "I" and after.text[0].isupper() and len(after.text) > 2:
            return 0.7 if after.low not in self.words and after.low not in NEVER else 0.0
        return 0.0

    def _word_as_name(self, at: int) -> float:
        """A word in lower case that is a name here: `mrs. rose`, `pt will`, `april's crown`."""
        low = self.tokens[at].low
        given = self.given.get(low, 0)
        if not given:
            return 0.0
        called = self._called(at)
        if called >= 0.5 and self.tokens[at - 1].low in TITLES:
            return 0.7
        follows = self.tokens[at + 1].low if at + 1 < len(self.tokens) else ""
        starts = at == 0 or self.tokens[at - 1].clause != self.tokens[at].clause
        if (
            given >= 15
            and self.hushed
            and follows == "'s"
            and low not in ("will", "art", "may", "love", "royal", "king")
        ):
            cared = {
                m.first
                for c in ("treatment", "device", "body-part", "kin", "routine-care")
                for m in self.reading.concepts.get(c, ())
            }
            return 0.6 if at + 2 in cared else 0.0
        if (
            given >= 15
            and self.hushed
            and (starts or called >= 0.3)
            and follows in ("came", "got", "finished", "cried", "rang", "walked")
        ):
            return 0.6
        return 0.0

    # ---- how far it reaches ----

    def _extent(self, at: int) -> int:
        """Return the token after the last one of the name that begins at `at`."""
        norm, last = self.reading.norm, at + 1
        while last < len(self.tokens) and last - at < 6:
            token = self.tokens[last]
            gap = norm[self.tokens[last - 1].end : token.start]
            if gap not in (" ", "-", ". ", ' "', '" ', " '", "' ", " (", ") ", ' ("'):
                break
            if gap == ". " and len(self.tokens[last - 1].text) > 1:
                break
            if not self._continues(token, gap, last):
                break
            last += 1
        while last > at + 1 and self.tokens[last - 1].low in PARTICLES:
            last -= 1
        return last

    def _continues(self, token: Token, gap: str, at: int) -> bool:
        low = token.low
        if low in SUFFIXES:
            return True
        if low in PARTICLES and at + 1 < len(self.tokens):
            return self.tokens[at + 1].text[0].isupper() and self.tokens[at + 1].low not in NEVER
        if low in NEVER or token.text in NEVER or low == "'s" or low in ORG_NEXT:
            return False
        if not token.text[0].isupper():
            both = low in self.surnames and low not in self.words
            return self.hushed and both and gap in (" ", "-") and token.low not in ACTS
        if len(token.text) == 1:
            return token.text != "I" and gap != ". "
        if gap == ". " and low in self.common:
            return False
        if self.shouted or token.sentence in self.titled:
            return (low in self.surnames or low in self.given) and low not in self.common
        if low in self.common:
            return (low in self.surnames or low in self.given) and not self._opens(token)
        return not (token.text.isupper() and len(token.text) > 1 and low not in self.surnames and low not in self.given)

    def _backward(self, at: int, floor: int) -> int:
        """Take in an unlisted first word before a sure surname: `Anselm Thibodeaux`."""
        first = at
        while first > floor and at - first < 2:
            before = self.tokens[first - 1]
            gap = self.reading.norm[before.end : self.tokens[first].start]
            if gap == " " and before.low in ("big", "lil", "lil'"):
                first -= 1
                break
            fits = (
                before.text[0].isupper()
                and before.low not in self.words
                and before.low not in NEVER
                and before.text not in NEVER
            )
            if gap not in (" ", "-") or not fits or before.low in TITLES | CLINICIAN | KIN | PET or self.shouted:
                break
            first -= 1
        return first

    # ---- once found, found everywhere ----

    def _again(self, heads: dict[str, float], taken: Sequence[tuple[int, int]]) -> Iterator[Finding]:
        """Yield the other mentions of a name: shorter, possessive, in capitals, in a hashtag."""
        if not heads:
            return
        inside = {k for first, last in taken for k in range(first, last)}
        short = {nick for head in heads for nick in lists.nicknames().get(head, ())}
        for at, token in enumerate(self.tokens):
            if at in inside or token.low in NEVER:
                continue
            beside = any(t.low in heads for t in self.tokens[max(0, at - 1) : at + 2] if t is not token)
            if token.low in heads and (token.low not in self.words or token.text[0].isupper() or beside):
                yield self._finding(at, at + 1, heads[token.low], "name again")
            elif token.low in short and token.text[0].isupper() and token.low not in self.common:
                yield self._finding(at, at + 1, 0.6, "nickname")

    def _hashtags(self, heads: dict[str, float]) -> Iterator[Finding]:
        for match in HASHTAG.finditer(self.reading.norm):
            tag, start = match[1], match.start(1)
            affix = TAG_AFFIX.match(tag)
            inner = affix and (affix[1] or affix[2])
            if affix and inner and (inner in heads or (self.given.get(inner, 0) >= 12 and inner not in self.common)):
                at = start + tag.index(inner)
                yield Finding("PERSON", at, at + len(inner), 0.7, "name in a hashtag")
                continue
            for head in heads:
                if len(head) >= 4 and head in tag:
                    at = start + tag.index(head)
                    yield Finding("PERSON", at, at + len(head), 0.65, "name in a hashtag")
                    break

    def _initials(self) -> Iterator[Finding]:
        """`J.R.`, `K. M.`: letters that stand for a person; a degree (`M.D.`) or a country is none."""
        if "." not in self.reading.norm:
            return
        for match in LISTED.finditer(self.reading.norm):
            if match[1].isupper() or (
                match[1][:-3].lower() in self.surnames and match[1][:-3].lower() not in self.common
            ):
                yield Finding("PERSON", match.start(), match.end(), 0.75, "name in a list")
        for match in INITIALS.finditer(self.reading.norm):
            letters = re.sub(r"\W", "", match[0])
            if letters not in (
                "MD",
                "DO",
                "RN",
                "NP",
                "PA",
                "DDS",
                "DMD",
                "US",
                "USA",
                "UK",
                "AM",
                "PM",
                "PT",
                "OT",
                "IV",
                "ER",
                "UV",
                "DC",
                "BP",
                "ID",
            ):
                yield Finding("PERSON", match.start(), match.end(), 0.55, "initials")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield names of persons, at places of `reading.norm`, whoever's they are."""
    yield from NameFinder(reading).find()
