"""The bot over HTTP against a Slack that others wrote, so that a misreading of Slack is not tested against itself.

emulate 0.11.2 (https://github.com/vercel-labs/emulate, Apache-2.0) stores conversations, files and views, checks scopes, triggers
and authorship, and makes the events of messages. `.ci/run` installs it; without it these tests are skipped.

What emulate lacks, and what is done instead:

* A way to name a webhook for Slack's events, and Slack's signature: it takes a `signing_secret` and never reads it. LAUNCHER adds
  both with the means that emulate gives its plugins (`register`, `setHeaderFactory`). The events and their delivery are emulate's.
* Commands, clicks, submissions, shortcuts, `app_home_opened`, `app_mention`: the test posts them, signed, with triggers of emulate's.
  What a submission is answered with the test hands to `views.update`, as Slack would.
* `response_url`, user groups, streams, rate limits, Socket Mode: not tested here. `assistant.threads.setTitle` and
  `agents.sessions.setStatus` answer 404, which is a workspace without the agent surface.
* Events carry neither `team_id` nor `channel_type`, and the bot's own messages no `bot_id`: the bot knows them by the user. A message
  in a channel would pass for a direct one, so none is written.
* Blocks are not looked into (test_blocks does that), and a view can be read from the store only: LAUNCHER adds a page that shows it.
"""

from __future__ import annotations

import hmac
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import pytest

from bot.slack.manifest import SCOPES
from tests.slack.conftest import PROFILE, ROOT, _free_port
from tests.slack_workspace import forms

Json = dict[str, Any]
T = TypeVar("T")

DIST = Path(__file__).parent / "emulate" / "node_modules" / "emulate" / "dist"
PLUGIN = "dist-ZRJCKV4U.js"  # Slack's part of emulate 0.11.2
OLDEST = 20  # Node's major version, for emulate
SECRET, TOKEN, BOT, APP = "8f742231b10e8888abcd99yyyzzz85a5", "xoxb-checkpost", "U0CHECKPOST", "A0CHECKPOST"
PATIENT = "Thank you, Maria Lopez, for trusting us with your root canal on March 3rd!"
CLEAN = "Brush twice a day and floss once. Your gums will thank you."
SENT = frozenset(
    "type callback_id blocks private_metadata title state hash root_view_id previous_view_id".split()
)  # what a stored view and the view of a payload share
LAUNCHER = """
import { createHmac } from "node:crypto";
import { Server } from "node:net";
import { pathToFileURL } from "node:url";
const { dist, plugin, port, bot, secret, seed } = JSON.parse(process.env.EMULATE);
const load = (name) => import(pathToFileURL(`${dist}/${name}`));
const { slackPlugin } = await load(plugin);
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
  webhooks.setHeaderFactory(({ body }) => {
    const stamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac("sha256", secret).update(`v0:${stamp}:${body}`).digest("hex");
    return { "Content-Type": "application/json", "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": `v0=${signature}` };
  });
  webhooks.register({ url: bot, events: ["message"], active: true, owner: "slack" });
  register(app, store, webhooks, ...rest);
  app.get("/kept/:name", (c) => c.json(store.collection(`slack.${c.req.param("name")}`).all()));
  app.get("/deliveries", (c) => c.json(webhooks.getDeliveries()));
};
const listen = Server.prototype.listen;  // emulate would listen on every address of the machine
Server.prototype.listen = function (port) { return listen.call(this, port, "127.0.0.1"); };
const { createEmulator } = await load("api.js");
await createEmulator({ service: "slack", port, baseUrl: `http://127.0.0.1:${port}`, seed });
"""


def missing() -> str:
    """Say why emulate cannot run here."""
    node = shutil.which("node")
    if not node:
        return "Node is not installed, so Slack's emulator cannot run"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    if not version.startswith("v") or int(version[1:].split(".")[0]) < OLDEST:
        return f"Slack's emulator needs Node {OLDEST} or newer, here is {version or 'none that runs'}"
    if not (DIST / PLUGIN).is_file():
        return "emulate 0.11.2 is not installed: npm ci --prefix tests/slack/emulate"
    return ""


