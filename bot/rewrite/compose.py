"""Puts one reply together: what is said first, how things ought to be, the privacy line, the private way on, the sign-off."""

from __future__ import annotations

from dataclasses import dataclass

from bot.practice import Practice
from bot.rewrite import contact
from bot.rewrite.phrases import Picker
from bot.rewrite.points import Point
from bot.rewrite.reviews import ReviewReading, Tone
from bot.rewrite.wordings import Bank, Wordings

# How often a word may stand in one reply, sign-off apart, before it sounds like a form letter.
OFTEN = {
    **dict.fromkeys(("deserve", "careful", "private", "merece", "matter"), 2),
    **dict.fromkeys(
        ("thank", "sorry", "we aim", "we want", "appreciate", "glad", "lamentamos", "gracias", "in public"), 1
    ),
}
TURNS = ("plain words", "candor", "honest", "writing")  # of which one is enough, sign-off included


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a reply; one that may go when room is short says in which order (`drop`, 1 first)."""

    text: str
    drop: int = 0


class Composer:
    """Puts one reply together, in one voice, from one language's bank."""

    def __init__(self, wordings: Wordings, said: ReviewReading, practice: Practice, voice: str) -> None:
        self.said, self.voice, self.practice = said, voice, practice
        self.bank: Bank = wordings.spanish if said.language == "es" else wordings.english
        self.slots = contact.slots(practice, said.language)

    def parts(self, picker: Picker, shape: str) -> list[Part]:
        """The sentences of a reply of this `shape`."""
        build = {"positive": self._positive, "mixed": self._mixed, "negative": self._negative}.get(shape)
        return build(picker) if build else self._special(picker, shape)

    def tiny(self, picker: Picker, shape: str) -> list[Part]:
        """A line and the way on, for a platform that leaves no room for more."""
        if shape == Tone.POSITIVE:
            return [self._say(picker, "praise_open.brief")]
        if self.bank.get("special", shape, "brief"):
            return [self._say(picker, f"special.{shape}.brief", drop=1), self._path(picker, "brief")]
        named = self._name_topics(picker, [point for point in self._chosen() if not point.care][:1])
        lines = [phrase for phrase in self.bank.get("tiny") if named or "about" not in phrase.slots]
        return [Part(contact.tidy(picker.phrase(lines).say(picker, self.slots)), drop=1), self._path(picker, "brief")]

    def _positive(self, picker: Picker) -> list[Part]:
        praises = sorted(self.said.praises, key=lambda p: -p.weight)
        parts = [self._say(picker, f"praise_open.{self.voice}")]
        if self.said.praised:
            parts.append(self._staff(picker, self.voice))
        first = praises[0] if praises else None
        if self.voice != "brief" or not self.said.praised:
            parts.append(self._praise(picker, first, self.voice, drop=2 if self.said.praised else 0))
        second = len(praises) > 1 and self.bank.get("praises", praises[1].topic, "brief")
        if second and not self.said.praised and self.voice != "brief":
            parts.append(self._praise(picker, praises[1], "brief", drop=1))
        return [*parts, self._close(picker, "praise_close")]

    def _mixed(self, picker: Picker) -> list[Part]:
        chosen = self._chosen()
        named = self._name_topics(picker, [point for point in chosen if not point.care])
        praise = self.said.praises or self.said.praised
        if not praise:
            return self._negative(picker) if chosen else self._plain(picker)
        parts = [self._say(picker, f"mixed_open{'' if named else '_plain'}.{self.voice}")]
        if self.said.praised:
            parts.append(self._staff(picker, "brief", drop=2))
        elif self.said.praises:
            parts.append(self._praise(picker, max(self.said.praises, key=lambda p: p.weight), "brief", drop=2))
        if not chosen:
            return [*parts, self._path(picker, self.voice), self._close(picker, "close")]
        return parts + self._answer(picker, chosen)

    def _plain(self, picker: Picker) -> list[Part]:
        """Neither glad nor angry, and no word on what about."""
        first = self._say(picker, f"open_plain.{self.voice}")
        standard = self._say(picker, f"complaints.general.{self.voice}", drop=1)
        return [first, standard, self._path(picker, self.voice), self._close(picker, "close")]

    def _negative(self, picker: Picker) -> list[Part]:
        chosen = self._chosen()
        named = self._name_topics(picker, [point for point in chosen if not point.care])
        return [self._say(picker, f"open{'_about' if named else ''}.{self.voice}"), *self._answer(picker, chosen)]

    def _answer(self, picker: Picker, chosen: list[Point]) -> list[Part]:
        """How things ought to be, the privacy line where care is the subject, and the private way to go on."""
        parts = [self._standard(picker, chosen[0] if chosen else None)]
        if len(chosen) > 1 and self.voice != "brief":
            parts.append(self._second(picker, chosen[1]))
        if len(self.said.complaints) > len(chosen) and self.voice != "brief":
            parts.append(self._say(picker, f"rest.{self.voice}", drop=1))
        if any(point.care for point in self.said.complaints):
            parts.append(self._say(picker, f"privacy.{self.voice}"))
        return [*parts, self._path(picker, self.voice), self._close(picker, "close")]

    def _special(self, picker: Picker, shape: str) -> list[Part]:
        parts = [self._say(picker, f"special.{shape}.{self.voice}")]
        grave = shape in ("legal", "death")
        # The warm sign-offs thank for candor: no word for an accusation, a death or a misplaced review.
        sober = "formal" if self.voice == "warm" and shape not in ("insider", "part2") else self.voice
        if shape in ("wrong_business", "spam"):
            if self.practice.phone:
                parts.append(self._say(picker, f"offer.{self.voice}", drop=1))
            return [*parts, self._close(picker, "close", sober)]
        if grave:
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

    def _standard(self, picker: Picker, point: Point | None) -> Part:
        return self._say(picker, f"complaints.{self._subject(point)}.{self.voice}")

    def _second(self, picker: Picker, point: Point) -> Part:
        sentence = self._say(picker, f"complaints.{self._subject(point)}.brief").text
        topic = self._about(picker, point)
        self.slots |= {"S": sentence, "s": sentence[0].lower() + sentence[1:], "topic": topic}
        ways = list(self.bank.get("second", self.voice))
        heads = {word.rstrip("s") for word in topic.lower().split() if len(word) > 3}
        if not heads & {word.strip(".,").rstrip("s") for word in sentence.lower().split()} and not point.care:
            ways += self.bank.get("second.with_topic")
        return Part(picker.pick(ways).say(picker, self.slots), drop=3)

    def _praise(self, picker: Picker, point: Point | None, voice: str, drop: int = 0) -> Part:
        topic = point.topic if point and self.bank.get("praises", point.topic, voice) else "general"
        return self._say(picker, f"praises.{topic}.{voice}", drop)

    def _staff(self, picker: Picker, voice: str, drop: int = 0) -> Part:
        names = contact.listed(list(self.said.praised[:3]), self.said.language)
        self.slots |= {"staff": names, "Staff": names[0].upper() + names[1:]}
        return self._say(picker, f"praise_staff.{voice}", drop)

    def _path(self, picker: Picker, voice: str) -> Part:
        way = "phone" if self.practice.phone else "email" if self.practice.email else "none"
        return self._say(picker, f"path.{way}.{voice}")

    def _close(self, picker: Picker, bank: str, voice: str = "") -> Part:
        if not self.practice.name:
            return Part("\n" + self._say(picker, f"close.unnamed.{voice or self.voice}").text, drop=4)
        section = bank if bank == "praise_close" else f"{bank}.named"
        return Part("\n" + self._say(picker, f"{section}.{voice or self.voice}").text, drop=4)

    def _say(self, picker: Picker, place: str, drop: int = 0) -> Part:
        return Part(contact.tidy(picker.phrase(self.bank.get(place)).say(picker, self.slots)), drop)


def cut(parts: list[Part], room: int) -> str:
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
    body = low.split("\n", maxsplit=1)[0]
    return (
        len(set(fours)) < len(fours)
        or any(body.count(word) > most for word, most in OFTEN.items())
        or any(low.count(turn) > 1 for turn in TURNS)
    )
