"""Institutions and places by their noun: `Lincoln High School`, `St. Mary's Hospital`, `Lake Travis`, `Maple Street diner`.

Source: 45 CFR 164.514(b)(2)(i)(B); GUIDELINES 25: the proper name, with its noun where the two make a name. A bare noun ("the
church") is a clue and no span. City names are looked up elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.drafts import Finding
from bot.phi.recognizers._gate import Recognizer, word_set
from bot.phi.recognizers._scan import Pattern
from bot.reading import Reading

SCHOOL = r"(?:elementary(?:\s+school)?|high(?:\s+school)?|middle(?:\s+school)?|junior\s+high(?:\s+school)?|prep(?:\s+school)?|charter(?:\s+school)?|primary(?:\s+school)?|montessori|isd|preschool|kindergarten|day\s?care|school|academy|university|college|seminary|institute)"
FAITH = r"(?:church|chapel|mosque|temple|synagogue|cathedral|parish|ministries|baptist|methodist|lutheran|presbyterian|masjid|tabernacle|fellowship)"
NATURE = r"(?:park|lake|creek|river|beach|island|bay|falls|springs?|canyon|mountain|valley|ridge|heights|hills?|woods|meadows|grove|ranch|farms?|orchard|vineyards?|harbor|marina|point|pier|reservation|trailhead)"
HOUSING = r"(?:apartments?|estates|village|manor|villas|condos?|condominiums|townhomes|trailer\s+park|mobile\s+home\s+park|rv\s+park|nursing\s+home|assisted\s+living|senior\s+living|senior\s+center|retirement\s+(?:home|community|village)|rehab(?:ilitation)?\s+center|care\s+center|care\s+home|hospice|shelter|subdivision|neighborhood|commons|terrace|gardens|towers?|lodge|dorm|hall|house|homes)"
TRADE = r"(?:hospital|medical\s+center|mall|diner|caf[eé]|bakery|gym|stadium|arena|station|airport|library|museum|theat(?:er|re)|brewery|brewing|winery|tavern|pub|bar|grill|restaurant|pizzeria|kitchen|market|grocery|deli|coffee|hotel|motel|inn|resort|casino|salon|barber\s?shop|spa|studio|garage|hardware|factory|plant|mill|refinery|warehouse|feed\s+store|general\s+store|bank|credit\s+union|ymca|rec\s+center|recreation\s+center|community\s+center|golf\s+club|country\s+club|fairgrounds?|zoo|prison|jail|courthouse|barracks|base|plaza|cemetery|funeral\s+home|food\s+bank|lumber|motors|auto|foods|electric|steel|construction|logistics|industries)"
CIVIC = r"(?:county|township|borough|parish|ward|district|precinct|fire\s+(?:department|dept|station|house|hall)|firehouse|police\s+(?:department|dept|station)|sheriff'?s?\s+(?:office|department)|city\s+hall|city\s+council|post\s+office|national\s+guard|vfw|elks\s+lodge)"
NOUN = rf"(?:{SCHOOL}|{FAITH}|{NATURE}|{HOUSING}|{TRADE}|{CIVIC})"
CAP = r"(?:(?i:St|Mt|Ft)\.|[A-Z][\w'-]*|[A-Z]\.|\d{1,3}(?:st|nd|rd|th))"
LINK = r"(?:of|the|de|la|del|los|las|&)"
NAMED = Pattern(rf"(?:^|[^\w@#])((?:{CAP}\s+)(?:(?:{CAP}|{LINK})\s+){{0,4}}?(?i:{NOUN})(?:\s+(?i:{NOUN}))?)\b")
# `Church of the Holy Name`, `University of Texas at Austin`, `Lake Travis`, `Camp Longhorn`.
HEADED = Pattern(
    r"\b((?:LAKE|UNIVERSITY|COLLEGE|CHURCH|CAMP|MOUNT|FORT|PORT|OUR LADY|University|College|Church|Town|City|Village|County|Township|Parish|Diocese|Port|Fort|Ft\.|Lake|Mount|Mt\.|Camp|Temple|Bay|Cape|Iglesia|Colegio|Escuela|Hospital|Universidad|Our Lady|Isle|Gulf|Hotel|Caf[eé]|Villa|Rancho|Point|Saint|St\.)"
    r"(?:\s+(?i:of|the|de|del|la|los|at|for))*\s+[A-Z][\w'-]+(?:\s+(?:(?i:at|of|the)\s+)*[A-Z][\w'-]+){0,3})"
)
LOWER = Pattern(
    r"(?i)\b(?:at|in|near|from|to|by|of|the|owns|all\s+over|outside|behind|over\s+at|attends?|teaches\s+at|works\s+at|coach(?:es)?\s+at)\s+((?:the\s+)?[a-z][a-z']+(?:\s+[a-z][a-z']+)?\s+(?:elementary|middle\s+school|high\s+school|junior\s+high|high|apartments?|university|college|academy|nursing\s+home|trailer\s+park|county|estates|heights|assisted\s+living|baptist|methodist|lutheran|diner|bakery|church|stadium|airport|mall|isd|fire\s+department|police\s+department|creek|manor|park|hospital|street\s+diner|cafe|county\s+jail)|lake\s+[a-z]{4,}|university\s+of\s+[a-z]+(?:\s+at\s+[a-z]+)?|camp\s+[a-z]{4,})\b"
)
# Words that belong to no name: in capitals only because their sentence, or a headline, begins.
STOP = word_set(
    "the a an our your my his her their its this that these those we i he she they it you on in at to by from near of for with and or but as if so when while after before since "
    "until every each all any some no not only one two three many most local best great good us visit see meet what where who how why is was are were be been has have had come join call thanks thank happy dear hi hey hello congrats congratulations love loved "
    "support welcome back today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december mr mrs ms dr another other both which there here today's healthy safe "
    "during about over under into around through between our's next last may will can do does did don't please just also let's let "
    "mom's dad's patient patients student students teacher kids children local's favorite annual "
)
LINKS = frozenset(["of", "the", "de", "la", "del", "los", "las", "and", "&"])
LOWER_STOP = STOP | word_set(
    "new old big small little free nearby same whole entire private nice fancy cute busy empty crowded famous popular next other different nearest closest own clean quiet favorite whatever "
    "fast huge tiny super cool house very life day trip"
)
# Nouns that with a single word before them make no name often enough to doubt it: `Coffee Bar`, `Smile Bar`, `Front Desk Station`.
DOUBTFUL = word_set(
    "house home homes hall bar point plant base bank studio kitchen market foods auto electric high spa plaza garage station bay ward district school shelter hospital gym library "
    "college university park church neighborhood village restaurant hill springs spring valley mill inn grill pub coffee deli tower terrace commons garden gardens charter primary prep "
    "institute fellowship hardware construction steel motors lodge mall arena"
)
GENERIC = word_set(
    "dental medical oral surgery health smile smiles tooth teeth whitening hygiene front waiting patient patients coffee water treatment sterilization x-ray hydration beverage snack juice "
    "selfie photo charging nail hair day open full club team power data blood food ronald animal back pain sleep emergency children's kids fun pop happy hours hour medicare medicaid "
    "sunday sun summer vacation bible dance art music law nursing grad graduate home public private charter catholic christian trade culinary beauty driving old middle high "
    "elementary community local city town county state national children teaching memorial general regional university street"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield each place whose own noun says that it is one."""
    text = reading.norm
    for match in NAMED.finditer(text):
        start = _begin(text, *match.span(1))
        if start is not None:
            yield Finding("LOCATION", start, match.end(1), _score(text, start, match.end(1)), "place")
    for match in HEADED.finditer(text):
        saint = match[1].startswith(("St.", "Saint", "Our"))
        end = match.end(1) - (2 if match[1].endswith("'s") and not saint else 0)
        yield Finding(
            "LOCATION",
            match.start(1),
            end,
            0.4 if match[1].startswith(("Saint", "St.", "Point", "Hotel", "Villa", "Bay", "City")) else 0.65,
            "place",
        )
    for match in LOWER.finditer(text):
        start = match.start(1) + 4 * match[1].lower().startswith("the ")
        name = text[start : match.end(1)]
        first = name.split()
        if name.islower() and LOWER_STOP.isdisjoint(first) and first[0] not in GENERIC:
            yield Finding("LOCATION", start, match.end(1), 0.45, "place")


