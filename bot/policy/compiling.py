"""From rules as written to rules as applied: word lists looked up, patterns compiled, each fault said."""

from __future__ import annotations

from collections.abc import Sequence

import re2

from bot.policy import marks
from bot.policy.faults import Fault, Place
from bot.policy.forms import TYPES, RuleForm, Together
from bot.policy.matching import Patterns, refusal
from bot.policy.patterns import LONGEST_LIST, compiled, lists_in
from bot.policy.rules import WORD, Clause, Rule
from bot.policy.sources import Source
from bot.policy.words import Index, forms_of, is_plain
from bot.reading import lexicon


class Compiler:
    """Compiles all rules into one filter of patterns and one index of words. Faults go to the list it is given."""

    def __init__(self, faults: list[Fault]) -> None:
        self.patterns = Patterns()
        self.lists: dict[str, Sequence[str]] = {}  # plain lists that `together` uses: pack/name -> phrases
        self.marked: dict[str, int] = {}  # lists with marks or emoji: pack/name -> number of their pattern
        self._faults = faults
        self._forms: dict[tuple[str, str], tuple[str, ...] | None] = {}

    def rule(self, source: Source, at: int, form: RuleForm) -> Rule:
        """Compile one rule."""
        detects, here = form.detects, ("rules", at)
        return Rule(
            id=form.id,
            pack=source.form.pack,
            title=form.title,
            verdict=WORD[form.verdict],
            applies_to=frozenset(form.applies_to),
            source=form.source,
            why=form.why,
            fix=form.fix,
            when=form.when,
            findings=frozenset(detects.findings),
            patterns=self._patterns(source, form, (*here, "detects", "patterns"), detects.patterns),
            together=tuple(
                self._clause(source, form, (*here, "detects", "together", k), together)
                for k, together in enumerate(detects.together)
            ),
            detector=detects.detector or "",
            learned=detects.learned,
            unless=self._patterns(source, form, (*here, "unless"), form.unless),
            unless_draft=self._patterns(source, form, (*here, "unless_draft"), form.unless_draft),
            also=tuple(form.also),
            breaks=tuple(form.examples.breaks),
            keeps=tuple(form.examples.keeps),
        )

    def seal(self) -> tuple[Patterns, Index]:
        """Finish: nothing is compiled after this."""
        self.patterns.seal(self.marked)
        return self.patterns, Index(self.lists)

    def _patterns(self, source: Source, form: RuleForm, place: Place, written: Sequence[str]) -> tuple[int, ...]:
        numbers = []
        for k, pattern in enumerate(written):
            number, reason = self._pattern(source, pattern)
            if reason:
                self._faults.append(Fault(source.file, (*place, k), form.id, f"the pattern `{pattern}`: {reason}"))
            else:
                numbers.append(number)
        return tuple(numbers)

    def _pattern(self, source: Source, written: str) -> tuple[int, str]:
        """Return the number of a pattern, or why it is refused."""
        for name in lists_in(written):
            phrases = self.phrases(source, name)
            if phrases is None:
                return 0, f"there is no word list {{{name}}}, neither in this pack nor in the lexicon"
            if len(phrases) > LONGEST_LIST:
                return 0, f"{{{name}}} has {len(phrases)} phrases, more than {LONGEST_LIST}; use `together` instead"
        if "(?-i" in written:
            return 0, "patterns do not see capitals; use a detector"
        expression = compiled(written, lambda name: self.phrases(source, name) or ())
        try:
            number = self.patterns.add(expression)
        except re2.error:
            return 0, f"RE2 refuses it: {refusal(expression) or 'unreadable'}"
        if self.patterns.is_empty(number):
            return 0, "it matches the empty text, so it would find everything"
        return number, ""

    def _clause(self, source: Source, form: RuleForm, place: Place, together: Together) -> Clause:
        return Clause(
            tuple(self._name(source, form, (*place, "all", k), name) for k, name in enumerate(together.all)),
            tuple(self._name(source, form, (*place, "none", k), name) for k, name in enumerate(together.none)),
            together.within,
        )

    def _name(self, source: Source, form: RuleForm, place: Place, name: str) -> str:
        """Return the name under which a scene knows a list, a concept or a mark."""
        if name in marks.MARKS or (
            name.startswith(marks.FINDING) and name.removeprefix(marks.FINDING) in TYPES | {"any"}
        ):
            return name
        phrases = self.phrases(source, name)
        if phrases is None:
            allowed = (
                "a word list of this pack, a concept of the lexicon, you, third-person, finding:any or finding:TYPE"
            )
            self._faults.append(Fault(source.file, place, form.id, f"`together` names {name}; it must be {allowed}"))
            return name
        if name not in source.form.words:
            return name
        key = f"{source.form.pack}/{name}"
        if is_plain(phrases):
            self.lists[key] = phrases
        elif key not in self.marked:
            self.marked[key] = self.patterns.add(compiled(f"{{{name}}}", lambda _: phrases))
        return key

    def phrases(self, source: Source, name: str) -> tuple[str, ...] | None:
        """The phrases of a list of the pack, or of the lexicon, forms written out."""
        key = source.form.pack, name
        if key not in self._forms:
            own = source.form.words.get(name)
            self._forms[key] = forms_of(own) if own is not None else lexicon.phrases().get(name)
        return self._forms[key]
