"""The ledger from the command line: real files, real stores."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.integration.ledger.samples import ledger_rows
from tests.integration.ledger.test_property import export_row
from tumbuh.cli.ledger import app
from tumbuh.ledger.models import Batch, Shop
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
SELESAI, BATAL = 2, 4  # stages of samples' orders


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: Any) -> None:
    settings.LEDGER_URL, settings.SPOOL_DIR = str(tmp_path / "lake"), tmp_path / "spool"


@pytest.fixture
def business(db: None) -> Business:
    return Business.objects.create(
        name="Keripik Budi", name_key="keripik budi", nib="9120106900276",
        registered_on=date(2023, 6, 10), created_at=datetime(2026, 1, 5, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture
def shop(business: Business) -> Shop:
    done = ledger("open-shop", "--nib", "9120106900276", "--channel", "tiktok", "--shop", "7495")
    assert (done.exit_code, "siap menerima berkas" in done.output) == (0, True)
    return Shop.objects.get()


def ledger(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def told(*words: str) -> Any:
    done = ledger(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def write(path: Path, orders: list[tuple[int, int, int]]) -> str:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(export_row(0, 0, 0)))
        writer.writeheader()
        writer.writerows(export_row(*order) for order in orders)
    return str(path)


def read(path: str, shop: str = "7495", channel: str = "tiktok") -> Any:
    return told("import", path, "--channel", channel, "--shop", shop)


def test_the_same_export_twice_and_then_a_later_one_with_ten_cancellations(shop: Shop, tmp_path: Path) -> None:
    done = [(order, 0, SELESAI) for order in range(20)]
    first = write(tmp_path / "september.csv", done)
    counts = read(first)
    assert (counts["accepted"], counts["unchanged"], counts["shop"]) == (20, 0, "tiktok:7495")
    again = read(first)
    assert (again["accepted"], again["unchanged"], again["net_change_rupiah"]) == (0, 20, 0)
    before = sum(row["total_rupiah"] for row in told("figures", "--by", "month"))
    later = read(write(tmp_path / "oktober.csv", [*((order, 0, BATAL) for order in range(10)), *done[10:]]))
    assert (later["accepted"], later["restated"], later["restated_orders"], later["unchanged"]) == (0, 10, 10, 10)
    lost = sum(10_000 + order - 500 for order in range(10))
    assert later["net_change_rupiah"] == -lost
    assert sum(row["total_rupiah"] for row in told("figures", "--by", "month")) == before - lost
    moment = Batch.objects.get(pk=Batch.objects.order_by("pk")[1].pk).finished_at.isoformat()
    assert sum(row["total_rupiah"] for row in told("figures", "--by", "month", "--as-of", moment)) == before


def test_figures_are_grouped_as_asked_and_their_parts_add_up(shop: Shop, tmp_path: Path) -> None:
    read(write(tmp_path / "a.csv", [(order, 0, SELESAI) for order in range(4)]), channel="tokopedia")
    rows = told("figures", "--by", "channel")
    assert [row["channel"] for row in rows] == ["tiktok", "tokopedia"]
    for row in rows:
        parts = row["domestic_rupiah"] + row["foreign_rupiah"] + row["unknown_rupiah"]
        assert (row["total_rupiah"], row["domestic_rupiah"]) == (parts, 0)
    [whole] = told("figures", "--by", "")
    assert whole["total_rupiah"] == sum(row["total_rupiah"] for row in rows)
    assert "Rp" not in ledger("figures").stdout
    assert told("figures", "--month", "2030-01") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "FILE", "--channel", "tiktok", "--shop", "1"), "no_such_shop"),
        (("import", "FILE", "--channel", "lazada", "--shop", "7495"), "no_such_shop"),
        (("import", "EMPTY", "--channel", "tiktok", "--shop", "7495"), "empty_file"),
        (("open-shop", "--nib", "9120106900276", "--channel", "tiktok", "--shop", "7495"), "shop_taken"),
        (("open-shop", "--nib", "1234567890123", "--channel", "tiktok", "--shop", "8"), "no_such_business"),
        (("figures", "--by", "kota"), None),
        (("figures", "--month", "Oktober"), None),
        (("figures", "--as-of", "kemarin"), None),
    ],
)
def test_a_refusal_exits_with_2_and_changes_nothing(
    shop: Shop, tmp_path: Path, words: tuple[str, ...], code: str | None
) -> None:
    (tmp_path / "empty.csv").touch()
    files = {"FILE": write(tmp_path / "a.csv", [(0, 0, SELESAI)]), "EMPTY": str(tmp_path / "empty.csv")}
    done = ledger(*(files.get(word, word) for word in words))
    assert (done.exit_code, type(done.exception)) == (2, SystemExit)
    assert code is None or code in done.output
    assert (Shop.objects.count(), ledger_rows().is_empty()) == (1, True)


def test_a_refusal_as_json_names_its_code(shop: Shop, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [(0, 0, SELESAI)])
    done = ledger("import", path, "--channel", "tiktok", "--shop", "1", "--json")
    assert (done.exit_code, json.loads(done.stdout)["refused"]) == (2, "no_such_shop")


def test_shops_are_listed_and_small_files_joined(shop: Shop, tmp_path: Path) -> None:
    assert told("shops") == [{"shop": "7495", "channel": "tiktok", "name": "Keripik Budi", "business": "Keripik Budi"}]
    for order in range(3):
        read(write(tmp_path / "a.csv", [(order, 0, SELESAI)]))
    before = ledger_rows()
    assert told("compact") == {"files_added": 1, "files_removed": 3, "files_deleted": 0}
    assert ledger_rows().equals(before)
    assert ledger("compact").exit_code == 0
    assert told("relevel") == {"restated": 0}
