"""What a person presses: buttons, menus, shortcuts, modals, tabs.

Payloads are those of docs.slack.dev/reference/interaction-payloads. Nobody can press what is not shown to them: a test that
asks for it fails, unless it hands in a `snapshot()` of a message, as an old window might still show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_workspace import acks, events, forms, payloads, screen
from tests.slack_workspace.delivery import FAILED
from tests.slack_workspace.model import Channel, Message, Outcome, View

if TYPE_CHECKING:
    from tests.slack_workspace.people import User
    from tests.slack_workspace.workspace import SlackWorkspace

NOT_VALID = "invalid_input"  # Slack's client did not submit: see `View.errors`
PRESSED = {"button", "workflow_button", "icon_button", "feedback_buttons"}


class Acting:
    """Half of `people.User`."""

    slack: SlackWorkspace
    id: str

    @property
    def _me(self) -> User:
        return self.slack.users[self.id]

    # Buttons and menus

    def _control(
        self, where: Message | View, what: str, nth: int, block_id: str | None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return (block, element) of what has this action_id or label, the `nth` of several."""
        if isinstance(where, Message):
            assert self._me.can_see(where), f"{self._me.name} does not see that message"
        found = []
        for block, element in screen.controls(where.blocks):
            only_for = element.get("visible_to_user_ids")
            names = {element["action_id"], screen.label(element)}
            if block["type"] == "input":
                names.add(block["label"]["text"])
            if what in names and (not only_for or self.id in only_for) and block_id in {None, block["block_id"]}:
                found.append((block, element))
        labels = [screen.label(element) or element["action_id"] for _, element in screen.controls(where.blocks)]
        assert len(found) > nth, f"nothing called {what!r} is shown; there is {labels} in:\n{where.shown}"
        return found[nth]

    def click(
        self,
        where: Message | View,
        what: str,
        value: str | None = None,
        *,
        nth: int = 0,
        block_id: str | None = None,
        confirm: bool = True,
    ) -> Outcome:
        """Press a button by action_id or label. `value` forges another value; `confirm=False` steps back from a dialog."""
        block, element = self._control(where, what, nth, block_id)
        assert element["type"] in PRESSED, f"{what!r} is a {element['type']}: use choose"
        action: dict[str, Any] = {
            "type": element["type"],
            "block_id": block["block_id"],
            "action_id": element["action_id"],
        }
        if element.get("text"):
            action["text"] = element["text"]
        if value is not None or element.get("value") is not None:
            action["value"] = value if value is not None else element["value"]
        if element.get("style"):
            action["style"] = element["style"]
        if element.get("confirm") and not confirm:
            return Outcome("interactive", {"actions": [action]}, error="not_confirmed")
        return self._act(where, action)

    def choose(
        self, where: Message | View, what: str, chosen: Any, *, nth: int = 0, block_id: str | None = None
    ) -> Outcome:
        """Pick from a menu, tick boxes or set a date by action_id, label or placeholder; options by value or label."""
        block, element = self._control(where, what, nth, block_id)
        action: dict[str, Any] = {
            "type": element["type"],
            "block_id": block["block_id"],
            "action_id": element["action_id"],
        }
        if element["type"] == "overflow":
            return self._act(where, {**action, "selected_option": forms.option(element, chosen)})
        state = forms.entered(element, chosen)
        where.values.setdefault(block["block_id"], {})[element["action_id"]] = state
        return self._act(where, {**action, **state})

    def _act(self, where: Message | View, action: dict[str, Any]) -> Outcome:
        slack, me = self.slack, self._me
        if isinstance(where, View):
            trigger = slack.new_trigger(me, in_view=where.body["type"] == "modal")
            payload = payloads.click_in_view(slack, where, me, action, trigger)
        else:
            original = slack.find(where.channel, where.ts) or where
            answer = slack.new_response_url(where.channel, me, original, thread_ts=where.thread_ts)
            payload = payloads.click_on_message(
                slack, me, where, action, trigger_id=slack.new_trigger(me), response_url=answer.url
            )
        return self._interact(payload)

    def _interact(self, payload: dict[str, Any]) -> Outcome:
        outcome = self.slack.deliver("interactive", payload)
        outcome.user = self._me
        if payload["type"] not in {"view_submission", "block_suggestion"}:
            acks.of_interaction(self.slack, outcome)
        return outcome

    def suggestions(self, where: Message | View, what: str, typed: str) -> Outcome:
        """Type into an external select; `ack` holds the options."""
        block, element = self._control(where, what, 0, None)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        return self._interact(payloads.suggestion(self.slack, self._me, where, **ids, typed=typed))

    # Shortcuts

    def _has_shortcut(self, callback_id: str) -> None:
        known = self.slack.shortcuts
        assert known is None or callback_id in known, f"the app has no shortcut {callback_id!r}, only {known}"

    def message_shortcut(self, callback_id: str, message: Message) -> Outcome:
        self._has_shortcut(callback_id)
        assert self._me.can_see(message), f"{self._me.name} does not see that message"
        assert not message.ephemeral, "Slack offers no shortcuts on ephemeral messages"
        slack, me = self.slack, self._me
        answer = slack.new_response_url(message.channel, me)
        trigger = slack.new_trigger(me)
        return self._interact(
            payloads.message_shortcut(slack, me, message, callback_id, trigger_id=trigger, response_url=answer.url)
        )

    def global_shortcut(self, callback_id: str) -> Outcome:
        self._has_shortcut(callback_id)
        slack, me = self.slack, self._me
        return self._interact(payloads.global_shortcut(slack, me, callback_id, slack.new_trigger(me)))

    # Modals

    def _view(self, view: View | None) -> View:
        found = view or self._me.modal
        assert found is not None, f"no modal is open for {self._me.name}"
        return found

    def fill(self, values: dict[str, Any], view: View | None = None) -> list[Outcome]:
        """Fill inputs by block_id, action_id or label. Returns what came of those that tell the app at once."""
        view, told = self._view(view), []
        for name, value in values.items():
            block, element = forms.find_input(view.blocks, name)
            state = forms.entered(element, value)
            view.values[block["block_id"]][element["action_id"]] = state
            view.errors.pop(block["block_id"], None)
            if block.get("dispatch_action"):
                told.append(
                    self._act(view, {**state, "block_id": block["block_id"], "action_id": element["action_id"]})
                )
        return told

    def fill_and_submit(self, values: dict[str, Any] | None = None, view: View | None = None) -> Outcome:
        """Fill inputs and submit, the modal on top by default. What Slack's client refuses comes as `invalid_input`."""
        view = self._view(view)
        self.fill(values or {}, view)
        assert view.body.get("submit"), "this modal has no submit button"
        view.errors, view.trouble = forms.complaints(view), None
        if view.errors:
            return Outcome("interactive", {"view": payloads.view_json(view)}, error=NOT_VALID)
        slack, me = self.slack, self._me
        payload = payloads.submission(slack, view, me, slack.new_trigger(me, in_view=True), self._response_urls(view))
        outcome = self._interact(payload)
        acks.of_submission(slack, outcome, view)
        return outcome

    def _response_urls(self, view: View) -> list[dict[str, str]]:
        """Return the response_urls of selects with `response_url_enabled`."""
        made = []
        for block, element in screen.controls(view.blocks):
            state = view.values.get(block["block_id"], {}).get(element["action_id"], {})
            chosen = state.get("selected_conversation") or state.get("selected_channel")
            if element.get("response_url_enabled") and isinstance(chosen, str) and chosen in self.slack.channels:
                channel: Channel = self.slack.channels[chosen]
                url = self.slack.new_response_url(channel, self._me).url
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                made.append({**ids, "channel_id": channel.id, "response_url": url})
        return made

    def close_modal(self, *, all_of_them: bool = False) -> list[Outcome]:
        """Close the modal on top, or with ✕ the whole stack. The app hears of those that asked for it."""
        slack, stack = self.slack, self.slack.modals.get(self.id, [])
        assert stack, f"no modal is open for {self._me.name}"
        with slack.changed:
            gone = [stack.pop() for _ in range(len(stack) if all_of_them else 1)]
            slack.changed.notify_all()
        told = [view for view in gone if view.body.get("notify_on_close")]
        return [self._interact(payloads.closed(slack, view, self._me, cleared=all_of_them)) for view in told]

    # Tabs and the agent surface

    def open_home(self, tab: str = "home") -> Outcome:
        """Open the app's Home or Messages tab."""
        view = {"view": payloads.view_json(self._me.home)} if tab == "home" and self._me.home else {}
        event = {"type": "app_home_opened", "user": self.id, "channel": self._me.dm_channel.id, "tab": tab, **view}
        return events.send(self.slack, {**event, "event_ts": self.slack.next_ts()})

    def look_at(self, channel: Channel | None) -> Outcome:
        """Go to a channel with the agent's pane open: app_context_changed."""
        team = self.slack.team_id
        place = {"type": "slack#/types/channel_id", "value": channel.id, "team_id": team} if channel else None
        context = {"entities": [place]} if place else {}
        event = {"type": "app_context_changed", "user": self.id, "channel": self._me.dm_channel.id, "context": context}
        return events.send(self.slack, {**event, "event_ts": self.slack.next_ts()})

    def press_stop(self, message: Message) -> Outcome:
        """Press Stop in the thread of a message: its open streams end, and the app is told."""
        slack, root = self.slack, message.thread_ts or message.ts
        with slack.changed:
            open_ones = [m for m in slack.messages if m.stream and m.stream.open and m.thread_ts == root]
            for one in open_ones:
                if one.stream:
                    one.stream.open, one.stream.stopped_by_user = False, True
        event = {"type": "agent_session_stopped", "user": self.id, "channel": message.channel.id, "thread_ts": root}
        streams = {"streaming_message_ts": [one.ts for one in open_ones], "event_ts": slack.next_ts()}
        return (
            events.send(slack, {**event, **streams})
            if slack.agent_view is True
            else Outcome("events_api", {}, error=FAILED)
        )
