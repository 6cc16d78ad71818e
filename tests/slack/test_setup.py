"""Setting Slack up: `checkpost setup` to the first checked draft, and what `checkpost doctor` says of it."""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bot.setup import envfile
from bot.slack.manifest import OPTIONAL, SCOPES, manifest
from tests import test_docs
from tests.command import REPOSITORY, Command, Ended
from tests.slack.conftest import Bot
from tests.slack_workspace import SlackWorkspace, api

PUBLIC = "https://checkpost.riverbend.example"


@pytest.fixture
def slack() -> Iterator[SlackWorkspace]:
    with SlackWorkspace(manifest=manifest()) as workspace:
        yield workspace
        assert workspace.faults == []
        assert not [r for r in workspace.requests if r.method.startswith("chat.")], "it must not post anything"


@pytest.fixture
def at(command: Command, slack: SlackWorkspace) -> Command:
    """The command in a home of its own, at this workspace."""
    command.env |= {"SLACK_API_URL": slack.api_url}
    return command


def installed(slack: SlackWorkspace, **more: str) -> dict[str, str]:
    """The environment of an app that is installed."""
    return {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_APP_TOKEN": slack.app_token, **more}


def look(at: Command, env: dict[str, str]) -> tuple[int, str]:
    """What the doctor says of Slack, without line breaks; and its status. No token may be in it."""
    ended = at("doctor", env={"COLUMNS": "100", **env})
    said = " ".join(ended.out.split())
    assert "Traceback" not in ended.out + ended.err
    assert not [v for k, v in env.items() if k.endswith(("TOKEN", "SECRET")) and v and v in ended.out + ended.err]
    return ended.status, said.partition(" trail ")[2]


# ---- doctor ----


def test_without_slack_the_doctor_says_so_in_a_line(command: Command) -> None:
    """It is no fault: the terminal works without."""
    status, said = look(command, {})
    assert status == 0
    assert "note slack Slack is not set up" in said and "`checkpost setup`" in said
    assert "phi" not in said


def test_an_app_that_is_well(at: Command, slack: SlackWorkspace) -> None:
    """Where it is installed, how it is reached, what it may do, who approves, which plan; asked, not tried out."""
    bea = slack.add_user("bea")
    status, said = look(at, installed(slack, CHECKPOST_APPROVERS=bea.id, CHECKPOST_APPROVAL_CHANNEL="C0APPROVE"))
    assert status == 0
    for words in (
        "ok socket Slack opens Socket Mode",
        "ok slack The app is installed in the workspace Practice as @checkpost.",
        f"not to Slack. ✔ ok scopes The app may do the {len(SCOPES)} things it needs",
        "1 member may approve. Nobody approves their own drafts, so theirs need a second one.",
        "note channel Requests go to the channel C0APPROVE. Whether the app may write there is not tried",
        "note phi Slack signs a BAA for Enterprise Grid only, and this workspace is not part of",
    ):
        assert words in said
    assert "warn" not in said and "FAIL" not in said


@pytest.mark.parametrize(
    ("scope", "status", "words"),
    [
        ("commands", 1, "fail scopes commands is missing. What does not work: the slash command and the shortcuts."),
        ("users:read", 0, "warn scopes users:read is missing. What does not work: telling members from guests"),
        ("im:history", 0, "warn scopes im:history is missing. What does not work: reading the drafts"),
        ("files:read", 0, "note scopes files:read is not given. What it is for is left out: drafts that come as text"),
    ],
)
def test_a_scope_that_is_missing(at: Command, slack: SlackWorkspace, scope: str, status: int, words: str) -> None:
    """Each by its name, with what stops working, and with what to do unless it is optional."""
    bea = slack.add_user("bea")
    slack.scopes.discard(scope)
    ended, said = look(at, installed(slack, CHECKPOST_APPROVERS=bea.id))
    assert (ended, words in said) == (status, True), said
    assert ("install the app again" in said) is (scope not in OPTIONAL)


def test_an_app_that_may_do_more_than_it_needs(at: Command, slack: SlackWorkspace) -> None:
    """Least privilege is looked at too."""
    slack.scopes.add("channels:history")
    assert "warn scopes The app may do more than it needs: channels:history." in look(at, installed(slack))[1]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_auth", "Slack does not know the bot token. Copy the Bot User OAuth Token again"),
        ("token_revoked", "The bot token was revoked. Install the app to the workspace again"),
        ("account_inactive", "The app was removed from the workspace"),
        ("token_expired", "the app's tokens rotate"),
        ("ekm_access_denied", "Slack does not take the bot token (ekm_access_denied)."),
    ],
)
def test_a_token_that_slack_does_not_take(at: Command, slack: SlackWorkspace, error: str, words: str) -> None:
    """Why, and where the right one is found."""
    slack.revoke_token(error)
    status, said = look(at, installed(slack))
    assert (status, words in said) == (1, True), said


