"""The `checkpost` command. What can be typed is in bot/terminal/commands.py."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.terminal import doors, quick


def main() -> None:
    """Run the command line and end with its status."""
    sys.exit(doors.run(_run, sys.argv[1:]))


def _run(arguments: Sequence[str]) -> object:
    wanted = quick.check(arguments)
    if wanted is not None:
        return quick.run(*wanted)
    from bot.terminal.commands import app

    return app(list(arguments), standalone_mode=False, prog_name="checkpost")
