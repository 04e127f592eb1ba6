"""
The three files of a matching problem, and the file of its answer.

Every value is read as text first, so that a weight is taken digit by digit and a mistake is told with its line and
column.
"""

import csv
import errno
import os
import stat
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from tumbuh.kernel.errors import Refused
from tumbuh.matching.solver.instance import Instance, arranged
from tumbuh.matching.solver.network import Flags, Ints, largest_cost

DEMANDS, SUPPLIERS, PAIRS = "demands.csv", "suppliers.csv", "pairs.csv"
# [0-9] and not \d: digits of other scripts are digits to the pattern, but not to the cast that follows.
WHOLE = r"^[0-9]{1,18}$"
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"
MOST_DIGITS = 18
# Columns that the choice does not use must still be what they say, where the file has them.
NUMBERS = {DEMANDS: ("x", "y", "quantity", "unit_budget"), SUPPLIERS: ("x", "y", "capacity", "unit_price")}
LINE = "__line"
ELSEWHERE = "Pilih tempat lain dengan --out."
SEPARATORS = {";": "titik koma", "\t": "tab", "|": "garis tegak"}


class BadMatchFile(Refused):
    """A file of a matching problem cannot be read as one; the message gives file, line and column."""

    code = "bad_match_file"


def read(folder: Path) -> Instance:
    """
    Return the problem of a folder with demands.csv, suppliers.csv and pairs.csv.

    Raises: BadMatchFile for a missing file or column, a number that is none, an id that is empty, repeated or unknown,
    and a pair given twice.
    """
    demands = _table(folder / DEMANDS, ("demand_id", "slots"))
    suppliers = _table(folder / SUPPLIERS, ("supplier_id", "slots"))
    pairs = _table(folder / PAIRS, ("demand_id", "supplier_id", "weight"))
    for frame, name, key in ((demands, DEMANDS, "demand_id"), (suppliers, SUPPLIERS, "supplier_id")):
        _check_ids(frame, name, key)
        _check(frame, name, "slots", pl.col("slots").str.contains(WHOLE), "harus bilangan bulat 0 atau lebih")
        for column in NUMBERS[name]:
            if column in frame.columns:
                fits = pl.col(column).str.contains(NUMBER) | (pl.col(column) == "")
                _check(frame, name, column, fits, "harus angka dengan titik desimal, seperti 12.5")
    _check(
        pairs, PAIRS, "weight", pl.col("weight").str.contains(NUMBER), "harus angka dengan titik desimal, seperti 12.5"
    )
    rows = [_rows(pairs, "demand_id", demands, DEMANDS), _rows(pairs, "supplier_id", suppliers, SUPPLIERS)]
    _check_once(pairs)
    weight, scale, rounded = whole_weights(
        pairs["weight"], nodes=demands.height + suppliers.height + 1, lines=pairs[LINE]
    )
    return arranged(
        demands=(demands["demand_id"].to_numpy(), demands["slots"].cast(pl.Int64).to_numpy()),
        suppliers=(suppliers["supplier_id"].to_numpy(), suppliers["slots"].cast(pl.Int64).to_numpy()),
        pairs=(rows[0], rows[1], weight),
        scale=scale,
        rounded=rounded,
    )


def read_met(path: Path, instance: Instance) -> tuple[Flags, Flags]:
    """
    Return which pairs, and which sellers, are in a file of pairs that have met (demand_id, supplier_id).

    What the problem does not have is no mistake: it met in another event. Raises: BadMatchFile.
    """
    met = _table(path, ("demand_id", "supplier_id"))
    demands = pl.DataFrame({"demand_id": instance.demand_ids.tolist()}, schema={"demand_id": pl.String})
    sellers = pl.DataFrame({"supplier_id": instance.supplier_ids.tolist()}, schema={"supplier_id": pl.String})
    both = met.join(demands.with_row_index("d"), on="demand_id").join(sellers.with_row_index("s"), on="supplier_id")
    keys = both["d"].to_numpy().astype(np.int64) * len(instance.supplier_ids) + both["s"].to_numpy()
    pairs = np.isin(instance.demand * len(instance.supplier_ids) + instance.supplier, keys)
    return pairs, np.isin(instance.supplier_ids, met["supplier_id"].unique().to_numpy())


def nobody_met(instance: Instance) -> tuple[Flags, Flags]:
    """Return the same for no file: a first event."""
    return np.zeros(instance.pairs, dtype=bool), np.zeros(len(instance.supplier_ids), dtype=bool)


def check_out(path: Path, *, folder: Path, met: Path | None) -> None:
    """Raise BadMatchFile where the answer would take the place of a file that was read, of a folder or of a device."""
    read_from = [folder / DEMANDS, folder / SUPPLIERS, folder / PAIRS, *([] if met is None else [met])]
    if path.resolve() in [one.resolve() for one in read_from]:
        raise BadMatchFile(f"{path} adalah berkas masukan dan akan tertimpa. {ELSEWHERE}")
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(path, error) from None
    if stat.S_ISDIR(kind):
        raise BadMatchFile(f"{path} adalah folder; sebutkan nama berkasnya juga. {ELSEWHERE}")
    if not stat.S_ISREG(kind):
        raise BadMatchFile(f"{path} bukan berkas biasa. {ELSEWHERE}")


