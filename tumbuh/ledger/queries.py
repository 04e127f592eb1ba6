"""What the ledger knows: batches, quarantine, SKUs without a product, and the sale lines as a lazy frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from uuid import UUID

import narwhals as nw
import polars as pl
from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from tumbuh.analytics.measures import domestic_sales
from tumbuh.analytics.tables import SOLD_STATUSES
from tumbuh.catalogue.models import Product
from tumbuh.kernel.errors import Refused
from tumbuh.lake.engines import Engine, open_engine
from tumbuh.ledger.commits import store
from tumbuh.ledger.models import Batch, QuarantinedLine, Shop, SkuMapping
from tumbuh.registry.models import Business


class NoSuchShop(Refused):
    """No shop has this id at this marketplace."""

    code = "no_such_shop"


class NoSuchBatch(Refused):
    """No file was received under this id."""

    code = "no_such_batch"


@dataclass(frozen=True)
class Sales:
    """The sale lines of one version of the ledger, and the engine that reads them."""

    version: int
    mark: str  # names this version of this table and no other
    engine: Engine
    files: tuple[str, ...]
    choose: Callable[[Any], Any]

    @cached_property
    def lines(self) -> Any:
        """A Narwhals LazyFrame with SALES_SCHEMA. No file is opened before it is asked for."""
        return self.choose(self.engine.sales(self.files))

    def collect(self, frame: Any) -> pl.DataFrame:
        """Return a frame's rows."""
        return self.engine.collect(frame)


def ledger_version() -> int:
    """Return the number of the ledger's latest commit, -1 while it is empty."""
    return store().snapshot().version


def sales(*, known_at: datetime | None = None) -> Sales:
    """Return the sale lines as known now, or as they were known at an aware moment."""
    if known_at is None:
        return replace(all_versions(), choose=domestic_sales.current)
    return replace(all_versions(), choose=partial(domestic_sales.known_at, moment=known_at))


def all_versions() -> Sales:
    """Return the sale lines with every version of each of them."""
    snapshot = store().snapshot()
    mark = f"{snapshot.table_id}@{snapshot.version}"
    return Sales(snapshot.version, mark, open_engine(settings.LEDGER_ENGINE), snapshot.files, lambda lines: lines)


def cut_off(known_at: datetime | None = None) -> datetime | None:
    """Return when the latest batch came in whole, now or by a moment; None while there is none."""
    done = Batch.objects.filter(state="done")
    if known_at is not None:
        done = done.filter(finished_at__lte=known_at)
    latest: datetime | None = done.aggregate(latest=Max("finished_at"))["latest"]
    return latest


def shop_openings() -> list[tuple[str, datetime]]:
    """Return each shop's key in the ledger with when it was opened there."""
    rows = Shop.objects.values_list("channel", "external_id", "opened_at")
    return [(f"{channel}:{external_id}", opened_at) for channel, external_id, opened_at in rows]


def shop_count() -> int:
    """Return how many shops there are; shops are never removed, so this tells whether the list is another one."""
    return Shop.objects.count()


def shops() -> QuerySet[Shop]:
    """Return all shops with their businesses, by name."""
    return Shop.objects.select_related("business").order_by("name")


def shop_at(*, channel: str, external_id: str) -> Shop:
    """Return the shop with this id at a marketplace. Raises: NoSuchShop."""
    found = shops().filter(channel=channel, external_id=external_id.strip()).first()
    if found is None:
        raise NoSuchShop(f"Toko {external_id} di {channel} belum ada dalam buku penjualan; tambahkan tokonya dahulu.")
    return found


def shop_by_id(public_id: UUID) -> Shop:
    """Return a shop with its business. Raises: NoSuchShop."""
    found = shops().filter(public_id=public_id).first()
    if found is None:
        raise NoSuchShop("Toko ini tidak ada dalam buku penjualan.")
    return found


def find_shops(text: str) -> QuerySet[Shop]:
    """Return the shops whose name, id or business has the text, by name; all of them for a blank one."""
    text = text.strip()
    found = Q(name__icontains=text) | Q(external_id__icontains=text) | Q(business__name__icontains=text)
    return shops().filter(found) if text else shops()


