"""Owners are told how they stand, each standing once, and only those whom it concerns."""

import pytest

from tests.integration.coaching.city import AFTER, NOON, CoachingCity, owner, person
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.coaching import services
from tumbuh.coaching.rules.lottery import BadDraw
from tumbuh.notices.models import Notice
from tumbuh.registry.models import Owner, Ownership


def with_account(name: str, **values: str) -> tuple[Owner, User]:
    made = owner(name, **values)
    business = Ownership.objects.get(owner=made).business
    return made, person(f"akun_{name.lower()}", Role.OWNER, "business", str(business.public_id))


def titles(user: User) -> list[str]:
    return list(Notice.objects.filter(person=user).order_by("pk").values_list("title", flat=True))


def test_a_seat_a_wait_and_the_seat_that_came_free_are_told(city: CoachingCity) -> None:
    cycle = city.cycle(seats=1)
    sari, sari_account = with_account("Sari")
    tuti, tuti_account = with_account("Tuti")
    first = city.apply(cycle, sari)
    city.apply(cycle, tuti)
    services.drop(enrolment_id=first.pk, reason="Pindah kota", by=city.officer, now=NOON)
    assert titles(sari_account) == ["Anda mendapat kursi: Jakpreneur", "Keluar dari Jakpreneur"]
    assert titles(tuti_account) == ["Daftar tunggu: Jakpreneur", "Anda mendapat kursi: Jakpreneur"]


def test_a_no_is_told_with_its_reason_and_who_applies_himself_is_not_told(city: CoachingCity) -> None:
    cycle = city.cycle(rules={"gender": ["female"]})
    budi, account = with_account("Budi", gender="male")
    city.apply(cycle, budi)
    told = Notice.objects.get()
    assert told.title == "Belum memenuhi syarat: Jakpreneur"
    assert told.body == "Siklus ini untuk pemilik perempuan. Pilih siklus lain."
    sari, own = with_account("Sari")
    services.apply(cycle_id=cycle.pk, owner_id=sari.pk, by=own, now=NOON)
    assert titles(own) == []
    assert titles(account) == ["Belum memenuhi syarat: Jakpreneur"]


def test_the_draw_tells_everyone_in_it_and_nobody_of_a_draw_that_is_refused(city: CoachingCity) -> None:
    cycle = city.cycle(seats=1, allocation="lottery")
    accounts = []
    for name in ("Ani", "Bunga"):
        made, account = with_account(name)
        city.apply(cycle, made)
        accounts.append(account)
    services.announce_lottery(cycle_id=cycle.pk, by=city.officer, now=NOON)
    with pytest.raises(BadDraw):
        services.hold_lottery(cycle_id=cycle.pk, word=" ", by=city.officer, now=AFTER)
    assert Notice.objects.count() == 0
    services.hold_lottery(cycle_id=cycle.pk, word="7.321,07", by=city.officer, now=AFTER)
    told = sorted(title for account in accounts for title in titles(account))
    assert told == ["Anda mendapat kursi: Jakpreneur", "Daftar tunggu: Jakpreneur"]
