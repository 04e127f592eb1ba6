"""The tables of one year as known at a moment, from the database to frames: what figures are computed from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh import bulk
from tumbuh.analytics import procurement_tables as shapes
from tumbuh.analytics.measures import purchase_classes
from tumbuh.analytics.procurement_tables import ProcurementTables
from tumbuh.procurement.rules.codes import newest_codes
from tumbuh.procurement.rules.shares import Spending, procured_spending
from tumbuh.reference.policies import policy
from tumbuh.registry.queries import places_of_taxpayers

_KNOWN = "t.recorded_at <= %(at)s AND (t.superseded_at IS NULL OR t.superseded_at > %(at)s)"
_NOW = "t.superseded_at IS NULL"
PROVINCE = "31"  # of Jakarta, as Kemendagri counts
VERSION_ORDER = ("rapbd", "apbd", "apbd_p")


@dataclass(frozen=True)
class Known:
    """All of a year as known at a moment. `purchases` are classified, in every state; the rest as the shapes say."""

    year: int
    at: datetime | None
    units: pl.DataFrame
    packages: pl.DataFrame
    plans: pl.DataFrame
    purchases: pl.DataFrame
    budgets: pl.DataFrame
    commitments: pl.DataFrame
    payments: pl.DataFrame
    contracts: pl.DataFrame

    def tables(self) -> ProcurementTables:
        """Return the frames for the measures."""
        return ProcurementTables(
            purchases=nw.from_native(self.purchases.filter(pl.col("state") == "realised").lazy()),
            packages=nw.from_native(self.packages.lazy()),
            budgets=nw.from_native(self.budgets.lazy()),
            commitments=nw.from_native(self.commitments.lazy()),
            payments=nw.from_native(self.payments.lazy()),
        )


def known(year: int, *, at: datetime | None = None, version: str | None = None, document: str | None = None) -> Known:
    """
    Return the tables of a year as known now or at a moment.

    `version` is the latest version of the budget that may count (the latest there is unless given), `document` the
    commitment that A is measured against (by default the one of that version). Cost: one COPY per table.
    """
    units = _units(at)
    packages, newest = _packages(year, at)
    purchases = _purchases(year, at)
    plans = _plans(purchases, newest, at)
    placed = _placed(_with_vendors(purchases, at), units)
    classified = _classified(placed, plans, _placed(packages, units))
    return Known(
        year=year,
        at=at,
        units=units,
        packages=_placed(packages, units),
        plans=plans,
        purchases=classified,
        budgets=_placed(_budgets(year, at, version), units).select(*shapes.BUDGET_SCHEMA),
        commitments=_placed(_commitments(year, at, version, document), units).select(
            *shapes.COMMITMENT_SCHEMA, "filed_on"
        ),
        payments=_placed(_payments(year, at), units),
        contracts=_contracts(year, at),
    )


def _read(table: str, schema: dict[str, Any], at: datetime | None, where: str = "", **params: Any) -> pl.DataFrame:
    """Return the rows of a table as known: `schema` names column -> type, a text with its SQL where that differs."""
    chosen = ", ".join(f"{sql} AS {name}" if isinstance(sql, str) else f"t.{name}" for name, (_, sql) in schema.items())
    query = f"SELECT {chosen} FROM procurement_{table} t WHERE {_KNOWN if at else _NOW}{where}"  # noqa: S608
    types = {name: kind for name, (kind, _) in schema.items()}
    frame = bulk.read(query, types, params | ({"at": at} if at else {}))
    return frame.with_columns(pl.col(name).fill_null("") for name, kind in types.items() if kind == pl.String)


_S, _I, _D = (pl.String, None), (pl.Int64, None), (pl.Date, None)


def _flag(name: str) -> tuple[Any, str]:
    return pl.Int64, f"t.{name}::int"


def _flags(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    return frame.with_columns((pl.col(name) == 1).alias(name) for name in names)


def _units(at: datetime | None) -> pl.DataFrame:
    """Return unit, name, agency and every code that a unit goes by (`ref`)."""
    read = _read("spendingunit", {"key": _S, "skpd_code": _S, "name": _S, "agency_code": _S}, at)
    by_key = read.select("name", ref="key", unit="key", agency="agency_code")
    by_code = read.filter(pl.col("skpd_code") != "").select("name", ref="skpd_code", unit="key", agency="agency_code")
    return pl.concat([by_key, by_code]).unique("ref", keep="first", maintain_order=True)


def _placed(frame: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with unit and agency; a code that no master list knows stands for itself."""
    joined = frame.join(units.select("ref", "unit", "agency"), left_on="unit_ref", right_on="ref", how="left")
    return joined.with_columns(unit=pl.coalesce("unit", "unit_ref"), agency=pl.coalesce("agency", "unit_ref"))


