"""What tests of every room share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Command


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """The real command in an empty home."""
    return Command(tmp_path)
