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
NEVER = 2.0
LEAST = {
    "patient-acknowledged": 0.5,
    "health-detail": 0.5,
    "patient-gossip": 0.35,
    "image-without-consent": 0.35,
    "context-clue": 0.35,
    # For these the weights only raise doubt: their phrases are found by themselves, and some mean no harm.
    "argues-with-reviewer": NEVER,
    "disparages-others": NEVER,
}
# Below which a phrase is not believed: tales of patients share theirs with much that is harmless.
DOUBT = {
    "patient-acknowledged": 0.1,
    "health-detail": 0.1,
    "patient-gossip": 0.1,
    "image-without-consent": 0.1,
    "context-clue": 0.1,
    "argues-with-reviewer": 0.04,
    "disparages-others": 0.02,
}
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
    """How surely a draft breaks a rule, 0 to 1, by its signs and words."""
    if rule not in scene.sure:
        scene.sure[rule] = _probability(rule, scene)
    return scene.sure[rule]


def _probability(rule: str, scene: Scene) -> float:
    table = weights().get(f"{rule}, {scene.draft.kind}", {})
    needed, barred = NEEDS.get(rule), BARS.get(rule)
    if not table or not any(scene.signs):
        return 0.0
    if (needed and needed.isdisjoint(scene.evidence)) or (barred and not barred.isdisjoint(scene.evidence)):
        return 0.0
    # fsum: a sum that hangs on no order, so that a draft is judged the same in every process.
    signs = math.fsum(map(table.__getitem__, table.keys() & scene.evidence)) / math.sqrt(len(scene.evidence) or 1)
    total = table["bias"] + signs + scene.words_weigh.get(rule, 0.0)
    return 1 / (1 + math.exp(-total))


def doubted(rule: str, scene: Scene) -> bool:
    """Whether the draft as a whole speaks so little of a rule that a phrase of it is not believed."""
    if f"{rule}, {scene.draft.kind}" not in weights() or not VENTS.isdisjoint(scene.evidence):
        return False
    return probability(rule, scene) < DOUBT.get(rule, 0.0)


def _weighed(rule: str) -> Callable[[Scene], Sighting | None]:
    def weigh(scene: Scene) -> Sighting | None:
        if scene.reading.learned:  # which weighs the same, and reads what stands between the signs as well
            return None
        sure = probability(rule, scene)
        if sure < LEAST[rule]:
            return Sighting(doubt=True) if doubted(rule, scene) else None
        table = weights()[f"{rule}, {scene.draft.kind}"]
        said = [math.fsum(table.get(f"draft: {sign}", 0.0) for sign in signs) for signs in scene.signs]
        start, end = scene.reading.sentences[said.index(max(said))]
        sentence = scene.reading.low[start:end]
        start += len(sentence) - len(sentence.lstrip())
        return Sighting(((start, start + len(sentence.strip())),), broad=True)

    return weigh


for _rule in (rule for rule, least in LEAST.items() if least < NEVER):
    detector(f"weighs-{_rule}")(_weighed(_rule))


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """What each sign weighs, by rule and kind of draft."""
    loaded: dict[str, dict[str, float]] = json.loads(
        files("bot.policy").joinpath("data", "weights.json").read_text("utf-8")
    )
    return loaded
