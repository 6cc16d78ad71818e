"""The forms: a draft to check, a wording to edit, reasons, comments. Block ids are what `errors` names and what is read back.

https://docs.slack.dev/surfaces/modals. `private_metadata` holds ids only, never a word of a draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.audit import CheckId
from bot.slack import cards, text
from bot.slack.card import Card, Wording

View = dict[str, Any]
MOST = 3000  # characters an input takes; a longer draft has a second input, or comes by message
KINDS = {"post": "A post", "review_reply": "A reply to a review", "answer": "Write me a reply to a review"}


def compose(kind: str = "post", platform: str = "", words: str = "", review: str = "") -> View:
    """Return the form that takes a draft: with the fields that its kind needs. What was typed stays where a field stays."""
    first, rest = words[:MOST], words[MOST : 2 * MOST]
    long = "Slack takes 3,000 characters a field. For a longer draft send me a message."
    draft = [
        _input("draft", "The draft", _area("draft", first, "What you would publish, word for word")),
        _input("more", "The draft, continued", _area("more", rest, ""), optional=True, hint=long),
    ]
    answered = _input(
        "review", "The review", _area("review", review[:MOST], "Paste the review"), optional=kind == "review_reply"
    )
    fields = {"post": draft, "review_reply": [answered, draft[0]], "answer": [answered]}[kind]
    where = platform or ("facebook" if kind == "post" else "google")
    return _view("compose", "Check a draft", "Check", [
        {**_input("kind", "What is it?", _radio("kind", KINDS, kind)), "dispatch_action": True},
        _input("platform", "Where will it be published?", _select("platform", cards.PLATFORMS, where)),
        *fields,
    ])  # fmt: skip


def edit(wording: Wording) -> View:
    """Return the form that is filled with a wording."""
    return _view("edit", "Edit the wording", "Check again", [
        _input("draft", "The wording", _area("draft", wording.text[:MOST], ""), hint="It is checked again before you can use it."),
    ], {"check": wording.check, "number": wording.number})  # fmt: skip


def ask(wording: Wording) -> View:
    """Return the form that asks for approval of a wording."""
    return _view("ask", "Ask for approval", "Ask", [
        _note("This wording goes to an approver:"),
        text.wording(wording.text[:MOST]),
        _input("reason", "A word to the approver", _area("reason", "", "No names, please"), optional=True),
    ], {"check": wording.check, "number": wording.number})  # fmt: skip


def dispute(card: Card) -> View:
    """Return the form that says which rule is wrong here."""
    options = {point.rule: point.title for point in card.points[:10]}
    return _view("dispute", "Not a problem", "Send", [
        _input("rule", "Which one is wrong?", _radio("rule", options, next(iter(options)))),
        _input("reason", "Why not?", _area("reason", "", "No names, please")),
        _note("This goes on record for whoever keeps the rules. The verdict stays as it is."),
    ], {"check": card.check})  # fmt: skip


def override(card: Card) -> View:
    """Return the form that asks why a draft is published in spite of what was said."""
    return _view("override", "Publish anyway", "Put on record", [
        _note("It goes on record that you publish the draft as it is, and why."),
        _input("reason", "Your reason", _area("reason", "", "No names, please")),
    ], {"check": card.check})  # fmt: skip


def send_back(check: CheckId) -> View:
    """Return the approver's form for a comment."""
    return _view("send_back", "Send back", "Send back", [
        _input("reason", "What should change?", _area("reason", "", "No names, please")),
    ], {"check": check})  # fmt: skip


def told(title: str, blocks: Sequence[Mapping[str, Any]], metadata: Mapping[str, Any] | None = None) -> View:
    """Return a page to read."""
    return {
        "type": "modal",
        "callback_id": "told",
        "title": text.plain(title),
        "close": text.plain("Close"),
        "blocks": list(blocks)[:100],
        "private_metadata": json.dumps(dict(metadata or {})),
    }


def why(card: Card, examples: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> View:
    """Return the page behind "Why?"."""
    return told("Why?", cards.details(card, examples))


def result(card: Card) -> View:
    """Return a card as a page, where the draft came by a form."""
    return told("Your check", cards.blocks(card), {"check": card.check})


def metadata(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form was given along: ids."""
    try:
        value = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def values(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed and chosen, by block id; empty where nothing was."""
    found = {}
    for block, actions in (view.get("state") or {}).get("values", {}).items():
        for state in actions.values():
            chosen = state.get("selected_option") or {}
            found[block] = str(state.get("value") or chosen.get("value") or "")
    return found


def _view(
    callback: str, title: str, submit: str, blocks: Iterable[Mapping[str, Any]], given: Mapping[str, Any] | None = None
) -> View:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": text.plain(title),
        "submit": text.plain(submit),
        "close": text.plain("Cancel"),
        "blocks": list(blocks),
        "private_metadata": json.dumps(dict(given or {})),
    }


def _input(
    block: str, label: str, element: Mapping[str, Any], *, optional: bool = False, hint: str = ""
) -> dict[str, Any]:
    more = {"hint": text.plain(hint)} if hint else {}
    return {
        "type": "input", "block_id": block, "label": text.plain(label), "element": element, "optional": optional, **more,
    }  # fmt: skip


def _area(action: str, words: str, placeholder: str) -> dict[str, Any]:
    filled = {"initial_value": words} if words else {}
    shown = {"placeholder": text.plain(placeholder)} if placeholder else {}
    return {"type": "plain_text_input", "action_id": action, "multiline": True, "max_length": MOST, **filled, **shown}


def _radio(action: str, options: Mapping[str, str], chosen: str) -> dict[str, Any]:
    listed = [_option(value, words) for value, words in options.items()]
    first = next((option for option in listed if option["value"] == chosen), listed[0])
    return {"type": "radio_buttons", "action_id": action, "options": listed, "initial_option": first}


def _select(action: str, options: Mapping[str, str], chosen: str) -> dict[str, Any]:
    return {**_radio(action, options, chosen), "type": "static_select"}


def _option(value: str, words: str) -> dict[str, Any]:
    return {"text": text.plain(words if len(words) <= 75 else words[:74] + "…"), "value": value[:75]}


def _note(words: str) -> dict[str, Any]:
    return {"type": "context", "elements": [text.plain(words)]}
