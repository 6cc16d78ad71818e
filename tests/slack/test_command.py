"""`/checkpost` as its users meet it: the answer is in the acknowledgement, and only they see it."""

from __future__ import annotations

from tests.slack.conftest import Bot, Started

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
CLEAN = "Brush twice a day and floss once. Your gums will thank you."


def test_the_acknowledgement_carries_the_verdict_for_the_author_alone(bot: Bot) -> None:
    general = bot.slack.add_channel("general", members=[bot.ann, bot.bea])
    outcome = bot.ann.command("/checkpost", PATIENT, channel=general)
    card = outcome.message
    assert outcome.acknowledged and card.ephemeral
    assert card.shown.startswith("⛔ Block:")
    assert "Maria Lopez" in card.shown and "45 CFR" in card.shown
    assert {"Use this", "Edit", "Ask for approval", "Why?"} <= set(card.buttons)
    assert "Publish anyway" not in card.buttons
    assert "Maria" not in card.banner
    assert bot.bea.sees(general) == []


def test_a_clean_draft_passes(bot: Bot) -> None:
    card = bot.ann.command("/checkpost", CLEAN).message
    assert card.shown.startswith("✅ Pass:")
    assert CLEAN in card.shown


def test_use_this_replaces_the_buttons_with_what_was_decided(bot: Bot) -> None:
    card = bot.ann.command("/checkpost", PATIENT).message
    bot.ann.click(card, "Use this")
    used = bot.ann.wait_for("Used by")
    assert "Use this" not in used.buttons
    assert bot.ann.sees()[-1].ts == card.ts  # in place


def test_nothing_typed_opens_the_form_and_the_card_comes_in_it(bot: Bot) -> None:
    bot.ann.command("/checkpost")
    form = bot.ann.wait_for_modal("The draft")
    assert form.title == "Check a draft"
    bot.ann.fill_and_submit({"draft": PATIENT})
    assert "⛔ Block:" in bot.ann.modal.shown
    bot.ann.click(bot.ann.modal, "Use this")
    bot.ann.wait_for_modal("Used by")


def test_an_empty_form_says_under_the_field_what_is_missing(bot: Bot) -> None:
    bot.ann.command("/checkpost")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({})
    assert "required" in bot.ann.modal.errors["draft"]


def test_help_rules_and_status(bot: Bot) -> None:
    assert "/checkpost reply" in bot.ann.command("/checkpost", "help").message.shown
    assert "Never publish" in bot.ann.command("/checkpost", "rules").message.shown
    assert "running" in bot.ann.command("/checkpost", "status").message.shown


def test_a_review_gets_replies_that_can_be_used(bot: Bot) -> None:
    card = bot.ann.command("/checkpost", "reply One star. I waited an hour and the front desk was rude.").message
    assert card.shown.startswith("💬 3 replies")
    bot.ann.click(card, "2 more replies")
    page = bot.ann.wait_for_modal("Use this")
    assert page.buttons.count("Use this") == 2
    bot.ann.click(page, "Use this", nth=1)
    bot.ann.wait_for_modal("Used by")


def test_a_threat_is_not_answered_in_public(bot: Bot) -> None:
    card = bot.ann.command("/checkpost", "reply You ruined my life. I am going to kill myself tonight.").message
    assert "Do not answer this in public" in card.shown
    assert "Use this" not in card.buttons


def test_a_guest_gets_a_polite_no(bot: Bot) -> None:
    guest = bot.slack.add_user("gus", is_guest=True)
    assert "As a guest" in bot.slack.users[guest.id].command("/checkpost", PATIENT).message.shown


def test_what_was_checked_is_on_disk_before_the_acknowledgement(started: Started) -> None:
    bot = started()
    bot.ann.command("/checkpost", PATIENT)
    assert bot.process
    bot.process.kill()
    bot.process.wait()
    data = (bot.home / "trail.db").read_bytes() + (bot.home / "trail.db-wal").read_bytes()
    assert b"<PERSON_1>" in data and b"Maria" not in data


def test_the_same_over_http(started: Started) -> None:
    bot = started("http")
    card = bot.ann.command("/checkpost", PATIENT).message
    assert card.shown.startswith("⛔ Block:")
    bot.ann.click(card, "Use this")
    bot.ann.wait_for("Used by")
