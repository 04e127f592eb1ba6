"""Which part of the city's buying a person may see, and that somebody took a copy of its rows."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import CITY, ScopeKind
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed


@dataclass(frozen=True)
class Within:
    """The part of a city that is made of some agencies and units, by any code that they go by."""

    agencies: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def admits(self, units: pl.DataFrame) -> pl.Expr:
        """
        Return whether a row with `agency` and `unit` is of this part.

        `units` knows every code of a unit (unit, ref, agency): a membership may name the code of the budget where the
        rows have the code of RUP. What belongs to the whole city is of no part.
        """
        agencies = self.agencies | _same(units, self.agencies)
        own = self.units | _same(units, self.units)
        return pl.col("agency").is_in(sorted(agencies)) | pl.col("unit").is_in(sorted(own))


def _same(units: pl.DataFrame, codes: frozenset[str]) -> frozenset[str]:
    """Return every code of the units that go by one of these."""
    keys = units.filter(pl.col("ref").is_in(sorted(codes)))["unit"].unique()
    return frozenset([*keys, *units.filter(pl.col("unit").is_in(keys.implode()))["ref"]])


def seen_by(user: User | None, *, on: date, permission: Permission = Permission.PROCUREMENT_VIEW) -> Within | None:
    """Return the part of the city's buying that a person may see on a day; None: all of it. Raises: NotAllowed."""
    scopes = scopes_of(user, permission, on)
    if not scopes:
        raise NotAllowed("Anda belum diberi cakupan untuk melihat belanja; hubungi pengelola akun.")
    if CITY in scopes:
        return None
    return Within(
        agencies=frozenset(scope.code for scope in scopes if scope.kind is ScopeKind.AGENCY),
        units=frozenset(scope.code for scope in scopes if scope.kind is ScopeKind.UNIT),
    )


@transaction.atomic
def note_download(*, what: str, query: str, kind: str, rows: int, by: User, now: datetime) -> None:
    """Note that a person took all rows behind a figure of buying. Raises: NotAllowed."""
    require(by, Permission.PROCUREMENT_VIEW)
    detail = {"asked": query, "kind": kind, "rows": rows}
    audit.record("procurement.rows_downloaded", by=by, at=now, target=f"procurement.figure:{what}", detail=detail)
