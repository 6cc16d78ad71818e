"""What is wrong with a pack, as its keeper can act on it: `file:line: rule ID: reason and what is allowed`."""

from __future__ import annotations

import types
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bot.errors import PackBroken

Place = tuple[str | int, ...]  # keys and indexes from the top of the file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one file. `line` is known for errors of syntax; else it is looked up from `place`."""

    file: Path
    place: Place
    rule: str
    reason: str
    line: int = 0


def broken(faults: Sequence[Fault]) -> PackBroken:
    """Word all `faults` as one error, in the order of the files."""
    documents = {fault.file: _with_lines(fault.file) for fault in faults if not fault.line}
    rows = sorted({(f.file, f.line or _line(documents[f.file], f.place), f.rule, f.reason) for f in faults})
    lines = [f"{file}:{line}: {f'rule {rule}: ' if rule else ''}{reason}" for file, line, rule, reason in rows]
    files = " ".join(sorted({str(fault.file) for fault in faults}))
    return PackBroken(
        "\n".join(lines),
        "Checkpost did not start: a pack that it cannot read would let drafts through unchecked.",
        f"Correct {'that line' if len(lines) == 1 else 'those lines'}, then run: checkpost policy test {files}",
    )


def worded(error: ValidationError, form: type[BaseModel], at: int = 0) -> Iterable[tuple[Place, str]]:
    """Say each fault that pydantic found in words of the pack's keeper, with its place. `form` begins at depth `at`."""
    for item in error.errors(include_url=False):
        place: Place = tuple(item["loc"])
        key = _dotted(place)
        if item["type"] == "missing":
            yield place[:-1], f"`{key}` is missing"
        elif item["type"] == "extra_forbidden":
            allowed = ", ".join(_allowed(form, place[at:-1]))
            yield place, f"`{key}` is no key here; allowed: {allowed} (a text with a colon in it needs quotes)"
        elif item["type"] in {"literal_error", "enum"}:
            yield (
                place,
                f"`{key}` is {_shown(item['input'])}; it must be {item['ctx']['expected'].replace(chr(39), '')}",
            )
        elif item["type"] == "string_pattern_mismatch":
            yield place, f"`{key}` is {_shown(item['input'])}; it must be lower-case words joined by hyphens"
        elif item["type"] == "string_type":
            what = "a mapping, for the colon in it" if isinstance(item["input"], dict) else _shown(item["input"])
            yield place, f"`{key}` reads as {what}, and not as a text; put it in quotes"
        else:
            yield place, f"`{key}` is {_shown(item['input'])}; {item['msg'][0].lower()}{item['msg'][1:]}"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _dotted(place: Place) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")


def _allowed(form: type[BaseModel], place: Place) -> list[str]:
    """The keys of the model that stands at `place` below `form`."""
    model: Any = form
    for part in place:
        if isinstance(part, str) and isinstance(model, type) and issubclass(model, BaseModel):
            model = _inner(model.model_fields[part].annotation)
    return sorted(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _inner(annotation: Any) -> Any:
    """The model inside `list[...]`, `... | None` and `Annotated`."""
    while get_origin(annotation) in {list, tuple, Union, types.UnionType} or hasattr(annotation, "__metadata__"):
        annotation = next((arg for arg in get_args(annotation) if arg is not type(None)), None)
    return annotation


def _with_lines(file: Path) -> Any:
    """Read once more with the loader that keeps lines; it is slow, so only for files with faults."""
    return YAML(typ="rt").load(file.read_text("utf-8"))


def _line(document: Any, place: Place) -> int:
    """The line of the last part of `place` that the file holds."""
    line = 1
    for part in place:
        if isinstance(document, CommentedMap) and part in document:
            line = document.lc.key(part)[0] + 1
        elif isinstance(document, CommentedSeq) and isinstance(part, int) and part < len(document):
            line = document.lc.item(part)[0] + 1
        else:
            break
        document = document[part]
    return line
