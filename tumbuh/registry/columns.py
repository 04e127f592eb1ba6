"""Which column of a file is which field of the register: by name, with the names that Indonesian offices use."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tumbuh.kernel.errors import Refused

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


class BadMapping(Refused):
    """The mapping of columns cannot be used."""

    code = "bad_mapping"


@dataclass(frozen=True)
class Field:
    """One field that a file may hold: its name here, what people call it, and other names for it."""

    name: str
    label: str
    aliases: tuple[str, ...]
    hint: str = ""


FIELDS: tuple[Field, ...] = (
    Field("owner_name", "Nama pemilik", (
        "nama pelaku usaha", "pemilik", "nama lengkap", "nama pemilik usaha", "pelaku usaha", "nama penanggung jawab",
        "nama lengkap pemilik", "nama", "nama peserta", "nama anggota", "owner",
    )),
    Field("nik", "NIK", (
        "no nik", "nomor nik", "no ktp", "nomor ktp", "nik pemilik", "nomor induk kependudukan", "ktp", "nik ktp",
        "no identitas", "nik pelaku usaha",
    ), "16 angka; simpan kolomnya sebagai Teks"),
    Field("npwp", "NPWP", ("no npwp", "nomor npwp", "npwp pemilik", "npwp usaha"), "15 atau 16 angka"),
    Field("phone", "Telepon", (
        "no hp", "nomor hp", "hp", "no telepon", "no telp", "nomor telepon", "telp", "handphone", "no handphone",
        "no wa", "whatsapp", "nomor whatsapp", "no hp wa", "kontak", "no kontak", "telepon hp",
    )),
    Field("gender", "Jenis kelamin", ("kelamin", "jk", "l p", "gender", "jenis kelamin l p"), "L atau P"),
    Field("born_on", "Tanggal lahir", ("tgl lahir", "tanggal kelahiran", "tgl lahir pemilik"), "31/12/1980"),
    Field("business_name", "Nama usaha", (
        "usaha", "nama umkm", "nama toko", "nama perusahaan", "merek", "nama merek", "merk", "brand", "nama usaha umkm",
        "nama usaha merek", "nama produk usaha",
    )),
    Field("nib", "NIB", ("no nib", "nomor nib", "nomor induk berusaha", "nib oss"), "13 angka"),
    Field("kbli", "KBLI", (
        "kode kbli", "no kbli", "kbli 2020", "kbli utama", "kode usaha", "kbli 5 digit",
    ), "5 angka"),
    Field("registered_on", "Tanggal terdaftar", (
        "tgl terdaftar", "tanggal daftar", "tanggal terbit nib", "tgl nib", "tanggal nib", "tgl terbit nib",
        "tanggal pendaftaran", "tanggal berdiri", "tgl daftar", "terdaftar sejak", "tanggal registrasi",
    ), "31/12/2024"),
    Field("closed_on", "Tanggal tutup", ("tgl tutup", "tutup sejak", "tanggal berhenti", "tanggal usaha tutup")),
    Field("address", "Alamat usaha", ("alamat", "alamat tempat usaha", "lokasi usaha", "alamat lengkap")),
    Field("ward", "Kelurahan", (
        "kel", "nama kelurahan", "kelurahan usaha", "kelurahan desa", "desa kelurahan", "kode kelurahan",
        "kode wilayah", "kode desa kelurahan", "kelurahan tempat usaha",
    ), "nama atau kode"),
    Field("district", "Kecamatan", ("kec", "nama kecamatan", "kecamatan usaha", "kode kecamatan")),
    Field("city", "Kota/Kabupaten", (
        "kota", "kabupaten", "kota administrasi", "wilayah", "kab kota",
        "kota kab", "wilayah kota",
    )),
    Field("capital", "Modal usaha", (
        "modal", "jumlah modal", "modal awal", "modal usaha rp", "nilai modal", "permodalan",
    ), "rupiah, tanpa tanah dan bangunan"),
    Field("yearly_sales", "Penjualan setahun", (
        "omzet", "omset", "omzet tahunan", "omset tahunan", "omzet per tahun", "omset per tahun", "penjualan tahunan",
        "hasil penjualan tahunan", "omzet setahun", "omset setahun", "pendapatan per tahun", "omzet tahun",
    ), "rupiah setahun"),
    Field("size_class", "Kelas usaha", (
        "skala usaha", "klasifikasi", "klasifikasi usaha", "kategori usaha", "kelas", "skala", "kriteria usaha",
    ), "Mikro, Kecil atau Menengah"),
    Field("as_of", "Tanggal data", ("per tanggal", "tgl data", "tanggal pendataan", "tgl pendataan", "data per")),
    Field("pirt", "P-IRT", ("pirt", "no pirt", "nomor pirt", "spp irt", "no p irt", "nomor p irt")),
    Field("bpom", "BPOM", ("no bpom", "nomor bpom", "izin edar", "no izin edar bpom", "izin edar bpom")),
    Field("halal", "Sertifikat halal", ("no halal", "nomor halal", "halal", "no sertifikat halal")),
)  # fmt: skip
BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
REQUIRED = ("owner_name", "business_name")
KEYS = ("nik", "nib", "phone")  # by one of these an owner or business is found again


def header_key(text: str) -> str:
    """Return a column's name as it is compared: lower case letters and digits with single spaces."""
    return _NOT_A_LETTER.sub(" ", text.casefold()).strip()


