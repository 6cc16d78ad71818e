"""What a review says: its tone, what it complains of and praises, whom of the staff it names, and what calls for care.

Nothing of the review's own words leaves this module: a reading holds names of our lists, names of the profile, places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.reading.reading import Reading, Token
from bot.rewrite.points import HAPPY, UNHAPPY, Mood, Point, Points
from bot.rewrite.vocabulary import Hit, Vocabulary, fold, vocabulary

NON_LATIN = 0x250  # code points from here on are other scripts
ANYWHERE = frozenset(
    {"staff", "price", "wait", "parking", "manner", "access"}
)  # what any business is praised or blamed for
TITLES = frozenset({"dr", "dra", "doctor", "doctora", "nurse"})


class Tone(StrEnum):
    """How the review sounds as a whole."""

    POSITIVE = "positive"
    MIXED = "mixed"
    NEGATIVE = "negative"


class Crisis(StrEnum):
    """Why no public reply may be written."""

    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """What a review says. `signs` are keys of reviews.yaml (`legal`, `death`, `wrong_business`, `spam`, `insider`,
    `minor`); `praised` names the profile's staff that it speaks well of; `language` is `en`, `es` or `other`."""

    tone: Tone
    complaints: tuple[Point, ...]
    praises: tuple[Point, ...]
    signs: frozenset[str]
    crises: tuple[Crisis, ...]
    praised: tuple[str, ...]
    named: tuple[str, ...]
    language: str

    @property
    def crisis(self) -> Crisis | None:
        """The gravest of `crises`, if there is one."""
        return self.crises[0] if self.crises else None


def understand(review: Reading, stars: int | None = None, staff: Sequence[str] = ()) -> ReviewReading:
    """Say what `review` says; `stars` (1 to 5) where the platform gives them, `staff` from the profile.

    Points come in the order of their places, each topic once. Time grows linearly with the review.
    """
    words = vocabulary()
    low = fold(review.low)
    hits = list(words.hits(low))
    mood = Mood(review, hits)
    points = Points(review, hits, mood, stars)
    complaints, praises = points.complaints(), points.praises()
    plain = _without(low, (hit for hit in hits if hit.group == "idioms"))
    grave = hits if plain == low else list(words.hits(plain))
    tone = _tone(stars, mood, bool(complaints), bool(praises))
    named = dict(_staff(review, staff, words.words["kin"]))
    return ReviewReading(
        tone=tone,
        complaints=complaints,
        praises=praises,
        signs=_signs(hits, grave, complaints, praises),
        crises=tuple(kind for kind in Crisis if any(h.group == "crisis" and h.name == kind for h in grave)),
        praised=tuple(name for name, token in named.items() if mood.colour(token) > 0 or tone is Tone.POSITIVE),
        named=tuple(named),
        language=_language(review, words),
    )


def _tone(stars: int | None, mood: Mood, complains: bool, praises: bool) -> Tone:
    if stars is None:
        return _tone_of_words(mood.total, complains, praises)
    if stars >= HAPPY:
        if complains and not mood.kind and not praises:
            return Tone.NEGATIVE  # five stars, and nothing but anger: the words are meant
        return Tone.MIXED if complains or mood.total < 0 else Tone.POSITIVE
    if stars <= UNHAPPY:
        kind = mood.total >= 0 if praises else mood.total > 0 and not complains
        return Tone.MIXED if kind else Tone.NEGATIVE
    return Tone.NEGATIVE if complains and not praises and mood.total < 0 else Tone.MIXED


def _tone_of_words(total: int, complains: bool, praises: bool) -> Tone:
    if complains and praises:
        return Tone.NEGATIVE if total < -2 else Tone.MIXED
    if complains or total < 0:
        return Tone.NEGATIVE if total <= 0 else Tone.MIXED
    return Tone.POSITIVE if praises or total > 0 else Tone.MIXED


def _without(low: str, idioms: Iterable[Hit]) -> str:
    """Blank the idioms: `dying in that waiting room` threatens nobody."""
    letters = list(low)
    for hit in idioms:
        letters[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(letters)


def _signs(
    hits: Sequence[Hit], grave: Sequence[Hit], complaints: Sequence[Point], praises: Sequence[Point]
) -> frozenset[str]:
    signs = {hit.name for hit in grave if hit.group == "signs" and hit.name in ("legal", "death")}
    signs |= {hit.name for hit in hits if hit.group == "signs" and hit.name in ("minor", "insider", "wrong_business")}
    topics = {point.topic for point in (*complaints, *praises)}
    trades = {(hit.start, hit.end) for hit in hits if hit.group == "other_trades"}
    ours = any(hit.group == "health" for hit in hits) or topics - ANYWHERE
    if len(trades) > 1 or (trades and not ours):
        signs.add("wrong_business")
    adverts = {hit.start for hit in hits if hit.group == "signs" and hit.name == "spam"}
    if len(adverts) > 1 or (adverts and not topics - {"portal", "price"}):
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
    parts = name.split(",", maxsplit=1)[0].split()
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
    count = {name: sum(low in words.words[name] for low in lows) for name in ("english", "spanish", "other_languages")}
    most = max(count, key=lambda name: count[name])  # English where they tie: it comes first
    if count[most] * 4 < len(lows):
        return "en"
    return {"english": "en", "spanish": "es"}.get(most, "other")
