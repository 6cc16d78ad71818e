"""The parts that recognizers share: patterns, codes, numbers said aloud."""

import importlib
import pkgutil
import re

import pytest

from bot.phi import recognizers
from bot.phi.recognizers import _spoken
from bot.phi.recognizers._codes import announced, codes
from bot.phi.recognizers._luhn import luhn
from bot.phi.recognizers._scan import Pattern, alone, without_groups
from bot.reading import read


def every_pattern():
    for found in pkgutil.iter_modules(recognizers.__path__):
        module = importlib.import_module(f"{recognizers.__name__}.{found.name}")
        for name, value in vars(module).items():
            for part in value if isinstance(value, tuple) else [value]:
                if isinstance(part, Pattern):
                    yield pytest.param(part, id=f"{found.name}.{name}")


@pytest.mark.parametrize("pattern", list(every_pattern()))
def test_every_pattern_stays_small(pattern):
    """A machine that outgrows RE2's memory falls back to a slow one; the classes `\\pL` and long counts do that."""
    assert pattern._places.compiled.programsize < 5_000


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [
        (r"(a)(b)?", r"(?:a)(?:b)?"),
        (r"(?:a)(?i:b)", r"(?:a)(?i:b)"),
        (r"\((a)[()](b)\)", r"\((?:a)[()](?:b)\)"),
    ],
)
def test_groups_become_plain(pattern, plain):
    assert without_groups(pattern) == plain


@pytest.mark.parametrize("text", ["a1 b22, c333", "é a1 😀 b22 ü", "", "a1a1 a1"])
def test_a_pattern_finds_what_re_finds(text):
    """Places and groups are those of Python's own `re`, in code points."""
    expression = r"\b([a-z])(\d+)\b"
    ours = [(m.span(), m.span(1), m[2]) for m in Pattern(expression).finditer(text)]
    assert ours == [(m.span(), m.span(1), m[2]) for m in re.finditer(expression, text, re.ASCII)]


def test_alone():
    assert alone("x 12 y", 2, 4)
    assert not alone("x-12 y", 2, 4)
    assert not alone("x 12a", 2, 4)


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("five one two", "512"),
        ("oh nine, double four", "0944"),
        ("twenty-three forty", "2340"),
        ("eight hundred 555", "800555"),
        ("triple 7 one", "7771"),
        ("twelve 34", "1234"),
    ],
)
def test_numbers_said_aloud(said, digits):
    assert [run.digits for run in _spoken.runs(read(said))] == [digits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("badge 12345 on", ["12345"]),
        ("badge #LV-20771.", ["LV-20771"]),
        ("badge number is 88 213 A", ["88 213"]),
        ("badge 4417 days", []),
        ("badge 10:30", []),
        ("badge $4417", []),
        ("badge 2024", []),
        ("badges 4417, 4418 and 4419", ["4417", "4418", "4419"]),
        ("4417 is her badge number", ["4417"]),
        ("badge ending in 4417", ["4417"]),
    ],
)
def test_codes_end_where_the_text_goes_on(text, expected):
    assert [code.text for code in codes(announced("badges?", least=4), read(text))] == expected


@pytest.mark.parametrize(
    ("number", "valid"),
    [("4111111111111111", True), ("4111111111111112", False), ("808401234567893", True), ("٤١", False)],
)
def test_luhn(number, valid):
    assert luhn(number) is valid
