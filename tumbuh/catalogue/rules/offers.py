"""The life of an offer, what it needs before it is judged, and what may change without being judged again. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from tumbuh.kernel.errors import Refused

# From → to. A seller moves a draft on, pauses and retires; curation lists, returns and rejects.
MOVES = {
    "draft": ("submitted", "retired"),
    "submitted": ("listed", "draft", "rejected", "retired"),
    "listed": ("paused", "retired"),
    "paused": ("listed", "retired"),
    "rejected": ("submitted", "draft", "retired"),
    "retired": (),
}

# Price and stock are the seller's own business; what the curators judged is not.
JUDGED = ("title", "description", "category", "maker_name", "unit", "photos")
FREE = ("sku", "min_quantity", "max_quantity", "lead_hours")

UNITS = (
    "bungkus", "pcs", "kotak", "porsi", "box", "botol", "toples", "kg", "gram", "liter", "lusin", "set", "lembar",
    "rim", "meter", "ekor", "ikat", "pasang", "unit", "paket", "hari", "jam", "kunjungan", "orang",
)  # fmt: skip
ENOUGH_WORDS = 5  # of a description, before curators look at it


class BadOffer(Refused):
    """What was typed is no offer."""

    code = "bad_offer"


class NotReady(Refused):
    """Something is missing before an offer can be judged."""

    code = "offer_not_ready"


class BadQuantity(Refused):
    """The quantity is outside what the seller sells at once."""

    code = "quantity_outside"


@dataclass(frozen=True)
class Readiness:
    """What an offer is judged by before it is sent to curation. `line_kind`, `seller_type`: as their models have it."""

    title: str
    description: str
    category_is_food: bool
    line_kind: str
    seller_type: str
    maker_name: str
    photos: int
    licences: Collection[str]
    needs_licence: bool
    has_room: bool  # some stock, or a pool with room on its days


def missing_of(offer: Readiness, *, packed_food_licences: Collection[str]) -> list[str]:
    """Return, as sentences, what has to be done before the offer can be sent to curation; none when it is ready."""
    wanted = []
    if not offer.photos:
        wanted.append("Tambah paling sedikit satu foto produk.")
    if len(offer.description.split()) < ENOUGH_WORDS:
        wanted.append("Tulis keterangan produk paling sedikit lima kata: isi, bahan, dan ukuran.")
    if offer.seller_type == "reseller" and not offer.maker_name:
        wanted.append("Sebutkan siapa pembuat barang yang Anda jual kembali.")
    if offer.needs_licence and not set(offer.licences) & set(packed_food_licences):
        wanted.append(
            "Makanan kemasan perlu P-IRT atau izin BPOM yang berlaku; urus di OSS, lalu isi nomornya di Bukti asal."
        )
    if not offer.has_room:
        wanted.append("Isi stok, atau kapasitas per hari bila dibuat sesuai pesanan.")
    return wanted


def check_quantity(*, title: str, unit: str, quantity: int, least: int, most: int | None) -> None:
    """Pass when so much may be ordered at once. Raises: BadQuantity."""
    if quantity < least:
        raise BadQuantity(f"{title}: paling sedikit {least} {unit} sekali pesan.")
    if most is not None and quantity > most:
        raise BadQuantity(f"{title}: paling banyak {most} {unit} sekali pesan.")
