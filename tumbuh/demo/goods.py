"""What the demo city's enterprises make and sell: kinds of business with their KBLI, and products with prices. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    """One product as people name it. `base` and `tastes` make the name; price in rupiah for the smallest pack."""

    base: str
    tastes: tuple[str, ...]
    packs: tuple[str, ...]
    price_rupiah: int


@dataclass(frozen=True)
class Kind:
    """
    One kind of business. `share` is its weight in the register; `signs` are words that its names begin with.

    `licence` is the licence that its makers hold when they hold one: pirt, bpom or none. `is_maker`: KBLI 10 to 33.
    """

    id: str
    kbli: str
    share: int
    signs: tuple[str, ...]
    goods: tuple[Good, ...]
    licence: str = ""
    is_maker: bool = False
    sells_online: bool = False


_GRAMS = ("100 gr", "200 gr", "500 gr")
_ONE = ("",)

KINDS: tuple[Kind, ...] = (
    Kind("makanan_ringan", "10794", 11, ("Keripik", "Kerupuk", "Camilan", "Cemilan"), (
        Good("Keripik Singkong", ("Original", "Balado", "Keju", "Daun Jeruk"), _GRAMS, 12_000),
        Good("Keripik Pisang", ("Manis", "Cokelat", "Asin"), _GRAMS, 14_000),
        Good("Keripik Bayam", ("Original", "Pedas"), _GRAMS, 15_000),
        Good("Rengginang", ("Terasi", "Bawang", "Ketan Hitam"), _GRAMS, 16_000),
        Good("Kerupuk Kulit", ("Sapi", "Pedas"), _GRAMS, 18_000),
        Good("Akar Kelapa", ("Betawi",), _GRAMS, 20_000),
        Good("Kembang Goyang", ("Wijen", "Original"), _GRAMS, 19_000),
        Good("Basreng", ("Pedas Daun Jeruk", "Original"), _GRAMS, 13_000),
    ), licence="pirt", is_maker=True, sells_online=True),
    Kind("kue", "10710", 9, ("Roti", "Kue", "Dapur Kue", "Bakery"), (
        Good("Kue Kering Nastar", ("Klasik", "Keju"), ("250 gr", "500 gr"), 45_000),
        Good("Kastengel", ("Edam", "Cheddar"), ("250 gr", "500 gr"), 50_000),
        Good("Bolu Pisang", ("Cokelat", "Keju"), _ONE, 38_000),
        Good("Roti Buaya", ("Sepasang",), _ONE, 120_000),
        Good("Brownies Panggang", ("Kacang", "Keju", "Fudgy"), _ONE, 42_000),
        Good("Kue Semprit", ("Susu",), ("250 gr", "500 gr"), 40_000),
    ), licence="pirt", is_maker=True, sells_online=True),
    Kind("kue_basah", "10792", 8, ("Kue Basah", "Jajanan Pasar", "Dapur"), (
        Good("Kue Ape", ("Pandan",), _ONE, 10_000),
        Good("Dodol Betawi", ("Ketan", "Durian"), ("250 gr", "500 gr"), 35_000),
        Good("Kue Pepe", ("Warna",), _ONE, 30_000),
        Good("Lapis Legit", ("Prune", "Original"), _ONE, 180_000),
    ), licence="pirt", is_maker=True, sells_online=True),
    Kind("lauk", "10750", 8, ("Lauk", "Masakan", "Dapur Lauk", "Frozen Food"), (
        Good("Rendang Daging", ("Padang", "Suwir"), ("250 gr", "500 gr"), 65_000),
        Good("Abon Sapi", ("Original", "Pedas"), _GRAMS, 35_000),
        Good("Sambal Bawang", ("Level 1", "Level 3"), ("150 gr", "250 gr"), 25_000),
        Good("Serundeng", ("Kelapa", "Daging"), _GRAMS, 22_000),
        Good("Semur Jengkol", ("Betawi",), ("250 gr",), 30_000),
        Good("Dimsum Beku", ("Ayam", "Udang"), ("isi 10", "isi 20"), 32_000),
        Good("Ayam Ungkep", ("Kuning", "Lengkuas"), ("1 ekor",), 68_000),
    ), licence="bpom", is_maker=True, sells_online=True),
    Kind("minuman", "11040", 5, ("Minuman", "Jamu", "Kopi"), (
        Good("Bir Pletok", ("Botol", "Serbuk"), ("250 ml", "500 ml"), 20_000),
        Good("Jamu Kunyit Asam", ("Segar", "Serbuk"), ("250 ml", "1 liter"), 15_000),
        Good("Sirup Jahe Merah", ("Original", "Madu"), ("250 ml", "500 ml"), 28_000),
        Good("Wedang Uwuh", ("Celup",), ("isi 10",), 25_000),
    ), licence="pirt", is_maker=True, sells_online=True),
    Kind("kopi", "10761", 4, ("Kopi", "Roastery"), (
        Good("Kopi Bubuk Robusta", ("Lampung", "Temanggung"), _GRAMS, 28_000),
        Good("Kopi Bubuk Arabika", ("Gayo", "Toraja", "Kintamani"), _GRAMS, 45_000),
    ), licence="pirt", is_maker=True, sells_online=True),
    Kind("perikanan", "10219", 3, ("Olahan Ikan", "Bandeng", "Hasil Laut"), (
        Good("Bandeng Presto", ("Original", "Bumbu Kuning"), ("isi 2", "isi 4"), 40_000),
        Good("Kerupuk Ikan", ("Tenggiri", "Payus"), _GRAMS, 22_000),
        Good("Otak-Otak Ikan", ("Tenggiri",), ("isi 10", "isi 20"), 35_000),
        Good("Abon Lele", ("Original", "Pedas"), _GRAMS, 30_000),
        Good("Dodol Rumput Laut", ("Pulau Seribu",), ("250 gr",), 28_000),
    ), licence="bpom", is_maker=True, sells_online=True),
    Kind("batik", "13134", 4, ("Batik", "Sanggar Batik"), (
        Good("Kain Batik Betawi", ("Ondel-Ondel", "Nusa Kelapa", "Tumpal"), ("2 meter",), 185_000),
        Good("Kemeja Batik Pria", ("Lengan Panjang", "Lengan Pendek"), ("M", "L", "XL"), 165_000),
        Good("Outer Batik", ("Cap", "Tulis"), ("All Size",), 210_000),
        Good("Selendang Batik", ("Cap", "Tulis"), _ONE, 95_000),
    ), is_maker=True, sells_online=True),
    Kind("konveksi", "14111", 8, ("Konveksi", "Busana", "Hijab", "Sablon"), (
        Good("Kaos Sablon", ("Jakarta", "Ondel-Ondel", "Monas"), ("M", "L", "XL"), 75_000),
        Good("Gamis Katun", ("Polos", "Motif"), ("M", "L", "XL"), 155_000),
        Good("Kerudung Segi Empat", ("Voal", "Paris"), _ONE, 35_000),
        Good("Baju Koko", ("Bordir", "Polos"), ("M", "L", "XL"), 125_000),
        Good("Mukena Katun", ("Dewasa", "Anak"), _ONE, 140_000),
    ), is_maker=True, sells_online=True),
    Kind("kerajinan", "32909", 4, ("Kerajinan", "Kriya", "Rumah Kriya"), (
        Good("Miniatur Ondel-Ondel", ("Sepasang",), ("15 cm", "30 cm"), 60_000),
        Good("Tas Anyaman", ("Rotan", "Pandan", "Limbah Plastik"), _ONE, 95_000),
        Good("Gantungan Kunci Monas", ("Kayu", "Akrilik"), ("isi 3",), 25_000),
        Good("Bros Kerang", ("Kepulauan Seribu",), _ONE, 22_000),
        Good("Lampu Hias", ("Bambu", "Pipa Bekas"), _ONE, 110_000),
    ), is_maker=True, sells_online=True),
    Kind("urban_farming", "01131", 3, ("Kebun", "Hidroponik", "Tani Kota"), (
        Good("Selada Hidroponik", ("Keriting", "Romaine"), ("250 gr",), 15_000),
        Good("Pakcoy Segar", ("Hidroponik",), ("250 gr",), 10_000),
        Good("Bibit Cabai Rawit", ("Polybag",), ("isi 5",), 20_000),
        Good("Pupuk Kompos", ("Organik",), ("2 kg", "5 kg"), 18_000),
    ), sells_online=True),
    Kind("warung_makan", "56102", 12, ("Warung", "Warteg", "Soto", "Nasi Uduk", "Ketoprak"), ()),
    Kind("kedai", "56103", 6, ("Kedai", "Warkop", "Angkringan"), ()),
    Kind("makanan_keliling", "56104", 5, ("Gerobak", "Bakso", "Siomay"), ()),
    Kind("katering", "56210", 5, ("Katering", "Catering", "Dapur"), ()),
    Kind("toko", "47112", 6, ("Toko", "Warung Sembako"), (
        Good("Casing Ponsel Impor", ("Bening", "Motif"), _ONE, 25_000),
        Good("Botol Minum Impor", ("Stainless", "Plastik"), ("500 ml", "750 ml"), 55_000),
        Good("Cokelat Impor", ("Susu", "Hitam"), ("100 gr",), 38_000),
        Good("Biskuit Impor", ("Mentega", "Cokelat"), ("150 gr", "300 gr"), 42_000),
        Good("Permen Impor", ("Jeli", "Mint"), ("100 gr",), 24_000),
        Good("Payung Lipat", ("Polos", "Motif"), _ONE, 45_000),
        Good("Alat Tulis Set", ("Sekolah", "Kantor"), _ONE, 30_000),
    ), sells_online=True),
)  # fmt: skip

PLACES = ("Betawi", "Jakarta", "Nusantara", "Berkah", "Barokah", "Sejahtera", "Mandiri", "Jaya", "Sentosa", "Abadi",
          "Makmur", "Lestari", "Bahagia", "Rasa", "Rezeki", "Cahaya", "Mulia", "Sari", "Melati", "Mawar", "Bunda",
          "Ananda", "Dua Putri", "Tiga Saudara", "Sumber Rezeki", "Tunas Muda", "Si Pitung")  # fmt: skip
STREETS = ("Jl. Kebon Jeruk", "Jl. Haji Naim", "Gg. Mawar", "Gg. Swadaya", "Jl. Raya Bogor", "Jl. Kramat", "Jl. Mesjid",
           "Gg. Masjid", "Jl. Pasar Baru", "Jl. Tanah Merah", "Gg. Kelinci", "Jl. Pulo", "Rusunawa Blok",
           "Jl. Kampung Tengah")  # fmt: skip
IMPORTED = ("Impor",)  # words in the names of goods that are resold imports
IMPORTED_FOOD = ("Cokelat Impor", "Biskuit Impor", "Permen Impor")  # which carry a BPOM licence beginning with ML


def kind_of(kind_id: str) -> Kind:
    """Return a kind by its id."""
    return next(kind for kind in KINDS if kind.id == kind_id)
