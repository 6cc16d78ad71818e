"""What a review says: its tone, what it complains of and praises, whom of the staff it names, and what calls for care.

Nothing of the review's own words leaves this module: a reading holds names of our lists, names of the profile, places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.reading.reading import Reading, Token
from bot.rewrite.vocabulary import Hit, Vocabulary, fold, vocabulary

REACH = 3  # how many words before another a negation still turns it round
HAPPY, UNHAPPY = 4, 2  # stars from which, and up to which, a rating speaks for itself
NON_LATIN = 0x250  # code points from here on are other scripts
TITLES = frozenset("dr dra doctor doctora nurse np rn pa md dds dmd do rdh".split())
TURNS = (" but ", " only ", " except ", " however", " though", " wish ", " although", " pero ")


class Tone(StrEnum):
    """How the review sounds as a whole."""

    POSITIVE = "positive"
    MIXED = "mixed"
    NEGATIVE = "negative"


class Crisis(StrEnum):
    """Why no public reply may be written."""

    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Point:
    """Something the review raises: `topic` is a subject of reviews.yaml, at `start` to `end` of the normalised text."""

    topic: str
    start: int
    end: int
    weight: int
    care: bool


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """What a review says. `signs` are keys of reviews.yaml (`legal`, `death`, `wrong_business`, `spam`, `insider`,
    `minor`); `praised` names the profile's staff that it speaks well of; `language` is `en`, `es` or `other`."""

    tone: Tone
    complaints: tuple[Point, ...]
    praises: tuple[Point, ...]
    signs: frozenset[str]
    crisis: Crisis | None
    praised: tuple[str, ...]
    named: tuple[str, ...]
    language: str


def understand(review: Reading, stars: int | None = None, staff: Sequence[str] = ()) -> ReviewReading:
    """Say what `review` says; `stars` (1 to 5) where the platform gives them, `staff` from the profile.

    Points come in the order of their places, each topic once. Time grows linearly with the review.
    """
    words = vocabulary()
    low = fold(review.low)
    hits = list(words.hits(low))
    mood = _Mood(review, hits, words)
    points = _Points(review, low, hits, mood, stars, words)
    complaints, praises = points.complaints(), points.praises()
    plain = _without(low, (hit for hit in hits if hit.group == "idioms"))
    grave = hits if plain is low else list(words.hits(plain))
    tone = _tone(stars, mood.total, bool(complaints), bool(praises))
    named = dict(_staff(review, staff, words.words["kin"]))
    return ReviewReading(
        tone=tone,
        complaints=complaints,
        praises=praises,
        signs=_signs(hits, grave, complaints, praises),
        crisis=next((kind for kind in Crisis if any(h.group == "crisis" and h.name == kind for h in grave)), None),
        praised=tuple(name for name, token in named.items() if mood.colour(token) > 0 or tone is Tone.POSITIVE),
        named=tuple(named),
        language=_language(review, words),
    )


class _Mood:
    """How each clause and sentence feels: the number of good words less the bad ones, negations considered."""

    def __init__(self, review: Reading, hits: Iterable[Hit], words: Vocabulary) -> None:
        self.review = review
        self.by_clause: dict[int, int] = {}
        self.by_sentence: dict[int, int] = {}
        phrases = [hit for hit in hits if hit.group in ("positive_phrases", "negative_phrases")]
        taken = {place for hit in phrases for place in range(hit.start, hit.end)}
        tokens = {token.start: token for token in review.tokens}
        for hit in phrases:
            if (token := tokens.get(hit.start)) is not None:
                self._add(token, 2 if hit.group == "positive_phrases" else -2)
        for number, token in enumerate(review.tokens):
            value = (token.low in words.words["positive"]) - (token.low in words.words["negative"])
            if value and token.start not in taken:
                self._add(token, -value if negated(review, number, words) else value)
        self.total = sum(self.by_sentence.values())

    def _add(self, token: Token, value: int) -> None:
        self.by_clause[token.clause] = self.by_clause.get(token.clause, 0) + value
        self.by_sentence[token.sentence] = self.by_sentence.get(token.sentence, 0) + value

    def sentence(self, number: int) -> int:
        return self.by_sentence.get(number, 0)

    def colour(self, token: Token) -> int:
        """The mood around `token`: its clause's, or else its sentence's."""
        return self.by_clause.get(token.clause, 0) or self.sentence(token.sentence)