def _begin(text: str, start: int, end: int) -> int | None:
    """Where the name begins once the words that only begin a sentence are left out; None if only its noun is left."""
    words = list(re.finditer(r"[\w'.&-]+", text[start:end]))
    at, shouted = 0, text[start:end].isupper()
    for k, word in enumerate(words):
        low = word[0].lower().rstrip(".")
        linked = at < k and (low == "of" or (low in LINKS and not shouted))
        if low in STOP and not linked:
            at = k + 1
    names = [w for w in words[at:] if w[0][0].isupper() or w[0][0].isdigit()]
    if (
        at >= len(words)
        or not names
        or names[0].start() != words[at].start()
        or _only_nouns(text[start + words[at].start() : end])
    ):
        return None
    return start + words[at].start()


def _only_nouns(name: str) -> bool:
    return ALONE.fullmatch(name) is not None


ALONE = Pattern(rf"(?i){NOUN}(?:\s+{NOUN})?")


def _score(text: str, start: int, end: int) -> float:
    words = text[start:end].split()
    capital = words[-1][0].isupper()
    first = words[0].lower()
    opens = not text[:start].rstrip() or text[:start].rstrip()[-1] in ".!?:\n"
    score = 0.8 if capital else 0.6
    if len(words) == 2:
        if first in GENERIC:
            return 0.2
        if not capital and opens:
            return 0.2
        if words[-1].lower() in DOUBTFUL:
            score -= 0.2
    elif all(word.lower() in GENERIC for word in words[:-1]):
        return 0.25
    return score - (0.15 if text[start:end].isupper() else 0)


CUES = word_set(
    "elementary high middle junior prep charter primary montessori isd preschool kindergarten daycare day school academy university college seminary institute church chapel mosque temple "
    "synagogue cathedral parish ministries baptist methodist lutheran presbyterian masjid tabernacle fellowship park lake creek river beach island bay falls spring springs canyon mountain "
    "valley ridge heights hill hills woods meadows grove ranch farm farms orchard vineyard vineyards harbor marina point pier reservation trailhead apartment apartments estates village manor "
    "villas condo condos condominiums townhomes trailer mobile rv nursing assisted senior retirement rehab rehabilitation care hospice shelter subdivision neighborhood commons terrace gardens "
    "tower towers lodge dorm hall house homes hospital medical mall diner cafe café bakery gym stadium arena station airport library museum theater theatre brewery brewing winery tavern pub "
    "bar grill restaurant pizzeria kitchen market grocery deli coffee hotel motel inn resort casino salon barber barbershop spa studio garage hardware factory plant mill refinery warehouse feed "
    "general bank credit ymca rec recreation community golf country fairground fairgrounds zoo prison jail courthouse barracks base plaza cemetery funeral food lumber motors auto foods electric "
    "steel construction logistics industries county township borough ward district precinct fire firehouse police sheriff sheriff's city post national vfw elks town port fort ft mount mt camp cape "
    "iglesia colegio escuela universidad lady isle gulf villa rancho saint st diocese"
)
RECOGNIZER = Recognizer("place", find, CUES)
