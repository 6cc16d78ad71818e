"""Approval: four eyes, decided anywhere, decided everywhere."""

from __future__ import annotations

from tests.slack.conftest import Bot, Started
from tests.slack_workspace import Message

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
SHOUTS = "GUARANTEED results!!! We are the BEST dentist in town, no pain ever!"


def asked(bot: Bot, draft: str = PATIENT) -> Message:
    """Ann asks about a draft; what she had checked."""
    bot.ann.dm(draft)
    card = bot.ann.wait_for("Ask for approval")
    bot.ann.click(card, "Ask for approval")
    bot.ann.wait_for_modal("goes to an approver")
    bot.ann.fill_and_submit({"reason": "maria Lopez said it is fine"})
    bot.ann.wait_for("Waiting for approval")
    return card


def test_the_approver_sees_the_clean_wording_and_the_author_hears_at_once(bot: Bot) -> None:
    card = asked(bot)
    request = bot.bea.wait_for(lambda m: "Approval wanted" in m.shown and bot.ann.id in str(m.blocks))
    assert "maria" not in request.shown.lower() and "Lopez" not in request.shown
    bot.bea.click(request, "Approve")
    bot.ann.wait_for("Approved by")
    bot.bea.wait_until(lambda: "Approved by" in request.shown)
    assert not {"Approve", "Send back"} & set(request.buttons)
    bot.ann.wait_until(lambda: "Approved by" in card.shown)
    bot.ann.click(card, "Use this")
    bot.ann.wait_for("Used by")


def test_sent_back_with_a_comment(bot: Bot) -> None:
    asked(bot)
    request = bot.bea.wait_for(lambda m: "Approval wanted" in m.shown and bot.ann.id in str(m.blocks))
    bot.bea.click(request, "Send back")
    bot.bea.wait_for_modal("What should change?")
    bot.bea.fill_and_submit({"reason": "Say where to call."})
    bot.ann.wait_for("Say where to call.")


def test_nobody_approves_their_own_and_nobody_without_the_role(bot: Bot, started: Started) -> None:
    asked(bot)
    request = bot.bea.wait_for(lambda m: "Approval wanted" in m.shown and bot.ann.id in str(m.blocks))
    stranger = bot.people["cyd"]
    general = bot.slack.add_channel("approvals", members=[bot.bea, stranger])
    bot.slack.messages[-1].channel = bot.slack.messages[-1].channel  # the request is in Bea's conversation only
    assert general
    assert request not in stranger.sees()
    other = started(CHECKPOST_APPROVAL_CHANNEL="C0APPROVE1", up=False)
    channel = other.slack.add_channel("approvals", members=[other.ann, other.bea, other.people["cyd"]])
    other.env["CHECKPOST_APPROVAL_CHANNEL"] = channel.id
    other.env["CHECKPOST_APPROVERS"] = f"{other.ann.id},{other.bea.id}"
    other.start()
    asked(other)
    request = other.bea.wait_for("Approval wanted", channel=channel)
    other.people["cyd"].click(request, "Approve")
    other.people["cyd"].wait_for("Only approvers can do that")
    other.ann.click(request, "Approve")
    other.ann.wait_for("somebody else has to look at it")
    assert "Approve" in request.buttons
    other.bea.click(request, "Approve")
    other.ann.wait_for("Approved by")


def test_publish_anyway_needs_a_reason_and_is_never_for_what_blocks(bot: Bot) -> None:
    bot.ann.dm(SHOUTS)
    card = bot.ann.wait_for("Publish anyway")
    assert card.shown.startswith("⚠️ Revise:")
    bot.ann.click(card, "Publish anyway")
    bot.ann.wait_for_modal("Your reason")
    bot.ann.fill_and_submit({"reason": "The owner wants it"})
    bot.ann.wait_for("Published anyway by")


def test_not_a_problem_is_put_on_record(bot: Bot) -> None:
    bot.ann.dm(SHOUTS)
    card = bot.ann.wait_for("Not a problem")
    bot.ann.click(card, "Not a problem")
    bot.ann.wait_for_modal("Which one is wrong?")
    bot.ann.fill_and_submit({"reason": "It is a quote from our award"})
    bot.ann.wait_for_modal("on record")
    assert "Publish anyway" in card.buttons  # the verdict stays, and so does what can be done


def test_an_edit_that_still_blocks_says_so_under_the_field(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    bot.ann.click(card, "Edit")
    bot.ann.wait_for_modal("The wording")
    bot.ann.fill_and_submit({"draft": PATIENT})
    assert "Not yet" in bot.ann.modal.errors["draft"]
    bot.ann.fill_and_submit({"draft": "Thank you to everybody who trusts us with their teeth."})
    bot.ann.wait_for_modal("✅ Pass:")
    bot.ann.wait_for("Edited by")
