"""Labelled drafts as files: `NAME.jsonl`, and beside it the practices that wrote them, `practices-NAME.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

Pair = tuple[Path, Path]
# What drafts are labelled with, in the order of the learned reader's scores.
RULES = tuple(
    "phi-identifier patient-acknowledged health-detail context-clue patient-gossip image-without-consent "
    "testimonial-without-authorization private-group-share security-exposure unprofessional-tone argues-with-reviewer "
    "legal-threat no-offline-path individual-medical-advice outcome-guarantee superlative-claim misleading-health-claim "
    "review-incentive undisclosed-endorsement disparages-others".split()
)


def pairs(arguments: Sequence[str]) -> list[Pair]:
    """Return the files named, and those of the folders named, each with its practices. Ends the program where one is missing."""
    files = [file for name in arguments for file in _of(Path(name))]
    found = [(file, file.with_name(f"practices-{file.stem}.json")) for file in files]
    missing = [str(file) for pair in found for file in pair if not file.is_file()]
    if missing or not found:
        sys.exit(f"not there: {', '.join(missing) or 'any file of drafts'}")
    return found


def rows(file: Path, *, kept_aside: bool | None = False) -> Iterator[dict[str, Any]]:
    """Yield the drafts of a file: those to learn from, or those kept aside for calibration; None: all."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        if kept_aside is None or is_aside(row["practice"]) is kept_aside:
            yield row


def is_aside(practice: str) -> bool:
    """Whether a practice is one of the eighth that nothing learns from: on it forms and reader are weighed against each other."""
    return sha256(practice.encode()).digest()[0] % 8 == 0


def _of(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
