"""What time does, with a clock of the test's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.audit import Trail
from bot.desk.desk import Desk
from bot.slack import app as slack_app
from bot.slack.clockwork import Clockwork
from tests.slack.conftest import Bot, Started

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"


def asked(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("Ask for approval")
    bot.ann.click(card, "Ask for approval")
    bot.ann.wait_for_modal()
    bot.ann.fill_and_submit({})
    bot.bea.wait_for("Approval wanted")


@pytest.fixture
def clockwork(started: Started, monkeypatch: pytest.MonkeyPatch):
    """A bot in which Ann has asked, and a second process of it whose clock can be set."""
    bot = started()
    asked(bot)
    for name, value in bot.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(bot.home)
    moment = [datetime.now(UTC)]
    running = slack_app.build(Desk())
    trail = Trail.open(Path(bot.home / "trail.db"), clock=lambda: moment[0])
    office = replace(running.office, service=replace(running.office.service, trail=trail))
    office = replace(office, board=replace(office.board, service=office.service))
    yield bot, Clockwork(office, clock=lambda: moment[0]), moment
    running.close(5)
    trail.close()


def test_what_waits_longer_than_a_day_is_brought_up_once_a_day(clockwork) -> None:
    bot, clock, moment = clockwork
    clock.look()
    moment[0] += timedelta(hours=25)
    clock.look()
    clock.look()
    bot.bea.wait_for("waiting for more than a day")
    assert len([m for m in bot.bea.sees() if "more than a day" in m.shown]) == 1
    moment[0] += timedelta(days=1)
    clock.look()
    assert len([m for m in bot.bea.sees() if "more than a day" in m.shown]) == 2


def test_an_approval_that_nobody_uses_expires_and_says_so(clockwork) -> None:
    bot, clock, moment = clockwork
    bot.bea.click(bot.bea.wait_for("Approval wanted"), "Approve")
    bot.ann.wait_for("Approved by")
    moment[0] += timedelta(days=8)
    clock.look()
    bot.ann.wait_for("has expired")
    card = bot.ann.wait_for("The approval has expired")
    assert "Use this" not in card.buttons
