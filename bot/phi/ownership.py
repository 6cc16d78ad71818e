"""Whose identifier is it? A step of its own, after the recognizers: the profile first, then the words around.

A recognizer says what a text is (a name, a date, a place). Here each candidate gathers what ties it to a patient, a
reviewer or their household (45 CFR 164.514(b)(2)(i)) and what makes it the practice's own, a colleague's, a public
figure's or an event's: in its clause, its sentence and the draft. What names a person by itself (a record number, an SSN)
needs no tie; a date or a place needs one (GUIDELINES 1, 5, 9, 25).
"""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Iterator, Sequence

from bot.drafts import Finding, Kind
from bot.phi import contacts, learned, lists
from bot.phi.evidence import ROLES, cues_around, weights, words_around
from bot.phi.name_words import CLINICIAN
from bot.phi.nearby import Nearby
from bot.phi.public import Public
from bot.phi.scene import Cue, Scene
from bot.reading import Reading
from bot.reading.joining import SUSPECTS, sureness

WEIGHED = ("PERSON", "DATE", "LOCATION", "AGE")  # their tie is weighed; the profile and the form decide the others
NEARBY = ("PERSON", "DATE", "LOCATION")  # of ages there are too few to learn words from
# A candidate is kept from this probability on. In a reply somebody is always spoken to, so less is asked there.
LEAST = {
    Kind.POST: {"PERSON": 0.35, "DATE": 0.3, "LOCATION": 0.25, "AGE": 0.35},
    Kind.REVIEW_REPLY: {"PERSON": 0.35, "DATE": 0.2, "LOCATION": 0.2, "AGE": 0.35},
}
SURE = 0.6
REACH = 240  # characters around a candidate that are its line
IN_REPLIES = frozenset(
    f"{level}: {cue}" for level in ("clause", "sentence") for cue in ("YOU", "PAST", "OFFER", "FUTURE", "WE", "OPENING")
)
DEGREES = re.compile(
    r"^(?:'s)?,?\s\(?(?:M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|R\.?N|N\.?P|P\.?A(?:-C)?|O\.?D|D\.?P\.?T|P\.?T|L\.?P\.?C|LCSW|Ph\.?\s?D|"
    r"Psy\.?D|CNM|FNP|DNP|OTR|COA|CMA|RDH|DPM|MPH|LMFT|LMT|MA|BSN|Esq)\b"
)
# "our hygienist, Bea"; "Omar, our practice manager". A patient who is "a hygienist" is not ours.
OUR_STAFF = re.compile(rf"\b(?:our|newest|new)\s(?:[\w-]+\s){{0,3}}{ROLES},?\s$", re.IGNORECASE)
THEIR_POST = re.compile(rf"^,?\s(?:is )?(?:our|the practice's)\s(?:[\w-]+\s){{0,3}}{ROLES}\b", re.IGNORECASE)
TITLED = re.compile(r"\b(?:dr|doctor|doc|nurse|prof|professor|dra)\.?$")
HISTORIC = re.compile(r"(?<![/\d-])(?:1[5-8]\d\d|19[0-6]\d)s?(?![\d-])|\bcentury\b")
STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa "
    "kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio "
    "oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming america mexico canada england "
    "france spain italy germany india china japan dakota carolina jersey york hampshire rico europe africa asia australia ireland "
    "brazil us usa".split()
)
ALSO_NAMES = frozenset("georgia virginia carolina dakota".split())


