"""What a reader sees, and the way back to what the author typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DraftTooLong
from bot.reading import MAX_LENGTH, read

TRICKS = "\u200b\u200d\u00ad\u202e\ufe0f\u20e3𝐌𝐚Ⓜ️ᴍＭаеоΑ&amp;&#77;<b></b><https://x.example|y>éＺ😀 \n\t'’“”–—…ﬁİ½①"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        pytest.param("Thanks, Maria!", "Thanks, Maria!", id="plain"),
        pytest.param("M\u200ba\u00adr\u2060ia", "Maria", id="zero-width"),
        pytest.param("\u202eMaria\u202c", "Maria", id="bidirectional marks"),
        pytest.param("𝐌𝐚𝐫𝐢𝐚 𝓜𝓪𝓻𝓲𝓪 Ｍａｒｉａ", "Maria Maria Maria", id="styled letters"),
        pytest.param("Маria Pеtеr", "Maria Peter", id="Cyrillic letters among Latin ones"),
        pytest.param("Привет", "Привет", id="Russian stays Russian"),
        pytest.param("ᴍᴀʀɪᴀ", "maria", id="small capitals"),
        pytest.param("M a r i a is here", "Maria is here", id="spaced out"),
        pytest.param("M.a.r.i.a and M-a-x-i", "Maria and Maxi", id="dotted out"),
        pytest.param("I am a B student", "I am a B student", id="single letters that are words"),
        pytest.param("plan A B C", "plan A B C", id="three letters are left"),
        pytest.param("Zoe\u0308", "Zoë", id="a mark that composes"),
        pytest.param("M\u0336a\u0336x\u0336", "Max", id="struck through"),
        pytest.param("5️⃣1️⃣2️⃣", "512", id="keycaps"),
        pytest.param("Tom &amp; J&#39;s &#x4D;ax", "Tom & J's Max", id="HTML's entities"),
        pytest.param("Ma<b>ri</b>a<br/>x", "Maria\nx", id="HTML's tags"),
        pytest.param("<https://x.example/maria|click>", "https://x.example/maria click", id="Slack's link"),
        pytest.param("<mailto:a@b.example|a@b.example>", "a@b.example", id="Slack's mail link"),
        pytest.param("<@U123|max>", "@max", id="Slack's mention"),
        pytest.param("“don’t”", '"don\'t"', id="quotes"),
    ],
)
def test_a_reader_sees_plain_letters(typed: str, seen: str) -> None:
    """Tricks of writing are resolved before anybody looks for identifiers."""
    assert read(typed).norm == seen


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(TRICKS)), max_size=120))
def test_every_token_maps_back_into_the_authors_text(text: str) -> None:
    """Places of the normalised text are places of the draft, in the same order."""
    reading = read(text)
    places = [reading.origin(token.start, token.end) for token in reading.tokens]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert len(reading.norm) == len(reading.low)


@given(st.text(alphabet="abcDE .,!?\n'-#1é😀", max_size=200))
def test_every_token_has_its_sentence_and_clause(text: str) -> None:
    """No token falls between sentences."""
    reading = read(text)
    for token in reading.tokens:
        start, end = reading.sentences[token.sentence]
        assert start <= token.start < end


@given(
    st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126).filter(lambda c: c not in "&<`"), max_size=60)
)
def test_plain_text_is_read_as_it_is(text: str) -> None:
    """Nothing moves in a draft that needs no normalising."""
    reading = read(text)
    if reading.starts is None:
        assert reading.norm == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Rao is in. Call us!", 2),
        ("We open at 8 a.m. every day.", 1),
        ("Yay 🎉 She did it", 2),
        ("First line\n\nSecond line", 2),
        ("a line that wraps\nsoftly goes on", 1),
        ("J. R. Smith came in. So did Al.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    """Abbreviations end no sentence; emoji and lines do."""
    assert len(read(text).sentences) == count


def test_a_hashtag_in_camel_case_is_read_as_words() -> None:
    """`#TeamMaria` says Maria."""
    assert [t.text for t in read("go #TeamMaria2024").tokens] == ["go", "Team", "Maria", "2024"]


def test_concepts_are_found_as_whole_words_with_hyphens_or_blanks() -> None:
    """A lexicon phrase is found however its words are joined, and not inside other words."""
    assert "treatment" in read("her root-canal went well").concepts
    assert "treatment" in read("her root canal went well").concepts
    assert "treatment" not in read("a crownless king").concepts


def test_a_draft_over_the_limit_is_refused() -> None:
    """A check stays bounded, and the author is told what to do."""
    with pytest.raises(DraftTooLong, match="100,000"):
        read("a" * (MAX_LENGTH + 1))
