"""Showing a national id in full, always with a purpose in the trail; and changing the key that seals them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.registry.error_files import import_errors_xlsx
from tumbuh.registry.models import Owner, RegisterImport
from tumbuh.registry.reading import lock_register
from tumbuh.registry.sealing import sealer

LEAST_PURPOSE = 10  # letters; "cek" explains nothing to who reads the trail


class PurposeMissing(Refused):
    """An id is only shown for a purpose that was written down."""

    code = "purpose_missing"


@transaction.atomic
def reveal_nik(*, owner_id: UUID, purpose: str, by: User, now: datetime) -> str:
    """Return an owner's NIK in full and note who saw it and why. Raises: NotAllowed, PurposeMissing, Refused."""
    require(by, Permission.REGISTRY_REVEAL_ID)
    _check_purpose(purpose)
    owner = Owner.objects.get(public_id=owner_id)
    if not owner.nik_cipher:
        raise Refused("NIK pemilik ini belum tercatat.", code="nik_missing")
    target = f"registry.owner:{owner.public_id}"
    audit.record("registry.id_revealed", by=by, at=now, target=target, reason=purpose.strip(), detail={"id": "nik"})
    return sealer().open(owner.nik_cipher)


@transaction.atomic
def reveal_bad_rows(*, register_import: RegisterImport, purpose: str, by: User, now: datetime) -> bytes:
    """Return the refused rows of an import as XLSX with their ids in full, noted as `reveal_nik` is."""
    require(by, Permission.REGISTRY_REVEAL_ID)
    _check_purpose(purpose)
    detail = {"rows": register_import.rejected}
    target = f"registry.registerimport:{register_import.public_id}"
    audit.record("registry.bad_rows_revealed", by=by, at=now, target=target, reason=purpose.strip(), detail=detail)
    return import_errors_xlsx(register_import, reveal=True)


def _check_purpose(purpose: str) -> None:
    if len(purpose.strip()) < LEAST_PURPOSE:
        raise PurposeMissing(f"Tulis keperluan melihat nomor identitas, paling sedikit {LEAST_PURPOSE} huruf.")


@transaction.atomic
def rotate_field_key(*, by: User | None, now: datetime) -> int:
    """
    Seal and hash every id with the first key of FIELD_KEY; return how many owners were done. Safe to repeat.

    One transaction, imports waiting: afterwards the older keys may leave FIELD_KEY. Raises: ValueError for a row that
    none of the keys opens; nothing is then changed.
    """
    lock_register()
    known = sealer()
    stale = Owner.objects.select_for_update().exclude(key_tag__in=["", known.tag])
    done = 0
    for owner in stale.iterator(chunk_size=2_000):
        for kind in ("nik", "npwp"):
            cipher = getattr(owner, f"{kind}_cipher")
            if cipher:
                text = known.open(cipher)
                setattr(owner, f"{kind}_cipher", known.seal(text))
                setattr(owner, f"{kind}_hash", known.digest(kind, text))
        owner.key_tag = known.tag
        owner.save(update_fields=["nik_cipher", "nik_hash", "npwp_cipher", "npwp_hash", "key_tag"])
        done += 1
    audit.record("registry.field_key_rotated", by=by, at=now, detail={"owners": done, "key": known.tag})
    return done
