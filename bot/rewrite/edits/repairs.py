"""What becomes of one sentence: it stays, is repaired, is replaced by one of ours, or goes; and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.drafts import Edit, Report, Verdict
from bot.practice import Practice
from bot.rewrite.edits import general, parts, stands, trims, turns
from bot.rewrite.edits.grammar import ONE, PLACES
from bot.rewrite.edits.pieces import Piece
from bot.rewrite.edits.wordings import Wordings

LIGHT = frozenset({"phi-identifier", "patient-acknowledged"})  # what may go with the name alone
# A tale's rules may name words of the sentences beside it; whether those may stay is for the check to say.
DRAWN_IN = frozenset(
    {"patient-acknowledged", "health-detail", "context-clue", "testimonial-without-authorization", "minor-patient"}
)
# Gossip, secrets and scolding run through a draft; what tells the reader what to do may stay.
ONLY_ADVICE = frozenset(
    {
        "patient-gossip",
        "private-group-share",
        "unprofessional-tone",
        "disparages-others",
        "legal-threat",
        "image-without-consent",
        "before-after-without-authorization",
        "photo-background",
    }
)
CLAIMS = frozenset({"superlative-claim", "outcome-guarantee", "misleading-health-claim"})
TURNED = frozenset({"unprofessional-tone", "superlative-claim"})  # what a turn may still save
OF_US = re.compile(r"^(?:we|our|here)\b", re.IGNORECASE)
SPANISH = frozenset(
    {"el", "la", "los", "las", "que", "una", "por", "con", "fue", "gracias", "para", "nuestra", "nuestro", "del", "su"}
)
ENGLISH = frozenset({"the", "and", "of", "to", "is", "are", "with", "for", "our"})
TALE = frozenset({"kin", "child", "rare-event", "photo", "testimonial"})
ABOUT_CARE = frozenset({"treatment", "condition", "medication", "device", "test-result"})
CARE = frozenset(
    {
        "treatment",
        "condition",
        "medication",
        "device",
        "test-result",
        "insurance-money",
        "visit-verb",
        "no-show",
        "rare-event",
        "child",
    }
)
YOU_ALONE = frozenset({"you", "your", "you're", "you've", "u", "ur", "yours", "you'll", "you'd"})
TO_SOMEBODY = re.compile(
    r"(?:@\w)|\W*(?:hi|hey|hello|dear|to|psa for|[\w ]{0,30}announcement for|note to|message to) (?:a |an |the |our |that |whoever|someone|somebody|mr|mrs|ms|miss|[A-Z])",
)
SECRETS = frozenset({"security"})  # a sentence about a log-in is no better without the log-in
NAME = re.compile(r"[^\W\d_]{3,}")


def _bids(piece: Piece) -> bool:
    """Whether the reader is addressed, other than in `thank you` and `if you`."""
    low = ["", *(t.low for t in piece.tokens)]
    return any(
        word in YOU_ALONE and before not in {"thank", "if", "when", "all"} for before, word in itertools.pairwise(low)
    )


@dataclass(slots=True)
class Kept:
    """What is left of one sentence. `intact`: as its author wrote it."""

    piece: Piece
    text: str
    intact: bool = True
    ours: bool = False  # a wording of ours stands in its place
    anchors: bool = True  # what the next sentence points back to is still there


@dataclass(frozen=True, slots=True)
class Repairs:
    """The pieces of one draft, and what may be done to each."""

    cut: Sequence[Piece]
    report: Report
    practice: Practice
    wordings: Wordings
    notice: bool = False  # about a thing lost, found or parked
    broken: tuple[str, ...] = field(init=False)
    blocks: frozenset[str] = field(init=False)
    names: frozenset[str] = field(init=False)  # words of the profile that keep their capital
    staff: frozenset[str] = field(init=False)
    # What is asked for each sentence and hangs on the whole draft, found once.
    story: bool = field(init=False)
    foreign: bool = field(init=False)
    capitals: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "broken", tuple(v.rule for v in self.report.violations))
        blocks = frozenset(v.rule for v in self.report.violations if v.verdict is Verdict.BLOCK)
        object.__setattr__(self, "blocks", blocks)
        said = " ".join((self.practice.name, *self.practice.staff, self.practice.contact_person, self.practice.address))
        names = {w for w in re.findall(r"[^\W\d_]{3,}", said) if w[0].isupper()}
        object.__setattr__(self, "names", frozenset(names))
        object.__setattr__(self, "staff", frozenset(w for p in self.practice.staff for w in NAME.findall(p)) & names)
        object.__setattr__(self, "capitals", frozenset(name.lower() for name in names) | PLACES)
        object.__setattr__(self, "story", self._tells())
        object.__setattr__(self, "foreign", self._is_foreign())

    def _tells(self) -> bool:
        """Whether the draft tells of somebody, so that what stays must be about nobody.

        A check that finds the name may miss the tale, so a name beside a pronoun or a word of care is enough.
        """
        somebody = any(f.type not in {"DATE", "LOCATION"} for f in self.report.findings)
        words = TALE | ABOUT_CARE if somebody else TALE
        tale = any(piece.concepts & words or any(t.low in ONE for t in piece.tokens) for piece in self.cut)
        known = bool((self.wordings.story | {"patient-acknowledged"}) & set(self.broken))
        return known or (tale and bool(LIGHT & set(self.broken)))

    def _is_foreign(self) -> bool:
        """Whether the draft is mostly Spanish: our grammar is English, so nothing of it is edited."""
        low = [token.low for piece in self.cut for token in piece.tokens]
        return sum(word in SPANISH for word in low) > max(2, sum(word in ENGLISH for word in low))

    @property
    def only_advice(self) -> bool:
        """Whether the draft is told in a way that taints all of it but what it advises."""
        return bool(ONLY_ADVICE & set(self.broken))

    @property
    def to_one(self) -> bool:
        """Whether the draft speaks to the one it tells of, so that its `you`, or what it bids, is meant for them."""
        return any(
            TO_SOMEBODY.match(piece.text) or (piece.findings and _bids(piece))
            for piece in self.cut
            if piece.findings or self.story or "legal-threat" in self.broken
        )

    def what(self, rule: str) -> Edit:
        """How the edit that `rule` asked for is explained."""
        cue = self.wordings.rules.get(rule)
        return Edit(rule, cue.what if cue else self.wordings.notes["other"])

    def keep(self, piece: Piece, edits: list[Edit], used: set[str], *, change: bool, put: bool) -> Kept | None:
        """What becomes of the sentence; `edits` are told, `used` holds what of ours stands in the wording already."""
        rules = [rule for rule in self.broken if rule in piece.rules]
        if change and self.story and self._public(piece, rules):
            return Kept(piece, piece.text)
        if self._tainted(piece, rules, change=change):
            edits += [self.what(rule) for rule in rules[:2]]
            return self._instead(piece, rules, used, edits) if put else None
        hard = [r for r in rules if r in self.blocks and r not in LIGHT]
        if self.notice and (hard or self.story or piece.findings):
            edits += [self.what(rule) for rule in rules[:2]]
            return self._notice(piece) if change else None
        if self.story and change and not hard and stands.is_news(piece, self.wordings):
            return Kept(
                piece, piece.text
            )  # a date beside a name was taken for somebody's; the check says whether it is
        if hard or (self.story and not stands.about_nobody(piece, piece.text, self.wordings)):
            edits += [self.what(rule) for rule in (hard or rules)[:2]]
            part = self._part(piece) if change else None
            return part or (self._instead(piece, hard, used, edits) if put else None)
        if "opening" in piece.concepts and piece.findings and all(f.type == "DATE" for f in piece.findings):
            # A closing day without its day is worse than none; beside a name it was taken for somebody's.
            return Kept(piece, piece.text) if change else None
        return self._repaired(piece, rules, edits, change=change) or (
            self._instead(piece, rules, used, edits) if put else None
        )

    def _public(self, piece: Piece, rules: Sequence[str]) -> bool:
        """Whether a sentence beside a story is advice, whatever tale's rule may have named its words."""
        return not piece.findings and set(rules) <= DRAWN_IN and stands.is_advice(piece, piece.text, self.wordings)

    def _tainted(self, piece: Piece, rules: Sequence[str], *, change: bool) -> bool:
        """Whether the sentence goes because of how the whole draft is told."""
        if not self.only_advice or stands.is_advice(piece, piece.text, self.wordings):
            return False
        ours = "disparages-others" in self.broken and set(rules) <= CLAIMS and bool(OF_US.match(piece.text))
        return not ours and not (change and set(rules) & TURNED)

    def _repaired(self, piece: Piece, rules: Sequence[str], edits: list[Edit], *, change: bool) -> Kept | None:
        """The sentence without what identifies, its claims toned down, its shouting calmed."""
        light = set(rules) & LIGHT
        text: str | None = piece.text
        if piece.findings or light:
            text = trims.trimmed(piece) if change and piece.findings and not piece.concepts & (CARE | SECRETS) else None
        for rule in (r for r in rules if r not in LIGHT and r not in CLAIMS):
            text = self._turned(rule, text) if text and change else None
        if claims := [rule for rule in rules if rule in CLAIMS]:
            text = self._stated(claims, text) if text and change else None
        edits += [self.what(rule) for rule in rules]
        if text is None and change:
            text = trims.shortened(piece) if not piece.findings and not light else None
            if text is None:
                return self._part(piece)
        if text is None:
            return None
        if "unprofessional-tone" in self.broken and turns.shouts(text):
            calm = turns.calmed(text, self.capitals)
            if calm != text:
                edits.append(Edit("unprofessional-tone", self.wordings.notes["calm"]))
                text = calm
        return Kept(piece, text, intact=text == piece.text, anchors=not piece.findings)

    def _part(self, piece: Piece) -> Kept | None:
        """What is left of a sentence that cannot stay whole: a part of it that is about nobody."""
        if self.story and piece.findings and not piece.quoted and (text := trims.trimmed(piece)):
            rest = piece.anew(text)
            public = all(f.type in {"DATE", "LOCATION"} for f in piece.findings)
            if stands.thanks(text) or (public and stands.is_advice(rest, text, self.wordings)):
                return Kept(rest, text, intact=False, anchors=False)
        for part in parts.parts(piece) if not piece.quoted else ():
            if part.kind in {"core", "call"} and (
                not self.story
                or (stands.about_nobody(part, part.text, self.wordings) and not piece.findings)
                or stands.is_advice(part, part.text, self.wordings)
            ):
                return Kept(part, part.text, intact=False, anchors=False)
        return None

    def _notice(self, piece: Piece) -> Kept | None:
        """What is left of a line about a thing lost, found or parked, once its owner is out of it."""
        text = (
            trims.trimmed(piece, stands.MEASURE) if piece.findings or stands.MEASURE.search(piece.text) else piece.text
        )
        for again in (False, True):
            text = trims.before_care(text) if again and text else text
            if text and stands.is_notice(text):
                return Kept(piece, text, intact=text == piece.text)
        return None

    def _turned(self, rule: str, text: str) -> str | None:
        if rule == "unprofessional-tone" and turns.shouts(text):
            calm = turns.calmed(text, self.capitals)
            return turns.turned(calm, self.wordings.turns[rule]) or calm
        if rule == "undisclosed-endorsement":
            return text  # marked as an ad as a whole, see `edited`
        new = turns.turned(text, self.wordings.turns.get(rule, ()))
        cue = self.wordings.rules.get(rule)
        if cue and cue.still:
            new = new or text
            return None if cue.still.search(new) else new
        return None if new and cue and any(find.search(new) for find in cue.finds[:1]) else new

    def _stated(self, rules: Sequence[str], text: str) -> str | None:
        """A claim turned into a plain statement: one sentence may boast and promise at once."""
        new = text
        for rule in sorted(CLAIMS):
            new = turns.turned(new, self.wordings.turns.get(rule, ())) or new
        left = [find for rule in rules for find in self.wordings.rules[rule].finds[:1]]
        return None if new == text or any(find.search(new) for find in left) else turns.plain(new)

    def _asked(self, piece: Piece, rules: Sequence[str], used: set[str]) -> Kept | None:
        """A question about what the sentence claims too much of, where it names a treatment or product of ours."""
        subject = turns.subject(piece.text) if CLAIMS & set(rules) and not piece.findings and not used else None
        if not subject or any(
            find.search(subject) for rule in rules for find in self.wordings.rules[rule].finds[:1] if rule in CLAIMS
        ):
            return None
        used.add("subject")
        return Kept(piece, self.wordings.subject.format(subject=subject), intact=False, ours=True)

    def _instead(self, piece: Piece, rules: Sequence[str], used: set[str], edits: list[Edit]) -> Kept | None:
        """A sentence of ours in the place of one that cannot stay; one in a wording."""
        if asked := self._asked(piece, rules, used):
            return asked
        if CLAIMS & set(rules) and any(turns.subject(p.text) for p in self.cut):
            return None  # the sentence that names the treatment will ask about it
        calls = any(stands.PHONE.search(p.text) for p in self.cut)
        for rule in rules if not used else ():
            if rule in self.wordings.instead and rule != "undisclosed-endorsement":
                used.add(rule)
                text = general.filled(
                    general.pick(self.wordings.instead[rule], self.report.draft.text),
                    self.practice,
                    without={"phone"} if calls and rule != "individual-medical-advice" else (),
                )
                if text:
                    return Kept(piece, text, intact=False, ours=True)
        return None
