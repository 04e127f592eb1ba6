"""The year's plan, purchases and payments as the files that the city would download, in their true shapes. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from tumbuh.demo import budget, budget_purchases
from tumbuh.demo.budget import BUYS
from tumbuh.demo.budget_purchases import Bought
from tumbuh.demo.chance import Chance

KLPD = {"kd_klpd": "D000", "nama_klpd": "Kota Contoh", "jenis_klpd": "PROVINSI"}
METHOD_WORDS = {
    "e_purchasing": "e-Purchasing", "tender": "Tender", "direct_procurement": "Pengadaan Langsung",
    "exempt": "Dikecualikan", "self_managed": "Swakelola",
}  # fmt: skip
SUB_ACTIVITY = "1.01.01.1.06.0009"
RAPBD_SHARE, REVISED_SHARE = 0.62, 0.97  # of what is tagged PDN: promised at first, and after APBD-P
Rows = Iterator[dict[str, object]]


@dataclass(frozen=True)
class Year:
    """One year of the demo city's buying, up to a day."""

    year: int
    today: date
    units: pl.DataFrame
    plan: pl.DataFrame
    budgets: pl.DataFrame
    bought: Bought


@dataclass(frozen=True)
class DemoFile:
    """A file to import: its data set, name, rows, and the budget's version and cut-off that it is of."""

    dataset: str
    name: str
    rows: Rows
    version: str = "apbd"


def make_year(*, seed: int, scale: float, year: int, today: date, districts: list[str], wards: list[str]) -> Year:
    """Return the year of a seed at a scale. `districts` and `wards` are names. Raises: ValueError, as `bought` does."""
    chance = Chance(seed, "budget", str(year))
    units = budget.spending_units(districts, wards)
    plan = budget.packages(units, scale=scale, chance=chance)
    bought = budget_purchases.bought(units, plan, year=year, today=today, chance=chance)
    return Year(year, today, units, plan, budget.unit_budgets(units, plan, chance), bought)


def files(made: Year) -> Iterator[DemoFile]:
    """Return the files of a year, in the order in which a city would get them."""
    yield DemoFile("units", "MasterSatker", _units(made))
    yield DemoFile("unit_budgets", "StrukturAnggaranPD", _budgets(made))
    yield DemoFile("commitments", "Komitmen-RAPBD", _commitments(made, "Komitmen RAPBD", "RAPBD", RAPBD_SHARE))
    yield DemoFile("commitments", "Komitmen-APBD-P", _commitments(made, "Komitmen APBD-P", "APBD-P", REVISED_SHARE))
    yield DemoFile("budget_lines", "RincianAnggaran", _lines(made))
    yield DemoFile("rup_provider", "PaketPenyedia", _packages(made, "provider"))
    yield DemoFile("rup_self_managed", "PaketSwakelola", _packages(made, "self_managed"))
    yield DemoFile("rup_revisions", "HistoryKajiUlang", _revisions(made))
    yield DemoFile("ecat5_vendors", "PenyediaDetail", _vendors())
    for source, shape in _SHAPES.items():
        rows = made.bought.purchases.filter(pl.col("source") == source)
        yield DemoFile(source, source, map(shape, rows.iter_rows(named=True), _same(made.year)))
    yield DemoFile("payments", "SP2D", _payments(made))


def _same(year: int) -> Iterator[int]:
    while True:
        yield year


def _units(made: Year) -> Rows:
    for row in made.units.iter_rows(named=True):
        yield {
            **KLPD, "kd_satker": row["unit"], "kd_satker_str": row["skpd_code"], "nama_satker": row["name"],
            "status_satker": "Aktif", "jenis_satker": "OPD", "alamat": None, "tahun_aktif": made.year,
        }  # fmt: skip


def _budgets(made: Year) -> Rows:
    for row in made.budgets.iter_rows(named=True):
        yield {
            **KLPD, "tahun_anggaran": made.year, "kd_satker": row["unit"], "kd_satker_str": None,
            "total_belanja": row["total"], "belanja_operasi": row["total"] * 7 // 10,
            "belanja_modal": row["total"] - row["total"] * 7 // 10, "belanja_btt": None,
            "belanja_non_pengadaan": row["not_procured"], "belanja_pengadaan": row["procured"],
        }  # fmt: skip


def _commitments(made: Year, document: str, version: str, share: float) -> Rows:
    for row in made.budgets.filter(pl.col("tagged") > 0).iter_rows(named=True):
        yield {
            "tahun": made.year, "dokumen": f"{document} {made.year}", "versi": version, "kd_satker": row["unit"],
            "komitmen": int(row["tagged"] * share), "sumber": "Kota contoh",
        }  # fmt: skip


