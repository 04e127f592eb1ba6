"""Whatever stands in the cells: rows wait or come in, nothing breaks, nothing is half in."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integration.procurement.conftest import GOLDEN, NOON, YEAR
from tumbuh.procurement import datasets, queries, services
from tumbuh.procurement.importing import FutureCutOff
from tumbuh.procurement.models import ImportBatch, Package
from tumbuh.procurement.queries import Chosen

NASTY = st.sampled_from(
    [None, "", "0", "-1", "x" * 500, "9" * 50, "1e400", "1.5E+300", "\x00", "a\x00b", "2026-13-45", "0000-00-00", "🙂",
     "{a,b}", '"', "\\", "\\.", "';--", ";;;", "TRUE", "true", 0, -5, 1.5, 10**14, 10**30, True, [], ["1", "2"],
     {"a": 1}, "5.1.02", "2026-03-01", "PDN", "Tender", "12,5", "1.234.567,89", "\u202eabc", 2026, 32767, 32768, 1e15]
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
@pytest.mark.parametrize("name", datasets.ALL)
def test_no_cell_breaks_an_import(name, data, tmp_path):
    good = json.loads((GOLDEN / f"{name}.json").read_text())
    good = good["data"] if isinstance(good, dict) else good
    names = [alias for column in datasets.dataset(name).columns for alias in column.names if alias in good[0]]
    spoilt = st.dictionaries(st.sampled_from(names), NASTY, max_size=4)
    rows = [row | data.draw(spoilt) for row in data.draw(st.lists(st.sampled_from(good), min_size=1, max_size=6))]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(rows))
    with transaction.atomic():
        batch = services.import_file(path=path, file_name="x.json", dataset=name, year=YEAR, by=None, now=NOON)
        assert batch.state == "done"
        assert batch.rows_total == batch.rows_done == len(rows)
        queries.figures(Chosen(YEAR))
        queries.bridge(Chosen(YEAR))
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_create_each_fact_once():
    together = Barrier(2)

    def bring(_):
        together.wait(timeout=30)
        try:
            return services.import_file(
                path=GOLDEN / "rup_provider.json", file_name="x", dataset="rup_provider", year=YEAR, by=None, now=NOON
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(bring, range(2))
    assert sorted([(first.created, first.unchanged), (second.created, second.unchanged)]) == [(0, 9), (9, 0)]
    assert Package.objects.count() == 9


@pytest.mark.django_db
def test_a_cut_off_in_the_future_is_refused(bring_in):
    with pytest.raises(FutureCutOff):
        bring_in("units", as_of=NOON + timedelta(days=2))
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
def test_rows_of_another_year_count_in_their_own(bring_in, tmp_path):
    rows = json.loads((GOLDEN / "ecat6.json").read_text())
    rows[0]["tahun_anggaran"] = YEAR - 1
    path = tmp_path / "x.json"
    path.write_text(json.dumps(rows))
    batch = bring_in("ecat6", path)
    assert batch.notices == ["1 baris menyebut tahun lain dan masuk ke tahunnya sendiri."]
    assert batch.unmatched == 0
    assert [one.purchase_key for one in queries.waiting(YEAR - 1)] == ["ecat6:EP-01CONTOH01"]
    assert queries.figures(Chosen(YEAR), ids=("domestic_recorded",))[0].denominator_rupiah == 0
