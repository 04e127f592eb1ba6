"""Keeping the index of the search: what a listed offer is found by, worked out when something changes."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from tumbuh.catalogue import queries
from tumbuh.catalogue.models import Category, Offer, SellerProfile
from tumbuh.catalogue.search import documents
from tumbuh.catalogue.search.asking import DISTRICT
from tumbuh.catalogue.search.remembered import forget
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.facts import SellerFacts, seller_facts
from tumbuh.registry.rules import name_key

BATCH = 1_000
EVERY = "*"  # the "word" that every offer holds; its count is the number of offers

_WRITE = """
    INSERT INTO catalogue_searchrow (offer_id, shown, terms, name_key, price_rupiah, seller_id, seller_name,
        seller_public_id, kinds, district_code, size_class, origin_level, licences, lead_hours, rotation_key, turn,
        turns, refreshed_at)
    VALUES (%s, %s, %s::tsvector, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 0, 1, clock_timestamp())
    ON CONFLICT (offer_id) DO UPDATE SET shown = excluded.shown, terms = excluded.terms, name_key = excluded.name_key,
        price_rupiah = excluded.price_rupiah, seller_name = excluded.seller_name, kinds = excluded.kinds,
        district_code = excluded.district_code, size_class = excluded.size_class,
        origin_level = excluded.origin_level, licences = excluded.licences, lead_hours = excluded.lead_hours,
        rotation_key = excluded.rotation_key, refreshed_at = excluded.refreshed_at
"""
# Locked in the order of their ids first: two changes of one seller at once must not wait for each other in a ring.
_TURNS = """
    WITH own AS MATERIALIZED (
        SELECT offer_id, seller_id, rotation_key FROM catalogue_searchrow
        WHERE seller_id = ANY(%s) AND shown ORDER BY offer_id FOR UPDATE
    ), placed AS (
        SELECT offer_id, row_number() OVER (PARTITION BY seller_id ORDER BY rotation_key, offer_id) - 1 AS turn,
               count(*) OVER (PARTITION BY seller_id) AS turns
        FROM own
    )
    UPDATE catalogue_searchrow r SET turn = placed.turn, turns = placed.turns FROM placed
    WHERE r.offer_id = placed.offer_id AND (r.turn, r.turns) IS DISTINCT FROM (placed.turn, placed.turns)
"""
_NEW_WORDS = """
    INSERT INTO catalogue_searchword (term, offers) SELECT word, 1 FROM unnest(%s::text[]) AS new(word)
    WHERE NOT EXISTS (SELECT FROM catalogue_searchword w WHERE w.term = new.word)
    ORDER BY word ON CONFLICT (term) DO NOTHING
"""
_COUNT_WORDS = """
    WITH counted AS MATERIALIZED (
        SELECT word, ndoc FROM ts_stat('SELECT terms FROM catalogue_searchrow WHERE shown')
        WHERE word LIKE '@%%' OR word !~ '[_^]'
        UNION ALL SELECT %s, (SELECT count(*) FROM catalogue_searchrow WHERE shown)
    ), gone AS (
        UPDATE catalogue_searchword w SET offers = 0
        WHERE w.offers > 0 AND NOT EXISTS (SELECT FROM counted WHERE counted.word = w.term)
    )
    INSERT INTO catalogue_searchword (term, offers) SELECT word, ndoc FROM counted ORDER BY word
    ON CONFLICT (term) DO UPDATE SET offers = excluded.offers WHERE catalogue_searchword.offers <> excluded.offers
