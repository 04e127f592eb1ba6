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


def test_fairness_is_kept_and_its_price_told(tumbuh: Callable[..., Answer], folder: Path) -> None:
    (folder / "suppliers.csv").write_text(FILES["suppliers.csv"].replace("halal;pirt,1", "halal;pirt,2"))
    (folder / "met.csv").write_text("demand_id,supplier_id\nN7,U1\n")
    out = str(folder / "out.csv")
    answer = tumbuh(
        "match", str(folder), "--out", out, "--floor=1", "--cap=0.5", "--met", str(folder / "met.csv"), "--json"
    )

    assert answer.exit_code == 0
    assert Path(out).read_text() == "demand_id,supplier_id\nN1,U2\nN2,U1\n"
    told = answer.data["fairness"]
    assert (told["floor_wanted"], told["floor_met"], told["cap_meetings"]) == (2, 2, 1)
    assert told["price"] == round(0.1 / 1.9, 9)
    assert told["without"] == {
        "objective": 1.9, "meetings": 2, "sellers": 2, "covered": 1, "first_timers": 0, "largest": 2, "gini": 0.5,
    }  # fmt: skip
    assert told["with"] == {
        "objective": 1.8, "meetings": 2, "sellers": 2, "covered": 2, "first_timers": 1, "largest": 1, "gini": 0.0,
    }  # fmt: skip
    assert "Harga keadilan" in tumbuh("match", str(folder), "--out", out, "--floor=1").out


def test_pairs_that_have_met_do_not_meet_again(tumbuh: Callable[..., Answer], folder: Path) -> None:
    (folder / "met.csv").write_text("demand_id,supplier_id\nN2,U1\n")
    answer = tumbuh("match", str(folder), "--out", str(folder / "o.csv"), "--met", str(folder / "met.csv"), "--json")

    assert (answer.data["already_met"], answer.data["objective"]) == (1, 1)
    assert (folder / "o.csv").read_text() == "demand_id,supplier_id\nN1,U1\n"


@pytest.mark.parametrize("share", ["0", "-1", "1.5", "nan"])
def test_a_share_that_is_none_is_refused(tumbuh: Callable[..., Answer], folder: Path, share: str) -> None:
    answer = tumbuh("match", str(folder), "--out", str(folder / "out.csv"), f"--cap={share}")

    assert (answer.exit_code, (folder / "out.csv").exists()) == (2, False)


@pytest.mark.parametrize("option", ["--seed=9223372036854775808", "--floor=-1", "--floor=99999999999999999999"])
def test_a_number_beyond_64_bits_is_refused(tumbuh: Callable[..., Answer], folder: Path, option: str) -> None:
    answer = tumbuh("match", str(folder), "--out", str(folder / "out.csv"), option)

    assert (answer.exit_code, (folder / "out.csv").exists()) == (2, False)


def test_the_answer_does_not_overwrite_the_question(tumbuh: Callable[..., Answer], folder: Path) -> None:
    answer = tumbuh("match", str(folder), "--out", str(folder / "pairs.csv"), "--json")

    assert (answer.exit_code, json.loads(answer.out)["refused"]) == (2, "bad_match_file")
    assert (folder / "pairs.csv").read_text() == FILES["pairs.csv"]
