"""Figures as they were printed, kept with their two numbers so that a misprint shows."""

from datetime import date, datetime

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.models import PublishedFigure
from tumbuh.procurement.rules.guards import Misprint, check_percent


class UnsourcedFigure(Refused):
    """A published figure without its source, or with half of its numbers."""

    code = "unsourced_figure"


def publish_figure(
    *,
    year: int,
    as_of: date,
    figure: str,
    numerator_rupiah: int | None,
    denominator_rupiah: int | None,
    printed: str,
    source: str,
    now: datetime,
    note: str = "",
) -> PublishedFigure:
    """Keep a figure as it was printed; the same once more is kept once. Raises: UnsourcedFigure."""
    if not source.strip() or not printed.strip():
        raise UnsourcedFigure("Angka terbitan harus menyebut sumber dan tulisannya.")
    if (numerator_rupiah is None) != (denominator_rupiah is None):
        raise UnsourcedFigure("Tulis pembilang dan pembagi keduanya, atau tidak keduanya.")
    kept, _ = PublishedFigure.objects.get_or_create(
        as_of=as_of,
        figure=figure,
        source=source.strip(),
        printed=printed.strip(),
        defaults={
            "year": year,
            "numerator_rupiah": numerator_rupiah,
            "denominator_rupiah": denominator_rupiah,
            "note": note,
            "recorded_at": now,
        },
    )
    return kept


def misprint_of(figure: PublishedFigure) -> Misprint | None:
    """Return what is wrong with the print; None when it is right or nothing is known to check it by."""
    if (
        figure.numerator_rupiah is None
        or not figure.denominator_rupiah
        or "%" not in figure.printed.replace("persen", "%")
    ):
        return None
    return check_percent(figure.printed, numerator=figure.numerator_rupiah, denominator=figure.denominator_rupiah)
