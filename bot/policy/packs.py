"""From YAML files to packs: read, checked against each other, and refused with every fault in one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from bot.drafts import Draft, Kind
from bot.policy import platforms
from bot.policy.changes import Off, changed
from bot.policy.checks import check
from bot.policy.clues import Clues
from bot.policy.compiling import Compiler
from bot.policy.faults import Fault, broken, worded
from bot.policy.lists import Registry
from bot.policy.matching import Patterns
from bot.policy.rules import Clause, Rule
from bot.policy.scene import Scene
from bot.policy.sources import Source, source, yaml
from bot.policy.words import Index
from bot.practice import Practice


@dataclass(frozen=True, slots=True)
class Pack:
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
    _active: dict[tuple[Kind, str, Practice], tuple[int, ...]] = field(default_factory=dict, repr=False)

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

    def active(self, draft: Draft, practice: Practice) -> tuple[int, ...]:
        """Places in `rules` of those that speak of such drafts of this practice."""
        key = draft.kind, draft.platform, practice
        if key not in self._active:
            if len(self._active) > 1000:  # a scan over many practices must not keep them all
                self._active.clear()
            self._active[key] = tuple(i for i, rule in enumerate(self.rules) if rule.applies(draft, practice))
        return self._active[key]

    def candidates(self, scene: Scene) -> list[tuple[Rule, list[Clause]]]:
        """The rules that this draft can break, with the clauses worth trying: what each cannot do without is there."""
        scene.lists.update(self.index.find(scene.reading.tokens))
        scene.possible = self.patterns.possible(scene.reading.low, [*scene.lists, *scene.reading.concepts])
        for name, numbers in self.patterns.lists.items():
            for number in scene.possible.intersection(numbers):
                if found := scene.matches(number, self.patterns):
                    scene.lists[name] = [*scene.lists.get(name, ()), *found]
        wanted = self._clues.wanted(scene)
        return [(self.rules[at], wanted[at]) for at in self.active(scene.draft, scene.practice) if at in wanted]


def load(folder: Path, extra: Sequence[Path] = ()) -> Packs:
    """Read all packs in `folder` and the practice's own files in `extra`.

    Raises PackBroken, which lists every fault as `file:line: rule ID: reason and what is allowed`.
    """
    faults: list[Fault] = []
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != platforms.FILE]
    if not files:
        faults.append(Fault(folder, (), "", "there is no pack (*.yaml) in this folder", line=1))
    limits = _platforms(folder, faults)
    sources = [s for file in files if (s := source(file, False, faults))]
    sources += [s for file in extra if (s := source(file, True, faults))]
    faults += check(sources, limits)
    registry = Registry(Patterns())
    rules = [rule for s in sources for rule in Compiler(s, registry, faults).rules()]
    kept, off = changed(rules, sources, faults)
    if faults:
        raise broken(faults)
    index = registry.seal()
    return Packs(_headers(sources), tuple(kept), tuple(off), limits, registry.patterns, index, Clues(kept))


def _headers(sources: Sequence[Source]) -> tuple[Pack, ...]:
    return tuple(Pack(s.form.pack, s.form.version, s.form.title, s.file, s.own) for s in sources)


def _platforms(folder: Path, faults: list[Fault]) -> Mapping[str, platforms.Platform]:
    file = folder / platforms.FILE
    if not file.exists():
        file = platforms.folder() / platforms.FILE
    data = yaml(file, faults)
    try:
        return platforms.shaped(data) if data is not None else {}
    except ValidationError as error:
        faults += [Fault(file, place, "", reason) for place, reason in worded(error, platforms.PlatformForm, at=1)]
        return {}
