"""Whose identifier is it? A step of its own, after the recognizers: the profile first, then the words around.

A recognizer says what a text is (a name, a date, a place). Here each candidate gathers what ties it to a patient, a
reviewer or their household (45 CFR 164.514(b)(2)(i)) and what makes it the practice's own, a colleague's, a public
figure's or an event's: in its clause, its sentence and the draft. What names a person by itself (a record number, an SSN)
needs no tie; a date or a place needs one (GUIDELINES 1, 5, 9, 25).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.drafts import Finding, Kind
from bot.phi import lists
from bot.phi.names import ACTS, CLINICIAN
from bot.phi.public import Public, digits
from bot.phi.scene import Cue, Scene
from bot.reading import Reading

# A candidate tied less than this is somebody else's. Dates and places are asked for less: a leak costs more than a mask.
LEAST = {"PERSON": 0.5, "DATE": 0.4, "LOCATION": 0.4}
Tie = Callable[["Owner", Finding], float]

DEGREES = re.compile(
    r"^(?:'s)?,?\s\(?(?:M\.?D|D\.?O|D\.?D\.?S|D\.?M\.?D|R\.?N|N\.?P|P\.?A(?:-C)?|O\.?D|D\.?P\.?T|P\.?T|L\.?P\.?C|LCSW|Ph\.?\s?D|Psy\.?D|CNM|FNP|DNP|OTR|COA|CMA|RDH|DPM|MPH|LMFT|LMT|MA|BSN|Esq)\b"
)
CONTACT = re.compile(
    r"(?:\b(?:ask for|ask|call|text|reach|email|e-mail|message|ring|contact|see|find|tell|dial|with|page|dm|let|give|speak (?:to|with)|talk (?:to|with)|book with|questions\??:?|"
    r"pregunt[ae]n? por|llam[ae]n? a)\s+)$",
    re.IGNORECASE,
)
CONTACT_AFTER = re.compile(
    r"^(?:'s)?,?(?:\s(?:our|the|in|from|at)\s[\w' ]{3,40},?)?\s(?:(?:is )?(?:at|on)\s\(?\d|will (?:be|gladly|make|call|find|help|answer|listen)|would (?:be|like|love|welcome)|"
    r"(?:at|from|in) (?:the|our) (?:front|desk|office|billing)|answers|picks up|can (?:help|explain|show|walk|look|send|answer|stamp|pull|get|take))",
    re.IGNORECASE,
)
SIGNED = re.compile(r"(?:^|\n|[.!?\"”)]\s*)\s*(?:[-\u2014~]{1,2}|xoxo,?|love,|warmly,|sincerely,|con cariño,|your friends?,)\s*$", re.IGNORECASE)
STAFF_BEFORE = re.compile(
    r"\b(?:our|the|new|my)\s(?:own\s|very own\s|newest\s|lovely\s|amazing\s|wonderful\s|favorite\s|fearless\s|lead\s)*"
    r"(?:hygienist|dentist|nurse|midwife|therapist|assistant|receptionist|manager|coordinator|tech|technician|optician|doctor|surgeon|intern|"
    r"associate|colleague|director|biller|scheduler|esthetician|injector|front desk(?: (?:lead|star|queen))?|teammate|coworker|boss|team member|hire|owner|founder|partner|provider)s?,?\s$",
    re.IGNORECASE,
)
STAFF_AFTER = re.compile(
    r"^,?\s(?:is |was |has been |joins|joined|our |the )?\s?(?:our |a |the |your )?(?:new(?:est)? |lead |favorite )*"
    r"(?:hygienist|dentist|nurse|midwife|therapist|assistant|receptionist|office manager|practice manager|manager|coordinator|tech|technician|optician|"
    r"surgeon|intern|associate|clinic director|biller|scheduler|esthetician|injector|front desk|the team|our team|joined us|joins us)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"”'][\s,]*(?:[-\u2014~]+|says?|said|wrote)\s*$|\b(?:words of|quot(?:e|ing)|by|author|poet|named (?:for|after)|thanks to dr\.?)\s$", re.IGNORECASE)
FROM = re.compile(r"\b(?:from|lives? (?:in|on|at|near|off)|living (?:in|on)|works? (?:at|for|in)|teach(?:es|er)? (?:at|in)|goes to|go to|went to|attends?|drove (?:in|all the way|up|down)(?: \w+)? from|neighbor(?:s)? (?:on|in|at)|home (?:in|on|to)|house (?:on|in|at)|moved? (?:to|from)|out (?:in|on|at)|over (?:in|on|at)|(?:coach|principal|teacher|student|senior|junior|freshman|quarterback|pastor|manager|mayor|cashier|clerk|barista|chief) (?:at|of|for|from))\s(?:the\s)?$", re.IGNORECASE)
IN = re.compile(r"\b(?:in|at|on|near|by|off|around|behind|outside|to|of|through|across from|down)\s(?:the\s)?$", re.IGNORECASE)
RANGE = re.compile(r"\b(?:from|between|through|until|till|by|before|after|starting|beginning|effective|every|each|on|is|for)\s$", re.IGNORECASE)
BACKWARD = re.compile(r"^(?:yesterday|last |earlier|the other|this (?:morning|afternoon|evening|week|weekend)|today|tonight|two |three |\w+ (?:days?|weeks?|months?) ago|ayer|anoche|la semana pasada|over the weekend)", re.IGNORECASE)
MODEL = re.compile(r"\b(?:model|actor|actress|stock photo|our sponsor|our neighbors? at|author|singer|artist|painter|photographer|muralist|baker|caterer|musician|speaker),? $", re.IGNORECASE)
PERSONAL_URL = re.compile(r"/(?:.*(?:patient|record|chart|result|case|photo|img|album|share|folder|file|d/|gallery|before|smile|[\w.-]*\d{3}))|(?:gofundme|caringbridge|instagram|facebook|tiktok|twitter|x|linkedin|youtube|drive\.google|dropbox|photos|onlyfans|linktr)\.\w+/\w", re.IGNORECASE)
BORN = re.compile(r"\b(?:dob|d\.o\.b\.?|born(?: on| in)?|birth ?date|date of birth|birthday(?: is| was|,)?|nacid[oa](?: el)?)[:\s]*$", re.IGNORECASE)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
SCHEDULE = re.compile(rf"^\s?(?:to|through|thru|-)\s?(?:{WEEKDAY}|\d|[A-Z][a-z]{{2,8}} \d)|^\s?(?:and|&|or)\s?{WEEKDAY}|^ (?:mornings|afternoons|evenings|nights)\b|^s?,? ?(?:from |at )?\d{{1,2}}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|-|to )", re.IGNORECASE)
SCHEDULE_BEFORE = re.compile(rf"{WEEKDAY}\s?(?:to|through|thru|-|and|&|or)\s$", re.IGNORECASE)
DUE = re.compile(r"\b(?:by|until|till|before|due(?: back)?|no later than|deadline(?: is)?|starting|beginning|effective|goes (?:up|out)|comes|coming|see you|on or before|good through)(?: on)?\s$", re.IGNORECASE)
PAGES = frozenset("faq faqs html php index htm pdf ada hipaa covid telehealth signup login signin rsvp ce pt ot tmj iv obgyn en es".split())
HOTLINE = re.compile(r"\b(?:hotline|lifeline|poison|quit\s?line|helpline|crisis|answering service|after.hours|nurse line|emergency line|fax (?:us|is|number)|our (?:new )?(?:number|line|fax)|front desk|office)\b", re.IGNORECASE)
PARTY = re.compile(r"\b(?:sponsor|cater|photo(?:s)? by|music by|thanks to|thank you|partner|follow|tag|tagged|hosted by|with our friends at|shout\s?out to|booth|vendor|brand|event|tickets|support|donat)", re.IGNORECASE)
STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky "
    "louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania "
    "tennessee texas utah vermont virginia washington wisconsin wyoming america mexico canada england france spain italy germany india china japan "
    "dakota carolina jersey york hampshire rico europe africa asia australia ireland brazil".split()
)


class Owner:
    """Judges the candidates of one draft."""

    def __init__(self, reading: Reading, public: Public, kind: Kind) -> None:
        self.reading = reading
        self.public = public
        self.reply = kind is Kind.REVIEW_REPLY
        self.scene = Scene(reading)
        self.colleagues_only = False
        self.historic = bool(re.search(r"(?<![/\d-])(?:1[5-8]\d\d|19[0-6]\d)s?(?![\d-])|\bcentury\b", reading.norm)) and not self.reply
        self.known: set[str] = set()  # words of the names that are a patient's
        self.starts = [t.start for t in reading.tokens]

    def keep(self, candidates: Sequence[Finding]) -> list[Finding]:
        """Return the candidates that identify a patient, a reviewer, or theirs; persons first, since they tie the rest."""
        numbers = [f for f in candidates if f.type not in TIES and f.score >= 0.3]
        for finding in numbers:
            self._mark(finding, Cue.PATIENT)
        persons = [f for f in candidates if f.type in ("PERSON", "USERNAME")]
        staff = [f for f in persons if f.type == "PERSON" and self.is_staff(f)]
        for finding in staff:
            self._mark(finding, Cue.STAFF)
        kept = [f for f in persons if TIES[f.type](self, f) >= LEAST.get(f.type, 0.5)]
        kept = self._agree(persons, kept)
        for finding in kept:
            self._mark(finding, Cue.PERSON | Cue.PATIENT)
        self.known = {w for f in kept for w in re.split(r"[\W_]+", self.text(f).lower()) if w}
        # Where only colleagues are named, she and he are colleagues.
        self.colleagues_only = bool(staff) and not kept and not self.scene.draft & Cue.PATIENT
        rest = [f for f in candidates if f.type in TIES and f.type not in ("PERSON", "USERNAME")]
        for finding in sorted(rest, key=lambda f: f.type in ("DATE", "LOCATION")):
            if TIES[finding.type](self, finding) >= LEAST.get(finding.type, 0.5):
                kept.append(finding)
        return kept + numbers

    def _agree(self, persons: Sequence[Finding], kept: list[Finding]) -> list[Finding]:
        """One mention tied, all tied: a name that names a patient once names the same patient again."""
        words = {w for f in kept if f.type == "PERSON" for w in self.text(f).lower().split()} - self.public.names
        again = [f for f in persons if f not in kept and f.type == "PERSON" and words & set(self.text(f).lower().split())]
        return kept + [f for f in again if not self.is_staff(f)]

    # ---- where a candidate stands ----

    def text(self, finding: Finding) -> str:
        """The words of the candidate, as normalised."""
        return self.reading.norm[finding.start : finding.end]

    def before(self, finding: Finding, width: int = 60) -> str:
        """What stands before it in the same line."""
        return self.reading.norm[max(0, finding.start - width) : finding.start]

    def after(self, finding: Finding, width: int = 60) -> str:
        """What stands after it."""
        return self.reading.norm[finding.end : finding.end + width]

    def _place(self, finding: Finding) -> tuple[int, int]:
        import bisect

        if not self.reading.tokens:
            return 0, 0
        at = min(bisect.bisect_left(self.starts, finding.start), len(self.starts) - 1)
        token = self.reading.tokens[at]
        return token.sentence, token.clause

    def _mark(self, finding: Finding, cue: int) -> None:
        self.scene.mark(*self._place(finding), cue)

    def cues(self, finding: Finding) -> tuple[int, int, int]:
        """The cues of its clause, of its sentence, and of the sentence with its neighbours."""
        sentence, clause = self._place(finding)
        near = self.scene.sentences[sentence]
        for k in (sentence - 1, sentence + 1):
            if 0 <= k < len(self.scene.sentences):
                near |= self.scene.sentences[k]
        return self.scene.clauses[clause], self.scene.sentences[sentence], near

    # ---- persons ----

    def is_staff(self, finding: Finding) -> bool:
        """Whether the profile lists this name, or a clinician's title or degree goes with it."""
        words = [w for w in re.findall(r"[^\W\d_]+", self.text(finding).lower()) if w not in CLINICIAN]
        names = self.public.names
        if words and all(w in names or w in self.public.practice for w in words):
            return True
        before = self.before(finding, 14).lower().rstrip()
        if re.search(r"\b(?:dr|doctor|doc|nurse|prof|professor|dra)\.?$", before):
            return True
        if len(words) == 1 and len(words[0]) == 1:
            return bool(re.search(r"\b(?:dr|doc|nurse)\.?$", before))
        return bool(DEGREES.match(self.after(finding, 14)))

    def person(self, finding: Finding) -> float:
        """A name is a patient's unless something says whose else."""
        if self.is_staff(finding) or self._is_public_word(finding):
            return 0.0
        before, after = self.before(finding), self.after(finding)
        clause, sentence, near = self.cues(finding)
        tie = 0.55 + (finding.score - 0.5) * 0.4
        tie += self._tie_of_cues(clause, sentence, near)
        if STAFF_BEFORE.search(before) or STAFF_AFTER.match(after):
            tie -= 0.6
        if CONTACT.search(before) and not clause & Cue.CARE:
            tie -= 0.35 if CONTACT_AFTER.match(after) else 0.2
        elif CONTACT_AFTER.match(after):
            tie -= 0.35
        if self._attributed(finding, before):
            tie -= 0.45
        if not self.reply and sentence & Cue.STAFF and not sentence & (Cue.PATIENT | Cue.VISIT | Cue.CARE | Cue.YOU):
            tie -= 0.25  # a colleague's family, friends, heroes
        if MODEL.search(before):
            tie -= 0.4
        return tie - self._fame(finding, clause, sentence)

    def _attributed(self, finding: Finding, before: str) -> bool:
        """Whether the name signs the post or a saying. `"I smile again!" - Maureen T.` is a patient's."""
        quoted, signed = QUOTED.search(before), SIGNED.search(before)
        if not quoted and not signed:
            return False
        words = re.findall(r"[^\W\d_]+", self.text(finding))
        after_quote = re.search(r"[\"”][\s,.]*[-\u2014~]+\s*$", before)
        return not (after_quote and (len(words) == 1 or any(len(w) == 1 for w in words[1:])))

    def _tie_of_cues(self, clause: int, sentence: int, near: int) -> float:
        tie = 0.0
        if clause & (Cue.CARE | Cue.VISIT | Cue.MONEY):
            tie += 0.2
        elif sentence & (Cue.CARE | Cue.VISIT | Cue.MONEY):
            tie += 0.15
        elif near & (Cue.VISIT | Cue.CARE):
            tie += 0.05
        if sentence & (Cue.PATIENT | Cue.PERSON):
            tie += 0.1
        if self.reply or sentence & Cue.YOU:
            tie += 0.1
        if sentence & Cue.THANKS:
            tie += 0.05
        if clause & Cue.STAFF:
            tie -= 0.15
        if sentence & Cue.OPENING and not sentence & (Cue.CARE | Cue.VISIT | Cue.PATIENT):
            tie -= 0.15
        return tie

    def _fame(self, finding: Finding, clause: int, sentence: int) -> float:
        """Public figures, authors, history: told of in the third person, with years, without us."""
        text = self.text(finding)
        fame = 0.0
        line = self._line(finding)
        if sentence & Cue.FAME:
            fame += 0.25
        if re.search(r"(?<![/\d-])1[5-9]\d\d(?![\d-])|\bcentury\b", line):
            fame += 0.3
        elif self.historic:
            fame += 0.2
        told = sentence & (Cue.WE | Cue.YOU | Cue.VISIT | Cue.PATIENT | Cue.MONEY)
        if " " in text and not told and not self.scene.draft & Cue.VISIT:
            fame += 0.25
        return fame

    def _line(self, finding: Finding) -> str:
        sentence, _ = self._place(finding)
        start, end = self.reading.sentences[sentence]
        return self.reading.norm[start:end]

    def _is_public_word(self, finding: Finding) -> bool:
        """States, countries, the practice's own street and city."""
        words = self.text(finding).lower().split()
        if words[-1] in STATES and (len(words) == 1 or words[0] in ("new", "north", "south", "west", "puerto")):
            return words[-1] not in ("georgia", "virginia", "carolina", "dakota") or not self._acts(finding)
        return all(w in self.public.places for w in words)

    def _acts(self, finding: Finding) -> bool:
        follows = self.after(finding, 14).lower().split()
        return bool(follows) and follows[0].strip(",.!") in ACTS

    def username(self, finding: Finding) -> float:
        """A handle is a person's unless it is the practice's or a partner's."""
        handle = self.text(finding).lower().lstrip("@")
        if handle in self.public.handles or handle in self.public.domains:
            return 0.0
        if finding.score < 0.4:
            return 0.0
        if self.reply:
            return 1.0
        clause, sentence, near = self.cues(finding)
        tie = 0.45 + self._tie_of_cues(clause, sentence, near)
        if finding.recognizer == "username" and not self.text(finding).startswith("@"):
            tie += 0.2
        if re.search(r"\b(?:repost|regram|from|via|credit|dad is|mom is|tagging|thank you|thanks|congrats|hi|hey)\b[\s:]*$", self.before(finding, 16), re.IGNORECASE):
            tie += 0.1
        if PARTY.search(self._line(finding)) and not sentence & (Cue.CARE | Cue.VISIT):
            tie -= 0.3
        return tie

    # ---- contact details ----

    def phone(self, finding: Finding) -> float:
        """A phone is a person's unless it is the practice's own or a public line."""
        number = digits(self.text(finding))[:10] if len(digits(self.text(finding))) >= 10 else digits(self.text(finding))
        own = self.public.phones
        if any(digits(self.text(finding))[:11].endswith(p) or digits(self.text(finding))[:10] == p for p in own):
            return 0.0
        if number and len(number) == 7 and any(p.endswith(number) for p in own):
            return 0.0
        if finding.recognizer == "toll_free" or finding.score < 0.4:
            return 0.0
        clause, sentence, _ = self.cues(finding)
        tie = 0.75
        if HOTLINE.search(self._line(finding)) and not sentence & (Cue.PERSON | Cue.PATIENT):
            tie -= 0.4
        return tie

    def email(self, finding: Finding) -> float:
        """An address is a person's unless it is on the practice's own domain."""
        address = self.text(finding).lower()
        if address in self.public.emails or any(address.endswith("@" + d) or address.endswith("." + d) for d in self.public.domains):
            return 0.0
        return 0.8

    def url(self, finding: Finding) -> float:
        """A page is a person's if it is a profile, a record, a photo; the practice's and public bodies' pages are not."""
        address = re.sub(r"^https?://(?:www\.)?|^www\.", "", self.text(finding).lower())
        own = any(address.startswith(d) for d in self.public.domains)
        clause, sentence, _ = self.cues(finding)
        personal = bool(PERSONAL_URL.search(address))
        if own:
            return 0.7 if self._leads_to_a_person(address) else 0.0
        if any(h and address.rstrip("/").endswith("/" + h) for h in self.public.handles):
            return 0.0
        tie = 0.6 if personal else 0.2
        if any(len(w) > 3 and w in address for w in self.known):
            tie += 0.6
        if sentence & (Cue.PERSON | Cue.PATIENT):
            tie += 0.3
        if re.search(r"\.(?:gov|mil|edu)\b", address):
            tie -= 0.5
        return tie

    def _leads_to_a_person(self, address: str) -> bool:
        """A page of the practice's own site with a number, a name or a depth that its public pages have not."""
        path = address.partition("/")[2].strip("/")
        words = [w for w in re.split(r"[\W_]+", path) if w]
        known = lists.dictionary()
        strange = [w for w in words if w not in known and w not in self.public.practice and w not in PAGES]
        return bool(strange) and not (len(words) == 1 and not any(c.isdigit() for c in path))

    # ---- dates, places, ages ----

    def date(self, finding: Finding) -> float:
        """A date is a patient's if it dates something that befell one: a visit, a birth, an operation."""
        clause, sentence, near = self.cues(finding)
        text = self.text(finding)
        tie = -0.05 + 0.2 * min(finding.score, 1.0)
        if clause & (Cue.PATIENT | Cue.PERSON):
            tie += 0.35
        elif sentence & (Cue.PATIENT | Cue.PERSON):
            tie += 0.25
        elif near & (Cue.PATIENT | Cue.PERSON):
            tie += 0.1
        if self.reply and sentence & Cue.YOU:
            tie += 0.3
        if clause & Cue.VISIT:
            tie += 0.25
        elif sentence & Cue.VISIT:
            tie += 0.15
        if sentence & (Cue.CARE | Cue.MONEY):
            tie += 0.12
        if clause & Cue.PAST:
            tie += 0.15
        elif sentence & Cue.PAST:
            tie += 0.08
        if BACKWARD.match(text):
            tie += 0.12
        if BORN.search(self.before(finding, 24)):
            tie += 0.6
        if SCHEDULE.match(self.after(finding, 24)) or SCHEDULE_BEFORE.search(self.before(finding, 16)):
            tie -= 0.35
        if DUE.search(self.before(finding, 24)):
            tie -= 0.2
        if sentence & Cue.FOUND and near & Cue.CARE:
            tie += 0.1
        if clause & Cue.OPENING:
            tie -= 0.45
        elif sentence & Cue.OPENING:
            tie -= 0.25
        if clause & Cue.STAFF and not clause & (Cue.PATIENT | Cue.VISIT):
            tie -= 0.2
        if sentence & Cue.GENERAL and not sentence & Cue.PATIENT:
            tie -= 0.2
        if clause & Cue.FUTURE or (clause & Cue.OFFER and not clause & Cue.PAST):
            tie -= 0.2
        if sentence & Cue.FAME:
            tie -= 0.15
        if self.colleagues_only and not self.reply:
            tie -= 0.3
        return tie

    def location(self, finding: Finding) -> float:
        """A place is a patient's if one lives, works, learns there, or came from there."""
        words = [w for w in re.findall(r"[^\W_]+", self.text(finding).lower())]
        if all(w in self.public.places or w in self.public.practice or w in STATES for w in words):
            return 0.0
        before = self.before(finding, 40)
        clause, sentence, near = self.cues(finding)
        tie = 0.1 + 0.2 * finding.score
        if FROM.search(before):
            tie += 0.25
        elif IN.search(before):
            tie += 0.05
        if clause & (Cue.PATIENT | Cue.PERSON):
            tie += 0.25
        elif sentence & (Cue.PATIENT | Cue.PERSON):
            tie += 0.2
        elif near & Cue.PATIENT:
            tie += 0.1
        if sentence & Cue.VISIT:
            tie += 0.1
        if sentence & Cue.CARE:
            tie += 0.1
        if clause & Cue.OPENING:
            tie -= 0.3
        elif sentence & Cue.OPENING:
            tie -= 0.2
        if clause & Cue.STAFF and not clause & Cue.PATIENT:
            tie -= 0.2
        if sentence & Cue.FAME:
            tie -= 0.2
        if sentence & Cue.GENERAL:
            tie -= 0.15
        if self.colleagues_only and not self.reply:
            tie -= 0.3
        return tie

    def age(self, finding: Finding) -> float:
        """An age over 89 is a patient's unless a colleague, a founder or a public figure is told of."""
        clause, sentence, _ = self.cues(finding)
        tie = 0.55 + 0.2 * (finding.score - 0.5)
        if sentence & (Cue.PATIENT | Cue.PERSON):
            tie += 0.2
        if sentence & (Cue.STAFF | Cue.FAME | Cue.GENERAL):
            tie -= 0.3
        return tie


TIES: Mapping[str, Tie] = {
    "PERSON": Owner.person,
    "USERNAME": Owner.username,
    "PHONE_NUMBER": Owner.phone,
    "EMAIL_ADDRESS": Owner.email,
    "URL": Owner.url,
    "DATE": Owner.date,
    "LOCATION": Owner.location,
    "AGE": Owner.age,
}
