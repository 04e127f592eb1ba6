"""Which pages the menu names, and for whom: only links that the person may open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tumbuh.accounts.permissions import Permission
from tumbuh.web.doors import permissions

# permission → name of the address → words of the link, in the order of the menu
NAV: tuple[tuple[Permission, str, object], ...] = (
    (Permission.INSIGHT_VIEW, "home", _("Beranda")),
    (Permission.INSIGHT_VIEW, "insight_catalogue", _("Daftar angka")),
    (Permission.ORDERS_VIEW, "shop", _("Katalog")),
    (Permission.PROCUREMENT_VIEW, "procurement_figures", _("Belanja kota")),
    (Permission.PROCUREMENT_VIEW, "procurement_imports", _("Berkas belanja")),
    (Permission.CATALOGUE_SELL, "selling_home", _("Jualan")),
    (Permission.CATALOGUE_CURATE, "curation_queue", _("Kurasi")),
    (Permission.ORDERS_VIEW, "orders_desk", _("Pesanan")),
    (Permission.NEEDS_POST, "needs_list", _("Kebutuhan")),
    (Permission.ORDERS_FULFIL, "orders_selling", _("Pesanan masuk")),
    (Permission.NEEDS_QUOTE, "needs_selling", _("Minta penawaran")),
    (Permission.PRODUCTION_VIEW, "production_figures", _("Produksi")),
    (Permission.MATCHING_ORGANISE, "matching_events", _("Temu bisnis")),
    (Permission.MATCHING_TAKE_PART, "matching_own", _("Temu bisnis saya")),
    (Permission.MATCHING_VIEW, "matching_all_results", _("Hasil temu bisnis")),
    (Permission.COACHING_VIEW, "coaching_figures", _("Angka pembinaan")),
    (Permission.COACHING_VIEW, "coaching_programmes", _("Program pembinaan")),
    (Permission.COACHING_MANAGE, "coaching_lists", _("Daftar hadir dan layanan")),
    (Permission.COACHING_RECORD, "coaching_caseload", _("Binaan saya")),
    (Permission.COACHING_TAKE_PART, "coaching_own", _("Pembinaan saya")),
    (Permission.COACHING_RECORD, "field_home", _("Lapangan")),
    (Permission.COACHING_MANAGE, "field_desk", _("Catatan lapangan")),
    (Permission.LEDGER_VIEW, "ledger_batches", _("Penjualan")),
    (Permission.REGISTRY_VIEW, "registry_businesses", _("Register usaha")),
    (Permission.REGISTRY_IMPORT, "registry_imports", _("Impor register")),
    (Permission.ACCOUNTS_GRANT, "accounts_people", _("Orang")),
    (Permission.AUDIT_VIEW, "audit_trail", _("Jejak audit")),
)

# start of the name of an address → the group it stands in; the longest that fits. What fits none stands by itself.
GROUPS: dict[str, object] = {
    "insight": _("Angka"),
    "home": _("Angka"),
    "production": _("Angka"),
    "shop": _("Katalog dan pesanan"),
    "orders": _("Katalog dan pesanan"),
    "needs": _("Katalog dan pesanan"),
    "selling": _("Jualan"),
    "orders_selling": _("Jualan"),
    "needs_selling": _("Jualan"),
    "curation": _("Katalog dan pesanan"),
    "procurement": _("Belanja kota"),
    "registry": _("Register"),
    "ledger": _("Register"),
    "matching": _("Temu bisnis"),
    "coaching": _("Pembinaan"),
    "field": _("Pembinaan"),
    "accounts": _("Pengelolaan"),
    "audit": _("Pengelolaan"),
}
FEW = 5  # links that stand side by side as they are


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    url: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Some entries of the menu under one word; without a word, entries that stand by themselves."""

    label: str
    links: list[Link]

    @property
    def is_current(self) -> bool:
        """Whether the page one is on is one of them."""
        return any(link.is_current for link in self.links)


def groups(request: HttpRequest) -> list[Group]:
    """
    Return the menu for the person behind the request: few entries as they are, many in groups.

    A group of one is that one: nobody opens a group to find a single page in it.
    """
    found = _entries(request)
    if len(found) <= FEW:
        return [Group("", [link]) for _name, link in found]
    parts: dict[str, list[Link]] = {}
    for name, link in found:
        parts.setdefault(_group_of(name), []).append(link)
    whole = []
    for label, of_group in parts.items():
        if label and len(of_group) > 1:
            whole.append(Group(label, of_group))
        else:
            whole += [Group("", [link]) for link in of_group]
    return whole


def links(request: HttpRequest) -> list[Link]:
    """Return the entries for the person behind the request, without groups."""
    return [link for _name, link in _entries(request)]


def _group_of(name: str) -> str:
    fits = [start for start in GROUPS if name == start or name.startswith(f"{start}_")]
    return str(GROUPS[max(fits, key=len)]) if fits else ""


def _entries(request: HttpRequest) -> list[tuple[str, Link]]:
    """
    Return the entries with the names of their addresses; that of this page, or of the page above it, is current.

    An address that the URLs in use do not have is left out: tests and small installations serve a part of the pages.
    """
    allowed = permissions(request)
    found: list[tuple[str, str, str]] = []
    for permission, name, label in NAV:
        if permission in allowed:
            try:
                found.append((name, reverse(name), str(label)))
            except NoReverseMatch:
                continue
    here = max((url for _name, url, _label in found if _is_above(url, request.path)), key=len, default=None)
    return [(name, Link(url, label, url == here)) for name, url, label in found]


def _is_above(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
