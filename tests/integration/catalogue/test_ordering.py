"""What an order gets to know of offers."""

from datetime import UTC, date, datetime

import pytest

from tumbuh.catalogue.models import OfferPrice, OriginEvidence
from tumbuh.catalogue.queries import offers_to_order
from tumbuh.registry.models import ClassAssessment, Licence

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
DAY = date(2026, 1, 7)


def test_an_offer_comes_with_price_proofs_seller_and_licences_of_the_day(
    make_offer, make_seller, django_assert_num_queries
):
    seller = make_seller(delivery_fee_rupiah=10_000, packing_fee_rupiah=500, collects_vat=True, delivers_to=["31.71"])
    offer = make_offer(seller=seller, stock=7)
    for kind, number, valid_to in (("pirt", "1", None), ("halal", "2", date(2026, 1, 6))):
        Licence.objects.create(business=seller, kind=kind, number=number, valid_to=valid_to, created_at=NOON)
    ClassAssessment.objects.create(
        business=seller, size_class="micro", basis="declared", as_of=date(2025, 1, 1), created_at=NOON
    )
    OriginEvidence.objects.create(
        product=offer.product, kind="tkdn", level=5, reference="1/SJ-IND.8/TKDN/1/2025", share_permyriad=7_250,
        company_benefit_permyriad=1_200, valid_from=date(2025, 1, 1), valid_to=date(2026, 1, 31), added_at=NOON,
    )  # fmt: skip
    OfferPrice.objects.filter(offer=offer).update(valid_to=date(2026, 1, 6))
    OfferPrice.objects.create(offer=offer, price_rupiah=17_000, valid_from=DAY, set_at=NOON)
    with django_assert_num_queries(1):
        found = offers_to_order([offer.pk], on=DAY)[offer.pk]
    assert (found.price_rupiah, found.seller_name, found.seller_area) == (17_000, "Keripik Budi", "31.71.01.1001")
    assert (found.origin_level, found.tkdn_permyriad, found.bmp_permyriad) == (5, 7_250, 1_200)
    assert (found.licences, found.size_class, found.free) == (("pirt",), "micro", 7)
    assert (found.delivery_fee_rupiah, found.packing_fee_rupiah, found.collects_vat) == (10_000, 500, True)
    assert (found.seller_type, found.delivers_to, found.line_kind) == ("maker", ("31.71",), "goods")
    later = offers_to_order([offer.pk], on=date(2026, 2, 1))[offer.pk]
    assert (later.origin_level, later.tkdn_permyriad) == (0, None)
    assert offers_to_order([offer.pk], on=date(2026, 1, 6))[offer.pk].price_rupiah == 15_000


def test_what_is_not_for_sale_is_left_out(make_offer, make_seller):
    draft = make_offer(state="draft")
    closed = make_seller("Tutup")
    closed.closed_on = date(2026, 1, 1)
    closed.save()
    banned = make_seller("Toko X", banned_until_on=date(2026, 2, 1), ban_reason="Barang palsu")
    offers = [draft, make_offer(seller=closed), make_offer(seller=banned)]
    assert offers_to_order([offer.pk for offer in offers], on=DAY) == {}
