"""What a person sees of the city's buying: by the code of RUP or of the budget, and never more than their part."""

from datetime import date

import polars as pl
import pytest

from tests.integration.procurement.conftest import NOON, YEAR
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind
from tumbuh.accounts.services import add_membership
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed
from tumbuh.procurement import queries, services
from tumbuh.procurement.queries import Chosen, Within

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 6)
HEAD, BRANCH = "2.11.0.00.0.00.01.0000", "102"


def scoped(make_person, kind, code, role=Role.AGENCY_HEAD):
    user = make_person(username=f"{role.value}_{kind.value}_{code}")
    add_membership(user=user, role=role, scope_kind=kind.value, scope_code=code, by=None, now=NOON)
    return user


def test_a_role_in_the_city_sees_all_and_a_scope_only_itself(make_person):
    assert queries.seen_by(make_person(Role.GOVERNOR), on=TODAY) is None
    head = scoped(make_person, ScopeKind.AGENCY, HEAD)
    assert queries.seen_by(head, on=TODAY) == Within(agencies=frozenset({HEAD}))
    assert queries.seen_by(scoped(make_person, ScopeKind.UNIT, BRANCH), on=TODAY) == Within(units=frozenset({BRANCH}))


def test_who_holds_nothing_is_refused(make_person):
    for user in (None, make_person(Role.FIELD_MENTOR)):
        with pytest.raises(NotAllowed):
            queries.seen_by(user, on=TODAY)


@pytest.mark.parametrize("code", ["102", "2.11.0.00.0.00.01.0003"])
def test_a_unit_goes_by_either_code_and_two_units_are_the_whole(city, code):
    own = Chosen(YEAR, within=Within(units=frozenset({code})))
    other = Chosen(YEAR, within=Within(units=frozenset({"101"})))
    assert set(queries.rows(own, "p3dn_payments", "denominator")["unit"]) == {"102"}
    whole = {one.id: one for one in queries.figures(Chosen(YEAR))}
    # The city's commitment and the third unit, which no list knows, belong to neither.
    for id_ in ("p3dn_payments", "p3dn_plan_tag"):
        parts = [queries.figures(chosen, ids=(id_,))[0] for chosen in (own, other)]
        assert sum(one.numerator_rupiah for one in parts) == whole[id_].numerator_rupiah
        assert sum(one.denominator_rupiah for one in parts) == whole[id_].denominator_rupiah


def test_no_filter_opens_another_part(city):
    outside = Chosen(YEAR, unit="101", within=Within(units=frozenset({BRANCH})))
    assert {(one.numerator_rupiah, one.denominator_rupiah) for one in queries.figures(outside)} == {(0, 0)}
    assert queries.units(YEAR, within=Within(units=frozenset({BRANCH})))["unit"].to_list() == [BRANCH]


def test_the_bridge_of_a_part_counts_no_row_that_is_nobodys(city):
    part = queries.bridge(Chosen(YEAR, within=Within(units=frozenset({BRANCH}))))
    assert "rejected" not in {bar.id for bar in part.beside}
    assert sum(bar.rupiah for bar in part.bars) == part.paid.rupiah


@pytest.mark.parametrize("within", [None, Within(units=frozenset({"101"}))])
def test_the_rows_of_every_bar_add_up_to_it(city, within):
    chosen = Chosen(YEAR, within=within)
    made = queries.bridge(chosen)
    bars = [made.paid, *made.bars, *made.reasons, made.plan_total, *made.plan, *made.beside]
    opened = {bar.id: queries.bar_rows(chosen, bar.id)["rupiah"].sum() for bar in bars if bar.id in queries.BARS}
    assert opened == {bar.id: bar.rupiah for bar in bars if bar.id in queries.BARS}
    assert {bar.id for bar in bars} - set(queries.BARS) <= {"rejected"}


def test_a_bar_that_is_none_is_refused(city):
    with pytest.raises(queries.UnknownBar):
        queries.bar_rows(Chosen(YEAR), "rejected")


def test_the_standing_says_what_nobody_can_place(city):
    whole = queries.standing(Chosen(YEAR))
    unmatched = queries.bar_rows(Chosen(YEAR), "unmatched")
    assert whole.unmatched_rupiah == unmatched["rupiah"].sum() == 639_000_000
    assert (whole.units, whole.units_unknown, whole.units_derived) == (3, 1, 1)
    assert whole.document == "Komitmen P3DN RAPBD 2026"
    assert queries.years() == [YEAR]
    assert isinstance(unmatched["unit_name"], pl.Series)


def test_a_copy_of_the_rows_is_noted_with_who_took_it(officer, mentor):
    services.note_download(what="p3dn_plan", query="year=2026", kind="csv", rows=3, by=officer, now=NOON)
    event = AuditEvent.objects.get(event="procurement.rows_downloaded")
    assert (event.by, event.detail) == (officer, {"asked": "year=2026", "kind": "csv", "rows": 3})
    with pytest.raises(NotAllowed):
        services.note_download(what="p3dn_plan", query="", kind="csv", rows=3, by=mentor, now=NOON)
    assert AuditEvent.objects.filter(event="procurement.rows_downloaded").count() == 1
