"""Small signs that speak for or against a disclosure: words, marks and their nearness, each under a name of its own.

`weighing` adds up what they weigh. A sign is a fact about the draft that anybody can check ("third person and care in one
sentence"), never a phrase of some draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product

from bot.drafts import Kind
from bot.policy.scene import Scene
from bot.policy.staff import staff_words
from bot.policy.words import words_of
from bot.reading.automata import Automaton, Flock, Text

NUMBERS = words_of(
    "US_SSN MEDICAL_RECORD_NUMBER HEALTH_PLAN_NUMBER ACCOUNT_NUMBER LICENSE_NUMBER VEHICLE_ID DEVICE_ID OTHER_ID IP_ADDRESS"
)
# Kinds of words: the concepts of the lexicon and the lists of the packs that stand for one thing.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "care": (
        "treatment",
        "condition",
        "medication",
        "device",
        "test-result",
        "clinical-result",
        "diagnosis-phrase",
        "grave-condition",
    ),
    "body": ("body-part",),
    "money": ("insurance-money",),
    "routine": ("routine-care",),
    "visit": ("visit", "visit-verb"),
    "patient": ("patient", "hipaa/one-patient"),
    "kin": ("kin", "child"),
    "role": ("role",),
    "rare": ("rare-event",),
    "staff": ("staff-role", "provider", "hipaa/staff-person"),
    "staff story": ("hipaa/staff-story",),
    "town": ("hipaa/town-event",),
    "general": ("general", "hipaa/not-yet", "hipaa/any-patient", "advice-imperative"),
    "when": ("hipaa/when", "hipaa/at-work"),
    "progress": ("hipaa/progress",),
    "hands": ("hipaa/made", "hipaa/hands-on"),
    "many": ("hipaa/many",),
    "lesson": ("hipaa/explainer",),
    "tease": ("hipaa/tease",),
    "mock": ("hipaa/mocking", "hipaa/vent", "insult", "crude", "profanity", "condescension"),
    "sarcasm": ("sarcasm",),
    "no-show": ("no-show", "hipaa/missed"),
    "invite": ("hipaa/invite",),
    "testimony": ("hipaa/testimony", "testimonial", "hipaa/heard"),
    "own words": ("hipaa/own-words",),
    "photo": ("photo",),
    "look": ("hipaa/look-here",),
    "readable": ("hipaa/readable",),
    "no picture": ("hipaa/no-patient-picture",),
    "pair": ("hipaa/before-after", "hipaa/pair"),
    "live": ("hipaa/live", "hipaa/here-now"),
    "glad": ("hipaa/glad", "hipaa/pleased-feeling", "pleased-feeling"),
    "done": ("hipaa/was-done",),
    "your words": ("hipaa/your-words",),
    "your detail": ("hipaa/your-detail",),
    "died": ("hipaa/died",),
    "group": ("private-group",),
    "remedy": ("remedy",),
    "product": ("product", "brand-drug"),
    "promotion": ("promotion", "incentive", "superlative", "guarantee"),
    "dispute": ("dispute", "accused"),
    "opening": ("opening",),
}
# What is looked for in the draft in lower case.
SIGNS: Mapping[str, str] = {
    "she": r"\b(?:s?he(?:'(?:s|d|ll))?|her|hers|him|his|herself|himself)\b",
    "they": r"\b(?:they(?:'(?:re|ve|d|ll))?|them|their)\b",
    "one": r"\b(?:an?|one|this|that|some|another|certain|our) (?:[\w'-]+ ){0,3}?(?:patient|client|person|guy|lady|ladies|woman|man|gentleman|girl|boy|"
    r"kid|kiddo|child|teen\w*|mom|mama|dad|grand\w+|couple|husband|wife|baby|student|fella|fellow|dude|gal|someone|one|runner|driver|farmer|bride|"
    r"groom|twins?|senior|veteran|toddler|newborn|family|mother|father|sister|brother|neighbor|regular|champ)\b",
    "who": r"\b(?:who|whose)(?:'s|'d)?\b",
    "past": r"\b(?:\w{3,}ed|was|were|had|came|went|got|told|said|took|gave|left|saw|did|made|brought|felt|found|kept|let|lost|met|paid|sat|sent|showed|"
    r"stood|thought|wore|woke|won|wrote|broke|bit|fell|held|knew|ran|slept|spoke|began|ate|drove|put|cut|hit|quit|set)\b",
    "perfect": r"\b(?:has|have|had|'ve|'s) (?:just |finally |now |already |never |always |not )?(?:been|had|gone|come|\w{3,}ed|done|seen|made|taken|given|kept|worn|lost|got|gotten)\b",
    "future": r"\b(?:will|'ll|won't|going to|gonna|would|could|can|may|might|must|should)\b",
    "if": r"\b(?:if|whether|when you|unless|any|every|everyone|anyone|most|many|often|usually|always|never)\b",
    "we": r"\b(?:we|our|us|we've|we're|we'll|we'd)\b",
    "i": r"\b(?:i|i'm|i've|i'd|my|me)\b",
    "question": r"\?",
    "exclaims": r"!",
    "number": r"\b\d+(?:\.\d+)?\b",
    "measure": r"\b\d[\d./]*\s?(?:%|mg|mcg|ml|cm|mm|lbs?|lb|oz|pounds?|ounces?|degrees?|inches|weeks?|wks?|months?|mos?|syringes?|units|sessions?|rounds|stitches|losses|over \d|to \d+)\b|\b(?:a1c|ahi|bmi|bp) (?:of )?\d",
    "count": r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|second|third|fourth|fifth) (?:\w+ ){0,1}(?:weeks?|months?|years?|visits?|sessions?|rounds|losses|stitches|times?|nights?|days?|hours|stents?|cavit\w+|teeth|crowns?|surger\w+|syringes?)\b",
    "mr": r"\b(?:mr|mrs|ms|miss|mister|señora?|sra|don|doña)\b",
    "ours": r"\b(?:of ours|one of our own|one of ours|our own|with us|for us|in our|to us|here)\b",
    "sir": r"\b(?:sir|ma'am|hon|babe|bro|sis|folks|y'all|people|lady)\b",
    "laugh": "(?:\U0001f602|\U0001f923|\U0001f644|\U0001f926|\U0001f480|\U0001f62d|\U0001f921|\U0001f612|\U0001f624|\\blol\\b|\\blmao|\\bhaha)",
    "heart": "(?:\u2764|\U0001f49b|\U0001f499|\U0001f495|\U0001f496|\U0001f497|\U0001f970|\U0001f389|\U0001f44f|\U0001f4aa|\U0001f64c)",
    "camera": "(?:\U0001f4f8|\U0001f4f7|\U0001f3a5|\U0001f3ac|\U0001f933|\u27a1|\u2b05|\U0001f440)",
    "hashtag": r"#\w",
    "handle": r"(?:^|[\s(])@\w",
    "quote": r"[\"“][^\"”]{8,}[\"”]",
    "long quote": r"[\"“][^\"”]{40,}[\"”]",
    "quote of i": r"[\"“][^\"”]*\b(?:i|i'm|i've|i'd|my|me|we'd|we|yo|mi|me)\b[^\"”]*[\"”]",
    "quote of feeling": r"[\"“][^\"”]*\b(?:life|smile|pain|finally|never|again|thank|thanks|best|love|gave|changed|saved|first time|cried|felt|amazing|back|walk|sleep|slept)\b[^\"”]*[\"”]",
    "quote asks": r"[\"“][^\"”]*\?[\"”]",
    "quote opens": r"^\s*(?:[★⭐*\s]*)[\"“]",
    "stars": r"★|⭐|\b(?:5|five)[- ]stars?\b",
    "signed": r"(?:-|—|–|~)\s?[a-z]\w*(?: [a-z]\.?)?\s*$",
    "swipe": r"\b(?:swipe|slide|scroll|peep|zoom in|link in bio|sound on|wait for it|caption|tag|watch|reveal)\b",
    "film": r"\b(?:film(?:ed|ing)?|record(?:ed|ing)|snap(?:ped)?|photo\w*|pics?|pictures?|selfies?|video\w*|vid|clip|reel|live|camera|posing|compilation|timelapse|footage|screenshot)\b",
    "readable thing": r"\b(?:monitor|screen|whiteboard|board|schedule|chart|sign-in|names?|wall|clipboard|tickets?|labels?|tray|trays|page)\b",
    "consent": r"\b(?:permission|ok'?d|said (?:ok|yes|we could|it's fine|fine|go ahead)|okay'?d|thumbs up|didn't mind|let us|allowed|had no idea|signed)\b",
    "found": r"\b(?:found|lost|left|looking for|anybody (?:know|seen)|does anyone|belongs to|come get|pick up|whoever)\b",
    "case": r"\b(?:case|of the month|of the week|true story|storytime|story time|a remarkable|stays with)\b",
    "hint": r"\b(?:guess|hint|won't say|can't say|not saying|aren't saying|certain|you know|y'all know|recogni[sz]e|rumors?|let's just say|all i'm saying)\b",
    "history": r"\b(?:1[5-9]\d\d|19\d\d|founder|founded|century|history|poll|award|voted|quote|said once|once said|author)\b",
    "hours": r"\b(?:open|closed|hours|walk[- ]in|\d{1,2} ?(?:am|pm)|to \d|rsvp|free|saturday|tickets|booth|hiring|join us)\b",
    "record": r"\b(?:record|chart|file|notes|system|schedule|report|scan|results?|download|camera)s? (?:\w+ )?(?:shows?|was|were|is|says?|indicates?|went|came)\b|\b(?:checked|reviewed|pulled|looked|searched)\b",
    "yours": r"\b(?:your|yours|ur|su|sus|tu)\b",
    "you did": r"\byou (?:\w+ly |just |never |also |did |have |had |were |are |'ve )?(?:\w{3,}ed|came|got|had|said|told|took|left|saw|were|did|made|brought|felt|found|went|wore|won|paid|chose|knew|want\w*)\b",
    "for you": r"\b(?:you|your \w+|him|her|them) (?:back|again|in|here|soon|home|well|through|out|up)\b",
    "greets": r"\b(?:tell|hug|kiss|hi to|hello to|say hi|give|regards|salud\w+|congrat\w*|felici\w+|welcome|enjoy|proud)\b",
    "sorry that": r"\b(?:sorry|glad|happy|thrilled|relieved|heartbroken|thankful|proud|so good|pleased|joy|honor) (?:\w+ )?(?:that|to|you|your|she|he|about|for|it|the|we)\b",
    "spanish": r"\b(?:el|la|los|las|una|su|que|de|con|para|por|usted|gracias|nuestr[oa]s?) \w+ (?:el|la|los|las|una?|su|que|de|con|para|por|y|en)\b",
    "closed room": r"\b(?:private|closed|secret|members[- ]only|invite[- ]only|close friends|group chat|discord|telegram|whatsapp|slack|signal|broadcast|"
    r"grupo (?:privado|cerrado))\b",
    "hidden": r"\b(?:hidden|candid|secretly|caught|no idea|unaware|prank|reactions?|surprise[ds]?)\b",
    "waiting room": r"\b(?:waiting room|lobby|recovery|exam room|chair|lane|bay|gym|crowd|packed|everybody|everyone)\b",
}
PERSONS = ("she", "they", "one", "who", "mr", "you", "yours", "finding", "kin", "patient", "role", "rare", "we", "i")
FACTS = (
    "care",
    "body",
    "money",
    "routine",
    "visit",
    "photo",
    "film",
    "no-show",
    "hands",
    "progress",
    "measure",
    "count",
)
TENSES = ("past", "perfect", "future", "if", "general", "when", "laugh", "question")
EDGES = ("she", "one", "finding", "you", "care", "quote", "staff", "general", "past", "if", "question", "invite")
REPEATED = ("care", "body", "money", "visit")
BOTH = {two: " + ".join(two) for two in (*product(PERSONS, FACTS), *product(PERSONS, TENSES), *product(FACTS, TENSES))}
GROUPS_OF: Mapping[str, tuple[str, ...]] = {
    name: tuple(group for group, names in GROUPS.items() if name in names)
    for name in dict.fromkeys(name for names in GROUPS.values() for name in names)
}
NAMES_OF_SIGNS = tuple(SIGNS)


def evidence(scene: Scene) -> Iterator[str]:
    """Yield the names of the signs in a draft: each once."""
    sentences = scene.signs
    draft = frozenset[str]().union(*sentences)
    yield from (f"draft: {sign}" for sign in draft)
    together: set[str] = set()
    for signs in set(sentences):
        persons, facts, tenses = ([name for name in names if name in signs] for names in (PERSONS, FACTS, TENSES))
        together.update(map(BOTH.__getitem__, product(persons, facts)))
        together.update(map(BOTH.__getitem__, product(persons, tenses)))
        together.update(map(BOTH.__getitem__, product(facts, tenses)))
    yield from together
    for person in ("she", "one", "finding"):
        if any((person in a and "care" in b) or ("care" in a and person in b) for a, b in pairwise(sentences)):
            yield f"next: {person}, care"
    if sentences:
        yield from (f"first: {sign}" for sign in EDGES if sign in sentences[0])
        yield from (f"last: {sign}" for sign in EDGES if sign in sentences[-1])
    yield f"sentences: {min(6, len(sentences))}"
    for sign in ("she", *REPEATED):
        if sum(sign in signs for signs in sentences) > 1:
            yield f"often: {sign}"
    if scene.draft.kind is Kind.REVIEW_REPLY and scene.review:
        yield from _answered(scene, "she" in draft)


def signs_of(scene: Scene) -> list[frozenset[str]]:
    """The signs of each sentence."""
    found: list[set[str]] = [set() for _ in scene.reading.sentences]
    for number in ALL.present(scene.text):
        for start, _ in EACH[number].spans(scene.text):
            found[scene.sentence_of(start)].add(NAMES_OF_SIGNS[number])
    for name in GROUPS_OF.keys() & {*scene.lists, *scene.reading.concepts}:
        for sentence in {words.sentence for words in scene.words(name)}:
            found[sentence].update(GROUPS_OF[name])
    for words in scene.words("you"):
        found[words.sentence].add("you")
    for words, finding in scene.placed:
        found[words.sentence].update(("finding", f"finding {finding.type}"))
        if finding.type in NUMBERS:
            found[words.sentence].add("finding of a number")
    staff = staff_words(scene.practice.staff)
    for token in scene.reading.tokens if staff else ():
        if token.low in staff:
            found[token.sentence].add("staff named")
    return [frozenset(signs) for signs in found]


def _answered(scene: Scene, she: bool) -> Iterator[str]:
    """What the reply takes up of what the review says."""
    review = scene.review
    assert review is not None
    yield f"review: {scene.tone or 'none'}"
    for group in (*REPEATED, "kin"):
        names = GROUPS[group]
        told = {review.low[m.start : m.end] for name in names for m in review.concepts.get(name, ())}
        said = {scene.reading.low[w.start : w.end] for name in names for w in scene.words(name)}
        if told:
            yield f"review: {group}"
        if told & said:
            yield f"repeats: {group}"
        elif said:
            yield f"answers: {group}" if told else f"brings up: {group}"
    theirs = EACH[NAMES_OF_SIGNS.index("she")].occurs(Text(review.low))
    if she:
        yield "repeats: she" if theirs else "brings up: she"
    elif theirs:
        yield "review: she"
    if "?" in review.low:
        yield "review: question"


ALL = Flock(tuple(SIGNS.values()))
EACH = tuple(map(Automaton, SIGNS.values()))
