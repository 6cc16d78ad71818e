"""Labelled drafts as files: `NAME.jsonl`, and beside it the practices that wrote them, `practices-NAME.json`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

Pair = tuple[Path, Path]


def pairs(arguments: Sequence[str]) -> list[Pair]:
    """Return the files named, and those of the folders named, each with its practices. Ends the program where one is missing."""
    files = [file for name in arguments for file in _of(Path(name))]
    found = [(file, file.with_name(f"practices-{file.stem}.json")) for file in files]
    missing = [str(file) for pair in found for file in pair if not file.is_file()]
    if missing or not found:
        sys.exit(f"not there: {', '.join(missing) or 'any file of drafts'}")
    return found


def _of(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
