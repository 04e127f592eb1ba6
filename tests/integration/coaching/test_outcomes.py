import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from benchmarks.coaching_effect import city as planted
from tests.integration.coaching.city import NOON, CoachingCity, owner, person
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import services
from tumbuh.coaching.enrolling import apply
from tumbuh.coaching.figures import coached, coverage, panel
from tumbuh.coaching.models import Cycle, Enrolment, OutcomeReport, ServiceGiven
from tumbuh.coaching.outcomes import TooEarly, effect_of, reports_of, windows_of
from tumbuh.coaching.queries import own_owners
from tumbuh.coaching.rules.effect import PanelTooSmall
from tumbuh.coaching.steps import steps_of, steps_of_many
from tumbuh.kernel.errors import NotAllowed
from tumbuh.registry.models import Owner

LATER = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)


def cycle_with(city: CoachingCity, *, owners: int, wanted: int, effect: float) -> Cycle:
    """Enrol the participants of a planted city and give everyone reports before and after."""
    cycle = city.cycle(seats=wanted)
    made = [owner(f"Orang {n:04}") for n in range(owners)]
    units = planted(1, owners=owners, wanted=wanted, effect=effect)
    reports = []
    for who, unit in zip(made, units, strict=True):
        for month, log in ((date(2026, 3, 1), unit.before), (date(2026, 8, 1), unit.after)):
            reports.append(
                OutcomeReport(
                    owner=who, month_on=month, income_rupiah=round(math.exp(log)), source="visit", recorded_at=NOON
                )
            )
    OutcomeReport.objects.bulk_create(reports)
    Enrolment.objects.bulk_create(
        Enrolment(cycle=cycle, owner=who, number=n, state="enrolled", seated_at=NOON, applied_at=NOON)
        for n, (who, unit) in enumerate(zip(made, units, strict=True))
        if unit.treated
    )
    return cycle


def test_the_effect_on_income_holds_the_planted_truth(city: CoachingCity) -> None:
    cycle = cycle_with(city, owners=240, wanted=60, effect=math.log(1.4))
    found = effect_of(cycle.programme, outcome="income", user=city.officer, now=LATER)
    assert found.low_percent < 40 < found.high_percent
    assert (found.took_part, found.found.treated, found.cycles) == (60, 60, 1)
    assert AuditEvent.objects.filter(event="coaching.effect_read").count() == 1


def test_no_effect_is_printed_of_a_small_panel_nor_before_the_months_are_over(city: CoachingCity) -> None:
    cycle = cycle_with(city, owners=40, wanted=10, effect=0.3)
    with pytest.raises(PanelTooSmall):
        effect_of(cycle.programme, outcome="income", user=city.officer, now=LATER)
    with pytest.raises(TooEarly):
        effect_of(cycle.programme, outcome="income", user=city.officer, now=NOON)
    with pytest.raises(NotAllowed):
        effect_of(cycle.programme, outcome="income", user=city.mentor, now=LATER)
    assert not AuditEvent.objects.filter(event="coaching.effect_read").exists()


def test_the_windows_lie_around_the_cycle_and_not_in_it(city: CoachingCity) -> None:
    found = windows_of(city.cycle(open_=False), 3)  # 13 April to 30 June
    assert [[str(month) for month in part] for part in (found.earlier, found.before, found.after)] == [
        ["2025-10", "2025-11", "2025-12"],
        ["2026-01", "2026-02", "2026-03"],
        ["2026-07", "2026-08", "2026-09"],
    ]


def test_coached_counts_people_once_and_the_lists_stand_beside(city: CoachingCity) -> None:
    ani, beni = owner("Ani"), owner("Beni")
    for agency, who in ((city.agency, ani), (city.kpkp, ani), (city.agency, beni)):
        ServiceGiven.objects.create(
            agency=agency, owner=who, kind="training", given_on=date(2026, 4, 1), recorded_at=NOON
        )
    span: dict[str, Any] = {"first": date(2026, 4, 1), "last": date(2026, 6, 30)}
    found = coached(**span)
    assert (found.coached, found.raw_list, found.counted_twice, found.cumulative) == (2, 3, 1, 2)
    assert (dict(found.lists), found.overlap["PPKUKM", "KPKP"]) == ({"PPKUKM": 2, "KPKP": 1}, 1)
    public = coached(**span, public=True)
    assert (public.coached, public.raw_list, dict(public.lists)) == (None, None, {"PPKUKM": None, "KPKP": None})
    training = next(one for one in coverage(day=date(2026, 6, 30)) if one.kind == "training")
    assert (training.received, training.members, training.outside) == (0, 0, 2)


