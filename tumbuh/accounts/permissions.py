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
    CATALOGUE_SELL = "catalogue.sell"
    CATALOGUE_CURATE = "catalogue.curate"
    ORDERS_VIEW = "orders.view"
    ORDERS_DISPOSE = "orders.dispose"
    ORDERS_PREPARE = "orders.prepare"
    ORDERS_PLACE = "orders.place"
    ORDERS_FULFIL = "orders.fulfil"
    ORDERS_RECEIVE = "orders.receive"
    ORDERS_PAY = "orders.pay"
    ORDERS_CONFIRM_DEBIT = "orders.confirm_debit"
    NEEDS_POST = "needs.post"
    NEEDS_QUOTE = "needs.quote"
    MATCHING_ORGANISE = "matching.organise"
    MATCHING_TAKE_PART = "matching.take_part"
    MATCHING_VIEW = "matching.view"
    COACHING_VIEW = "coaching.view"
    COACHING_MANAGE = "coaching.manage"
    COACHING_RECORD = "coaching.record"
    COACHING_TAKE_PART = "coaching.take_part"
    PRODUCTION_VIEW = "production.view"
    PRODUCTION_MANAGE = "production.manage"
    PRODUCTION_RECORD = "production.record"
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
    CORPORATE_BUYER = "corporate_buyer"
    CURATOR = "curator"
    INSPECTOR = "inspector"
    AGENCY_HEAD = "agency_head"
    GOVERNOR = "governor"
    ADMINISTRATOR = "administrator"


