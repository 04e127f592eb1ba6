"""
Official numbers of persons, businesses and products: one file per kind, each with `parse(text)`.

`str()` of what `parse` returns is the normal form, which is what is stored and compared. No message repeats the number:
refusals are written to files and logs, where a national id must not be.
"""

from tumbuh.kernel.errors import Refused


class InvalidIdentifier(Refused):
    """The text is no number of its kind. `code` says what is wrong, e.g. "nik_length"."""

    code = "invalid_identifier"