def negated(review: Reading, number: int, words: Vocabulary, reach: int = REACH) -> bool:
    """Whether a negation stands shortly before token `number`, in the same clause (`not only` is none)."""
    token = review.tokens[number]
    for before in range(max(0, number - reach), number):
        other = review.tokens[before]
        if other.clause == token.clause and other.low in words.words["negations"]:
            return review.tokens[before + 1].low != "only"
    return False


class _Points:
    """Turns hits into complaints and praises."""

    def __init__(
        self, review: Reading, low: str, hits: Iterable[Hit], mood: _Mood, stars: int | None, words: Vocabulary
    ) -> None:
        self.review, self.low, self.mood, self.stars, self.words = review, low, mood, stars, words
        self.at = {token.start: number for number, token in enumerate(review.tokens)}
        bad, good = [], []
        for hit in hits:
            number = self.at.get(hit.start)
            if number is None or hit.group not in ("complaint", "praise", "mention"):
                continue
            face = self._face(hit, number)
            if face:
                (good if face > 0 else bad).append(hit)
        self.bad = [hit for hit in bad if not _covered(hit, good)]
        self.good = [hit for hit in good if not _covered(hit, bad)]

    def _face(self, hit: Hit, number: int) -> int:
        """1 for praise, -1 for a complaint, 0 for neither."""
        token = self.review.tokens[number]
        happy = self.stars >= HAPPY if self.stars else self.mood.total > 3
        if hit.group == "mention":
            colour = self.mood.colour(token)
            if not colour and self.stars:
                colour = (self.stars >= HAPPY) - (self.stars <= UNHAPPY)
            return (colour > 0) - (colour < 0)
        if hit.group == "praise":
            if negated(self.review, number, self.words):
                return -1
            return 1 if self.stars is None or self.stars > UNHAPPY or self.mood.colour(token) > 0 else 0
        if negated(self.review, number, self.words, reach=2):
            return 0
        # In a happy review "I was in so much pain" is why somebody came, unless the sentence turns against the office.
        turns = any(turn in f" {self._sentence(token)} " for turn in TURNS)
        return 0 if happy and not turns and self.mood.colour(token) >= 0 else -1

    def _sentence(self, token: Token) -> str:
        start, end = self.review.sentences[token.sentence]
        return self.low[start:end]

    def complaints(self) -> tuple[Point, ...]:
        return self._points(self.bad)

    def praises(self) -> tuple[Point, ...]:
        return self._points(self.good)

    def _points(self, hits: list[Hit]) -> tuple[Point, ...]:
        first: dict[str, Hit] = {}
        for hit in sorted(hits, key=lambda hit: hit.start):
            if not self._yields(hit, hits):
                first.setdefault(hit.name, hit)
        return tuple(
            Point(name, hit.start, hit.end, self.words.subjects[name].weight, self.words.subjects[name].care)
            for name, hit in first.items()
        )

    def _yields(self, hit: Hit, hits: Iterable[Hit]) -> bool:
        rivals = self.words.subjects[hit.name].yields_to
        return any(h.name in rivals and h.start < hit.end and hit.start < h.end for h in hits)


def _covered(hit: Hit, others: Iterable[Hit]) -> bool:
    """Whether a longer hit of the same subject and the other colour stands over `hit` (`not clean` over `clean`)."""
    return any(
        o.name == hit.name and o.start < hit.end and hit.start < o.end and o.end - o.start > hit.end - hit.start
        for o in others
    )


