"""What owners are told of their applications, in the transaction in which it became so; once for each standing."""

from collections.abc import Iterable
from datetime import datetime

from tumbuh.accounts.queries import accounts_of_businesses
from tumbuh.coaching.models import Enrolment
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.notices import services as notices
from tumbuh.registry.owners import business_keys_of_owners


def tell_standing(enrolments: Iterable[Enrolment], *, now: datetime) -> int:
    """
    Tell owners who have an account how they stand; return how many notices were written.

    In a fixed number of queries besides one for each notice. Raises: nothing of its own.
    """
    rows = list(enrolments)
    on = day_in_wib(now)
    businesses = business_keys_of_owners({one.owner_id for one in rows}, on=on)
    accounts = accounts_of_businesses(businesses, on=on)
    people: dict[int, set[int]] = {}
    for business, users in accounts.items():
        for owner in businesses[business]:
            people.setdefault(owner, set()).update(users)
    return sum(_tell(one, people[one.owner_id], now) for one in rows if one.owner_id in people)


def tell_certificate(enrolment: Enrolment, *, number: str, now: datetime) -> int:
    """Tell an owner that the certificate is there."""
    on = day_in_wib(now)
    users = accounts_of_businesses(business_keys_of_owners([enrolment.owner_id], on=on), on=on)
    return notices.tell(
        people={one for found in users.values() for one in found}, event="coaching.certificate",
        title=f"Sertifikat {enrolment.cycle.programme.name} terbit", body=f"Nomor {number}. Buka untuk mengunduhnya.",
        path=_path(enrolment), key=f"{enrolment.reference}:certificate", now=now,
    )  # fmt: skip


def _tell(one: Enrolment, people: set[int], now: datetime) -> int:
    words = _words(one)
    if words is None:
        return 0
    title, body = words
    return notices.tell(
        people=people, event="coaching.standing", title=title, body=body, path=_path(one),
        key=f"{one.reference}:{one.state}", now=now,
    )  # fmt: skip


def _words(one: Enrolment) -> tuple[str, str] | None:
    """Return title and body for a standing; None for one that is told otherwise, or is the owner's own act."""
    cycle = one.cycle
    programme = cycle.programme.name
    if one.state == EnrolmentState.ENROLLED:
        days = f"{format_day(cycle.starts_on)} sampai {format_day(cycle.ends_on)}"
        return f"Anda mendapat kursi: {programme}", f"{cycle.name}, {days}. Kode hadir ada di Pembinaan saya."
    if one.state == EnrolmentState.WAITING:
        return f"Daftar tunggu: {programme}", f"Urutan {one.waiting_rank}. Anda diberi kabar begitu ada kursi."
    if one.state in {EnrolmentState.NOT_ELIGIBLE, EnrolmentState.APPLIED}:
        why = one.decision_reason or " ".join(f"{reason['text']} {reason['fix']}" for reason in one.reasons)
        missing = one.state == EnrolmentState.APPLIED
        return f"{'Perlu dilengkapi' if missing else 'Belum memenuhi syarat'}: {programme}", why
    if one.state == EnrolmentState.DROPPED:
        return f"Keluar dari {programme}", f"Alasan: {one.end_reason}"
    return None


def _path(one: Enrolment) -> str:
    return f"/pembinaan/pendaftaran/{one.public_id}/"
