"""The documentation says what is true: its commands exist, its examples print what they say, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.command import REPOSITORY, Command

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/how-it-fits.md",
    "docs/decisions.md",
    "docs/packs.md",
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
CUT = "[...]"  # in an example: lines were left out here
GROUPS = ("policy", "audit")


def page(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


# ---- the two commands ----


def set_up_lines() -> list[str]:
    """The lines of .ci/run that are marked as the README's, as a person types them."""
    lines = page(".ci/run").splitlines()
    marked = [lines[at + 1] for at, line in enumerate(lines) if line.startswith("# README:")]
    return [line.replace('"$python"', "python3").removesuffix(" </dev/null") for line in marked]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_two_commands_are_those_that_ci_runs(name: str) -> None:
    shown = [line for kind, body in FENCE.findall(page(name)) if kind == "sh" for line in body.splitlines()]
    assert len(set_up_lines()) == 2
    assert shown == set_up_lines()


# ---- commands and options ----


def typed(text: str) -> Iterator[str]:
    """Yield every `checkpost ...` that a page shows, in a block or in a sentence."""
    for _, body in FENCE.findall(text):
        for line in body.splitlines():
            for part in line.split(" && "):
                plain = part.removeprefix("$ ").removeprefix(".venv/bin/")
                if plain.startswith("checkpost "):
                    yield plain
    for code in INLINE.findall(FENCE.sub("", text)):
        if code.startswith("checkpost "):
            yield code


@cache
def help_of(*command: str) -> str:
    """What `--help` prints; fails where there is no such command."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *command, "--help"],
        capture_output=True,
        cwd=REPOSITORY,
        env=Command(REPOSITORY).environment({"COLUMNS": "200"}),
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, f"checkpost {' '.join(command)} does not exist"
    return ended.stdout.decode()


def options_of(text: str) -> set[str]:
    return set(re.findall(r"(?<!\S)--[a-z][a-z-]*|(?<=/ )--[a-z][a-z-]*", text))


@pytest.mark.parametrize("name", PAGES)
def test_every_command_shown_exists_with_its_options(name: str) -> None:
    for line in typed(page(name)):
        words = shlex.split(line)[1:]
        if words[0].startswith("-"):
            assert words[0] in options_of(help_of()), line
            continue
        command = words[: 2 if words[0] in GROUPS and len(words) > 1 else 1]
        known = options_of(help_of(*command))
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, line


def test_every_option_named_in_a_sentence_exists() -> None:
    commands = [["check"], ["scan"], ["reply"], ["demo"], ["doctor"], ["init"]]
    commands += [["policy", name] for name in ("list", "show", "test", "new")]
    commands += [["audit", name] for name in ("list", "show", "export")]
    known = set().union(*(options_of(help_of(*command)) for command in commands), options_of(help_of()))
    named = {code.split()[0] for code in INLINE.findall(FENCE.sub("", README)) if code.startswith("--")}
    assert named
    assert named <= known


def test_every_command_is_explained() -> None:
    """A command that nobody reads of is a command that nobody uses."""
    listed = re.findall(r"^  ([a-z]+)  ", help_of().partition("Commands:")[2], re.M)
    assert {"check", "reply", "scan", "policy", "audit", "init", "doctor", "demo"} <= set(listed)
    assert not [name for name in listed if not re.search(rf"checkpost {name}\b", README)]


# ---- what they print ----


def examples() -> Iterator[tuple[str, str]]:
    """Yield each command of the README's console blocks with what it is said to print."""
    for kind, body in FENCE.findall(README):
        if kind == "console":
            for piece in re.split(r"^\$ ", body, flags=re.M)[1:]:
                command, _, printed = piece.partition("\n")
                yield command, printed


def plain(text: str) -> str:
    """Text without what differs from run to run: how it is broken into lines, ids of checks, times."""
    text = re.sub(r"\b\d{2}[0-9a-hjkmnp-tv-z]{8}\b", "ID", text)
    text = re.sub(r"\b\d{4}-\d\d-\d\d \d\d:\d\d\b", "WHEN", text)
    return " ".join(text.split())


def test_the_examples_print_what_the_readme_says(command: Command) -> None:
    """The README's examples are one session, from the first verdict to the last pack, in an untouched home."""
    command.env["CHECKPOST_ACTOR"] = "front-desk"
    tables = [body for kind, body in FENCE.findall(README) if kind == "csv"]
    (command.home / "drafts.csv").write_text(tables[0], encoding="utf-8")
    session = list(examples())
    assert session[0][0].startswith("checkpost check ")
    assert CUT not in session[0][1], "the README's first verdict is shown whole"
    for line, shown in session:
        ended = command(*shlex.split(line)[1:])
        printed = plain(ended.out + ended.err)
        if CUT not in shown:
            assert printed == plain(shown), f"README.md: {line}"
            continue
        pattern = ".*".join(re.escape(plain(part)) for part in shown.split(CUT))
        assert re.fullmatch(pattern, printed, re.S), f"README.md: {line}\nprints now:\n{ended.out}{ended.err}"


# ---- links and rules of the house ----


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in LINK.findall(FENCE.sub("", page(name))):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        path = (REPOSITORY / name).parent / file if file else REPOSITORY / name
        assert path.exists(), f"{name}: {target}"
        assert not anchor or anchor in anchors(path.read_text(encoding="utf-8")), f"{name}: {target}"


@pytest.mark.parametrize("name", PAGES)
def test_every_file_named_exists(name: str) -> None:
    """Files of this repository that a page names as code, such as `bot/phi/find.py`, are there."""
    rooms = ("bot/", "policies/", "prompts/", "docs/", "tests/", "tools/", "benchmarks/", ".ci/")
    for code in INLINE.findall(FENCE.sub("", page(name))):
        if code.startswith(rooms) and re.fullmatch(r"[\w./*-]+", code):
            assert list(REPOSITORY.glob(code.rstrip("/"))), f"{name}: {code}"


def test_a_decision_has_at_most_twelve_lines_and_the_newest_is_last() -> None:
    entries = re.split(r"^## ", page("docs/decisions.md"), flags=re.M)[1:]
    assert [entry.splitlines()[0] for entry in entries if len(entry.strip().splitlines()) > 12] == []
    days = [re.match(r"\d{4}-\d\d-\d\d(?=: )", entry) for entry in entries]
    assert all(days)
    assert [day[0] for day in days if day] == sorted(day[0] for day in days if day)


def test_the_changelog_has_the_version_that_is_installed() -> None:
    import bot

    assert re.search(rf"^## \[{re.escape(bot.__version__)}\] - \d{{4}}-\d\d-\d\d$", page("CHANGELOG.md"), re.M)


# Written so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|farm|root|home|Users)/\w" + r"|/tmp/(?:clean|bash)")
HOSTS = re.compile(
    r"https?://[^\s\"')]*(?:py" + r"pi|pythonhosted|artifactory|/simple\b)|--(?:extra-)?index-url[= ]", re.I
)
LISTS = "bot/phi/data/"


def tracked() -> list[Path]:
    """The files that git tracks, but for the lists of words."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout of git")
    return [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name and not name.startswith(LISTS)]


def test_no_file_names_somebodys_machine_or_package_index() -> None:
    """Whoever installs Checkpost uses the index that they trust, and no path of ours means anything to them."""
    named = []
    for path in tracked():
        if not path.is_file():  # removed, and not yet committed
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        for pattern in (MACHINE, HOSTS):
            if match := pattern.search(text):
                line = text.count("\n", 0, match.start()) + 1
                named.append(f"{path.relative_to(REPOSITORY)}:{line}: {match[0]}")
    assert named == []
