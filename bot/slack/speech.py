"""What one sentence says to the bot, if it speaks to it at all: the forms of speech are in intent.yaml.

A sentence is heard only if its form fits and its words are those in which one speaks of a draft and its check. So a sentence
of the draft itself ("Please review us on Google!") is not taken for a request and is checked with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import re2
from ruamel.yaml import YAML

from bot.rewrite.vocabulary import fold

LONGEST = 320  # characters; nobody asks for a check in a longer sentence
TOPIC = 6  # one word in so many may be none of ours: a name, a subject
MOST_TOPICS = 1
LETTERS = "abcdefghijklmnopqrstuvwxyz"
KEYWORD = 5  # letters; a slip in a shorter word makes another word

TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
PART = re.compile(r"\{([a-z_]+)\}")
CONTRACTED = {"n't": " not", "'s": " is", "'re": " are", "'m": " am", "'ll": " will", "'ve": " have", "'d": " would"}
WHOLE = {"can't": "can not", "won't": "will not", "let's": "let us", "cannot": "can not", "y'all": "you"}
READERS = re.compile(r"\b(?:your|yours|yourself|you|y all)\b")
YOURS = re.compile(r"\byour (?:thoughts?|opinion|ok|okay|feedback|approval|eyes?|take|input|help|time|advice)\b")
TO_CHECK = re.compile(r"\b(please|you|need to|want to|like to|time to) review\b")  # the verb, not the noun
TO_YOU = re.compile(
    r"\b(?:(?:can|could|would|do|if|hope|mind|thank|for|sorry|bother|have|ask|asked|want|need|get) you|you (?:think|know|tell|say|check|look))\b"
)


class Act(StrEnum):
    """What a sentence does. The order of those with patterns is that of intent.yaml."""

    HELP = "help"
    CHECK_REPLY = "check_reply"
    ANSWER = "answer"
    COMPOSE = "compose"
    CHECK = "check"
    CONTEXT = "context"
    LABEL = "label"
    THANKS = "thanks"
    HELLO = "hello"


ASKING = frozenset({Act.HELP, Act.CHECK_REPLY, Act.ANSWER, Act.COMPOSE, Act.CHECK, Act.LABEL})


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says. `weak`: a post may say it to its readers; `rule`: it asks about the rules as well;
    `topic`: it holds a word or two that may be a draft's."""

    act: Act | None
    weak: bool = False
    rule: bool = False
    topic: bool = False


@dataclass(frozen=True)
class Forms:
    """intent.yaml, compiled."""

    spelled: Mapping[str, str]
    slips: Mapping[str, str]
    platforms: Mapping[str, Any]
    acts: Mapping[Act, Any]
    wishes: Mapping[str, Any]
    patterns: Mapping[str, Any]
    words: Mapping[str, frozenset[str]]


@lru_cache(maxsize=1)
def forms() -> Forms:
    """Load intent.yaml, which ships beside this module."""
    data = YAML(typ="safe").load(Path(__file__).with_name("intent.yaml"))
    parts = {
        **data["parts"],
        "platform": "(?:" + "|".join(data["platforms"].values()) + ")",
        "wish": "(?:" + "|".join(data["wishes"].values()) + ")",
    }

    def compiled(*patterns: str) -> Any:
        whole = "|".join(f"(?:{pattern})" for pattern in patterns)
        while PART.search(whole):
            whole = PART.sub(lambda name: str(parts[name[1]]), whole)
        options = re2.Options()
        options.max_mem = 64 << 20  # bytes, as for the words of reviews
        return re2.compile(whole, options)

    lists = {name: frozenset(data[name].split()) for name in ("thanks", "small", "words")}
    platforms = {key: compiled(rf"\b(?:{names})\b") for key, names in data["platforms"].items()}
    return Forms(
        spelled=data["spelled"],
        slips={
            slip: word
            for word in data["keywords"].split()
            for slip in _slips(word)
            if len(slip) >= KEYWORD and not word.startswith(slip)
        },
        platforms=platforms,
        acts={Act(name): compiled(*patterns) for name, patterns in data["acts"].items()},
        wishes={name: compiled(rf"\b(?:{pattern})\b") for name, pattern in data["wishes"].items()},
        patterns={
            "hello": compiled("^(?:{hi} ?)+(?:there|again|team)?$"),
            "questions": compiled(*data["questions"]),
            "revise": compiled(*data["revise"]),
            "why": compiled(*data["why"]),
            **{name: compiled(data[name]) for name in ("weak", "thanked", "chosen")},
            **{f"apart {name}": compiled(pattern) for name, pattern in data["apart"].items()},
        },
        words=lists,
    )


