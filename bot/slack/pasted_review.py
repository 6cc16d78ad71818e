"""A review as people paste it: stars, the page's own lines around the words, and whether customers or a practice speak.

Google, Yelp, Facebook and Healthgrades show a name, a date, a badge and buttons with each review; copying takes them along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.rewrite.vocabulary import fold

STAR = "★⭐🌟"
EMPTY_STAR = "☆"
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5}
GLYPHS = re.compile(rf"(?:[{STAR}]️?\s?){{1,5}}(?:{EMPTY_STAR}\s?){{0,4}}|(?:{EMPTY_STAR}\s?){{5}}")
COUNT = re.compile(
    r"(?<![\d/.])([1-5])(?:\.0)?\s?(?:/\s?5(?![\d/])|out of (?:5|five)\b|de 5\b)"
    r"|\b([1-5]|one|two|three|four|five|una|dos|tres|cuatro|cinco)[\s-]*(?:star|estrella)s?\b",
    re.IGNORECASE,
)
DATE = (
    r"(?:(?:edited |editado )?(?:(?:a|an|one|\d+|hace|un|una|last)\s){1,2}(?:second|minute|hour|day|week|month|year|min|hr|h|d|w|mo|yr|dia|semana|mes|ano)(?:s|es)?(?: ago)?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?:,? \d{4})?|yesterday|today|ayer|hoy)"
)
BADGE = (
    r"(?:local guide|guia local|verified (?:patient|review|visit)|elite(?: \d+)?|new|nuevo|\d+ (?:reviews?|photos?|friends?|ratings?|resenas?|fotos?)"
    r"|(?:google|yelp|facebook|healthgrades|zocdoc|nextdoor)(?: review)?|recommends|doesn't recommend|star rating|rating|rated|reviewed(?: on)?|posted|visited(?: in)?|level \d+)"
)
BUTTON = re.compile(
    r"(?:(?:like|share|helpful|useful|funny|cool|love this|oh no|thanks|report(?: review)?|reply|respond|flag|more|see more|read more|translate|see translation|was this (?:review )?helpful|me gusta|compartir|responder|util)\W*\d*\W*)+"
)
PLACE = re.compile(r"[A-Z][\w .'-]+, [A-Z]{2}")
NAME = re.compile(r"(?:by |from |de |por )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*| (?:de|del|la|van|von|bin|al)){0,3}")
META = re.compile(rf"(?:{DATE}|{BADGE}|[·•|,.:\s\d-])+")
HEADER_LINES = 6
STARS_WITHIN = 200  # characters
QUOTED = re.compile(r"[\"“][^\"“”]{12,}[\"”]")

OFFICE = r"(?:office|place|practice|clinic|dentist|doctor|dr|doc|staff|receptionist|front desk|hygienist|nurse|team|location|dentist office|provider|surgeon|physician|orthodontist|dermatologist)"
EXPERIENCE = r"(?:was|were|is|are|has|had|have|told|charged|billed|did|didn't|never|tried|made|made|lost|sent|took|said|left|kept|rushed|hurt|explained|listened|refused|cancel\w*|won't|don't|doesn't|wouldn't|couldn't|always|still|hung|ignored|answered|treat\w*|help\w*|call\w*|goes|went|ask\w*|want\w*|gave|push\w*|schedul\w*)"
CUSTOMER = (  # weight, most times it counts, what a customer says
    (1.0, 3, r"\b(?:i|i'm|i've|i'd|me|yo)\b"),
    (1.0, 2, r"\bmy (?:\w+ )?(?:wife|husband|son|daughter|mom|mother|dad|father|kids?|child|teeth|tooth|crown|insurance|appointment|appt|visit|account|bill|money|records?|time|family|grandson|baby|boys?|girls?|face|skin|gums|filling|implants?)\b"),
    (1.5, 2, rf"\b(?:this|the|that) (?:\w+ )?{OFFICE}s?\b(?: \w+)? {EXPERIENCE}\b"),
    (1.5, 2, rf"\b(?:dr\.?|doctor|dra\.?|nurse) \w+ (?:\w+ )?{EXPERIENCE}\b"),
    (1.0, 3, r"\bthey(?:'re|'ve|'ll)?\b"),
    (1.0, 2, r"\b(?:waited|waiting (?:over|more|for)|on hold|charged|overcharged|billed|hung up|voicemail|copay|collections|refund|double.?booked|rescheduled|sat there|walked out|called (?:\w+ )?times)\b"),
    (2.5, 2, r"\b(?:worst|terrible|horrible|awful|unprofessional|rude|pathetic|disgusting|scam\w*|rip.?off|never again|never (?:go|going|coming) back|will not be back|won't be back|avoid|beware|(?:do not|don't|dont) (?:go|bother|waste)|stay away|(?:zero|0|no) stars|save your|find (?:another|somewhere)|look elsewhere|go elsewhere|(?:would|do|could|will|can) ?n[o']t recommend|(?:not|never|highly|definitely|strongly|10/10|would|totally|can't) recommend|recommend (?:this|them|him|her|dr)|great (?:place|experience|service|staff|office)|(?:best|amazing|wonderful|excellent|awesome|fantastic|love) (?:\w+ )?(?:experience|place|service|dentist|doctor|staff|office)|so (?:gentle|kind|friendly|patient) with)\b"),
    (1.0, 2, r"\b(?:been (?:coming|going|a patient|seeing)|new dentist|switch(?:ed|ing)|my (?:first|last) (?:time|visit)|came here|went here|bedside manner|disappoint\w*|appointment|appt)\b"),
    (1.5, 3, r"\b(?:me (?:cobraron|atendieron|trataron|explicaron|dijeron|hicieron|dieron|dejaron|gusto|senti)|espere|esperamos (?:una|dos|mas)|grosera?s?|pesim[oa]|excelente (?:atencion|servicio|trato)|(?:no )?(?:lo|la|los|las) recomiendo|(?:no )?recomiendo|mal servicio|buen servicio|mi (?:hij[oa]|esposo|esposa|mama|seguro|cita|muela|diente)|llegue|nadie contesta|nunca (?:mas|vuelvo)|muy (?:amables|profesionales|atentos))\b"),
)  # fmt: skip
PRACTICE = (  # what a practice says of itself, and to whom it speaks
    (2.0, 3, r"\bour (?:\w+ )?(?:team|office|patients?|doctors?|staff|practice|hygienists?|front desk|clinic|doors?|hours|providers|families|nurses?|phones?|manager|crew|blog|page|website|community|neighbors|billing|new|own|friends|goal|policy|waiting room|lobby|dentists?)\b"),
    (1.5, 3, r"\bwe(?:'re| are|'ll| will) (?:\w+ )?(?:open|closed|closing|hiring|proud|excited|here|honored|thrilled|sorry|accepting|offering|glad|grateful|happy|celebrating|moving|committed|pleased|sad|taking|the|number)\b"),
    (1.0, 3, r"\bwe (?:\w+ )?(?:love|offer|close|open|treat|see|take|appreciate|apologi[sz]e|strive|value|welcome|believe|regret|invite|hope|aim|cannot|can't|can not|close|would (?:like|love)|want to|care|understand|serve|ring|keep|remember)\b"),
    (1.5, 3, r"\b(?:call|visit|join|contact|email|text|ask|follow|tag|message|dm|reach|see|with|at|to|find|write|trust\w*|choos\w*) us\b"),
    (1.5, 2, r"\b(?:book|schedule|reserve|sign up|register|rsvp|click|swipe|comment|tag|share|stop by|drop by|come (?:see|by|in)|link in bio|learn more|read more|walk.?ins?|openings?|spots?|giveaway)\b"),
    (1.0, 3, r"\byour (?:\w+ )?(?:smile|teeth|child|kids?|little|next|family|feedback|concerns?|experience|review|skin|eyes|visit|appointment|gums|mouth|brush|doctor|dentist|insurance|benefits|health|heart|body|loved)\b"),
    (1.5, 2, r"\b(?:thank you (?:for|to|so much for)|thanks (?:for|to)|congrat\w*|shout ?-?out|meet (?:dr|our|the)|did you know|happy (?:\w+ )?(?:day|week|month|friday|monday|birthday|holidays|anniversary|new year)|sorry to hear|please (?:call|contact|reach|join|email|give))\b"),
    (1.5, 2, r"#\w+|@\w+|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\bwww\.|https?:"),
    (2.0, 3, r"\b(?:nuestr[oa]s? (?:equipo|consultorio|pacientes?|clinica|oficina|puertas|familia|doctora?|manager|gerente)|llam[ae]nos|llamenos|visit[ae]nos|te esperamos|los esperamos|agenda tu|tu (?:sonrisa|familia|cita|salud)|lamentamos|estamos (?:felices|abiertos|cerrados|orgullosos)|hoy cerramos|sabias que|feliz \w+|felicidades|gracias por)\b"),
)  # fmt: skip
_VOICES = tuple(
    tuple((weight, most, re.compile(pattern)) for weight, most, pattern in voice) for voice in (CUSTOMER, PRACTICE)
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """A review without the page around it. `marks`: how many lines or signs of a page were there."""

    text: str
    stars: int | None
    marks: int


def stars_in(text: str) -> int | None:
    """Return the stars that `text` names, 1 to 5, as signs or words."""
    glyphs = GLYPHS.search(text)
    if glyphs:
        return sum(glyphs[0].count(star) for star in STAR) or None
    count = COUNT.search(text)
    if not count:
        return None
    number = (count[1] or count[2]).lower()
    return NUMBERS.get(number) or int(number)


def unwrap(text: str) -> Pasted:
    """Take the page's lines off a pasted review. Without a sign of a page it stays as it is."""
    lines = text.strip().split("\n")
    first, marks = _header(lines)
    last, buttons = _footer(lines, first)
    if marks + buttons < 2 and not marks:  # one word at the end (`Thanks`, `Share`) is somebody's own
        last, buttons = len(lines), 0
    body = "\n".join(lines[first:last]).strip()
    lead = _lead(body)
    words = body[lead:].strip()
    if not words:
        return Pasted(text.strip(), stars_in(text[:STARS_WITHIN]), 0)
    stars = stars_in("\n".join(lines[:first])) or stars_in(body[:lead]) or _said_stars(words)
    return Pasted(words, stars, marks + buttons + bool(lead))


