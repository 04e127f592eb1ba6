"""Reading public buying: figures and their rows, the bridge, what waits, what was restated, what came in."""

from datetime import date
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.bars import BARS, UnknownBar, bar_rows
from tumbuh.procurement.bridging import Bar, Bridge, bridge, gap_queue
from tumbuh.procurement.choosing import Chosen, chosen_tables, whole_year
from tumbuh.procurement.figures import (
    FIGURES,
    P3DN,
    SIDES,
    Figure,
    UnknownFigure,
    documents,
    figures,
    figures_by,
    row_page,
    rows,
)
from tumbuh.procurement.models import BudgetLine, ImportBatch, PublishedFigure, RejectedRow, Unmatched
from tumbuh.procurement.moving import Moving, moving
from tumbuh.procurement.publishing import misprint_of
from tumbuh.procurement.restating import restatements
from tumbuh.procurement.rules.itkp import Score, Use, predict
from tumbuh.procurement.rules.matching import Suggestion
from tumbuh.procurement.seeing import Within, seen_by
from tumbuh.procurement.standing import Standing, standing, years
from tumbuh.procurement.terms import law
from tumbuh.procurement.waiting import suggestions

__all__ = [
    "BARS",
    "FIGURES",
    "P3DN",
    "SIDES",
    "Bar",
    "Bridge",
    "Chosen",
    "Figure",
    "Moving",
    "Standing",
    "UnknownBar",
    "UnknownFigure",
    "Within",
    "bar_rows",
    "bridge",
    "documents",
    "figures",
    "figures_by",
    "gap_queue",
    "law",
    "misprint_of",
    "moving",
    "restatements",
    "row_page",
    "rows",
    "seen_by",
    "standing",
    "years",
]


def waiting(year: int, *, unit_refs: list[str] | None = None) -> QuerySet[Unmatched]:
    """Return the purchases that wait for a package, the most money first; of some units' codes when given."""
    found = Unmatched.objects.filter(year=year, state="waiting")
    if unit_refs is not None:
        found = found.filter(unit_ref__in=unit_refs)
    return found.order_by("-value_rupiah", "purchase_key")


def suggestion(purchase_key: str, *, year: int) -> Suggestion | None:
    """Return the likeliest package of one waiting purchase, as things are now; None when none is likely."""
    known = whole_year(Chosen(year))
    lone = known.purchases.filter(pl.col("purchase") == purchase_key)
    return suggestions(lone, known).get(purchase_key)


def rejected_rows(*, year: int, dataset: str = "") -> QuerySet[RejectedRow]:
    """Return the rows that could not be read and wait."""
    found = RejectedRow.objects.filter(batch__year=year, state="waiting").select_related("batch")
    return (found.filter(dataset=dataset) if dataset else found).order_by("dataset", "row", "pk")


def imports(year: int | None = None) -> QuerySet[ImportBatch]:
    """Return the files that came in, newest first."""
    found = ImportBatch.objects.select_related("created_by")
    return (found.filter(year=year) if year else found).order_by("-created_at", "-pk")


def import_batch(public_id: UUID) -> ImportBatch:
    """Return one import. Raises: Refused."""
    found = imports().filter(public_id=public_id).first()
    if found is None:
        raise Refused("Impor ini tidak ada.", code="no_such_import")
    return found


def same_file_before(batch: ImportBatch) -> ImportBatch | None:
    """Return the latest import before this one that read the same bytes as the same data set and year, if any."""
    same = {"dataset": batch.dataset, "year": batch.year, "file_sha256": batch.file_sha256, "state": "done"}
    return imports().filter(**same, pk__lt=batch.pk).first() if batch.file_sha256 else None


def rows_of_import(batch: ImportBatch) -> QuerySet[RejectedRow]:
    """Return the rows of one file that could not be read and wait."""
    return batch.rejected_rows.filter(state="waiting").order_by("row", "pk")


def units(year: int, *, within: Within | None = None) -> pl.DataFrame:
    """Return the units that a master list knows, of those that may be seen: unit, name, agency, agency_name."""
    whole = whole_year(Chosen(year)).units
    seen = whole.filter(within.admits(whole)) if within else whole
    known = seen.unique("unit").select("unit", "name", "agency")
    agencies = whole.select(agency="ref", agency_name="name")
    return known.join(agencies, on="agency", how="left").sort("agency", "unit")


def budget_lines(year: int, *, unit_ref: str = "") -> QuerySet[BudgetLine]:
    """Return the budget lines with what is held and realised of them."""
    found = BudgetLine.objects.filter(year=year)
    return (found.filter(unit_ref=unit_ref) if unit_ref else found).order_by("unit_ref", "sub_activity", "account")


def published_figures() -> QuerySet[PublishedFigure]:
    """Return the figures as they were printed, oldest first."""
    return PublishedFigure.objects.order_by("as_of", "figure", "pk")


def itkp(chosen: Chosen) -> list[Score]:
    """
    Return the predicted points of the use of the procurement systems.

    RUP: announced by 31 March against belanja_pengadaan. Tendering, non-tendering and e-purchasing: realised against
    planned by that method. E-contract: contracts with a contract recorded, of those finished in SPSE.
    """
    known = chosen_tables(chosen)
    plan = known.packages.filter(pl.col("counted"))
    bought = known.purchases.filter(pl.col("state") == "realised")
    by_april = plan.filter(pl.col("announced_on") <= date(chosen.year, 3, 31))
    uses = {"rup": Use(_sum(by_april, "ceiling_rupiah"), int(known.budgets["rupiah"].sum() or 0))}
    for system, methods in _SYSTEMS.items():
        chosen_methods = pl.col("method").is_in(methods)
        uses[system] = Use(
            _sum(bought.filter(chosen_methods & (pl.col("source") != "spse_recorded")), "value_rupiah"),
            _sum(plan.filter(chosen_methods), "ceiling_rupiah"),
        )
    in_spse = bought.filter(pl.col("source").is_in(["spse_tender", "spse_nontender"]))["purchase"]
    signed = known.contracts.filter(pl.col("purchase").is_in(in_spse.implode()))
    uses["e_contract"] = Use(signed.height, in_spse.len())
    uses["online_shop"] = Use(bought.filter(pl.col("source") == "bela").height, 1)
    return predict(uses)


_SYSTEMS = {
    "e_tendering": ["tender", "quick_tender", "selection"],
    "non_e_tendering": ["direct_procurement", "direct_appointment"],
    "e_purchasing": ["e_purchasing"],
}


def _sum(frame: pl.DataFrame, column: str) -> int:
    return int(frame[column].sum() or 0)
