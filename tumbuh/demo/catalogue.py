"""What the demo city's sellers offer to the city: goods from their shops, and meals of the caterers. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.city import City
from tumbuh.demo.shops import Seller

CATERERS = 36  # around Balai Kota first, then elsewhere; fewer in a small city
NEAR = ("31.71", "31.74")  # Jakarta Pusat, where Balai Kota is, and Jakarta Selatan, whose curators sign in
TEBET = "31.74.01"
WAVES = 4  # in which the offers came to curation, the last one not long ago

# What a product's name begins with → category, unit, motif of its picture.
_SORTS: Mapping[str, tuple[str, str, str]] = {
    "Keripik": ("keripik", "bungkus", "pouch"), "Rengginang": ("kerupuk", "bungkus", "pouch"),
    "Kerupuk Ikan": ("olahan_ikan", "bungkus", "pouch"), "Kerupuk": ("kerupuk", "bungkus", "pouch"),
    "Akar Kelapa": ("camilan_lain", "bungkus", "pouch"), "Kembang Goyang": ("camilan_lain", "bungkus", "pouch"),
    "Basreng": ("camilan_lain", "bungkus", "pouch"), "Kue Kering": ("kue_kering", "toples", "jar"),
    "Kastengel": ("kue_kering", "toples", "jar"), "Kue Semprit": ("kue_kering", "toples", "jar"),
    "Bolu": ("cake", "box", "cake"), "Brownies": ("cake", "box", "cake"), "Lapis Legit": ("cake", "box", "cake"),
    "Roti": ("roti", "pasang", "cake"), "Kue Ape": ("kue_basah", "box", "cake"),
    "Kue Pepe": ("kue_basah", "box", "cake"),
    "Dodol Rumput": ("olahan_ikan", "bungkus", "pouch"), "Dodol": ("dodol", "bungkus", "pouch"),
    "Rendang": ("lauk_kering", "bungkus", "tray"), "Abon Lele": ("olahan_ikan", "bungkus", "pouch"),
    "Abon": ("lauk_kering", "bungkus", "pouch"), "Sambal": ("sambal_bumbu", "botol", "jar"),
    "Serundeng": ("lauk_kering", "bungkus", "pouch"), "Semur": ("makanan_kaleng", "bungkus", "tray"),
    "Dimsum": ("lauk_beku", "bungkus", "tray"), "Ayam Ungkep": ("lauk_beku", "ekor", "tray"),
    "Bir Pletok": ("minuman_kemasan", "botol", "bottle"), "Jamu": ("jamu", "botol", "bottle"),
    "Sirup": ("sirup", "botol", "bottle"), "Wedang": ("jamu", "bungkus", "pouch"), "Kopi": ("kopi", "bungkus", "pouch"),
    "Bandeng": ("olahan_ikan", "bungkus", "tray"), "Otak-Otak": ("olahan_ikan", "bungkus", "tray"),
    "Kain": ("batik", "lembar", "cloth"), "Kemeja Batik": ("batik", "pcs", "shirt"), "Outer": ("batik", "pcs", "shirt"),
    "Selendang": ("batik", "lembar", "cloth"), "Kaos": ("kaos", "pcs", "shirt"),
    "Gamis": ("busana_muslim", "pcs", "shirt"),
    "Kerudung": ("busana_muslim", "lembar", "cloth"), "Baju Koko": ("busana_muslim", "pcs", "shirt"),
    "Mukena": ("busana_muslim", "set", "cloth"), "Miniatur": ("kerajinan", "pasang", "craft"),
    "Tas": ("tas", "pcs", "bag"),
    "Gantungan": ("suvenir", "set", "craft"), "Bros": ("aksesori", "pcs", "craft"),
    "Lampu": ("kerajinan", "pcs", "craft"),
    "Selada": ("sayur", "bungkus", "plant"), "Pakcoy": ("sayur", "bungkus", "plant"),
    "Bibit": ("tanaman", "set", "plant"),
    "Pupuk": ("pupuk", "bungkus", "pouch"), "Casing": ("komputer", "pcs", "parcel"),
    "Botol Minum": ("rumah_tangga", "pcs", "bottle"), "Cokelat": ("cokelat_permen", "bungkus", "pouch"),
    "Biskuit": ("kue_kering", "bungkus", "pouch"), "Permen": ("cokelat_permen", "bungkus", "pouch"),
    "Payung": ("rumah_tangga", "pcs", "parcel"), "Alat Tulis": ("atk", "set", "parcel"),
}  # fmt: skip


@dataclass(frozen=True)
class Meal:
    """One meal as caterers sell it: its price for a portion, and what is in it."""

    title: str
    category: str
    unit: str
    price_rupiah: int
    motif: str
    words: str
    least: int = 10


MEALS = (
    Meal("Nasi Kotak Ayam Bakar", "nasi_kotak", "kotak", 30_000, "lunch",
         "Nasi pulen, ayam bakar bumbu kecap, tumis buncis, tahu tempe, lalapan, sambal, kerupuk, buah, air mineral."),
    Meal("Nasi Kotak Ayam Goreng Lengkuas", "nasi_kotak", "kotak", 28_000, "lunch",
         "Nasi putih, ayam goreng lengkuas, capcai, perkedel, sambal terasi, kerupuk, jeruk, air mineral 220 ml."),
    Meal("Nasi Kotak Rendang", "nasi_kotak", "kotak", 35_000, "lunch",
         "Nasi putih, rendang daging sapi, daun singkong, sambal hijau, telur balado, kerupuk, semangka, air mineral."),
    Meal("Nasi Kotak Ikan Nila Bakar", "nasi_kotak", "kotak", 32_000, "lunch",
         "Nasi putih, ikan nila bakar, urap sayur, tempe mendoan, sambal kecap, kerupuk, buah, air mineral."),
    Meal("Nasi Kotak Sayur dan Telur", "nasi_kotak", "kotak", 22_000, "lunch",
         "Nasi putih, telur bumbu bali, gado-gado tanpa daging, tempe orek, kerupuk, buah, air mineral."),
    Meal("Nasi Uduk Betawi Kotak", "nasi_kotak", "kotak", 25_000, "lunch",
         "Nasi uduk, ayam goreng, semur tahu, bihun goreng, telur dadar iris, sambal kacang, emping, air mineral."),
    Meal("Snack Box Isi 3", "snack_box", "box", 15_000, "snack",
         "Tiga kue pilihan: risoles ragout, lemper ayam, dan kue lapis, ditambah air mineral 220 ml dan tisu."),
    Meal("Snack Box Isi 4", "snack_box", "box", 19_000, "snack",
         "Empat kue pilihan: pastel, lemper, dadar gulung, dan bolu kukus, ditambah air mineral 220 ml dan tisu."),
    Meal("Snack Box Jajanan Betawi", "snack_box", "box", 18_000, "snack",
         "Kue pepe, talam ebi, dan kue ape dari dapur Betawi, ditambah bir pletok botol kecil tanpa alkohol."),
    Meal("Prasmanan Betawi", "prasmanan", "porsi", 55_000, "lunch",
         "Nasi uduk, semur daging, sayur babanci, ayam goreng, gabus pucung, kerak telor, es selendang mayang; dengan "
         "petugas dan alat saji.", 50),
    Meal("Tumpeng Nasi Kuning 20 Porsi", "tumpeng", "set", 650_000, "tumpeng",
         "Nasi kuning kerucut untuk 20 porsi dengan ayam ingkung, urap, telur, perkedel, dan kering tempe.", 1),
    Meal("Coffee Break Kopi Teh dan Dua Kue", "coffee_break", "porsi", 22_000, "snack",
         "Kopi dan teh panas isi ulang dua jam, dua macam kue basah, gula, krimer, gelas, petugas, dan meja saji.", 20),
)  # fmt: skip


@dataclass(frozen=True)
class PlannedOffer:
    """One offer to make. `product_name` names a product that the seller has already; "" for a new one."""

    nib: str
    product_name: str
    title: str
    category: str
    unit: str
    price_rupiah: int
    description: str
    kind: str
    motif: str
    palette: int
    stock: int  # 0: made to order in the seller's kitchen
    least: int
    wave: int


@dataclass(frozen=True)
class PlannedSeller:
    """One seller to make. `kitchen`: (portions a day, lead hours, cut-off, closed weekdays); None: sells from stock."""

    nib: str
    phone: str
    area_code: str
    seller_type: str
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    delivers_to: tuple[str, ...]
    kitchen: tuple[int, int, time, tuple[int, ...]] | None


@dataclass(frozen=True)
class Plan:
    """Everything that the demo's catalogue is made of; `owners_nib`: the caterer that the demo's owner also runs."""

    sellers: tuple[PlannedSeller, ...]
    offers: tuple[PlannedOffer, ...]
    owners_nib: str


def plan(city: City) -> Plan:
    """Return the sellers and offers of a city's catalogue."""
    draws = city.chance.branch("catalogue")
    rows = {row["nib"]: row for row in city.register.filter(pl.col("nib").is_not_null()).iter_rows(named=True)}
    shops = [_shop(seller, rows[seller.nib], draws.branch("shop", seller.nib)) for seller in city.sellers]
    goods = [offer for seller in city.sellers for offer in _goods(seller, draws.branch("goods", seller.nib))]
    chosen = caterers(city.register, {seller.nib for seller in city.sellers})
    kitchens = [_kitchen(row, draws.branch("kitchen", row["nib"])) for row in chosen]
    meals = [meal for n, row in enumerate(chosen) for meal in _meals(row, draws.branch("meals", row["nib"]), n)]
    owners = next((row for row in chosen if str(row["ward_code"]).startswith(TEBET)), chosen[0])
    return Plan((*shops, *kitchens), (*goods, *meals), str(owners["nib"]))


