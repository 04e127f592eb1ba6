"""The report of a quarter in the layout of BPS and KPKP, as a workbook whose figures can be followed to the logs."""

import tempfile
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from tumbuh.kernel.periods import format_moment
from tumbuh.production import queries
from tumbuh.production.rules.kinds import GROUPS, MEASURE_KINDS
from tumbuh.reference.areas import areas_by_code

_OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_KG = 1_000_000


def write(asked: queries.Asked, *, made_at: datetime) -> IO[bytes]:
    """
    Return a workbook: summary per group, commodities, coverage with estimates, all logs of the year, definitions.

    Sums of the summary are formulas over the sheet of logs, so that whoever opens it can follow each to its rows.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        head, number = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "#,##0.000"})
        logs = _logs(asked)
        _summary(book, asked, len(logs), head, number)
        _goods(book, asked, head, number)
        _coverage(book, asked, head, number)
        _log_sheet(book, logs, head, number)
        _definitions(book, asked, made_at, head)
    file.seek(0)
    return file


def _logs(asked: queries.Asked) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for kind in MEASURE_KINDS:
        found += queries.rows(asked, measure_kind=kind, group="", cumulative=True).to_dicts()
    return found


def _summary(book: Any, asked: queries.Asked, count: int, head: Any, number: Any) -> None:
    sheet = book.add_worksheet(_("Rekap"))
    quarter = asked.quarter
    sheet.write(0, 0, f"{_('Produksi menurut kelompok')}, {quarter.label}", head)
    titles = [_("Jenis"), _("Kelompok"), *(f"TW {n} {quarter.year} (kg)" for n in range(1, quarter.quarter + 1))]
    sheet.write_row(2, 0, [*titles, f"{_('Jumlah')} s.d. TW {quarter.quarter} (kg)"], head)
    shown = queries.overview(asked)
    sums = {
        (row["measure_kind"], row["group"], row["quarter"]): row["mass_mg"]
        for row in shown.quarters.to_dicts()
        if row["year"] == quarter.year
    }
    name, last = _("Catatan").replace("'", "''"), count + 1
    for at, one in enumerate(shown.groups, start=3):
        sheet.write_row(at, 0, [MEASURE_KINDS[one.measure_kind], one.name])
        for n in range(1, quarter.quarter + 1):
            formula = (
                f"=SUMIFS('{name}'!$L$2:$L${last},'{name}'!$A$2:$A${last},$A{at + 1},"
                f"'{name}'!$B$2:$B${last},$B{at + 1},'{name}'!$C$2:$C${last},{n})"
            )
            sheet.write_formula(at, n + 1, formula, number, sums.get((one.measure_kind, one.group, n), 0) / _KG)
        first, end = xlsxwriter.utility.xl_col_to_name(2), xlsxwriter.utility.xl_col_to_name(quarter.quarter + 1)
        to_date = f"=SUM({first}{at + 1}:{end}{at + 1})"
        sheet.write_formula(at, quarter.quarter + 2, to_date, number, one.to_date_mg / _KG)
    warning = _("Kelompok tidak dijumlahkan: susu dan padi berat, sayuran ringan. Segar dan olahan tidak dijumlahkan.")
    sheet.write(len(shown.groups) + 4, 0, warning)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 8, 16)


def _goods(book: Any, asked: queries.Asked, head: Any, number: Any) -> None:
    sheet = book.add_worksheet(_("Komoditas"))
    titles = [_("Kelompok"), _("Komoditas"), _("Produksi (kg)"), _("Luas panen tercatat (m²)"), _("Hasil (kg/m²)"),
              _("Catatan tanpa luas"), _("Banyak catatan")]  # fmt: skip
    sheet.write_row(0, 0, titles, head)
    for at, row in enumerate(queries.commodities(asked).to_dicts(), start=1):
        area = int(row["area_m2"] or 0)
        sheet.write_row(at, 0, [GROUPS[row["group"]], row["commodity_name"]])
        sheet.write_number(at, 2, row["net_mg"] / _KG, number)
        if area:
            sheet.write_number(at, 3, area)
            sheet.write_number(at, 4, row["mass_mg"] / _KG / area, number)
        sheet.write_row(at, 5, [row["without_area"] or 0, row["len"]])
    sheet.set_column(0, 6, 18)


def _coverage(book: Any, asked: queries.Asked, head: Any, number: Any) -> None:
    sheet = book.add_worksheet(_("Cakupan"))
    told = queries.coverage(asked.quarter, known_at=asked.known_at, area=asked.area)
    sheet.write_row(0, 0, [_("Lokasi melapor"), _("Lokasi seharusnya melapor")], head)
    sheet.write_row(1, 0, [told.reported, told.expected])
    titles = [_("Kelompok"), _("Perkiraan lokasi yang belum melapor (kg)"), _("Paling sedikit"), _("Paling banyak"),
              _("Lokasi diperkirakan"), _("Lokasi tidak dapat diperkirakan")]  # fmt: skip
    sheet.write_row(3, 0, titles, head)
    for at, (group, one) in enumerate(queries.estimates(asked).items(), start=4):
        sheet.write(at, 0, GROUPS[group])
        for column, mass in enumerate((one.mid, one.low, one.high), start=1):
            sheet.write_number(at, column, mass / _KG, number)
        sheet.write_row(at, 4, [one.missing, one.unknown])
    sheet.set_column(0, 5, 24)


def _log_sheet(book: Any, logs: list[dict[str, Any]], head: Any, number: Any) -> None:
    sheet = book.add_worksheet(_("Catatan"))
    titles = [_("Jenis"), _("Kelompok"), _("Triwulan"), _("Tanggal"), _("Komoditas"), _("Lokasi"), _("Kode wilayah"),
              _("Wilayah"), _("Jumlah"), _("Satuan"), _("Gram per satuan"), _("Massa (kg)"), _("Catatan")]  # fmt: skip
    sheet.write_row(0, 0, titles, head)
    sheet.freeze_panes(1, 0)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    areas = areas_by_code()
    for at, row in enumerate(logs, start=1):
        sheet.write_row(at, 0, [MEASURE_KINDS[row["measure_kind"]], GROUPS[row["group"]], row["quarter"]])
        sheet.write_datetime(at, 3, row["done_on"], day)
        area = areas.get(row["area_code"])
        sheet.write_string(at, 4, row["commodity_name"])
        sheet.write_string(at, 5, row["site_name"])
        sheet.write_string(at, 6, row["area_code"])
        sheet.write_string(at, 7, area.name if area else "")
        sheet.write_number(at, 8, row["quantity_milli"] / 1_000, number)
        sheet.write_string(at, 9, row["unit"])
        if row["grams_per_unit"]:
            sheet.write_number(at, 10, row["grams_per_unit"])
        sheet.write_number(at, 11, row["net_mg"] / _KG, number)
        sheet.write_string(at, 12, row["log"])
    sheet.set_column(3, 12, 16)


def _definitions(book: Any, asked: queries.Asked, made_at: datetime, head: Any) -> None:
    sheet = book.add_worksheet(_("Definisi"))
    area = areas_by_code().get(asked.area)
    closings = queries.closings(asked.quarter, known_at=asked.known_at)
    facts = {
        _("Periode"): f"{asked.quarter.label}; {_('kumulatif sejak Januari tahun itu')}",
        _("Wilayah"): area.name if area else _("seluruh kota"),
        _("Cakupan"): _("hasil lokasi binaan yang tercatat, bukan seluruh produksi Jakarta"),
        _("Sifat"): _("final, revisi %(n)s") % {"n": closings[-1].revision} if closings else _("sementara"),
        _("Seperti diketahui pada"): format_moment(asked.known_at),
        _("Dibuat"): format_moment(made_at),
        _("Triwulan"): _("menurut hari panen, bukan hari pencatatan"),
        _("Perkiraan"): _(
            "lokasi yang belum melapor: rata-rata lokasi sejenis, selang 95 %; tidak termasuk dalam Rekap"
        ),
    }
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    for at, (name, text) in enumerate(facts.items()):
        sheet.write_string(at, 0, name, head)
        sheet.write_string(at, 1, text)
