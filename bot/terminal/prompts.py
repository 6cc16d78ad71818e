"""`checkpost prompt`: what a model is asked, for people to read."""

from __future__ import annotations

from bot.desk.desk import Desk
from bot.errors import CheckpostError
from bot.practice.fields import did_you_mean
from bot.terminal.out import say


def listed(desk: Desk) -> None:
    """Print each prompt with its version and purpose."""
    from bot.rewrite.prompts import load

    for prompt in load(desk.settings.prompts).values():
        say(f"{prompt.id:<14} version {prompt.version}  {prompt.digest[:12]}  {prompt.purpose}")


def shown(name: str, desk: Desk) -> None:
    """Print one prompt. Raises CheckpostError for one that is not there."""
    from bot.rewrite.prompts import load

    prompts = load(desk.settings.prompts)
    if name not in prompts:
        raise CheckpostError(
            f"There is no prompt {name[:40]!r}{did_you_mean(name, prompts)}.", "", f"Take one of {', '.join(prompts)}."
        )
    prompt = prompts[name]
    say(f"{prompt.name}: {prompt.purpose}\nVariables: {', '.join(prompt.variables)}\n\n{prompt.text}")


def rendered(text: str, review: str | None, platform: str | None, desk: Desk) -> None:
    """Print what would be sent for a draft."""
    from bot.desk.model import asked
    from bot.rewrite.model.writer import chosen, values
    from bot.rewrite.prompts import load
    from bot.terminal.check import Wanted, draft_of

    draft = draft_of(Wanted(text, None, None, platform, review, json=False, redact=False, record=False), desk)
    report = desk.checkpost.check(draft, desk.practice)
    scrubbed = desk.checkpost.scrub_review(draft.review, desk.practice) if draft.review is not None else None
    question = asked(report, scrubbed, desk)
    prompt = chosen(load(desk.settings.prompts), question)
    say(prompt.render(values(prompt, question)))
