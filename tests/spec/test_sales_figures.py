"""The sales figures on each engine equal the slow references, on random ledgers with restatements and nulls."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.spec import references
from tests.spec.samples import MONTHS, Row, laws, ledgers, moments, write_ledger
from tumbuh.analytics.measures import domestic_sales, reporting_shops, sales_changes
from tumbuh.analytics.measures.domestic_sales import Step
from tumbuh.lake.engines import Engine

GROUPS = [[], ["month"], ["channel"], ["month", "channel"], ["shop"], ["business_id"]]
EXAMPLES = int(os.environ.get("SPEC_EXAMPLES", "60"))  # Spark takes seconds for each
same_engine = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def ledger_of(rows: list[Row], engine: Engine) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as folder:
        yield engine.sales(write_ledger(rows, Path(folder)))


def answer_of(frame: pl.DataFrame, by: list[str]) -> references.Answer:
    return {
        tuple(row[name] for name in by): {name: value or 0 for name, value in row.items() if name not in by}
        for row in frame.to_dicts()
    }


def measured(rows: list[Row], engine: Engine, steps: tuple[Step, ...], by: list[str]) -> references.Answer:
    with ledger_of(rows, engine) as lines:
        frame = domestic_sales.measure(domestic_sales.current(lines), by=by, steps=steps)
        return answer_of(engine.collect(frame), by)


@same_engine
@given(rows=ledgers(), steps=laws(), by=st.sampled_from(GROUPS), moment=st.none() | moments)
def test_domestic_sales_equal_the_reference_now_and_as_known_before(
    rows: list[Row], steps: tuple[Step, ...], by: list[str], moment: datetime | None, engine: Engine
) -> None:
    expected = references.domestic_sales(references.known(rows, moment), by, steps)
    with ledger_of(rows, engine) as lines:
        known = domestic_sales.current(lines) if moment is None else domestic_sales.known_at(lines, moment)
        found = answer_of(engine.collect(domestic_sales.measure(known, by=by, steps=steps)), by)
    assert found == (expected or ({} if by else {(): references.no_sales()}))


@same_engine
@given(rows=ledgers(), steps=laws())
def test_the_parts_add_up_to_the_whole_and_the_groups_too(
    rows: list[Row], steps: tuple[Step, ...], engine: Engine
) -> None:
    whole = measured(rows, engine, steps, [])[()]
    groups = measured(rows, engine, steps, ["month", "channel"])
    assert whole["total_rupiah"] == sum(whole[f"{part}_rupiah"] for part in domestic_sales.PARTS)
    for name in whole:
        assert whole[name] == sum(sums[name] for sums in groups.values())


@same_engine
@given(rows=ledgers(), steps=laws(), part=st.sampled_from(domestic_sales.PARTS))
def test_the_rows_behind_a_part_are_all_its_lines_and_no_other(
    rows: list[Row], steps: tuple[Step, ...], part: str, engine: Engine
) -> None:
    expected = [
        row["net_rupiah"]
        for row in references.known(rows, None)
        if row["status"] in {"completed", "received"} and references.part_of(row, steps) == part
    ]
    with ledger_of(rows, engine) as lines:
        chosen = domestic_sales.part(domestic_sales.sold(domestic_sales.current(lines)), part, steps=steps)
        found = engine.collect(chosen.select("net_rupiah"))["net_rupiah"].to_list()
    assert sorted(found) == sorted(expected)


@same_engine
@given(rows=ledgers().filter(bool), steps=laws(), picked=st.integers(0, 99))
def test_a_line_without_evidence_changes_no_numerator(
    rows: list[Row], steps: tuple[Step, ...], picked: int, engine: Engine
) -> None:
    copied = rows[picked % len(rows)]
    unmapped = {"order_id": "baru", "product_id": None, "origin_level": 0, "status": "completed", "superseded_at": None}
    before = measured(rows, engine, steps, [])[()]
    after = measured([*rows, copied | unmapped], engine, steps, [])[()]
    net = copied["net_rupiah"]
    assert after == before | {
        "total_rupiah": before["total_rupiah"] + net,
        "unknown_rupiah": before["unknown_rupiah"] + net,
        "lines": before["lines"] + 1,
    }


@same_engine
@given(rows=ledgers().filter(bool), steps=laws(), picked=st.integers(0, 99), share=st.integers(0, 100))
def test_splitting_a_line_keeps_every_sum(
    rows: list[Row], steps: tuple[Step, ...], picked: int, share: int, engine: Engine
) -> None:
    split = rows[picked % len(rows)]
    some = split["net_rupiah"] * share // 100
    halves = [split | {"net_rupiah": some}, split | {"line_id": "sisa", "net_rupiah": split["net_rupiah"] - some}]
    others = [row for row in rows if row is not split]
    before, after = (measured(one, engine, steps, [])[()] for one in (rows, [*others, *halves]))
    assert {k: v for k, v in before.items() if k != "lines"} == {k: v for k, v in after.items() if k != "lines"}


@same_engine
@given(data=st.data(), rows=ledgers(), steps=laws())
def test_the_order_of_rows_does_not_matter(
    data: st.DataObject, rows: list[Row], steps: tuple[Step, ...], engine: Engine
) -> None:
    shuffled = data.draw(st.permutations(rows))
    assert measured(rows, engine, steps, ["channel"]) == measured(shuffled, engine, steps, ["channel"])


@same_engine
@given(
    rows=ledgers(),
    steps=laws(),
    part=st.sampled_from(["total", *domestic_sales.PARTS]),
    span=st.tuples(moments, st.integers(1, 10).map(lambda steps: 180 * steps)),
)
def test_changes_equal_the_reference_and_explain_the_figure(
    rows: list[Row], steps: tuple[Step, ...], part: str, span: tuple[datetime, int], engine: Engine
) -> None:
    before, after = span[0], span[0] + timedelta(hours=span[1])
    with ledger_of(rows, engine) as lines:
        changes = sales_changes.measure(lines, before=before, after=after, part=part, steps=steps)
        found = engine.collect(changes)
        totals = engine.collect(sales_changes.totals(changes)).row(0, named=True)
        figures = [
            answer_of(
                engine.collect(domestic_sales.measure(domestic_sales.known_at(lines, at), by=[], steps=steps)), []
            )[()][f"{part}_rupiah"]
            for at in (before, after)
        ]
    assert {
        (row["month"], row["shop"], row["channel"], row["order_id"], row["line_id"]): (
            row["rupiah_before"],
            row["rupiah_after"],
        )
        for row in found.to_dicts()
    } == references.sales_changes(rows, before, after, part, steps)
    assert found["change_rupiah"].sum() == figures[1] - figures[0]
    assert (totals["new_rupiah"] or 0) + (totals["restated_rupiah"] or 0) == figures[1] - figures[0]
    assert (totals["new_lines"] or 0) + (totals["restated_lines"] or 0) == found.height


@same_engine
@given(rows=ledgers(), opened=st.dictionaries(st.sampled_from(["shopee:1", "tiktok:9"]), st.sampled_from(MONTHS)))
def test_completeness_equals_the_reference_and_names_the_missing(
    rows: list[Row], opened: dict[str, str], engine: Engine
) -> None:
    with ledger_of(rows, engine) as lines:
        pairs = nw.from_native(engine.collect(reporting_shops.reported(lines)))
    since = pl.DataFrame(
        {"shop": list(opened), "month": list(opened.values())}, schema={"shop": pl.String, "month": pl.String}
    )
    frame = reporting_shops.measure(pairs, nw.from_native(since), months=MONTHS).to_native()
    found = {row["month"]: (row["reported"], row["expected"]) for row in frame.to_dicts()}
    assert found == references.reporting_shops(rows, opened, MONTHS)
    for month, (reported, expected) in found.items():
        missing = reporting_shops.missing(pairs, nw.from_native(since), month=month)
        assert len(missing) == expected - reported


@same_engine
@given(rows=ledgers(), size=st.integers(1, 7))
def test_pages_and_batches_give_every_row_once_and_in_order(rows: list[Row], size: int, engine: Engine) -> None:
    with ledger_of(rows, engine) as lines:
        ordered = lines.select("order_id", "line_id", "batch_id", "recorded_at").sort("order_id", "line_id", "batch_id")
        whole = engine.collect(ordered)
        pages = [engine.page(ordered, first=first, size=size) for first in range(0, len(rows), size)]
        batches = list(engine.batches(ordered, size=size))
    for pieces in (pages, batches):
        assert pl.concat([whole.clear(), *pieces]).rows() == whole.rows()
    assert whole["order_id"].to_list() == sorted(row["order_id"] for row in rows)


def test_a_change_between_a_moment_and_an_earlier_one_is_refused(engine: Engine) -> None:
    moment = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    with pytest.raises(ValueError, match="before"):
        sales_changes.measure(engine.sales([]), before=moment, after=moment, part="total", steps=())