def test_an_app_token_that_slack_does_not_take(at: Command, slack: SlackWorkspace) -> None:
    """It is told apart from the bot token."""
    status, said = look(at, installed(slack, SLACK_APP_TOKEN="xapp-1-A0OTHER-0123456789"))
    assert status == 1
    assert "FAIL socket" in said.replace("fail", "FAIL") and "connections:write" in said
    assert "ok slack The app is installed" in said


def test_what_is_needed_for_each_way(at: Command, slack: SlackWorkspace) -> None:
    """HTTP cannot be tried from here, and says so; half a set-up fails."""
    http = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_SIGNING_SECRET": slack.signing_secret}
    status, said = look(at, http | {"CHECKPOST_PORT": "3100"})
    assert status == 0
    assert "note http HTTP: `checkpost serve` listens on 127.0.0.1:3100." in said
    assert "It goes before HTTP" in look(at, http | installed(slack))[1]

    status, said = look(at, {"SLACK_BOT_TOKEN": slack.bot_token})
    assert (status, "so Slack has no way in" in said) == (1, True)
    status, said = look(at, {"SLACK_APP_TOKEN": slack.app_token})
    assert (status, "SLACK_BOT_TOKEN is not set" in said) == (1, True)


def test_approvers(at: Command, slack: SlackWorkspace) -> None:
    """Groups are read, ids are looked up, and whoever cannot approve is named."""
    bea, cyd = slack.add_user("bea"), slack.add_user("cyd")
    guest = slack.add_user("gus", is_guest=True)
    group, empty = slack.add_usergroup("approvers", [bea, cyd]), slack.add_usergroup("nobody", [])

    def said(*ids: str) -> str:
        return look(at, installed(slack, CHECKPOST_APPROVERS=",".join(ids)))[1]

    assert "ok approvers 2 members may approve." in said(group.id, bea.id)
    found = said(bea.id, guest.id, empty.id, "S0NOSUCH", "U0NOSUCH")
    for words in (
        f"{guest.id} is a guest",
        f"The user group {empty.id} has no members.",
        "There is no user group S0NOSUCH.",
        "U0NOSUCH is no member of this workspace (user_not_found).",
        "1 member may approve.",
    ):
        assert words in found
    assert "Nobody may approve" in look(at, installed(slack))[1]
    status, found = look(at, installed(slack, CHECKPOST_APPROVERS="U0NOSUCH"))
    assert (status, "None of the approvers named can approve." in found) == (1, True)


def test_a_plan_without_user_groups(at: Command, slack: SlackWorkspace) -> None:
    """The way out is to list members."""
    slack.plan = "free"
    group = slack.add_usergroup("approvers", [slack.add_user("bea")])
    said = look(at, installed(slack, CHECKPOST_APPROVERS=group.id))[1]
    assert f"This workspace's plan has no user groups, so {group.id} approves nothing." in said
    assert "List the ids of members (U...) in CHECKPOST_APPROVERS instead." in said


