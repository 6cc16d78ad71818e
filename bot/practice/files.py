"""Profiles in files: `practice.yaml`, written by hand or by `checkpost init`, and JSON with many of them for a batch."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from bot.errors import ProfileBroken
from bot.practice.fields import FIELDS, build
from bot.practice.profile import Practice

LARGEST = 1_000_000  # bytes of practice.yaml; a profile with a thousand names has 30,000
NULLS = {"", "~", "null", "Null", "NULL"}
MEANS = "Without the profile Checkpost cannot tell the practice's own names and numbers from a patient's, so it checked nothing."


def read(path: Path) -> Practice:
    """Return the profile in a YAML file.

    Raises ProfileBroken with all faults at once, each as `file:line: what is wrong and what is allowed`.
    """
    text = _text_of(path, LARGEST)
    entries, lines, faults = _entries(text, path)
    practice, wrong = build(entries, lambda name: f"{path.name}:{lines[name]}", typed_by_hand=True)
    if faults or wrong:
        raise _broken(path, [*faults, *wrong])
    return practice


def load_practices(path: Path) -> dict[str, Practice]:
    """Return the profiles of a JSON object {id: profile}. A missing state is read from the address.

    Raises ProfileBroken with all faults at once, each as `file: id: what is wrong`.
    """
    text = _text_of(path, 1000 * LARGEST)
    faults: list[str] = []

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for name, value in pairs:
            if name in read:
                faults.append(f"{path.name}: {name!r} stands there twice.")
            read[name] = value
        return read

    try:
        profiles = json.loads(text, object_pairs_hook=unique)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _broken(path, [f"{path.name}:{getattr(error, 'lineno', 1)}: this is no JSON."]) from None
    if not isinstance(profiles, dict):
        raise _broken(
            path, [f'{path.name}:1: it must be an object of profiles, such as {{"riverside-dental": {{...}}}}.']
        )
    practices: dict[str, Practice] = {}
    for key, profile in profiles.items():
        place = f"{path.name}: {key}"
        if not isinstance(profile, dict):
            faults.append(f"{place}: it must be an object with fields such as name, staff, phone.")
            continue
        practices[key], wrong = build({**profile, "id": key}, partial(_same, place), typed_by_hand=False)
        faults.extend(wrong)
    if faults:
        raise _broken(path, faults)
    return practices


def write(practice: Practice, path: Path) -> None:
    """Write the profile as YAML that explains itself. The file is there whole or not at all."""
    lines = [
        "# What is public about the practice. Checkpost does not object to what stands here,",
        "# so add whoever joins and take out whoever leaves. Nothing about patients belongs here.",
    ]
    for name, value in asdict(practice).items():
        lines += ["", f"# {FIELDS[name].comment}"]
        if isinstance(value, bool):
            lines.append(f"{name}: {'yes' if value else 'no'}")
        elif isinstance(value, str):
            lines.append(f"{name}: {_quoted(value)}" if value else f"{name}:    # such as: {FIELDS[name].example}")
        else:
            lines.append(f"{name}:" if value else f"{name}: []    # one a line, such as: - {FIELDS[name].example}")
            lines += [f"  - {_quoted(entry)}" for entry in value]
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _entries(text: str, path: Path) -> tuple[dict[str, Any], dict[str, int], list[str]]:
    """Return the fields of a YAML mapping as they were typed, the line of each, and what was wrong with the form.

    Texts are taken as typed, so that a phone number stays one, and `state: NO` is no boolean.
    """
    from ruamel.yaml import YAML, MappingNode
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(typ="safe").compose(text)  # the C parser; nodes know their lines
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark else 1
        raise _broken(
            path, [f"{path.name}:{line}: this cannot be read as YAML. A text with a colon or a # in it needs quotes."]
        ) from None
    if node is None:
        return {}, {}, []
    if not isinstance(node, MappingNode):
        raise _broken(path, [f"{path.name}:1: it must hold lines such as `name: {FIELDS['name'].example}`."])
    entries: dict[str, Any] = {}
    lines: dict[str, int] = {}
    faults: list[str] = []
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in entries:
            faults.append(f"{path.name}:{line}: {name} stands there twice (first on line {lines[name]}).")
        entries[name], lines[name] = _plain(value), line
    return entries, lines, faults


def _plain(node: Any) -> Any:
    from ruamel.yaml import ScalarNode, SequenceNode

    if isinstance(node, ScalarNode):
        quoted = node.style in ("'", '"', "|", ">")
        return None if not quoted and node.value in NULLS else node.value
    if isinstance(node, SequenceNode):
        return [entry.value if isinstance(entry, ScalarNode) else None for entry in node.value]
    return {}  # a mapping, which no field is: `build` says what the field must be


def _same(place: str, _field: str) -> str:
    return place


def _text_of(path: Path, largest: int) -> str:
    try:
        with path.open("rb") as file:
            held = file.read(largest + 1)
    except OSError as error:
        raise ProfileBroken(
            f"{path}: {error.strerror or 'it cannot be read'}.", MEANS, "Give the path of a profile that you may read."
        ) from None
    if len(held) > largest:
        raise _broken(path, [f"{path}: it has more than {largest:,} bytes, which no profile needs."])
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        raise _broken(path, [f"{path.name}:{line}: it is not UTF-8 text. Save the file as UTF-8."]) from None


def _broken(path: Path, faults: Iterable[str]) -> ProfileBroken:
    made = "" if path.suffix.lower() == ".json" else ", or have it made: checkpost init --force"
    return ProfileBroken("\n".join(faults), MEANS, f"Correct {path}{made}.")


def _quoted(text: str) -> str:
    # A JSON string is a YAML string; what YAML would read as a line break is escaped as well.
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain)
