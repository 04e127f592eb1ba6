from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests.integration.ledger.samples import Chunk, line, lines, rejected
from tumbuh.kernel.errors import Refused
from tumbuh.ledger import queries, services
from tumbuh.ledger.models import Batch, QuarantinedLine, Restatement, Shop, SkuMapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(shop, bring_in, business, make_person, now):
    """One row in each table of the ledger."""
    from tumbuh.catalogue import services as catalogue

    bring_in(Chunk(lines(line("A1")), rejected("A2")))
    product = catalogue.add_product(business=business, name="Keripik", by=None, now=now)
    services.map_skus(shop=shop, products=[("KRP-01", "", product)], by=None, now=bring_in.now)
    return shop


REFUSED = [
    *(f"DELETE FROM {t}" for t in ("ledger_batch", "ledger_shop", "ledger_skumapping", "ledger_quarantinedline")),
    "DELETE FROM ledger_restatement",
    "TRUNCATE ledger_restatement",
    "TRUNCATE ledger_shop CASCADE",
    "TRUNCATE ledger_quarantinedline",
    "UPDATE ledger_shop SET external_id = '9'",
    "UPDATE ledger_shop SET business_id = NULL",
    "UPDATE ledger_batch SET accepted = 7",
    "UPDATE ledger_batch SET state = 'reading'",
    "UPDATE ledger_quarantinedline SET kept = '{}'",
    "UPDATE ledger_quarantinedline SET state = 'dismissed', closed_at = now()",
    "UPDATE ledger_skumapping SET sku = 'LAIN'",
    "UPDATE ledger_restatement SET lines = 2",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_the_database_keeps_what_came_in_as_it_came(full, sql):
    tables = (Shop, Batch, QuarantinedLine, SkuMapping, Restatement)
    before = [list(table.objects.values()) for table in tables]
    connection.check_constraints()  # else TRUNCATE is refused for its pending foreign key check already
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert [list(table.objects.values()) for table in tables] == before
    assert all(before)


def test_a_mapping_ends_once(full, bring_in):
    mapping = SkuMapping.objects.all()
    mapping.update(ended_at=bring_in.now)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        mapping.update(ended_at=None)
    assert mapping.get().ended_at == bring_in.now


def test_a_shop_is_opened_once_at_a_marketplace(shop, business, now):
    with pytest.raises(services.ShopTaken):
        services.open_shop(channel="shopee", external_id=" 88112233 ", name="Lain", business=business, by=None, now=now)
    assert list(queries.shops()) == [shop]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"channel": "bukalapak"}, "unknown_channel"),
        ({"external_id": " "}, "shop_id_missing"),
        ({"name": " "}, "shop_name_missing"),
    ],
)
def test_a_shop_without_channel_id_or_name_is_refused(business, now, values, code):
    given = {"channel": "shopee", "external_id": "1", "name": "Toko"} | values
    with pytest.raises(Refused) as refusal:
        services.open_shop(business=business, by=None, now=now, **given)
    assert refusal.value.code == code
    assert not Shop.objects.exists()


def test_a_shop_is_found_by_its_id_or_refused(shop):
    assert queries.shop_at(channel="shopee", external_id=" 88112233 ") == shop
    with pytest.raises(queries.NoSuchShop, match="tambahkan tokonya"):
        queries.shop_at(channel="tiktok", external_id="88112233")


def test_a_batch_cannot_be_done_without_the_ledgers_version(bring_in):
    batch = bring_in.start()
    for values in ({"state": "done"}, {"state": "refused"}, {"state": "settling", "accepted": 5}, {"refusal": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(created_at=bring_in.now + timedelta(1))
    assert Batch.objects.get(pk=batch.pk).state == "queued"
