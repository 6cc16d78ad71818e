"""Run the examples of one pack, or of all: `python -m bot.policy.check_examples [policies/reviews.yaml]`.

For whoever writes a pack: says what is broken in the file, then which examples do not do what they say.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import PackBroken
from bot.policy import Find, Packs, load, run_examples
from bot.policy.platforms import folder


def _finder() -> Find:
    """The check's own search for identifiers; where it cannot be had, examples are judged without findings."""
    try:
        # Looked up by name: the rooms of policy and of PHI do not know each other, and only this runner needs both.
        found: Find = importlib.import_module("bot.phi").find
    except (ImportError, AttributeError):
        sys.stdout.write("(without bot.phi: examples that need a finding will fail)\n")
        return lambda reading, practice, kind: ()
    return found


def _loaded(files: Sequence[Path]) -> Packs:
    """All packs of the folder; where only other people's are broken, all but those."""
    home = files[0].parent if files else folder()
    try:
        return load(home)
    except PackBroken as error:
        broken = {line.partition(":")[0] for line in error.what.splitlines()}
        if not files or any(str(file) in broken for file in files):
            raise
        sys.stdout.write(f"(without {', '.join(sorted(broken))}: broken)\n")
        with TemporaryDirectory() as scratch:
            for file in home.glob("*.yaml"):
                if str(file) not in broken:
                    (Path(scratch) / file.name).symlink_to(file.resolve())
            return load(Path(scratch))


def main(arguments: Sequence[str]) -> int:
    """Print each failure; 1 if there is any."""
    files = [Path(name) for name in arguments]
    try:
        packs = _loaded(files)
    except PackBroken as error:
        own = [line for line in error.what.splitlines() if not files or line.partition(":")[0] in arguments]
        sys.stdout.write("\n".join(own or [error.what]) + "\n")
        return error.status
    names = {file.name for file in files}
    wanted = {pack.name for pack in packs.packs if not names or pack.file.name in names}
    ours = {rule.id for rule in packs.rules if rule.pack in wanted}
    failures = [failure for failure in run_examples(packs, _finder()) if failure.rule in ours]
    for failure in failures:
        got = ", ".join(failure.got) or "nothing"
        sys.stdout.write(f"{failure.rule}: {failure.side}: {failure.text!r} got {got}\n")
    sys.stdout.write(f"{len(ours)} rules, {len(failures)} examples fail\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
