"""A business's sales of a year on one sheet, for a bank: made by its owner, checked by anyone, taken back at will."""

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of
from tumbuh.accounts.rules import Scope, ScopeKind
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.insight.income import Income, income
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, day_in_wib, format_day
from tumbuh.papers import queries as papers_issued
from tumbuh.papers import services as papers
from tumbuh.papers.contents import Amount, Column, Letter, Letterhead
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import Face, PaperKind
from tumbuh.registry.facts import seller_facts
from tumbuh.registry.models import Business

SUBJECT = "registry.business"  # the kind of thing that a statement is about
TAKEN_BACK = "dicabut oleh pemilik usaha"
_CHANNELS = {"eorder": "Pesanan kota", "shopee": "Shopee", "tiktok": "TikTok Shop", "tokopedia": "Tokopedia"}
_CLASSES = {"micro": "Usaha mikro", "small": "Usaha kecil", "medium": "Usaha menengah", "large": "Usaha besar"}


class NothingSold(Refused):
    """There is nothing to state."""

    code = "nothing_sold"


@transaction.atomic
def state_income(*, business: Business, year: int, by: User, now: datetime) -> Paper:
    """
    Issue the statement of a year's sales; when one of the day says the very same, that one is returned.

    Raises: NotAllowed for who does not sell for the business, NothingSold.
    """
    _require(business, by, now)
    told, day = income(business, year=year), day_in_wib(now)
    if not told.cells:
        raise NothingSold(f"Belum ada penjualan tahun {year} yang tercatat, jadi belum ada yang dapat diringkas.")
    content = _letter(business, told, now).content()
    for paper in statements_of(business):
        if not paper.is_void and paper.issued_on == day and paper.content == content:
            return paper
    paper = papers.issue(
        kind=PaperKind.INCOME_STATEMENT, series=_series(business), subject=_subject(business), content=content,
        face=Face(issuer=business.name, total_rupiah=told.net()), day=day, by=by, now=now,
    )  # fmt: skip
    detail = {"number": paper.number, "year": year}
    audit.record("insight.income_stated", by=by, at=now, target=_subject(business), detail=detail)
    return paper


@transaction.atomic
def take_back(*, business: Business, public_id: UUID, by: User, now: datetime) -> Paper:
    """Declare a statement void, for its owner. Raises: NotAllowed, VoidAlready."""
    _require(business, by, now)
    paper = papers_issued.paper(public_id)
    if paper is None or paper.subject != _subject(business) or paper.kind != PaperKind.INCOME_STATEMENT.value:
        raise NotAllowed("Ringkasan ini bukan milik usaha Anda.")
    return papers.void(paper=paper, reason=TAKEN_BACK, by=by, now=now)


def statements_of(business: Business) -> list[Paper]:
    """Return the statements of a business, void ones too, the newest first."""
    found = papers_issued.papers_of(_subject(business)).filter(kind=PaperKind.INCOME_STATEMENT.value)
    return list(found.defer(None).order_by("-pk"))


def check_statement_reader(paper: Paper, *, by: User, now: datetime) -> None:
    """Pass for who sells for the business. Raises: NotAllowed."""
    if paper.subject.partition(":")[2] not in businesses_of(by, day_in_wib(now)):
        raise NotAllowed("Ringkasan ini milik usaha lain.")


def _require(business: Business, by: User, now: datetime) -> None:
    own = Scope(ScopeKind.BUSINESS, str(business.public_id))
    require(by, Permission.ORDERS_FULFIL, scope=own, on=day_in_wib(now))


def _subject(business: Business) -> str:
    return f"{SUBJECT}:{business.public_id}"


def _series(business: Business) -> str:
    """Return who counts: the business by its NIB, as its invoices do."""
    return re.sub(r"[^\w.\-]", "-", business.nib or str(business.public_id)[:13])


def _letter(business: Business, told: Income, now: datetime) -> Letter:
    facts = seller_facts([business.pk], on=day_in_wib(now)).get(business.pk)
    known = _CLASSES.get(facts.size_class, "") if facts else ""
    rows = [
        (Month.parse(month).label, *(format_rupiah(told.net(month=month, channel=one)) for one in told.channels),
         format_rupiah(told.net(month=month)))
        for month in sorted(told.months)
    ]  # fmt: skip
    until = format_day(day_in_wib(now))
    return Letter(
        letterhead=Letterhead(name=business.name, lines=[f"NIB {business.nib}"] if business.nib else []),
        facts=[
            ("Tahun", str(told.year)),
            *([("Kelas usaha", known)] if known else []),
            ("Terdaftar sejak", format_day(business.registered_on) if business.registered_on else "–"),
            ("Keadaan pada", until),
        ],
        opening=[
            "Penjualan yang tercatat di Tumbuh, sesudah diskon dan pengembalian, tanpa ongkos kirim dan kemas:"
        ],
        columns=[
            Column("Bulan", wide=True), *(Column(_CHANNELS.get(one, one), align="right") for one in told.channels),
            Column("Jumlah", align="right"),
        ],
        rows=rows,
        totals=[
            *(Amount(_CHANNELS.get(one, one), told.net(channel=one)) for one in told.channels),
            Amount(f"Penjualan {told.year}", told.net(), strong=True),
        ],
        spelled_rupiah=told.net(),
        closing=[
            f"Dijumlahkan dari {format_number(told.lines())} baris penjualan. Pesanan kota dihitung sesudah"
            " diterima pembelinya; penjualan lokapasar berasal dari berkas ekspor toko. Penjualan tunai tidak"
            " termasuk.",
            "Dibuat oleh pemilik usaha, yang dapat mencabutnya sewaktu-waktu. Periksa dengan kode kotak di atas apakah"
            " masih berlaku.",
        ],
    )  # fmt: skip
