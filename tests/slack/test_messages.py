"""Direct messages: the card comes in the thread, hides identifiers, and follows what happens to the message."""

from __future__ import annotations

import json
import re
import sqlite3

from tests.slack.conftest import Bot, Started

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
CLEAN = "Brush twice a day and floss once. Your gums will thank you."


def events(bot: Bot) -> list[tuple[str, dict]]:
    with sqlite3.connect(bot.home / "trail.db") as db:
        return [(kind, json.loads(body)) for kind, body in db.execute("select kind, body from events order by n")]


def test_the_card_stands_in_the_thread_and_repeats_no_identifier(bot: Bot) -> None:
    draft = bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    assert card.thread_ts == draft.ts
    assert "Maria" not in card.shown and "Lopez" not in card.shown and "M····" in card.shown
    assert "delete it" in card.shown
    assert "Maria" not in card.banner and "Maria" not in card.mobile_banner


def test_the_same_message_again_is_answered_once(bot: Bot) -> None:
    draft = bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:")
    bot.slack.redeliver(draft, retry_num=1)
    bot.slack.redeliver(draft, retry_num=None)
    bot.ann.dm(CLEAN)
    bot.ann.wait_for("✅ Pass:")
    assert len([m for m in bot.ann.sees() if m.by_bot and "⛔" in m.shown]) == 1


def test_an_edited_message_is_checked_again(bot: Bot) -> None:
    draft = bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:")
    bot.ann.edit(draft, CLEAN)
    bot.ann.wait_for("✅ Pass:")
    old = bot.ann.wait_for("Edited by")
    assert "Use this" not in old.buttons


def test_an_unfurl_is_no_edit(bot: Bot) -> None:
    draft = bot.ann.dm("Read about gum care at https://www.cdc.gov/oralhealth today.")
    bot.ann.wait_for("✅ Pass:")
    before = len([m for m in bot.ann.sees() if m.by_bot])
    bot.slack.unfurl(draft)
    bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:")
    assert len([m for m in bot.ann.sees() if m.by_bot]) == before + 1


def test_a_deleted_message_is_withdrawn(bot: Bot) -> None:
    for leaves_tombstone in (True, False):
        draft = bot.ann.dm(PATIENT)
        bot.ann.wait_for(lambda m, ts=draft.ts: m.thread_ts == ts and "⛔" in m.shown)
        bot.ann.delete(draft, leaves_tombstone=leaves_tombstone)
        bot.ann.wait_for(lambda m, ts=draft.ts: m.thread_ts == ts and "Withdrawn" in m.shown)


def test_special_words_come_out_as_typed(bot: Bot) -> None:
    bot.ann.dm(
        "Hello <!channel> & <https://evil.example|click> *bold*, thank you, Maria Lopez, for your root canal on March 3rd!"
    )
    card = bot.ann.wait_for("⛔ Block:")
    assert not card.mentions
    assert not card.unfurls


def test_a_card_outlives_a_restart(started: Started) -> None:
    bot = started()
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    bot.restart()
    bot.ann.click(card, "Use this")
    bot.ann.wait_for("Used by")
    bot.ann.dm("why?", thread=card)
    bot.ann.wait_for("Source:")


def test_a_button_pressed_twice_or_on_an_old_card_decides_once(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    old = card.snapshot()
    bot.ann.click(card, "Use this")
    bot.ann.wait_for("Used by")
    bot.ann.click(old, "Use this")
    bot.ann.click(old, "Ask for approval")
    bot.ann.wait_until(lambda: [m for m in bot.ann.sees() if m.ephemeral])
    with sqlite3.connect(bot.home / "trail.db") as db:
        query = "select count(*) from events where kind = 'decided' and actor like ?"
        assert db.execute(query, [f"{bot.ann.id}%"]).fetchone()[0] == 1


def test_the_thread_goes_on_with_the_last_wording(bot: Bot) -> None:
    draft = bot.ann.dm(
        "Flu shots are here. We have them Monday to Friday from eight to five at the front desk. Most plans cover them. See you soon!"
    )
    bot.ann.wait_for("✅ Pass:")
    bot.ann.dm("shorter", thread=draft)
    shorter = bot.ann.wait_for("Flu shots are here.")
    assert shorter.thread_ts == draft.ts and "front desk" not in shorter.shown
    bot.ann.dm("a bit more formal please", thread=draft)
    formal = bot.ann.wait_for("See you soon.")
    assert formal.thread_ts == draft.ts


def test_a_thread_goes_on_before_its_first_card_has_come(bot: Bot) -> None:
    bot.slack.fail("chat.postMessage", delay=2, times=1)
    draft = bot.ann.dm(CLEAN)
    bot.ann.dm("warmer", thread=draft)
    bot.ann.wait_for(lambda m: m.by_bot and re.search(rf"{re.escape(CLEAN)} \w", m.shown))


def test_a_post_can_be_made_warmer(bot: Bot) -> None:
    draft = bot.ann.dm(CLEAN)
    bot.ann.wait_for("✅ Pass:")
    bot.ann.dm("warmer", thread=draft)
    warmer = bot.ann.wait_for(lambda m: m.by_bot and CLEAN in m.shown)
    assert re.search(rf"{re.escape(CLEAN)} \w", warmer.shown)


def test_a_text_file_is_read_and_a_picture_is_said_to_be_unchecked(bot: Bot) -> None:
    bot.ann.dm("", files=[("draft.txt", PATIENT.encode())])
    bot.ann.wait_for("⛔ Block:")
    bot.ann.dm(CLEAN, files=[("photo.png", b"\x89PNG", "image/png")])
    bot.ann.wait_for("✅ Pass:")
    bot.ann.wait_for("did not check the attached file")


def test_the_thread_says_that_checkpost_works_and_then_rests(bot: Bot) -> None:
    draft = bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:")
    asked = [c["status"] for c in bot.slack.calls("agents.sessions.setStatus") if c["thread_ts"] == draft.ts]
    bot.ann.wait_until(lambda: bot.ann.agent_thread(draft).status == "active")
    assert asked[0] == "processing"


def test_after_stop_nothing_more_is_said_to_what_was_asked_before(started: Started) -> None:
    bot = started()
    bot.slack.fail("agents.sessions.setStatus", delay=1.5, times=1)
    draft = bot.ann.dm(PATIENT)
    bot.ann.press_stop(draft)
    later = bot.ann.dm(CLEAN, thread=draft)
    bot.ann.wait_for("✅ Pass:")
    bot.slack.wait_for_call(
        "agents.sessions.setStatus", count=5
    )  # two for each message, one for Stop: all work is over
    assert later.thread_ts == draft.ts
    assert not [m for m in bot.ann.sees() if m.by_bot and "⛔" in m.shown]
    assert [kind for kind, _ in events(bot)].count("checked") == 2
