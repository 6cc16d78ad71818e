"""Phrases with choices in them: `We aim to answer [calls|the phone] {soon}.` reads as two sentences and one slot.

`[a|b]` offers alternatives, which may be empty and may nest; `{slot}` is filled when a reply is written. A phrase is
parsed once, at load, so that a bracket forgotten in the wordings stops the start and not a reply.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeVar

PIECE = re.compile(r"[\[\]|]|\{[A-Za-z_]+\}|[^\[\]|{}]+|.", re.DOTALL)

RICH = 6  # variants from which on a phrase is no more likely than another

T = TypeVar("T")


class PhraseBroken(ValueError):
    """A phrase whose brackets do not match, or with a slot that no reply fills."""


class Picker:
    """Picks the same again for the same seed, on every machine and in every run (Python's `hash` would not)."""

    def __init__(self, *seed: str) -> None:
        self._seed = hashlib.sha256("\x1f".join(seed).encode()).digest()
        self._picks = 0

    def pick(self, options: Sequence[T]) -> T:
        """One of `options`; each call goes on to the next pick."""
        return options[self._draw(len(options))]

    def phrase(self, options: Sequence[Phrase]) -> Phrase:
        """One of `options`, the richer ones more often, so that a phrase without choices does not wear out."""
        return self.pick([option for option in options for _ in range(min(option.variants, RICH))])

    def _draw(self, size: int) -> int:
        self._picks += 1
        drawn = hashlib.sha256(self._seed + self._picks.to_bytes(4, "big")).digest()
        return int.from_bytes(drawn[:8], "big") % size


@dataclass(frozen=True, slots=True)
class Phrase:
    """A parsed phrase: texts, slots (`{name}`) and choices between phrases."""

    parts: tuple[str | tuple[Phrase, ...], ...]

    @property
    def variants(self) -> int:
        """How many wordings it has, slots apart."""
        return prod(sum(choice.variants for choice in part) for part in self.parts if not isinstance(part, str))

    @property
    def slots(self) -> frozenset[str]:
        """The names of its slots."""
        own = frozenset(part[1:-1] for part in self.parts if isinstance(part, str) and part.startswith("{"))
        return own.union(*(choice.slots for part in self.parts if not isinstance(part, str) for choice in part))

    def say(self, picker: Picker, slots: Mapping[str, str]) -> str:
        """The phrase as one sentence or more, choices taken by `picker`."""
        said = []
        for part in self.parts:
            if not isinstance(part, str):
                said.append(picker.pick(part).say(picker, slots))
            else:
                said.append(slots[part[1:-1]] if part.startswith("{") else part)
        return "".join(said)


def parse(text: str, known: frozenset[str]) -> Phrase:
    """Parse `text`; `known` are the slots that it may use. Raises PhraseBroken."""
    pieces = PIECE.findall(text)
    phrase, at = _parse(pieces, 0, text, inside=False)
    if at != len(pieces):
        raise PhraseBroken(f"a ] too many in: {text}")
    if unknown := phrase.slots - known:
        raise PhraseBroken(f"no such slot {{{min(unknown)}}} in: {text}")
    return phrase


def _parse(pieces: list[str], at: int, text: str, *, inside: bool) -> tuple[Phrase, int]:
    parts: list[str | tuple[Phrase, ...]] = []
    while at < len(pieces) and pieces[at] != "]" and not (inside and pieces[at] == "|"):
        piece = pieces[at]
        if piece == "[":
            options = []
            while piece in ("[", "|"):
                option, at = _parse(pieces, at + 1, text, inside=True)
                options.append(option)
                if at == len(pieces):
                    raise PhraseBroken(f"a [ is never closed in: {text}")
                piece = pieces[at]
            parts.append(tuple(options))
        elif piece in ("|", "{", "}"):
            raise PhraseBroken(f"a lonely {piece} in: {text}")
        else:
            parts.append(piece)
        at += 1
    return Phrase(tuple(parts)), at
