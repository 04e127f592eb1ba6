"""Where marks go: what adds up, what stays inside, what is refused."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.web.charts import FOOT, TOP, Column, Point, Series, lines, share, short_number, short_rupiah, stacked_bars

PARTS = (Series("Dalam negeri", 1), Series("Luar negeri", 2))
VALUES = st.lists(st.tuples(*[st.none() | st.integers(0, 10**13)] * 2), min_size=1, max_size=40)


def columns(*values: Sequence[int | None]) -> list[Column]:
    return [
        Column(f"Bulan {number}", str(number), [Point(value, str(value), f"#{number}") for value in row])
        for number, row in enumerate(values)
    ]


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def test_a_bar_is_as_high_as_its_value_beside_the_scale() -> None:
    bars = columns((60, 40), (30, None))
    chart = stacked_bars(PARTS, bars, scale_label=short_rupiah, height=138)  # 100 pixels between top and foot
    assert [tick.label for tick in chart.ticks] == ["0", "Rp25", "Rp50", "Rp75", "Rp100"]
    assert [tick.label for tick in stacked_bars(PARTS, bars).ticks] == ["0", "25", "50", "75", "100"]
    assert [(mark.y, mark.height) for mark in chart.marks] == [("52", "60"), ("12", "40"), ("82", "30")]
    assert [(mark.x, mark.width) for mark in chart.marks] == [("7.5%", "35%"), ("7.5%", "35%"), ("57.5%", "35%")]


def test_a_mark_tells_its_column_its_part_and_its_value_and_opens_its_rows() -> None:
    (mark,) = stacked_bars(PARTS, columns((60, 0))).marks
    assert mark.title == "Bulan 0 · Dalam negeri: 60"
    assert mark.point.href == "#0"


@given(VALUES)
def test_bars_stand_on_one_another_and_stay_within_the_drawing(values: list[tuple[int | None, ...]]) -> None:
    chart = stacked_bars(PARTS, columns(*values))
    for mark in chart.marks:
        assert percent(mark.x) >= 0
        assert percent(mark.x) + percent(mark.width) <= 100.01
        assert float(mark.y) >= TOP - 0.2
        assert float(mark.y) + float(mark.height) <= chart.height - FOOT + 0.2
    for below, above in zip(chart.marks, chart.marks[1:], strict=False):
        if below.column is above.column:
            assert float(above.y) + float(above.height) == pytest.approx(float(below.y), abs=0.21)


@given(VALUES)
def test_the_scale_begins_at_zero_rises_evenly_and_reaches_the_highest(values: list[tuple[int | None, ...]]) -> None:
    highest = max(sum(value or 0 for value in row) for row in values)
    chart = stacked_bars(PARTS, columns(*values), scale_label=str)
    if not highest:
        assert chart.is_empty
        assert [tick.label for tick in chart.ticks] == ["–"]
        return
    labels = [int(tick.label) for tick in chart.ticks]
    assert labels[0] == 0
    assert {after - before for before, after in itertools.pairwise(labels)} == {labels[1]}
    assert labels[-1] >= highest
    assert labels[-1] <= max(2 * highest, 4)  # never mostly empty


def test_a_line_has_a_gap_where_a_value_is_missing() -> None:
    chart = lines((Series("Terdaftar", 1),), columns((10,), (20,), (None,), (40,)), height=138)
    assert [(mark.x, mark.y) for mark in chart.marks] == [("12.5%", "87"), ("37.5%", "62"), ("87.5%", "12")]
    assert [(one.x1, one.x2) for one in chart.segments] == [("12.5%", "37.5%")]


def test_the_last_column_always_has_its_label_and_a_phone_shows_some_of_the_screens() -> None:
    for count in range(1, 60):
        labels = stacked_bars(PARTS, columns(*[(1, 1)] * count)).labels
        assert labels[-1].text == str(count - 1)
        assert not labels[-1].is_sparse
        assert len(labels) <= 12
        assert sum(not label.is_sparse for label in labels) <= 5


def test_nothing_to_draw_is_said() -> None:
    assert stacked_bars(PARTS, []).is_empty
    assert stacked_bars(PARTS, columns((0, None))).is_empty
    assert not stacked_bars(PARTS, columns((0, 1))).is_empty


@pytest.mark.parametrize("make", [stacked_bars, lines])
@pytest.mark.parametrize(("values", "message"), [((1, -1), "negative"), ((1,), "1 points for 2 series")])
def test_what_would_mislead_is_refused(make: object, values: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make(PARTS, columns(values))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1_500, "1,5 ribu"), (25_000_000, "25 juta"), (1_250_000_000, "1,2 miliar"),
     (3 * 10**12, "3 triliun")],
)  # fmt: skip
def test_the_scale_is_in_words(value: int, text: str) -> None:
    assert short_number(value) == text
    assert short_rupiah(value) == f"Rp{text}"


def test_a_share_is_a_width() -> None:
    assert [share(0, 0), share(1, 3), share(3, 3)] == ["0%", "33.333%", "100%"]
    with pytest.raises(ValueError, match="no part"):
        share(4, 3)
