"""
Where the marks of a chart go. Pure: numbers in, places out; the words and the drawing are the templates'.

Across, a place is a percentage of the drawing's width; down, it is in pixels. So one SVG without a view box fits a
phone and a wide screen with type of the same size on both, and needs neither a script nor a style of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tumbuh.kernel.numbers import NOTHING, format_number

HEIGHT = 260  # pixels of a chart, labels included
TOP = 12  # room for half of the highest label of the scale
FOOT = 26  # room for the labels of the columns
TICKS = 4
LABELS_WIDE, LABELS_NARROW = 12, 5  # how many labels of columns fit beside one another, on a screen and on a phone
_STEPS = (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)  # tenths of a power of ten
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


@dataclass(frozen=True)
class Series:
    """One part of every column, or one line. `tone` 1 to 4 chooses colour and hatching; 3 is for what is not known."""

    label: str
    tone: int


@dataclass(frozen=True)
class Point:
    """The value of one series in one column; `href` opens its rows. None is "no value", which is not zero."""

    value: int | None
    text: str
    href: str = ""


@dataclass(frozen=True)
class Column:
    """One step along the chart, for example a month; `points` in the order of the series."""

    label: str
    short_label: str
    points: Sequence[Point]
    href: str = ""
    is_provisional: bool = False


@dataclass(frozen=True)
class Mark:
    """A rectangle of a bar or a dot of a line."""

    x: str
    y: str
    width: str
    height: str
    series: Series
    point: Point
    column: Column

    @property
    def title(self) -> str:
        """Return what a pointer or a screen reader is told."""
        return f"{self.column.label} · {self.series.label}: {self.point.text}"


@dataclass(frozen=True)
class Segment:
    """A piece of a line from one dot to the next."""

    x1: str
    y1: str
    x2: str
    y2: str
    series: Series


@dataclass(frozen=True)
class Tick:
    """A line of the scale."""

    y: str
    label: str


@dataclass(frozen=True)
class Label:
    """The label of a column; a phone shows those that are not `is_sparse`."""

    x: str
    text: str
    is_sparse: bool
    anchor: str


@dataclass(frozen=True)
class Chart:
    """A chart with everything placed."""

    kind: str
    height: int
    series: Sequence[Series]
    columns: Sequence[Column]
    marks: Sequence[Mark]
    segments: Sequence[Segment]
    ticks: Sequence[Tick]
    labels: Sequence[Label]

    @property
    def base_y(self) -> int:
        """Return where zero is."""
        return self.height - FOOT

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not any(point.value for column in self.columns for point in column.points)

    @property
    def has_provisional(self) -> bool:
        """Return whether some column may still change."""
        return any(column.is_provisional for column in self.columns)


def short_rupiah(amount: int) -> str:
    """Return 1_500_000_000 as "Rp1,5 miliar", for a scale; the exact amounts are in the table."""
    return f"Rp{short_number(amount)}"


def short_number(value: int) -> str:
    """Return 1_500_000 as "1,5 juta"; below a thousand as it is."""
    for size, word in _SCALES:
        if value >= size:
            shown = Decimal(value) / size
            return f"{format_number(shown, digits=0 if shown == shown.to_integral_value() else 1)} {word}"
    return format_number(value)


def stacked_bars(
    series: Sequence[Series],
    columns: Sequence[Column],
    *,
    scale_label: Callable[[int], str] = short_number,
    height: int = HEIGHT,
) -> Chart:
    """
    Return a chart with one bar per column, its parts from the first series upwards.

    A part without a value takes no room. Raises: ValueError for a negative value or for columns of another length
    than the series.
    """
    _check(series, columns)
    highest = max((sum(point.value or 0 for point in column.points) for column in columns), default=0)
    top, ticks = _scale(highest, height, scale_label)
    step = 100 / max(len(columns), 1)
    marks = [
        mark
        for number, column in enumerate(columns)
        for mark in _stack(series, column, left=number * step, step=step, top=top, height=height)
    ]
    labels = _labels(columns, [(number + 0.5) * step for number in range(len(columns))])
    return Chart("bars", height, series, columns, marks, (), ticks, labels)


def lines(
    series: Sequence[Series],
    columns: Sequence[Column],
    *,
    scale_label: Callable[[int], str] = short_number,
    height: int = HEIGHT,
) -> Chart:
    """Return a chart with one line per series; a missing value leaves a gap. Raises: ValueError as stacked_bars."""
    _check(series, columns)
    highest = max((point.value or 0 for column in columns for point in column.points), default=0)
    top, ticks = _scale(highest, height, scale_label)
    step = 100 / max(len(columns), 1)
    places = [(number + 0.5) * step for number in range(len(columns))]
    marks: list[Mark] = []
    segments: list[Segment] = []
    for index, one in enumerate(series):
        before: Mark | None = None
        for x, column in zip(places, columns, strict=True):
            point = column.points[index]
            if point.value is None:
                before = None
                continue
            mark = Mark(_percent(x), _pixel(_y(point.value, top, height)), "", "", one, point, column)
            if before is not None:
                segments.append(Segment(before.x, before.y, mark.x, mark.y, one))
            marks.append(mark)
            before = mark
    return Chart("lines", height, series, columns, marks, segments, ticks, _labels(columns, places))


def share(part: int, whole: int) -> str:
    """Return the width of a part of a whole as SVG wants it; "0%" when there is no whole. Raises: ValueError."""
    if part < 0 or part > whole:
        raise ValueError(f"{part} is no part of {whole}")
    return _percent(100 * part / whole) if whole else "0%"


def _check(series: Sequence[Series], columns: Sequence[Column]) -> None:
    for column in columns:
        if len(column.points) != len(series):
            raise ValueError(f"{column.label}: {len(column.points)} points for {len(series)} series")
        if any(point.value is not None and point.value < 0 for point in column.points):
            raise ValueError(f"{column.label}: a chart that starts at zero cannot show a negative value")


def _stack(series: Sequence[Series], column: Column, *, left: float, step: float, top: int, height: int) -> list[Mark]:
    """Return the parts of one bar, from below; bars take seven tenths of their step."""
    marks, below = [], 0
    for one, point in zip(series, column.points, strict=True):
        if not point.value:
            continue
        upper, lower = _y(below + point.value, top, height), _y(below, top, height)
        marks.append(
            Mark(
                _percent(left + step * 0.15), _pixel(upper), _percent(step * 0.7), _pixel(lower - upper),
                one, point, column,
            )
        )  # fmt: skip
        below += point.value
    return marks


def _scale(highest: int, height: int, scale_label: Callable[[int], str]) -> tuple[int, list[Tick]]:
    """Return the top of the scale, the next round number in TICKS even steps, and its lines from zero upwards."""
    step = _round_step(max(highest, 1))
    top = step * TICKS
    if not highest:
        return top, [Tick(_pixel(height - FOOT), NOTHING)]
    ticks = []
    for number in range(TICKS + 1):
        y = _y(number * step, top, height)
        ticks.append(Tick(_pixel(y), scale_label(number * step) if number else "0"))
    return top, ticks


def _round_step(highest: int) -> int:
    """Return the smallest round step with which TICKS steps reach the highest value; a whole number, at least 1."""
    needed = -(-highest // TICKS)
    power: int = 10 ** (len(str(needed)) - 1)
    steps = [-(-tenths * power // 10) for tenths in _STEPS]
    return min(step for step in steps if step >= needed)


def _labels(columns: Sequence[Column], places: Sequence[float]) -> list[Label]:
    """Return the labels that fit on a wide screen, counted back from the last column, which always has one."""
    wide, narrow = -(-len(columns) // LABELS_WIDE), -(-len(columns) // LABELS_NARROW)
    narrow = -(-narrow // max(wide, 1)) * max(wide, 1)  # so that a phone's labels are some of the screen's
    last = len(columns) - 1
    return [
        Label(_percent(x), column.short_label, bool((last - number) % narrow), _anchor(x))
        for number, (x, column) in enumerate(zip(places, columns, strict=True))
        if not (last - number) % wide
    ]


def _anchor(x: float) -> str:
    """Return how a label hangs on its place, so that the outermost stay within the drawing."""
    return "start" if x < 4 else "end" if x > 96 else "middle"


def _y(value: int, top: int, height: int) -> float:
    return TOP + (height - FOOT - TOP) * (1 - value / top)


def _percent(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def _pixel(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