def _packages(year: int, at: datetime | None) -> tuple[pl.DataFrame, dict[str, tuple[str, ...]]]:
    flags = ("domestic", "micro_small", "exempt", "active", "deleted", "announced")
    schema = {
        "key": _S, "kind": _S, "unit_ref": _S, "name": _S, "ceiling_rupiah": _I, "method": _S, "announced_on": _D,
    } | {name: _flag(name) for name in flags}  # fmt: skip
    read = _flags(_read("package", schema, at, " AND t.year = %(year)s", year=year), *flags)
    newest = newest_of(year, at, set(read["key"]))
    revised = pl.Series([code for code, ends in newest.items() if ends != (code,)], dtype=pl.String)
    counted = pl.col("active") & ~pl.col("deleted") & pl.col("announced") & ~pl.col("key").is_in(revised.implode())
    return read.with_columns(counted=counted).rename({"key": "code"}), newest


def newest_of(year: int, at: datetime | None, codes: set[str]) -> dict[str, tuple[str, ...]]:
    """Return for each revised plan code its newest ones, of those that a plan file has. Raises: RevisionCircle."""
    read = _read("packagerevision", {"old_code": _S, "new_code": _S}, at, " AND t.year = %(year)s", year=year)
    revisions: dict[str, list[str]] = {}
    for old, new in read.sort("old_code", "new_code").iter_rows():
        revisions.setdefault(old, []).append(new)
    return newest_codes(revisions, codes)


def _purchases(year: int, at: datetime | None) -> pl.DataFrame:
    texts = (
        "key",
        "source",
        "name",
        "unit_ref",
        "method",
        "status",
        "state",
        "vendor_code",
        "vendor_name",
        "vendor_place",
    )
    schema: dict[str, Any] = dict.fromkeys(texts, _S) | {"ordered_on": _D, "value_rupiah": _I}
    schema |= {"contract_domestic_rupiah": (pl.Int64, "t.domestic_rupiah")}
    schema |= {"contract_micro_small_rupiah": (pl.Int64, "t.micro_small_rupiah")}
    schema |= {"plan_codes": (pl.String, "array_to_string(t.plan_codes, ';')"), "vendor_npwp_hash": _S}
    schema |= {
        "vendor_micro_small": _flag("vendor_micro_small"),
        "recorded": (pl.Int64, "extract(epoch FROM t.recorded_at)::bigint"),
    }
    read = _flags(_read("purchase", schema, at, " AND t.year = %(year)s", year=year), "vendor_micro_small")
    return read.rename({"key": "purchase"}).with_columns(month=pl.col("ordered_on").dt.strftime("%Y-%m").fill_null(""))


def _plans(purchases: pl.DataFrame, newest: dict[str, tuple[str, ...]], at: datetime | None) -> pl.DataFrame:
    """Return purchase and code: a person's match before what the source names, each by its newest code."""
    matched = _read("match", {"purchase_key": _S, "codes": (pl.String, "array_to_string(t.plan_codes, ';')")}, at)
    said = purchases.select("purchase", "plan_codes").join(
        matched.rename({"purchase_key": "purchase"}), on="purchase", how="left"
    )
    listed = said.select("purchase", code=pl.coalesce("codes", "plan_codes").str.split(";")).explode("code")
    listed = listed.filter(pl.col("code").is_not_null() & (pl.col("code") != ""))
    if newest:
        old = pl.DataFrame({"code": list(newest), "new": [list(ends) for ends in newest.values()]})
        joined = listed.join(old, on="code", how="left")
        listed = joined.select("purchase", code=pl.coalesce("new", pl.concat_list("code"))).explode("code")
    return listed.unique()


def _with_vendors(purchases: pl.DataFrame, at: datetime | None) -> pl.DataFrame:
    """
    Return the purchases with what is known of their vendors.

    The seat is what the source says, else the vendor's record, else the register's of the same taxpayer. A place of
    Jakarta is local, another one is not, and without a place nobody knows.
    """
    schema = {"key": _S, "known_place": (pl.String, "t.place"), "known_hash": (pl.String, "t.npwp_hash")}
    read = _read("vendor", schema | {"known_small": _flag("micro_small")}, at)
    vendors = _flags(read, "known_small").rename({"key": "vendor_code"})
    joined = purchases.join(vendors, on="vendor_code", how="left").with_columns(
        npwp_hash=_said("vendor_npwp_hash", "known_hash"), place=_said("vendor_place", "known_place")
    )
    places = places_of_taxpayers().with_columns(here=pl.col("city_code").str.starts_with(PROVINCE))
    registered = places.group_by("npwp_hash").agg(pl.col("here").any())
    joined = joined.join(registered, on="npwp_hash", how="left")
    local = pl.col("place").str.to_lowercase().str.contains("jakarta|kepulauan seribu|adm. kep")
    return joined.with_columns(
        vendor_micro_small=pl.coalesce("vendor_micro_small", "known_small"),
        vendor_local=pl.when(pl.col("place") != "").then(local).otherwise("here"),
    ).drop("known_place", "known_hash", "known_small", "npwp_hash", "place", "here")


