"""What Checkpost says in Slack besides cards: short, and each says what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import CheckpostError
from bot.policy import Packs
from bot.slack import text

HELP = """*Checkpost* reads what you want to publish before anybody else does. It checks on the practice's own computer, and sends no draft anywhere.
• `/checkpost` and your draft: a verdict with reasons and wordings, which only you can see
• `/checkpost` alone: a form, for longer drafts and for replies
• `/checkpost reply` and a review: replies that are safe to post
• `/checkpost rules`: the rules in brief
• `/checkpost status`: whether all is well, and what waits for you
• Or send me a direct message: a draft, a review to answer, or a question.
I am a program. I look at words only: I cannot see pictures, forms or your records."""
GUEST = "Checkpost checks drafts for members of this workspace. As a guest, please ask your contact here to check it for you."
NOT_YOURS = "Only the person whose draft this is can do that. Use `/checkpost` for a draft of your own."
NO_APPROVER = "Nobody is set up to approve. Ask whoever runs Checkpost to name approvers (CHECKPOST_APPROVERS)."
NOT_AN_APPROVER = "Only approvers can do that. Your answer was not recorded."
OWN = "You asked for this yourself, so somebody else has to look at it."
LOST = "I no longer have the words of that draft: I keep none of them. Please send it again."
TOO_LONG_FOR_FORM = "That wording is longer than the 3,000 characters that Slack's form takes. Copy it, change it, and send it to me as a message."
UNKNOWN_ACTION = "That button is from an older version of Checkpost. Please check the draft again."
THANKS = "Thank you for telling me."
SORRY = "Thank you for telling me; it is on record. If a rule is wrong here, *Not a problem* on the card says which."
FORM_CLOSED = "Slack did not open the form in time. Please try once more."
NOTHING_TO_CHECK = "There are no words to check in that message."
FAILED = "Something failed inside Checkpost, so the draft was *not* checked: please do not publish it on the strength of this. Try again; if it stays so, tell whoever runs Checkpost and name {request}."
SMALL_TALK = "Happy to help. Send me a draft, paste a review you want to answer, or ask what may be posted. `/checkpost help` shows all I do."
DELETED = "You deleted the message, so I withdrew its check. It stays on record without its words."
QUESTION = "Here is what the rules say about that. If you have the post in words, send it to me and I will check it."
NO_RULE = "None of my rules speaks of that. If you have the post in words, send it to me and I will check it; for the law itself ask your privacy officer."


def error(problem: CheckpostError) -> str:
    """Return an error as it is told in Slack."""
    return text.escape("\n".join(line for line in (problem.what, problem.means, problem.todo) if line))


def rules(packs: Packs) -> list[str]:
    """Return the rules in brief, one text a verdict."""
    found: dict[str, list[str]] = {"⛔ *Never publish*": [], "⚠️ *Needs another wording*": []}
    for rule in packs.rules:
        word = {2: "⛔ *Never publish*", 1: "⚠️ *Needs another wording*"}.get(int(rule.verdict))
        if word:
            found[word].append(f"• {text.escape(rule.title.rstrip('.'))}")
    return [f"{head}\n" + "\n".join(lines) for head, lines in found.items() if lines]


def alert(words: str) -> list[dict[str, object]]:
    """Return the blocks that say whom to tell, where no public reply should be written."""
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "🚨 *Do not answer this in public.*", "verbatim": True}},
        {"type": "section", "text": text.plain(words[:3000])},
    ]


def lines(parts: Sequence[str]) -> list[dict[str, object]]:
    """Return texts of our own as sections, cut where Slack's limit is."""
    blocks: list[dict[str, object]] = []
    for part in parts:
        rest = part
        while rest:
            at = len(rest) if len(rest) <= 2900 else rest.rfind("\n", 0, 2900)
            piece, rest = (rest[:at], rest[at:].lstrip("\n")) if at > 0 else (rest[:2900], rest[2900:])
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": piece, "verbatim": True}})
    return blocks
