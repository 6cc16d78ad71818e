"""The profile of the practice: what is public about it, and so is no finding; read from `practice.yaml` or, many at once, from JSON."""

from bot.practice.files import load_practices, read, write
from bot.practice.profile import Practice

__all__ = ["Practice", "load_practices", "read", "write"]
