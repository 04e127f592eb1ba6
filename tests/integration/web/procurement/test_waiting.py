import csv
import io
import re
from uuid import UUID

import fastexcel
import pytest
from django.urls import reverse

from tests.integration.web.procurement.conftest import AGENCY, YEAR
from tumbuh.accounts.permissions import Role
from tumbuh.procurement import queries
from tumbuh.procurement.choosing import whole_year
from tumbuh.procurement.models import Match, Unmatched
from tumbuh.procurement.queries import Chosen
from tumbuh.web.procurement.urls import urlpatterns

pytestmark = pytest.mark.django_db
M = 1_000_000
MINE = [one for one in urlpatterns if "menunggu" in str(one.pattern)]
QUEUE = ["spse_tender:8802", "ecat6:EP-01CONTOH03", "ecat6:EP-01CONTOH05", "ecat5:5003/74", "bela:TD-1"]


def waiting(key):
    return Unmatched.objects.get(purchase_key=key)


def url(name, key):
    return reverse(name, args=[waiting(key).public_id])


def bars():
    return {bar.id: bar.rupiah for bar in queries.bridge(Chosen(YEAR)).bars}


def figures():
    return {one.id: (one.numerator_rupiah, one.denominator_rupiah) for one in queries.figures(Chosen(YEAR))}


def listed(client, **asked):
    return client.get(reverse("procurement_waiting"), {"year": YEAR} | asked).content.decode()


def codes_in(page):
    return set(re.findall(r'name="package" value="(\d+)"', page))


@pytest.mark.parametrize("one", MINE, ids=lambda one: one.name)
def test_a_person_without_permission_gets_no_page(client, make_person, one):
    client.force_login(make_person(Role.FIELD_MENTOR))
    names = {"public_id": UUID(int=0), "kind": "csv"}
    address = reverse(one.name, kwargs={name: names[name] for name in one.pattern.converters})
    answers = [client.get(address).status_code, client.post(address).status_code]
    assert set(answers) <= {403, 405}
    assert 403 in answers
    client.logout()
    assert {client.get(address).status_code, client.post(address).status_code} <= {302, 405}


def test_the_queue_shows_each_row_with_its_reason_the_most_money_first(client, officer, city):
    page = listed(client)
    assert "5 belanja menunggu, jumlahnya Rp639.000.000." in page
    places = [page.index(url("procurement_waiting_one", key)) for key in QUEUE]
    assert places == sorted(places)
    assert page.count("Kode RUP tidak ada dalam rencana") >= 2
    assert "Lengkapi tandanya di SiRUP" in page


def test_the_queue_is_filtered_by_words_reason_and_state(client, officer, city):
    page = listed(client, reason="no_code")
    assert [key for key in QUEUE if url("procurement_waiting_one", key) in page] == [QUEUE[2], QUEUE[4]]
    page = listed(client, q="8802")
    assert [key for key in QUEUE if url("procurement_waiting_one", key) in page] == [QUEUE[0]]
    assert "Tidak ada belanja yang cocok dengan saringan" in listed(client, q="tidak ada yang begini")
    assert "Tidak ada belanja yang cocok dengan saringan" in listed(client, state="dismissed")
    assert "5 belanja menunggu" in listed(client, state="x", reason="y", year="z")


def test_an_empty_queue_says_that_nothing_waits(client, officer):
    assert "Setiap belanja yang masuk sudah menemukan paketnya." in listed(client)


def test_choosing_a_package_moves_exactly_its_rupiah_in_bridge_and_figures(client, officer, city):
    before, numbers = bars(), figures()
    given = {"package": "40000001", "reason": "Salah ketik kode"}
    answer = client.post(url("procurement_match", "ecat5:5003/74"), given, follow=True)
    assert "Rp3.000.000 kini terhitung sebagai PDN." in answer.content.decode()
    after, later = bars(), figures()
    assert {name: after[name] - before[name] for name in before if after[name] != before[name]} == {
        "domestic": 3 * M, "unmatched": -3 * M,
    }  # fmt: skip
    for id_ in queries.P3DN[:3]:
        assert (later[id_][0] - numbers[id_][0], later[id_][1] - numbers[id_][1]) == (3 * M, 0)
    assert later["p3dn_plan"] == numbers["p3dn_plan"]
    assert url("procurement_waiting_one", "ecat5:5003/74") not in listed(client)
    page = listed(client, state="resolved")
    assert "Salah ketik kode" in page


def test_the_suggestion_is_accepted_with_one_button(client, officer, city):
    row = waiting("ecat5:5003/74")
    Unmatched.objects.filter(pk=row.pk).update(
        suggested_code="40000003", suggestion_permyriad=9_000, suggestion_reasons=["kode RUP berbeda satu angka"]
    )
    page = listed(client)
    assert "Usul (90 dari 100): kode RUP berbeda satu angka" in page
    assert 'value="Usul diterima: kode RUP berbeda satu angka"' in page
    before = bars()
    given = {"package": "40000003", "reason": "Usul diterima: kode RUP berbeda satu angka"}
    answer = client.post(url("procurement_match", "ecat5:5003/74"), given, follow=True)
    assert "Rp3.000.000 kini terhitung sebagai bukan PDN." in answer.content.decode()
    assert bars()["other"] - before["other"] == 3 * M
    assert Match.objects.get().reason == "Usul diterima: kode RUP berbeda satu angka"


