"""The steps of building the demo city. Each asks what is there already, so that it may be repeated."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from tumbuh import bulk
from tumbuh.accounts.models import User
from tumbuh.accounts.services import add_membership, create_user
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue.models import Product
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.catalogue.services import NewEvidence, NewProduct, add_evidences, add_products
from tumbuh.channels.services import import_export
from tumbuh.demo import (
    budget_building,
    catalogue_building,
    coaching_building,
    eorder,
    lists,
    matching_building,
    needs,
    production_building,
    truth,
    writing,
)
from tumbuh.demo.budget_files import Year
from tumbuh.demo.city import City, list_at, list_moments
from tumbuh.demo.jakarta import aware
from tumbuh.demo.people import OFFICER, PEOPLE
from tumbuh.demo.shops import Stall
from tumbuh.demo.uploads import Upload
from tumbuh.ledger import queries as ledger
from tumbuh.ledger import services as ledger_services
from tumbuh.ledger.models import Batch, Shop
from tumbuh.reference import areas
from tumbuh.registry import queries as registry
from tumbuh.registry import services as registry_services
from tumbuh.registry.models import Business, RegisterImport

PEOPLE_BEFORE = timedelta(days=40)  # the accounts are that much older than the first sale
COMPACT_EVERY = 150  # imports; each looks at the files that are not joined yet


Tell = Callable[[str, float], None]


def take(city: City, folder: Path, tell: Tell) -> list[pl.DataFrame]:
    """
    Take all steps in order, the exports being written meanwhile by other processes.

    Return what the ledger must now know of each shop (`truth.known_lines`), from the orders alone.
    """
    with writing.in_background(city, folder) as writers:
        tell("Membuat akun orang-orang contoh", 0.02)
        make_people(city)
        tell("Mengimpor daftar UMKM", 0.08)
        import_lists(city, folder / "lists", lambda done: tell("Mengimpor daftar UMKM", 0.08 + 0.14 * done))
        tell("Mencatat produk dan bukti asalnya", 0.22)
        add_catalogue(city)
        tell("Membuka toko daring", 0.24)
        open_shops(city)
        tell("Menulis berkas penjualan", 0.30)
        uploads: list[tuple[Stall, Upload]] = []
        known: list[pl.DataFrame] = []
        for story in city.stories():
            uploads += [(story.stall, upload) for upload in story.uploads]
            known.append(truth.known_lines(story))
        tell("Mengisi katalog", 0.38)
        catalogue_building.add_catalogue(city)
        bulk.analyze_all()
        writing.wait_for(writers)
    import_sales(uploads, folder, lambda done: tell("Mengimpor berkas penjualan", 0.40 + 0.45 * done))
    tell("Mengimpor berkas belanja", 0.85)
    import_buying(city, folder, lambda: tell("Mengimpor berkas belanja", 0.90))
    bulk.analyze_all()
    tell("Menanyakan kebutuhan kepada penjual", 0.97)
    needs.add_needs(city)
    tell("Membuat pesanan e-order", 0.98)
    eorder.add_orders(city)
    tell("Mencatat produksi kebun, kolam, dan dapur", 0.98)
    production_building.add_production(city)
    tell("Mencatat program pembinaan", 0.99)
    coaching_building.add_coaching(city, folder)
    tell("Menyelenggarakan temu bisnis", 0.99)
    matching_building.add_matching(city)
    return known


def import_buying(city: City, folder: Path, tell: Callable[[], None]) -> None:
    """Write and import the year of buying, and write the files that people try by hand."""
    made = year_of(city)
    budget_building.bring_in(made, folder / "belanja", now=aware(city.now), tell=lambda _name: tell())
    budget_building.write_files_to_try(made, folder / "to-import" / "belanja")


def year_of(city: City) -> Year:
    """Return the city's year of buying."""
    return budget_building.year_of_city(seed=city.seed, scale=city.scale, today=city.now.date())


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


def import_lists(city: City, folder: Path, done: Callable[[float], None]) -> None:
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
        done((number + 1) / len(moments))


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


def import_sales(uploads: Sequence[tuple[Stall, Upload]], folder: Path, done: Callable[[float], None]) -> None:
    """Import the exports that are not in yet, in the order in which they were handed in."""
    known = set(Batch.objects.filter(state="done").values_list("shop__external_id", "file_name", "created_at"))
    shops, by = {shop.key: shop for shop in ledger.shops()}, officer()
    in_order = sorted(uploads, key=lambda one: (one[1].at, one[0].serial))
    for number, (stall, upload) in enumerate(in_order, start=1):
        at = aware(upload.at)
        if (stall.external_id, upload.file_name, at) not in known:
            import_export(
                shop_id=shops[f"{stall.channel}:{stall.external_id}"].pk,
                path=writing.path_of(folder / "exports", stall, upload),
                file_name=upload.file_name,
                channel=stall.channel,
                by=by,
                now=at,
            )
        if number % COMPACT_EVERY == 0 or number == len(in_order):
            ledger_services.compact()
        done(number / len(in_order))
