"""Offers as the bodies of answers, in the shapes of shapes.py."""

from datetime import datetime
from typing import Any

from tumbuh.catalogue.search.cards import Card
from tumbuh.catalogue.search.finding import Page
from tumbuh.catalogue.search.product import OfferShown, ready_at


def listing(page: Page) -> dict[str, Any]:
    """Return a page as shapes.Listing."""
    return {
        "total": page.total,
        "exact": page.exact,
        "page": page.query.page,
        "pages": page.pages,
        "meant": page.meant or None,
        "unknown": page.unknown,
        "items": [_item(card) for card in page.items],
        "facets": page.facets,
    }


def product(shown: OfferShown, *, now: datetime) -> dict[str, Any]:
    """Return an offer as shapes.Product; nothing personal is in it: no phone, no address, no owner."""
    return {
        "id": shown.public_id,
        "title": shown.title,
        "price_rupiah": shown.price_rupiah,
        "unit": shown.unit,
        "min_quantity": shown.min_quantity,
        "made_to_order": shown.made_to_order,
        "available": None if shown.made_to_order else shown.free,
        "lead_hours": shown.lead_hours,
        "grade": shown.grade,
        "category": shown.category[0],
        "origin_level": max((one.level for one in shown.proofs), default=0),
        "licences": sorted({kind for kind, _number, _end in shown.seller.licences}),
        "seller": _seller(
            shown.seller.public_id, shown.seller.name, shown.seller_type, shown.district_code, shown.seller.size_class
        ),
        "photo": f"/foto/{shown.photos[0][0]}-320.webp" if shown.photos else None,
        "page": f"/katalog/{shown.public_id}/",
        "description": shown.description,
        "maker_name": shown.maker_name,
        "max_quantity": shown.max_quantity,
        "price_since": shown.price_since,
        "collects_vat": shown.collects_vat,
        "line_kind": shown.line_kind,
        "photos": [
            {"url": f"/foto/{sha}-960.webp", "width": width, "height": height} for sha, width, height in shown.photos
        ],
        "proofs": [vars(one) for one in shown.proofs],
        "seller_licences": [
            {"kind": kind, "number": number, "valid_to": end} for kind, number, end in shown.seller.licences
        ],
        "delivery": {
            "lead_hours": shown.lead_hours,
            "earliest": ready_at(shown, now=now),
            "areas": shown.delivers_to,
            "delivery_fee_rupiah": shown.delivery_fee_rupiah,
            "packing_fee_rupiah": shown.packing_fee_rupiah,
            "days": [{"day": one.day, "open": one.is_open, "room": one.room} for one in shown.days],
        },
    }


def _item(card: Card) -> dict[str, Any]:
    return {
        "id": card.public_id,
        "title": card.title,
        "price_rupiah": card.price_rupiah,
        "unit": card.unit,
        "min_quantity": card.min_quantity,
        "made_to_order": card.made_to_order,
        "available": None if card.made_to_order else card.free,
        "lead_hours": card.lead_hours,
        "grade": card.grade,
        "category": card.category,
        "origin_level": card.origin_level,
        "licences": card.licences,
        "seller": _seller(
            card.seller_public_id, card.seller_name, card.seller_type, card.district_code, card.size_class
        ),
        "photo": f"/foto/{card.photo}-320.webp" if card.photo else None,
        "page": f"/katalog/{card.public_id}/",
    }


def _seller(public_id: str, name: str, kind: str, district: str, size_class: str) -> dict[str, Any]:
    return {"id": public_id, "name": name, "type": kind, "district": district, "size_class": size_class}
