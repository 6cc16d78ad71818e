"""Offline replies to reviews: what they say, what they never say, and that they differ."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.practice import Practice
from bot.reading.reading import read
from bot.rewrite import contact
from bot.rewrite.phrases import PhraseBroken, Picker, parse
from bot.rewrite.replies import Asked, OfflineReplies, Replies
from bot.rewrite.vocabulary import vocabulary
from bot.rewrite.wordings import VOICES, WordingsBroken, load

HERE = Path(__file__).parent
PROMPTS = HERE.parents[1] / "prompts" / "replies.yaml"
REVIEWS = [json.loads(line) for line in (HERE / "reviews.jsonl").read_text("utf-8").splitlines()]
WRITER = OfflineReplies(load(PROMPTS))

DENTAL = Practice(
    id="maple-dental",
    name="Maple Street Dental",
    specialty="dentistry",
    staff=("Dr. Nora Quist", "Tilda", "Bram, RDH"),
    phone="(503) 555-0188",
    email="hello@maplestreetdental.example",
    contact_person="our office manager, Tilda",
    hours="Mon-Thu 8-5",
)
CLINIC = Practice(
    id="ash-clinic", name="Ash Clinic", phone="(503) 555-0101", contact_person="Pia Holm, our practice manager"
)
BY_MAIL = Practice(id="by-mail", name="Birch Pediatrics", email="desk@birch.example", contact_person="Office Manager")
BARE = Practice(id="bare")
PROFILES = (DENTAL, CLINIC, BY_MAIL, BARE)

# What would say that the reviewer was seen here, promise, argue, or sound like a form letter.
FORBIDDEN = [
    r"your (?!(?:kind |candid |generous |thoughtful )?(?:words|comments|feedback)\b)\w+",
    r"\b(choos|visit|appointment with|treated you|see you|seeing you|saw you|serve you|serving you|look forward|come in|come back)",
    r"\byou (were|had|waited|felt|came|received|experienced|got|called|paid|visited|went through)\b",
    r"sorry (you|that you|for|about|to hear about)\b|apologi[sz]e|what happened|this happened",
    r"\b(strive|valued|seriously|best|finest|number one|guarantee|promise|always|never|painless|cure|free|discount|offer you)\b",
    r"\b(patients?|client|customer)\b",
    r"\b(HIPAA|lawyer|attorney|sue|defam|police|fake|false|untrue|incorrect|actually|however,)\b",
    r"\b(su (visita|cita|cuenta|atención|tratamiento|experiencia)|paciente|elegirnos|lo esperamos|nos vemos)\b",
    r"\b(today|tomorrow|yesterday|this week|last week|hoy|mañana por|ayer)\b",
]
BAD = re.compile("|".join(f"(?:{pattern})" for pattern in FORBIDDEN), re.IGNORECASE)
WEEKDAYS = re.compile(r"\s*\(Mon-Thu 8-5\)")


def everything() -> list[tuple[str, str]]:
    """A review for each subject, each face of it, and each kind of special reply."""
    samples = {
        "complaint": "The {word} was awful.",
        "praise": "The {word} was wonderful.",
    }
    words = {
        "wait": "wait", "parking": "parking", "phone": "phone", "billing": "billing", "front_desk": "front desk", "staff": "staff",
        "facility": "music", "insurance": "insurance", "price": "pricing", "scheduling": "scheduling", "portal": "portal",
        "access": "location", "language": "interpreter", "telehealth": "telehealth", "privacy": "privacy", "manner": "dentist",
    }  # fmt: skip
    texts = [(sample.format(word=word), face) for word in words.values() for face, sample in samples.items()]
    texts += [(review["review"], "set") for review in REVIEWS if not review["crisis"]]
    return texts


def written(text: str, stars: int | None = 2, practice: Practice = DENTAL, platform: str = "google") -> Replies:
    return WRITER.write(read(text), stars, practice, platform)


def texts_of(replies: Replies) -> list[str]:
    return [text for _, text in replies.replies]


def well_formed(text: str, practice: Practice) -> None:
    assert text.strip() == text and text
    assert "  " not in text and " \n" not in text and "\n\n" not in text
    assert not re.search(r"\.\.|,,|,\.|\.,| [.,;:?!]|\(\)|[{}\[\]|\x00]", text), text
    assert not re.search(r"\b(\w+) \1\b", text, re.IGNORECASE), text
    for sentence in re.split(r"(?<=[.?!])\s+|\n", text.replace("Dr. ", "Dr ")):
        assert sentence[0].isupper() or sentence[0] in "¿¡", (sentence, text)
    body = text.split("\n", maxsplit=1)[0]
    assert body[-1] in ".?!", text
    sentences = [part.strip() for part in re.split(r"(?<=[.?!])\s+", body)]
    assert len(sentences) == len(set(sentences)), text
    said = text.replace(practice.name, "").lower() if practice.name else text.lower()
    words = re.findall(r"[\w']+", said)
    fives = list(zip(*(words[at:] for at in range(5)), strict=False))
    assert len(fives) == len(set(fives)), text


@pytest.mark.parametrize("practice", PROFILES, ids=lambda practice: practice.id)
@pytest.mark.parametrize("platform", ["google", "x", "tiktok"])
def test_no_reply_ever_says_what_it_must_not(practice, platform):
    """Over every subject, tone, voice, profile and platform: neutral, well formed, within the room."""
    room = {"x": 280, "tiktok": 150}.get(platform, 600)
    for (text, _), stars in itertools.product(everything(), (1, 3, 5, None)):
        for voice, reply in written(text, stars, practice, platform).replies:
            plain = WEEKDAYS.sub("", reply)
            assert not BAD.search(plain), (BAD.search(plain), reply)
            well_formed(reply, practice)
            assert len(reply) <= (min(room, 300) if voice == "brief" else room), reply


def every_subject(face: str) -> list[str]:
    return sorted(
        {place.split(".")[1] for place in WRITER.wordings.english.phrases if place.startswith(face)} - {"general"}
    )


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_every_sentence_of_the_wordings_is_safe_by_itself(language):
    """Each phrase in many of its variants: no forbidden word hides in a rare one."""
    bank = getattr(WRITER.wordings, language)
    slots = contact.slots(DENTAL, "es" if language == "spanish" else "en")
    slots |= {"about": "parking", "topic": "parking", "s": "it", "S": "It", "staff": "Tilda", "Staff": "Tilda"}
    for place, phrases in bank.phrases.items():
        for phrase, seed in itertools.product(phrases, range(12)):
            text = contact.tidy(phrase.say(Picker(place, str(seed)), slots))
            assert not BAD.search(WEEKDAYS.sub("", text)), (place, text)


def test_every_subject_of_a_review_has_wordings():
    """Whatever `understand` can find in English, a reply has something particular to say about."""
    assert set(vocabulary().subjects) <= set(every_subject("complaints."))


def test_a_hundred_reviews_get_three_hundred_texts():
    """No two replies of a batch are alike, sign-off apart, even where the reviews are the same."""
    reviews = (
        [(r["review"], r["stars"]) for r in REVIEWS if not r["crisis"]][:90] + [("Great!", 5)] * 5 + [("Rude.", 1)] * 5
    )
    batch = list(WRITER.write_batch(Asked(read(text), stars, DENTAL) for text, stars in reviews))
    texts = [text.split("\n")[0] for replies in batch for text in texts_of(replies)]
    assert len(texts) > 285  # advertisements get one text
    assert len(set(texts)) == len(texts)


def test_a_hundred_reviews_on_one_subject_differ():
    """A hundred people complain of parking, and the owner answers each in other words."""
    batch = WRITER.write_batch(Asked(read(f"Parking was awful, take {n}."), 2, DENTAL) for n in range(100))
    texts = [text.split("\n")[0] for replies in batch for text in texts_of(replies)]
    assert len(set(texts)) == 300
    openings = [text.split(". ")[0] for text in texts]
    assert max(openings.count(opening) for opening in set(openings)) < 25


def test_the_same_review_gets_the_same_reply():
    """Blanks and capitals aside, and in another process too: nobody is shown a new text on every look."""
    text = "Waited an hour and nobody answers the phone."
    assert written(text) == written("  waited an HOUR and nobody answers  the phone. ")
    code = (
        "import sys, json; from pathlib import Path; from bot.practice import Practice; from bot.reading.reading import read;"
        "from bot.rewrite.replies import OfflineReplies; from bot.rewrite.wordings import load;"
        "w = OfflineReplies(load(Path(sys.argv[1])));"
        "print(json.dumps(w.write(read(sys.argv[2]), 2, Practice(id='p', name='P', phone='1')).replies))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(PROMPTS), text],
            capture_output=True, text=True, check=True, cwd=HERE.parents[1], env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


def test_whoever_asks_again_gets_other_words():
    """Each turn is as stable as the first."""
    review = read("Parking was awful.")
    turns = [texts_of(WRITER.write(review, 2, DENTAL, turn=turn)) for turn in range(6)]
    assert len({text for texts in turns for text in texts}) == 18
    assert turns[3] == texts_of(WRITER.write(review, 2, DENTAL, turn=3))


def test_another_review_or_practice_gets_another_reply():
    """The wording follows from the review and the practice."""
    one = texts_of(written("Waited an hour and nobody answers the phone."))
    assert not set(one) & set(texts_of(written("Waited an hour, and nobody ever answers the phones.")))
    assert len(set(one)) == 3


@pytest.mark.parametrize(
    ("review", "words"),
    [
        ("Parking was a nightmare.", ("parking", "spot", "lot", "arriving", "space")),
        ("Nobody answers the phone.", ("call", "phone")),
        ("I waited two hours.", ("wait", "schedule", "time")),
        ("The bill was wrong.", ("bill", "cost", "statement", "charge")),
        ("The receptionist was rude.", ("greet", "hello", "welcome", "courtesy", "front desk")),
        ("The portal is useless.", ("online", "login", "screen", "technology")),
        ("The music was way too loud.", ("comfort", "sound", "room")),
        ("Filthy bathroom.", ("clean", "spotless")),
        ("It hurt so much, she was rough.", ("comfort", "gentl")),
    ],
)
def test_a_reply_takes_up_what_the_review_raises(review, words):
    """Each voice speaks to the subject in the practice's own words."""
    for reply in texts_of(written(review, 1)):
        assert any(word in reply.lower() for word in words), reply


