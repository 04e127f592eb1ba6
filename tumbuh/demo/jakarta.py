"""The demo city on the areas of Jakarta."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tumbuh.demo.city import City, city
from tumbuh.reference import areas

WIB = ZoneInfo("Asia/Jakarta")


def demo_city(*, seed: int, scale: float, now: datetime) -> City:
    """Return the demo city of a seed at a scale, up to an aware moment."""
    known = areas.all_areas()
    wards: dict[str, list[str]] = {}
    for area in known:
        if area.level == "ward":
            wards.setdefault(area.code[:5], []).append(area.code)
    districts = [area.code.replace(".", "") for area in known if area.level == "district"]
    return city(seed=seed, scale=scale, now=now.astimezone(WIB).replace(tzinfo=None), wards=wards, districts=districts)


def aware(clock: datetime) -> datetime:
    """Return the moment of a WIB clock time."""
    return clock.replace(tzinfo=WIB)
