"""`checkpost --version`."""

from __future__ import annotations

from bot.desk.desk import Desk


def versions() -> str:
    """Return the versions of all that has a say in a verdict."""
    return "\n".join(f"{name.removeprefix('pack:')} {version}" for name, version in Desk().versions.items())
