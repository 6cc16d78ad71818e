"""Run the examples of one pack, or of all: `python -m bot.policy.check_examples [policies/reviews.yaml]`.

For whoever writes a pack: says what is broken in the file, then which examples do not do what they say.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import CheckpostError
from bot.policy import Find, load, run_examples
from bot.policy.platforms import folder


def _finder() -> Find:
    """The check's own search for identifiers; where it cannot be had, examples are judged without findings."""
    try:
        # Looked up by name: the rooms of policy and of PHI do not know each other, and only this runner needs both.
        found: Find = importlib.import_module("bot.phi").find
    except (ImportError, AttributeError):
        sys.stdout.write("(without bot.phi: examples that need a finding will fail)\n")
        return lambda reading, practice: ()
    return found


def main(arguments: Sequence[str]) -> int:
    """Print each failure; 1 if there is any."""
    files = [Path(name) for name in arguments]
    try:
        packs = load(files[0].parent if files else folder())
    except CheckpostError as error:
        # A colleague's half-written pack must not hide one's own faults.
        own = [line for line in error.what.splitlines() if not files or any(line.startswith(str(f)) for f in files)]
        sys.stdout.write("\n".join(own or [error.what]) + "\n")
        return 78
    names = {str(pack.file.name): pack.name for pack in packs.packs}
    wanted = {names[file.name] for file in files if file.name in names} or set(names.values())
    ours = {rule.id for rule in packs.rules if rule.pack in wanted}
    failures = [failure for failure in run_examples(packs, _finder()) if failure.rule in ours]
    for failure in failures:
        got = ", ".join(failure.got) or "nothing"
        sys.stdout.write(f"{failure.rule}: {failure.side}: {failure.text!r} got {got}\n")
    sys.stdout.write(f"{len(ours)} rules, {len(failures)} examples fail\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