def _tone(stars: int | None, total: int, complains: bool, praises: bool) -> Tone:
    if stars is None:
        if complains and praises:
            return Tone.NEGATIVE if total < -2 else Tone.MIXED
        if complains or total < 0:
            return Tone.NEGATIVE if total <= 0 else Tone.MIXED
        return Tone.POSITIVE if praises or total > 0 else Tone.MIXED
    if stars >= HAPPY:
        return Tone.MIXED if complains or total < 0 else Tone.POSITIVE
    if stars <= UNHAPPY:
        return Tone.MIXED if praises and total >= 0 else Tone.NEGATIVE
    return Tone.NEGATIVE if complains and not praises and total < 0 else Tone.MIXED


def _without(low: str, idioms: Iterable[Hit]) -> str:
    """Blank the idioms: `dying in that waiting room` threatens nobody."""
    for hit in idioms:
        low = low[: hit.start] + " " * (hit.end - hit.start) + low[hit.end :]
    return low


def _signs(
    hits: Sequence[Hit], grave: Sequence[Hit], complaints: Sequence[Point], praises: Sequence[Point]
) -> frozenset[str]:
    signs = {hit.name for hit in grave if hit.group == "signs" and hit.name in ("legal", "death")}
    signs |= {hit.name for hit in hits if hit.group == "signs" and hit.name in ("minor", "insider", "wrong_business")}
    trades = {(hit.start, hit.end) for hit in hits if hit.group == "other_trades"}
    healthy = any(hit.group == "health" for hit in hits)
    if len(trades) > 1 or (trades and not healthy):
        signs.add("wrong_business")
    adverts = {hit.start for hit in hits if hit.group == "signs" and hit.name == "spam"}
    said = {point.topic for point in (*complaints, *praises)} - {"portal", "price"}
    if len(adverts) > 1 or (adverts and not said):
        signs.add("spam")
    return frozenset(signs)


def _staff(review: Reading, staff: Sequence[str], kin: frozenset[str]) -> Iterable[tuple[str, Token]]:
    """Yield colleagues of the profile whom the review names, as a reply may call them, and where."""
    shouting = review.norm.isupper() or review.norm.islower()
    known: dict[str, str] = {}
    for name in staff:
        called, parts = called_by(name)
        for part in parts:
            known.setdefault(fold(part.lower()), called)
    for number, token in enumerate(review.tokens):
        called = known.get(fold(token.low), "")
        before = review.tokens[number - 1].low if number else ""
        if called and before not in kin and (shouting or token.text[0].isupper()):
            yield called, token


def called_by(name: str) -> tuple[str, list[str]]:
    """How a reply calls a colleague (`Dr. Rao`, `Priya`, `Nurse Judy`), and the names by which a review may know them."""
    parts = name.split(",")[0].split()
    title = parts[0] if parts and parts[0].strip(".").lower() in TITLES else ""
    names = parts[1:] if title else parts
    if not names:
        return name, []
    surname = len(names) > 1 and title.strip(".").lower().startswith(("dr", "doctor"))
    return " ".join(filter(None, [title, names[-1] if surname else names[0]])), names


def _language(review: Reading, words: Vocabulary) -> str:
    letters = [char for char in review.norm if char.isalpha()]
    if letters and sum(ord(char) > NON_LATIN for char in letters) * 2 > len(letters):
        return "other"
    lows = [fold(token.low) for token in review.tokens]
    counts = {name: sum(low in words.words[name] for low in lows) for name in ("english", "spanish", "other_languages")}
    if counts["spanish"] > counts["english"] and counts["spanish"] >= counts["other_languages"] and counts["spanish"] * 4 >= len(lows):
        return "es"
    return "other" if counts["other_languages"] > counts["english"] and counts["other_languages"] * 4 >= len(lows) else "en"