def _lines(made: Year) -> Rows:
    """Return budget lines that cover what is planned on each account, and a little more."""
    codes = dict(made.units.select("unit", "skpd_code").iter_rows())
    sums = made.plan.group_by("unit", "buy", maintain_order=True).agg(pl.col("ceiling_rupiah").sum())
    for unit, buy, rupiah in sums.iter_rows():
        what = BUYS[buy]
        yield {
            "tahun": made.year, "kode_sub_skpd": codes[unit], "kode_sub_giat": SUB_ACTIVITY, "kode_akun": what.account,
            "nama_akun": f"{what.account} Belanja {what.name} ", "nama_dana": "PAD", "is_blokir": 0,
            "nilai_anggaran": rupiah * 102 // 100,
        }  # fmt: skip


def _packages(made: Year, kind: str) -> Rows:
    for row in made.plan.filter(pl.col("kind") == kind).iter_rows(named=True):
        for code in [*row["old_codes"], row["code"]]:
            yield package_row(row, code, made.year)


def package_row(row: dict[str, object], code: int, year: int) -> dict[str, object]:
    """Return a package in RUP's shape; booleans and codes are written in more than one way, as they are in life."""
    odd = code % 3 == 0
    shared = {
        **KLPD, "tahun_anggaran": year, "kd_satker": row["unit"], "kd_rup": str(code) if odd else code,
        "nama_paket": row["name"], "pagu": row["ceiling_rupiah"], "status_aktif_rup": "TRUE" if odd else True,
        "status_delete_rup": "false" if odd else False, "status_umumkan_rup": "Terumumkan",
        "tgl_pengumuman_paket": f"{year}-01-{code % 28 + 1:02} 09:00:00", "nip_ppk": None, "nama_ppk": None,
    }  # fmt: skip
    if row["kind"] == "self_managed":
        return shared | {"tipe_swakelola": 1}
    starts = date(year, 1, 4 + code % 14)  # what is bought all year round, as most is
    return shared | {
        "tgl_awal_pemilihan": str(starts),
        "tgl_awal_kontrak": str(starts + timedelta(days=7)),
        "tgl_awal_pemanfaatan": str(starts + timedelta(days=10)),
        "tgl_akhir_pemanfaatan": f"{year}-12-31",
        "metode_pengadaan": METHOD_WORDS[str(row["method"])],
        "jenis_pengadaan": BUYS[int(str(row["buy"]))].kind,
        "status_pdn": {True: "PDN", False: "Non PDN", None: None}[row["domestic"]],  # type: ignore[index]
        "status_ukm": {True: "UKM", False: "Non UKM", None: None}[row["micro_small"]],  # type: ignore[index]
        "status_dikecualikan": row["exempt"],
    }


def _revisions(made: Year) -> Rows:
    for code, old_codes, unit in made.plan.select("code", "old_codes", "unit").iter_rows():
        for old, new in zip(old_codes, [*old_codes[1:], code], strict=True) if old_codes else ():
            yield {
                **KLPD, "tahun_anggaran": made.year, "kd_satker": unit, "kd_rup_lama": old, "kd_rup_baru": new,
                "jenis_paket": "Penyedia", "jenis_revisi": "Revisi Satu ke Satu", "alasan_kajiulang": "Perubahan pagu",
                "tgl_kaji_ulang": f"{made.year}-03-0{code % 9 + 1}",
            }  # fmt: skip


def _vendors() -> Rows:
    for code, (small, local) in enumerate(((True, True), (True, False), (False, True), (False, False)), start=1):
        place = "Jakarta Timur" if local else "Bekasi"
        yield {
            "kd_penyedia": code, "nama_penyedia": f"Penyedia Contoh {code}", "alamat_penyedia": f"Jl. Contoh, {place}",
            "penyedia_ukm": "Ya" if small else "Tidak", "npwp_penyedia": None, "npwp_16": None,
        }  # fmt: skip


def _ecat5(row: dict[str, object], year: int) -> dict[str, object]:
    vendor = 1 + (not row["small_vendor"]) * 2 + (not row["local_vendor"])
    return {
        "kd_klpd": "D000", "satker_id": row["unit"], "kd_paket": row["number"], "kd_produk": 1,
        "kd_rup": row["named_code"], "nama_paket": row["name"], "paket_status_str": "Paket Selesai",
        "total_harga": float(str(row["value_rupiah"])), "ongkos_kirim": 0.0, "tanggal_buat_paket": str(row["on"]),
        "tahun_anggaran": year, "kd_penyedia": vendor,
    }  # fmt: skip


