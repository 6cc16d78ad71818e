"""Shortcuts, mentions, App Home: in a channel only whoever asked sees the answer."""

from __future__ import annotations

from tests.slack.conftest import Bot

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"


def test_a_message_shortcut_answers_whoever_asked(bot: Bot) -> None:
    general = bot.slack.add_channel(f"shortcut-{bot.ann.id.lower()}", members=[bot.ann, bot.bea])
    message = bot.bea.say(general, PATIENT)
    bot.ann.message_shortcut("check_message", message)
    card = bot.ann.wait_for("⛔ Block:", channel=general)
    assert card.ephemeral
    assert not [m for m in bot.bea.sees(general) if m.by_bot]


def test_the_other_shortcut_drafts_replies(bot: Bot) -> None:
    general = bot.slack.add_channel(f"reply-{bot.ann.id.lower()}", members=[bot.ann])
    message = bot.ann.say(general, "Two stars. Parking was terrible and nobody answered the phone.")
    bot.ann.message_shortcut("reply_to_review", message)
    bot.ann.wait_for("💬 3 replies", channel=general)


def test_the_global_shortcut_opens_the_form(bot: Bot) -> None:
    bot.ann.global_shortcut("check_draft")
    bot.ann.wait_for_modal("The draft")


def test_a_mention_is_answered_to_the_one_who_asked(bot: Bot) -> None:
    general = bot.slack.add_channel(f"mention-{bot.ann.id.lower()}", members=[bot.ann, bot.bea])
    bot.ann.say(general, f"{PATIENT}", mention_bot=True)
    card = bot.ann.wait_for("⛔ Block:", channel=general)
    assert card.ephemeral
    assert not [m for m in bot.bea.sees(general) if m.by_bot]


def test_home_shows_my_checks_without_a_name_and_approvers_the_queue(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    bot.ann.click(card, "Ask for approval")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({})
    bot.ann.wait_for("Waiting for approval")
    bot.ann.open_home()
    bot.ann.wait_until(lambda: bot.ann.home and "My last checks" in bot.ann.home.shown)
    assert "Maria" not in bot.ann.home.shown and "[name]" in bot.ann.home.shown
    assert "Waiting for approval" in bot.ann.home.shown
    bot.bea.open_home()
    bot.bea.wait_until(lambda: bot.bea.home and "Waiting for your approval" in bot.bea.home.shown)
    assert "The last seven days" in bot.bea.home.shown
    assert "The last seven days" not in bot.ann.home.shown


def test_what_is_approved_on_the_home_tab_is_gone_from_its_queue(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    bot.ann.click(bot.ann.wait_for("⛔ Block:"), "Ask for approval")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({})
    bot.ann.wait_for("Waiting for approval")
    bot.bea.open_home()
    bot.bea.wait_until(lambda: bot.bea.home and bot.ann.id in str(bot.bea.home.body))
    queue = next(b for b in reversed(bot.bea.home.body["blocks"]) if b.get("block_id", "").startswith("queue:"))
    bot.bea.click(bot.bea.home, "approve", block_id=queue["block_id"])
    bot.ann.wait_for("Approved by")
    bot.bea.wait_until(lambda: queue["block_id"] not in str(bot.bea.home.body))


def test_the_home_button_opens_the_form(bot: Bot) -> None:
    bot.ann.open_home()
    bot.ann.wait_until(lambda: bot.ann.home)
    bot.ann.click(bot.ann.home, "Check a draft")
    bot.ann.wait_for_modal("The draft")
