"""What can be done with notices: tell people, mark as read, choose channels, try again what could not be sent."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection, transaction

from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import phone as phones
from tumbuh.kernel.states import check_move
from tumbuh.notices.models import Notice, Outgoing, Preference
from tumbuh.notices.rules import SENDING_MOVES, Channel, Sending, check_words, leaves_at, short_text

if TYPE_CHECKING:  # accounts stands above notices
    from django.contrib.auth.models import AbstractUser

# One statement whatever the number of people: placing an order has few queries to spare.
_TELL = """
WITH told AS (
    INSERT INTO notices_notice
        (public_id, person_id, event, title, body, short, path, key, urgent, told_at)
    SELECT gen_random_uuid(), one, %(event)s, %(title)s, %(body)s, %(short)s, %(path)s, %(key)s, %(urgent)s, %(now)s
    FROM unnest(%(people)s::bigint[]) AS one
    ON CONFLICT (person_id, key) DO NOTHING
    RETURNING id, person_id
), leaving AS (
    INSERT INTO notices_outgoing
        (public_id, notice_id, channel, state, attempts, due_at, changed_at, trouble, receipt)
    SELECT gen_random_uuid(), told.id, channel, 'queued', 0, %(due)s, %(now)s, '', ''
    FROM told JOIN notices_preference USING (person_id) CROSS JOIN unnest(channels) AS channel
    RETURNING id
)
SELECT (SELECT count(*) FROM told), ARRAY(SELECT id FROM leaving ORDER BY id)
"""


class PhoneMissing(Refused):
    """WhatsApp and SMS need a number."""

    code = "phone_missing"


class EmailMissing(Refused):
    """The account has no e-mail address."""

    code = "email_missing"


def tell(
    *,
    people: Collection[int],
    event: str,
    title: str,
    body: str,
    path: str,
    key: str,
    now: datetime,
    urgent: bool = False,
    short: str = "",
) -> int:
    """
    Tell people (keys of users) something, each once per `key`; return how many had not been told.

    Written in the caller's transaction: what is rolled back was never told. Who chose a channel is also told there, by
    a job that is queued in the same transaction; not between 21 and 6 WIB unless it is `urgent`. `path` is the page of
    the thing; `short` says it in 160 signs, else title and body are shortened. Raises: NotToldWell.
    """
    check_words(event=event, title=title, path=path, key=key)
    if not people:
        return 0
    due_at = leaves_at(now, urgent=urgent)
    told: dict[str, Any] = {
        "people": sorted(set(people)), "event": event, "title": title.strip(), "body": body.strip(), "path": path,
        "key": key, "urgent": urgent, "short": short_text(title=short or title, body="" if short else body),
        "now": now, "due": due_at,
    }  # fmt: skip
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_TELL, told)
            count, leaving = cursor.fetchone()
        if leaving:
            from tumbuh.notices import tasks  # the tasks call the services

            tasks.deliver.configure(schedule_at=due_at).defer(outgoing_ids=leaving)
    return int(count)


def mark_read(*, user: "AbstractUser", public_ids: Collection[UUID] | None, now: datetime) -> int:
    """Mark notices of this person as read (None: all); return how many were unread. Others' stay as they are."""
    unread = Notice.objects.filter(person_id=user.pk, read_at=None, told_at__lte=now)
    if public_ids is not None:
        unread = unread.filter(public_id__in=public_ids)
    return unread.update(read_at=now)


@transaction.atomic
def choose_channels(*, user: "AbstractUser", channels: Collection[Channel], phone: str, now: datetime) -> Preference:
    """Choose by what to be told outside; none is a choice. Raises: PhoneMissing, EmailMissing, InvalidIdentifier."""
    found = phones.parse(phone) if phone.strip() else None
    number = str(found) if found else ""
    if {Channel.WHATSAPP, Channel.SMS} & set(channels) and not (found and found.is_mobile):
        raise PhoneMissing("Isi nomor ponsel (08…) untuk menerima kabar lewat WhatsApp atau SMS.")
    if Channel.EMAIL in channels and not user.email:
        raise EmailMissing("Akun Anda belum memiliki alamat surel. Mintalah pengelola akun menambahkannya.")
    chosen = sorted(Channel(one).value for one in channels)
    preference, _made = Preference.objects.update_or_create(
        person_id=user.pk, defaults={"channels": chosen, "phone": number, "changed_at": now}
    )
    audit.record(
        "notices.channels_chosen", by=user, at=now, target=_target(user), detail={"channels": ", ".join(chosen) or "–"}
    )
    return preference


@transaction.atomic
def try_again(*, public_id: UUID, by: "AbstractUser", now: datetime) -> Outgoing:
    """Queue once more what could not be sent; the door has asked for the permission. Raises: IllegalMove."""
    from tumbuh.notices import tasks  # the tasks call the services

    row = Outgoing.objects.select_for_update().get(public_id=public_id)
    check_move(SENDING_MOVES, Sending(row.state), Sending.QUEUED)
    row.state, row.attempts, row.due_at, row.changed_at = Sending.QUEUED.value, 0, now, now
    row.save(update_fields=["state", "attempts", "due_at", "changed_at"])
    audit.record("notices.tried_again", by=by, at=now, target=f"notices.outgoing:{row.public_id}")
    tasks.deliver.defer(outgoing_ids=[row.pk])
    return row


def _target(user: "AbstractUser") -> str:
    return f"accounts.user:{user.public_id}"  # type: ignore[attr-defined]
