"""Detectors of manner: capitals that scold, swear words behind a mask, and a review taken up in order to deny it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from bot.policy.detectors import Sighting, detector
from bot.policy.review_tone import AILMENTS
from bot.policy.scene import Scene
from bot.policy.words import words_of
from bot.reading import Token
from bot.reading.automata import Gated

ACRONYMS = words_of(
    """
    HIPAA PHI DDS DMD MD DO RN NP PA LPN CRNA RDH CDA DPT PT OT PHD FAGD ADA AMA CDC FDA FTC OSHA NPI USA US UK EU AM PM
    ET CT MT EST CST PST CEO COO HR IT TV FAQ FYI ASAP RSVP DIY DM PM PSA BBB BLS CPR AED ER ICU NICU OB GYN ENT OR IV
    MRI CT TMJ TMD STD STI HIV AIDS HPV RSV COVID ADHD PTSD OCD IUD IVF BMI HDL LDL UTI COPD CPAP EKG ECG EMR EHR PPO
    HMO HSA FSA EOB VA CE OK QR SPF II III IV LLC INC PC PLLC PDF URL CBCT TGIF BOGO LOL OMG ID VIP
    """
)
# Capitals of joy, and of notices that anybody puts up in capitals.
JOY = words_of(
    """
    HAPPY YAY HOORAY HURRAY WOOHOO WOO HOO PROUD CONGRATS CONGRATULATIONS WELCOME LOVE LOVED LOVES THANK THANKS BIRTHDAY
    MERRY CHRISTMAS AMAZING AWESOME EXCITED EXCITING WOW YES BEST FUN WIN WON WINNER SMILE SMILES GRATEFUL CHEERS
    HALLOWEEN FRIDAY HUGE GREAT FANTASTIC BLESSED GO TEAM GIVEAWAY FREE NEW HIRING OPEN CLOSED REMINDER
    """
)
SCOLDS = words_of(
    """
    STOP NEVER NOT DON'T DONT CAN'T CANT WON'T WONT DIDN'T DIDNT ISN'T ISNT DOESN'T DOESNT READ LIE LIES LIED LYING LIAR LIARS WRONG PAY
    PAID RUDE ENOUGH LEARN GROW QUIT SHUT FAULT YOUR YOU YOU'RE SERIOUSLY AGAIN ALWAYS EVER EVERY WHY HOW MUST NO NOBODY NOTHING
    WASTE WASTING FALSE FAKE EXCUSE EXCUSES LAZY STUPID IDIOT IDIOTS DUMB RIDICULOUS PATHETIC UNACCEPTABLE DISGUSTING
    DISRESPECT DISRESPECTFUL RESPECT RESPONSIBILITY RESPONSIBLE LATE CHOSE REFUSED IGNORED TOLD SIGNED AGREED LISTEN
    CALM UNDERSTAND LITERALLY ACTUALLY PERIOD STILL NEXT EVERYONE PEOPLE TIRED SICK HATE WORST SHAME GET OVER
    """
)
ORDERS = words_of("STOP READ LEARN GROW QUIT SHUT PAY LISTEN CALM DON'T DONT NEVER ENOUGH RESPECT")
KINDLY = Gated(
    r"\b(?:DO NOT|DON'?T|NEVER) (?:FORGET|MISS|WAIT|WORRY|BE (?:SHY|AFRAID)|STOP)\b|\bSTOP BY\b|\bNO (?:INSURANCE|WAIT|COST|PROBLEM)\b"
)
CAPITALS = re.compile(r"[A-Z](?<=\b[A-Z])[A-Z']+\b")
LONG = 60  # letters: from here a draft in capitals is one on purpose
MOSTLY = 0.6  # share of capitals


ONE_BY_ONE = re.compile(r"(?:\b[A-Z][A-Z']+[.!] ){2,}[A-Z][A-Z']+\b")  # READ. THE. SHEET.


@detector("shouting")
def shouting(scene: Scene) -> Sighting | None:
    """Capitals that scold somebody. Acronyms, joy and notices in capitals do not shout."""
    reading = scene.reading
    if len(CAPITALS.findall(reading.norm)) < 2:
        return None
    shouted = [
        t
        for t in reading.tokens
        if len(t.text) > 1
        and t.text.isupper()
        and t.text not in ACRONYMS
        # 1-800-QUIT-NOW is a number.
        and "-" not in (reading.norm[t.start - 1 : t.start], reading.norm[t.end : t.end + 1])
    ]
    if len(shouted) < 2:
        return None
    places = [m.span() for m in ONE_BY_ONE.finditer(reading.norm) if not set(CAPITALS.findall(m[0])) & JOY]
    said = {number: list(words) for number, words in groupby(reading.tokens, attrgetter("sentence"))}
    addressed = {word.sentence for word in scene.words("you")}
    for sentence, group in groupby(shouted, attrgetter("sentence")):
        loud = list(group)
        start, end = reading.sentences[sentence]
        if _scolds(loud, said[sentence], reading.norm[start:end], sentence in addressed):
            places.append((loud[0].start, loud[-1].end))
    return Sighting(tuple(places)) if places else None


def _scolds(loud: Sequence[Token], words: Sequence[Token], sentence: str, addressed: bool) -> bool:
    said = {token.text for token in loud}
    if len(loud) < 2 or KINDLY.search(sentence) or len(said & JOY) > len(said & SCOLDS) or not said & SCOLDS:
        return False
    letters = [c for c in sentence if c.isalpha()]
    mostly = len(letters) > LONG and sum(c.isupper() for c in letters) / len(letters) > MOSTLY
    run = sum(1 for a, b in pairwise(loud) if b.start - a.end <= 2)
    return bool(addressed or said & ORDERS or mostly or (run >= 2 and len(loud) >= 0.5 * len(words)))


SWEARS = words_of(
    """
    fuck fucks fucked fucker fuckers fucking fuckin fuckup motherfucker motherfucking shit shits shitty shitshow bullshit
    bitch bitches bitchy bitching ass asses asshole assholes badass jackass dumbass damn damned goddamn hell crap crappy
    cunt cunts dick dicks dickhead piss pissed bastard bastards slut whore prick puta puto mierda pendejo cabron joder
    """
)
BY_SHAPE = {(len(word), word[0]) for word in SWEARS}
MASKED = re.compile(r"(?<![\w$@*])[a-z$@][a-z0-9$@]*[*#@$!%][a-z0-9*#@$!%]*", re.IGNORECASE)
STANDS_FOR = {"$": "s", "@": "a", "!": "i", "1": "i", "0": "o", "3": "e", "5": "s", "4": "a"}
MARKED = re.compile(r"[*#@$!%](?:(?=[\w*#@$!%&])|(?<=\w\*))")
GRAWLIX = re.compile(r"(?<![\w/])[@#$%&*!]{4,12}(?!\w)")
CUT_SHORT = re.compile(
    r"(?<!\w)(?:f[*#@!$%]+(?:k|ing|in|ed|er|s)?|(?:a|b)[*#$%]{2,}(?:h(?:ole|oles)?|es|s)?|s[*#!%]+t?)(?![\w*])", re.I
)


@detector("profanity-mask")
def profanity_mask(scene: Scene) -> Sighting | None:
    """A swear word with some of its letters starred out: everybody reads it all the same."""
    norm = scene.reading.norm
    if not MARKED.search(norm):
        return None
    places = [*_masked(scene.reading.low), *_grawlix(norm)]
    places += [m.span() for m in CUT_SHORT.finditer(norm) if len(m[0]) > 2]
    return Sighting(tuple(places)) if places else None


def _masked(low: str) -> Iterator[tuple[int, int]]:
    for match in MASKED.finditer(low):
        word = match[0].rstrip("!")  # an exclamation mark at the end is one
        first = STANDS_FOR.get(word[0], word[0])
        if (len(word), first) in BY_SHAPE and not word.isalnum() and any(_same(word, swear) for swear in SWEARS):
            yield match.start(), match.start() + len(word)


def _same(masked: str, word: str) -> bool:
    return len(masked) == len(word) and all(
        letter == meant or letter in "*#%" or STANDS_FOR.get(letter) == meant or letter in "@!$"
        for letter, meant in zip(masked, word, strict=True)
    )


def _grawlix(norm: str) -> Iterator[tuple[int, int]]:
    for match in GRAWLIX.finditer(norm):
        if len(set(match[0])) > 2 and set(match[0]) & set("#$%&"):
            yield match.span()


DENIES = Gated(
    r"\b(?:(?:is|are|was|were|do|does|did|has|have|had|'re|'s|'m)(?: \w+)? not|never|no one|nobody|none|there(?:'s| is| was| were| are) no)\b|\w+n't\b"
)
# What is wished, ruled or regretted denies nothing, nor does what we may not say.
WISHED = Gated(
    r"\b(?:should|shouldn't|will|marks|ought|deserves?|wants?|wish\w*|hope\w*|aim|try|sorry|apolog\w+|regret\w*|policy|policies|rule|rules|privacy|law|"
    r"can't|cannot|won't|may|might|would|could|if|when|whether|please|thank\w*|acceptable|okay|ok|fair|excuse|right|understand\w*|goal|meant|enough|"
    r"match|standard|experience|kind|reflect|lightly|alone|what any(?:one|body)|we don't|we do not|you \w+n't|ask|anyone's|always|often|every)\b|\?"
)
LEAST = 4  # letters of a word that is taken up
MOST = 12  # words of a sentence that denies; longer ones explain
COMMON = words_of(
    """
    this that they them their there with have from your were what when will been would could about just like even ever here very then than
    because after before more some only also into over back time times said told went came really office place doctor dentist
    patient patients people anyone someone staff team care need needs know appointment visit year years month months week weeks today
    """
)


def _stem(word: str) -> str:
    """A word without its endings: smells and smelled are one."""
    return re.sub(r"(?:n't|'s|'\w+|ing|ed|es|s|ly|e)$", "", word)


@detector("contradicts")
def contradicts(scene: Scene) -> Sighting | None:
    """A short sentence that denies, in the review's own words, what the review says."""
    if scene.review is None:
        return None
    theirs = {_stem(token.low) for token in scene.review.tokens if len(token.low) >= LEAST and token.low not in COMMON}
    places = []
    for at, (start, end) in enumerate(scene.reading.sentences):
        sentence = scene.reading.low[start:end]
        if not DENIES.search(sentence) or WISHED.search(sentence):
            continue
        words = [token for token in scene.reading.tokens if token.sentence == at]
        if len(words) <= MOST and any(
            len(w.low) >= LEAST and w.low not in COMMON and _stem(w.low) in theirs for w in words
        ):
            places.append((words[0].start, words[-1].end))
    return Sighting(tuple(places)) if places else None


