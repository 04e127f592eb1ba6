"""Every pair of states: what the table of moves does not have is refused; and nobody acts for others."""

import pytest
from django.db import transaction

from tests.integration.needs.city import NOON, NeedsCity
from tests.integration.orders.city import person
from tumbuh.accounts.permissions import Role
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.states import IllegalMove
from tumbuh.needs import services
from tumbuh.needs.models import Quote
from tumbuh.needs.rules.states import MOVES, State

pytestmark = pytest.mark.django_db


ACTS = {
    State.OPEN: lambda city, need, now: services.ask_sellers(need_id=need.pk, by=city.officer, now=now),
    State.WITHDRAWN: lambda city, need, now: services.withdraw(
        need_id=need.pk, reason="Batal", by=city.officer, now=now
    ),
    State.CLOSED: lambda city, need, now: services.close(need_id=need.pk, now=now),
    State.OPENED: lambda city, need, now: services.open_quotes(need_id=need.pk, by=city.officer, now=now),
    State.FAILED: lambda city, need, now: services.fail(need_id=need.pk, reason="Batal", by=city.officer, now=now),
    State.AWARDED: lambda city, need, now: services.award(
        need_id=need.pk, quantities={quote.pk: 100 for quote in need.quotes.all()}, reason="", reason_text="",
        by=city.officer, now=now,
    ),
}  # fmt: skip
PATHS: dict[State, tuple[State, ...]] = {
    State.DRAFT: (), State.OPEN: (State.OPEN,), State.CLOSED: (State.OPEN, State.CLOSED),
    State.OPENED: (State.OPEN, State.CLOSED, State.OPENED), State.WITHDRAWN: (State.WITHDRAWN,),
    State.AWARDED: (State.OPEN, State.CLOSED, State.OPENED, State.AWARDED),
    State.FAILED: (State.OPEN, State.CLOSED, State.FAILED),
}  # fmt: skip


@pytest.mark.parametrize("at", list(State))
def test_every_move_that_is_not_in_the_table_is_refused(city: NeedsCity, at: State) -> None:
    need, now = city.draft(), NOON
    for step in PATHS[at]:
        ACTS[step](city, need, now)
        need.refresh_from_db()
        if step is State.OPEN:
            city.quote(need, "Dapur Ani", 30_000)
            now = need.closes_at
    assert need.state == at
    for to in set(ACTS) - set(MOVES[at]):
        if (at, to) == (State.OPEN, State.OPENED):
            continue  # whoever opens first closes what is due
        with pytest.raises(IllegalMove), transaction.atomic():
            ACTS[to](city, need, now)
        need.refresh_from_db()
        assert need.state == at


def test_people_of_another_unit_and_other_roles_do_nothing(city: NeedsCity) -> None:
    stranger = person("lain", Role.PROCUREMENT_OFFICER, code="999")
    need = city.open()
    city.quote(need, "Dapur Ani", 30_000)
    for who in (stranger, city.owners["Dapur Ani"], city.unit.of(Role.TREASURER)):
        for act in (State.WITHDRAWN, State.OPENED):
            with pytest.raises(NotAllowed):
                ACTS[act](type("As", (), {"officer": who}), need, need.closes_at)
    with pytest.raises(NotAllowed):
        services.send_quote(
            need_id=need.pk, seller=city.sellers["Dapur Ani"], by=city.owners["Dapur Beni"], now=NOON,
            values=services.QuoteValues(city.offers["Dapur Ani"].pk, 100, 1),
        )  # fmt: skip
    need.refresh_from_db()
    assert (need.state, Quote.objects.count()) == ("open", 1)
