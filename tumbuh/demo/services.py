"""Building the demo city, through the services and importers that everybody uses. An interrupted build is taken up."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import queries as trail
from tumbuh.audit import services as audit
from tumbuh.demo import budget_truth, building, coaching_building, coaching_truth, eorder, truth
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import demo_city
from tumbuh.kernel.errors import Refused
from tumbuh.reference.policies import policy
from tumbuh.registry.models import Business

SEED = 20231017
SCALE = 0.02
SMALLEST_SCALE, LARGEST_SCALE = 0.0005, 5.0
Progress = Callable[[str, float], None]


class NotEmpty(Refused):
    """The database holds a city already that is not a demo."""

    code = "not_empty"


class OtherCity(Refused):
    """An unfinished demo city of another seed or scale is in the database."""

    code = "other_city"


class BadScale(Refused):
    """No city can be built of this size."""

    code = "bad_scale"


@dataclass(frozen=True)
class Built:
    """What was built, and where the files to try are."""

    seed: int
    scale: float
    now: datetime
    folder: Path


def is_built() -> bool:
    """Return whether the database holds a finished demo city; a build that was interrupted is none."""
    return trail.events(event="demo.built").exists()


def begun_values() -> tuple[float, int] | None:
    """Return the scale and the seed of a city whose building began and has not ended; None when there is none."""
    begun = trail.events(event="demo.begun").first()
    return None if begun is None or is_built() else (float(begun.detail["scale"]), int(begun.detail["seed"]))


def is_here() -> bool:
    """
    Return whether this city is a demo, finished or not; cheap enough for every page.

    A demo is only begun in an empty database, so its first event is among the first of the trail: before it there can
    only be attempts to sign in.
    """
    return trail.begins_with("demo.begun", within=100)


def folder() -> Path:
    """Return where the demo's files are: lists/, exports/ (imported) and to-import/ (to be tried)."""
    return Path(settings.VAR_DIR) / "demo"


def build(
    *, scale: float = SCALE, seed: int = SEED, now: datetime, progress: Progress = lambda text, done: None
) -> Built:
    """
    Build the demo city up to `now`; take up a build that was interrupted, with the moment at which it began.

    Each step goes through the service that a person would use, and does nothing the second time.
    Raises: BadScale; NotEmpty when the database holds anything else; OtherCity when it holds a half city of others.
    """
    if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        raise BadScale("Skala kota contoh antara 0,0005 dan 5; 1 = seukuran Jakarta, bawaan 0,02.")
    began = _begin(scale=scale, seed=seed, now=now)
    progress("Menyusun warga, usaha, dan toko", 0.01)
    made = demo_city(scale=scale, seed=seed, now=began)
    known = building.take(made, folder(), progress)
    _save_truth(made, known)
    audit.record("demo.built", by=None, at=now, detail={"seed": seed, "scale": scale})
    progress("Kota contoh selesai", 1.0)
    return Built(seed, scale, began, folder())


@transaction.atomic
def _begin(*, scale: float, seed: int, now: datetime) -> datetime:
    """Note the values of the city before its first row, so that an interrupted build goes on with the same ones."""
    begun = trail.events(event="demo.begun").first()
    if begun is None:
        if User.objects.exists() or Business.objects.exists():
            raise NotEmpty(
                "Basis data ini sudah berisi data yang bukan kota contoh, jadi kota contoh tidak dibangun di sini. "
                "Pakai basis data kosong (DATABASE_URL) dan buku penjualan kosong (LEDGER_URL)."
            )
        moment = now.astimezone(UTC).replace(microsecond=0)
        detail = {"seed": seed, "scale": scale, "now": moment.isoformat()}
        audit.record("demo.begun", by=None, at=now, detail=detail)
        return moment
    if (begun.detail["seed"], begun.detail["scale"]) != (seed, scale):
        raise OtherCity(
            f"Kota contoh dengan skala {begun.detail['scale']} dan benih {begun.detail['seed']} belum selesai "
            "dibangun. Lanjutkan dengan nilai itu, atau hapus folder var/ setelah menghentikan semua proses."
        )
    return datetime.fromisoformat(begun.detail["now"])


def _save_truth(made: City, lines: list[pl.DataFrame]) -> None:
    """Write down what the figures must be, computed from the orders alone; for people and for tests of the whole."""
    threshold = int(policy("domestic_sales", "threshold_level", on=made.now.date()).value)
    data = {
        "seed": made.seed,
        "scale": made.scale,
        "now_wib": made.now.isoformat(),
        "enterprises": made.register.height,
        "shops": len(made.stalls),
        "quarantined": truth.quarantined(lines),
        "sales_by_month_and_channel": truth.domestic_sales(
            lines, threshold=threshold, by=("month", "channel")
        ).to_dicts(),
        "eorder": eorder.truth(),
        "p3dn": budget_truth.truth(building.year_of(made)),
        "coaching": coaching_truth.truth(coaching_building.plan_of(made), made.now.date()),
    }
    path = folder() / "truth.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def forget_files() -> None:
    """Remove the demo's files; the next build writes them again."""
    shutil.rmtree(folder(), ignore_errors=True)
