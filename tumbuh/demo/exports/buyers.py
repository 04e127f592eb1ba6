"""Fictional buyers, so that an export holds the personal data that its reader must drop. Pure."""

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.goods import STREETS
from tumbuh.demo.names import owner_names

POOL = 400  # buyers of one shop; they come back
TOWNS = (
    ("KOTA JAKARTA SELATAN", "DKI JAKARTA"), ("KOTA JAKARTA TIMUR", "DKI JAKARTA"), ("KOTA BEKASI", "JAWA BARAT"),
    ("KOTA DEPOK", "JAWA BARAT"), ("KOTA BANDUNG", "JAWA BARAT"), ("KOTA TANGERANG SELATAN", "BANTEN"),
    ("KOTA SEMARANG", "JAWA TENGAH"), ("KOTA SURABAYA", "JAWA TIMUR"), ("KOTA MEDAN", "SUMATERA UTARA"),
    ("KOTA MAKASSAR", "SULAWESI SELATAN"),
)  # fmt: skip
WISHES = ("", "", "", "", "", "", "", "tolong bubble wrap ya kak", "kirim hari ini bisa?", "jangan ditelepon, WA saja")


def buyers(chance: Chance) -> pl.DataFrame:
    """Return POOL buyers: username, recipient, phone (a prefix no operator holds), address, town, province, wish."""
    draws = chance.branch("buyers")
    names = owner_names(draws, draws.below("female", POOL, 0.62).alias("female"))
    number = draws.integers("phone", POOL, 10_000_000, 99_999_999).cast(pl.String)
    town = draws.index("town", POOL, [1.0] * len(TOWNS))
    plain = names.str.to_lowercase().str.replace_all(r"[^a-z]", "").str.slice(0, 12)
    street = draws.pick("street", POOL, STREETS)
    house = draws.integers("house", POOL, 1, 220).cast(pl.String)
    return pl.DataFrame(
        {
            "username": plain + draws.integers("nick", POOL, 1, 999).cast(pl.String),
            "recipient": names,
            "phone": pl.Series(["62890"] * POOL) + number,
            "address": street + pl.Series([" No. "] * POOL) + house + pl.Series([" (rumah pagar hijau)"] * POOL),
            "town": pl.Series([name for name, _ in TOWNS]).gather(town),
            "province": pl.Series([name for _, name in TOWNS]).gather(town),
            "wish": draws.pick("wish", POOL, WISHES),
        }
    )


def of_orders(order: pl.Series, pool: pl.DataFrame) -> pl.DataFrame:
    """Return the buyer of each order number, always the same one for the same order."""
    return pool[((order * 7_919 + 13) % POOL).cast(pl.UInt32)]
