"""What a shop's SKUs are: mapping them to products, and what proves those products' origin."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.catalogue import services as catalogue
from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.kernel.errors import Refused
from tumbuh.ledger.models import Shop, SkuMapping
from tumbuh.ledger.restating import restate


class ProductOfAnother(Refused):
    """The product belongs to another business than the shop."""

    code = "product_of_another"


def map_sku(*, shop: Shop, sku: str, variation: str, product: Product, by: User, now: datetime) -> int:
    """
    Say which product a SKU of a shop is (a blank variation: all of them); return how many sale lines were restated.

    The lines already in the ledger get the product and its level of evidence on their day, as a new version; what was
    known before stays readable. Where the shop has given no SKU, `sku` is the product's name as the shop writes it.
    Raises: NotAllowed, ProductOfAnother; nothing is then written.
    """
    return map_skus(shop=shop, products=[(sku, variation, product)], by=by, now=now)


@transaction.atomic
def map_skus(*, shop: Shop, products: Sequence[tuple[str, str, Product]], by: User | None, now: datetime) -> int:
    """Map many (sku, variation, product) of one shop at once, as `map_sku` does for one. The last of equals counts."""
    if by is not None:
        require(by, Permission.LEDGER_MAP_SKU)
    for sku, _variation, product in products:
        if product.business_id != shop.business_id:
            raise ProductOfAnother(f"Produk {product.name} milik usaha lain; pilih produk dari usaha pemilik toko ini.")
        if not sku.strip():
            raise Refused("SKU kosong tidak dapat dipetakan.", code="sku_missing")
    wanted = {(sku.strip(), variation.strip()): product for sku, variation, product in products}
    skus = {sku for sku, _ in wanted}
    Shop.objects.select_for_update(no_key=True).get(pk=shop.pk)  # two who map the same SKU wait for each other
    open_now = SkuMapping.objects.filter(shop=shop, ended_at=None, sku__in=skus)
    replaced = [row.pk for row in open_now if (row.sku, row.variation) in wanted]
    SkuMapping.objects.filter(pk__in=replaced).update(ended_at=now)
    SkuMapping.objects.bulk_create(
        SkuMapping(shop=shop, sku=sku, variation=variation, product=product, mapped_at=now, mapped_by=by)
        for (sku, variation), product in wanted.items()
    )
    restated = restate([(shop, skus)], cause="sku_mapped", by=by, now=now) if wanted else 0
    audit.record(
        "ledger.sku_mapped",
        by=by,
        at=now,
        target=f"ledger.shop:{shop.public_id}",
        detail={"skus": len(wanted), "replaced": len(replaced), "restated": restated},
    )
    return restated


@transaction.atomic
def map_new_skus(*, shop: Shop, products: Collection[Product], now: datetime) -> int:
    """
    Map products of a shop of our own, whose SKUs are the products' public ids, where they are not mapped yet.

    Nobody decides anything here, so nobody is asked for a permission. Return how many are new.
    """
    skus = {str(product.public_id): product for product in products}
    known = SkuMapping.objects.filter(shop=shop, ended_at=None, sku__in=skus).values_list("sku", flat=True)
    new = [(sku, "", skus[sku]) for sku in sorted(set(skus) - set(known))]
    if new:
        map_skus(shop=shop, products=new, by=None, now=now)
    return len(new)


@dataclass(frozen=True)
class NewProof:
    """A proof of origin to add; `share_permyriad` (local content, 0 to 10000) belongs to a TKDN certificate."""

    kind: EvidenceKind
    valid_from: date
    reference: str = ""
    valid_to: date | None = None
    share_permyriad: int | None = None


@transaction.atomic
def map_to_new_product(
    *, shop: Shop, sku: str, variation: str, name: str, kind: str, proof: NewProof | None, by: User, now: datetime
) -> int:
    """Add a product to the shop's business, with its proof, and map the SKU to it. Return and raise as `map_sku`."""
    product = catalogue.add_product(business=shop.business, name=name, kind=kind, by=by, now=now)
    if proof is not None:
        catalogue.add_evidence(product=product, by=by, now=now, **asdict(proof))
    return map_sku(shop=shop, sku=sku, variation=variation, product=product, by=by, now=now)


@transaction.atomic
def prove_origin(*, product: Product, proof: NewProof, by: User | None, now: datetime) -> int:
    """
    Add a proof of a product's origin; return how many sale lines it restated. Raises: as `catalogue.add_evidence`.

    Whoever adds a proof to the catalogue calls this, so that the ledger's levels follow.
    """
    catalogue.add_evidence(product=product, by=by, now=now, **asdict(proof))
    return relevel(products=[product.pk], by=by, now=now)


@transaction.atomic
def withdraw_proof(*, evidence: OriginEvidence, by: User, now: datetime, reason: str) -> int:
    """Withdraw a proof of a product's origin; return how many sale lines it restated. Raises: as the catalogue's."""
    catalogue.withdraw_evidence(evidence_id=evidence.pk, by=by, now=now, reason=reason)
    return relevel(products=[evidence.product_id], by=by, now=now)


@transaction.atomic
def relevel(*, products: Collection[int] | None = None, by: User | None, now: datetime) -> int:
    """
    Restate the lines of these products (their keys; None: of all shops) whose level is not what their proofs say now.

    Return how many lines changed. Harmless to do again. Raises: NotAllowed.
    """
    if by is not None:
        require(by, Permission.LEDGER_MAP_SKU)
    in_force = SkuMapping.objects.filter(ended_at=None)
    if products is None:
        return restate([(shop, None) for shop in Shop.objects.order_by("pk")], cause="origin_changed", by=by, now=now)
    skus: dict[int, set[str]] = {}
    for shop_id, sku in in_force.filter(product__in=products).values_list("shop_id", "sku"):
        skus.setdefault(shop_id, set()).add(sku)
    shops = Shop.objects.filter(pk__in=skus).order_by("pk")
    return restate([(shop, skus[shop.pk]) for shop in shops], cause="origin_changed", by=by, now=now)