QUOTED = Gated(r"[\"\u201c]([^\"\u201c\u201d]{4,60})[\"\u201d]")
HEARD = Gated(
    r"\b(?:sorry|apolog\w+|thank\w*|apprecia\w+|regret\w*|we hear|understand\w*|we want|you wrote|you (?:mention|describe|say)\w*|glad|love\w*)\b"
)


@detector("quotes-back")
def quotes_back(scene: Scene) -> Sighting | None:
    """The reviewer's own words held up in quotation marks, in a reply that neither thanks nor regrets."""
    if scene.review is None or scene.tone == "positive" or HEARD.search(scene.reading.low):
        return None
    theirs = {token.low for token in scene.review.tokens}
    places = []
    for match in QUOTED.finditer(scene.reading.norm):
        words = re.findall(r"[\w']+", match[1].lower())
        if len(words) > 1 and theirs.issuperset(words):
            places.append(match.span())
    return Sighting(tuple(places)) if places else None


TRADE = (
    r"(?:dentists?|doctors?|docs?|physicians?|surgeons?|clinics?|practices?|offices?|providers?|specialists?|orthodontists?|chiropractors?|"
    r"therapists?|counselors?|hygienists?|midwives|midwife|nurses?|labs?|pharmacy|pharmacies|pharmacists?|hospitals?|urgent cares?|med ?spas?|"
    r"spas?|injectors?|centers?|optometrists?|opticians?|obs?|obgyns?|ents?|pediatricians?|dermatologists?|podiatrists?|psychiatrists?|"
    r"psychologists?|periodontists?|endodontists?|urologists?|cardiologists?|audiologists?|vets?|chains?|suppliers?|franchises?|outfits?|places?|companies|"
    r"kits?|gyms?|trainers?|apps?)\b"
)
# Somebody else in the trade, as those speak who name no name.
RIVAL = Gated(
    r"\b(?:(?:other|another|most|some|certain|those|many|rival|competing|neighboring|nearby|local|big|corporate|chain|mall|discount|cheap|cheaper|online|"
    r"mail[- ]order|mail[- ]in|\$ ?\d+|\d+[- ]dollar|drugstore|retail|franchise|hospital-owned|so-called|average|typical) (?:[\w'-]+ ){0,2}"
    + TRADE
    + r"|"
    r"(?:that|the|this|a|an|one) (?:[\w'-]+ ){0,3}"
    + TRADE
    + r" (?:[\w'-]+ )?(?:down|across|up|around|over|next door|two|three|at the|by the|near the|behind the|in the (?:mall|next|strip)|on the other|off the)\b|"
    r"(?:your|his|her|their|my) (?:old|last|previous|former|other|current|prior|ex) (?:\w+ )?" + TRADE + r"|"
    r"(?:people|folks|guys|crowd|ones|place|office|fellow|gal) (?:down|across|over at|up|next door|around)\b|competitors?\b|the competition\b|(?:an?|the|that|some) (?:nail salon|hair salon|gas station|strip mall|big[- ]box|big store|mall|drugstore|kiosk|university clinic|student clinic|er|emergency room|va)\b|"
    r"(?:crowns?|veneers?|implants?|teeth|fillers?|surgery|dentistry|botox|lasik) (?:from|in) (?:mexico|turkey|tijuana|costa rica|overseas|abroad|another country|colombia)\b|elsewhere\b|anywhere else\b)"
)
NAMED = Gated(
    r"\b(?:[A-Z][\w'&-]+ ){1,3}(?:Dental|Dentistry|Smiles?|Orthodontics|Clinic|Center|Health|Healthcare|Medical|Chiropractic|Wellness|Counseling|"
    r"Therapy|Optical|Vision|Eyecare|Hearing|Pharmacy|Dermatology|Aesthetics|Spa|MedSpa|Group|Associates|Pediatrics|Urgent Care|Chiro|"
    r"Mutual|Insurance|Benefits|Advantage|Health Plan|Healthplan|Blue)\b|"
    r"\b(?:Dr\.?|Doctor) [A-Z][\w'-]+"
)
INSURER = Gated(
    r"\b(?:aetna|anthem|cigna|humana|kaiser|uhc|unitedhealthcare|molina|centene|metlife|delta dental|blue cross|(?:medicaid|medicare) (?:hmos?|advantage|plans?)|hmos|your (?:insurer|insurance company|health plan))(?:'s)?\b"
)
ANY = re.compile(r"\S")
OWN = Gated(r"\b(?:we|our|us|your|you should|see|call|visit|ask)\b")
OF_THEM = re.compile(
    r"\s*[\"']?(?:they|he|she|it|that|those|these|this|their|his|her|typical|no|not|don't|choose|good luck|enough|we)\b"
)
DOWN = Gated(
    r"(?:n't|not|never|rarely|hardly) (?:even |actually |really |ever |bother (?:to |with )?)*(?:care|listen|look|explain|train|test|follow|check|know|tell|ask|"
    r"examine|clean|sterili[sz]e|numb|answer|measure|finish|wash|touch\w*|treat\w*|count|read|pretty|medicine|dentistry|care about|worth|trust|want|finished|been|bothered|know how|diagnos\w+|catch|see|notice|spend|licensed|certified|qualified|real)\b"
)
HARSH = Gated(
    r"\b(?:expired|fake|questionable|glorified|overpriced|quack\w*|botch\w*|regret|hack|conveyor|assembly|upsell\w*|leftover|clueless|careless|"
    r"in and out|good luck|redo(?:ne|ing)?|fix(?:ing)? (?:their|his|her|what)|rushed|rush you|hard sell|no (?:idea|clue|training|license|business)|"
    r"(?:a|an|per|every) (?:hour|day|minute)\b.*\bnever|anyone who|ruined|wrecked|butcher\w*|scare\w*|push(?:es|ing|y)?|talk(?:s|ed)? you into|"
    r"(?:three|four|five|six|two|ten) (?:crowns|root canals|fillings|cavities)|double-books?|den(?:y|ies|ied) (?:first|everything|claims?|care|you)|damage|harm(?:ed)?|we'll wait|they miss|as everyone (?:\w+ ){0,3}knows|peanuts|fights? (?:every|each|you|your)|blame them|in tears|deserve better|gets? it wrong|fell out|who started|touch your|couldn't spell|half the work|(?:taking|take|takes|wants?) your money|(?:gives?|hands?|sells?) (?:everyone|everybody|anyone)|miss(?:es)? (?:things|everything|it)|must have been|known for|it shows|get up and leave|walk out|would rather|not like|unlike|garbage|a joke|nobody can|to (?:remove|redo|undo|fix|rescue|replace) (?:this week|today|again|what))\b"
)
KIND = Gated(
    r"\b(?:second opinions?|welcome|sorry|thank\w*|grateful|partner\w*|colleagues?|refer|work(?:s|ing)? with|team up|records|transfer\w*|"
    r"if (?:your (?:last|previous|old|current)|a|the)|may be (?:open|closed)|open until|ask (?:your|any|a)|call (?:your|a|any|the)|see (?:your|a)|nearest|trained|train(?:ing)? at|graduat\w+|school|residency|911|waitlist|waiting list at|wait at|switching|whichever|whatever|any (?:doctor|dentist))\b"
)
# Whole trades, and insurers: plain talk about them is no slight, hard words are.
TRADES = ("competitor", "competitor-loose", "insurer")
SLIGHT = Gated(
    r"\b(?:(?:is|are)(?:n't| not) (?:real|actual|even|true) (?:\w+ )?(?:doctors?|dentists?|medicine|surgeons?)|not (?:a )?real (?:doctors?|dentists?|medicine)|"
    r"(?:refugees?|victims?|survivors?|escapees?|casualt\w+) (?:of|from)|couldn't care|could care less|play(?:s|ing)? doctor|in it for|only (?:in it|care)|"
    r"(?:mistakes?|messe?s?|disasters?|leftovers|botched \w+|bad work|handiwork) (?:from|of|by|at)|laugh(?:s|ing)? (?:at|all)|line their|"
    r"after the (?:last|old) (?:one|girl|guy)|turned out to be|rid of|before (?:they|he|she|it) (?:ruins?|wrecks?|kills?|drills?)|"
    r"(?:learned|trained|certified) (?:\w+ )?(?:online|on youtube|in a weekend|over a weekend)|would(?:n't| not) (?:send|let|trust|take) (?:my|a|our|your)|"
    r"stay away|steer clear|run (?:from|the other)|there's a reason|now we know why|you get what you pay|save (?:your|yourself)|joke|racket|hustle|grift)\b"
)
UNSAID = AILMENTS | words_of(
    "concerns another opinion confusing confusion complaint wrong error mistake mistakes missed emergency room late"
)


