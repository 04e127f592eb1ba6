"""
Sending what waits in the outbox, each once.

A row is marked as being sent, and committed, before its sender is called. A worker that dies in between leaves the
mark, and nobody knows whether the message went out: a sender that recognises its key is asked again, for the others
the row waits for a person. So nobody is told twice by a crash.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tumbuh.kernel.states import check_move
from tumbuh.notices.models import Outgoing, Preference
from tumbuh.notices.rules import SENDING_MOVES, Channel, Sending, tried_again_at
from tumbuh.notices.senders import Message, NotSentError, Sender, page_url, sender_of

SLICE = 200  # rows of one run; the next minute takes the next
LOST_AFTER = timedelta(minutes=10)


def deliver(*, outgoing_ids: Collection[int] | None, now: datetime) -> int:
    """Send what is due, of these rows or of all; return how many left the house. Two workers never take one row."""
    _take_up_lost(now)
    return sum(_send(pk, now) for pk in _claim(outgoing_ids, now))


@transaction.atomic
def _claim(outgoing_ids: Collection[int] | None, now: datetime) -> list[int]:
    """Mark the due rows as being sent, or as read or skipped when there is nothing to send."""
    due = Outgoing.objects.filter(state=Sending.QUEUED.value, due_at__lte=now)
    if outgoing_ids is not None:
        due = due.filter(pk__in=outgoing_ids)
    rows = due.select_for_update(skip_locked=True, of=("self",)).select_related("notice").order_by("due_at")[:SLICE]
    claimed = []
    for row in rows:
        if row.notice.read_at is not None:
            _move(row, Sending.READ, now)
        elif not sender_of(Channel(row.channel)).available:
            _move(row, Sending.SKIPPED, now, trouble="Belum ada gerbang untuk saluran ini.")
        elif not _address(row):
            _move(row, Sending.SKIPPED, now, trouble="Tidak ada alamat untuk saluran ini.")
        else:
            row.attempts += 1
            _move(row, Sending.SENDING, now)
            claimed.append(row.pk)
    return claimed


def _send(pk: int, now: datetime) -> int:
    """Hand one claimed row to its sender and write down what came of it; 1 when it left, else 0."""
    row = Outgoing.objects.select_related("notice__person").get(pk=pk)
    sender = sender_of(Channel(row.channel))
    notice = row.notice
    message = Message(
        key=str(row.public_id),
        address=_address(row),
        title=notice.title,
        body=notice.body,
        short=notice.short,
        url=page_url(notice.path),
    )
    try:
        receipt = sender.send(message)
    except NotSentError as error:
        _again(row, str(error), now)
    except Exception as error:
        _unsure(row, sender, type(error).__name__, now)
    else:
        row.receipt = receipt[:200]
        _move(row, Sending.SENT, now)
        return 1
    return 0


def _take_up_lost(now: datetime) -> None:
    lost = Q(state=Sending.SENDING.value, changed_at__lt=now - LOST_AFTER)
    with transaction.atomic():
        for row in Outgoing.objects.select_for_update(skip_locked=True, of=("self",)).filter(lost):
            _unsure(row, sender_of(Channel(row.channel)), "Pekerja berhenti di tengah pengiriman", now)


def _again(row: Outgoing, trouble: str, now: datetime) -> None:
    due_at = tried_again_at(now, attempts=row.attempts, urgent=row.notice.urgent)
    if due_at is not None:
        row.due_at = due_at
    _move(row, Sending.QUEUED if due_at else Sending.FAILED, now, trouble=trouble)


def _unsure(row: Outgoing, sender: Sender, trouble: str, now: datetime) -> None:
    if sender.repeatable:
        _again(row, trouble, now)
    else:
        _move(row, Sending.FAILED, now, trouble=f"{trouble}; mungkin sudah sampai.")


def _move(row: Outgoing, to: Sending, now: datetime, *, trouble: str = "") -> None:
    check_move(SENDING_MOVES, Sending(row.state), to)
    row.state, row.changed_at, row.trouble = to.value, now, trouble[:200]
    row.save(update_fields=["state", "attempts", "due_at", "changed_at", "trouble", "receipt"])


def _address(row: Outgoing) -> str:
    if row.channel == Channel.EMAIL.value:
        return str(row.notice.person.email)
    preference = Preference.objects.filter(person_id=row.notice.person_id).first()
    return preference.phone if preference else ""