def test_enterprise_grid(at: Command, slack: SlackWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A contract cannot be seen from here, and the doctor does not pretend to."""
    before = api.METHODS["auth.test"]
    monkeypatch.setitem(api.METHODS, "auth.test", lambda s, a: {**before(s, a), "enterprise_id": "E0GRID"})
    status, said = look(at, installed(slack))
    assert status == 0
    assert "note phi The workspace belongs to an Enterprise organization." in said
    assert "whether you have one cannot be seen from here" in said


def test_slack_out_of_reach(at: Command, slack: SlackWorkspace) -> None:
    """No connection, no answer, the answer of something else, an error of Slack's: a sentence each, and soon."""
    for address in ("http://127.0.0.1:9/api/", f"{slack.url}elsewhere/"):
        status, said = look(at, installed(slack, SLACK_API_URL=address))
        assert (status, "Slack cannot be reached" in said) == (1, True), said
    slack.fail("auth.test", "internal_error", status=500)
    assert "Slack cannot answer now: internal_error" in look(at, installed(slack))[1]
    slack.fail("auth.test", "ratelimited")
    assert "Slack cannot answer now: ratelimited" in look(at, installed(slack))[1]
    slack.fail("auth.test", delay=8)
    begun = time.monotonic()
    assert "Slack cannot be reached (TimeoutError)" in look(at, installed(slack))[1]
    assert time.monotonic() - begun < 8


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_tokens_that_everybody_can_read(at: Command, slack: SlackWorkspace) -> None:
    """A file with tokens is looked at like the key of the trail."""
    (at.home / ".env").write_text(f"SLACK_BOT_TOKEN={slack.bot_token}\n")
    (at.home / ".env").chmod(0o644)
    ended = at("doctor")
    said = " ".join(ended.out.split())
    assert (ended.status, "which holds SLACK_BOT_TOKEN. chmod 600" in said) == (1, True)
    assert slack.bot_token not in said


# ---- setup, for scripts ----


def tokens(slack: SlackWorkspace) -> list[str]:
    return ["--bot-token", slack.bot_token, "--app-token", slack.app_token]


def env_of(at: Command) -> str:
    return (at.home / ".env").read_text()


def refused(ended: Ended, status: int, *words: str) -> None:
    """It ended with this status and these words, and wrote nothing."""
    said = " ".join(ended.err.split())
    assert ended.status == status, said
    assert "Nothing was written." in said
    for one in words:
        assert one in said


def test_without_a_terminal_it_shows_the_steps_and_what_is_missing(at: Command) -> None:
    """The link of the first step holds the manifest, whole."""
    ended = at("setup")
    refused(ended, 64, "--bot-token is needed", "--app-token is needed")
    link = re.search(r"^https://api\.slack\.com/apps\?new_app=1&manifest_json=(\S+)$", ended.out, re.M)
    assert link and json.loads(unquote(link[1])) == manifest()
    assert re.findall(r"^\d  (\w+)", ended.out, re.M) == ["Create", "Install", "Start"]
    assert not (at.home / ".env").exists()


def test_from_nothing_to_the_first_checked_draft(at: Command) -> None:
    """Two tokens, one command, one process; and what is to be typed in Slack gets its verdict."""
    with SlackWorkspace(manifest=manifest()) as slack:
        at.env["SLACK_API_URL"] = slack.api_url
        ended = at("setup", "--no-ask", *tokens(slack))
        assert ended.status == 0, ended.err
        typed = re.search(r"^  /checkpost (.*)$", ended.out, re.M)
        assert typed and "`checkpost init`" in ended.out and "CHECKPOST_APPROVERS" in ended.out
        with (at.home / "log.txt").open("ab") as log:
            serving = subprocess.Popen(
                [sys.executable, "-m", "bot", "serve"], cwd=at.home, env=at.environment(), stdout=log, stderr=log
            )
        try:
            slack.wait_connected(timeout=30)
            shown = slack.add_user("ann").command("/checkpost", typed[1]).message.shown
            assert "Please don't publish this" in shown or "Do not publish" in shown or "⛔" in shown
        finally:
            serving.send_signal(signal.SIGTERM)
            serving.wait(30)


def test_what_else_is_in_the_file_stays(at: Command, slack: SlackWorkspace) -> None:
    """Comments, other settings, other programs' lines; a token that is there twice stays in neither place."""
    before = "# ours\nCHECKPOST_LOG_LEVEL=info\nOTHER=1 # theirs\nexport SLACK_BOT_TOKEN = xoxb-old-old # the bot\nSLACK_BOT_TOKEN='xoxb-older'"
    (at.home / ".env").write_text(before)
    (at.home / ".env").chmod(0o644)
    refused(at("setup", *tokens(slack)), 73, "SLACK_BOT_TOKEN is set", "--force")
    assert env_of(at) == before

    assert at("setup", "--force", *tokens(slack)).status == 0
    assert env_of(at) == (
        f"# ours\nCHECKPOST_LOG_LEVEL=info\nOTHER=1 # theirs\nexport SLACK_BOT_TOKEN = {slack.bot_token} # the bot\n"
        f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_APP_TOKEN={slack.app_token}\n"
    )
    assert stat.S_IMODE((at.home / ".env").stat().st_mode) == 0o600
    assert sorted(path.name for path in at.home.glob(".env*")) == [".env"]

    again = at("setup", "--no-ask", *tokens(slack))
    assert (again.status, "in three steps" in again.out) == (0, False)
    assert at("setup", "--no-ask").status == 0, "what is there already need not be given again"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--bot-token": "xoxp-12345678"}, "it must be the token that begins with xoxb- (OAuth & Permissions)"),
        ({"--app-token": "xoxb-12345678"}, "it must be the token that begins with xapp-"),
        ({"--bot-token": ""}, "it must be the token that begins with xoxb-"),
        ({"--bot-token": "xoxb-123456 78"}, "it must be the token that begins with xoxb-"),
        ({"--bot-token": "xoxb-nobody-knows-this"}, "Slack does not know the bot token."),
        ({"--app-token": "xapp-nobody-knows-this"}, "Slack does not open Socket Mode with the app token"),
    ],
)
def test_a_wrong_token_writes_nothing(at: Command, slack: SlackWorkspace, change: dict[str, str], words: str) -> None:
    """Its form first, then what Slack says; and it is not repeated."""
    options = {"--bot-token": slack.bot_token, "--app-token": slack.app_token} | change
    ended = at("setup", "--no-ask", *(part for pair in options.items() for part in pair))
    refused(ended, 64, words)
    assert not (at.home / ".env").exists()
    assert not [wrong for wrong in change.values() if wrong and wrong in ended.out + ended.err]


