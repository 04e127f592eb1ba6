"""The treasurer notes the tax papers of a seller and ends them; what is withheld follows."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.integration.orders.city import City
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.permissions import Role
from tumbuh.orders.models import TaxPaper

pytestmark = pytest.mark.django_db
PAPER = {"kind": "under_limit", "number": "SP-1", "valid_from": "2026-01-01", "valid_to": "2026-12-31"}


def test_a_paper_is_noted_once_shown_with_its_days_and_ended_with_a_reason(
    city: City, at_desk: Callable[[Role], Client]
) -> None:
    order = city.until("received")
    treasurer = at_desk(Role.TREASURER)
    page = f"/pesanan/{order.public_id}/surat-pajak/"
    assert page in treasurer.get(f"/pesanan/{order.public_id}/").content.decode()
    assert treasurer.post(page, PAPER | {"valid_to": ""}).status_code == 400
    assert treasurer.post(page, PAPER).status_code == 302
    paper = TaxPaper.objects.get()
    assert "SP-1" in text_of(treasurer.get(page))
    assert at_desk(Role.COMMITMENT_OFFICER).get(page).status_code == 403
    treasurer.post(f"{page}{paper.public_id}/akhiri/", {"reason": "Keliru."})
    paper.refresh_from_db()
    assert paper.ended_at is not None
    assert "diakhiri" in text_of(treasurer.get(page))
