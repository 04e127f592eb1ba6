"""Which enterprises of the demo sell online, what they offer, and what proves where it was made. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from tumbuh.demo import papers
from tumbuh.demo.chance import Chance
from tumbuh.demo.goods import IMPORTED, IMPORTED_FOOD, Good, Kind, kind_of

SHOPS_AT_FULL_SCALE, FEWEST_SHOPS = 2_000, 16
ORDERS_PER_SHOP = 800  # over the two years, on average; the largest shop has about 25 times the smallest one's
SECOND_SHOP = 0.35  # of the businesses that sell online do so at both marketplaces
MOST_PRODUCTS = 6
RESELLERS, RESELLER_SHARE = "toko", 0.16  # of the sellers also sell imported goods, so that *foreign* is seen
UNMAPPED = 0.12  # of the products nobody has said what their SKU is
PACK_FACTORS = (1.0, 1.85, 4.2)


@dataclass(frozen=True)
class Proof:
    """One proof of origin, as catalogue.services takes it, with the level that it must earn."""

    kind: str
    level: int
    valid_from: date
    reference: str = ""
    valid_to: date | None = None
    share_permyriad: int | None = None


@dataclass(frozen=True)
class Offer:
    """One product of a business. `packs`: (variation, price in rupiah); `code` begins its SKUs."""

    name: str
    kind: str  # maker or reseller
    code: str
    packs: tuple[tuple[str, int], ...]
    proofs: tuple[Proof, ...]
    is_mapped: bool


@dataclass(frozen=True)
class Seller:
    """One business that sells online."""

    nib: str
    name: str
    kind: str
    city_code: str | None
    registered_on: date
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Stall:
    """One shop of a seller at a marketplace. `orders`: how many it gets over the whole time."""

    serial: int
    channel: str
    external_id: str
    name: str
    seller: Seller
    opened_on: date
    orders: int
    sku_per_pack: bool  # one SKU for each pack, or one for the product with the pack as its variation
    lifted_after: date = date.max  # the last day of a course that brings more orders: `lift` times as many
    lift: float = 1.0

    def sku(self, offer: Offer, pack: int) -> str:
        """Return the seller's SKU of a pack."""
        return f"{offer.code}-{pack + 1}" if self.sku_per_pack else offer.code


def stall_count(scale: float) -> int:
    """Return how many shops the city has."""
    return max(FEWEST_SHOPS, round(SHOPS_AT_FULL_SCALE * scale))


def sellers(register: pl.DataFrame, count: int, *, start: date, chance: Chance) -> list[Seller]:
    """Return `count` businesses that sell online: with a NIB, registered before `start` and still open."""
    kinds = sorted({kind for kind in register["kind"].unique() if kind_of(kind).sells_online})
    fit = register.filter(
        pl.col("kind").is_in(kinds)
        & pl.col("nib").is_not_null()
        & pl.col("closed_on").is_null()
        & (pl.col("registered_on") < start)
        & pl.col("business_name").is_first_distinct()  # so that two shops of the demo do not look alike
    )
    mixed = fit[chance.shuffle("sellers", fit.height)]
    resellers = mixed.filter(pl.col("kind") == RESELLERS).head(max(1, round(count * RESELLER_SHARE)))
    makers = mixed.filter(pl.col("kind") != RESELLERS).head(count - resellers.height)
    both = pl.concat([makers, resellers])
    chosen = both[chance.shuffle("mixed sellers", both.height)]
    return [_seller(row, chance.branch("seller", row["nib"]), start) for row in chosen.iter_rows(named=True)]


def stalls(chosen: Sequence[Seller], count: int, *, start: date, today: date, chance: Chance) -> list[Stall]:
    """Return `count` shops of the sellers, the largest first, sizes by rank as in Zipf's law."""
    channels = _channels(chosen, count, chance)
    sizes = [1 / (rank + 2) ** 0.75 for rank in range(count)]
    total, whole = ORDERS_PER_SHOP * count, sum(sizes)
    late = chance.uniform("opened late", count).to_list()
    made = []
    for serial, (seller, channel) in enumerate(channels):
        days = (today - start).days
        opened_on = (
            start
            if serial < 10 or late[serial] < 0.75
            else start + timedelta(days=int((late[serial] - 0.75) * 3 * days))
        )
        number = 100_000_000 + (serial * 7_919_477) % 800_000_000
        made.append(
            Stall(
                serial=serial,
                channel=channel,
                external_id=str(number) if channel == "shopee" else f"7494{number:015}",
                name=f"{seller.name} {'Official' if serial % 5 == 0 else 'Jakarta'}".strip(),
                seller=seller,
                opened_on=opened_on,
                orders=max(60, round(total * sizes[serial] / whole)),
                sku_per_pack=serial % 3 == 0,
            )
        )
    return made


