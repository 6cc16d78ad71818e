"""How a review reads: negative, mixed, positive, unclear, or meant for another business (elsewhere).

Light on purpose: it only decides which rules of replies apply. Words of praise and complaint come from the lexicon
(`negative`, `positive`); what turns them round, stars and hard facts are told apart here. In doubt: mixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from bot.policy.words import words_of
from bot.reading import Reading, Token

# What turns praise into complaint ("not great") and complaint into praise ("never rude"), up to three words before.
TURNS = words_of(
    "not no never nothing none nobody hardly barely zero without neither nor lack lacks lacked cannot aint dont didnt wasnt "
    "isnt wont wouldnt cant sin nunca ni nada"
)
TURNS_WITH_TO = words_of("used far")  # "used to be great", "far from clean"
STOPS = words_of("but and just only because so when while")  # "not only kind": what stands before turns nothing
# Praise that was only hoped for: "supposed to be the best", "I expected a friendly place".
SUPPOSED = words_of("hoped hoping supposed expected expecting claim claims claimed thought wish wished if")
REFUSALS = words_of("wouldn't wouldnt couldn't couldnt won't wont")
LIKERS = words_of("i we really also do did kids")  # who like; "acted like", "smells like" only compare
# Words of illness: where there is praise they tell what was cured.
AILMENTS = words_of(
    "pain agony infection infected swollen swelling swelled sore broken broke cracked chipped hurt hurts hurting painful "
    "bleeding numb trauma traumatic traumatized crying cried tears problem problems issue issues concern concerns concerned "
    "scar scars sick bruised bruising broken failed unfortunately"
)
CONTRAST = (
    r"\b(?:but|however|although|though|except|other than|aside from|wish|only (?:complaint|issue|problem|downside|thing|reason)|"
    r"could be better|room for improvement|downside|on the other hand|while|minus|half the time|sometimes|pero|aunque)\b"
)
SOFT = r"\b(?:decent|otherwise|(?:was|were|is|are|surgery|staff|doctor|visit) (?:fine|ok|okay|alright)|pretty good|a (?:bit|little|tad)|nothing against)\b"
STRONG = (
    r"\b(?:worst|never (?:again|go(?:ing)? back|com(?:e|ing) back|return)|stay away|avoid|beware|steer clear|run (?:away|don't)|"
    r"(?:won't|will not|not) (?:be |go |come )?(?:back|return\w*)|malpractice|lawsuit|lawyer|attorney|scam\w*|fraud\w*|thie(?:f|ves)|"
    r"crooks?|liars?|butcher\w*|botched|disgusting|disgrace\w*|unacceptable|inexcusable|shame on|dental board|medical board|"
    r"small claims|(?:zero|no|negative) stars?|racist|nunca m[aá]s|estafa\w*|p[eé]sim[oa]|thanks for nothing|"
    r"did (?:it |a )?(?:much |far )?better (?:job|work)|(?:better|cheaper) (?:elsewhere|somewhere else|for less|down the))\b"
)
# Facts that complain without a word of complaint.
FACTS = (
    r"\b(?:(?:wait\w*|sat|stood|spent|took|on hold|late)\b[^.!?]{0,40}?\b(?:\d+|an|two|three|four|five|six|several|half an|over an|couple(?: of)?)"
    r"\s?\+?(?:minutes?|mins?|hours?|hrs?|weeks?|months?)|(?:\d+|an|two|three|four)\s?(?:minutes?|mins?|hours?|hrs?) (?:late|behind|past|after my|wait|on hold|in the)|"
    r"(?:charged|billed|paid)\b[^.!?]{0,25}\b(?:twice|again|for (?:nothing|something|a \w+ i)|never (?:had|got|received))|"
    r"(?:bill|charge|invoice) for\b[^.!?]{0,30}\bnever|never (?:had|got|received|happened|showed|fixed|explained|told|asked)|"
    r"(?:no ?one|nobody)\b[^.!?]{0,15}\b(?:call|answer|return|respond|follow|told|tell|help|explain|care|pick|listen|apolog|ask|look|check)\w*|"
    r"still (?:hurts?|in pain|waiting|numb|swollen|bleeding|aches?|throbs?|sore|no|haven't|don't|hasn't)|"
    r"(?:cavity|cavities)\b[^.!?]{0,30}\byears|\byears\b[^.!?]{0,30}\b(?:cavity|cavities)|"
    r"(?:suddenly|somehow|magically)\b[^.!?]{0,30}\b(?:cavit\w+|need\w*|owe)|"
    r"fell (?:out|off|apart)|came (?:off|out|loose)|(?:broke|cracked|chipped|failed)\b[^.!?]{0,25}\b(?:after|within|in|days?|weeks?|months?)|"
    r"(?:called|emailed|left)\b[^.!?]{0,25}\b(?:times|messages|voicemails)|\$\s?\d[\d,.]*\b[^.!?]{0,25}\b(?:for (?:a |five|ten|two|three|nothing|what)|bill|later|surprise)|"
    r"(?:had to|went to|going to|ended up (?:at|in|going))\b[^.!?]{0,25}\b(?:another|the er|emergency|hospital|elsewhere|different|someone else|new (?:dentist|doctor))|"
    r"(?:canceled|cancelled|rescheduled|moved) (?:on )?(?:me|us|my|our)\b|(?:asked|begged|waited) (?:three|four|five|several|multiple|\d+) times|"
    r"how (?:is|are|do|can|does) (?:this|they|you|these)\b[^.!?]{0,40}\b(?:still|even|in business|licensed|legal|ok|okay))"
)
# Where no word praises or complains: how those tell their story who were let down, and how those who were helped.
LET_DOWN = (
    r"\b(?:(?:they|she|he|it|nobody|staff|office|doctor|dentist|desk|clinic|place|portal|receptionist|nurse|tech|insurance|hospital|billing)\b"
    r"(?: \w+){0,3} (?:lost|refused?|(?:would|could|did|do|does|wo|can|is|are|was|were)n'?t|would not|did not|never|charged?|billed|pushed|"
    r"tried to|made me|told (?:me|my|the|everyone)|gave (?:me the wrong|my)|forgot|ignored|denied|dropped|left me|kicked|blamed|shrugged|laughed|"
    r"yelled|talked|discussed|looked|seemed|blocked|reported|discharged|asked for my)|"
    r"(?:had|have|has) to (?:wait|call|ask|beg|pay|come back|go back|chase|explain|start over)|(?:made|left|kept|sent|had) me (?:wait|sit|stand|start|feel|hanging|pay)|"
    r"(?:felt|feel) (?:\w+ )?(?:judged|pressured|abandoned|dismissed|ignored|unheard|unseen|stupid|small|cheated|used|violated|tricked|misled|talked down)|"
    r"(?:didn'?t|did not|never) (?:feel|felt) (?:heard|seen|safe|welcome|listened)|"
    r"(?:charged|billed|discharged|overcharged|dropped|dismissed|denied|refused|lost|tried to sell|locked out|pushed|pressured) (?:me|my|us|our|a|an|for|out|three|two)\b|"
    r"(?:no|zero|without) (?:help|answer|response|reply|call|explanation|notice|apology|warning|refund|manners)\b|"
    r"(?:too|so) (?:loud|cold|small|long|late|expensive|far|hot|dark|tight|hard|many|much)\b|paid \$?\d|\$ ?\d[\d,.k]*\b.{0,30}\b(?:for|nothing|fee)|"
    r"smell(?:s|ed)? (?:like|of)|(?:treated|felt|feel|feels|acted|was|like) like (?:\w+ ){0,2}(?:nothing|number|dirt|trash|garbage|cattle|criminal|idiot|child|wallet|joke)|"
    r"a lie\b|cowards?|criminals?|fake\b|heartless|impossible|typical|humiliat\w+|insult\w*|creepy|greedy|sorry excuse|"
    r"(?:another|my|new) \w+ (?:said|says|told me|found)\b|(?:better|cheaper|nicer) (?:job|place|elsewhere|somewhere|for less)|"
    r"can'?t (?:get|reach|see|even|find|talk)|always (?:running|late|behind|busy|closed)|portal never|who you treat|how (?:you|they) treat)\b|"
    r"\b[a-z ]+\?\?|\?!|!\?"
)
HELPED = (
    r"\b(?:saved|rescued|adores?|raves?|rocks?|rocked|legends?|helped|alive|fearless|hilarious|laughed|encantan?|encantó|delivered my|caught (?:it|a|the|my)|"
    r"finally|again!|first (?:try|time|visit)|wants to (?:go|come) back|can't wait|felt (?:welcome|safe|heard|seen|at home)|"
    r"(?:left|leave|walked out) (?:\w+ ){0,2}(?:with a plan|feeling|steady|lighter|laughing)|no (?:more )?(?:tears|cavities|fuss|pain)|haven't had (?:one|any)|"
    r"in (?:one|no) (?:go|time)|sang|held my hand|stayed (?:late|past|after)|(?:back|walking|running|sleeping|hearing|seeing|breathing) again|god bless|bless (?:you|them|her|him)|"
    r"(?:cancer|pain|smoke|cavity)[- ]free|remission|went to (?:bat|the moon))\b"
)
OTHER_TRADE = (
    r"\b(?:pizzas?|burgers?|fries|tacos?|burritos?|sushi|steaks?|salad|entree|appetizers?|waiters?|waitress\w*|bartender|menu|brunch|"
    r"restaurant|cafe|coffee shop|latte|cappuccino|barista|bakery|cupcakes?|(?:wedding|birthday) cake|dessert|beer|cocktails?|takeout|"
    r"delivery driver|oil changes?|tires?|brake pads?|brakes|mechanics?|transmission|alignment|car wash|my (?:car|truck|engine|sedan|suv)|dealership|"
    r"test drive|auto (?:shop|body|repair)|tow(?:ed|ing)? truck|hotel|motel|room service|king bed|concierge|check-?out time|resort|airbnb|"
    r"haircuts?|barbers?|hairdresser|highlights|stylist|manicures?|pedicures?|nail (?:salon|tech)|tattoo\w*|eyebrow threading|groom(?:er|ing|ed)|"
    r"my (?:dog|cat|puppy|kitten)|\bvet\b|veterinar\w+|plumb(?:er|ing)|water heater|roof(?:ers?|ing)|hvac|furnace|contractor|drywall|carpet|"
    r"landscap\w+|lawn|movers|moving company|apartment|landlord|lease|realtor|mortgage|bank teller|sofa|couch|mattress|washer|dryer|"
    r"flight|airline|luggage|gym|membership|personal trainer|yoga|movie|theater|popcorn|concert|dry clean\w+|tailor|"
    r"grocer\w+|produce|cashier|gas station|florist|bouquet|jewel\w+|ring resiz\w+|phone screen|laptop|guitar)\b"
)
WRONG_PLACE = (
    r"\b(?:wrong (?:business|place|page|company|office|review|listing|location|dentist|doctor|practice)|"
    r"meant (?:this )?for (?:another|a different|the)|(?:different|another) (?:business|company)|posted (?:this )?(?:to|on) the wrong)\b"
)
COMPARED = (
    r"\b(?:like|than|as) (?:an? |the |some |my )?(?:\w+ )?" + OTHER_TRADE
)  # "smells like a gym" is no review of one
OURS = ("provider", "treatment", "condition", "body-part", "medication", "test-result", "staff-role", "routine-care")

NUMBER = {
    "zero": 0,
    "no": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "un": 1,
    "una": 1,
    "dos": 2,
    "cinco": 5,
}
STARS = (
    r"(?:^|[^\w.])(zero|one|two|three|four|five|una?|dos|cinco|[0-5])(?:\.\d)?[ -]?(?:stars?\b|estrellas?\b)|"
    r"(?:^|[^\d/.])([0-5])(?:\.\d)? ?(?:/|out of) ?5(?:[^\d/]|$)|(?:^|[^\d/.])(\d{1,2})(?:\.\d)? ?(?:/|out of) ?10(?:[^\d/]|$)"
)
DRAWN = "[\u2605\u2b50]+"
NOT_GIVEN = re.compile(r"(?:not|n't|never|used to|deserves?|could give|wish)\b[^.!?]{0,25}$")
HAPPY = "[\U0001f60a\U0001f60d\U0001f970\U0001f44d\U0001f64f\U0001f389\U0001f917\u2764\U0001f601\U0001f604\U0001f618\U0001f49c\U0001f499\U0001f496]"
ANGRY = "[\U0001f621\U0001f92c\U0001f620\U0001f44e\U0001f4a9\U0001f644\U0001f92e\U0001f922\U0001f926\U0001f624\U0001f6a9\U0001f612\U0001f595\U0001f480]"


@lru_cache(maxsize=32)
def _pattern(expression: str) -> Any:
    return re2.compile(expression)


def _count(expression: str, text: str, most: int = 5) -> int:
    """How often an expression matches, counted up to `most`. RE2: linear whatever the review."""
    return sum(1 for _ in islice(_pattern(expression).finditer(text), most))


def tone(review: Reading) -> str:
    """Return negative, mixed, positive, unclear or elsewhere. Linear in the length of the review."""
    low = review.low
    if _elsewhere(review):
        return "elsewhere"
    good, bad = _words(review)
    if not low.isascii():
        good, bad = good + _count(HAPPY, review.norm, 2), bad + _count(ANGRY, review.norm, 2)
    strong = _count(STRONG, low)
    bad += _count(FACTS, low) + 2 * strong
    stars = _stars(review)
    if stars is None and not (good or bad):
        return _told(low)
    if stars is None and bad == 1 and not (good or strong) and _count(SOFT, low, 1):
        return "mixed"
    return _weighed(good, bad, stars, strong > 0, bool(_count(CONTRAST, low, 1)))


def _told(low: str) -> str:
    """How a review reads that neither praises nor complains in words."""
    down, up = _count(LET_DOWN, low), _count(HELPED, low)
    if _count(SOFT, low, 1) and (down or _count(r"[,;.!] \w", low, 1)):
        return "mixed"  # "Surgery was fine, paperwork endless."
    return "unclear" if down == up else "negative" if down > up else "positive"


def _weighed(good: int, bad: int, stars: int | None, strong: bool, contrast: bool) -> str:
    """Stars that the review states decide, but for praise that its words take back."""
    if stars is not None and stars != 3:
        # "Five stars for making me wait three hours" is no praise.
        if stars < 3 or strong or bad > good + 3:
            return "negative"
        return "mixed" if bad and (contrast or stars == 4) else "positive"
    if stars == 3 or not (good or bad):
        return "mixed"
    if bad:
        clear = bad >= 2 * good or (strong and bad > good)
        return "negative" if clear else "positive" if good >= 3 * bad and not contrast else "mixed"
    return "mixed" if contrast and good < 3 else "positive"


def _words(review: Reading) -> tuple[int, int]:
    """How many words praise and how many complain. Of two that overlap the longer counts."""
    found = [(m.first, -m.last, True) for m in review.concepts.get("positive", ())]
    found += [(m.first, -m.last, False) for m in review.concepts.get("negative", ())]
    good = bad = ailing = reached = 0
    for first, last, praise in sorted(found):
        if first < reached:
            continue
        reached = -last
        turned = _turned(review.tokens, first)
        beyond = turned is not None and _beyond_praise(review.tokens, reached)
        if beyond or (praise and turned is False) or (not praise and turned):
            good += 1
        elif turned is None:
            continue
        elif not praise and review.tokens[reached - 1].low in AILMENTS:
            ailing += 1
        else:
            bad += 1
    return good, bad if good >= 2 else bad + ailing


def _beyond_praise(tokens: Sequence[Token], end: int) -> bool:
    """Whether words that end here say that praise falls short: "cannot recommend them enough"."""
    return tokens[end - 1].low == "recommend" and any(token.low == "enough" for token in tokens[end : end + 4])


def _turned(tokens: Sequence[Token], first: int) -> bool | None:
    """Whether a word is turned round by one of the three before it; None where it was only hoped for or compared."""
    if tokens[first].low == "like" and (not first or tokens[first - 1].low not in LIKERS):
        return None
    for at in range(first - 1, max(-1, first - 4), -1):
        low = tokens[at].low
        if tokens[at].clause != tokens[first].clause or low in STOPS:
            return False
        if low in REFUSALS and tokens[first].low in AILMENTS:
            return None  # "wouldn't hear my concerns" is no praise
        if low in TURNS or low.endswith("n't") or (low in TURNS_WITH_TO and tokens[at + 1].low in {"to", "from"}):
            return True
        if low in SUPPOSED:
            return None
    return False


def _stars(review: Reading) -> int | None:
    """The stars that the text itself states, of five."""
    low = review.low
    if not low.isascii() and (drawn := _pattern(DRAWN).search(review.norm)):
        return min(5, len(drawn[0]))
    for match in _pattern(STARS).finditer(low):
        if not NOT_GIVEN.search(low[max(0, match.start() - 40) : match.start()]):
            stars, of_five, of_ten = match[1], match[2], match[3]
            if of_ten:
                return min(5, round(int(of_ten) / 2))
            return NUMBER[stars] if stars in NUMBER else int(of_five or stars)
    return None


def _elsewhere(review: Reading) -> bool:
    """Whether the review speaks of another trade, and hardly of ours."""
    if _count(WRONG_PLACE, review.low, 1):
        return True
    trades = _count(OTHER_TRADE, review.low, 10) - _count(COMPARED, review.low)
    return trades > 2 * sum(len(review.concepts.get(concept, ())) for concept in OURS)
