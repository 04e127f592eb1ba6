"""GET /api/v1/katalog…: what everybody may see of the shop, with the parameters of the page /katalog/."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue import shapes, writing
from tumbuh.api.doors import answer, door
from tumbuh.catalogue.search import kinds
from tumbuh.catalogue.search.asking import BANDS, READY_HOURS, Sort, query_of
from tumbuh.catalogue.search.finding import find
from tumbuh.catalogue.search.product import offer_shown

router = Router(tags=["katalog"])
_PARAMETERS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("cari", {"type": "string"}, "Kata yang dicari; salah ketik dimaafkan."),
    ("kategori", {"type": "string"}, "Kode kategori, juga kategori di atasnya; beberapa dipisah koma."),
    ("kecamatan", {"type": "string"}, "Kode kecamatan penjual, misalnya 31.71.01; beberapa dipisah koma."),
    (
        "harga",
        {"type": "string"},
        f"Nomor kelompok harga 0 sampai {len(BANDS)}; batasnya {', '.join(map(str, BANDS))}.",
    ),
    ("harga_min", {"type": "integer"}, "Harga paling sedikit, rupiah."),
    ("harga_maks", {"type": "integer"}, "Harga paling banyak, rupiah."),
    ("bukti", {"type": "integer", "minimum": 0, "maximum": 5}, "Tingkat bukti asal paling sedikit."),
    ("kelas", {"type": "string"}, "Kelas usaha: micro, small, medium, large; beberapa dipisah koma."),
    ("izin", {"type": "string"}, "Izin yang semuanya harus berlaku: pirt, bpom, halal, tkdn, hki; dipisah koma."),
    ("siap", {"type": "integer", "enum": list(READY_HOURS)}, "Dapat dikirim dalam sekian jam."),
    ("antar", {"type": "string", "format": "date-time"}, "Dapat dikirim pada saat ini (WIB bila tanpa zona)."),
    ("penjual", {"type": "string", "format": "uuid"}, "Id penjual."),
    ("dekat", {"type": "string"}, "Kode kecamatan yang penjualnya didahulukan."),
    ("urut", {"type": "string", "enum": [one.value for one in Sort]}, "Urutan."),
    ("halaman", {"type": "integer", "minimum": 1}, "Halaman; 24 produk sehalaman."),
)
_LIST = {"parameters": [{"in": "query", "name": name, "schema": kind, "description": told}
                        for name, kind, told in _PARAMETERS]}  # fmt: skip
_PROBLEM = {400: shapes.Problem}


@router.get("/katalog", response={200: shapes.Listing, **_PROBLEM}, url_name="api_catalogue", openapi_extra=_LIST)
@door(Permission.PUBLIC)
def listing(request: HttpRequest) -> HttpResponse:
    """Daftar, pencarian, dan hitungan tiap saringan."""
    page = find(query_of(dict(request.GET.lists())), now=timezone.now())
    return answer(writing.listing(page))


@router.get("/katalog/kategori", response=list[shapes.Kind], url_name="api_catalogue_kinds")
@door(Permission.PUBLIC)
def categories(request: HttpRequest) -> HttpResponse:
    """Semua kategori."""
    found = kinds.all_kinds(now=timezone.now())
    return answer(
        [
            {"code": one.code, "name": one.name, "parent": one.parent_code or None, "line_kind": one.line_kind}
            for one in found.values()
        ]
    )


@router.get(
    "/katalog/{uuid:public_id}", response={200: shapes.Product, 404: shapes.Problem}, url_name="api_catalogue_product"
)
@door(Permission.PUBLIC)
def product(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Satu produk, lengkap."""
    now = timezone.now()
    return answer(writing.product(offer_shown(public_id, now=now), now=now))
