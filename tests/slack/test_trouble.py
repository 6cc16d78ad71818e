"""What goes wrong, and what then: nothing decided is lost or doubled, no traceback reaches anybody, no draft reaches the log."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.slack.conftest import Bot, Started, running

PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
CLEAN = "Brush twice a day and floss once. Your gums will thank you."


def checks(bot: Bot) -> int:
    with sqlite3.connect(bot.home / "trail.db") as db:
        return int(db.execute("select count(*) from events where kind = 'checked'").fetchone()[0])


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory):
    with running("http", tmp_path_factory.mktemp("slack") / "bot", {}) as bot:
        bot.start()
        yield bot
        bot.stop()
        assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X-Slack-Signature": "v0=" + "0" * 64}, id="wrong"),
        pytest.param({"X-Slack-Signature": "nonsense"}, id="malformed"),
        pytest.param({"X-Slack-Request-Timestamp": "soon"}, id="a time that is no number"),
        pytest.param({"X-Slack-Request-Timestamp": "1700000000"}, id="old"),
        pytest.param({"X-Slack-Signature": ""}, id="none"),
    ],
)
def test_what_slack_did_not_sign_is_refused_and_not_logged(web: Bot, headers: dict[str, str]) -> None:
    answer = web.slack.send_raw(f"command=%2Fcheckpost&text={PATIENT}".encode(), headers=headers)
    assert answer.status == 401
    assert "Maria" not in web.log and "signature.refused" in web.log


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"payload=%7B", b"payload=[]", b"command=%2Fcheckpost", b"[1]", b"payload=null"]
)
def test_malformed_requests_are_survived(web: Bot, body: bytes) -> None:
    answer = web.slack.send_raw(body)
    assert answer.status in (200, 400, 404)
    assert web.people["cyd"].command("/checkpost", CLEAN).message.shown.startswith("✅")


def test_health(web: Bot) -> None:
    import urllib.request

    base = web.slack.bot_url.removesuffix("/slack/events")
    for path in ("/healthz", "/readyz"):
        with urllib.request.urlopen(base + path, timeout=5) as answer:
            assert answer.status == 200


def test_a_command_that_comes_twice_is_one_check(web: Bot) -> None:
    before = checks(web)
    outcome = web.people["ann"].command("/checkpost", PATIENT)
    web.slack.redeliver(outcome, retry_num=1)
    web.slack.redeliver(outcome, retry_num=None)
    assert checks(web) == before + 1


def test_a_rate_limit_is_waited_for(bot: Bot) -> None:
    bot.slack.fail("chat.postMessage", error="ratelimited", status=429, retry_after=1, times=1)
    bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:", timeout=8)


def test_a_post_whose_answer_was_lost_is_not_repeated(bot: Bot) -> None:
    bot.slack.fail("chat.postMessage", drop_connection=True, times=1)
    bot.ann.dm(PATIENT)
    bot.ann.wait_for("⛔ Block:")
    bot.ann.dm(CLEAN)
    bot.ann.wait_for("✅ Pass:")
    assert len([m for m in bot.ann.sees() if m.by_bot and "⛔" in m.shown]) == 1


@pytest.mark.parametrize("error", ["internal_error", "channel_not_found", "token_revoked", "not_in_channel"])
def test_slack_may_refuse_a_message_and_the_check_stands(bot: Bot, error: str) -> None:
    before = checks(bot)
    bot.slack.fail("chat.postMessage", error=error, times=1)
    bot.ann.dm(PATIENT)
    bot.ann.wait_until(lambda: checks(bot) == before + 1)
    bot.ann.dm(CLEAN)
    bot.ann.wait_for("✅ Pass:")


def test_a_form_that_slack_did_not_open_is_said(bot: Bot) -> None:
    bot.slack.fail("views.open", error="expired_trigger_id", times=1)
    assert "try once more" in bot.ann.command("/checkpost").message.shown


def test_an_expired_response_url_loses_no_decision(bot: Bot) -> None:
    card = bot.ann.command("/checkpost", PATIENT).message
    bot.slack.expire_response_urls()
    bot.ann.click(card, "Use this")
    bot.ann.wait_until(lambda: _decided(bot, bot.ann.id) == ["used"])


def _decided(bot: Bot, user: str) -> list[str]:
    with sqlite3.connect(bot.home / "trail.db") as db:
        rows = db.execute("select body from events where kind = 'decided' and actor like ?", [f"{user}%"])
        return [json.loads(body)["decision"] for (body,) in rows]


def test_a_button_of_another_version_is_told_so(bot: Bot) -> None:
    bot.ann.dm(PATIENT)
    card = bot.ann.wait_for("⛔ Block:")
    button = next(e for b in card.blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == "use")
    button["action_id"] = "use_v0"
    bot.ann.click(card, "use_v0")
    bot.ann.wait_for("older version")


def test_a_socket_that_is_cut_comes_back(started: Started) -> None:
    bot = started()
    bot.slack.cut_sockets()
    bot.slack.wait_connected(count=2, timeout=30)
    assert bot.ann.command("/checkpost", CLEAN).message.shown.startswith("✅")
    bot.slack.disconnect(reason="refresh_requested")
    bot.slack.wait_connected(count=3, timeout=30)
    bot.ann.wait_until(lambda: bot.ann.command("/checkpost", CLEAN).message, timeout=15)


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_sigterm_finishes_what_is_in_flight(started: Started, mode: str) -> None:
    bot = started(mode)
    bot.slack.fail("chat.postMessage", delay=1.5, times=1)
    bot.ann.dm(PATIENT)
    bot.ann.wait_until(lambda: checks(bot) == 1)
    assert bot.stop(signal.SIGTERM) == 0
    bot.ann.wait_for("⛔ Block:", timeout=1)


def test_a_wrong_token_stops_the_start_with_a_sentence(started: Started) -> None:
    bot = started(up=False, faults=True, SLACK_BOT_TOKEN="xoxb-wrong-wrong")
    bot.env["SLACK_BOT_TOKEN"] = "xoxb-wrong-wrong"
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        check=False,
        cwd=bot.home,
        env=bot.env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 64
    assert "invalid_auth" in ended.stderr and "SLACK_BOT_TOKEN" in ended.stderr


def test_ten_thousand_characters_and_more_are_answered_or_refused_in_words(bot: Bot) -> None:
    long = "Floss daily and smile. " * 1700
    bot.ann.dm(long[:39_000])
    bot.ann.wait_for(lambda m: m.shown.startswith(("✅", "⚠️", "⛔")), timeout=15)
    bot.ann.dm("🦷" * 3000)
    time.sleep(0.1)
    bot.ann.dm("x" * 9000)
    bot.ann.wait_for("without a blank")
