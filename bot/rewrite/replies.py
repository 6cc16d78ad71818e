"""Offline replies to reviews: neutral about whether the reviewer is a patient, specific to what the review raises.

A reply is composed from prompts/replies.yaml alone: none of the review's words can get into it. Which wording is taken
follows from a hash of review, practice and voice, so the same review gets the same reply on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.practice import Practice
from bot.reading.reading import Reading
from bot.rewrite import contact
from bot.rewrite.phrases import Picker
from bot.rewrite.reviews import Point, ReviewReading, Tone, understand
from bot.rewrite.wordings import VOICES, Bank, Wordings

TARGET = {"warm": 540, "formal": 540, "brief": 300}  # characters; long replies read as defence
# Where a platform leaves less than that for a reply; X counts our letters as one each.
LIMITS: Mapping[str, int] = {"x": 280, "tiktok": 150}
LINES = 200  # below this many characters there is room for a line or two only
TRIES = 24  # how many wordings are tried before one is taken that repeats itself a little
STEPS = 400  # how far a batch steps on from a wording that it gave out already
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence of a reply; one that may go when room is short says in which order (`drop`, 1 first)."""

    text: str
    drop: int = 0


@dataclass(frozen=True)
class OfflineReplies:
    """Words replies without a model and without a network. `limits` are the characters a platform allows."""

    wordings: Wordings
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)

    def write(self, review: Reading, stars: int | None, practice: Practice, platform: str = "google") -> Replies:
        """Word a reply in each voice. `stars` are 1 to 5, or None where the platform has none."""
        return self._write(Asked(review, stars, practice, platform), set())

    def write_batch(self, asked: Iterable[Asked]) -> Iterator[Replies]:
        """Word replies to many reviews, no two of them alike; which wording a review gets follows from their order."""
        given: set[bytes] = set()
        for one in asked:
            yield self._write(one, given)

    def _write(self, asked: Asked, given: set[bytes]) -> Replies:
        said = understand(asked.review, asked.stars, asked.practice.staff)
        if said.crisis is not None:
            return Replies((), self.wordings.alerts[said.crisis])
        shape = _shape(said, asked.practice)
        replies = tuple((voice, self._fresh(asked, said, shape, voice, given)) for voice in _voices(shape))
        keys = _advice(said, asked)
        return Replies(replies, advice=tuple(self.wordings.advice[key] for key in keys if key in self.wordings.advice))

    def _fresh(self, asked: Asked, said: ReviewReading, shape: str, voice: str, given: set[bytes]) -> str:
        """A reply whose words, sign-off apart, this batch has not given out yet."""
        normal = " ".join(asked.review.low.split())
        text = ""
        for step in range(STEPS):
            text = self._fitting(asked, said, shape, voice, (normal, asked.practice.id, voice, str(step)))
            mark = sha256(text.split("\n")[0].encode()).digest()[:8]
            if mark not in given:
                given.add(mark)
                break
        return text

    def _fitting(self, asked: Asked, said: ReviewReading, shape: str, voice: str, seed: tuple[str, ...]) -> str:
        limit = self.limits.get(asked.platform, TARGET[voice])
        room = min(limit, TARGET[voice])
        fitting = ""
        for attempt in range(TRIES):
            writer = _Composer(self.wordings, said, asked.practice, voice if limit >= TARGET[voice] else "brief")
            picker = Picker(*seed, str(attempt))
            text = _cut(writer.tiny(picker) if limit < LINES else writer.parts(picker, shape), room)
            if len(text) <= room and not stutters(text, asked.practice.name):
                return text
            fitting = text if len(text) <= room or not fitting else fitting
        return fitting


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
    keys = [sign for sign in ("legal", "death", "spam", "wrong_business", "insider") if sign in said.signs]
    keys += [topic for topic in ("discrimination", "privacy") if topic in topics]
    keys += ["safety"] if any(point.care and point.weight > GRAVE for point in said.complaints) else []
    keys += ["child"] if "minor" in said.signs and said.tone is not Tone.POSITIVE else []
    keys += ["language"] if said.language != "en" else []
    keys += ["part2"] if asked.practice.part2 else []
    stars = asked.stars or 0
    praised, blamed = bool(said.praises), bool(said.complaints)
    keys += ["mismatch"] if (0 < stars < 3 and praised and not blamed) or (stars > 3 and blamed and not praised) else []
    return keys


