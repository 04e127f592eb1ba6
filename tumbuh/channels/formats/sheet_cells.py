"""
Cells out of a sheet's XML, a few megabytes at a time: no workbook is ever held in memory.

A library parses the whole sheet first: 0.85 GB for 10^5 orders of 48 columns. Here a row is a string, and a column is
one regular expression over all rows of a piece. Rows that are written in an unusual way go through `row_cells`, slowly.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from tumbuh.intake.door import broken_workbook

_CELL = re.compile(r"<c(?P<attributes>\s[^>]*?)?(?:/>|>(?P<body>.*?)</c>)", re.DOTALL)
_PHONETIC = re.compile(r"<rPh.*?</rPh>", re.DOTALL)
_TEXT = re.compile(r"<t(?:\s[^>]*)?>(.*?)</t>", re.DOTALL)
_VALUE = re.compile(r"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#9;": "\t", "&#10;": "\n", "_x0009_": "\t"}
NOT_RUN = "formula"  # the kind of a formula's cell that holds no result


@dataclass(frozen=True)
class Cell:
    """One cell: `kind` are its XML attributes or NOT_RUN; with t="s" in them `raw` is the number of a shared text."""

    at: int
    kind: str
    raw: str


def letters(at: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def pieces(parts: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """Yield the bytes of a part again, cut behind the last `end` of each piece. Raises: UnreadableFile on a DOCTYPE."""
    rest, prefix = b"", None
    for part in parts:
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise broken_workbook()
        if prefix is None:  # some programs write <x:row> for <row>
            named = re.search(rb"<(\w+:)(?:worksheet|sst)\b", part)
            prefix = named.group(1) if named else b""
        block = rest + part
        if prefix:
            cut = block.rfind(b">") + 1
            block, tail = re.sub(rb"<(/?)" + prefix, rb"<\1", block[:cut]), block[cut:]
        else:
            tail = b""
        at = block.rfind(end) + len(end)
        if at < len(end):
            rest = block + tail
            continue
        rest = block[at:] + tail
        yield block[:at]


def shared_texts(parts: Iterator[bytes]) -> pl.Series:
    """Return the workbook's shared texts by their number. Memory: these texts."""
    found = [pl.Series("text", [], dtype=pl.String)]
    for block in pieces(parts, b"</si>"):
        text = _decoded(block.replace(b"<si/>", b"<si></si>")).removesuffix("</si>")
        items = pl.Series("text", [text]).str.split("</si>").explode()
        plain = items.str.extract(r"<si><t(?:\s[^>]*)?>([^<]*)</t>$", 1)
        odd = plain.is_null()
        if odd.any():
            plain = plain.scatter(odd.arg_true(), [_joined(item) for item in items.filter(odd)])
        found.append(unescaped(plain))
    return pl.concat(found, rechunk=True)


def unescaped(texts: pl.Series) -> pl.Series:
    """Return texts with the XML's escapes undone."""
    if not (texts.str.contains("&", literal=True) | texts.str.contains("_x0009_", literal=True)).any():
        return texts
    simple = texts.str.replace_many(_ENTITIES)
    other = simple.str.contains(r"&#x?[0-9A-Fa-f]+;").fill_null(value=False)
    if other.any():
        simple = simple.scatter(other.arg_true(), [html.unescape(text) for text in simple.filter(other)])
    return simple.str.replace_all("&amp;", "&", literal=True)


def rows_of(block: bytes) -> pl.Series:
    """Return a piece's rows as XML."""
    return pl.Series("xml", [_decoded(block).removesuffix("</row>")]).str.split("</row>").explode()


def plain_cells(rows: pl.Series, positions: Mapping[str, int]) -> pl.DataFrame:
    """Return a struct per column: "1" each cell's attributes, "2" its raw value; null where not written plainly."""
    cell = r'\d+"([^/>]*)>(?:<v>|<is><t[^>]*>)([^<]*)<'
    xml = pl.col(rows.name)
    return rows.to_frame().select(
        xml.str.extract_groups(f'<c r="{letters(at)}{cell}').alias(field) for field, at in positions.items()
    )


def is_written_otherwise(rows: pl.Series, block: bytes, at: int) -> pl.Series:
    """Return which rows have a cell with something in it in a column, in whatever way it is written."""
    name = letters(at)
    if re.search(rf'<c r="{name}[0-9]'.encode(), block) is None:
        return pl.Series("odd", [False]).new_from_index(0, len(rows))
    return rows.str.contains(rf'<c r="{name}\d+"(?:[^>]*[^/>])?>')


def is_positional(block: bytes) -> bool:
    """Return whether some cells do not say where they are, so that they have to be counted."""
    return re.search(rb'<c(?:>|\s(?!r="))', block) is not None


def row_numbers(rows: pl.Series) -> pl.Series:
    """Return the rows' numbers as the sheet has them; null where it leaves them out. An empty row may stand before."""
    return rows.str.extract(r'<row r="(\d+)"(?:[^>]*[^/>])?>', 1).cast(pl.UInt32)


def row_cells(xml: str) -> list[Cell]:
    """Return the cells of one row, whatever way they are written in."""
    cells: list[Cell] = []
    body = xml[xml.rfind("<row") :]
    for found in _CELL.finditer(body):
        attributes, content = found["attributes"] or "", found["body"] or ""
        named = re.search(r'\sr="([A-Z]+)\d+"', attributes)
        at = _index(named.group(1)) if named else (cells[-1].at + 1 if cells else 0)
        value = _VALUE.search(content)
        if 't="inlineStr"' in attributes:
            cells.append(Cell(at, attributes, html.unescape(_joined(content))))
        elif value is not None and value.group(1):
            cells.append(Cell(at, attributes, html.unescape(value.group(1))))
        elif "<f" in content:
            cells.append(Cell(at, NOT_RUN, ""))
    return cells


def _joined(xml: str) -> str:
    return "".join(_TEXT.findall(_PHONETIC.sub("", xml)))


def _index(name: str) -> int:
    at = 0
    for letter in name:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _decoded(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError as error:
        raise broken_workbook() from error
