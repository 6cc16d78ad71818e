"""Compiled packs as plain values and back, for the cache: plain values are read without any of the code that compiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.drafts import Kind, Verdict
from bot.policy.matching import Table
from bot.policy.platforms import Limit, Platform
from bot.policy.rules import Clause, Example, Off, Rule, When

if TYPE_CHECKING:
    from bot.policy.packs import Compiled


def packed(compiled: Compiled) -> tuple[Any, ...]:
    """As tuples, dicts, sets and plain values."""
    return (
        tuple((p.name, p.version, p.title, str(p.file), p.own) for p in compiled.packs),
        tuple(map(_rule, compiled.rules)),
        tuple(map(tuple, compiled.off)),
        tuple((p.name, p.post and tuple(p.post), p.reply and tuple(p.reply), p.hashtags) for p in compiled.platforms.values()),
        tuple(compiled.patterns),
        compiled.phrases,
    )  # fmt: skip


def unpacked(value: Any) -> Compiled | None:
    """The packs again, or None where `value` is none."""
    from bot.policy.packs import Compiled, Pack

    if value is None:
        return None
    packs, rules, off, platforms, patterns, phrases = value
    return Compiled(
        tuple(Pack(name, version, title, Path(file), own) for name, version, title, file, own in packs),
        tuple(map(_as_rule, rules)),
        tuple(Off(*item) for item in off),
        {name: Platform(name, post and Limit(*post), reply and Limit(*reply), tags) for name, post, reply, tags in platforms},
        Table(*patterns),
        phrases,
    )  # fmt: skip


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        **{name: getattr(rule, name) for name in Rule.__slots__},
        "verdict": int(rule.verdict),
        "applies_to": tuple(map(str, rule.applies_to)),
        "when": tuple(rule.when),
        "together": tuple((clause.all, clause.none, clause.within) for clause in rule.together),
        "breaks": tuple(map(_example, rule.breaks)),
        "keeps": tuple(map(_example, rule.keeps)),
    }


def _as_rule(value: dict[str, Any]) -> Rule:
    plain = {
        "verdict": Verdict(value["verdict"]),
        "applies_to": frozenset(map(Kind, value["applies_to"])),
        "when": When(*value["when"]),
        "together": tuple(Clause(*clause) for clause in value["together"]),
        "breaks": tuple(map(_as_example, value["breaks"])),
        "keeps": tuple(map(_as_example, value["keeps"])),
    }
    return Rule(**{**value, **plain})


def _example(example: Example) -> tuple[Any, ...]:
    return tuple(example._replace(kind=example.kind and str(example.kind)))  # type: ignore[arg-type]


def _as_example(value: tuple[Any, ...]) -> Example:
    text, review, kind, platform, practice = value
    return Example(text, review, kind and Kind(kind), platform, practice)
