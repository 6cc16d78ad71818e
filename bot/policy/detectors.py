"""Detectors: rules that need Python. A pack names one with `detector: shouting`.

A detector gets the draft as a Scene and returns a Sighting, or None where the draft keeps the rule. It must be linear
in the length of the draft. `detect_*.py` hold them; importing this module registers all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.policy.scene import Scene


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a detector saw: places in the normalised text (none: something is missing), and how much.

    `doubt`: it saw that the rule is not broken, whatever a pattern of the rule may have met. `broad`: its places are
    shown only where no pattern met narrower ones.
    """

    places: tuple[tuple[int, int], ...] = ()
    figure: str = ""
    doubt: bool = False
    broad: bool = False


Detector = Callable[["Scene"], Sighting | None]
_registered: dict[str, Detector] = {}


def detector(name: str) -> Callable[[Detector], Detector]:
    """Register a function under the name that packs use."""

    def register(function: Detector) -> Detector:
        if _registered.setdefault(name, function) is not function:
            raise ValueError(f"two detectors are called {name}")
        return function

    return register


def registered() -> Mapping[str, Detector]:
    """All detectors by name."""
    from bot.policy import detect_manner, detect_missing, detect_speech, weighing  # noqa: F401

    return _registered


def run(name: str, scene: Scene) -> Sighting | None:
    """Ask one detector."""
    return (_registered.get(name) or registered()[name])(scene)
