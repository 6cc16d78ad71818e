"""What is written down of a check. Figures, names of rules and types, and scrubbed text: never the author's words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.audit.keys import fingerprint, key_id
from bot.drafts import Report, Scrubbed, Span, Suggestion

LABEL_LENGTH = 100  # of an actor, a platform, a practice: names, not texts


@dataclass(frozen=True, slots=True)
class Checked:
    """One check to record. `review` is the review answered, scrubbed; `delivery` marks what may arrive twice."""

    report: Report
    practice_id: str
    review: Scrubbed | None = None
    delivery: str | None = None


def checked_body(check: Checked, versions: Mapping[str, str], key: bytes) -> dict[str, Any]:
    """Return the body of a `checked` event. Raises TypeError where raw text stands in for Scrubbed."""
    report, draft = check.report, check.report.draft
    return {
        "kind": str(draft.kind),
        "platform": label(draft.platform),
        "practice": label(check.practice_id),
        "verdict": str(report.verdict),
        "text": scrubbed(report.scrubbed),
        "review": None if check.review is None else scrubbed(check.review),
        "length": len(draft.text),
        "findings": [
            {"type": f.type, "start": f.start, "end": f.end, "score": round(f.score, 3), "recognizer": f.recognizer}
            for f in report.findings
        ],
        "violations": [
            {"rule": v.rule, "verdict": str(v.verdict), "spans": _places(v.spans)} for v in report.violations
        ],
        "notes": [{"rule": n.rule, "figure": n.figure, "spans": _places(n.spans)} for n in report.notes],
        "faults": list(report.faults),
        "versions": dict(versions),
        "fingerprint": {
            "key": key_id(key),
            "draft": fingerprint(key, draft.text),
            "review": None if draft.review is None else fingerprint(key, draft.review),
        },
    }


def suggested_body(suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    """Return the body of a `suggested` event. An edit is recorded by its rule: its explanation may quote the draft."""
    for suggestion in suggestions:
        if not isinstance(suggestion, Suggestion):
            raise TypeError(f"the trail records suggestions that passed the check, not {type(suggestion).__name__}")
    return {
        "suggestions": [
            {"text": s.text, "writer": s.writer, "voice": s.voice, "rules": [edit.rule for edit in s.edits]}
            for s in suggestions
        ]
    }


def scrubbed(text: Scrubbed) -> str:
    """Return the words of a scrubbed text. Refuses anything else at run time too, also where types were not checked."""
    if not isinstance(text, Scrubbed):
        raise TypeError(f"the trail keeps scrubbed text only, not {type(text).__name__}")
    return text.text


def label(name: str) -> str:
    """Return a name as it is; refuses what is too long or has line breaks, and so is no name."""
    if not isinstance(name, str) or len(name) > LABEL_LENGTH or not name.isprintable():
        raise ValueError(f"a name has at most {LABEL_LENGTH} printable characters")
    return name


def canonical(body: Mapping[str, Any]) -> str:
    """Return `body` as JSON with one spelling: keys sorted, no blanks. Half characters are escaped; SQLite refuses them."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _places(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
