import csv
import io
import zipfile
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import fastexcel
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.insight.conftest import sale
from tumbuh.analytics.tables import STATUS_RANK
from tumbuh.audit.models import AuditEvent
from tumbuh.insight import queries
from tumbuh.ledger.models import Shop
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
SALES = "/angka/penjualan-dalam-negeri/"
NET = "Penjualan bersih (Rp)"
DANGEROUS = ["=1+1", "+62 812", "-keripik", "@SUM(A1)", "\tx", 'Kain "batik"; 2,5 m', "Keripik"]


def csv_rows(answer: Any) -> list[dict[str, str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def sheet(answer: Any, name: str = "Baris") -> list[dict[str, Any]]:
    return fastexcel.read_excel(answer.getvalue()).load_sheet(name).to_polars().to_dicts()


def definition(answer: Any) -> dict[str, str]:
    book = fastexcel.read_excel(answer.getvalue())
    return dict(book.load_sheet("Definisi", header_row=None).to_polars().rows())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.tuples(
            st.integers(0, 10**12),
            st.sampled_from(sorted(STATUS_RANK)),
            st.sampled_from(DANGEROUS),
            st.sampled_from(["2026-09", "2026-10"]),
        ),
        max_size=12,
    )
)
def test_the_rows_of_each_file_add_up_to_the_figure_of_the_page(
    lines: list[tuple[int, str, str, str]], officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    number = Shop.objects.count() + 1
    key = f"shopee:{number}"
    rows = [
        sale(f"{at}", rupiah, month=month, status=status, product_name=name)
        for at, (rupiah, status, name, month) in enumerate(lines)
    ]
    sell(make_shop(str(number)), *rows)
    for part in queries.SALES_PARTS:
        asked = f"?month=2026-10&shop={key}&part={part}"
        page = officer.get(f"{SALES}{asked}")
        figure = queries.sums_of(
            queries.figures(queries.open_book(), by=[], chosen=queries.SalesFilter(month="2026-10", shop=key))
        )
        expected = getattr(figure, f"{part}_rupiah")
        as_csv = csv_rows(officer.get(f"{SALES}unduh.csv{asked}"))
        as_xlsx = sheet(officer.get(f"{SALES}unduh.xlsx{asked}"))
        assert page.context["adds_up"] is True
        assert sum(int(row[NET]) for row in as_csv) == expected
        assert sum(int(row[NET] or 0) for row in as_xlsx) == expected
        assert len(as_csv) == len(as_xlsx) == page.context["page"].paginator.count


def test_no_cell_of_a_csv_becomes_a_formula(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    sell(make_shop("1"), *[sale(str(at), 5, product_name=name) for at, name in enumerate(DANGEROUS)])
    rows = csv_rows(officer.get(f"{SALES}unduh.csv?part=total"))
    assert [row["Produk"] for row in rows] == [
        "'=1+1", "'+62 812", "'-keripik", "'@SUM(A1)", "'\tx", 'Kain "batik"; 2,5 m', "Keripik",
    ]  # fmt: skip
    assert {row["Toko"] for row in rows} == {"Usaha 1"}
    assert rows[0]["Waktu pesanan (WIB)"] == "2026-10-05 10:00:00"
    assert (rows[0]["Keadaan"], rows[0]["Bukti asal barang"]) == ("selesai", "belum diketahui")


def test_no_cell_of_an_xlsx_is_a_formula_and_ids_keep_their_digits(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    sell(make_shop("1"), sale("576460752303423488", 5, product_name="=1+1"))
    body = officer.get(f"{SALES}unduh.xlsx?part=total").getvalue()
    rows = fastexcel.read_excel(body).load_sheet("Baris").to_polars()
    assert rows["Nomor pesanan"].to_list() == ["576460752303423488"]
    assert rows["Produk"].to_list() == ["=1+1"]
    written = zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written


def test_an_xlsx_says_what_the_figure_is(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    sell(make_shop("1"), sale("A", 1_234_567))
    answer = officer.get(f"{SALES}unduh.xlsx?part=total&month=2026-10&channel=shopee")
    assert answer["Content-Disposition"] == 'attachment; filename="penjualan-total-2026-10-shopee.xlsx"'
    told = definition(answer)
    assert told["Angka"] == "Penjualan produk dalam negeri, Oktober 2026 · Shopee"
    assert (told["Jumlah penjualan bersih (Rp)"], told["Jumlah baris"]) == ("1.234.567", "1")
    assert told["Data sampai"].startswith("24 November 2026")
    assert told["Penyebut"] == "Rupiah bersih semua baris penjualan selesai/diterima"


def test_a_file_of_the_register_has_as_many_rows_as_the_figure(
    officer: Client, make_business: Callable[..., Business]
) -> None:
    make_business("=Lama", registered="2020-01-01")
    make_business("Baru", registered="2025-06-01", area="31.74.01.1001")
    make_business("Tanpa", registered="2025-06-01", area=None)
    asked = "?before=2024-12-31&after=2025-12-31&part=opened"
    rows = csv_rows(officer.get(f"/angka/pertumbuhan-umkm/unduh.csv{asked}"))
    assert [(row["Usaha"], row["Kecamatan"]) for row in rows] == [("Baru", "Tebet"), ("Tanpa", "")]
    address = "/angka/umkm-aktif/unduh.xlsx?after=2025-12-31"
    assert [row["Usaha"] for row in sheet(officer.get(address))] == ["=Lama", "Baru", "Tanpa"]
    assert definition(officer.get(address))["Jumlah baris"] == "3"


def test_who_took_the_rows_is_in_the_trail(officer: Client) -> None:
    assert officer.get(f"{SALES}unduh.csv?month=2026-10&part=total").status_code == HTTPStatus.OK
    event = AuditEvent.objects.get(event="insight.rows_downloaded")
    assert (event.by.username, event.target) == ("registry_officer", "insight.figure:domestic_sales")
    assert event.detail == {"asked": "month=2026-10&part=total", "kind": "csv", "rows": 0}


def test_too_many_rows_for_a_sheet_are_refused_and_not_noted(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(make_shop("1"), sale("A", 1), sale("B", 2))
    monkeypatch.setattr("tumbuh.web.insight.row_files.XLSX_ROWS", 1)
    answer = officer.get(f"{SALES}unduh.xlsx?part=total")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Unduh CSV" in answer.content.decode()
    assert not AuditEvent.objects.filter(event="insight.rows_downloaded").exists()
    assert len(csv_rows(officer.get(f"{SALES}unduh.csv?part=total"))) == 2
