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
    (Permission.LEDGER_VIEW, "ledger_batches", _("Penjualan")),
    (Permission.REGISTRY_VIEW, "registry_businesses", _("Register usaha")),
    (Permission.REGISTRY_IMPORT, "registry_imports", _("Impor register")),
    (Permission.ACCOUNTS_GRANT, "accounts_people", _("Orang")),
    (Permission.AUDIT_VIEW, "audit_trail", _("Jejak audit")),
)


@dataclass(frozen=True)
class Link:
    """One entry of the menu."""

    url: str
    label: str
    is_current: bool


def links(request: HttpRequest) -> list[Link]:
    """
    Return the entries for the person behind the request; the one of this page, or of the page above it, is current.

    An address that the URLs in use do not have is left out: tests and small installations serve a part of the pages.
    """
    allowed = permissions(request)
    found: list[tuple[str, str]] = []
    for permission, name, label in NAV:
        if permission in allowed:
            try:
                found.append((reverse(name), str(label)))
            except NoReverseMatch:
                continue
    here = max((url for url, _label in found if _is_above(url, request.path)), key=len, default=None)
    return [Link(url, label, url == here) for url, label in found]


def _is_above(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