def customer(text: str) -> float:
    """How much `text` sounds like somebody who was a customer. What it quotes is another's voice."""
    own = QUOTED.sub(" ", text)
    return _score(own if len(own.strip()) > len(text) / 10 else text, 0)


def practice(text: str) -> float:
    """How much `text` sounds like a practice that speaks of itself, to its readers or to a reviewer."""
    return _score(text, 1)


def _score(text: str, voice: int) -> float:
    low = fold(text.lower()).replace("’", "'")
    return sum(weight * min(most, sum(1 for _ in pattern.finditer(low))) for weight, most, pattern in _VOICES[voice])


def _header(lines: list[str]) -> tuple[int, int]:
    """Return where the words begin, and how many lines before them are the page's. A name alone is none of them."""
    at = marks = 0
    for number, line in enumerate(lines[:HEADER_LINES]):
        kind = _kind(line)
        if kind == "words":
            break
        if kind == "page":
            marks, at = marks + 1, number + 1
    return (at, marks) if marks and at < len(lines) else (0, 0)


def _footer(lines: list[str], first: int) -> tuple[int, int]:
    """Return where the page's buttons begin, and how many lines of them there are."""
    last, buttons = len(lines), 0
    while last > first + 1 and (not lines[last - 1].strip() or BUTTON.fullmatch(_low(lines[last - 1]))):
        last -= 1
        buttons += bool(lines[last].strip())
    return last, buttons


