"""One row of a seller's own list of products: what its cells mean, and each thing that is wrong with them. Pure."""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tumbuh.catalogue.rules.offers import UNITS
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import parse_rupiah
from tumbuh.kernel.numbers import parse_number

# field → the head that our template gives it, then other heads that people write
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("Nama produk", "nama", "produk", "nama barang"),
    "category": ("Jenis", "kategori", "jenis produk"),
    "unit": ("Satuan", "dijual per", "unit"),
    "price": ("Harga", "harga satuan", "harga (rp)", "harga jual"),
    "min_quantity": ("Pesanan paling sedikit", "minimal", "minimum", "min pesan", "min order"),
    "description": ("Keterangan", "deskripsi", "rincian"),
    "kind": ("Asal barang", "dibuat sendiri atau dijual kembali"),
    "maker_name": ("Nama pembuat", "pembuat", "produsen"),
    "on_hand": ("Persediaan", "stok", "stock"),
    "daily_limit": ("Sanggup per hari", "kapasitas per hari", "kapasitas"),
    "lead_hours": ("Jam pesan sebelumnya", "lead time (jam)", "waktu pesan"),
    "sku": ("Kode (SKU)", "sku", "kode"),
}
NEEDED = ("title", "category", "unit", "price")
_KINDS = {
    "": "maker", "dibuat sendiri": "maker", "buat sendiri": "maker", "sendiri": "maker", "maker": "maker",
    "dijual kembali": "reseller", "jual kembali": "reseller", "reseller": "reseller",
}  # fmt: skip
_MAX = {"title": 200, "unit": 20, "maker_name": 200, "sku": 60, "description": 2_000}


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a row. `column`: its head in our template; "" for the row itself."""

    column: str
    message: str


@dataclass(frozen=True)
class ProductRow:
    """A row that is understood. Either pieces on the shelf, or so many a day, or neither yet."""

    title: str
    category: str  # code
    unit: str
    price_rupiah: int
    min_quantity: int = 1
    description: str = ""
    kind: str = "maker"
    maker_name: str = ""
    on_hand: int | None = None
    daily_limit: int | None = None
    lead_hours: int | None = None
    sku: str = ""


def head_key(text: str) -> str:
    """Return a head for comparing: small letters, one space, no star, "(Rp)" dropped."""
    plain = re.sub(r"\(rp\)|[*:]", "", text.casefold())
    return " ".join(plain.split())


_FIELD_OF = {head_key(head): field for field, heads in COLUMNS.items() for head in heads}


def field_of(head: str) -> str | None:
    """Return which field a head of a file is; None for one that we do not read."""
    return _FIELD_OF.get(head_key(head))


def read_row(
    cells: Mapping[str, str], *, categories: Mapping[str, str], taken: Collection[str]
) -> tuple[ProductRow | None, list[Flaw]]:
    """
    Return what a row says, or every flaw of it. `cells`: field → text; `categories`: name or code → code; `taken`:
    names that the business or an earlier row has, by `name_key`, and its codes as "sku CODE".
    """
    text = {field: " ".join(cells.get(field, "").split()) for field in COLUMNS}
    flaws = [_flaw(field, "kosong; wajib diisi") for field in NEEDED if not text[field]]
    for field, most in _MAX.items():
        if len(text[field]) > most:
            flaws.append(_flaw(field, f"lebih dari {most} huruf; persingkat"))
    if text["title"] and name_key(text["title"]) in taken:
        flaws.append(_flaw("title", f"“{text['title']}” sudah ada; beri nama lain atau hapus baris ini"))
    unit = text["unit"].casefold()
    if unit and unit not in UNITS:
        flaws.append(_flaw("unit", f"“{text['unit']}” tidak dikenal; pilih: {', '.join(UNITS)}"))
    if text["sku"] and f"sku {text['sku']}" in taken:
        flaws.append(_flaw("sku", f"“{text['sku']}” sudah dipakai produk lain"))
    category = _category(text["category"], categories, flaws)
    price = _price(text["price"], flaws)
    kind = _KINDS.get(text["kind"].casefold())
    if kind is None:
        flaws.append(_flaw("kind", f"“{text['kind']}” tidak dikenal; tulis Dibuat sendiri atau Dijual kembali"))
    if kind == "reseller" and not text["maker_name"]:
        flaws.append(_flaw("maker_name", "kosong; barang yang dijual kembali wajib menyebut pembuatnya"))
    counts = {name: _count(name, text[name], flaws) for name in _LEAST}
    if counts["on_hand"] is not None and counts["daily_limit"] is not None:
        flaws.append(_flaw("daily_limit", "isi Persediaan atau Sanggup per hari, tidak keduanya"))
    if flaws or category is None or price is None:
        return None, flaws
    return ProductRow(
        title=text["title"], category=category, unit=unit, price_rupiah=price,
        min_quantity=counts["min_quantity"] or 1, description=cells.get("description", "").strip(),
        kind=kind or "maker", maker_name=text["maker_name"], on_hand=counts["on_hand"],
        daily_limit=counts["daily_limit"], lead_hours=counts["lead_hours"], sku=text["sku"],
    ), []  # fmt: skip


def name_key(text: str) -> str:
    """Return a product's name or a category's for comparing."""
    return " ".join(text.casefold().split())


def _category(text: str, known: Mapping[str, str], flaws: list[Flaw]) -> str | None:
    if not text:
        return None
    if found := known.get(name_key(text)):
        return found
    near = difflib.get_close_matches(name_key(text), known, n=3, cutoff=0.6)
    hint = f"mungkin maksud Anda: {', '.join(near)}" if near else "lihat daftar jenis di lembar kedua contoh"
    flaws.append(_flaw("category", f"“{text}” tidak dikenal; {hint}"))
    return None


def _price(text: str, flaws: list[Flaw]) -> int | None:
    if not text:
        return None
    try:
        price = parse_rupiah(text)
    except Refused as refused:
        flaws.append(_flaw("price", refused.message))
        return None
    if price is None or price <= 0:
        flaws.append(_flaw("price", "harus lebih dari 0"))
        return None
    return price


_LEAST = {"min_quantity": 1, "on_hand": 0, "daily_limit": 1, "lead_hours": 0}
_MOST = {"min_quantity": 1_000_000, "on_hand": 10_000_000, "daily_limit": 10_000_000, "lead_hours": 720}


def _count(field: str, text: str, flaws: list[Flaw]) -> int | None:
    if not text:
        return None
    try:
        number = parse_number(text)
    except Refused as refused:
        flaws.append(_flaw(field, refused.message))
        return None
    if number is None:
        return None
    if number != number.to_integral_value() or not _LEAST[field] <= number <= _MOST[field]:
        flaws.append(_flaw(field, f"“{text}” bukan angka utuh dari {_LEAST[field]} sampai {_MOST[field]}"))
        return None
    return int(number)


def _flaw(field: str, message: str) -> Flaw:
    return Flaw(COLUMNS[field][0], message)
