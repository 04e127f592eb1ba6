"""
Ids and licences of the demo: right in form, and no real person's or firm's. Pure.

- NIK: a real district and day of birth, but serials from 9000. A district gives them from 0001 anew each day, so a real
  serial never comes near; the form is right and the check of every importer passes.
- NIB: `0000` and nine digits. OSS begins a NIB with a day or a block number, never with four zeros.
- Phone: prefix 0890, which no operator holds.
- P-IRT, BPOM, halal, TKDN: right in form, running numbers.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from tumbuh.demo.chance import Chance

# Districts elsewhere in which owners of Jakarta's businesses were first registered: Bekasi, Depok, Bogor, Tangerang,
# Cirebon, Tegal, Banyumas, Kebumen.
OTHER_DISTRICTS = ("327501", "327605", "320101", "367102", "320903", "332801", "330205", "330510")
_OUTSIDERS = 0.22
_SERIALS = 1_000  # 9000 to 9999, for one district, sex and day of birth


def niks(districts: Sequence[str], female: pl.Series, born_on: pl.Series, chance: Chance) -> pl.Series:
    """
    Return a NIK for each owner, no two alike. `districts`: six digits each, where Jakarta's own were first registered.

    Raises: ValueError when more owners than the reserved serials share a district, sex and day of birth.
    """
    size = len(female)
    draws = chance.branch("niks")
    home = draws.pick("home", size, list(districts))
    other = draws.pick("other", size, OTHER_DISTRICTS)
    frame = pl.DataFrame({"home": home, "other": other, "female": female, "born_on": born_on}).with_columns(
        pl.when(draws.below("outsider", size, _OUTSIDERS)).then("other").otherwise("home").alias("district"),
        day=pl.col("born_on").dt.day() + pl.when("female").then(40).otherwise(0),
    )
    start = pl.concat_str(
        "district", pl.col("day").cast(pl.String).str.zfill(2), pl.col("born_on").dt.strftime("%m%y")
    ).alias("start")
    numbered = frame.select(start).with_columns(serial=pl.int_range(pl.len()).over("start"))
    if size and int(str(numbered["serial"].max())) >= _SERIALS:
        raise ValueError("more owners of one district and birthday than reserved serials")
    serial = (pl.col("serial") + 9_000).cast(pl.String)
    return numbered.select(pl.concat_str("start", serial).alias("nik")).to_series()


def nibs(size: int) -> pl.Series:
    """Return running NIBs of the block that is never given."""
    return _running(size, "0000", 9).alias("nib")


def phones(size: int) -> pl.Series:
    """Return running mobile numbers of the prefix that no operator holds."""
    return _running(size, "0890", 8).alias("phone")


def _running(size: int, prefix: str, digits: int) -> pl.Series:
    number = pl.int_range(1, size + 1).cast(pl.String).str.zfill(digits)
    return pl.select(pl.concat_str(pl.lit(prefix), number)).to_series()


def pirt(serial: int, *, city: str, issued_on: date) -> str:
    """Return a P-IRT number: plastic, food kind 15, the city, running numbers, the year it ends (five years on)."""
    return f"215{city.replace('.', '')}{serial // 10_000 % 100:02}{serial % 10_000:04}-{(issued_on.year + 5) % 100:02}"


def bpom(serial: int, *, prefix: str) -> str:
    """Return a BPOM number: MD (made here), ML (imported) or TR, and twelve digits or nine for TR."""
    return f"{prefix}{serial:09}" if prefix == "TR" else f"{prefix}2{serial:011}"


def halal(serial: int, *, issued_on: date) -> str:
    """Return a halal certificate's number: ID, province 31, eleven digits, month and year of issue."""
    return f"ID31{serial:011}{issued_on:%m%y}"


def tkdn(serial: int, *, issued_on: date) -> str:
    """Return the number of a TKDN certificate."""
    return f"{serial}/SJ-IND.8/TKDN/{issued_on.month}/{issued_on.year}"
