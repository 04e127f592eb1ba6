"""An invented offer for the style guide."""

from tumbuh.catalogue.search.cards import Card


def card() -> Card:
    """Return an offer without a photo."""
    return Card(
        id=1,
        public_id="00000000-0000-4000-8000-000000000000",
        title="Keripik Singkong Pedas Balado 250 g",
        price_rupiah=15_000,
        unit="bungkus",
        min_quantity=10,
        made_to_order=False,
        free=120,
        lead_hours=24,
        grade="A",
        category="keripik",
        seller_name="Keripik Bu Siti",
        seller_public_id="00000000-0000-4000-8000-000000000001",
        seller_type="maker",
        district_code="31.71.01",
        size_class="micro",
        origin_level=4,
        licences=("halal", "pirt"),
        photo="",
    )
