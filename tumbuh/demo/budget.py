"""
The city's spending units and what they plan to buy in a year: about 750 units, their packages and budgets. Pure.

The agencies' names are those of Jakarta's; every amount, package and code is made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tumbuh.demo.chance import Chance

UNITS = 750
PACKAGES = 100_000  # of a whole year at scale 1
FIRST_UNIT, FIRST_CODE = 61_001, 58_000_001
REVISED, REVISED_AGAIN = 0.04, 0.25  # of the packages; of the revised ones
SELF_MANAGED, EXEMPT = 0.10, 0.02
LARGE_RUPIAH = 1_500_000_000  # packages above this are tagged with care
AGENCIES = (
    "Dinas Pendidikan", "Dinas Kesehatan", "Dinas Bina Marga", "Dinas Sumber Daya Air",
    "Dinas Cipta Karya, Tata Ruang, dan Pertanahan", "Dinas Perumahan Rakyat dan Kawasan Permukiman",
    "Satuan Polisi Pamong Praja", "Dinas Penanggulangan Kebakaran dan Penyelamatan", "Dinas Sosial",
    "Dinas Tenaga Kerja, Transmigrasi, dan Energi", "Dinas Ketahanan Pangan, Kelautan, dan Pertanian",
    "Dinas Lingkungan Hidup", "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Pemberdayaan, Perlindungan Anak, dan Pengendalian Penduduk", "Dinas Perhubungan",
    "Dinas Komunikasi, Informatika, dan Statistik",
    "Dinas Perindustrian, Perdagangan, Koperasi, Usaha Kecil, dan Menengah",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "Dinas Pemuda dan Olahraga", "Dinas Kebudayaan",
    "Dinas Perpustakaan dan Kearsipan", "Dinas Pariwisata dan Ekonomi Kreatif", "Dinas Pertamanan dan Hutan Kota",
    "Badan Perencanaan Pembangunan Daerah", "Badan Pengelola Keuangan Daerah", "Badan Pendapatan Daerah",
    "Badan Kepegawaian Daerah", "Badan Pengembangan Sumber Daya Manusia", "Badan Penanggulangan Bencana Daerah",
    "Badan Kesatuan Bangsa dan Politik", "Badan Pelayanan Pengadaan Barang dan Jasa", "Inspektorat",
    "Sekretariat DPRD", "Sekretariat Daerah", "Kota dan Kabupaten Administrasi",
)  # fmt: skip
HOME = AGENCIES.index("Dinas Perindustrian, Perdagangan, Koperasi, Usaha Kecil, dan Menengah")  # of the demo's people
KINDS_OF_UNIT = ("Suku Dinas", "Unit Pengelola", "Pusat Pelayanan", "Satuan Pelaksana", "Balai")


def home_unit() -> int:
    """Return the code in RUP of the unit in which the demo's people work: the head office of their agency."""
    return FIRST_UNIT + HOME


@dataclass(frozen=True)
class Buy:
    """Something that units buy: words for its name, the account it is on, what kind it is, and how large a package."""

    name: str
    account: str
    kind: str
    low_rupiah: int
    high_rupiah: int


BUYS = (
    Buy("Alat Tulis Kantor", "5.1.02.01.01.0024", "Barang", 8_000_000, 160_000_000),
    Buy("Bahan Cetak", "5.1.02.01.01.0026", "Barang", 5_000_000, 120_000_000),
    Buy("Bahan Komputer", "5.1.02.01.01.0029", "Barang", 10_000_000, 190_000_000),
    Buy("Souvenir/Cendera Mata", "5.1.02.01.01.0035", "Barang", 4_000_000, 60_000_000),
    Buy("Makanan dan Minuman Rapat", "5.1.02.01.01.0052", "Jasa Lainnya", 6_000_000, 180_000_000),
    Buy("Makanan dan Minuman Jamuan Tamu", "5.1.02.01.01.0053", "Jasa Lainnya", 4_000_000, 90_000_000),
    Buy("Personal Computer", "5.2.02.05.01.0005", "Barang", 40_000_000, 900_000_000),
    Buy("Pemeliharaan Gedung", "5.2.03.01.01.0001", "Pekerjaan Konstruksi", 120_000_000, 6_000_000_000),
)


