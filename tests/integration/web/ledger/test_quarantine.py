import csv
import io

import polars as pl
import pytest
from django.urls import reverse

from tests.integration.ledger.samples import rejected
from tumbuh.ledger.models import QuarantinedLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(bring_in):
    rows = [rejected(f"A{n}", reason="status_unknown", value=f"Melayang {n}") for n in range(3)]
    bring_in(rejected=pl.concat([*rows, rejected("A9", reason="price_negative", value="=1+1")]))
    return list(QuarantinedLine.objects.order_by("pk"))


def test_each_row_says_what_is_wrong_with_it_and_where_it_is(client, officer, waiting, shop):
    page = client.get(reverse("ledger_quarantine")).content.decode()
    for words in ("4 baris menunggu", "Status pesanan belum pernah kami lihat", "Melayang 2", "pesanan A2", shop.name):
        assert words in page
    only = client.get(reverse("ledger_quarantine"), {"reason": "price_negative"}).content.decode()
    assert "1 baris menunggu" in only
    assert "Melayang" not in only
    none = client.get(reverse("ledger_quarantine"), {"q": "sate"}).content.decode()
    assert "Tidak ada baris yang cocok" in none


def test_ticked_rows_are_closed_for_one_reason(client, officer, waiting):
    chosen = [str(line.pk) for line in waiting[:2]]
    url = reverse("ledger_dismiss")
    answer = client.post(url, {"line": chosen, "reason": "Pesanan uji coba"}, follow=True)
    assert "2 baris ditutup." in answer.content.decode()
    assert list(QuarantinedLine.objects.order_by("pk").values_list("state", flat=True)) == [
        "dismissed", "dismissed", "waiting", "waiting"
    ]  # fmt: skip
    assert QuarantinedLine.objects.get(pk=chosen[0]).closed_by == officer


@pytest.mark.parametrize("given", [{"reason": "x"}, {"line": "1"}, {"line": "0", "reason": "x"}])
def test_closing_without_rows_or_reason_changes_nothing(client, officer, waiting, given):
    if given.get("line") == "1":
        given = {"line": [str(waiting[0].pk)]}
    assert client.post(reverse("ledger_dismiss"), given).status_code == 400
    assert set(QuarantinedLine.objects.values_list("state", flat=True)) == {"waiting"}


def test_one_closed_row_among_them_closes_none(client, officer, waiting):
    url, first, second = reverse("ledger_dismiss"), str(waiting[0].pk), str(waiting[1].pk)
    client.post(url, {"line": [second], "reason": "Uji coba"})
    assert client.post(url, {"line": [first, second], "reason": "Uji coba"}).status_code == 400
    assert QuarantinedLine.objects.get(pk=first).state == "waiting"


def test_the_download_holds_what_is_filtered_and_no_formula(client, inspector, waiting):
    url = reverse("ledger_quarantine_file", args=["csv"])
    rows = list(csv.DictReader(io.StringIO(client.get(url).content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Nomor pesanan"] for row in rows] == ["A0", "A1", "A2", "A9"]
    assert rows[3]["Isi kolom"] == "'=1+1"
    sheet = client.get(reverse("ledger_quarantine_file", args=["xlsx"]), {"reason": "price_negative"}).content
    table = pl.read_excel(io.BytesIO(sheet))
    assert table.select("Nomor pesanan", "Isi kolom", "Sebab").rows() == [("A9", "=1+1", "Harga di bawah nol")]
    assert client.get(reverse("ledger_quarantine_file", args=["pdf"])).status_code == 404