def caterers(register: pl.DataFrame, taken: set[str]) -> list[dict[str, object]]:
    """Return the caterers that sell to the city: those of Tebet and of the middle of the city first."""
    fit = register.filter(
        (pl.col("kind") == "katering") & pl.col("nib").is_not_null() & pl.col("closed_on").is_null()
        & pl.col("ward_code").is_not_null() & ~pl.col("nib").is_in(sorted(taken))
        & pl.col("business_name").is_first_distinct()
    )  # fmt: skip
    near = pl.col("city_code").replace_strict({code: n for n, code in enumerate(NEAR)}, default=len(NEAR))
    in_tebet = pl.col("ward_code").str.starts_with(TEBET)
    by_place = fit.sort(~in_tebet, near, "registered_on", "serial")
    return by_place.head(CATERERS).to_dicts()


def _shop(seller: Seller, row: Mapping[str, object], draws: Chance) -> PlannedSeller:
    fee = 10_000 + 1_000 * int(draws.integers("fee", 1, 0, 15)[0])
    kind = "reseller" if seller.kind == "toko" else "farmer_group" if seller.kind == "urban_farming" else "maker"
    return PlannedSeller(
        seller.nib, str(row["phone"] or ""), str(row["ward_code"] or ""), kind, fee, 0, (), kitchen=None
    )


