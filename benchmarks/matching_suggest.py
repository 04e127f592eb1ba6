"""
`python -m benchmarks.matching_suggest`: suggestions from the tables to the tables, and what each part of it takes.

Buyers, sellers with their licences and one offer each, and needs are written in bulk into a database of their own,
which is gone afterwards.
"""

import argparse
import cProfile
import pstats
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.__main__ import keep
from benchmarks.measured import _database, peak_mb

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
# Name, buyers, needs, sellers, whether they come to an event.
SIZES = (
    ("event", 200, 200, 300, True),
    ("directory", 250, 500, 5_000, False),
    ("large directory", 1_000, 2_000, 20_000, False),
)
DISTRICTS = tuple(f"31.7{city}.{number:02}" for city in range(1, 6) for number in range(1, 9))


def fill(*, buyers: int, needs: int, sellers: int, seed: int) -> tuple[list[Any], list[Any]]:
    """Write both sides, of the categories of the catalogue, few of which have most of the trade."""
    from tumbuh.catalogue.categories import load_categories
    from tumbuh.catalogue.models import Category

    chance = random.Random(seed)
    load_categories(now=NOON)
    kinds = list(Category.objects.filter(parent__isnull=False).order_by("code"))
    common = [1 / (n + 1) ** 0.8 for n in range(len(kinds))]
    return (
        _needs(buyers, needs, kinds, common, chance),
        _sellers(sellers, kinds, common, chance),
    )


def _needs(buyers: int, needs: int, kinds: list[Any], common: list[float], chance: random.Random) -> list[Any]:
    from tumbuh.accounts.models import User
    from tumbuh.matching.models import Buyer, Demand

    speaker = User.objects.create(username="pembeli", first_name="Pembeli", date_joined=NOON)
    made = Buyer.objects.bulk_create(
        Buyer(kind="corporate", name=f"PT Pembeli {n}", representative=speaker, added_at=NOON) for n in range(buyers)
    )
    rows = []
    for number in range(needs):
        kind = chance.choices(kinds, common)[0]
        budget = chance.randrange(20_000, 60_000, 500) if chance.random() < 0.9 else None
        rows.append(
            Demand(
                buyer=made[number % buyers], source="typed", title=f"{kind.name} untuk rapat {number}", category=kind,
                quantity=chance.randint(1, 400), unit="buah", unit_budget_rupiah=budget,
                needed_on=date(2026, 12, 1) + timedelta(days=chance.randint(0, 90)),
                area_code=chance.choice(DISTRICTS), certificates=chance.choice(([], [], ["halal"], ["pirt"])),
                size_classes=chance.choice(([], ["micro", "small"])), state="shared", drafted_at=NOON,
                consented_by=speaker, consented_at=NOON,
            )
        )  # fmt: skip
    Demand.objects.bulk_create(rows, batch_size=2_000)
    return made


def _sellers(sellers: int, kinds: list[Any], common: list[float], chance: random.Random) -> list[Any]:
    from tumbuh.accounts.models import User
    from tumbuh.catalogue.models import Offer, Product, SellerProfile
    from tumbuh.matching.models import SupplyProfile
    from tumbuh.registry.models import Business, ClassAssessment, Licence

    owner = User.objects.create(username="penjual", first_name="Penjual", date_joined=NOON)
    names = [f"Usaha {number}" for number in range(sellers)]
    made = Business.objects.bulk_create(
        (Business(name=one, name_key=one.lower(), registered_on=date(2022, 1, 3), created_at=NOON) for one in names),
        batch_size=2_000,
    )
    sizes = chance.choices(("micro", "small", "medium"), (85, 12, 3), k=sellers)
    ClassAssessment.objects.bulk_create(
        (ClassAssessment(business=one, size_class=size, basis="declared", as_of=date(2026, 1, 1), created_at=NOON)
         for one, size in zip(made, sizes, strict=True)), batch_size=2_000,
    )  # fmt: skip
    Licence.objects.bulk_create(
        (Licence(business=one, kind=kind, number=f"{kind}-{one.pk}", valid_to=date(2028, 1, 1), created_at=NOON)
         for one in made for kind in chance.sample(("halal", "pirt", "bpom"), chance.randint(0, 2))), batch_size=2_000,
    )  # fmt: skip
    SellerProfile.objects.bulk_create((SellerProfile(business=one, added_at=NOON) for one in made), batch_size=2_000)
    sold = [chance.choices(kinds, common, k=chance.choice((1, 1, 2, 3))) for _ in made]
    products = Product.objects.bulk_create(
        (Product(business=one, name=of[0].name, added_at=NOON) for one, of in zip(made, sold, strict=True)),
        batch_size=2_000,
    )
    Offer.objects.bulk_create(
        (Offer(product=product, seller=one, category=of[0], title=f"{of[0].name} istimewa", unit="buah",
               price_rupiah=25_000, on_hand=500, state="listed", added_at=NOON, changed_at=NOON, listed_at=NOON)
         for product, one, of in zip(products, made, sold, strict=True)), batch_size=2_000,
    )  # fmt: skip
    SupplyProfile.objects.bulk_create(
        (SupplyProfile(
            business=one, categories=sorted({kind.code for kind in of}), capacity=chance.randint(10, 600), unit="buah",
            unit_price_rupiah=chance.randrange(15_000, 55_000, 500), lead_days=chance.randint(0, 30),
            serves=[] if chance.random() < 0.7 else chance.sample(DISTRICTS, 3), state="shared", drafted_at=NOON,
            changed_at=NOON, consented_by=owner, consented_at=NOON,
        ) for one, of in zip(made, sold, strict=True)), batch_size=2_000,
    )  # fmt: skip
    return made


