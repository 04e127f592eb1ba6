"""Choosing: what goes into a basket, and where and when it is to be delivered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tumbuh import prepared
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.ordering import OFFER_KEYS
from tumbuh.catalogue.queries import offers_to_order
from tumbuh.catalogue.stock import NotForSale
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import access
from tumbuh.orders.models import Basket, BasketLine, Disposition
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import DispositionState

_MOST_LINES = 100
_MOST_PIECES = 1_000_000  # of one offer: more than any unit eats, and far from what a column holds
_LONGEST_ADDRESS = 500
# A day further on is a slip of the pen; the last ones of the calendar cannot even be read back from the database.
_FARTHEST = timedelta(days=366)


class NotTakenUp(Refused):
    """The package is not with its procurement officer, or done."""

    code = "package_not_taken_up"


class BasketPlaced(Refused):
    """The basket became orders already."""

    code = "basket_placed"


class DeliveryMissing(Refused):
    """Address or time of delivery is missing or cannot be."""

    code = "delivery_missing"


@whole
def put_in_basket(
    *, disposition_id: int, offer_id: int, quantity: int, by: User, now: datetime, note: str = ""
) -> Basket:
    """
    Put an offer into the person's basket of a package, or change its quantity; 0 takes it out.

    Nothing is promised yet. Raises: NotAllowed, NotTakenUp, NotForSale, Refused.
    """
    disposition = check_officer(Disposition.objects.get(pk=disposition_id), by, now)
    if not 0 <= quantity <= _MOST_PIECES:
        raise Refused(
            f"Jumlah tidak boleh kurang dari nol atau lebih dari {format_number(_MOST_PIECES)}.", code="bad_quantity"
        )
    if quantity and offer_id not in offers_to_order([offer_id], on=day_in_wib(now)):
        raise NotForSale("Produk ini sedang tidak dijual; pilih yang lain.")
    basket, _ = Basket.objects.get_or_create(
        user=by, disposition=disposition, placed_at=None, defaults={"made_at": now}
    )
    BasketLine.objects.update_or_create(
        basket=basket, offer_id=offer_id, defaults={"quantity": quantity, "note": note.strip()[:300]}
    )
    if basket.lines.filter(quantity__gt=0).count() > _MOST_LINES:
        raise Refused(f"Satu keranjang paling banyak {_MOST_LINES} produk; pesan dahulu yang ada.", code="basket_full")
    return basket


_READ = f"""
    SELECT {prepared.columns(Disposition, "d")}, o.public_ids, o.keys
    FROM orders_disposition d LEFT JOIN LATERAL ({OFFER_KEYS}) o ON true WHERE d.public_id = %(disposition)s
