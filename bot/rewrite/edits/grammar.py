"""Words by what they do in a sentence. Small closed lists: what is missing here costs a sentence, not a patient."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


GOES_ON = _words(
    "and but or because which who then also plus instead otherwise still nor yet though either meanwhile",
    "afterwards anyway besides therefore however",
)
ONE = _words(
    "he she him her hers his himself herself he's she's he'd she'd he'll she'll ella él",
)
MANY = _words(
    "they them their theirs they're they've they'll they'd",
)
POINTING = _words(
    "it its it's this that that's those these such it'll it'd",
)
LINKS = _words(
    "is was were are isn't wasn't has had have will would can could means meant made makes did does happened",
    "goes went gets got the a one ones why how and , . ! ?",
)
GROUPS = _words(
    "people kids children folks everyone everybody anybody somebody someone anyone team staff crew families",
    "parents neighbors others",
)
PAST = _words(
    "was were had did came got went saw told said took left made gave sat brought called stopped walked asked",
    "cried waited dropped finished graduated started drove wore felt rang beat won lost met sent paid missed",
    "showed arrived picked checked wanted needed loved helped ran kept hit broke fell bit stood texted posted",
    "wrote turned became hugged smiled laughed screamed passed died delivered welcomed treated removed placed",
    "fitted booked canceled cancelled swallowed didn't wasn't weren't couldn't wouldn't knew thought found put",
    "cut",
)
BEFORE_PARTICIPLE = _words(
    "have has 've is are be been being get gets 's 're am i'm we're you're they're it's we've i've you've",
    "isn't aren't not never always also often a an the",
)
ADJECTIVES = _words(
    "tired need feed speed scared worried excited interested trained experienced used based recommended",
    "supposed indeed bed red hundred embarrassed",
)
PRESENT = _words(
    "is are can will may might should must do does have has need needs help helps take takes make makes",
    "know love want like mean means let's it's that's there's we're you're we've i'm don't doesn't isn't",
    "aren't can't won't here's who's what's we'll you'll get gets keep keeps comes come goes go call ask book",
    "visit try see start stop remember drink brush floss wear bring check talk tell keep read share join",
    "follow find learn starts works work says say feel feels hurts hurt gives give asks records train trains",
    "depends looks look hear think matter matters stay stays deserve deserves",
)
YOU = _words(
    "you your you're you've you'll we our us let's yourself everyone everybody anyone",
)
PLACES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august",
    "september october november december christmas easter halloween thanksgiving america american english",
    "spanish tennessee georgia texas florida california colorado oregon jersey york ohio",
)
ACRONYMS = _words(
    "PT OT DPT DDS DMD MD DO OD RN NP PA LPC LCSW ACL MCL MRI CT EKG ECG BP TMJ TMD IUD OB GYN ER ICU NICU",
    "ADHD PTSD OCD CBT DBT EMDR HIPAA ADA FDA CDC AAP AAD SPF HPV RSV COVID FAQ DM PM AM TV USA US UK NY NJ CA",
    "TX FL GA TN OR CO WA OK HSA FSA PPO HMO VA",
)