def organiser() -> Any:
    """Return somebody who may ask for suggestions."""
    from tumbuh.accounts.models import User
    from tumbuh.accounts.permissions import Role
    from tumbuh.accounts.services import add_membership

    person = User.objects.create(username="penyelenggara", first_name="Penyelenggara", date_joined=NOON)
    add_membership(user=person, role=Role.MATCHING_ORGANISER, scope_kind="city", scope_code="", by=None, now=NOON)
    return person


def gathering(buyers: list[Any], sellers: list[Any], by: Any) -> int:
    """Write an event to which all come, with a floor and a cap; return its key."""
    from tumbuh.matching.models import Event, Participant

    event = Event.objects.create(
        name="Temu bisnis", number=1, place="Balai Kota", mode="hybrid", state="open", slot_minutes=20, tables=60,
        floor=1, cap_permyriad=500, rest_days=90, organised_by=by, created_at=NOON, opened_at=NOON,
    )  # fmt: skip
    rows = [Participant(event=event, buyer=one, name=one.name, most_meetings=8, state="coming") for one in buyers]
    rows += [Participant(event=event, business=one, name=one.name, most_meetings=6, state="coming") for one in sellers]
    for number, one in enumerate(rows):
        one.code, one.invited_at, one.answered_at = f"{number:08}", NOON, NOON
    Participant.objects.bulk_create(rows)
    return int(event.pk)


def measured(size: tuple[str, int, int, int, bool], seed: int, *, profile: int) -> dict[str, Any]:
    """Suggest once in a database of its own."""
    name, buyers, needs, sellers, at_event = size
    with _database(needed=True):
        from django.db import connection

        from tumbuh.matching import services
        from tumbuh.matching.models import Suggestion

        sides = fill(buyers=buyers, needs=needs, sellers=sellers, seed=seed)
        by = organiser()
        event = gathering(*sides, by) if at_event else None
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does within a minute
        watched = cProfile.Profile()
        started, cpu = time.perf_counter(), time.process_time()
        if profile:
            watched.enable()
        run = services.suggest(event_id=event, by=by, now=NOON)
        watched.disable()
        seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - cpu
        if profile:
            pstats.Stats(watched, stream=sys.stdout).sort_stats("cumulative").print_stats(profile)
        return {
            "size": name, "needs": run.demands, "sellers": run.sellers, "pairs": run.pairs, "excluded": run.excluded,
            "chosen": Suggestion.objects.filter(run=run, chosen=True).count(), "objective": run.objective,
            "bound": run.bound, "rows": Suggestion.objects.filter(run=run).count(), "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu_seconds, 2), "peak_mb": peak_mb(),
        }  # fmt: skip


def main() -> None:
    """Measure the sizes in turn, in this process; the peak is of the largest so far."""
    import os

    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching_suggest", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=[one[0] for one in SIZES], default=[one[0] for one in SIZES])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", type=int, default=0, help="print so many lines of where the time went")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
    told = []
    for size in SIZES:
        if size[0] in asked.sizes:
            told.append(measured(size, asked.seed, profile=asked.profile))
            sys.stdout.write(f"{told[-1]}\n")
            sys.stdout.flush()
    keep(told, name="matching-suggest", seed=asked.seed, rounds=1)


if __name__ == "__main__":
    main()
