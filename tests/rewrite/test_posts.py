"""What an author is offered for a draft that broke a rule: their own words first, a general post where those cannot stay."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot import policy
from bot.checkpost import Checkpost
from bot.drafts import Draft, Finding, Kind, Report, Scrubbed, Span, Suggestion, Verdict, Violation
from bot.policy.platforms import folder, measured
from bot.practice import Practice
from bot.reading import read
from bot.rewrite.edits import general, parts, stands, tidy, trims, turns
from bot.rewrite.edits.pieces import pieces
from bot.rewrite.edits.wordings import load
from bot.rewrite.posts import OfflineWriter

DRAFTS = Path(__file__).parents[2] / "benchmarks" / "drafts"
WORDINGS = load()
WRITER = OfflineWriter()
CHECKPOST = Checkpost(policy.load(folder()), (WRITER,))

BRACES = Practice(
    id="larkspur",
    name="Larkspur Orthodontics",
    specialty="orthodontics",
    state="OR",
    staff=("Dr. Imani Osei", "Petra", "Wendell"),
    phone="(503) 555-0142",
    email="desk@larkspur.example",
    website="larkspur.example",
    address="12 Alder Street, Corvallis, OR 97330",
    contact_person="Petra, our office manager",
)
MOVING = replace(BRACES, id="summit", name="Summit Physical Therapy", specialty="physical therapy")
EYES = replace(BRACES, id="lens", name="Lantern Optometry", specialty="optometry")
MIND = replace(BRACES, id="mind", name="Harbor Behavioral Health", specialty="behavioral health")
WOMEN = replace(BRACES, id="women", name="Willow Women's Health", specialty="obstetrics and gynecology")
FAMILY = replace(BRACES, id="family", name="Hillside Family Medicine", specialty="family medicine")
BARE = Practice()


def offered(text: str, practice: Practice = BRACES, **draft: object) -> list[str]:
    """What the pipeline shows for a draft."""
    shown = CHECKPOST.check_and_suggest(Draft(text, **draft), practice).suggestions  # type: ignore[arg-type]
    return [suggestion.text for suggestion in shown]


def reported(
    text: str, *spans: tuple[str, str], rules: str = "", kind: Kind = Kind.POST, platform: str = "facebook"
) -> Report:
    """A report made by hand, so that these tests say what the writer does whatever the detectors find."""
    findings = tuple(
        Finding(name, text.index(words), text.index(words) + len(words), 1.0, "test") for words, name in spans
    )
    places = tuple(Span(f.start, f.end) for f in findings)
    blocks = {"phi-identifier", "patient-acknowledged", "health-detail", "security-exposure", "context-clue"}
    violations = tuple(
        Violation(
            rule,
            rule,
            Verdict.BLOCK if rule in blocks else Verdict.REVISE,
            "",
            "",
            "",
            places if rule == "phi-identifier" else (),
        )
        for rule in rules.split()
    )
    verdict = max((v.verdict for v in violations), default=Verdict.PASS)
    return Report(Draft(text, kind, platform), verdict, findings, violations, (), Scrubbed(""))


def written(report: Report, practice: Practice = BRACES) -> list[Suggestion]:
    return list(WRITER.write(read(report.draft.text), report, practice))


@pytest.mark.parametrize(
    ("text", "spans", "rules", "first"),
    [
        pytest.param(
            "Thank you Maria Lopez for the cookies! Our office is closed this Friday for training.",
            [("Maria Lopez", "PERSON")],
            "phi-identifier",
            "Thank you for the cookies! Our office is closed this Friday for training.",
            id="a name that is thanked",
        ),
        pytest.param(
            "Thanks, Tom! The new coffee machine is wonderful, and everybody is welcome to a cup.",
            [("Tom", "PERSON")],
            "phi-identifier",
            "Thanks! The new coffee machine is wonderful, and everybody is welcome to a cup.",
            id="a name called out",
        ),
        pytest.param(
            "Found on the sidewalk: one blue retainer case (name inside says Dale Corvin). Petra has it at the desk.",
            [("Dale Corvin", "PERSON")],
            "phi-identifier patient-acknowledged",
            "Found on the sidewalk: one blue retainer case. Petra has it at the desk.",
            id="the thing stays, its owner goes",
        ),
        pytest.param(
            "Found in the lobby: a green scarf with a tag that says Ruth Okafor. Petra has it at the desk.",
            [("Ruth Okafor", "PERSON")],
            "phi-identifier patient-acknowledged",
            "Found in the lobby: a green scarf. Petra has it at the desk.",
            id="the tag goes with the name on it",
        ),
        pytest.param(
            "Unlike the chain down the street, we take our time. We explain every step and answer every question. Call (503) 555-0142.",
            [],
            "disparages-others",
            "We explain every step and answer every question. Call (503) 555-0142.",
            id="what is said of oneself stays when others are left alone",
        ),
        pytest.param(
            "We are the best orthodontic office in Oregon. Call (503) 555-0142 and ask about options.",
            [],
            "superlative-claim",
            "We are an orthodontic office in Oregon. Call (503) 555-0142 and ask about options.",
            id="a claim turned into a statement, the article with it",
        ),
        pytest.param(
            "Our visits are painless. Ask us what happens at the first one.",
            [],
            "outcome-guarantee",
            "Our visits are designed with your comfort in mind. Ask us what happens at the first one.",
            id="a promise turned into an aim",
        ),
        pytest.param(
            "STOP CANCELLING AT THE LAST MINUTE!!! If you need to move an appointment, call Petra a day ahead.",
            [],
            "unprofessional-tone",
            "Stop cancelling at the last minute! If you need to move an appointment, call Petra a day ahead.",
            id="shouting calmed",
        ),
        pytest.param(
            "We love hearing from you. Leave a 5-star review and get a $10 gift card!",
            [],
            "review-incentive",
            None,
            id="a reward for reviews becomes an honest ask",
        ),
    ],
)
def test_the_authors_words_come_first(text: str, spans: list[tuple[str, str]], rules: str, first: str | None) -> None:
    best = written(reported(text, *spans, rules=rules))[0]
    assert best.edits, "every change is explained"
    if first:
        assert best.text == first
    else:
        assert best.text.startswith("We love hearing from you.")
        assert "honest review" in best.text
        assert "gift" not in best.text


def test_a_story_goes_as_a_whole_and_its_lesson_stays() -> None:
    """Without the name it would still be his knee; what the post teaches everybody may stay."""
    text = "Our Mr. Tolland finally bends that knee after nine weeks! He cried. Moving a little every day helps joints stay strong. Call us if yours are stiff."
    texts = [
        s.text for s in written(reported(text, ("Tolland", "PERSON"), rules="phi-identifier health-detail"), MOVING)
    ]
    assert texts[0] == "Moving a little every day helps joints stay strong. Call us if yours are stiff."
    assert all("cried" not in t and "nine weeks" not in t and "Tolland" not in t for t in texts)


def test_a_tale_is_not_kept_because_a_rule_missed_it() -> None:
    """The check found the school and not the story; the sentence about him goes all the same."""
    text = "We mourn with all of Alder High. He was a bright, funny kid and fought so hard. If you are hurting, call or text 988. Our door is open until 8."
    texts = [s.text for s in written(reported(text, ("Alder High", "LOCATION"), rules="phi-identifier"), MIND)]
    assert texts[0] == "If you are hurting, call or text 988. Our door is open until 8."
    assert all("funny kid" not in t for t in texts)


def test_where_nothing_can_stay_the_author_is_told_and_gets_a_post_on_the_topic() -> None:
    text = "Somebody's granddaughter wept when her dentures finally fit, ask her aunt at the bakery!"
    best = written(reported(text, rules="context-clue health-detail"), replace(BRACES, specialty="dentistry"))[0]
    assert "dentures" in best.text.lower()
    assert any("general post" in edit.what for edit in best.edits)


def test_a_milestone_is_celebrated_without_the_person() -> None:
    text = "Congrats to Jaylen Ortiz, braces OFF after 26 months! Look at that grin!"
    best = written(reported(text, ("Jaylen Ortiz", "PERSON"), rules="phi-identifier health-detail"))[0]
    assert "cheering for you" in best.text
    assert "Jaylen" not in best.text


def test_different_drafts_get_different_posts_and_the_same_draft_the_same() -> None:
    """A practice that writes often does not get one post twenty times."""
    drafts = [
        f"Her {n} brackets popped off again, what a saga with that bite and those wires, number {n}!" for n in range(20)
    ]
    first = [written(reported(d, rules="health-detail"))[0].text for d in drafts]
    assert first == [written(reported(d, rules="health-detail"))[0].text for d in drafts]
    assert len(set(first)) >= 3


def test_praise_that_is_paid_for_is_marked_or_not_offered() -> None:
    text = "Obsessed with these whitening pens! Use code LARK10 at checkout."
    texts = [s.text for s in written(reported(text, rules="undisclosed-endorsement"))]
    assert texts[0] == f"#ad {text}"
    assert all("Obsessed" not in t for t in texts[1:])


REPLY = {"kind": Kind.REVIEW_REPLY, "platform": "google"}


@pytest.mark.parametrize(
    ("draft", "review", "has", "has_not"),
    [
        (
            "Hi Dashiell, we hear you. Schedules shift when staff are out, and a heads-up is the least anyone should get. Petra will gladly talk at (503) 555-0142.",
            "Two stars. They switched my therapist and told nobody.",
            "Schedules shift when staff are out",
            "Dashiell",
        ),
        (
            "Thanks for choosing us for your cleaning, Tom! Have a great week!",
            "Great cleaning, Petra was so gentle!",
            "Have a great week!",
            "cleaning",
        ),
        (
            "Karen, you were twenty minutes late and you yelled at Petra. Please call Petra at (503) 555-0142.",
            "They refused to see me, rude front desk.",
            "Petra at (503) 555-0142",
            "late",
        ),
        (
            "We are sorry to read this.",
            "Never again. Waited an hour and nobody cared.",
            "(503) 555-0142",
            "you were",
        ),
    ],
)  # fmt: skip
def test_replies_keep_courtesies_and_gain_a_private_way(draft: str, review: str, has: str, has_not: str) -> None:
    texts = offered(draft, review=review, **REPLY)
    assert has in texts[0]
    assert all(has_not not in t for t in texts)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param(
            "We're the best dentist in Oregon!!! Guaranteed painless root canals. Call (503) 555-0142 to book.",
            "We're a dental office in Oregon. We go at your pace with root canals, and tell you what to expect. Call (503) 555-0142 to book.",
            id="a boast and a promise become statements",
        ),
        pytest.param(
            "Congratulations to Jasmine Ortega, who got her braces off last Tuesday! Flossing every night keeps teeth and gums healthy. Book your check-up at (503) 555-0142.",
            "Flossing every night keeps teeth and gums healthy. Book your check-up at (503) 555-0142.",
            id="the sentences that stand alone stay",
        ),
        pytest.param(
            "Leave us a 5-star Google review and get a free whitening kit! We read every one of them.",
            "Leave us an honest review! We read every one of them.",
            id="the ask stays, the reward goes",
        ),
        pytest.param(
            "Thank you to Mrs. Delgado for the banana bread! We're open until 6 tonight, and walk-ins are welcome.",
            "Thank you for the banana bread! We're open until 6 tonight, and walk-ins are welcome.",
            id="thanks without the name, and the hours with their day",
        ),
    ],
)
def test_the_authors_message_survives_the_whole_way(text: str, first: str) -> None:
    shown = CHECKPOST.check_and_suggest(Draft(text), replace(BRACES, specialty="dentistry")).suggestions
    assert shown[0].text == first
    assert not any("Nothing of the draft" in edit.what for s in shown for edit in s.edits)


def test_a_celebration_keeps_its_voice_and_the_hashtags_that_name_nobody() -> None:
    text = "Huge congrats to Marcus Bell on finishing his braces yesterday! 🎉 Look at him go! #braces #TeamMarcus"
    best = written(
        reported(text, ("Marcus Bell", "PERSON"), ("Marcus", "PERSON"), rules="phi-identifier health-detail")
    )[0]
    assert best.text.startswith("Huge congrats to everyone")
    assert best.text.endswith("🎉 #braces")
    assert "Marcus" not in best.text


@pytest.mark.parametrize(
    "text",
    [
        "Hi Carol, saw your comment about the floaters. Come in after the holiday.",
        "Mr. Abbot, your number is disconnected. Please bring both of them.",
    ],
)
def test_what_was_bidden_to_one_person_is_bidden_to_nobody_else(text: str) -> None:
    name = "Carol" if "Carol" in text else "Abbot"
    for suggestion in written(reported(text, (name, "PERSON"), rules="phi-identifier health-detail"), EYES):
        assert "Come in after" not in suggestion.text
        assert "bring both" not in suggestion.text


def test_the_thing_that_only_a_cut_sentence_named_is_not_spoken_of() -> None:
    assert stands.lost("Yesenia has the brace.", "You left your lights on.", "and your lumbar brace in the lot")
    assert not stands.lost("The brace is ready.", "A brace was found.", "and your lumbar brace in the lot")
    assert not stands.lost("Stop by the office.", "", "we saw her at the office")


def test_one_general_post_is_enough_beside_the_authors_words() -> None:
    text = "Our Mr. Tolland bends that knee at last! Moving a little every day helps joints stay strong. Call us if yours are stiff."
    shown = written(reported(text, ("Tolland", "PERSON"), rules="phi-identifier health-detail"), MOVING)
    assert sum("general post" in edit.what or "milestone" in edit.what for s in shown for edit in s.edits) == 1


def test_no_explanation_is_longer_than_three_lines_or_shows_a_field() -> None:
    text = "Karen, you were late on May 3 and you yelled, so our lawyer will call. Take two Advil. It is all in your chart."
    draft = Draft(text, Kind.REVIEW_REPLY, "google", "Rude front desk.")
    for suggestion in CHECKPOST.check_and_suggest(draft, BRACES).suggestions:
        assert len(suggestion.edits) <= 3
        assert not any("{" in edit.what or '"' in edit.what for edit in suggestion.edits)


@pytest.mark.parametrize(
    ("draft", "review", "best"),
    [
        pytest.param(
            "We are sorry to read this and we take every comment to heart.",
            "Never again. Rude at the front desk.",
            "We are sorry to read this and we take every comment to heart. ",
            id="only the private way was missing",
        ),
        pytest.param(
            "Your crown came out because you skipped the follow-up. Petra will sit down with you: (503) 555-0142.",
            "My crown fell out, terrible work.",
            "Petra will sit down with you: (503) 555-0142.",
            id="the author's own way to go on stays",
        ),
    ],
)
def test_a_reply_keeps_what_offers(draft: str, review: str, best: str) -> None:
    assert best in offered(draft, review=review, **REPLY)[0]


def test_a_reply_does_not_send_people_to_the_one_they_complain_of() -> None:
    draft = "You were rude to Wendell last Tuesday and your exam was fine. Wendell can say so: (503) 555-0142."
    for text in offered(draft, review="Wendell was rude to me.", **REPLY):
        assert "call Wendell" not in text
        assert "ask for Wendell" not in text


def test_a_review_that_calls_for_people_gets_no_words() -> None:
    review = "I want to kill myself and nobody at this place picks up the phone."
    report = replace(reported("You never called us.", rules="argues-with-reviewer", kind=Kind.REVIEW_REPLY))
    report = replace(report, draft=replace(report.draft, review=review))
    assert written(report) == []


def test_a_clean_draft_is_left_alone() -> None:
    assert offered("Our office is closed on Monday for the holiday. See our hours at larkspur.example.") == []


def test_a_clean_draft_that_is_too_long_is_cut_at_whole_sentences() -> None:
    sentence = "Brush twice a day, floss once, and ask us when something bleeds or feels odd to you. "
    shorter = offered(sentence * 5, platform="x")
    assert shorter
    assert len(shorter[0]) <= 280
    assert shorter[0].endswith("to you.")


@pytest.mark.parametrize("practice", [BRACES, MOVING, EYES, MIND, WOMEN, FAMILY, BARE], ids=lambda p: p.id)
def test_every_general_post_passes_the_check_and_fits_everywhere(practice: Practice) -> None:
    every = [p.text for t in WORDINGS.topics for p in t.posts] + [t.milestone for t in WORDINGS.topics if t.milestone]
    every += [post.text for post in WORDINGS.general]
    assert len(every) > 150
    for text in every:
        post = general.filled(text, practice)
        assert "{" not in post
        assert measured(post, "weighted") <= 280, post
        if post:
            report = CHECKPOST.check(Draft(post), practice)
            assert report.verdict is Verdict.PASS, (post, [v.rule for v in report.violations])


def test_what_is_offered_on_our_drafts() -> None:
    """Every draft that is held back gets a wording; none repeats a name, shows a placeholder or a hole."""
    practices = {
        key: Practice(id=key, **{k: tuple(v) if isinstance(v, list) else v for k, v in profile.items()})
        for key, profile in json.loads((DRAFTS / "practices-dev.json").read_text("utf-8")).items()
    }
    held = without = 0
    for line in (DRAFTS / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
        report = CHECKPOST.check_and_suggest(draft, practices[row["practice"]])
        if report.verdict is Verdict.PASS:
            continue
        held += 1
        without += not report.suggestions
        for suggestion in report.suggestions:
            assert suggestion.edits
            assert not re.search(r"<[A-Z]+_\d|\{|  |[,;] ?[.!?]|\s[,.!?](?:\s|$)|[\ue000-\ue00f]", suggestion.text), (
                suggestion.text
            )
            for span in row["spans"]:
                if (
                    span["type"] in {"PERSON", "US_SSN", "EMAIL_ADDRESS", "MEDICAL_RECORD_NUMBER"}
                    and span["text"][0].isupper()
                ):
                    assert not re.search(rf"\b{re.escape(span['text'])}\b", suggestion.text), suggestion.text
    assert without <= 0.03 * held


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Thank you , for coming", "Thank you, for coming"),
        ("So glad ( ) you asked .", "So glad you asked."),
        ("Wow!. Great ,, really", "Wow! Great, really"),
    ],
)
def test_tidying(before: str, after: str) -> None:
    assert tidy.tidy(before) == after


def test_what_nobody_does_better_we_do() -> None:
    rule = WORDINGS.turns["superlative-claim"]
    assert turns.turned("Nobody in Corvallis does more implants.", rule) == "We do implants in Corvallis."
    said = "No other office in the valley combines hands, head and heart as we do."
    assert turns.turned(said, rule) == "We combine hands, head and heart."


@pytest.mark.parametrize(
    ("text", "spans", "stays"),
    [
        (
            "Three times is unacceptable and you were gracious with Jo Bell.",
            [("Jo Bell", "PERSON")],
            "Three times is unacceptable.",
        ),
        (
            "Jo Bell cannot hit a slider, we can't read our own handwriting.",
            [("Jo Bell", "PERSON")],
            "We can't read our own handwriting.",
        ),
        ("If Jo Bell ever calls, we will call her back.", [("Jo Bell", "PERSON")], None),
    ],
)
def test_a_part_of_a_sentence_stands_only_where_it_makes_sense(
    text: str, spans: list[tuple[str, str]], stays: str | None
) -> None:
    piece = pieces(read(text), reported(text, *spans, rules="phi-identifier"), WORDINGS)[0]
    assert next((part.text for part in parts.parts(piece)), None) == stays


def test_turns_mind_the_article() -> None:
    rule = WORDINGS.turns["superlative-claim"]
    assert turns.turned("We are the most advanced eye clinic in Oregon.", rule) == "We are an eye clinic in Oregon."
    assert turns.turned("We're the only real doctors on this side.", rule) == "We're doctors on this side."
    assert turns.turned("We like mornings.", rule) is None


def test_a_sentence_that_cannot_do_without_its_name_is_not_kept() -> None:
    text = "Delphine makes the team laugh."
    report = reported(text, ("Delphine", "PERSON"), rules="phi-identifier")
    assert trims.trimmed(pieces(read(text), report, WORDINGS)[0]) is None


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "Maria! " * 14_000, "😀" * 10_000, ", on Monday" * 9_000, "(" * 50_000, ""]
)
def test_hostile_drafts_cost_little(text: str) -> None:
    report = reported(text or " ", rules="patient-gossip")
    start = time.perf_counter()
    written(report)
    assert time.perf_counter() - start < 3
