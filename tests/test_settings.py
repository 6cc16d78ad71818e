"""Settings come from the environment and `.env`, are checked once, and every fault is told in words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.errors import SettingsBroken

ROOT = Path(__file__).resolve().parent.parent
KEY = "ab" * 32


def load(tmp_path, dotenv=None, **environ):
    """Load with an environment of one's own and a folder that may hold a `.env`."""
    if dotenv is not None:
        (tmp_path / ".env").write_bytes(dotenv if isinstance(dotenv, bytes) else dotenv.encode())
    return settings.load({"HOME": str(tmp_path / "home"), **environ}, tmp_path)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of Linux")
def test_nothing_needs_to_be_set(tmp_path):
    """On a fresh machine the trail lies in the user's data folder and the packs are those of this checkout."""
    found = load(tmp_path)

    assert found.database == tmp_path / "home/.local/share/checkpost/checkpost.db"
    assert (found.policies, found.prompts) == (ROOT / "policies", ROOT / "prompts")
    assert (found.practice, found.pack, found.key) == (None, None, None)
    assert (found.log_level, found.log_format) == ("warning", "console")
    assert found.actor


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folders of Linux")
def test_xdg_data_home_moves_the_trail(tmp_path):
    """The variable of the XDG specification is followed, and ignored where it is relative, as that asks."""
    assert load(tmp_path, XDG_DATA_HOME="/srv/data").database == Path("/srv/data/checkpost/checkpost.db")
    assert load(tmp_path, XDG_DATA_HOME="data").database == tmp_path / "home/.local/share/checkpost/checkpost.db"


def test_the_environment_wins_over_the_file(tmp_path):
    """What is set for one run counts more than what is set for always."""
    found = load(tmp_path, "CHECKPOST_ACTOR=from file\nCHECKPOST_LOG_LEVEL=debug\n", CHECKPOST_ACTOR="from here")

    assert (found.actor, found.log_level) == ("from here", "debug")


def test_the_file_may_be_written_as_people_write_it(tmp_path):
    """Quotes, `export`, comments, blanks, a byte order mark, and lines of other programs."""
    found = load(
        tmp_path,
        b"\xef\xbb\xbf# ours\nexport CHECKPOST_ACTOR = 'Ann # front desk'  # her\nCHECKPOST_LOG_FORMAT=json # for the collector\n"
        b'CHECKPOST_LOG_LEVEL="INFO"\nCHECKPOST_PACK=\nCHECKPOST_KEY= # none yet\nDATABASE_URL=x\nnonsense\n',
    )

    assert (found.actor, found.log_format, found.log_level) == ("Ann # front desk", "json", "info")
    assert (found.pack, found.key) == (None, None)


def test_relative_paths_begin_in_the_folder(tmp_path):
    """A path in `.env` means the same wherever a home or a folder lies."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "ours.yaml").touch()
    found = load(tmp_path, "CHECKPOST_POLICIES=rules\nCHECKPOST_PACK=ours.yaml\nCHECKPOST_DATABASE=new/trail.db\n")

    assert found.policies == tmp_path / "rules"
    assert found.pack == tmp_path / "ours.yaml"
    assert found.database == tmp_path / "new/trail.db"


def test_the_profile_is_found_where_it_usually_lies(tmp_path):
    """practice.yaml of the folder comes before the one in the user's own folder."""
    own = settings.Home(tmp_path, {"HOME": str(tmp_path / "home")}).own("config") / "practice.yaml"
    own.parent.mkdir(parents=True)
    own.touch()
    assert load(tmp_path).practice == own

    (tmp_path / "practice.yaml").touch()
    assert load(tmp_path).practice == tmp_path / "practice.yaml"


def test_every_fault_is_told_at_once(tmp_path):
    """Each with its place, what it is and what it must be."""
    with pytest.raises(SettingsBroken) as caught:
        load(
            tmp_path,
            "\nCHECKPOST_LOG_LEVEL=verbose\nCHECKPOST_DATABSE=x.db\n",
            CHECKPOST_LOG_FORMAT="xml",
            CHECKPOST_DATABASE=str(tmp_path),
            CHECKPOST_POLICIES="nowhere",
            CHECKPOST_PRACTICE="nothing.yaml",
            CHECKPOST_ACTOR="x" * 200,
        )

    faults = caught.value.what
    assert len(faults.splitlines()) == 7
    assert "CHECKPOST_LOG_LEVEL (.env:2) is 'verbose'; it must be one of debug, info, warning, error." in faults
    assert "CHECKPOST_DATABSE (.env:3) is no setting of Checkpost (did you mean 'CHECKPOST_DATABASE'?)." in faults
    assert caught.value.status == 78


@pytest.mark.parametrize("key", ["abc", "zz" * 32, "ab" * 31])
def test_a_key_that_is_none_is_not_repeated(tmp_path, key):
    """A message may be pasted into a ticket, so it holds no part of a key."""
    with pytest.raises(SettingsBroken) as caught:
        load(tmp_path, CHECKPOST_KEY=key)

    assert "64 hexadecimal digits" in str(caught.value)
    assert key not in str(caught.value)


def test_a_key_is_not_printed_with_the_settings(tmp_path):
    """Whoever logs or prints the settings does not give the key away."""
    found = load(tmp_path, CHECKPOST_KEY=KEY)

    assert found.key == bytes.fromhex(KEY)
    assert KEY not in repr(found)
    assert str(found.key) not in repr(found)


def test_a_file_that_is_not_text_is_told(tmp_path):
    """A `.env` in another encoding is a fault, not a traceback."""
    with pytest.raises(SettingsBroken, match="UTF-8"):
        load(tmp_path, b"CHECKPOST_ACTOR=\xff\xfe")


def test_a_user_without_a_home_is_told_what_to_set(tmp_path, monkeypatch):
    """A service account may have no home folder; the message says which setting that leaves open."""
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError()))

    with pytest.raises(SettingsBroken, match="CHECKPOST_DATABASE is not set"):
        settings.load({}, tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="accounts of POSIX")
def test_the_actor_is_the_account_and_not_a_variable(tmp_path):
    """Who sets USER=somebody-else is still recorded under their own account."""
    import pwd

    assert load(tmp_path, USER="somebody-else", LOGNAME="x").actor == pwd.getpwuid(os.getuid()).pw_name


def test_the_example_file_shows_every_setting():
    """`.env.example` is made from the table; `python -c "from bot import settings; print(settings.example(), end='')"` prints it anew."""
    assert (ROOT / ".env.example").read_text() == settings.example()


def test_the_example_file_can_be_used(tmp_path):
    """Copied as it is, it changes nothing."""
    assert load(tmp_path, settings.example()) == load(tmp_path, "")
