"""The summary of a scan, in Markdown: from one pass over its output, so that it also covers what was done before --resume."""

from __future__ import annotations

import heapq
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VERDICTS = ("block", "revise", "pass")
WORST, LONGEST, MOST_ERRORS, MOST_PRACTICES = 10, 600, 20, 50


@dataclass(slots=True)
class Tally:
    """What is counted. Its size depends on rules and practices, not on drafts."""

    verdicts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    practices: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    failed: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    worst: list[tuple[tuple[int, int, int, int], dict[str, Any]]] = field(default_factory=list)

    def add(self, number: int, line: dict[str, Any]) -> None:
        """Count one line of output."""
        if "error" in line:
            self.failed += 1
            if len(self.errors) < MOST_ERRORS:
                self.errors.append((line["line"], line["error"]))
            return
        self.verdicts[line["verdict"]] += 1
        self.rules.update(line["rules"])
        self.notes.update(line["notes"])
        self.types.update(span["type"] for span in line["spans"])
        self.practices[line["practice"]][line["verdict"]] += 1
        if line["verdict"] != "pass":
            rank = (line["verdict"] == "block", len(line["rules"]), len(line["spans"]), -number)
            heapq.heappush(self.worst, (rank, line))
            if len(self.worst) > WORST:
                heapq.heappop(self.worst)


def summarised(out: Path, name: str) -> str:
    """Return the summary of the scan of file `name`, whose output is `out`. It shows scrubbed text only."""
    tally = Tally()
    with out.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines):
            tally.add(number, json.loads(line))
    return "\n".join(_page(tally, name))


def _page(tally: Tally, name: str) -> Iterable[str]:
    total = tally.verdicts.total()
    yield f"# Checkpost: {total:,} drafts of {_cell(name)}"
    yield ""
    yield from _table(
        ("verdict", "drafts", "share"),
        [(v, f"{tally.verdicts[v]:,}", _share(tally.verdicts[v], total)) for v in VERDICTS],
    )
    for title, counter in (("Rules broken", tally.rules), ("Identifiers found", tally.types), ("Notes", tally.notes)):
        if counter:
            yield from ("", f"## {title}", "")
            yield from _table(
                (title.split()[0].lower().rstrip("s"), "count"), [(n, f"{c:,}") for n, c in counter.most_common()]
            )
    if len(tally.practices) > 1:
        yield from ("", "## By practice", "")
        ranked = sorted(tally.practices.items(), key=lambda p: (-p[1]["block"], -p[1]["revise"], p[0]))
        yield from _table(
            ("practice", *VERDICTS), [(n, *(f"{c[v]:,}" for v in VERDICTS)) for n, c in ranked[:MOST_PRACTICES]]
        )
        if len(ranked) > MOST_PRACTICES:
            yield f"\n{len(ranked) - MOST_PRACTICES:,} more practices follow, with fewer."
    if tally.worst:
        yield from (
            "",
            "## The worst drafts",
            "",
            "Whatever identifies somebody is hidden, but the circumstances are still there: handle this page as PHI.",
        )
        for _, line in sorted(tally.worst, key=lambda entry: entry[0], reverse=True):
            yield from (
                "",
                f"### {_cell(str(line['id']))}: {line['verdict']}",
                "",
                f"Rules: {', '.join(line['rules']) or 'a part of the check failed'}",
                "",
            )
            yield from (f"    {row}" for row in _shortened(line["scrubbed"]).splitlines())
    if tally.failed:
        yield from ("", f"## {tally.failed:,} lines that could not be checked", "")
        yield from (f"- line {number} {_cell(reason)}" for number, reason in tally.errors)
        if tally.failed > len(tally.errors):
            yield f"- and {tally.failed - len(tally.errors):,} more, all in the output"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return "".join(f"\\{c}" if c in "|*_`[]<>#\\" else c for c in plain)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
