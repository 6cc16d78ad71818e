"""The lines of a batch: JSON lines or CSV, read one at a time, so that a file of any size needs the same memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import InputUnreadable

LONGEST = 4 * 1024 * 1024  # bytes: a draft and its review of 100,000 emoji each, escaped, take 2.4 million
HEAD = 1024 * 1024
MAGIC = 16  # bytes in which pictures, archives and databases have a zero byte
NO_TEXT = "is not UTF-8 text; save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class Line:
    """One draft to read: `raw` is a line of JSON or the cells of a CSV row; or `fault` says why there is none."""

    number: int
    raw: bytes | dict[str, str]
    fault: str = ""


class Source:
    """A batch file, opened. Iterating yields its lines in order; blank lines are none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.csv = path.suffix.lower() in (".csv", ".tsv")
        try:
            self._file: BinaryIO = path.open("rb")
            self.head = self._file.read(HEAD)
            self.size = self._file.seek(0, io.SEEK_END)
        except OSError as error:
            raise InputUnreadable(
                f"{path} cannot be read: {error.strerror or type(error).__name__}.",
                "Nothing was checked.",
                "Give the path of a .jsonl or .csv file that you may read.",
            ) from None
        if not self.size or not self.head.strip():
            raise InputUnreadable(
                f"{path} holds no drafts.", "Nothing was checked.", "Give a file with one draft a line."
            )
        if b"\x00" in self.head.split(b"\n", 1)[0] + self.head[:MAGIC]:  # further on, it is one line that is broken
            raise InputUnreadable(
                f"{path} is no UTF-8 text.", "Nothing was checked.", "Save it as JSON lines or as CSV, in UTF-8."
            )

    @property
    def at(self) -> int:
        """How many bytes were read."""
        return self._file.tell()

    def columns(self) -> list[str]:
        """The headings of a CSV file. Raises InputUnreadable where they cannot be read."""
        if not self.csv:
            return []
        try:
            return next(self._table(), [])
        except csv.Error as error:
            raise InputUnreadable(
                f"{self.path} is no table of CSV: {_said(error)}.",
                "Nothing was checked.",
                "Open it in a spreadsheet and save it as CSV UTF-8.",
            ) from None

    def __iter__(self) -> Iterator[Line]:
        return self._rows() if self.csv else self._json()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _json(self) -> Iterator[Line]:
        for number, raw in enumerate(self._raw_lines(), 1):
            if len(raw) > LONGEST:
                yield Line(number, b"", f"is longer than {LONGEST // 1024**2} MiB")
            elif raw.strip():
                yield Line(number, raw)

    def _rows(self) -> Iterator[Line]:
        rows = self._table()
        heading: list[str] | None = None
        while True:
            number = rows.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(number, {}, f"is no row of CSV ({_said(error)})")
                continue
            if heading is None:
                heading = row
            elif any(cell.strip() for cell in row):
                yield self._row(number, heading, row)

    def _table(self) -> Any:
        """A csv.reader of the file. Strict: a quote that is never closed would make one draft of all rows after it."""
        csv.field_size_limit(LONGEST)
        return csv.reader(self._text_lines(), delimiter=self._delimiter(), strict=True)

    def _row(self, number: int, heading: list[str], row: list[str]) -> Line:
        if any("\udc80" <= c <= "\udcff" for cell in row if not cell.isascii() for c in cell):
            return Line(number, {}, NO_TEXT)
        if len(row) > len(heading):
            return Line(
                number,
                {},
                f"has {len(row)} cells, but there are {len(heading)} columns: a cell with a comma needs quotes",
            )
        return Line(number, dict(zip(heading, row, strict=False)))

    def _raw_lines(self) -> Iterator[bytes]:
        self._file.seek(3 if self.head.startswith(b"\xef\xbb\xbf") else 0)  # a mark that Windows puts before UTF-8
        while raw := self._file.readline(LONGEST + 1):
            rest = raw
            while len(rest) > LONGEST and not rest.endswith(b"\n"):
                rest = self._file.readline(LONGEST + 1)  # of a line that is too long: read and dropped
            yield raw

    def _text_lines(self) -> Iterator[str]:
        for raw in self._raw_lines():
            yield raw.decode("utf-8", "surrogateescape")

    def _first(self) -> str:
        return self.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")

    def _delimiter(self) -> str:
        first = self._first()
        return max(",;\t", key=first.count)


def _said(error: csv.Error) -> str:
    """Say what is wrong with a table as somebody who made it in a spreadsheet would."""
    told = str(error)
    if "unexpected end" in told:
        return "a quote is opened and never closed"
    if "new-line" in told:
        return "its line ends are those of an old Mac"
    return "a quote inside a quoted cell must be doubled" if "expected after" in told else told