_KNOWN: dict[str, str] = {
    header_key(name): field.name for field in FIELDS for name in (field.label, field.name, *field.aliases)
}


def score(cells: Sequence[str]) -> int:
    """Return how many different fields a row of cells names; 0 when it can be no header (fewer than two)."""
    known = {_KNOWN[key] for cell in cells if (key := header_key(cell)) in _KNOWN}
    return len(known) if len(known) >= 2 else 0


def score_with(mapping: Mapping[str, str] | None) -> "HeaderScorer":
    """Return a scorer that also finds the header by the columns that a given mapping names."""
    return HeaderScorer(frozenset(header_key(column) for column in mapping or {}))


@dataclass(frozen=True)
class HeaderScorer:
    """Scores a row of cells as a header; columns the person named weigh most."""

    named: frozenset[str]

    def __call__(self, cells: Sequence[str]) -> int:
        """Return the score of the cells; 0: no header."""
        keys = {header_key(cell) for cell in cells}
        return score(cells) + 10 * len(self.named & keys)


def suggest(columns: Iterable[str]) -> dict[str, str]:
    """Return column -> field for the columns whose name we know; the first of two for the same field wins."""
    found: dict[str, str] = {}
    for column in columns:
        field = _KNOWN.get(header_key(column))
        if field and field not in found.values():
            found[column] = field
    return found


def check_mapping(mapping: Mapping[str, str], columns: Sequence[str]) -> None:
    """Pass when the mapping can be used on these columns. Raises: BadMapping, with what to do."""
    for column, name in mapping.items():
        if column not in columns:
            raise BadMapping(
                f"Kolom “{column}” tidak ada dalam berkas. Kolomnya: {', '.join(columns)}.", code="no_such_column"
            )
        if name not in BY_NAME:
            raise BadMapping(f"Isian “{name}” tidak dikenal. Yang ada: {', '.join(BY_NAME)}.", code="no_such_field")
    for name in BY_NAME:
        twice = [column for column, wanted in mapping.items() if wanted == name]
        if len(twice) > 1:
            raise BadMapping(
                f"Kolom {' dan '.join(f'“{column}”' for column in twice)} sama-sama dipilih untuk "
                f"{BY_NAME[name].label}; pilih satu.",
                code="field_twice",
            )
    if missing := [BY_NAME[name].label for name in REQUIRED if name not in mapping.values()]:
        raise BadMapping(
            f"Kolom untuk {' dan '.join(missing)} belum ditemukan; pilih kolomnya pada pemetaan.", code="field_missing"
        )
    if not set(KEYS) & set(mapping.values()):
        raise BadMapping(
            "Berkas tidak memuat NIK, NIB, atau telepon. Tanpa salah satunya usaha yang sama akan tercatat dua kali; "
            "tambahkan salah satu kolom itu.",
            code="key_missing",
        )
