"""The filters beside the list: every value with its count, which are chosen, and the address without each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.rules import OriginLevel
from tumbuh.catalogue.search.asking import BANDS, READY_HOURS, Query
from tumbuh.catalogue.search.finding import Page
from tumbuh.catalogue.search.kinds import Kind
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import WIB
from tumbuh.web.catalogue import shop_words as words

FIRST = 8  # values of a facet that are shown before it is unfolded


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One filter. `one`: only one value can be chosen; `more`: values that are folded away."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    one: bool = False


@dataclass(frozen=True)
class Chosen:
    """A filter in force and the address without it."""

    label: str
    without: str


def facets(page: Page, kinds: Mapping[str, Kind]) -> list[Facet]:
    """Return the filters that would leave something; a filter in force is always among them."""
    asked, counts = page.query, page.facets
    found = [
        _many("kategori", _("Kategori"), counts.get("category", {}), asked.categories,
              {code: kind.name for code, kind in kinds.items()}),
        _one("siap", _("Bisa dikirim"), _ready(counts), str(asked.ready_hours or ""),
             {str(hours): str(label) for hours, label in words.READY.items()}),
        _many("kecamatan", _("Kecamatan penjual"), counts.get("district", {}), asked.districts,
              {code: words.area_name(code) for code in counts.get("district", {})}),
        _many("harga", _("Harga satuan"), counts.get("band", {}), tuple(map(str, asked.bands)),
              {str(number): words.band_name(number) for number in range(len(BANDS) + 1)}, by_label=True),
        _one("bukti", _("Bukti asal, sedikitnya"), _levels(counts), str(asked.level or ""),
             {str(int(level)): str(name) for level, name in words.LEVELS.items() if level > 0}),
        _many("izin", _("Izin yang berlaku"), counts.get("licence", {}), asked.licences, words.LICENCES),
        _many("kelas", _("Kelas usaha"), counts.get("size_class", {}), asked.classes,
              {code: str(name) for code, name in words.CLASSES.items()}, by_label=True),
    ]  # fmt: skip
    return [facet for facet in found if facet.choices]


def chosen(asked: Query, given: QueryDict, kinds: Mapping[str, Kind]) -> list[Chosen]:
    """Return the filters in force, each with the address that leaves it out."""
    named: list[tuple[str, str, str]] = [
        *(("kategori", code, kinds[code].name if code in kinds else code) for code in asked.categories),
        *(("kecamatan", code, words.area_name(code)) for code in asked.districts),
        *(("harga", str(number), words.band_name(number)) for number in asked.bands),
        *(("izin", code, words.LICENCES[code]) for code in asked.licences),
        *(("kelas", code, str(words.CLASSES[code])) for code in asked.classes),
    ]
    if asked.level:
        label = gettext("Bukti: %(level)s") % {"level": words.LEVELS[OriginLevel(asked.level)]}
        named.append(("bukti", str(asked.level), label))
    if asked.ready_hours:
        named.append(("siap", str(asked.ready_hours), str(words.READY[asked.ready_hours])))
    if asked.deliver_at:
        local = asked.deliver_at.astimezone(WIB)
        named.append(("antar", "", gettext("Diantar %(moment)s") % {"moment": f"{local:%d/%m %H.%M}"}))
    for name, amount in (("harga_min", asked.least_rupiah), ("harga_maks", asked.most_rupiah)):
        if amount is not None:
            label = gettext("Mulai %(price)s") if name == "harga_min" else gettext("Sampai %(price)s")
            named.append((name, "", label % {"price": format_rupiah(amount)}))
    return [Chosen(label, without(given, name, value)) for name, value, label in named]


def without(given: QueryDict, name: str, value: str = "") -> str:
    """Return the parameters of an address without one value of a name, or without the name; from the first page."""
    rest = given.copy()
    rest.pop("halaman", None)
    left = [one for one in rest.getlist(name) if value and one != value]
    rest.setlist(name, left)
    if not left:
        rest.pop(name, None)
    for empty in [key for key in rest if not any(rest.getlist(key))]:
        rest.pop(empty)
    return f"?{rest.urlencode()}"


def _many(
    name: str, label: object, counts: Mapping[str, int], held: Iterable[str], names: Mapping[str, str],
    *, by_label: bool = False,
) -> Facet:  # fmt: skip
    """Return a filter of which several values can be chosen; the frequent first, or in the order of their names."""
    taken = set(held)
    values = [value for value in (names if by_label else counts) if value in counts or value in taken]
    if not by_label:
        values += [value for value in taken if value not in counts]
        values.sort(key=lambda value: (value not in taken, -counts.get(value, 0), value))
    found = [
        Choice(value, names.get(value, value), counts.get(value, 0), value in taken)
        for value in values
        if value in names
    ]
    return Facet(name, str(label), tuple(found[:FIRST]), tuple(found[FIRST:]))


def _one(name: str, label: object, counts: Mapping[str, int], held: str, names: Mapping[str, str]) -> Facet:
    found = [
        Choice(value, told, counts.get(value, 0), value == held)
        for value, told in names.items()
        if counts.get(value) or value == held
    ]
    return Facet(name, str(label), tuple(found), one=True)


def _ready(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Return how many can be had within each number of hours: what is quicker is within the longer too."""
    by_band = counts.get("ready", {})
    return {
        str(hours): sum(number for band, number in by_band.items() if int(band) <= at)
        for at, hours in enumerate(READY_HOURS)
    }


def _levels(counts: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    by_level = counts.get("level", {})
    return {
        str(least): sum(number for level, number in by_level.items() if int(level) >= least) for least in range(1, 6)
    }
