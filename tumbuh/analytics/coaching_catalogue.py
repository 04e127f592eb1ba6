"""The figures of coaching: what each asks, counts and comes from."""

from tumbuh.analytics.indicator import Indicator
from tumbuh.analytics.measures import coached_owners, panel_outcomes, service_coverage

_SOURCE = "Layanan pembinaan yang tercatat: kehadiran, kunjungan, layanan, dan daftar perangkat daerah"

COACHING: tuple[Indicator, ...] = (
    Indicator(
        id=coached_owners.ID,
        version=coached_owners.VERSION,
        title="Pemilik usaha yang dibina",
        question="Berapa orang yang menerima layanan pembinaan dalam suatu masa?",
        numerator="Pemilik usaha berbeda dengan sedikitnya satu layanan dalam masa itu, dari perangkat daerah mana pun",
        denominator="–",
        unit="orang",
        source=_SOURCE,
        law="Pergub 2/2020 (Jakpreneur)",
        owner="Dinas PPKUKM",
        refresh="setiap catatan",
    ),
    Indicator(
        id=service_coverage.ID,
        version=service_coverage.VERSION,
        title="Jangkauan tiap layanan",
        question="Berapa bagian anggota yang sudah menerima tiap layanan pembinaan?",
        numerator="Anggota yang sudah menerima layanan itu sampai hari itu",
        denominator="Anggota: pemilik usaha yang pendaftarannya tercatat sampai hari itu",
        unit="orang",
        source=_SOURCE,
        law="Pergub 2/2020 (Jakpreneur)",
        owner="Dinas PPKUKM",
        refresh="setiap catatan",
    ),
    Indicator(
        id=panel_outcomes.ID,
        version=panel_outcomes.VERSION,
        title="Pekerja dan penghasilan pada panel yang sama",
        question="Berapa perubahan pekerja dan penghasilan pada pemilik usaha yang sama antara dua hari?",
        numerator="Pekerja dibayar dan pekerja keluarga, serta median penghasilan bersih sebulan, pada kedua hari",
        denominator="Pemilik usaha dengan laporan dalam 12 bulan pada kedua hari (panel)",
        unit="orang dan rupiah",
        source="Laporan hasil dari kunjungan dan formulir; IHK Jakarta",
        law="Ketentuan platform ini",
        owner="Dinas PPKUKM",
        refresh="setiap laporan",
    ),
)