def write_pairs(path: Path, instance: Instance, chosen: Flags) -> None:
    """Write the chosen pairs, sorted by demand and seller: whole or not at all. Raises: BadMatchFile."""
    frame = pl.DataFrame(
        {
            "demand_id": instance.demand_ids[instance.demand[chosen]].tolist(),
            "supplier_id": instance.supplier_ids[instance.supplier[chosen]].tolist(),
        },
        schema={"demand_id": pl.String, "supplier_id": pl.String},
    )
    to = path.resolve()  # through a link to the file itself, so that the link stays one
    try:
        handle, name = tempfile.mkstemp(dir=to.parent, prefix=".match-")
    except OSError as error:
        raise _unwritable(path, error) from None
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            frame.write_csv(file)
        beside.chmod(0o644)
        beside.replace(to)
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        beside.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> BadMatchFile:
    return BadMatchFile(f"{path} tidak dapat ditulis: {_why(error)}. {ELSEWHERE}")


def _why(error: OSError) -> str:
    """Say what the system said; what is not among the usual reasons stays in its own words."""
    known = {
        errno.ENOENT: "foldernya tidak ada", errno.ENOTDIR: "foldernya bukan folder", errno.EISDIR: "itu sebuah folder",
        errno.EACCES: "izinnya tidak cukup", errno.EPERM: "izinnya tidak cukup", errno.EROFS: "hanya dapat dibaca",
        errno.ENOSPC: "cakram penuh", errno.ENAMETOOLONG: "namanya terlalu panjang",
    }  # fmt: skip
    return known.get(error.errno or 0, error.strerror or str(error))


def whole_weights(weights: pl.Series, *, nodes: int, lines: pl.Series | None = None) -> tuple[Ints, int, bool]:
    """
    Return weights as whole numbers of 1/scale, the scale, and whether digits had to be rounded away.

    The scale is the smallest power of ten that makes every weight whole; the digits that 64 bits cannot carry through a
    flow over so many nodes are rounded half away from zero. `lines` are those of the file, for a mistake.
    """
    if not len(weights):
        return np.zeros(0, dtype=np.int64), 1, False
    weights = _without_exponents(weights)
    parts = pl.DataFrame({"text": weights}).select(
        negative=pl.col("text").str.starts_with("-"),
        whole=pl.col("text").str.strip_chars("+-").str.replace(r"\..*$", "").str.strip_chars_start("0"),
        decimals=pl.col("text").str.replace(r"^[^.]*\.?", "").str.strip_chars_end("0"),
    )
    most_whole = int(parts["whole"].str.len_bytes().max() or 0)  # type: ignore[arg-type]
    wanted = int(parts["decimals"].str.len_bytes().max() or 0)  # type: ignore[arg-type]
    digits = min(MOST_DIGITS, len(str(largest_cost(nodes))) - 1)
    if most_whole > digits:
        row = int(parts["whole"].str.len_bytes().arg_max() or 0)
        line = row + 2 if lines is None else lines[row]
        raise _mistake(PAIRS, line, "weight", f"{most_whole} angka di depan titik desimal; paling banyak {digits}")
    kept = min(wanted, digits - most_whole)
    text = pl.col("whole") + pl.col("decimals").str.slice(0, kept).str.pad_end(kept, "0")
    magnitude = pl.when(text == "").then(pl.lit("0")).otherwise(text).cast(pl.Int64)
    up = pl.col("decimals").str.slice(kept, 1).str.contains(r"[5-9]").cast(pl.Int64)
    sign = pl.when(pl.col("negative")).then(-1).otherwise(1)
    whole = parts.select(((magnitude + up) * sign).alias("weight"))["weight"].to_numpy()
    return whole.astype(np.int64), 10**kept, wanted > kept


def _without_exponents(weights: pl.Series) -> pl.Series:
    """Write 1e-3 as 0.001; the few that need it are written one by one."""
    if not weights.str.contains("[eE]").any():
        return weights
    from decimal import Decimal

    return pl.Series([f"{Decimal(one):f}" if "e" in one.lower() else one for one in weights.to_list()])


