"""Identifiers planted at every door, and every byte read that left: Slack, the log, the database.

What Slack keeps (messages, updates, App Home, titles) may hold none; only what it does not keep, the author's own ephemeral
answer and an open form, shows the words.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.slack.conftest import Bot, Started

CANARIES = {
    "PERSON": "Zedekiah Quillfeather",
    "PHONE_NUMBER": "(512) 555-7788",
    "EMAIL_ADDRESS": "zed.quill@canary.example",
    "US_SSN": "219-09-9917",
    "MEDICAL_RECORD_NUMBER": "MRN 88417733",
    "DATE": "March 3rd, 2026",
    "USERNAME": "@zedquill_canary",
}
DRAFT = (
    f"Thank you, {CANARIES['PERSON']}, for your root canal on {CANARIES['DATE']}! Call him at {CANARIES['PHONE_NUMBER']} or "
    f"{CANARIES['EMAIL_ADDRESS']}, {CANARIES['MEDICAL_RECORD_NUMBER']}, SSN {CANARIES['US_SSN']}, tag {CANARIES['USERNAME']}."
)
REVIEW = f"One star. I am {CANARIES['PERSON']}, I waited an hour, call me at {CANARIES['PHONE_NUMBER']}."
PARTS = ("quillfeather", "zedekiah", "5557788", "zedquill", "219099917", "88417733")
KEPT = ("chat.postMessage", "chat.update", "views.publish", "assistant.threads.setTitle", "agents.sessions.rename")


def plain(raw: bytes | str) -> str:
    """Put text together again: without spaces and punctuation, in lower case."""
    text = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
    return re.sub(r"[\W_]+", "", text.replace("%20", "").replace("+", "").lower())


def test_no_identifier_is_kept_anywhere(started: Started) -> None:
    bot = started(CHECKPOST_LOG_LEVEL="debug")
    through_every_door(bot)
    bot.ann.wait_until(lambda: len([r for r in bot.slack.requests if r.method == "chat.postMessage"]) >= 5)
    bot.stop()
    for request in bot.slack.requests:
        if request.method in KEPT:
            held = [part for part in PARTS if part in plain(str(request.args)) or part in plain(request.body)]
            assert not held, (request.method, held, request.args)
    for name in ("log.txt", "trail.db", "trail.db-wal"):
        file = Path(bot.home / name)
        if file.exists():
            assert not [part for part in PARTS if part in plain(file.read_bytes())], name
    for view in (r.args.get("view") for r in bot.slack.requests if r.method.startswith("views.")):
        assert not [part for part in PARTS if part in plain(str((view or {}).get("private_metadata", "")))]


def through_every_door(bot: Bot) -> None:
    """Type, paste, click and submit the canaries wherever an author can."""
    general = bot.slack.add_channel("general", members=[bot.ann, bot.bea])
    card = bot.ann.command("/checkpost", DRAFT, channel=general).message
    assert "Quillfeather" in card.shown and "Quillfeather" not in card.banner  # the author's own, and no banner
    bot.ann.click(card, "Ask for approval")
    bot.ann.wait_for_modal("goes to an approver")
    bot.ann.fill_and_submit({"reason": f"{CANARIES['PERSON'].lower()} said yes, SSN {CANARIES['US_SSN']}"})
    bot.bea.wait_for("Approval wanted")
    bot.ann.command("/checkpost", f"reply {REVIEW}", channel=general)
    bot.ann.close_modal(all_of_them=True)
    bot.ann.command("/checkpost")
    bot.ann.wait_for_modal("The draft")
    bot.ann.choose(bot.ann.modal, "kind", "review_reply")
    bot.ann.wait_for_modal("The review")
    bot.ann.fill_and_submit({"draft": DRAFT, "review": REVIEW})
    bot.ann.close_modal(all_of_them=True)
    message = bot.ann.dm(DRAFT)
    shown = bot.ann.wait_for(lambda m: m.thread_ts == message.ts)
    bot.ann.click(shown, "Not a problem")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({"reason": f"{CANARIES['PERSON']} asked us to, {CANARIES['PHONE_NUMBER']}"})
    bot.ann.close_modal(all_of_them=True)
    bot.ann.dm(f"shorter please, {CANARIES['PERSON']} is fine with it", thread=message)
    bot.ann.edit(message, DRAFT + " Thanks!")
    bot.ann.dm(f"Can you help me answer this one? {REVIEW}")
    bot.ann.dm("", files=[("draft.txt", DRAFT.encode())])
    said = bot.ann.say(general, DRAFT)
    bot.ann.message_shortcut("check_message", said)
    bot.ann.say(general, DRAFT, mention_bot=True)
    bot.ann.open_home()
    bot.ann.wait_until(lambda: bot.ann.home)
    bot.ann.delete(message)
