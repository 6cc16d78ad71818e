"""The server that plays Slack, tried with a small Bolt app over its socket and over signed HTTP."""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.slack_workspace import Answer, SlackWorkspace, User, check_blocks, check_manifest, check_view
from tests.slack_workspace.shapes import DATA

pytestmark = pytest.mark.filterwarnings("ignore:The top-level `text`")  # left out on purpose
LONG = "It is " + "very " * 700 + "long."
VALID = DATA / "blocks" / "fixtures" / "valid"


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def actions(*labels: str, **more: Any) -> dict[str, Any]:
    made = [{"type": "button", "action_id": f"press_{x.lower()}", "text": plain(x), "value": x, **more} for x in labels]
    return {"type": "actions", "elements": made}


def modal(title: str, *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "callback_id": "form", "title": plain(title), "blocks": list(blocks), **more}


def draft_input(**more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "text", "multiline": True, "max_length": 100}
    return {"type": "input", "block_id": "draft", "label": plain("Your draft"), "element": element, **more}


FORM = modal("Check a draft", draft_input(), submit=plain("Check"), close=plain("Cancel"), notify_on_close=True)


class SmallBot:
    """A Bolt app that answers in every way that the tests look at. `events` holds what it was told."""

    def __init__(self, slack: SlackWorkspace) -> None:
        self.slack = slack
        self.client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        self.app = App(client=self.client, signing_secret=slack.signing_secret, token_verification_enabled=False)
        self.events: list[dict[str, Any]] = []
        self.retries: list[tuple[Any, str | None]] = []  # the timestamp of a message, the number of its retry
        self.triggers: list[str] = []
        self.response_urls: list[str] = []
        self.submitted: list[str] = []
        self.actions: list[dict[str, Any]] = []
        self._listen()

    def _listen(self) -> None:
        app = self.app

        @app.command("/checkpost")
        def command(ack: Any, command: dict[str, str], client: WebClient) -> None:
            self.triggers.append(command["trigger_id"])
            self.response_urls.append(command["response_url"])
            match command["text"]:
                case "":
                    ack()
                    client.views_open(trigger_id=command["trigger_id"], view=FORM)
                case "loud":
                    ack(text="loud", response_type="in_channel")
                case "late":
                    time.sleep(3.3)
                    ack("too late")
                case "bad":
                    ack(text="bad", blocks=[section("")])
                case text:
                    ack(
                        text="Checked",
                        blocks=[section(f"*Checked* {len(text)} characters"), actions("Approve", "Stop")],
                    )

        @app.action(re.compile(".*"))
        def pressed(ack: Any, body: dict[str, Any], client: WebClient, respond: Any) -> None:
            self.actions.append(body)
            self.triggers.append(body["trigger_id"])
            ack()
            if body["container"]["type"] == "message":
                respond(
                    text="Done",
                    blocks=[section(f"{body['actions'][0].get('value')} by <@{body['user']['id']}>")],
                    replace_original=True,
                )
            elif body["view"]["type"] == "modal":
                client.views_push(trigger_id=body["trigger_id"], view=modal("Why", section("Because.")))

        @app.view("form")
        def submit(ack: Any, view: dict[str, Any]) -> None:
            typed = view["state"]["values"]["draft"]["text"]["value"]
            self.submitted.append(typed)
            match typed:
                case "Maria":
                    ack(response_action="errors", errors={"draft": "That names a patient."})
                case "unknown":
                    ack(response_action="errors", errors={"nowhere": "There is no such field."})
                case "update":
                    ack(response_action="update", view=modal("Done", draft_input(), submit=plain("Again")))
                case "push":
                    ack(response_action="push", view=modal("On top", section("A second view.")))
                case _:
                    ack()

        @app.view_closed("form")
        def closed(ack: Any, body: dict[str, Any]) -> None:
            self.events.append({"type": "view_closed", "is_cleared": body["is_cleared"]})
            ack()

        self._listen_further()

    def _listen_further(self) -> None:
        app = self.app

        @app.shortcut("check_message")
        def on_message(ack: Any, shortcut: dict[str, Any], client: WebClient) -> None:
            ack()
            about = {"channel": shortcut["channel"]["id"], "user": shortcut["user"]["id"]}
            client.chat_postEphemeral(**about, text=f"You asked about: {shortcut['message']['ts']}")

        @app.shortcut("check_draft")
        def from_anywhere(ack: Any, shortcut: dict[str, Any], client: WebClient) -> None:
            ack()
            client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

        for kind in ("app_mention", "app_home_opened", "agent_session_stopped", "subteam_members_changed"):
            app.event(kind)(self._told)
        app.event("message")(self._told)

    def _told(self, event: dict[str, Any], client: WebClient, request: BoltRequest) -> None:
        self.events.append(event)
        self.retries.append((event.get("ts"), (request.headers.get("x-slack-retry-num") or [None])[0]))
        if event["type"] == "app_mention":
            about = {"channel": event["channel"], "user": event["user"]}
            client.chat_postEphemeral(**about, text="Only you see this", thread_ts=event.get("thread_ts"))
        elif event["type"] == "app_home_opened" and event["tab"] == "home":
            client.views_publish(
                user_id=event["user"], view={"type": "home", "blocks": [section("*Waiting*: 2"), actions("Help")]}
            )
        elif event["type"] == "message" and "subtype" not in event:
            client.chat_postMessage(
                channel=event["channel"],
                thread_ts=event.get("thread_ts", event["ts"]),
                text="Got it",
                unfurl_links=False,
            )

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if kind in {event["type"], event.get("subtype")}]


