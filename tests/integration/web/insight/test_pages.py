from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import NOON as STARTED
from tests.integration.insight.conftest import later, sale
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching.models import Agency, ServiceGiven
from tumbuh.kernel.periods import day_in_wib
from tumbuh.ledger.models import Shop
from tumbuh.registry.models import Business, Owner

pytestmark = pytest.mark.django_db
SALES = "/angka/penjualan-dalam-negeri/"
ROW_PAGES = [
    SALES,
    f"{SALES}unduh.csv",
    f"{SALES}perubahan/?as_of=2026-01-01",
    "/angka/kelengkapan/",
    "/angka/umkm-aktif/",
    "/angka/umkm-aktif/unduh.xlsx",
    "/angka/pertumbuhan-umkm/",
    "/angka/pertumbuhan-umkm/unduh.csv",
]


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("&nbsp;", " ").split())


@pytest.fixture
def shop(make_shop: Callable[..., Shop]) -> Shop:
    return make_shop("1", name="Keripik Budi")


@pytest.mark.parametrize("page", ["/", "/angka/", *ROW_PAGES])
def test_every_page_opens_while_nothing_is_there(officer: Client, page: str) -> None:
    assert officer.get(page).status_code == HTTPStatus.OK


def test_the_empty_home_page_says_what_fills_it(officer: Client) -> None:
    text = text_of(officer.get("/"))
    assert "Buku penjualan masih kosong" in text
    assert "Register masih kosong" in text


def test_only_who_may_import_is_told_to(officer: Client, signed_in: Callable[..., Any]) -> None:
    assert 'href="/penjualan/">Impor berkas penjualan</a>' in text_of(officer.get("/"))
    assert "Impor berkas penjualan</a>" not in text_of(signed_in(Role.TREASURER).get("/"))


def test_the_home_page_says_each_figure_with_what_it_comes_from(
    officer: Client, shop: Shop, sell: Callable[..., Any]
) -> None:
    sell(shop, sale("A", 1_500_000), sale("B", 500_000, month="2026-09"))
    text = text_of(officer.get("/?month=2026-10"))
    assert "Rp1,50 juta" in text
    assert "Rp1.500.000 · 1 baris" in text
    assert "naik 200,00 %" in text
    assert "dari September 2026" in text
    assert "1 dari 1 toko melapor (100,00 %)" in text
    assert "Data sampai 24 November 2026" in text
    assert f'href="{SALES}?month=2026-10&amp;part=domestic"' in text


def test_the_home_page_asks_the_database_little_and_the_ledger_once(
    officer: Client, shop: Shop, sell: Callable[..., Any], django_assert_max_num_queries: Any, lake: Any
) -> None:
    sell(shop, sale("A", 1_500_000), sale("B", 500_000, month="2026-09"))
    officer.get("/?month=2026-10")
    for file in lake.rglob("*.parquet"):
        file.unlink()
    with django_assert_max_num_queries(15):
        assert officer.get("/?month=2026-10").status_code == HTTPStatus.OK


def test_the_rows_name_shops_and_words_instead_of_codes(officer: Client, shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("2510A", 1_500_000, product_name="Keripik <b>"))
    text = text_of(officer.get(f"{SALES}?month=2026-10&part=unknown"))
    assert "Belum diketahui: 1 baris" in text
    assert "Keripik Budi" in text
    assert "Keripik &lt;b&gt;" in text
    assert "selesai" in text
    assert "Jumlah semua baris di bawah: <strong>Rp1.500.000</strong>" in text
    assert str(shop.business.public_id) not in text


