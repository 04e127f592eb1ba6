from datetime import timedelta

import pytest

from tests.integration.ledger.samples import line, lines

pytestmark = pytest.mark.django_db


def counts(batch):
    return (batch.accepted, batch.unchanged, batch.restated, batch.stale, batch.repeated, batch.quarantined)


def test_the_same_lines_twice_change_nothing(bring_in, rows):
    export = lines(line("A1"), line("A2", quantity=2), line("A2", sku="KRP-02"))
    assert counts(bring_in(export)) == (3, 0, 0, 0, 0, 0)
    before = rows(history=True)
    again = bring_in(export)
    assert counts(again) == (0, 3, 0, 0, 0, 0)
    assert again.net_change_rupiah == 0
    assert rows(history=True).equals(before)


def test_ten_cancellations_restate_ten_orders_and_the_old_figure_stays_readable(bring_in, figure, rows):
    first = [line(f"A{n:02}", unit_price_rupiah=10_000 + n) for n in range(30)]
    bring_in(lines(*first))
    before = figure()
    assert before == sum(row["net_rupiah"] for row in first)
    day_before = bring_in.now
    bring_in.now += timedelta(days=1)
    gone = [line(f"A{n:02}", unit_price_rupiah=10_000 + n, status="cancelled") for n in range(10)]
    batch = bring_in(lines(*gone, *first[10:]))
    lost = sum(row["net_rupiah"] for row in gone)
    assert counts(batch) == (0, 20, 10, 0, 0, 0)
    assert (batch.restated_orders, batch.net_change_rupiah) == (10, -lost)
    assert figure() == before - lost
    assert figure(known_at=day_before + timedelta(minutes=1)) == before
    assert rows(history=True).height == 40