def test_two_complaints_are_both_taken_up():
    """One flowing reply for the weightiest two, and a line for the rest."""
    warm = dict(written("Parking was a nightmare, I waited two hours, and the bill was wrong.", 1).replies)[
        "warm"
    ].lower()
    assert "bill" in warm or "cost" in warm or "charge" in warm
    assert "wait" in warm or "schedule" in warm or "time" in warm


def test_a_reply_to_a_bad_review_shows_the_private_way():
    """Person and phone in each voice, also for mixed reviews, accusations and deaths."""
    for text in ("Awful.", "My mother died.", "I will call my lawyer.", "The staff was lovely but parking was awful."):
        for reply in texts_of(written(text, 2)):
            assert DENTAL.phone in reply and "Tilda" in reply


@pytest.mark.parametrize(
    ("practice", "wanted"),
    [
        (CLINIC, ["(503) 555-0101", "Pia Holm"]),
        (BY_MAIL, ["desk@birch.example", "office manager"]),
        (BARE, ["our office", "office manager"]),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_the_way_on_follows_from_the_profile(practice, wanted):
    """What the profile lacks is worked around, never left as a gap."""
    for reply in texts_of(written("The wait was awful.", 1, practice)):
        assert all(word in reply.replace("Our", "our") for word in wanted), reply


@pytest.mark.parametrize("review", [r for r in REVIEWS if r["crisis"]], ids=lambda review: review["id"])
def test_a_crisis_gets_no_reply_but_an_alert(review):
    """Nobody answers in public; the alert says whom to tell and how, and repeats nothing."""
    replies = written(review["review"], review["stars"])
    assert replies.replies == ()
    for needed in ("privacy officer", "clinical lead", "911", "screenshot"):
        assert needed in replies.alert
    assert not set(re.findall(r"\b(?:gun|park|kms|bruises|niece|tooth|burn)\b", replies.alert))
    assert ("988" in replies.alert) is (review["crisis"] == "self_harm")


@pytest.mark.parametrize(
    ("review", "advice"),
    [
        ("This is malpractice, my attorney will call.", "counsel"),
        ("My mother passed away after you sent her home.", "approver"),
        ("They treated me differently because I'm Black.", "approver"),
        ("They discussed my business in front of everyone, a HIPAA violation.", "privacy officer"),
        ("Worst tacos in town, rude waitress.", "never here"),
        ("Visit www.cheap-leads.example for followers!", "spam"),
        ("I used to work here and management is toxic.", "former colleague"),
        ("They botched my filling and it got infected.", "clinical lead"),
        ("My daughter cried, they were so mean to her.", "child"),
        ("La espera fue muy larga y nadie contesta el telefono.", "another language"),
    ],
)
def test_the_author_is_told_what_a_text_cannot_do(review, advice):
    """Where a reply alone is not the answer, a sentence says what to do besides."""
    assert any(advice in line for line in written(review, 1).advice)


def test_a_wrong_business_is_told_kindly_and_nothing_is_denied():
    """`You were never here` would say who was."""
    for reply in texts_of(written("Worst tacos in town, rude waitress.", 1)):
        assert "page" in reply or "business" in reply
        assert not re.search(r"no record|not (?:been|come)|here before|our office\b.*\bnever", reply)


def test_a_death_is_met_with_sober_words():
    """No condolence that would say the dead were patients, and nothing breezy."""
    for reply in texts_of(written("My father died two days after they sent him home. The parking is bad too.", 1)):
        assert not re.search(
            r"\b(loss|condolence|passing|died|death|father|parking|smile|warmly|type)\b", reply, re.IGNORECASE
        )


PRIVATE = [
    "Karen Whitlock here, DOB 4/12/1971, MRN 88213, call 512-555-0199 about my root canal on March 3rd. I waited two hours.",
    "My husband John Ortiz had a biopsy on Tuesday and they billed us $1,240 for it. jt@mail.example",
    "As the mayor I expect better than a botched chemical peel. The receptionist was rude.",
]


@pytest.mark.parametrize("review", PRIVATE)
@pytest.mark.parametrize("stars", [1, 3, 5])
def test_nothing_private_of_the_review_comes_back(review, stars):
    """No name, number, date, place, procedure or role of the review is in a reply or in the advice."""
    replies = written(review, stars)
    told = " ".join([*texts_of(replies), *replies.advice]).lower()
    for word in ("karen", "whitlock", "1971", "88213", "0199", "root canal", "march", "john", "ortiz", "biopsy", "tuesday",
                 "1,240", "jt@", "mayor", "peel", "husband"):  # fmt: skip
        assert word not in told


def test_praise_names_colleagues_and_repeats_no_care():
    """Whom the profile lists may be named; what was done to whom may not."""
    replies = written("Dr. Quist and Tilda are amazing, my crown is perfect and my gum disease is gone!", 5)
    for reply in texts_of(replies):
        assert "Dr. Quist" in reply and "Tilda" in reply
        assert not re.search(r"crown|gum|disease", reply)
    for reply in texts_of(written("Veronica is amazing!", 5)):
        assert "Veronica" not in reply


def test_a_blamed_colleague_is_not_named():
    """A public reply singles nobody out."""
    for reply in texts_of(written("Bram was rude and rough.", 1)):
        assert "Bram" not in reply


def test_a_part_2_program_never_says_who_was_there():
    """42 CFR Part 2: one answer for all, kind or critical."""
    program = Practice(id="haven", name="Haven Recovery", phone="(503) 555-0144", part2=True)
    for text, stars in (("Saved my life!", 5), ("Rude staff.", 1)):
        for reply in texts_of(written(text, stars, program)):
            assert "programs" in reply and program.phone in reply


def test_a_spanish_review_is_answered_in_spanish():
    """From a bank of its own, with the same care."""
    for reply in texts_of(written("La recepcionista fue muy grosera y esperé dos horas.", 1)):
        assert re.search(r"\b(gracias|agradecemos|lamentamos|hemos)\b", reply.lower())
        assert "please" not in reply.lower()


@pytest.mark.parametrize(
    "text", ["", "!!!", "👍👍", "a" * 20_000, "Très déçu, la secrétaire est une catastrophe", "很好"]
)
def test_any_review_gets_a_reply(text):
    """Too little to go by still gets a plain, polite answer."""
    assert len(written(text, None).replies) == 3


@pytest.mark.parametrize(
    ("profile", "whole", "short"),
    [
        ("our office manager, Marisol", "our office manager, Marisol", "Marisol"),
        ("Dana, our practice manager", "Dana, our practice manager", "Dana"),
        ("Office Manager", "our office manager", "our office manager"),
        ("Jo Smith", "Jo Smith", "Jo Smith"),
        ("", "our office manager", "our office manager"),
    ],
)
def test_how_a_profile_names_the_contact(profile, whole, short):
    """Whatever way round the profile says it, it fits into a sentence."""
    slots = contact.slots(Practice(contact_person=profile))
    assert slots["contact"].rstrip("\x00") == whole
    assert slots["name"] == short


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("a ] b", "a ] too many"),
        ("[a|b", "never closed"),
        ("a|b", "lonely |"),
        ("call {fone}", "no such slot {fone}"),
        ("{", "lonely {"),
    ],
)
def test_a_broken_phrase_says_what_is_wrong(broken, reason):
    """A bracket forgotten by whoever edits the wordings is named."""
    with pytest.raises(PhraseBroken, match=re.escape(reason)):
        parse(broken, frozenset({"phone"}))


