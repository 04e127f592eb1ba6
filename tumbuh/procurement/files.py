"""Opening a file of a data set: JSON, CSV or Excel, its cells as text under our names, in parts of bounded size."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from tumbuh.kernel.errors import Refused, UnreadableFile
from tumbuh.registry.files import open_table

PART_ROWS = 20_000
MAX_BYTES = 1_500_000_000
PEEK_BYTES = 512_000  # a header and the first rows; some have a field of 5,000 characters
_LISTS = ("data", "rows", "result", "results", "items", "records", "response")
_LIST_AT = re.compile(rf'"(?:{"|".join(_LISTS)})"\s*:\s*\[')
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SPACE = re.compile(r"\s*")
_COMMA = re.compile(r"\s*,?\s*")
_SAMPLE_LINES = 30
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class MissingColumns(Refused):
    """The file lacks a column without which its rows mean nothing."""

    code = "missing_columns"


@dataclass
class Source:
    """An opened file: parts with `row` and one text column per field of ours that it has, and what else is in it."""

    parts: Iterator[pl.DataFrame]
    columns: list[str]
    unknown: list[str]
    rows_total: int | None = None
    notices: list[str] = field(default_factory=list)


def header_key(text: str) -> str:
    """Return a column's name as it is compared: lower case letters and digits with single underscores."""
    return _NOT_A_WORD.sub("_", text.casefold()).strip("_")


def open_source(path: Path, names: Mapping[str, Sequence[str]], *, required: Sequence[str]) -> Source:
    """
    Open a file for the fields in `names` (field -> the names its column may have, the first that is filled wins).

    Raises: UnreadableFile (empty_file, too_large, broken_json, broken_xlsx, zip_bomb, not_a_table, quote_open,
    header_missing, cut_off), MissingColumns naming what is missing.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("Berkas kosong (0 bita). Unduh ulang dari sumbernya lalu unggah lagi.", code="empty_file")
    if size > MAX_BYTES:
        raise UnreadableFile("Berkas lebih dari 1,5 GB; bagi menurut bulan atau satuan kerja.", code="too_large")
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((_ZIP, _OLE)):
        source = _open_workbook(path, names)
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        source = _open_json(path, names)
    else:
        source = _open_csv(path, names)
    missing = [name for name in required if name not in source.columns]
    if missing:
        wanted = ", ".join(names[name][0] for name in missing)
        raise MissingColumns(
            f"Kolom {wanted} tidak ada dalam berkas ini. Kolom yang terbaca: "
            f"{', '.join([*(names[c][0] for c in source.columns), *source.unknown][:12]) or 'tidak ada'}. "
            "Pastikan jenis datanya benar, atau unduh ulang berkasnya."
        )
    return source


def peek(path: Path, names: Mapping[str, Sequence[str]]) -> list[str]:
    """
    Return the names of a file's columns as `header_key` writes them, from its beginning only; [] when it has none.

    Raises: UnreadableFile for an empty file and for what is no table.
    """
    with path.open("rb") as file:
        start = file.read(PEEK_BYTES)
    if not start.strip():
        raise UnreadableFile("Berkas kosong (0 bita). Unduh ulang dari sumbernya lalu unggah lagi.", code="empty_file")
    if start.startswith((_ZIP, _OLE)):
        found = open_table(path, score=_score(names), sample_only=True).columns
    elif start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"}:
        found = _keys_at_start(start.decode("utf-8-sig", errors="replace"))
    else:
        raw, _ = _as_utf8(start)
        header, separator = _find_header(raw, names)
        found = next(csv.reader([raw.decode(errors="replace").splitlines()[header]], delimiter=separator), [])
    return [header_key(name) for name in found]


def _keys_at_start(text: str) -> list[str]:
    """Return the keys of the first rows; the last one of a cut text is not whole and does not count."""
    keys: dict[str, None] = {}
    try:
        for row in islice(_rows_of(text), _SAMPLE_LINES):
            keys.update(dict.fromkeys(row))
    except UnreadableFile:
        if not keys:
            raise
    return list(keys)


def _fields(columns: Sequence[str], names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return for each field of ours the file's columns that are it, in the order of preference."""
    by_key: dict[str, str] = {}
    for column in columns:
        by_key.setdefault(header_key(column), column)
    found = {}
    for name, aliases in names.items():
        hits = [by_key[header_key(alias)] for alias in aliases if header_key(alias) in by_key]
        if hits:
            found[name] = list(dict.fromkeys(hits))
    return found


