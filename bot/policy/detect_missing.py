"""Detectors of what a draft lacks or overruns: a private way to go on, and the platform's limit."""

from __future__ import annotations

import re
from bisect import bisect_left

from bot.policy.detectors import Sighting, detector
from bot.policy.scene import Scene
from bot.policy.words import words_of
from bot.practice import Practice
from bot.reading.automata import Gated

# What somebody can do next, in the plain form or announced: "call us", "we will ring you", not "we called".
STEP = Gated(
    r"\b(?:call(?! (?:reached|came|lasted|log|was|is|from|you|made|dropped))|ring|phone (?:us|me|our|the)|text|e-?mail|dm|pm|message|contact(?! lens)|reach|write to|drop us|speak (?:to|with)|talk (?:to|with)|"
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
    r"cannot|can't|couldn't|would not|wouldn't|stop|instead of|before you|when you|if you'd|should have|could have|chose to)\s(?:\w+\s){0,3}"
    r"|\b(?:your|this|every|each|that|requires? the|by|of|missed|last|first|second|lens|eye|direct|skin|close) )$"
)
CHEERFUL = Gated(
    r"\b(?:thank|thanks|glad|happy|love|loves|loved|awesome|yay|congrat\w*|welcome|proud|delighted|thrilled|wonderful|kind|cheers|"
    r"made (?:our|my|her|his) (?:day|week)|so good|haha|ha|gracias|hooray|hurray|tell (?:her|him|them)|smil\w+|hugs|best|sweet|enjoy\w*)\b|"
    # any picture but those that mock or rage
    r"[\u2600-\u27bf\U0001f300-\U0001f43f\U0001f451-\U0001f484\U0001f486-\U0001f4a8\U0001f4aa-\U0001f594\U0001f600-\U0001f611"
    r"\U0001f618-\U0001f61d\U0001f638-\U0001f640\U0001f64c-\U0001f6a8\U0001f90d-\U0001f916\U0001f923-\U0001f925\U0001f929-\U0001f92b"
    r"\U0001f930-\U0001f936\U0001f950-\U0001f97f\U0001f980-\U0001faff]"
)
# A number that was rung, or is on file, is no number to ring.
RUNG = Gated(
    r"\b(?:texted|called|rang|phoned|dialed|faxed|emailed|sent to|on file|from|number your \w+|your (?:cell|phone|number))\b[^.!?]{0,25}$"
)
NUMBER = re.compile(r"\d{3}[\s.)-]{0,2}\d{4}|\b1?-?8\d\d-[a-z0-9-]{6,}", re.IGNORECASE)
ADDRESS = Gated(
    r"(?i)(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w|(?<!\w)@\w{2,}|\b(?:www\.|https?://)|\.(?:com|org|net|dental|health|clinic)\b"
)


@detector("no-offline-path")
def no_offline_path(scene: Scene) -> Sighting | None:
    """A reply to a clearly negative review that shows no private way to go on."""
    low = scene.reading.low
    # Where the review's words say neither, the reply's do: nobody thanks for a complaint with a smile.
    if scene.tone != "negative" and (scene.tone != "unclear" or _asks(scene) or CHEERFUL.search(low)):
        return None
    if _public_number(scene) or _public_address(scene) or _names_contact(low, scene.practice):
        return None
    for match in STEP.finditer(low):
        if not REFUSED.search(low[max(0, match.start() - 40) : match.start()]):
            return None
    return Sighting()


def _asks(scene: Scene) -> bool:
    """Whether what is answered is a question, which needs an answer and no way to complain."""
    return (scene.draft.review or "").rstrip(" \"')!").endswith("?")


def _public_number(scene: Scene) -> bool:
    """Whether a number to call stands in the reply: one that is not the reviewer's own, and was not rung in vain."""
    text, digits = scene.draft.text, re.sub(r"\D", "", scene.practice.phone)[-7:]
    numbers = [m for m in NUMBER.finditer(text) if not RUNG.search(text[max(0, m.start() - 45) : m.start()].lower())]
    if any(_is_open(scene, number) for number in numbers):
        return True
    ours = len(digits) == 7 and digits in re.sub(r"\D", "", text)
    return ours and (bool(numbers) or not NUMBER.search(text))


def _public_address(scene: Scene) -> bool:
    """Whether a page, an address or a handle stands in the reply that is not the reviewer's own."""
    return any(_is_open(scene, address) for address in ADDRESS.finditer(scene.draft.text))


def _is_open(scene: Scene, match: re.Match[str]) -> bool:
    at = bisect_left(scene.findings, match.end(), key=lambda finding: finding.start)
    return at == 0 or scene.findings[at - 1].end <= match.start()


def _names_contact(low: str, practice: Practice) -> bool:
    """Whether the person whom the profile names stands in the text."""
    names = [name.lower() for name in re.findall(r"\b[A-Z]\w{2,}", practice.contact_person)]
    return any(re.search(rf"\b{re.escape(name)}\b", low) for name in names if name not in COMMON)


COMMON = words_of(
    "the our office manager front desk dentist doctor practice team lead owner and administrator privacy officer patient "
    "patients care coordinator director clinic sleep billing nurse services relations experience supervisor ask dental"
)


@detector("over-length")
def over_length(scene: Scene) -> Sighting | None:
    """More than the platform takes, counted as the platform counts."""
    platform = scene.platforms.get(scene.draft.platform)
    figure = platform.excess(scene.draft.text, scene.draft.kind) if platform else ""
    return Sighting(figure=figure) if figure else None
