"""What staff type to the bot, and what it takes it for. The rows are in messages.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.slack.intent import Ask, Request, understand

HERE = Path(__file__).parent
MARKS = str.maketrans("", "", "⟦⟧⦅⦆")
EXACT = ("platform", "stars", "wish", "sure")


def rows(file: str) -> Iterator[Any]:
    for kind, listed in YAML(typ="safe").load(HERE / file).items():
        for number, row in enumerate(listed):
            given = {"say": row} if isinstance(row, str) else row
            yield pytest.param({"is": kind, **given}, id=f"{kind}-{number}")


def within(marks: str, row: dict[str, Any]) -> str:
    """The part of a row between two marks."""
    found = re.search(f"{marks[0]}(.*){marks[1]}", f"{row['say']}\n{row.get('quote') or ''}", re.DOTALL)
    return found[1].strip() if found else ""


def got(row: dict[str, Any]) -> Request:
    quote = row.get("quote")
    return understand(
        row["say"].translate(MARKS), quoted=quote and quote.translate(MARKS), in_thread=row.get("thread", False)
    )


def faults(row: dict[str, Any]) -> list[str]:
    """Say in what an answer differs from its row. What a row does not name must be empty, but for `sure`."""
    request = got(row)
    wanted = {
        "ask": Ask(row["is"]), "draft": within("⟦⟧", row), "review": within("⦅⦆", row),
        "platform": row.get("platform", ""), "stars": row.get("stars"), "wish": row.get("wish", ""),
    }  # fmt: skip
    if "sure" in row:
        wanted["sure"] = row["sure"]
    return [f"{k}: {getattr(request, k)!r}, not {v!r}" for k, v in wanted.items() if getattr(request, k) != v]


@pytest.mark.parametrize("row", [*rows("messages.yaml")])
def test_messages_are_understood(row):
    assert not faults(row)
