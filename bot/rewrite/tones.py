"""A post in another tone without a model: a warm sentence more, or plain words for chatty ones (`prompts/tones.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff][\ufe0f\u200d\U0001f3fb-\U0001f3ff\U0001f000-\U0001faff]*"
)
SPANISH = re.compile(r"[¡¿ñ]|\b(?:el|los|las|una?|para|por|con|que|nuestr[oa]s?|es|está|y|en|gracias)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
MOSTLY = 0.15  # of the words: so many of a Spanish text are the small ones above


def toned(text: str, wish: str, file: Path) -> Iterator[str]:
    """Yield wordings of `text` in the tone wished for (`warmer`, `more formal`), best first; none for another wish."""
    tones = _tones(file)
    if wish == "warmer":
        closing = tones[wish]["close"]["es" if _is_spanish(text) else "en"]
        first = sha256(text.encode("utf-8", "replace")).digest()[0]
        for step in range(len(closing)):
            sentence = closing[(first + step) % len(closing)]
            if sentence not in text:
                yield f"{_closed(text)} {sentence}"
    elif wish == "more formal":
        yield _formal(text, tones[wish]["plain"])


def _formal(text: str, plain: list[tuple[str, str]]) -> str:
    words = EMOJI.sub("", text)
    for pattern, instead in plain:
        words = re.sub(pattern, lambda m, put=instead: _like(m.expand(put), m[0]), words, flags=re.IGNORECASE)  # type: ignore[misc]
    words = re.sub(r"[ \t]+([.,?;:])", r"\1", re.sub(r"[ \t]{2,}", " ", words))
    words = re.sub(r"(?<![.\d])\.{2}(?!\.)", ".", words).strip()
    return re.sub(r"(^|[.?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), words)


def _like(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _closed(text: str) -> str:
    """Return a text that ends as a sentence does, its hashtags kept."""
    words = text.rstrip()
    return words if not words or not words[-1].isalnum() or "#" in words.rsplit(maxsplit=1)[-1] else f"{words}."


def _is_spanish(text: str) -> bool:
    words = len(WORD.findall(text)) or 1
    return len(SPANISH.findall(text)) / words > MOSTLY


@lru_cache(maxsize=4)
def _tones(file: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(file)
    return loaded
