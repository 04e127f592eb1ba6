"""`tumbuh registry …` run as a person runs it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Answer
from tumbuh.registry.models import Business, RegisterImport

LIST = (
    "Nama Pemilik;NIK;Nama Usaha;NIB;Kelurahan\n"
    "Siti Rohmah;3174054107859001;Keripik Bu Siti;0000000009001;Tebet Timur\n"
    "Joko Santoso;3175021203809002;Batik Joko;0000000009002;Cakung Barat\n"
)
BAD_LINE = "Dewi Lestari;12;Kue Dewi;0000000009003;Tebet Timur\n"

pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "binaan.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_comes_in(tumbuh: Callable[..., Answer], a_list: Path) -> None:
    answer = tumbuh("registry", "import", str(a_list), "--json")

    assert (answer.exit_code, answer.data["state"], answer.data["created"]) == (0, "done", 2)
    assert sorted(Business.objects.values_list("name", flat=True)) == ["Batik Joko", "Keripik Bu Siti"]


def test_the_same_list_again_makes_nobody(tumbuh: Callable[..., Answer], a_list: Path) -> None:
    tumbuh("registry", "import", str(a_list), "--json")
    again = tumbuh("registry", "import", str(a_list), "--json")

    assert (again.data["created"], again.data["unchanged"]) == (0, 2)
    assert Business.objects.count() == 2


def test_validating_writes_nothing(tumbuh: Callable[..., Answer], a_list: Path) -> None:
    answer = tumbuh("registry", "import", str(a_list), "--validate-only", "--json")

    assert (answer.exit_code, answer.data["state"]) == (0, "validated")
    assert Business.objects.count() == 0


def test_a_bad_row_keeps_all_out_and_is_written_to_a_file(
    tumbuh: Callable[..., Answer], a_list: Path, tmp_path: Path
) -> None:
    a_list.write_text(LIST + BAD_LINE, encoding="utf-8")
    answer = tumbuh("registry", "import", str(a_list), "--errors", str(tmp_path / "salah.csv"), "--json")

    assert (answer.exit_code, answer.data["state"], answer.data["rejected"]) == (2, "rejected", 1)
    assert "Dewi Lestari" in (tmp_path / "salah.csv").read_text(encoding="utf-8-sig")
    assert Business.objects.count() == 0


def test_a_file_that_is_no_list_is_refused(tumbuh: Callable[..., Answer], tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_bytes(b"")
    answer = tumbuh("registry", "import", str(empty), "--json")

    assert (answer.exit_code, answer.data["refused"]) == (2, "empty_file")


def test_an_import_is_undone_whole(tumbuh: Callable[..., Answer], a_list: Path) -> None:
    tumbuh("registry", "import", str(a_list), "--json")
    number = RegisterImport.objects.get().pk
    answer = tumbuh("registry", "undo", str(number), "--reason", "berkas salah")

    assert answer.exit_code == 0
    assert Business.objects.filter(withdrawn_at=None).count() == 0


def test_people_get_words_and_numbers(tumbuh: Callable[..., Answer], a_list: Path) -> None:
    answer = tumbuh("registry", "import", str(a_list))

    assert "Selesai: daftar sudah masuk ke register." in answer.out
    assert ["Usaha", "baru", "2"] in [line.split() for line in answer.out.splitlines()]