def _said(first: str, second: str) -> pl.Expr:
    return pl.when(pl.col(first) != "").then(first).otherwise(second).fill_null("")


def _classified(purchases: pl.DataFrame, plans: pl.DataFrame, packages: pl.DataFrame) -> pl.DataFrame:
    flags = packages.select("code", "exempt", "domestic", "micro_small")
    frames = (nw.from_native(frame.lazy()) for frame in (purchases, plans, flags))
    return pl.DataFrame(purchase_classes.classify(*frames).collect("polars").to_native())


def _budgets(year: int, at: datetime | None, version: str | None) -> pl.DataFrame:
    money = ("total", "operating", "capital", "contingency", "not_procured", "procured")
    schema: dict[str, Any] = {"unit_ref": _S, "version": _S} | {f"{name}_rupiah": _I for name in money}
    read = _read("unitbudget", schema, at, " AND t.year = %(year)s", year=year)
    latest = _latest(read, version, by="unit_ref")
    bases = [
        procured_spending(Spending(**{f"{n}_rupiah": row[f"{n}_rupiah"] for n in money})) for row in latest.to_dicts()
    ]
    return latest.select("unit_ref").with_columns(
        pl.Series("rupiah", [one.rupiah for one in bases], dtype=pl.Int64),
        pl.Series("basis", [one.basis for one in bases], dtype=pl.String),
    )


def _latest(frame: pl.DataFrame, version: str | None, *, by: str) -> pl.DataFrame:
    """Return per unit the row of the latest version of the budget, up to and with the given one."""
    order = {name: place for place, name in enumerate(VERSION_ORDER)}
    ranked = frame.with_columns(rank=pl.col("version").replace_strict(order, default=0, return_dtype=pl.Int64))
    if version is not None:
        ranked = ranked.filter(pl.col("rank") <= order[version])
    return ranked.sort(by, "rank", descending=[False, True]).unique(by, keep="first", maintain_order=True).drop("rank")


def _commitments(year: int, at: datetime | None, version: str | None, document: str | None) -> pl.DataFrame:
    schema = {"document": _S, "version": _S, "unit_ref": _S, "filed_on": _D, "rupiah": _I}
    read = _read("commitment", schema, at, " AND t.year = %(year)s", year=year)
    chosen = document or _default_document(read, version)
    return read.filter(pl.col("document") == chosen)


def _default_document(read: pl.DataFrame, version: str | None) -> str:
    """Return the document of the wanted version, else the one filed last; two of a version go by day, then by name."""
    order = {name: place for place, name in enumerate(VERSION_ORDER)}
    documents = read.group_by("document").agg(pl.col("version").first(), pl.col("filed_on").max())
    rows = [row for row in documents.iter_rows(named=True) if version is None or row["version"] == version]
    rows.sort(key=lambda row: (order[row["version"]], row["filed_on"] or date.min, row["document"]))
    return str(rows[-1]["document"]) if rows else ""


def _payments(year: int, at: datetime | None) -> pl.DataFrame:
    schema = {"key": _S, "document": _S, "unit_ref": _S, "account": _S, "account_name": _S, "paid_on": _D, "rupiah": _I}
    read = _read("payment", schema, at, " AND t.year = %(year)s", year=year)
    day = date(year, 12, 31)
    inside = policy("procurement", "procured_accounts", on=day).value
    outside = policy("procurement", "not_procured_accounts", on=day).value
    return read.with_columns(
        month=pl.col("paid_on").dt.strftime("%Y-%m"), in_scope=_under(inside) & ~_under(outside)
    ).rename({"key": "payment"})


def _contracts(year: int, at: datetime | None) -> pl.DataFrame:
    """Return the purchases whose contract is recorded in e-contract."""
    read = _read("contractstage", {"purchase_key": _S, "stage": _S}, at, " AND t.year = %(year)s", year=year)
    return read.filter(pl.col("stage") == "contract").select(purchase="purchase_key").unique()


def _under(prefixes: tuple[str, ...]) -> pl.Expr:
    account = pl.col("account")
    return pl.any_horizontal(*((account == prefix) | account.str.starts_with(f"{prefix}.") for prefix in prefixes))
