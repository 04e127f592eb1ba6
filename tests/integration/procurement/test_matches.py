"""What waits for a package: opened with a reason and a suggestion, matched, dismissed, resolved by a file."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests.integration.procurement.conftest import GOLDEN, NOON, YEAR
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.states import IllegalMove
from tumbuh.procurement import queries, services
from tumbuh.procurement.matches import NoSuchPackage, NoSuchWaiting, PartAboveValue, ReasonMissing
from tumbuh.procurement.models import Match, Purchase, RejectedRow, Unmatched
from tumbuh.procurement.queries import Chosen

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
M = 1_000_000


def numerator(**chosen):
    return queries.figures(Chosen(YEAR, **chosen), ids=("domestic_recorded",))[0].numerator_rupiah


def bars(**chosen):
    return {bar.id: bar.rupiah for bar in queries.bridge(Chosen(YEAR, **chosen)).bars}


def test_the_queue_holds_who_found_no_package_the_most_money_first(city):
    waiting = [(one.purchase_key, one.reason, one.value_rupiah // M) for one in queries.waiting(YEAR)]
    assert waiting == [
        ("spse_tender:8802", "code_unknown", 600),
        ("ecat6:EP-01CONTOH03", "untagged", 30),
        ("ecat6:EP-01CONTOH05", "no_code", 4),
        ("ecat5:5003/74", "code_unknown", 3),
        ("bela:TD-1", "no_code", 2),
    ]
    assert city["bela"].unmatched == 5


def test_a_match_moves_exactly_its_rupiah_and_the_past_stays(city, officer):
    before, was = bars(), numerator()
    made = services.match(
        purchase_key="ecat5:5003/74", plan_codes="40000001.0", reason="Salah ketik kode", by=officer, now=NOON + DAY
    )
    assert made.plan_codes == ["40000001"]
    after = bars()
    assert after["domestic"] - before["domestic"] == before["unmatched"] - after["unmatched"] == 3 * M
    assert {name: after[name] for name in ("other", "excluded")} == {
        name: before[name] for name in ("other", "excluded")
    }
    assert numerator(known_at=NOON + DAY / 2) == was
    waiting = Unmatched.objects.get(purchase_key="ecat5:5003/74")
    assert (waiting.state, waiting.closed_by, waiting.closing_reason) == ("resolved", officer, "Salah ketik kode")
    assert AuditEvent.objects.filter(event="procurement.matched", by=officer).count() == 1


def test_a_second_word_supersedes_the_first(city, officer):
    for number, code in enumerate(("40000001", "40000003")):
        services.match(
            purchase_key="ecat5:5003/74", plan_codes=code, reason="periksa", by=officer, now=NOON + number * DAY
        )
    assert list(Match.objects.order_by("pk").values_list("plan_codes", "superseded_at")) == [
        (["40000001"], NOON + DAY), (["40000003"], None),
    ]  # fmt: skip
    assert bars()["other"] == 705 * M


def test_a_match_with_an_old_code_counts_by_its_newest(city, officer):
    services.match(purchase_key="ecat5:5003/74", plan_codes="40000006", reason="x", by=officer, now=NOON + DAY)
    row = next(
        r for r in queries.rows(Chosen(YEAR), "domestic_recorded", "numerator").to_dicts() if r["rupiah"] == 3 * M
    )
    assert (row["purchase"], row["reason"]) == ("ecat5:5003/74", "plan")


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"plan_codes": "49999998"}, NoSuchPackage),
        ({"plan_codes": "0"}, NoSuchPackage),
        ({"reason": "  "}, ReasonMissing),
        ({"purchase_key": "ecat5:5001/71"}, NoSuchWaiting),
    ],
)
def test_a_match_that_cannot_be_is_refused_and_changes_nothing(city, officer, options, refusal):
    before = bars()
    given: dict[str, Any] = {"purchase_key": "ecat5:5003/74", "plan_codes": "40000001", "reason": "x"} | options
    with pytest.raises(refusal):
        services.match(**given, by=officer, now=NOON + DAY)
    assert bars() == before
    assert not Match.objects.exists()


def test_only_who_may_match_can(city, mentor):
    with pytest.raises(NotAllowed):
        services.match(purchase_key="ecat5:5003/74", plan_codes="40000001", reason="x", by=mentor, now=NOON)
    with pytest.raises(NotAllowed):
        services.dismiss(purchase_key="ecat5:5003/74", reason="x", by=mentor, now=NOON)
    assert Unmatched.objects.filter(state="waiting").count() == 5


def test_a_purchase_of_another_unit_is_placed_by_its_own_people_only(city, make_person):
    other, own = (make_person(username=name) for name in ("lain", "sendiri"))
    for user, code in ((other, "101"), (own, "102")):
        role = Role.COMMITMENT_OFFICER
        add_membership(user=user, role=role, scope_kind="unit", scope_code=code, by=None, now=NOON)
    given: dict[str, Any] = {"purchase_key": "ecat5:5003/74", "reason": "x", "now": NOON + DAY}
    with pytest.raises(NotAllowed, match="di luar cakupan"):
        services.match(**given, plan_codes="40000001", by=other)
    with pytest.raises(NotAllowed, match="di luar cakupan"):
        services.dismiss(**given, by=other)
    assert Unmatched.objects.filter(state="waiting").count() == 5
    services.match(**given, plan_codes="40000001", by=own)
    assert Match.objects.get().matched_by == own


def test_a_dismissed_purchase_leaves_the_queue_but_no_figure(city, officer, bring_in):
    before = bars()
    services.dismiss(purchase_key="bela:TD-1", reason="Tidak ada paketnya", by=officer, now=NOON + DAY)
    bring_in("bela", now=NOON + 2 * DAY)
    assert "bela:TD-1" not in {one.purchase_key for one in queries.waiting(YEAR)}
    assert bars() == before
    with pytest.raises(IllegalMove):
        services.dismiss(purchase_key="bela:TD-1", reason="lagi", by=officer, now=NOON + 3 * DAY)


def test_the_missing_plan_file_resolves_what_waited_for_it(bring_in):
    bring_in("ecat6")
    assert [(one.reason, one.state) for one in Unmatched.objects.all()] == [("code_unknown", "waiting")]
    bring_in("rup_provider", now=NOON + DAY)
    waiting = Unmatched.objects.get()
    assert (waiting.state, waiting.closed_at) == ("resolved", NOON + DAY)
    assert bars()["domestic"] == 20 * M


def test_a_package_that_loses_its_tag_lets_its_purchases_wait_again(bring_in, tmp_path):
    bring_in("rup_provider")
    bring_in("ecat6")
    assert not Unmatched.objects.exists()
    rows = json.loads((GOLDEN / "rup_provider.json").read_text())
    rows[1]["status_pdn"] = None
    path = tmp_path / "x.json"
    path.write_text(json.dumps(rows))
    bring_in("rup_provider", path, now=NOON + DAY)
    assert [(one.reason, one.value_rupiah) for one in queries.waiting(YEAR)] == [("untagged", 20 * M)]


def test_a_slip_in_a_code_is_suggested_for(bring_in, tmp_path):
    bring_in("rup_provider")
    row = json.loads((GOLDEN / "inaproc.json").read_text())["data"][0] | {"rup_code": "40000030"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps([row]))
    bring_in("inaproc", path, now=NOON + DAY)
    waiting = queries.waiting(YEAR).get()
    assert (waiting.suggested_code, waiting.suggestion_permyriad) == ("40000003", 9_000)
    assert waiting.suggestion_reasons[0] == "kode RUP berbeda satu angka"
    assert queries.suggestion(waiting.purchase_key, year=YEAR).code == "40000003"


def test_a_plan_that_comes_in_later_is_suggested_too(bring_in, tmp_path):
    row = json.loads((GOLDEN / "inaproc.json").read_text())["data"][0] | {"rup_code": "40000030"}
    path = tmp_path / "x.json"
    path.write_text(json.dumps([row]))
    bring_in("inaproc", path)
    assert queries.waiting(YEAR).get().suggested_code == ""
    bring_in("rup_provider", now=NOON + DAY)
    waiting = queries.waiting(YEAR).get()
    assert (waiting.suggested_code, waiting.suggestion_permyriad) == ("40000003", 9_000)
    assert waiting.suggestion_reasons[0] == "kode RUP berbeda satu angka"


def test_a_purchase_is_recorded_after_the_fact_once(city, officer):
    before = bars()
    given = {
        "unit": "101", "name": "Nasi kotak", "external_id": "KW-17", "ordered_on": date(YEAR, 3, 30),
        "value_rupiah": 5 * M, "domestic_rupiah": 4 * M, "micro_small_rupiah": None, "plan_codes": "40000002",
        "vendor_name": "Warung Contoh", "reason": "Katalog tutup pukul 7 pagi", "by": officer,
    }  # fmt: skip
    for number in range(2):
        services.record_purchase(**given, now=NOON + DAY * (number + 1))
    after = bars()
    assert after["domestic"] - before["domestic"] == 4 * M
    assert after["other"] - before["other"] == 1 * M
    assert before["unrecorded"] - after["unrecorded"] == 5 * M
    assert Purchase.objects.get(key="recorded:101/KW-17").recording_reason == "Katalog tutup pukul 7 pagi"


@pytest.mark.parametrize("part", [{"domestic_rupiah": 6 * M}, {"micro_small_rupiah": -1}, {"value_rupiah": 0}])
def test_a_recorded_part_lies_within_its_whole(officer, part):
    given = {
        "unit": "101", "name": "x", "external_id": "1", "ordered_on": date(YEAR, 3, 30), "value_rupiah": 5 * M,
        "domestic_rupiah": None, "micro_small_rupiah": None, "plan_codes": "", "vendor_name": "", "reason": "x",
    }  # fmt: skip
    with pytest.raises(PartAboveValue):
        services.record_purchase(**(given | part), by=officer, now=NOON)
    assert not Purchase.objects.exists()


def test_a_bad_row_is_dismissed_with_a_reason(city, officer):
    row = queries.rejected_rows(year=YEAR, dataset="rup_provider").get()
    with pytest.raises(ReasonMissing):
        services.dismiss_row(row_id=row.pk, reason="", by=officer, now=NOON)
    services.dismiss_row(row_id=row.pk, reason="Bukan paket", by=officer, now=NOON)
    assert RejectedRow.objects.get(pk=row.pk).state == "dismissed"
    assert queries.rejected_rows(year=YEAR).count() == 1
