"""The documents of an order: which act issues which, what they say, who opens them, and that they become void."""

import zipfile
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tumbuh.accounts.permissions import Role
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.orders import paperwork, services
from tumbuh.orders.changing import LineChange
from tumbuh.papers import queries
from tumbuh.papers import services as papers
from tumbuh.papers.rules import PaperKind

pytestmark = pytest.mark.django_db


def text(paper):
    pages = PdfReader(BytesIO(papers.pdf(paper))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def made(order):
    return {paper.kind: paper for paper in queries.papers_of(order.reference) if not paper.is_void}


def kinds(order):
    return [(paper.kind, paper.is_void) for paper in queries.papers_of(order.reference)]


def test_each_document_is_issued_by_its_act(city):
    order = city.until("placed")
    assert kinds(order) == []
    services.confirm(order_id=order.pk, by=city.owner, now=NOON)
    assert kinds(order) == [("purchase_order", False)]
    services.deliver(order_id=order.pk, by=city.owner, now=NOON)
    services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    assert [kind for kind, _ in kinds(order)] == ["purchase_order", "handover", "invoice"]
    services.pay(
        order_id=order.pk, by=city.of(Role.TREASURER), now=NOON, proof_number="SP2D/1", paid_on=NOON.date(),
        tax_slip_number="BP-1",
    )  # fmt: skip
    assert [kind for kind, _ in kinds(order)] == ["purchase_order", "handover", "invoice", "receipt", "tax_slip"]
    assert queries.broken_series() == []


def test_the_documents_name_parties_package_budget_items_and_sums(city):
    found = {kind: text(paper) for kind, paper in made(city.until("paid")).items()}
    order = found["purchase_order"]
    for said in (
        "SURAT PESANAN", "0001/SP/TMB/101/IV/2026", "Dinas Perdagangan", "Dapur Budi", "50100001", "2.11.01.1.06.0009",
        "5.1.02.01.01.0052", "Nasi kotak", "40", "Rp25.000", "Rp1.000.000", "Satu juta rupiah", "Procurement_Officer",
        "7 April 2026 12.00 WIB",
    ):  # fmt: skip
        assert said in order, said
    assert "tepat waktu" in found["handover"]
    assert "Pada hari Senin, 6 April 2026" in found["handover"]
    assert "0001/SP/TMB/101/IV/2026" in found["handover"]
    assert "9 April 2026" in found["invoice"]
    assert "Bendahara Pengeluaran Dinas Perdagangan" in found["receipt"]
    assert "Rp960.000" in found["receipt"]
    assert "Meterai" not in found["receipt"]
    for said in ("PPh 23", "4,00 %", "Rp40.000", "Empat puluh ribu rupiah", "BP-1"):
        assert said in found["tax_slip"], said


def test_above_five_million_the_receipt_has_a_place_for_the_stamp(city):
    papers_of = made(city.until("paid", quantity=201))
    assert "Meterai Rp10.000" in text(papers_of["receipt"])
    assert papers_of["receipt"].total_rupiah == 5_025_000


def test_the_seller_counts_its_own_documents_and_the_unit_its_own(city):
    city.until("received")
    order = city.until("received", quantity=10)
    numbers = {kind: paper.number for kind, paper in made(order).items()}
    seller = str(city.seller.public_id)[:13]
    assert numbers == {
        "purchase_order": "0002/SP/TMB/101/IV/2026",
        "handover": "0002/BAST/TMB/101/IV/2026",
        "invoice": f"0002/NOTA/TMB/{seller}/IV/2026",
    }


def test_what_is_not_accepted_stands_on_the_handover_and_is_not_charged(city):
    order = city.until("delivered")
    counts = {1: services.Counted(counted=40, accepted=38, flaw="bad", note="dua basi")}
    services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON, counts=counts)
    found = made(order)
    assert "Rusak atau mutu buruk. dua basi" in text(found["handover"])
    assert found["invoice"].total_rupiah == 38 * 25_000


def test_when_an_order_ends_early_its_letter_is_void_with_the_reason(city):
    order = city.until("confirmed")
    services.cancel(order_id=order.pk, reason="event_cancelled", by=city.officer, now=NOON)
    [paper] = queries.papers_of(order.reference)
    assert paper.is_void
    assert paper.void_reason.startswith("Pesanan berakhir: ")


def test_a_refused_act_issues_nothing(city):
    order = city.until("confirmed")
    with pytest.raises(Refused):
        services.confirm(order_id=order.pk, by=city.owner, now=NOON)
    with pytest.raises(Refused):
        services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    assert kinds(order) == [("purchase_order", False)]


def test_a_letter_issued_anew_names_the_one_that_it_replaces(city):
    order = city.until("confirmed")
    first = made(order)["purchase_order"]
    second = paperwork.issue(order, PaperKind.PURCHASE_ORDER, by=city.officer, now=NOON)
    assert kinds(order) == [("purchase_order", True), ("purchase_order", False)]
    assert f"menggantikan Surat Pesanan nomor {first.number}" in text(second)


def test_both_sides_open_all_documents_at_once_and_nobody_else(city):
    order = city.until("paid")
    other = cities.business("Warung Lain")
    stranger = cities.person("lain", Role.OWNER, "business", str(other.public_id))
    for person in (city.owner, city.of(Role.TREASURER), city.officer):
        name, content = paperwork.pack(order.public_id, by=person, now=NOON)
        names = zipfile.ZipFile(BytesIO(content)).namelist()
        assert name.startswith("dokumen-50100001-")
        assert [one.split("-")[0] for one in names] == ["Surat", "Berita", "Nota", "Kuitansi", "Bukti"]
    elsewhere = cities.person("unit_lain", Role.TREASURER, "unit", "999")
    for person in (stranger, elsewhere):
        with pytest.raises(NotAllowed):
            paperwork.pack(order.public_id, by=person, now=NOON)
        for paper in made(order).values():
            with pytest.raises(NotAllowed):
                paperwork.check_reader(paper, by=person, now=NOON)
    with pytest.raises(paperwork.NoPapers):
        paperwork.pack(city.place(5).public_id, by=city.officer, now=NOON)


def test_a_change_that_both_sides_agreed_on_replaces_the_letter(city):
    order = city.until("confirmed")
    change = {1: LineChange(quantity=30)}
    services.propose_change(order_id=order.pk, reason="fewer_people", lines=change, by=city.officer, now=NOON)
    services.answer_change(order_id=order.pk, accept=True, by=city.owner, now=NOON)
    assert kinds(order) == [("purchase_order", True), ("purchase_order", False)]
    assert made(order)["purchase_order"].total_rupiah == 750_000


def test_a_change_before_the_promise_needs_no_letter(city):
    order = city.place()
    change = {1: LineChange(quantity=30)}
    services.propose_change(order_id=order.pk, reason="fewer_people", lines=change, by=city.officer, now=NOON)
    services.answer_change(order_id=order.pk, accept=True, by=city.owner, now=NOON)
    assert kinds(order) == []