_P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(
        {_P.CATALOGUE_SELL, _P.ORDERS_FULFIL, _P.NEEDS_QUOTE, _P.MATCHING_TAKE_PART, _P.COACHING_TAKE_PART}
    ),
    Role.PROCUREMENT_OFFICER: frozenset(
        {
            _P.INSIGHT_VIEW,
            _P.PROCUREMENT_VIEW,
            _P.PROCUREMENT_IMPORT,
            _P.PROCUREMENT_MATCH,
            _P.PROCUREMENT_RECORD,
            _P.ORDERS_VIEW,
            _P.ORDERS_PLACE,
            _P.NEEDS_POST,
            _P.MATCHING_TAKE_PART,
        }
    ),
    Role.COMMITMENT_OFFICER: frozenset(
        {
            _P.INSIGHT_VIEW,
            _P.PROCUREMENT_VIEW,
            _P.PROCUREMENT_MATCH,
            _P.ORDERS_VIEW,
            _P.ORDERS_PREPARE,
            _P.ORDERS_RECEIVE,
            _P.MATCHING_TAKE_PART,
        }
    ),
    Role.TREASURER: frozenset(
        {_P.INSIGHT_VIEW, _P.PROCUREMENT_VIEW, _P.PROCUREMENT_RECORD, _P.ORDERS_VIEW, _P.ORDERS_PAY}
    ),
    Role.BUDGET_OWNER: frozenset(
        {
            _P.INSIGHT_VIEW,
            _P.PROCUREMENT_VIEW,
            _P.ORDERS_VIEW,
            _P.ORDERS_DISPOSE,
            _P.ORDERS_CONFIRM_DEBIT,
            _P.MATCHING_TAKE_PART,
        }
    ),
    Role.FIELD_MENTOR: frozenset({_P.REGISTRY_VIEW, _P.COACHING_RECORD, _P.PRODUCTION_RECORD}),
    Role.EXTENSION_WORKER: frozenset({_P.REGISTRY_VIEW, _P.COACHING_RECORD, _P.PRODUCTION_RECORD}),
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
    Role.PROGRAMME_OFFICER: frozenset(
        {
            _P.REGISTRY_VIEW,
            _P.INSIGHT_VIEW,
            _P.INSIGHT_ROWS,
            _P.COACHING_VIEW,
            _P.COACHING_MANAGE,
            _P.PRODUCTION_VIEW,
            _P.PRODUCTION_MANAGE,
        }
    ),
    Role.MATCHING_ORGANISER: frozenset({_P.REGISTRY_VIEW, _P.INSIGHT_VIEW, _P.MATCHING_ORGANISE, _P.MATCHING_VIEW}),
    Role.CORPORATE_BUYER: frozenset({_P.MATCHING_TAKE_PART}),
    Role.CURATOR: frozenset({_P.REGISTRY_VIEW, _P.CATALOGUE_CURATE}),
    Role.INSPECTOR: frozenset(
        {
            _P.REGISTRY_VIEW,
            _P.LEDGER_VIEW,
            _P.INSIGHT_VIEW,
            _P.INSIGHT_ROWS,
            _P.PROCUREMENT_VIEW,
            _P.ORDERS_VIEW,
            _P.MATCHING_VIEW,
            _P.COACHING_VIEW,
            _P.PRODUCTION_VIEW,
            _P.AUDIT_VIEW,
        }
    ),
    Role.AGENCY_HEAD: frozenset(
        {
            _P.INSIGHT_VIEW,
            _P.INSIGHT_ROWS,
            _P.PROCUREMENT_VIEW,
            _P.ORDERS_VIEW,
            _P.MATCHING_VIEW,
            _P.COACHING_VIEW,
            _P.PRODUCTION_VIEW,
        }
    ),
    Role.GOVERNOR: frozenset(
        {
            _P.INSIGHT_VIEW,
            _P.INSIGHT_ROWS,
            _P.PROCUREMENT_VIEW,
            _P.MATCHING_VIEW,
            _P.COACHING_VIEW,
            _P.PRODUCTION_VIEW,
        }
    ),
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
    _P.CATALOGUE_SELL: "Mengelola produk, harga, stok, dan kapasitas usaha sendiri",
    _P.CATALOGUE_CURATE: "Menilai produk sebelum tampil di katalog",
    _P.ORDERS_VIEW: "Melihat pesanan e-order unit",
    _P.ORDERS_DISPOSE: "Mendisposisikan paket kepada PPK",
    _P.ORDERS_PREPARE: "Menyiapkan dokumen paket dan menugaskan Pejabat Pengadaan",
    _P.ORDERS_PLACE: "Memilih produk dan membuat pesanan",
    _P.ORDERS_FULFIL: "Menerima dan mengirim pesanan usaha sendiri",
    _P.ORDERS_RECEIVE: "Memeriksa dan menerima barang pesanan",
    _P.ORDERS_PAY: "Membayar pesanan",
    _P.ORDERS_CONFIRM_DEBIT: "Menyetujui pembayaran autodebet",
    _P.NEEDS_POST: "Menyatakan kebutuhan dan memilih penawaran",
    _P.NEEDS_QUOTE: "Menawar kebutuhan unit kota",
    _P.MATCHING_ORGANISE: "Menyelenggarakan temu bisnis",
    _P.MATCHING_TAKE_PART: "Mengikuti temu bisnis",
    _P.MATCHING_VIEW: "Melihat hasil temu bisnis",
    _P.COACHING_VIEW: "Melihat pembinaan dan hasilnya",
    _P.COACHING_MANAGE: "Mengelola program pembinaan",
    _P.COACHING_RECORD: "Mencatat kunjungan, kehadiran, dan layanan pembinaan",
    _P.COACHING_TAKE_PART: "Mendaftar program pembinaan dan melihat sertifikat sendiri",
    _P.PRODUCTION_VIEW: "Melihat hasil produksi",
    _P.PRODUCTION_MANAGE: "Mengelola data produksi",
    _P.PRODUCTION_RECORD: "Mencatat produksi di lapangan",
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
    Role.CORPORATE_BUYER: "Pembeli korporasi atau BUMD",
    Role.CURATOR: "Kurator produk",
    Role.INSPECTOR: "Inspektur",
    Role.AGENCY_HEAD: "Kepala perangkat daerah",
    Role.GOVERNOR: "Gubernur",
    Role.ADMINISTRATOR: "Pengelola akun",
}