WHY_NOT = missing()
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@dataclass
class Emulated:
    """emulate and the bot, each a process of its own. `refusals`: methods that a test expects to be refused."""

    api: str
    bot: str
    log: Path
    people: dict[str, str] = field(default_factory=dict)
    refusals: set[str] = field(default_factory=lambda: {"assistant.threads.setTitle", "agents.sessions.setStatus"})

    def call(self, method: str, token: str = TOKEN, **arguments: Any) -> Json:
        """Call the Web API, as the bot or as somebody (`xoxp-ann`)."""
        request = urllib.request.Request(
            f"{self.api}/api/{method}",
            json.dumps(arguments).encode(),
            {"Content-Type": "application/json", "Authorization": f"Bearer {token}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            found: Json = json.load(answer)
        assert found["ok"], (method, found)
        return found

    def kept(self, name: str) -> list[Json]:
        """What emulate stores under a name."""
        with urllib.request.urlopen(f"{self.api}/{name}", timeout=10) as answer:
            return list(json.load(answer))

    def send(self, body: str, kind: str) -> Json:
        """Send the bot a request with Slack's signature; what it answers."""
        stamp = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), f"v0:{stamp}:{body}".encode(), "sha256").hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}
        request = urllib.request.Request(f"{self.bot}/slack/events", body.encode(), headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 200
            raw = answer.read()
        return dict(json.loads(raw)) if raw else {}

    def interact(self, name: str, payload: Json, view: Json | None = None) -> Json:
        """Send an interaction of somebody, with a trigger that emulate takes."""
        user = self.people[name]
        asked = {"view_id": view["view_id"]} if view else {"user_id": user}
        trigger = self.call("views.generateTriggerId", **asked)["trigger_id"]
        told = {
            "team": {"id": "T000000001"},
            "user": {"id": user, "team_id": "T000000001"},
            "api_app_id": APP,
            **payload,
        }
        body = {"payload": json.dumps({"trigger_id": trigger, **told})}
        return self.send(urlencode(body), "application/x-www-form-urlencoded")

    def click(self, name: str, place: Json, action: str) -> None:
        """Press a button of a message or of a view."""
        button = next(e for e in _elements(place["blocks"]) if e.get("action_id") == action)
        if "view_id" in place:
            where: Json = {"container": {"type": "view", "view_id": place["view_id"]}, "view": _as_sent(place)}
        else:
            container = {"type": "message", "message_ts": place["ts"], "channel_id": place["channel_id"]}
            where = {"container": container, "channel": {"id": place["channel_id"]}, "message": {"ts": place["ts"]}}
        pressed = {"type": "button", "action_id": action, "value": button["value"]}
        self.interact(
            name, {"type": "block_actions", "actions": [pressed], **where}, place if "view_id" in place else None
        )

    def submit(self, name: str, view: Json, **typed: str) -> Json:
        """Fill in a form and submit it; the page that it turns into, as emulate stores it."""
        values = forms.states(view["blocks"], {})
        for block, words in typed.items():
            values[block][block] |= {"value": words}
        filled = {**_as_sent(view), "state": {"values": values}}
        answer = self.interact(name, {"type": "view_submission", "view": filled}, view)
        assert answer["response_action"] == "update", answer
        updated: Json = self.call("views.update", view_id=view["view_id"], view=answer["view"])["view"]
        return {**updated, "view_id": view["view_id"]}

    def command(self, name: str, words: str, trigger: str) -> Json:
        told = {
            "command": "/checkpost", "text": words, "user_id": self.people[name], "team_id": "T000000001", "channel_id": "C000000001",
            "trigger_id": trigger, "response_url": f"{self.api}/nowhere",
        }  # fmt: skip
        return self.send(urlencode(told), "application/x-www-form-urlencoded")

    def event(self, event: Json) -> None:
        """Send an event that emulate does not make."""
        told = {"type": "event_callback", "team_id": "T000000001", "api_app_id": APP, "event": event}
        self.send(json.dumps({**told, "event_id": f"Ev{time.time_ns()}"}), "application/json")

    def dm(self, name: str, words: str) -> Json:
        """Write to the bot. emulate answers when the bot has acknowledged the event."""
        channel = self.conversation(name)
        return {
            "channel_id": channel,
            "ts": self.call("chat.postMessage", f"xoxp-{name}", channel=channel, text=words)["ts"],
        }

    def conversation(self, name: str) -> str:
        return str(self.call("conversations.open", f"xoxp-{name}", users=BOT)["channel"]["id"])

    def card(self, draft: Json, words: str) -> Json:
        """Wait for an answer of the bot's in a draft's thread that holds these words."""
        return self.wait(
            lambda: next((m for m in self.answers(draft["channel_id"], draft["ts"]) if words in shown(m)), None)
        )

    def answers(self, channel: str, thread: str | None = None) -> list[Json]:
        found = [m for m in self.kept("kept/messages") if m["channel_id"] == channel and m["user"] == BOT]
        return [m for m in found if thread in (None, m.get("thread_ts"))]

    def view(self, name: str, callback: str) -> Json:
        """Wait for somebody's newest view of a kind."""
        user = self.people[name]

        def newest() -> Json | None:
            views = [
                v for v in self.kept("kept/views") if v["user_id"] == user and callback in (v["callback_id"], v["type"])
            ]
            return views[-1] if views else None

        return self.wait(newest)

    def wait(self, look: Callable[[], T | None]) -> T:
        ends = time.monotonic() + 10
        while time.monotonic() < ends:
            if found := look():
                return found
            time.sleep(0.05)
        raise AssertionError(f"waited in vain; the bot's log:\n{self.log.read_text('utf-8')}")


@pytest.fixture(scope="module")
def slack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulated]:
    home = tmp_path_factory.mktemp("emulate")
    (home / "practice.yaml").write_text(PROFILE, "utf-8")
    ports = _free_port(), _free_port()
    api, bot, log = f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", home / "log.txt"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHECKPOST_", "SLACK_", "XDG_", "HTTP", "http"))}
    told = {
        "dist": str(DIST),
        "plugin": PLUGIN,
        "port": ports[0],
        "bot": f"{bot}/slack/events",
        "secret": SECRET,
        "seed": SEED,
    }
    node = ["node", "--input-type=module", "--eval", LAUNCHER]
    with ExitStack() as ends:
        env = kept | {"EMULATE": json.dumps(told)}
        ends.enter_context(_process(node, home / "emulate.txt", env, f"{api}/deliveries"))
        emulated = Emulated(api, bot, log)
        emulated.people = {user["name"]: user["id"] for user in emulated.call("users.list")["members"]}
        env = kept | {
            "HOME": str(home), "PYTHONPATH": str(ROOT), "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{api}/api/", "CHECKPOST_DATABASE": str(home / "trail.db"), "CHECKPOST_PORT": str(ports[1]),
            "CHECKPOST_APPROVERS": emulated.people["bea"], "CHECKPOST_LOG_LEVEL": "info", "CHECKPOST_LOG_FORMAT": "json",
        }  # fmt: skip
        ends.enter_context(_process([sys.executable, "-m", "bot", "serve"], log, env, f"{bot}/readyz"))
        yield emulated
        assert all(d["success"] for d in emulated.kept("deliveries"))
        assert "Traceback" not in log.read_text("utf-8")
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines() if line.startswith("{")]
        assert {line["method"] for line in lines if line["event"] == "slack.refused"} <= emulated.refusals
        assert not [
            line for line in lines if line["event"] in ("request.failed", "request.unhandled", "person.unknown")
        ]


