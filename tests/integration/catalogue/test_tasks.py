"""The catalogue's night, as the worker runs it."""

from datetime import date

import pytest

from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue.models import OfferPrice, SearchRow, SearchWord, SellerProfile
from tumbuh.catalogue.tasks import count_words, rebuild_index, turn_the_day

pytestmark = pytest.mark.django_db


def test_the_night_applies_due_prices_and_the_second_time_does_nothing(make_offer, make_category):
    offer = make_offer(category=make_category("suvenir"), stock=5)
    OfferPrice.objects.filter(offer=offer).update(valid_to=date(2026, 1, 1))
    OfferPrice.objects.create(offer=offer, price_rupiah=17_000, valid_from=date(2026, 1, 2), set_at=offer.added_at)
    for _ in range(2):
        turn_the_day(timestamp=0)
    offer.refresh_from_db()
    assert (offer.price_rupiah, offer.state) == (17_000, "listed")
    assert AuditEvent.objects.filter(event="catalogue.prices_applied").count() == 1


def test_a_ban_that_ended_lets_the_offer_be_found_again_after_the_night(make_offer):
    offer = make_offer(stock=5)
    rebuild_index(timestamp=0)
    SearchRow.objects.update(shown=False)  # as it was while the ban held
    assert not SellerProfile.objects.filter(banned_until_on__isnull=False).exists()
    rebuild_index(timestamp=0)
    assert SearchRow.objects.get().offer_id == offer.pk
    assert SearchRow.objects.get().shown


def test_each_hour_the_words_are_counted(make_offer):
    make_offer(stock=5)
    rebuild_index(timestamp=0)
    SearchWord.objects.update(offers=7)
    count_words(timestamp=0)
    assert SearchWord.objects.get(term="singkong").offers == 1
