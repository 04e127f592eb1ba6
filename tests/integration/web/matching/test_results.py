"""What came of it all: every number opens to its meetings, which add up to it, on the page and in the file."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.matching.city import MORNING, NOON, MatchingCity
from tests.integration.orders.city import person
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.matching import services
from tumbuh.matching.chain import Asked, Stage, links, sums
from tumbuh.matching.funnel import funnel, funnels
from tumbuh.matching.models import Event

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Clock = Callable[[datetime], None]
LATER = MORNING + timedelta(hours=4)


@pytest.fixture
def held(city: MatchingCity) -> Event:
    """Two companies that met a kitchen each: one is interested and was offered something, the other is not."""
    event, people = city.all_come()
    pairs = [("PT Pembeli 1", "Dapur 1"), ("PT Pembeli 2", "Dapur 2")]
    meetings = [city.agreed(event, people[buyer], people[seller]) for buyer, seller in pairs]
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    services.start_event(event_id=event.pk, by=city.organiser, now=MORNING)
    for meeting, rupiah in zip(meetings, (7_000_000, 0), strict=True):
        services.tell_outcome(
            meeting_id=meeting.pk, interest_rupiah=rupiah, next_step="quotation" if rupiah else "none",
            next_on=LATER.date() + timedelta(days=3) if rupiah else None, by=city.by(meeting.buyer.name), now=LATER,
        )  # fmt: skip
    deal = meetings[0].deal
    services.note_quote(deal_id=deal.pk, rupiah=6_500_000, by=city.by("Dapur 1"), now=LATER)
    return event


def test_the_meetings_behind_every_number_add_up_to_it(held: Event) -> None:
    whole = funnel(held)
    counts = {
        Stage.BOOKED: whole.booked, Stage.HELD: whole.held, Stage.MISSED: whole.missed,
        Stage.INTERESTED: whole.interested, Stage.QUOTED: whole.quoted, Stage.ORDERED: whole.ordered,
        Stage.PAID: whole.paid,
    }  # fmt: skip
    assert counts[Stage.BOOKED] == 2
    for stage, count in counts.items():
        found = links(Asked(batch=held.number, stage=stage))
        assert len(found) == count
    told = sums(links(Asked(batch=held.number)))
    assert (told.interest, told.offered, told.ordered, told.realised) == (
        whole.interest, whole.offered, whole.orders, whole.realised
    )  # fmt: skip
    [first, second] = funnels("exhibitor", event=held)
    assert (first.name, first.interest.rupiah, second.interest.rupiah) == ("Dapur 1", 7_000_000, 0)


def test_a_number_of_the_results_opens_its_meetings(
    city: MatchingCity, held: Event, sign_in: SignIn, noon: Clock
) -> None:
    client = sign_in(city.organiser)
    rows = reverse("matching_result_rows")
    page = client.get(reverse("matching_results", args=[held.public_id]))
    for address in (f"{rows}?tahap=minat&amp;acara={held.number}", f"{rows}?tahap=dibayar&amp;acara={held.number}"):
        assert address in page.content.decode()
    assert "Rp0 berarti tidak terlihat, bukan tidak dibayar" in text_of(page)  # of companies the city has no books
    told = text_of(client.get(f"{rows}?tahap=minat&acara={held.number}"))
    assert "PT Pembeli 1 × Dapur 1" in told
    assert "PT Pembeli 2" not in told
    assert "Rp7.000.000" in told
    assert "Rp13.500.000" not in told  # interest and offer are never one sum
    assert "Tidak ada pertemuan di balik angka ini" in text_of(client.get(f"{rows}?tahap=dibayar"))
    assert client.get(f"{rows}?tahap=apa&acara=x&penjual=y").status_code == HTTPStatus.OK


def test_the_files_hold_the_meetings_and_say_what_the_columns_mean(
    city: MatchingCity, held: Event, sign_in: SignIn, noon: Clock
) -> None:
    client = sign_in(city.organiser)
    answer = client.get(reverse("matching_result_rows_file", args=["csv"]), {"acara": held.number})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert sum(int(one["Minat, pernyataan (Rp)"]) for one in rows) == funnel(held).interest.rupiah
    assert [(one["Penjual"], one["Tahap"]) for one in rows] == [("Dapur 1", "Penawaran"), ("Dapur 2", "")]
    for part, names in (("acara", ["Temu bisnis"]), ("penjual", ["Dapur 1", "Dapur 2"])):
        answer = client.get(reverse("matching_result_file", args=[part, "csv"]), {"acara": held.number})
        told = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
        assert [one[part.capitalize()] for one in told] == names
    assert client.get(reverse("matching_result_file", args=["penjual", "xlsx"])).status_code == HTTPStatus.OK
    assert client.get(reverse("matching_result_file", args=["hewan", "csv"])).status_code == HTTPStatus.NOT_FOUND


def test_a_governor_reads_results_and_opens_nothing_of_the_organiser(
    city: MatchingCity, held: Event, sign_in: SignIn, noon: Clock
) -> None:
    governor = sign_in(person("gubernur", Role.GOVERNOR, "city", ""))
    told = governor.get(reverse("matching_all_results"))
    assert "Temu bisnis" in text_of(told)
    assert reverse("matching_event", args=[held.public_id]) not in told.content.decode()
    assert reverse("matching_meeting", args=[held.meetings.all()[0].public_id]) not in told.content.decode()
    assert "Dapur 1" in text_of(governor.get(reverse("matching_results", args=[held.public_id])))
    assert "Dapur 1" in text_of(governor.get(reverse("matching_result_rows")))
    assert governor.get(reverse("matching_event", args=[held.public_id])).status_code == HTTPStatus.FORBIDDEN
    owner = sign_in(city.owners["Dapur 1"])
    for name in ("matching_all_results", "matching_result_rows"):
        assert owner.get(reverse(name)).status_code == HTTPStatus.FORBIDDEN
    assert owner.get(reverse("matching_result_rows_file", args=["csv"])).status_code == HTTPStatus.FORBIDDEN
