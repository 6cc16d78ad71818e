"""`checkpost audit`: what was checked and decided, as the trail has it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.desk.desk import Desk
from bot.desk.words import printable
from bot.errors import CheckpostError
from bot.terminal import asjson, inputs
from bot.terminal.out import say

if TYPE_CHECKING:
    from bot.terminal.render import Page

STYLES = {"pass": "green", "revise": "yellow", "block": "red"}
ICONS = {"pass": "✔", "revise": "▲", "block": "✖"}
LISTED = 50


def moment(typed: str | None) -> date | datetime | None:
    """Return a day or a time as it was typed. Raises CheckpostError."""
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed) if len(typed) <= len("2026-03-01") else datetime.fromisoformat(typed)
    except ValueError:
        raise CheckpostError(
            f"{typed[:40]!r} is no day.", "", "Write it as 2026-03-01, or with a time as 2026-03-01T14:30."
        ) from None


def listed(desk: Desk, filters: dict[str, Any], limit: int, *, json: bool) -> None:
    """Print checks, newest first."""
    with desk.trail() as trail:
        found = trail.list(**filters, limit=limit)
        if json:
            for check in found:
                say(asjson.line(check))
            return
        _print_list(
            list(found),
            limit,
            "Nothing was recorded that fits." if any(filters.values()) else "Nothing was checked yet.",
        )


def matching(desk: Desk, text: str, *, json: bool) -> int:
    """Print every check of exactly this draft; return 0, or 1 if there is none."""
    draft = inputs.text_from(text, None, "draft")
    with desk.trail() as trail:
        found = list(trail.matching(draft))
    if json:
        for check in found:
            say(asjson.line(check))
    else:
        _print_list(found, 0, "No check of exactly this text is on record.")
    return 0 if found else 1


def shown(desk: Desk, check: str, text: str | None, *, json: bool) -> int:
    """Print one check with all that followed; with `text`, say whether it is what was checked. 0, or 1 if it is not."""
    from bot.audit import Match

    draft = inputs.text_from(text, None, "draft") if text is not None else None
    with desk.trail() as trail:
        entry = trail.show(check)
        match = trail.matches(check, draft) if draft is not None else None
    if json:
        say(asjson.shown({**entry, **({"matches": str(match)} if match else {})}))
    else:
        _print_check(entry)
        if match:
            say({
                Match.DRAFT: "That text is what was checked.",
                Match.REVIEW: "That text is the review which the draft answered.",
                Match.NO: "That text is NOT what was checked: at least one character differs.",
                Match.UNKNOWN_KEY: "Nothing can be said: this check was recorded under another key.",
            }[match])  # fmt: skip
    return 0 if match in (None, Match.DRAFT, Match.REVIEW) else 1


def exported(desk: Desk, form: str, since: date | datetime | None, until: date | datetime | None) -> None:
    """Write the trail to stdout."""
    import sys

    with desk.trail() as trail:
        for line in trail.export("csv" if form == "csv" else "jsonl", since, until):
            sys.stdout.write(line)


def _print_list(checks: list[dict[str, Any]], limit: int, nothing: str) -> None:
    from rich.text import Text

    from bot.terminal.render import Page

    page = Page()
    for check in checks:
        verdict = check["verdict"]
        told = ", ".join([*check["rules"], *check["faults"]]) or (
            f"notes: {', '.join(check['notes'])}" if check["notes"] else ""
        )
        label = f"{check['id']}  {_local(check['at'])}  {ICONS[verdict]} {verdict:<6}  "
        about = f"{check['kind'].replace('_', ' ')} on {check['platform']}, by {check['actor']}"
        page.hanging(label, Text(printable(f"{about}: {told}" if told else about)), label_style=STYLES[verdict])
    if not checks:
        page.line(nothing)
    elif limit and len(checks) >= limit:
        page.line(f"The newest {limit} are shown; --limit shows more. One of them: checkpost audit show ID", "dim")


def _print_check(entry: dict[str, Any]) -> None:
    from bot.terminal.render import Page

    page = Page()
    verdict = entry["verdict"]
    page.line(f"{ICONS[verdict]} {verdict.upper()}  {entry['id']}", f"bold {STYLES[verdict]}")
    facts = {
        "When": _local(entry["at"]),
        "Who": entry["actor"],
        "What": f"{entry['kind'].replace('_', ' ')} on {entry['platform']}, practice {entry['practice']}",
        "Draft": entry["text"],
        "Answers": entry["review"] or "",
        "Found": ", ".join(f"{f['type']} at {f['start']}-{f['end']}" for f in entry["findings"]),
        "Rules": ", ".join(f"{v['rule']} ({v['verdict']})" for v in entry["violations"]),
        "Notes": ", ".join(f"{n['rule']} {n['figure']}".strip() for n in entry["notes"]),
        "Failed": " ".join(entry["faults"]),
        "By": ", ".join(f"{name} {version}" for name, version in entry["versions"].items()),
    }
    _facts(page, facts)
    for number, wording in enumerate(entry["suggestions"], 1):
        voice = f", {wording['voice']}" if wording["voice"] else ""
        page.line()
        page.line(f"Wording {number} ({wording['writer']}{voice}):", "bold")
        page.paste(wording["text"])
    page.line()
    for event in entry["events"]:
        if event["event"] != "decided":
            page.hanging(f"  {_local(event['at'])}  ", f"{event['event']} by {event['actor']}", "dim", "dim")
    for decision in entry["decisions"]:
        page.hanging(f"  {_local(decision['at'])}  ", printable(_decided(decision)))


def sent(desk: Desk, limit: int, *, json: bool) -> None:
    """Print what was sent to a model, newest first."""
    from bot.terminal.render import Page

    with desk.trail() as trail:
        found = trail.egress(limit)
    if json:
        for call in found:
            say(asjson.line(call))
        return
    page = Page()
    if not found:
        page.line("Nothing was ever sent to a model from this installation.")
    for call in found:
        page.line(f"{call['outcome']}  {_local(call['at'])}  {call['host']}", "bold")
        tokens = call["tokens"] or {"in": 0, "out": 0}
        spent = f"{call['milliseconds']:,} ms" if call["milliseconds"] is not None else "no answer on record"
        facts = {
            "Model": call["model"],
            "Prompt": call["prompt"],
            "For": f"check {call['check']}, {call['actor']}",
            "Took": f"{spent}, {tokens['in']:,} tokens in, {tokens['out']:,} out",
            "Sent": call["text"],
        }
        _facts(page, facts)
        page.line()


def _decided(decision: dict[str, Any]) -> str:
    """One decision in words: what, by whom, about which rule, why, and with which wording."""
    about = f" ({decision['rule']})" if decision["rule"] else ""
    why = f": {' '.join(decision['reason'].split())}" if decision["reason"] else ""
    wording = f' - "{" ".join(decision["wording"]["text"].split())}"' if decision["wording"] else ""
    return f"{decision['decision']} by {decision['actor']}{about}{why}{wording}"


def _facts(page: Page, facts: dict[str, str]) -> None:
    for label, text in facts.items():
        for number, row in enumerate(printable(text).splitlines()):
            page.hanging(f"  {label if number == 0 else '':<8} ", row, label_style="dim")


def _local(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
