"""Equal products of several sellers, tied to one master by a curator, who can untie them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.catalogue.models import Category, MasterProduct, Offer, Product
from tumbuh.catalogue.readiness import rate_quality
from tumbuh.catalogue.rules.masters import Known, likely_masters, pack_of, search_key
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib


class NoMaster(Refused):
    """There is no such master product, or nothing is tied to it."""

    code = "no_master"


@dataclass(frozen=True)
class NewMaster:
    """A master to add: what equals have in common. `pack`: "250 gr", "isi 10" or nothing."""

    name: str
    category: str
    unit: str
    pack: str = ""


@dataclass(frozen=True)
class Suggestion:
    """A master that an offer may be one of, and how like it the names are, of 100."""

    master: MasterProduct
    like: int


def suggest_masters(offer: Offer) -> list[Suggestion]:
    """Return the masters that an offer may be one of, the likest first: of its category, unit and pack."""
    masters = {one.pk: one for one in MasterProduct.objects.filter(category=offer.category_id, unit=offer.unit)}
    known = (Known(one.pk, one.search_key, one.unit, one.pack) for one in masters.values())
    pack = pack_of(offer.title) or pack_of(offer.description)
    found = likely_masters(key=search_key(offer.title), unit=offer.unit, pack=pack, among=known)
    return [Suggestion(masters[one.master_id], one.like) for one in found]


def add_master(*, new: NewMaster, by: User | None, now: datetime) -> MasterProduct:
    """Add a master, or return the one that is there already. Raises: NotAllowed, NoMaster for an unknown category."""
    return add_masters(masters=[new], by=by, now=now)[0]


@transaction.atomic
def add_masters(*, masters: Sequence[NewMaster], by: User | None, now: datetime) -> list[MasterProduct]:
    """Add many masters at once, as `add_master` adds one; one event in the trail."""
    _check(by, now)
    categories = {one.code: one for one in Category.objects.filter(retired_at=None, parent__isnull=False)}
    if any(new.category not in categories or not new.name.strip() for new in masters):
        raise NoMaster("Beri nama produk induk dan pilih kategorinya dari daftar.")
    rows = [
        MasterProduct(
            name=new.name.strip(), category=categories[new.category], unit=new.unit, pack=new.pack.strip(),
            search_key=search_key(new.name), added_at=now, added_by=by,
        )
        for new in masters
    ]  # fmt: skip
    MasterProduct.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    found = MasterProduct.objects.filter(search_key__in=[row.search_key for row in rows])
    known = {(one.category_id, one.search_key, one.unit, one.pack): one for one in found}
    audit.record("catalogue.masters_added", by=by, at=now, detail={"masters": len(masters)})
    return [known[row.category_id, row.search_key, row.unit, row.pack] for row in rows]


@transaction.atomic
def link_masters(*, links: Sequence[tuple[int, int]], by: User | None, now: datetime) -> None:
    """
    Tie products to masters: (product id, master id) each; what they were tied to before stands in the trail.

    Raises: NotAllowed, NoMaster.
    """
    _check(by, now)
    wanted = dict(links)
    products = list(Product.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    masters = set(MasterProduct.objects.filter(pk__in=set(wanted.values())).values_list("pk", flat=True))
    if len(products) < len(wanted) or masters != set(wanted.values()):
        raise NoMaster("Produk atau produk induk ini tidak ada.")
    before = {str(product.public_id): product.master_id for product in products if product.master_id}
    for product in products:
        product.master_id = wanted[product.pk]
    Product.objects.bulk_update(products, ["master"], batch_size=1_000)
    _after(products, now)
    target = f"catalogue.product:{products[0].public_id}" if len(products) == 1 else ""
    detail = {"products": len(products), "before": before}
    audit.record("catalogue.products_linked", by=by, at=now, target=target, detail=detail)


@transaction.atomic
def unlink_master(*, product_id: int, by: User | None, now: datetime) -> Product:
    """Untie a product from its master. Raises: NotAllowed, NoMaster."""
    _check(by, now)
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None or product.master_id is None:
        raise NoMaster("Produk ini tidak terikat pada produk induk.")
    before, product.master_id = product.master_id, None
    product.save(update_fields=["master"])
    _after([product], now)
    target = f"catalogue.product:{product.public_id}"
    audit.record("catalogue.product_unlinked", by=by, at=now, target=target, detail={"before": before})
    return product


def _after(products: Sequence[Product], now: datetime) -> None:
    offers = list(Offer.objects.filter(product__in=products).select_related("product", "category"))
    rate_quality(offers, now=now)
    shown_changed([offer.pk for offer in offers], now=now)


def _check(by: User | None, now: datetime) -> None:
    if by is not None:
        require(by, Permission.CATALOGUE_CURATE, on=day_in_wib(now))
