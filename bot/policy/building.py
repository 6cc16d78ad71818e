"""From YAML files to compiled packs: read, checked against each other, and refused with every fault in one message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from bot.policy import platforms
from bot.policy.changes import changed
from bot.policy.checks import check
from bot.policy.compiling import Compiler
from bot.policy.faults import Fault, broken, worded
from bot.policy.forms import PLATFORMS, LimitForm, PlatformForm
from bot.policy.lists import Registry
from bot.policy.packs import Compiled, Pack
from bot.policy.platforms import Limit, Platform
from bot.policy.sources import Source, source, yaml


def built(folder: Path, files: Sequence[Path], extra: Sequence[Path]) -> Compiled:
    """Compile the packs `files` of `folder`, and the practice's own in `extra`. Raises PackBroken."""
    faults: list[Fault] = []
    if not files:
        faults.append(Fault(folder, (), "", "there is no pack (*.yaml) in this folder", line=1))
    limits = _platforms(platforms.file(folder), faults)
    sources = [s for file in files if (s := source(file, False, faults))]
    sources += [s for file in extra if (s := source(file, True, faults))]
    faults += check(sources, limits)
    registry = Registry()
    rules = [rule for s in sources for rule in Compiler(s, registry, faults).rules()]
    kept, off = changed(rules, sources, faults)
    if faults:
        raise broken(faults)
    return Compiled(_headers(sources), tuple(kept), tuple(off), limits, registry.table(), registry.phrases())


def _headers(sources: Sequence[Source]) -> tuple[Pack, ...]:
    return tuple(Pack(s.form.pack, s.form.version, s.form.title, s.file, s.own) for s in sources)


def _platforms(file: Path, faults: list[Fault]) -> Mapping[str, Platform]:
    data = yaml(file, faults)
    try:
        forms = PLATFORMS.validate_python(data) if data is not None else {}
    except ValidationError as error:
        faults += [Fault(file, place, "", reason) for place, reason in worded(error, PlatformForm, at=1)]
        return {}
    return {name: _platform(name, form) for name, form in forms.items()}


def _platform(name: str, form: PlatformForm) -> Platform:
    tags = form.hashtags.most if form.hashtags else None
    return Platform(name, _limit(form.post), _limit(form.reply), tags)


def _limit(form: LimitForm | None) -> Limit | None:
    return Limit(form.most, form.unit) if form else None
