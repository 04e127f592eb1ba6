"""What is next for an owner: the gaps that a mentor can close, the most pressing first. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tumbuh.coaching.rules.kinds import ServiceKind, service_name

_LICENCES = {"pirt": "P-IRT", "bpom": "BPOM", "halal": "halal", "tkdn": "TKDN", "hki": "HKI"}


@dataclass(frozen=True)
class Situation:
    """What is known of an owner on a day. `licences`: (business, kind, last day); `services`: kind → latest day."""

    on: date
    services: Mapping[str, date]
    last_seen_on: date | None
    next_on: date | None
    has_nib: bool
    licences: Sequence[tuple[str, str, date | None]] = ()
    late_orders: Sequence[str] = ()
    full_days: Sequence[tuple[str, date]] = ()
    sells_online: bool = False
    with_outcome: bool = False


@dataclass(frozen=True)
class Step:
    """One thing to do, why, until when, and how pressing: 1 before 2 before 3."""

    code: str
    text: str
    why: str
    urgency: int
    due_on: date | None = None
    service: str = ""


@dataclass(frozen=True)
class Limits:
    """When something becomes due, in days."""

    licence_days: int
    visit_days: int


def next_steps(now: Situation, limits: Limits) -> list[Step]:
    """Return what to do, the most pressing first; of equally pressing ones what is due first."""
    found = [
        *_licences(now, limits),
        *_orders(now),
        *_visits(now, limits),
        *_gaps(now),
    ]
    return sorted(found, key=lambda step: (step.urgency, step.due_on or date.max, step.code, step.text))


def _licences(now: Situation, limits: Limits) -> list[Step]:
    steps = []
    for business, kind, valid_to in now.licences:
        if valid_to is None or valid_to > now.on + timedelta(days=limits.licence_days):
            continue
        name = _LICENCES.get(kind, kind)
        over = valid_to < now.on
        why = "Sudah habis masa berlakunya." if over else f"Habis dalam {(valid_to - now.on).days} hari."
        steps.append(
            Step("licence", f"Perpanjang {name} untuk {business}", why, 1, valid_to, ServiceKind.LICENSING.value)
        )
    return steps


def _orders(now: Situation) -> list[Step]:
    late = [
        Step("late_order", f"Bantu pesanan {name}", "Batas waktu antar sudah lewat dan pesanan belum dikirim.", 1)
        for name in now.late_orders
    ]
    full = [
        Step("capacity", f"Atur kapasitas {name}", "Pesanan hari itu sudah memenuhi batas harian.", 2, day)
        for name, day in now.full_days
    ]
    return late + full


def _visits(now: Situation, limits: Limits) -> list[Step]:
    if now.next_on is not None and (now.last_seen_on is None or now.next_on > now.last_seen_on):
        urgency = 1 if now.next_on <= now.on else 3
        return [
            Step(
                "planned_visit",
                "Kunjungan yang dijanjikan",
                "Dijanjikan pada kunjungan terakhir.",
                urgency,
                now.next_on,
            )
        ]
    if now.last_seen_on is None:
        return [
            Step("first_visit", "Kunjungan pertama", "Belum pernah dikunjungi.", 2, None, ServiceKind.MENTORING.value)
        ]
    due = now.last_seen_on + timedelta(days=limits.visit_days)
    if due > now.on:
        return []
    days = (now.on - now.last_seen_on).days
    return [Step("visit", "Kunjungi lagi", f"Terakhir bertemu {days} hari lalu.", 2, due, ServiceKind.MENTORING.value)]


def _gaps(now: Situation) -> list[Step]:
    steps = []
    if not now.has_nib:
        steps.append(Step("nib", "Urus NIB di OSS", "Usaha belum memiliki NIB.", 2, None, ServiceKind.LICENSING.value))
    if not now.licences:
        steps.append(
            Step("no_licence", "Periksa izin produk yang diperlukan", "Belum ada izin produk tercatat.", 3, None,
                 ServiceKind.LICENSING.value)
        )  # fmt: skip
    missing = [
        kind
        for kind in (ServiceKind.TRAINING, ServiceKind.MARKETING, ServiceKind.REPORTING)
        if kind.value not in now.services
    ]
    for kind in missing:
        name = service_name(kind.value)
        steps.append(
            Step(f"no_{kind.value}", f"Tawarkan {name}", f"Belum pernah menerima {name}.", 3, None, kind.value)
        )
    if not now.sells_online:
        steps.append(
            Step(
                "offline",
                "Tawarkan katalog e-order",
                "Belum ada produk yang tampil di katalog.",
                3,
                None,
                ServiceKind.MARKETING.value,
            )
        )
    if not now.with_outcome:
        steps.append(Step("no_outcome", "Tanyakan penghasilan dan pekerja", "Belum ada laporan 12 bulan terakhir.", 3))
    return steps


def gaps(services: Collection[str]) -> list[str]:
    """Return the services that were never received, in their usual order."""
    return [kind.value for kind in ServiceKind if kind.value not in set(services)]
