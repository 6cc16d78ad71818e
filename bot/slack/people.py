"""Who is who in a workspace: guests and strangers, approvers and administrators. Asked where a decision is made.

User groups need a paid plan (usergroups.list answers `plan_upgrade_required` on a free one), so roles may name members too.
https://docs.slack.dev/reference/methods/usergroups.users.list, https://docs.slack.dev/reference/objects/user-object
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import logs
from bot.settings import Settings
from bot.slack.memory import Recent

KEPT = 600.0  # seconds: how long a change of roles in Slack may take to be noticed without an event


@dataclass(frozen=True, slots=True)
class Person:
    """One member. `guest`: a guest, a bot, a deactivated account or somebody of another organisation."""

    id: str
    name: str = ""
    guest: bool = False

    @property
    def label(self) -> str:
        """How the trail names this person: the id, which stays, and the name of today."""
        name = " ".join("".join(c for c in self.name if c.isprintable()).split())
        return f"{self.id} {name}"[:100].strip()


class People:
    """The members of one workspace, as its settings and Slack know them."""

    def __init__(self, client: WebClient, settings: Settings, team: str) -> None:
        self._client, self._team = client, team
        self._approvers, self._administrators = settings.approvers, settings.administrators
        self._people: Recent[Person] = Recent(5000, KEPT)
        self._groups: Recent[frozenset[str]] = Recent(100, KEPT)

    def person(self, user: str) -> Person:
        """Return a member. Where Slack does not say (no `users:read`), the id alone, as nobody's guest."""
        known = self._people.get(user)
        if known is None:
            known = self._asked(user)
            self._people.put(user, known)
        return known

    def may_use(self, user: str, team: str = "") -> bool:
        """Whether somebody may check drafts: members of this workspace, no guests, nobody from outside."""
        return (not team or team == self._team) and not self.person(user).guest

    def approves(self, user: str) -> bool:
        """Whether somebody may approve."""
        return user in self.approvers() and not self.person(user).guest

    def administers(self, user: str) -> bool:
        """Whether somebody may see everybody's figures."""
        return user in self._members(self._administrators) and not self.person(user).guest

    def approvers(self) -> frozenset[str]:
        """The members who may approve."""
        return self._members((*self._approvers, *self._administrators))

    def forget(self) -> None:
        """Ask Slack again: a user group changed."""
        self._groups = Recent(100, KEPT)

    def _members(self, ids: Iterable[str]) -> frozenset[str]:
        found: set[str] = set()
        for one in ids:
            found |= self._group(one) if one.startswith("S") else {one}
        return frozenset(found)

    def _group(self, group: str) -> frozenset[str]:
        known = self._groups.get(group)
        if known is None:
            try:
                known = frozenset(self._client.usergroups_users_list(usergroup=group).get("users") or ())
            except (
                SlackApiError,
                OSError,
            ) as error:  # fail closed: nobody is an approver by a group that cannot be read
                logs.get("slack").warning("group.unreadable", outcome=_code(error))
                known = frozenset()
            self._groups.put(group, known)
        return known

    def _asked(self, user: str) -> Person:
        try:
            answer: Mapping[str, Any] = self._client.users_info(user=user).get("user") or {}
        except (SlackApiError, OSError) as error:
            logs.get("slack").warning("person.unknown", outcome=_code(error))
            return Person(user)
        profile = answer.get("profile") or {}
        name = profile.get("display_name") or answer.get("real_name") or profile.get("real_name") or answer.get("name")
        outside = (
            any(
                answer.get(mark)
                for mark in ("is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted")
            )
            or answer.get("team_id", self._team) != self._team
        )
        return Person(user, str(name or ""), outside)


def _code(error: Exception) -> str:
    return str(error.response["error"]) if isinstance(error, SlackApiError) else type(error).__name__