"""  # noqa: S608 - put together from constants
# The open basket of a person and a package is made or taken as it is; what is not named any more is taken out.
_FILL = """
WITH basket AS (
    INSERT INTO orders_basket (
        public_id, user_id, disposition_id, delivery_address, delivery_area, deliver_by_at, made_at)
    VALUES (%(public)s, %(user)s, %(disposition)s, %(address)s, %(area)s, %(due)s, %(now)s)
    ON CONFLICT (user_id, disposition_id) WHERE placed_at IS NULL DO UPDATE SET
        delivery_address = EXCLUDED.delivery_address, delivery_area = EXCLUDED.delivery_area,
        deliver_by_at = EXCLUDED.deliver_by_at
    RETURNING id, public_id
), gone AS (
    UPDATE orders_basketline l SET quantity = 0 FROM basket
    WHERE l.basket_id = basket.id AND l.quantity > 0 AND l.offer_id <> ALL(%(offers)s)
), lines AS (
    INSERT INTO orders_basketline (basket_id, offer_id, quantity, note)
    SELECT basket.id, w.offer_id, w.quantity, ''
    FROM basket CROSS JOIN unnest(%(offers)s::bigint[], %(quantities)s::int[]) AS w(offer_id, quantity)
    ON CONFLICT (basket_id, offer_id) DO UPDATE SET quantity = EXCLUDED.quantity
)
SELECT id, public_id FROM basket
"""


@whole
def fill_basket(
    *,
    disposition_id: UUID,
    offers: Mapping[UUID, int],
    address: str,
    area: str,
    deliver_by_at: datetime,
    by: User,
    now: datetime,
) -> Basket:
    """
    Set the person's basket of a package to exactly this: offers by public id with quantities, place and time.

    For machines, which know all of it at once; two statements. Whether the offers can be ordered is judged when they
    are. Raises: NotAllowed, NotTakenUp, NotForSale, DeliveryMissing, Refused.
    """
    found, keys = _read(disposition_id, list(offers))
    check_officer(found, by, now)
    check_delivery(address, deliver_by_at, now)
    if not 0 < len(offers) <= _MOST_LINES or not all(0 < one <= _MOST_PIECES for one in offers.values()):
        most = format_number(_MOST_PIECES)
        raise Refused(f"Isi 1 sampai {_MOST_LINES} produk, masing-masing 1 sampai {most}.", code="bad_quantity")
    if missing := set(offers) - set(keys):
        raise NotForSale(f"Produk {min(map(str, missing))} tidak ada dalam katalog.")
    [(key, public_id)] = prepared.rows(
        _FILL,
        {
            "public": uuid4(), "user": by.pk, "disposition": found.pk, "address": address.strip(), "area": area,
            "due": deliver_by_at, "now": now, "offers": [keys[key] for key in offers],
            "quantities": list(offers.values()),
        },
    )  # fmt: skip
    return Basket(
        pk=key, public_id=public_id, user=by, disposition=found, delivery_address=address.strip(), delivery_area=area,
        deliver_by_at=deliver_by_at, made_at=now,
    )  # fmt: skip


def _read(disposition_id: UUID, offers: list[UUID]) -> tuple[Disposition, dict[UUID, int]]:
    """Return the disposition and the keys of the offers that there are. Raises: NotTakenUp."""
    found = prepared.rows(_READ, {"disposition": disposition_id, "offers": offers})
    if not found:
        raise NotTakenUp("Disposisi ini tidak ada.")
    [(*values, public_ids, keys)] = found
    return prepared.instance(Disposition, values), dict(zip(public_ids or (), keys or (), strict=True))


@whole
def set_delivery(
    *, basket_id: int, address: str, area: str, deliver_by_at: datetime, by: User, now: datetime
) -> Basket:
    """Say where and by when a basket is to be delivered. Raises: NotAllowed, BasketPlaced, DeliveryMissing."""
    basket = Basket.objects.select_for_update(of=("self",)).select_related("disposition").get(pk=basket_id)
    if basket.user_id != by.pk:
        raise NotAllowed("Keranjang ini milik orang lain.")
    if basket.placed_at is not None:
        raise BasketPlaced("Keranjang ini sudah dipesan; mulai keranjang baru.")
    check_delivery(address, deliver_by_at, now)
    basket.delivery_address, basket.delivery_area, basket.deliver_by_at = address.strip(), area, deliver_by_at
    basket.save(update_fields=["delivery_address", "delivery_area", "deliver_by_at"])
    return basket


def check_delivery(address: str, deliver_by_at: datetime | None, now: datetime) -> None:
    """Pass when something can be delivered there and then. Raises: DeliveryMissing."""
    if not address.strip() or deliver_by_at is None:
        raise DeliveryMissing("Isi alamat dan waktu pengantaran dahulu.")
    if len(address) > _LONGEST_ADDRESS:
        raise DeliveryMissing(f"Alamat paling panjang {_LONGEST_ADDRESS} huruf; ringkas sampai gedung dan ruang.")
    if deliver_by_at <= now:
        raise DeliveryMissing("Waktu pengantaran sudah lewat; pilih waktu yang akan datang.")
    if deliver_by_at > now + _FARTHEST:
        raise DeliveryMissing("Waktu pengantaran lebih dari setahun lagi; periksa tahunnya.")


def check_officer(disposition: Disposition, by: User, now: datetime) -> Disposition:
    """Return the disposition when this person may order from it now. Raises: NotAllowed, NotTakenUp."""
    if disposition.procurement_officer_id != by.pk:
        raise NotAllowed("Hanya Pejabat Pengadaan paket ini yang dapat memesan.")
    access.require_for_unit(by, Permission.ORDERS_PLACE, disposition.unit_ref, now=now)
    if disposition.state != DispositionState.TAKEN_UP:
        raise NotTakenUp("Paket ini belum diambil atau sudah selesai; buka paketnya dahulu.")
    return disposition
