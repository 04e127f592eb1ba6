"""A photo arrives whole through a signal that breaks off, and the harvest that waited for it is written then."""

import hashlib
import io

import pytest
from PIL import Image

from tests.integration.coaching.city import NOON
from tests.integration.coaching.field.conftest import CLOCK, Field
from tumbuh.coaching.field.files import BadPiece, add_piece
from tumbuh.coaching.models import FieldFile, FieldRecord
from tumbuh.production.models import LogVersion


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((640, 480), 60).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


PHOTO = jpeg()
SHA = hashlib.sha256(PHOTO).hexdigest()


def piece(field: Field, offset: int, content: bytes, *, sha: str = SHA, size: int = len(PHOTO)) -> FieldFile:
    return add_piece(
        device=field.phone.device, sha256=sha, size=size, offset=offset, piece=content, by=field.phone.user, now=NOON
    )


def test_a_harvest_waits_for_its_photo_and_is_written_with_it(field: Field) -> None:
    entity = field.phone.write(
        "log", site=str(field.garden.public_id), commodity="kangkung", log_kind="harvest", quantity="3,5", unit="kg",
        done_on="2026-04-06", photo=SHA, done=CLOCK,
    )  # fmt: skip
    assert [row.state for row in field.phone.send().records] == ["photo"]
    half = len(PHOTO) // 2
    assert piece(field, 0, PHOTO[:half]).received == half
    assert piece(field, 0, PHOTO[:half]).received == half  # its answer was lost
    assert piece(field, half + 9, PHOTO[half + 9 :]).received == half  # too early: from where it stopped
    assert not LogVersion.objects.exists()
    done = piece(field, half, PHOTO[half:])
    assert (done.received, done.finished_at) == (len(PHOTO), NOON)
    assert FieldRecord.objects.get(entity=entity).state == "written"
    log = LogVersion.objects.get()
    assert (log.photo, log.mass_mg, log.site_id) == (done.photo, 3_500_000, field.garden.pk)
    assert piece(field, half, PHOTO[half:]).photo == done.photo


def test_a_photo_that_came_before_its_harvest_is_used(field: Field) -> None:
    done = piece(field, 0, PHOTO)
    field.phone.write(
        "log", site=str(field.garden.public_id), commodity="bayam", log_kind="harvest", quantity="2", unit="ikat",
        done_on="2026-04-06", photo=SHA, done=CLOCK,
    )  # fmt: skip
    field.phone.send()
    assert LogVersion.objects.get().photo == done.photo


def test_a_photo_that_was_damaged_on_its_way_starts_anew(field: Field) -> None:
    damaged = piece(field, 0, PHOTO[:-1] + b"\0")
    assert (damaged.received, damaged.finished_at) == (0, None)
    assert piece(field, 0, PHOTO).finished_at == NOON


@pytest.mark.parametrize(
    ("sha", "size", "offset"), [("x", 9, 0), ("../" + "a" * 61, 9, 0), (SHA, 0, 0), (SHA, 9_000_000, 0), (SHA, 9, -1)]
)
def test_what_is_no_piece_is_refused_and_leaves_nothing(field: Field, sha: str, size: int, offset: int) -> None:
    with pytest.raises(BadPiece):
        piece(field, offset, b"x", sha=sha, size=size)
    assert not FieldFile.objects.exists()
