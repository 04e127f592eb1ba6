"""Two importers at the same moment, and one that is killed at the worst moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection

from tests.integration.ledger.samples import Chunk, line, lines
from tests.killing import GATE, kill_while_it_waits
from tumbuh.ledger import services
from tumbuh.ledger.models import Batch

pytestmark = pytest.mark.django_db(transaction=True)

# The database stops the worker where the ledger has its commit and the database not yet.
WAIT_AT_THE_END = f"""
CREATE FUNCTION wait_at_the_end() RETURNS trigger AS $$
BEGIN PERFORM pg_advisory_xact_lock({GATE}); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER wait_at_the_end BEFORE UPDATE ON ledger_batch FOR EACH ROW WHEN (NEW.state = 'done')
EXECUTE FUNCTION wait_at_the_end();
"""
GO_ON = "DROP TRIGGER IF EXISTS wait_at_the_end ON ledger_batch; DROP FUNCTION IF EXISTS wait_at_the_end()"

WORKER = """
import sys
import django
from django.conf import settings
django.setup()
from django.test import override_settings
from tests.integration.ledger.samples import Chunk, line, lines
from tumbuh.ledger import services
from tumbuh.ledger.models import Batch
batch = Batch.objects.get(pk=int(sys.argv[1]))
with override_settings(LEDGER_URL=sys.argv[2], SPOOL_DIR=sys.argv[3]):
    export = Chunk(lines(line("A1", status="cancelled"), line("A2"), line("A3")))
    services.append(batch=batch, chunks=[export], now=batch.created_at)
"""


def at_once(*acts):
    """Do the acts in threads of their own, each with its own connection, from the same moment on."""
    together = Barrier(len(acts))

    def run(act):
        together.wait(timeout=20)
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.exception() or future.result() for future in [pool.submit(run, act) for act in acts]]


def test_two_importers_of_the_same_file_count_it_once(bring_in, rows):
    export = Chunk(lines(*(line(f"A{n}") for n in range(50))))
    first, second = bring_in.start("a.xlsx"), bring_in.start("b.xlsx")
    done = at_once(
        *(lambda b=batch: services.append(batch=b, chunks=[export], now=bring_in.now) for batch in (first, second))
    )
    assert sorted((batch.accepted, batch.unchanged) for batch in done) == [(0, 50), (50, 0)]
    assert rows(history=True).height == 50


def test_two_workers_with_the_same_batch_do_it_once(bring_in, rows):
    export, batch = Chunk(lines(line("A1"), line("A2"))), bring_in.start()
    found = [Batch.objects.get(pk=batch.pk) for _ in range(2)]
    done = at_once(*(lambda b=one: services.append(batch=b, chunks=[export], now=bring_in.now) for one in found))
    assert sum(isinstance(result, Batch) for result in done) == 1
    assert rows(history=True).height == 2
    assert (Batch.objects.get().accepted, Batch.objects.get().state) == (2, "done")


def test_a_worker_killed_between_the_two_commits_neither_doubles_nor_loses(bring_in, rows, lake):
    bring_in(lines(line("A1"), line("A2")))
    batch = bring_in.start()
    with connection.cursor() as cursor:
        cursor.execute(WAIT_AT_THE_END)
        cursor.execute("SELECT pg_advisory_lock(%s)", [GATE])
        try:
            kill_while_it_waits(WORKER, str(batch.pk), str(lake), str(settings.SPOOL_DIR))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [GATE])
            cursor.execute(GO_ON)
    assert Batch.objects.get(pk=batch.pk).state == "settling"
    in_the_lake = rows(history=True)
    assert in_the_lake.height == 4
    export = Chunk(lines(line("A1", status="cancelled"), line("A2"), line("A3")))
    again = services.append(batch=Batch.objects.get(pk=batch.pk), chunks=[export], now=bring_in.now)
    assert (again.accepted, again.restated, again.unchanged, again.net_change_rupiah) == (1, 1, 1, 0)
    assert rows(history=True).equals(in_the_lake)
