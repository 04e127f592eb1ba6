"""What the address of a page of figures asks for, checked, and the addresses that ask a little differently."""

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext

from tumbuh.insight import queries
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import end_of_day
from tumbuh.ledger.rules import UnknownChannel
from tumbuh.reference.areas import UnknownArea, areas_by_code
from tumbuh.web.insight import words


class NotADay(Refused):
    """The text is no day, or one that is yet to come."""

    code = "not_a_day"


class Asked:
    """Base of what is asked: a frozen dataclass whose fields are the parameters of the address."""

    def query(self, **changes: Any) -> str:
        """Return the query of the address that asks the same but for `changes`; what is empty is left out."""
        found = QueryDict(mutable=True)
        changed = replace(self, **changes)  # type: ignore[type-var]
        for field in fields(changed):  # type: ignore[arg-type]
            value = getattr(changed, field.name)
            if value:
                found[field.name] = str(value)
        return found.urlencode()


@dataclass(frozen=True)
class SalesAsked(Asked):
    """Which sales: `part` of a month and channel, perhaps of one shop, perhaps as known at the end of a day."""

    month: str = ""
    channel: str = ""
    shop: str = ""
    part: str = "domestic"
    as_of: date | None = None

    @classmethod
    def of(cls, given: QueryDict, *, today: date) -> Self:
        """Return what the address asks. Raises: NotAPeriod, UnknownChannel, UnknownPart, NotADay."""
        asked = cls(
            month=given.get("month", "").strip(),
            channel=given.get("channel", "").strip(),
            shop=given.get("shop", "").strip(),
            part=given.get("part", "").strip() or "domestic",
            as_of=day(given.get("as_of", ""), latest=today),
        )
        if asked.channel and asked.channel not in words.CHANNELS:
            names = ", ".join(words.CHANNELS.values())
            raise UnknownChannel(
                gettext("Saluran “%(code)s” tidak dikenal; pilih salah satu: %(names)s.")
                % {"code": asked.channel, "names": names}
            )
        if asked.part not in queries.SALES_PARTS:
            raise queries.UnknownPart(
                gettext("Bagian “%(part)s” tidak ada; pilih salah satu bagian yang tersedia.") % {"part": asked.part}
            )
        asked.chosen()
        return asked

    def chosen(self) -> queries.SalesFilter:
        """Return the filter of the ledger's lines. Raises: NotAPeriod."""
        return queries.SalesFilter(month=self.month, channel=self.channel, shop=self.shop)

    @property
    def known_at(self) -> datetime | None:
        """The moment at which the ledger is looked at; None: now."""
        return end_of_day(self.as_of) if self.as_of else None


@dataclass(frozen=True)
class RegisterAsked(Asked):
    """Which businesses: active on `after`, or a part of the growth since `before`, in an area."""

    before: date
    after: date
    part: str = "after"
    area: str = ""

    @classmethod
    def of(cls, given: QueryDict, *, today: date) -> Self:
        """Return what is asked; without days today and a year ago. Raises: NotADay, UnknownPart, UnknownArea."""
        after = day(given.get("after", ""), latest=today) or today
        before = day(given.get("before", ""), latest=today) or year_before(after)
        asked = cls(before, after, given.get("part", "").strip() or "after", given.get("area", "").strip())
        if asked.part not in queries.GROWTH_PARTS:
            raise queries.UnknownPart(
                gettext("Bagian “%(part)s” tidak ada; pilih salah satu bagian yang tersedia.") % {"part": asked.part}
            )
        if asked.area not in {"", queries.NO_AREA} and (len(asked.area) > 8 or asked.area not in areas_by_code()):
            raise UnknownArea(
                gettext("Tidak ada kota atau kecamatan berkode “%(code)s”; pilih dari tabel wilayah.")
                % {"code": asked.area}
            )
        return asked

    @property
    def span(self) -> queries.Span:
        """The two days. Raises: DaysOutOfOrder."""
        return queries.Span(self.before, self.after)


def day(text: str, *, latest: date) -> date | None:
    """Return the day of "2026-10-31"; None for an empty text. Raises: NotADay, also for a day after `latest`."""
    text = text.strip()
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise NotADay(gettext("“%(text)s” bukan tanggal; tulis seperti 2026-10-31.") % {"text": text}) from None
    if found > latest:
        raise NotADay(gettext("Hari %(text)s belum terjadi; pilih hari ini atau sebelumnya.") % {"text": text})
    return found


def year_before(on: date) -> date:
    """Return the same day of the year before; 28 February for a leap day."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)