"""


@transaction.atomic
def refresh(offer_ids: Collection[int], *, now: datetime) -> None:
    """
    Work out anew what offers are found by; call it in the transaction that changed them, as its last act.

    Also for an offer that is no longer listed: it then stops being found. Offers that were never listed are left out.
    """
    ids = sorted(set(offer_ids))
    for start in range(0, len(ids), BATCH):
        _take_turns(_refresh(ids[start : start + BATCH], day_in_wib(now)))


def rebuild(*, now: datetime) -> int:
    """
    Work out the whole index anew and count its words; return the offers in it. Safe at any time, in parts.

    Turns are taken once all are there: with each part, the rows of nearly all sellers would be written again.
    """
    ids = list(Offer.objects.filter(listed_at__isnull=False).order_by("pk").values_list("pk", flat=True))
    sellers: set[int] = set()
    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            sellers |= _refresh(ids[start : start + BATCH], day_in_wib(now))
    with transaction.atomic():
        _take_turns(sellers)
    count_words()
    return len(ids)


def count_words() -> None:
    """Count in how many offers each word occurs: how telling it is, and which spelling is the usual one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT_WORDS, [EVERY])
    forget()


def _take_turns(sellers: Collection[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TURNS, [sorted(sellers)])


def _refresh(ids: Sequence[int], on: date) -> set[int]:
    """Work out some rows; return whose they are, for their turns are to be taken after that."""
    offers = list(
        Offer.objects.filter(pk__in=ids, listed_at__isnull=False).select_related("category", "pool").order_by("pk")
    )
    sellers = {offer.seller_id for offer in offers}
    facts = seller_facts(sellers, on=on)
    banned = SellerProfile.objects.filter(business__in=sellers, banned_until_on__gte=on)
    out = set(banned.values_list("business_id", flat=True)) | {key for key in sellers if not _is_open(facts.get(key))}
    levels = queries.origin_levels({offer.product_id for offer in offers}, on)
    kinds = _Kinds()
    rows, words = [], {EVERY}
    for offer in offers:
        seller = facts.get(offer.seller_id)
        if seller is None:  # withdrawn from the register: what was indexed of it is only hidden
            continue
        found = documents.terms(_document(offer, seller, kinds))
        words.update(term for term in found if is_word(term))
        shown = offer.state == "listed" and offer.seller_id not in out
        rows.append(_row(offer, seller, kinds, found, shown=shown, level=int(levels[offer.product_id])))
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, rows)
        gone = [offer.pk for offer in offers if offer.seller_id not in facts]
        cursor.execute(
            "UPDATE catalogue_searchrow SET shown = false, refreshed_at = clock_timestamp() "
            "WHERE shown AND offer_id = ANY(%s)",
            [gone],
        )
        cursor.execute(_NEW_WORDS, [sorted(words)])
    return sellers


def is_word(term: str) -> bool:
    """Return whether a term is a word or a concept, and no beginning of a title nor two of its words."""
    return term[0] == "@" or not ("_" in term or term[0] == "^")


def _is_open(seller: SellerFacts | None) -> bool:
    return seller is not None and seller.is_open


class _Kinds:
    """The categories with those above them, read once."""

    def __init__(self) -> None:
        self._all = {one.pk: one for one in Category.objects.all()}

    def above(self, category_id: int) -> Iterator[Category]:
        """Yield a category and those above it."""
        at: int | None = category_id
        while at is not None:
            yield self._all[at]
            at = self._all[at].parent_id


def _document(offer: Offer, seller: SellerFacts, kinds: _Kinds) -> documents.Document:
    own, *above = kinds.above(offer.category_id)
    return documents.Document(
        title=offer.title,
        kind=f"{own.name}. {own.search_words}",
        wider_kinds=tuple(one.name for one in above),
        seller=f"{seller.name} {offer.maker_name}",
        description=offer.description,
    )


def _row(
    offer: Offer, seller: SellerFacts, kinds: _Kinds, found: dict[str, str], *, shown: bool, level: int
) -> tuple[Any, ...]:
    return (
        offer.pk,
        shown,
        documents.as_tsvector(found),
        name_key(offer.title)[:200],
        offer.price_rupiah,
        offer.seller_id,
        seller.name,
        seller.public_id,
        [one.code for one in kinds.above(offer.category_id)],
        seller.area_code[:DISTRICT],
        seller.size_class,
        level,
        sorted({kind for kind, _number, _end in seller.licences}),
        max(offer.lead_hours, offer.pool.lead_hours if offer.pool else 0),
        offer.public_id.int >> 97,  # 31 bits of chance, the same for ever
    )
