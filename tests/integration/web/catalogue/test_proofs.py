"""From an owner's phone to a curator's desk and back: the number of a licence proves where a product was made."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tumbuh.catalogue.models import EvidenceClaim, Offer, OriginEvidence


def test_a_number_goes_from_the_owner_to_the_curator_and_onto_the_product(
    page: Client, curators: list[Any], make_offer: Callable[..., Offer]
) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/bukti/"
    assert here in page.get(f"/jualan/produk/{offer.public_id}/").content.decode()
    wrong = page.post(here, {"kind": "pirt", "reference": "12"})
    assert wrong.status_code == 400
    sent = page.post(here, {"kind": "tkdn", "reference": "8110/SJ-IND.8/TKDN/9/2023", "share": "57,62"}, follow=True)
    assert "Diperiksa kurator" in sent.content.decode()
    claim = EvidenceClaim.objects.get()
    assert claim.share_permyriad == 5_762
    desk = Client()
    desk.force_login(curators[0])
    opened = f"/kurasi/bukti/{claim.public_id}/"
    assert opened in desk.get("/kurasi/").content.decode()
    assert "57,62" in desk.get(opened).content.decode()
    assert desk.post(opened, {"decision": "refuse"}).status_code == 400  # a no needs reasons
    desk.post(opened, {"decision": "accept"})
    assert OriginEvidence.objects.get().reference == "8110/SJ-IND.8/TKDN/9/2023"
    assert "8110/SJ-IND.8/TKDN/9/2023" in page.get(here).content.decode()
    assert "sudah diputuskan" in desk.get(opened).content.decode()


def test_the_own_word_is_one_press_and_a_wrong_number_is_taken_back(
    page: Client, make_offer: Callable[..., Offer]
) -> None:
    offer = make_offer()
    here = f"/jualan/produk/{offer.public_id}/bukti/"
    assert "Pakai NIB usaha saya" not in page.get(here).content.decode()  # a caterer is no industry
    page.post(f"{here}nyatakan/", {"kind": "declared"})
    assert OriginEvidence.objects.get().level == 1
    assert page.post(f"{here}nyatakan/", {"kind": "visit"}).status_code == 404
    page.post(here, {"kind": "bpom", "reference": "MD 867031012345"})
    page.post(f"{here}batalkan/", {"claim": str(EvidenceClaim.objects.get().public_id)})
    assert EvidenceClaim.objects.get().state == "withdrawn"
    assert page.post(f"{here}batalkan/", {"claim": "bukan"}).status_code == 404


def test_somebody_elses_product_is_not_found(
    page: Client, make_offer: Callable[..., Offer], make_business: Callable[..., Any]
) -> None:
    other = make_offer(business=make_business("Toko Sebelah"))
    assert page.get(f"/jualan/produk/{other.public_id}/bukti/").status_code == 400
    assert page.post(f"/jualan/produk/{other.public_id}/bukti/nyatakan/", {"kind": "declared"}).status_code == 400
    assert not OriginEvidence.objects.exists()
