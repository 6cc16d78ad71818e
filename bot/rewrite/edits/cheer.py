"""What a wording keeps of an author's voice when the story goes: the joy, without whom it was about, emoji and hashtags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.practice import Practice
from bot.reading.lexicon import phrases
from bot.rewrite.edits import tidy
from bot.rewrite.edits.grammar import GROUPS, PAST, PRESENT, YOU
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.wordings import Cheer, Wordings

KIND = re.compile("[🎉👏🙌💛💙💚💜🧡❤💗💖🦷😁😊🥰🎓🎂💪✨🌟⭐👓🤓🥳🏆🌱☀🌻🍼🥹🩵🫶👶]\ufe0f?")
TAIL = re.compile(rf"\s*(?:{tidy.EMOJI})+\s*$")
TAG = re.compile(r"(?<!\w)#([^\W_]+)")
LONGEST = 24  # letters of a hashtag that is looked into
SMALL = frozenset(
    "life love day days month week awareness matter matters smile smiles team care health healthy family local community "
    "tips tip monday tuesday wednesday thursday friday saturday sunday motivation strong dental dentist teeth tooth pt rehab "
    "hip hips knee knees neck necks back eye eyes skin heart hearts baby babies sleep spine hearing fun win wins the and of "
    "for my our your is it no new happy wellness medicine clinic office practice national week ready goals journey move moves".split()
)


def cheered(text: str, cheers: Sequence[Cheer], *, thanks: bool) -> str:
    """The words with which the draft rejoices, said to everybody; empty where it does not begin so."""
    for one in cheers:
        if match := one.find.match(text):
            said = match.expand(one.thanks if thanks else one.put)
            return said[:1].upper() + (said[1:].lower() if match[0].isupper() else said[1:])
    return ""


def sign(text: str) -> str:
    """The author's last kind emoji."""
    found = KIND.findall(text)
    return found[-1] if found else ""


def signed(text: str, emoji: str) -> str:
    """The text with the author's emoji at its end, in the place of ours."""
    return f"{TAIL.sub('', text)} {emoji}" if emoji else text


def tags(cut: Sequence[Piece], wordings: Wordings, practice: Practice) -> list[str]:
    """The hashtags of the draft that are made of common words alone: a name hides in any other."""
    known = _known(tuple(wordings.words))
    own = "".join(re.findall(r"[a-z]+", f"{practice.name} {' '.join(practice.handles)}".lower()))
    found = []
    for piece in cut:
        names = {
            w
            for f in piece.findings
            for w in re.findall(
                r"[^\W\d_]{3,}", piece.text[max(0, f.start - piece.start) : f.end - piece.start].lower()
            )
        }
        for match in TAG.finditer(piece.text):
            low = match[1].lower()
            if (
                len(low) <= LONGEST
                and not any(name in low for name in names)
                and ((len(low) > 3 and low in own) or _made_of(low, known))
            ):
                found.append(match[0])
    return list(dict.fromkeys(found))[:5]


def _made_of(word: str, known: frozenset[str] | set[str]) -> bool:
    """Whether the word is one known word after another."""
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(start in ends and word[start:end] in known for start in range(max(0, end - 14), end)):
            ends.add(end)
    return len(word) in ends


@lru_cache(maxsize=2)
def _known(firsts: tuple[str, ...]) -> frozenset[str]:
    """The single words of the concepts that speak of care, of everyday grammar, and `firsts`, with which our topics begin."""
    care = ("treatment", "condition", "device", "body-part", "routine-care", "visit", "provider")
    every = phrases()
    alone = {form for concept in care for form in every.get(concept, ()) if form.isalpha() and len(form) > 2}
    grammar = {w for w in (PAST | PRESENT | YOU | GROUPS) if w.isalpha() and len(w) > 2}
    return frozenset(alone | grammar | {first for first in firsts if first.isalpha()} | SMALL)
