"""What leaves the house leaves once: through crashes, closed gateways and retries."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from tests.integration.notices.senders import Taking
from tumbuh.kernel.states import IllegalMove
from tumbuh.notices import delivering, services
from tumbuh.notices.models import Outgoing
from tumbuh.notices.queries import undelivered
from tumbuh.notices.rules import WAITS, Channel

pytestmark = pytest.mark.django_db
FOLDER = "tests.integration.notices.senders"


@pytest.fixture(autouse=True)
def taken() -> Iterator[list[Any]]:
    Taking.taken.clear()
    with override_settings(NOTICE_SENDERS=settings.NOTICE_SENDERS | {"whatsapp": f"{FOLDER}.Taking"}):
        yield Taking.taken


@pytest.fixture
def siti(make_person: Callable[..., Any], now: datetime) -> Any:
    person = make_person(username="siti")
    person.email = "siti@contoh.test"
    person.save()
    services.choose_channels(user=person, channels=[Channel.WHATSAPP], phone="081234567890", now=now)
    return person


@pytest.fixture
def queued(siti: Any, now: datetime) -> Outgoing:
    services.tell(
        people=[siti.pk],
        event="orders.placed",
        title="Pesanan baru",
        body="40 kotak",
        path="/jualan/",
        key="k",
        now=now,
    )
    return Outgoing.objects.get()


def gateway(name: str) -> Any:
    return override_settings(NOTICE_SENDERS=settings.NOTICE_SENDERS | {"whatsapp": f"{FOLDER}.{name}"})


def state(row: Outgoing) -> tuple[str, int]:
    row.refresh_from_db()
    return row.state, row.attempts


def test_a_notice_leaves_once_however_often_it_is_delivered(queued: Any, taken: list[Any], now: datetime) -> None:
    assert [delivering.deliver(outgoing_ids=[queued.pk], now=now) for _ in range(3)] == [1, 0, 0]
    assert delivering.deliver(outgoing_ids=None, now=now) == 0
    [message] = taken
    assert (message.address, message.short) == ("+6281234567890", "Pesanan baru. 40 kotak")
    assert message.url.endswith("/jualan/")
    assert state(queued) == ("sent", 1)
    assert queued.receipt == "nomor-1"


def test_what_was_read_in_the_inbox_is_not_sent_any_more(
    siti: Any, queued: Any, taken: list[Any], now: datetime
) -> None:
    services.mark_read(user=siti, public_ids=None, now=now)
    assert delivering.deliver(outgoing_ids=None, now=now) == 0
    assert (taken, state(queued)) == ([], ("read", 0))


def test_before_its_time_nothing_is_sent(queued: Any, taken: list[Any], now: datetime) -> None:
    assert delivering.deliver(outgoing_ids=None, now=now - timedelta(seconds=1)) == 0
    assert (taken, state(queued)) == ([], ("queued", 0))


def test_a_closed_gateway_is_tried_with_waits_and_then_a_person_decides(
    make_person: Callable[..., Any], queued: Any, taken: list[Any], now: datetime
) -> None:
    moment = now
    with gateway("Closed"):
        for wait in [*WAITS, timedelta(0)]:
            delivering.deliver(outgoing_ids=None, now=moment)
            moment = max(moment + wait, queued.due_at)
            queued.refresh_from_db()
            moment = max(moment, queued.due_at)
    assert state(queued) == ("failed", len(WAITS) + 1)
    assert [(one.pk, one.trouble) for one in undelivered()] == [(queued.pk, "Gerbang tutup.")]
    services.try_again(public_id=queued.public_id, by=make_person(username="admin"), now=moment)
    assert delivering.deliver(outgoing_ids=None, now=moment) == 1
    assert len(taken) == 1
    with pytest.raises(IllegalMove):
        services.try_again(public_id=queued.public_id, by=make_person(username="lain"), now=moment)


def test_when_nobody_knows_whether_it_arrived_it_is_not_sent_again(
    queued: Any, taken: list[Any], now: datetime
) -> None:
    with gateway("Breaking"):
        delivering.deliver(outgoing_ids=None, now=now)
        delivering.deliver(outgoing_ids=None, now=now + timedelta(days=1))
    assert (len(taken), state(queued)) == (1, ("failed", 1))
    assert queued.trouble == "TimeoutError; mungkin sudah sampai."


@pytest.mark.parametrize(("name", "after"), [("Breaking", "failed"), ("Taking", "queued")])
def test_the_row_of_a_killed_worker_is_asked_again_only_of_who_knows_its_key(
    queued: Any, name: str, after: str, now: datetime
) -> None:
    Outgoing.objects.update(state="sending", attempts=1, changed_at=now)
    with gateway(name):
        delivering.deliver(outgoing_ids=[], now=now + timedelta(minutes=9))
        assert state(queued) == ("sending", 1)
        delivering.deliver(outgoing_ids=[], now=now + timedelta(minutes=11))
    assert state(queued) == (after, 1)


def test_without_a_gateway_the_notice_stays_in_the_inbox(queued: Any, now: datetime) -> None:
    with override_settings(NOTICE_SENDERS=settings.NOTICE_SENDERS | {"whatsapp": "tumbuh.notices.senders.NullSender"}):
        assert delivering.deliver(outgoing_ids=None, now=now) == 0
    assert state(queued) == ("skipped", 0)


def test_mail_goes_out_with_its_key_as_the_message_id(siti: Any, now: datetime, tmp_path: Path) -> None:
    services.choose_channels(user=siti, channels=[Channel.EMAIL], phone="", now=now)
    services.tell(
        people=[siti.pk], event="a.b", title="Pesanan baru", body="40 kotak", path="/jualan/", key="k", now=now
    )
    row = Outgoing.objects.get()
    with override_settings(EMAIL_FILE_PATH=tmp_path, EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend"):
        assert delivering.deliver(outgoing_ids=None, now=now) == 1
    [mail] = tmp_path.iterdir()
    text = mail.read_text(encoding="utf-8")
    assert f"Message-ID: <{row.public_id}@tumbuh>" in text
    assert "To: siti@contoh.test" in text