class Owner:
    """Judges the candidates of one draft."""

    def __init__(self, reading: Reading, public: Public, kind: Kind) -> None:
        self.reading = reading
        self.public = public
        self.reply = kind is Kind.REVIEW_REPLY
        self.of_form: dict[Finding, float] = {}
        self.least_of_form = LEAST[kind]
        self.scene = Scene(reading)
        self.nearby = Nearby(reading, (), public.names)
        self.starts = [t.start for t in reading.tokens]
        self.flags = ["draft: reply"] if self.reply else []
        if not self.reply and HISTORIC.search(reading.norm):
            self.flags.append("draft: historic")

    def keep(self, candidates: Sequence[Finding]) -> list[Finding]:
        """Return the candidates that identify a patient, a reviewer, or theirs."""
        return [finding for finding, tie in self.weigh(candidates) if self.keeps(finding, tie)]

    def keeps(self, finding: Finding, tie: float) -> bool:
        """Whether a candidate with this probability is a finding."""
        return tie >= self._least(finding)

    def _least(self, finding: Finding) -> float:
        return learned.least(finding) if self.reading.learned else self.least_of_form.get(finding.type, 0.5)

    def disputes(self, finding: Finding) -> bool:
        """Whether rules of form, or the reader, would take by itself for a patient's what both together do not."""
        if (
            self.reading.learned is None or finding not in self.of_form
        ):  # what the profile makes public is never weighed
            return False
        of_form = self.of_form[finding] >= self.least_of_form.get(finding.type, 0.5)
        return of_form or sureness(self.reading.learned, finding.start, finding.end) >= SUSPECTS

    def weigh(self, candidates: Sequence[Finding]) -> list[tuple[Finding, float]]:
        """Return each candidate with how surely it is a patient's, 0 to 1.

        Numbers first, then persons, then dates and places: each names the person that the next are tied to.
        """
        self.nearby = Nearby(self.reading, candidates, self.public.names)
        groups: dict[str, list[Finding]] = {}
        for finding in candidates:
            groups.setdefault(finding.type, []).append(finding)
        persons = groups.pop("PERSON", [])
        dated = [f for kind in ("DATE", "LOCATION", "AGE") for f in groups.pop(kind, ())]
        staff = [f for f in persons if self._is_staff(f)]
        for finding in staff:
            self._mark(finding, Cue.STAFF)
        others = [(f, self._tie(f)) for fs in groups.values() for f in fs]
        for finding, tie in others:
            if tie >= 0.5:
                self._mark(finding, Cue.PATIENT)
        named = self._persons(persons, staff)
        return others + named + [(f, self._weighed(f)) for f in dated]

    def _tie(self, finding: Finding) -> float:
        """Of what its form makes sure of: the profile and the line decide."""
        if finding.recognizer == learned.RECOGNIZER:
            return learned.tie(self.reading, finding, 0.5)
        return learned.tie(self.reading, finding, contacts.tie(finding, self._around(finding), self.public, self.reply))

    def _persons(self, persons: Sequence[Finding], staff: Sequence[Finding]) -> list[tuple[Finding, float]]:
        self.flags += ["draft: staff named"] * bool(staff)
        ties = {f: 0.0 if f in staff or self._is_public_place(f) else self._weighed(f) for f in persons}
        # One mention tied, all tied: a name that is a patient's once is the same patient's again.
        words = {w for f, tie in ties.items() if self.keeps(f, tie) for w in self._words(f)} - self.public.names
        for finding in persons:
            if finding not in staff and ties[finding] and words & set(self._words(finding)):
                ties[finding] = max(ties[finding], self._least(finding))
        kept = [f for f, tie in ties.items() if tie >= SURE]  # a guess must not tie dates and places as well
        for finding in kept:
            self._mark(finding, Cue.PERSON | Cue.PATIENT)
        self.flags += ["draft: patient named"] if kept else ["draft: only staff named"] * bool(staff)
        return list(ties.items())

    # ---- weighing ----

    def _weighed(self, finding: Finding) -> float:
        if finding.type == "LOCATION" and self._is_own_place(finding):
            return 0.0
        self.of_form[finding] = self._of_form(finding)
        return learned.tie(self.reading, finding, self.of_form[finding])

    def _of_form(self, finding: Finding) -> float:
        table = weights()[finding.type]
        signs = set(self.evidence(finding))
        said = math.fsum(table.get(name, 0.0) for name in signs) / math.sqrt(len(signs))
        sum_of = table["bias"] + table["score"] * (finding.score - 0.5) + said + self._nearby(finding)
        return 1 / (1 + math.exp(-sum_of))

    def _nearby(self, finding: Finding) -> float:
        return self.nearby.weigh(finding) if finding.type in NEARBY else 0.0

    def evidence(self, finding: Finding) -> Iterator[str]:
        """Yield the names of all that speaks for or against a candidate."""
        yield from self.flags
        yield f"found by {finding.recognizer}"
        cues = list(cues_around(*self._cues(finding), self.scene.draft))
        yield from cues
        if self.reply:  # there, `you` is the reviewer
            yield from (f"reply, {cue}" for cue in cues if cue in IN_REPLIES)
        norm = self.reading.norm
        if finding.start == self.reading.sentences[self._place(finding)[0]][0]:
            yield "opens the sentence"
        if norm[finding.start - 2 : finding.start] == ", " and norm[finding.end : finding.end + 1] in ("!", ".", "?"):
            yield "called by name"
        yield from words_around(
            norm[max(0, finding.start - 60) : finding.start],
            norm[finding.start : finding.end],
            norm[finding.end : finding.end + 60],
        )

    def _around(self, finding: Finding) -> contacts.Around:
        clause, sentence, near = self._cues(finding)
        at = self._place(finding)[0]
        start, end = self.reading.sentences[at]
        # A sentence of any length must not be searched again for each candidate in it.
        line = self.reading.norm[max(start, finding.start - REACH) : min(end, finding.end + REACH)]
        return contacts.Around(self.reading.norm[finding.start : finding.end], line, clause, sentence, near)

    # ---- where a candidate stands ----

    def _words(self, finding: Finding) -> list[str]:
        return re.findall(r"[^\W\d_]+", self.reading.low[finding.start : finding.end])

    def _place(self, finding: Finding) -> tuple[int, int]:
        if not self.reading.tokens:
            return 0, 0
        token = self.reading.tokens[min(bisect.bisect_left(self.starts, finding.start), len(self.starts) - 1)]
        return token.sentence, token.clause

    def _mark(self, finding: Finding, cue: int) -> None:
        self.scene.mark(*self._place(finding), cue)

    def _cues(self, finding: Finding) -> tuple[int, int, int]:
        """The cues of its clause, of its sentence, and of the sentence with its neighbours."""
        sentence, clause = self._place(finding)
        around = self.scene.sentences[max(0, sentence - 1) : sentence + 2]
        near = 0
        for mask in around:
            near |= mask
        return self.scene.clauses[clause], self.scene.sentences[sentence], near

    # ---- the profile ----

    def _is_staff(self, finding: Finding) -> bool:
        """Whether the profile lists this name, or a clinician's title, a degree or a post at the practice goes with it."""
        norm = self.reading.norm
        words = [w for w in self._words(finding) if w not in CLINICIAN]
        if not words or all(w in self.public.names or w in self.public.practice for w in words):
            return True
        if TITLED.search(norm[max(0, finding.start - 14) : finding.start].lower().rstrip()):
            return True
        if OUR_STAFF.search(norm[max(0, finding.start - 60) : finding.start]):
            return True
        after = norm[finding.end : finding.end + 50]
        return bool(DEGREES.match(after) or THEIR_POST.match(after))

    def _is_public_place(self, finding: Finding) -> bool:
        """A state, a country, the practice's own street or city that reads like a name."""
        words = self._words(finding)
        if words[-1] in STATES and (len(words) == 1 or words[0] in ("new", "north", "south", "west", "puerto")):
            return words[-1] not in ALSO_NAMES or self.reading.norm[finding.end : finding.end + 2] != "'s"
        if words[0] in STATES - ALSO_NAMES and len(words) > 1 and any(w in lists.dictionary() for w in words[1:]):
            return True  # Oregon State, the Maine Bar
        return all(w in self.public.places for w in words)

    def _is_own_place(self, finding: Finding) -> bool:
        words = re.findall(r"[^\W_]+", self.reading.low[finding.start : finding.end])
        return all(
            w in self.public.places or w in self.public.practice or w in self.public.names or w in STATES for w in words
        )
