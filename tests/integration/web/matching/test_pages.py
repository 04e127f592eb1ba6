"""Who sees which page of business matching, what an empty and a finished one says, and what the hall takes in."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.matching.city import MORNING, NOON, UNIT, MatchingCity
from tests.integration.orders.city import person
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue.models import Category
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import services
from tumbuh.matching.models import Deal, Demand, Event, HallEntry, Meeting, Outcome
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Clock = Callable[[datetime], None]
ORGANISERS = (
    "matching_event", "matching_participants", "matching_suggestions", "matching_timetable", "matching_hall",
    "matching_results", "matching_hall_data",
)  # fmt: skip


@pytest.fixture
def met(city: MatchingCity) -> Meeting:
    """A meeting in its slot, of an event that runs."""
    event, people = city.all_come()
    meeting = city.agreed(event, people["PT Pembeli 1"], people["Dapur 1"])
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    services.start_event(event_id=event.pk, by=city.organiser, now=MORNING)
    meeting.refresh_from_db()
    return meeting


def send(client: Client, event: Event, *notes: dict[str, Any]) -> list[dict[str, str]]:
    answer = client.post(
        reverse("matching_hall_send", args=[event.public_id]), json.dumps({"notes": notes}),
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == HTTPStatus.OK
    answers: list[dict[str, str]] = answer.json()["answers"]
    return answers


def outcome(meeting: Meeting, **given: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()), "kind": "outcome", "at": (MORNING + timedelta(minutes=40)).isoformat(),
        "meeting": str(meeting.public_id), "interest": 5_000_000, "next_step": "quotation", "next_on": "2026-04-20",
    } | given  # fmt: skip


@pytest.mark.parametrize("name", ORGANISERS)
def test_a_seller_and_a_buyer_open_no_page_of_the_organiser(
    city: MatchingCity, met: Meeting, sign_in: SignIn, noon: Clock, name: str
) -> None:
    url = reverse(name, args=[met.event.public_id])
    assert sign_in(city.organiser).get(url).status_code == HTTPStatus.OK
    for who in (city.owners["Dapur 1"], city.speakers["PT Pembeli 1"]):
        assert sign_in(who).get(url).status_code == HTTPStatus.FORBIDDEN


def test_a_meeting_is_seen_by_the_two_who_meet_and_by_nobody_else(
    city: MatchingCity, met: Meeting, sign_in: SignIn, noon: Clock
) -> None:
    url = reverse("matching_meeting", args=[met.public_id])
    for who in (city.organiser, city.owners["Dapur 1"], city.speakers["PT Pembeli 1"]):
        assert "PT Pembeli 1 × Dapur 1" in text_of(sign_in(who).get(url))
    for who in (city.owners["Dapur 2"], city.speakers["PT Pembeli 2"]):
        answer = sign_in(who).get(url)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "PT Pembeli 1" not in text_of(answer)


def test_a_company_s_buyer_of_the_whole_city_speaks_for_no_unit(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    services.draft_demands(unit_ref=UNIT, by=city.organiser, now=NOON)
    demand = Demand.objects.get(source="plan")
    company = sign_in(city.speakers["PT Pembeli 1"])
    assert demand.title not in text_of(company.get(reverse("matching_own")))
    assert company.get(reverse("matching_demand", args=[demand.public_id])).status_code == HTTPStatus.BAD_REQUEST
    company.post(reverse("matching_demand_show", args=[demand.public_id]), {"show": "ya"})
    demand.refresh_from_db()
    assert demand.state == "draft"
    assert demand.title in text_of(sign_in(city.unit.officer).get(reverse("matching_own")))


def test_empty_pages_say_what_to_do_first(city: MatchingCity, sign_in: SignIn, noon: Clock) -> None:
    organiser = sign_in(city.organiser)
    assert "Belum ada acara" in text_of(organiser.get(reverse("matching_events")))
    assert "Belum ada pertemuan" in text_of(organiser.get(reverse("matching_all_results")))
    event = city.event()
    told = {name: text_of(organiser.get(reverse(name, args=[event.public_id]))) for name in ORGANISERS[:-1]}
    assert "Tunggu jawaban peserta" in told["matching_event"]
    assert "Saran belum dihitung" in told["matching_suggestions"]
    assert "Belum ada pertemuan untuk dijadwalkan" in told["matching_timetable"]
    assert "Aula belum dibuka" in told["matching_hall"]
    owner = sign_in(person("baru", Role.OWNER, "business", str(city.add_kitchen("Dapur Baru", share=False).public_id)))
    assert "Tampilkan Dapur Baru kepada pembeli" in text_of(owner.get(reverse("matching_own")))
    assert "Isi dahulu jenis yang Anda jual" in text_of(owner.get(reverse("matching_near_me")))
    assert "Usaha Anda belum tampil bagi pembeli" in text_of(owner.get(reverse("matching_why_not")))


def test_an_owner_drafts_corrects_shows_and_withdraws_the_profile(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    business = city.add_kitchen("Dapur Baru", share=False)
    owner, url = sign_in(city.owners["Dapur Baru"]), reverse("matching_supply")
    assert "Susun profil dari katalog" in text_of(owner.get(url))
    assert not hasattr(business, "supply_profile")
    owner.post(url, {"act": "draft"})
    values = {
        "categories": [city.category],
        "capacity": "250",
        "unit": "kotak",
        "unit_price": "27.500",
        "lead_days": "1",
    }
    assert "Profil tersimpan." in text_of(owner.post(url, values, follow=True))
    show = reverse("matching_supply_show")
    assert "Usaha Anda tampil bagi pembeli" in text_of(owner.post(show, {"show": "ya"}, follow=True))
    business.refresh_from_db()
    assert (business.supply_profile.state, business.supply_profile.capacity) == ("shared", 250)
    owner.post(show, {"show": "tarik"})
    business.supply_profile.refresh_from_db()
    assert business.supply_profile.state == "withdrawn"


def test_why_not_me_tells_the_filter_and_what_mends_it(city: MatchingCity, sign_in: SignIn, noon: Clock) -> None:
    city.add_kitchen("Dapur Kecil", capacity=20)
    services.suggest(by=city.organiser, now=NOON)
    told = text_of(sign_in(city.owners["Dapur Kecil"]).get(reverse("matching_why_not")))
    assert "Tersingkir" in told
    assert "Peringkat" in told


def test_an_outcome_of_the_hall_is_told_once_however_often_it_is_sent(
    city: MatchingCity, met: Meeting, sign_in: SignIn, noon: Clock
) -> None:
    noon(MORNING + timedelta(hours=2))
    organiser, note = sign_in(city.organiser), outcome(met)
    for _time in range(3):
        assert send(organiser, met.event, note, note) == [{"key": note["key"], "refused": ""}] * 2
    assert (Outcome.objects.count(), HallEntry.objects.count()) == (1, 1)
    assert Deal.objects.get().interest_rupiah == 5_000_000


def test_a_note_that_is_refused_holds_no_other_up_and_leaves_nothing(
    city: MatchingCity, met: Meeting, sign_in: SignIn, noon: Clock
) -> None:
    noon(MORNING + timedelta(hours=2))
    late = outcome(met, next_on="2026-04-01")
    unknown = {"key": str(uuid4()), "kind": "arrived", "at": MORNING.isoformat(), "code": "0000"}
    broken, arrived = {"key": "x", "kind": "held"}, unknown | {"key": str(uuid4()), "code": met.seller.code}
    told = {
        one["key"]: one["refused"] for one in send(sign_in(city.organiser), met.event, late, unknown, broken, arrived)
    }
    assert "tanggal langkah berikutnya" in told[late["key"]]
    assert "bukan peserta" in told[unknown["key"]]
    assert "tidak lengkap" in told["x"]
    assert told[arrived["key"]] == ""
    assert [one.kind for one in HallEntry.objects.all()] == ["arrived"]
    assert Outcome.objects.count() == 0


def test_the_hall_of_an_event_gives_no_personal_data_and_its_worker_is_a_script(
    city: MatchingCity, met: Meeting, sign_in: SignIn, noon: Clock
) -> None:
    organiser = sign_in(city.organiser)
    data = organiser.get(reverse("matching_hall_data", args=[met.event.public_id])).json()
    assert set(data["people"][0]) == {"code", "shown_code", "name", "side", "arrived"}
    assert [one["id"] for one in data["meetings"]] == [str(met.public_id)]
    script = organiser.get(reverse("matching_hall_worker"))
    assert script.headers["Content-Type"].startswith("text/javascript")


def give_second(city: MatchingCity) -> tuple[User, Business]:
    """Let the owner of Dapur 1 run Dapur 2 as well."""
    owner, second = city.owners["Dapur 1"], city.businesses["Dapur 2"]
    add_membership(
        user=owner, role=Role.OWNER, scope_kind="business", scope_code=str(second.public_id), by=None,
        now=NOON - timedelta(days=1),
    )  # fmt: skip
    return owner, second


def test_an_owner_of_two_businesses_goes_from_one_to_the_other(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    owner, second = give_second(city)
    event, people = city.all_come()
    client = sign_in(owner)
    home = client.get(reverse("matching_own")).content.decode()
    assert f"/temu-bisnis/saya/profil/?usaha={second.public_id}" in home
    profile = client.get(reverse("matching_supply"), {"usaha": str(second.public_id)})
    assert profile.context["business"] == second
    others = sign_in(city.owners["Dapur 3"]).get(reverse("matching_supply"), {"usaha": str(second.public_id)})
    assert others.status_code == HTTPStatus.BAD_REQUEST
    address = f"{reverse('matching_own_event', args=[event.public_id])}?sebagai={people['Dapur 2'].public_id}"
    assert "Sebagai <strong>Dapur 2</strong>" in text_of(client.get(address))


def test_who_comes_for_two_stands_first_as_the_one_whom_something_waits_for(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    owner, _second = give_second(city)
    event, people = city.all_come()
    address = reverse("matching_own_event", args=[event.public_id])
    client = sign_in(owner)
    assert client.get(address).context["me"].name == "Dapur 1"
    asked = services.request_meeting(
        event_id=event.pk, with_id=people["Dapur 2"].pk, by=city.by("PT Pembeli 1"), now=NOON
    )
    assert client.get(address).context["me"].name == "Dapur 2"
    services.accept_meeting(meeting_id=asked.pk, by=owner, now=NOON)
    assert client.get(address).context["me"].name == "Dapur 1"
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    noon(MORNING + timedelta(hours=2))
    assert sign_in(owner).get(address).context["me"].name == "Dapur 2"


def test_the_directory_is_matched_without_an_event_and_the_buyer_sees_who_suits(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    demand = Demand.objects.filter(buyer=city.buyers["PT Pembeli 1"]).get()
    buyer, url = sign_in(city.speakers["PT Pembeli 1"]), reverse("matching_demand", args=[demand.public_id])
    assert 'id="suggested"' not in text_of(buyer.get(url))
    assert buyer.post(reverse("matching_match_all")).status_code == HTTPStatus.FORBIDDEN
    answer = sign_in(city.organiser).post(reverse("matching_match_all"), follow=True)
    assert "6 pasangan boleh bertemu" in text_of(answer)
    told = text_of(buyer.get(url))
    assert 'id="suggested"' in told
    assert reverse("shop_seller", args=[city.businesses["Dapur 1"].public_id]) in told
    assert "Penawaran bersama" not in told  # one kitchen is enough


def test_a_need_that_is_too_large_for_one_seller_shows_the_shares_and_asks_all(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    demand = city.share_demand("PT Pembeli 1", title="Apel besar", quantity=450)
    event, _people = city.all_come()
    services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    buyer, url = sign_in(city.speakers["PT Pembeli 1"]), reverse("matching_demand", args=[demand.public_id])
    told = text_of(buyer.get(url))
    assert "225 kotak" in told
    assert "Minta bertemu semuanya di Temu bisnis" in told
    asked = buyer.post(reverse("matching_ask_jointly", args=[demand.public_id]), {"event": event.pk}, follow=True)
    assert "2 permintaan pertemuan terkirim" in text_of(asked)


def test_a_choice_that_was_taken_offers_the_timetable_and_not_itself_again(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    event, _people = city.all_come()
    run = services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    url, client = reverse("matching_suggestions", args=[event.public_id]), sign_in(city.organiser)
    assert "Tetapkan 6 pasangan" in text_of(client.get(url))
    services.assign(event_id=event.pk, run_id=run.pk, by=city.organiser, now=NOON)
    told = text_of(client.get(url))
    assert "Semua pasangan sudah ditetapkan" in told
    assert "Tetapkan pertemuan" not in told


def test_the_excluded_are_counted_by_reason_and_the_nearest_are_named(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    city.add_kitchen("Dapur Mahal Kecil", price=90_000, capacity=5)
    event, _people = city.all_come()
    services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    client, demand = sign_in(city.organiser), city.buyers["PT Pembeli 1"].demands.get()
    assert "1 harga, 1 kapasitas" in text_of(client.get(reverse("matching_suggestions", args=[event.public_id])))
    told = text_of(client.get(reverse("matching_pairs", args=[event.public_id, demand.public_id])))
    assert "Tersingkir (1)" in told
    assert "Menurut alasan: 1 harga, 1 kapasitas." in told
    assert "Dapur Mahal Kecil" in told
    assert "Yang paling dekat ditampilkan" not in told  # it is all of them


def test_the_chosen_kinds_stand_before_the_rest_which_opens_by_group(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    above = Category.objects.create(code="kantor", name="Kantor", line_kind="goods")
    for code, name in (("cetak", "Cetakan"), ("atk", "Alat tulis")):  # nobody sells them yet; somebody may be the first
        Category.objects.create(code=code, name=name, line_kind="goods", parent=above)
    owner, url = sign_in(city.owners["Dapur 1"]), reverse("matching_supply")
    page = owner.get(url).content.decode()
    kinds = page[page.index('id="kinds"') : page.index("</fieldset>", page.index('id="kinds"'))]
    chosen, rest = kinds.split("<details", 1)
    assert (chosen.count("checked"), rest.count("checked")) == (1, 0)
    assert rest.index("Kantor") < rest.index("Alat tulis") < rest.index("Cetakan")
    profile = city.businesses["Dapur 1"].supply_profile
    values = {
        "categories": [city.category, "cetak"], "capacity": "300", "unit": "kotak", "unit_price": "25.000",
        "lead_days": "1",
    }  # fmt: skip
    owner.post(url, values)
    profile.refresh_from_db()
    assert profile.categories == sorted([city.category, "cetak"])


def test_an_event_is_started_by_its_first_button_on_its_day_only(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    event, people = city.all_come()
    city.agreed(event, people["PT Pembeli 1"], people["Dapur 1"])
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    client, url = sign_in(city.organiser), reverse("matching_event", args=[event.public_id])
    before = client.get(url)
    assert "Mulai acara pada harinya: 13 April 2026" in text_of(before)
    assert '<button class="btn btn-primary" type="submit">Mulai acara' not in before.content.decode()
    noon(MORNING - timedelta(hours=1))
    assert '<button class="btn btn-primary" type="submit">Mulai acara' in client.get(url).content.decode()


def test_a_buyer_whose_needs_are_all_past_is_not_asked_to_come(
    city: MatchingCity, sign_in: SignIn, noon: Clock
) -> None:
    city.add_company("PT Terlambat", needed_on=day_in_wib(NOON) + timedelta(days=1))
    event = city.event()
    address = reverse("matching_participants", args=[event.public_id])
    names = {one["name"] for one in sign_in(city.organiser).get(address).context["more_buyers"]}
    assert names == {"PT Pembeli 1", "PT Pembeli 2", "PT Terlambat"}
    noon(NOON + timedelta(days=2))
    names = {one["name"] for one in sign_in(city.organiser).get(address).context["more_buyers"]}
    assert names == {"PT Pembeli 1", "PT Pembeli 2"}
