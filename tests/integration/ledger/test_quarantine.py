from datetime import timedelta

import pytest

from tests.integration.ledger.samples import ORDERED, Chunk, line, lines, rejected
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.ledger import services
from tumbuh.ledger.models import QuarantinedLine

pytestmark = pytest.mark.django_db
LATER = ORDERED + timedelta(days=3)


@pytest.fixture
def officer(make_person):
    return make_person(Role.REGISTRY_OFFICER)


def states():
    return list(QuarantinedLine.objects.order_by("pk").values_list("order_id", "state"))


def test_a_row_waits_once_however_often_its_file_comes(bring_in):
    export = Chunk(lines(line("A1")), rejected("A2"))
    assert bring_in(export).quarantined == 1
    assert bring_in(export).quarantined == 1
    moved = Chunk(lines(line("A1")), rejected("A2", row=17))  # the same row in another export
    bring_in(moved)
    assert states() == [("A2", "waiting")]


def test_a_later_export_that_explains_the_row_resolves_it(bring_in):
    bring_in(Chunk(lines(line("A1")), rejected("A2")), name="lama.xlsx")
    bring_in(lines(line("A1"), line("A2", last_event_at=LATER)), name="baru.xlsx")
    row = QuarantinedLine.objects.get()
    assert (row.state, row.closing_reason) == ("resolved", "Terbaca dalam baru.xlsx")
    assert row.closed_at > bring_in.now


def test_an_older_export_does_not_resolve_what_came_after_it(bring_in):
    bring_in(Chunk(lines(line("A1", last_event_at=LATER)), rejected("A2")))
    bring_in(lines(line("A2", status="shipped")))
    assert states() == [("A2", "waiting")]


def test_another_line_of_the_order_does_not_resolve_the_row(bring_in):
    bring_in(Chunk(lines(line("A1")), rejected("A2")))
    bring_in(lines(line("A2", sku="KRP-02", last_event_at=LATER)))
    assert states() == [("A2", "waiting")]


def test_an_export_that_rejects_the_order_again_does_not_resolve_it(bring_in):
    bring_in(Chunk(lines(line("A1")), rejected("A2")))
    bring_in(Chunk(lines(line("A2", last_event_at=LATER)), rejected("A2", value="Melayang lagi")))
    assert states() == [("A2", "waiting"), ("A2", "waiting")]


def test_dismissing_closes_a_row_with_its_reason_and_traces_it(bring_in, officer):
    bring_in(Chunk(rejected=rejected("A2")))
    row = QuarantinedLine.objects.get()
    services.dismiss(line_id=row.pk, reason=" Pesanan uji coba penjual ", by=officer, now=bring_in.now)
    row.refresh_from_db()
    assert (row.state, row.closing_reason, row.closed_by) == ("dismissed", "Pesanan uji coba penjual", officer)
    assert AuditEvent.objects.get(event="ledger.line_dismissed").reason == "Pesanan uji coba penjual"
    with pytest.raises(services.AlreadyClosed):
        services.dismiss(line_id=row.pk, reason="lagi", by=officer, now=bring_in.now)
    bring_in(Chunk(rejected=rejected("A2")))  # what was dismissed stays dismissed
    assert states() == [("A2", "dismissed")]


@pytest.mark.parametrize(("role", "reason"), [(Role.INSPECTOR, "Uji coba"), (Role.REGISTRY_OFFICER, "  ")])
def test_dismissing_without_permission_or_reason_changes_nothing(bring_in, make_person, role, reason):
    bring_in(Chunk(rejected=rejected("A2")))
    with pytest.raises((NotAllowed, Refused)):
        services.dismiss(
            line_id=QuarantinedLine.objects.get().pk, reason=reason, by=make_person(role), now=bring_in.now
        )
    assert states() == [("A2", "waiting")]
    assert not AuditEvent.objects.filter(event="ledger.line_dismissed").exists()
