"""The demo's people: one per role of product.md. Their passwords exist only in a demo city and are printed at start."""

from dataclasses import dataclass

from tumbuh.accounts.permissions import ROLE_NAMES, Role
from tumbuh.demo.budget import HOME, home_unit, skpd_code


@dataclass(frozen=True)
class Person:
    """One account of the demo. `scope`: kind and code of where the role holds; an owner's code comes later."""

    username: str
    password: str
    full_name: str
    role: Role
    description: str
    scope: tuple[str, str] = ("city", "")

    @property
    def role_name(self) -> str:
        """The role in words."""
        return ROLE_NAMES[self.role]


_UNIT = ("unit", str(home_unit()))
_AGENCY = ("agency", skpd_code(HOME, 0))

PEOPLE: tuple[Person, ...] = (
    Person("petugas", "petugas-contoh-1", "Nuraini Hasanah", Role.REGISTRY_OFFICER,
           "Petugas register UMKM: mengimpor daftar usaha dan berkas penjualan, memetakan SKU"),
    Person("gubernur", "gubernur-contoh-1", "Ahmad Fauzi", Role.GOVERNOR,
           "Gubernur: angka kota, masing-masing dapat dibuka sampai ke barisnya"),
    Person("kadis", "kadis-contoh-1", "Ratna Wulandari", Role.AGENCY_HEAD,
           "Kepala Dinas PPKUKM: angka kota, dan belanja seluruh unit dinasnya", _AGENCY),
    Person("program", "program-contoh-1", "Bambang Prasetyo", Role.PROGRAMME_OFFICER,
           "Petugas program: register dan angka untuk program pembinaan"),
    Person("inspektur", "inspektur-contoh-1", "Maruli Situmorang", Role.INSPECTOR,
           "Inspektur: register, penjualan, angka, dan jejak audit"),
    Person("pemilik", "pemilik-contoh-1", "Siti Rohmah", Role.OWNER,
           "Pelaku usaha: pemilik salah satu toko daring contoh", ("business", "")),
    Person("pengadaan", "pengadaan-contoh-1", "Joko Nugroho", Role.PROCUREMENT_OFFICER,
           "Pejabat Pengadaan Dinas PPKUKM: mengimpor berkas belanja, memasangkan dengan RUP", _UNIT),
    Person("bppbj", "bppbj-contoh-1", "Sri Handayani", Role.PROCUREMENT_OFFICER,
           "Pejabat BPPBJ: belanja seluruh kota"),
    Person("ppk", "ppk-contoh-1", "Dewi Anggraini", Role.COMMITMENT_OFFICER,
           "Pejabat Pembuat Komitmen (PPK) Dinas PPKUKM", _UNIT),
    Person("bendahara", "bendahara-contoh-1", "Hendra Gunawan", Role.TREASURER,
           "Bendahara Pengeluaran Dinas PPKUKM: pembayaran yang belum tercatat", _UNIT),
    Person("kpa", "kpa-contoh-1", "Zulkifli Tanjung", Role.BUDGET_OWNER,
           "Pengguna Anggaran / Kuasa Pengguna Anggaran Dinas PPKUKM", _UNIT),
    Person("pendamping", "pendamping-contoh-1", "Asep Sutisna", Role.FIELD_MENTOR,
           "Pendamping lapangan di Kecamatan Tebet: kunjungan dan daftar hadir", ("area", "31.74.01")),
    Person("penyuluh", "penyuluh-contoh-1", "Euis Komalasari", Role.EXTENSION_WORKER,
           "Penyuluh Dinas KPKP: kebun, kolam, dan hasil olahan"),
    Person("temubisnis", "temubisnis-contoh-1", "Lily Tanuwijaya", Role.MATCHING_ORGANISER,
           "Penyelenggara temu bisnis"),
    Person("korporasi", "korporasi-contoh-1", "Diana Kartika", Role.CORPORATE_BUYER,
           "Pembeli BUMD: mengikuti temu bisnis", ("agency", "BUMD-01")),
    Person("kurator1", "kurator1-contoh-1", "Wahyu Hidayat", Role.CURATOR,
           "Kurator Kecamatan Tebet: penilaian tahap pertama", ("area", "31.74.01")),
    Person("kurator2", "kurator2-contoh-1", "Maya Sari", Role.CURATOR,
           "Kurator Kota Jakarta Selatan: penilaian tahap kedua", ("area", "31.74")),
    Person("kurator3", "kurator3-contoh-1", "Agus Salim", Role.CURATOR,
           "Kurator Provinsi: penilaian tahap terakhir"),
    Person("pengelola", "pengelola-contoh-1", "Petrus Wenas", Role.ADMINISTRATOR,
           "Pengelola akun: akun, peran, dan jejak audit"),
)  # fmt: skip
OFFICER = PEOPLE[0]


def person_with(role: Role) -> Person:
    """Return the demo's person of a role."""
    return next(person for person in PEOPLE if person.role is role)
