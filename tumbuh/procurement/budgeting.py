"""Budget lines: their ceilings by version, and money held, realised and released. The database has the last word."""

import uuid
from datetime import datetime

import polars as pl
from django.db import IntegrityError, connection, transaction

from tumbuh import bulk
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.procurement.models import BudgetCeiling, BudgetLine, Holding, ImportBatch
from tumbuh.procurement.versions import Written


class OverBudget(Refused):
    """The line has less left than is asked for."""

    code = "over_budget"


class LineBlocked(Refused):
    """The line is blocked in the budget system."""

    code = "line_blocked"


class NothingHeld(Refused):
    """The holding has less left than is to be realised or released, or there is no such holding."""

    code = "nothing_held"


class AlreadyHeld(Refused):
    """Money is held for this purpose already, of another line or another amount."""

    code = "already_held"


class CeilingTooLow(Refused):
    """A new ceiling is below what is committed and realised already."""

    code = "ceiling_too_low"


@transaction.atomic
def hold(*, line_id: int, amount_rupiah: int, reference: str, now: datetime) -> Holding:
    """
    Hold money of a line for something, named by `reference`; the same once more returns what is held already.

    Raises: OverBudget, LineBlocked, AlreadyHeld; nothing is then written.
    """
    if amount_rupiah <= 0:
        raise Refused("Jumlah yang ditahan harus lebih dari nol.", code="bad_amount")
    line = _locked(line_id)
    known = Holding.objects.filter(reference=reference).first()
    if known is not None:
        if (known.line_id, known.amount_rupiah) == (line_id, amount_rupiah):
            return known
        raise AlreadyHeld("Dana untuk keperluan ini sudah ditahan dengan jumlah atau baris lain; lepaskan dahulu.")
    if line.blocked:
        raise LineBlocked(_BLOCKED)
    if amount_rupiah > line.free_rupiah:
        raise OverBudget(_over(line, amount_rupiah))
    line.held_rupiah += amount_rupiah
    line.save(update_fields=["held_rupiah"])
    made = Holding.objects.create(
        line=line, reference=reference, amount_rupiah=amount_rupiah, held_at=now, changed_at=now
    )
    _note("procurement.held", made, amount_rupiah, now)
    return made


# A part of a larger statement for an act that must be one round trip: holds `new_holding` (public_id, reference,
# amount) of the line %(line)s and leaves one row `held` (amount: all of it; free: what the line had left before). Where
# the line is blocked or has no room, it leaves no row and holds nothing; `refuse_hold` then says why.
HOLD_MANY = """
held AS (
    UPDATE procurement_budgetline l SET held_rupiah = l.held_rupiah + asked.amount
    FROM (SELECT sum(amount)::bigint AS amount FROM new_holding) asked
    WHERE l.id = %(line)s AND NOT l.blocked
      AND l.held_rupiah + l.realised_rupiah + asked.amount <= l.ceiling_rupiah
    RETURNING l.id, asked.amount,
              l.ceiling_rupiah - l.held_rupiah - l.realised_rupiah + asked.amount AS free
), written_holdings AS (
    INSERT INTO procurement_holding
        (public_id, line_id, reference, amount_rupiah, realised_rupiah, released_rupiah, held_at, changed_at)
    SELECT n.public_id, held.id, n.reference, n.amount, 0, 0, %(now)s, %(now)s FROM new_holding n CROSS JOIN held
)
"""


def refuse_hold(*, line_id: int, amount_rupiah: int) -> None:
    """Say why HOLD_MANY held nothing. Raises: LineBlocked, OverBudget; passes when the line would have had room."""
    line = BudgetLine.objects.get(pk=line_id)
    if line.blocked:
        raise LineBlocked(_BLOCKED)
    if amount_rupiah > line.free_rupiah:
        raise OverBudget(_over(line, amount_rupiah))


@transaction.atomic
def realise(*, reference: str, amount_rupiah: int, now: datetime) -> Holding:
    """Turn held money, or a part of it, into realisation. Raises: NothingHeld; nothing is then written."""
    holding, line = _held(reference, amount_rupiah)
    holding.realised_rupiah += amount_rupiah
    line.realised_rupiah += amount_rupiah
    return _moved(holding, line, amount_rupiah, "procurement.realised", now)


@transaction.atomic
def release(*, reference: str, now: datetime, amount_rupiah: int | None = None) -> Holding:
    """Give held money back: all that is left, or a part of it. Raises: NothingHeld; nothing is then written."""
    left = Holding.objects.filter(reference=reference).first()
    amount = amount_rupiah if amount_rupiah is not None else (left.held_rupiah if left else 0)
    holding, line = _held(reference, amount)
    holding.released_rupiah += amount
    return _moved(holding, line, amount, "procurement.released", now)


_BLOCKED = "Baris anggaran ini diblokir di SIPD; minta pembukaan blokir dahulu."


def _over(line: BudgetLine, amount_rupiah: int) -> str:
    return (
        f"Sisa pagu {format_rupiah(line.free_rupiah)}, yang diminta {format_rupiah(amount_rupiah)}. "
        "Kurangi pesanan atau pilih baris anggaran lain."
    )


