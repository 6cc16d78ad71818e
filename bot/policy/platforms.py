"""What each platform takes, from `policies/platforms.yaml`: limits are data, and each says where it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from bot.drafts import Kind
from bot.policy.forms import Form, Sentence

FILE = "platforms.yaml"
Unit = Literal["characters", "bytes", "weighted"]

# twitter-text, config v3: these ranges count 1, all else 2, links 23 whatever their length, an emoji 2 in all.
# https://github.com/twitter/twitter-text/blob/master/config/v3.json
LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|co|dental|health|us)\b(?:/\S*)?", re.I
)
LINK_WEIGHT = 23
EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}"
    "|(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299\u23e9-\u23fa\u231a\u231b]"
    "\ufe0f?[\U0001f3fb-\U0001f3ff]?)(?:\u200d[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?[\U0001f3fb-\U0001f3ff]?)*"
    "|[0-9#*]\ufe0f?\u20e3)"
)
HASHTAG = re.compile(r"(?<![\w&/])#(?=\w*[^\W\d])\w+")


class Limit(Form):
    """The most that one kind of text may hold, in the platform's own unit."""

    most: int = Field(gt=0)
    unit: Unit = "characters"
    source: Sentence
    as_of: Sentence
    verified: bool


class Tags(Form):
    """The most hashtags that a text may carry."""

    most: int = Field(gt=0)
    source: Sentence
    as_of: Sentence
    verified: bool


class PlatformForm(Form):
    """One platform as its keeper writes it."""

    title: Sentence
    post: Limit | None = None
    reply: Limit | None = None
    hashtags: Tags | None = None


FORM = TypeAdapter(dict[str, PlatformForm])


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform, ready to measure drafts."""

    name: str
    form: PlatformForm

    def excess(self, text: str, kind: Kind) -> str:
        """Say by what `text` is over a limit, such as `412 of 280 weighted characters`; empty if it fits."""
        said = []
        limit = self.form.reply if kind is Kind.REVIEW_REPLY else self.form.post
        if limit and (size := measured(text, limit.unit)) > limit.most:
            unit = {"characters": "characters", "bytes": "bytes", "weighted": "weighted characters"}[limit.unit]
            said.append(f"{size:,} of {limit.most:,} {unit}")
        tags = self.form.hashtags
        if tags and (count := len(HASHTAG.findall(text))) > tags.most:
            said.append(f"{count} of {tags.most} hashtags")
        return " and ".join(said)


def measured(text: str, unit: Unit) -> int:
    """The length of `text` in a platform's unit."""
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    return weighted(text) if unit == "weighted" else len(text)


def weighted(text: str) -> int:
    """The length of `text` as X counts it. Source: twitter-text, configuration v3."""
    text = unicodedata.normalize("NFC", text)
    bare, links = LINK.subn("", text)
    bare, emoji = EMOJI.subn("", bare)
    letters = sum(1 if any(low <= ord(c) <= high for low, high in LIGHT) else 2 for c in bare)
    return letters + LINK_WEIGHT * links + 2 * emoji


def folder() -> Path:
    """The policies that came with Checkpost, in a wheel or in its repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_policies"
    return inside if inside.is_dir() else package.parent / "policies"


def shaped(data: object) -> Mapping[str, Platform]:
    """Return the platforms of a file's data. Raises pydantic's ValidationError."""
    return {name: Platform(name, form) for name, form in FORM.validate_python(data).items()}