# With `strict_scopes` emulate refuses what the manifest's scopes do not allow.
SEED: Json = {
    "slack": {
        "team": {"name": "Riverbend", "domain": "riverbend"},
        "users": [{"name": name, "real_name": f"{name.capitalize()} Lee"} for name in ("ann", "bea", "cyd")],
        "channels": [{"name": "front-desk"}],
        "oauth_apps": [
            {
                "client_id": "1.2", "client_secret": "none", "app_id": APP, "name": "Checkpost", "redirect_uris": [],
                "scopes": list(SCOPES), "bot_id": "B0CHECKPOST", "bot_user_id": BOT, "bot_name": "checkpost",
            }
        ],
        "tokens": [
            {
                "token": TOKEN, "type": "bot", "user": BOT, "scopes": list(SCOPES), "app_id": APP, "bot_id": "B0CHECKPOST",
                "bot_user_id": BOT,
            },
            *({"token": f"xoxp-{name}", "type": "user", "user": name, "app_id": APP} for name in ("ann", "bea")),
        ],
        "strict_scopes": True,
    }
}  # fmt: skip


@contextmanager
def _process(command: list[str], log: Path, env: dict[str, str], url: str) -> Iterator[None]:
    """Run a process that answers at `url`."""
    with log.open("ab") as out:
        started = subprocess.Popen(command, cwd=log.parent, env=env, stdout=out, stderr=out)
    try:
        ends = time.monotonic() + 30
        while not _answers(url):
            assert started.poll() is None and time.monotonic() < ends, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        yield
    finally:
        started.terminate()
        started.wait(10)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _elements(blocks: list[Json]) -> list[Json]:
    return [e for b in blocks for e in (*b.get("elements", ()), b.get("accessory") or {})]


