"""Parts, changes, shortage, bills and four eyes: what each leaves behind, and that a refusal leaves nothing."""

import uuid
from datetime import date, timedelta

import pytest

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, PLAN, TOMORROW
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import CapacityDay
from tumbuh.catalogue.rules.days import TooLate
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.states import IllegalMove
from tumbuh.orders import queries, services
from tumbuh.orders.afterwards import NotReceived
from tumbuh.orders.changing import NothingChanges
from tumbuh.orders.disposing import OrdersOpen, PackageSpent, WrongOfficer
from tumbuh.orders.models import Disposition, Order, OrderMessage, Receipt
from tumbuh.orders.placing import OrderTooLarge, QuantityOutOfRange
from tumbuh.orders.receiving import BadCount
from tumbuh.orders.rules.matching import InvoiceDiffers
from tumbuh.orders.rules.moves import OwnAct, ReasonNeeded
from tumbuh.orders.rules.year_end import Outlook
from tumbuh.orders.storing import FileNotAllowed, FileTooLarge, kept_bytes
from tumbuh.orders.writing import PackageExceeded
from tumbuh.procurement.ordering import PackageNotForOrder

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a specification"
JPEG = b"\xff\xd8\xff\xe0 a picture"


def held(city):
    city.line.refresh_from_db()
    return city.line.held_rupiah


def taken():
    return sum(CapacityDay.objects.values_list("taken", flat=True))


def test_a_part_offered_frees_the_rest_at_once_and_waits_for_the_buyer(city):
    order = city.place(40)
    asked = {"order_id": order.pk, "by": city.owner, "now": NOON}
    with pytest.raises(ReasonNeeded):
        services.confirm_part(quantities={1: 30}, reason="event_moved", **asked)
    assert (held(city), taken()) == (1_000_000, 40)
    services.confirm_part(quantities={1: 30}, reason="capacity", **asked)
    order.refresh_from_db()
    assert (order.state, order.total_rupiah, order.placed_total_rupiah) == ("part_offered", 750_000, 1_000_000)
    assert (held(city), taken(), Disposition.objects.get().committed_rupiah) == (750_000, 30, 750_000)
    services.accept_part(order_id=order.pk, by=city.officer, now=NOON)
    services.deliver(order_id=order.pk, by=city.owner, now=NOON)
    order = services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    assert (order.total_rupiah, order.receipt.lines.get().flaw) == (750_000, "")


def test_what_came_short_late_and_bad_is_noted_and_not_paid(city):
    order = city.until("confirmed")
    services.deliver(order_id=order.pk, by=city.owner, now=NOON, quantities={1: 30})
    services.deliver(order_id=order.pk, by=city.owner, now=NOON, quantities={1: 5})
    ppk = city.of(Role.COMMITMENT_OFFICER)
    late = TOMORROW + timedelta(minutes=25)
    counts = {1: services.Counted(counted=34, accepted=32, flaw="bad", note="Dua basi.")}
    with pytest.raises(BadCount):
        services.receive(order_id=order.pk, by=ppk, now=late, counts={1: services.Counted(34, 32)})
    assert not Receipt.objects.exists()
    order = services.receive(
        order_id=order.pk, by=ppk, now=late, counts=counts, temperature_celsius=58,
        photos=[services.Photo("kotak.jpg", JPEG)],
    )  # fmt: skip
    assert (order.total_rupiah, order.receipt.late_minutes, order.receipt.temperature_celsius) == (800_000, 25, 58)
    [line] = order.receipt.lines.all()
    assert (line.counted, line.accepted, line.flaw) == (34, 32, "bad")
    assert kept_bytes(order.receipt.photos.get().file) == JPEG
    assert (held(city), taken()) == (800_000, 35)  # what was cooked stays taken, what was never sent is free


def test_nothing_good_is_rejected_and_gives_all_money_back(city):
    order = city.until("delivered")
    services.reject(
        order_id=order.pk, reason="bad_quality", by=city.of(Role.COMMITMENT_OFFICER), now=NOON, words="Semua basi."
    )
    order.refresh_from_db()
    assert (order.state, order.end_reason, held(city)) == ("cancelled", "bad_quality", 0)
    assert Disposition.objects.get().committed_rupiah == 0


def test_an_order_may_be_left_by_either_side_and_everything_is_free_again(city):
    for leave, by in ((services.cancel, city.officer), (services.withdraw, city.owner)):
        order = city.until("confirmed")
        leave(order_id=order.pk, reason="other", words="Acara diundur.", by=by, now=NOON)
        order.refresh_from_db()
        assert (order.state, held(city), taken()) == ("cancelled", 0, 0)
    order = city.place(40)
    services.decline(order_id=order.pk, reason="capacity", by=city.owner, now=NOON)
    assert (Order.objects.get(pk=order.pk).state, held(city), taken()) == ("declined", 0, 0)


