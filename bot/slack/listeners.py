"""What every listener is given, and what each goes through: who may ask, errors as sentences, a request id in the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot import logs
from bot.errors import CheckpostError
from bot.settings import Settings
from bot.slack import sentences
from bot.slack.board import Board
from bot.slack.people import People, Person
from bot.slack.service import Service

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Office:
    """All that listeners work with."""

    service: Service
    board: Board
    people: People
    settings: Settings
    bot_user: str
    team: str

    def guest(self, body: Body) -> bool:
        """Whether whoever acts is a guest here, or comes from another organisation (Slack Connect)."""
        user, team = user_of(body)
        return not self.people.may_use(user, team)

    def person(self, body: Body) -> Person:
        """Whoever acts."""
        return self.people.person(user_of(body)[0])


def user_of(body: Body) -> tuple[str, str]:
    """Return the member and the organisation that a payload comes from. Commands say it flat, the others in `user`."""
    user = body.get("user")
    if isinstance(user, Mapping):
        return str(user.get("id", "")), str(user.get("team_id") or "")
    if "command" in body:
        return str(body.get("user_id", "")), str(body.get("team_id") or "")
    event = body.get("event") or {}
    author = event.get("user") or (event.get("message") or event.get("previous_message") or {}).get("user", "")
    return str(author or ""), str(event.get("user_team") or event.get("team") or "")


def told(work: Callable[[], str | None], tell: Callable[[str], object]) -> None:
    """Do `work`; tell what it returns, and what goes wrong in a sentence. No word of a draft gets into the log."""
    with logs.request() as number:
        try:
            words = work()
        except CheckpostError as problem:
            logs.get("slack").warning("request.refused", error=problem)
            words = sentences.error(problem)
        except Exception as problem:
            logs.get("slack").error("request.failed", error=problem)
            words = sentences.FAILED.format(request=number)
        if words:
            tell(words)
