"""The template that we give comes back in, as CSV and as Excel; what is no such list is refused with what to do."""

from pathlib import Path

import pytest

from tumbuh.catalogue.product_files import read_again, read_products, template_csv, template_xlsx
from tumbuh.kernel.errors import UnreadableFile

NAMES = ["Nasi kotak", "Keripik"]
CATEGORIES = {"nasi kotak": "nasi_kotak", "keripik": "keripik"}


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "produk"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("template", [template_csv, template_xlsx])
def test_the_template_is_read_as_it_was_given(tmp_path: Path, template: object) -> None:
    found = read_products(written(tmp_path, template(NAMES)), categories=CATEGORIES, taken=())  # type: ignore[operator]
    assert found.bad == []
    assert [
        (row.number, row.product.title, row.product.category, row.product.price_rupiah, row.product.on_hand,
         row.product.daily_limit)
        for row in found.rows if row.product
    ] == [
        (2, "Nasi kotak ayam bakar", "nasi_kotak", 28_000, None, 300),
        (3, "Keripik singkong pedas 250 g", "keripik", 15_000, 120, None),
    ]  # fmt: skip


def test_bad_rows_stand_beside_good_ones_with_their_numbers(tmp_path: Path) -> None:
    text = (
        "Daftar produk\n\nNama produk;Jenis;Satuan;Harga;Warna\nA;Keripik;kg;1000;biru\na;Keripik;kg;2000;\nB;;kg;x;\n"
    )
    found = read_products(written(tmp_path, text), categories=CATEGORIES, taken=())
    assert found.unread == ["Warna"]
    assert [(row.number, [flaw.column for flaw in row.flaws]) for row in found.rows] == [
        (4, []), (5, ["Nama produk"]), (6, ["Jenis", "Harga"]),
    ]  # fmt: skip


def test_a_row_is_read_again_as_it_was_mended(tmp_path: Path) -> None:
    text = "Nama produk;Jenis;Satuan;Harga\nB;Keripik;kg;x\n"
    row = read_products(written(tmp_path, text), categories=CATEGORIES, taken=()).rows[0]
    mended = read_again(row, {"price": "5.000"}, categories=CATEGORIES, taken={"a"})
    assert mended.flaws == []
    assert mended.product is not None
    assert (mended.number, mended.product.title, mended.product.price_rupiah) == (2, "B", 5_000)
    assert read_again(row, {"price": "5.000"}, categories=CATEGORIES, taken={"b"}).product is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty_file"),
        ("satu;dua\n1;2\n", "header_missing"),
        ("Nama produk;Harga\nA;1\n", "column_missing"),
        ("Nama produk;Jenis;Satuan;Harga\n" + "A;Keripik;kg;1\n" * 1_001, "too_many_rows"),
        ("<html><table></table></html>", "web_page"),
        (b"PK\x03\x04 rusak", "broken_xlsx"),
        ("x" * 5_000_001, "too_large"),
    ],
)
def test_a_file_that_cannot_be_a_list_is_refused(tmp_path: Path, content: bytes | str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_products(written(tmp_path, content), categories=CATEGORIES, taken=())
    assert refused.value.code == code
