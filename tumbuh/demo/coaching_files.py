"""The agencies' lists as each of them keeps its own: other heads, other words for one service, csv or Excel. Pure."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

from tumbuh.coaching.rules.kinds import service_name
from tumbuh.demo.coaching import OFFICES, Line
from tumbuh.demo.coaching_courses import Coachee

_FARMERS_WORDS = {"mentoring": "Penyuluhan", "training": "Bimtek", "reporting": "Pembukuan", "licensing": "Izin"}
_NUMBERED = {"registration": "P1", "licensing": "P4", "marketing": "P5", "reporting": "P6", "capital": "P7"}


@dataclass(frozen=True)
class Shape:
    """How an agency's list looks: its name, the heads of name, NIK, telephone, day and service, and its words."""

    file_name: str
    heads: tuple[str, str, str, str, str]
    word: Callable[[str], str]


def _with_number(kind: str) -> str:
    name = service_name(kind)
    return f"{_NUMBERED[kind]} {name}" if kind in _NUMBERED else name


def _of_farmers(kind: str) -> str:
    return _FARMERS_WORDS.get(kind, service_name(kind))


_SHAPES = (
    Shape("Binaan-Jakpreneur.csv", ("Nama Pelaku UMKM", "NIK", "No HP", "Tgl Kegiatan", "Jenis Pembinaan"),
          _with_number),
    Shape("Binaan-Penyuluhan.xlsx", ("Nama Petani", "No KTP", "No HP/WA", "Tanggal Kunjungan", "Kegiatan"),
          _of_farmers),
    Shape("Wirausaha-Baru.csv", ("Nama Wirausaha", "NIK", "Telepon", "Tanggal", "Layanan"), service_name),
    Shape("Pelaku-Ekraf.csv", ("Nama Lengkap", "Nomor KTP", "Whatsapp", "Tanggal Kegiatan", "Jenis Kegiatan"),
          service_name),
    Shape("UEP.csv", ("Nama Penerima Manfaat", "NIK", "No Telp", "Tanggal Layanan", "Jenis Layanan"), service_name),
    Shape("Kader-PKK.csv", ("Nama PKK", "NIK", "Nomor HP", "Tanggal Pelaksanaan", "Bentuk Pembinaan"), service_name),
)  # fmt: skip


def agency_list(office: int, lines: Sequence[Line]) -> tuple[str, bytes]:
    """Return the file of an agency's list, with its name."""
    shape = _SHAPES[office]
    rows = [
        (one.who.name, one.who.nik, one.who.phone, f"{one.day:%d/%m/%Y}", shape.word(one.kind))
        for one in lines
        if one.office == office
    ]
    if office == 0:
        rows += [(name, nik, "", day, kind) for (name, nik, _, day, _), kind in zip(rows, ("P2", ""), strict=False)]
    title = f"Daftar binaan {OFFICES[office][1]}"
    return shape.file_name, _file(shape.file_name, title, [shape.heads, *rows])


def attendance_list(name: str, people: Sequence[Coachee], *, absent: Sequence[Coachee] = ()) -> bytes:
    """Return an attendance sheet, csv or Excel by its name; who was absent is on it, too."""
    marked = [(one, "Hadir") for one in people] + [(one, "Tidak hadir") for one in absent]
    rows = [(one.name, one.nik, one.phone, mark) for one, mark in marked]
    return _file(name, "Daftar hadir", [("Nama Peserta", "NIK", "No HP", "Kehadiran"), *rows])


def _file(name: str, title: str, rows: Sequence[Sequence[str]]) -> bytes:
    if not name.endswith(".xlsx"):
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Daftar")
        for number, row in enumerate([(title,), (), *rows]):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
    return content.getvalue()
