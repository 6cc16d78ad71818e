"""The app's manifest, which Slack takes as it is: what Checkpost is called, may do and listens to, and no more.

https://docs.slack.dev/reference/app-manifest. README explains each scope; a test holds the manifest against Slack's schema.
"""

from __future__ import annotations

import json
from typing import Any

# What the bot may do, and what for. https://docs.slack.dev/reference/scopes
SCOPES = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "its answers in direct messages, and requests to approvers",
    "im:history": "reading the drafts that are sent to it, and their edits and deletions",
    "im:write": "writing to an approver who never wrote to it",
    "app_mentions:read": "answering where somebody mentions it",
    "assistant:write": "suggested first messages in its Messages tab",
    "users:read": "telling members from guests, and names for the audit trail",
    "usergroups:read": "approvers and administrators by user group",
    "files:read": "drafts that come as text files or snippets (optional)",
}
OPTIONAL = ("files:read",)
EVENTS = (
    "agent_session_stopped", "app_home_opened", "app_mention", "app_uninstalled", "message.im", "subteam_members_changed", "subteam_updated",
    "tokens_revoked",
)  # fmt: skip


def manifest(url: str = "") -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or with `url` (https://host) for HTTP."""
    address = f"{url.rstrip('/')}/slack/events" if url else ""
    requests = {"request_url": address} if url else {}
    command = {
        "command": "/checkpost", "description": "Check a draft before you publish it", "should_escape": False,
        "usage_hint": "[draft | reply REVIEW | help | rules | status]", **({"url": address} if url else {}),
    }  # fmt: skip
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Checkpost",
            "description": "The colleague a practice asks before it publishes a post or answers a review",
            "background_color": "#0b3d4f",
            "long_description": (
                "Checkpost reads what a medical or dental practice is about to publish, on the practice's own computer: identifiers of "
                "patients, replies that confirm somebody is one, pictures and testimonials without a written authorization, claims and "
                "tone. It says what to change, why and by which rule, offers words that are safe, and keeps a record of what was decided."
            ),
        },
        "features": {
            "bot_user": {"display_name": "Checkpost", "always_online": True},
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "agent_view": {
                "agent_description": "Checks drafts of posts and replies for what a practice must not publish, and words safe ones.",
                "suggested_prompts": [
                    {"title": "Check a draft", "message": "Check this draft: "},
                    {"title": "Answer a review", "message": "Can you help me answer this review? "},
                ],
            },
            "slash_commands": [command],
            "shortcuts": [
                {"name": "Check this post", "type": "message", "callback_id": "check_message", "description": "Check the words of a message"},
                {
                    "name": "Draft a reply", "type": "message", "callback_id": "reply_to_review",
                    "description": "Draft a reply to the review in a message",
                },
                {"name": "Check a draft", "type": "global", "callback_id": "check_draft", "description": "Open the form for a draft"},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {**requests, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **requests},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }  # fmt: skip


def text(url: str = "") -> str:
    """Return the manifest as it is pasted into Slack."""
    return json.dumps(manifest(url), indent=2, ensure_ascii=False) + "\n"
