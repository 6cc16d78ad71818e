"""`checkpost policy`: the rules as people read them, their examples run as tests, and a first pack of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk.desk import Desk
from bot.errors import CheckpostError
from bot.terminal.out import aside, say

if TYPE_CHECKING:
    from bot.policy import Packs
    from bot.policy.rules import Example, Rule

FAILED = 1


def listed(desk: Desk) -> None:
    """Print each pack with its rules."""
    from bot import policy
    from bot.terminal.render import Page

    page = Page()
    for pack, rules in policy.describe(desk.packs):
        own = ", your own" if pack.own else ""
        page.line(f"{pack.title} ({pack.name}, version {pack.version}{own})", "bold")
        for rule, word in rules:
            page.hanging(f"  {word:<7} {rule.id:<34} ", rule.title)
        page.line()
    for off in desk.packs.off:
        page.hanging("  off     ", f"{off.rule}: {off.title} ({off.because})", "dim")
    page.line("One rule with its examples: checkpost policy show RULE", "dim")


def shown(name: str, desk: Desk) -> None:
    """Print one rule with its examples. Raises CheckpostError for an unknown one."""
    from bot.policy.rules import word
    from bot.terminal.render import Page

    rule = desk.packs.rule(name.strip().lower()) or _unknown(name, desk.packs)
    page = Page()
    page.line(f"{rule.title}", "bold")
    facts = {
        "Rule": f"{rule.id} (pack {rule.pack})",
        "Verdict": word(rule) + (f", changed by the practice: {rule.changed}" if rule.changed else ""),
        "Speaks of": " and ".join(sorted(str(kind).replace("_", " ") for kind in rule.applies_to)) + _when(rule),
        "Why": f"{rule.why} ({rule.source})",
        "Do": rule.fix,
        "Brings": ", ".join(rule.also),
    }
    for label, text in facts.items():
        if text:
            page.hanging(f"  {label:<10} ", text, label_style="dim")
    for title, examples in (("Breaks it", rule.breaks), ("Keeps it", rule.keeps)):
        page.line()
        page.line(title, "bold")
        for example in examples:
            page.hanging("  - ", _told(example))


def tested(files: Sequence[Path], desk: Desk) -> int:
    """Run examples as tests, all or those of some files; return 0, or 1 if one does not do what it says."""
    from bot import phi, policy

    packs, names = _loaded(files, desk)
    ours = {rule.id for rule in packs.rules if not files or rule.pack in names}
    count = sum(len(rule.breaks) + len(rule.keeps) for rule in packs.rules if rule.id in ours)
    failures = [failure for failure in policy.run_examples(packs, phi.find) if failure.rule in ours]
    for failure in failures:
        verb = "should break it, and does not" if failure.side == "breaks" else "should keep it, and breaks it"
        aside(f"{failure.rule}: {failure.text!r} {verb} (breaks: {', '.join(failure.got) or 'nothing'})")
    rules = "1 rule" if len(ours) == 1 else f"{len(ours)} rules"
    say(f"{rules}, {count} examples: {f'{len(failures)} fail' if failures else 'all do what they say'}.")
    return FAILED if failures else 0


def begun(file: Path) -> None:
    """Write a first pack of one's own. Raises CheckpostError where a file is in the way or none can be made."""
    from bot import policy

    policy.new(file)
    say(f"{file} is written: a pack with one rule to change. Then:")
    say(f"  checkpost policy test {file}        do its examples do what they say?")
    say(f"  CHECKPOST_PACK={file}               in .env or the environment puts it in force")


def _loaded(files: Sequence[Path], desk: Desk) -> tuple[Packs, set[str]]:
    """Load all packs and the files that are not among them; name the packs of the files."""
    from bot import policy

    settings = desk.settings
    for file in files:
        if not file.is_file():
            raise CheckpostError(f"There is no file {file}.", "No example was run.", "Give the path of a pack (.yaml).")
    extra = [settings.pack] if settings.pack else []
    extra += [
        f
        for f in files
        if f.resolve().parent != settings.policies.resolve() and f.resolve() not in map(Path.resolve, extra)
    ]
    packs = policy.load(settings.policies, extra)
    wanted = {file.resolve() for file in files}
    return packs, {pack.name for pack in packs.packs if pack.file.resolve() in wanted}


def _unknown(name: str, packs: Packs) -> Rule:
    from bot.practice.fields import did_you_mean

    off = next((off for off in packs.off if off.rule == name), None)
    if off:
        raise CheckpostError(f"The rule {name} is switched off: {off.because}", "", "The practice's own pack says so.")
    ids = [rule.id for rule in packs.rules]
    raise CheckpostError(
        f"There is no rule {name[:40]!r}{did_you_mean(name, ids)}.", "", "All of them: checkpost policy list"
    )


def _when(rule: Rule) -> str:
    when = rule.when
    parts: Iterator[str] = (
        f"{label} {', '.join(values)}"
        for label, values in (
            ("in", when.states), ("by", when.specialties), ("on", when.platforms),
            ("where the profile sets", when.profile), ("where the review is", when.review),
        )
        if values
    )  # fmt: skip
    return "".join(f", {part}" for part in parts)


def _told(example: Example) -> str:
    about = [
        str(example.kind).replace("_", " ") if example.kind else "",
        f"on {example.platform}" if example.platform else "",
    ]
    about += [f"answers “{example.review}”"] if example.review else []
    told = ", ".join(filter(None, about))
    return f"{example.text}  ({told})" if told else example.text
