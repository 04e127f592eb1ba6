"""A person reads their own notices, sees how many are new on every page, and chooses where else to be told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.notices import delivering, queries, services
from tumbuh.notices.models import Outgoing
from tumbuh.notices.rules import WAITS, Channel

pytestmark = pytest.mark.django_db
SENDERS = "tests.integration.notices.senders"


@pytest.fixture
def tell(now: datetime) -> Callable[..., int]:
    def told(username: str, **changes: Any) -> int:
        words = {"event": "orders.placed", "title": "Pesanan baru", "body": "40 kotak", "path": "/akun/", "key": "k"}
        person = User.objects.get(username=username)
        return services.tell(people=[person.pk], **(words | {"now": now} | changes))

    return told


def test_following_a_notice_marks_it_as_read_and_leads_to_its_page(
    signed_in: Callable[..., Any], tell: Callable[..., int]
) -> None:
    client = signed_in(username="siti")
    tell("siti")
    page = client.get("/kabar/").content.decode()
    assert "40 kotak" in page
    notice = queries.inbox(User.objects.get(username="siti")).get()
    assert f"/kabar/{notice.public_id}/" in page
    assert client.get(f"/kabar/{notice.public_id}/").headers["Location"] == "/akun/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert "40 kotak" not in client.get("/kabar/?baru=1").content.decode()


def test_somebody_else_s_notice_is_not_there(signed_in: Callable[..., Any], tell: Callable[..., int]) -> None:
    client, _ = signed_in(username="siti"), signed_in(username="budi")
    tell("budi")
    notice = queries.inbox(User.objects.get(username="budi")).get()
    assert client.get(f"/kabar/{notice.public_id}/").status_code == HTTPStatus.NOT_FOUND
    client.post("/kabar/dibaca/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_every_page_says_how_many_are_new_for_one_query_and_none_for_a_visitor(
    signed_in: Callable[..., Any], tell: Callable[..., int]
) -> None:
    client = signed_in(username="siti")
    for n in range(3):
        tell("siti", key=str(n))
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/gaya/").content.decode()
    assert len([one for one in asked if "notices_notice" in one["sql"]]) == 1
    head = page.split("<main")[0]
    assert 'href="/kabar/"' in head
    assert ">3</span>" in head
    client.post("/kabar/dibaca/")
    assert "belum dibaca" not in client.get("/gaya/").content.decode().split("<main")[0]
    with CaptureQueriesContext(connection) as asked:
        assert 'href="/kabar/"' not in Client().get("/periksa/").content.decode()
    assert [one for one in asked if "notices_notice" in one["sql"]] == []


def test_only_channels_that_exist_are_offered_and_a_refusal_keeps_what_was_chosen(
    signed_in: Callable[..., Any],
) -> None:
    client = signed_in(username="siti")
    page = client.get("/kabar/saluran/").content.decode()
    assert 'value="email"' in page
    assert 'value="sms"' not in page
    assert "WhatsApp, SMS" in page
    answer = client.post("/kabar/saluran/", {"channels": "email"})
    assert "belum memiliki alamat surel" in answer.content.decode()
    user = User.objects.get(username="siti")
    assert queries.preference_of(user) is None
    with override_settings(NOTICE_SENDERS=settings.NOTICE_SENDERS | {"whatsapp": f"{SENDERS}.Taking"}):
        answer = client.post("/kabar/saluran/", {"channels": "whatsapp", "phone": "0812 3456 7890"})
    assert answer.headers["Location"] == "/kabar/"
    kept = queries.preference_of(user)
    assert kept is not None
    assert (kept.channels, kept.phone) == (["whatsapp"], "+6281234567890")


def test_the_administrator_sees_what_failed_but_not_what_it_says_and_sends_it_again(
    signed_in: Callable[..., Any], tell: Callable[..., int], now: datetime
) -> None:
    admin, owner = signed_in(Role.ADMINISTRATOR), signed_in(username="siti")
    siti = User.objects.get(username="siti")
    services.choose_channels(user=siti, channels=[Channel.WHATSAPP], phone="081234567890", now=now)
    tell("siti", urgent=True)
    with override_settings(NOTICE_SENDERS=settings.NOTICE_SENDERS | {"whatsapp": f"{SENDERS}.Closed"}):
        moment = now
        for wait in (*WAITS, timedelta(0)):
            delivering.deliver(outgoing_ids=None, now=moment)
            moment += wait
    row = Outgoing.objects.get()
    page = admin.get("/kabar/tidak-terkirim/").content.decode()
    assert "Gerbang tutup." in page
    assert "40 kotak" not in page
    assert "Pesanan baru" not in page
    assert admin.post(f"/kabar/tidak-terkirim/{row.public_id}/").headers["Location"] == "/kabar/tidak-terkirim/"
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("queued", 0)
    assert owner.get("/kabar/tidak-terkirim/").status_code == HTTPStatus.FORBIDDEN
