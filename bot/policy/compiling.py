"""From rules as written to rules as applied: word lists looked up, patterns read, each fault said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.policy import forms, marks
from bot.policy.faults import Fault, Place
from bot.policy.forms import TYPES, RuleForm, Together
from bot.policy.lists import Lists, Registry
from bot.policy.matching import Trial, refusal
from bot.policy.needs import needs
from bot.policy.patterns import LISTS, LONGEST_LIST, alternatives, expression, lists_in
from bot.policy.rules import WORD, Clause, Example, Rule, When
from bot.policy.sources import Source
from bot.policy.syntax import Part, is_empty


class Compiler:
    """Compiles the rules of one pack. Faults go to the list it is given."""

    def __init__(self, source: Source, registry: Registry, faults: list[Fault]) -> None:
        self._source = source
        self._lists = Lists(source, registry)
        self._registry = registry
        self._trial = Trial()
        self._faults = faults

    def rules(self) -> list[Rule]:
        """Compile all rules that are well formed."""
        return [self._rule(form, ("rules", at)) for at, form in self._source.rules.items()]

    def _rule(self, form: RuleForm, at: Place) -> Rule:
        detects = form.detects
        return Rule(
            id=form.id,
            pack=self._source.form.pack,
            title=form.title,
            verdict=WORD[form.verdict],
            applies_to=frozenset(form.applies_to),
            source=form.source,
            why=form.why,
            fix=form.fix,
            when=_when(form.when),
            findings=frozenset(detects.findings),
            patterns=frozenset(self._numbers(form, (*at, "detects", "patterns"), detects.patterns, seeks=True)),
            together=tuple(
                self._clause(form, (*at, "detects", "together", k), together)
                for k, together in enumerate(detects.together)
            ),
            detector=detects.detector or "",
            unless=self._numbers(form, (*at, "unless"), form.unless, seeks=False),
            unless_draft=self._numbers(form, (*at, "unless_draft"), form.unless_draft, seeks=False),
            also=tuple(form.also),
            breaks=tuple(map(_example, form.examples.breaks)),
            keeps=tuple(map(_example, form.examples.keeps)),
        )

    def _numbers(self, form: RuleForm, place: Place, written: Sequence[str], *, seeks: bool) -> tuple[int, ...]:
        """Register patterns; return the numbers of their alternatives. `seeks`: they break a rule, and do not excuse."""
        numbers: list[int] = []
        for at, pattern in enumerate(written):
            ways = alternatives(pattern)
            if reason := self._refused(pattern, ways):
                self._fault(form, (*place, at), f"the pattern `{pattern}`: {reason}")
                continue
            for k, parts in enumerate(ways):
                name = f"{self._source.form.pack} {k} {'seeks' if seeks else 'excuses'} {pattern}"
                needed = needs(parts, self._lists.edges, self._lists.met) if seeks else None
                written = expression(parts, self._lists.edges, self._lists.slot)
                numbers.append(self._registry.pattern(name, needed, written))
        return tuple(numbers)

    def _refused(self, written: str, ways: Sequence[Sequence[Part]]) -> str:
        """Why a pattern cannot be used, or empty."""
        for name in lists_in(written):
            phrases = self._lists.phrases(name)
            if phrases is None:
                return f"there is no word list {{{name}}}, neither in this pack nor in the lexicon"
            if len(phrases) > LONGEST_LIST:
                return f"{{{name}}} has {len(phrases)} phrases, more than {LONGEST_LIST}; use `together` instead"
        if "\0" in written:
            return "it holds the character with the code 0, which no draft has"
        if "(?-i" in written:
            return "patterns do not see capitals; use a detector"
        # With one word for each word list: quick to try, and as sound.
        brief = LISTS.sub("(?:x)", written)
        if self._trial.refuses(brief):
            return f"RE2 refuses it: {refusal(brief)}"
        return "it matches the empty text, so it would find everything" if any(map(is_empty, ways)) else ""

    def _clause(self, form: RuleForm, place: Place, together: Together) -> Clause:
        names = [self._name(form, (*place, "all", k), name) for k, name in enumerate(together.all)]
        return Clause(
            tuple(sorted(names, key=marks.cost)),  # the cheapest first
            tuple(self._name(form, (*place, "none", k), name) for k, name in enumerate(together.none)),
            together.within,
        )

    def _name(self, form: RuleForm, place: Place, name: str) -> str:
        """Return the name under which a scene knows a list, a concept or a mark."""
        if name in marks.MARKS:
            return name
        if name.startswith(marks.FINDING) and name.removeprefix(marks.FINDING) in TYPES | {"any"}:
            return name
        if self._lists.phrases(name) is not None:
            return self._lists.known(name)
        allowed = "a word list of this pack, a concept of the lexicon, you, third-person, finding:any or finding:TYPE"
        self._fault(form, place, f"`together` names {name}; it must be {allowed}")
        return name

    def _fault(self, form: RuleForm, place: Place, reason: str) -> None:
        self._faults.append(Fault(self._source.file, place, form.id, reason))


def _when(form: forms.When) -> When:
    return When(
        states=tuple(form.states),
        specialties=tuple(form.specialties),
        profile=tuple(form.profile),
        platforms=tuple(form.platforms),
        review=tuple(form.review),
    )


def _example(form: forms.Example) -> Example:
    practice = form.practice.model_dump(exclude_unset=True) if form.practice else {}
    return Example(form.text, form.review, form.kind, form.platform, tuple(practice.items()))