def test_a_change_of_quantity_price_and_day_follows_in_money_stock_and_days(city):
    order = city.until("confirmed")
    later = TOMORROW + timedelta(days=2)
    change = services.LineChange(quantity=30, price_rupiah=24_000)
    with pytest.raises(NothingChanges):
        services.propose_change(
            order_id=order.pk, lines={1: services.LineChange(quantity=41)}, reason="fewer_people", by=city.officer,
            now=NOON,
        )  # fmt: skip
    services.propose_change(
        order_id=order.pk, lines={1: change}, deliver_by_at=later, reason="event_moved", by=city.officer, now=NOON
    )
    with pytest.raises(OwnAct):
        services.answer_change(order_id=order.pk, accept=True, by=city.officer, now=NOON)
    order = services.answer_change(order_id=order.pk, accept=True, by=city.owner, now=NOON)
    assert (order.total_rupiah, order.deliver_by_at, held(city)) == (720_000, later, 720_000)
    days = CapacityDay.objects.order_by("day_on").values_list("day_on", "taken")
    assert list(days) == [(date(2026, 4, 7), 0), (date(2026, 4, 9), 30)]
    services.deliver(order_id=order.pk, by=city.owner, now=NOON)
    assert services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON).total_rupiah == 720_000


def test_a_change_that_cannot_be_done_leaves_all_as_it_was(city):
    order = city.until("confirmed")
    soon = NOON + timedelta(hours=13)
    services.propose_change(order_id=order.pk, deliver_by_at=soon, reason="event_moved", by=city.officer, now=NOON)
    with pytest.raises(TooLate):
        services.answer_change(
            order_id=order.pk, accept=True, by=city.owner, now=NOON + timedelta(hours=11, minutes=59)
        )
    order.refresh_from_db()
    assert (order.deliver_by_at, taken(), order.changes.get().state) == (TOMORROW, 40, "open")


def test_the_thread_keeps_what_both_sides_wrote_with_their_files(city):
    order = city.place(40)
    services.say(order_id=order.pk, words="Bisa tanpa sambal?", by=city.officer, now=NOON)
    services.say(order_id=order.pk, words="Bisa.", by=city.owner, now=NOON, file=("menu.pdf", PDF))
    said = OrderMessage.objects.order_by("pk").values_list("side", "words", "file_name")
    assert list(said) == [("buyer", "Bisa tanpa sambal?", ""), ("seller", "Bisa.", "menu.pdf")]
    stranger = cities.person("lain", Role.TREASURER, "unit", "999")
    with pytest.raises(NotAllowed):
        services.say(order_id=order.pk, words="Hai.", by=stranger, now=NOON)


def test_who_ordered_signs_for_nothing_even_with_every_role(city):
    cities.join(city.officer, Role.COMMITMENT_OFFICER)
    cities.join(city.officer, Role.TREASURER)
    order = city.until("delivered")
    with pytest.raises(OwnAct):
        services.receive(order_id=order.pk, by=city.officer, now=NOON)
    services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    with pytest.raises(OwnAct):
        services.request_debit(order_id=order.pk, by=city.officer, now=NOON, tax_slip_number="BP-1")
    assert Order.objects.get().state == "received"


def test_another_seller_and_another_unit_may_do_nothing(city):
    order = city.place(40)
    rival = cities.business("Warung Sari")
    sari = cities.person("sari", Role.OWNER, "business", str(rival.public_id))
    far = cities.person("jauh", Role.COMMITMENT_OFFICER, "unit", "999")
    with pytest.raises(NotAllowed):
        services.confirm(order_id=order.pk, by=sari, now=NOON)
    services.confirm(order_id=order.pk, by=city.owner, now=NOON)
    services.deliver(order_id=order.pk, by=city.owner, now=NOON)
    with pytest.raises(NotAllowed):
        services.receive(order_id=order.pk, by=far, now=NOON)


def test_a_bill_above_what_was_received_keeps_the_money_where_it_is(city):
    order = city.until("received")
    bill = {"order_id": order.pk, "issued_on": NOON.date(), "by": city.owner, "now": NOON}
    services.send_invoice(number="INV-1", rupiah=1_100_000, **bill)
    pay = {
        "order_id": order.pk, "by": city.of(Role.TREASURER), "now": NOON, "proof_number": "SP2D/1",
        "paid_on": NOON.date(), "tax_slip_number": "BP-1",
    }  # fmt: skip
    with pytest.raises(InvoiceDiffers):
        services.pay(**pay)
    assert held(city) == 1_000_000
    services.send_invoice(number="INV-2", rupiah=1_000_000, **bill)
    assert services.pay(**pay).state == "paid"


