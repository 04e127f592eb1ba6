"""Who is told of what in an order, and in which words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.orders.rules.moves import Act


class Audience(StrEnum):
    """Who in an order is told."""

    SELLER = "seller"
    OFFICER = "officer"  # the procurement officer who ordered
    COMMITMENT = "commitment"  # the PPK of the package
    TREASURERS = "treasurers"
    BUDGET_OWNERS = "budget_owners"


@dataclass(frozen=True)
class Telling:
    """What one audience hears: a title and the next step. Blanks: seller, unit, total, items, due, pay_by, words."""

    audience: Audience
    title: str
    body: str
    urgent: bool = False  # the other side waits now, at night too


_A = Audience
TELLINGS: Mapping[str, tuple[Telling, ...]] = {
    Act.PLACE: (Telling(_A.SELLER, "Pesanan baru {total}", "{items}. Antar {due}. Sanggupi atau tolak sekarang."),),
    Act.CONFIRM: (
        Telling(_A.OFFICER, "{seller} menyanggupi pesanan", "{items}. Diantar {due}. Surat Pesanan terbit."),
    ),
    Act.CONFIRM_PART: (
        Telling(_A.OFFICER, "{seller} hanya menyanggupi sebagian", "{items}. {words} Terima sebagian atau batalkan."),
    ),
    Act.ACCEPT_PART: (Telling(_A.SELLER, "Sebagian pesanan diterima", "{items}. Siapkan untuk {due}."),),
    Act.DECLINE: (Telling(_A.OFFICER, "{seller} menolak pesanan", "{items}. {words} Pilih penjual lain."),),
    Act.WITHDRAW: (
        Telling(
            _A.OFFICER, "{seller} mundur dari pesanan", "{items}, untuk {due}. {words} Cari penjual lain.", urgent=True
        ),
    ),
    Act.CANCEL: (Telling(_A.SELLER, "Pesanan dibatalkan", "{items}, untuk {due}. {words}", urgent=True),),
    Act.DELIVER_PART: (Telling(_A.COMMITMENT, "{seller} mengirim sebagian", "{items}. Periksa saat tiba."),),
    Act.DELIVER: (Telling(_A.COMMITMENT, "{seller} sudah mengirim", "{items}. Periksa dan tanda tangani saat tiba."),),
    Act.RECEIVE: (
        Telling(
            _A.TREASURERS,
            "Bayar {total} kepada {seller}",
            "{items}. Barang sudah diterima; bayar paling lambat {pay_by}.",
        ),
        Telling(_A.SELLER, "Barang Anda diterima", "{total}, dijanjikan dibayar paling lambat {pay_by}."),
    ),
    Act.REJECT: (Telling(_A.SELLER, "Barang ditolak", "{items}. {words}"),),
    Act.REQUEST_DEBIT: (
        Telling(
            _A.BUDGET_OWNERS, "Setujui autodebet {total}", "Untuk {seller}: {items}. Bayar paling lambat {pay_by}."
        ),
    ),
    Act.REFUSE_DEBIT: (Telling(_A.TREASURERS, "Autodebet {total} tidak disetujui", "Untuk {seller}. {words}"),),
    Act.PAY: (
        Telling(_A.SELLER, "Pembayaran {total}", "Untuk {items}. Kuitansi dan bukti potong ada di halaman pesanan."),
        Telling(_A.COMMITMENT, "Pesanan {seller} sudah dibayar", "{total}. Periksa dokumennya lalu tutup pesanan."),
    ),
    Act.CONFIRM_DEBIT: (
        Telling(_A.SELLER, "Pembayaran {total}", "Untuk {items}. Kuitansi dan bukti potong ada di halaman pesanan."),
        Telling(_A.COMMITMENT, "Pesanan {seller} sudah dibayar", "{total}. Periksa dokumennya lalu tutup pesanan."),
    ),
}
# What either side does, told to the other: seller's acts to the officer, the unit's to the seller.
BETWEEN: Mapping[str, tuple[str, str]] = {
    "propose_change": ("Usulan perubahan pesanan dari {side}", "{items}. {words} Terima atau tolak usulannya."),
    "accept_change": ("Perubahan pesanan diterima {side}", "{items}, untuk {due}."),
    "refuse_change": ("Perubahan pesanan ditolak {side}", "{items}. {words} Pesanan tetap seperti semula."),
    "say": ("Pesan baru dari {side}", "Tentang {items}. Buka pesanan untuk membaca dan menjawab."),
}


def tellings(act: str, *, by_seller: bool) -> tuple[Telling, ...]:
    """Return who is told of an act and how; empty for an act that nobody has to hear of."""
    if act in BETWEEN:
        title, body = BETWEEN[act]
        return (Telling(Audience.OFFICER if by_seller else Audience.SELLER, title, body),)
    return TELLINGS.get(act, ())


def filled(text: str, blanks: Mapping[str, str]) -> str:
    """Return a text with its blanks filled and no doubled spaces or stops."""
    said = " ".join(text.format_map(dict(blanks)).split())
    return said.replace(" .", ".").replace("..", ".")
