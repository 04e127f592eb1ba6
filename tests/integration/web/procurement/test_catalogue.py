"""The list of figures leads to the rows of public buying, and only whom it may lead there."""

import pytest

from tumbuh.accounts.permissions import Role
from tumbuh.procurement.queries import FIGURES

pytestmark = pytest.mark.django_db


def addresses(client) -> set[str]:
    return {rows for _told, rows in client.get("/angka/").context["indicators"] if rows.startswith("/belanja/")}


def test_every_figure_of_buying_leads_to_its_rows_and_the_bridge_to_its_page(governor):
    expected = {f"/belanja/angka/{figure}/numerator/" for figure in FIGURES} | {"/belanja/jembatan/"}
    assert addresses(governor) == expected


def test_who_may_not_see_the_buying_gets_no_way_to_it(signed_in):
    assert addresses(signed_in(Role.PROGRAMME_OFFICER)) == set()
