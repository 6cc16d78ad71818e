"""The wordings of the offline writer, from `prompts/edits.yaml` and `prompts/posts.yaml`: data, read once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.reading.lexicon import expand, tokens_of


@dataclass(frozen=True, slots=True)
class Turn:
    """A change inside a sentence: what `find` finds becomes `put`.

    `after`: only where this stands before it; `article`: `a` becomes `an` before a vowel; `case`: letters count;
    `polish`: only after another turn changed the sentence.
    """

    find: re.Pattern[str]
    put: str
    after: re.Pattern[str] | None = None
    article: bool = False
    polish: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What gives a rule's sentence away, and how its edit is explained.

    `finds` are its own pattern and those of rules that are seldom broken alone.
    """

    what: str
    concepts: tuple[str, ...]
    finds: tuple[re.Pattern[str], ...]
    still: re.Pattern[str] | None = None  # what may not stand in a turned sentence; without it, the first of `finds`


@dataclass(frozen=True, slots=True)
class Cheer:
    """How a draft rejoices, and the same said to everybody: `thanks` beside a thought of thanks, else `put`."""

    find: re.Pattern[str]
    put: str
    thanks: str


@dataclass(frozen=True, slots=True)
class Post:
    """A general post, before its {fields} are filled."""

    voice: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of care, or an occasion, with its posts. `use` says what an occasion gives way to."""

    id: str
    specialties: tuple[str, ...]
    rules: frozenset[str]
    posts: tuple[Post, ...]
    milestone: str
    use: str
    occasion: bool


@dataclass(frozen=True, slots=True)
class Wordings:
    """All of it."""

    rules: Mapping[str, Cue]
    story: frozenset[str]
    story_words: tuple[str, ...]
    turns: Mapping[str, tuple[Turn, ...]]
    instead: Mapping[str, Sequence[str]]
    reply: Mapping[str, Any]
    notes: Mapping[str, str]
    cheers: tuple[Cheer, ...]
    notice: str  # whom to ask about a thing found
    subject: str  # asks about {subject}, of which too much was claimed
    room: Mapping[str, Mapping[str, int]]
    topics: tuple[Topic, ...]
    general: tuple[Post, ...]
    related: Mapping[str, str]  # part of a specialty -> the fields it belongs to
    words: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]  # first token -> (the tokens after it, topic)
    signs: tuple[tuple[str, int], ...]  # emoji and other marks that are no tokens -> topic


def folder() -> Path:
    """The prompts that came with Checkpost, in a wheel or in its repository."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "_prompts"
    return inside if inside.is_dir() else package.parent / "prompts"


@lru_cache(maxsize=4)
def load(place: Path | None = None) -> Wordings:
    """Read the wordings in `place`. Raises OSError, YAMLError, KeyError or re.error where they are broken."""
    place = place or folder()
    yaml = YAML(typ="safe")
    edits = yaml.load(place / "edits.yaml")
    posts = yaml.load(place / "posts.yaml")
    topics = [_topic(data, occasion=True) for data in posts["occasions"]]
    topics += [_topic(data, occasion=False) for data in posts["topics"]]
    words, signs = _words([*posts["occasions"], *posts["topics"]])
    return Wordings(
        rules={rule: _cue(rule, edits["rules"]) for rule in edits["rules"]},
        story=frozenset(edits["story"]),
        story_words=tuple(edits["story_words"]),
        turns={rule: tuple(_turn(data) for data in turns) for rule, turns in edits["turns"].items()},
        instead={rule: tuple(texts) for rule, texts in edits["instead"].items()},
        reply=edits["reply"],
        notes=edits["notes"],
        cheers=tuple(
            Cheer(re.compile(c["find"], re.IGNORECASE), c["put"], c.get("thanks", c["put"])) for c in edits["cheers"]
        ),
        notice=edits["notice"],
        subject=edits["subject"],
        room=edits["room"],
        topics=tuple(topics),
        general=tuple(_post(data) for data in posts["general"]),
        related=posts["related"],
        words=words,
        signs=signs,
    )


def _cue(rule: str, rules: Mapping[str, Mapping[str, Any]]) -> Cue:
    data = rules[rule]
    finds = [rules[name].get("find", "") for name in (rule, *data.get("near", ()))]
    patterns = tuple(re.compile(find, re.IGNORECASE) for find in finds if find)
    still = data.get("still")
    return Cue(data["what"], tuple(data.get("cues", ())), patterns, re.compile(still, re.IGNORECASE) if still else None)


def _turn(data: Mapping[str, Any]) -> Turn:
    flags = re.NOFLAG if data.get("case") else re.IGNORECASE
    after = data.get("after")
    return Turn(
        find=re.compile(data["find"], flags),
        put=data["put"],
        after=re.compile(after, re.IGNORECASE) if after else None,
        article=bool(data.get("article")),
        polish=bool(data.get("polish")),
    )


def _post(data: Mapping[str, str]) -> Post:
    return Post(data["voice"], data["text"], data.get("more", ""))


def _topic(data: Mapping[str, Any], *, occasion: bool) -> Topic:
    return Topic(
        id=data["id"],
        specialties=tuple(data.get("specialties", ())),
        rules=frozenset(data.get("rules", ())),
        posts=tuple(_post(post) for post in data["posts"]),
        milestone=data.get("milestone", ""),
        use=data.get("use", ""),
        occasion=occasion,
    )


def _words(
    topics: Sequence[Mapping[str, Any]],
) -> tuple[dict[str, tuple[tuple[tuple[str, ...], int], ...]], tuple[tuple[str, int], ...]]:
    words: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    signs: list[tuple[str, int]] = []
    for number, topic in enumerate(topics):
        for phrase in topic["words"]:
            for form in expand(str(phrase).lower()):
                if found := tokens_of(form):
                    words.setdefault(found[0], []).append((found[1:], number))
                else:
                    signs.append((form, number))
    return {first: tuple(options) for first, options in words.items()}, tuple(signs)
