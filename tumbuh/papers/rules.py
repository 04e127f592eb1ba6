"""What a document is called, how it is numbered, and what it has to say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tumbuh.kernel.errors import Refused

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
CODE_LENGTH = 16  # 80 bits: nobody guesses one
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


class PaperKind(StrEnum):
    """One kind of document; each has series of its own."""

    PURCHASE_ORDER = "purchase_order"
    HANDOVER = "handover"
    RECEIPT = "receipt"
    INVOICE = "invoice"
    TAX_SLIP = "tax_slip"
    CERTIFICATE = "certificate"
    PROGRAMME = "programme"
    TABLE_CARD = "table_card"
    INCOME_STATEMENT = "income_statement"


KIND_NAMES: dict[PaperKind, str] = {
    PaperKind.PURCHASE_ORDER: "Surat Pesanan",
    PaperKind.HANDOVER: "Berita Acara Serah Terima",
    PaperKind.RECEIPT: "Kuitansi",
    PaperKind.INVOICE: "Nota Penjualan",
    PaperKind.TAX_SLIP: "Bukti Pemotongan Pajak",
    PaperKind.CERTIFICATE: "Sertifikat",
    PaperKind.PROGRAMME: "Susunan Acara",
    PaperKind.TABLE_CARD: "Kartu Meja",
    PaperKind.INCOME_STATEMENT: "Ringkasan Pendapatan",
}


class NotAPaper(Refused):
    """What a document must say is missing."""

    code = "not_a_paper"


@dataclass(frozen=True)
class Face:
    """What anyone who holds the code may see of a document. `total_rupiah`: None where there is no money in it."""

    issuer: str
    party: str = ""
    total_rupiah: int | None = None


def check_issue(*, series: str, subject: str, face: Face, content: Mapping[str, Any]) -> None:
    """Pass when a document can be numbered and found again. Raises: NotAPaper."""
    if not re.fullmatch(r"[\w.\-]{1,64}", series):
        raise NotAPaper("Kode penerbit dokumen hanya berisi huruf, angka, titik, dan garis, paling banyak 64 tanda.")
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+:\S+", subject):
        raise NotAPaper("Dokumen harus menyebut hal yang didokumentasikannya.")
    if not face.issuer.strip() or not content:
        raise NotAPaper("Dokumen harus menyebut penerbit dan isinya.")


def number_text(format_: str, *, number: int, letters: str, house: str, series: str, day: date) -> str:
    """Return e.g. "0001/SP/TMB/31.71-1234/XI/2026"."""
    month = _ROMAN[day.month - 1]
    return format_.format(number=number, letters=letters, house=house, series=series, month=month, year=day.year)


def normal_code(text: str) -> str:
    """Return a code as it is kept: no dashes, capitals, and what is easily misread read right."""
    return re.sub(r"[\s-]", "", text).upper().translate(_MISREAD)


def grouped(code: str) -> str:
    """Return a code as people read it out: ABCD-EFGH-…"""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def without(signs: str, value: Any) -> Any:
    """Return JSON-like content without some signs, wherever they stand."""
    if isinstance(value, str):
        return value.translate({ord(sign): None for sign in signs})
    if isinstance(value, dict):
        return {key: without(signs, one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without(signs, one) for one in value]
    return value
