"""Places and groups: added, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.production.access import require_recorder
from tumbuh.production.models import Group, LogVersion, Site
from tumbuh.production.rules.kinds import SITE_KINDS, WATER
from tumbuh.reference.areas import areas_by_code


class BadSite(Refused):
    """The place is not whole, or its code is taken."""

    code = "bad_site"


@dataclass(frozen=True)
class NewSite:
    """A place to add. `position`: degrees times 10^7, latitude and longitude."""

    code: str
    name: str
    kind: str
    area_code: str
    opened_on: date
    surface_m2: int | None = None
    water: str = ""
    group_id: int | None = None
    business_id: int | None = None
    position: tuple[int, int] | None = None


@transaction.atomic
def add_group(*, name: str, area_code: str, members: int | None, by: User | None, now: datetime) -> Group:
    """Add a group of people, or return the one that the area has under this name. Raises: NotAllowed, BadSite."""
    require_recorder(by, [area_code], now)
    if not name.strip() or area_code not in areas_by_code():
        raise BadSite("Isi nama kelompok dan wilayahnya.")
    found, made = Group.objects.get_or_create(
        name=name.strip()[:120], area_code=area_code, defaults={"members": members, "added_at": now, "added_by": by}
    )
    if made:
        audit.record("production.group_added", by=by, at=now, target=f"production.group:{found.public_id}")
    return found


def add_site(*, new: NewSite, by: User | None, now: datetime) -> Site:
    """Add one place. Raises: NotAllowed, BadSite."""
    return add_sites(sites=[new], by=by, now=now)[0]


@transaction.atomic
def add_sites(*, sites: Sequence[NewSite], by: User | None, now: datetime) -> list[Site]:
    """Add many places at once; one event in the trail. All or none. Raises: NotAllowed, BadSite."""
    require_recorder(by, {new.area_code for new in sites}, now)
    areas = areas_by_code()
    for new in sites:
        _check(new, area_known=new.area_code in areas and areas[new.area_code].level in ("district", "ward"), now=now)
    codes = [new.code.strip() for new in sites]
    taken = set(Site.objects.filter(code__in=codes).values_list("code", flat=True))
    if taken or len(set(codes)) < len(codes):
        one = min(taken) if taken else "yang sama dua kali"
        raise BadSite(f"Kode lokasi {one} sudah dipakai; pakai kode lain, atau buka lokasi yang sudah ada.")
    made = Site.objects.bulk_create(
        (
            Site(
                code=new.code.strip(), name=new.name.strip(), kind=new.kind, area_code=new.area_code,
                surface_m2=new.surface_m2, water=new.water, group_id=new.group_id, business_id=new.business_id,
                latitude_e7=new.position[0] if new.position else None,
                longitude_e7=new.position[1] if new.position else None,
                opened_on=new.opened_on, added_at=now, added_by=by,
            )
            for new in sites
        ),
        batch_size=2_000,
    )  # fmt: skip
    target = made[0].reference if len(made) == 1 else ""
    audit.record("production.sites_added", by=by, at=now, target=target, detail={"sites": len(made)})
    return made


@transaction.atomic
def close_site(*, site_id: int, closed_on: date, by: User | None, now: datetime) -> Site:
    """Close a place after its last day; from the next quarter on no report is expected. Raises: NotAllowed, BadSite."""
    site = Site.objects.select_for_update().get(pk=site_id)
    require_recorder(by, [site.area_code], now)
    if closed_on < site.opened_on or closed_on > day_in_wib(now):
        raise BadSite("Hari terakhir tidak boleh sebelum lokasi dibuka atau sesudah hari ini.")
    if LogVersion.objects.filter(site=site, superseded_at=None, withdrawn=False, done_on__gt=closed_on).exists():
        raise BadSite("Ada catatan sesudah hari itu; betulkan catatannya, atau pilih hari yang lebih akhir.")
    site.closed_on = closed_on
    site.save(update_fields=["closed_on"])
    audit.record("production.site_closed", by=by, at=now, target=site.reference)
    return site


def _check(new: NewSite, *, area_known: bool, now: datetime) -> None:
    if not new.code.strip() or not new.name.strip():
        raise BadSite("Isi kode dan nama lokasi.")
    if new.kind not in SITE_KINDS:
        raise BadSite(f"Jenis lokasi “{new.kind}” tidak dikenal; pilih: {', '.join(SITE_KINDS.values())}.")
    if new.water not in WATER:
        raise BadSite("Sumber air tidak dikenal.")
    if not area_known:
        raise BadSite(f"Wilayah {new.area_code} tidak dikenal; pilih kelurahan atau kecamatan.")
    if new.surface_m2 is not None and new.surface_m2 <= 0:
        raise BadSite("Luas lebih dari nol, atau dikosongkan.")
    if new.opened_on > day_in_wib(now):
        raise BadSite("Hari lokasi dibuka tidak boleh sesudah hari ini.")
