"""Matching the whole directory: at once where a page can wait for it, else by a worker who tells when it is done."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import access, tasks
from tumbuh.matching.models import Demand, SuggestionRun, SupplyProfile
from tumbuh.matching.suggesting import suggest
from tumbuh.notices import services as notices

# 500 needs × 5,000 sellers take 3 s of a processor; 2,000 × 20,000 take 15 s, and a page that waits so long is closed.
PAIRS_AT_ONCE = 2_500_000
PATH = "/temu-bisnis/kebutuhan/"


def match_directory(*, by: User, now: datetime, at_once: int = PAIRS_AT_ONCE) -> SuggestionRun | None:
    """
    Judge the whole directory, or leave it to a worker where there are more pairs than `at_once`; None: to a worker.

    One job that waits is enough, whoever asks again. Raises: NotAllowed, NothingToMatch.
    """
    access.require_organiser(by, now)
    if directory_pairs(on=day_in_wib(now)) <= at_once:
        return suggest(by=by, now=now)
    try:
        with transaction.atomic():
            tasks.match_directory.defer(user_id=by.pk)
    except AlreadyEnqueued:
        pass
    return None


def directory_pairs(*, on: date) -> int:
    """Return how many needs that are shown there are from a day on, times the sellers."""
    needs = Demand.objects.filter(state="shared", needed_on__gte=on).count()
    return needs * SupplyProfile.objects.filter(state="shared").count()


def match_and_tell(*, by: User, now: datetime) -> SuggestionRun | None:
    """Judge the whole directory and tell who asked how it ended; None: it was refused."""
    told: dict[str, Any] = {"people": [by.pk], "event": "matching.directory_matched", "path": PATH, "now": now}
    try:
        with transaction.atomic():
            run = suggest(by=by, now=now)
            notices.tell(
                title="Pencocokan direktori selesai",
                body=f"{run.pairs} pasangan boleh bertemu, {run.excluded} tersingkir.",
                key=f"matching.directory_matched:{run.public_id}", **told,
            )  # fmt: skip
            return run
    except Refused as refusal:
        key = f"matching.directory_matched:{now.isoformat()}"
        notices.tell(title="Direktori belum dapat dicocokkan", body=refusal.message, key=key, **told)
        return None
