"""Products and the proof of their origin: added, and withdrawn when it turned out wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.catalogue.models import OriginEvidence, Product
from tumbuh.catalogue.rules import EvidenceKind, NoEvidence, level_of
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import bpom, nib, pirt, tkdn
from tumbuh.reference.kbli import is_manufacturing
from tumbuh.registry.models import Business

MOST_BENEFIT_PERMYRIAD = 1_500  # the database's constraint evidence_benefit_of_tkdn says the same
PERMISSION = Permission.LEDGER_MAP_SKU  # who says what a SKU is also says what proves its origin


class ProductExists(Refused):
    """The business has a product of this name already."""

    code = "product_exists"


@dataclass(frozen=True)
class NewProduct:
    """A product to add. `kind`: maker (made by the business) or reseller."""

    business_id: int
    name: str
    kind: str = "maker"


@dataclass(frozen=True)
class NewEvidence:
    """
    A proof to add. `share_permyriad` (local content, 0 to 10000), `company_benefit_permyriad` (BMP, 0 to 1500) and
    `holder` (who the certificate was given to) belong to a TKDN certificate.
    """

    product_id: int
    kind: EvidenceKind
    valid_from: date
    reference: str = ""
    valid_to: date | None = None
    share_permyriad: int | None = None
    company_benefit_permyriad: int | None = None
    holder: str = ""


def add_product(*, business: Business, name: str, kind: str = "maker", by: User | None, now: datetime) -> Product:
    """Add a product of a business. Raises: NotAllowed, ProductExists, Refused."""
    return add_products(products=[NewProduct(business.pk, name, kind)], by=by, now=now)[0]


@transaction.atomic
def add_products(*, products: Sequence[NewProduct], by: User | None, now: datetime) -> list[Product]:
    """Add many products at once, as `add_product` adds one; one event in the trail. All or none."""
    if by is not None:
        require(by, PERMISSION)
    names = {(one.business_id, one.name.strip()) for one in products}
    for one in products:
        if not one.name.strip():
            raise Refused("Isi nama produk.", code="name_missing")
        if one.kind not in dict(Product.KINDS):
            raise Refused(f"Jenis produk “{one.kind}” tidak dikenal; pilih maker atau reseller.", code="unknown_kind")
    have = Product.objects.filter(retired_at=None, business__in={one.business_id for one in products})
    taken = names & set(have.values_list("business_id", "name"))
    if taken or len(names) < len(products):
        name = min(taken)[1] if taken else "yang sama dua kali"
        raise ProductExists(f"Usaha ini sudah memiliki produk “{name}”; pilih produk itu atau beri nama lain.")
    made = Product.objects.bulk_create(
        (
            Product(business_id=one.business_id, name=one.name.strip(), kind=one.kind, added_at=now, added_by=by)
            for one in products
        ),
        batch_size=5_000,
    )
    target = f"catalogue.product:{made[0].public_id}" if len(made) == 1 else ""
    audit.record("catalogue.products_added", by=by, at=now, target=target, detail={"products": len(made)})
    return made


def add_evidence(
    *,
    product: Product,
    kind: EvidenceKind,
    valid_from: date,
    reference: str = "",
    valid_to: date | None = None,
    share_permyriad: int | None = None,
    by: User | None,
    now: datetime,
) -> OriginEvidence:
    """
    Add a proof of a product's origin. A visit is verified by the person who adds it.

    Raises: NotAllowed, InvalidIdentifier, NoEvidence (also a NIB whose KBLI makes nothing), Refused.
    """
    new = NewEvidence(product.pk, kind, valid_from, reference, valid_to, share_permyriad)
    return add_evidences(evidence=[new], by=by, now=now)[0]


def add_evidences(*, evidence: Sequence[NewEvidence], by: User | None, now: datetime) -> list[OriginEvidence]:
    """Add many proofs at once, as `add_evidence` adds one; one event in the trail. All or none."""
    if by is not None:
        require(by, PERMISSION)
    return write_evidence(evidence=evidence, by=by, now=now)


@transaction.atomic
def write_evidence(*, evidence: Sequence[NewEvidence], by: User | None, now: datetime) -> list[OriginEvidence]:
    """Check and write proofs for an act that has asked whether the person may. All or none. Raises as above."""
    products = Product.objects.select_related("business").in_bulk({one.product_id for one in evidence})
    rows = [_checked(one, products[one.product_id], by, now) for one in evidence]
    known = set(
        OriginEvidence.objects.filter(product__in=products, withdrawn_at=None).values_list(
            "product_id", "kind", "reference", "valid_from"
        )
    )
    keys = {(row.product_id, row.kind, row.reference, row.valid_from) for row in rows}
    if known & keys or len(keys) < len(rows):
        raise Refused("Bukti asal ini sudah tercatat untuk produk itu.", code="evidence_exists")
    made = OriginEvidence.objects.bulk_create(rows, batch_size=5_000)
    target = f"catalogue.product:{products[made[0].product_id].public_id}" if len(made) == 1 else ""
    kinds = {kind: sum(row.kind == kind for row in made) for kind in sorted({row.kind for row in made})}
    audit.record("catalogue.evidence_added", by=by, at=now, target=target, detail=kinds)
    return made


@transaction.atomic
def withdraw_evidence(*, evidence_id: int, by: User, now: datetime, reason: str) -> OriginEvidence:
    """Withdraw a proof that turned out wrong; it stays readable. Raises: NotAllowed, Refused."""
    require(by, PERMISSION)
    if not reason.strip():
        raise Refused("Tulis alasan penarikan; alasan disimpan dalam jejak audit.", code="reason_missing")
    row = OriginEvidence.objects.select_for_update().select_related("product").get(pk=evidence_id)
    if row.withdrawn_at is not None:
        raise Refused("Bukti ini sudah ditarik.", code="already_withdrawn")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    target = f"catalogue.product:{row.product.public_id}"
    audit.record(
        "catalogue.evidence_withdrawn", by=by, at=now, target=target, reason=reason.strip(), detail={"kind": row.kind}
    )
    return row


def _checked(new: NewEvidence, product: Product, by: User | None, now: datetime) -> OriginEvidence:
    kind = EvidenceKind(new.kind)
    reference = reference_of(kind, new.reference, product)
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise Refused("Tanggal akhir bukti lebih awal daripada tanggal mulainya.", code="days_out_of_order")
    if new.share_permyriad is not None and (kind is not EvidenceKind.TKDN or not 0 <= new.share_permyriad <= 10_000):
        raise Refused("Nilai TKDN adalah 0 sampai 100 persen, dan hanya untuk sertifikat TKDN.", code="bad_share")
    benefit = new.company_benefit_permyriad
    if benefit is not None and (kind is not EvidenceKind.TKDN or not 0 <= benefit <= MOST_BENEFIT_PERMYRIAD):
        raise Refused("BMP adalah 0 sampai 15 persen, dan hanya pada sertifikat TKDN.", code="bad_benefit")
    return OriginEvidence(
        product=product,
        kind=kind.value,
        level=int(level_of(kind, reference)),
        reference=reference,
        share_permyriad=new.share_permyriad,
        company_benefit_permyriad=benefit,
        holder=new.holder.strip(),
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        verified_by=by if kind is EvidenceKind.VISIT else None,
        added_at=now,
    )


def may_name_own_nib(product: Product) -> bool:
    """Return whether the NIB of a product's business proves that it was made there."""
    return bool(product.business.nib) and product.kind == "maker" and _makes_things(product.business)


def _makes_things(business: Business) -> bool:
    return is_manufacturing(business.kbli_code, version=business.kbli_version or "2020")


def reference_of(kind: EvidenceKind, text: str, product: Product) -> str:
    """Return the reference as it is written down, after its own checks."""
    if kind is EvidenceKind.MAKER_NIB:
        business = product.business
        number = str(nib.parse(text or business.nib))
        if number != business.nib:
            raise NoEvidence("NIB ini bukan NIB usaha pemilik produk; bukti produsen memakai NIB usaha itu sendiri.")
        if product.kind != "maker" or not _makes_things(business):
            raise NoEvidence(
                "NIB hanya menjadi bukti asal bila usaha membuat produk itu dan KBLI-nya industri (10–33)."
            )
        return number
    parsers = {EvidenceKind.BPOM: bpom.parse, EvidenceKind.PIRT: pirt.parse, EvidenceKind.TKDN: tkdn.parse}
    return str(parsers[kind](text)) if kind in parsers else text.strip()
