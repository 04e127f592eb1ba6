"""A directory that a page cannot wait for is matched by a worker, once, and who asked is told how it ended."""

import pytest
from django.db import connection
from django.urls import reverse

from tests.integration.matching.city import NOON, MatchingCity
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import directory, services
from tumbuh.matching.models import SuggestionRun, SupplyProfile
from tumbuh.notices.models import Notice


def jobs() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (args->>'user_id')::bigint FROM procrastinate_jobs WHERE queue_name = 'matching'")
        return [row[0] for row in cursor.fetchall()]


def test_a_small_directory_is_matched_at_once(city: MatchingCity) -> None:
    assert directory.directory_pairs(on=day_in_wib(NOON)) == 6
    run = services.match_directory(by=city.organiser, now=NOON, at_once=6)
    assert run is not None
    assert (run.pairs, jobs()) == (6, [])


def test_a_large_one_waits_once_for_a_worker_who_tells_the_end(city: MatchingCity) -> None:
    for _ in range(2):
        assert services.match_directory(by=city.organiser, now=NOON, at_once=5) is None
    assert (jobs(), SuggestionRun.objects.count()) == ([city.organiser.pk], 0)
    directory.match_and_tell(by=city.organiser, now=NOON)
    notice = Notice.objects.get(event="matching.directory_matched")
    assert (notice.person, notice.body) == (city.organiser, "6 pasangan boleh bertemu, 0 tersingkir.")
    assert notice.path == reverse("matching_demands")


def test_a_refusal_of_the_worker_is_told_as_well(city: MatchingCity) -> None:
    SupplyProfile.objects.update(state="withdrawn", withdrawn_at=NOON)
    assert directory.match_and_tell(by=city.organiser, now=NOON) is None
    assert Notice.objects.get(event="matching.directory_matched").body.startswith("Belum ada pembeli dan penjual")


def test_only_an_organiser_may_ask_a_worker(city: MatchingCity) -> None:
    with pytest.raises(NotAllowed):
        services.match_directory(by=city.owners["Dapur 1"], now=NOON, at_once=0)
    assert jobs() == []