def _table(path: Path, needed: tuple[str, ...]) -> pl.DataFrame:
    """Return the rows as text with the line of each, lines that are empty left out; the columns `needed` are there."""
    names, line = _header(path, needed)
    try:
        frame = pl.read_csv(path, infer_schema=False, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadMatchFile(_why_unreadable(path, error)) from None
    if len(frame.columns) != len(names):
        raise BadMatchFile(f"{path.name}: akhir barisnya gaya Mac lama (CR). Simpan ulang sebagai CSV UTF-8.")
    frame.columns = [name if name in needed or name in NUMBERS.get(path.name, ()) else f"__{n}" for n, name in names]
    frame = frame.with_row_index(LINE, offset=line + 1)
    frame = frame.filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
    return frame.with_columns(pl.exclude(LINE).fill_null("").str.strip_chars())


def _header(path: Path, needed: tuple[str, ...]) -> tuple[list[tuple[int, str]], int]:
    """Return the numbered names of the columns and their line, each that counts there once. Raises: BadMatchFile."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            names = next(([name.strip() for name in row] for row in rows if any(row)), [])
            line = rows.line_num
    except FileNotFoundError:
        raise BadMatchFile(f"{path.name} tidak ada di {path.parent}. Letakkan berkas itu di sana.") from None
    except UnicodeDecodeError:
        raise BadMatchFile(f"{path.name} baris 1: bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.") from None
    except OSError as error:
        raise BadMatchFile(f"{path} tidak dapat dibaca: {_why(error)}.") from None
    except csv.Error as error:
        raise BadMatchFile(f"{path.name} baris 1: tidak dapat dibaca sebagai CSV: {error}.") from None
    if not any(names):
        raise BadMatchFile(f"{path.name} kosong; baris pertama harus nama kolom: {', '.join(needed)}.")
    for sign, name in SEPARATORS.items():
        if len(names) == 1 and sign in names[0]:
            raise BadMatchFile(f"{path.name} baris {line}: kolom dipisah {name}. Simpan ulang dengan koma.")
    for column in needed:
        if column not in names:
            there = ", ".join(names)
            raise BadMatchFile(f"{path.name} baris {line}: kolom {column} tidak ada; yang ada: {there}.")
    for column in (*needed, *NUMBERS.get(path.name, ())):
        if names.count(column) > 1:
            raise BadMatchFile(f"{path.name} baris {line}: kolom {column} ada dua kali. Hapus salah satu.")
    return list(enumerate(names)), line


def _why_unreadable(path: Path, error: Exception) -> str:
    """Read the file once more, slowly, for the line at which it stops being a table."""
    number, width = 0, 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            for row in rows:
                number, width = rows.line_num, width or len(row)
                if len(row) > width:
                    return (
                        f"{path.name} baris {number}, kolom {width + 1}: ada {len(row)} nilai, judul kolomnya {width}."
                    )
    except UnicodeDecodeError:
        return f"{path.name} setelah baris {number}: bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8."
    except csv.Error:
        return f"{path.name} baris {number + 1}: tanda petik tidak ditutup atau tidak pada tempatnya."
    except OSError:
        pass
    return f"{path.name} tidak dapat dibaca sebagai CSV: {str(error).splitlines()[0]}"


def _check(frame: pl.DataFrame, name: str, column: str, fits: pl.Expr, must: str) -> None:
    bad = frame.filter(~fits.fill_null(value=False)).head(1)
    if bad.height:
        raise _mistake(name, bad[LINE][0], column, f"“{bad[column][0]}” {must}")


def _check_ids(frame: pl.DataFrame, name: str, key: str) -> None:
    _check(frame, name, key, pl.col(key) != "", "kosong; setiap baris perlu id")
    again = frame.filter(~pl.col(key).is_first_distinct()).head(1)
    if again.height:
        first = frame.filter(pl.col(key) == again[key][0])[LINE][0]
        raise _mistake(name, again[LINE][0], key, f"“{again[key][0]}” sudah ada di baris {first}")


def _rows(pairs: pl.DataFrame, key: str, table: pl.DataFrame, name: str) -> Ints:
    """Return the row of the other file for each pair."""
    numbered = table.select(key).with_row_index("row")
    joined = pairs.select(key, LINE).join(numbered, on=key, how="left", maintain_order="left")
    unknown = joined.filter(pl.col("row").is_null()).head(1)
    if unknown.height:
        raise _mistake(PAIRS, unknown[LINE][0], key, f"“{unknown[key][0]}” tidak ada di {name}")
    return joined["row"].to_numpy().astype(np.int64)


def _check_once(pairs: pl.DataFrame) -> None:
    again = pairs.filter(~pl.struct("demand_id", "supplier_id").is_first_distinct()).head(1)
    if again.height:
        both = (again["demand_id"][0], again["supplier_id"][0])
        first = pairs.filter((pl.col("demand_id") == both[0]) & (pl.col("supplier_id") == both[1]))[LINE][0]
        raise _mistake(
            PAIRS, again[LINE][0], "supplier_id", f"pasangan {both[0]} – {both[1]} sudah ada di baris {first}"
        )


def _mistake(name: str, line: int, column: str, what: str) -> BadMatchFile:
    return BadMatchFile(f"{name} baris {line}, kolom {column}: {what}. Perbaiki lalu ulangi; belum ada yang ditulis.")