def test_a_tax_paper_changes_what_is_withheld_and_an_ended_one_does_not(city):
    order = city.until("received")
    treasurer = city.of(Role.TREASURER)
    paper = services.note_tax_paper(
        business_id=city.seller.pk, kind="final_certificate", number="KET-1", valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31), by=treasurer, now=NOON,
    )  # fmt: skip
    order = services.pay(
        order_id=order.pk, by=treasurer, now=NOON, proof_number="SP2D/1", paid_on=NOON.date(), tax_slip_number="BP-1"
    )
    assert (order.withheld_rupiah, order.payment.taxes[0]["tax"]) == (5_000, "PPh final")
    services.end_tax_paper(paper_id=paper.pk, reason="Dicabut kantor pajak.", by=treasurer, now=NOON)
    again = city.until("paid", 10)
    assert (again.withheld_rupiah, again.payment.taxes[0]["tax"]) == (10_000, "PPh 23")


def test_a_package_is_disposed_of_up_to_its_ceiling_and_its_rest_again_when_it_is_done(city):
    cities.package("50100009", ceiling=10_000_000)
    ask = {
        "plan_code": "50100009", "budget_line_id": city.line.pk, "by": city.of(Role.BUDGET_OWNER), "now": NOON,
        "commitment_officer": city.of(Role.COMMITMENT_OFFICER),
    }  # fmt: skip
    services.dispose(ceiling_rupiah=6_000_000, **ask)
    with pytest.raises(PackageSpent, match=r"sisanya Rp4\.000\.000"):
        services.dispose(ceiling_rupiah=4_000_001, **ask)
    with pytest.raises(WrongOfficer):
        services.dispose(ceiling_rupiah=1, **(ask | {"commitment_officer": city.of(Role.TREASURER)}))
    with pytest.raises(PackageNotForOrder):
        services.dispose(ceiling_rupiah=1, **(ask | {"plan_code": "99999999"}))
    other = cities.budget_line(account="5.1.02.01.01.0024", unit_ref="9.99")
    with pytest.raises(PackageNotForOrder):
        services.dispose(ceiling_rupiah=1, **(ask | {"budget_line_id": other.pk}))


def test_a_package_with_running_orders_neither_ends_nor_goes_back(city):
    order = city.place(40)
    ppk = city.of(Role.COMMITMENT_OFFICER)
    with pytest.raises(OrdersOpen):
        services.end_disposition(disposition_id=city.disposition.pk, by=ppk, now=NOON)
    with pytest.raises(OrdersOpen):
        services.return_disposition(
            disposition_id=city.disposition.pk, reason="Salah paket.", by=city.officer, now=NOON
        )
    services.cancel(order_id=order.pk, reason="event_cancelled", by=city.officer, now=NOON)
    ended = services.end_disposition(disposition_id=city.disposition.pk, by=ppk, now=NOON)
    assert ended.state == "done"
    with pytest.raises(IllegalMove):
        services.take_up(disposition_id=city.disposition.pk, by=city.officer, now=NOON)
    services.dispose(  # nothing was spent, so that all of it is there again
        plan_code=PLAN, budget_line_id=city.line.pk, ceiling_rupiah=100_000_000, commitment_officer=ppk,
        by=city.of(Role.BUDGET_OWNER), now=NOON,
    )  # fmt: skip


def test_a_package_that_cannot_be_handed_on_keeps_no_document_of_the_attempt(city):
    ppk = city.of(Role.COMMITMENT_OFFICER)
    cities.package("50100009", ceiling=10_000_000)
    package = services.dispose(
        plan_code="50100009", budget_line_id=city.line.pk, ceiling_rupiah=6_000_000, commitment_officer=ppk,
        by=city.of(Role.BUDGET_OWNER), now=NOON,
    )  # fmt: skip
    ask = {"disposition_id": package.pk, "by": ppk, "now": NOON, "document": ("kak.pdf", b"%PDF-1.7 kerangka acuan")}
    with pytest.raises(WrongOfficer):
        services.prepare(procurement_officer=ppk, **ask)
    assert package.files.count() == 0
    services.prepare(procurement_officer=city.officer, **ask)
    assert package.files.get().name == "kak.pdf"