class _Composer:
    """Puts one reply together, in one voice, from one language's bank."""

    def __init__(self, wordings: Wordings, said: ReviewReading, practice: Practice, voice: str) -> None:
        self.said, self.voice, self.practice = said, voice, practice
        self.bank: Bank = wordings.spanish if said.language == "es" else wordings.english
        self.slots = contact.slots(practice, said.language)

    def parts(self, picker: Picker, shape: str) -> list[_Part]:
        """The sentences of a reply of this `shape`."""
        build = {"positive": self._positive, "mixed": self._mixed, "negative": self._negative}.get(shape)
        return build(picker) if build else self._special(picker, shape)

    def tiny(self, picker: Picker) -> list[_Part]:
        """A line and the way on, for a platform that leaves no room for more."""
        self._name_topics(picker, [p for p in self._chosen() if not p.care][:1])
        if self.said.tone is Tone.POSITIVE:
            return [self._say(picker, "praise_open.brief")]
        plain = [phrase for phrase in self.bank.get("tiny") if self.slots["about"] or "about" not in phrase.slots]
        first = _Part(picker.pick(plain).say(picker, self.slots))
        return [first, self._path(picker, "brief")]

    def _positive(self, picker: Picker) -> list[_Part]:
        praises = sorted(self.said.praises, key=lambda p: -p.weight)
        parts = [self._say(picker, f"praise_open.{self.voice}")]
        if self.said.praised:
            parts.append(self._staff(picker, self.voice))
        first, *others = praises or [None]
        if self.voice != "brief" or not self.said.praised:
            parts.append(self._praise(picker, first, self.voice, drop=2 if self.said.praised else 0))
        if others and not self.said.praised and self.voice != "brief":
            parts.append(self._praise(picker, others[0], "brief", drop=1))
        return [*parts, self._close(picker, "praise_close")]

    def _mixed(self, picker: Picker) -> list[_Part]:
        chosen = self._chosen()
        named = self._name_topics(picker, [point for point in chosen if not point.care])
        if not self.said.praises and not self.said.praised:
            return self._negative(picker)
        parts = [self._say(picker, f"mixed_open{'' if named else '_plain'}.{self.voice}")]
        if self.said.praised:
            parts.append(self._staff(picker, "brief", drop=2))
        elif self.said.praises:
            parts.append(self._praise(picker, max(self.said.praises, key=lambda p: p.weight), "brief", drop=2))
        return parts + self._answer(picker, chosen)

    def _negative(self, picker: Picker) -> list[_Part]:
        chosen = self._chosen()
        named = self._name_topics(picker, [point for point in chosen if not point.care])
        return [self._say(picker, f"open{'_about' if named else ''}.{self.voice}"), *self._answer(picker, chosen)]

    def _answer(self, picker: Picker, chosen: list[Point]) -> list[_Part]:
        """How things ought to be, the privacy line where care is the subject, and the private way to go on."""
        parts = [self._standard(picker, chosen[0] if chosen else None)]
        if len(chosen) > 1 and self.voice != "brief":
            parts.append(self._second(picker, chosen[1]))
        if len(self.said.complaints) > len(chosen) and self.voice != "brief":
            parts.append(self._say(picker, f"rest.{self.voice}", drop=1))
        if any(point.care for point in self.said.complaints):
            parts.append(self._say(picker, f"privacy.{self.voice}"))
        return [*parts, self._path(picker, self.voice), self._close(picker, "close")]

    def _special(self, picker: Picker, shape: str) -> list[_Part]:
        parts = [self._say(picker, f"special.{shape}.{self.voice}")]
        if shape in ("wrong_business", "spam"):
            if self.practice.phone:
                parts.append(self._say(picker, f"offer.{self.voice}", drop=1))
            return [*parts, self._close(picker, "close")]
        sober = "formal" if self.voice == "warm" and shape in ("legal", "death") else self.voice
        if shape in ("legal", "death"):
            parts.append(self._say(picker, f"privacy.{self.voice}", drop=1))
        return [*parts, self._path(picker, sober), self._close(picker, "close", sober)]

    def _chosen(self) -> list[Point]:
        """The one or two weightiest complaints, in the order in which the review raises them."""
        heavy = sorted(self.said.complaints, key=lambda point: -point.weight)[:2]
        if heavy and heavy[0].topic == "discrimination":
            heavy = heavy[:1]  # beside it, parking is no matter
        abouts = [self.bank.get("complaints", self._subject(point), "about") for point in heavy]
        if len(heavy) == 2 and abouts[0] == abouts[1]:
            heavy = heavy[:1]
        if self.voice == "brief":
            heavy = heavy[:1]
        return sorted(heavy, key=lambda point: (point.care, point.start))

    def _subject(self, point: Point | None) -> str:
        if point is None:
            return "general"
        same = {"front_desk": "staff", "fee": "billing", "insurance": "billing", "price": "billing"}
        for subject in (point.topic, same.get(point.topic, ""), "care" if point.care else "general"):
            if self.bank.get("complaints", subject, "about"):
                return subject
        return "general"

    def _name_topics(self, picker: Picker, points: list[Point]) -> bool:
        named = [self._about(picker, point) for point in points if self._subject(point) not in ("general", "care")]
        self.slots["about"] = contact.listed(list(dict.fromkeys(named)), self.said.language)
        return bool(named)

    def _about(self, picker: Picker, point: Point) -> str:
        return picker.pick(self.bank.get("complaints", self._subject(point), "about")).say(picker, self.slots)

    def _standard(self, picker: Picker, point: Point | None) -> _Part:
        return self._say(picker, f"complaints.{self._subject(point)}.{self.voice}")

    def _second(self, picker: Picker, point: Point) -> _Part:
        sentence = self._say(picker, f"complaints.{self._subject(point)}.brief").text
        topic = self._about(picker, point)
        self.slots |= {"S": sentence, "s": sentence[0].lower() + sentence[1:], "topic": topic}
        ways = list(self.bank.get("second", self.voice))
        heads = {word.rstrip("s") for word in topic.lower().split() if len(word) > 3}
        if not heads & {word.strip(".,").rstrip("s") for word in sentence.lower().split()} and not point.care:
            ways += self.bank.get("second.with_topic")
        return _Part(picker.pick(ways).say(picker, self.slots), drop=3)

    def _praise(self, picker: Picker, point: Point | None, voice: str, drop: int = 0) -> _Part:
        topic = point.topic if point and self.bank.get("praises", point.topic, voice) else "general"
        return self._say(picker, f"praises.{topic}.{voice}", drop)

    def _staff(self, picker: Picker, voice: str, drop: int = 0) -> _Part:
        names = contact.listed(list(self.said.praised[:3]), self.said.language)
        self.slots |= {"staff": names, "Staff": names[0].upper() + names[1:]}
        return self._say(picker, f"praise_staff.{voice}", drop)

    def _path(self, picker: Picker, voice: str) -> _Part:
        way = "phone" if self.practice.phone else "email" if self.practice.email else "none"
        return self._say(picker, f"path.{way}.{voice}")

    def _close(self, picker: Picker, bank: str, voice: str = "") -> _Part:
        if not self.practice.name:
            return _Part("\n" + self._say(picker, f"close.unnamed.{voice or self.voice}").text, drop=4)
        section = bank if bank == "praise_close" else f"{bank}.named"
        return _Part("\n" + self._say(picker, f"{section}.{voice or self.voice}").text, drop=4)

    def _say(self, picker: Picker, place: str, drop: int = 0) -> _Part:
        return _Part(contact.tidy(picker.pick(self.bank.get(place)).say(picker, self.slots)), drop)


def _cut(parts: list[_Part], room: int) -> str:
    """Join the parts, leaving out those that may go until the text fits."""
    for drop in (0, 1, 2, 3, 4):
        kept = [part for part in parts if part.drop == 0 or part.drop > drop]
        text = " ".join(part.text for part in kept).replace(" \n", "\n")
        if len(text) <= room:
            break
    return text


def stutters(text: str, name: str = "") -> bool:
    """Whether a reply repeats itself: the same four words twice, or the same courtesy."""
    low = text.replace(name, " ").lower() if name else text.lower()
    words = "".join(char if char.isalnum() or char == "'" else " " for char in low).split()
    fours = [tuple(words[at : at + 4]) for at in range(len(words) - 3)]
    often = {"deserve": 2, "we aim": 1, "thank": 2, "sorry": 1, "appreciate": 1, "we want": 1, "gracias": 2, "merece": 2, "careful": 2, "glad": 1, "private": 2}
    return len(set(fours)) < len(fours) or any(low.count(word) > most for word, most in often.items())
