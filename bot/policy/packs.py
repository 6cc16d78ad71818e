"""From YAML files to packs: read, checked against each other, and refused with every fault in one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.drafts import Draft, Kind, Verdict
from bot.policy import platforms
from bot.policy.changes import Off, changed
from bot.policy.checks import Source, check
from bot.policy.compiling import Compiler
from bot.policy.faults import Fault, Place, broken, worded
from bot.policy.forms import Change, PackForm, RuleForm
from bot.policy.matching import Patterns
from bot.policy.rules import Rule
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
    _active: dict[tuple[Kind, str, Practice], tuple[int, ...]] = field(default_factory=dict, repr=False)

    @property
    def versions(self) -> dict[str, int]:
        """The version of each pack, for the trail."""
        return {pack.name: pack.version for pack in self.packs}

    def rule(self, name: str) -> Rule | None:
        """The rule of that id, if it is switched on."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def active(self, draft: Draft, practice: Practice) -> tuple[int, ...]:
        """Places in `rules` of those that speak of such drafts of this practice."""
        key = draft.kind, draft.platform, practice
        if key not in self._active:
            if len(self._active) > 1000:  # a scan over many practices must not keep them all
                self._active.clear()
            self._active[key] = tuple(i for i, rule in enumerate(self.rules) if rule.applies(draft, practice))
        return self._active[key]


def load(folder: Path, extra: Sequence[Path] = ()) -> Packs:
    """Read all packs in `folder` and the practice's own files in `extra`.

    Raises PackBroken, which lists every fault as `file:line: rule ID: reason and what is allowed`.
    """
    faults: list[Fault] = []
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != platforms.FILE]
    if not files:
        faults.append(Fault(folder, (), "", "there is no pack (*.yaml) in this folder", line=1))
    limits = _platforms(folder, faults)
    sources = [s for file in files if (s := _source(file, False, faults))]
    sources += [s for file in extra if (s := _source(file, True, faults))]
    faults += check(sources, limits)
    if faults:
        raise broken(faults)
    compiler = Compiler()
    rules = [compiler.rule(source.form, form) for source in sources for form in source.rules.values()]
    kept, off, refused = changed(rules, sources)
    if refused:
        raise broken(refused)
    patterns, index = compiler.seal()
    packs = tuple(Pack(s.form.pack, s.form.version, s.form.title, s.file, s.own) for s in sources)
    return Packs(packs, tuple(kept), tuple(off), limits, patterns, index)


def _source(file: Path, own: bool, faults: list[Fault]) -> Source | None:
    data = _yaml(file, faults)
    if data is None:
        return None
    if not isinstance(data, dict):
        faults.append(Fault(file, (), "", "a pack is a mapping with `pack`, `version`, `title` and `rules`", line=1))
        return None
    form = _shaped(PackForm, data, file, (), "", faults)
    raw = data.get("rules")
    rules = {
        i: rule
        for i, item in enumerate(raw if isinstance(raw, list) else [])
        if (rule := _shaped(RuleForm, item, file, ("rules", i), _id(item), faults))
    }
    raw_changes = data.get("changes")
    changes = {
        i: change
        for i, item in enumerate(raw_changes if isinstance(raw_changes, list) else [])
        if (change := _shaped(Change, item, file, ("changes", i), _id(item, "rule"), faults))
    }
    ids = frozenset(_id(item) for item in raw) if isinstance(raw, list) else frozenset[str]()
    return Source(file, own, form or PackForm.model_construct(words={}, pack=""), rules, changes, ids)


def _id(item: Any, key: str = "id") -> str:
    return str(item.get(key) or "") if isinstance(item, dict) else ""


def _shaped[F: (PackForm, RuleForm, Change)](
    form: type[F], data: Any, file: Path, at: Place, rule: str, faults: list[Fault]
) -> F | None:
    try:
        return form.model_validate(data)
    except ValidationError as error:
        faults += [Fault(file, at + place, rule, reason) for place, reason in worded(error, form)]
        return None
