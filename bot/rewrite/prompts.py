"""The prompts of `prompts/*.md`: a header (id, version, purpose, variables), then a template with `{{variable}}`.

A template is strict: a variable that the header does not name, or one that the text does not use, stops the start, and so does a value
too many or too few when it is rendered. What comes from people goes in as a fenced section: a fence that the text inside cannot know.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.drafts import Scrubbed
from bot.errors import CheckpostError

VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
HEADER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
FIELDS = {"id", "version", "purpose", "variables"}
NEEDED = ("rewrite_post", "reply_review")


class PromptBroken(CheckpostError):
    """A prompt cannot be used as it stands in its file."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. `digest` is of the file, so that what was asked can be told from what a later version asks."""

    id: str
    version: int
    purpose: str
    variables: tuple[str, ...]
    text: str
    digest: str

    @property
    def name(self) -> str:
        """How it stands on record: `rewrite_post 1 9f86d081884c`."""
        return f"{self.id} {self.version} {self.digest[:12]}"

    def render(self, values: Mapping[str, str]) -> str:
        """Return the text with every variable replaced once. Raises PromptBroken if values are missing or too many."""
        if values.keys() != set(self.variables):
            odd = ", ".join(sorted(values.keys() ^ set(self.variables)))
            raise _broken(f"prompts/{self.id}.md", f"it was given other variables than it names ({odd})")
        return VARIABLE.sub(lambda found: values[found[1]], self.text)


def section(name: str, text: Scrubbed | str) -> str:
    """Fence a piece of data. The mark is drawn anew each time: no text can close a fence whose mark it cannot know.

    `str` is for what the practice made public; whatever an author or a reviewer wrote comes as Scrubbed.
    """
    mark = secrets.token_hex(6)
    return f"[{name} {mark}]\n{str(text).strip() or '(none)'}\n[end of {name} {mark}]"


def load(folder: Path) -> Mapping[str, Prompt]:
    """Return the prompts of a folder by id. Raises PromptBroken, which names the file and what is wrong."""
    found: dict[str, Prompt] = {}
    for path in sorted(folder.glob("*.md")):
        prompt = _parsed(path)
        if prompt.id != path.stem:
            raise _broken(path.name, f"its id is {prompt.id!r} and must be its file's name")
        found[prompt.id] = prompt
    if missing := [name for name in NEEDED if name not in found]:
        raise _broken(f"{missing[0]}.md", "it is not there")
    return found


def _parsed(path: Path) -> Prompt:
    try:
        text = path.read_text("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name, f"it cannot be read ({type(error).__name__})") from None
    parts = HEADER.match(text)
    if not parts:
        raise _broken(path.name, "it has no header between two lines of ---")
    try:
        head = YAML(typ="safe").load(parts[1])
    except YAMLError:
        raise _broken(path.name, "its header is no YAML") from None
    if not isinstance(head, dict) or head.keys() != FIELDS:
        raise _broken(path.name, f"its header must have {', '.join(sorted(FIELDS))}, and nothing else")
    if not isinstance(head["version"], int) or not isinstance(head["variables"], list):
        raise _broken(path.name, "`version` must be a number and `variables` a list")
    named, used = {str(name) for name in head["variables"]}, set(VARIABLE.findall(parts[2]))
    if odd := named ^ used:
        where = "named but not used" if odd & named else "used but not named"
        raise _broken(path.name, f"the variable {sorted(odd)[0]} is {where}")
    digest = sha256(text.encode()).hexdigest()
    return Prompt(
        str(head["id"]), head["version"], str(head["purpose"]), tuple(head["variables"]), parts[2].strip(), digest
    )


def _broken(name: str, why: str) -> PromptBroken:
    return PromptBroken(
        f"The prompt {name} cannot be used: {why}.",
        "No model is asked with a prompt that is not what it was meant to be.",
        "Put the file right, or take CHECKPOST_PROMPTS out to use the prompts that come with Checkpost.",
    )
