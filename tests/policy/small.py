"""Tiny packs for tests: one rule is written as a dictionary, the rest of a sound pack is filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.drafts import Draft, Finding, Kind
from bot.policy import Judgement, Packs, judge, load
from bot.practice import Practice
from bot.reading import read

SOUND: dict[str, Any] = {
    "id": "red-word",
    "title": "Says red",
    "verdict": "block",
    "applies_to": ["post", "review_reply"],
    "source": "House style",
    "why": "Red is not our colour.",
    "fix": "Say blue.",
    "detects": {"patterns": ["red"]},
    "examples": {"breaks": ["red", "a red", "red b", "so red"], "keeps": ["blue", "a blue", "blue b", "so blue"]},
}


def rule(**changes: Any) -> dict[str, Any]:
    """A sound rule with some keys changed; None takes a key away."""
    return {key: value for key, value in {**SOUND, **changes}.items() if value is not None}


def written(folder: Path, *rules: dict[str, Any], name: str = "small", **more: Any) -> Path:
    """Write a pack and return its file."""
    pack = {"pack": name, "version": 1, "title": "Small", "rules": list(rules), **more}
    file = folder / f"{name}.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(pack, out)
    return file


def packs(folder: Path, *rules: dict[str, Any], **more: Any) -> Packs:
    """Load one pack of these rules."""
    written(folder, *rules, **more)
    return load(folder)


def judged(packs: Packs, text: str, practice: Practice | None = None, **draft: Any) -> Judgement:
    """Judge a text. Names in double angle brackets are findings: `<<PERSON|Ana>>`."""
    plain, findings = marked(text)
    return judge(read(plain), findings, packs, Draft(plain, **draft), practice or Practice())


def marked(text: str) -> tuple[str, Sequence[Finding]]:
    """Take the marks out of a text and return the findings that they stood for."""
    plain, findings, at = "", [], 0
    for match in re.finditer(r"<<([A-Z_]+)\|([^>]*)>>", text):
        plain += text[at : match.start()]
        findings.append(Finding(match[1], len(plain), len(plain) + len(match[2]), 1.0, "test"))
        plain, at = plain + match[2], match.end()
    return plain + text[at:], findings


def words_of(judgement: Judgement, text: str) -> list[str]:
    """The words that broke the first rule."""
    plain, _ = marked(text)
    return [plain[span.start : span.end] for span in judgement.violations[0].spans]


REPLY = {"kind": Kind.REVIEW_REPLY, "platform": "google"}
