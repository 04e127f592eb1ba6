"""The chart of sales per month, each mark with the address of its rows."""

from tumbuh.insight import queries
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import MONTH_NAMES, Month
from tumbuh.web.charts import Chart, Column, Point, Series, short_rupiah, stacked_bars
from tumbuh.web.insight import words
from tumbuh.web.insight.asking import SalesAsked
from tumbuh.web.insight.figures import sales_url

MONTHS = 24
_TONES = {"domestic": 1, "foreign": 2, "unknown": 3}


def sales_chart(shown: queries.Overview, asked: SalesAsked, *, may_open_rows: bool) -> Chart:
    """Return the sales of the last two years by origin, stacked; every part opens its rows to who may see them."""
    series = [Series(str(words.SALES_PARTS[part]), tone) for part, tone in _TONES.items()]
    columns = [_column(shown, month, asked, may_open_rows) for month in shown.months[-MONTHS:]]
    return stacked_bars(series, columns, scale_label=short_rupiah)


def _column(shown: queries.Overview, month: str, asked: SalesAsked, may_open_rows: bool) -> Column:
    sums, parsed = shown.sums(month, asked.channel), Month.parse(month)

    def address(part: str) -> str:
        return sales_url(asked, month=month, part=part) if may_open_rows else ""

    points = []
    for part in _TONES:
        amount = getattr(sums, f"{part}_rupiah")
        # Refunds of more than was sold cannot be drawn from zero; the table beside still says them.
        drawn = amount if amount > 0 else None
        points.append(Point(drawn, format_rupiah(amount), address(part)))
    name = MONTH_NAMES[parsed.month - 1][:3]
    return Column(
        parsed.label,
        str(parsed.year) if parsed.month == 1 else name,
        points,
        address("total"),
        is_provisional=shown.standings[month].is_provisional,
    )
