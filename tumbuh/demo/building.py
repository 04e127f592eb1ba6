"""The steps of building the demo city. Each asks what is there already, so that it may be repeated."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tumbuh.accounts.models import User
from tumbuh.accounts.services import add_membership, create_user
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue.models import Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.catalogue.services import NewEvidence, NewProduct, add_evidences, add_products
from tumbuh.channels.services import import_export
from tumbuh.demo import lists
from tumbuh.demo.city import City, list_at, list_moments
from tumbuh.demo.exports import shopee, tiktok
from tumbuh.demo.people import OFFICER, PEOPLE
from tumbuh.demo.shops import Seller, Stall
from tumbuh.demo.uploads import Story, Upload
from tumbuh.ledger import queries as ledger
from tumbuh.ledger import services as ledger_services
from tumbuh.ledger.models import Batch, Shop
from tumbuh.reference import areas
from tumbuh.registry import queries as registry
from tumbuh.registry import services as registry_services
from tumbuh.registry.models import Business, RegisterImport

WIB = ZoneInfo("Asia/Jakarta")
PEOPLE_BEFORE = timedelta(days=40)  # the accounts are that much older than the first sale
COMPACT_EVERY = 400  # imports
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Step:
    """One step: what to say, what to do, and from which to which share of the whole it takes."""

    text: str
    take: Callable[[Tell], None]
    begins: float
    ends: float


def steps(city: City, folder: Path) -> list[Step]:
    """Return the steps in order."""
    return [
        Step("Membuat akun orang-orang contoh", lambda _: make_people(city), 0.02, 0.08),
        Step("Mengimpor daftar UMKM", lambda tell: import_lists(city, folder / "lists", tell), 0.08, 0.20),
        Step("Mencatat produk dan bukti asalnya", lambda _: add_catalogue(city), 0.20, 0.22),
        Step("Membuka toko daring", lambda _: open_shops(city), 0.22, 0.24),
        Step("Menulis dan mengimpor berkas penjualan", lambda tell: import_sales(city, folder, tell), 0.24, 0.98),
    ]


def aware(clock: datetime) -> datetime:
    """Return the moment of a WIB clock time."""
    return clock.replace(tzinfo=WIB)


def officer() -> User:
    """Return the person who does the register's and the ledger's work in the demo."""
    return User.objects.get(username=OFFICER.username)


def make_people(city: City) -> None:
    """Make the accounts that are missing. The owner gets a role later, once there is a business."""
    at = aware(datetime.combine(city.start - PEOPLE_BEFORE, datetime.min.time()).replace(hour=8))
    known = set(User.objects.values_list("username", flat=True))
    for person in PEOPLE:
        if person.username in known:
            continue
        user = create_user(
            username=person.username, password=person.password, full_name=person.full_name, by=None, now=at
        )
        if person.scope[0] != "business":
            kind, code = person.scope
            add_membership(user=user, role=person.role, scope_kind=kind, scope_code=code, by=None, now=at)


def import_lists(city: City, folder: Path, tell: Tell) -> None:
    """Write the register's lists as an office keeps them and import those that are not in yet."""
    names = {area.code: area.name for area in areas.all_areas()}
    places = {code: (name, names[code[:8]], names[code[:5]]) for code, name in names.items() if len(code) == 13}
    before, moments = None, list_moments(city.start, city.now)
    for number, moment in enumerate(moments):
        rows = list_at(city.register, moment, before)
        label = "Daftar-UMKM" if before is None else "Pemutakhiran-UMKM"
        before = moment
        path = lists.write(folder, f"{label}-{moment:%Y-%m-%d}", lists.table(rows, places))
        if not RegisterImport.objects.filter(file_name=path.name, state="done").exists():
            registry_services.import_register(
                path=path, file_name=path.name, mapping=None, validate_only=False, by=officer(), now=aware(moment)
            )
        tell((number + 1) / len(moments))


def add_catalogue(city: City) -> None:
    """Add the sellers' products and what proves their origin; all at once, or nothing when they are there."""
    if Product.objects.exists():
        return
    at, by = aware(datetime.combine(city.start, datetime.min.time())) - timedelta(days=5), officer()
    businesses = _businesses(city)
    offers = [(seller, offer) for seller in city.sellers for offer in seller.offers]
    new = [NewProduct(businesses[seller.nib].pk, offer.name, offer.kind) for seller, offer in offers]
    products = add_products(products=new, by=by, now=at)
    proofs = [
        NewEvidence(
            product.pk,
            EvidenceKind(proof.kind),
            proof.valid_from,
            proof.reference,
            proof.valid_to,
            proof.share_permyriad,
        )
        for product, (_, offer) in zip(products, offers, strict=True)
        for proof in offer.proofs
    ]
    add_evidences(evidence=proofs, by=by, now=at)