@detector("runs-down")
def runs_down(scene: Scene) -> Sighting | None:
    """Another of the trade, and in the same sentence, or in the next that speaks of them, hard words."""
    reading, ours = scene.reading, " ".join((scene.practice.name, *scene.practice.staff)).lower()
    hard = [
        mention
        for concept in ("negative", "rundown", "rundown-mild", "insult")
        for mention in reading.concepts.get(concept, ())
        if reading.tokens[mention.last - 1].low not in UNSAID
    ]
    trades = {m.sentence for concept in TRADES for m in reading.concepts.get(concept, ())}
    review = scene.draft.review or ""
    if not (review or trades or RIVAL.search(reading.low) or INSURER.search(reading.low) or NAMED.search(reading.norm)):
        return None  # nobody of the trade, so no sentence speaks of any
    theirs = frozenset(m[0].split()[0] for m in NAMED.finditer(review) if m[0].split()[0].lower() not in ours)
    sentences = [(reading.low[start:end], reading.norm[start:end]) for start, end in reading.sentences]
    places = []
    for at, (low, norm) in enumerate(sentences):
        start = reading.sentences[at][0]
        if at in trades and (slight := SLIGHT.search(low)):
            places.append((start + slight.start(), start + slight.end()))
        rival = RIVAL.search(low) or INSURER.search(low) or _named(norm, ours, theirs)
        rival = rival or next(
            (ANY.search(low) for m in reading.concepts.get("competitor", ()) if m.sentence == at), None
        )
        if rival is None:
            if at in trades and not KIND.search(low) and not OWN.search(low) and (harsh := HARSH.search(low)):
                places.append((start + harsh.start(), start + harsh.end()))
            continue
        further = sentences[at + 1][0] if at + 1 < len(sentences) and OF_THEM.match(sentences[at + 1][0]) else ""
        near = "" if KIND.search(low) else low
        down = any(hard_words.search(part) for hard_words in (HARSH, DOWN) for part in (near, further))
        if down or (near and any(m.sentence == at for m in hard)):
            places.append((start + rival.start(), start + rival.end()))
    return Sighting(tuple(places)) if places else None