def test_slack_out_of_reach_writes_nothing(at: Command, slack: SlackWorkspace) -> None:
    """What could not be tried is not kept."""
    ended = at("setup", "--no-ask", *tokens(slack), env={"SLACK_API_URL": "http://127.0.0.1:9/"})
    refused(ended, 69, "Slack cannot be reached")
    assert not (at.home / ".env").exists()


def test_http(at: Command, slack: SlackWorkspace) -> None:
    """The second way: a signing secret in place of the app token, and the address in the manifest."""
    shown = at("setup", "--http", f"{PUBLIC}/slack/events/")
    refused(shown, 64, "--signing-secret is needed")
    link = re.search(r"manifest_json=(\S+)$", shown.out, re.M)
    assert link and json.loads(unquote(link[1])) == manifest(PUBLIC)
    assert f"checkpost manifest --http {PUBLIC}`" in shown.out

    both = ["--bot-token", slack.bot_token, "--signing-secret", slack.signing_secret]
    ended = at("setup", "--no-ask", "--http", PUBLIC, *both)
    assert (ended.status, f"{PUBLIC}/slack/events" in ended.out) == (0, True), ended.err
    assert env_of(at) == f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_SIGNING_SECRET={slack.signing_secret}\n"

    refused(at("setup", "--http", "http://plain.example"), 64, "no address that Slack would call")
    refused(at("setup", *both), 64, "--signing-secret is for HTTP")
    refused(at("setup", "--http", PUBLIC, *tokens(slack)), 64, "Choose one of the two.")
    (at.home / ".env").write_text(f"SLACK_APP_TOKEN={slack.app_token}\n")
    refused(at("setup", "--http", PUBLIC, *both), 64, "uses Socket Mode")


