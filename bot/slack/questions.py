"""A question about the rules, answered from the rules: those whose words and examples speak of the same things."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log

from bot.policy import Packs
from bot.policy.rules import ADVISES, Rule

WORD = re.compile(r"[a-z']{3,}")
LEAST = 4.0  # below this the rule speaks of something else
MOST = 2


def rules_about(question: str, packs: Packs) -> list[Rule]:
    """Return the rules that a question is about, the closest first; none where none is close."""
    table, weights = _table(packs)
    asked = {_stem(w) for w in WORD.findall(question.lower())}
    scored = [(sum(weights[w] * min(count[w], 3) ** 0.5 for w in asked if w in count), rule) for rule, count in table]
    scored.sort(key=lambda entry: (-entry[0], entry[1].verdict is ADVISES))
    best = scored[0][0] if scored else 0.0
    return [rule for score, rule in scored[:MOST] if score >= max(LEAST, 0.6 * best)]


@lru_cache(maxsize=2)
def _table(packs: Packs) -> tuple[list[tuple[Rule, Counter[str]]], dict[str, float]]:
    table = [(rule, Counter(map(_stem, WORD.findall(_text(rule))))) for rule in packs.rules]
    held = Counter(word for _, count in table for word in count)
    return table, {word: log(len(table) / n) for word, n in held.items()}


def _text(rule: Rule) -> str:
    examples = " ".join(e.text for e in (*rule.breaks, *rule.keeps))
    return f"{rule.title} {rule.title} {rule.title} {rule.why} {rule.fix} {examples}".lower()


def _stem(word: str) -> str:
    """Cut the commonest endings, so that photos meets photo."""
    for ending in ("'s", "ing", "es", "s", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
