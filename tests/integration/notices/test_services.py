"""People are told once, within the act that tells them, and read only what is theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tumbuh.kernel.errors import Refused
from tumbuh.notices import queries, services
from tumbuh.notices.models import Notice, Outgoing, Preference
from tumbuh.notices.rules import Channel, NotToldWell

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    return make_person(username="siti")


@pytest.fixture
def budi(make_person: Callable[..., Any]) -> Any:
    return make_person(username="budi")


@pytest.fixture
def tell(now: datetime) -> Callable[..., int]:
    def told(*people: Any, **changes: Any) -> int:
        words = {"event": "orders.placed", "title": "Pesanan baru", "body": "40 kotak", "path": "/jualan/", "key": "k1"}
        return services.tell(people=[one.pk for one in people], **(words | {"now": now} | changes))

    return told


def test_each_person_is_told_once_per_key(siti: Any, budi: Any, tell: Callable[..., int]) -> None:
    assert tell(siti) == 1
    assert tell(siti, budi, siti, title="Lagi") == 1
    assert tell(siti, budi, key="k2") == 2
    assert [one.title for one in queries.inbox(siti)] == ["Pesanan baru", "Pesanan baru"]
    assert (queries.unread_count(siti), queries.unread_count(budi)) == (2, 2)


def test_what_is_rolled_back_was_never_told(siti: Any, tell: Callable[..., int]) -> None:
    def act() -> None:
        with transaction.atomic():
            tell(siti)
            raise Refused("Stok habis.", code="out_of_stock")

    with pytest.raises(Refused):
        act()
    assert (Notice.objects.count(), Outgoing.objects.count()) == (0, 0)


def test_telling_many_people_is_one_query_besides_the_transaction(make_person: Any, tell: Callable[..., int]) -> None:
    people = [make_person(username=f"orang{n}") for n in range(20)]
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert tell(*people) == 20
    assert len([one for one in told if "SAVEPOINT" not in one["sql"]]) == 1


def test_nobody_is_told_nothing(siti: Any, tell: Callable[..., int]) -> None:
    assert tell() == 0
    with pytest.raises(NotToldWell):
        tell(siti, path="https://lain.test/")
    assert Notice.objects.count() == 0


def test_a_notice_of_somebody_else_stays_unread(siti: Any, budi: Any, tell: Callable[..., int], now: datetime) -> None:
    tell(siti, budi)
    theirs = queries.inbox(budi).get()
    later = now + timedelta(minutes=1)
    assert services.mark_read(user=siti, public_ids=[theirs.public_id], now=later) == 0
    assert services.mark_read(user=siti, public_ids=None, now=later) == 1
    assert (queries.unread_count(siti), queries.unread_count(budi)) == (0, 1)
    with pytest.raises(Notice.DoesNotExist):
        queries.notice_of(siti, theirs.public_id)


def test_what_was_told_cannot_be_told_otherwise_afterwards(siti: Any, tell: Callable[..., int]) -> None:
    tell(siti)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.update(title="Lain")
    assert queries.inbox(siti).get().title == "Pesanan baru"


def test_who_chose_a_channel_gets_the_notice_queued_there_after_the_night(
    siti: Any, budi: Any, tell: Callable[..., int], now: datetime
) -> None:
    services.choose_channels(user=siti, channels=[Channel.SMS, Channel.WHATSAPP], phone="0812 3456 7890", now=now)
    assert Preference.objects.get().phone == "+6281234567890"
    night = now.replace(hour=16)  # 23.00 WIB
    tell(siti, budi, now=night)
    tell(siti, key="k2", now=night, urgent=True)
    rows = Outgoing.objects.order_by("notice__key", "channel").values_list("channel", "state", "due_at")
    morning = night.replace(hour=23)  # 6.00 WIB
    assert list(rows) == [
        ("sms", "queued", morning), ("whatsapp", "queued", morning),
        ("sms", "queued", night), ("whatsapp", "queued", night),
    ]  # fmt: skip


@pytest.mark.parametrize("phone", ["", "021-5551234", "0812****01"])
def test_a_channel_without_a_mobile_number_is_refused(siti: Any, phone: str, now: datetime) -> None:
    with pytest.raises(services.PhoneMissing):
        services.choose_channels(user=siti, channels=[Channel.SMS], phone=phone, now=now)
    with pytest.raises(services.EmailMissing):
        services.choose_channels(user=siti, channels=[Channel.EMAIL], phone="", now=now)
    assert queries.preference_of(siti) is None
