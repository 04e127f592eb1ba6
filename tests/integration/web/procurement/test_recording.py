import csv
import io
from urllib.parse import quote

import pytest
from django.urls import reverse

from tests.integration.web.procurement.conftest import YEAR
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.procurement import queries
from tumbuh.procurement.models import Purchase
from tumbuh.procurement.queries import Chosen
from tumbuh.procurement.unrecorded import to_record
from tumbuh.web.procurement.urls import urlpatterns

pytestmark = pytest.mark.django_db
MINE = [one for one in urlpatterns if "pencatatan" in str(one.pattern)]
FILLED = {
    "name": "Nasi kotak", "external_id": "KW-17", "on": "2026-03-30", "plan_codes": "40000002",
    "vendor": "Warung Contoh", "reason": "Katalog tutup pukul 7 pagi",
}  # fmt: skip


@pytest.fixture
def treasurer(client, make_person, city):
    user = make_person(Role.TREASURER)
    client.force_login(user)
    return user


def listed(client, **asked):
    return client.get(reverse("procurement_to_record"), {"year": YEAR} | asked).content.decode()


def record(client, payment, **filled):
    address = f"{reverse('procurement_record')}?year={YEAR}&payment={payment}"
    return client.post(address, FILLED | filled, follow=True)


@pytest.mark.parametrize("one", MINE, ids=lambda one: one.name)
def test_a_person_without_permission_gets_no_page(client, make_person, one):
    client.force_login(make_person(Role.FIELD_MENTOR))
    address = reverse(one.name, kwargs=dict.fromkeys(one.pattern.converters, "csv"))
    answers = [client.get(address).status_code, client.post(address).status_code]
    assert set(answers) <= {403, 405}
    assert 403 in answers
    client.logout()
    assert {client.get(address).status_code, client.post(address).status_code} <= {302, 405}


def test_units_and_payments_come_by_how_much_recording_would_move_the_figure(client, treasurer):
    frame = to_record(Chosen(YEAR))
    page = listed(client)
    assert frame.height > 0
    assert frame["rupiah"].is_sorted(descending=True)
    places = [page.index(f"payment={quote(key)}") for key in frame["payment"]]
    assert places == sorted(places)
    gaps = queries.gap_queue(Chosen(YEAR))
    names = [row["unit_name"] or row["unit"] for row in gaps.iter_rows(named=True) if row["gap_rupiah"] > 0]
    table = page[page.index("Unit menurut besarnya yang belum tercatat") :]
    found = [table.index(f">{name}</a>") for name in names]
    assert found == sorted(found)
    assert "Yang perlu dilakukan" in page


def test_recording_a_payment_moves_the_figure_by_its_rupiah_and_takes_it_off_the_list(client, treasurer):
    payment = to_record(Chosen(YEAR)).row(0, named=True)
    before = queries.figures(Chosen(YEAR), ids=("p3dn_payments",))[0]
    rupiah = payment["rupiah"]
    page = record(client, payment["payment"], value=rupiah, domestic=rupiah).content.decode()
    assert "tercatat." in page
    after = queries.figures(Chosen(YEAR), ids=("p3dn_payments",))[0]
    assert after.numerator_rupiah - before.numerator_rupiah == rupiah
    assert after.denominator_rupiah == before.denominator_rupiah
    assert payment["payment"] not in to_record(Chosen(YEAR))["payment"].to_list()
    assert Purchase.objects.get(source="recorded").recording_reason == FILLED["reason"]
    again = record(client, payment["payment"], value=rupiah)
    assert (again.status_code, "sudah tercatat" in again.content.decode()) == (400, True)


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"value": 10**15}, "tidak boleh melebihi yang dibayar"),
        ({"value": 1_000, "domestic": 2_000}, "tidak boleh melebihi nilainya"),
        ({"value": 1_000, "reason": ""}, "field-error"),
    ],
)
def test_what_cannot_be_recorded_is_refused_beside_the_form(client, treasurer, filled, told):
    payment = to_record(Chosen(YEAR)).row(0, named=True)
    answer = record(client, payment["payment"], **filled)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Purchase.objects.filter(source="recorded").exists()


def test_who_may_only_look_records_nothing(client, make_person, city):
    client.force_login(make_person(Role.AGENCY_HEAD))
    payment = to_record(Chosen(YEAR)).row(0, named=True)
    assert reverse("procurement_record") not in listed(client)
    assert record(client, payment["payment"], value=1_000).status_code == 403


def test_a_treasurer_of_one_unit_sees_and_records_only_its_payments(client, scoped, city):
    frame = to_record(Chosen(YEAR))
    unit = frame["unit"][0]
    other = "101" if unit != "101" else "102"
    client.force_login(scoped(Role.TREASURER, "unit", other))
    page = listed(client)
    for row in frame.iter_rows(named=True):
        assert (row["document"] in page) == (row["unit"] == other)
    refused = record(client, frame["payment"][0], value=1_000)
    assert (refused.status_code, "bukan milik unit Anda" in refused.content.decode()) == (400, True)
    assert not Purchase.objects.filter(source="recorded").exists()


def test_the_list_is_taken_home_and_the_trail_says_by_whom(client, treasurer):
    content = client.get(reverse("procurement_to_record_file", args=["csv"]), {"year": YEAR}).getvalue()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    frame = to_record(Chosen(YEAR))
    assert [int(row["Dibayar (Rp)"]) for row in rows] == frame["rupiah"].to_list()
    event = AuditEvent.objects.get(event="procurement.rows_downloaded")
    assert (event.by, event.target) == (treasurer, "procurement.figure:to_record")
    assert client.get(reverse("procurement_to_record_file", args=["pdf"])).status_code == 404


def test_nothing_paid_says_so(client, make_person):
    client.force_login(make_person(Role.TREASURER))
    assert "Semua pembayaran sudah tercatat" in client.get(reverse("procurement_to_record")).content.decode()
