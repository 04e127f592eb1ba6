"""A row of a seller's list is understood as people write it, and each flaw is told with what to do."""

import pytest

from tumbuh.catalogue.rules.product_rows import Flaw, ProductRow, field_of, read_row

CATEGORIES = {"nasi kotak": "nasi_kotak", "keripik": "keripik"}
GOOD = {"title": "Nasi kotak ayam", "category": "Nasi Kotak", "unit": "Kotak", "price": "Rp28.000"}


def read(**cells: str) -> tuple[ProductRow | None, list[Flaw]]:
    return read_row(GOOD | cells, categories=CATEGORIES, taken={"keripik pisang"})


def test_four_cells_are_enough() -> None:
    assert read() == (ProductRow("Nasi kotak ayam", "nasi_kotak", "kotak", 28_000), [])


def test_everything_that_is_said_is_kept() -> None:
    row, flaws = read(
        min_quantity="10", description="Ayam bakar\ndan lalap", kind="Dijual kembali", maker_name="Dapur Sari",
        daily_limit="1.300", lead_hours="24", sku="NK-01",
    )  # fmt: skip
    assert flaws == []
    assert row == ProductRow(
        "Nasi kotak ayam", "nasi_kotak", "kotak", 28_000, 10, "Ayam bakar\ndan lalap", "reseller", "Dapur Sari", None,
        1_300, 24, "NK-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"title": " "}, "Nama produk", "kosong; wajib diisi"),
        (
            {"title": "Keripik  Pisang"},
            "Nama produk",
            "“Keripik Pisang” sudah ada; beri nama lain atau hapus baris ini",
        ),
        ({"title": "x" * 201}, "Nama produk", "lebih dari 200 huruf; persingkat"),
        ({"category": "nasi kotk"}, "Jenis", "“nasi kotk” tidak dikenal; mungkin maksud Anda: nasi kotak"),
        ({"category": "roket"}, "Jenis", "“roket” tidak dikenal; lihat daftar jenis di lembar kedua contoh"),
        ({"price": "murah"}, "Harga", "“murah” bukan jumlah rupiah; tulis seperti Rp35.000."),
        ({"price": "0"}, "Harga", "harus lebih dari 0"),
        ({"kind": "titipan"}, "Asal barang", "“titipan” tidak dikenal; tulis Dibuat sendiri atau Dijual kembali"),
        ({"kind": "jual kembali"}, "Nama pembuat", "kosong; barang yang dijual kembali wajib menyebut pembuatnya"),
        ({"on_hand": "12,5"}, "Persediaan", "“12,5” bukan angka utuh dari 0 sampai 10000000"),
        ({"lead_hours": "721"}, "Jam pesan sebelumnya", "“721” bukan angka utuh dari 0 sampai 720"),
        (
            {"on_hand": "5", "daily_limit": "5"},
            "Sanggup per hari",
            "isi Persediaan atau Sanggup per hari, tidak keduanya",
        ),
    ],
)
def test_a_flaw_is_told_with_its_column_and_what_to_do(cells: dict[str, str], column: str, says: str) -> None:
    row, flaws = read(**cells)
    assert row is None
    assert [(flaw.column, flaw.message) for flaw in flaws if flaw.column == column] == [(column, says)]


def test_all_flaws_of_a_row_are_told_at_once() -> None:
    _, flaws = read(title="", price="murah", category="roket")
    assert {flaw.column for flaw in flaws} == {"Nama produk", "Harga", "Jenis"}


@pytest.mark.parametrize(
    ("head", "field"),
    [("NAMA PRODUK *", "title"), ("Harga (Rp)", "price"), ("Stok", "on_hand"), ("Warna", None)],
)
def test_heads_are_known_in_many_writings(head: str, field: str | None) -> None:
    assert field_of(head) == field