def open_shops(city: City) -> None:
    """Open the shops that are missing and say what their SKUs are; give the owner one of the businesses."""
    businesses, by = _businesses(city), officer()
    opened = {shop.key for shop in ledger.shops()}
    for stall in city.stalls:
        if f"{stall.channel}:{stall.external_id}" in opened:
            continue
        business = businesses[stall.seller.nib]
        at = aware(datetime.combine(stall.opened_on, datetime.min.time()).replace(hour=1))
        shop = ledger_services.open_shop(
            channel=stall.channel, external_id=stall.external_id, name=stall.name, business=business, by=by, now=at
        )
        _map_skus(shop, stall, business, by, at)
    _give_the_owner_a_business(city, businesses[city.stalls[0].seller.nib])


def _map_skus(shop: Shop, stall: Stall, business: Business, by: User, at: datetime) -> None:
    by_name = {product.name: product for product in catalogue.products_of([business.pk])}
    wanted: dict[tuple[str, str], Product] = {}
    for offer in stall.seller.offers:
        if offer.is_mapped:
            for pack, (variation, _) in enumerate(offer.packs):
                exact = variation if stall.sku_per_pack else ""
                wanted[stall.sku(offer, pack), exact] = by_name[offer.name]
    if wanted:
        mapped = [(sku, variation, product) for (sku, variation), product in wanted.items()]
        ledger_services.map_skus(shop=shop, products=mapped, by=by, now=at)


def _give_the_owner_a_business(city: City, business: Business) -> None:
    person = next(person for person in PEOPLE if person.scope[0] == "business")
    user = User.objects.get(username=person.username)
    if not user.memberships.exists():
        at = aware(datetime.combine(city.start, datetime.min.time()).replace(hour=9))
        code = str(business.public_id)
        add_membership(user=user, role=person.role, scope_kind="business", scope_code=code, by=None, now=at)


def _businesses(city: City) -> dict[str, Business]:
    return registry.businesses_by_nib({seller.nib for seller in city.sellers})


def import_sales(city: City, folder: Path, tell: Tell) -> None:
    """Write every export and import it in the order in which they were handed in; write the fresh ones beside."""
    queue: list[tuple[Upload, Stall, Path]] = []
    stories = list(city.stories())
    for number, story in enumerate(stories):
        for upload in story.uploads:
            path = _export_path(folder / "exports", story.stall, upload)
            if not path.exists():
                write_export(path, story, upload, city)
            queue.append((upload, story.stall, path))
        if story.fresh is not None:
            write_export(_export_path(folder / "to-import", story.stall, story.fresh), story, story.fresh, city)
        tell(0.4 * (number + 1) / len(stories))
    queue.sort(key=lambda one: (one[0].at, one[1].serial))
    done = set(Batch.objects.filter(state="done").values_list("shop__external_id", "file_name", "created_at"))
    shops, by = {shop.key: shop for shop in ledger.shops()}, officer()
    for number, (upload, stall, path) in enumerate(queue, start=1):
        at = aware(upload.at)
        if (stall.external_id, upload.file_name, at) not in done:
            shop = shops[f"{stall.channel}:{stall.external_id}"]
            import_export(shop_id=shop.pk, path=path, file_name=upload.file_name, channel=stall.channel, by=by, now=at)
        if number % COMPACT_EVERY == 0 or number == len(queue):
            ledger_services.compact()
        tell(0.4 + 0.6 * number / len(queue))


def write_export(path: Path, story: Story, upload: Upload, city: City) -> None:
    """Write one export; a half-written file is never left under its name."""
    lines = upload.lines(story.history)
    part = path.with_name(f"part-{path.name}")
    writer = shopee if story.stall.channel == "shopee" else tiktok
    writer.write(part, lines, stall=story.stall, chance=city.chance)
    part.rename(path)


def _export_path(folder: Path, stall: Stall, upload: Upload) -> Path:
    """Return a file in the shop's own folder, apart by the day on which it was handed in."""
    shop = f"{stall.channel}-{stall.external_id}"
    return folder / shop / f"{upload.at:%Y-%m-%d}" / upload.file_name


def seller_of(city: City, nib: str) -> Seller:
    """Return a seller by the NIB of the business."""
    return next(seller for seller in city.sellers if seller.nib == nib)
