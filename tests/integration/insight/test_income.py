"""An owner's book holds every channel once, opens to its rows, and can be stated on a sheet that anyone checks."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.integration.insight.conftest import NOON, later, sale
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.insight.income import Income, income, income_batches, income_rows, tax_allowance
from tumbuh.insight.statements import (
    NothingSold,
    check_statement_reader,
    state_income,
    statements_of,
    take_back,
)
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.ledger.models import Shop
from tumbuh.papers import queries as papers
from tumbuh.papers import services as printing
from tumbuh.papers.models import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(make_shop: Callable[..., Shop], sell: Callable[..., Any]) -> Shop:
    """A shop with two months of sales, beside one of somebody else."""
    mine = make_shop("1")
    dear = sale("C", 40_000, month="2026-09", seller_discount_rupiah=3_000) | {"net_rupiah": 37_000}
    sell(mine, sale("A", 10_000), sale("B", 20_000), dear, sale("D", 7_000_000, status="cancelled"))
    sell(mine, sale("E", 5_000, month="2025-12"), at=later(1))
    sell(make_shop("2"), sale("F", 900_000))
    return mine


@pytest.fixture
def owner(shop: Shop, make_person: Callable[..., Any]) -> Any:
    return owner_of(shop, make_person(username="pemilik"))


def owner_of(shop: Shop, person: Any) -> Any:
    code = str(shop.business.public_id)
    add_membership(user=person, role=Role.OWNER, scope_kind="business", scope_code=code, by=None, now=NOON)
    return person


def book(shop: Shop, year: int = 2026) -> Income:
    return income(shop.business, year=year)


def test_sums_are_those_of_the_rows_and_of_nobody_elses(shop: Shop) -> None:
    told = book(shop)
    cells = [(cell.month, cell.net_rupiah, cell.gross_rupiah, cell.lines) for cell in told.cells]
    assert cells == [("2026-09", 37_000, 40_000, 1), ("2026-10", 30_000, 30_000, 2)]
    assert (told.net(), told.lines(), told.gross_rupiah, told.channels) == (67_000, 3, 70_000, ["shopee"])
    for month in told.months:
        rows = income_rows(told, month=month, channel="shopee")
        assert rows["net_rupiah"].sum() == told.net(month=month)
    assert sum(rows.height for rows in income_batches(told)) == 3
    assert book(shop, 2025).net() == 5_000


def test_a_later_import_is_in_the_book_at_once(shop: Shop, sell: Callable[..., Any]) -> None:
    assert book(shop).net(month="2026-10") == 30_000
    sell(shop, sale("A", 10_000, status="cancelled"), at=later(2))
    assert book(shop).net(month="2026-10") == 20_000


def test_turnover_before_discounts_counts_towards_what_is_free_of_tax(shop: Shop) -> None:
    found = tax_allowance(book(shop), on=day_in_wib(NOON))
    assert (found.turnover_rupiah, found.left_rupiah, found.tax_rupiah) == (70_000, 499_930_000, 0)


def test_a_statement_says_the_book_and_the_same_asked_again_is_the_same_sheet(shop: Shop, owner: Any) -> None:
    paper = state_income(business=shop.business, year=2026, by=owner, now=NOON)
    assert (paper.total_rupiah, paper.issuer) == (67_000, shop.business.name)
    assert paper.content["items"]["rows"] == [
        ["September 2026", "Rp37.000", "Rp37.000"],
        ["Oktober 2026", "Rp30.000", "Rp30.000"],
    ]
    assert printing.pdf(paper).startswith(b"%PDF")
    assert state_income(business=shop.business, year=2026, by=owner, now=later(0)) == paper
    assert AuditEvent.objects.filter(event="insight.income_stated").count() == 1
    assert state_income(business=shop.business, year=2026, by=owner, now=later(1)) != paper  # another day


def test_a_statement_that_was_taken_back_is_void_for_whoever_holds_it(shop: Shop, owner: Any) -> None:
    paper = state_income(business=shop.business, year=2026, by=owner, now=NOON)
    take_back(business=shop.business, public_id=paper.public_id, by=owner, now=later(1))
    found = papers.paper_by_code(paper.code)
    assert found is not None
    assert found.is_void
    assert [one.is_void for one in statements_of(shop.business)] == [True]


def test_only_the_owner_states_reads_and_takes_back(
    shop: Shop, owner: Any, make_shop: Callable[..., Shop], make_person: Callable[..., Any]
) -> None:
    paper = state_income(business=shop.business, year=2026, by=owner, now=NOON)
    other = make_shop("3")
    stranger = owner_of(other, make_person(username="orang_lain"))
    with pytest.raises(NotAllowed):
        state_income(business=shop.business, year=2026, by=stranger, now=NOON)
    with pytest.raises(NotAllowed):
        take_back(business=other.business, public_id=paper.public_id, by=stranger, now=NOON)
    with pytest.raises(NotAllowed):
        check_statement_reader(paper, by=stranger, now=NOON)
    check_statement_reader(paper, by=owner, now=NOON)
    assert Paper.objects.filter(voided_at=None).count() == 1


def test_nothing_sold_is_nothing_to_state(shop: Shop, owner: Any) -> None:
    with pytest.raises(NothingSold):
        state_income(business=shop.business, year=2024, by=owner, now=NOON)
    assert not Paper.objects.exists()
