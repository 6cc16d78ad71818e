"""Going on with a wording in its thread, without a model: shorter, warmer, with the phone number. Each comes back through check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.desk import answers
from bot.desk.desk import Desk
from bot.drafts import Draft, Suggestion, Verdict
from bot.reading import read
from bot.rewrite.tones import toned

VOICES = {"shorter": "brief", "warmer": "warm", "more formal": "formal"}
TRIES = 6  # turns of the writer of replies
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
CANNOT = (
    "I can make a wording shorter, warmer or more formal, and add your phone number or email; for other wishes take *Edit*, change the words, "
    "and I check them again."
)


def reply(draft: Draft, wish: str, turn: int, desk: Desk) -> Suggestion | None:
    """Return another reply to the same review in the voice that was wished for; None if none passes."""
    review, writer = draft.review or "", answers.writer(desk)
    for step in range(turn, turn + TRIES):
        worded = dict(writer.write(read(review), None, desk.practice, draft.platform, turn=step).replies)
        text = worded.get(VOICES.get(wish, "warm"), "")
        if text and text != draft.text and _passes(text, draft, desk):
            return Suggestion(text, "offline", VOICES.get(wish, ""))
    return None


def wording(text: str, like: Draft, wish: str, desk: Desk) -> Suggestion | None:
    """Return `text` as it was wished for, if that can be done without a model and passes the check."""
    for candidate in _candidates(text, wish, desk):
        if candidate.strip() and candidate != text and _passes(candidate, like, desk):
            return Suggestion(candidate, "offline")
    return None


def _candidates(text: str, wish: str, desk: Desk) -> Iterator[str]:
    practice = desk.practice
    if wish == "shorter":
        yield from _shorter(text)
    elif wish in ("warmer", "more formal"):
        yield from toned(text, wish, desk.settings.prompts / "tones.yaml")
    elif wish == "phone" and practice.phone and practice.phone not in text:
        yield f"{text.rstrip()} Call us at {practice.phone}."
    elif wish == "email" and practice.email and practice.email not in text:
        yield f"{text.rstrip()} Write to us at {practice.email}."


def _shorter(text: str) -> Iterator[str]:
    """Leave out one sentence, the longest in the middle first: what opens and what closes carries the message."""
    sentences = SENTENCE.split(text.strip())
    middle = sorted(range(1, len(sentences) - 1), key=lambda at: -len(sentences[at]))
    for at in middle or ([len(sentences) - 1] if len(sentences) > 1 else []):
        yield " ".join(sentences[:at] + sentences[at + 1 :])


def _passes(text: str, like: Draft, desk: Desk) -> bool:
    draft = Draft(text, like.kind, like.platform, like.review)
    return desk.checkpost.check(draft, desk.practice).verdict is Verdict.PASS
