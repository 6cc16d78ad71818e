"""What a model answered, read with patience: fences, preambles, reasoning, trailing commas, an end that was cut off.

Nothing is believed: whatever comes out of here is text that still has to pass the guard and the check.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

VOICES = ("warm", "formal", "brief")
LONGEST = 20_000  # characters of an answer that are looked at; the wordings asked for are far shorter
MOST_STARTS = 20  # brackets that may begin the answer
THOUGHT = re.compile(r"<(think|thinking|reasoning|reflection|analysis)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
LAST_THOUGHT = re.compile(r"\A.*</(?:think|thinking|reasoning|reflection|analysis)>", re.DOTALL | re.IGNORECASE)
FENCE = re.compile(r"```[a-zA-Z0-9_-]*\n?|```")
TRAILING = re.compile(r",(\s*[}\]])")
SMART = str.maketrans({"\u201c": '"', "\u201d": '"'})
PAIR = re.compile(r'"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)


def schema(names: Iterable[str] = VOICES) -> dict[str, Any]:
    """The JSON schema of an answer: one string each, nothing else (https://json-schema.org/draft/2020-12)."""
    fields = {name: {"type": "string"} for name in names}
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def wordings(answer: str, names: Iterable[str] = VOICES) -> dict[str, str]:
    """Return what an answer offers under each name; empty if nothing can be made out."""
    wanted = tuple(names)
    for text in _versions(answer[:LONGEST]):
        for piece in _objects(text):
            if found := _named(piece, wanted):
                return found
    return _pairs(answer[:LONGEST], wanted)


def _versions(answer: str) -> Iterable[str]:
    """The answer as it is, without its reasoning, without fences."""
    plain = LAST_THOUGHT.sub("", THOUGHT.sub("", answer))
    yield FENCE.sub("", plain).strip()
    yield plain.strip()


def _objects(text: str) -> Iterable[Any]:
    """Every JSON object and list of a text, the first first; a comma too many is forgiven."""
    decoder = json.JSONDecoder(strict=False)
    for candidate in dict.fromkeys((text, TRAILING.sub(r"\1", text))):
        for start in [at for at, letter in enumerate(candidate) if letter in "{["][:MOST_STARTS]:
            try:
                yield decoder.raw_decode(candidate, start)[0]
            except (ValueError, RecursionError):
                continue


def _named(piece: Any, names: tuple[str, ...]) -> dict[str, str]:
    """The strings under the names, also one level down (`{"wordings": {...}}`, `[{"voice": ..., "text": ...}]`)."""
    if isinstance(piece, Mapping):
        by_name = {str(key).strip().lower(): value for key, value in piece.items()}
        found = {name: by_name[name].strip() for name in names if isinstance(by_name.get(name), str)}
        if any(found.values()):
            return {name: text for name, text in found.items() if text}
        for value in by_name.values():
            if inner := _named(value, names):
                return inner
    if isinstance(piece, list):
        found = {}
        for entry in piece:
            if isinstance(entry, Mapping):
                voice = str(entry.get("voice") or entry.get("name") or entry.get("style") or "").strip().lower()
                text = entry.get("text") or entry.get("wording") or entry.get("content")
                if voice in names and isinstance(text, str) and text.strip():
                    found[voice] = text.strip()
        return found
    return {}


def _pairs(answer: str, names: tuple[str, ...]) -> dict[str, str]:
    """What can be saved of an object that was cut off or is malformed: every whole `"name": "text"`."""
    plain = LAST_THOUGHT.sub("", THOUGHT.sub("", answer)).translate(SMART)
    found: dict[str, str] = {}
    for name, text in PAIR.findall(plain):
        if name.lower() in names and text.strip():
            try:
                found.setdefault(name.lower(), str(json.loads(f'"{text}"', strict=False)).strip())
            except ValueError:
                continue
    return found
