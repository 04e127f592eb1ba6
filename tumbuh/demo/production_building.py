"""Building the demo's production through its services: reports by quarter, final figures, and what came late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import uuid4

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import aware
from tumbuh.demo.production import FIRST_QUARTER, MADE_FROM, Plan, PlannedLog, plan
from tumbuh.kernel.periods import Quarter, day_in_wib
from tumbuh.production import services as production
from tumbuh.production.models import Log, LogVersion, Site
from tumbuh.production.services import Gone, Input, LogValues, NewLog, NewSite
from tumbuh.reference import areas
from tumbuh.registry import queries as registry

_FINAL_AFTER, _REVISED_AFTER = timedelta(days=40), timedelta(days=100)
_LINKED_A_QUARTER = 4  # processings whose inputs are harvests of the city
_TOLD_OF = 24  # harvests of which it is told where they went


@transaction.atomic
def add_production(city: City) -> None:
    """Add the places and their logs up to now; all at once, or nothing when they are there."""
    if Site.objects.exists():
        return
    now = aware(city.now)
    made = plan(
        seed=city.seed, scale=city.scale, today=day_in_wib(now),
        wards=[area.code for area in areas.all_areas() if area.level == "ward"],
    )  # fmt: skip
    begin = aware(datetime.combine(FIRST_QUARTER.start_on, time(8)))
    production.load_commodities(now=begin)
    sites = _add_sites(made, city, begin)
    closings = _closings(day_in_wib(now))
    for day, batch in groupby(made.logs, key=lambda log: log.reported_on):
        closings = _close_until(closings, day)
        _report(list(batch), sites, at=min(aware(datetime.combine(day, time(15))), now))
    _close_until(closings, day_in_wib(now))
    _afterwards(now)


def _add_sites(made: Plan, city: City, now: datetime) -> dict[str, Site]:
    kitchens = [site.code for site in made.sites if site.kind == "kitchen"]
    found = registry.businesses_by_nib({stall.seller.nib for stall in city.stalls})
    known = [found[stall.seller.nib].pk for stall in city.stalls if stall.seller.nib in found]
    owners = dict(zip(kitchens, known, strict=False))
    rows: dict[str, Site] = {}
    for opened_on in sorted({site.opened_on for site in made.sites}):
        new = [
            NewSite(
                code=site.code, name=site.name, kind=site.kind, area_code=site.area_code, opened_on=opened_on,
                surface_m2=site.surface_m2, business_id=owners.get(site.code),
                water="sea" if site.kind == "boat" else "" if site.kind == "kitchen" else "well",
            )
            for site in made.sites
            if site.opened_on == opened_on
        ]  # fmt: skip
        at = max(now, aware(datetime.combine(opened_on, time(8))))
        rows |= {site.code: site for site in production.add_sites(sites=new, by=None, now=at)}
    return rows


def _report(batch: Sequence[PlannedLog], sites: dict[str, Site], *, at: datetime) -> None:
    by = _worker(at)
    raw, made = [one for one in batch if one.kind == "harvest"], [one for one in batch if one.kind == "process"]
    noted = production.record_logs(logs=[_new(one, sites) for one in raw], by=by, now=at, source="field", ask=False)
    left: dict[str, list[tuple[PlannedLog, Log]]] = {}
    for one, log in zip(raw, noted, strict=True):
        left.setdefault(one.commodity, []).append((one, log))
    linked = 0
    new = []
    for one in made:
        source = MADE_FROM.get(one.commodity, "")
        fitting = [pair for pair in left.get(source, ()) if pair[0].done_on <= one.done_on]
        inputs: tuple[Input, ...] = ()
        if fitting and linked < _LINKED_A_QUARTER:
            linked += 1
            left[source].remove(fitting[0])
            inputs = _inputs(one, fitting[0][1], source)
        new.append(_new(one, sites, inputs))
    production.record_logs(logs=new, by=by, now=at, source="field", ask=False)


def _inputs(one: PlannedLog, harvest: Log, source: str) -> tuple[Input, ...]:
    """Return what went in: a fifth of the harvest, and as much bought as the kitchen needs for its product."""
    version = harvest.versions.get(superseded_at=None)
    own = Decimal((version.mass_mg or 0) // 5_000_000)
    needed = one.quantity * 2 if one.unit == "kg" else one.quantity / 5
    bought = max(Decimal(1), (needed - own).quantize(Decimal(1)))
    parts = [Input(own, harvest_id=harvest.pk)] if own > 0 else []
    return (*parts, Input(bought, commodity_code=source))


def _new(one: PlannedLog, sites: dict[str, Site], inputs: tuple[Input, ...] = ()) -> NewLog:
    values = LogValues(
        site_id=sites[one.site].pk, commodity_code=one.commodity, done_on=one.done_on, quantity=one.quantity,
        unit=one.unit, area_m2=one.area_m2, price_rupiah=one.price_rupiah, inputs=inputs,
        reason="Sudah ditanyakan kepada kelompok; jumlahnya benar.",
    )  # fmt: skip
    return NewLog(one.client_id, one.kind, values)


def _closings(today: date) -> list[tuple[date, Quarter]]:
    """Return on which days which quarters were called final, and revised where reports had come late."""
    found, quarter = [], Quarter(today.year, (today.month + 2) // 3).previous()
    while quarter >= FIRST_QUARTER:
        found += [(quarter.end_on + after, quarter) for after in (_FINAL_AFTER, _REVISED_AFTER)]
        quarter = quarter.previous()
    return sorted(one for one in found if one[0] <= today)


def _close_until(closings: list[tuple[date, Quarter]], day: date) -> list[tuple[date, Quarter]]:
    """Close what was due before a day; return what is still to come."""
    while closings and closings[0][0] <= day:
        due, quarter = closings.pop(0)
        at = aware(datetime.combine(due, time(16)))
        days = (quarter.start_on, quarter.end_on)
        last = production.last_closing(quarter)
        if last is None or LogVersion.objects.filter(done_on__range=days, recorded_at__gt=last.closed_at).exists():
            reason = "Rekapitulasi triwulan" if last is None else "Laporan yang datang terlambat"
            production.close_quarter(quarter=quarter, reason=reason, by=_person("program", at), now=at)
    return closings


def _afterwards(now: datetime) -> None:
    """Leave something to look at: a slip mended, a strange harvest not yet answered, where some harvests went."""
    today, by = day_in_wib(now), _worker(now)
    recent = LogVersion.objects.filter(
        superseded_at=None, log__kind="harvest", done_on__gte=today - timedelta(days=200), commodity__group="vegetables"
    )
    versions = list(recent.select_related("commodity", "log", "site").order_by("-done_on", "pk")[:_TOLD_OF])
    for number, version in enumerate(versions):
        values = production.values_of(version)
        if number == 0:
            twice = replace(values, quantity=values.quantity * 2, reason="Dua bedeng, dihitung ulang")
            production.correct_log(
                log_id=version.log_id, seen_version=1, values=twice, change_reason="Baru satu bedeng tercatat",
                by=by, now=now,
            )  # fmt: skip
            strange = replace(values, quantity=values.quantity * 40, reason="", done_on=today - timedelta(days=2))
            production.record_log(
                client_id=uuid4(), kind="harvest", values=strange, by=by, now=now, source="field", ask=False
            )
            continue
        for goes, percent in (("sold", 60), ("home", 15), ("loss", 5)):
            part = (values.quantity * percent / 100).quantize(Decimal("0.001"))
            gone = Gone(goes, part, values.unit, min(version.done_on + timedelta(days=1), today), values.price_rupiah)
            production.record_disposal(client_id=uuid4(), harvest_id=version.log_id, gone=gone, by=by, now=now)


def _worker(at: datetime) -> User | None:
    return _person("penyuluh", at)


def _person(username: str, at: datetime) -> User | None:
    """Return a person of the demo; None, a command on the machine, for the time before the accounts."""
    return User.objects.filter(username=username, date_joined__lte=at).first()
