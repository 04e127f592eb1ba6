"""A package goes from the budget owner to the PPK, to the procurement officer, and back when something is wrong."""

from datetime import datetime

from django.db import connection

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.states import check_move
from tumbuh.orders import access
from tumbuh.orders.models import Disposition, DispositionFile, Order
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import DISPOSITION_MOVES, HOLDS_MONEY, DispositionState
from tumbuh.orders.storing import keep
from tumbuh.procurement.ordering import check_pays, package_to_order


class PackageSpent(Refused):
    """The package's ceiling is disposed of already."""

    code = "package_spent"


class WrongOfficer(Refused):
    """The person named lacks the role in this unit, or is somebody who must not do it."""

    code = "wrong_officer"


class OrdersOpen(Refused):
    """Orders of the package are not over yet."""

    code = "orders_open"


@whole
def dispose(
    *,
    plan_code: str,
    budget_line_id: int,
    ceiling_rupiah: int,
    commitment_officer: User,
    by: User,
    now: datetime,
    note: str = "",
) -> Disposition:
    """
    Give a package, or a part of its ceiling, to a PPK to buy it.

    Raises: NotAllowed, PackageNotForOrder, PackageSpent, WrongOfficer; nothing is then written.
    """
    package = package_to_order(plan_code)
    access.require_for_unit(by, Permission.ORDERS_DISPOSE, package.unit_ref, now=now)
    line = check_pays(budget_line_id, package)
    if not access.may_for_unit(commitment_officer, Permission.ORDERS_PREPARE, package.unit_ref, now=now):
        raise WrongOfficer(f"{commitment_officer} bukan PPK unit ini; pilih PPK lain atau minta perannya diberikan.")
    given = _given(package.code)
    left = package.ceiling_rupiah - given
    if not 0 < ceiling_rupiah <= left:
        raise PackageSpent(
            f"Pagu paket {format_rupiah(package.ceiling_rupiah)}, sudah didisposisikan {format_rupiah(given)}; "
            f"sisanya {format_rupiah(max(left, 0))}."
        )
    made = Disposition.objects.create(
        year=package.year, plan_code=package.code, package_name=package.name, unit_ref=package.unit_ref,
        budget_line_id=line.pk, ceiling_rupiah=ceiling_rupiah, note=note.strip(), disposed_by=by, disposed_at=now,
        commitment_officer=commitment_officer,
    )  # fmt: skip
    _note("orders.disposed", made, by, now, detail={"plan_code": package.code, "ceiling_rupiah": ceiling_rupiah})
    return made


@whole
def add_file(*, disposition_id: int, name: str, content: bytes, by: User, now: datetime) -> DispositionFile:
    """Put a document to a package. Raises: NotAllowed, FileTooLarge, FileNotAllowed."""
    disposition = _locked(disposition_id)
    _only(by, disposition.commitment_officer_id, "PPK paket ini")
    return _put(disposition, name, content, by, now)


def _put(disposition: Disposition, name: str, content: bytes, by: User, now: datetime) -> DispositionFile:
    kept = keep(content, name=name)
    made, created = DispositionFile.objects.get_or_create(
        disposition=disposition,
        sha256=kept.sha256,
        defaults={"name": kept.name, "file": kept.path, "bytes": len(content), "added_by": by, "added_at": now},
    )
    if created:
        _note("orders.package_file_added", disposition, by, now, detail={"sha256": kept.sha256})
    return made


@whole
def prepare(
    *, disposition_id: int, procurement_officer: User, by: User, now: datetime,
    document: tuple[str, bytes] | None = None,
) -> Disposition:  # fmt: skip
    """
    Hand a package with its documents to a procurement officer; `document`: the name and the content of a last one.

    Raises: NotAllowed, IllegalMove, WrongOfficer, FileTooLarge, FileNotAllowed.
    """
    disposition = _locked(disposition_id)
    access.require_for_unit(by, Permission.ORDERS_PREPARE, disposition.unit_ref, now=now)
    _only(by, disposition.commitment_officer_id, "PPK paket ini")
    check_move(DISPOSITION_MOVES, disposition.state, DispositionState.PREPARED)
    if procurement_officer.pk == by.pk:
        raise WrongOfficer("PPK dan Pejabat Pengadaan satu paket harus dua orang; pilih orang lain.")
    if not access.may_for_unit(procurement_officer, Permission.ORDERS_PLACE, disposition.unit_ref, now=now):
        raise WrongOfficer(f"{procurement_officer} bukan Pejabat Pengadaan unit ini; pilih orang lain.")
    if document is not None:
        _put(disposition, *document, by, now)
    disposition.state = DispositionState.PREPARED.value
    disposition.procurement_officer, disposition.prepared_at = procurement_officer, now
    disposition.save(update_fields=["state", "procurement_officer", "prepared_at"])
    _note("orders.package_prepared", disposition, by, now)
    return disposition


