"""`tumbuh match` writes the proved optimum or nothing, and needs neither settings nor a database."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Answer

FILES = {
    "demands.csv": "demand_id,category,district,x,y,quantity,unit_budget,certificates,slots\n"
    "N1,konsumsi,317401,0,0,40,25000,halal,1\nN2,konsumsi,317401,0,0,40,25000,,1\n",
    "suppliers.csv": "supplier_id,categories,district,x,y,capacity,unit_price,certificates,slots\n"
    "U1,konsumsi,317401,0,0,90,20000,halal;pirt,1\nU2,konsumsi,317401,0,0,90,20000,,1\n",
    "pairs.csv": "demand_id,supplier_id,weight\nN1,U1,1.0\nN1,U2,0.9\nN2,U1,0.9\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_best_pairs_are_written_and_the_proof_is_printed(tumbuh: Callable[..., Answer], folder: Path) -> None:
    answer = tumbuh("match", str(folder), "--out", str(folder / "pairs-out.csv"), "--json")

    assert answer.exit_code == 0
    assert (folder / "pairs-out.csv").read_text() == "demand_id,supplier_id\nN1,U2\nN2,U1\n"
    told = answer.data
    assert (told["objective"], told["greedy_objective"], told["chosen"]) == (1.8, 1, 2)
    assert told["optimality"] | {"how": ""} == {
        "proved": True, "gap": 0, "dual_bound": 1.8, "how": "", "weights_exact": True, "weight_unit": 0.1,
    }  # fmt: skip
    assert told["seconds"]["total"] >= told["seconds"]["solve"] >= 0


def test_people_are_told_in_words(tumbuh: Callable[..., Answer], folder: Path) -> None:
    answer = tumbuh("match", str(folder), "--out", str(folder / "out.csv"))

    assert answer.exit_code == 0
    assert "optimum, dibuktikan" in answer.out


def test_a_mistake_in_a_file_leaves_nothing_written(tumbuh: Callable[..., Answer], folder: Path) -> None:
    (folder / "out.csv").write_text("dari kemarin")
    (folder / "pairs.csv").write_text(FILES["pairs.csv"] + "N3,U1,1\n")
    before = sorted(path.name for path in folder.iterdir())
    answer = tumbuh("match", str(folder), "--out", str(folder / "out.csv"), "--json")

    assert answer.exit_code == 2
    refused = json.loads(answer.out)
    assert refused["refused"] == "bad_match_file"
    assert "pairs.csv baris 5, kolom demand_id: “N3” tidak ada di demands.csv" in refused["message"]
    assert (folder / "out.csv").read_text() == "dari kemarin"
    assert sorted(path.name for path in folder.iterdir()) == before
