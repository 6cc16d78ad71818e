"""Forms submitted. The answer comes back inside the form: the card as its next page, or what is wrong under the field.

https://docs.slack.dev/surfaces/modals#response_actions
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack

from bot import logs
from bot.audit import CheckId, Decision
from bot.drafts import Draft, Kind, Verdict
from bot.errors import CheckpostError, DraftTooLong, InputUnreadable
from bot.slack import approvals, sentences, views
from bot.slack.actions import decide, refused
from bot.slack.listeners import Body, Office

Answer = dict[str, Any]
Handler = Callable[[Office, Body, Mapping[str, Any]], Answer]


def listeners(office: Office) -> dict[str, Callable[[Ack, Body], None]]:
    """Return the listeners of forms, by callback id."""

    def listener(handler: Handler) -> Callable[[Ack, Body], None]:
        def submitted(ack: Ack, body: Body) -> None:
            ack(**_answer(office, body, handler))

        return submitted

    return {callback: listener(handler) for callback, handler in HANDLERS.items()}


def _answer(office: Office, body: Body, handler: Handler) -> Answer:
    view = body.get("view") or {}
    with logs.request() as number:
        try:
            if office.guest(body):
                return _page(sentences.GUEST)
            return handler(office, body, view)
        except CheckpostError as problem:
            logs.get("slack").warning("request.refused", error=problem)
            words = sentences.error(problem)
        except Exception as problem:
            logs.get("slack").error("request.failed", error=problem)
            words = sentences.FAILED.format(request=number)
    return _page(words)


def _composed(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    given = views.values(view)
    words, review = given.get("draft", "") + given.get("more", ""), given.get("review", "")
    author, delivery = office.person(body), f"form:{body.get('trigger_id')}"
    if given.get("kind") == "answer":
        if not review.strip():
            return _errors(review="Paste the review that you want to answer.")
        card = office.service.answer(review, None, given.get("platform", ""), author, delivery)
        if isinstance(card, str):
            return _update(views.told("Your replies", sentences.alert(card)))
        return _update(views.result(card))
    if not words.strip():
        return _errors(draft="Write or paste what you want to publish.")
    try:
        draft = office.service.draft(
            words, Kind(given.get("kind") or "post"), given.get("platform", ""), review.strip()
        )
        made = office.service.check(draft, author, delivery)
    except CheckpostError as problem:
        if isinstance(problem, (DraftTooLong, InputUnreadable)):
            return _errors(draft=f"{problem.what} {problem.todo}"[:300])
        raise
    return _update(views.result(office.service.card(made, author, masked=False)))


def _edited(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    before, words = CheckId(str(views.metadata(view).get("check", ""))), views.values(view).get("draft", "")
    record = office.service.trail.show(before)
    author = office.person(body)
    if office.service.author_of(before) != author.id:
        return _page(sentences.NOT_YOURS)
    known = office.service.recent.get(before)
    draft = Draft(words, Kind(record["kind"]), record["platform"], known.review if known else None)
    office.service.draft(words)  # refuses what is no text
    made = office.service.check(draft, author, f"edit:{body.get('trigger_id')}")
    if made.report.verdict is Verdict.BLOCK:
        return _errors(
            draft=_still(
                made.report.violations[0].title if made.report.violations else "A part of the check failed",
                made.report.violations[0].fix if made.report.violations else "",
            )
        )
    outcome = office.service.decide(before, Decision.EDITED, author, delivery=f"edited:{body.get('trigger_id')}")
    if outcome.fresh:
        office.board.pool.run("refresh", lambda: office.board.refresh(before))
    return _update(views.result(office.service.card(made, author, masked=False)))


def _asked(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    given, about = views.values(view), views.metadata(view)
    check = str(about.get("check", ""))
    wording = office.service.wording(CheckId(check), int(about.get("number", 0)))
    author = office.person(body)
    if wording is None or office.service.author_of(CheckId(check)) != author.id:
        return _page(sentences.NOT_YOURS)
    outcome = office.service.decide(
        CheckId(check), Decision.ASKED, author, delivery=f"ask:{body.get('trigger_id')}", wording=wording,
        reason=given.get("reason", ""),
    )  # fmt: skip
    if not outcome.allowed:
        return _page(refused(outcome) or sentences.UNKNOWN_ACTION)
    office.board.pool.run("request", lambda: _request(office, CheckId(check), author.id))
    return _page("⏳ Your request is on its way. You hear from me as soon as somebody has looked at it.")


def _request(office: Office, check: CheckId, author: str) -> None:
    message = approvals.request(office.service.recall(check))
    channel = office.settings.approval_channel
    to = [channel] if channel else sorted(office.people.approvers() - {author})
    for one in to:
        office.board.post([check], message, one, what="request", delivery=f"request:{check}:{one}")
    office.board.refresh(check)


def _disputed(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    check, given = CheckId(str(views.metadata(view).get("check", ""))), views.values(view)
    author = office.person(body)
    if office.service.author_of(check) != author.id:
        return _page(sentences.NOT_YOURS)
    office.service.decide(
        check, Decision.DISPUTED, author, delivery=f"dispute:{body.get('trigger_id')}", reason=given.get("reason", ""),
        rule=given.get("rule", ""),
    )  # fmt: skip
    return _page(
        "Thank you: that is on record for whoever keeps the rules. The verdict stays as it is; change the words, or ask for approval."
    )


def _overrode(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    check, reason = CheckId(str(views.metadata(view).get("check", ""))), views.values(view).get("reason", "")
    author = office.person(body)
    if office.service.author_of(check) != author.id or not office.service.may_override(check):
        return _page(sentences.NOT_YOURS)
    if not reason.strip():
        return _errors(reason="Say why, in a few words.")
    said = decide(office, body, check, Decision.OVERRODE, reason=reason)
    return _page(said or "❗ It is on record that you publish it as it is, and why.")


def _sent_back(office: Office, body: Body, view: Mapping[str, Any]) -> Answer:
    check, reason = CheckId(str(views.metadata(view).get("check", ""))), views.values(view).get("reason", "")
    if not office.people.approves(office.person(body).id):
        return _page(sentences.NOT_AN_APPROVER)
    if not reason.strip():
        return _errors(reason="Say what should change.")
    said = decide(office, body, check, Decision.SENT_BACK, reason=reason)
    return _page(said or "↩️ Sent back. The author has your comment.")


def _still(title: str, fix: str) -> str:
    return f"Not yet: {title.rstrip('.')}. {fix}"[:300]


def _errors(**by_block: str) -> Answer:
    return {"response_action": "errors", "errors": by_block}


def _update(view: views.View) -> Answer:
    return {"response_action": "update", "view": view}


def _page(words: str) -> Answer:
    return _update(views.told("Checkpost", sentences.lines([words])))


HANDLERS: dict[str, Handler] = {
    "compose": _composed, "edit": _edited, "ask": _asked, "dispute": _disputed, "override": _overrode, "send_back": _sent_back,
}  # fmt: skip