def _kind(line: str) -> str:
    """`page`: a date, a badge, stars; `name`: what may be a name or a place; `words`: what somebody wrote."""
    bare = line.strip()
    if not bare:
        return "name"
    rest = COUNT.sub(" ", GLYPHS.sub(" ", bare))
    pieces = [p for p in re.split(r"\s*[·•|]\s*|\s{2,}|\t| by | from ", rest) if p.strip(" ·•|,.:-")]
    kinds = ["page" if META.fullmatch(_low(p)) else "name" if _is_name(p) else "words" for p in pieces]
    if "words" in kinds:
        return "words"
    return "page" if rest != bare or "page" in kinds else "name"


def _is_name(piece: str) -> bool:
    bare = piece.strip(" ,.:-")
    return len(bare) <= 40 and bool(NAME.fullmatch(bare) or PLACE.fullmatch(bare))


def _lead(body: str) -> int:
    """Where the words begin after stars at the start of the first line, with or without a name before them."""
    glyphs = GLYPHS.search(body[:80])
    if glyphs and _rates(glyphs[0]) and (glyphs.start() == 0 or _is_name(body[: glyphs.start()])):
        return len(body) - len(body[glyphs.end() :].lstrip(" \t:·-–—"))
    count = COUNT.match(body)
    after = re.match(r"(?: review| rating)?(?P<mark>[.!:,;–—\s-]*)", body[count.end() :]) if count else None
    if count and after and (count[1] or "\n" in after["mark"] or after["mark"].strip()):
        return count.end() + after.end()
    return 0


def _rates(glyphs: str) -> bool:
    """Whether signs are a rating: a single emoji is an ornament."""
    return "★" in glyphs or EMPTY_STAR in glyphs or sum(glyphs.count(star) for star in STAR) > 1


def _said_stars(words: str) -> int | None:
    """Stars that the review itself gives, in its last words."""
    ending = re.split(r"(?<=[.!?])\s", words)[-1]
    return stars_in(ending) if len(ending) <= 30 else None


def _low(line: str) -> str:
    return fold(line.strip().lower())
