"""Calling the figures of a quarter final. What comes in later still counts, and shows as a restatement."""

from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import Quarter, day_in_wib
from tumbuh.production.access import require_manager
from tumbuh.production.coverage import coverage
from tumbuh.production.models import Commodity, LogVersion, QuarterClosing


class TooEarly(Refused):
    """The quarter is not over."""

    code = "quarter_not_over"


class OpenQuestions(Refused):
    """Logs of the quarter wait for an answer."""

    code = "open_questions"


class NothingNew(Refused):
    """The quarter is final, and nothing has changed since."""

    code = "nothing_new"


@transaction.atomic
def close_quarter(*, quarter: Quarter, reason: str, by: User | None, now: datetime) -> QuarterClosing:
    """
    Call a quarter final, or final anew after restatements. Who noted or corrected something in it does not close it.

    Raises: NotAllowed, TooEarly, OpenQuestions, NothingNew; nothing is then written.
    """
    require_manager(by, [""], now)
    list(Commodity.objects.select_for_update().order_by("pk")[:1])  # two closings wait for each other
    if day_in_wib(now) <= quarter.end_on:
        raise TooEarly(f"{quarter.label} belum berakhir; tetapkan final sesudah {quarter.end_on:%d/%m/%Y}.")
    versions = LogVersion.objects.filter(done_on__range=(quarter.start_on, quarter.end_on))
    if by is not None and versions.filter(recorded_by=by).exists():
        raise NotAllowed("Anda mencatat sebagian data triwulan ini; mintalah rekan lain yang menetapkannya final.")
    waiting = versions.filter(superseded_at=None, withdrawn=False, question__gt="", reason="").count()
    if waiting:
        raise OpenQuestions(
            f"Masih ada {waiting} catatan yang menunggu jawaban. Selesaikan dahulu, lalu tetapkan final."
        )
    last = last_closing(quarter)
    if last is not None and not versions.filter(recorded_at__gt=last.closed_at).exists():
        raise NothingNew(f"{quarter.label} sudah final dan tidak ada perubahan sejak itu.")
    told = coverage(quarter, known_at=now)
    made = QuarterClosing.objects.create(
        year=quarter.year, quarter=quarter.quarter, revision=last.revision + 1 if last else 1,
        reported=told.reported, expected=told.expected, reason=reason.strip()[:300] or "Penetapan triwulan",
        closed_at=now, closed_by=by,
    )  # fmt: skip
    target = f"production.quarter:{quarter.year}-{quarter.quarter}"
    audit.record("production.quarter_closed", by=by, at=now, target=target, detail={"revision": made.revision})
    return made


def last_closing(quarter: Quarter) -> QuarterClosing | None:
    """Return the latest time that a quarter was called final; None when it is provisional."""
    return QuarterClosing.objects.filter(year=quarter.year, quarter=quarter.quarter).order_by("-revision").first()
