"""Owners and what the register says of their enterprises: one row per enterprise, as the city's lists hold it. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from tumbuh.demo import papers
from tumbuh.demo.chance import Chance
from tumbuh.demo.goods import KINDS, PLACES, STREETS
from tumbuh.demo.names import owner_names

SECOND_BUSINESS = 0.12  # of the enterprises belong to somebody who has one already
WITHOUT_NIB, WITHOUT_NIK = 0.09, 0.03
WOMEN = 0.57
LICENSED = 0.24
FIRST_BIRTH, LAST_BIRTH = date(1952, 1, 1), date(2000, 12, 31)  # at least 17 when the first of them register


def owners_of(size: int, chance: Chance) -> list[int]:
    """Return the owner (from 0) of each enterprise; some own several."""
    draws = chance.branch("owners")
    again, whose = draws.uniform("again", size).to_list(), draws.uniform("whose", size).to_list()
    owners: list[int] = []
    count = 0
    for n in range(size):
        if n and again[n] < SECOND_BUSINESS:
            owners.append(owners[int(whose[n] * n)])
        else:
            owners.append(count)
            count += 1
    return owners


def owner_table(size: int, districts: Sequence[str], chance: Chance) -> pl.DataFrame:
    """Return the owners: owner, owner_name, nik, phone, gender ("P"/"L"), born_on."""
    draws = chance.branch("owner table")
    female = draws.below("female", size, WOMEN).alias("female")
    days = draws.integers("born", size, 0, (LAST_BIRTH - FIRST_BIRTH).days)
    born_on = pl.select(pl.lit(FIRST_BIRTH) + pl.duration(days=pl.lit(days))).to_series().cast(pl.Date)
    return pl.DataFrame(
        {
            "owner": pl.select(pl.int_range(size, dtype=pl.Int64)).to_series(),
            "owner_name": owner_names(draws, female),
            "nik": papers.niks(districts, female, born_on, draws),
            "phone": papers.phones(size),
            "gender": pl.select(pl.when(female).then(pl.lit("P")).otherwise(pl.lit("L"))).to_series(),
            "born_on": born_on,
        }
    )


def register(lives: pl.DataFrame, districts: Sequence[str], chance: Chance) -> pl.DataFrame:
    """
    Return the register: the columns of `population.place`, those of `owner_table`, and business_name, nib, kind,
    kbli, capital, yearly_sales, size_class (of those without figures), address, pirt, bpom, halal.
    """
    size = lives.height
    owners = pl.Series("owner", owners_of(size, chance), dtype=pl.Int64)
    count = int(str(owners.max())) + 1
    frame = lives.with_columns(owners).join(
        owner_table(count, districts, chance), on="owner", how="left", maintain_order="left"
    )
    draws = chance.branch("register")
    several = pl.len().over("owner") > 1
    hidden_nik = pl.Series(draws.below("no nik", size, WITHOUT_NIK))
    hidden_nib = pl.Series(draws.below("no nib", size, WITHOUT_NIB))
    frame = frame.with_columns(
        nik=pl.when(several | ~hidden_nik).then("nik"), nib=pl.when(several | ~hidden_nib).then(papers.nibs(size))
    )
    kinds = draws.index("kind", size, [kind.share for kind in KINDS])
    frame = frame.with_columns(
        kind=pl.Series([kind.id for kind in KINDS]).gather(kinds),
        kbli=pl.Series([kind.kbli for kind in KINDS]).gather(kinds),
        business_name=_business_names(frame, kinds, draws),
        address=_addresses(size, draws),
    )
    return frame.with_columns(_money(size, draws)).with_columns(_licences(frame, kinds, draws))


def _business_names(frame: pl.DataFrame, kinds: pl.Series, draws: Chance) -> pl.Series:
    size = len(kinds)
    sign, place = draws.uniform("sign", size).to_list(), draws.uniform("place", size).to_list()
    own = draws.uniform("own name", size).to_list()
    names = []
    rows = zip(kinds.to_list(), frame["owner_name"].to_list(), frame["gender"].to_list(), strict=True)
    for n, (kind, owner, gender) in enumerate(rows):
        signs = KINDS[kind].signs
        first = next(word for word in owner.split() if not word.endswith("."))
        called = f"{'Bu' if gender == 'P' else 'Bang'} {first}"
        last = called if own[n] < 0.3 else PLACES[int(place[n] * len(PLACES))]
        number = f" {int(own[n] * 100) % 9 + 2}" if own[n] > 0.95 else ""
        names.append(f"{signs[int(sign[n] * len(signs))]} {last}{number}")
    return pl.Series("business_name", names)


def _addresses(size: int, draws: Chance) -> pl.Series:
    street = draws.pick("street", size, STREETS)
    number = draws.integers("number", size, 1, 180).cast(pl.String)
    rt = draws.integers("rt", size, 1, 14).cast(pl.String).str.zfill(3)
    rw = draws.integers("rw", size, 1, 9).cast(pl.String).str.zfill(3)
    parts = [street, pl.lit(" No. "), number, pl.lit(" RT "), rt, pl.lit("/RW "), rw]
    return pl.select(pl.concat_str(parts)).to_series()


def _money(size: int, draws: Chance) -> list[pl.Series]:
    """Return capital and yearly sales in whole 100,000 rupiah, skewed as lists of UMKM are; some say only a class."""
    spread = draws.uniform("spread", size) + draws.uniform("spread 2", size) + draws.uniform("spread 3", size)
    capital = (10 ** (spread * 1.15 + 5.4)).cast(pl.Int64) // 100_000 * 100_000
    factor = draws.uniform("turnover", size) * 6 + 1.5
    sales = (capital * factor).cast(pl.Int64) // 100_000 * 100_000
    said = draws.uniform("said", size)
    values = [
        pl.when(said < 0.9).then(capital).alias("capital"),
        pl.when(said < 0.7).then(sales).alias("yearly_sales"),
        pl.when(said >= 0.9).then(pl.lit("Mikro")).alias("size_class"),
    ]
    return pl.select(values).get_columns()


def _licences(frame: pl.DataFrame, kinds: pl.Series, draws: Chance) -> list[pl.Series]:
    """Return P-IRT, BPOM and halal numbers of those who have one, issued within a year of registering."""
    size = frame.height
    licensed, with_halal = draws.uniform("licensed", size).to_list(), draws.uniform("halal", size).to_list()
    after = draws.integers("issued after", size, 5, 360).to_list()
    columns: dict[str, list[str | None]] = {"pirt": [None] * size, "bpom": [None] * size, "halal": [None] * size}
    rows = zip(kinds.to_list(), frame["registered_on"].to_list(), frame["city_code"].to_list(), strict=True)
    for n, (kind, registered_on, city) in enumerate(rows):
        licence = KINDS[kind].licence
        if not licence or licensed[n] >= LICENSED:
            continue
        issued_on = registered_on + timedelta(days=after[n])
        number = papers.pirt(n, city=city or "31.71", issued_on=issued_on)
        columns[licence][n] = number if licence == "pirt" else papers.bpom(n, prefix="MD")
        columns["halal"][n] = papers.halal(n, issued_on=issued_on) if with_halal[n] < 0.6 else None
    return [pl.Series(name, values, dtype=pl.String) for name, values in columns.items()]