@contextlib.contextmanager
def over_http(bot: SmallBot) -> Iterator[str]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = bot.app.dispatch(BoltRequest(body=body, headers=dict(self.headers.items())))
            content = answer.body.encode()
            self.send_response(answer.status)
            for name, value in {
                **answer.first_headers_without_set_cookie(),
                "content-length": str(len(content)),
            }.items():
                self.send_header(name, value)
            with contextlib.suppress(OSError):  # nobody waits any more for an answer that comes late
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/slack/events"
        server.shutdown()


@contextlib.contextmanager
def over_socket(bot: SmallBot) -> Iterator[SocketModeHandler]:
    handler = SocketModeHandler(bot.app, bot.slack.app_token, ping_interval=0.5)
    handler.connect()
    bot.slack.wait_connected()
    try:
        yield handler
    finally:
        with contextlib.suppress(AttributeError):
            handler.close()


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)


@contextlib.contextmanager
def running(mode: Any) -> Iterator[tuple[SlackWorkspace, SmallBot]]:
    with SlackWorkspace(mode) as slack:
        bot = SmallBot(slack)
        if mode == "socket":
            with over_socket(bot):
                yield slack, bot
        else:
            with over_http(bot) as slack.bot_url:
                yield slack, bot
        bot.app.listener_runner.listener_executor.shutdown(wait=True)


