"""How a csv file is written, found in one pass over its bytes."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tumbuh.kernel.errors import UnreadableFile

_PIECE = 4 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Writing:
    """
    How the bytes of a text file are to be read.

    `errors` is "strict" where all bytes fit the encoding. `line_breaks` are counted over the whole file.
    """

    encoding: str
    errors: str
    separator: str
    line_breaks: int

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are UTF-8 as they are."""
        return self.encoding in {"utf-8", "utf-8-sig"} and self.errors == "strict"

    @property
    def notices(self) -> list[str]:
        """What the sender should know."""
        if self.encoding == "cp1252":
            return ["Berkas tidak ditulis dalam UTF-8; dibaca sebagai Windows-1252. Periksa huruf khusus pada nama."]
        if self.errors == "replace":
            return ["Beberapa huruf dalam berkas rusak dan diganti tanda “�”. Periksa nama yang memuat tanda itu."]
        return []


def look_at(path: Path) -> Writing:
    """
    Return how a text file is written. Memory: a few megabytes; reads the file once.

    A file with bytes that are no UTF-8 is Windows-1252, unless most of its other letters are good UTF-8: then only some
    bytes are spoilt. Raises: UnreadableFile with code not_a_table for bytes that no text has.
    """
    with path.open("rb") as file:
        start = file.read(4)
    encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
    breaks = spoilt = good = 0
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in _pieces(path):
        if encoding != "utf-16" and b"\x00" in piece:
            raise UnreadableFile(
                "Berkas ini bukan teks CSV, atau unduhannya terputus (berisi bita kosong). Unduh ulang sebagai .xlsx "
                "atau .csv.",
                code="not_a_table",
            )
        breaks += piece.count(b"\n")
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece)
        spoilt += text.count("\ufffd")
        good += len(piece) - len(text)  # the second and later bytes of letters that are good UTF-8
    spoilt += decoder.decode(b"", final=True).count("\ufffd")
    if spoilt > good and encoding == "utf-8":
        encoding = "cp1252"
    errors = "replace" if spoilt else "strict"
    return Writing(encoding, errors, _separator(path, encoding, errors), breaks)


def head_rows(path: Path, writing: Writing, count: int) -> list[list[str]]:
    """Return the first rows of a csv file; stops early where they cannot be told apart."""
    rows: list[list[str]] = []
    with path.open(encoding=writing.encoding, errors=writing.errors, newline="") as file:
        try:
            for row in csv.reader(file, delimiter=writing.separator):
                rows.append(row)
                if len(rows) == count:
                    break
        except csv.Error:
            return rows
    return rows


def rewrite(path: Path, writing: Writing, to: Path) -> None:
    """Write a file's text again as UTF-8."""
    with (
        path.open(encoding=writing.encoding, errors=writing.errors, newline="") as source,
        to.open("w", encoding="utf-8", newline="") as target,
    ):
        while text := source.read(_PIECE):
            target.write(text)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _separator(path: Path, encoding: str, errors: str) -> str:
    """Return the sign that separates most cells in one of the first lines."""
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        lines = [file.readline(100_000) for _ in range(20)]
    return max(SEPARATORS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
