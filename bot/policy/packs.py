"""Packs in force: rules, word lists and patterns, ready to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import bot
from bot import cache
from bot.drafts import Draft, Kind
from bot.policy import keeping, platforms
from bot.policy.clues import Clues
from bot.policy.matching import Patterns, Table, held_in
from bot.policy.rules import Clause, Off, Rule
from bot.policy.scene import Scene
from bot.policy.words import ByFirst, Index
from bot.practice import Practice
from bot.reading import lexicon


class Pack(NamedTuple):
    """A file of rules. `version` rises with every change of a verdict."""

    name: str
    version: int
    title: str
    file: Path
    own: bool  # the practice's own


@dataclass(frozen=True, eq=False)
class Packs:
    """All packs, ready to judge. `rules` are those switched on; `off` says which are not, and why."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    off: tuple[Off, ...]
    platforms: Mapping[str, platforms.Platform]
    patterns: Patterns
    index: Index
    _clues: Clues
    _active: dict[tuple[Kind, str, Practice], dict[int, Rule]] = field(default_factory=dict, repr=False)

    @property
    def versions(self) -> dict[str, int]:
        """The version of each pack, for the trail."""
        return {pack.name: pack.version for pack in self.packs}

    def rule(self, name: str) -> Rule | None:
        """The rule of that id, if it is switched on."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def warm(self) -> None:
        """Compile every pattern now, for a process that lasts: else the first draft that needs one waits for it."""
        self.patterns.warm()

    def active(self, draft: Draft, practice: Practice) -> Mapping[int, Rule]:
        """The rules that speak of such drafts of this practice, by their places in `rules`."""
        key = draft.kind, draft.platform, practice
        active = self._active.get(key)
        if active is None:
            if len(self._active) > 1000:  # a scan over many practices must not keep them all
                self._active.clear()
            active = {at: rule for at, rule in enumerate(self.rules) if rule.applies(draft, practice)}
            self._active[key] = active
        return active

    def candidates(self, scene: Scene) -> list[tuple[Rule, list[Clause]]]:
        """The rules that this draft can break, with the clauses worth trying: what each cannot do without is there."""
        scene.lists.update(self.index.find(scene.reading.tokens))
        held = held_in(scene.reading.low, (*scene.lists, *scene.reading.concepts))
        scene.possible = self.patterns.possible(scene.text, held)
        for name, numbers in self.patterns.lists.items():
            for number in scene.possible & frozenset(numbers):
                if found := scene.matches(number, self.patterns):
                    scene.lists[name] = [*scene.lists.get(name, ()), *found]
        wanted = self._clues.wanted(scene)
        active = self.active(scene.draft, scene.practice)
        return [(active[at], wanted[at]) for at in sorted(wanted.keys() & active.keys())]


class Compiled(NamedTuple):
    """What packs come to: all that judging needs."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    off: tuple[Off, ...]
    platforms: Mapping[str, platforms.Platform]
    patterns: Table
    phrases: ByFirst  # of the packs' own word lists


def load(folder: Path, extra: Sequence[Path] = ()) -> Packs:
    """Read all packs in `folder` and the practice's own files in `extra`.

    Packs that were compiled before and have not changed are taken from the cache; any others are read and checked in full.
    Raises PackBroken, which lists every fault as `file:line: rule ID: reason and what is allowed`.
    """
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != platforms.FILE]
    key = _key(folder, files, extra)
    compiled = keeping.unpacked(cache.load("packs", key)) if key else None
    if compiled is None:
        from bot.policy.building import built  # with pydantic and ruamel.yaml, which take half a second

        compiled = built(folder, files, extra)
        if key and key == _key(folder, files, extra):  # else a file changed while it was read
            cache.store("packs", key, keeping.packed(compiled))
    patterns, index = Patterns(compiled.patterns), Index(compiled.phrases)
    return Packs(
        compiled.packs, compiled.rules, compiled.off, compiled.platforms, patterns, index, Clues(compiled.rules)
    )


def _key(folder: Path, files: Sequence[Path], extra: Sequence[Path]) -> str:
    """The digest of all that compiled packs are made from; empty where a file cannot be read."""
    parts = [lexicon.digest().encode(), cache.code("policy", "practice"), bot.__version__.encode()]
    try:
        for own, file in (*((b"", f) for f in (platforms.file(folder), *files)), *((b"own", f) for f in extra)):
            parts += [own, str(file).encode("utf-8", "surrogateescape"), file.read_bytes()]
    except OSError:
        return ""
    return cache.key(parts)
