"""Public buying from the command line: in by files, out as figures with their rows."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from tests.integration.procurement.conftest import GOLDEN
from tumbuh.cli.procurement import app
from tumbuh.procurement.models import ImportBatch

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def bring_in(*names: str) -> None:
    for name in names:
        done = run("import", str(GOLDEN / f"{name}.json"), "--dataset", name, "--year", "2026", "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["state"] == "done"


def test_a_file_comes_in_twice_and_the_second_time_changes_nothing() -> None:
    words = ("import", str(GOLDEN / "ecat6.json"), "--dataset", "ecat6", "--year", "2026", "--as-of", "2026-03-31")
    assert run(*words).exit_code == 0
    again = json.loads(run(*words, "--json").stdout)
    assert (again["created"], again["restated"], again["unchanged"], again["unmatched"]) == (0, 0, 1, 1)
    assert str(ImportBatch.objects.first().as_of) == "2026-03-31 16:59:59.999999+00:00"


def test_figures_come_with_both_numbers_and_their_rows_add_up(tmp_path) -> None:
    bring_in("rup_provider", "ecat6", "payments", "units")
    found = {one["figure"]: one for one in json.loads(run("figures", "--year", "2026", "--json").stdout)}
    assert found["p3dn_payments"]["numerator_rupiah"] == 20_000_000
    assert found["p3dn_payments"]["denominator_rupiah"] == 2_568_000_000
    assert found["p3dn_plan"]["missing"] == "Struktur anggaran perangkat daerah"
    path = tmp_path / "rows.csv"
    done = run("rows", "p3dn_payments", "denominator", "--year", "2026", "--out", str(path))
    assert "jumlahnya Rp2.568.000.000" in done.stdout
    assert pl.read_csv(path)["rupiah"].sum() == 2_568_000_000


def test_the_bridge_the_gap_and_the_queue_can_be_read() -> None:
    bring_in("rup_provider", "ecat5", "payments", "units")
    bars = json.loads(run("bridge", "--year", "2026", "--json").stdout)
    assert {bar["id"]: bar["rupiah"] for bar in bars if bar["part"] == "bar"}["unmatched"] == 3_000_000
    (first, *_) = json.loads(run("gap", "--year", "2026", "--json").stdout)
    assert first["unit"] == "102"
    (waiting,) = json.loads(run("waiting", "--year", "2026", "--json").stdout)
    assert waiting["purchase_key"] == "ecat5:5003/74"


def test_every_command_prints_for_people_too() -> None:
    bring_in("rup_provider", "ecat5", "payments")
    for words in (("figures", "--by", "agency"), ("bridge",), ("gap",), ("waiting",)):
        done = run(*words, "--year", "2026")
        assert (done.exit_code, bool(done.stdout)) == (0, True)
    assert "rup_provider" in run("datasets").stdout


def test_what_is_refused_says_why_and_exits_with_two(tmp_path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]")
    done = run("import", str(path), "--dataset", "ecat6", "--year", "2026", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["refused"] == "missing_columns"
    assert run("figures", "--year", "2026", "--by", "colour").exit_code == 2
