"""Who may do what: members, guests, strangers; approvers by user group and by id; workspaces that lack a part of Slack."""

from __future__ import annotations

import pytest

from tests.slack.conftest import Bot, Started
from tests.slack_workspace import Message

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
CLEAN = "Brush twice a day and floss once. Your gums will thank you."


def asked(bot: Bot) -> Message:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("Ask for approval")
    bot.ann.click(card, "Ask for approval")
    bot.ann.wait_for_modal("goes to an approver")
    bot.ann.fill_and_submit({})
    bot.ann.wait_for("Waiting for approval")
    return card


def test_approvers_by_user_group_and_a_change_of_it(started: Started) -> None:
    bot = started(up=False)
    group = bot.slack.add_usergroup("approvers", [bot.people["cyd"]])
    bot.env["CHECKPOST_APPROVERS"] = group.id
    bot.start()
    asked(bot)
    request = bot.people["cyd"].wait_for("Approval wanted")
    bot.slack.change_usergroup(group, [bot.bea])
    bot.people["cyd"].click(request, "Approve")
    bot.people["cyd"].wait_for("Only approvers can do that")
    asked(bot)
    bot.bea.click(bot.bea.wait_for("Approval wanted"), "Approve")
    bot.ann.wait_for("Approved by")


def test_a_plan_without_user_groups_has_no_approver_by_group(started: Started) -> None:
    bot = started(up=False)
    group = bot.slack.add_usergroup("approvers", [bot.bea])
    bot.slack.plan = "free"
    bot.env["CHECKPOST_APPROVERS"] = group.id
    bot.start()
    bot.ann.dm(PATIENT)
    bot.ann.click(bot.ann.wait_for("Ask for approval"), "Ask for approval")
    bot.ann.wait_for("Nobody is set up to approve")


def test_somebody_of_another_organisation_gets_a_polite_no(bot: Bot) -> None:
    stranger = bot.slack.add_user(f"stranger{len(bot.slack.users)}", stranger=True)
    assert "As a guest" in stranger.command("/checkpost", PATIENT).message.shown
    stranger.dm(PATIENT)
    stranger.wait_for("As a guest")


@pytest.mark.parametrize("agent_view", [False, "absent"])
def test_a_workspace_without_the_agent_surface_lacks_nothing_but_polish(started: Started, agent_view: object) -> None:
    bot = started(up=False)
    bot.slack.agent_view = agent_view  # type: ignore[assignment]
    bot.start()
    bot.ann.open_home(tab="messages")
    bot.ann.dm(PATIENT)
    bot.ann.click(bot.ann.wait_for("⛔ Block:"), "Use this")
    bot.ann.wait_for("Used by")


def test_a_thread_is_named_without_a_word_of_the_draft_and_first_messages_are_offered(bot: Bot) -> None:
    bot.ann.open_home(tab="messages")
    bot.ann.wait_until(lambda: bot.ann.agent_thread().prompts)
    draft = bot.ann.dm(PATIENT)
    bot.ann.wait_until(lambda: bot.ann.agent_thread(draft).title == "Block: post on Facebook")


def test_a_bot_that_left_the_channel_answers_a_mention_by_direct_message(bot: Bot) -> None:
    general = bot.slack.add_channel(f"left-{bot.ann.id.lower()}", members=[bot.ann])
    bot.slack.fail("chat.postEphemeral", error="not_in_channel", times=1)
    bot.ann.say(general, CLEAN, mention_bot=True)
    bot.ann.wait_for("could not answer you in that channel")


def test_a_closed_conversation_opens_again_for_news(bot: Bot) -> None:
    asked(bot)
    request = bot.bea.wait_for(lambda m: "Approval wanted" in m.shown and bot.ann.id in str(m.blocks))
    bot.ann.close_dm()
    bot.bea.click(request, "Approve")
    bot.ann.wait_for("Approved by")


def test_an_uninstalled_app_ends_in_no_traceback(started: Started) -> None:
    bot = started()
    bot.slack.revoke_token(tell=True)
    bot.ann.dm(PATIENT)
    bot.ann.wait_until(lambda: "app.removed" in bot.log)


def test_a_guess_is_corrected_by_one_tap(bot: Bot) -> None:
    bot.ann.dm("the wait was so long and nobody at the desk said a word to me")
    card = bot.ann.wait_for(lambda m: "A review" in m.buttons or "💬" in m.shown)
    if "A review" in card.buttons:
        bot.ann.click(card, "A review")
        bot.ann.wait_for("to choose from")


def test_a_question_is_answered_from_the_rules(bot: Bot) -> None:
    bot.ann.dm("May we post a photo of the waiting room?")
    bot.ann.wait_for("Made-up examples")


def test_an_administrator_sees_what_authors_dispute(started: Started) -> None:
    bot = started(up=False)
    bot.env["CHECKPOST_ADMINISTRATORS"] = bot.people["cyd"].id
    bot.start()
    bot.ann.dm("GUARANTEED results!!! We are the BEST dentist in town, no pain ever!")
    bot.ann.click(bot.ann.wait_for("Not a problem"), "Not a problem")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({"reason": "It is a quote from our award"})
    bot.ann.wait_for_modal("on record")
    bot.people["cyd"].open_home()
    bot.people["cyd"].wait_until(
        lambda: bot.people["cyd"].home and "quote from our award" in bot.people["cyd"].home.shown
    )
    bot.bea.open_home()
    bot.bea.wait_until(lambda: bot.bea.home)
    assert "quote from our award" not in bot.bea.home.shown