def test_a_total_that_would_tell_the_one_small_list_is_left_out_too(city: CoachingCity) -> None:
    who = [owner(f"Orang {n}") for n in range(6)]
    ServiceGiven.objects.bulk_create(
        ServiceGiven(agency=agency, owner=one, kind="training", given_on=date(2026, 4, 1), recorded_at=NOON)
        for agency, people in ((city.agency, who), (city.kpkp, who[:1]))
        for one in people
    )
    found = coached(first=date(2026, 4, 1), last=date(2026, 6, 30), public=True)
    assert (found.coached, found.raw_list, dict(found.lists)) == (6, None, {"PPKUKM": 6, "KPKP": None})


def test_income_of_the_panel_is_compared_in_equal_prices(city: CoachingCity) -> None:
    who = owner("Ani")
    for month, income in ((date(2024, 12, 1), 10_000_000), (date(2025, 12, 1), 11_000_000)):
        OutcomeReport.objects.create(
            owner=who, month_on=month, income_rupiah=income, family_workers=1, source="visit", recorded_at=NOON
        )
    found = panel(before=date(2024, 12, 31), after=date(2025, 12, 31))
    assert (found.job_owners, found.jobs_before, found.jobs_after) == (1, 1, 1)
    assert found.income_before_rupiah == 10_000_000 * found.index_after // found.index_before
    assert not found.index_verified  # the indices of policies/coaching.toml are from memory
    hidden = panel(before=date(2024, 12, 31), after=date(2025, 12, 31), public=True)
    assert (hidden.income_after_rupiah, hidden.jobs_after) == (None, None)


def test_who_reads_a_person_s_income_is_in_the_trail_and_a_stranger_reads_nothing(city: CoachingCity) -> None:
    who = owner("Ani")
    far = person("pendamping_jauh", Role.FIELD_MENTOR, "area", "31.71.01")
    OutcomeReport.objects.create(
        owner=who, month_on=date(2026, 3, 1), income_rupiah=5_000_000, source="visit", recorded_at=NOON
    )
    with pytest.raises(NotAllowed):
        reports_of(who.pk, user=far, now=NOON)
    assert not AuditEvent.objects.filter(event="coaching.outcomes_read").exists()
    assert [row.income_rupiah for row in reports_of(who.pk, user=city.mentor, now=NOON)] == [5_000_000]
    assert AuditEvent.objects.get(event="coaching.outcomes_read").target == f"registry.owner:{who.public_id}"


def test_the_mentor_s_list_is_read_in_a_fixed_number_of_queries(
    city: CoachingCity, django_assert_max_num_queries: object
) -> None:
    for n in range(12):
        owner(f"Orang {n:02}")
    keys = list(own_owners(city.mentor, now=NOON).values_list("pk", flat=True))
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        found = steps_of_many(keys, now=NOON)
    assert len(found) == 12
    assert [step.code for step in found[0].steps][:2] == ["first_visit", "nib"]
    assert steps_of(keys[0], user=city.mentor, now=NOON).profile.id == keys[0]


def test_an_owner_applies_for_himself_and_for_nobody_else(city: CoachingCity) -> None:
    who, other = owner("Ani"), owner("Beni")
    business = Owner.objects.get(pk=who.pk).ownerships.get().business
    herself = person("ani", Role.OWNER, "business", str(business.public_id))
    cycle = city.cycle()
    assert apply(cycle_id=cycle.pk, owner_id=who.pk, by=herself, now=NOON).state == "enrolled"
    with pytest.raises(NotAllowed):
        services.apply(cycle_id=cycle.pk, owner_id=other.pk, by=herself, now=NOON)
    assert Enrolment.objects.count() == 1