def spending_units(districts: Sequence[str], wards: Sequence[str]) -> pl.DataFrame:
    """
    Return the units: unit (code in RUP), skpd_code, name, agency (number), weight (how much it buys).

    The agencies, one unit for each district and ward, and units of the agencies until there are about 750.
    """
    rows: list[tuple[str, str, int, int]] = []
    for number, name in enumerate(AGENCIES):
        rows.append((name, skpd_code(number, 0), number, max(3, 34 - number)))
    village = len(AGENCIES) - 1  # districts and wards are under the cities
    for part, (kind, names) in enumerate((("Kecamatan", districts), ("Kelurahan", wards))):
        base = 0 if part == 0 else 100
        rows += [
            (f"{kind} {name}", skpd_code(village, base + n + 1), village, 3 - part) for n, name in enumerate(names)
        ]
    extra = 0
    while len(rows) < UNITS:
        number, turn = extra % village, extra // village
        kind = KINDS_OF_UNIT[turn % len(KINDS_OF_UNIT)]
        rows.append(
            (f"{kind} {AGENCIES[number]} {turn // len(KINDS_OF_UNIT) + 1}", skpd_code(number, turn + 1), number, 4)
        )
        extra += 1
    frame = pl.DataFrame(rows, schema=["name", "skpd_code", "agency", "weight"], orient="row")
    codes = pl.int_range(frame.height, dtype=pl.Int64, eager=True) + FIRST_UNIT
    return frame.with_columns(unit=codes)


def skpd_code(agency: int, unit: int) -> str:
    """Return the budget's code of an agency (its place in AGENCIES, unit 0) or of one of its units."""
    field = f"{1 + agency % 7}.{agency % 30 + 1:02}"
    return f"{field}.0.00.0.00.{agency % 99 + 1:02}.{unit:04}"


def packages(units: pl.DataFrame, *, scale: float, chance: Chance) -> pl.DataFrame:
    """
    Return the packages in force: code, unit, buy (place in BUYS), kind, method, ceiling_rupiah, domestic, micro_small,
    exempt, name, and old_codes (those that were revised into it, the oldest first).

    At least one per unit; 100,000 at scale 1. What is large is tagged with care, as a head of agency looks at it.
    """
    size = max(units.height, round(PACKAGES * scale))
    draws = chance.branch("packages")
    chosen = draws.index("unit", size - units.height, units["weight"].to_list()).cast(pl.Int64)
    at = pl.concat([pl.select(pl.int_range(units.height, dtype=pl.Int64)).to_series(), chosen.rename("literal")])
    buy = draws.index("buy", size, [24, 14, 13, 6, 22, 8, 9, 4]).cast(pl.Int64)
    frame = pl.DataFrame(
        {"code": pl.int_range(size, eager=True) + FIRST_CODE, "unit": units["unit"].gather(at), "buy": buy}
    )
    frame = frame.with_columns(
        _ceilings(buy, draws), *_kinds(size, draws), draws.uniform("tag", size), draws.uniform("umk", size)
    )
    large = pl.col("ceiling_rupiah") > LARGE_RUPIAH
    tagged = pl.when(pl.col("kind") == "self_managed").then(None)
    return frame.with_columns(
        method=_method(),
        domestic=tagged.when(large | (pl.col("tag") < 0.945))
        .then(pl.lit(value=True))
        .when(pl.col("tag") < 0.98)
        .then(pl.lit(value=False)),
        micro_small=tagged.when(large)
        .then(pl.lit(value=False))
        .when(pl.col("umk") < 0.74)
        .then(pl.lit(value=True))
        .when(pl.col("umk") < 0.97)
        .then(pl.lit(value=False)),
        name=_names(buy, units, at),
        old_codes=_old_codes(size, draws),
    ).drop("tag", "umk")


