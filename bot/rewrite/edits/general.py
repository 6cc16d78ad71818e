"""The general post that fits a draft: its occasion, its subject of care, its platform, its voice."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from bot.practice import Practice
from bot.reading import Reading
from bot.rewrite import contact
from bot.rewrite.edits.wordings import Post, Topic, Wordings

FIELD = re.compile(r"\{([a-z_]+)\}")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s])")
PLAYFUL = re.compile("[\U0001f300-\U0001faff\u2728]|\\b(?:lol|omg|y'all|yall|bestie|haha|lmao+)\\b|!!", re.IGNORECASE)


def pick(options: Sequence[str], seed: str) -> str:
    """One of `options`, the same for the same seed on every machine; different drafts get different ones."""
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return options[number % len(options)]


def filled(text: str, practice: Practice, *, without: Collection[str] = ()) -> str:
    """Fill the {fields}; leave out a sentence whose field the profile does not have or `without` names."""
    kept = []
    for sentence in SENTENCE.split(text):
        names = FIELD.findall(sentence)
        values = {name: "" if name in without else value(name, practice) for name in names}
        if all(values.values()):
            kept.append(_capital(FIELD.sub(lambda match, values=values: values[match[1]], sentence)))
    return " ".join(kept)


def value(name: str, practice: Practice) -> str:
    """What stands for a field: the first number where the profile has several, a person without the comma before a role."""
    if name == "phone":
        return re.split(r"[,;/]", practice.phone)[0].strip()
    if name == "contact_person":
        return contact.slots(practice)["Contact"].replace(contact.NO_COMMA, "")
    if name == "town":
        parts = [part.strip() for part in practice.address.split(",")]
        return parts[-2] if len(parts) > 2 and re.match(r"[A-Z]{2}\b", parts[-1]) else ""
    return str(getattr(practice, name, "")).strip()


def voice(reading: Reading, platform: str) -> str:
    """The voice nearest to the draft's."""
    if platform == "linkedin":
        return "plain"
    if PLAYFUL.search(reading.text) or (reading.text[:1].islower() and reading.text == reading.low):
        return "playful"
    return (
        "warm"
        if re.search(r"[!\u2764]|\b(?:love|thank|proud|happy|sorry|grateful)", reading.text, re.IGNORECASE)
        else "plain"
    )


def ranked(reading: Reading, broken: Collection[str], practice: Practice, wordings: Wordings) -> list[Topic]:
    """The topics that the draft meets, best first; those of the practice's specialty where it meets none."""
    met = _met(reading, wordings)
    specialty = practice.specialty.lower()
    specialty += "".join(f" {more}" for part, more in wordings.related.items() if part in specialty)
    scores: dict[int, float] = {}
    rules = frozenset(broken)
    for number, topic in enumerate(wordings.topics):
        own = any(part in specialty for part in topic.specialties)
        score = float(met.get(number, 0)) + (0.0 if topic.rules.isdisjoint(rules) else 0.9)
        if not topic.occasion:
            score += 1.5 if own else -1 if topic.specialties and specialty else 0
        if score >= 0.9:
            scores[number] = score
    order = sorted(scores, key=lambda n: (-scores[n], n))
    return [wordings.topics[n] for n in order]


def _met(reading: Reading, wordings: Wordings) -> Counter[int]:
    """How many different phrases of each topic the draft holds."""
    lows = [token.low for token in reading.tokens]
    seen: set[tuple[tuple[str, ...], int]] = set()
    for at, low in enumerate(lows):
        for rest, topic in wordings.words.get(low, ()):
            if tuple(lows[at + 1 : at + 1 + len(rest)]) == rest:
                seen.add(((low, *rest), topic))
    found = Counter(topic for _, topic in seen)
    found.update(topic for sign, topic in wordings.signs if sign in reading.text)
    return found


def occasion(reading: Reading, broken: Collection[str], practice: Practice, wordings: Wordings) -> Topic | None:
    """What the draft wants to do, where its words tell."""
    return next((t for t in ranked(reading, broken, practice, wordings) if t.occasion), None)


class Thought(NamedTuple):
    """A general post, fields unfilled: its topic, whether it celebrates a milestone, whether the draft speaks of that."""

    text: str
    topic: str
    milestone: bool = False
    clear: bool = True


def posts(
    reading: Reading, broken: Collection[str], practice: Practice, platform: str, wordings: Wordings
) -> list[Thought]:
    """General posts for the draft, best first."""
    topics = ranked(reading, broken, practice, wordings)
    met = _met(reading, wordings)
    subjects = [t for t in topics if not t.occasion]
    occasions = [t for t in topics if t.occasion]
    named = {wordings.topics[number].id for number, times in met.items() if times}
    clear = [t for t in subjects if t.id in named]
    tone = voice(reading, platform)
    seed = reading.text
    options: list[Thought] = []
    what = occasions[0] if occasions else None
    said = bool(what and what.id in named)
    if what and "milestone" in what.use:
        options += [
            Thought(t.milestone, t.id, milestone=True, clear=t in clear)
            for t in (*clear[:1], *subjects[:1])
            if t.milestone and what.use.startswith("subject")
        ]
        options.append(Thought(_chosen(what.posts, tone, seed), what.id, milestone=True, clear=said))
    elif what and not (what.use == "subject" and clear):
        options.append(Thought(_chosen(what.posts, tone, seed), what.id, clear=said))
    own = clear or ([] if what else subjects)
    if what and not own:
        options.append(Thought(_chosen(what.posts, tone, seed[::-1]), what.id, clear=said))
    if own:
        # Without a word of care in the draft any subject of the specialty will do: another for another draft.
        first = own[0] if clear else own[int(pick([str(n) for n in range(len(own))], seed))]
        options.append(Thought(_chosen(first.posts, tone, seed), first.id, clear=bool(clear)))
        options.append(Thought(_chosen(first.posts, tone, seed[::-1]), first.id, clear=bool(clear)))
    if what and "milestone" not in what.use:
        options.append(Thought(_chosen(what.posts, tone, seed), what.id, clear=said))
    options.append(Thought(_chosen(wordings.general, tone, seed), "", clear=False))
    return list({option.text: option for option in reversed(options)}.values())[::-1]


def _chosen(posts: Sequence[Post], tone: str, seed: str) -> str:
    """One of the posts in the wanted voice, or of all where there is none in it."""
    fitting = [p for p in posts if p.voice == tone] or [p for p in posts if p.voice != "playful"] or list(posts)
    # Two drafts in three take the voice nearest to theirs, so that one practice does not always sound the same.
    options = (
        fitting
        if int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[8:10], "big") % 3
        else [p for p in posts if tone != "plain" or p.voice != "playful"]
    )
    return pick([f"{p.text} {p.more}".strip() for p in options], seed)


def length(text: str, platform: str) -> int:
    """How long the text is for its platform: X counts a link as 23 and an emoji as two."""
    if platform != "x":
        return len(text)
    bare, links = re.subn(r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|example|dental|health)\S*", "", text)
    return sum(1 if ord(c) < 0x1100 or 0x2000 <= ord(c) < 0x2038 else 2 for c in bare) + 23 * links


def fitted(sentences: Iterable[tuple[str, str]], room: int, platform: str) -> list[tuple[str, str]]:
    """As many whole sentences, from the start, as there is room for."""
    kept: list[tuple[str, str]] = []
    used = 0
    for gap, text in sentences:
        used += length(text, platform) + (len(gap) if kept else 0)
        if used > room:
            break
        kept.append((gap, text))
    return kept


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
