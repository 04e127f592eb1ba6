"""The index follows the offers: what is listed is found, what leaves is not, and turns are shared out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import NOON
from tumbuh.catalogue.models import Offer, OriginEvidence, SearchRow, SearchWord, SellerProfile
from tumbuh.catalogue.search import index
from tumbuh.catalogue.search.asking import Query
from tumbuh.catalogue.search.finding import find
from tumbuh.registry.models import ClassAssessment, Licence

Make = Callable[..., Any]


def titles(text: str = "", **asked: Any) -> list[str]:
    return [card.title for card in find(Query(text=text, **asked), now=NOON).items]


def test_a_listed_offer_is_found_with_what_the_register_says_of_its_seller(make_seller: Make, make_offer: Make) -> None:
    seller = make_seller("Keripik Budi", area="31.71.03.1001")
    Licence.objects.create(business=seller, kind="halal", number="ID1", valid_to=date(2027, 1, 1), created_at=NOON)
    Licence.objects.create(business=seller, kind="pirt", number="P1", valid_to=date(2025, 1, 1), created_at=NOON)
    ClassAssessment.objects.create(
        business=seller, size_class="micro", basis="declared", as_of=date(2025, 1, 1), created_at=NOON
    )
    offer = make_offer("Keripik Pedas", seller=seller, stock=5)
    OriginEvidence.objects.create(
        product=offer.product, kind="declared", level=1, valid_from=date(2025, 1, 1), added_at=NOON
    )
    index.refresh([offer.pk], now=NOON)
    [card] = find(Query(text="keripik"), now=NOON).items
    assert (card.title, card.price_rupiah, card.free) == ("Keripik Pedas", 15_000, 5)
    assert (card.district_code, card.size_class, card.origin_level) == ("31.71.03", "micro", 1)
    assert card.licences == ("halal",)  # the other has expired


@pytest.mark.parametrize("state", ["paused", "retired"])
def test_what_is_no_longer_listed_is_not_found(make_offer: Make, state: str) -> None:
    offer = make_offer()
    index.refresh([offer.pk], now=NOON)
    assert titles() == ["Keripik Singkong"]
    Offer.objects.update(state=state, pause_reason="seller" if state == "paused" else "")
    index.refresh([offer.pk], now=NOON)
    assert titles() == []
    assert SearchRow.objects.count() == 1


def test_between_a_change_and_the_index_nothing_is_offered_that_is_not_for_sale(make_offer: Make) -> None:
    offer = make_offer()
    index.refresh([offer.pk], now=NOON)
    assert titles() == ["Keripik Singkong"]
    Offer.objects.update(state="paused", pause_reason="seller")
    assert titles() == []


def test_an_offer_that_was_never_listed_is_not_indexed(make_offer: Make) -> None:
    offer = make_offer(state="draft", listed_at=None)
    index.refresh([offer.pk], now=NOON)
    assert not SearchRow.objects.exists()


def test_a_banned_seller_is_not_found(make_offer: Make) -> None:
    offer = make_offer()
    SellerProfile.objects.update(banned_until_on=date(2026, 2, 1), ban_reason="tiga kali mangkir")
    index.refresh([offer.pk], now=NOON)
    assert titles() == []
    index.refresh([offer.pk], now=NOON + timedelta(days=60))
    assert SearchRow.objects.get().shown


def test_price_and_stock_are_of_now_and_never_remembered(make_offer: Make) -> None:
    offer = make_offer(stock=5)
    index.refresh([offer.pk], now=NOON)
    assert find(Query(), now=NOON).items[0].free == 5
    Offer.objects.filter(pk=offer.pk).update(reserved=4)
    assert find(Query(), now=NOON).items[0].free == 1


def test_a_changed_title_is_found_at_once_by_its_new_words(make_offer: Make) -> None:
    offer = make_offer()
    index.refresh([offer.pk], now=NOON)
    assert titles("dodol") == []
    Offer.objects.update(title="Dodol Durian")
    index.refresh([offer.pk], now=NOON)
    assert titles("dodol") == ["Dodol Durian"]
    assert titles("singkong") == []


def test_each_shown_offer_of_a_seller_has_one_turn(make_seller: Make, make_offer: Make) -> None:
    seller = make_seller()
    offers = [make_offer(f"Keripik {number}", seller=seller) for number in range(3)]
    index.refresh([offer.pk for offer in offers], now=NOON)
    assert sorted(SearchRow.objects.values_list("turn", "turns")) == [(0, 3), (1, 3), (2, 3)]
    Offer.objects.filter(pk=offers[0].pk).update(state="retired")
    index.refresh([offers[0].pk], now=NOON)
    assert sorted(SearchRow.objects.filter(shown=True).values_list("turn", "turns")) == [(0, 2), (1, 2)]


def test_words_are_counted_and_those_that_left_count_nothing(make_offer: Make) -> None:
    offers = [make_offer("Keripik Pedas"), make_offer("Keripik Manis")]
    assert index.rebuild(now=NOON) == 2
    counts = dict(SearchWord.objects.values_list("term", "offers"))
    assert (counts["keripik"], counts["pedas"], counts["*"]) == (2, 1, 2)
    assert not [term for term in counts if term.startswith("^") or ("_" in term and term[0] != "@")]
    Offer.objects.filter(pk=offers[0].pk).update(state="retired")
    index.rebuild(now=NOON)
    counts = dict(SearchWord.objects.values_list("term", "offers"))
    assert (counts["keripik"], counts["pedas"], counts["*"]) == (1, 0, 1)


def test_the_same_refresh_again_changes_only_its_moment(make_offer: Make) -> None:
    offer = make_offer()
    before = timezone.now()
    index.refresh([offer.pk], now=NOON)
    first: dict[str, Any] = dict(SearchRow.objects.values().get())
    index.refresh([offer.pk, offer.pk], now=NOON)
    second: dict[str, Any] = dict(SearchRow.objects.values().get())
    assert before < first.pop("refreshed_at") < second.pop("refreshed_at")
    assert first == second