def _locked(line_id: int) -> BudgetLine:
    return BudgetLine.objects.select_for_update().get(pk=line_id)


def _held(reference: str, amount: int) -> tuple[Holding, BudgetLine]:
    found = Holding.objects.filter(reference=reference).first()
    if found is None:
        raise NothingHeld("Belum ada dana yang ditahan untuk keperluan ini.")
    line = _locked(found.line_id)  # the line first, always: two acts on one line wait for each other
    holding = Holding.objects.select_for_update().get(pk=found.pk)
    if not 0 < amount <= holding.held_rupiah:
        raise NothingHeld(
            f"Dana tertahan tinggal {format_rupiah(holding.held_rupiah)}, yang diminta {format_rupiah(amount)}."
        )
    return holding, line


def _moved(holding: Holding, line: BudgetLine, amount: int, event: str, now: datetime) -> Holding:
    line.held_rupiah -= amount
    line.save(update_fields=["held_rupiah", "realised_rupiah"])
    holding.changed_at = now
    holding.save(update_fields=["realised_rupiah", "released_rupiah", "changed_at"])
    _note(event, holding, amount, now)
    return holding


def _note(event: str, holding: Holding, amount: int, now: datetime) -> None:
    target, detail = f"procurement.holding:{holding.public_id}", {"amount_rupiah": amount, "line": holding.line_id}
    audit.record(event, by=None, at=now, target=target, detail=detail)


_LINE_KEY = ("year", "unit_ref", "sub_activity", "account", "fund_source")


def write_lines(frame: pl.DataFrame, *, batch: ImportBatch, now: datetime) -> Written:
    """
    Write budget lines of one version: new lines, and new ceilings of known ones, each with its trace.

    Raises: CeilingTooLow when a line would have less than is committed already; nothing is then written.
    """
    count = frame.height
    lines = frame.group_by(*_LINE_KEY).agg(
        pl.col("ceiling_rupiah").sum(), pl.col("account_name", "version").first(), pl.col("blocked").any()
    )
    known = _known_lines(int(batch.year))
    joined = lines.join(known, on=list(_LINE_KEY), how="left")
    new = joined.filter(pl.col("id").is_null()).drop("id", "old_ceiling", "old_version", "old_blocked")
    changed = joined.filter(
        (pl.col("ceiling_rupiah") != pl.col("old_ceiling"))
        | (pl.col("version") != pl.col("old_version"))
        | (pl.col("blocked") != pl.col("old_blocked"))
    )
    made = new.with_columns(
        bulk.new_ids(BudgetLine, new.height),
        held_rupiah=pl.lit(0),
        realised_rupiah=pl.lit(0),
        public_id=_uuids(new.height),
    )
    bulk.copy_in(bulk.table_name(BudgetLine), made)
    _restate(changed, now)
    ceilings = pl.concat([made, changed], how="diagonal").select(
        "version",
        "ceiling_rupiah",
        line_id="id",
        batch_id=pl.lit(batch.pk),
        recorded_at=pl.lit(now.isoformat()),
    )
    bulk.copy_in(bulk.table_name(BudgetCeiling), ceilings)
    unchanged = lines.height - new.height - changed.height
    return Written(new.height, changed.height, unchanged, repeated=count - lines.height)


def _known_lines(year: int) -> pl.DataFrame:
    schema = (
        {"id": pl.Int64} | dict.fromkeys(_LINE_KEY, pl.String) | {"old_ceiling": pl.Int64, "old_version": pl.String}
    )
    columns = ", ".join(_LINE_KEY)
    frame = bulk.read(
        f"SELECT id, {columns}, ceiling_rupiah, version, blocked::int FROM procurement_budgetline "  # noqa: S608
        "WHERE year = %(year)s",
        schema | {"old_blocked": pl.Int64},
        {"year": year},
    )
    return frame.with_columns(
        pl.col("year").cast(pl.Int64), *(pl.col(n).fill_null("") for n in _LINE_KEY[1:]), pl.col("old_blocked") == 1
    )


def _restate(changed: pl.DataFrame, now: datetime) -> None:
    if changed.is_empty():
        return
    bulk.stage("new_ceilings", changed.select("id", "ceiling_rupiah", "version", "blocked"))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procurement_budgetceiling c SET superseded_at = %s FROM new_ceilings n "
                "WHERE n.id = c.line_id AND c.superseded_at IS NULL",
                [now],
            )
            cursor.execute(
                "UPDATE procurement_budgetline l SET ceiling_rupiah = n.ceiling_rupiah, version = n.version, "
                "blocked = n.blocked FROM new_ceilings n WHERE n.id = l.id"
            )
    except IntegrityError as error:
        if "line_within_ceiling" not in str(error):
            raise
        raise CeilingTooLow(
            "Ada baris yang pagu barunya di bawah dana yang sudah ditahan dan direalisasikan. Lepaskan dahulu "
            "kelebihannya, lalu impor lagi."
        ) from error


def _uuids(count: int) -> pl.Series:
    return pl.Series([str(uuid.uuid4()) for _ in range(count)], dtype=pl.String)