def _named(frame: pl.DataFrame, fields: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return `row` and our fields; of several columns of one field the first that is filled counts."""
    return frame.select(
        "row", *(pl.coalesce(*(_filled(column) for column in columns)).alias(name) for name, columns in fields.items())
    )


def _filled(column: str) -> pl.Expr:
    # A NUL is no text for PostgreSQL; it comes from broken exports and means nothing.
    text = pl.col(column).str.replace_all("\x00", "", literal=True).str.strip_chars(" \t\r\n'\u00a0")
    return (
        pl.when(text.str.to_lowercase().is_in(["", "-", "–", "null", "none", "nan", "n/a", "#n/a"]))
        .then(None)
        .otherwise(text)
    )


def _score(names: Mapping[str, Sequence[str]]) -> Callable[[Sequence[str]], int]:
    known = {header_key(alias) for aliases in names.values() for alias in aliases}

    def score(cells: Sequence[str]) -> int:
        hits = sum(1 for cell in set(cells) if header_key(cell) in known)
        return hits if hits >= 2 else 0

    return score


def _unknown(columns: Sequence[str], fields: Mapping[str, Sequence[str]]) -> list[str]:
    used = {column for columns_ in fields.values() for column in columns_}
    return [column for column in columns if column not in used]


def _open_workbook(path: Path, names: Mapping[str, Sequence[str]]) -> Source:
    table = open_table(path, score=_score(names))
    fields = _fields(table.columns, names)
    parts = (_named(part, fields) for part in table.frame.iter_slices(PART_ROWS))
    return Source(parts, list(fields), _unknown(table.columns, fields), table.frame.height, list(table.notices))


# --- CSV


def _open_csv(path: Path, names: Mapping[str, Sequence[str]]) -> Source:
    content = path.read_bytes()
    raw, notices = _as_utf8(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and len(content) % 2:  # two bytes a sign, and one is left
        raise UnreadableFile("Berkas terpotong. Unduh ulang dari sumbernya lalu unggah lagi.", code="cut_off")
    if b"\x00" in raw:
        raise UnreadableFile("Berkas ini bukan JSON, CSV, atau Excel. Unggah salah satunya.", code="not_a_table")
    if raw.count(b'"') % 2:
        raise UnreadableFile("Ada tanda kutip yang tidak ditutup; unduh ulang berkasnya.", code="quote_open")
    header, separator = _find_header(raw, names)
    frame = _read_csv(raw, header, separator)
    fields = _fields(frame.columns, names)
    numbered = frame.with_row_index("row", offset=header + 2)
    parts = (_named(part, fields) for part in numbered.iter_slices(PART_ROWS))
    return Source(parts, list(fields), _unknown(frame.columns, fields), frame.height, notices)


def _read_csv(raw: bytes, header: int, separator: str) -> pl.DataFrame:
    try:
        return pl.read_csv(
            raw, separator=separator, skip_lines=header, infer_schema=False, raise_if_empty=False, low_memory=True
        )
    except pl.exceptions.PolarsError as error:
        raise UnreadableFile(
            "Ada baris dengan lebih banyak kolom daripada judulnya; mungkin pemisah muncul di dalam teks tanpa tanda "
            "kutip. Simpan ulang sebagai Excel lalu unggah lagi.",
            code="ragged",
        ) from error


def _as_utf8(raw: bytes) -> tuple[bytes, list[str]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace").encode(), []  # the last sign of a beginning may be cut in two
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode()
    except UnicodeDecodeError:
        notice = "Berkas tidak ditulis dalam UTF-8; dibaca ulang sebagai Windows-1252. Periksa huruf khusus pada nama."
        return raw.decode("cp1252", errors="replace").encode(), [notice]
    return raw, []


def _find_header(raw: bytes, names: Mapping[str, Sequence[str]]) -> tuple[int, str]:
    lines = raw[:200_000].decode(errors="replace").splitlines()[:_SAMPLE_LINES]
    score = _score(names)
    best = max(
        (
            (score(next(csv.reader([line], delimiter=sign), [])), -at, sign)
            for at, line in enumerate(lines)
            for sign in ";,\t|"
        ),
        default=(0, 0, ","),
    )
    if best[0] == 0:
        seen = ", ".join(next(csv.reader(io.StringIO(lines[0])), [])[:6]) if lines else "kosong"
        raise UnreadableFile(f"Baris judul tidak ditemukan. Baris pertama berkas ini: {seen}.", code="header_missing")
    return -best[1], best[2]


# --- JSON


def _open_json(path: Path, names: Mapping[str, Sequence[str]]) -> Source:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    first = _rows_of(text)
    seen: dict[str, None] = {}
    rows = 0
    for row in first:  # the keys of all rows, for ISB leaves a null field out in some; nothing is kept
        seen.update(dict.fromkeys(row))
        rows += 1
    columns = list(seen)
    fields = _fields(columns, names)
    wanted = sorted({column for hits in fields.values() for column in hits})
    return Source(_json_parts(text, wanted, fields), list(fields), _unknown(columns, fields), rows)


def _json_parts(text: str, wanted: Sequence[str], fields: Mapping[str, Sequence[str]]) -> Iterator[pl.DataFrame]:
    schema = {"row": pl.UInt32} | dict.fromkeys(wanted, pl.String)
    kept: list[tuple[Any, ...]] = []
    for number, row in enumerate(_rows_of(text), start=1):
        kept.append((number, *(_text(row.get(column)) for column in wanted)))
        if len(kept) == PART_ROWS:
            yield _named(pl.DataFrame(kept, schema=schema, orient="row"), fields)
            kept = []
    if kept:
        yield _named(pl.DataFrame(kept, schema=schema, orient="row"), fields)


def _rows_of(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, of a list inside an envelope, or of one per line."""
    # Numbers stay text: a code of 18 digits does not survive a float, and 1.234 as a number is no thousand. A fraction
    # gets a comma, which no reader of Indonesian numbers can take for a thousands dot.
    decode = json.JSONDecoder(parse_int=str, parse_float=_decimal, parse_constant=lambda _: None).raw_decode
    at = _start_of(text)
    at, end = _skip(_SPACE, text, at), len(text)
    closed = text[_skip(_SPACE, text, 0)] == "{" and _LIST_AT.search(text, 0, at + 1) is None
    while at < end and text[at] != "]":
        try:
            row, at = decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            raise _broken() from error
        if not isinstance(row, dict):
            raise UnreadableFile("Isi JSON bukan daftar baris data; unduh ulang dari sumbernya.", code="not_a_table")
        yield row
        at = _skip(_COMMA, text, at)
    if at >= end and not closed:
        raise _broken()


def _start_of(text: str) -> int:
    at = _skip(_SPACE, text, 0)
    if text[at] == "[":
        return at + 1
    envelope = _LIST_AT.search(text, 0, min(len(text), at + 20_000))
    return envelope.end() if envelope else at


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _decimal(text: str) -> str:
    return format(Decimal(text), "f").replace(".", ",")


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ";".join(_text(one) or "" for one in value)
    return json.dumps(value, ensure_ascii=False)


def _broken() -> UnreadableFile:
    return UnreadableFile("Berkas JSON rusak atau terpotong. Unduh ulang lalu unggah lagi.", code="broken_json")