def _as_sent(view: Json) -> Json:
    """Return a stored view as a payload names its parts."""
    return {"id": view["view_id"], **{k: v for k, v in view.items() if k in SENT}}


def shown(place: Json) -> str:
    return json.dumps([place.get("text", ""), place["blocks"]], ensure_ascii=False)


def test_a_draft_is_answered_in_its_thread_without_its_identifiers(slack: Emulated) -> None:
    draft = slack.dm("ann", PATIENT)
    card = slack.card(draft, "⛔ Block: ")
    for words in ("Maria", "Lopez", "March 3"):
        assert words not in shown(card)
    delivered = [d for d in slack.kept("deliveries") if d["payload"]["event"].get("ts") == draft["ts"]]
    assert [d["status_code"] for d in delivered] == [200]
    # The card came back as an event, as every message does. The bot must not take it for a draft.
    slack.wait(lambda: [d for d in slack.kept("deliveries") if d["payload"]["event"].get("ts") == card["ts"]])
    slack.card(slack.dm("ann", CLEAN), "✅ Pass: ")
    assert len(slack.answers(draft["channel_id"], draft["ts"])) == 1


def test_an_edit_is_checked_again_and_a_deleted_draft_is_withdrawn(slack: Emulated) -> None:
    draft = slack.dm("ann", PATIENT)
    slack.card(draft, "⛔ Block: ")
    slack.call("chat.update", "xoxp-ann", channel=draft["channel_id"], ts=draft["ts"], text=CLEAN)
    slack.card(draft, "✅ Pass: ")
    slack.card(draft, "Edited by")
    slack.call("chat.delete", "xoxp-ann", channel=draft["channel_id"], ts=draft["ts"])
    slack.card(draft, "Withdrawn by")


def test_a_decision_changes_the_card_and_is_there_once(slack: Emulated) -> None:
    draft = slack.dm("ann", PATIENT)
    card = slack.card(draft, "⛔ Block: ")
    slack.click("ann", card, "use")
    used = slack.card(draft, "Used by")
    assert used["ts"] == card["ts"] and used["edited"]["user"] == BOT
    assert "use" not in [e.get("action_id") for e in _elements(used["blocks"])]
    assert len(slack.answers(draft["channel_id"], draft["ts"])) == 1


