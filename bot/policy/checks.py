"""What a well-formed pack may still get wrong: names that nobody knows, ids used twice, too few examples."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Sequence

from bot.policy.detectors import registered
from bot.policy.faults import Fault, Place
from bot.policy.forms import LEAST_EXAMPLES, LONGEST_FIX, LONGEST_WHY, STATES, TYPES, RuleForm
from bot.policy.sources import Source
from bot.policy.words import looks_like_pattern
from bot.practice import Practice

PROFILE = frozenset(field.name for field in dataclasses.fields(Practice))


def check(sources: Sequence[Source], platforms: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong within and between the files."""
    known = frozenset(name for source in sources for name in source.ids)
    packs: set[str] = set()
    rules: dict[str, Source] = {}
    for source in sources:
        if source.form.pack in packs:
            yield Fault(source.file, ("pack",), "", f"`pack` is {source.form.pack}, and another file has that name")
        packs.add(source.form.pack)
        if source.form.changes and not source.own:
            yield Fault(source.file, ("changes",), "", "`changes` may only stand in a practice's own file")
        yield from _words(source)
        for at, rule in source.rules.items():
            place: Place = ("rules", at)
            if rule.id in rules:
                first = rules[rule.id].file.name
                yield Fault(
                    source.file, (*place, "id"), rule.id, f"`id` is used twice, first in {first}; ids are unique"
                )
            rules.setdefault(rule.id, source)
            for below, reason in _rule(rule, known, platforms):
                yield Fault(source.file, place + below, rule.id, reason)


def _words(source: Source) -> Iterator[Fault]:
    for name, entries in source.form.words.items():
        if not entries:
            yield Fault(source.file, ("words", name), "", f"the word list `{name}` is empty")
        for at, entry in enumerate(entries):
            if looks_like_pattern(entry):
                reason = f"`{entry}` is no phrase; word lists hold words, and endings as in crown(s) or extract(ed|ing)"
                yield Fault(source.file, ("words", name, at), "", reason)


def _rule(rule: RuleForm, known: Collection[str], platforms: Collection[str]) -> Iterator[tuple[Place, str]]:
    for key, most in (("why", LONGEST_WHY), ("fix", LONGEST_FIX)):
        if (size := len(getattr(rule, key).split())) > most:
            yield (key,), f"`{key}` has {size} words; at most {most}, or nobody reads it"
    for side in ("breaks", "keeps"):
        if (count := len(getattr(rule.examples, side))) < LEAST_EXAMPLES:
            yield ("examples", side), f"`examples.{side}` has {count}; at least {LEAST_EXAMPLES}"
    if rule.detects == type(rule.detects)():
        yield ("detects",), "`detects` is empty; it needs findings, patterns, together or detector"
    if rule.detects.detector is not None and rule.detects.detector not in registered():
        names = ", ".join(sorted(registered()))
        yield ("detects", "detector"), f"`detector` is {rule.detects.detector}; it must be one of {names}"
    yield from _among(("detects", "findings"), rule.detects.findings, TYPES | {"any"})
    yield from _among(("when", "states"), rule.when.states, STATES)
    yield from _among(("when", "profile"), rule.when.profile, PROFILE)
    yield from _among(("when", "platforms"), rule.when.platforms, platforms)
    for at, name in enumerate(rule.also):
        if name not in known or name == rule.id:
            yield ("also", at), f"`also` names {name}; it must be the id of another rule"


def _among(place: Place, names: Sequence[str], allowed: Collection[str]) -> Iterator[tuple[Place, str]]:
    for at, name in enumerate(names):
        if name not in allowed:
            yield (*place, at), f"`{place[-1]}` holds {name!r}; it must be one of {', '.join(sorted(allowed))}"
