"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DatabaseError

from tests.integration.registry.samples import NOON, SITI
from tumbuh.registry.models import (
    REGISTER_TABLES,
    Business,
    ClassAssessment,
    Owner,
    Ownership,
    RegisterChange,
    RegisterImport,
    Site,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(bring_in):
    return bring_in([SITI])


@pytest.mark.parametrize("model", [*REGISTER_TABLES, RegisterImport])
def test_nothing_of_the_register_is_deleted(known, bring_in, model):
    if not model.objects.exists():
        bring_in([[*SITI, "ID31110000123450325"]], header=[*_header(), "Halal"])
    count = model.objects.count()
    with pytest.raises((InternalError, DatabaseError), match="Cannot delete"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == count > 0


def _header():
    from tests.integration.registry.samples import HEADER

    return HEADER


def test_how_a_row_was_before_an_import_is_never_rewritten(known, bring_in):
    bring_in([[*SITI[:3], "Warung Baru", *SITI[4:]]])
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        RegisterChange.objects.update(before={})


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_one_current_ownership_of_a_pair(known):
    row = Ownership.objects.get()
    refused(
        lambda: Ownership.objects.create(
            owner_id=row.owner_id, business_id=row.business_id, from_on=date(2025, 1, 1), created_at=NOON
        )
    )


def test_one_nib_and_one_nik_among_the_living(known):
    business, owner = Business.objects.get(), Owner.objects.get()
    copy = {"name": "X", "name_key": "x", "created_at": NOON}
    refused(lambda: Business.objects.create(nib=business.nib, registered_on=date(2020, 1, 1), **copy))
    refused(
        lambda: Owner.objects.create(
            nik_hash=owner.nik_hash, nik_cipher=owner.nik_cipher, key_tag=owner.key_tag, **copy
        )
    )


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Business, {"nib": "123"}),
        (Business, {"kbli_code": "56102", "kbli_version": ""}),
        (Business, {"closed_on": date(2019, 1, 1)}),
        (Business, {"name": ""}),
        (Owner, {"phone": "0812"}),
        (Owner, {"nik_hash": ""}),
        (Owner, {"nik_hash": "f" * 63}),
        (Owner, {"gender": "x"}),
        (Ownership, {"to_on": date(2019, 1, 1)}),
        (Ownership, {"share_permyriad": 10_001}),
        (Site, {"area_code": "3171"}),
        (Site, {"kind": "moon"}),
        (ClassAssessment, {"size_class": "small"}),
        (ClassAssessment, {"yearly_sales_rupiah": None}),
        (RegisterImport, {"state": "undone"}),
        (RegisterImport, {"state": "somewhere"}),
    ],
)
def test_shapes_and_what_belongs_together(known, model, values):
    refused(lambda: model.objects.update(**values))
