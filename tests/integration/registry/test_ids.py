import pytest
from cryptography.fernet import Fernet

from tests.integration.registry.samples import BUDI, NOON, SITI
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed
from tumbuh.registry import queries, services
from tumbuh.registry.models import Owner
from tumbuh.registry.queries import BusinessFilter
from tumbuh.registry.reading import KeysNotRotated
from tumbuh.registry.revealing import PurposeMissing

pytestmark = pytest.mark.django_db
PURPOSE = "Mencocokkan KTP saat verifikasi lapangan"


def test_an_id_is_shown_in_full_only_with_a_purpose_and_the_trail_says_who_and_why(bring_in, officer):
    bring_in([SITI])
    owner = Owner.objects.get()
    shown = services.reveal_nik(owner_id=owner.public_id, purpose=PURPOSE, by=officer, now=NOON)
    assert shown == SITI[1]
    event = AuditEvent.objects.get(event="registry.id_revealed")
    assert (event.by_id, event.reason, event.target) == (officer.pk, PURPOSE, f"registry.owner:{owner.public_id}")
    assert SITI[1] not in str(event.detail)


def test_without_permission_or_purpose_nothing_is_shown(bring_in, officer, mentor):
    bring_in([SITI])
    owner_id = Owner.objects.get().public_id
    with pytest.raises(NotAllowed):
        services.reveal_nik(owner_id=owner_id, purpose=PURPOSE, by=mentor, now=NOON)
    with pytest.raises(PurposeMissing):
        services.reveal_nik(owner_id=owner_id, purpose=" cek ", by=officer, now=NOON)
    assert not AuditEvent.objects.filter(event="registry.id_revealed").exists()


def test_the_mask_hides_the_birthday_and_most_of_the_serial(bring_in):
    bring_in([SITI])
    assert queries.masked_nik(Owner.objects.get()) == "317101••••••••01"


def test_a_business_is_found_by_the_whole_nik_of_its_owner_and_not_by_a_part(bring_in):
    bring_in([SITI, BUDI])
    found = queries.businesses(BusinessFilter(text=SITI[1]), on=NOON.date())
    assert [business.name for business in found] == ["Warung Siti"]
    assert not queries.businesses(BusinessFilter(text=SITI[1][:10]), on=NOON.date()).exists()


def test_changing_the_key_seals_and_hashes_everything_anew_and_keeps_imports_undoable(bring_in, settings):
    done = bring_in([SITI, BUDI])
    before = {owner.nik_hash for owner in Owner.objects.all()}
    new = Fernet.generate_key().decode()
    settings.FIELD_KEY = f"{new},{settings.FIELD_KEY}"
    with pytest.raises(KeysNotRotated):
        bring_in([SITI])
    assert services.rotate_field_key(by=None, now=NOON) == 2
    assert services.rotate_field_key(by=None, now=NOON) == 0
    settings.FIELD_KEY = new
    assert before.isdisjoint(owner.nik_hash for owner in Owner.objects.all())
    assert queries.masked_nik(Owner.objects.get(name="Siti Aminah")) == "317101••••••••01"
    again = bring_in([SITI, BUDI])
    assert (again.created, again.unchanged) == (0, 2)
    assert services.undo_import(import_id=done.pk, by=None, now=NOON, reason="uji").state == "undone"