def test_tokens_of_the_environment_stay_there(at: Command, slack: SlackWorkspace) -> None:
    """Where a host keeps secrets in the environment, the file gets no copy."""
    own = {"SLACK_BOT_TOKEN": slack.bot_token}
    assert at("setup", "--no-ask", "--app-token", slack.app_token, env=own).status == 0
    assert env_of(at) == f"SLACK_APP_TOKEN={slack.app_token}\n"
    other = {"SLACK_BOT_TOKEN": "xoxb-something-else"}
    refused(at("setup", "--no-ask", *tokens(slack), env=other), 64, "the environment goes before .env")


def test_a_file_that_cannot_be_used(at: Command, slack: SlackWorkspace) -> None:
    """A folder stands where the file would be, or what is in it is no text: a sentence, and nothing is lost."""
    (at.home / ".env").mkdir()
    refused(at("setup", *tokens(slack)), 73, "cannot be read")
    (at.home / ".env").rmdir()
    (at.home / ".env").write_bytes(b"\xff\xfe")
    refused(at("setup", *tokens(slack)), 73, "cannot be read")
    assert (at.home / ".env").read_bytes() == b"\xff\xfe"


def test_a_broken_setting_is_told_first(at: Command, slack: SlackWorkspace) -> None:
    """A half-edited example is no obstacle, another broken setting is."""
    (at.home / ".env").write_text("SLACK_BOT_TOKEN=xoxb-...\nSLACK_APP_TOKEN=xapp-...\n")
    assert at("setup", "--force", *tokens(slack)).status == 0
    (at.home / ".env").write_text("CHECKPOST_LOG_LEVEL=loud\n")
    ended = at("setup", *tokens(slack))
    assert (ended.status, "CHECKPOST_LOG_LEVEL" in ended.err) == (78, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "A=new\n"),
        ("B=1", "B=1\nA=new\n"),
        ("B=1\r\n", "B=1\r\nA=new\r\n"),
        ("A=old", "A=new"),
        ("A=\nB=1\n", "A=new\nB=1\n"),
        ("#A=old\nAA=1\n", "#A=old\nAA=1\nA=new\n"),
        ("  export A = 'old' # why\n", "  export A = new # why\n"),
    ],
)
def test_a_line_is_replaced_where_it_stands(before: str, after: str) -> None:
    """And read as the settings read it."""
    assert envfile.changed(before, {"A": "new"}) == after
    assert envfile.value(after, "A") == "new"


# ---- setup, on a terminal ----


