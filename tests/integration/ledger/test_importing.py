from datetime import timedelta

import polars as pl
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests.integration.ledger.samples import ORDERED, Chunk, line, lines, rejected
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import Refused
from tumbuh.ledger import services
from tumbuh.ledger.models import Batch, QuarantinedLine

pytestmark = pytest.mark.django_db

POWER_CUT = """
CREATE FUNCTION power_cut() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'power cut'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER power_cut BEFORE UPDATE ON ledger_batch FOR EACH ROW WHEN (NEW.state = 'done')
EXECUTE FUNCTION power_cut();
"""


def counts(batch):
    return (batch.accepted, batch.unchanged, batch.restated, batch.stale, batch.repeated, batch.quarantined)


def test_the_same_lines_twice_change_nothing(bring_in, rows):
    export = lines(line("A1"), line("A2", quantity=2), line("A2", sku="KRP-02"))
    assert counts(bring_in(export)) == (3, 0, 0, 0, 0, 0)
    before = rows(history=True)
    again = bring_in(export)
    assert counts(again) == (0, 3, 0, 0, 0, 0)
    assert (again.net_change_rupiah, again.ledger_version) == (0, Batch.objects.earliest("pk").ledger_version)
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


def test_an_older_export_that_comes_late_changes_nothing(bring_in, rows, figure):
    bring_in(lines(line("A1", status="cancelled"), line("A2")))
    before, sold = rows(history=True), figure()
    late = bring_in(lines(line("A1", status="shipped"), line("A2", status="to_ship")))
    assert counts(late) == (0, 0, 0, 2, 0, 0)
    assert rows(history=True).equals(before)
    assert figure() == sold


def test_the_latest_of_three_versions_stays_whatever_the_order_of_files(bring_in, rows):
    first = line("A1", last_event_at=ORDERED)
    second = line("A1", last_event_at=ORDERED + timedelta(days=1), seller_discount_rupiah=1, net_rupiah=34_999)
    third = line("A1", last_event_at=ORDERED + timedelta(days=2))
    for version in (first, third, second):
        bring_in(lines(version))
    kept = rows().row(0, named=True)
    assert (kept["last_event_at"], kept["net_rupiah"]) == (third["last_event_at"], 35_000)


def test_a_line_whose_last_event_was_unknown_is_restated_once_it_is_known(bring_in, rows):
    for event in (None, ORDERED, None):
        bring_in(lines(line("A1", last_event_at=event)))
    assert rows()["last_event_at"].to_list() == [ORDERED]
    assert rows(history=True).height == 2


def test_an_order_whose_day_was_corrected_is_counted_in_its_new_month_only(bring_in, rows, figure):
    november = ORDERED + timedelta(days=40)
    bring_in(lines(line("A1"), line("A2")))
    moved = bring_in(lines(line("A1", ordered_at=november), line("A2")))
    assert counts(moved) == (0, 1, 1, 0, 0, 0)
    assert rows().select("order_id", "month").rows() == [("A1", "2026-11"), ("A2", "2026-10")]
    assert (figure("2026-10"), figure("2026-11")) == (35_000, 35_000)


def test_one_file_with_an_order_in_two_months_counts_it_once(bring_in, rows):
    november = ORDERED + timedelta(days=40)
    batch = bring_in(lines(line("A1", status="shipped"), line("A1", ordered_at=november), line("A2")))
    assert counts(batch) == (2, 0, 0, 0, 1, 0)
    assert rows().select("order_id", "month").rows() == [("A1", "2026-11"), ("A2", "2026-10")]


def test_repeated_rows_of_a_file_count_once(bring_in, rows):
    batch = bring_in(lines(line("A1", row=2), line("A1", row=3)), lines(line("A1", row=4, status="shipped")))
    assert counts(batch) == (1, 0, 0, 0, 2, 0)
    assert rows()["status"].to_list() == ["completed"]


def test_rows_that_contradict_each_other_wait_in_quarantine(bring_in, rows):
    batch = bring_in(lines(line("A1", row=2), line("A1", row=3, quantity=4)))
    assert counts(batch) == (1, 0, 0, 0, 0, 1)
    assert rows().height == 1
    assert QuarantinedLine.objects.get().reason == "ambiguous_line"