def test_approval_goes_to_the_approver_and_back(slack: Emulated) -> None:
    draft, channel = slack.dm("ann", PATIENT), slack.conversation("bea")
    card = slack.card(draft, "⛔ Block: ")
    slack.click("ann", card, "ask")
    slack.submit("ann", slack.view("ann", "ask"), reason="For the newsletter")
    assert slack.card(draft, "Waiting for approval")["ts"] == card["ts"]
    request = slack.wait(lambda: next((m for m in slack.answers(channel) if "Approval wanted" in shown(m)), None))
    assert "Maria" not in shown(request)
    slack.click("bea", request, "approve")
    for place in (request, card):
        slack.wait(
            lambda at=place["ts"]: [
                m for m in slack.kept("kept/messages") if m["ts"] == at and "Approved by" in shown(m)
            ]
        )
    slack.wait(lambda: len(slack.answers(draft["channel_id"], draft["ts"])) == 2)  # the author was told


def test_the_command_opens_a_form_once_for_a_trigger(slack: Emulated) -> None:
    trigger = slack.call("views.generateTriggerId", user_id=slack.people["cyd"])["trigger_id"]
    assert slack.command("cyd", "", trigger) == {}
    assert slack.view("cyd", "compose")["submit"]["text"] == "Check"
    slack.refusals.add("views.open")  # exchanged_trigger_id
    assert "did not open the form" in slack.command("cyd", "", trigger)["text"]
    assert len([v for v in slack.kept("kept/views") if v["user_id"] == slack.people["cyd"]]) == 1


def test_a_form_turns_into_the_card_and_goes_on_from_there(slack: Emulated) -> None:
    slack.interact("ann", {"type": "shortcut", "callback_id": "check_draft"})
    form = slack.view("ann", "compose")
    page = slack.submit("ann", form, draft=PATIENT)
    assert "⛔ Block:" in shown(page)
    slack.click("ann", page, "why")
    why = slack.view("ann", "told")
    assert why["title"]["text"] == "Why?" and why["previous_view_id"] == form["view_id"]
    slack.click("ann", page, "use")
    slack.wait(
        lambda: [v for v in slack.kept("kept/views") if v["view_id"] == form["view_id"] and "Used by" in shown(v)]
    )


def test_app_home_is_published_and_kept_up(slack: Emulated) -> None:
    draft = slack.dm("bea", PATIENT)
    slack.card(draft, "⛔ Block: ")
    opened = {"type": "app_home_opened", "user": slack.people["bea"], "channel": draft["channel_id"], "tab": "home"}
    slack.event(opened)
    home = slack.view("bea", "home")
    assert "My last checks" in shown(home) and "Maria" not in shown(home)
    slack.event(opened)
    slack.wait(lambda: slack.view("bea", "home")["hash"] != home["hash"])
    assert slack.view("bea", "home")["view_id"] == home["view_id"]


def test_a_text_file_is_read(slack: Emulated) -> None:
    content = PATIENT.encode()
    place = slack.call("files.getUploadURLExternal", "xoxp-ann", filename="draft.txt", length=len(content))
    with urllib.request.urlopen(urllib.request.Request(place["upload_url"], content), timeout=10) as answer:
        assert answer.status == 200
    channel = slack.conversation("ann")
    before = len(slack.answers(channel))
    slack.call("files.completeUploadExternal", "xoxp-ann", files=[{"id": place["file_id"]}], channel_id=channel)
    assert "⛔ Block: " in shown(slack.wait(lambda: slack.answers(channel)[before:])[0])


def test_a_mention_is_answered_to_the_one_who_asked(slack: Emulated) -> None:
    rooms = slack.call("conversations.list", "xoxp-ann")["channels"]
    channel = next(room["id"] for room in rooms if room["name"] == "front-desk")
    event = {"type": "app_mention", "user": slack.people["ann"], "channel": channel, "text": f"<@{BOT}> {PATIENT}"}
    event["ts"] = f"{time.time():.6f}"
    slack.event(event)
    whispered = slack.wait(lambda: slack.kept("kept/ephemeral_messages"))
    assert [(m["target_user"], m["channel_id"]) for m in whispered] == [(slack.people["ann"], channel)]
    assert "⛔ Block: " in shown(whispered[0])