def _ceilings(buy: pl.Series, draws: Chance) -> pl.Series:
    """Return ceilings in whole 50,000 rupiah, most of them near the low end."""
    low = pl.Series([one.low_rupiah for one in BUYS]).gather(buy)
    high = pl.Series([one.high_rupiah for one in BUYS]).gather(buy)
    spread = draws.uniform("spread", len(buy)) ** 3
    return ((low + (high - low) * spread) // 50_000 * 50_000).cast(pl.Int64).alias("ceiling_rupiah")


def _kinds(size: int, draws: Chance) -> list[pl.Series]:
    own = draws.below("self managed", size, SELF_MANAGED)
    exempt = draws.below("exempt", size, EXEMPT)
    kinds = pl.select(pl.when(own).then(pl.lit("self_managed")).otherwise(pl.lit("provider")).alias("kind"))
    return [kinds.to_series(), pl.select((exempt & ~own).alias("exempt")).to_series()]


def _method() -> pl.Expr:
    """Return the method: works of more than 400 million are tendered, small goods mostly bought from the catalogue."""
    works = pl.col("buy") == len(BUYS) - 1
    by_catalogue = (pl.col("tag") * 1_000 % 1 < 0.72) & ~works
    return (
        pl.when(pl.col("kind") == "self_managed")
        .then(pl.lit("self_managed"))
        .when("exempt")
        .then(pl.lit("exempt"))
        .when(works & (pl.col("ceiling_rupiah") > 400_000_000))
        .then(pl.lit("tender"))
        .when(by_catalogue | (pl.col("ceiling_rupiah") > 200_000_000) & ~works)
        .then(pl.lit("e_purchasing"))
        .otherwise(pl.lit("direct_procurement"))
    )


def _names(buy: pl.Series, units: pl.DataFrame, at: pl.Series) -> pl.Series:
    what = pl.Series([one.name for one in BUYS]).gather(buy)
    frame = pl.DataFrame({"what": what, "who": units["name"].gather(at)})
    return frame.select(pl.concat_str(pl.lit("Belanja "), "what", pl.lit(" "), "who")).to_series()


def _old_codes(size: int, draws: Chance) -> pl.Series:
    """Return the codes that packages had before they were revised, once or twice; far from those in force."""
    revised = draws.below("revised", size, REVISED).to_list()
    again = draws.below("again", size, REVISED_AGAIN).to_list()
    first = FIRST_CODE - 10_000_000
    codes = [
        [first + 2 * n, *([first + 2 * n + 1] if twice else [])] if once else []
        for n, (once, twice) in enumerate(zip(revised, again, strict=True))
    ]
    return pl.Series("old_codes", codes, dtype=pl.List(pl.Int64))


def unit_budgets(units: pl.DataFrame, plan: pl.DataFrame, chance: Chance) -> pl.DataFrame:
    """
    Return per unit total, not_procured and procured rupiah, and tagged (its ceilings tagged PDN).

    One unit in 25 did not fill in what it may buy, so that it has to be derived; what is planned is a little less than
    what there is.
    """
    sums = plan.group_by("unit").agg(
        planned=pl.col("ceiling_rupiah").sum(),
        tagged=pl.col("ceiling_rupiah").filter(pl.col("domestic").fill_null(value=False) & ~pl.col("exempt")).sum(),
    )
    frame = units.select("unit").join(sums, on="unit", how="left", maintain_order="left").fill_null(0)
    draws = chance.branch("unit budgets")
    slack = 1.01 + draws.uniform("slack", frame.height) * 0.06
    salaries = 0.4 + draws.uniform("salaries", frame.height) * 0.8
    procured = (pl.col("planned") * slack).cast(pl.Int64) // 1_000 * 1_000
    frame = frame.with_columns(
        known=procured, not_procured=(pl.col("planned") * salaries).cast(pl.Int64) // 1_000 * 1_000
    )
    unsaid = draws.below("unsaid", frame.height, 0.04)
    return frame.select(
        "unit",
        "tagged",
        "not_procured",
        "known",
        total=pl.col("known") + pl.col("not_procured"),
        procured=pl.when(~unsaid).then("known"),
    )
