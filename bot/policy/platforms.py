"""What each platform takes, from `policies/platforms.yaml`: limits are data, and each says where it comes from."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

from bot.drafts import Kind

FILE = "platforms.yaml"

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


class Limit(NamedTuple):
    """The most that one kind of text may hold, in a unit: characters, bytes or weighted (as X counts)."""

    most: int
    unit: str


class Platform(NamedTuple):
    """One platform, ready to measure drafts. None: no limit is known."""

    name: str
    post: Limit | None = None
    reply: Limit | None = None
    hashtags: int | None = None

    def excess(self, text: str, kind: Kind) -> str:
        """Say by what `text` is over a limit, such as `412 of 280 weighted characters`; empty if it fits."""
        said = []
        limit = self.reply if kind is Kind.REVIEW_REPLY else self.post
        if limit and (size := measured(text, limit.unit)) > limit.most:
            unit = {"characters": "characters", "bytes": "bytes", "weighted": "weighted characters"}[limit.unit]
            said.append(f"{size:,} of {limit.most:,} {unit}")
        if self.hashtags and (count := len(HASHTAG.findall(text))) > self.hashtags:
            said.append(f"{count} of {self.hashtags} hashtags")
        return " and ".join(said)


def measured(text: str, unit: str) -> int:
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


def file(packs: Path) -> Path:
    """The platforms that packs in a folder speak of: its own file, else the one that came with Checkpost."""
    own = packs / FILE
    return own if own.exists() else folder() / FILE


def folder() -> Path:
    """The policies that came with Checkpost, in a wheel or in its repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_policies"
    return inside if inside.is_dir() else package.parent / "policies"
