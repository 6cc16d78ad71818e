"""How well patients' names are found by where they come from and how they are written: nobody's name may be safer than another's.

usage: python -m benchmarks.groups [GOLD.jsonl PRACTICES.json]...

The drafts of benchmarks/drafts with a person in them. Each name is put in the place of the draft's own (given name for a single word,
given name and surname for more), eight a group; then every draft in lower case, and with the name in a hashtag. Of posts and replies
in Spanish the drafts as they are. Printed is the share of names of which every letter is found, and how far that is from all.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import policy
from bot.checkpost import Checkpost
from bot.drafts import Draft, Kind
from bot.practice import Practice, load_practices
from bot.reading import reader

HERE = Path(__file__).parent
ROOT = HERE.parent
OURS = ("dev", "ordinary", "kept-posts", "kept-replies")
SPANISH = re.compile(
    r"\b(?:el|la|los|las|una?|para|por|con|que|nuestr[oa]s?|está|y|en|gracias|su|del)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Named:
    """A draft with one patient's name, every place of it as (start, end)."""

    draft: Draft
    practice: Practice
    places: tuple[tuple[int, int], ...]

    def renamed(self, name: str) -> Named:
        """The same draft with another name."""
        text, places, at = "", [], 0
        for start, end in self.places:
            text += self.draft.text[at:start]
            places.append((len(text), len(text) + len(name)))
            text += name
            at = end
        draft = Draft(text + self.draft.text[at:], self.draft.kind, self.draft.platform, self.draft.review)
        return Named(draft, self.practice, tuple(places))

    def lower(self) -> Named:
        """The same draft in lower case."""
        draft = Draft(self.draft.text.lower(), self.draft.kind, self.draft.platform, self.draft.review)
        return Named(draft, self.practice, self.places if len(draft.text) == len(self.draft.text) else ())


def drafts(pairs: list[tuple[Path, Path]]) -> Iterator[Named]:
    """Yield drafts in which one person is named."""
    for gold, practices in pairs:
        profiles = load_practices(practices)
        for row in map(json.loads, gold.read_text("utf-8").splitlines()):
            places = tuple((s["start"], s["end"]) for s in row["spans"] if s["type"] == "PERSON")
            words = {row["text"][start:end] for start, end in places}
            if len(words) == 1 and re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)?", next(iter(words))):
                draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
                yield Named(draft, profiles[row["practice"]], places)


def is_spanish(text: str) -> bool:
    """Whether one word in eight is a small Spanish one."""
    return len(SPANISH.findall(text)) * 8 > len(text.split())


def main(arguments: list[str]) -> None:
    """Measure each group."""
    files = list(map(Path, arguments))
    pairs = list(zip(files[::2], files[1::2], strict=True)) or [
        (HERE / "drafts" / f"{name}.jsonl", HERE / "drafts" / f"practices-{name}.json") for name in OURS
    ]
    checkpost = Checkpost(policy.load(ROOT / "policies"), reader=reader())
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()

    def count(group: str, named: Named) -> None:
        covered = {k for f in checkpost.check(named.draft, named.practice).findings for k in range(f.start, f.end)}
        for start, end in named.places:
            asked[group] += 1
            found[group] += all(k in covered for k in range(start, end) if named.draft.text[k].isalnum())

    origins = json.loads((HERE / "names_by_origin.json").read_text("utf-8"))
    every = list(drafts(pairs))
    for number, named in enumerate(every):
        own = named.draft.text[slice(*named.places[0])]
        count("as they are", named)
        count("lower case", named.lower())
        if is_spanish(named.draft.text):
            count("Spanish", named)
        count("in a hashtag", named.renamed(f"#{own.title().replace(' ', '')}"))
        for origin, (given, surnames) in origins.items():
            name = given[number % len(given)]
            count(origin, named.renamed(f"{name} {surnames[number // 3 % len(surnames)]}" if " " in own else name))
    whole = sum(found.values()) / sum(asked.values())
    shares = {group: round(found[group] / asked[group], 3) for group in asked}
    for group, share in shares.items():
        print(f"{group:22} {share:.3f}  {share - whole:+.3f}  of {asked[group]}")
    print(json.dumps({"benchmark": "groups", "all": round(whole, 3), **shares}))


if __name__ == "__main__":
    main(sys.argv[1:])
