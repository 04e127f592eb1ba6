import pytest

from tests.integration.ledger.samples import line, lines
from tumbuh.ledger import queries, tasks

pytestmark = pytest.mark.django_db


def test_the_nightly_job_joins_files_and_keeps_every_line(bring_in, rows):
    for number in range(4):
        bring_in(lines(line(f"A{number}")))
    bring_in(lines(line("A0", status="cancelled")))
    before = rows(history=True)
    tasks.compact(timestamp=0)
    assert len(queries.all_versions().files) == 1
    assert rows(history=True).equals(before)
