"""Fit what each sign of a disclosure weighs: bot/policy/data/weights.json from labelled drafts.

usage: python -m tools.fit_rules GOLD.jsonl PRACTICES.json [GOLD.jsonl PRACTICES.json]...

A logistic regression a rule and kind of draft over the signs of `bot.policy.evidence`, with an L2 penalty. Drafts that
state a signed authorization are left out: the rules excuse them. Printed are the figures of each file by weights of the
others, so that no voice and no practice vouches for itself. Deterministic.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from bot import phi, policy
from bot.drafts import Draft, Kind
from bot.policy.scene import Scene
from bot.policy.weighing import LEAST
from bot.practice import load_practices
from bot.reading import read

ROOT = Path(__file__).parent.parent
OUT = ROOT / "bot" / "policy" / "data" / "weights.json"
PENALTY, RATE, STEPS = 3.0, 0.15, 300
SEEN, BORNE = 8, 25  # a sign of fewer drafts, or a rule that fewer bear, is left out
Example = tuple[frozenset[str], frozenset[str], Kind, int]  # signs, rules, kind, number of the file
Weights = dict[str, float]


def collect(pairs: list[tuple[Path, Path]]) -> list[Example]:
    """Return the drafts as their signs and rules."""
    packs = policy.load(ROOT / "policies")
    found = []
    for number, (gold, practices) in enumerate(pairs):
        profiles = load_practices(practices)
        for line in gold.read_text("utf-8").splitlines():
            row = json.loads(line)
            draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
            reading, practice = read(draft.text), profiles[row["practice"]]
            if "authorization" not in reading.concepts:
                scene = Scene(reading, phi.find(reading, practice, draft.kind), draft, practice, read)
                packs.candidates(scene)  # meets the word lists
                found.append((frozenset(scene.evidence), frozenset(row["rules"]), draft.kind, number))
    return found


def fit(examples: list[tuple[frozenset[str], bool]]) -> Weights:
    """Return log-odds by gradient descent (Adagrad)."""
    counts = Counter(sign for signs, _ in examples for sign in signs)
    rows = [([s for s in sorted(signs) if counts[s] >= SEEN], right) for signs, right in examples]
    share = (sum(right for _, right in rows) + 0.001) / (len(rows) + 0.002)
    weights: Weights = {"bias": math.log(share / (1 - share))} | {s: 0.0 for s, n in counts.items() if n >= SEEN}
    squares = dict.fromkeys(weights, 0.0)
    for _ in range(STEPS):
        gradient = {k: 0.0 if k == "bias" else PENALTY * w for k, w in weights.items()}
        for signs, right in rows:
            error = 1 / (1 + math.exp(-weights["bias"] - sum(weights[s] for s in signs))) - right
            gradient["bias"] += error
            for s in signs:
                gradient[s] += error
        for k, total in gradient.items():
            step = total / len(rows)
            squares[k] += step * step
            weights[k] -= RATE * step / (math.sqrt(squares[k]) + 1e-8)
    return weights


def breaks(weights: Weights, signs: frozenset[str], least: float) -> bool:
    """Whether the signs weigh enough."""
    total = weights["bias"] + sum(weights.get(s, 0.0) for s in sorted(signs))
    return 1 / (1 + math.exp(-total)) >= least


def across(examples: list[Example], rule: str, least: float) -> str:
    """Figures of each file's drafts by weights of the others."""
    counts: Counter[str] = Counter()
    for number in sorted({e[3] for e in examples}):
        weights = fit([(signs, rule in rules) for signs, rules, _, n in examples if n != number])
        for signs, rules, _, n in examples:
            if n == number:
                kept, right = breaks(weights, signs, least), rule in rules
                counts["hit" if kept and right else "false" if kept else "missed" if right else "kept"] += 1
    return f"hit {counts['hit']} missed {counts['missed']} false {counts['false']}"


def main(arguments: list[str]) -> None:
    """Fit and write."""
    pairs = list(zip(map(Path, arguments[::2]), map(Path, arguments[1::2]), strict=True))
    examples = collect(pairs)
    written = {}
    for rule, least in LEAST.items():
        for kind in Kind:
            of_kind = [e for e in examples if e[2] is kind]
            if sum(rule in rules for _, rules, _, _ in of_kind) < BORNE:
                continue
            if len(pairs) > 1:
                print(f"{rule}, {kind}: {across(of_kind, rule, least)}")
            weights = fit([(signs, rule in rules) for signs, rules, _, _ in of_kind])
            written[f"{rule}, {kind}"] = {k: round(w, 2) for k, w in sorted(weights.items()) if abs(w) >= 0.03}
    OUT.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
