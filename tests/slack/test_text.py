"""Words in: what was typed comes back letter by letter. Words out: Slack reads nothing into them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.slack import text
from tests.slack_workspace import composer

EMOJI = {":smile:": "😄", ":thumbsup:": "👍", ":tooth:": "🦷", ":heart:": "❤️", ":star:": "⭐"}
PIECES = st.sampled_from(
    [
        "<", ">", "&", "&amp;", "&lt;", "<!channel>", "<@", "<#C1|x>", "|", "*", "_", "`", "\n", "\n\n", " ", "• ", "1. ",
        "https://x.io/a?b=1&c=2", "acme.com", "a@b.co", ":x:", "10:30", "Hi friends!", "¡Feliz viernes!", "👩‍⚕️", "...",
    ]
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12), max_size=12).map(
    "".join
)
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("type text elements blocks attachments is_share url name unicode style indent fields message "
                            "message_blocks border user_id range offset fallback".split()),
            inner
            | st.sampled_from("rich_text rich_text_section rich_text_list rich_text_quote text link emoji section context "
                              "user date ordered".split()),
            max_size=6,
        )
    ),
    max_leaves=25,
)  # fmt: skip


def section(*elements: dict[str, Any], kind: str = "rich_text_section", **more: Any) -> dict[str, Any]:
    return {"type": kind, "elements": list(elements), **more}


def words(typed: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": typed, **({"style": style} if style else {})}


def message(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "message", "blocks": [{"type": "rich_text", "elements": list(parts)}], **more}


def as_shown(typed: str) -> str:
    """What a message reads as: emoji typed by name have become characters, a mention shows an id."""
    for name, character in EMOJI.items():
        typed = re.sub(re.escape(name), character, typed, flags=re.IGNORECASE)
    return re.sub(r"<(@[UW][A-Z0-9]+)>", r"\1", typed, flags=re.IGNORECASE)


@given(TYPED)
def test_what_is_composed_comes_back_from_its_blocks(typed):
    event = {"text": composer.text_of(typed), "blocks": [composer.rich_text_of(typed)]}
    assert text.typed(event) == as_shown(typed)


@given(TYPED)
def test_what_is_composed_comes_back_from_its_text(typed):
    assume("|" not in typed)  # in an address Slack writes %7C
    assert text.typed({"text": composer.text_of(typed)}) == re.sub(
        r"<(@[UW][A-Z0-9]+)>", r"\1", typed, flags=re.IGNORECASE
    )


@given(TYPED)
def test_a_command_comes_back_and_nothing_is_unwrapped(typed):
    assert text.from_command(text.escape(typed)) == typed
    assert text.from_command("see <b> & <http://x.io|x>") == "see <b> & <http://x.io|x>"


@given(TYPED)
def test_an_escaped_text_holds_no_live_token(typed):
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text.escape(typed))


@given(JUNK)
def test_nothing_raises_on_malformed_messages(junk):
    for read in (text.typed, text.quoted, text.typed_outside_quote):
        read(junk)


@given(st.recursive(JUNK, lambda inner: st.just({"type": "rich_text", "elements": [inner]}), max_leaves=3))
def test_a_malformed_block_is_read_from_its_text(junk):
    bad = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "new thing", "is": junk}]}],
    }
    assert text.typed({"text": "a &lt; b", "blocks": [bad]}) == "a < b"
    assert text.typed({"blocks": [bad]}) == ""


@given(TYPED, st.lists(st.booleans(), max_size=4))
def test_what_goes_out_holds_every_character(typed, marks):
    block = text.rich([(typed, mark) for mark in marks])
    shown = [e["text"] for e in block["elements"][0]["elements"]]
    assert "".join(shown) == typed * len(marks) or not typed * len(marks)
    assert all(shown)


@pytest.mark.parametrize("length", [0, 1, 2999, 3000, 3001, 40_000])
@pytest.mark.parametrize("letters", ["a", "ab cd "])
def test_a_wording_is_cut_into_elements_that_slack_takes(length, letters):
    typed = (letters * length)[:length]
    (part,) = text.wording(typed)["elements"]
    pieces = [e["text"] for e in part["elements"]]
    assert part["type"] == "rich_text_preformatted"
    assert all(1 <= len(piece) <= 3000 for piece in pieces)
    assert "".join(pieces) == (typed or " ")


@pytest.mark.parametrize(
    ("escaped", "typed"),
    [
        ("<https://x.io>", "https://x.io"),
        ("<http://acme.com|acme.com>", "acme.com"),
        ("<mailto:a@b.co|a@b.co>", "a@b.co"),
        ("<tel:+15551234567|555-123-4567>", "555-123-4567"),
        pytest.param("<tel:+15551234567|call Maria>", "call Maria (tel:+15551234567)", id="a label hides a number"),
        pytest.param("<https://x.io/p/maria|here>", "here (https://x.io/p/maria)", id="a label hides an address"),
        pytest.param("<mailto:maria@x.io|write us>", "write us (maria@x.io)", id="a label hides a mailbox"),
        ("5 &lt; 6 &amp;&amp; 7", "5 < 6 && 7"),
        pytest.param("&amp;lt;", "&lt;", id="a typed entity survives"),
        ("<@U1> <#C1|general> <!subteam^S1> <!here> <!subteam^S1|@desk>", "@U1 #general @S1 @here @desk"),
        ("<!date^1^{date}|Monday>", "Monday"),
    ],
)
def test_text_is_unwrapped_by_the_rule_of_slack_md_2_9(escaped, typed):
    assert text.typed({"text": escaped}) == typed


def test_rich_text_reads_as_it_is_shown():
    event = message(
        section(
            words("Hi "), {"type": "user", "user_id": "U1"}, words(" & "), {"type": "usergroup", "usergroup_id": "S1"},
            words(" in "), {"type": "channel", "channel_id": "C1"}, words(" "), {"type": "broadcast", "range": "here"},
            {"type": "emoji", "name": "heart", "unicode": "2764-fe0f"}, {"type": "emoji", "name": "party-otter"},
            words("bold", bold=True), words("&lt;\n"),
        ),
        section(section(words("one")), section(words("two")), kind="rich_text_list", style="bullet"),
        section(section(words("three")), kind="rich_text_list", style="ordered", offset=2, indent=1),
        section(words("said"), kind="rich_text_quote"),
        section(words("a\nb"), kind="rich_text_preformatted"),
        section({"type": "link", "url": "https://x.io"}, words(" "), {"type": "link", "url": "https://x.io", "text": "see"}),
    )  # fmt: skip
    assert text.typed(event) == (
        "Hi @U1 & @S1 in #C1 @here❤️:party-otter:bold&lt;\n• one\n• two\n  3. three\nsaid\na\nb\nhttps://x.io see (https://x.io)"
    )


@pytest.mark.parametrize(
    ("event", "quoted", "rest"),
    [
        ({"text": "just words"}, None, "just words"),
        ({"text": "answer this?\n&gt; Waited an hour.\n&gt; Never again\nthanks"}, "Waited an hour.\nNever again", "answer this?\nthanks"),
        ({"text": "look\n&gt;&gt;&gt;all\nof it"}, "all\nof it", "look"),
        pytest.param({"text": "&gt;90% of adults\n&gt;= two"}, None, ">90% of adults\n>= two", id="more than, no quote"),
        (
            message(section(words("ok?\n")), section(words("Rude staff"), kind="rich_text_quote"), section(words("thx"))),
            "Rude staff",
            "ok?\nthx",
        ),
        (
            message(section(section(words("a")), kind="rich_text_list", style="bullet", border=1), section(words("mine"))),
            "• a",
            "mine",
        ),
        pytest.param(message(section(words("> old habit\nmine"))), "old habit", "mine", id="typed with formatting off"),
        pytest.param(message(section(words("> code"), kind="rich_text_preformatted")), None, "> code", id="code"),
        (
            message(section(words("help")), attachments=[{"is_share": True, "text": "We &lt;3 Maria", "fallback": "x"}]),
            "We <3 Maria",
            "help",
        ),
        (
            {"text": "", "attachments": [{"is_msg_unfurl": True, "fallback": "y", "message_blocks": [
                {"message": message(section(words("inside")))}]}]},
            "inside",
            "",
        ),
    ],
)  # fmt: skip
def test_quotes_are_told_from_the_authors_words(event, quoted, rest):
    assert text.quoted(event) == quoted
    assert text.typed_outside_quote(event) == rest


def test_a_preview_of_a_link_is_not_the_authors():
    event = {"text": "<https://x.io>", "attachments": [{"title": "Somebody else's page", "text": "words"}]}
    assert text.typed(event) == "https://x.io"
    assert (
        text.typed({"text": "", "attachments": [{"title": "An app's card", "text": "its words"}]})
        == "An app's card\nits words"
    )


def test_other_blocks_of_an_apps_message_are_read():
    event = {"text": "", "blocks": [
        {"type": "header", "text": {"type": "plain_text", "text": "A <b>"}}, {"type": "divider"},
        {"type": "section", "text": {"type": "mrkdwn", "text": "a &amp; b"}, "fields": [{"type": "mrkdwn", "text": "c"}]},
        {"type": "context", "elements": [{"type": "image", "image_url": "x"}, {"type": "plain_text", "text": "d"}]},
    ]}  # fmt: skip
    assert text.typed(event) == "A <b>\na & b\nc\nd"


def test_plain_is_cut_only_where_asked():
    assert text.plain("a" * 5000) == {"type": "plain_text", "text": "a" * 5000, "emoji": False}
    assert text.plain("one two three", 9)["text"] == "one two…"
    assert text.plain("one", 3)["text"] == "one"
    assert text.plain("")["text"] == " "


def test_rich_marks_and_leaves_out_what_is_empty():
    assert text.rich([("a ", False), ("<!channel>", True), ("", True)])["elements"][0]["elements"] == [
        {"type": "text", "text": "a "},
        {"type": "text", "text": "<!channel>", "style": {"bold": True}},
    ]


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5)), None])
def test_dates_are_shown_in_each_readers_zone(zone):
    at = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
    given_ = at.replace(tzinfo=None) if zone is None else at.astimezone(zone)
    assert text.date(given_) == f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|2026-03-04 15:30 UTC>"
