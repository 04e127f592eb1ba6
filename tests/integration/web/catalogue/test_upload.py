"""A list of products from Excel: three ways with bad rows, each told with its number, column and what to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tumbuh.catalogue.models import Offer, ProductUpload, StockMovement
from tumbuh.registry.models import Business

LIST = (
    "Nama produk;Jenis;Satuan;Harga;Persediaan;Sanggup per hari;Kode (SKU)\n"
    "Nasi kotak ikan;Nasi kotak;kotak;25.000;;300;NK-1\n"
    "Nasi kotak telur;Nasi kotk;kotak;x;;;\n"
    "Nasi kotak sapi;Nasi kotak;kotak;35000;12;;NK-1\n"
    "Nasi kotak tahu;Nasi kotak;kotak;18000;40;;NK-2\n"
)


def send(page: Client, policy: str, text: str = LIST) -> Any:
    file = SimpleUploadedFile("produk.csv", text.encode(), "text/csv")
    return page.post("/jualan/unggah/", {"file": file, "policy": policy}, follow=True)


@pytest.mark.parametrize(
    ("policy", "titles"),
    [
        ("stop", []),
        ("skip", ["Nasi kotak ikan", "Nasi kotak tahu"]),
        ("hold", ["Nasi kotak ikan", "Nasi kotak tahu"]),
    ],
)
def test_the_good_rows_come_in_as_the_seller_chose(page: Client, policy: str, titles: list[str]) -> None:
    shown = send(page, policy).content.decode()
    assert sorted(Offer.objects.values_list("title", flat=True)) == titles
    assert "Baris 3: Nasi kotak telur" in shown
    assert "mungkin maksud Anda: nasi kotak" in shown
    assert "“NK-1” sudah dipakai produk lain" in shown
    assert ("Masukkan baris ini" in shown) == (policy == "hold")
    assert ("Tidak ada yang dimasukkan" in shown) == (policy == "stop")


def test_stock_and_kitchens_come_with_the_rows(page: Client) -> None:
    send(page, "skip")
    fish, tofu = (Offer.objects.get(title=title) for title in ("Nasi kotak ikan", "Nasi kotak tahu"))
    assert fish.pool is not None
    assert (fish.pool.daily_limit, fish.on_hand, tofu.on_hand, tofu.pool) == (300, 0, 40, None)
    assert StockMovement.objects.get(offer=tofu).quantity == 40


def test_a_held_row_waits_until_it_is_mended(page: Client) -> None:
    send(page, "hold")
    upload = ProductUpload.objects.get()
    here = f"/jualan/unggah/{upload.public_id}/"
    still = page.post(here, {"row": "3", "category": "Nasi kotak", "price": "mahal"})
    assert still.status_code == 400
    assert "bukan jumlah rupiah" in still.content.decode()
    assert Offer.objects.count() == 2
    page.post(here, {"row": "3", "category": "Nasi kotak", "price": "20.000"})
    assert Offer.objects.get(title="Nasi kotak telur").price_rupiah == 20_000
    assert page.post(here, {"row": "3", "category": "Nasi kotak", "price": "20.000"}).status_code == 400  # only once
    assert Offer.objects.count() == 3
    assert "Baris 3" not in page.get(here).content.decode()


def test_the_same_file_twice_adds_nothing_twice(page: Client) -> None:
    send(page, "skip")
    assert "sudah ada; beri nama lain" in send(page, "skip").content.decode()
    assert Offer.objects.count() == 2


def test_what_is_no_list_is_refused_beside_its_field(page: Client) -> None:
    answer = send(page, "hold", "satu;dua\n1;2\n")
    assert answer.status_code == 400
    assert "Baris judul tidak ditemukan" in answer.content.decode()
    assert not ProductUpload.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_in_as_it_is_given(page: Client, kind: str) -> None:
    given = page.get(f"/jualan/unggah/contoh.{kind}")
    file = SimpleUploadedFile(f"contoh.{kind}", given.content)
    page.post("/jualan/unggah/", {"file": file, "policy": "stop"})
    assert Offer.objects.count() == 2
    assert page.get("/jualan/unggah/contoh.exe").status_code == 404


def test_another_owner_neither_sees_nor_mends_it(
    page: Client, own: Callable[..., Any], make_business: Callable[..., Business]
) -> None:
    send(page, "hold")
    stranger, here = Client(), f"/jualan/unggah/{ProductUpload.objects.get().public_id}/"
    stranger.force_login(own(make_business("Warung Lain"), username="lain"))
    assert stranger.get(here).status_code == 400
    assert stranger.post(here, {"row": "3", "price": "1"}).status_code == 400
    assert Offer.objects.count() == 2
