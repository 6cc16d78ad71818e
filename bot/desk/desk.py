"""What a command works with: settings, packs, the profile, the trail. Each is opened when it is needed first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import bot
from bot.errors import CheckpostError

if TYPE_CHECKING:
    from bot.audit import Trail
    from bot.checkpost import Checkpost
    from bot.desk.model import Model
    from bot.policy import Packs
    from bot.practice import Practice
    from bot.reading import Reader
    from bot.settings import Settings


class Desk:
    """One run of a command. `practice` is the file named with --practice."""

    def __init__(self, practice: Path | None = None) -> None:
        self._practice = practice

    @cached_property
    def settings(self) -> Settings:
        """The settings of this run; logs follow them from here on. Raises SettingsBroken."""
        from bot import logs
        from bot.settings import load

        settings = load()
        logs.configure(settings.log_level, settings.log_format)
        return settings

    @property
    def profile(self) -> Path | None:
        """The file of the profile in force, if there is one."""
        return self._practice or self.settings.practice

    @cached_property
    def practice(self) -> Practice:
        """The profile in force; an empty one, which excuses nothing, where there is none. Raises ProfileBroken."""
        from bot.practice import Practice, read

        return read(self.profile) if self.profile else Practice()

    @cached_property
    def packs(self) -> Packs:
        """The packs in force. Raises PackBroken."""
        from bot import policy

        return policy.load(self.settings.policies, [self.settings.pack] if self.settings.pack else [])

    @cached_property
    def reader(self) -> Reader | None:
        """The learned reader, unless it is turned off. Raises ReaderUnusable."""
        from bot.reading import reader

        return reader() if self.settings.reader else None

    @cached_property
    def checkpost(self) -> Checkpost:
        """The pipeline with its offline writers."""
        from bot.checkpost import Checkpost
        from bot.desk.writers import writers

        return Checkpost(self.packs, writers(self.settings.prompts), self.reader)

    @cached_property
    def model(self) -> Model | None:
        """The model that words beside the offline writers; None where none is configured. Raises PromptBroken."""
        if not self.settings.model_url:
            return None
        from bot.desk.model import Model

        return Model(self)

    @cached_property
    def versions(self) -> Mapping[str, str]:
        """What checked, for the trail."""
        packs = {f"pack:{name}": str(version) for name, version in self.packs.versions.items()}
        reader = self.reader.digest[:12] if self.reader else "off"
        return {"checkpost": bot.__version__, "reader": reader, **packs}

    def trail(self) -> Trail:
        """Open the trail. Raises TrailUnwritable."""
        from bot.audit import Trail, keys

        settings = self.settings
        return Trail.open(settings.database, settings.key or keys.load_or_create(keys.beside(settings.database)))

    def platform(self, name: str) -> str:
        """Return the platform's key. Raises CheckpostError for one that no pack knows."""
        key = name.strip().lower()
        if key in self.packs.platforms:
            return key
        from bot.practice.fields import did_you_mean

        raise CheckpostError(
            f"There is no platform {name[:40]!r}{did_you_mean(key, self.packs.platforms)}.",
            "Its limits and rules are not known, so nothing was checked.",
            f"Take one of {', '.join(self.packs.platforms)}.",
        )


@lru_cache(maxsize=1)
def desk_of(practice: Path | None) -> Desk:
    """Return the desk of this process, so that packs are loaded once."""
    return Desk(practice)
