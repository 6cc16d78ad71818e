"""A report as JSON: for scripts. The keys are a promise: scripts rely on them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from bot.desk.words import Words, placeholders
from bot.drafts import Report, Span

# JSON allows them inside a text, but programs that split lines like Python's splitlines() break a line there.
LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def line(value: Mapping[str, Any]) -> str:
    """Return `value` as one line of JSON, without its line end."""
    return json.dumps(value, ensure_ascii=False).translate(LINE_ENDS)


def shown(value: Mapping[str, Any]) -> str:
    """Return `value` for stdout: indented where a person looks, else one line."""
    return json.dumps(value, ensure_ascii=False, indent=2) if sys.stdout.isatty() else line(value)


def of_report(report: Report, check: str | None, *, redact: bool) -> dict[str, Any]:
    """Return a report as data. With `redact` it holds no words of the draft but the scrubbed text."""
    words, text = Words(report, hide=placeholders if redact else None), report.draft.text
    return {
        "id": check,
        "verdict": str(report.verdict),
        "kind": str(report.draft.kind),
        "platform": report.draft.platform,
        "findings": [
            {
                "start": f.start,
                "end": f.end,
                "type": f.type,
                "score": round(f.score, 3),
                "recognizer": f.recognizer,
                **({} if redact else {"text": text[f.start : f.end]}),
            }
            for f in report.findings
        ],
        "violations": [
            {
                "rule": v.rule,
                "title": v.title,
                "verdict": str(v.verdict),
                "why": v.why,
                "source": v.source,
                "fix": v.fix,
                "spans": spans(v.spans),
            }
            for v in report.violations
        ],
        "notes": [
            {
                "rule": n.rule,
                "title": n.title,
                "why": n.why,
                "source": n.source,
                "fix": n.fix,
                "figure": n.figure,
                "spans": spans(n.spans),
            }
            for n in report.notes
        ],
        "faults": list(report.faults),
        "scrubbed": report.scrubbed.text,
        "suggestions": [
            {
                "text": s.text,
                "writer": s.writer,
                "voice": s.voice,
                "edits": [{"rule": e.rule, "what": e.what} for e in s.edits],
            }
            for s in map(words.suggestion, report.suggestions)
        ],
    }


def spans(places: tuple[Span, ...]) -> list[dict[str, int]]:
    """Return places as data."""
    return [{"start": place.start, "end": place.end} for place in places]
