"""What speaks for and against an identifier being a patient's: the cues and words around a candidate, by name.

Each candidate gathers named pieces of evidence. What each weighs was fitted on labelled drafts (tools/fit_ownership.py)
and lies in `data/ownership.json`, where it can be read; nothing here knows a name, a date or a place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from bot.phi.scene import Cue
from bot.reading.automata import Flock, Text

CUES: tuple[tuple[int, str], ...] = tuple((bit, name) for name, bit in vars(Cue).items() if name.isupper())

ROLES = (
    r"(?:hygienist|dentist|nurse|midwife|therapist|assistant|receptionist|manager|coordinator|tech|technician|optician|doctor|"
    r"surgeon|intern|associate|colleague|director|biller|scheduler|esthetician|injector|front desk(?: (?:lead|star|queen))?|"
    r"teammate|coworker|boss|team member|hire|owner|founder|provider|counselor|resident|volunteer)s?"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b"
# Words right before a candidate. Each is a name for what they say, and a pattern that ends where the candidate begins.
BEFORE: Mapping[str, str] = {
    "ask for": r"\b(?:ask(?: for)?|call|text|reach|e-?mail|message|ring|contact|see|find|tell|dial|with|page|dm|let|give|"
    r"(?:speak|talk) (?:to|with)|book with|questions\??:?|pregunt[ae]n? por|llam[ae]n? a)\s+$",
    "our staff": rf"\b(?:our|the|new|my)\s(?:\w+\s){{0,3}}{ROLES},?\s$",
    "signed": r"(?:^|\n|[.!?\"”)]\s*)\s*(?:[-\u2014~]{1,2}|xoxo,?|love,|warmly,|sincerely,|con cariño,|your friends?,)\s*$",
    "named after": r"\b(?:words of|quot(?:e|ing)|by|author|poet|named (?:for|after)|sings?|reads?|watch(?:ing)?|listening to)\s$",
    "public role": r"\b(?:model|actor|actress|stock photo|sponsor|author|singer|artist|painter|photographer|muralist|baker|caterer|"
    r"musician|speaker|mayor|senator|representative|councilwoman|councilman|governor|president|sheriff|reverend|father|"
    r"saint|st|coach|chef|principal|superintendent|officer|captain),?\.? $",
    "thanks to": r"\b(?:thanks to|thank you,? to|grateful to|and to|kudos to|courtesy of|photo by|music by|catered by|hosted by)\s(?:the )?$",
    "the": r"\b(?:the|a|an|this|that|every|each|some|any|no)\s$",
    "dwells": r"\b(?:from|lives? (?:in|on|at|near|off|over in|out in)|living (?:in|on)|works? (?:at|for|in|over at)|teach(?:es|er|ing)? (?:at|in)|"
    r"goes to|attends?|drove (?:in |up |down |over |all the way )*from|neighbors? (?:on|in|at)|moved? (?:to|from)|(?:out|over|down|up) (?:in|on|at)|"
    r"(?:coach|principal|teacher|student|senior|junior|freshman|quarterback|pastor|manager|cashier|clerk|barista|chief|mom|family|"
    r"kid|lady|guy|man|woman|couple) (?:at|of|for|from|in|on))\s(?:the\s)?$",
    "in": r"\b(?:in|at|on|near|by|off|around|behind|outside|to|of|through|across from|down)\s(?:the\s)?$",
    "born": r"\b(?:dob|d\.o\.b\.?|born(?: on| in)?|birth ?date|date of birth|birthday(?: is| was|,)?|nacid[oa](?: el)?)[:\s]*$",
    "due": r"\b(?:by|until|till|before|due(?: back)?|no later than|deadline(?: is)?|starting|beginning|effective|goes (?:up|out)|"
    r"comes|coming|see you|on or before|good through|from|through|every|each|on the first|on the second|on the third|on the last)(?: on)?\s(?:the )?$",
    "range before": rf"{WEEKDAY}\s?(?:to|through|thru|-|and|&|or)\s$",
    "since": r"\b(?:since|after|back in|back on|seen|came in|visited|last seen|admitted|discharged|passed(?: away)?|died|drawn|dated)\s(?:on |in )?$",
    "closed": r"\b(?:closed|closing|open|opening|clos(?:e|ure)|hours|cerrado|abierto|abrimos)\b[^.!?\n]{0,40}$",
    "title": r"\b(?:mr|mrs|ms|miss|mx|mister|missus|señora?|sra?|do[nñ]a|madam|sir)\.?\s$",
    "kin": r"\b(?:mom|mother|dad|father|mama|daddy|son|daughter|sister|brother|wife|husband|grand\w+|aunt|uncle|cousin|niece|nephew|twins?|"
    r"girl|boy|kiddo|buddy|neighbor|patient|pt|client|papaw|mamaw|nana|little|lil|baby|big|sweet|miss)s?,?\s$",
    "greeting": r"\b(?:hi|hey|hello|dear|hola|congrat\w*|sorry|bravo|welcome|bye|meet|thanks|thank you|gracias|shout\s?out to|love you)(?:,| to)?\s$",
    "named": r"\b(?:named|name is|called|nicknamed|goes by)\s$",
    "happy": r"\b(?:happy|merry|celebrat\w+|observ\w+|honor of|it's|it is|today is)\s(?:\w+\s)?$",
    "comma": r", $",
    "possessive": r"\b(?:my|his|her|their|our|your|'s)\s$",
}
AFTER: Mapping[str, str] = {
    "contact": r"^(?:'s)?,?(?:\s(?:our|the|in|from|at)\s[\w' ]{3,40},?)?\s(?:(?:is )?(?:at|on)\s\(?\d|will (?:be|gladly|make|call|find|help|answer|listen)|"
    r"would (?:be|like|love|welcome)|(?:at|from|in) (?:the|our) (?:front|desk|office|billing)|answers|picks up|"
    r"can (?:help|explain|show|walk|look|send|answer|stamp|pull|get|take))",
    "their staff": rf"^,?\s(?:is |was |has been |joins|joined|our |the )?\s?(?:our |a |the |your )?(?:new(?:est)? |lead |favorite |office |practice |clinic )*(?:{ROLES}|joins? us|joined us|the team|our team)",
    "title": r"^(?:'s)?\s(?:syndrome|disease|palsy|scale|test|method|sign|score|day|week|month|park|street|st\b|avenue|ave\b|road|church|school|festival|museum|"
    r"building|hall|bridge|cup|bowl|award|foundation|center|hospital|clinic|university|college)",
    "possessive": r"^'s\b",
    "vocative": r"^[!,.?]",
    "was": r"^,?\s(?:was|is|has|had|got|came|said|says|told|did|went|finished|rang|loves?|wants?|started|brought|just|who)\b",
    "range after": rf"^\s?(?:to|through|thru|-)\s?(?:{WEEKDAY}|\d|[A-Z][a-z]{{2,8}} \d)|^\s?(?:and|&|or)\s?{WEEKDAY}|^ (?:mornings|afternoons|evenings|nights)\b|"
    r"^s?,? ?(?:from |at )?\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|-|to )|^s\b",
    "is the day": r"^\s(?:is|was|will be)\b",
    "year": r"^,?\s(?:\(?(?:1[5-9]|20)\d\d)",
    "list": r"^, (?:and )?[A-Z]\w+,",
}
TEXT: Mapping[str, str] = {
    "backward": r"^(?:yesterday|last |earlier|the other|this (?:morning|afternoon|evening|week|weekend)|today|tonight|two |three |\w+ (?:days?|weeks?|months?) ago|"
    r"ayer|anoche|la semana pasada|over the weekend)",
    "weekday": rf"^{WEEKDAY}",
    "this": r"^(?:this|next)\b",
    "numeric": r"^\d",
    "two words": r"^\S+\s\S",
    "digit": r"\d",
    "lower": r"^[a-z]",
}


CASED = ("list", "lower")  # where a capital is what is looked for


class _Table:
    """Named patterns, asked at once. RE2 answers for plain text, and for those patterns that it can read."""

    def __init__(self, where: str, patterns: Mapping[str, str]) -> None:
        self._names = tuple(f"{where}: {name}" for name in patterns)
        self._each = tuple(
            re.compile(pattern, 0 if name in CASED else re.IGNORECASE) for name, pattern in patterns.items()
        )
        fast = [k for k, pattern in enumerate(patterns.values()) if not LOOKS.search(pattern)]
        self._fast, self._slow = tuple(fast), tuple(k for k in range(len(self._each)) if k not in set(fast))
        self._flock = Flock([_as_re2(self._each[k]) for k in fast])

    def names(self, words: str) -> Iterator[str]:
        """Yield the names of the patterns that match somewhere in `words`."""
        seen = Text(words)
        if not seen.plain or words.endswith("\n"):  # where `re` and RE2 may differ
            yield from (name for name, pattern in zip(self._names, self._each, strict=True) if pattern.search(words))
            return
        found = [self._fast[k] for k in self._flock.present(seen)]
        if self._slow:
            found = sorted(found + [k for k in self._slow if self._each[k].search(words)])
        for number in found:
            yield self._names[number]


LOOKS = re.compile(r"\(\?[=!<]|\\[1-9]")


def _as_re2(pattern: re.Pattern[str]) -> str:
    written = re.sub(r"\\u([0-9a-fA-F]{4})", r"\\x{\1}", pattern.pattern)
    return f"(?i){written}" if pattern.flags & re.IGNORECASE else written


@lru_cache(maxsize=1)
def _tables() -> tuple[_Table, ...]:
    return _Table("before", BEFORE), _Table("after", AFTER), _Table("text", TEXT)


def words_around(before: str, text: str, after: str) -> Iterator[str]:
    """Yield the names of what the words before, in and after a candidate say."""
    for table, words in zip(_tables(), (before, after, text), strict=True):
        yield from table.names(words)


def cues_around(clause: int, sentence: int, near: int, draft: int) -> Iterator[str]:
    """Yield the names of the cues in the clause, the rest of the sentence, the sentences beside it, and the rest."""
    levels = (
        ("clause", clause),
        ("sentence", sentence & ~clause),
        ("near", near & ~sentence),
        ("draft", draft & ~near),
    )
    for level, mask in levels:
        if mask:
            for bit, name in CUES:
                if mask & bit:
                    yield f"{level}: {name}"


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """What each piece of evidence weighs, by type of identifier, in log-odds."""
    text = files("bot.phi").joinpath("data", "ownership.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)
    return loaded