def _named(norm: str, ours: str, theirs: Collection[str]) -> re.Match[str] | None:
    """The first business or doctor named here that is not ours; `theirs` are names that the review brought up."""
    for match in NAMED.finditer(norm):
        first, *_, last = match[0].lower().removesuffix("'s").split()
        if (last if first.startswith("d") and first.rstrip(".") in {"dr", "doctor"} else first) not in ours and len(
            last
        ) >= LEAST:
            return match
    return next(
        (m for m in re.finditer(r"\b[A-Z][\w'&-]+", norm) if m[0] in theirs and m[0] not in {"Dr", "Doctor"}), None
    )


# To whom a post may speak as to one person: by a handle, a name, or as whoever asked.
TO_ONE = Gated(
    r"(?:^|\s)@ ?[\w.]{2,}|\b(?:whoever|the (?:\w+ ){0,2}(?:mom|dad|mother|father|lady|gentleman|guy|gal|runner|person|neighbor|parent|reader|follower|patient|woman|man|student|teen|teacher|teacher|nephew|"
    r"niece|son|daughter|wife|husband|grandma)) (?:who|that|asking|from|with|of|in the)\b|\b(?:you|she|he|they|who|someone|somebody) (?:just |recently )?"
    r"(?:asked|messaged|commented|dm'?e?d|posted|described|wrote in|emailed|texted|sent)\b|\b(?:replying|responding|answering|in answer|in reply|in response)\b|"
    r"\b(?:your|the) (?:question|comment|message|dm|photo|pic|symptoms|description)\b|^(?:hi|hey|hello|dear|mr|mrs|ms)\b,? "
)
ORDERED = Gated(
    r"(?:^|[,;:.!?\u2014-] ?|\b(?:and|then|just|please|so|can|should|to|or|i'd|we'd|would|could|safely|also|simply) )"
    r"(?:take|use|quit|stop|skip|try|keep|cut|drop|apply|roll|tape|ice|rest|double|halve|restart|continue|rinse|lie|put|give|load up|switch|lower|raise|hold|wean|taper|"
    r"start|resume|swish|soak|elevate|alternate|ditch|sleep|stay|stretch|drink|chew|gargle|wear|massage|leave|wait)\b"
)
HOW = Gated(
    r"\b(?:(?:once|twice|three times|3x|2x|\d+ ?x) (?:a|per) (?:day|night)|(?:\d+|half|a half|one|two|five) (?:mg|ml|mcg|milligrams?|tablets?|pills?|teaspoons?|puffs?|drops)|"
    r"every (?:\w+ )?(?:hours?|days?|night|morning)|(?:once|twice|three times) (?:a|per) week|(?:for|in) (?:a|one|two|three|\d+|another|a few) (?:days?|weeks?|nights?|months?|hours?)|tonight's?|"
    r"in half|(?:under|below|above|over) \d+|\w+ pillows?|until (?:it|the|you|monday|tuesday|wednesday|thursday|friday)|daily|at night|before bed|(?:your|the) (?:dose|pill|meds))\b"
)
FOUND = re.compile(
    r"\b(?:that's|that is|those are|it's|it is|this is|these are|sounds like|looks like|is|are) (?:just |only |probably |most likely |almost certainly |classic |usually |called |"
    r"a |an |your |the |totally |perfectly |likely |\w+ case of )*$"
)
SOOTHES = Gated(
    r"\b(?:nothing to (?:worry|fret|fear|lose sleep)|(?:perfectly|totally|completely|quite) normal|es normal|es (?:una?|s[oó]lo)|"
    r"(?:wouldn't|don't|do not|no need to|needn't) (?:worry|panic|fret)|(?:you're|you are|you'll be|should be|he'll be|she'll be) (?:good|fine|okay|ok)\b|"
    r"can (?:safely )?wait (?:for|until|till)|out of \d+ (?:it's|it is|times))"
)
TO_ALL = Gated(
    r"\b(?:anyone|anybody|everyone|most (?:people|kids|patients)|any parent|in general|generally|call 911|our policy|can't (?:say|advise|speak|diagnose|give|talk|discuss|answer)|"
    r"cannot (?:say|advise|speak|diagnose|give|talk|discuss|answer)|won't (?:say|advise|diagnose|guess))\b"
)
MEDICAL = ("medication", "brand-drug", "remedy")
ILL = ("condition", "body-part", "medication", "diagnosis")


