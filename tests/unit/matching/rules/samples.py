"""A need, a seller, and ways to draw many."""

from datetime import date

from hypothesis import strategies as st

from tumbuh.matching.rules.profiles import Demand, Seller, Terms

TODAY = date(2026, 6, 1)
TERMS = Terms(
    weights={"category": 30, "capacity": 15, "price": 15, "distance": 10, "origin": 15, "record": 10, "timing": 5},
    wider_permyriad=5_000,
    words_permyriad=4_000,
    least_cover_permyriad=2_000,
    price_full_permyriad=8_000,
    price_least_permyriad=3_000,
    far_metres=25_000,
    origin_permyriad=(0, 0, 2_000, 5_000, 7_000, 8_500, 10_000),
    prior_on_time=4,
    prior_deliveries=5,
    slack_days=14,
)
LUNCH = Demand(
    id="N1", category="nasi_kotak", wider="konsumsi", words=frozenset({"nasi", "kotak"}), quantity=100,
    unit_budget_rupiah=30_000, certificates=frozenset({"halal"}), district="317401", metres=(0, 0),
    needed_on=date(2026, 7, 1),
)  # fmt: skip
COOK = Seller(
    id="U1", categories=frozenset({"nasi_kotak"}), wider=frozenset({"konsumsi"}), words=frozenset({"nasi", "kotak"}),
    capacity=100, unit_price_rupiah=24_000, certificates=frozenset({"halal", "pirt"}), serves=frozenset(),
    metres=(3_000, 4_000), size_class="micro", origin_level=3, lead_days=2, on_time=9, deliveries=10,
)  # fmt: skip

some = st.frozensets
place = st.none() | st.tuples(st.integers(0, 40_000), st.integers(0, 40_000))
CERTIFICATES, WORDS = st.sampled_from(["halal", "pirt", "sni"]), st.sampled_from(["nasi", "kue", "kotak"])
CATEGORIES, PARENTS = st.sampled_from(["nasi_kotak", "kue", "alat_tulis"]), st.sampled_from(["konsumsi", "kantor"])
DISTRICTS = st.sampled_from(["317401", "317402"])

demands = st.builds(
    Demand,
    id=st.just("N1"),
    category=CATEGORIES,
    wider=PARENTS | st.just(""),
    words=some(WORDS),
    quantity=st.integers(1, 300),
    unit_budget_rupiah=st.none() | st.integers(1, 60_000),
    certificates=some(CERTIFICATES, max_size=2),
    district=DISTRICTS,
    metres=place,
    needed_on=st.dates(date(2026, 5, 20), date(2026, 8, 1)),
    size_classes=st.sampled_from([frozenset(), frozenset({"micro", "small"})]),
)
sellers = st.builds(
    Seller,
    id=st.uuids().map(str),
    categories=some(CATEGORIES),
    wider=some(PARENTS),
    words=some(WORDS),
    capacity=st.integers(0, 400),
    unit_price_rupiah=st.integers(1, 70_000),
    certificates=some(CERTIFICATES),
    serves=some(DISTRICTS),
    metres=place,
    size_class=st.sampled_from(["micro", "small", "medium"]),
    origin_level=st.integers(-1, 5),
    lead_days=st.integers(0, 40),
    deliveries=st.integers(5, 30),
    on_time=st.integers(0, 5),
    banned_until=st.none() | st.sampled_from([date(2026, 5, 31), TODAY]),
)
