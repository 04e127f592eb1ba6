"""Which rows of a year's buying are another now than they were: the restatements between two days."""

from datetime import date
from typing import Any

import polars as pl
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.numbers import NOTHING, format_number
from tumbuh.kernel.periods import end_of_day, format_day, format_moment
from tumbuh.procurement import queries, services
from tumbuh.web.doors import door, person
from tumbuh.web.insight.asking import NotADay, day
from tumbuh.web.insight.figures import signed_rupiah
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx
from tumbuh.web.procurement import addresses
from tumbuh.web.procurement.asking import Looked, look
from tumbuh.web.procurement.figures import choices
from tumbuh.web.procurement.percentages import month_before
from tumbuh.web.procurement.piles import filters

KINDS = {"purchase": gettext_lazy("Belanja"), "package": gettext_lazy("Paket RUP"), "payment": gettext_lazy("SP2D")}
WHY = {
    "baru": gettext_lazy("baru"),
    "status berubah": gettext_lazy("status berubah"),
    "nilai berubah": gettext_lazy("nilai berubah"),
    "golongan berubah": gettext_lazy("golongan berubah"),
    "direvisi atau dihapus": gettext_lazy("direvisi atau dihapus"),
    "pagu atau tanda berubah": gettext_lazy("pagu atau tanda berubah"),
}
COLUMNS = {
    "kind": gettext_lazy("Jenis"), "key": gettext_lazy("Kode"), "name": gettext_lazy("Nama"),
    "unit": gettext_lazy("Kode unit"), "why": gettext_lazy("Sebab"),
    "value_change": gettext_lazy("Perubahan nilai (Rp)"),
    "domestic_change": gettext_lazy("Perubahan PDN (Rp)"),
    "micro_small_change": gettext_lazy("Perubahan UMK (Rp)"),
}  # fmt: skip


@door(Permission.PROCUREMENT_VIEW)
def changes(request: HttpRequest) -> HttpResponse:
    """Show what changed between the end of one day (`since`) and of another (`as_of`) or now, with the sums."""
    looked = look(request)
    since, frame = _changed(request, looked)
    page = page_of(frame.height, lambda first, size: _lines(frame.slice(first, size)), request.GET.get("page"))
    query = f"{looked.asked.query()}&since={since.isoformat()}"
    context = choices(looked) | {
        "now": "",
        "as_of": "",
        "since": since.isoformat(),
        "from_day": format_day(since),
        "to_day": format_day(looked.asked.as_of) if looked.asked.as_of else _("sekarang"),
        "totals": [_total(frame.filter(pl.col("kind") == kind), str(name)) for kind, name in KINDS.items()],
        "page": page,
        "query": query,
        "figures": addresses.page("procurement_figures", looked.asked),
    }
    return render(request, "procurement/changes.html", context)


@door(Permission.PROCUREMENT_VIEW)
def changes_file(request: HttpRequest, kind: str) -> FileResponse:
    """Give all rows that changed as CSV or XLSX; the trail notes who took what."""
    now, looked = timezone.now(), look(request)
    since, frame = _changed(request, looked)
    facts = {
        _("Isi berkas"): _("Baris yang berubah"),
        _("Sejak akhir hari"): format_day(since),
        _("Jumlah baris"): format_number(frame.height),
        **filters(looked),
        _("Dibuat"): format_moment(now),
    }
    sheet = Sheet([str(name) for name in COLUMNS.values()], [_worded(frame)], facts, frame.height)
    file = write_csv(sheet) if kind == "csv" else write_xlsx(sheet)
    query = f"{looked.asked.query()}&since={since.isoformat()}"
    services.note_download(what="changes", query=query, kind=kind, rows=sheet.rows, by=person(request), now=now)
    return FileResponse(file, as_attachment=True, filename=f"belanja-perubahan-{looked.asked.year}.{kind}")


def _changed(request: HttpRequest, looked: Looked) -> tuple[date, pl.DataFrame]:
    """Return the first day and the rows that changed after it. Raises: NotADay."""
    latest = looked.asked.as_of or looked.today
    since = day(request.GET.get("since", ""), latest=looked.today) or month_before(latest)
    if since >= latest:
        raise NotADay(_("Hari awal harus sebelum hari akhir; pilih hari yang lebih awal."))
    later = end_of_day(latest)
    frame = queries.restatements(looked.chosen(), earlier=end_of_day(since), later=later)
    return since, frame.with_columns(
        pl.lit(None, pl.Int64).alias(name) for name in COLUMNS if name.endswith("_change") and name not in frame.columns
    )


def _total(frame: pl.DataFrame, name: str) -> dict[str, str]:
    return {
        "name": name,
        "rows": format_number(frame.height),
        "value": signed_rupiah(int(frame["value_change"].sum() or 0)),
        "domestic": _signed(frame["domestic_change"].sum() if frame["domestic_change"].count() else None),
        "small": _signed(frame["micro_small_change"].sum() if frame["micro_small_change"].count() else None),
    }


def _signed(amount: Any) -> str:
    """Return a change; a dash where a kind of rows has no such part."""
    return NOTHING if amount is None else signed_rupiah(int(amount))


def _lines(frame: pl.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "kind": str(KINDS[row["kind"]]),
            "key": row["key"],
            "name": row["name"] or NOTHING,
            "unit": row["unit"],
            "why": str(WHY[row["why"]]),
            "value": signed_rupiah(row["value_change"] or 0),
            "domestic": _signed(row["domestic_change"]),
            "small": _signed(row["micro_small_change"]),
        }
        for row in frame.iter_rows(named=True)
    ]


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        pl.col("kind").replace({code: str(word) for code, word in KINDS.items()}),
        pl.col("why").replace({code: str(word) for code, word in WHY.items()}),
    ).select(*COLUMNS)
