"""How often a draft that must be blocked passes once it is written a little otherwise, its meaning unchanged.

usage: python -m benchmarks.robustness [--most SHARE] [--show] [GOLD.jsonl PRACTICES.json]...

Of 300 drafts that Checkpost blocks, and that are labelled so, twelve changes each: case, marks, emoji, slips of the finger, other words
for the same. `--most` exits with 1 if more than that share of the changed drafts pass. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bot import policy
from bot.checkpost import Checkpost
from bot.drafts import Draft, Kind, Verdict
from bot.practice import load_practices
from bot.reading import reader

HERE = Path(__file__).parent
ROOT = HERE.parent
MOST = 300  # drafts
OURS = ("dev", "ordinary", "kept-posts", "kept-replies")
SYNONYMS = {
    "thank you": "thanks", "so happy": "very glad", "proud": "delighted", "amazing": "wonderful", "came in": "stopped by", "visit": "appointment",
    "doctor": "dr", "kids": "children", "great": "terrific", "want to": "wanna", "going to": "gonna", "because": "since", "also": "too",
    "yesterday": "the day before today", "awesome": "fantastic", "love": "adore", "sorry": "so sorry", "team": "crew", "today": "this very day",
}  # fmt: skip
EMOJI = "🎉💙😊🦷👏✨🙏❤️"


def slips(text: str) -> str:
    """One letter in forty doubled, swapped or lost, never of a digit."""
    chance = random.Random(text)
    letters = list(text)
    for at in range(len(letters) - 1):
        if letters[at].isalpha() and letters[at + 1].isalpha() and chance.random() < 1 / 40:
            how = chance.randrange(3)
            if how == 0:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
            else:
                letters[at] = letters[at] * 2 if how == 1 else ""
    return "".join(letters)


def sprinkled(text: str) -> str:
    """An emoji after every sentence."""
    chance = random.Random(text)
    return re.sub(r"(?<=[.!?])(?=\s|$)", lambda _: f" {chance.choice(EMOJI)}", text)


def reworded(text: str) -> str:
    """Other words for the same."""
    for word, other in SYNONYMS.items():
        text = re.sub(rf"\b{word}\b", other, text, flags=re.IGNORECASE)
    return text


CHANGES: dict[str, Callable[[str], str]] = {
    "lower case": str.lower,
    "capitals": str.upper,
    "title case": str.title,
    "no marks": lambda text: re.sub(r"[.,!?;:\"]", "", text),
    "more marks": lambda text: text.replace("!", "!!!").replace(".", "..."),
    "emoji at the end": lambda text: f"{text} 💙🎉",
    "emoji between": sprinkled,
    "slips": slips,
    "other words": reworded,
    "curly quotes": lambda text: text.replace("'", "\u2019").replace('"', "\u201d"),
    "lines": lambda text: re.sub(r"(?<=[.!?])\s+", "\n\n", text),
    "greeting and tags": lambda text: f"Hey everyone! {text} #community #smile",
}


def main(arguments: list[str]) -> None:
    """Change, check, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--most", type=float)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args(arguments)
    pairs = list(zip(asked.files[::2], asked.files[1::2], strict=True)) or [
        (HERE / "drafts" / f"{name}.jsonl", HERE / "drafts" / f"practices-{name}.json") for name in OURS
    ]
    checkpost = Checkpost(policy.load(ROOT / "policies"), reader=reader())
    passed: Counter[str] = Counter()
    tried = 0
    for gold, practices in pairs:
        profiles = load_practices(practices)
        for row in map(json.loads, gold.read_text("utf-8").splitlines()):
            draft = Draft(row["text"], Kind(row["kind"]), row["platform"], row.get("review"))
            practice = profiles[row["practice"]]
            if row["verdict"] != "block" or checkpost.check(draft, practice).verdict is not Verdict.BLOCK:
                continue
            tried += 1
            for name, change in CHANGES.items():
                text = change(draft.text)
                verdict = checkpost.check(Draft(text, draft.kind, draft.platform, draft.review), practice).verdict
                if verdict is Verdict.PASS:
                    passed[name] += 1
                    if asked.show:
                        print(f"{row['id']} {name}: {text!r}")
            if tried == MOST:
                break
        if tried == MOST:
            break
    for name in CHANGES:
        print(f"{name:20} {passed[name]:>4} of {tried}")
    share = passed.total() / max(1, tried * len(CHANGES))
    print(
        json.dumps(
            {
                "benchmark": "robustness",
                "drafts": tried,
                "changes": len(CHANGES),
                "passed": passed.total(),
                "share": round(share, 5),
            }
        )
    )
    if asked.most is not None and share > asked.most:
        sys.exit(f"{share:.4f} of the changed drafts pass, at most {asked.most} may")


if __name__ == "__main__":
    main(sys.argv[1:])
