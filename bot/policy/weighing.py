"""Detectors that weigh many small signs: a tale without a name rarely gives itself away by one phrase.

`data/weights.json` holds, by rule and kind of draft, what each sign weighs in log-odds; `tools/fit_rules.py` fits it to
labelled drafts. Where the sum is high enough the sentence that says most is shown.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from bot.policy.detectors import Sighting, detector
from bot.policy.scene import Scene
from bot.policy.words import words_of

# From which probability on a rule is broken: what is rare must be surer of itself to count at all.
LEAST = {
    "patient-acknowledged": 0.5,
    "health-detail": 0.5,
    "patient-gossip": 0.35,
    "image-without-consent": 0.35,
}
# Below which a pattern of the rule is not believed: jokes and tales share their phrases with much that is harmless.
DOUBT = {"patient-gossip": 0.05}
# Signs that leave no doubt that somebody vents.
VENTS = frozenset({"draft: mock", "draft: no-show"})
# What must be there at all, and what must not.
NEEDS = {
    "image-without-consent": frozenset(
        f"draft: {sign}"
        for sign in (
            *words_of("she they one who kin patient body care routine readable pair finding"),
            "readable thing",
            "waiting room",
            "hidden",
        )
    ),
}
BARS = {"image-without-consent": frozenset({"draft: no picture", "draft: lesson"})}


def probability(rule: str, scene: Scene) -> float:
    """How surely a draft breaks a rule, 0 to 1, by its signs."""
    table = weights().get(f"{rule}, {scene.draft.kind}", {})
    needed, barred = NEEDS.get(rule), BARS.get(rule)
    if not table or not any(scene.signs):
        return 0.0
    if (needed and needed.isdisjoint(scene.evidence)) or (barred and not barred.isdisjoint(scene.evidence)):
        return 0.0
    # fsum: a sum that hangs on no order, so that a draft is judged the same in every process.
    total = math.fsum((table["bias"], *map(table.__getitem__, table.keys() & scene.evidence)))
    return 1 / (1 + math.exp(-total))


def _weighed(rule: str) -> Callable[[Scene], Sighting | None]:
    def weigh(scene: Scene) -> Sighting | None:
        sure = probability(rule, scene)
        if sure < LEAST[rule]:
            told = f"{rule}, {scene.draft.kind}" in weights() and VENTS.isdisjoint(scene.evidence)
            return Sighting(doubt=True) if told and sure < DOUBT.get(rule, 0.0) else None
        table = weights()[f"{rule}, {scene.draft.kind}"]
        said = [math.fsum(table.get(f"draft: {sign}", 0.0) for sign in signs) for signs in scene.signs]
        start, end = scene.reading.sentences[said.index(max(said))]
        sentence = scene.reading.low[start:end]
        start += len(sentence) - len(sentence.lstrip())
        return Sighting(((start, start + len(sentence.strip())),), broad=True)

    return weigh


for _rule in LEAST:
    detector(f"weighs-{_rule}")(_weighed(_rule))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """What each sign weighs, by rule and kind of draft."""
    loaded: dict[str, dict[str, float]] = json.loads(
        files("bot.policy").joinpath("data", "weights.json").read_text("utf-8")
    )
    return loaded
