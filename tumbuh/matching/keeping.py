"""What a run of suggestions leaves behind: the best pairs of each need, those it nearly had, and the counts of all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
import polars as pl

from tumbuh import bulk
from tumbuh.matching.candidates import Judged
from tumbuh.matching.models import Suggestion, SuggestionRun, SuggestionTally
from tumbuh.matching.rules.explaining import explain_all
from tumbuh.matching.sides import Known
from tumbuh.matching.solver.fairness import FairChoice
from tumbuh.matching.solver.instance import Instance
from tumbuh.matching.terms import value

_COLUMNS = {
    "run_id": pl.Int64, "demand_id": pl.Int64, "supply_id": pl.Int64, "score": pl.Int64, "rank": pl.Int64,
    "parts": pl.String, "exclusions": pl.String, "chosen": pl.Boolean, "rested": pl.Boolean,
}  # fmt: skip


def chosen_of(instance: Instance, choice: FairChoice) -> dict[str, set[str]]:
    """Return the sellers that each demand was given, by public ids."""
    found: dict[str, set[str]] = {}
    for pair in np.flatnonzero(choice.fair.chosen).tolist():
        demand, seller = instance.demand_ids[instance.demand[pair]], instance.supplier_ids[instance.supplier[pair]]
        found.setdefault(demand, set()).add(seller)
    return found


def keep(run: SuggestionRun, known: Known, found: Sequence[Judged], chosen: Mapping[str, set[str]]) -> None:
    """Write the best pairs of each demand, all chosen ones, the nearest of the excluded, and the counts of all."""
    SuggestionTally.objects.bulk_create(
        [
            SuggestionTally(run=run, demand=one, able=judged.of_able, excluded=judged.excluded, reasons=judged.reasons)
            for (one, _), judged in zip(known.demands, found, strict=True)
        ],
        batch_size=2_000,
    )
    most = value("kept_pairs", known.on)
    rows: list[tuple[Any, ...]] = []
    for number, ((demand, _), judged) in enumerate(zip(known.demands, found, strict=True)):
        kept = _kept(known, judged, chosen.get(str(demand.public_id), set()), most)
        rows += ((run.pk, demand.pk, *one) for one in _told(known, number, kept))
    # By bulk_create the writing took half of all the time.
    bulk.copy_in(bulk.table_name(Suggestion), pl.DataFrame(rows, schema=_COLUMNS, orient="row"))


def _kept(known: Known, judged: Judged, chosen: set[str], most: int) -> list[tuple[int, int | None, bool]]:
    """Return (number of the seller, rank, whether chosen) of the pairs to keep; a rank of None: excluded."""
    kept: list[tuple[int, int | None, bool]] = []
    for rank, row in enumerate(judged.able.tolist(), start=1):
        is_chosen = str(known.supplies[row][0].public_id) in chosen
        if rank <= most or is_chosen:
            kept.append((row, rank, is_chosen))
    return kept + [(row, None, False) for row in judged.nearest.tolist()]


def _told(known: Known, number: int, kept: Sequence[tuple[int, int | None, bool]]) -> Iterator[tuple[Any, ...]]:
    """Return the rest of the rows of one demand: only what is kept is put into words."""
    resting = set(known.resting.get(known.demands[number][0].buyer_id, ()))
    sellers = [known.columns.sellers[row] for row, _, _ in kept]
    told = explain_all(known.profiles[number], sellers, known.values, on=known.on)
    for (row, rank, is_chosen), one in zip(kept, told, strict=True):
        apart = [{"filter": each.filter.value, "sentence": each.sentence} for each in one.exclusions]
        yield (
            known.supplies[row][0].pk, one.score, rank, orjson.dumps(one.parts).decode(), orjson.dumps(apart).decode(),
            is_chosen, row not in resting,
        )  # fmt: skip
