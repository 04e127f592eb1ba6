"""Which part of the year's buying is looked at: a filter that every figure and every list of rows takes."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import polars as pl
from django.db.models import Max

from tumbuh.procurement.known import Known, known
from tumbuh.procurement.models import ImportBatch, Match
from tumbuh.procurement.seeing import Within
from tumbuh.registry.queries import imports as register_imports


@dataclass(frozen=True)
class Chosen:
    """
    Which rows are looked at; empty means all.

    `month` "2026-03" is that month, `until` all months up to and with it. `version` and `document` choose the budget's
    version and the commitment; `known_at` None means as known now; `within` None means that the whole city may be seen.
    """

    year: int
    agency: str = ""
    unit: str = ""
    method: str = ""
    month: str = ""
    until: str = ""
    version: str | None = None
    document: str | None = None
    known_at: datetime | None = None
    within: Within | None = None

    def apply(self, whole: Known) -> Known:
        """Return the part of a year that passes. The plan has no month; budgets and payments have no method."""
        whole = self._admitted(whole)
        return replace(
            whole,
            purchases=self._timed(self._by_method(self._placed(whole.purchases))),
            packages=self._by_method(self._placed(whole.packages)),
            budgets=self._placed(whole.budgets),
            commitments=self._placed(whole.commitments),
            payments=self._timed(self._placed(whole.payments)),
        )

    def _admitted(self, whole: Known) -> Known:
        """Return what may be seen, before anything is chosen of it."""
        if self.within is None:
            return whole
        admits = self.within.admits(whole.units)
        names = ("units", "packages", "purchases", "budgets", "commitments", "payments")
        return replace(whole, **{name: getattr(whole, name).filter(admits) for name in names})

    def _placed(self, frame: pl.DataFrame) -> pl.DataFrame:
        for column in ("agency", "unit"):
            if wanted := getattr(self, column):
                frame = frame.filter(pl.col(column) == wanted)
        return frame

    def _by_method(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.filter(pl.col("method") == self.method) if self.method else frame

    def _timed(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.month:
            frame = frame.filter(pl.col("month") == self.month)
        return frame.filter((pl.col("month") <= self.until) & (pl.col("month") != "")) if self.until else frame


def chosen_tables(chosen: Chosen) -> Known:
    """Return the tables that a filter leaves. A year is read once as long as nothing new came in."""
    return chosen.apply(whole_year(chosen))


def whole_year(chosen: Chosen) -> Known:
    """Return the tables of the whole year as known at the filter's moment."""
    return _cached(chosen.year, chosen.known_at, chosen.version, chosen.document, _stamp())


def forget() -> None:
    """Read the year anew at the next question. For what no stamp shows: a change of the register without an import."""
    _cached.cache_clear()


def _stamp() -> tuple[object, ...]:
    """Return what changes as soon as a file came in, here or to the register, or a person matched something."""
    batches = ImportBatch.objects.aggregate(last=Max("pk"), done=Max("finished_at"))
    matches = Match.objects.aggregate(last=Max("pk"))
    done = ImportBatch.objects.filter(state="done").count()
    register = register_imports().values_list("pk", "state").first()
    return batches["last"], batches["done"], done, matches["last"], register


@lru_cache(maxsize=2)  # a year of 100,000 packages takes about 100 MB
def _cached(
    year: int, at: datetime | None, version: str | None, document: str | None, _stamp: tuple[object, ...]
) -> Known:
    return known(year, at=at, version=version, document=document)