def _ecat6(row: dict[str, object], year: int) -> dict[str, object]:
    code = row["named_code"]
    return {
        "tahun_anggaran": year, "kd_klpd": "D000", "kd_satker": None, "kd_satker_str": row["unit"],
        "kd_paket": f"EP-{row['number']}", "kd_rup": None if code is None else str(code), "rup_nama_pkt": row["name"],
        "ongkir": 0, "total_harga": row["value_rupiah"], "tgl_order": f"{row['on']}T03:00:00Z",
        "status_pkt": "COMPLETED", "status_pengiriman": "completed",
    }  # fmt: skip


def inaproc_row(row: dict[str, object], year: int) -> dict[str, object]:
    """Return an order in the shape of INAPROC's API."""
    code = row["named_code"]
    return {
        "order_id": f"EP-{row['number']}", "order_date": f"{row['on']}T03:00:00Z",
        "rup_code": None if code is None else str(code), "rup_name": row["name"], "kode_satker": str(row["unit"]),
        "kode_penyedia": None, "total": row["value_rupiah"], "shipping_fee": 0, "status": "COMPLETED",
        "shipment_status": "DELIVERED", "fiscal_year": year,
    }  # fmt: skip


def _tender(row: dict[str, object], year: int) -> dict[str, object]:
    return {
        **KLPD, "tahun_anggaran": year, "kd_satker": str(row["unit"]), "kd_tender": row["number"],
        "kd_rup_paket": str(row["named_code"]), "nilai_kontrak": row["value_rupiah"],
        "nilai_pdn_kontrak": row["contract_domestic"], "nilai_umk_kontrak": row["contract_small"],
        "tgl_penetapan_pemenang": str(row["on"]), "kd_penyedia": None, "nama_penyedia": None,
    }  # fmt: skip


def _nontender(row: dict[str, object], year: int) -> dict[str, object]:
    return {
        **KLPD, "tahun_anggaran": year, "kd_satker": str(row["unit"]), "kd_nontender": row["number"],
        "kd_rup": str(row["named_code"]), "nama_paket": row["name"], "mtd_pemilihan": "Pengadaan Langsung",
        "nilai_kontrak": row["value_rupiah"], "nilai_pdn_kontrak": row["contract_domestic"],
        "nilai_umk_kontrak": row["contract_small"], "status_nontender": "Selesai",
        "tgl_selesai_nontender": str(row["on"]), "kd_penyedia": None, "nama_penyedia": None,
    }  # fmt: skip


def recorded_row(row: dict[str, object], year: int) -> dict[str, object]:
    """Return a purchase in the shape of SPSE's pencatatan."""
    return {
        **KLPD, "tahun_anggaran": year, "kd_satker": str(row["unit"]), "kd_nontender_pct": row["number"],
        "kd_rup": str(row["named_code"]), "nama_paket": row["name"], "total_realisasi": row["value_rupiah"],
        "nilai_pdn_pct": row["contract_domestic"], "nilai_umk_pct": row["contract_small"],
        "status_nontender_pct_ket": "Paket Selesai", "tgl_selesai_paket": str(row["on"]),
        "uraian_pekerjaan": "Dibeli di luar katalog",
    }  # fmt: skip


_SHAPES = {
    "ecat5": _ecat5, "ecat6": _ecat6, "inaproc": inaproc_row, "spse_tender": _tender, "spse_nontender": _nontender,
    "spse_recorded": recorded_row,
}  # fmt: skip


def _payments(made: Year) -> Rows:
    codes = dict(made.units.select("unit", "skpd_code").iter_rows())
    for row in made.bought.payments.iter_rows(named=True):
        yield payment_row(row, codes[row["unit"]], made.year)


def payment_row(row: dict[str, object], skpd_code: str, year: int) -> dict[str, object]:
    """Return a payment in the shape of SIPD's list of SP2D."""
    return {
        "tahun": year, "nomor_sp2d": f"{row['number']:06}/SP2D/LS/{year}", "tanggal_sp2d": str(row["on"]),
        "jenis_sp2d": "LS", "kode_sub_skpd": skpd_code, "kode_sub_giat": SUB_ACTIVITY,
        "kode_akun": row["account"], "nama_akun": f"{row['account']} Belanja ", "nilai": row["rupiah"],
    }  # fmt: skip
