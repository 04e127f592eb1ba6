"""How people and spreadsheets write a number down."""

import re

from tumbuh.kernel.identifiers import InvalidIdentifier

# Between digits people write blanks (also the no-break ones of web pages), dots, dashes, slashes; a cell that Excel
# takes for text begins with an apostrophe, and marketplaces end theirs with a TAB.
_SEPARATORS = re.compile(r"[\s.\-–—'’`/\u200b\ufeff]+")
# Only after digits alone: the last ".000" of 01.312.166.0-091.000 is a branch.
_FLOAT = re.compile(r"^'?(\d+)\.0{1,2}$", re.ASCII)
_WORD_BEFORE = re.compile(r"^(?:(?:no|nomor|nomer|number)\b[.:\s]*)+", re.IGNORECASE)


def compact(text: str) -> str:
    """Return the text without separators and without the ".0" that a spreadsheet adds to a number; upper case."""
    text = text.strip()
    found = _FLOAT.match(text)
    return found[1] if found else _SEPARATORS.sub("", text).upper()


def without_label(text: str) -> str:
    """Return the text without a leading "No." or "Nomor:"."""
    return _WORD_BEFORE.sub("", text.strip())


def digits(text: str, *, kind: str, name: str, length: int) -> str:
    """
    Return the digits of a number of exactly `length`.

    Raises: InvalidIdentifier with the code "{kind}_digits" or "{kind}_length".
    """
    if len(text) == length and text.isascii() and text.isdigit():
        return text  # the way it nearly always comes; the rest costs three times as much
    number = compact(text)
    if not (number.isascii() and number.isdigit()):
        raise InvalidIdentifier(
            f"{name} hanya terdiri atas angka; hapus huruf dan tanda lainnya.", code=f"{kind}_digits"
        )
    if len(number) != length:
        raise InvalidIdentifier(wrong_length(name, length, len(number)), code=f"{kind}_length")
    return number


def wrong_length(name: str, expected: int, found: int) -> str:
    """Return the sentence about a number of the wrong length."""
    lost = "; angka 0 di depan mungkin hilang di Excel" if found < expected else ""
    return f"{name} harus {expected} angka, yang tertulis {found}{lost}. Periksa dokumen aslinya."
