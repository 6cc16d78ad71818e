"""A pack's file as read: its form, rule by rule, with the faults of shape found on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.policy.faults import Fault, Place, worded
from bot.policy.forms import Change, Form, PackForm, RuleForm

FormT = TypeVar("FormT", bound=Form)


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `rules` and `changes` hold what is well formed, by its place in the file; `ids` all that it names."""

    file: Path
    own: bool  # the practice's own file
    form: PackForm
    rules: Mapping[int, RuleForm]
    changes: Mapping[int, Change]
    ids: frozenset[str]


def yaml(file: Path, faults: list[Fault]) -> Any:
    """Read a file of YAML with the fast parser. None, and a fault, where that is not possible."""
    try:
        return YAML(typ="safe").load(file.read_text("utf-8")) or {}
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = f"this is no YAML: {(error.problem or error.context or 'unreadable').splitlines()[0]}"
        faults.append(Fault(file, (), "", reason, line=mark.line + 1 if mark else 1))
    except (YAMLError, UnicodeDecodeError):
        faults.append(Fault(file, (), "", "this is no YAML text in UTF-8", line=1))
    except OSError as error:
        faults.append(Fault(file, (), "", f"the file cannot be read: {error.strerror}", line=1))
    return None


def source(file: Path, own: bool, faults: list[Fault]) -> Source | None:
    """Read one pack. What is well formed is returned even where something else is not."""
    data = yaml(file, faults)
    if data is None:
        return None
    if not isinstance(data, dict):
        faults.append(Fault(file, (), "", "a pack is a mapping with `pack`, `version`, `title` and `rules`", line=1))
        return None
    shaper = _Shaper(file, faults)
    raw = _listed(data, "rules")
    return Source(
        file=file,
        own=own,
        form=shaper.shaped(PackForm, data, (), "") or _unshaped(data),
        rules=shaper.items(RuleForm, raw, "rules", "id"),
        changes=shaper.items(Change, _listed(data, "changes"), "changes", "rule"),
        ids=frozenset(_named(item, "id") for item in raw),
    )


@dataclass(frozen=True, slots=True)
class _Shaper:
    """Turns data into forms, and says what is wrong where that fails."""

    file: Path
    faults: list[Fault]

    def items(self, form: type[FormT], items: list[Any], section: str, key: str) -> dict[int, FormT]:
        shaped = {at: self.shaped(form, item, (section, at), _named(item, key)) for at, item in enumerate(items)}
        return {at: item for at, item in shaped.items() if item}

    def shaped(self, form: type[FormT], data: Any, at: Place, rule: str) -> FormT | None:
        try:
            return form.model_validate(data)
        except ValidationError as error:
            self.faults.extend(Fault(self.file, at + place, rule, reason) for place, reason in worded(error, form))
            return None


def _unshaped(data: dict[str, Any]) -> PackForm:
    """The file around the rules where it is broken itself: enough to check the rules all the same."""
    words = data.get("words")
    usable = {k: v for k, v in words.items() if isinstance(v, list)} if isinstance(words, dict) else {}
    lists = {str(name): [str(entry) for entry in entries] for name, entries in usable.items()}
    return PackForm.model_construct(pack=str(data.get("pack", "")), version=0, title="", words=lists)


def _listed(data: dict[str, Any], section: str) -> list[Any]:
    items = data.get(section)
    return items if isinstance(items, list) else []


def _named(item: Any, key: str) -> str:
    return str(item.get(key) or "") if isinstance(item, dict) else ""
