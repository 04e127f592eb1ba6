"""What a shop's SKUs are: mapping them to products, and restating the sales that were recorded before."""

import shutil
import tempfile
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.analytics.tables import SALES_KEY, SALES_SCHEMA
from tumbuh.audit import services as audit
from tumbuh.catalogue.models import Product
from tumbuh.kernel.errors import Refused
from tumbuh.ledger.commits import lock_ledger, store
from tumbuh.ledger.models import Restatement, Shop, SkuMapping
from tumbuh.ledger.origin import SKU, OriginTable, origin_table, with_origin
from tumbuh.ledger.settling import Settlement
from tumbuh.ledger.spool import Spool, spool_folder


class ProductOfAnother(Refused):
    """The product belongs to another business than the shop."""

    code = "product_of_another"


def map_sku(*, shop: Shop, sku: str, variation: str, product: Product, by: User, now: datetime) -> int:
    """
    Say which product a SKU of a shop is (a blank variation: all of them); return how many sale lines were restated.

    The lines already in the ledger get the product and its level of evidence on their day, as a new version; what was
    known before stays readable. Raises: NotAllowed, ProductOfAnother; nothing is then written.
    """
    return map_skus(shop=shop, products=[(sku, variation, product)], by=by, now=now)


@transaction.atomic
def map_skus(*, shop: Shop, products: Sequence[tuple[str, str, Product]], by: User | None, now: datetime) -> int:
    """Map many (sku, variation, product) of one shop at once, as `map_sku` does for one."""
    if by is not None:
        require(by, Permission.LEDGER_MAP_SKU)
    for sku, _variation, product in products:
        if product.business_id != shop.business_id:
            raise ProductOfAnother(f"Produk {product.name} milik usaha lain; pilih produk dari usaha pemilik toko ini.")
        if not sku.strip():
            raise Refused("SKU kosong tidak dapat dipetakan.", code="sku_missing")
    keys = [(sku.strip(), variation.strip()) for sku, variation, _ in products]
    open_now = SkuMapping.objects.select_for_update().filter(shop=shop, ended_at=None, sku__in=[k[0] for k in keys])
    replaced = [row.pk for row in open_now if (row.sku, row.variation) in set(keys)]
    SkuMapping.objects.filter(pk__in=replaced).update(ended_at=now)
    made = SkuMapping.objects.bulk_create(
        SkuMapping(shop=shop, sku=sku, variation=variation, product=product, mapped_at=now, mapped_by=by)
        for (sku, variation), (_, _, product) in zip(keys, products, strict=True)
    )
    restated = _restate(shop, skus={key[0] for key in keys}, cause="sku_mapped", by=by, now=now) if made else 0
    audit.record(
        "ledger.sku_mapped",
        by=by,
        at=now,
        target=f"ledger.shop:{shop.public_id}",
        detail={"skus": len(made), "replaced": len(replaced), "restated": restated},
    )
    return restated


def _restate(shop: Shop, *, cause: str, by: User | None, now: datetime, skus: Collection[str] | None = None) -> int:
    """Give the shop's lines (of these SKUs) their product and level as known now; return how many changed."""
    lock_ledger()
    table = origin_table(shop)
    folder = Path(tempfile.mkdtemp(prefix="restate-", dir=spool_folder()))
    try:
        changed = Settlement(opening=Spool(folder))
        for month in store().months():
            _relevel_month(shop, month, table, skus, changed)
        if changed.is_empty():
            return 0
        noted = Restatement.objects.create(shop=shop, cause=cause, lines=changed.restated, made_at=now, made_by=by)
        store().commit(
            opening=(
                frame.with_columns(batch_id=pl.lit(-noted.pk, dtype=pl.Int64)) for frame in changed.opening.frames()
            ),
            closing=changed.closing(),
            recorded_at=changed.recorded_at(now),
            batch_id=-noted.pk,
            counts={"restated": changed.restated},
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return changed.restated


def _relevel_month(
    shop: Shop, month: str, table: OriginTable, skus: Collection[str] | None, changed: Settlement
) -> None:
    known = store().current(shop=shop.key, months=[month])
    if skus is not None:
        known = known.filter(SKU.is_in(list(skus)))
    before = known.rename({"product_id": "product_before", "origin_level": "level_before"})
    after = with_origin(before, table).filter(
        pl.col("product_id").ne_missing(pl.col("product_before")) | (pl.col("origin_level") != pl.col("level_before"))
    )
    if after.height:
        changed.opening.add(after.select(*SALES_SCHEMA))
        changed.old.append(after.select(*SALES_KEY, "month", "recorded_at"))
        changed.restated += after.height