def batch_by_id(public_id: UUID) -> Batch:
    """Return a batch with its shop. Raises: NoSuchBatch."""
    found = batches().filter(public_id=public_id).first()
    if found is None:
        raise NoSuchBatch("Impor ini tidak ada.")
    return found


def shop(pk: int) -> Shop:
    """Return a shop with its business by its key in the database."""
    return Shop.objects.select_related("business").get(pk=pk)


def batch(pk: int) -> Batch:
    """Return a batch with its shop and business by its key in the database, which a job carries."""
    return Batch.objects.select_related("shop__business").get(pk=pk)


def same_file_before(of: Batch) -> Batch | None:
    """Return the latest batch before this one that read a file with the same bytes for the same shop, if any."""
    same = Batch.objects.filter(shop_id=of.shop_id, file_sha256=of.file_sha256, state="done")
    return same.filter(pk__lt=of.pk).order_by("-pk").first()


def batches(shop: Shop | None = None) -> QuerySet[Batch]:
    """Return the batches, newest first."""
    chosen = Batch.objects.select_related("shop__business", "created_by").order_by("-created_at", "-pk")
    return chosen.filter(shop=shop) if shop else chosen


def waiting_lines(
    *, batch: Batch | None = None, shop: Shop | None = None, reason: str = ""
) -> QuerySet[QuarantinedLine]:
    """Return the rows that wait in quarantine, newest batch first."""
    lines = QuarantinedLine.objects.filter(state="waiting").select_related("shop", "batch").order_by("-batch_id", "row")
    chosen = {"batch": batch, "shop": shop, "reason": reason}
    return lines.filter(**{name: value for name, value in chosen.items() if value})


def waiting_reasons(shop: Shop | None = None) -> list[tuple[str, int]]:
    """Return (reason, rows) of what waits, the most frequent first."""
    rows = waiting_lines(shop=shop).order_by().values_list("reason").annotate(rows=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def unmapped_skus(*, shop: Shop | None = None, limit: int = 200) -> pl.DataFrame:
    """Return the SKUs that sell without a product, by rupiah: shop, sku, variation, product_name, rupiah, lines."""
    known = sales()
    lines = domestic_sales.sold(known.lines).filter(nw.col("product_id").is_null())
    if shop is not None:
        lines = lines.filter(nw.col("shop") == shop.key)
    frame = lines.group_by("shop", "sku", "variation").agg(
        nw.col("product_name").max(), nw.col("net_rupiah").sum().alias("rupiah"), nw.len().alias("lines")
    )
    return known.collect(frame.sort("rupiah", "sku", "variation", descending=[True, False, False]).head(limit))


def months_of_sku(shop: Shop, sku: str, variation: str) -> pl.DataFrame:
    """Return what a mapping would restate, by month: month, lines, rupiah (sold). A blank variation: all of the SKU."""
    known = sales()
    lines = known.lines.filter((nw.col("shop") == shop.key) & (nw.col("sku") == sku))
    if variation:
        lines = lines.filter(nw.col("variation") == variation)
    sold = nw.when(nw.col("status").is_in(list(SOLD_STATUSES))).then(nw.col("net_rupiah")).otherwise(0)
    marked = lines.with_columns(sold=sold)
    frame = marked.group_by("month").agg(nw.len().alias("lines"), nw.col("sold").sum().alias("rupiah"))
    return known.collect(frame.sort("month"))


def shop_keys_of(business: Business) -> tuple[str, ...]:
    """Return the keys in the ledger of a business's shops, the e-order's among them."""
    return tuple(sorted(shop.key for shop in Shop.objects.filter(business=business)))


def mappings(product: Product) -> QuerySet[SkuMapping]:
    """Return the SKUs that are this product now."""
    return SkuMapping.objects.filter(product=product, ended_at=None).select_related("shop").order_by("shop", "sku")


def shops_by_key(keys: Sequence[str]) -> dict[str, Shop]:
    """Return the shops of ledger keys ("marketplace:id")."""
    wanted = set(keys)
    ids = {key.split(":", 1)[1] for key in wanted}
    found = Shop.objects.filter(external_id__in=ids).select_related("business")
    return {shop.key: shop for shop in found if shop.key in wanted}
