"""What would move the percentages: planned packages that nobody bought yet and small business could supply."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from tumbuh import bulk
from tumbuh.procurement.choosing import Chosen, chosen_tables, whole_year
from tumbuh.procurement.known import Known
from tumbuh.procurement.rules.supply import GOODS, Assumptions, Could, added, bought, goods_of
from tumbuh.registry.queries import small_businesses_frame


@dataclass(frozen=True)
class Moving:
    """
    The packages that could be bought from small business, largest first, and what they would add to each figure.

    `packages`: code, name, unit, unit_name, method, goods, domestic, micro_small, rupiah (its ceiling), bought_rupiah.
    `businesses`: how many of the register make each kind of goods; too few, and its packages are left out.
    """

    packages: pl.DataFrame
    businesses: dict[str, int]
    could: Could
    added: dict[str, tuple[int, int]]


def moving(chosen: Chosen, assumed: Assumptions, *, on: date) -> Moving:
    """Return what small business could supply of the plan, by the register on a day."""
    known = chosen_tables(chosen)
    businesses = _businesses(assumed, on)
    enough = [goods for goods, count in businesses.items() if count >= assumed.least_businesses]
    found = _open_packages(known, _bought_codes(whole_year(chosen)), assumed).filter(pl.col("goods").is_in(enough))
    money = pl.Series("bought_rupiah", [bought(one, assumed) for one in found["rupiah"]], dtype=pl.Int64)
    packages = found.with_columns(money).sort("rupiah", "code", descending=[True, False])
    could = Could(
        ceiling_rupiah=_sum(packages, "rupiah"),
        bought_rupiah=_sum(packages, "bought_rupiah"),
        untagged_domestic_rupiah=_sum(packages.filter(~pl.col("domestic").fill_null(value=False)), "rupiah"),
        untagged_small_rupiah=_sum(packages.filter(~pl.col("micro_small").fill_null(value=False)), "rupiah"),
    )
    return Moving(packages, businesses, could, added(could))


def _bought_codes(whole: Known) -> pl.DataFrame:
    """Return the codes of packages that some purchase of the year names, whoever bought and whenever."""
    live = whole.purchases.filter(pl.col("state").is_in(["realised", "ongoing"]))
    return whole.plans.join(live.select("purchase"), on="purchase", how="semi").select("code").unique()


def _open_packages(known: Known, named: pl.DataFrame, assumed: Assumptions) -> pl.DataFrame:
    """Return packages of a provider in force, not exempt, small enough, that no purchase names."""
    wanted = (
        pl.col("counted")
        & ~pl.col("exempt")
        & (pl.col("kind") == "provider")
        & (pl.col("ceiling_rupiah") <= assumed.most_rupiah)
    )
    open_ = known.packages.filter(wanted).join(named, on="code", how="anti")
    accounts = open_.select("code").join(_accounts(known), on="code", how="left").unique("code", keep="first")
    joined = open_.join(accounts, on="code", how="left")
    goods = [goods_of(name, account or "") for name, account in joined.select("name", "account").iter_rows()]
    names = known.units.unique("unit").select("unit", unit_name="name")
    return (
        joined.with_columns(pl.Series("goods", goods, dtype=pl.String), rupiah="ceiling_rupiah")
        .filter(pl.col("goods") != "")
        .join(names, on="unit", how="left")
    )


def _accounts(known: Known) -> pl.DataFrame:
    """Return the account that pays most of each package, as known."""
    at = "t.recorded_at <= %(at)s AND (t.superseded_at IS NULL OR t.superseded_at > %(at)s)"
    return bulk.read(
        "SELECT plan_code, account FROM procurement_packagefunding t "  # noqa: S608
        f"WHERE t.year = %(year)s AND {at if known.at else 't.superseded_at IS NULL'} ORDER BY rupiah DESC, key",
        {"code": pl.String, "account": pl.String},
        {"year": known.year, "at": known.at} if known.at else {"year": known.year},
    ).unique("code", keep="first", maintain_order=True)


def _businesses(assumed: Assumptions, on: date) -> dict[str, int]:
    """Return how many micro and small businesses of the register make each kind of goods, in the chosen city."""
    frame = small_businesses_frame(on)
    if assumed.city_code:
        frame = frame.filter(pl.col("city_code") == assumed.city_code)
    code = pl.col("kbli_code")
    counts = {}
    for goods in GOODS:
        starts = assumed.kbli.get(goods.id, ())
        makes = pl.any_horizontal(*(code.str.starts_with(one) for one in starts)) if starts else pl.lit(value=False)
        counts[goods.id] = frame.filter(makes).height
    return counts


def _sum(frame: pl.DataFrame, column: str) -> int:
    return int(frame[column].sum() or 0)