def test_rows_of_one_shop_have_their_own_figure(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    first, second = make_shop("1"), make_shop("2")
    sell(first, sale("A", 100))
    sell(second, sale("B", 7_000))
    text = text_of(officer.get(f"{SALES}?month=2026-10&part=total&shop=shopee:2"))
    assert "Hanya toko <strong>Usaha 2</strong>" in text
    assert "Jumlah semua baris di bawah: <strong>Rp7.000</strong>" in text


def test_many_rows_have_pages_that_keep_the_question(officer: Client, shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, *[sale(f"{number:03}", 10) for number in range(120)])
    answer = officer.get(f"{SALES}?month=2026-10&part=total&page=3")
    assert len(list(answer.context["page"])) == 20
    assert "?page=2&amp;month=2026-10&amp;part=total" in answer.content.decode()
    assert "Halaman 3 dari 3" in text_of(officer.get(f"{SALES}?month=2026-10&part=total&page=99"))


def test_a_figure_is_read_as_it_was_known_and_what_changed_since(
    officer: Client, shop: Shop, sell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(shop, sale("A", 1_000), sale("B", 500), at=later(-40))
    sell(shop, sale("A", 1_000, status="cancelled"), at=later(-30))
    early = later(-35).date().isoformat()
    text = text_of(officer.get(f"{SALES}?month=2026-10&part=total&as_of={early}"))
    assert "Seperti diketahui pada akhir 20 Oktober 2026" in text
    assert "Jumlah semua baris di bawah: <strong>Rp1.500</strong>" in text
    changed = text_of(officer.get(f"{SALES}perubahan/?month=2026-10&part=total&as_of={early}"))
    assert "−Rp1.000" in changed
    assert "dibatalkan" in changed
    between = f"as_of={early}&until={later(-33).date().isoformat()}"
    assert "Tidak ada yang berubah" in text_of(officer.get(f"{SALES}perubahan/?month=2026-10&part=total&{between}"))


def test_the_shops_that_are_missing_are_named(
    officer: Client, make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    first, second = make_shop("1"), make_shop("2", name="Batik Siti")
    sell(first, sale("A", 10, month="2026-09"), sale("B", 10))
    sell(second, sale("C", 10, month="2026-09"))
    text = text_of(officer.get("/angka/kelengkapan/?month=2026-10"))
    assert "Belum melapor untuk Oktober 2026" in text
    assert "Batik Siti" in text
    assert "1 dari 2 toko melapor (50,00 %)" in text


def test_growth_shows_its_numerator_denominator_areas_and_rows(
    officer: Client, make_business: Callable[..., Business]
) -> None:
    make_business("Lama", registered="2020-01-01")
    make_business("Baru", registered="2025-06-01", area="31.74.01.1001")
    make_business("Tanpa", registered="2025-06-01", area=None)
    days = "before=2024-12-31&after=2025-12-31"
    answer = officer.get(f"/angka/pertumbuhan-umkm/?{days}&part=opened")
    text = text_of(answer)
    assert "<strong>200,00 %</strong> = +2 dari 1 usaha; menjadi 3 usaha" in text
    assert [line.name for line in answer.context["page"]] == ["Baru", "Tanpa"]
    assert "1 usaha aktif pada 31 Desember 2025 tidak memiliki wilayah" in text
    inside = officer.get(f"/angka/pertumbuhan-umkm/?{days}&area=31.74")
    assert [row.name for row in inside.context["districts"]] == ["Tebet"]
    assert "Banyaknya baris di bawah sama dengan angka di atas." in text_of(inside)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{SALES}?month=2026-13", "bukan bulan"),
        (f"{SALES}?month=oktober", "bukan bulan"),
        (f"{SALES}?channel=bukalapak", "tidak dikenal"),
        (f"{SALES}?part=laba", "tidak ada"),
        (f"{SALES}?as_of=kemarin", "bukan tanggal"),
        (f"{SALES}?as_of=2999-01-01", "belum terjadi"),
        (f"{SALES}perubahan/", "Pilih hari awal"),
        ("/?month=x", "bukan bulan"),
        ("/angka/umkm-aktif/?area=99.99", "Tidak ada kota atau kecamatan"),
        ("/angka/pertumbuhan-umkm/?part=laba", "tidak ada"),
        ("/angka/pertumbuhan-umkm/?before=2025-01-02&after=2025-01-01", "tukar keduanya"),
    ],
)
def test_what_cannot_be_asked_gets_a_clear_message(officer: Client, address: str, said: str) -> None:
    answer = officer.get(address)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert said in text_of(answer)


@pytest.mark.parametrize("page", ROW_PAGES)
def test_rows_are_closed_to_who_may_only_see_figures(signed_in: Callable[..., Any], page: str) -> None:
    client = signed_in(Role.TREASURER)
    assert client.get("/").status_code == HTTPStatus.OK
    assert client.get(page).status_code == HTTPStatus.FORBIDDEN
    assert not AuditEvent.objects.filter(event="insight.rows_downloaded").exists()


def test_who_may_only_see_figures_gets_no_links_to_rows(
    signed_in: Callable[..., Any], shop: Shop, sell: Callable[..., Any]
) -> None:
    sell(shop, sale("A", 1_000))
    text = text_of(signed_in(Role.TREASURER).get("/?month=2026-10"))
    assert "Penjualan daring UMKM" in text
    assert 'href="/angka/penjualan-dalam-negeri/' not in text


def test_nobody_signed_in_is_sent_to_sign_in(client: Client) -> None:
    for page in ("/", "/angka/", SALES):
        answer = client.get(page)
        assert answer.status_code == HTTPStatus.FOUND
        assert "next=" in answer["Location"]


@pytest.mark.parametrize(
    ("role", "target"), [(Role.FIELD_MENTOR, "/pembinaan/binaan/"), (Role.ADMINISTRATOR, "/akun/orang/")]
)
def test_who_may_not_see_figures_goes_to_a_page_they_may(
    signed_in: Callable[..., Any], role: Role, target: str
) -> None:
    answer = signed_in(role).get("/")
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, target)


def test_an_owner_goes_to_their_own_business(make_person: Callable[..., Any], shop: Shop, client: Client) -> None:
    owner = make_person()
    code = str(shop.business.public_id)
    add_membership(user=owner, role=Role.OWNER, scope_kind="business", scope_code=code, by=None, now=STARTED)
    client.force_login(owner)
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.FOUND, "/jualan/")


def test_somebody_without_a_role_reads_whom_to_ask(signed_in: Callable[..., Any]) -> None:
    assert "belum memiliki peran" in text_of(signed_in().get("/"))


def test_the_coached_of_the_year_stand_beside_the_lists_added_up_and_few_are_hidden_from_who_sees_no_coaching(
    signed_in: Callable[..., Any], make_business: Callable[..., Business]
) -> None:
    today = day_in_wib(timezone.now())
    offices = [
        Agency.objects.create(code=f"1.0{n}", name=f"Dinas {n}", short_name=f"D{n}", added_at=STARTED) for n in (1, 2)
    ]
    make_business("Keripik Ani")
    who = Owner.objects.create(name="Ani", name_key="ani", created_at=STARTED)
    governor = signed_in(Role.GOVERNOR)
    assert "Jumlah daftar semua dinas" not in text_of(governor.get("/"))
    for office in offices:
        ServiceGiven.objects.create(agency=office, owner=who, kind="training", given_on=today, recorded_at=STARTED)
    text = text_of(governor.get("/"))
    assert "Jumlah daftar semua dinas" in text
    assert "menghitung lebih 1 kali" in text
    assert "menghitung lebih" not in text_of(signed_in(Role.TREASURER).get("/"))