def _channels(chosen: Sequence[Seller], count: int, chance: Chance) -> list[tuple[Seller, str]]:
    """Return (seller, marketplace) pairs, no pair twice: the first sellers have both."""
    first = chance.pick("channel", len(chosen), ["shopee", "tiktok"], [0.58, 0.42]).to_list()
    pairs = list(zip(chosen, first, strict=True))
    other = {"shopee": "tiktok", "tiktok": "shopee"}
    pairs += [(seller, other[channel]) for seller, channel in pairs[: count - len(pairs)]]
    mixed = chance.shuffle("rank", len(pairs)).to_list()
    return [pairs[at] for at in mixed][:count]


def seller_count(stall_number: int) -> int:
    """Return how many sellers have this many shops."""
    return stall_number - int(stall_number * SECOND_SHOP / (1 + SECOND_SHOP))


def _seller(row: dict[str, object], draws: Chance, start: date) -> Seller:
    kind = kind_of(str(row["kind"]))
    registered_on = row["registered_on"]
    assert isinstance(registered_on, date)  # noqa: S101 - a column of dates
    names = [(good, taste) for good in kind.goods for taste in good.tastes]
    picked = draws.shuffle("goods", len(names)).to_list()[: 2 + int(draws.uniform("how many", 1)[0] * MOST_PRODUCTS)]
    factor = 0.85 + 0.4 * float(draws.uniform("dear", 1)[0])
    seller = Seller(
        nib=str(row["nib"]),
        name=str(row["business_name"]),
        kind=kind.id,
        city_code=row["city_code"] if row["city_code"] is None else str(row["city_code"]),
        registered_on=registered_on,
        offers=(),
    )
    offers = tuple(
        _offer(seller, names[at], number=n, factor=factor, draws=draws.branch("offer", at), start=start)
        for n, at in enumerate(picked)
    )
    return Seller(**{**seller.__dict__, "offers": offers})


def _offer(seller: Seller, what: tuple[Good, str], *, number: int, factor: float, draws: Chance, start: date) -> Offer:
    kind, (good, taste) = kind_of(seller.kind), what
    name = f"{good.base} {taste}"
    packs = tuple(
        (pack, max(1_000, round(good.price_rupiah * factor * PACK_FACTORS[min(n, 2)] / 500) * 500))
        for n, pack in enumerate(good.packs)
    )
    code = "".join(word[:3].upper() for word in name.split()[:3]) + f"{number + 1:02}"
    is_import = any(word in name for word in IMPORTED)
    proofs = _import_proofs(good, draws, start) if is_import else _home_proofs(seller, kind, draws, start)
    mapped = float(draws.uniform("mapped", 1)[0]) >= UNMAPPED
    made = "maker" if kind.is_maker and not is_import else "reseller"
    return Offer(name, made, code, packs, proofs, is_mapped=mapped)


def _import_proofs(good: Good, draws: Chance, start: date) -> tuple[Proof, ...]:
    """Return the BPOM import licence of a food; for other goods no register proves that they were imported."""
    if good.base not in IMPORTED_FOOD:
        return ()
    serial = int(draws.integers("ml", 1, 1, 99_999_999)[0])
    return (Proof("bpom", -1, start - timedelta(days=400), papers.bpom(serial, prefix="ML")),)


def _home_proofs(seller: Seller, kind: Kind, draws: Chance, start: date) -> tuple[Proof, ...]:
    """Return what proves that a product was made here: a licence, often run out, a certificate, the NIB or less."""
    luck, age, serial = (float(draws.uniform(name, 1)[0]) for name in ("luck", "age", "serial"))
    issued_on = start - timedelta(days=int(age * 1_500) + 20)
    number = int(serial * 9_000_000) + 1
    proofs: list[Proof] = []
    if kind.licence == "pirt" and luck < 0.55:
        ends_on = date(issued_on.year + 5, issued_on.month, min(issued_on.day, 28))
        reference = papers.pirt(number, city=seller.city_code or "31.71", issued_on=issued_on)
        proofs.append(Proof("pirt", 4, issued_on, reference, ends_on))
    elif kind.licence == "bpom" and luck < 0.45:
        ends_on = date(issued_on.year + 5, issued_on.month, min(issued_on.day, 28))
        proofs.append(Proof("bpom", 4, issued_on, papers.bpom(number, prefix="MD"), ends_on))
    elif kind.is_maker and not kind.licence and luck < 0.15:
        ends_on = issued_on + timedelta(days=1_095)
        share = 4_000 + int(serial * 5_500)
        proofs.append(Proof("tkdn", 5, issued_on, papers.tkdn(number, issued_on=issued_on), ends_on, share))
    if kind.is_maker and 0.18 < luck < 0.76:
        proofs.append(Proof("maker_nib", 3, seller.registered_on, seller.nib))
    elif 0.76 <= luck < 0.84:
        proofs.append(Proof("visit", 2, start + timedelta(days=int(age * 400))))
    elif 0.84 <= luck < 0.92:
        proofs.append(Proof("declared", 1, start))
    return tuple(proofs)
