"""The wordings of replies, from prompts/replies.yaml: checked as a whole when they are loaded, every fault named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.errors import CheckpostError
from bot.rewrite.phrases import Phrase, PhraseBroken, parse

VOICES = ("warm", "formal", "brief")
SLOTS = frozenset(
    {
        "about",
        "topic",
        "s",
        "S",
        "contact",
        "Contact",
        "name",
        "Name",
        "phone",
        "email",
        "hours",
        "practice",
        "staff",
        "Staff",
    }
)
BY_VOICE = (
    *(
        "open",
        "open_about",
        "second",
        "rest",
        "privacy",
        "offer",
        "mixed_open",
        "mixed_open_plain",
        "open_plain",
        "praise_open",
    ),
    *("path.phone", "path.email", "path.none", "close.named", "close.unnamed", "praise_staff", "praise_close"),
    *("complaints.general", "praises.general", "special.legal", "special.death", "special.wrong_business"),
    *("special.insider", "special.part2"),
)
ENOUGH = 6  # wordings that a subject needs in each voice, so that two reviews about parking differ
CRISES = ("self_harm", "violence", "abuse")


class WordingsBroken(CheckpostError):
    """The wordings of replies cannot be used: the message lists every fault as `place: reason`."""

    status = 78  # EX_CONFIG


@dataclass(frozen=True, slots=True)
class Bank:
    """The phrases of one language by dotted place, such as `complaints.wait.warm`."""

    phrases: Mapping[str, tuple[Phrase, ...]]

    def get(self, *place: str) -> tuple[Phrase, ...]:
        """The phrases at `place`, or an empty tuple."""
        return self.phrases.get(".".join(place), ())


@dataclass(frozen=True, slots=True)
class Wordings:
    """All that a reply is made of. `version` goes on record with each suggestion."""

    version: int
    english: Bank
    spanish: Bank
    alerts: Mapping[str, str]
    advice: Mapping[str, str]


def load(path: Path) -> Wordings:
    """Load the wordings at `path`. Raises WordingsBroken with all faults at once."""
    try:
        data = YAML(typ="safe").load(path)
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise _broken(path, [f"cannot be read ({type(error).__name__})"]) from error
    if not isinstance(data, dict):
        raise _broken(path, ["holds no sections"])
    faults: list[str] = []
    spanish, alerts, advice = ({} if data.get(key) is None else data[key] for key in ("es", "alerts", "advice"))
    english = _bank({k: v for k, v in data.items() if k not in ("es", "alerts", "advice", "version")}, "", faults)
    wordings = Wordings(
        version=data.get("version", 0),
        english=english,
        spanish=_bank(spanish, "es.", faults),
        alerts={str(key): " ".join(str(text).split()) for key, text in alerts.items()},
        advice={str(key): " ".join(str(text).split()) for key, text in advice.items()},
    )
    faults += [f"alerts.{crisis}: is missing" for crisis in CRISES if crisis not in wordings.alerts]
    if faults:
        raise _broken(path, faults)
    return wordings


def _broken(path: Path, faults: list[str]) -> WordingsBroken:
    return WordingsBroken(
        "\n".join(f"{path.name}: {fault}" for fault in faults),
        "No reply can be worded until that is put right. Checks go on.",
        "Correct the lines named, then try again.",
    )


def _bank(data: Mapping[str, Any], prefix: str, faults: list[str]) -> Bank:
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for place, texts in _leaves(data, ""):
        parsed = []
        for text in texts:
            try:
                parsed.append(parse(text, SLOTS))
            except PhraseBroken as error:
                faults.append(f"{prefix}{place}: {error}")
        phrases[place] = tuple(parsed)
    needed = [f"{section}.{voice}" for section in BY_VOICE for voice in VOICES]
    subjects = {place.rsplit(".", 1)[0] for place in phrases if place.startswith("complaints.")}
    for subject in sorted(subjects):
        needed += [f"{subject}.{part}" for part in ("about", *VOICES)]
        for voice in VOICES:
            offered = sum(phrase.variants for phrase in phrases.get(f"{subject}.{voice}", ()))
            if 0 < offered < (ENOUGH if not prefix else 3):
                faults.append(f"{prefix}{subject}.{voice}: has {offered} wordings, and needs {ENOUGH}")
    faults += [f"{prefix}{place}: is missing" for place in dict.fromkeys(needed) if not phrases.get(place)]
    return Bank(phrases)


def _leaves(data: Mapping[str, Any], place: str) -> Iterator[tuple[str, list[str]]]:
    for key, value in data.items():
        here = f"{place}{key}"
        if isinstance(value, dict):
            yield from _leaves(value, f"{here}.")
        else:
            yield here, [str(text) for text in (value if isinstance(value, list) else [value])]
