"""A seller's list of products comes in: the good rows as drafts, the bad ones by what the seller chose for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.capacity import PoolValues, add_pool
from tumbuh.catalogue.models import CapacityPool, Category, Offer, ProductUpload
from tumbuh.catalogue.offering import NewOffer, add_offers
from tumbuh.catalogue.product_files import Row, read_again, read_products
from tumbuh.catalogue.rules.product_rows import ProductRow, name_key
from tumbuh.catalogue.stocking import receive_many
from tumbuh.intake.arriving import write_arriving
from tumbuh.kernel.errors import Refused
from tumbuh.registry.models import Business


class NoSuchUpload(Refused):
    """There is no such upload of this business, or no such row waits in it."""

    code = "no_such_upload"


class RowStillWrong(Refused):
    """A mended row has flaws yet."""

    code = "row_still_wrong"


def upload_products(
    *, business: Business, pieces: Iterable[bytes], file_name: str, policy: str, by: User | None, now: datetime
) -> ProductUpload:
    """
    Read a list and add its products as drafts. `policy` for bad rows: stop (add nothing), skip, or hold for mending.

    The file is not kept, only its bad rows are. Raises: NotAllowed, UnreadableFile, Refused.
    """
    check_seller(by, business, now)
    if policy not in dict(ProductUpload.POLICIES):
        raise Refused("Pilih apa yang terjadi dengan baris yang salah.", code="policy_missing")
    path = write_arriving(pieces, Path(settings.SPOOL_DIR))
    try:
        return _take_in(path, business=business, file_name=file_name[:200] or "produk", policy=policy, by=by, now=now)
    finally:
        path.unlink(missing_ok=True)


@transaction.atomic
def mend_row(*, upload: ProductUpload, number: int, cells: Mapping[str, str], by: User | None, now: datetime) -> Offer:
    """Add the product of a held row as it was mended. Raises: NotAllowed, NoSuchUpload, RowStillWrong, Refused."""
    found = ProductUpload.objects.select_for_update().select_related("business").get(pk=upload.pk)
    check_seller(by, found.business, now)
    waiting = next((row for row in found.bad_rows if row["number"] == number and not row["offer"]), None)
    if found.policy != "hold" or waiting is None:
        raise NoSuchUpload("Baris ini tidak menunggu perbaikan.")
    known = Row(number, waiting["cells"], None, [])
    row = read_again(known, cells, categories=_categories(), taken=_taken(found.business))
    if row.product is None:
        raise RowStillWrong(" ".join(f"{flaw.column}: {flaw.message}." for flaw in row.flaws))
    [offer] = _add([row.product], found.business, by, now)
    waiting["cells"], waiting["offer"] = row.cells, str(offer.public_id)
    found.save(update_fields=["bad_rows"])
    return offer


def upload_of(public_id: UUID, *, business: Business) -> ProductUpload:
    """Return an upload of a business. Raises: NoSuchUpload."""
    found = ProductUpload.objects.filter(public_id=public_id, business=business).first()
    if found is None:
        raise NoSuchUpload("Unggahan ini tidak ada di usaha Anda.")
    return found


@transaction.atomic
def _take_in(
    path: Path, *, business: Business, file_name: str, policy: str, by: User | None, now: datetime
) -> ProductUpload:
    read = read_products(path, categories=_categories(), taken=_taken(business))
    if not read.rows:
        raise Refused("Berkas ini tidak memuat satu produk pun; isi di bawah baris judul.", code="no_rows")
    bad = read.bad
    good = [row.product for row in read.rows if row.product is not None] if not (bad and policy == "stop") else []
    made = _add(good, business, by, now) if good else []
    upload = ProductUpload.objects.create(
        business=business,
        file_name=file_name,
        policy=policy,
        added=len(made),
        bad_rows=[_kept(row) for row in bad],
        uploaded_by=by,
        uploaded_at=now,
    )
    detail = {"policy": policy, "rows": len(read.rows), "added": len(made), "bad": len(bad)}
    target = f"catalogue.product_upload:{upload.public_id}"
    audit.record("catalogue.products_uploaded", by=by, at=now, target=target, detail=detail)
    return upload


def _add(products: Sequence[ProductRow], business: Business, by: User | None, now: datetime) -> list[Offer]:
    """Add drafts with their stock, or with a kitchen of their own named after them."""
    new = [_new(product, business, by, now) for product in products]
    offers = add_offers(businesses=[business], offers=new, by=by, now=now)
    stock = [(offer.pk, product.on_hand) for offer, product in zip(offers, products, strict=True) if product.on_hand]
    if stock:
        receive_many(quantities=stock, by=by, now=now)
    return offers


def _new(product: ProductRow, business: Business, by: User | None, now: datetime) -> NewOffer:
    lead = product.lead_hours or 0
    pool = None
    if product.daily_limit is not None:
        name = product.title[:120]
        pool = CapacityPool.objects.filter(business=business, name=name, retired_at=None).first() or add_pool(
            business=business, values=PoolValues(name, product.daily_limit, lead), by=by, now=now
        )
    given = asdict(product)
    names = ("title", "category", "unit", "price_rupiah", "description", "kind", "sku", "maker_name", "min_quantity")
    return NewOffer(
        business_id=business.pk,
        lead_hours=lead,
        pool_id=pool.pk if pool else None,
        **{one: given[one] for one in names},
    )


def _kept(row: Row) -> dict[str, Any]:
    flaws = [[flaw.column, flaw.message] for flaw in row.flaws]
    return {"number": row.number, "cells": row.cells, "flaws": flaws, "offer": ""}


def _categories() -> dict[str, str]:
    rows = Category.objects.filter(retired_at=None, parent__isnull=False).values_list("name", "code")
    return {name_key(name): code for name, code in rows}


def _taken(business: Business) -> set[str]:
    rows = Offer.objects.filter(seller=business).exclude(state="retired").values_list("title", "sku")
    return {name_key(title) for title, _ in rows} | {f"sku {sku}" for _, sku in rows if sku}
