"""Detectors of what a draft lacks or overruns: a private way to go on, and the platform's limit."""

from __future__ import annotations

import re

from bot.policy.detectors import Sighting, detector
from bot.policy.scene import Scene
from bot.policy.words import words_of
from bot.practice import Practice

# What somebody can do next, in the plain form or announced: "call us", "we will ring you", not "we called".
STEP = re.compile(
    r"\b(?:call|ring|phone (?:us|me|our|the)|text|e-?mail|dm|pm|message|contact|reach|write to|drop us|speak (?:to|with)|talk (?:to|with)|"
    r"ask for|connect with|stop (?:in|by)|drop (?:in|by)|come (?:in|by|see|and see)|visit (?:us|the (?:office|front desk))|"
    r"get (?:back )?(?:in touch|to you)|be in touch|in touch with|hear from you|follow up|get hold of|send (?:us|me|a)|inbox|"
    r"sit down with|meet with|give (?:us|me|him|her) (?:a|the)|give you a|offline|private(?:ly)? (?:message|line|conversation|chat)|"
    r"(?:calling|emailing|e-mailing|messaging|texting|contacting|reaching|ringing|writing to|speaking (?:to|with)|"
    r"talking (?:to|with)) (?:out |us|me|our|the|you|dr)|reaching out|"
    r"(?:is|are) (?:available|reachable|happy to (?:listen|talk)|at (?:extension|ext|\d))|direct line|voicemail|extension|"
    r"ll[aá]m\w+|escr[ií]b\w+|comun[ií]que\w*|cont[aá]ct\w+|correo)\b"
)
REFUSED = re.compile(
    r"(?:\b(?:did ?n[o']t|didn't|never|do(?:es)? not|don't|doesn't|will not|won't|refused? to|failed to|no need to|"
    r"cannot|can't|couldn't|would not|wouldn't|stop|instead of|before you|when you|if you'd|should have|could have|chose to)\s(?:\w+\s){0,3})$"
)
CHEERFUL = re.compile(
    r"\b(?:thank|thanks|glad|happy|love|loves|loved|awesome|yay|congrat\w*|welcome|proud|delighted|thrilled|wonderful|kind|cheers|"
    r"made (?:our|my|her|his) (?:day|week)|so good|haha|ha|gracias|hooray|hurray|tell (?:her|him|them)|smil\w+|hugs|best|sweet|enjoy\w*)\b|"
    r"[\U0001f60a\U0001f60d\U0001f970\U0001f389\U0001f917\u2764\U0001f604\U0001f49c\U0001f499\U0001f451]"
)
NUMBER = re.compile(r"\d{3}[\s.)-]{0,2}\d{4}|\b1?-?8\d\d-[a-z0-9-]{6,}", re.IGNORECASE)
ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?<!\w)@\w{2,}|\b(?:www\.|https?://)|\.(?:com|org|net|dental|health|clinic)\b"
)


@detector("no-offline-path")
def no_offline_path(scene: Scene) -> Sighting | None:
    """A reply to a clearly negative review that shows no private way to go on."""
    low = scene.reading.low
    # Where the review's words say neither, the reply's do: nobody thanks for a complaint with a smile.
    if scene.tone != "negative" and not (scene.tone == "unclear" and not CHEERFUL.search(low)):
        return None
    if _public_number(scene) or ADDRESS.search(low) or _names_contact(low, scene.practice):
        return None
    for match in STEP.finditer(low):
        if not REFUSED.search(low[max(0, match.start() - 40) : match.start()]):
            return None
    return Sighting()


def _public_number(scene: Scene) -> bool:
    """Whether a number to call stands in the reply: one that is not the reviewer's own."""
    text, findings = scene.draft.text, scene.findings
    return any(not any(f.start < m.end() and m.start() < f.end for f in findings) for m in NUMBER.finditer(text))


def _names_contact(low: str, practice: Practice) -> bool:
    """Whether the profile's own contact stands in the text."""
    digits = re.sub(r"\D", "", practice.phone)[-7:]
    if len(digits) == 7 and digits in re.sub(r"\D", "", low):
        return True
    names = [name for name in re.findall(r"\w{3,}", practice.contact_person.lower()) if name not in COMMON]
    return any(re.search(rf"\b{re.escape(name)}\b", low) for name in names)


COMMON = words_of(
    "the our office manager front desk dentist doctor practice team lead owner and administrator privacy officer"
)


@detector("over-length")
def over_length(scene: Scene) -> Sighting | None:
    """More than the platform takes, counted as the platform counts."""
    platform = scene.platforms.get(scene.draft.platform)
    figure = platform.excess(scene.draft.text, scene.draft.kind) if platform else ""
    return Sighting(figure=figure) if figure else None