def test_broken_wordings_name_every_fault(tmp_path):
    """All faults in one run: a missing section, a broken phrase, a subject with too little to say."""
    text = PROMPTS.read_text("utf-8")
    text = text.replace("\nrest:\n", "\nremainder:\n", 1).replace("{phone}{hours}", "{fone}{hours}", 1)
    text = text.replace("self_harm: >-", "selfharm: >-")
    file = tmp_path / "replies.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(WordingsBroken) as caught:
        load(file)
    for fault in ("rest.warm: is missing", "no such slot {fone}", "alerts.self_harm: is missing"):
        assert fault in caught.value.what


@pytest.mark.parametrize("content", ["", "- a list", "a: [b", "\x00"])
def test_a_file_that_is_no_wordings_is_refused(tmp_path, content):
    """Whatever the file holds, the reason is a sentence."""
    file = tmp_path / "replies.yaml"
    file.write_text(content, "utf-8")
    with pytest.raises(WordingsBroken):
        load(file)
    with pytest.raises(WordingsBroken):
        load(tmp_path / "missing.yaml")


def test_each_voice_of_each_subject_has_choice():
    """At least six wordings each, so that a hundred replies need no repetition."""
    bank = WRITER.wordings.english
    for subject, voice in itertools.product([*every_subject("complaints."), "general"], VOICES):
        assert sum(phrase.variants for phrase in bank.get("complaints", subject, voice)) >= 6
