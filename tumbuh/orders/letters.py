"""What each document of an order says: Surat Pesanan, BAST, nota, kuitansi and the slip of withheld tax."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day, format_moment
from tumbuh.orders import terms
from tumbuh.orders.models import Order, OrderLine, Payment, Receipt, ReceiptLine
from tumbuh.orders.rules.tax import LineKind
from tumbuh.papers.contents import Amount, Column, Letter, Letterhead, Party, Signature
from tumbuh.papers.numbering import numbering

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_PRICED = (
    Column("No", "right"), Column("Uraian", wide=True), Column("Jumlah", "right"), Column("Satuan"),
    Column("Harga satuan", "right"), Column("Jumlah harga", "right"),
)  # fmt: skip
_COUNTED = (
    Column("No", "right"), Column("Uraian", wide=True), Column("Satuan"), Column("Dipesan", "right"),
    Column("Dikirim", "right"), Column("Diterima", "right"), Column("Keterangan"),
)  # fmt: skip
_TAXED = (
    Column("No", "right"), Column("Jenis pajak"), Column("Dasar hukum", wide=True), Column("Dasar pengenaan", "right"),
    Column("Tarif", "right"), Column("Jumlah pajak", "right"),
)  # fmt: skip


@dataclass(frozen=True)
class Sides:
    """Both sides of an order with the names of who acts, as they are known when a document is made."""

    unit_name: str
    seller_lines: Sequence[str]  # NIB and place
    ordered_by: str  # procurement officer
    commitment_officer: str
    budget_owner: str
    seller_person: str  # who promised the order


@dataclass(frozen=True)
class Told:
    """All that the letters of an order are made of. `numbers`: of its other documents, by kind."""

    order: Order
    lines: Sequence[OrderLine]
    sides: Sides
    numbers: dict[str, str]
    on: date


def purchase_order(told: Told) -> Letter:
    """Return what the unit orders, promised by the seller: price landed, budget, place and time."""
    order, sides = told.order, told.sides
    replaced = told.numbers.get("replaced", "")
    return Letter(
        letterhead=_unit_head(sides),
        parties=_parties(told),
        opening=[
            "Berdasarkan paket Rencana Umum Pengadaan di bawah ini, kami memesan kepada penyedia barang dan jasa "
            "berikut. Penyedia telah menyanggupinya melalui e-order.",
            *([f"Surat Pesanan ini menggantikan Surat Pesanan nomor {replaced}."] if replaced else []),
        ],
        facts=[
            *_budget_facts(order),
            ("Dikirim ke", order.delivery_address),
            ("Paling lambat", format_moment(order.deliver_by_at)),
        ],
        columns=_PRICED,
        rows=_priced(told.lines),
        totals=_totals(order, told.lines),
        spelled_rupiah=order.total_rupiah,
        closing=[
            "Harga adalah harga sampai di tempat. Penyedia dibayar paling lambat "
            f"{terms.number('pay_within', told.on)} hari kerja sesudah berita acara serah terima."
        ],
        place_day=_place_day(told.on),
        signatures=[
            Signature("Pejabat Pengadaan", sides.ordered_by, sides.unit_name),
            Signature("Menyetujui, Pejabat Pembuat Komitmen", sides.commitment_officer, sides.unit_name),
            Signature("Menyanggupi, Penyedia", sides.seller_person, order.seller_name),
        ],
    )


def handover(told: Told, receipt: Receipt, counted: Sequence[ReceiptLine]) -> Letter:
    """Return what came, when, how late, and what of it was taken."""
    order, sides = told.order, told.sides
    flaws = dict(ReceiptLine.FLAWS)
    rows = [
        [
            format_number(one.line.position), one.line.title, one.line.unit, format_number(one.line.expected_quantity),
            format_number(one.line.delivered_quantity), format_number(one.accepted),
            ". ".join(filter(None, (flaws[one.flaw], one.note))),
        ]
        for one in counted
    ]  # fmt: skip
    late = f"terlambat {format_number(receipt.late_minutes)} menit" if receipt.late_minutes else "tepat waktu"
    warm = receipt.temperature_celsius
    return Letter(
        letterhead=_unit_head(sides),
        parties=_parties(told),
        opening=[
            f"Pada hari {_DAYS[told.on.weekday()]}, {format_day(told.on)}, penyedia menyerahkan dan Pejabat Pembuat "
            "Komitmen memeriksa, menghitung, dan menerima barang dan jasa berikut."
        ],
        facts=[
            *_reference_facts(told, ("purchase_order", "Surat Pesanan")),
            *_budget_facts(order),
            ("Tempat", order.delivery_address),
            ("Batas waktu", format_moment(order.deliver_by_at)),
            ("Tiba", f"{format_moment(receipt.arrived_at)}, {late}"),
            *([("Suhu makanan saat tiba", f"{warm} °C")] if warm is not None else []),
            *([("Catatan", receipt.note)] if receipt.note else []),
        ],
        columns=_COUNTED,
        rows=rows,
        totals=[Amount("Nilai yang diterima dan akan dibayar", order.total_rupiah, strong=True)],
        spelled_rupiah=order.total_rupiah,
        closing=[
            "Yang dibayar hanya yang diterima baik. "
            f"Pembayaran paling lambat {format_day(order.pay_by_on) if order.pay_by_on else '–'}."
        ],
        place_day=_place_day(told.on),
        signatures=[
            Signature("Yang menyerahkan, Penyedia", sides.seller_person, order.seller_name),
            Signature("Yang menerima, Pejabat Pembuat Komitmen", str(receipt.received_by), sides.unit_name),
        ],
    )


def invoice(told: Told) -> Letter:
    """Return what the seller charges for what was taken."""
    order, sides = told.order, told.sides
    return Letter(
        letterhead=_seller_head(told),
        parties=[
            Party("Penjual", order.seller_name, sides.seller_lines),
            Party("Pembeli", sides.unit_name, [f"PPK: {sides.commitment_officer}"]),
        ],
        facts=[
            *_reference_facts(told, ("purchase_order", "Surat Pesanan"), ("handover", "Berita acara serah terima")),
            *_budget_facts(order),
            ("Dibayar paling lambat", format_day(order.pay_by_on) if order.pay_by_on else "–"),
        ],
        columns=_PRICED,
        rows=_priced([line for line in told.lines if line.due_quantity]),
        totals=_totals(order, told.lines),
        spelled_rupiah=order.total_rupiah,
        place_day=_place_day(told.on),
        signatures=[
            Signature("Penjual", sides.seller_person, order.seller_name),
            Signature("Pembeli, Pejabat Pembuat Komitmen", sides.commitment_officer, sides.unit_name),
        ],
    )


def receipt(told: Told, payment: Payment) -> Letter:
    """Return who paid the seller how much for what, with a place for the duty stamp above the sum of the law."""
    order, sides = told.order, told.sides
    bought = "; ".join(f"{line.title} ({format_number(line.due_quantity)} {line.unit})" for line in told.lines)
    return Letter(
        letterhead=_seller_head(told),
        facts=[
            ("Sudah terima dari", f"Bendahara Pengeluaran {sides.unit_name}"),
            ("Untuk pembayaran", bought),
            *_reference_facts(
                told, ("purchase_order", "Surat Pesanan"), ("handover", "Berita acara serah terima"),
                ("invoice", "Nota"),
            ),
            *_budget_facts(order),
            ("Cara bayar", f"{_PATHS[payment.path]}, bukti {payment.proof_number}, {format_day(payment.paid_on)}"),
            ("Dipotong pajak", format_rupiah(payment.withheld_rupiah)),
            ("Diterima bersih", format_rupiah(payment.net_rupiah)),
        ],
        spelled_rupiah=payment.gross_rupiah,
        place_day=_place_day(payment.paid_on),
        signatures=[
            Signature("Setuju dibayar, PA/KPA", sides.budget_owner, sides.unit_name),
            Signature("Lunas dibayar, Bendahara Pengeluaran", str(payment.paid_by), sides.unit_name),
            Signature("Yang menerima, Penyedia", sides.seller_person, order.seller_name, stamp=True),
        ],
        stamp=_stamp(payment),
    )  # fmt: skip


def tax_slip(told: Told, payment: Payment) -> Letter:
    """Return which tax was withheld of the payment, on which base, at which rate, by which rule."""
    order, sides = told.order, told.sides
    rows = [
        [
            str(at), tax["tax"], tax["rule"], format_rupiah(tax["base_rupiah"]),
            format_percent(tax["rate_permyriad"], 10_000), format_rupiah(tax["rupiah"]),
        ]
        for at, tax in enumerate(payment.taxes, start=1)
    ]  # fmt: skip
    return Letter(
        letterhead=_unit_head(sides),
        parties=[
            Party("Pemotong", sides.unit_name, [f"Bendahara Pengeluaran: {payment.paid_by}"]),
            Party("Yang dipotong", order.seller_name, sides.seller_lines),
        ],
        facts=[
            ("Bukti potong kantor pajak", payment.tax_slip_number),
            *_reference_facts(told, ("purchase_order", "Surat Pesanan"), ("receipt", "Kuitansi")),
            *_budget_facts(order),
            ("Jumlah bruto", format_rupiah(payment.gross_rupiah)),
            ("Tanggal bayar", format_day(payment.paid_on)),
        ],
        columns=_TAXED,
        rows=rows,
        totals=[
            Amount("Jumlah yang dipotong", payment.withheld_rupiah, strong=True),
            Amount("Dibayarkan kepada penyedia", payment.net_rupiah),
        ],
        spelled_rupiah=payment.withheld_rupiah,
        place_day=_place_day(payment.paid_on),
        signatures=[Signature("Bendahara Pengeluaran", str(payment.paid_by), sides.unit_name)],
    )


_PATHS = {"manual": "Transfer oleh bendahara", "autodebet": "Autodebet"}


def _unit_head(sides: Sides) -> Letterhead:
    return Letterhead(name=sides.unit_name, above=numbering().city)


def _seller_head(told: Told) -> Letterhead:
    return Letterhead(name=told.order.seller_name, lines=told.sides.seller_lines)


def _parties(told: Told) -> list[Party]:
    sides = told.sides
    people = [f"Pejabat Pengadaan: {sides.ordered_by}", f"PPK: {sides.commitment_officer}"]
    return [Party("Pemesan", sides.unit_name, people), Party("Penyedia", told.order.seller_name, sides.seller_lines)]


def _budget_facts(order: Order) -> list[tuple[str, str]]:
    line, package = order.budget_line, order.disposition.package_name
    return [
        ("Paket RUP", f"{order.plan_code} – {package}" if package else order.plan_code),
        ("Subkegiatan", line.sub_activity),
        ("Rekening belanja", f"{line.account} – {line.account_name}" if line.account_name else line.account),
        *([("Sumber dana", line.fund_source)] if line.fund_source else []),
        ("Tahun anggaran", str(order.year)),
    ]


def _reference_facts(told: Told, *wanted: tuple[str, str]) -> list[tuple[str, str]]:
    return [(name, told.numbers[kind]) for kind, name in wanted if kind in told.numbers]


def _priced(lines: Sequence[OrderLine]) -> list[list[str]]:
    return [
        [
            format_number(at), f"{line.title} – {line.note}" if line.note else line.title,
            format_number(line.due_quantity), line.unit, format_rupiah(line.price_rupiah), format_rupiah(line.rupiah),
        ]
        for at, line in enumerate(lines, start=1)
    ]  # fmt: skip


def _totals(order: Order, lines: Sequence[OrderLine]) -> list[Amount]:
    kinds = {line.line_kind == LineKind.CATERING.value for line in lines}
    tax = " dan ".join(name for name, is_food in (("PPN", False), ("PBJT", True)) if is_food in kinds)
    rows = [
        Amount("Harga barang dan jasa", order.goods_rupiah),
        Amount("Kemasan", order.packing_rupiah),
        Amount("Ongkos kirim", order.delivery_rupiah),
        Amount(tax, order.tax_rupiah),
    ]
    total = Amount("Jumlah sampai di tempat", order.total_rupiah, strong=True)
    return [*(row for row in rows if row.rupiah), total]


def _stamp(payment: Payment) -> str:
    on = day_in_wib(payment.paid_at)
    if payment.gross_rupiah <= terms.number("stamp_above", on):
        return ""
    return f"Meterai {format_rupiah(terms.number('stamp_duty', on))}"


def _place_day(day: date) -> str:
    return f"{numbering().place}, {format_day(day)}"