def test_documents_of_a_package_are_kept_once_and_other_files_refused(city):
    ppk = city.of(Role.COMMITMENT_OFFICER)
    add = {"disposition_id": city.disposition.pk, "by": ppk, "now": NOON}
    kept = services.add_file(name="KAK.pdf", content=PDF, **add)
    assert services.add_file(name="KAK lagi.pdf", content=PDF, **add).pk == kept.pk
    assert kept_bytes(kept.file) == PDF
    with pytest.raises(FileNotAllowed):
        services.add_file(name="virus.pdf", content=b"MZ\x90", **add)
    with pytest.raises(FileTooLarge):
        services.add_file(name="besar.pdf", content=PDF + b" " * 10 * 1024 * 1024, **add)


def test_limits_of_seller_order_and_package_refuse_the_whole_basket(city):
    small = cities.offer(city.seller, "Teh", stock=500, min_quantity=10, max_quantity=20)
    basket = city.fill((small, 5), (city.rice, 10))
    with pytest.raises(QuantityOutOfRange, match="paling sedikit 10 dan paling banyak 20"):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    dear = cities.offer(city.seller, "Tumpeng", stock=500, price_rupiah=1_000_000)
    basket = city.fill((small, 10), (dear, 51))
    with pytest.raises(OrderTooLarge, match=r"batas satu pesanan Rp50\.000\.000"):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    Disposition.objects.update(ceiling_rupiah=40_000_000)
    basket = city.fill((dear, 45), (small, 0), (city.rice, 0))
    with pytest.raises(PackageExceeded, match=r"Sisa pagu paket Rp40\.000\.000"):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    assert (held(city), taken(), Order.objects.count()) == (0, 0, 0)


def test_one_need_shared_out_is_several_orders_of_one_group_at_the_prices_quoted(city):
    other = cities.offer(cities.business("Warung Sari"), "Nasi kotak Sari", stock=500)
    group = uuid.uuid4()
    placed = services.place_awarded(
        disposition_id=city.disposition.pk,
        wanted={city.rice.pk: services.Wanted(25, price_rupiah=24_000), other.pk: services.Wanted(15)},
        terms=services.Terms(cities.ROOM, "", TOMORROW, group_id=group, source="award"),
        by=city.officer,
        now=NOON,
    )
    assert [one.total_rupiah for one in placed] == [600_000, 375_000]
    assert set(Order.objects.values_list("group_id", "source")) == {(group, "award")}


def test_the_same_once_more_and_a_review_of_what_was_received(city):
    order = city.until("received")
    services.review(order_id=order.pk, stars=5, words="Tepat waktu.", by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    with pytest.raises(NotReceived):
        services.review(order_id=order.pk, stars=1, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    services.reply_to_review(order_id=order.pk, words="Terima kasih.", by=city.owner, now=NOON)
    found = services.reorder(order_id=order.pk, disposition_id=city.disposition.pk, by=city.officer, now=NOON)
    assert ([line.quantity for line in found.basket.lines.all()], found.missing) == ([40], ())
    assert found.basket.delivery_address == order.delivery_address
    fresh = city.place(10)
    with pytest.raises(NotReceived):
        services.review(order_id=fresh.pk, stars=5, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)


def test_a_machine_fills_a_basket_at_once_and_again(city):
    tea = cities.offer(city.seller, "Teh", stock=500)
    ask = {"disposition_id": city.disposition.public_id, "address": cities.ROOM, "area": "", "by": city.officer}
    first = services.fill_basket(offers={city.rice.public_id: 40}, deliver_by_at=TOMORROW, now=NOON, **ask)
    again = services.fill_basket(
        offers={city.rice.public_id: 30, tea.public_id: 20}, deliver_by_at=TOMORROW, now=NOON, **ask
    )
    assert first.pk == again.pk
    placed = services.place(basket_id=again.public_id, by=city.officer, now=NOON)
    assert [one.total_rupiah for one in placed] == [30 * 25_000 + 20 * 25_000]


def test_unpaid_orders_of_the_year_are_foretold_with_the_most_in_danger_first(city):
    received = city.until("received", 10)
    city.clock = NOON + timedelta(days=268)  # 30 December
    late = city.place(20)
    found = queries.year_end(2026, today=date(2026, 12, 30))
    assert [(one.order.pk, one.outlook) for one in found.orders] == [
        (late.pk, Outlook.AT_RISK),
        (received.pk, Outlook.IN_TIME),
    ]
    assert (found.rupiah(Outlook.AT_RISK), found.rupiah(Outlook.TOO_LATE)) == (500_000, 0)
    assert queries.year_end(2026, today=date(2026, 12, 30), unit_refs=["999"]).orders == ()
