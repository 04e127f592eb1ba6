"""The pages of production: figures that open to their logs, acts on a log, and who may."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from django.test import Client

from tests.conftest import NOON
from tests.integration.production.conftest import Field, field
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.production import services
from tumbuh.production.models import Disposal, LogVersion, QuarterClosing
from tumbuh.production.services import Input

__all__ = ["field"]
Q2 = "period=2025-2"


@pytest.fixture
def officer(field: Field) -> Client:
    client = Client()
    client.force_login(field.officer)
    return client


def text(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_figures_of_a_quarter_and_of_the_year_open_to_logs_that_add_up(officer: Client, field: Field) -> None:
    field.harvest("100", done_on=date(2025, 2, 1))  # 25 kg
    raw = field.harvest("40", unit="kg")
    made = field.harvest(
        "8", kind="process", commodity_code="keripik_sayur", unit="kg", site_id=field.kitchen.pk,
        inputs=(Input(Decimal(20), harvest_id=raw.pk),),
    )  # fmt: skip
    page = text(officer.get(f"/produksi/?{Q2}"))
    assert "Sayuran 40 65" in page
    assert "Olahan, s.d. Triwulan II 2025 0,01 ton 8 kg" in page
    assert "Rp" not in page  # the scale of the chart counts kilograms
    rows = text(officer.get(f"/produksi/baris/?{Q2}&kind=raw&group=vegetables&part=ytd"))
    assert "65 kg dari 2 catatan, sama dengan angkanya" in rows
    assert "100 ikat 250 g per ikat 25" in rows
    assert "8 kg" in text(officer.get(f"/produksi/catatan/{made.public_id}/"))
    assert "Diolah 20 kg" in text(officer.get(f"/produksi/catatan/{raw.public_id}/"))


def test_as_known_before_a_late_report_it_is_not_there(officer: Client, field: Field) -> None:
    field.harvest("40", unit="kg")
    assert "Sayuran" in text(officer.get(f"/produksi/?{Q2}"))
    before = (NOON - timedelta(days=1)).date().isoformat()
    assert "Belum ada catatan" in text(officer.get(f"/produksi/?{Q2}&as_of={before}"))


def test_the_workbook_holds_the_logs_and_the_trail_says_who_took_it(officer: Client, field: Field) -> None:
    field.harvest("40", unit="kg")
    content = officer.get(f"/produksi/laporan.xlsx?{Q2}").getvalue()
    logs = pl.read_excel(BytesIO(content), sheet_name="Catatan")
    assert logs["Massa (kg)"].to_list() == [40]
    assert AuditEvent.objects.filter(event="production.downloaded").count() == 1


def test_coverage_names_the_silent_places_and_estimates_apart(officer: Client, field: Field) -> None:
    field.harvest()
    page = text(officer.get(f"/produksi/cakupan/?{Q2}"))
    assert "33,3 % = 1 dari 3 lokasi" in page
    assert "Kebun Anggrek" in page


def test_a_quarter_is_called_final_and_a_late_report_shows_as_a_change(officer: Client, field: Field) -> None:
    field.harvest()
    officer.post(f"/produksi/final/?{Q2}", {"reason": "Rekapitulasi"})
    assert QuarterClosing.objects.count() == 1
    field.harvest("80", now=NOON + timedelta(days=3650))
    page = text(officer.get(f"/produksi/perubahan/?{Q2}"))
    assert "Tidak ada yang berubah" in page  # what is recorded after now is not known yet


def test_a_strange_amount_is_asked_about_on_the_form(officer: Client, field: Field) -> None:
    address = f"/produksi/lokasi/{field.garden.public_id}/catat/"
    sent = {
        "kind": "harvest", "commodity": "kangkung", "done_on": "2025-05-05", "quantity": "900", "unit": "kg",
        "area_m2": "200", "client_id": str(uuid4()),
    }  # fmt: skip
    asked = officer.post(address, sent)
    assert (asked.status_code, "jauh di atas kewajaran" in asked.content.decode()) == (400, True)
    assert LogVersion.objects.count() == 0
    for _ in range(2):  # the button pressed twice
        assert officer.post(address, sent | {"reason": "Panen raya"}).status_code == 302
    assert LogVersion.objects.get().reason == "Panen raya"


def test_a_log_is_corrected_told_of_and_withdrawn(officer: Client, field: Field) -> None:
    log = field.harvest("12")
    page = f"/produksi/catatan/{log.public_id}/"
    correct = {
        "seen_version": "1", "correct-commodity": "kangkung", "correct-done_on": "2025-05-05",
        "correct-quantity": "21,5", "correct-unit": "ikat", "correct-change_reason": "Salah ketik",
    }  # fmt: skip
    assert officer.post(f"{page}correct/", correct).status_code == 302
    gone = {"gone-goes": "sold", "gone-quantity": "20", "gone-unit": "ikat", "gone-gone_on": "2025-05-06"}
    assert officer.post(f"{page}gone/", gone).status_code == 302
    assert Disposal.objects.get().mass_mg == 5_000_000
    assert "Dijual 5 kg Belum dijelaskan 0,375 kg" in text(officer.get(page))
    refused = officer.post(f"{page}withdraw/", {"seen_version": "2", "withdraw-reason": "Tercatat dua kali"})
    assert (refused.status_code, log.versions.filter(withdrawn=True).count()) == (400, 0)


def test_a_factor_set_on_the_page_restates(officer: Client, field: Field) -> None:
    log = field.harvest("10")
    sent = {
        "commodity": "kangkung", "unit": "ikat", "area": "31.74", "grams": "300", "valid_from": "2025-05-01",
        "source": "Timbang 30 ikat",
    }  # fmt: skip
    assert officer.post("/produksi/faktor/tetapkan/", sent).status_code == 302
    assert log.versions.get(superseded_at=None).mass_mg == 3_000_000
    assert "Timbang 30 ikat" in text(officer.get("/produksi/faktor/"))


def test_an_open_question_is_listed_and_answered(officer: Client, field: Field) -> None:
    values = field.values("900", unit="kg", area_m2=200)
    log = services.record_log(client_id=uuid4(), kind="harvest", values=values, by=None, now=NOON, ask=False)
    assert "Kebun Melati" in text(officer.get("/produksi/pertanyaan/"))
    page = f"/produksi/catatan/{log.public_id}/"
    assert officer.post(f"{page}answer/", {"seen_version": "1", "answer-reason": "Panen raya"}).status_code == 302
    assert "Tidak ada pertanyaan" in text(officer.get("/produksi/pertanyaan/"))


def test_who_only_sees_may_not_act_and_who_has_no_role_sees_nothing(
    signed_in: Callable[..., Any], field: Field
) -> None:
    log = field.harvest()
    governor = signed_in(Role.GOVERNOR)
    assert governor.get(f"/produksi/catatan/{log.public_id}/").status_code == 200
    assert governor.post(f"/produksi/catatan/{log.public_id}/withdraw/", {}).status_code == 403
    assert signed_in(username="orang").get("/produksi/").status_code == 403


def test_an_area_s_officer_sees_their_area_only(field: Field) -> None:
    user = field.person("petugas_pusat", Role.PROGRAMME_OFFICER, ("area", "31.71"))
    client, log = Client(), field.harvest()
    client.force_login(user)
    assert client.get(f"/produksi/catatan/{log.public_id}/").status_code == 404
    assert client.get(f"/produksi/?{Q2}&area=31.74").status_code == 400
    assert "Belum ada catatan" in text(client.get(f"/produksi/?{Q2}"))
    assert "Kebun Melati" not in text(client.get("/produksi/lokasi/"))


@pytest.mark.parametrize("address", ["?period=2025-5", "?period=x", "?period=2099-1", "?area=99", "?as_of=x"])
def test_what_there_is_not_is_refused_kindly(officer: Client, address: str) -> None:
    assert officer.get(f"/produksi/{address}").status_code == 400


def test_memberships_are_needed_in_the_city_to_close(field: Field) -> None:
    user = field.person("petugas_barat", Role.PROGRAMME_OFFICER, ("area", "31.73"))
    add_membership(user=user, role=Role.GOVERNOR, by=None, now=NOON)
    client = Client()
    client.force_login(user)
    assert client.post(f"/produksi/final/?{Q2}", {"reason": "x"}).status_code == 403
    assert QuarterClosing.objects.count() == 0
