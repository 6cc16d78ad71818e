"""Offline replies to reviews: neutral about whether the reviewer is a patient, specific to what the review raises.

A reply is composed from prompts/replies.yaml alone: none of the review's words can get into it. Which wording is taken
follows from a hash of review, practice and voice, so the same review gets the same reply on every machine.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.practice import Practice
from bot.reading.reading import Reading
from bot.rewrite.compose import Composer, cut, stutters
from bot.rewrite.phrases import Picker
from bot.rewrite.reviews import ReviewReading, Tone, understand
from bot.rewrite.wordings import VOICES, Wordings

TARGET = {"warm": 540, "formal": 540, "brief": 300}  # characters; long replies read as defence
# Where a platform leaves less than that for a reply; X counts our letters as one each.
LIMITS: Mapping[str, int] = {"x": 280, "tiktok": 150}
LINES = 200  # below this many characters there is room for a line or two only
TRIES = 24  # how many wordings are tried before one is taken that repeats itself a little
CHOICE = 5  # how many more wordings a batch compares, to take the one whose sentences it has used least
STEPS = 400  # how far it steps on where all of them were given out already
GRAVE = 6  # from this weight on a complaint about care is no service matter, and nothing is said about it in detail


@dataclass(frozen=True, slots=True)
class Replies:
    """What may be answered: `replies` are (voice, text). With an `alert` there are none: it says whom to tell, and how."""

    replies: tuple[tuple[str, str], ...]
    alert: str | None = None
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One review of a batch."""

    review: Reading
    stars: int | None
    practice: Practice
    platform: str = "google"
    turn: int = 0


@dataclass(frozen=True)
class OfflineReplies:
    """Words replies without a model and without a network. `limits` are the characters a platform allows."""

    wordings: Wordings
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)

    def write(
        self, review: Reading, stars: int | None, practice: Practice, platform: str = "google", *, turn: int = 0
    ) -> Replies:
        """Word a reply in each voice. `stars` are 1 to 5, or None where the platform has none.

        `turn` 1, 2 … gives other wordings for the same review, for whoever asks again or found one wanting.
        """
        return self._write(Asked(review, stars, practice, platform, turn), Counter())

    def write_batch(self, asked: Iterable[Asked]) -> Iterator[Replies]:
        """Word replies to many reviews, no two of them alike; which wording a review gets follows from their order."""
        given: Counter[bytes] = Counter()
        for one in asked:
            yield self._write(one, given)

    def _write(self, asked: Asked, given: Counter[bytes]) -> Replies:
        said = understand(asked.review, asked.stars, asked.practice.staff)
        if said.crises:
            return Replies((), " ".join(self.wordings.alerts[crisis] for crisis in said.crises))
        shape = _shape(said, asked.practice)
        replies = tuple((voice, self._fresh(asked, said, shape, voice, given)) for voice in _voices(shape))
        keys = _advice(said, asked)
        return Replies(replies, advice=tuple(self.wordings.advice[key] for key in keys if key in self.wordings.advice))

    def _fresh(self, asked: Asked, said: ReviewReading, shape: str, voice: str, given: Counter[bytes]) -> str:
        """A reply whose words, sign-off apart, this batch has not given out, and whose sentences it has used least."""
        normal = " ".join(asked.review.low.split())
        best, least = "", (sys.maxsize, 0)
        for step in range(asked.turn * STEPS, (asked.turn + 1) * STEPS):
            text = self._fitting(asked, said, shape, voice, (normal, asked.practice.id, voice, str(step)))
            whole, *sentences = _marks(text)
            worn = (given[whole], sum(given[mark] for mark in sentences))
            if worn < least:
                best, least = text, worn
            if least == (0, 0) or (step % STEPS >= CHOICE and not least[0]):
                break
        given.update(_marks(best))
        return best

    def _fitting(self, asked: Asked, said: ReviewReading, shape: str, voice: str, seed: tuple[str, ...]) -> str:
        limit = self.limits.get(asked.platform, TARGET[voice])
        room = min(limit, TARGET[voice])
        fitting = ""
        for attempt in range(TRIES):
            writer = Composer(self.wordings, said, asked.practice, voice if limit >= TARGET[voice] else "brief")
            picker = Picker(*seed, str(attempt))
            text = cut(writer.tiny(picker, shape) if limit < LINES else writer.parts(picker, shape), room)
            if len(text) <= room and not stutters(text, asked.practice.name):
                return text
            fitting = text if len(text) <= room or not fitting else fitting
        return fitting


def _marks(text: str) -> list[bytes]:
    """Short digests of a reply without its sign-off, and of each of its sentences: a long batch remembers no texts."""
    body = text.split("\n", maxsplit=1)[0]
    return [sha256(part.encode()).digest()[:8] for part in (body, *body.split(". ")[:-1])]


def _voices(shape: str) -> tuple[str, ...]:
    return ("brief",) if shape == "spam" else VOICES  # an advertisement deserves no choice of answers


def _shape(said: ReviewReading, practice: Practice) -> str:
    """Which kind of reply the review gets: the gravest sign decides, then the tone."""
    if practice.part2:
        return "part2"
    for sign in ("death", "legal", "spam", "wrong_business"):
        if sign in said.signs:
            return sign
    if "insider" in said.signs and said.tone is not Tone.POSITIVE:
        return "insider"
    return str(said.tone)


def _advice(said: ReviewReading, asked: Asked) -> list[str]:
    topics = {point.topic for point in said.complaints}
    keys: list[str] = [sign for sign in ("legal", "death", "spam", "wrong_business", "insider") if sign in said.signs]
    keys += [topic for topic in ("discrimination", "privacy") if topic in topics]
    keys += ["safety"] if any(point.care and point.weight > GRAVE for point in said.complaints) else []
    keys += ["child"] if "minor" in said.signs and said.tone is not Tone.POSITIVE else []
    keys += ["language"] if said.language != "en" else []
    keys += ["part2"] if asked.practice.part2 else []
    stars = asked.stars or 0
    praised, blamed = bool(said.praises), bool(said.complaints)
    keys += ["mismatch"] if (0 < stars < 3 and praised and not blamed) or (stars > 3 and blamed and not praised) else []
    return keys