@detector("advises-one")
def advises_one(scene: Scene) -> Sighting | None:
    """An order to take, stop or do something, or a finding, told to one person."""
    reading, low = scene.reading, scene.reading.low
    if TO_ALL.search(low) or not (scene.draft.review is not None or TO_ONE.search(low)):
        return None
    cures = {m.sentence for concept in MEDICAL for m in reading.concepts.get(concept, ())}
    ills = [m for concept in ILL for m in reading.concepts.get(concept, ())]
    places = []
    for at, (start, end) in enumerate(reading.sentences):
        sentence = low[start:end].lstrip()
        ordered = ORDERED.search(sentence) and (HOW.search(sentence) or at in cures)
        named = any(
            m.sentence == at
            and FOUND.search(low[max(start, reading.tokens[m.first].start - 45) : reading.tokens[m.first].start])
            for m in ills
        )
        soothed = SOOTHES.search(sentence) and any(m.sentence == at for m in ills)
        if ordered or soothed or (named and scene.draft.review is None):
            places.append((end - len(sentence), end))
    return Sighting(tuple(places)) if places else None


# A review, or the place where one is written.
REVIEW_PLACE = Gated(
    r"\b(?:reviews?|ratings?|stars?|testimonials?|google|yelp|facebook|healthgrades|zocdoc|nextdoor|tag (?:us|our|the)|check[- ]?in (?:here|on|at|when|with)|hashtag|recommendations?)\b"
)
# What is asked: to write one, or to make one better or gone.
WRITE = (
    r"\b(?:bump|change|update|raise|switch|edit|upgrade|revise|turn|make|take|pull|delete|remove|paste|copy|post|share|write|drop|leave|put|add|tag|give|show|rate|submit|film|record|check in|"
    r"(?:[345]|three|four|five) stars?)\b"
)
PAID = (
    r"(?:\$ ?\d|\d+ ?%|\bpercent|\b(?:free|on the house|on us|our treat|gift|discounts?|discounted|credit|refund\w*|waive\w*|off (?:your|the)|knock|comp|raffle|prizes?|entries|entry|enter(?:ed)?|"
    r"win(?:s|ner)?|drawn|drawing|tickets?|cards?|mug|shirt|tumbler|bottle|cooler|swag|lunch|coffee|pizza|upgrade|priority|double|bonus|reward|waiting (?:for|with)|month|voucher|candle|basket|running for|(?:hand|give|send|mail|treat|owe) (?:you|each|every))\b)"
)
TRADED = Gated(
    WRITE
    + r"[^.!?]{0,70}(?:\band\b|&|,|\u2014|:|=|\bto\b|\bfor\b) ?[^.!?]{0,60}"
    + PAID
    + r"|"
    + PAID
    + r"[^.!?]{0,60}\b(?:if|when|once|after|for|in exchange|in return)\b[^.!?]{0,40}(?:"
    + WRITE
    + r"|\breview)|"
    r"\b(?:review\w*|stars?|ratings?)\b[^.!?]{0,30}\b(?:gets?|earns?|wins?|scores?|means|equals|buys?|unlocks?) (?:\w+ ){0,4}\w+"
)
# Something is made to change: in a reply the review itself needs no name.
MENDED = Gated(
    r"\b(?:bump|change|update|raise|switch|edit|upgrade|revise|take|pull|delete|remove|turn|make)\b (?:\w+ ){0,4}(?:stars?|down|up|review|rating|post|this|it|that|us)\b|"
    r"\b(?:this|it|review|post|one) (?:\w+ )?(?:comes?|goes?|is|gets?) (?:off|down|away|gone|edited|changed)\b"
)
ONE = Gated(r"\b(?:write|leave|post|drop|add) (?:one|yours|a few|a line|some|your own)\b")  # of the reviews just named
OURSELVES = Gated(
    r"\b(?:team|staff|crew|gang|each of you|all of you|employees|hygienists|everyone (?:here|on (?:staff|payroll))|famil(?:y|ies)|friends and|cousins?|relatives|spouses?|husbands?|wives|moms?|roommates?|in-laws|"
    r"family members?)\b"
)
WRITTEN = Gated(
    r"\b(?:put|write|post|leave|drop|add|get|have|submit|go|use|spend)\b[^.!?]{0,60}\b(?:on (?:google|yelp|facebook|healthgrades)|minutes on (?:google|yelp|facebook)|(?:google |yelp |facebook |five-star |5-star )?(?:reviews?|stars|ratings?|recommendations?))\b"
)
BIDDEN = Gated(
    r"\b(?:by (?:friday|monday|tuesday|wednesday|thursday|sunday|the \d|\d)|contest|whoever|each of you|i would like|i'd like|i want|need(?:s)? (?:to|every)|please|challenge|goal|you know what to do|owes?|payday|as a (?:client|patient)|from home|quota|vary)\b"
)
UNPAID = Gated(
    r"\b(?:nobody|no one|never|may not|must not|don't|do not|can't|cannot|not allowed|won't|no (?:gift|reward|raffle|prize|strings)|whatever anyone|whether or not|regardless|reads? (?:every|each|your|the|this)|read aloud|thank\w* (?:you )?for (?:the|your|leaving|writing))\b"
)