@pytest.fixture(scope="module", params=["socket", "http"])
def served(request: pytest.FixtureRequest) -> Iterator[tuple[SlackWorkspace, SmallBot]]:
    """One workspace and one bot for all tests of a mode; people are made anew for each."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            patch.delenv(name, raising=False)
        with running(request.param) as both:
            yield both


@pytest.fixture
def slack(served: tuple[SlackWorkspace, SmallBot]) -> Iterator[SlackWorkspace]:
    slack, _ = served
    yield slack
    assert slack.faults == []


@pytest.fixture
def bot(served: tuple[SlackWorkspace, SmallBot]) -> SmallBot:
    return served[1]


@pytest.fixture
def ann(slack: SlackWorkspace) -> User:
    return slack.add_user("ann", real_name="Ann Lee")


@pytest.fixture
def bea(slack: SlackWorkspace) -> User:
    return slack.add_user("bea", real_name="Bea Ruiz")


def faults(slack: SlackWorkspace) -> str:
    """Take the faults that a test meant to make."""
    found = "\n".join(slack.faults)
    slack.faults.clear()
    return found


# Commands, clicks, response_urls


def test_only_the_author_sees_what_acknowledges_a_command(slack, ann, bea):
    general = slack.add_channel("general", [ann, bea])
    outcome = ann.command("/checkpost", "Brush <twice> & floss", channel=general)
    assert outcome.acknowledged and outcome.error is None and outcome.seconds < 3
    assert outcome.message.ephemeral and outcome.message.shown.startswith("Checked 21 characters")
    assert outcome.message.buttons == ["Approve", "Stop"]
    assert ann.sees() == [outcome.message] and bea.sees() == []


def test_a_click_replaces_the_card_and_an_old_window_can_still_press(slack, bot, ann):
    card = ann.command("/checkpost", "draft").message
    old = card.snapshot()
    assert ann.click(card, "Approve").acknowledged
    assert ann.wait_for("Approve by @Ann Lee") is card and card.buttons == []
    with pytest.raises(AssertionError, match="nothing called 'Approve'"):
        ann.click(card, "Approve")
    assert ann.click(old, "press_stop").acknowledged
    ann.wait_for("Stop by @Ann Lee")
    assert "message" not in bot.actions[-1] and bot.actions[-1]["container"]["is_ephemeral"]


def test_nobody_presses_what_they_do_not_see(slack, ann, bea):
    card = ann.command("/checkpost", "draft").message
    with pytest.raises(AssertionError, match="bea does not see"):
        bea.click(card, "Approve")


def test_a_command_answered_late_times_out(slack, ann):
    outcome = ann.command("/checkpost", "late")
    # Bolt gives up after three seconds too, and over HTTP may be the first to say so.
    assert outcome.error in {"operation_timeout", "dispatch_failed"} and not outcome.acknowledged
    assert outcome.seconds > 2.9
    assert ann.sees() == []


def test_acknowledging_in_channel_shows_all_and_is_a_fault(slack, ann, bea):
    general = slack.add_channel("general", [ann, bea])
    ann.command("/checkpost", "loud", channel=general)
    assert [message.text for message in bea.sees()] == ["/checkpost loud", "loud"]
    assert "in_channel" in faults(slack)


def test_bad_blocks_in_an_acknowledgement_are_shown_to_nobody(slack, ann):
    assert ann.command("/checkpost", "bad").error == "invalid_blocks"
    assert ann.sees() == [] and "must be more than 0 characters" in faults(slack)


def test_a_response_url_takes_five_answers_in_half_an_hour(slack, bot, ann):
    ann.command("/checkpost", "draft")
    url = bot.response_urls[-1]
    answers = [WebhookClient(url).send(text=f"number {n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404] and "used_url" in answers[5].body
    assert all(message.ephemeral for message in ann.sees())
    ann.command("/checkpost", "draft")
    slack.clock.advance(31 * 60)
    assert "expired_url" in WebhookClient(bot.response_urls[-1]).send(text="late").body


def test_a_response_url_replaces_and_deletes(slack, bot, ann):
    card = ann.command("/checkpost", "draft").message
    hook = WebhookClient(bot.response_urls[-1])
    assert hook.send(text="Better", replace_original=True).status_code == 200
    assert card.shown == "Better"
    assert hook.send(delete_original=True).status_code == 200
    assert ann.sees() == []


def test_menus_feedback_and_dialogs_are_pressed_as_shown(slack, bot, ann, bea):
    menu = {"type": "overflow", "action_id": "more", "options": [{"text": plain("Why?"), "value": "why"}]}
    ask = {"title": plain("Sure?"), "text": plain("Really"), "confirm": plain("Yes"), "deny": plain("No")}
    thumbs = {name: {"text": plain(name), "value": name} for name in ("good", "bad")}
    feedback = {"type": "feedback_buttons", "positive_button": thumbs["good"], "negative_button": thumbs["bad"]}
    blocks = [
        section("Pick", accessory=menu),
        actions("Publish", confirm=ask),
        {"type": "context_actions", "elements": [feedback]},
        actions("Secret", visible_to_user_ids=[bea.id]),
    ]
    bot.client.chat_postMessage(channel=ann.id, text="Pick", blocks=blocks)
    card = ann.wait_for("Pick").snapshot()
    assert card.buttons == ["Publish", "good", "bad", "Secret"]
    assert ann.click(card, "Publish", confirm=False).error == "not_confirmed"
    with pytest.raises(AssertionError, match="nothing called 'Secret'"):
        ann.click(card, "Secret")
    with pytest.raises(AssertionError, match="no option 'How"):
        ann.choose(card, "more", "How?")
    for outcome in (
        ann.choose(card, "more", "Why?"),
        ann.click(card, "bad"),
        ann.click(card, "Publish", value="forged"),
    ):
        assert outcome.acknowledged
    told = [body["actions"][0] for body in bot.actions if body["user"]["id"] == ann.id]
    assert told[0]["selected_option"]["value"] == "why" and [a.get("value") for a in told[1:]] == ["bad", "forged"]
    assert bot.actions[-1]["message"]["ts"] == card.ts


# Modals, Home


def test_a_form_is_filled_refused_and_submitted(slack, bot, ann):
    ann.command("/checkpost")
    form = ann.wait_for_modal("Your draft")
    assert ann.fill_and_submit().error == "invalid_input" and "Please complete" in form.errors["draft"]
    assert ann.fill_and_submit({"Your draft": "x" * 101}).error == "invalid_input"
    sent = len(bot.submitted)
    assert ann.fill_and_submit({"Your draft": "Maria"}).acknowledged
    assert form.errors == {"draft": "That names a patient."} and form.inputs == {"Your draft": "Maria"}
    ann.fill_and_submit({"draft": "Brush & floss <daily>"})
    assert ann.modal is None and bot.submitted[sent:] == ["Maria", "Brush & floss <daily>"]


def test_a_submission_updates_and_pushes_and_closing_is_told(slack, bot, ann):
    ann.global_shortcut("check_draft")
    form = ann.wait_for_modal("Check a draft")
    ann.fill_and_submit({"draft": "update"})
    assert ann.modal is form and form.title == "Done" and form.inputs == {"Your draft": "update"}
    ann.fill_and_submit({"draft": "push"})
    assert ann.modal.title == "On top" and ann.modal.previous_id == form.id
    ann.close_modal()
    assert ann.modal is form
    ann.close_modal()
    ann.global_shortcut("check_draft")
    ann.wait_for_modal("Check a draft")
    (told,) = ann.close_modal(all_of_them=True)
    assert told.acknowledged and bot.told("view_closed")[-1]["is_cleared"]


def test_errors_for_an_unknown_field_are_trouble(slack, ann):
    ann.global_shortcut("check_draft")
    form = ann.wait_for_modal("Check a draft")
    ann.fill_and_submit({"draft": "unknown"})
    assert form.trouble and ann.modal is form and "nowhere" in faults(slack)


def test_a_trigger_opens_one_view_within_three_seconds(slack, bot, ann):
    ann.command("/checkpost", "draft")
    bot.client.views_open(trigger_id=bot.triggers[-1], view=FORM)
    assert error_of(bot.client.views_open, trigger_id=bot.triggers[-1], view=FORM) == "exchanged_trigger_id"
    ann.command("/checkpost", "draft")
    slack.clock.advance(3.5)
    assert error_of(bot.client.views_open, trigger_id=bot.triggers[-1], view=FORM) == "expired_trigger_id"
    assert error_of(bot.client.views_open, trigger_id="1.2.abc", view=FORM) == "invalid_trigger_id"


def test_a_view_changes_by_hash_and_keeps_what_was_typed(slack, bot, ann):
    ann.global_shortcut("check_draft")
    form = ann.wait_for_modal()
    ann.fill({"draft": "typed"})
    old = form.hash
    bot.client.views_update(view_id=form.id, view={**FORM, "title": plain("Loading")}, hash=old)
    assert form.title == "Loading" and form.inputs == {"Your draft": "typed"}
    assert error_of(bot.client.views_update, view_id=form.id, view=FORM, hash=old) == "hash_conflict"
    ann.close_modal()
    assert error_of(bot.client.views_update, view_id=form.id, view=FORM) == "not_found"


def test_four_views_are_too_many(slack, bot, ann):
    bot.client.views_open(trigger_id=slack.new_trigger(ann), view=modal("One", actions("Why")))
    ann.click(ann.modal, "Why")
    ann.wait_for_modal("Because.")
    top = ann.modal
    bot.client.views_push(trigger_id=slack.new_trigger(ann, in_view=True), view=modal("Three", section("3")))
    push = {"trigger_id": slack.new_trigger(ann, in_view=True), "view": modal("Four", section("4"))}
    assert error_of(bot.client.views_push, **push) == "push_limit_reached" and ann.modal.root_id == top.root_id


def test_the_home_tab_is_published_when_it_opens(slack, bot, ann):
    assert ann.open_home().acknowledged
    ann.wait_until(lambda: ann.home)
    assert "Waiting: 2" in ann.home.shown and ann.home.buttons == ["Help"]
    assert ann.click(ann.home, "Help").acknowledged
    ann.open_home()
    ann.wait_until(lambda: any(e.get("view") for e in bot.told("app_home_opened") if e["user"] == ann.id))
    publish = {"user_id": ann.id, "view": {"type": "home", "blocks": [section("x")]}, "hash": "0.old"}
    assert error_of(bot.client.views_publish, **publish) == "hash_conflict"


# Messages


def test_typed_text_arrives_escaped_beside_faithful_rich_text(slack, bot, ann):
    typed = "See https://x.io/a?b=1&c=2 <!channel> 5 < 6 && ann@x.io :smile: acme.com."
    message = ann.dm(typed)
    answer = ann.wait_for("Got it")
    assert answer.thread_ts == message.ts and message.outcome.acknowledged
    (event,) = [e for e in bot.told("message") if e["ts"] == message.ts]
    assert event["text"] == (
        "See <https://x.io/a?b=1&amp;c=2> &lt;!channel&gt; 5 &lt; 6 &amp;&amp; "
        "<mailto:ann@x.io|ann@x.io> :smile: <http://acme.com|acme.com>."
    )
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert {"type": "text", "text": " <!channel> 5 < 6 && "} in elements
    assert {"type": "link", "url": "https://x.io/a?b=1&c=2"} in elements
    assert message.shown == typed and message.mentions == [] and event["channel_type"] == "im"


def test_edits_deletions_tombstones_and_unfurls_are_told(slack, bot, ann):
    message = ann.dm("first")
    ann.wait_for("Got it")
    ann.edit(message, "second")
    slack.unfurl(message)
    ann.delete(message)
    lone = ann.dm("alone")
    ann.delete(lone, leaves_tombstone=False)
    ann.wait_until(lambda: any(event["deleted_ts"] == lone.ts for event in bot.told("message_deleted")))

    def changes() -> list[dict[str, Any]]:
        return [event for event in bot.told("message_changed") if event["message"]["ts"] == message.ts]

    ann.wait_until(lambda: len(changes()) == 3)
    edit, unfurl, tombstone = sorted(changes(), key=lambda event: event["ts"])
    assert (edit["previous_message"]["text"], edit["message"]["text"]) == ("first", "second")
    assert unfurl["message"]["text"] == unfurl["previous_message"]["text"] == "second"
    assert tombstone["message"]["subtype"] == "tombstone" and message not in ann.sees()


def test_a_mention_is_answered_for_its_author_alone(slack, bot, ann, bea):
    general = slack.add_channel("general", [ann, bea])
    said = ann.say(general, "is this fine?", mention_bot=True)
    assert ann.wait_for("Only you").ephemeral
    assert [message.text for message in bea.sees()] == [said.text]
    elsewhere = slack.add_channel("elsewhere", [ann], bot_is_member=False)
    assert ann.say(elsewhere, "hello", mention_bot=True).outcome.error == "not_sent"
    assert ann.message_shortcut("check_message", said).acknowledged
    assert said.ts in ann.wait_for("You asked about").shown


def test_where_the_bot_may_not_write(slack, bot, ann, bea):
    post = bot.client.chat_postMessage
    for channel, error in [
        (slack.add_channel("open", [ann], bot_is_member=False), "not_in_channel"),
        (slack.add_channel("closed", [ann], bot_is_member=False, private=True), "channel_not_found"),
        (slack.add_channel("old", [ann]), "is_archived"),
    ]:
        channel.archived = channel.name == "old"
        assert error_of(post, channel=channel.id, text="hello") == error
    here = slack.add_channel("here", [ann])
    about = {"channel": here.id, "text": "psst"}
    assert error_of(bot.client.chat_postEphemeral, user=bea.id, **about) == "user_not_in_channel"
    slack.remove_bot(here)
    assert error_of(bot.client.chat_postEphemeral, user=ann.id, **about) == "not_in_channel"
    bea.close_dm(for_good=True)
    assert error_of(post, channel=bea.dm_channel.id, text="hello") == "channel_not_found"
    post(channel=bea.id, text="hello again")
    assert bea.wait_for("hello again").channel is bea.dm_channel
    assert error_of(post, channel=here.id) == "not_in_channel" and error_of(post, channel=ann.id) == "no_text"


def test_a_message_is_updated_deleted_and_reacted_to(slack, bot, ann):
    sent = bot.client.chat_postMessage(channel=ann.id, text="<!channel> <https://x.io|here> &amp; *there*")
    message = ann.wait_for("there")
    assert message.shown == "@channel here & there" and message.mentions == ["!channel"] and message.unfurls
    where = {"channel": sent["channel"], "ts": sent["ts"]}
    bot.client.chat_update(**where, text="changed", blocks=[section("changed &lt;!channel&gt;")])
    assert message.shown == "changed <!channel>" and message.mentions == []
    assert error_of(bot.client.chat_update, **where, text="x" * 4001) == "msg_too_long"
    bot.client.reactions_add(channel=where["channel"], timestamp=where["ts"], name="eyes")
    again = {"channel": where["channel"], "timestamp": where["ts"], "name": "eyes"}
    assert error_of(bot.client.reactions_add, **again) == "already_reacted" and message.reactions == ["eyes"]
    assert "/archives/" in bot.client.chat_getPermalink(channel=where["channel"], message_ts=where["ts"])["permalink"]
    bot.client.chat_delete(**where)
    assert error_of(bot.client.chat_update, **where, text="gone") == "message_not_found"
    typed = ann.dm("mine")
    assert error_of(bot.client.chat_delete, channel=typed.channel.id, ts=typed.ts) == "cant_delete_message"


def test_a_stream_grows_stops_and_is_stopped(slack, bot, ann):
    question = ann.dm("stream, please")
    thread = {"channel": ann.dm_channel.id, "thread_ts": question.ts}
    stream = bot.client.chat_stream(**thread, buffer_size=1)
    stream.append(markdown_text="**Hello** ")
    answer = ann.wait_for("Hello")
    assert ann.agent_thread(question).status == "processing"
    where = {"channel": answer.channel.id, "ts": answer.ts}
    assert error_of(bot.client.chat_update, **where, text="no") == "streaming_state_conflict"
    stream.stop(markdown_text="world", blocks=[actions("Useful")])
    assert answer.buttons == ["Useful"] and "world" in answer.shown and ann.agent_thread(question).status == "active"
    again = {**where, "markdown_text": "more"}
    assert error_of(bot.client.chat_appendStream, **again) == "message_not_in_streaming_state"
    second = bot.client.chat_startStream(**thread, markdown_text="Once upon")
    assert ann.press_stop(question).acknowledged
    (told,) = ann.wait_until(lambda: [e for e in bot.told("agent_session_stopped") if e["user"] == ann.id])
    assert told["streaming_message_ts"] == [second["ts"]]
    assert error_of(bot.client.chat_appendStream, **{**again, "ts": second["ts"]}) == "stopped_by_user"


def test_the_agent_surface_shows_status_prompts_and_titles(slack, bot, ann):
    message = ann.dm("check this")
    thread = {"channel_id": ann.dm_channel.id, "thread_ts": message.ts}
    ann.wait_for("Got it")  # an answer takes a status away
    bot.client.assistant_threads_setStatus(**thread, status="checking", loading_messages=["Reading"])
    assert ann.agent_thread(message).status == "checking"
    prompts = [{"title": "Check", "message": "Check this: "}]
    bot.client.assistant_threads_setSuggestedPrompts(channel_id=ann.dm_channel.id, prompts=prompts)
    assert ann.agent_thread().prompts == prompts
    bot.client.api_call("agents.sessions.setStatus", json={**thread, "status": "processing", "title": "A draft"})
    bot.client.api_call("agents.sessions.rename", json={**thread, "title": "My draft"})
    assert ann.agent_thread(message).title == "My draft"
    five = {"channel_id": ann.dm_channel.id, "prompts": prompts * 5}
    assert error_of(bot.client.assistant_threads_setSuggestedPrompts, **five) == "invalid_arguments"
    assert "no more than 4" in faults(slack)
    slack.agent_view = False
    assert error_of(bot.client.assistant_threads_setStatus, **thread, status="x") == "not_agent_app"
    rename = {"json": {**thread, "title": "x"}}
    assert error_of(bot.client.api_call, "agents.sessions.rename", **rename) == "feature_disabled"
    slack.agent_view = "absent"
    assert error_of(bot.client.api_call, "agents.sessions.rename", **rename) == "unknown_method"
    slack.agent_view = True


def test_files_are_shared_described_and_downloaded(slack, bot, ann):
    message = ann.dm("", files=[("draft.txt", b"Brush twice a day.")])
    ann.wait_until(lambda: any(event["ts"] == message.ts for event in bot.told("file_share")))
    shared = next(event for event in bot.told("file_share") if event["ts"] == message.ts)["files"][0]
    address = bot.client.files_info(file=shared["id"])["file"]["url_private_download"]
    assert download(address, slack.bot_token) == ("text/plain", b"Brush twice a day.")
    kind, page = download(address, "xoxb-wrong")
    assert kind.startswith("text/html") and b"Sign in" in page


def test_people_and_groups_are_looked_up(slack, bot, ann, bea):
    guest = slack.add_user("gil", is_guest=True)
    stranger = slack.add_user("sam", stranger=True)
    assert bot.client.users_info(user=guest.id)["user"]["is_restricted"]
    assert bot.client.users_info(user=stranger.id)["user"]["team_id"] != slack.team_id
    assert error_of(bot.client.users_info, user="U404") == "user_not_found"
    group = slack.add_usergroup("approvers", [bea])
    listed = bot.client.usergroups_list(include_users=True)["usergroups"]
    assert listed[-1]["users"] == [bea.id] == bot.client.usergroups_users_list(usergroup=group.id)["users"]
    assert slack.change_usergroup(group, [ann]).acknowledged
    ann.wait_until(lambda: [ann.id] in [event["added_users"] for event in bot.told("subteam_members_changed")])
    slack.plan = "free"
    assert error_of(bot.client.usergroups_list) == "plan_upgrade_required"
    slack.plan = "enterprise"
    assert bot.client.conversations_open(users=ann.id)["channel"]["id"] == ann.dm_channel.id
    assert error_of(bot.client.conversations_info, channel=ann.dm_channel.id) == "missing_scope"
    assert bot.client.auth_test()["user_id"] == slack.bot_user_id


# What goes wrong


def test_scopes_and_tokens_are_checked(slack, bot, ann):
    slack.scopes.discard("users:read")
    with pytest.raises(SlackApiError) as raised:
        bot.client.users_info(user=ann.id)
    slack.scopes.add("users:read")
    assert raised.value.response["needed"] == "users:read" and "chat:write" in raised.value.response["provided"]
    assert "chat:write" in bot.client.auth_test().headers["X-OAuth-Scopes"]

    def with_token(token: str | None) -> WebClient:
        return WebClient(token=token, base_url=slack.api_url)

    assert error_of(with_token("xoxb-other").auth_test) == "invalid_auth"
    assert error_of(with_token(None).auth_test) == "not_authed"
    assert error_of(with_token(slack.app_token).auth_test) == "not_allowed_token_type"
    assert error_of(bot.client.apps_connections_open, app_token=slack.bot_token) == "not_allowed_token_type"
    slack.revoke_token()
    assert error_of(bot.client.auth_test) == "token_revoked"
    slack.dead_tokens.clear()


def test_arguments_and_blocks_are_checked(slack, bot, ann):
    assert error_of(bot.client.api_call, "chat.postMessage", json={"text": "x"}) == "invalid_arguments"
    assert "missing required field: channel" in faults(slack)
    with pytest.raises(SlackApiError) as raised:
        bot.client.chat_postMessage(channel=ann.id, text="x", blocks=[section(LONG)])
    assert raised.value.response["error"] == "invalid_blocks"
    assert "must be less than 3001" in raised.value.response["response_metadata"]["messages"][0]
    blocks = [section("x" * 2700) for _ in range(5)]
    assert error_of(bot.client.chat_postMessage, channel=ann.id, text="x", blocks=blocks) == "msg_blocks_too_long"
    broken = {"channel": ann.id, "text": "x", "blocks": "[{"}
    assert error_of(bot.client.api_call, "chat.postMessage", params=broken) == "invalid_blocks_format"
    view = {**FORM, "submit": None}
    assert error_of(bot.client.views_open, trigger_id=slack.new_trigger(ann), view=view) == "invalid_arguments"
    assert error_of(bot.client.api_call, "chat.postmessage") == "unknown_method"
    bot.client.chat_postMessage(channel=ann.id, text="", blocks=[section("no text")])
    assert "blocks without `text`" in faults(slack)


def test_rate_limits_server_errors_and_lost_answers_come_on_demand(slack, bot, ann):
    slack.fail("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        bot.client.chat_postMessage(channel=ann.id, text="limited")
    assert raised.value.response.status_code == 429 and raised.value.response.headers["Retry-After"] == "7"
    slack.fail("chat.postMessage", status=500)
    assert error_of(bot.client.chat_postMessage, channel=ann.id, text="broken") == "internal_error"
    slack.fail("chat.postMessage", drop_connection=True)
    bot.client.chat_postMessage(channel=ann.id, text="twice")  # the SDK asks again, though the first was carried out
    assert [message.text for message in ann.sees()] == ["twice", "twice"]
    assert [call["text"] for call in slack.calls("chat.postMessage") if call.get("channel") == ann.id] == [
        "limited",
        "broken",
        "twice",
        "twice",
    ]


def test_events_and_commands_come_again_on_request(slack, bot, ann):
    message = ann.dm("once")
    ann.wait_for("Got it")
    assert slack.redeliver(message, retry_num=2).acknowledged
    assert slack.redeliver(message, retry_num=None).acknowledged
    ann.wait_until(lambda: [e["ts"] for e in bot.told("message")].count(message.ts) == 3)
    numbers = ann.wait_until(lambda: [n for ts, n in bot.retries if ts == message.ts])
    assert numbers[1] == "2" and numbers[2] in {None, "0"}
    command = ann.command("/checkpost", "draft")
    again = slack.redeliver(command)
    assert again.payload["trigger_id"] == command.payload["trigger_id"] and again.message in ann.sees()


def test_all_that_the_bot_sent_can_be_searched(slack, bot, ann):
    bot.client.chat_postMessage(channel=ann.id, text='Łucja O\'Neil said "hello"')
    bot.client.api_call("chat.postMessage", data={"channel": ann.id, "text": "Zoë & Émile"})
    metadata = json.dumps({"patient": "Zbyněk"})
    view = modal("Form", section("x"), private_metadata=metadata)
    bot.client.views_open(trigger_id=slack.new_trigger(ann), view=view)
    received = slack.received_bytes()
    assert "Zbyněk".encode() in received
    assert 'Łucja O\'Neil said "hello"'.encode() in received and "Zoë & Émile".encode() in received


# One mode only


def test_sockets_are_refreshed_cut_and_go_silent():
    with running("socket") as (slack, bot):
        ann = slack.add_user("ann")
        slack.disconnect("warning")
        slack.wait_connected(count=2)
        slack.disconnect("refresh_requested")
        slack.wait_connected(count=3)
        # The SDK opens the new socket before it leaves the old one: what was sent over that is lost.
        assert ann.command("/checkpost", "draft").acknowledged
        slack.cut_sockets()
        slack.wait_connected(count=4)
        assert ann.command("/checkpost", "draft").acknowledged
        slack.go_silent()
        slack.wait_connected(count=5)  # the SDK noticed that no pong came
        assert ann.command("/checkpost", "draft").acknowledged
        with connect(bot.client.apps_connections_open(app_token=slack.app_token)["url"]) as second:
            threading.Thread(target=acknowledge_all, args=(second,), daemon=True).start()
            slack.wait_connected(count=6, sockets=2)
            answers = {ann.command("/checkpost", "draft").ack["text"] for _ in range(4)}
            assert answers == {"Checked", "By the second socket"}
        assert slack.send_raw("{broken", wait=0.1) is None
        envelope = {"type": "slash_commands", "envelope_id": "e1", "payload": {"command": "/checkpost", "text": "x"}}
        slack.send_raw({**envelope, "payload": {}}, wait=0.1)
        slack.disconnect("link_disabled")
        time.sleep(0.2)
        assert ann.command("/checkpost", "draft").error == "dispatch_failed"
        assert slack.faults == []


def test_a_ticket_opens_one_socket():
    with SlackWorkspace("socket") as slack:
        url = WebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)["url"]
        with connect(url) as first:
            assert json.loads(first.recv())["type"] == "hello"
            with pytest.raises(InvalidStatus):
                connect(url)


def test_requests_are_signed_and_forged_ones_can_be_sent():
    with running("http") as (slack, _bot):
        ann = slack.add_user("ann")
        assert ann.command("/checkpost", "draft").status == 200
        body = b"command=%2Fcheckpost&text=x"
        for how in ({"secret": "wrong"}, {"timestamp": int(time.time()) - 600}):
            answer = slack.send_raw(body, kind="slash_commands", **how)
            assert isinstance(answer, Answer) and answer.status == 401
        slack.bot_url = "http://127.0.0.1:9/slack/events"
        assert ann.command("/checkpost", "draft").error == "dispatch_failed"


def test_a_manifest_grants_scopes_commands_and_events():
    manifest = {
        "display_information": {"name": "Checkpost"},
        "features": {"slash_commands": [{"command": "/checkpost", "description": "Check a draft"}]},
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}, "socket_mode_enabled": True},
    }
    assert check_manifest(manifest) == []
    assert any(
        "bot_user" in fault or "display_name" in fault
        for fault in check_manifest({**manifest, "features": {"bot_user": {}}})
    )
    with SlackWorkspace(manifest=manifest) as slack:
        ann = slack.add_user("ann")
        assert ann.command("/other").error == "invalid_command"
        assert ann.dm("hello").outcome.error == "not_sent"
        assert slack.scopes == {"commands", "chat:write"} and not slack.home_tab


# The validator


@pytest.mark.parametrize("path", sorted((VALID / "blocks").glob("*.json")), ids=lambda path: path.stem)
def test_blocks_that_others_call_valid_are_taken_on_some_surface(path: Path):
    found = min(
        (check_blocks([json.loads(path.read_text())], surface) for surface in ("message", "modal", "home")), key=len
    )
    refused_for = {"file_block_only": "unsupported type: file", "task_card_block": "pending"}.get(path.stem)
    assert refused_for in found[0] if refused_for else found == []


def test_views_that_others_call_valid_are_taken():
    for path in (VALID / "views").glob("*.json"):
        assert check_view(json.loads(path.read_text())) == []


SELECT = {"type": "static_select", "action_id": "s"}
OPTION = {"text": plain("One"), "value": "1"}


@pytest.mark.parametrize(
    ("blocks", "surface", "reason"),
    [
        ([section("")], "message", "more than 0"),
        ([section("x" * 3001)], "message", "less than 3001"),
        ([{"type": "text", "text": "x"}], "message", "unsupported type: text"),
        ([{"type": "section", "text": {"type": "markdown", "text": "x"}}], "message", "unsupported type: markdown"),
        ([{"type": "section"}], "message", "one of text, fields"),
        ([{"type": "section", "fields": [plain("x" * 2001)]}], "message", "less than 2001"),
        ([{"type": "section", "fields": [plain("x")] * 11}], "message", "no more than 10"),
        ([section("x", colour="red")], "message", "unexpected field"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "message", "unsupported type: mrkdwn"),
        ([{"type": "header", "text": plain("x" * 151)}], "message", "less than 151"),
        ([{"type": "divider", "block_id": "a"}] * 2, "message", "unique"),
        ([{"type": "divider"}] * 51, "message", "no more than 50"),
        ([{"type": "divider"}] * 101, "modal", "no more than 100"),
        ([{"type": "actions", "elements": []}], "message", "no less than 1"),
        ([actions(*map(str, range(26)))], "message", "no more than 25"),
        ([actions("Same", "Same")], "message", "already exists"),
        ([actions("x" * 76)], "message", "less than 76"),
        ([actions("x", style="green")], "message", "must be one of"),
        ([actions("x", url="nowhere")], "message", "valid URL"),
        ([{"type": "markdown", "text": "x"}], "modal", "unsupported block"),
        ([{"type": "markdown", "text": "x" * 7000}] * 2, "message", "together"),
        ([{"type": "alert", "text": plain("x")}], "message", "unsupported block"),
        ([{"type": "context_actions", "elements": []}], "home", "unsupported block"),
        ([{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2, "message", "no more than 1 table"),
        ([section("x", accessory={**SELECT})], "message", "exactly one of options, option_groups"),
        ([section("x", accessory={**SELECT, "options": [{**OPTION, "value": "x" * 151}]})], "message", "less than 151"),
        ([section("x", accessory={"type": "plain_text_input"})], "modal", "unsupported type"),
        ([{"type": "input", "element": {"type": "plain_text_input"}}], "modal", "missing required field: label"),
        ([draft_input(element={"type": "plain_text_input", "max_length": 3001})], "modal", "from 1 to 3000"),
        ([draft_input(element={"type": "file_input"})], "message", "modals only"),
        ([section("x" * 2900)] * 5, "message", "msg_blocks_too_long"),
    ],
)
def test_blocks_that_slack_refuses_are_refused_for_their_reason(blocks, surface, reason):
    assert reason in "\n".join(check_blocks(blocks, surface))


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal("x" * 25, section("x")), "less than 25"),
        (modal("x"), "no less than 1"),
        (modal("x", draft_input()), "required when an `input`"),
        (modal("x", section("x"), private_metadata="x" * 3001), "less than 3001"),
        ({"type": "home", "title": plain("x"), "blocks": [section("x")]}, "unexpected field"),
        (
            modal("x", *[{"type": "image", "alt_text": "x", "image_url": f"https://x.io/{'y' * 2900}"}] * 90),
            "view_too_large",
        ),
    ],
)
def test_views_that_slack_refuses_are_refused_for_their_reason(view, reason):
    assert reason in "\n".join(check_view(view))


def acknowledge_all(socket: ClientConnection) -> None:
    with contextlib.suppress(ConnectionClosed):
        for frame in socket:
            if "envelope_id" in (told := json.loads(frame)):
                socket.send(
                    json.dumps({"envelope_id": told["envelope_id"], "payload": {"text": "By the second socket"}})
                )


def error_of(call: Any, *args: Any, **how: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        call(*args, **how)
    return str(raised.value.response["error"])


def download(address: str, token: str) -> tuple[str, bytes]:
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request) as answer:
        return answer.headers["Content-Type"], answer.read()
