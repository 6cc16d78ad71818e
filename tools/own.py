"""What Checkpost itself says of its rules, as drafts to learn from: each rule's examples, and our own wordings, which break nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from bot import policy
from bot.drafts import Draft, Kind
from bot.policy.examples import every_example, staged
from bot.practice import Practice
from bot.reading import read
from bot.rewrite.edits import general
from bot.rewrite.edits.wordings import load as load_posts
from bot.rewrite.replies import OfflineReplies
from bot.rewrite.wordings import load as load_replies
from tools import gold

ROOT = Path(__file__).parent.parent
REPLIES = 80  # reviews that our own replies are written to
EVERY = frozenset(gold.RULES) - {"phi-identifier"}  # identifiers are decided by findings


class Own(NamedTuple):
    """A draft, of which rules it speaks at all, and which of them it breaks."""

    draft: Draft
    practice: Practice
    of: frozenset[str]
    rules: frozenset[str]


def examples(packs: policy.Packs) -> Iterator[Own]:
    """The examples of the rules: what breaks a rule breaks those that it brings along, what keeps it keeps it alone."""
    wider = {rule.id: frozenset(rule.also) | {rule.id} for rule in packs.rules}
    for rule, side, example in every_example(packs):
        of = (wider[rule.id] if side == "breaks" else frozenset({rule.id})) & EVERY
        if of:
            yield Own(*staged(rule, example), of, of if side == "breaks" else frozenset())


def wordings(pairs: list[tuple[Path, Path]]) -> Iterator[Own]:
    """Our own general posts, and replies to some of the reviews: written to break nothing, they say what clean sounds like."""
    prompts, practice = (
        load_posts(),
        Practice(name="Main Street Health", phone="(512) 555-0100", contact_person="our office manager"),
    )
    posts = (
        [post.text for topic in prompts.topics for post in topic.posts]
        + [topic.milestone for topic in prompts.topics]
        + [post.text for post in prompts.general]
    )
    for text, whose in product(posts, (practice, Practice())):
        draft = Draft(general.filled(text, whose))
        if draft.text:
            yield Own(draft, whose, EVERY, frozenset())
    writer = OfflineReplies(load_replies(ROOT / "prompts" / "replies.yaml"))
    lines = (line for drafts, _ in pairs for line in drafts.read_text("utf-8").splitlines())
    reviews = [review for line in lines if (review := json.loads(line).get("review"))]
    for review in reviews[:: max(1, len(reviews) // REPLIES)]:
        for _, text in writer.write(read(review), None, practice).replies:
            yield Own(Draft(text, Kind.REVIEW_REPLY, "google", review), practice, EVERY, frozenset())
