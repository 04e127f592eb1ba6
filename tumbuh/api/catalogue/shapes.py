"""What the shop's answers look like, for OpenAPI; the tests hold every answer to it."""

from datetime import date, datetime

from ninja import Schema


class Seller(Schema):
    """Who sells. `district`: code of the kecamatan; `size_class`: micro, small, medium, large. "" for unknown."""

    id: str
    name: str
    type: str
    district: str
    size_class: str


class Item(Schema):
    """One offer in a list. `available`: pieces in stock, null for what is made to order."""

    id: str
    title: str
    price_rupiah: int
    unit: str
    min_quantity: int
    made_to_order: bool
    available: int | None
    lead_hours: int
    grade: str
    category: str
    origin_level: int
    licences: list[str]
    seller: Seller
    photo: str | None
    page: str


class Listing(Schema):
    """
    A page of offers.

    `exact`: how many of `total` hold every word; these come first. `meant`: the text as it was read when a word was
    corrected, else null. `facets`: facet → value → how many offers.
    """

    total: int
    exact: int
    page: int
    pages: int
    meant: str | None
    unknown: list[str]
    items: list[Item]
    facets: dict[str, dict[str, int]]


class Photo(Schema):
    """One picture in its large size."""

    url: str
    width: int
    height: int


class Proof(Schema):
    """A proof of origin that holds. `level`: 1 declared, 2 visited, 3 maker's NIB, 4 licensed, 5 TKDN; −1 imported."""

    kind: str
    level: int
    reference: str
    share_permyriad: int | None
    company_benefit_permyriad: int | None
    valid_from: date
    valid_to: date | None


class Licence(Schema):
    """A licence of the seller that holds today."""

    kind: str
    number: str
    valid_to: date | None


class Day(Schema):
    """A day of the coming week: whether it can still be had, and how many of it at most."""

    day: date
    open: bool
    room: int


class Delivery(Schema):
    """How it comes. `areas`: codes of areas, none for everywhere; fees are an order's."""

    lead_hours: int
    earliest: datetime | None
    areas: list[str]
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    days: list[Day]


class Product(Item):
    """One offer in full."""

    description: str
    maker_name: str
    max_quantity: int | None
    price_since: date | None
    collects_vat: bool
    line_kind: str
    photos: list[Photo]
    proofs: list[Proof]
    seller_licences: list[Licence]
    delivery: Delivery


class Kind(Schema):
    """A category. `line_kind`: goods, catering or service."""

    code: str
    name: str
    parent: str | None
    line_kind: str


class Problem(Schema):
    """A refusal (RFC 9457). `code` is stable; `detail` is plain Bahasa Indonesia."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
