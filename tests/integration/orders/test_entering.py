"""A closed order is in the sales ledger once; a return restates sale and purchase; a killed worker doubles nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.integration.ledger.samples import ledger_rows
from tests.integration.orders.city import NOON
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import PaidPrice
from tumbuh.ledger.models import Batch, Shop
from tumbuh.orders import services
from tumbuh.orders.entering import enter_sales, waiting_sales
from tumbuh.orders.models import SaleEntry
from tumbuh.procurement import queries as procurement
from tumbuh.procurement.models import Purchase

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(days=1)


def test_a_closed_order_is_a_sale_of_the_channel_eorder_once(city):
    order = city.until("closed")
    assert (waiting_sales(), enter_sales(now=NOON), waiting_sales()) == (1, 1, 0)
    [row] = ledger_rows().to_dicts()
    assert (row["channel"], row["order_id"], row["net_rupiah"]) == ("eorder", str(order.public_id), 1_000_000)
    assert (row["shop"], row["business_id"]) == (f"eorder:{city.seller.public_id}", str(city.seller.public_id))
    assert (row["product_id"], row["status"], row["month"]) == (
        str(city.rice.product.public_id),
        "completed",
        "2026-04",
    )
    assert enter_sales(now=LATER) == 0
    assert PaidPrice.objects.get().price_rupiah == 25_000


def test_a_worker_killed_after_the_ledger_and_before_its_mark_doubles_nothing(city):
    city.until("closed")
    enter_sales(now=NOON)
    SaleEntry.objects.update(entered_at=None)  # what the killed worker did not come to
    assert enter_sales(now=LATER) == 1
    assert ledger_rows(history=True).height == 1
    assert list(Batch.objects.order_by("pk").values_list("accepted", "unchanged")) == [(1, 0), (0, 1)]
    assert Shop.objects.count() == 1


def test_a_return_restates_the_sale_and_the_purchase_with_a_trace(city):
    order = city.until("closed")
    enter_sales(now=NOON)
    ppk = city.of(Role.COMMITMENT_OFFICER)
    with pytest.raises(services.BadReturn), transaction.atomic():
        services.note_return(
            order_id=order.pk, quantities={1: 41}, refund_number="STS-1", words="Basi.", by=ppk, now=LATER
        )
    services.note_return(order_id=order.pk, quantities={1: 4}, refund_number="STS-1", words="Basi.", by=ppk, now=LATER)
    enter_sales(now=LATER)
    assert ledger_rows(history=True)["net_rupiah"].to_list() == [1_000_000, 900_000]
    assert ledger_rows()["returned_quantity"].to_list() == [4]
    values = Purchase.objects.order_by("recorded_at").values_list("value_rupiah", "superseded_at")
    assert list(values) == [(1_000_000, LATER), (900_000, None)]


def test_the_share_of_domestic_products_counts_the_order(city):
    city.until("closed")
    [share] = [one for one in procurement.figures(procurement.Chosen(2026)) if one.id == "p3dn_payments"] or [None]
    known = procurement.rows(procurement.Chosen(2026), "p3dn_payments", "numerator")
    assert known["purchase"].to_list() == [f"eorder:{Purchase.objects.get().external_id}"]
    assert share is not None
