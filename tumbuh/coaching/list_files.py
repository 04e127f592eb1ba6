"""Attendance and service lists that agencies keep: read row by row, columns found by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tumbuh.coaching.rules.kinds import service_of
from tumbuh.kernel.errors import Refused, UnreadableFile
from tumbuh.registry.cells import parse_day, parse_name, parse_nik, parse_phone
from tumbuh.registry.columns import header_key
from tumbuh.registry.files import open_table

MAX_BYTES = 20_000_000
MAX_ROWS = 50_000

# field → what people call it here, then the heads that the agencies' lists have
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "Nama", "nama peserta", "nama lengkap", "nama pelaku usaha", "nama pemilik", "nama pelaku umkm", "peserta",
        "nama anggota", "nama binaan", "nama lengkap peserta", "pemilik", "nama petani", "nama wirausaha", "nama pkk",
        "nama penerima manfaat",
    ),
    "nik": ("NIK", "no nik", "nomor nik", "no ktp", "nomor ktp", "nik ktp", "nik peserta", "no identitas"),
    "phone": (
        "Telepon", "no hp", "nomor hp", "hp", "no telepon", "no telp", "nomor telepon", "telp", "handphone", "no wa",
        "whatsapp", "no hp wa", "kontak", "nomor wa", "no handphone", "no telp hp",
    ),
    "day": (
        "Tanggal", "tgl", "tanggal kegiatan", "tgl kegiatan", "tanggal pelatihan", "hari tanggal", "tanggal layanan",
        "tanggal pelaksanaan", "tgl pelaksanaan", "tanggal pendampingan", "tanggal kunjungan", "waktu",
    ),
    "service": (
        "Layanan", "jenis layanan", "tahap", "tahapan", "tahap jakpreneur", "jenis pembinaan", "jenis kegiatan",
        "kegiatan", "bentuk pembinaan", "program layanan", "p1 p7",
    ),
    "present": ("Hadir", "kehadiran", "status kehadiran", "ket hadir", "hadir tidak"),
}  # fmt: skip
_KNOWN = {header_key(name): field for field, names in COLUMNS.items() for name in (field, *names)}
_ABSENT = {"tidak", "tidak hadir", "t", "0", "absen", "alpa", "alpha", "izin", "sakit", "no", "n", "x"}


@dataclass(frozen=True)
class Given:
    """What is true of all rows of a file that has no column for it."""

    day: date | None = None
    kind: str = ""


@dataclass(frozen=True)
class ListRow:
    """One row as it was read. `reason`: why it cannot be used; blank: it can. `absent`: the list says so."""

    number: int
    name: str = ""
    phone: str = ""
    nik: str = ""
    day: date | None = None
    kind: str = ""
    reason: str = ""
    absent: bool = False


@dataclass(frozen=True)
class ListFile:
    """What a file holds: its rows, which column was read as what, and the columns that were not read."""

    rows: Sequence[ListRow]
    columns: Mapping[str, str]
    unread: Sequence[str]


def read_list(path: Path, given: Given) -> ListFile:
    """
    Return the rows of a csv or Excel file. Each row needs a name and a NIK or telephone, a day and a service.

    Raises: UnreadableFile, also for a file without the columns that it needs.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile("Berkas lebih dari 20 MB; hapus gambar di dalamnya, atau bagi dua.", code="too_large")
    try:
        table = open_table(path, score=_score)
    except UnreadableFile as refused:
        if refused.code != "header_missing":
            raise
        raise UnreadableFile(
            "Baris judul tidak ditemukan. Daftar harus memuat kolom Nama, dan NIK atau Telepon.", code="header_missing"
        ) from refused
    if table.frame.height > MAX_ROWS:
        raise UnreadableFile("Lebih dari 50.000 baris; bagi menjadi beberapa berkas.", code="too_many_rows")
    columns: dict[str, str] = {}
    for column in table.columns:
        field = _KNOWN.get(header_key(column))
        if field is not None and field not in columns.values():
            columns[column] = field
    _check_columns(set(columns.values()), given)
    rows = [
        read_row(record["row"], {field: record[column] or "" for column, field in columns.items()}, given)
        for record in table.frame.iter_rows(named=True)
    ]
    return ListFile(rows, columns, [column for column in table.columns if column not in columns])


def read_row(number: int, cells: Mapping[str, str], given: Given) -> ListRow:
    """Return one row understood, or with the reason why not; never half of it."""
    absent = header_key(cells.get("present", "")) in _ABSENT if cells.get("present") else False
    try:
        values: dict[str, Any] = {
            "name": parse_name(_needed(cells, "name")),
            "nik": parse_nik(cells["nik"]) if cells.get("nik") else "",
            "phone": parse_phone(cells["phone"]) if cells.get("phone") else "",
            "day": given.day or parse_day(_needed(cells, "day")),
            "kind": given.kind or service_of(_needed(cells, "service")).value,
        }
    except Refused as refused:
        return ListRow(number, name=cells.get("name", "")[:200], reason=refused.message[:300], absent=absent)
    if not values["nik"] and not values["phone"]:
        return ListRow(number, name=values["name"], reason="NIK dan telepon kosong; isi salah satunya.", absent=absent)
    return ListRow(number, **values, absent=absent)


def _needed(cells: Mapping[str, str], field: str) -> str:
    text = cells.get(field, "").strip()
    if not text:
        raise Refused(f"{COLUMNS[field][0]} kosong.", code="list_cell_empty")
    return text


def _check_columns(found: set[str], given: Given) -> None:
    missing = [COLUMNS["name"][0]] if "name" not in found else []
    if not found & {"nik", "phone"}:
        missing.append("NIK atau Telepon")
    if given.day is None and "day" not in found:
        missing.append("Tanggal")
    if not given.kind and "service" not in found:
        missing.append("Layanan")
    if missing:
        raise UnreadableFile(
            f"Kolom {', '.join(missing)} tidak ditemukan. Tambahkan kolomnya, atau pilih tanggal dan layanan untuk "
            "seluruh berkas.",
            code="column_missing",
        )


def _score(cells: Sequence[str]) -> int:
    known = {_KNOWN[key] for cell in cells if (key := header_key(cell)) in _KNOWN}
    return len(known) if len(known) >= 2 else 0