class Typing:
    """The command on a terminal of its own (pty), with somebody at it."""

    def __init__(self, at: Command, *arguments: str) -> None:
        spawn = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
        self.process = subprocess.Popen(
            [sys.executable, "-c", spawn, sys.executable, "-m", "bot", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=at.home, env=at.environment({"COLUMNS": "200"}),
        )  # fmt: skip
        self.said, self._read = "", 0

    def until(self, words: str) -> None:
        """Read until `words` appear after what was read before."""
        assert self.process.stdout
        ends = time.monotonic() + 30
        with selectors.DefaultSelector() as ready:
            ready.register(self.process.stdout, selectors.EVENT_READ)
            while words not in self.said[self._read :]:
                unread = f"{words!r} did not come:\n{self.said[self._read :]}"
                assert ready.select(ends - time.monotonic()), unread
                piece = os.read(self.process.stdout.fileno(), 65536).decode(errors="replace")
                assert piece, unread
                self.said += piece
        self._read = self.said.index(words, self._read) + len(words)

    def type(self, text: str) -> None:
        assert self.process.stdin
        time.sleep(0.1)  # the terminal throws away what is typed before its echo is off
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def ended(self) -> int:
        assert self.process.stdin and self.process.stdout
        self.said += self.process.stdout.read().decode(errors="replace")
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(30)


pty_only = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of POSIX")


@pty_only
def test_somebody_at_a_terminal(at: Command, slack: SlackWorkspace) -> None:
    """Asked unseen, told at once what is wrong with an answer, and asked again."""
    somebody = Typing(at, "setup")
    somebody.until("Bot User OAuth Token (xoxb-...), not shown")
    somebody.type(slack.app_token + "\n")
    somebody.until("it must be the token that begins with xoxb-")
    somebody.until("not shown")
    somebody.type("xoxb-of-another-planet\n")
    somebody.until("Slack does not know the bot token.")
    somebody.until("not shown")
    assert not (at.home / ".env").exists()
    somebody.type(f" {slack.bot_token} \n")
    somebody.until("of the workspace Practice")
    somebody.until("App-level token (xapp-...), not shown")
    somebody.type(slack.app_token + "\n")
    assert somebody.ended() == 0
    assert "  checkpost serve" in somebody.said
    assert slack.bot_token not in somebody.said and slack.app_token not in somebody.said
    assert env_of(at) == f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_APP_TOKEN={slack.app_token}\n"


@pty_only
@pytest.mark.parametrize(("key", "status"), [("\x03", 130), ("\x04", 64)], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_in_the_middle_writes_nothing(at: Command, slack: SlackWorkspace, key: str, status: int) -> None:
    """Half a set-up would be worse than none."""
    before = "# ours\nCHECKPOST_LOG_LEVEL=info\n"
    (at.home / ".env").write_text(before)
    somebody = Typing(at, "setup")
    somebody.until("not shown")
    somebody.type(slack.bot_token + "\n")
    somebody.until("App-level token (xapp-...), not shown")
    somebody.type(key)
    assert somebody.ended() == status
    assert "Nothing was written." in somebody.said and "Traceback" not in somebody.said
    assert env_of(at) == before


@pty_only
@pytest.mark.parametrize("answer", ["", "y"])
def test_a_token_is_never_replaced_unasked(at: Command, slack: SlackWorkspace, answer: str) -> None:
    """Without a yes the old one stays, and has to work."""
    old = f"SLACK_BOT_TOKEN={slack.bot_token}\nSLACK_APP_TOKEN=xapp-an-old-one\n"
    (at.home / ".env").write_text(old)
    somebody = Typing(at, "setup", "--app-token", slack.app_token)
    somebody.until("SLACK_BOT_TOKEN is set")
    somebody.until("[y/N]")
    somebody.type("\n")
    somebody.until("SLACK_APP_TOKEN is set")
    somebody.until("[y/N]")
    somebody.type(answer + "\n")
    assert somebody.ended() == (0 if answer else 73)
    assert env_of(at) == (old.replace("xapp-an-old-one", slack.app_token) if answer else old)


# ---- what is written about it ----


def test_the_readme_explains_each_scope_and_no_other() -> None:
    """The manifest asks for what the README explains."""
    rows = re.findall(r"^\| `([a-z_.]+(?::[a-z.]+)?)`[^|]*\| [^|]{10,}", (REPOSITORY / "README.md").read_text(), re.M)
    listed = [row for row in rows if row in SCOPES or ":" in row]
    assert sorted(listed) == sorted([*SCOPES, "connections:write"])


def test_the_page_about_slack_says_what_is_true() -> None:
    """Its commands, links and files, as in the other pages."""
    page = "docs/slack.md"
    test_docs.test_every_command_shown_exists_with_its_options(page)
    test_docs.test_every_link_leads_somewhere(page)
    test_docs.test_every_file_named_exists(page)


def test_the_manifest_that_lies_in_the_repository_is_the_one_that_is_printed() -> None:
    """Whoever takes the file gets what the command gives."""
    lying: Any = json.loads(Path(REPOSITORY / "manifest.json").read_text())
    assert lying == manifest()


def test_the_card_in_the_readme_is_the_one_that_slack_shows(bot: Bot) -> None:
    """Line by line, but for what is left out there."""
    shown = next(
        body for kind, body in test_docs.FENCE.findall(test_docs.README) if kind == "text" and "/checkpost" in body
    )
    command, *lines = [line for line in shown.splitlines() if line]
    card = bot.ann.command("/checkpost", command.removeprefix("/checkpost ")).message.shown
    at = 0
    for line in lines:
        if line != test_docs.CUT:
            assert line in card[at:], f"README.md: {line}\n\nthe card:\n{card}"
            at = card.index(line, at) + len(line)