def _kitchen(row: Mapping[str, object], draws: Chance) -> PlannedSeller:
    limit = int(draws.pick("limit", 1, [60, 100, 150, 250, 400, 600])[0])
    lead = int(draws.pick("lead", 1, [6, 12, 15, 18, 24])[0])
    cutoff = time(int(draws.pick("cutoff", 1, [15, 16, 17, 18])[0]))
    closed = ((), (6,), (5, 6))[int(draws.index("closed", 1, [0.5, 0.35, 0.15])[0])]
    fee = 1_000 * int(draws.integers("fee", 1, 0, 35)[0])
    near = (str(row["city_code"]), "31.71") if float(draws.uniform("near", 1)[0]) < 0.4 else ()
    return PlannedSeller(
        str(row["nib"]), str(row["phone"] or ""), str(row["ward_code"]), "maker", fee, 5_000,
        tuple(sorted(set(near))), (limit, lead, cutoff, closed),
    )  # fmt: skip


def _goods(seller: Seller, draws: Chance) -> Iterator[PlannedOffer]:
    for number, offer in enumerate(seller.offers):
        pack, price = offer.packs[0]
        luck = draws.branch(number)
        category, unit, motif = sort_of(offer.name)
        yield PlannedOffer(
            nib=seller.nib,
            product_name=offer.name,
            title=f"{offer.name} {pack}".strip(),
            category=category,
            unit=unit,
            price_rupiah=price,
            description=(
                f"{offer.name}, kemasan {pack or 'satuan'}, dari {seller.name}. "
                "Dikemas rapi dengan label, siap untuk suvenir rapat, bingkisan, dan kebutuhan kantor."
            ),
            kind=offer.kind,
            motif=motif,
            palette=int(luck.integers("palette", 1, 0, 2)[0]),
            stock=int(luck.integers("stock", 1, 12, 400)[0]),
            least=1,
            wave=int(luck.integers("wave", 1, 0, WAVES - 1)[0]),
        )


def _meals(row: Mapping[str, object], draws: Chance, number: int) -> Iterator[PlannedOffer]:
    picked = draws.shuffle("meals", len(MEALS)).to_list()[: 3 + int(draws.integers("how many", 1, 0, 2)[0])]
    if not any(MEALS[at].category == "nasi_kotak" for at in picked):
        picked[0] = number % 6  # whoever cooks for the city has a lunch box
    dear = 0.85 + 0.4 * float(draws.uniform("dear", 1)[0])
    for at in picked:
        meal = MEALS[at]
        yield PlannedOffer(
            nib=str(row["nib"]),
            product_name="",
            title=meal.title,
            category=meal.category,
            unit=meal.unit,
            price_rupiah=round(meal.price_rupiah * dear / 500) * 500,
            description=f"{meal.words} Dimasak pada hari pengiriman oleh {row['business_name']}.",
            kind="maker",
            motif=meal.motif,
            palette=int(draws.integers(f"palette {at}", 1, 0, 2)[0]),
            stock=0,
            least=meal.least,
            wave=number % WAVES,
        )


def sort_of(name: str) -> tuple[str, str, str]:
    """Return category, unit and motif of a product by the longest beginning of its name that is known."""
    known = [start for start in _SORTS if name.startswith(start)]
    return _SORTS[max(known, key=len)]