def plain_words(sentence: str) -> str:
    """Return the words of a sentence, one blank between them: lower case, written out, slips in our own words mended."""
    low = fold(sentence.lower()).replace("’", "'")
    words = " ".join(word for token in TOKEN.findall(low) for word in _written_out(token).split())
    return TO_CHECK.sub(r"\1 check", words)


def hear(sentence: str) -> Said | None:
    """Return what `sentence` says to the bot; None where it does not speak to it."""
    if len(sentence) > LONGEST:
        return None
    said = plain_words(sentence)
    if not said:
        return None
    words, known = said.split(), forms()
    if words_all(said, "thanks") and known.patterns["thanked"].search(said):
        return Said(Act.THANKS)
    if known.patterns["hello"].search(said):
        return Said(Act.HELLO)
    rule = _asks_about_rules(sentence, said)
    act = next((act for act, pattern in known.acts.items() if pattern.search(said)), None)
    topics = _topics(words)
    if act is None or not (act in (Act.HELP, Act.COMPOSE) or topics <= min(MOST_TOPICS, len(words) // TOPIC)):
        return Said(None, rule=True) if rule else None
    return Said(act, bool(known.patterns["weak"].search(said)), rule, topics > 0)


def hear_apart(sentence: str) -> Said | None:
    """Return what a sentence says that stands on a line of its own before other words; there a looser form will do."""
    said = hear(sentence)
    if said is not None or len(sentence) > LONGEST:
        return said
    words, known = plain_words(sentence), forms().patterns
    if not words or _topics(words.split()) or to_readers(sentence) or not known["apart speaks"].search(words):
        return None
    for act in (Act.ANSWER, Act.CHECK):
        if known[f"apart {act}"].search(words):
            return Said(act)
    return None


def words_all(said: str, name: str) -> bool:
    """Whether every word of `said` is in a list of intent.yaml."""
    return bool(said) and forms().words[name].issuperset(said.split())


def fits(said: str, name: str) -> bool:
    """Whether a form of speech (`revise`, `why`, `chosen`) is in `said`."""
    return bool(forms().patterns[name].search(said))


def platform(words: str) -> str:
    """Return the key of the platform that is named; `""` for none. `x` alone is a letter: it counts after on, for or to."""
    said = plain_words(words)
    for key, pattern in forms().platforms.items():
        found = pattern.search(said)
        if found and (found[0] != "x" or re.search(r"\b(?:on|for|to|our|an?|en|para) x\b", said)):
            return key
    return ""


def wish(words: str) -> str:
    """Return which of the wishes is meant; `other` for one that has no name."""
    said = plain_words(words)
    return next((name for name, pattern in forms().wishes.items() if pattern.search(said)), "other")


def to_readers(sentence: str) -> bool:
    """Whether a sentence speaks to many (`your smile`), which nobody does to the bot."""
    return bool(READERS.search(YOURS.sub(" ", TO_YOU.sub(" ", plain_words(sentence)))))


def _asks_about_rules(sentence: str, said: str) -> bool:
    asks = "?" in sentence or "¿" in sentence or not sentence.rstrip().endswith((".", "!"))
    if not asks or not forms().patterns["questions"].search(said):
        return False
    return not to_readers(sentence)


def _topics(words: list[str]) -> int:
    """How many words are none of those in which one speaks of a check. Long numbers are none of them."""
    ours = forms().words["words"]
    return sum(word not in ours and not (word.isdigit() and len(word) < 3) for word in words)


def _written_out(token: str) -> str:
    known = forms()
    if token in WHOLE:
        return WHOLE[token]
    if token in known.spelled:
        return known.spelled[token]
    for ending, word in CONTRACTED.items():
        if token.endswith(ending):
            return token.removesuffix(ending) + word
    bare = token.replace("'", "")
    return bare if bare in known.words["words"] else known.slips.get(bare, bare)


def _slips(keyword: str) -> Iterator[str]:
    """Yield `keyword` with one letter missing, doubled, wrong or swapped, but for the first. A form of it (`posted`) is none."""
    for at in range(1, len(keyword)):
        before, letter, after = keyword[:at], keyword[at], keyword[at + 1 :]
        yield before + after
        if after:
            yield before + after[0] + letter + after[1:]
        for other in LETTERS:
            yield before + other + after
            yield before + other + letter + after
