"""A catalogue of any size for measuring: seeded, of realistic words, written in bulk and indexed."""

import random
from datetime import UTC, date, datetime
from typing import Any

from tests.spec.search.judging import corpus

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
BRANDS = ("Ibu", "Bang", "Mpok", "Mbak", "Haji", "Teh", "Mas", "Oma", "Cak", "Uni")
NAMES = ("Siti", "Jali", "Nur", "Sari", "Mamat", "Euis", "Joko", "Tan", "Kholil", "Yani", "Rahmat", "Lela", "Udin")
EXTRAS = ("Jumbo", "Mini", "Premium", "Hemat", "Spesial", "Original", "Super", "Keluarga", "Isi 10", "250 g", "1 kg")
DISTRICTS = tuple(f"31.7{city}.{number:02}.1001" for city in range(1, 6) for number in range(1, 9))


def fill(*, offers: int, sellers: int, seed: int) -> None:
    """Write sellers with profiles and offers with prices, stock or a pool, and index them."""
    from django.db import connection

    from tumbuh.catalogue.search import index

    chance = random.Random(seed)
    businesses = _sellers(sellers, chance)
    _offers(offers, businesses, chance)
    index.rebuild(now=NOON)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does within a minute


def _sellers(count: int, chance: random.Random) -> list[Any]:
    from tumbuh.catalogue.models import CapacityPool, SellerProfile
    from tumbuh.registry.models import Business, ClassAssessment, Licence, Site

    rows = []
    for number in range(count):
        name = f"Usaha {chance.choice(BRANDS)} {chance.choice(NAMES)} {number}"
        rows.append(Business(name=name, name_key=name.lower(), registered_on=date(2022, 1, 3), created_at=NOON))
    made = Business.objects.bulk_create(rows)
    Site.objects.bulk_create(
        Site(business=one, kind="main", area_code=chance.choice(DISTRICTS), created_at=NOON) for one in made
    )
    ClassAssessment.objects.bulk_create(
        ClassAssessment(business=one, size_class=chance.choice(("micro", "small")), basis="declared",
                        as_of=date(2026, 1, 1), created_at=NOON)
        for one in made
    )  # fmt: skip
    Licence.objects.bulk_create(
        Licence(business=one, kind=kind, number=f"{kind}-{one.pk}", valid_to=date(2028, 1, 1), created_at=NOON)
        for one in made
        for kind in chance.sample(("halal", "pirt", "bpom"), chance.randint(0, 2))
    )
    SellerProfile.objects.bulk_create(SellerProfile(business=one, delivery_fee_rupiah=10_000, added_at=NOON)
                                      for one in made)  # fmt: skip
    CapacityPool.objects.bulk_create(
        CapacityPool(business=one, name="Dapur", daily_limit=500, lead_hours=12, added_at=NOON) for one in made
    )
    return made


def _offers(count: int, businesses: list[Any], chance: random.Random) -> None:
    from tumbuh.catalogue.models import CapacityPool, Category, Offer, OfferPrice, Product

    words = corpus()
    kinds: dict[str, Any] = {}
    for row in words:
        if row["category"] not in kinds:
            line_kind = "catering" if row["under"] == "Katering" else "goods"
            kinds[row["category"]] = Category.objects.create(
                code=f"k{len(kinds)}", name=row["category"], line_kind=line_kind
            )
    pools = dict(CapacityPool.objects.values_list("business_id", "pk"))
    products, offers = [], []
    for number in range(count):
        row, seller = chance.choice(words), chance.choice(businesses)
        title = f"{row['title']} {chance.choice(EXTRAS)} {number}"
        products.append(Product(business=seller, name=title, added_at=NOON))
        cooked = row["under"] == "Katering"
        offers.append(
            Offer(
                product=products[-1], seller=seller, category=kinds[row["category"]], title=title,
                description=row["description"], unit="buah", price_rupiah=chance.randrange(5_000, 400_000, 500),
                on_hand=0 if cooked else 100_000, made_to_order=cooked, pool_id=pools[seller.pk] if cooked else None,
                lead_hours=chance.choice((0, 12, 24, 48, 72)), state="listed", added_at=NOON, changed_at=NOON,
                listed_at=NOON,
            )
        )  # fmt: skip
    Product.objects.bulk_create(products, batch_size=2_000)
    Offer.objects.bulk_create(offers, batch_size=2_000)
    OfferPrice.objects.bulk_create(
        (OfferPrice(offer=one, price_rupiah=one.price_rupiah, valid_from=date(2026, 1, 1), set_at=NOON)
         for one in offers),
        batch_size=2_000,
    )  # fmt: skip
