"""Which data set a file is of, by the names of its columns; by its own name where two sets have the same columns."""

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.datasets.shapes import DataSet
from tumbuh.procurement.files import header_key, peek

LEAST_COLUMNS = 3  # of ours that a file must have to be one of our data sets


class NotRecognised(Refused):
    """The columns are of no data set that we know, or of several."""

    code = "not_recognised"


def recognise(path: Path, *, file_name: str) -> str:
    """
    Return the id of the data set that a file is of.

    Raises: NotRecognised naming what the file could be; UnreadableFile for what is no table.
    """
    every = {f"{one.id}.{field}": names for one in ALL.values() for field, names in one.names().items()}
    return likeliest(frozenset(peek(path, every)), file_name=file_name)


def likeliest(keys: Collection[str], *, file_name: str) -> str:
    """
    Return the data set of these columns (as `header_key` writes them).

    It has all columns that the set cannot do without, and the most of its others; a column counts the less the more
    sets have it, for "kd_satker" tells nothing. Raises: NotRecognised.
    """
    scores = {one.id: _score(one, keys) for one in ALL.values() if _is_whole(one, keys)}
    most = max(scores.values(), default=Fraction(0))
    best = [id_ for id_, score in scores.items() if score == most]
    if len(best) > 1:
        best = [id_ for id_ in best if _is_named(ALL[id_], file_name)] or best
    if {ALL[id_].target for id_ in best} == {"ContractStage"}:
        best = best[-1:]  # the file of a later stage repeats the number and day of the contract
    if not best or len(_known(ALL[best[0]]) & set(keys)) < LEAST_COLUMNS:
        seen = ", ".join(sorted(keys)[:8]) or "tidak ada"
        raise NotRecognised(
            f"Jenis data berkas ini tidak dikenali dari kolomnya ({seen}). Pilih sendiri jenis datanya, "
            "lalu unggah lagi."
        )
    if len(best) > 1:
        raise NotRecognised(
            f"Kolom berkas ini cocok dengan {_either(ALL[id_].title for id_ in best)}. Pilih sendiri jenis datanya, "
            "lalu unggah lagi."
        )
    return best[0]


def _score(one: DataSet, keys: Collection[str]) -> Fraction:
    return sum((Fraction(1, _sets_with()[key]) for key in _known(one) & set(keys)), Fraction(0))


def _is_whole(one: DataSet, keys: Collection[str]) -> bool:
    names = one.names()
    return all(any(header_key(name) in keys for name in names[field]) for field in one.required())


def _known(one: DataSet) -> set[str]:
    return {header_key(name) for names in one.names().values() for name in names}


@cache
def _sets_with() -> Counter[str]:
    """Return how many data sets have a column of each name."""
    return Counter(key for one in ALL.values() for key in _known(one))


def _is_named(one: DataSet, file_name: str) -> bool:
    said = header_key(file_name)
    return any(header_key(name) in said for name in (one.id, *one.official))


def _either(titles: Iterable[str]) -> str:
    *most, last = titles
    return f"{', '.join(most)} atau {last}"