def test_a_file_that_is_refused_half_way_leaves_both_stores_as_they_were(bring_in, rows):
    bring_in(lines(line("A1")))
    before = rows(history=True)

    def broken():
        yield Chunk(lines(line("A2"), line("A1", status="cancelled")), rejected("A3"))
        raise Refused("Berkas terpotong; unduh ulang dari pusat penjual.", code="truncated")

    batch = bring_in.start()
    with pytest.raises(Refused, match="terpotong") as refusal:
        services.append(batch=batch, chunks=broken(), now=bring_in.now)
    services.refuse_batch(batch=batch, refusal=refusal.value, now=bring_in.now)
    assert rows(history=True).equals(before)
    assert not QuarantinedLine.objects.exists()
    batch.refresh_from_db()
    assert (batch.state, batch.refusal_code, batch.accepted) == ("refused", "truncated", 0)
    with pytest.raises(services.BatchOver):
        services.append(batch=batch, chunks=[Chunk(lines(line("A2")))], now=bring_in.now)
    assert rows(history=True).equals(before)


def test_a_crash_after_the_ledgers_commit_neither_doubles_nor_loses(bring_in, rows):
    bring_in(lines(line("A1"), line("A2")))
    export = Chunk(lines(line("A1", status="cancelled"), line("A2"), line("A3")), rejected("A4"))
    batch = bring_in.start()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(POWER_CUT)
        with pytest.raises(DatabaseError, match="power cut"):
            services.append(batch=batch, chunks=[export], now=bring_in.now)
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER power_cut ON ledger_batch; DROP FUNCTION power_cut()")
    batch = Batch.objects.get(pk=batch.pk)
    assert (batch.state, batch.accepted, QuarantinedLine.objects.count()) == ("settling", 0, 0)
    in_the_lake = rows(history=True)
    assert in_the_lake.height == 4  # the lines are there, the database does not know it yet
    other = bring_in(lines(line("A3", seller_discount_rupiah=5, net_rupiah=34_995)))
    between = rows(history=True)
    again = services.append(batch=batch, chunks=[export], now=bring_in.now)
    assert counts(again) == (1, 1, 1, 0, 0, 1)
    assert again.net_change_rupiah == 0
    assert rows(history=True).equals(between)  # and what came between is not undone
    assert (other.restated, QuarantinedLine.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(event="ledger.batch_done", target=f"ledger.batch:{batch.public_id}").count() == 1


def test_a_batch_that_failed_is_taken_up_again(bring_in, rows):
    batch = bring_in.start()
    services.refuse_batch(batch=batch, refusal=Refused("Gagal di sisi kami."), now=bring_in.now, failed=True)
    assert batch_state(batch) == ("failed", "Gagal di sisi kami.")
    services.append(batch=batch, chunks=[Chunk(lines(line("A1")))], now=bring_in.now)
    assert batch_state(batch) == ("done", "")
    assert rows().height == 1


def batch_state(batch):
    found = Batch.objects.get(pk=batch.pk)
    return found.state, found.refusal


def test_nothing_stays_on_disk_after_an_import_that_spilled(bring_in, rows, tmp_path, monkeypatch):
    monkeypatch.setattr("tumbuh.ledger.spool.MEMORY_ROWS", 10)
    many = [lines(*(line(f"A{part}-{n}") for n in range(7))) for part in range(5)]
    assert counts(bring_in(*many)) == (35, 0, 0, 0, 0, 0)
    assert counts(bring_in(*many)) == (0, 35, 0, 0, 0, 0)
    assert rows().height == 35
    assert not list(settings.SPOOL_DIR.glob("batch-*"))


def test_the_moment_of_recording_never_comes_before_the_version_it_supersedes(bring_in, rows):
    bring_in(lines(line("A1")))
    bring_in.now -= timedelta(days=3)  # the clock of another machine
    bring_in(lines(line("A1", status="cancelled")))
    old, new = rows(history=True).rows(named=True)
    assert old["recorded_at"] < old["superseded_at"] == new["recorded_at"]


def test_progress_is_told_after_each_chunk(bring_in):
    told = []
    services.append(
        batch=bring_in.start(),
        chunks=[Chunk(lines(line("A1"))), Chunk(lines(line("A2")), rejected("A3"))],
        now=bring_in.now,
        progress=lambda batch: told.append(Batch.objects.get(pk=batch.pk).rows_read),
    )
    assert told == [1, 3]


def test_the_month_is_that_of_the_order_in_jakarta(bring_in, rows):
    last_evening = pl.datetime(2026, 9, 30, 17, 30, time_zone="UTC")  # 0.30 WIB on October 1
    bring_in(lines(line("A1")).with_columns(ordered_at=last_evening.cast(pl.Datetime("us", "UTC"))))
    assert rows()["month"].to_list() == ["2026-10"]
