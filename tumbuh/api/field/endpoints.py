"""/api/v1/lapangan/…: the day's bundle out, notes and photos in, each as often as the signal asks for it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue.shapes import Problem
from tumbuh.api.doors import answer
from tumbuh.api.field.doors import device_door
from tumbuh.coaching.field.devices import Holder
from tumbuh.coaching.field.files import add_piece
from tumbuh.coaching.field.packing import pack, record_shape
from tumbuh.coaching.field.receiving import Sent, receive
from tumbuh.coaching.field.sketching import sketch_for

router = Router(tags=["lapangan"])


class OpIn(Schema):
    """Satu nilai satu isian, bernomor urut pada perangkatnya. `replaces`: nilai yang dilihat penulisnya."""

    number: int
    entity: UUID
    kind: str
    field: str
    value: str | int | None
    at: int
    replaces: list[str] = []


class OpsIn(Schema):
    """Satu kiriman, paling banyak 500 catatan."""

    ops: list[OpIn]


class RecordOut(Schema):
    """Apa jadinya satu catatan: open, photo, written, atau refused dengan pesannya."""

    entity: str
    state: str
    code: str
    message: str


class TakenOut(Schema):
    """Sampai nomor berapa perangkat tidak perlu mengirim lagi, dan nomor yang masih ditunggu."""

    through: int
    missing: list[int]
    records: list[RecordOut]


class PieceOut(Schema):
    """Dari bita ke berapa potongan berikut dikirim."""

    received: int
    done: bool


class Bundle(Schema):
    """Bekal satu hari: orang, sesi, lokasi, dan komoditas wilayah sendiri."""

    day: str
    people: list[dict[str, Any]]


class Sketch(Schema):
    """Sketsa siapa yang terdaftar, tanpa nama: satu saringan Bloom tiap kecamatan."""

    key: str
    probes: int
    districts: list[dict[str, Any]]


_REFUSED = {400: Problem, 401: Problem, 403: Problem}


@router.get("/lapangan/bekal", response={200: Bundle, **_REFUSED}, url_name="api_field_bundle")
@device_door(Permission.COACHING_RECORD)
def bundle(request: HttpRequest) -> HttpResponse:
    """Bekal hari ini."""
    holder = _holder(request)
    return answer(pack(device=holder.device, by=holder.user, now=timezone.now()))


@router.get("/lapangan/sketsa", response={200: Sketch, **_REFUSED}, url_name="api_field_sketch")
@device_door(Permission.COACHING_RECORD)
def sketch(request: HttpRequest) -> HttpResponse:
    """Sketsa untuk memeriksa di depan pintu."""
    holder = _holder(request)
    return answer(sketch_for(device=holder.device, by=holder.user, now=timezone.now()))


@router.post("/lapangan/catatan", response={200: TakenOut, **_REFUSED}, url_name="api_field_ops")
@device_door(Permission.COACHING_RECORD)
def ops(request: HttpRequest, body: OpsIn) -> HttpResponse:
    """Kirim catatan; mengirim ulang tidak mengubah apa pun."""
    holder = _holder(request)
    sent = [
        Sent(one.number, one.entity, one.kind, one.field, one.value, one.at, tuple(one.replaces)) for one in body.ops
    ]
    taken = receive(device_id=holder.device.pk, ops=sent, by=holder.user, now=timezone.now())
    records = [record_shape(row) for row in taken.records]
    return answer({"through": taken.through, "missing": taken.missing, "records": records})


@router.put("/lapangan/foto/{sha256}", response={200: PieceOut, **_REFUSED}, url_name="api_field_photo")
@device_door(Permission.COACHING_RECORD)
def photo(request: HttpRequest, sha256: str, size: int, offset: int) -> HttpResponse:
    """Kirim satu potongan foto; jawabannya mengatakan dari mana melanjutkan."""
    holder = _holder(request)
    found = add_piece(
        device=holder.device, sha256=sha256, size=size, offset=offset, piece=request.body, by=holder.user,
        now=timezone.now(),
    )  # fmt: skip
    return answer({"received": found.received, "done": found.finished_at is not None})


def _holder(request: HttpRequest) -> Holder:
    found: Holder = request.holder  # type: ignore[attr-defined]
    return found
