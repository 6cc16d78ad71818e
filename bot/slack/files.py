"""Text files and snippets that come with a message. What cannot be read is said to be unchecked, never passed over.

A wrong scope answers a download with a page of HTML and status 200, so the type is looked at. https://docs.slack.dev/reference/objects/file-object
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from bot import logs
from bot.desk.intake import LIMIT

TEXTS = ("text/plain", "text/markdown")
MOST = 4 * LIMIT  # bytes
WAIT = 2.0  # seconds: Slack waits three for the acknowledgement
UNREAD = "📎 I did not check the attached file: I read text files of up to 400 kB, and no pictures. Nothing in it counts as checked."


class _Nowhere(HTTPRedirectHandler):
    """Follow no redirect: the token must not go to another host."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


def with_texts(client: WebClient, event: Mapping[str, Any], typed: str) -> tuple[str, str]:
    """Return the message with the words of its text files, and what to say of files that could not be read."""
    parts, unread = [typed] if typed else [], ""
    for file in event.get("files") or ():
        words = _words(client, file)
        if words is None:
            unread = UNREAD
        else:
            parts.append(words)
    return "\n\n".join(parts), unread


def _words(client: WebClient, file: Mapping[str, Any]) -> str | None:
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    if file.get("mimetype") not in TEXTS or int(file.get("size") or 0) > MOST or not _is_slacks(url, client):
        return None
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - https, or the API's own host
    try:
        with build_opener(_Nowhere).open(request, timeout=WAIT) as answer:
            if "html" in str(answer.headers.get("Content-Type", "")):
                return None
            raw = answer.read(MOST + 1)
        return None if len(raw) > MOST else raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        logs.get("slack").warning("file.unread", error=error)
        return None


def _is_slacks(url: str, client: WebClient) -> bool:
    parts, home = urlsplit(url), urlsplit(client.base_url)
    if parts.netloc == home.netloc:
        return True
    return parts.scheme == "https" and (parts.hostname or "").endswith(".slack.com")
