"""The figures of production: what each asks, counts and comes from."""

from types import ModuleType

from tumbuh.analytics.indicator import Indicator
from tumbuh.analytics.measures import production, production_coverage, production_yield


def _figure(module: ModuleType, title: str, question: str, **texts: str) -> Indicator:
    return Indicator(
        id=module.ID,
        version=module.VERSION,
        title=title,
        question=question,
        numerator=texts["numerator"],
        denominator=texts.get("denominator", "–"),
        unit=texts["unit"],
        source="Catatan produksi lokasi binaan: lapangan, lembar, dan formulir",
        law=texts["law"],
        owner="Dinas KPKP",
        refresh="setiap catatan",
    )


PRODUCTION: tuple[Indicator, ...] = (
    _figure(
        production,
        "Produksi pangan binaan",
        "Berapa hasil segar dan hasil olahan suatu triwulan, dan sejak Januari sampai triwulan itu?",
        numerator="Massa panen atau olahan menurut hari panen; olahan yang diolah lagi dihitung sekali",
        unit="miligram, ditampilkan dalam kg dan ton",
        law="Definisi KPKP: olahan, kumulatif sampai dengan triwulan",
    ),
    _figure(
        production_yield,
        "Hasil per meter persegi",
        "Berapa hasil satu meter persegi luas panen?",
        numerator="Massa panen segar yang luas panennya tercatat",
        denominator="Luas panen dari panen yang sama",
        unit="kg per m²",
        law="Ketentuan platform ini",
    ),
    _figure(
        production_coverage,
        "Cakupan produksi",
        "Berapa lokasi yang sudah melaporkan suatu triwulan?",
        numerator="Lokasi buka dengan sedikitnya satu panen atau olahan dalam triwulan itu",
        denominator="Lokasi yang buka sedikitnya satu hari dalam triwulan itu",
        unit="lokasi",
        law="Ketentuan platform ini",
    ),
)
