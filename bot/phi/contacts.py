"""Whose phone, address, page, handle or number it is: the profile and the form decide, the words around tip the balance."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from bot.drafts import Finding
from bot.phi import lists
from bot.phi.public import Public, digits
from bot.phi.scene import Cue

PERSONAL_PAGE = re.compile(
    r"/(?:.*(?:patient|record|chart|result|case|photo|img|album|share|folder|file|d/|gallery|before|smile|[\w.-]*\d{3}))|"
    r"(?:gofundme|caringbridge|instagram|facebook|tiktok|twitter|x|linkedin|youtube|drive\.google|dropbox|photos|onlyfans|linktr)\.\w+/\w",
    re.IGNORECASE,
)
PUBLIC_BODY = re.compile(
    r"\.(?:gov|mil|edu)\b|^(?:www\.)?(?:ada|aap|aad|acog|aao|apta|heart|cancer|diabetes|mouthhealthy|healthychildren)\.org"
)
OWN_PAGES = frozenset(
    "faq faqs html php index htm pdf ada hipaa covid telehealth signup login signin rsvp ce pt ot tmj iv obgyn en es".split()
)
PUBLIC_LINE = re.compile(
    r"\b(?:hotline|lifeline|poison|quit\s?line|helpline|crisis|answering service|after.hours|nurse line|emergency line|fax (?:us|is|number)|"
    r"our (?:new )?(?:number|line|fax)|front desk|office|text line|main line)\b",
    re.IGNORECASE,
)
PARTNER = re.compile(
    r"\b(?:sponsor|cater|photos? by|music by|partner|follow|hosted by|with our friends at|booth|vendor|brand|event|tickets|support|donat|"
    r"giveaway|collab|featuring|playlist|artist|mural|shop|try)",
    re.IGNORECASE,
)
EVERYBODY = frozenset("neighbor neighbors everyone here channel all team friends followers highlight".split())
CARED = Cue.CARE | Cue.VISIT | Cue.MONEY
SOMEBODY = Cue.PERSON | Cue.PATIENT


class Around(NamedTuple):
    """A candidate's words, its sentence, and the cues of clause, sentence and neighbourhood."""

    text: str
    line: str
    clause: int
    sentence: int
    near: int


def tie(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """Return how surely the candidate is a patient's, 0 to 1."""
    rule = RULES.get(finding.type)
    if rule is None:  # a record, plan, account, licence, device or vehicle number names its owner by itself
        return finding.score + 0.2
    return rule(finding, around, public, reply)


def phone(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A phone is a person's unless it is the practice's own or a public line."""
    number = digits(around.text)
    own = any(
        number[:10] == p or number[:11] == "1" + p or (len(number) == 7 and p.endswith(number)) for p in public.phones
    )
    if own or finding.recognizer == "toll_free" or finding.score < 0.4:
        return 0.0
    return 0.35 if PUBLIC_LINE.search(around.line) and not around.sentence & SOMEBODY else 0.8


def email(_: Finding, around: Around, public: Public, reply: bool) -> float:
    """An address is a person's unless it is on the practice's own domain."""
    address = around.text.lower()
    own = address in public.emails or any(address.endswith(("@" + d, "." + d)) for d in public.domains)
    return 0.0 if own else 0.8


def url(_: Finding, around: Around, public: Public, reply: bool) -> float:
    """A page is a person's if it is a profile, a record, a photo; the practice's and public bodies' pages are not."""
    address = re.sub(r"^https?://(?:www\.)?|^www\.", "", around.text.lower())
    if any(address.startswith(d) for d in public.domains):
        return 0.7 if _leads_to_a_person(address, public) else 0.0
    if PUBLIC_BODY.search(address) or any(h and address.rstrip("/").endswith("/" + h) for h in public.handles):
        return 0.0
    if PERSONAL_PAGE.search(address):
        return 0.7
    return 0.55 if around.near & SOMEBODY and around.near & (CARED | Cue.YOU) else 0.25


def _leads_to_a_person(address: str, public: Public) -> bool:
    """A page of the practice's own site with a number, a name or a depth that its public pages have not."""
    path = address.partition("/")[2].strip("/")
    words = [w for w in re.split(r"[\W_]+", path) if w]
    known = lists.dictionary()
    strange = [
        w
        for w in words
        if w not in known and w not in public.practice and w not in OWN_PAGES and not re.fullmatch(r"20\d\d", w)
    ]
    return bool(strange) and not (len(words) == 1 and not any(c.isdigit() for c in path))


def username(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A handle is a person's unless it is the practice's, a partner's, or everybody's."""
    handle = around.text.lower().lstrip("@")
    if handle in public.handles or handle in public.domains or handle in EVERYBODY or finding.score < 0.4:
        return 0.0
    if reply:
        return 0.9
    if not around.text.startswith("@") and handle in lists.dictionary():
        return 0.2
    if PARTNER.search(around.line) and not around.sentence & CARED:
        return 0.3
    return 0.8 if around.near & (CARED | SOMEBODY | Cue.YOU | Cue.THANKS) else 0.45


def other_id(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A room, case or ticket number is a person's where one is spoken of; a coupon is everybody's."""
    if (
        re.search(r"\b(?:code|promo|coupon|discount|use|link)\b", around.line, re.IGNORECASE)
        and finding.recognizer == "code"
    ):
        return 0.2
    if finding.score < 0.5 or finding.recognizer == "place_number":
        return 0.6 if around.sentence & (SOMEBODY | Cue.YOU) and around.near & (CARED | Cue.PATIENT) else 0.3
    return 0.7


def licence(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A licence is a person's unless a clinician's stands beside the clinician, as boards ask; an NPI is public."""
    if around.sentence & Cue.PATIENT:
        return 0.9
    public_number = around.sentence & Cue.STAFF or re.search(r"\b(?:npi|taxonomy)\b", around.line, re.IGNORECASE)
    return 0.2 if public_number and not around.sentence & (Cue.PERSON | Cue.YOU) else finding.score + 0.2


def plan(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A plan number is its member's; a group NPI is the practice's."""
    return (
        0.2
        if re.search(r"\bnpi\b", around.line, re.IGNORECASE) and len(digits(around.text)) == 10
        else finding.score + 0.2
    )


def record(finding: Finding, around: Around, public: Public, reply: bool) -> float:
    """A record number is its patient's; a procedure code (HCPCS, CDT: a letter and four digits) is everybody's."""
    return 0.2 if re.fullmatch(r"[A-Z]\d{4}", around.text) and not around.sentence & SOMEBODY else finding.score + 0.2


RULES: Mapping[str, Callable[[Finding, Around, Public, bool], float]] = {
    "PHONE_NUMBER": phone,
    "EMAIL_ADDRESS": email,
    "URL": url,
    "USERNAME": username,
    "OTHER_ID": other_id,
    "LICENSE_NUMBER": licence,
    "HEALTH_PLAN_NUMBER": plan,
    "MEDICAL_RECORD_NUMBER": record,
}