@whole
def take_up(*, disposition_id: int, by: User, now: datetime) -> Disposition:
    """Take a package up to order from it. Raises: NotAllowed, IllegalMove."""
    disposition = _locked(disposition_id)
    access.require_for_unit(by, Permission.ORDERS_PLACE, disposition.unit_ref, now=now)
    _only(by, disposition.procurement_officer_id, "Pejabat Pengadaan paket ini")
    check_move(DISPOSITION_MOVES, disposition.state, DispositionState.TAKEN_UP)
    disposition.state, disposition.taken_up_at = DispositionState.TAKEN_UP.value, now
    disposition.save(update_fields=["state", "taken_up_at"])
    _note("orders.package_taken_up", disposition, by, now)
    return disposition


@whole
def return_disposition(*, disposition_id: int, reason: str, by: User, now: datetime) -> Disposition:
    """Give a package back to the budget owner with a reason. Raises: NotAllowed, IllegalMove, OrdersOpen."""
    disposition = _locked(disposition_id)
    waiting_for_ppk = disposition.state == DispositionState.DISPOSED
    holder = disposition.commitment_officer_id if waiting_for_ppk else disposition.procurement_officer_id
    _only(by, holder, "pemegang paket ini")
    check_move(DISPOSITION_MOVES, disposition.state, DispositionState.RETURNED)
    if disposition.committed_rupiah > 0:
        raise OrdersOpen("Paket ini sudah memiliki pesanan; selesaikan atau batalkan dahulu.")
    if not reason.strip():
        raise Refused("Tulis alasan mengembalikan paket.", code="reason_missing")
    disposition.state, disposition.ended_at = DispositionState.RETURNED.value, now
    disposition.return_reason = reason.strip()
    disposition.save(update_fields=["state", "ended_at", "return_reason"])
    _note("orders.package_returned", disposition, by, now, reason=reason.strip())
    return disposition


@whole
def end_disposition(*, disposition_id: int, by: User, now: datetime) -> Disposition:
    """
    End a package whose orders are over; what it did not spend can be disposed anew.

    Raises: NotAllowed, IllegalMove, OrdersOpen.
    """
    disposition = _locked(disposition_id)
    _only(by, disposition.commitment_officer_id, "PPK paket ini")
    check_move(DISPOSITION_MOVES, disposition.state, DispositionState.DONE)
    orders = Order.objects.filter(disposition=disposition)
    if orders.filter(state__in=sorted(map(str, HOLDS_MONEY))).exists():
        raise OrdersOpen("Masih ada pesanan yang berjalan pada paket ini; selesaikan atau batalkan dahulu.")
    disposition.state, disposition.ended_at = DispositionState.DONE.value, now
    disposition.save(update_fields=["state", "ended_at"])
    _note("orders.package_done", disposition, by, now, detail={"spent_rupiah": disposition.committed_rupiah})
    return disposition


def _given(plan_code: str) -> int:
    """Return how much of a package is disposed or spent. Two dispositions of one package wait for each other here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"orders.disposition:{plan_code}"])
    others = Disposition.objects.filter(plan_code=plan_code).exclude(state="returned")
    rows = others.values_list("state", "ceiling_rupiah", "committed_rupiah")
    return sum(committed if state == DispositionState.DONE else ceiling for state, ceiling, committed in rows)


def _locked(disposition_id: int) -> Disposition:
    return Disposition.objects.select_for_update().get(pk=disposition_id)


def _only(by: User, holder_id: int | None, who: str) -> None:
    if by.pk != holder_id:
        raise NotAllowed(f"Hanya {who} yang dapat melakukannya.")


def _note(
    event: str,
    disposition: Disposition,
    by: User,
    now: datetime,
    *,
    reason: str = "",
    detail: dict[str, object] | None = None,
) -> None:
    target = f"orders.disposition:{disposition.public_id}"
    audit.record(event, by=by, at=now, target=target, reason=reason, detail=detail)
