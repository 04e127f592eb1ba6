from datetime import timedelta
from typing import Any

import pytest

from tests.integration.registry.samples import BUDI, NOON, SITI, live_state
from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue.models import Product
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.states import IllegalMove
from tumbuh.registry import queries, services
from tumbuh.registry.models import Business, Owner, RegisterImport

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=90)


def undo(done, **options):
    given: dict[str, Any] = {"by": None, "now": LATER, "reason": "berkas salah"} | options
    return services.undo_import(import_id=done.pk, **given)


def changed(row, at, value):
    return [*row[:at], value, *row[at + 1 :]]


def test_undo_withdraws_what_was_made_and_keeps_it_readable(bring_in):
    done = bring_in([SITI, BUDI])
    undone = undo(done)
    assert (undone.state, undone.undone_at, undone.undo_reason) == ("undone", LATER, "berkas salah")
    assert live_state() == {name: [] for name in live_state()}
    assert Business.objects.filter(withdrawn_at=LATER).count() == 2
    assert queries.active_businesses_frame(LATER.date()).is_empty()


def test_undo_restores_what_was_changed(bring_in):
    bring_in([SITI])
    before = live_state()
    second = bring_in([changed(changed(SITI, 3, "Warung Baru"), 2, "0811111111"), BUDI], now=NOON + timedelta(days=1))
    assert live_state() != before
    undo(second)
    assert live_state() == before


def test_after_undo_the_file_can_come_in_again(bring_in):
    undo(bring_in([SITI]))
    again = bring_in([SITI], now=LATER)
    assert again.created == 1
    assert Business.objects.filter(withdrawn_at=None).count() == 1


def test_an_owner_who_got_a_nik_loses_it_again(bring_in):
    bring_in([changed(SITI, 1, "")])
    before = live_state()
    undo(bring_in([SITI]))
    assert live_state() == before
    assert Owner.objects.get().nik_cipher == ""


def test_a_later_import_that_changed_the_rows_is_named_and_comes_first(bring_in):
    first = bring_in([SITI], name="pertama.csv")
    second = bring_in([changed(SITI, 3, "Warung Baru")], name="kedua.csv")
    state = live_state()
    with pytest.raises(services.UndoBlocked) as blocked:
        undo(first)
    assert "kedua.csv" in blocked.value.message
    assert "Warung Baru" in blocked.value.message
    assert live_state() == state
    undo(second)
    undo(first)
    assert not Business.objects.filter(withdrawn_at=None).exists()


def test_a_later_business_of_the_same_owner_stands_in_the_way(bring_in):
    first = bring_in([SITI])
    bring_in([changed(changed(SITI, 3, "Katering Siti"), 4, "9120106900288")])
    with pytest.raises(services.UndoBlocked) as blocked:
        undo(first)
    assert any("kepemilikan" in one and "Katering Siti" in one for one in blocked.value.blockers)


def test_a_product_of_the_business_stands_in_the_way(bring_in):
    first = bring_in([SITI])
    Product.objects.create(business=Business.objects.get(), name="Sambal", added_at=NOON)
    with pytest.raises(services.UndoBlocked) as blocked:
        undo(first)
    assert any("Sambal" in one for one in blocked.value.blockers)


def test_a_change_by_hand_is_seen_even_when_it_went_round_our_services(bring_in):
    first = bring_in([SITI])
    Business.objects.update(name="Ganti Nama", name_key="ganti nama")
    assert Business.objects.get().written_in_id is None
    with pytest.raises(services.UndoBlocked) as blocked:
        undo(first)
    assert "Ganti Nama" in blocked.value.message


def test_a_file_that_changed_nothing_stands_on_nothing(bring_in):
    first = bring_in([SITI])
    bring_in([SITI])
    undo(first)
    assert not Business.objects.filter(withdrawn_at=None).exists()


def test_undo_is_asked_once_with_a_reason_by_who_may(bring_in, mentor, officer):
    done = bring_in([SITI])
    state = live_state()
    with pytest.raises(NotAllowed):
        undo(done, by=mentor)
    with pytest.raises(Refused):
        undo(done, reason="  ")
    assert live_state() == state
    undo(done, by=officer)
    with pytest.raises(IllegalMove):
        undo(done, by=officer)
    event = AuditEvent.objects.get(event="registry.import_undone")
    assert (event.by_id, event.reason, event.detail["withdrawn"]["business"]) == (officer.pk, "berkas salah", 1)


def test_an_import_that_was_only_validated_cannot_be_undone(bring_in):
    checked = bring_in([SITI], validate_only=True)
    with pytest.raises(IllegalMove):
        undo(checked)
    assert RegisterImport.objects.get().state == "validated"
