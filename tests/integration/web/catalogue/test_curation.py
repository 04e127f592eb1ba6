"""A curator's desk: what waits in the own area, the rubric, returning with reasons, changes side by side."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from tests.integration.web.catalogue.conftest import picture
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue import services
from tumbuh.catalogue.models import ChangeProposal, CurationStep, Offer


@pytest.fixture
def desk(curators: list[Any]) -> Client:
    """The first curator's browser."""
    client = Client()
    client.force_login(curators[0])
    return client


@pytest.fixture
def step(make_offer: Callable[..., Offer], now: datetime) -> CurationStep:
    offer = make_offer()
    services.submit(offer_id=offer.pk, by=None, now=now)
    return CurationStep.objects.get(offer=offer)


def scores(step: CurationStep, now: datetime, score: int) -> dict[str, int]:
    return {f"score_{code}": score for code in services.rubric_of(step.offer, now=now).weights}


def test_an_empty_desk_says_so(desk: Client) -> None:
    assert "Tidak ada yang menunggu" in desk.get("/kurasi/").content.decode()


def test_what_waits_longest_is_first_and_late_is_said(desk: Client, step: CurationStep) -> None:
    shown = desk.get("/kurasi/").content.decode()
    assert "Periksa sekarang" in shown
    assert "lewat batas" in shown  # the test's clock is that of today, the offer's of January 2026
    assert "Dapur Bu Sari" in shown


def test_passing_needs_all_scores_and_moves_the_offer_on(desk: Client, step: CurationStep, now: datetime) -> None:
    here = f"/kurasi/{step.public_id}/"
    answer = desk.post(here, {"decision": "pass"})
    assert answer.status_code == 400
    assert "Beri nilai 0 sampai 100" in answer.content.decode()
    answer = desk.post(here, scores(step, now, 88) | {"decision": "pass"}, follow=True)
    assert "lulus dengan nilai A" in answer.content.decode()
    step.refresh_from_db()
    assert (step.state, step.grade) == ("passed", "A")
    assert CurationStep.objects.get(state="waiting").level == "city"
    assert "sudah diputuskan" in desk.get(here).content.decode()


def test_a_no_needs_reasons(desk: Client, step: CurationStep) -> None:
    here = f"/kurasi/{step.public_id}/"
    assert desk.post(here, {"decision": "return"}).status_code == 400
    step.refresh_from_db()
    assert step.state == "waiting"
    desk.post(here, {"decision": "return", "reasons": "Tulis berat bersihnya di kemasan."})
    step.refresh_from_db()
    assert (step.state, step.offer.state) == ("returned", "draft")


def test_a_decision_that_nobody_offers_changes_nothing(desk: Client, step: CurationStep, now: datetime) -> None:
    answer = desk.post(f"/kurasi/{step.public_id}/", scores(step, now, 88) | {"decision": "besok"})
    step.refresh_from_db()
    assert (answer.status_code, step.state) == (400, "waiting")


def test_a_curator_of_another_area_neither_finds_nor_opens_it(
    make_person: Callable[..., Any], step: CurationStep, now: datetime
) -> None:
    person = make_person(username="kurator_selatan")
    add_membership(user=person, role=Role.CURATOR, scope_kind="area", scope_code="31.74", by=None, now=now)
    client = Client()
    client.force_login(person)
    assert "Tidak ada yang menunggu" in client.get("/kurasi/").content.decode()
    assert client.get(f"/kurasi/{step.public_id}/").status_code == 403
    assert client.post(f"/kurasi/{step.public_id}/tautkan/", {"master": "new"}).status_code == 403


def test_a_change_is_shown_side_by_side_and_taken(
    desk: Client, make_offer: Callable[..., Offer], passed: Callable[..., Offer], now: datetime
) -> None:
    offer = passed(make_offer())
    changes = {"title": "Nasi kotak ikan", "photos": [picture("green")]}
    services.change_offer(offer_id=offer.pk, changes=changes, by=None, now=now)
    waiting = ChangeProposal.objects.get(offer=offer)
    here = f"/kurasi/perubahan/{waiting.public_id}/"
    assert here in desk.get("/kurasi/").content.decode()
    shown = desk.get(here).content.decode()
    assert "<del>ayam</del>" in shown
    assert "<ins>ikan</ins>" in shown
    assert picture("green").sha256 in shown
    assert desk.post(here, {"decision": "refuse"}).status_code == 400  # a no needs reasons
    desk.post(here, {"decision": "apply"})
    offer.refresh_from_db()
    assert offer.title == "Nasi kotak ikan"


def test_a_product_is_tied_to_a_master_and_untied(desk: Client, step: CurationStep) -> None:
    here = f"/kurasi/{step.public_id}/"
    assert desk.post(f"{here}tautkan/", {"master": "999"}).status_code == 400
    desk.post(f"{here}tautkan/", {"master": "new"})
    product = step.offer.product
    product.refresh_from_db()
    assert product.master is not None
    assert "Tertaut dengan" in desk.get(here).content.decode()
    desk.post(f"{here}lepas/")
    product.refresh_from_db()
    assert product.master is None


def test_only_curators_come_in(signed_in: Callable[..., Client]) -> None:
    assert signed_in(Role.PROCUREMENT_OFFICER).get("/kurasi/").status_code == 403
