"""From rules as written to rules as applied: word lists looked up, patterns compiled, each fault said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.policy import marks
from bot.policy.faults import Fault, Place
from bot.policy.forms import TYPES, RuleForm, Together
from bot.policy.matching import Patterns, Trial, refusal
from bot.policy.needs import needs
from bot.policy.patterns import LONGEST_LIST, alternation, alternatives, expression, lists_in, phrase_edges
from bot.policy.rules import WORD, Clause, Rule
from bot.policy.sources import Source
from bot.policy.syntax import Edges, Part, is_empty
from bot.policy.words import Index, forms_of, is_plain
from bot.reading import lexicon


class Compiler:
    """Compiles all rules into one filter of patterns and one index of words. Faults go to the list it is given."""

    def __init__(self, faults: list[Fault]) -> None:
        self.patterns = Patterns()
        self.lists: dict[str, Sequence[str]] = {}  # the packs' own lists: pack/name -> phrases
        self.marked: dict[str, tuple[int, ...]] = {}  # their phrases with marks or emoji: pack/name -> patterns
        self._faults = faults
        self._trial = Trial()
        self._sides: dict[tuple[str, str], Edges] = {}
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
            patterns=frozenset(self._patterns(source, form, (*here, "detects", "patterns"), detects.patterns)),
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
        numbers: list[int] = []
        for k, pattern in enumerate(written):
            reason = self._lists_refused(source, pattern) or self._added(source, pattern, numbers)
            if reason:
                self._faults.append(Fault(source.file, (*place, k), form.id, f"the pattern `{pattern}`: {reason}"))
        return tuple(numbers)

    def _lists_refused(self, source: Source, written: str) -> str:
        for name in lists_in(written):
            phrases = self.phrases(source, name)
            if phrases is None:
                return f"there is no word list {{{name}}}, neither in this pack nor in the lexicon"
            if len(phrases) > LONGEST_LIST:
                return f"{{{name}}} has {len(phrases)} phrases, more than {LONGEST_LIST}; use `together` instead"
        return "patterns do not see capitals; use a detector" if "(?-i" in written else ""

    def _added(self, source: Source, written: str, numbers: list[int]) -> str:
        """Add the alternatives of a pattern; return why RE2 refuses it, or empty."""

        def sides(name: str) -> Edges:
            return self._edges(source, name)

        for k, parts in enumerate(alternatives(written)):
            # With any text for each word list: quick to try, and as sound.
            brief = expression(parts, sides, lambda _: "(?:.+)")
            if self._trial.refuses(brief):
                return f"RE2 refuses it: {refusal(brief)}"
            if is_empty(parts):
                return "it matches the empty text, so it would find everything"
            name = f"{source.form.pack} {k} {written}"
            needed = needs(parts, sides, lambda name: self._plain(source, name))
            numbers.append(self.patterns.add(name, needed, self._expression(source, parts)))
        return ""

    def _expression(self, source: Source, parts: Sequence[Part]) -> Callable[[], str]:
        return lambda: expression(
            parts, lambda name: self._edges(source, name), lambda name: alternation(self.phrases(source, name) or ())
        )

    def _edges(self, source: Source, name: str) -> Edges:
        key = source.form.pack, name
        if key not in self._sides:
            self._sides[key] = phrase_edges(self.phrases(source, name) or ())
        return self._sides[key]

    def _plain(self, source: Source, name: str) -> str:
        """The name under which a scene knows a list whose phrases tokens are enough to meet; else empty."""
        plain = all(is_plain(phrase) for phrase in self.phrases(source, name) or ())
        return self._known(source, name) if plain else ""

    def _clause(self, source: Source, form: RuleForm, place: Place, together: Together) -> Clause:
        names = [self._name(source, form, (*place, "all", k), name) for k, name in enumerate(together.all)]
        return Clause(
            tuple(sorted(names, key=marks.is_mark)),  # lists first: marks are looked for, lists are there
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
        return self._known(source, name)

    def _known(self, source: Source, name: str) -> str:
        """Return the name under which a scene knows a list; one of the pack's own is indexed."""
        if name not in source.form.words:
            return name
        key = f"{source.form.pack}/{name}"
        if key not in self.lists:
            phrases = self.phrases(source, name) or ()
            self.lists[key] = [phrase for phrase in phrases if is_plain(phrase)]
            if marked := [phrase for phrase in phrases if not is_plain(phrase)]:
                self.marked[key] = tuple(self._marked(phrase) for phrase in marked)
        return key

    def _marked(self, phrase: str) -> int:
        """Add one phrase with marks or emoji as a pattern; return its number."""
        whole = expression([Part("list", "{it}")], lambda _: phrase_edges([phrase]), lambda _: alternation([phrase]))
        return self.patterns.add(whole, (), lambda: whole)

    def phrases(self, source: Source, name: str) -> tuple[str, ...] | None:
        """The phrases of a list of the pack, or of the lexicon, forms written out."""
        key = source.form.pack, name
        if key not in self._forms:
            own = source.form.words.get(name)
            self._forms[key] = forms_of(own) if own is not None else lexicon.phrases().get(name)
        return self._forms[key]
