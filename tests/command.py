"""Runs the real command, `python -m bot ...`, in a process and a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
SHOWS_A_PATIENT = "Maria Lopez came in for her root canal on March 3rd, her SSN is 219-09-9999."
IDENTIFIERS = ("Maria", "Lopez", "219-09-9999", "March 3rd")
CLEAN = "Brush twice a day and floss once. Your gums will thank you."
REVIEW = "One star. I waited for over an hour, the front desk was rude, and then they overcharged me."


@dataclass
class Ended:
    """What a run left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Command:
    """The command in a folder. `env` holds settings beyond those of an untouched home."""

    home: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.home / "data" / "checkpost.db"

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHECKPOST_", "XDG_"))}
        own = {
            "HOME": str(self.home),
            "CHECKPOST_DATABASE": str(self.database),
            "PYTHONPATH": str(REPOSITORY),
            "COLUMNS": "80",
            "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", ""),  # shared by all tests: see conftest.py
        }
        return kept | own | self.env | (more or {})

    def __call__(
        self, *arguments: object, stdin: bytes | str = b"", env: dict[str, str] | None = None, timeout: float = 120
    ) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *(a if isinstance(a, bytes) else str(a) for a in arguments)],
            input=stdin if isinstance(stdin, bytes) else stdin.encode(),
            capture_output=True,
            cwd=self.home,
            env=self.environment(env),
            timeout=timeout,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def start(self, *arguments: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.home,
            env=self.environment(),
        )


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def write_lines(path: Path, lines: list[Any]) -> Path:
    path.write_text(
        "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8"
    )
    return path
