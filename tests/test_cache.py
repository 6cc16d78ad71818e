"""The cache of compiled packs: never in the way, never believed for longer than what it was made from stays as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import cache
from bot.errors import PackBroken
from bot.policy import load, platforms, run_examples
from tests.command import Command
from tests.policy.small import judged, packs, rule, written

SAYS_RED = "That is red."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "checkpost"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "packs").mkdir()
    return tmp_path / "packs"


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("packs-*"))


def test_what_is_kept_comes_back() -> None:
    value = ({"a": (1, 2.5, None, True)}, frozenset({"é", "\ud800"}), b"\0")
    cache.store("some", "key", value)
    assert cache.load("some", "key") == value
    assert cache.load("some", "other") is None
    assert cache.load("other", "key") is None


def test_packs_from_the_cache_are_the_packs_from_the_files(folder: Path) -> None:
    fresh = load(platforms.folder())
    assert len(entries(folder)) == 1
    kept = load(platforms.folder())
    assert (kept.rules, kept.packs, kept.off, kept.platforms) == (fresh.rules, fresh.packs, fresh.off, fresh.platforms)
    assert kept.patterns.table == fresh.patterns.table
    assert all(rule.breaks and rule.keeps for rule in kept.rules)


def test_a_changed_pack_is_seen_at_once(rules: Path) -> None:
    first = packs(rules, rule())
    assert judged(first, SAYS_RED).rules == ("red-word",)
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)
    assert judged(packs(rules, rule(detects={"patterns": ["green"]})), SAYS_RED).rules == ()
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)


def test_a_pack_of_the_practice_s_own_does_not_pass_for_another(rules: Path, tmp_path: Path) -> None:
    packs(rules, rule())
    own = written(tmp_path, rule(id="our-red"), name="ours")
    assert [pack.own for pack in load(rules, [own]).packs] == [False, True]
    assert [pack.own for pack in load(rules, [own]).packs] == [False, True]
    assert [pack.name for pack in load(rules).packs] == ["small"]


def test_a_pack_that_broke_is_refused_in_spite_of_the_cache(rules: Path) -> None:
    packs(rules, rule())
    file = written(rules, rule(verdict="perhaps"))
    with pytest.raises(PackBroken):
        load(rules)
    file.unlink()
    with pytest.raises(PackBroken):
        load(rules)


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "noise"])
def test_a_damaged_entry_is_survived_and_replaced(rules: Path, folder: Path, damage: str) -> None:
    packs(rules, rule())
    (entry,) = entries(folder)
    sound = entry.read_bytes()
    middle = len(sound) // 2
    entry.write_bytes(
        {
            "empty": b"",
            "cut": sound[:middle],
            "changed": sound[:middle] + bytes([sound[middle] ^ 1]) + sound[middle + 1 :],
            "noise": os.urandom(500),
        }[damage]
    )
    assert judged(load(rules), SAYS_RED).rules == ("red-word",)
    assert entry.read_bytes() == sound


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other owners")
def test_an_entry_that_others_may_write_is_not_believed(
    rules: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.store("some", "key", "ours")
    (folder / "some-key").chmod(0o620)
    assert cache.load("some", "key") is None
    (folder / "some-key").chmod(0o600)
    assert cache.load("some", "key") == "ours"
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert cache.load("some", "key") is None
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)
    assert entries(folder) == []  # nor is anything left in a folder of somebody else's


def test_a_folder_that_cannot_be_written_is_no_matter(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file is in the way")
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_no_matter(rules: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert judged(packs(rules, rule()), SAYS_RED).rules == ("red-word",)
    folder.chmod(0o700)
    assert entries(folder) == []


def test_old_entries_go(folder: Path) -> None:
    for number in range(2 * cache.KEPT):
        cache.store("packs", str(number), number)
        os.utime(folder / f"packs-{number}", (number, number))
    assert len(entries(folder)) == cache.KEPT
    assert cache.load("packs", str(2 * cache.KEPT - 1)) is not None
    assert not list(folder.glob(".*"))


def test_examples_hold_with_packs_from_the_cache(rules: Path) -> None:
    packs(rules, rule())
    assert run_examples(load(rules), lambda reading, practice, kind: ()) == []


def test_a_later_start_needs_no_yaml_and_no_forms(tmp_path: Path) -> None:
    command = Command(tmp_path, {"XDG_CACHE_HOME": str(tmp_path / "cache")})
    script = (
        "import sys; sys.argv = ['checkpost', 'check', 'Brush twice a day.']\n"
        "from bot.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'pydantic', 'ruamel.yaml', 'typer'} & set(sys.modules)))\n"
    )
    for _ in range(2):
        ended = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=command.environment(), cwd=tmp_path, check=False
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert "PASS" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "[]"
