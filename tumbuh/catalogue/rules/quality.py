"""How complete an offer's page is, and what is missing of it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """What an offer's page shows a buyer."""

    title: str
    description: str
    photos: int
    has_sku: bool
    has_pack: bool  # a weight, size or count in the title or the description
    origin_level: int
    licences: int
    expects_licence: bool
    delivers: bool  # says where to, or has no limit set on purpose
    has_phone: bool
    has_master: bool


@dataclass(frozen=True)
class Item:
    """One thing that a good page has, its points, and the sentence that asks for it."""

    code: str
    points: int
    asks: str


ITEMS = (
    Item("photo", 2_000, "Tambah foto: pembeli memilih yang terlihat."),
    Item("photos", 1_000, "Tambah foto sampai tiga: kemasan, isi, dan label."),
    Item("description", 1_500, "Lengkapi keterangan sampai 15 kata: bahan, rasa, tahan berapa lama."),
    Item("title", 500, "Tulis nama yang jelas, 3 sampai 12 kata, tanpa huruf besar semua."),
    Item("pack", 1_000, "Tulis ukuran atau isi kemasan, misalnya 200 gr atau isi 10."),
    Item("origin", 1_500, "Tambah bukti asal: P-IRT, BPOM, NIB produsen, atau sertifikat TKDN."),
    Item("licence", 1_000, "Isi nomor P-IRT atau BPOM di Bukti asal; sertifikat halal dicatat petugas register."),
    Item("delivery", 500, "Isi wilayah antar dan ongkosnya."),
    Item("phone", 500, "Isi nomor telepon penjual, supaya petugas dapat menghubungi Anda."),
    Item(
        "master",
        500,
        "Tulis jenis dan ukuran yang lazim, supaya kurator dapat menautkan barang yang sama.",
    ),
)


@dataclass(frozen=True)
class Quality:
    """The points that a page has of 10000, and the items that it lacks, the weightiest first."""

    permyriad: int
    missing: tuple[Item, ...]


def quality_of(page: Page) -> Quality:
    """
    Return how complete a page is. What a licence is not expected of has its points.

    The points are ours: they order what is worth doing first; nothing is refused because of them.
    """
    words = len(page.title.split())
    has = {
        "photo": page.photos >= 1,
        "photos": page.photos >= 3,
        "description": len(page.description.split()) >= 15,
        "title": 3 <= words <= 12 and not page.title.isupper(),
        "pack": page.has_pack,
        "origin": page.origin_level >= 3,
        "licence": page.licences > 0 or not page.expects_licence,
        "delivery": page.delivers,
        "phone": page.has_phone,
        "master": page.has_master,
    }
    missing = sorted((item for item in ITEMS if not has[item.code]), key=lambda item: -item.points)
    return Quality(10_000 - sum(item.points for item in missing), tuple(missing))
