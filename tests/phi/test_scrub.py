"""Scrubbing: typed placeholders, one number a person, and nothing that was found is left."""

from __future__ import annotations

from bot.drafts import Finding
from bot.phi import scrub, withhold


def found(text: str, *words: tuple[str, str]) -> list[Finding]:
    """Findings for `(type, words)`, in the order of the text."""
    at, findings = 0, []
    for kind, word in words:
        start = text.index(word, at)
        at = start + len(word)
        findings.append(Finding(kind, start, at, 0.9, "test"))
    return findings


def test_the_same_person_keeps_one_number() -> None:
    """First name, full name, capitals and nickname are one person; another person is another number."""
    text = "Katherine Cole came. KATHERINE laughed, Kate smiled, and Bob waved at Ms. Cole."
    names = ["Katherine Cole", "KATHERINE", "Kate", "Bob", "Cole"]
    scrubbed = scrub(text, found(text, *[("PERSON", n) for n in names]))
    assert (
        scrubbed.text
        == "<PERSON_1> came. <PERSON_1> laughed, <PERSON_1> smiled, and <PERSON_2> waved at Ms. <PERSON_1>."
    )


def test_the_same_number_written_twice_is_one() -> None:
    """Separators do not make another phone of it."""
    text = "Call 512-555-0199 or (512) 555 0199, not 512-555-0100."
    scrubbed = scrub(
        text, found(text, *[("PHONE_NUMBER", n) for n in ("512-555-0199", "(512) 555 0199", "512-555-0100")])
    )
    assert scrubbed.text == "Call <PHONE_NUMBER_1> or <PHONE_NUMBER_1>, not <PHONE_NUMBER_2>."


def test_a_found_identifier_is_scrubbed_wherever_it_stands() -> None:
    """A mention that no recognizer saw does not survive beside one that was seen."""
    text = "Quillon came. We love quiet days, and Quillon does too."
    assert "Quillon" not in scrub(text, found(text, ("PERSON", "Quillon"))).text


def test_a_clean_draft_stays_as_it_is() -> None:
    """Nothing found, nothing replaced."""
    assert scrub("Floss daily.", []).text == "Floss daily."


def test_what_could_not_be_searched_is_withheld() -> None:
    """A failed search gives no text at all."""
    assert withhold().text == "<WITHHELD: the check failed>"
