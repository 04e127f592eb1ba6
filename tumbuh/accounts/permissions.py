"""Who may do what: one permission per act, one role per kind of person. Code, not rows (docs/adr/0004)."""

from enum import StrEnum


class Permission(StrEnum):
    """One act that a door can open. Named `<app>.<act>`."""

    PUBLIC = "public"  # anyone, signed in or not
    SIGNED_IN = "signed_in"  # anyone with an account
    REGISTRY_VIEW = "registry.view"
    REGISTRY_IMPORT = "registry.import"
    REGISTRY_UNDO_IMPORT = "registry.undo_import"
    REGISTRY_REVEAL_ID = "registry.reveal_id"
    LEDGER_VIEW = "ledger.view"
    LEDGER_IMPORT = "ledger.import"
    LEDGER_MAP_SKU = "ledger.map_sku"
    INSIGHT_VIEW = "insight.view"
    INSIGHT_ROWS = "insight.rows"
    PROCUREMENT_VIEW = "procurement.view"
    PROCUREMENT_IMPORT = "procurement.import"
    PROCUREMENT_MATCH = "procurement.match"
    PROCUREMENT_RECORD = "procurement.record"
    AUDIT_VIEW = "audit.view"
    ACCOUNTS_GRANT = "accounts.grant"


class Role(StrEnum):
    """One kind of person of product.md."""

    OWNER = "owner"
    PROCUREMENT_OFFICER = "procurement_officer"
    COMMITMENT_OFFICER = "commitment_officer"
    TREASURER = "treasurer"
    BUDGET_OWNER = "budget_owner"
    FIELD_MENTOR = "field_mentor"
    EXTENSION_WORKER = "extension_worker"
    REGISTRY_OFFICER = "registry_officer"
    PROGRAMME_OFFICER = "programme_officer"
    MATCHING_ORGANISER = "matching_organiser"
    INSPECTOR = "inspector"
    AGENCY_HEAD = "agency_head"
    GOVERNOR = "governor"
    ADMINISTRATOR = "administrator"


_P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(),
    Role.PROCUREMENT_OFFICER: frozenset(
        {_P.INSIGHT_VIEW, _P.PROCUREMENT_VIEW, _P.PROCUREMENT_IMPORT, _P.PROCUREMENT_MATCH, _P.PROCUREMENT_RECORD}
    ),
    Role.COMMITMENT_OFFICER: frozenset({_P.INSIGHT_VIEW, _P.PROCUREMENT_VIEW, _P.PROCUREMENT_MATCH}),
    Role.TREASURER: frozenset({_P.INSIGHT_VIEW, _P.PROCUREMENT_VIEW, _P.PROCUREMENT_RECORD}),
    Role.BUDGET_OWNER: frozenset({_P.INSIGHT_VIEW, _P.PROCUREMENT_VIEW}),
    Role.FIELD_MENTOR: frozenset({_P.REGISTRY_VIEW}),
    Role.EXTENSION_WORKER: frozenset({_P.REGISTRY_VIEW}),
    Role.REGISTRY_OFFICER: frozenset(
        {
            _P.REGISTRY_VIEW,
            _P.REGISTRY_IMPORT,
            _P.REGISTRY_UNDO_IMPORT,
            _P.REGISTRY_REVEAL_ID,
            _P.LEDGER_VIEW,
            _P.LEDGER_IMPORT,
            _P.LEDGER_MAP_SKU,
            _P.INSIGHT_VIEW,
            _P.INSIGHT_ROWS,
        }
    ),
    Role.PROGRAMME_OFFICER: frozenset({_P.REGISTRY_VIEW, _P.INSIGHT_VIEW, _P.INSIGHT_ROWS}),
    Role.MATCHING_ORGANISER: frozenset({_P.REGISTRY_VIEW, _P.INSIGHT_VIEW}),
    Role.INSPECTOR: frozenset(
        {_P.REGISTRY_VIEW, _P.LEDGER_VIEW, _P.INSIGHT_VIEW, _P.INSIGHT_ROWS, _P.PROCUREMENT_VIEW, _P.AUDIT_VIEW}
    ),
    Role.AGENCY_HEAD: frozenset({_P.INSIGHT_VIEW, _P.INSIGHT_ROWS, _P.PROCUREMENT_VIEW}),
    Role.GOVERNOR: frozenset({_P.INSIGHT_VIEW, _P.INSIGHT_ROWS, _P.PROCUREMENT_VIEW}),
    Role.ADMINISTRATOR: frozenset({_P.AUDIT_VIEW, _P.ACCOUNTS_GRANT}),
}

PERMISSION_NAMES: dict[Permission, str] = {
    _P.PUBLIC: "Terbuka untuk siapa saja",
    _P.SIGNED_IN: "Cukup masuk dengan akun",
    _P.REGISTRY_VIEW: "Melihat register UMKM",
    _P.REGISTRY_IMPORT: "Mengimpor daftar ke register UMKM",
    _P.REGISTRY_UNDO_IMPORT: "Membatalkan impor register UMKM",
    _P.REGISTRY_REVEAL_ID: "Membuka NIK lengkap dengan alasan yang tercatat",
    _P.LEDGER_VIEW: "Melihat buku penjualan",
    _P.LEDGER_IMPORT: "Mengimpor berkas penjualan lokapasar",
    _P.LEDGER_MAP_SKU: "Memasangkan SKU dengan produk",
    _P.INSIGHT_VIEW: "Melihat angka-angka kota",
    _P.INSIGHT_ROWS: "Membuka baris di balik angka",
    _P.PROCUREMENT_VIEW: "Melihat anggaran, rencana, dan belanja pengadaan",
    _P.PROCUREMENT_IMPORT: "Mengimpor berkas RUP, e-katalog, SPSE, Toko Daring, dan SIPD",
    _P.PROCUREMENT_MATCH: "Memasangkan belanja dengan paket RUP",
    _P.PROCUREMENT_RECORD: "Mencatat belanja yang sudah terjadi",
    _P.AUDIT_VIEW: "Membaca jejak audit",
    _P.ACCOUNTS_GRANT: "Membuat akun serta memberi dan mengakhiri peran",
}

ROLE_NAMES: dict[Role, str] = {
    Role.OWNER: "Pelaku usaha",
    Role.PROCUREMENT_OFFICER: "Pejabat Pengadaan",
    Role.COMMITMENT_OFFICER: "PPK",
    Role.TREASURER: "Bendahara Pengeluaran",
    Role.BUDGET_OWNER: "PA/KPA",
    Role.FIELD_MENTOR: "Pendamping lapangan",
    Role.EXTENSION_WORKER: "Penyuluh",
    Role.REGISTRY_OFFICER: "Petugas register UMKM",
    Role.PROGRAMME_OFFICER: "Petugas program",
    Role.MATCHING_ORGANISER: "Penyelenggara temu bisnis",
    Role.INSPECTOR: "Inspektur",
    Role.AGENCY_HEAD: "Kepala perangkat daerah",
    Role.GOVERNOR: "Gubernur",
    Role.ADMINISTRATOR: "Pengelola akun",
}