@detector("pays-for-reviews")
def pays_for_reviews(scene: Scene) -> Sighting | None:
    """Something is given for a review, or those who belong to the practice are to write them."""
    low = scene.reading.low
    reply = scene.draft.review is not None
    if not REVIEW_PLACE.search(low) and not (reply and MENDED.search(low)):
        return None
    places = []
    for start, end in scene.reading.sentences:
        sentence = low[start:end]
        if UNPAID.search(sentence):
            continue
        traded = TRADED.search(sentence)
        if traded and (REVIEW_PLACE.search(sentence) or MENDED.search(sentence) or ONE.search(sentence)):
            places.append((start + traded.start(), start + traded.end()))
        elif (written := WRITTEN.search(sentence)) and OURSELVES.search(low) and BIDDEN.search(low) and not reply:
            places.append((start + written.start(), start + written.end()))
    return Sighting(tuple(places)) if places else None


# What somebody gains who praises: a code, a link, a share, a gift, a journey.
CODE = Gated(r"\b[A-Z]{3,}[A-Z]*\d{1,3}\b")
CODED = Gated(r"\b(?:save|saves|off|code|checkout|order|use|enter|discount|link)\b")
GAINS = Gated(
    r"\b(?:my|our|her|his|dr\.? \w+'s) (?:discount|link|code|storefront|promo)\b|\b(?:tap|hit|click|use|through|via) (?:the|our|my) (?:\w+ )?(?:link|code)\b|\bthrough (?:our|my) (?:page|store)\b|\bour (?:sales |favou?rite |drug |device |product |brand )?rep\b|"
    r"\b(?:dm|comment|message|text|reply)\b.{0,30}\b(?:link|discount|code)\b|"
    r"\b(?:order|buy|shop|grab|get|find) (?:\w+ ){0,3}(?:at|via|on|through|from) [\w-]+\.[\w.-]+/?\S*"
)
GIVEN = Gated(
    r"\b(?:sent|mailed|shipped|handed|brought|delivered|treated|flew|flying|hosted|hosting|bought|comped|took|taking|gave|gifted|sponsored|catered|sending|invited)\b (?:\w+ )?"
    r"(?:us|me|each of us|all of us|our (?:\w+ )?(?:team|office|staff|doctors|crew|whole|front desk)|dr\.? \w+)\b|"
    r"\b(?:thanks|thank you|love|shout-?outs?|shout out|grateful|kudos|hats off|props|cheers) (?:\w+ )?to (?:\w+ ){0,6}for (?:the|our|a|an|flying|taking|treating|sending|hosting|another) (?:\w+ ){0,3}"
    r"(?:weekend|trip|dinner|lunch|breakfast|machine|tickets|getaway|retreat|cruise|game|box|basket|gift|gifts|swag|scrubs|jackets|vegas|conference|suite|goodies|samples|golf)"
)
PRAISES = Gated(
    r"\b(?:best|favou?rite|never (?:going|go) back|changed (?:my|our)|wins|(?:simply|so much|way) better|recommend\w*|obsessed|love|loves|loving|amazing|nothing (?:beats|compares|touches)|hands down|"
    r"game[- ]changer|life[- ]chang\w+|the only \w+|swear by|gorgeous|incredible|must-have|ask us (?:about|for) (?:their|it|them)|worth every|hooked|fantastic|unreal|holy grail|thank (?:us|me|her|him) later|no better|nothing better|fight over|no contest|both win|by name|can't (?:stop|get enough)|saved (?:my|our)|softest|loving)\b"
)
IN_BIO = Gated(r"\blinks? (?:is |are )?in (?:our |my |the )?(?:bio|profile|stories|comments)\b|\blink below\b")
OWN_CAUSE = Gated(
    r"\b(?:book (?:now|your|a|an|online)|when you book|at booking|(?:your|first|next|any) (?:appointment|visit|cleaning|exam)|new patients?|food (?:bank|drive)|charity|fundraiser|school|shelter|"
    r"donat\w+|library|little league|5k|scholarship|patients? (?:sent|brought|gave)|famil(?:y|ies) (?:sent|brought)|neighbors? (?:sent|brought)|our (?:website|portal))\b"
)


@detector("praises-for-gain")
def praises_for_gain(scene: Scene) -> Sighting | None:
    """Praise of a product or firm in a draft that shows what is had for it. What is our own, or for a good cause, is none."""
    low, norm = scene.reading.low, scene.reading.norm
    if not PRAISES.search(low) or OWN_CAUSE.search(low) or scene.reading.concepts.get("disclosure"):
        return None
    code = CODE.search(norm) if CODED.search(low) else None
    gain = code or GAINS.search(low) or GIVEN.search(low)
    if gain is None and scene.reading.concepts.get("product"):
        gain = IN_BIO.search(low)
    return Sighting((gain.span(),)) if gain else None