def test_a_package_without_a_mark_moves_nothing_and_says_so(client, officer, city):
    before = bars()
    untagged = whole_year(Chosen(YEAR)).packages.filter(counted=True)
    code = untagged.filter(untagged["domestic"].is_null() & ~untagged["exempt"])["code"][0]
    given = {"package": code, "reason": "x"}
    answer = client.post(url("procurement_match", "ecat5:5003/74"), given, follow=True)
    assert "Rp3.000.000 masih belum cocok" in answer.content.decode()
    assert bars() == before


def test_packages_are_searched_by_name_and_code_those_of_the_unit_first(client, officer, city):
    address = url("procurement_waiting_one", "ecat5:5003/74")
    page = client.get(address).content.decode()
    assert "Paket unit ini, yang paling mirip di atas" in page
    assert codes_in(page) == {"40000003", "40000004", "40000005", "40000010"}
    assert codes_in(client.get(address, {"q": "4000000"}).content.decode()) >= {"40000001", "40000003"}
    assert codes_in(client.get(address, {"q": "belanja atk"}).content.decode()) == {"40000001"}
    assert codes_in(client.get(address, {"q": "paket"}).content.decode()) == {"40000008"}  # not what was revised
    assert "Tidak ada paket yang cocok" in client.get(address, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize(
    "given", [{"package": "49999998", "reason": "x"}, {"package": "40000001", "reason": " "}, {"reason": "x"}]
)
def test_a_choice_that_cannot_be_is_refused_and_changes_nothing(client, officer, city, given):
    before = bars()
    assert client.post(url("procurement_match", "ecat5:5003/74"), given).status_code == 400
    assert bars() == before
    assert not Match.objects.exists()


def test_what_has_no_package_leaves_the_queue_with_a_reason_and_no_figure(client, officer, city):
    before = bars()
    address = url("procurement_leave", "bela:TD-1")
    assert client.post(address, {"reason": ""}).status_code == 400
    answer = client.post(address, {"reason": "Belanja di luar RUP"}, follow=True)
    assert "Rp2.000.000 tetap terhitung sebagai belum cocok." in answer.content.decode()
    assert (waiting("bela:TD-1").state, bars()) == ("dismissed", before)
    assert client.post(address, {"reason": "lagi"}).status_code == 409
    page = client.get(url("procurement_waiting_one", "bela:TD-1")).content.decode()
    assert "Belanja di luar RUP" in page
    assert "Pilih paket" not in page


def test_who_may_only_look_cannot_choose(client, make_person, city):
    client.force_login(make_person(Role.TREASURER))
    page = listed(client)
    assert "5 belanja menunggu" in page
    assert "Terima usul" not in page
    assert "Pilih paket" not in client.get(url("procurement_waiting_one", "ecat5:5003/74")).content.decode()
    for name in ("procurement_match", "procurement_leave"):
        given = {"package": "40000001", "reason": "x"}
        assert client.post(url(name, "ecat5:5003/74"), given).status_code == 403
    assert Unmatched.objects.filter(state="waiting").count() == 5


@pytest.mark.parametrize(
    ("kind", "code", "mine"),
    [
        ("unit", "102", set(QUEUE)),
        ("unit", "2.11.0.00.0.00.01.0003", set(QUEUE)),
        ("agency", AGENCY, set(QUEUE)),
        ("unit", "101", set()),
        ("agency", "5.02.0.00.0.00.01.0000", set()),
    ],
)
def test_a_person_of_one_part_sees_and_places_only_its_purchases(client, scoped, city, kind, code, mine):
    client.force_login(scoped(Role.COMMITMENT_OFFICER, kind, code))
    page = listed(client)
    assert {key for key in QUEUE if url("procurement_waiting_one", key) in page} == mine
    for key in set(QUEUE) - mine:
        given = {"package": "40000001", "reason": "x"}
        assert client.get(url("procurement_waiting_one", key)).status_code == 400
        assert client.post(url("procurement_match", key), given).status_code == 400
        assert client.post(url("procurement_leave", key), given).status_code == 400
    assert not Match.objects.exists()
    assert Unmatched.objects.filter(state="waiting").count() == 5


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_waits_is_taken_home_as_filtered(client, officer, city, kind):
    address = reverse("procurement_waiting_file", args=[kind])
    content = client.get(address, {"year": YEAR, "reason": "code_unknown"}).getvalue()
    if kind == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    else:
        rows = fastexcel.read_excel(content).load_sheet("Baris").to_polars().to_dicts()
    assert [(row["Belanja"], int(row["Nilai (Rp)"])) for row in rows] == [
        ("spse_tender:8802", 600 * M), ("ecat5:5003/74", 3 * M),
    ]  # fmt: skip
    assert client.get(reverse("procurement_waiting_file", args=["pdf"])).status_code == 404
