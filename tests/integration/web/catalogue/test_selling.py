"""An owner's own pages: products in small steps, stock, days, prices; and never another business's."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.integration.web.catalogue.conftest import jpeg, picture
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue import services
from tumbuh.catalogue.models import CapacityDay, ChangeProposal, Offer, OfferCost, OfferPhoto, StockMovement
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Business

WHAT = {"title": "Nasi kotak ikan", "category": "nasi_kotak", "unit": "kotak", "price": "Rp25.000", "min_quantity": "5",
        "description": "Nasi, ikan bakar, lalap, sambal, buah.", "kind": "maker"}  # fmt: skip


def test_a_new_owner_is_led_to_the_first_product(page: Client) -> None:
    assert "Tambah produk pertama" in page.get("/jualan/").content.decode()
    assert "Belum ada produk" in page.get("/jualan/produk/").content.decode()


def test_a_product_is_saved_after_its_first_step(page: Client, kitchen: Business) -> None:
    answer = page.post("/jualan/produk/baru/", WHAT)
    offer = Offer.objects.get(seller=kitchen)
    assert answer.headers["Location"] == f"/jualan/produk/{offer.public_id}/foto/"
    assert (offer.state, offer.price_rupiah, offer.min_quantity) == ("draft", 25_000, 5)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"price": "murah"}, "bukan jumlah rupiah"),
        ({"price": "0"}, "paling sedikit 1"),
        ({"category": "roket"}, "roket"),
        ({"kind": "reseller"}, "Sebutkan siapa pembuatnya"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_saved(page: Client, wrong: dict[str, str], says: str) -> None:
    answer = page.post("/jualan/produk/baru/", WHAT | wrong)
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert not Offer.objects.exists()


def test_photos_are_added_put_first_and_withdrawn(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/foto/"
    page.post(here, {"photo": SimpleUploadedFile("a.jpg", jpeg("green"), "image/jpeg")})
    green = picture("green").sha256
    page.post(f"{here}pertama/", {"photo": green})
    shown = OfferPhoto.objects.filter(offer=offer, withdrawn_at=None).order_by("position")
    assert [one.sha256 for one in shown] == [green, picture().sha256]
    page.post(f"{here}tarik/", {"photo": green})
    assert [one.sha256 for one in shown.all()] == [picture().sha256]
    assert OfferPhoto.objects.filter(offer=offer, sha256=green, withdrawn_at__isnull=False).count() == 1


def test_what_is_no_photo_is_refused_beside_its_field(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer()
    file = SimpleUploadedFile("a.jpg", b"bukan gambar", "image/jpeg")
    answer = page.post(f"/jualan/produk/{offer.public_id}/foto/", {"photo": file})
    assert answer.status_code == 400
    assert "Foto ini rusak atau bukan gambar" in answer.content.decode()


def test_made_to_order_makes_the_kitchen_too(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer(stock=0)
    page.post(
        f"/jualan/produk/{offer.public_id}/persediaan/",
        {"way": "order", "pool": "new", "pool_name": "Dapur", "daily_limit": "200", "lead_hours": "12"},
    )
    offer.refresh_from_db()
    assert offer.pool is not None
    assert (offer.pool.name, offer.pool.daily_limit, offer.lead_hours) == ("Dapur", 200, 12)


def test_a_kitchen_that_is_refused_leaves_the_offer_as_it_was(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer(stock=7)
    path = f"/jualan/produk/{offer.public_id}/persediaan/"
    answer = page.post(path, {"way": "order", "pool": "new", "pool_name": "Dapur", "lead_hours": "12"})
    offer.refresh_from_db()
    assert answer.status_code == 400
    assert (offer.on_hand, offer.pool) == (7, None)


def test_a_draft_is_sent_and_the_page_says_who_looks_at_it(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/"
    answer = page.post(f"{here}kirim/", follow=True).content.decode()
    assert "Kurator kecamatan memeriksanya dahulu" in answer
    assert "Menunggu diperiksa" in answer
    page.post(f"{here}tarik-kurasi/")
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_what_is_lacking_is_listed_before_it_can_be_sent(page: Client, kitchen: Business, now: datetime) -> None:
    new = services.NewOffer(kitchen.pk, "Es teh", "nasi_kotak", "botol", 5_000)
    offer = services.add_offer(business=kitchen, new=new, by=None, now=now)
    shown = page.get(f"/jualan/produk/{offer.public_id}/").content.decode()
    assert "Tambah paling sedikit satu foto produk." in shown
    assert "Kirim untuk dikurasi" not in shown
    answer = page.post(f"/jualan/produk/{offer.public_id}/kirim/")
    offer.refresh_from_db()
    assert (answer.status_code, offer.state) == (400, "draft")


def test_a_rejected_product_may_be_appealed(
    page: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer], now: datetime
) -> None:
    offer = passed(make_offer(), last="rejected", reasons="Kemasan belum berlabel jelas.")
    here = f"/jualan/produk/{offer.public_id}/"
    assert "Kemasan belum berlabel jelas." in page.get(here).content.decode()
    offer.curation.filter(state="rejected").update(decided_at=timezone.now())  # appeals have an end
    answer = page.post(f"{here}sanggah/", {"reasons": "Label ada di foto kedua."}, follow=True)
    assert "Sanggahan terkirim" in answer.content.decode()
    offer.refresh_from_db()
    assert offer.state == "submitted"


def test_a_change_of_words_waits_but_a_price_does_not(
    page: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer]
) -> None:
    offer = passed(make_offer())
    here, today = f"/jualan/produk/{offer.public_id}/", day_in_wib(timezone.now())
    page.post(f"{here}ubah/", WHAT | {"sku": "NK-1"})
    page.post(f"{here}harga/", {"price": "30.000", "valid_from": today.isoformat()})
    page.post(f"{here}harga/", {"price": "31000", "valid_from": (today + timedelta(days=9)).isoformat()})
    offer.refresh_from_db()
    assert (offer.title, offer.sku, offer.price_rupiah) == ("Nasi kotak ayam", "NK-1", 30_000)
    assert ChangeProposal.objects.get(offer=offer).after["title"] == "Nasi kotak ikan"
    shown = page.get(here).content.decode()
    assert "Perubahan menunggu kurator" in shown
    assert "Rp31.000" in shown


def test_a_second_photo_joins_the_first_that_waits(
    page: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer]
) -> None:
    offer = passed(make_offer())
    for colour in ("green", "blue"):
        file = SimpleUploadedFile("a.jpg", jpeg(colour), "image/jpeg")
        page.post(f"/jualan/produk/{offer.public_id}/foto/", {"photo": file})
    waiting = ChangeProposal.objects.get(offer=offer, state="waiting")
    wanted = [picture(colour).sha256 for colour in ("orange", "green", "blue")]
    assert [one["sha256"] for one in waiting.after["photos"]] == wanted


def test_pausing_resuming_and_withdrawing(
    page: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer]
) -> None:
    offer = passed(make_offer())
    states = []
    for act in ("jeda", "tayangkan", "tarik"):
        page.post(f"/jualan/produk/{offer.public_id}/{act}/")
        offer.refresh_from_db()
        states.append(offer.state)
    assert states == ["paused", "listed", "retired"]


def test_stock_that_is_sent_twice_comes_in_once(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer(stock=20)
    form = {"offer": str(offer.public_id), "key": "satu", "quantity": "5", "act": "receive"}
    for _ in range(2):
        page.post("/jualan/stok/", form)
    offer.refresh_from_db()
    assert offer.on_hand == 25
    page.post("/jualan/stok/", {"offer": str(offer.public_id), "quantity": "18", "act": "count", "reason": "rusak"})
    offer.refresh_from_db()
    assert offer.on_hand == 18
    assert StockMovement.objects.get(offer=offer, kind="adjust").quantity == -7


def test_a_day_is_closed_opened_and_given_another_number(page: Client, kitchen: Business, now: datetime) -> None:
    values = services.PoolValues("Dapur", 100)
    pool = services.add_pool(business=kitchen, values=values, by=None, now=now)
    here, day = f"/jualan/kapasitas/{pool.public_id}/", day_in_wib(timezone.now()) + timedelta(days=1)
    page.post(here, {"act": "limit", "day": day.isoformat(), "limit": "40"})
    page.post(here, {"act": "close", "day": day.isoformat()})
    row = CapacityDay.objects.get(pool=pool, day_on=day)
    assert (row.limit, row.closed) == (40, True)
    page.post(here, {"act": "open", "day": day.isoformat()})
    row.refresh_from_db()
    assert (row.limit, row.closed) == (40, False)
    answer = page.post(here, {"act": "close", "day": "2020-01-01"})
    assert answer.status_code == 400
    assert "sudah lewat" in answer.content.decode()


def test_the_kind_is_chosen_by_the_name_or_asked_for(page: Client, kitchen: Business) -> None:
    open_kind = {name: value for name, value in WHAT.items() if name != "category"}
    asked = page.post("/jualan/produk/baru/", open_kind | {"title": "Nasi uduk kotak"})
    assert asked.status_code == 400
    assert "Pilih yang mana: Nasi kotak" in asked.content.decode()
    assert "tidak terbaca" in page.post("/jualan/produk/baru/", open_kind | {"title": "Anu"}).content.decode()
    assert not Offer.objects.exists()
    saved = page.post("/jualan/produk/baru/", open_kind, follow=True).content.decode()
    assert "Jenisnya: Nasi kotak; dapat diubah" in saved
    assert Offer.objects.get().category.code == "nasi_kotak"


def test_the_cost_of_a_batch_is_kept_and_gives_the_margin(page: Client, make_offer: Callable[..., Offer]) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/harga/"
    asked = {"pieces": "50", "materials": "900.000", "packing": "100000"}
    shown = page.post(f"{here}biaya/", asked, follow=True).content.decode()
    assert "Rp20.000" in shown
    assert "Rp8.000</strong> (28,6 %)" in shown
    assert "Harga agar untung 30 %" in shown
    assert "Rp28.600" in shown
    assert "naik 100 %: untung -Rp10.000" in shown.replace("−", "-").replace("–", "-")
    assert 'value="900000"' in page.get(here).content.decode()
    page.post(f"{here}biaya/", asked | {"materials": "800000"})
    kept = OfferCost.objects.order_by("pk")
    assert [(one.materials_rupiah, one.replaced_at is None) for one in kept] == [(900_000, False), (800_000, True)]
    assert page.post(f"{here}biaya/", {"pieces": "0"}).status_code == 400
    assert OfferCost.objects.count() == 2


def test_a_price_that_does_not_cover_its_cost_is_said_on_the_first_page(
    page: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer]
) -> None:
    offer = passed(make_offer())
    assert "tidak menutup biaya" not in page.get("/jualan/").content.decode()
    page.post(f"/jualan/produk/{offer.public_id}/harga/biaya/", {"pieces": "1", "materials": "28.000"})
    assert f"Harga {offer.title} tidak menutup biaya" in page.get("/jualan/").content.decode()


def test_without_equals_the_same_kind_is_shown_as_such(
    page: Client, make_offer: Callable[..., Offer], make_business: Callable[..., Business]
) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/harga/"
    assert "Belum ada penjual lain dengan barang sejenis" in page.get(here).content.decode()
    Offer.objects.filter(pk=make_offer("Nasi kotak ikan", business=make_business("Dapur Lain")).pk).update(
        state="listed", listed_at="2026-01-05T05:00Z"
    )
    shown = page.get(here).content.decode()
    assert "Harga sejenis hari ini: Nasi kotak" in shown
    assert "ukuran dan isinya dapat berbeda" in shown


def test_the_profile_is_kept_and_the_menu_card_has_what_is_shown(
    page: Client, kitchen: Business, make_offer: Callable[..., Offer], passed: Callable[..., Offer]
) -> None:
    page.post(
        "/jualan/profil/",
        {"seller_type": "maker", "delivers_to": ["31.71"], "delivery_fee": "15.000", "consented": "on"},
    )
    profile = kitchen.seller_profile
    assert (profile.delivers_to, profile.delivery_fee_rupiah) == (["31.71"], 15_000)
    make_offer("Belum lulus")
    passed(make_offer())
    shown = page.get("/jualan/kartu-menu/").content.decode()
    assert "Nasi kotak ayam" in shown
    assert "Belum lulus" not in shown
    assert 'src="data:image/svg+xml' in shown
    assert "https://wa.me/?text=%2ADapur%20Bu%20Sari%2A%0A" in shown


def test_a_person_with_two_businesses_chooses_one(
    own: Callable[..., Any], make_business: Callable[..., Business], make_offer: Callable[..., Offer]
) -> None:
    first, second = make_business("Apotek Sehat"), make_business("Zaitun Katering")
    make_offer("Teh botol", business=second)
    client = Client()
    client.force_login(own(first, second, username="dua"))
    assert "Apotek Sehat" in client.get("/jualan/").content.decode()
    client.post("/jualan/usaha/", {"usaha": str(second.public_id)})
    assert "Teh botol" in client.get("/jualan/produk/").content.decode()


def paths_of(offer: Offer) -> list[str]:
    here = f"/jualan/produk/{offer.public_id}/"
    return [here, *(f"{here}{part}/" for part in ("ubah", "foto", "persediaan", "harga"))]


def test_another_owner_sees_and_changes_nothing(
    own: Callable[..., Any], make_business: Callable[..., Business], make_offer: Callable[..., Offer], kitchen: Business
) -> None:
    offer, stranger = make_offer(), Client()
    stranger.force_login(own(make_business("Warung Lain"), username="lain"))
    pool = services.add_pool(business=kitchen, values=services.PoolValues("Dapur", 9), by=None, now=timezone.now())
    before = AuditEvent.objects.count()
    for path in [*paths_of(offer), f"/jualan/kapasitas/{pool.public_id}/"]:
        assert stranger.get(path).status_code == 400
    for act in ("kirim", "sanggah", "tarik-kurasi", "jeda", "tayangkan", "tarik", "foto/tarik", "foto/pertama"):
        assert stranger.post(f"/jualan/produk/{offer.public_id}/{act}/").status_code == 400
    assert stranger.post("/jualan/stok/", {"offer": str(offer.public_id), "quantity": "5"}).status_code == 400
    assert stranger.post("/jualan/usaha/", {"usaha": str(kitchen.public_id)}).status_code == 403
    assert AuditEvent.objects.count() == before


def test_only_owners_come_in(signed_in: Callable[..., Client]) -> None:
    assert signed_in(Role.CURATOR).get("/jualan/").status_code == 403
