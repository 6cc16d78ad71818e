"""The short way of `checkpost check` reads what it reads as the long way does, and leaves the rest to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.desk import Desk
from bot.terminal import check as room
from bot.terminal import commands, quick

WORDS = st.sampled_from(
    "Brush_twice.|two_words|a=b|é_🦷|post|review_reply|text|json|yelp|x.txt|-||_|\ud800|--file|--kind|--platform|--review|--practice|--format|"
    "--redact|--record|--no-record|--kind=post|--kind=POST|--format=json|--format=xml|--review=|--review=-x|--platform=yelp=1|--help|--|--rev|"
    "-x|--practice=p.yaml|--file=./a_b.txt|--redact=yes".replace("_", " ")
    .replace("review reply", "review_reply")
    .split("|")
)


def long_way(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """What typer makes of the same arguments."""
    seen: list[tuple[Any, Any]] = []

    def noted(wanted: room.Wanted, desk: Desk) -> int:
        seen.append((wanted, desk._practice))
        return 0

    with monkeypatch.context() as patch:
        patch.setattr(room, "run", noted)
        commands.app(arguments, standalone_mode=False, prog_name="checkpost")
    return seen[0]


@given(st.lists(WORDS, max_size=7))
def test_both_ways_read_the_same(words: list[str]) -> None:
    arguments = ["check", *words]
    short = quick.check(arguments)
    if short is not None:
        with pytest.MonkeyPatch.context() as patch:
            assert short == long_way(arguments, patch)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "Brush twice."],
        ["check", "--review", "One star.", "--platform=google", "Thank you.", "--format", "json", "--redact"],
        ["check", "--no-record", "--practice", "p.yaml", "--file", "draft.txt", "--kind=review_reply"],
    ],
)
def test_what_most_people_type_takes_the_short_way(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    short = quick.check(arguments)
    assert short is not None
    assert short == long_way(arguments, monkeypatch)


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["scan", "x"], ["check", "--help"], ["check", "a", "b"], ["check", "-"], ["check", ""], ["check", "--kind", "poem"],
        ["check", "--rev", "x"], ["check", "--review"], ["check", "--redact", "--redact"], ["check", "--", "x"], ["check", "\udcff"],
    ],
)  # fmt: skip
def test_the_rest_is_left_to_the_long_way(arguments: list[str]) -> None:
    assert quick.check(arguments) is None


def test_every_option_of_the_long_way_is_known() -> None:
    import typer

    command = typer.main.get_command(commands.app).commands["check"]  # type: ignore[attr-defined]
    typed = {
        name for option in command.params for name in (*option.opts, *option.secondary_opts) if name.startswith("-")
    }
    assert typed - {"--help"} == set(quick.FLAGS) | set(quick.VALUES)


def test_a_profile_is_handed_on(tmp_path: Path) -> None:
    wanted, practice = quick.check(["check", "x", "--practice", str(tmp_path)]) or (None, None)
    assert wanted is not None
    assert practice == tmp_path
